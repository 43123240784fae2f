"""What every test may ask for. Browser tests use `page` (or `context`), which fail on any console error or breach of
the Content-Security-Policy; the checks of a page are in `tests/browser/page_checks.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings
from hypothesis.database import DirectoryBasedExampleDatabase
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright

from asc_dashboard.settings import BASE_DIR
from tests import chromium

# A busy machine is slow, not wrong: no deadline for a single example.
hypothesis_settings.register_profile(
    "project", deadline=None, database=DirectoryBasedExampleDatabase(".cache/hypothesis")
)
hypothesis_settings.load_profile("project")

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # tests may run as root in a container
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`));
"""


def pytest_report_header() -> str:
    """Which database this run is on."""
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test that drives a browser, and leave them out only when asked to by hand. A test that is the same
    whatever the database is left to the run on SQLite."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            if chromium.is_skipped():
                item.add_marker(pytest.mark.skip(reason="SKIP_BROWSER=1 was set by hand"))
        elif item.get_closest_marker("whatever_database") and item.get_closest_marker("django_db"):
            raise pytest.UsageError(f"{item.nodeid} asks for the database without a browser: it may matter to it")
    if settings.IS_SQLITE:
        return
    once = [item for item in items if item.get_closest_marker("whatever_database")]
    if once:
        items[:] = [item for item in items if not item.get_closest_marker("whatever_database")]
        config.hook.pytest_deselected(items=once)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, playwright: Playwright) -> dict:
    """How Playwright starts the browser: the installed one where there is one, its own download otherwise."""
    path = chromium.find_installed() or playwright.chromium.executable_path
    if not Path(path).exists():
        pytest.fail(chromium.NO_BROWSER, pytrace=False)
    return browser_type_launch_args | {"executable_path": path, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def collected_static_files() -> None:
    """The static files as `make run` collects them, for tests that start the site with its own settings."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "asc_dashboard.settings"}
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=BASE_DIR, env=environment, check=True)


class Watch:
    """Collects what a browser complains of while a test runs."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"{error.page and error.page.url}: {error.error}"))
        context.add_init_script(REPORT_VIOLATIONS)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        place = message.location["url"]
        # A visited page that answers 403 or 404 is reported as a failed load of itself: the test asked for it.
        if message.page and place == message.page.url and message.text.startswith("Failed to load resource"):
            return
        self.complaints.append(f"{place}: {message.text}")


@pytest.fixture
def watch(context: BrowserContext) -> Iterator[Watch]:
    """What the browser complained of so far. A test that provokes a complaint on purpose clears the list afterwards."""
    watch = Watch(context)
    yield watch
    assert watch.complaints == []


@pytest.fixture
def page(watch: Watch, context: BrowserContext) -> Page:
    """A watched tab, 1280 px wide; `page.set_viewport_size` makes it narrower."""
    return context.new_page()


@pytest.fixture
def page_without_javascript(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A watched tab in a browser whose JavaScript is off."""
    context = new_context(java_script_enabled=False)
    watch = Watch(context)
    yield context.new_page()
    assert watch.complaints == []
