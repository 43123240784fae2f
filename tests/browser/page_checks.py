"""Checks that every page must pass in a browser."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG_22_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def assert_accessible(page: Page) -> None:
    """The page breaks no rule of WCAG 2.2 AA that axe can check; otherwise print which, where and how to mend it."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(WCAG_22_AA)}})
    assert found.response["passes"], f"axe checked nothing on {page.url}"
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def assert_no_sideways_scroll(page: Page) -> None:
    """The page itself is no wider than the window; wide tables scroll inside their own region."""
    page.wait_for_load_state()  # a page on its way has no width yet
    widest, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widest <= window, f"{page.url} is {widest} px wide in a window of {window} px"
