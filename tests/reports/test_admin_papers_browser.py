"""A paper in a browser: the whole way by keyboard, on a phone and on a desk, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from indicators.roles import DEMOCRATIC_SERVICES
from reports.models import Paper, PaperVersion, Publication
from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll
from tests.conftest import Watch
from tests.indicators.actors import client_of
from tests.reports import desk, papering

WAIT = 60_000  # milliseconds: a busy machine is slow, not wrong


@pytest.fixture(autouse=True)
def store(transactional_db: None, tmp_path: Path) -> None:
    papering.store(tmp_path / "store")


@pytest.fixture
def patient(page: Page) -> Iterator[Page]:
    """A tab in which locking a paper may take its time."""
    page.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)
    yield page
    expect.set_options(timeout=5_000)


def enter(page: Page, live_server: LiveServer, address: str) -> None:
    """Somebody of democratic services is signed in and opens the address."""
    session = client_of(DEMOCRATIC_SERVICES, "clerk", committees=desk.HERE).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(live_server.url + address)


def check(page: Page, watch: Watch) -> None:
    assert watch.complaints == [], page.url
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    # axe reads style sheets that import others by way of an inline style, which the policy refuses. Ours are not.
    watch.complaints.clear()


def by_key(wanted: Locator, key: str = "Enter") -> None:
    """Goes to it as Tab does, and presses a key."""
    wanted.focus()
    expect(wanted).to_be_focused()
    wanted.press(key)


def follow(wanted: Locator) -> None:
    """Presses Enter on what leads to another page, and waits for that page: a key, unlike a click, does not."""
    with wanted.page.expect_navigation():
        by_key(wanted)


def write(page: Page, label: str, text: str) -> None:
    """Puts words into a field, over what stands in it."""
    field = page.get_by_label(label, exact=True)
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_whole_way_by_keyboard(patient: Page, watch: Watch, live_server: LiveServer, width: int) -> None:
    page, day = patient, timezone.localdate() + timedelta(days=60)
    page.set_viewport_size({"width": width, "height": 800})
    papering.meeting(day)
    enter(page, live_server, desk.PAPERS)
    follow(page.get_by_role("link", name="Begin one"))
    check(page, watch)
    page.get_by_label("Meeting").select_option(index=1)
    write(page, "Responsible director:", "Director of Adult Social Services")
    follow(page.get_by_role("button", name="Begin the paper"))
    expect(page.get_by_role("heading", name="stand in the way of locking")).to_be_visible()
    check(page, watch)
    paper = Paper.objects.get()

    # What is empty is written, where the list leads; one text says what the figures do not.
    for heading, text in (
        ("Financial implications", "None beyond the budget."),
        ("Issues, risks and other implications", "People with a review (A01) stood at 97.3% in December 2016."),
        ("Officer contact", "Write to the performance manager."),
    ):
        follow(page.get_by_role("link", name=f"Mend it “{heading}” is empty."))
        write(page, "Text:", text)
        follow(page.get_by_role("button", name="Save and go back to the parts"))
        expect(page.get_by_text(f"“{heading}” is saved.")).to_be_visible()
    follow(page.locator("#part-other-implications").get_by_role("link"))
    expect(page.get_by_text("1 doubt of the number check is still to be mended or accepted.")).to_be_visible()
    check(page, watch)
    write(page, "It stands, because of 97.3%", "As counted for the county as a whole")
    follow(page.get_by_role("button", name="Accept 97.3%"))
    expect(page.get_by_text("Accepted by clerk: As counted for the county as a whole")).to_be_visible()

    follow(page.get_by_role("link", name="Cover, deadlines, clearances"))
    check(page, watch)
    for who in ("Finance", "Legal"):
        form = page.get_by_role("form", name=who)
        form.get_by_label("Initials").focus()
        page.keyboard.insert_text("AB")
        form.get_by_label("Date").fill(timezone.localdate().isoformat())
        follow(form.get_by_role("button", name=f"Save the clearance: {who}"))
        expect(page.get_by_text(f"{who} has cleared the paper.")).to_be_visible()

    follow(page.get_by_role("link", name="Parts", exact=True))
    follow(page.get_by_role("link", name="Lock this paper"))
    check(page, watch)
    follow(page.get_by_role("button", name="Lock this paper"))
    expect(page.get_by_text("Version 1.0 is locked.")).to_be_visible()
    check(page, watch)
    follow(page.get_by_role("link", name="Publish version 1.0"))
    check(page, watch)
    follow(page.get_by_role("button", name="Publish version 1.0"))
    expect(page.get_by_text("Version 1.0 is published.")).to_be_visible()

    follow(page.get_by_role("link", name="Parts", exact=True))
    follow(page.get_by_role("link", name="Correct this paper"))
    check(page, watch)
    write(page, "Why it is opened again:", "The manager moved")
    follow(page.get_by_role("button", name="Open it for a correction"))
    follow(page.locator("#part-contact").get_by_role("link"))
    write(page, "Text:", "Write to the new performance manager.")
    follow(page.get_by_role("button", name="Save and go back to the parts"))
    follow(page.get_by_role("link", name="Lock the correction"))
    by_key(page.get_by_label("A minor correction"), "Space")
    write(page, "Reason:", "The contact was out of date")
    check(page, watch)
    follow(page.get_by_role("button", name="Lock the correction"))
    expect(page.get_by_text("Officer contact: the text was changed.")).to_be_visible()
    follow(page.get_by_role("link", name="Publish version 1.1"))
    follow(page.get_by_role("button", name="Publish version 1.1"))
    expect(page.get_by_text("Version 1.1 is published.")).to_be_visible()
    for place in ("history/", "preview/"):
        page.goto(live_server.url + desk.url(paper, place))
        check(page, watch)
    assert [one.number for one in PaperVersion.objects.order_by("pk")] == ["1.0", "1.1"]
    assert Publication.objects.count() == 2


def test_locking_says_that_it_works_and_a_double_click_locks_once(
    patient: Page, watch: Watch, live_server: LiveServer
) -> None:
    paper = desk.ready()
    enter(patient, live_server, desk.url(paper, "lock/"))
    sent = []
    patient.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    button = patient.get_by_role("button", name="Lock this paper")
    button.evaluate("one => { one.click(); one.click(); }")
    said = patient.get_by_role("status").filter(has_text="The paper is being made.")
    expect(said.or_(patient.get_by_text("Version 1.0 is locked."))).to_be_visible()
    expect(patient.get_by_text("Version 1.0 is locked.")).to_be_visible()
    assert sent == [live_server.url + desk.url(paper, "lock/")]
    assert PaperVersion.objects.count() == 1


def test_what_was_typed_into_a_part_is_offered_again_where_it_did_not_arrive(
    page: Page, watch: Watch, live_server: LiveServer
) -> None:
    paper = papering.begun()
    enter(page, live_server, desk.url(paper, "part/contact/"))
    write(page, "Text:", "Typed before the session ended.")
    session = [one for one in page.context.cookies() if one["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.context.add_cookies(session)
    page.goto(live_server.url + desk.url(paper, "part/contact/"))
    page.get_by_role("button", name="Put it back").press("Enter")
    expect(page.get_by_label("Text:", exact=True)).to_have_value("Typed before the session ended.")
    check(page, watch)


def test_a_figure_is_put_in_where_the_cursor_stands(page: Page, watch: Watch, live_server: LiveServer) -> None:
    paper = papering.begun()
    enter(page, live_server, desk.url(paper, "part/contact/"))
    write(page, "Text:", "Now ")
    page.get_by_label("Figure").select_option("{{A01:latest}}")
    by_key(page.get_by_role("button", name="Put it in at the cursor"))
    expect(page.get_by_label("Text:", exact=True)).to_have_value("Now {{A01:latest}}")
    by_key(page.get_by_role("button", name="Save", exact=True).last)
    expect(page.get_by_text("Now 80.5%")).to_be_visible()


def test_without_javascript_everything_is_there(
    page_without_javascript: Page, live_server: LiveServer, context: BrowserContext
) -> None:
    page = page_without_javascript
    paper = papering.begun()
    enter(page, live_server, desk.url(paper))
    page.get_by_role("button", name="Down Recommendations").click()
    assert [part.key for part in papering.record(paper).parts][2:4] == ["one-page", "recommendations"]
    page.get_by_role("link", name="Officer contact", exact=True).click()
    page.get_by_text("Show the tokens and what each says now").click()
    expect(page.get_by_role("cell", name="{{A01:latest}}")).to_be_visible()
    page.get_by_text("Leave it out of the paper").click()
    page.get_by_label("Why it is left out").fill("Nobody to write to")
    page.get_by_role("button", name="Leave it out").click()
    expect(page.get_by_text("Left out of the paper.")).to_be_visible()
