"""Pages with drafts in a browser: accessible, told to a screen reader, on paper never to be mistaken."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from indicators.models import Figure
from indicators.roles import PERFORMANCE_LEAD
from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll
from tests.indicators.actors import client_of
from tests.reports.on_their_way import draft, submitted
from tests.stores import demonstration

NORFOLK = "/committees/norfolk-adult-social-care/2017-01/"


@pytest.fixture
def lead(page: Page, context: BrowserContext, live_server: LiveServer) -> str:
    """The address of a site on which somebody is signed in who may see its drafts: A03's and A09's."""
    demonstration("norfolk_2017")
    submitted("A03", "2017-01", "655", why="Late returns")
    draft("A09", "2016-11", "1.4", why="Counted again")
    Figure.objects.filter(indicator__code="A08", period="2016-11").update(revised_on=date(2026, 10, 12))
    session = client_of(PERFORMANCE_LEAD).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return live_server.url


@pytest.mark.whatever_database
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_with_drafts_are_accessible_and_no_wider_than_the_window(page: Page, lead: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in (NORFOLK, f"{NORFOLK}exceptions/", "/indicators/a03/2017-01/"):
        for query in ("", "?drafts=yes"):
            page.goto(lead + address + query)
            assert_accessible(page)
            assert_no_sideways_scroll(page)
        expect(page.get_by_role("group", name="With drafts: not what the public sees.")).to_be_visible()


def test_the_choice_is_made_and_ended_by_keyboard(page: Page, lead: str) -> None:
    page.goto(lead + NORFOLK)
    page.get_by_role("link", name="Show figures not verified yet").press("Enter")
    expect(page).to_have_title(
        "With drafts: Adult Social Care Committee: vital signs, January 2017 – Adult social care performance"
    )
    page.get_by_role("link", name="Show verified figures only").press("Enter")
    expect(page.get_by_text("With drafts")).to_have_count(0)


def test_a_screen_reader_is_told_which_figures_are_not_verified_and_which_were_revised(page: Page, lead: str) -> None:
    page.goto(f"{lead}{NORFOLK}?drafts=yes")
    table = page.get_by_role("table", name="Vital signs")
    for said in ("655 , submitted, not verified yet Not rated", "1.4 , draft, not verified yet Green"):
        expect(table.get_by_role("cell", name=said)).to_have_count(1)
    expect(table.get_by_role("cell", name="93.0% , revised on 12 October 2026 Green")).to_have_count(1)


def test_on_paper_the_banner_is_printed_and_the_way_out_is_not(page: Page, lead: str) -> None:
    page.goto(f"{lead}{NORFOLK}?drafts=yes")
    page.emulate_media(media="print")
    expect(page.get_by_text("With drafts: not what the public sees.")).to_be_visible()
    expect(page.get_by_role("link", name="Show verified figures only")).to_have_count(0)
    page.goto(lead + NORFOLK)
    expect(page.get_by_role("link", name="Show figures not verified yet")).to_have_count(0)
