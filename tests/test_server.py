"""The web server as `make run` starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from asc_dashboard.settings import BASE_DIR

COMMAND = [sys.executable, "-m", "gunicorn", "--config", "python:asc_dashboard.gunicorn", "asc_dashboard.wsgi"]


@dataclass
class Server:
    process: subprocess.Popen[str]
    address: str

    def stop(self) -> str:
        """Press Ctrl-C and give everything that was printed."""
        self.process.send_signal(signal.SIGINT)
        # A worker that is told in the very instant of its start does not hear it; gunicorn ends it after 30 seconds.
        return self.process.communicate(timeout=60)[0]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server with an empty database of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "asc_dashboard.settings",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
    }
    with subprocess.Popen(
        COMMAND, cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        yield Server(process, f"http://127.0.0.1:{port}")
        process.kill()


def ask(server: Server, path: str, *, for_seconds: float = 20) -> int:
    """The status of the answer, as soon as the server gives one."""
    until = time.monotonic() + for_seconds
    while True:
        try:
            with urllib.request.urlopen(server.address + path, timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def test_it_serves_and_stops_cleanly(server: Server) -> None:
    assert ask(server, "/healthz") == 503, "the database is empty: no migration is applied"
    assert ask(server, "/brand.css?name=jane") == 200
    printed = server.stop()
    assert server.process.returncode == 0
    assert "Traceback" not in printed
    assert printed.count("Booting worker") == 2
    assert "jane" not in printed
