"""The admin in a browser: accessible at any width, true to the security policy, with and without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from indicators.domain import periods
from indicators.models import Committee, ReportCardText
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, PERFORMANCE_LEAD
from tests import stores
from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll
from tests.conftest import Watch
from tests.indicators.actors import client_of, figure, form_data, person, working_store

ADMIN = "/admin/indicators"
OURS = (
    "/admin/",
    f"{ADMIN}/figure/",
    f"{ADMIN}/figure/add/",
    f"{ADMIN}/figure/a01/2016-12/",
    f"{ADMIN}/figure/a01/2016-12/withdraw/",
    f"{ADMIN}/revision/",
    f"{ADMIN}/revision/a01/2016-12/",
    f"{ADMIN}/target/",
    f"{ADMIN}/target/a03/2016-17-q3/",
    f"{ADMIN}/target/copy-forward/?committee={{committee}}&year=2016/17",
    f"{ADMIN}/ratingoverride/a01/2016-12/",
    f"{ADMIN}/exceptionflag/add/",
)
DJANGOS = (
    f"{ADMIN}/committee/",
    f"{ADMIN}/committee/{{committee}}/change/",
    f"{ADMIN}/committee/{{committee}}/history/",
    f"{ADMIN}/committee/{{committee}}/delete/",
    f"{ADMIN}/section/add/",
    f"{ADMIN}/scheme/add/",
    f"{ADMIN}/indicator/",
    f"{ADMIN}/indicator/{{indicator}}/change/",
    f"{ADMIN}/definitionversion/add/",
    f"{ADMIN}/reportcardtext/",
    f"{ADMIN}/reportcardtext/add/",
    f"{ADMIN}/reportcardtext/{{text}}/history/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/auth/user/{user}/change/",
    "/admin/auth/user/{user}/password/",
    "/admin/password_change/",
)
NOVEMBERS_LIFE = f"{ADMIN}/revision/a01/2016-11/"


@pytest.fixture
def ids(transactional_db: None, tmp_path: Path) -> dict[str, int]:
    """A store, and the keys of what the addresses above name."""
    working_store(tmp_path / "store")
    stores.load(tmp_path / "more", {"report_cards/a01/2016-12.md": "## Action required\n\nNone.\n"})
    return {
        "committee": Committee.objects.get(slug="adults").pk,
        "indicator": stores.indicator("A01").pk,
        "text": ReportCardText.objects.get().pk,
        "user": person(DATA_OFFICER).pk,
    }


def enter(context: BrowserContext, live_server: LiveServer, role: str) -> None:
    """Somebody with that role is signed in."""
    session = client_of(role).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def check(page: Page, watch: Watch) -> None:
    assert watch.complaints == [], page.url
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    # axe reads style sheets that import others by way of an inline style, which the policy refuses. Ours are not.
    watch.complaints.clear()


@pytest.mark.whatever_database
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("pages", [OURS, DJANGOS], ids=["our own pages", "Django's pages"])
def test_every_page_is_accessible_and_keeps_the_policy(
    page: Page,
    context: BrowserContext,
    watch: Watch,
    live_server: LiveServer,
    ids: dict[str, int],
    width: int,
    pages: tuple[str, ...],
) -> None:
    enter(context, live_server, ADMINISTRATOR)
    page.set_viewport_size({"width": width, "height": 900})
    for address in pages:
        answer = page.goto(live_server.url + address.format(**ids))
        assert answer is not None
        assert answer.status == 200, address
        check(page, watch)


def record(page: Page, live_server: LiveServer, value: str, why: str) -> None:
    page.goto(f"{live_server.url}{ADMIN}/figure/a01/2016-11/")
    page.get_by_label("Value:", exact=True).fill(value)
    page.get_by_label("Reason for the change").fill(why)
    page.get_by_role("button", name="Save").click()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.usefixtures("ids")
def test_an_officer_is_helped_through_a_mistake_and_a_conflict(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer, width: int
) -> None:
    enter(context, live_server, DATA_OFFICER)
    page.set_viewport_size({"width": width, "height": 900})
    record(page, live_server, "87.1", "")
    expect(page.get_by_role("alert")).to_contain_text("changing it needs a reason")
    expect(page.get_by_label("Value:", exact=True)).to_have_value("87.1")
    check(page, watch)
    page.get_by_role("link", name="Reason for the change").click()
    expect(page.get_by_label("Reason for the change")).to_be_focused()

    colleague = client_of(PERFORMANCE_LEAD)
    address = f"{ADMIN}/figure/a01/2016-11/"
    colleague.post(address, form_data(colleague.get(address), value="88.0", why="Late returns"))
    page.get_by_label("Reason for the change").fill("Counted again")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Somebody was faster")).to_be_visible()
    expect(page.get_by_role("row", name="Value 88.0 87.1")).to_be_visible()
    check(page, watch)
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(live_server.url + NOVEMBERS_LIFE)
    expect(page.get_by_text("The figure of A01, November 2016 is kept as a draft")).to_be_visible()
    expect(page.get_by_role("cell", name="Counted again").first).to_be_visible()
    check(page, watch)
    assert figure("A01", "2016-11").value == "85.0"


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.usefixtures("ids")
def test_a_figure_goes_from_a_slip_to_the_public_page(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer, width: int, tmp_path: Path
) -> None:
    """Entered with a tick, submitted, sent back, mended, submitted again and verified: by keyboard and by mouse."""
    november = periods.month(2016, 11)
    months = [f"A02,{november.plus(-back).written},{14 + back % 3}.{back % 10}" for back in range(24)]
    stores.load(tmp_path / "history", stores.figures(*months))
    life = f"{live_server.url}{ADMIN}/revision/a02/2017-01/"
    enter(context, live_server, DATA_OFFICER)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}{ADMIN}/figure/a02/2017-01/")
    page.get_by_label("Value:", exact=True).fill("145")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("145 looks like 14.5")
    check(page, watch)
    page.get_by_role("link", name="I have checked this").click()
    page.keyboard.press("Space")
    expect(page.get_by_label("I have checked this")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Rang the ward")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(life)
    page.get_by_role("button", name="Submit it").click()
    expect(page.get_by_text("You entered it yourself, so somebody else verifies it")).to_be_visible()
    check(page, watch)

    context.clear_cookies()
    enter(context, live_server, PERFORMANCE_LEAD)
    page.goto(life)
    page.get_by_role("button", name="Send it back").click()
    expect(page.get_by_role("alert")).to_contain_text("accepted: what is to be mended, in words")
    check(page, watch)
    page.get_by_label("What is to be mended").fill("It is 14.5, says the ward")
    page.get_by_role("button", name="Send it back").click()
    expect(page.get_by_text("is sent back")).to_be_visible()

    context.clear_cookies()
    enter(context, live_server, DATA_OFFICER)
    page.goto(life)
    page.get_by_role("link", name="Change it").click()
    expect(page.get_by_text("It was sent back: It is 14.5, says the ward")).to_be_visible()
    check(page, watch)
    page.get_by_label("Value:", exact=True).fill("14.5")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Submit it").click()

    context.clear_cookies()
    enter(context, live_server, PERFORMANCE_LEAD)
    page.goto(life)
    page.get_by_role("button", name="Verify it").click()
    expect(page.get_by_text("the public sees it from now on")).to_be_visible()
    check(page, watch)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it as CSV").click()
    assert download.value.suggested_filename == "a02-2017-01-life.csv"
    assert "Rang the ward" in download.value.path().read_text(encoding="utf-8")
    context.clear_cookies()
    page.goto(f"{live_server.url}/committees/adults/2017-01/")
    expect(page.get_by_text("14.5").first).to_be_visible()


@pytest.mark.usefixtures("ids")
def test_figures_are_recorded_without_javascript(page_without_javascript: Page, live_server: LiveServer) -> None:
    page = page_without_javascript
    enter(page.context, live_server, DATA_OFFICER)
    page.goto(f"{live_server.url}{ADMIN}/figure/add/")
    page.get_by_label("Indicator").select_option("A01")
    page.get_by_label("Period").fill("Oct 2016")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Value:", exact=True).fill("84.5%")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The figure of A01, October 2016 is kept as a draft")).to_be_visible()
    page.get_by_role("button", name="Submit it").click()
    page.context.clear_cookies()
    enter(page.context, live_server, PERFORMANCE_LEAD)
    page.goto(f"{live_server.url}{ADMIN}/revision/a01/2016-10/")
    page.get_by_role("button", name="Verify it").click()
    assert figure("A01", "2016-10").value == "84.5"


@pytest.mark.usefixtures("ids")
def test_a_figure_recorded_here_shows_on_the_dashboard_once_it_is_verified(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    dashboard = f"{live_server.url}/committees/adults/2016-11/"
    page.goto(dashboard)
    expect(page.get_by_text("85.0").first).to_be_visible()
    enter(context, live_server, DATA_OFFICER)
    record(page, live_server, "71.9", "Counted again")
    page.get_by_role("button", name="Submit it").click()
    context.clear_cookies()
    page.goto(dashboard)
    expect(page.get_by_text("85.0").first).to_be_visible()
    expect(page.get_by_text("71.9")).to_have_count(0)
    enter(context, live_server, PERFORMANCE_LEAD)
    page.goto(live_server.url + NOVEMBERS_LIFE)
    page.get_by_role("button", name="Verify it").click()
    context.clear_cookies()
    page.goto(dashboard)
    expect(page.get_by_text("71.9").first).to_be_visible()
