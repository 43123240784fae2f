"""The browser fixtures complain when they should: otherwise no browser test means anything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll
from tests.conftest import Watch

POLICY = "default-src 'none'; script-src 'self'"
GOOD = "<!doctype html><html lang=en><title>Good</title><main><h1>Good</h1></main></html>"
BAD = "<!doctype html><html><title>Bad</title><img src='/a.png'><p style='width: 3000px'>Wide</p></html>"


def serve(page: Page, body: str) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    page.route("http://example.test/**", answer)
    page.goto("http://example.test/")


def test_a_good_page_passes(page: Page) -> None:
    serve(page, GOOD)
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_an_inline_style_is_a_complaint(page: Page, watch: Watch) -> None:
    serve(page, BAD)
    assert any("style-src" in complaint for complaint in watch.complaints)
    watch.complaints.clear()


def test_an_error_in_a_script_is_a_complaint(page: Page, watch: Watch) -> None:
    serve(page, GOOD)
    page.evaluate("setTimeout(() => { throw new Error('broken') })")
    page.wait_for_timeout(50)
    assert any("broken" in complaint for complaint in watch.complaints)
    watch.complaints.clear()


def test_an_inaccessible_page_is_refused(page: Page, watch: Watch) -> None:
    serve(page, BAD)
    watch.complaints.clear()
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_wide_page_is_refused(page: Page) -> None:
    page.set_content("<div style='width: 3000px'>Wide</div>")
    with pytest.raises(AssertionError, match="px wide in a window of 1280 px"):
        assert_no_sideways_scroll(page)
