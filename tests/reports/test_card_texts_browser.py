"""A report card in a browser: written, checked, submitted and approved by keyboard, with and without JavaScript."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from indicators.actions.texts import begin_text, save_text, submit_text
from indicators.domain.periods import month
from indicators.models import ReportCardText
from indicators.roles import LEAD_OFFICER, PERFORMANCE_LEAD
from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll
from tests.conftest import Watch
from tests.indicators.actors import client_for, client_of, person
from tests.stores import figures, indicator, load, officer, registers

ADMIN = "/admin/indicators/reportcardtext"
DECEMBER = month(2016, 12)
WRITE = f"{ADMIN}/write/a01/2016-12/"
STORE = {
    **figures("A01,2016-10,85.0", "A01,2016-11,86.0", "A01,2016-12,84.2", "A02,2016-12,14"),
    "targets.csv": "code,period,value\nA01,2016-12,90\n",
    "report_cards/a01/2016-11.md": (
        "## Why is this important?\n\nPeople are kept well.\n\n## What explains current performance?\n\n"
        "It stands at {{latest}} against {{target}}.\n\n## Action required\n\n"
        "| Action | Who | By when | State |\n| --- | --- | --- | --- |\n| Train staff | Head of care | March | Late |\n"
    ),
}
SEEN = """() => {
  const one = document.activeElement, seen = getComputedStyle(one);
  return (seen.outlineStyle !== "none" && seen.outlineWidth !== "0px") || seen.boxShadow !== "none";
}"""


@pytest.fixture(autouse=True)
def store(transactional_db: None, tmp_path: Path) -> None:
    registers(tmp_path)
    load(tmp_path, STORE, by=officer())


def enter(page: Page, live_server: LiveServer, role: str, address: str = WRITE) -> None:
    """Somebody with that role is signed in and opens the page."""
    session = client_of(role).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(live_server.url + address)


def check(page: Page, watch: Watch, name: str = "") -> None:
    assert watch.complaints == [], page.url
    if name and os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}.png", full_page=True)
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    watch.complaints.clear()  # axe reads style sheets by way of an inline style, which the policy refuses


def tab_to(page: Page, wanted: Locator, most: int = 80) -> None:
    """Presses Tab until it has the focus, which can be seen wherever it is on the way."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            assert page.evaluate(SEEN)
            return
    raise AssertionError(f"the focus never comes to {wanted}")


