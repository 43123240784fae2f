"""A round in a browser: by keyboard alone from the first figure to the verified one, with and without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from indicators.models import Figure
from indicators.roles import DATA_OFFICER, PERFORMANCE_LEAD
from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll
from tests.conftest import Watch
from tests.indicators.actors import client_for, client_of, person
from tests.indicators.round_pages import DECEMBER, ROUNDS, round_store, save

FOCUS = """() => {
  const one = document.activeElement, seen = getComputedStyle(one), box = one.getBoundingClientRect();
  const outline = seen.outlineStyle !== "none" && seen.outlineWidth !== "0px";
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
  return {shown: outline || seen.boxShadow !== "none", seen: one === top || one.contains(top) || top?.contains(one)};
}"""


@pytest.fixture(autouse=True)
def store(transactional_db: None, tmp_path: Path) -> None:
    round_store(tmp_path)


def enter(page: Page, live_server: LiveServer, role: str, address: str = DECEMBER) -> None:
    """Somebody with that role is signed in and opens the round."""
    session = client_of(role).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(live_server.url + address)


def check(page: Page, watch: Watch) -> None:
    assert watch.complaints == [], page.url
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    # axe reads style sheets that import others by way of an inline style, which the policy refuses. Ours are not.
    watch.complaints.clear()


def line(page: Page, code: str) -> Locator:
    return page.locator(f"#line-{code.lower()}")


def field(page: Page, code: str, column: str = "value") -> Locator:
    return page.locator(f"#id_{code.lower()}-{column}")


def tab_to(page: Page, wanted: Locator, most: int = 80) -> None:
    """Presses Tab until it has the focus; wherever the focus is on the way, it can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == {"shown": True, "seen": True}, page.evaluate(
            "document.activeElement.outerHTML.slice(0, 200)"
        )
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the focus never comes to {wanted}")


def states() -> dict[str, str]:
    """The figures of the round, by code: what each is and how far it has come."""
    rows = Figure.objects.filter(indicator__committee__slug="adults", ends=2016 * 12 + 11).select_related("indicator")
    return {row.indicator.code: f"{row.value or row.judged} {row.state}" for row in rows}


# The whole round


