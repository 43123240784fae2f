"""Two worker processes, each with answers of its own: a change shows on the very next request, whoever answers."""

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
from playwright.sync_api import Page, expect

from asc_dashboard.settings import BASE_DIR

DASHBOARD = "/committees/norfolk-adult-social-care/2017-01/"
PASSWORD = "correct horse battery staple"
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
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        }

    def manage(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words], cwd=BASE_DIR, env=self.environment, check=True, capture_output=True
        )

    def sign_in(self, page: Page, username: str, place: str) -> None:
        """Signs in as another person and goes to a page of the admin."""
        page.context.clear_cookies()
        page.goto(f"http://127.0.0.1:{self.port}/accounts/sign-in/?next=/admin/indicators/{place}")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()

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


@pytest.mark.whatever_database
def test_a_correction_shows_on_the_next_request_of_every_worker(site: Site, tmp_path: Path) -> None:
    for _ in range(ENOUGH):
        assert "63.7%" not in site.page()
    folder = tmp_path / "correction"
    folder.mkdir()
    (folder / "figures.csv").write_text("code,period,value\nA05,2016-12,63.7\n")
    site.manage("import_folder", str(folder), "--reason", "Counted again")
    for _ in range(ENOUGH):
        assert "63.7%" in site.page()


@pytest.mark.whatever_database
def test_a_figure_shows_on_the_next_request_of_every_worker_once_it_is_verified(site: Site, page: Page) -> None:
    """Entered, submitted and verified in a browser, by requests that either worker may have answered."""
    for username in ("clerk", "lead"):
        site.manage("createsuperuser", "--no-input", "--username", username, "--email", "")
    assert all("66.0%" not in site.page() for _ in range(ENOUGH)), "both workers keep the page as it is"
    site.sign_in(page, "clerk", "figure/a05/2016-12/")
    page.get_by_label("Value:", exact=True).fill("66.0")
    page.get_by_label("Reason for the change").fill("Counted again")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("December 2016 is kept as a draft")).to_be_visible()
    assert all("66.0%" not in site.page() for _ in range(ENOUGH))
    page.get_by_role("button", name="Submit it").click()
    expect(page.get_by_text("December 2016 is submitted")).to_be_visible()
    assert all("66.0%" not in site.page() for _ in range(ENOUGH))
    site.sign_in(page, "lead", "revision/a05/2016-12/")
    page.get_by_role("button", name="Verify it").click()
    expect(page.get_by_text("December 2016 is verified")).to_be_visible()
    assert all("66.0%" in site.page() for _ in range(ENOUGH))