def text(state: str) -> ReportCardText:
    return ReportCardText.objects.get(indicator__code="A01", period="2016-12", state=state)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_text_is_written_checked_and_approved_by_keyboard(
    page: Page, watch: Watch, live_server: LiveServer, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    enter(page, live_server, LEAD_OFFICER)
    check(page, watch, f"begin-{width}")
    tab_to(page, button(page, "Begin a new text from this one"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is still the text of November 2016, word for word.")).to_be_visible()
    explains = page.locator("#id_explains")
    tab_to(page, explains)
    page.keyboard.press("Control+End")
    page.keyboard.type(" It rose to 88.8% in December 2016.")
    expect(page.locator("#reading")).to_contain_text("As you type; not saved yet.")
    expect(page.locator("#reading")).to_contain_text("It stands at 84.2% against 90%.")
    expect(page.locator("#reading .text-doubt").first).to_contain_text("It rose to 88.8% in December 2016.")
    tab_to(page, page.locator("#id_action-1"))
    page.keyboard.type("Hire two more")
    expect(page.locator("#action-rows li")).to_have_count(3)
    page.keyboard.press("Tab")
    page.keyboard.type("Director")
    tab_to(page, button(page, "Save and check"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    assert text("draft").actions.splitlines()[-1] == "| Hire two more | Director |  |  |"
    doubts = page.locator("#reading .text-doubt")
    check(page, watch, f"doubts-{width}")
    number = doubts.count()
    assert number > 0
    for _ in range(number):
        field = page.locator("#reading .text-doubt:not(.is-answered) input").first
        tab_to(page, field)
        page.keyboard.type("Counted by the ward")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("The doubt is set aside, with your reason.")).to_be_visible()
    expect(page.locator("#reading .is-answered")).to_have_count(number)
    tab_to(page, button(page, "Save and submit"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The text is submitted")).to_be_visible()
    check(page, watch, f"submitted-{width}")
    enter(page, live_server, PERFORMANCE_LEAD)
    check(page, watch, f"approve-{width}")
    tab_to(page, button(page, "Approve it"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The text is approved; the public reads it from now on.")).to_be_visible()
    assert "It rose to 88.8%" in text("approved").explains
    page.goto(f"{live_server.url}{ADMIN}/life/a01/2016-12/")
    expect(page.locator("ins").first).to_be_visible()
    check(page, watch, f"life-{width}")
    page.goto(f"{live_server.url}{ADMIN}/due/adults/2016-12/")
    check(page, watch, f"due-{width}")


def test_a_figure_is_put_in_at_the_cursor(page: Page, watch: Watch, live_server: LiveServer) -> None:
    begin_text(indicator=indicator("A01").pk, month=DECEMBER, by=officer())
    enter(page, live_server, LEAD_OFFICER)
    why = page.locator("#id_why")
    why.focus()
    page.keyboard.press("Control+Home")
    page.get_by_role("combobox", name="Figure").select_option("{{change 2016-11 latest}}")
    button(page, "Put it in at the cursor").click()
    assert why.input_value() == "{{change 2016-11 latest}}People are kept well."
    expect(page.locator("#reading")).to_contain_text("down 1.8 percentage points")
    button(page, "Put in a small table").click()
    assert "| --- | --- | --- |" in page.locator("#id_explains").input_value()
    expect(page.locator("#reading table").first).to_be_visible()
    check(page, watch, "typed")


def test_on_a_phone_a_link_leads_to_the_figures_below(page: Page, live_server: LiveServer) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    enter(page, live_server, LEAD_OFFICER)
    figures = page.get_by_role("heading", name="The figures as at December 2016")
    expect(figures).not_to_be_in_viewport()
    link = page.get_by_role("link", name="The figures to write against")
    link.click()
    expect(figures).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(link).to_be_hidden()


def test_what_was_typed_outlives_an_ended_session(page: Page, watch: Watch, live_server: LiveServer) -> None:
    begin_text(indicator=indicator("A01").pk, month=DECEMBER, by=officer())
    enter(page, live_server, LEAD_OFFICER)
    page.locator("#id_why").fill("Written for an hour")
    page.locator("#id_action-1").fill("Another action")
    page.locator("#id_who-2").fill("A third one’s role")
    page.context.clear_cookies(name="sessionid")
    button(page, "Save and check").click()
    page.wait_for_url("**/accounts/sign-in/**")
    watch.complaints.clear()  # the live preview was refused, as it should be
    enter(page, live_server, LEAD_OFFICER)
    expect(page.get_by_text("You typed something here before that was not saved.")).to_be_visible()
    check(page, watch, "kept")
    button(page, "Put it back").click()
    assert page.locator("#id_why").input_value() == "Written for an hour"
    assert page.locator("#id_action-1").input_value() == "Another action"
    assert page.locator("#id_who-2").input_value() == "A third one’s role"
    page.locator("#id_action-2").fill("The third")
    for name in ("action", "who", "by_when", "state"):
        page.locator(f"#id_{name}-0").fill("")  # the rows below move up once it is saved
    button(page, "Save and check").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You typed something here before")).to_have_count(0)
    assert text("draft").why == "Written for an hour"


def test_two_people_at_once_lose_nothing(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer
) -> None:
    key = indicator("A01").pk
    begin_text(indicator=key, month=DECEMBER, by=officer())
    enter(page, live_server, LEAD_OFFICER)
    parts = {"why": "Theirs", "explains": "", "success": "", "actions": ""}
    save_text(indicator=key, month=DECEMBER, parts=parts, version=1, by=officer("colleague"))
    page.locator("#id_why").fill("Mine")
    button(page, "Save and check").click()
    expect(page.get_by_role("heading", name="Somebody was faster")).to_be_visible()
    expect(page.locator(".text-versions").first).to_contain_text("Theirs")
    check(page, watch, "clash")
    assert text("draft").why == "Theirs"
    assert page.locator("#id_why").input_value() == "Mine"
    button(page, "Save and check").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    assert text("draft").why == "Mine"


def test_all_of_it_without_javascript(page_without_javascript: Page, live_server: LiveServer) -> None:
    page = page_without_javascript
    enter(page, live_server, LEAD_OFFICER)
    button(page, "Begin a new text from this one").click()
    page.get_by_text("Show the tokens and what each says now").click()
    expect(page.get_by_role("cell", name="{{change 2016-11 latest}}")).to_be_visible()
    page.locator("#id_success").fill("By {{2016-11}} again.")
    page.locator("#id_action-1").fill("Hire")
    button(page, "Put in a small table").click()
    assert "| --- | --- | --- |" in page.locator("#id_explains").input_value()
    assert page.locator("#id_success").input_value() == "By {{2016-11}} again.", "nothing typed is lost on the way"
    button(page, "Save and submit").click()
    expect(page.get_by_text("The text is submitted")).to_be_visible()
    expect(page.locator("#reading")).to_contain_text("By 86.0% again.")
    enter(page, live_server, PERFORMANCE_LEAD)
    page.locator("#id_reason").fill("Say who hires")
    button(page, "Send it back").click()
    expect(page.get_by_text("The text is sent back")).to_be_visible()
    enter(page, live_server, LEAD_OFFICER)
    expect(page.get_by_text("Say who hires")).to_be_visible()
    button(page, "Discard the draft").click()
    expect(page.get_by_text("The draft is discarded")).to_be_visible()
    assert not ReportCardText.objects.exclude(state="approved").exists()


def test_who_wrote_it_is_not_offered_to_approve_it(page: Page, watch: Watch, live_server: LiveServer) -> None:
    lead = person(PERFORMANCE_LEAD)
    parts = {"why": "Mine", "explains": "", "success": "", "actions": ""}
    save_text(indicator=indicator("A01").pk, month=DECEMBER, parts=parts, version=None, by=lead)
    submit_text(indicator=indicator("A01").pk, month=DECEMBER, version=1, by=lead)
    session = client_for(lead).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(live_server.url + WRITE)
    expect(button(page, "Approve it")).to_have_count(0)
    expect(button(page, "Send it back")).to_be_visible()
    check(page, watch)
