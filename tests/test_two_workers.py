"""Two worker processes, each with answers of its own: a correction shows on the very next request, whoever answers."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from asc_dashboard.settings import BASE_DIR

DASHBOARD = "/committees/norfolk-adult-social-care/2017-01/"
ENOUGH = 40  # requests over new connections: that one of two workers answers none of them is all but impossible


class Site:
    """A site of two workers over its own SQLite file."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "asc_dashboard.settings",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        }

    def manage(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words], cwd=BASE_DIR, env=self.environment, check=True, capture_output=True
        )

    def page(self) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", DASHBOARD)
        answer = connection.getresponse().read().decode()
        connection.close()
        return answer


@pytest.fixture
def site(tmp_path: Path, collected_static_files: None) -> Iterator[Site]:
    site = Site(tmp_path)
    site.manage("migrate", "--verbosity", "0")
    site.manage("import_folder", "fixtures/norfolk_2017")
    command = [sys.executable, "-m", "gunicorn", "--config", "python:asc_dashboard.gunicorn", "asc_dashboard.wsgi"]
    with subprocess.Popen(command, cwd=BASE_DIR, env=site.environment, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 30
        while True:
            try:
                site.page()
                break
            except OSError:
                assert process.poll() is None, "the server ended"
                assert time.monotonic() < until, "the server does not answer"
                time.sleep(0.1)
        yield site
        process.terminate()


def test_a_correction_shows_on_the_next_request_of_every_worker(site: Site, tmp_path: Path) -> None:
    for _ in range(ENOUGH):
        assert "63.7%" not in site.page()
    folder = tmp_path / "correction"
    folder.mkdir()
    (folder / "figures.csv").write_text("code,period,value\nA05,2016-12,63.7\n")
    site.manage("import_folder", str(folder), "--reason", "Counted again")
    for _ in range(ENOUGH):
        assert "63.7%" in site.page()
