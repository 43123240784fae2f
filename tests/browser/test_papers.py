"""A published paper in a browser, as a member reads it: on a tablet and a phone, by keyboard, and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.demonstration.playing import play_paper
from reports.demonstration.scripts import read_paper_script
from tests import stores
from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll
from tests.reports import papering

PAPER = "/papers/norfolk-adult-social-care/2017-03-06/performance-monitoring/"
CARD = "A09 Number of days delay in transfers of care"


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The address of a site on which Norfolk's paper of March 2017 is published."""
    stores.demonstration("norfolk_2017")
    for username in ("performance-lead", "democratic-services"):
        stores.officer(username)
    play_paper(read_paper_script(stores.FIXTURES / "papers" / "norfolk_2017"))
    return live_server.url


@pytest.mark.whatever_database
@pytest.mark.parametrize("width", [320, 1280])
def test_papers_are_accessible_and_no_wider_than_the_window(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/papers/", "/papers/norfolk-adult-social-care/", PAPER, f"{PAPER}v1.0/"):
        page.goto(site + address)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
        assert page.locator("h1").count() == 1, address


def test_a_member_opens_the_paper_jumps_to_a_card_and_on_to_the_indicator_and_takes_the_pdf(
    page: Page, site: str, tmp_path: Path
) -> None:
    page.goto(site)
    page.get_by_role("link", name="Papers of Norfolk County Council").click()
    page.get_by_role("link", name="Performance monitoring").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Performance monitoring")
    dashboard = page.get_by_role("table", name="Vital signs as at January 2017")
    dashboard.get_by_role("link", name=CARD).click()
    card = page.get_by_role("heading", name=CARD).first
    expect(card).to_be_in_viewport()
    assert page.url.endswith("#card-a09")
    expect(page.locator("#card-a09-figures")).to_have_text("The figures")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Word copy").click()
    downloading.value.save_as(tmp_path / "paper.docx")
    assert (tmp_path / "paper.docx").read_bytes()[:2] == b"PK"
    answer = page.request.get(site + (page.get_by_role("link", name="PDF", exact=True).get_attribute("href") or ""))
    assert answer.body().startswith(b"%PDF")
    page.get_by_role("link", name="A09 on the site").click()
    expect(page).to_have_url(f"{site}/indicators/a09/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Number of days delay")


def test_the_paper_is_whole_without_javascript(page_without_javascript: Page, page: Page, site: str) -> None:
    for reader in (page_without_javascript, page):
        reader.goto(site + PAPER)
    words = page_without_javascript.locator("main").inner_text().split()
    assert len(words) > 3000
    assert words == page.locator("main").inner_text().split()


def test_the_keyboard_leads_from_the_contents_to_a_part_and_back(page: Page, site: str) -> None:
    page.goto(site + PAPER)
    contents = page.get_by_role("navigation", name="Contents")
    contents.get_by_role("link", name="4 Financial implications").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="4 Financial implications")).to_be_in_viewport()
    back = page.locator("section").filter(has=page.locator("#financial")).get_by_role("link", name="Back to contents")
    back.focus()
    page.keyboard.press("Enter")
    expect(contents.get_by_role("heading", name="Contents")).to_be_in_viewport()


def test_a_printed_paper_has_no_buttons_of_the_site(page: Page, site: str) -> None:
    page.emulate_media(media="print")
    page.goto(site + PAPER)
    for gone in (".paper-files", ".crumbs", ".back"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_older_version_says_so_and_leads_to_the_newest(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    papering.store(tmp_path / "store")
    papering.corrected(tmp_path / "mended")
    older = f"{live_server.url}/papers/adults/2017-03-06/performance/v1.0/"
    page.goto(older)
    assert_accessible(page)
    page.get_by_role("link", name="Read the newest version").click()
    expect(page.get_by_role("heading", name="What this version changed")).to_be_visible()
    assert_accessible(page)
