"""A paper in a browser: accessible, no wider than a phone, found its way through, and clean on paper."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.urls("tests.reports.document_pages")
LANDSCAPE_PAGES = 3  # the dashboard of 40 rows


@pytest.fixture
def documents(live_server: LiveServer) -> str:
    return f"{live_server.url}/documents"


@pytest.mark.whatever_database
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_document_is_accessible_and_no_wider_than_the_window(page: Page, documents: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for name in ("short", "card"):
        page.goto(f"{documents}/{name}/")
        assert_accessible(page)
        assert_no_sideways_scroll(page)
        assert page.locator("h1").count() == 1, name


def test_a_member_jumps_from_the_contents_to_a_part_and_back_without_javascript(
    page_without_javascript: Page, documents: str
) -> None:
    page = page_without_javascript
    page.goto(f"{documents}/paper/")
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="4 Exceptions").click()
    expect(page.get_by_role("heading", name="4 Exceptions")).to_be_in_viewport()
    page.get_by_role("table", name="The exceptions and their reasons").get_by_role("link", name="A09").click()
    expect(page.get_by_role("heading", name="A09 Delayed transfers of care")).to_be_in_viewport()
    page.get_by_role("region", name="Exceptions", exact=False).get_by_role("link", name="Back to contents").click()
    expect(page.get_by_role("heading", name="Contents")).to_be_in_viewport()


def test_the_dashboard_is_heard_cell_by_cell_and_its_first_column_stays(page: Page, documents: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{documents}/paper/")
    table = page.get_by_role("table", name="Vital signs, January 2016 to January 2017")
    row = table.get_by_role("row", name=re.compile("Indicator 2:"))
    cells = row.get_by_role("cell")
    expect(cells.nth(0)).to_have_accessible_name("1.6 Amber")
    expect(cells.nth(12)).to_have_accessible_name("1.6p Amber")
    region = page.get_by_role("region", name="Vital signs, January 2016 to January 2017")
    header = row.get_by_role("rowheader")
    before = header.bounding_box()["x"]
    region.evaluate("region => { region.scrollLeft = 300 }")
    assert header.bounding_box()["x"] == pytest.approx(before, abs=1)


def test_wide_words_scroll_within_their_table_and_not_the_page(page: Page, documents: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{documents}/paper/")
    assert page.locator(".part .region").evaluate_all(
        "regions => regions.every(region => region.getBoundingClientRect().right <= innerWidth)"
    )


def test_on_paper_parts_begin_pages_and_the_dashboard_is_turned(page: Page, documents: str) -> None:
    page.goto(f"{documents}/paper/")
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        sizes = [tuple(round(float(side)) for side in one.mediabox[2:]) for one in printed.pages]
    turned = [place for place, (across, down) in enumerate(sizes) if across > down]
    assert len(turned) == LANDSCAPE_PAGES
    assert turned == list(range(turned[0], turned[0] + LANDSCAPE_PAGES))
    assert {tuple(sorted(size)) for size in sizes} == {(595, 842)}


def test_on_paper_only_the_paper_is_left(page: Page, documents: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 720})  # A4 landscape between its margins
    page.goto(f"{documents}/paper/")
    for gone in (".account", ".site-footer", ".back"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_role("navigation", name="Contents")).to_be_visible()
    widest, room = page.locator(".region.many").evaluate("region => [region.scrollWidth, region.clientWidth]")
    assert widest <= room
