"""The pages in a browser: accessible, safe, whole without JavaScript, on a phone, by keyboard and on paper."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll
from tests.stores import DEMONSTRATIONS, demonstration

NORFOLK = "/committees/norfolk-adult-social-care/2017-01/"
DEMONSHIRE = "/committees/demonshire-adult-social-care/2026-09/"
PAGES = (
    "/",
    NORFOLK,
    DEMONSHIRE,
    f"{DEMONSHIRE}?sort=rating",
    f"{DEMONSHIRE}?rating=red&section=none-such",
    f"{DEMONSHIRE}exceptions/",
    "/indicators/a03/2017-01/",
    "/indicators/d21/",  # without a figure
    "/indicators/d25/",  # a break in its definition
    "/indicators/d26/",  # judged by a person
    "/definitions/norfolk-adult-social-care/",
    "/no/such/page/",
)
# How much of the focused element's look is there to be seen: its outline and its shadow, unless transparent.
FOCUS = """() => {
  const seen = getComputedStyle(document.activeElement);
  const outline = seen.outlineStyle !== "none" && seen.outlineWidth !== "0px" && !/, 0\\)$/.test(seen.outlineColor);
  if (document.activeElement === document.body) return null;
  return {words: document.activeElement.textContent.trim().slice(0, 40), shown: outline || seen.boxShadow !== "none"};
}"""


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The address of a site that has both demonstrations."""
    for name in DEMONSTRATIONS:
        demonstration(name)
    return live_server.url


@pytest.mark.whatever_database
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible_and_no_wider_than_the_window(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in PAGES:
        page.goto(site + address)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
        assert page.locator("h1").count() == 1, address


def test_every_page_is_whole_without_javascript(page_without_javascript: Page, page: Page, site: str) -> None:
    for address in PAGES:
        page_without_javascript.goto(site + address)
        without = page_without_javascript.locator("main").inner_text()
        assert page_without_javascript.locator("main button").count() == 0, address
        page.goto(site + address)
        assert without.split() == page.locator("main").inner_text().replace("Explore this chart", "").split(), address


def test_pages_are_accessible_to_somebody_signed_in(page: Page, context: BrowserContext, site: str) -> None:
    client = Client()
    client.force_login(get_user_model().objects.create_user("officer", is_staff=True))
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    for address in ("/", "/committees/demonshire-care-market-board/2026-09/"):
        page.goto(site + address)
        expect(page.get_by_text("Signed in as officer")).to_be_visible()
        assert_accessible(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_councillor_sees_at_once_how_many_are_red_and_which_are_exceptions(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site + NORFOLK)
    summary = page.get_by_role("region", name="Summary")
    expect(summary.get_by_role("listitem").first).to_have_text(re.compile(r"4\s*Red"))
    first = page.locator(".exceptions > li").first
    expect(first).to_be_in_viewport(ratio=1)
    expect(first).to_contain_text("Off target: 106.7% worse than the target of 1.5.")


def test_a_screen_reader_is_told_indicator_month_value_and_rating(page: Page, site: str) -> None:
    page.goto(site + NORFOLK)
    table = page.get_by_role("table", name="Vital signs")
    row = table.get_by_role("row", name=re.compile("residential and nursing care .* \\(65\\+ years\\)"))
    expect(row.get_by_role("rowheader")).to_contain_text("A03 · Smaller is better · per 100,000")
    cells = row.get_by_role("cell").all()
    heads = table.get_by_role("columnheader").all()
    expect(heads[12]).to_have_accessible_name("Nov 16")
    expect(cells[11]).to_have_accessible_name("637 Red")  # the row's header is the column before
    expect(cells[10]).to_have_accessible_name("630 Not rated")
    expect(cells[12]).to_have_accessible_name("Awaited")


def test_the_first_column_stays_while_the_table_scrolls(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site + DEMONSHIRE)
    region = page.get_by_role("region", name="Vital signs", exact=True)
    header = region.get_by_role("rowheader", name="D10")
    region.focus()
    expect(region).to_be_focused()
    before = header.bounding_box()["x"]
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    # Asked again from here: a wait inside the page would need the eval that its policy refuses.
    for _ in range(100):
        if (scrolled := region.evaluate("region => region.scrollLeft")) > 100:
            break
        page.wait_for_timeout(50)
    assert scrolled > 100
    assert header.bounding_box()["x"] == pytest.approx(before, abs=1)
    assert header.bounding_box()["width"] < 150


def test_sorting_and_filtering_are_plain_links(page_without_javascript: Page, site: str) -> None:
    page = page_without_javascript
    page.goto(site + DEMONSHIRE)
    page.get_by_role("navigation", name="Filter the table").get_by_role("link", name="Red").click()
    page.get_by_role("columnheader", name="Aug 26").get_by_role("link").click()
    expect(page).to_have_url(f"{site}{DEMONSHIRE}?rating=red&sort=2026-08#vital-signs")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("link", name="Red", exact=True).and_(page.locator("[aria-current]"))).to_be_visible()
    assert page.get_by_role("rowheader").count() == 8


def test_whoever_uses_a_keyboard_sees_where_they_are(page: Page, site: str) -> None:
    for address in (DEMONSHIRE, "/indicators/a03/2017-01/"):
        page.goto(site + address)
        words = []
        for _ in range(45):
            page.keyboard.press("Tab")
            found = page.evaluate(FOCUS)
            if found is None:  # past the last: the browser's own buttons
                break
            assert found["shown"], f"{address}: no sign of the focus on “{found['words']}”"
            words.append(found["words"])
        assert words[0] == "Skip to main content"
        assert len(words) > 15
    page.goto(site + NORFOLK)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_interactive_chart_comes_when_asked_for(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("/indicators/a09/", "/indicators/d23/"):
        page.goto(site + address)
        assert not any("plotly" in url for url in asked)
        page.get_by_role("button", name="Explore this chart").click()
        expect(page.locator(".interactive .main-svg").first).to_be_visible(timeout=30_000)
        expect(page.get_by_role("status")).to_contain_text("The interactive chart is below")
        assert page.locator(".modebar-btn[data-title*='plotly' i], .modebar-btn[data-title*='cloud' i]").count() == 0
        assert_accessible(page)
        asked.clear()


def test_without_its_figures_the_chart_says_so(page: Page, site: str, watch: object) -> None:
    page.route("**/chart.json", lambda route: route.fulfill(status=503))
    page.goto(f"{site}/indicators/a09/")
    page.get_by_role("button", name="Explore this chart").click()
    expect(page.get_by_role("status")).to_contain_text("the figures did not arrive (503). The table", timeout=30_000)
    expect(page.get_by_role("button", name="Explore this chart")).to_be_enabled()
    watch.complaints.clear()


def test_a_printed_page_is_clean(page: Page, site: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 720})  # A4 landscape between its margins
    page.goto(site + DEMONSHIRE)
    for gone in (".account", ".crumbs", ".filters", ".downloads", ".months"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator(".key")).to_be_visible()
    widest, room = page.locator(".region:has(.v)").evaluate("region => [region.scrollWidth, region.clientWidth]")
    assert widest <= room
    assert page.evaluate("getComputedStyle(document.body).page") == "wide"


def test_the_page_of_our_own_faults_needs_nothing(page: Page) -> None:
    page.set_content(render_to_string("500.html"))
    assert_accessible(page)
    assert page.evaluate("document.querySelectorAll('link, script, img, style').length") == 0