@pytest.mark.parametrize("width", [1280, 320])
def test_a_whole_round_by_keyboard_alone(page: Page, watch: Watch, live_server: LiveServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    enter(page, live_server, DATA_OFFICER)
    check(page, watch)
    tab_to(page, field(page, "A06", "numerator"))
    page.keyboard.type("1,100")
    page.keyboard.press("Tab")
    page.keyboard.type("2200")
    tab_to(page, field(page, "A01"))
    page.keyboard.type("0.863")
    page.keyboard.press("Enter")
    expect(field(page, "A02")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(field(page, "A03")).to_be_focused()
    page.keyboard.type("80%")
    page.keyboard.press("Enter")
    expect(field(page, "A05")).to_be_focused()
    page.keyboard.type("170")
    page.keyboard.press("ArrowUp")
    expect(field(page, "A03")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    troubles = page.get_by_role("alert")
    expect(troubles).to_be_focused()
    expect(troubles).to_contain_text("3 figures are submitted.")
    expect(troubles).to_contain_text("looks like 86.3")
    check(page, watch)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tick = page.get_by_label("I have checked this")
    expect(tick).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Rang the team: it is a rate now")
    tab_to(page, page.get_by_role("button", name="Save and submit"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 figure is submitted.")).to_be_visible()
    assert states() == {
        "A01": "0.863 submitted",
        "A02": "15 verified",
        "A03": "80 submitted",
        "A05": "170 submitted",
        "A06": "50 submitted",
    }

    enter(page, live_server, PERFORMANCE_LEAD)
    expect(line(page, "A01")).to_contain_text("Rang the team: it is a rate now")
    check(page, watch)
    for code in ("A06", "A01", "A03", "A05"):
        tab_to(page, page.locator(f"#id_{code.lower()}-ticked"))
        page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Verify"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 figures are verified.")).to_be_visible()
    assert {words.rpartition(" ")[2] for words in states().values()} == {"verified"}
    tab_to(page, page.get_by_role("button", name="Lock it"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("This round is locked.")).to_be_visible()
    check(page, watch)


@pytest.mark.parametrize("width", [1280, 320])
def test_without_javascript_too(page_without_javascript: Page, live_server: LiveServer, width: int) -> None:
    page = page_without_javascript
    page.set_viewport_size({"width": width, "height": 800})
    enter(page, live_server, DATA_OFFICER)
    field(page, "A01").fill("soon")
    field(page, "A05").fill("170")
    field(page, "A05").press("Enter")  # the first button saves
    expect(page.get_by_role("alert")).to_contain_text("1 figure is saved as a draft.")
    expect(field(page, "A01")).to_have_value("soon")
    page.get_by_role("link", name="A01").first.click()
    expect(field(page, "A01")).to_be_focused()
    assert_no_sideways_scroll(page)
    field(page, "A01").fill("")
    page.get_by_label("Choose A01").check()
    page.get_by_label("Reason", exact=True).last.fill("The system was replaced")
    page.get_by_role("button", name="Not reportable").click()
    expect(line(page, "A01").locator(".how")).to_have_text("Draft")
    page.get_by_label("Choose A01").check()
    page.get_by_label("Choose A05").check()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_text("2 figures are submitted.")).to_be_visible()
    assert page.locator(".tick-all, #round-undo, .round-kept").count() == 0
    assert not page.locator(".preview").first.is_visible()
    assert Figure.objects.filter(state="submitted").count() == 2


@pytest.mark.whatever_database
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_rounds_is_accessible(page: Page, watch: Watch, live_server: LiveServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    save(client_of(DATA_OFFICER), "save_and_submit", a01__value="86.3", a05__value="170")
    save(client_of(PERFORMANCE_LEAD), "send_back", ticked=("a05",), reason="x" * 300)
    for address in (ROUNDS, DECEMBER, f"{DECEMBER}print/", f"{ROUNDS}adults/2016-11/", f"{ROUNDS}adults/1999-01/"):
        enter(page, live_server, PERFORMANCE_LEAD, address)
        check(page, watch)
        assert page.locator("h1").count() == 1


@pytest.mark.whatever_database
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_bad_lines_conflicts_and_doubts_are_accessible(
    page: Page, watch: Watch, live_server: LiveServer, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    enter(page, live_server, DATA_OFFICER)
    save(client_for(person(DATA_OFFICER, "colleague")), a05__value="171")
    field(page, "A01").fill("0.863")
    field(page, "A02").fill("16")
    field(page, "A03").fill("many")
    field(page, "A05").fill("170")
    field(page, "A06", "numerator").fill("5")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        check(page, watch)
    expect(page.get_by_role("row", name="Value 171 170")).to_be_visible()
    page.get_by_label("Put mine in its place").check()
    line(page, "A02").get_by_label("Why it changes").fill("Recounted")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("2 figures are saved as drafts.")
    assert states()["A05"] == "170 draft"


# Pasting


def paste(target: Locator, text: str) -> None:
    target.evaluate(
        """(one, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          one.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def values(page: Page, *codes: str) -> list[str]:
    return [field(page, code).input_value() for code in codes]


def test_a_column_copied_from_a_spreadsheet_fills_downwards(page: Page, live_server: LiveServer) -> None:
    enter(page, live_server, DATA_OFFICER)
    field(page, "A05").fill("99")
    paste(field(page, "A01"), "86.3%\r\n\r\n80\r\nAmber\r\n170\r\n12\r\n")
    assert values(page, "A01", "A02", "A03", "A05") == ["86.3%", "15", "80", "170"], "an empty cell takes nothing away"
    expect(field(page, "A04", "judged")).to_have_value("amber")
    expect(page.locator("#round-news")).to_have_text("4 cells are pasted. 1 cell has no field to go to.")
    page.get_by_role("button", name="Undo the pasting").click()
    assert values(page, "A01", "A02", "A03", "A05") == ["", "15", "", "99"]
    expect(field(page, "A01")).to_be_focused()


def test_several_columns_fill_rightwards(page: Page, live_server: LiveServer) -> None:
    enter(page, live_server, DATA_OFFICER)
    paste(field(page, "A06", "numerator"), '1,100\t2200\tprovisional\n"86.3"\tProvisional\n15\tfinal\n')
    expect(field(page, "A06", "denominator")).to_have_value("2200")
    expect(field(page, "A06", "status")).to_have_value("provisional")
    assert values(page, "A01", "A02") == ["86.3", "15"]
    expect(field(page, "A01", "status")).to_have_value("provisional")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("2 figures are saved as drafts.")).to_be_visible()


@pytest.mark.parametrize("text", ["86.3", "86.3\n", '"never closed\t5', "<b>\t</b>\n", "\t\n\t\n", "\n" * 500])
def test_whatever_is_pasted_the_page_goes_on(page: Page, live_server: LiveServer, text: str) -> None:
    enter(page, live_server, DATA_OFFICER)
    paste(field(page, "A01"), text)
    field(page, "A05").fill("170")
    page.keyboard.press("ArrowUp")
    expect(field(page, "A03")).to_be_focused()


# The preview


def test_what_would_be_said_stands_beside_the_field_and_moves_no_line(page: Page, live_server: LiveServer) -> None:
    enter(page, live_server, DATA_OFFICER)
    boxes = "[...document.querySelectorAll('.round-line')].map((one) => [one.offsetTop, one.offsetHeight])"
    before = page.evaluate(boxes)
    field(page, "A01").press_sequentially("84.0")
    preview = page.locator("#preview-a01")
    expect(preview).to_contain_text("Amber")
    expect(preview).to_contain_text("4.5% worse than the target of 88%; red from 5%.")
    expect(preview).to_contain_text("Worse than November 2016")
    expect(page.locator("#round-news")).to_contain_text("Amber. 4.5% worse than the target of 88%")
    field(page, "A01").fill("88.1")
    expect(preview).to_contain_text("Green")
    field(page, "A01").fill("8x")
    expect(preview).to_contain_text("“8x” is not a number")
    field(page, "A01").fill("")
    expect(preview).to_have_text("")
    field(page, "A04", "judged").select_option("red")
    expect(page.locator("#preview-a04")).to_contain_text("Red")
    assert page.evaluate(boxes) == before
    assert not Figure.objects.exclude(state="verified").exists()


def test_a_preview_that_does_not_come_is_in_nobodys_way(page: Page, watch: Watch, live_server: LiveServer) -> None:
    enter(page, live_server, DATA_OFFICER)
    page.route("**/preview", lambda route: route.abort())
    field(page, "A01").fill("86.3")
    page.wait_for_timeout(800)
    expect(page.locator("#preview-a01")).to_have_text("")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 figure is saved as a draft.")).to_be_visible()
    watch.complaints.clear()  # the request that was stopped


# Nothing typed is lost


def test_what_did_not_arrive_is_offered_again(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer
) -> None:
    enter(page, live_server, DATA_OFFICER)
    field(page, "A01").fill("86.3")
    field(page, "A05").fill("170")
    page.locator("#line-a05 summary").click()
    field(page, "A05", "note").fill("By telephone")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    save(client_for(person(DATA_OFFICER, "colleague")), a01__value="86.4")
    enter(page, live_server, DATA_OFFICER)
    expect(page.get_by_text("In 1 line (A05) you typed something before that was not saved.")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    assert values(page, "A01", "A05") == ["86.4", "170"], "the other line was changed by somebody else meanwhile"
    expect(field(page, "A05", "note")).to_have_value("By telephone")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 figure is saved as a draft.")).to_be_visible()
    expect(page.locator(".round-kept")).to_have_count(0)
    page.reload()
    expect(page.locator(".round-kept")).to_have_count(0)
    watch.complaints.clear()  # the preview that was refused to nobody


# On paper


def test_the_print_out_fits_landscape_paper(page: Page, live_server: LiveServer) -> None:
    save(client_of(DATA_OFFICER), "save_and_submit", a01__value="86.3")
    enter(page, live_server, PERFORMANCE_LEAD, f"{DECEMBER}print/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 700})  # 277 mm between the margins of an A4 sheet
    assert_no_sideways_scroll(page)
    inside = page.evaluate(
        "document.querySelector('.results').scrollWidth <= document.querySelector('.results').clientWidth"
    )
    assert inside, "the table is no wider than the sheet"
    for hidden in ("#header", ".breadcrumbs", ".round-nav"):
        assert not page.locator(hidden).is_visible()
    for words in ("Entered by", "Checked by", "Signed off by"):
        expect(page.get_by_text(words)).to_be_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    boxes = pdf.split(b"/MediaBox ")[1:]
    assert boxes
    assert all(box.startswith(b"[0 0 841.") for box in boxes), "A4, landscape"


# A part of a round


def test_what_was_typed_in_other_lines_outlives_a_part_of_the_round(page: Page, live_server: LiveServer) -> None:
    enter(page, live_server, DATA_OFFICER, f"{DECEMBER}?show=missing")
    field(page, "A01").fill("86.3")
    field(page, "A05").fill("170")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(f"{live_server.url}{DECEMBER}?show=sent-back")
    expect(page.get_by_text("No line of this round stands like that.")).to_be_visible()
    save(client_for(person(DATA_OFFICER, "colleague")), "save_and_submit", a05__value="171")
    enter(page, live_server, DATA_OFFICER, f"{DECEMBER}?show=to-verify")
    expect(page.locator(".round-line")).to_have_count(1)
    field(page, "A05").fill("172")
    field(page, "A05").fill("171")
    enter(page, live_server, DATA_OFFICER)
    expect(page.get_by_text("In 1 line (A01) you typed something before that was not saved.")).to_be_visible()
    field(page, "A06", "numerator").fill("5")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_text("In 2 lines (A01, A06) you typed something")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    assert values(page, "A01") == ["86.3"]
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="Forget it").click()
    page.reload()
    expect(page.locator(".round-kept")).to_have_count(0)


def test_what_came_back_to_be_mended_outlives_a_session_that_ended(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer
) -> None:
    """Nothing is typed between the answer and the next press: the page itself keeps what it was given back."""
    enter(page, live_server, DATA_OFFICER)
    field(page, "A01").fill("0.863")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    enter(page, live_server, DATA_OFFICER)
    page.get_by_role("button", name="Put it back").click()
    assert values(page, "A01") == ["0.863"]
    enter_as = person(PERFORMANCE_LEAD, "somebody-else")
    page.once("dialog", lambda dialog: dialog.accept())
    page.context.add_cookies(
        [{"name": "sessionid", "value": client_for(enter_as).cookies["sessionid"].value, "url": live_server.url}]
    )
    page.reload()
    expect(page.locator(".round-kept")).to_have_count(0)
    watch.complaints.clear()  # the preview that was refused to nobody


def test_a_form_whose_token_is_old_is_refused_and_what_was_typed_is_offered(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer
) -> None:
    """Somebody signed in again in another tab: the token of this page is one of before."""
    enter(page, live_server, DATA_OFFICER)
    field(page, "A01").fill("86.3")
    context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="The form was not accepted")).to_be_visible()
    enter(page, live_server, DATA_OFFICER)
    page.get_by_role("button", name="Put it back").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 figure is saved as a draft.")).to_be_visible()
    watch.complaints.clear()  # the answer that refused


def test_a_double_click_saves_once_and_the_back_button_does_no_harm(page: Page, live_server: LiveServer) -> None:
    enter(page, live_server, DATA_OFFICER)
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" and "preview" not in one.url else None)
    field(page, "A05").fill("170")
    page.get_by_role("button", name="Save and submit").dblclick()
    expect(page.get_by_text("1 figure is submitted.")).to_be_visible()
    assert len(sent) == 1
    page.go_back()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Nothing was changed.")).to_be_visible()
    assert states()["A05"] == "170 submitted"


@pytest.mark.whatever_database
@pytest.mark.parametrize("width", [1280, 320])
def test_each_part_of_a_round_is_accessible(page: Page, watch: Watch, live_server: LiveServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    save(client_of(DATA_OFFICER), "save_and_submit", a01__value="86.3", a06__numerator="1100", a06__denominator="2200")
    for show in ("missing", "to-verify", "sent-back"):
        enter(page, live_server, PERFORMANCE_LEAD, f"{DECEMBER}?show={show}")
        check(page, watch)
    enter(page, live_server, PERFORMANCE_LEAD, f"{DECEMBER}?show=to-verify")
    expect(line(page, "A06").locator(".state")).to_contain_text("50")
