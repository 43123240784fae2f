"""The page on which a report card is written: who may do what there, what becomes of what was typed, what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.actions.texts import approve_text, begin_text, save_text, submit_text
from indicators.domain.periods import month
from indicators.models import Capacity, FindingEvent, Indicator, ReportCardText, StoreStamp
from indicators.roles import DATA_OFFICER, DEMOCRATIC_SERVICES, LEAD_OFFICER, PERFORMANCE_LEAD
from tests.indicators.actors import client_for, client_of, in_charge, officer, person, text_of
from tests.reports.on_their_way import draft
from tests.stores import INDICATORS, REGISTERS, figures, indicator, load, picture
from tests.stores import officer as user

pytestmark = pytest.mark.django_db

TEXTS = "/admin/indicators/reportcardtext"
WRITE, PREVIEW, LIFE = (f"{TEXTS}/{page}/a01/2016-12/" for page in ("write", "preview", "life"))
DECEMBER = month(2016, 12)
TABLE = "| Action | Who | By when | State |\n| --- | --- | --- | --- |\n| Train staff | Head of care | March | Late |"
STORE = {
    **REGISTERS,
    "committees.csv": REGISTERS["committees.csv"] + "cabinet,Cabinet Board,Example Council,no\n",
    "indicators.csv": INDICATORS + "P01,cabinet,Unpublished measure,bigger,count,monthly,period\n",
    **figures("A01,2016-10,85.0", "A01,2016-11,86.0", "A01,2016-12,84.2", "A02,2016-12,14", "P01,2016-12,43219876"),
    "targets.csv": "code,period,value\nA01,2016-12,90\n",
    "report_cards/a01/2016-11.md": (
        f"## Why is this important?\n\nPeople are kept well.\n\n## Action required\n\n{TABLE}\n"
    ),
}
FIELDS = ("why", "explains", "success")


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    load(tmp_path, STORE, by=user("importer"))


@pytest.fixture
def writer() -> Client:
    return client_of(LEAD_OFFICER, committees=["adults"])


@pytest.fixture
def lead() -> Client:
    return client_of(PERFORMANCE_LEAD, committees=["adults"])


def send(client: Client, do: str = "save", version: object = "", **typed: str) -> HttpResponse:
    """What a browser sends from the writing form once somebody has typed."""
    return client.post(WRITE, {"do": do, "version": version, **dict.fromkeys(FIELDS, ""), **typed})


def told(answer: HttpResponse) -> str:
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


def row(state: str = "draft") -> ReportCardText:
    return ReportCardText.objects.get(indicator__code="A01", period="2016-12", state=state)


def submitted(by: str = "writer", why: str = "Because.") -> None:
    key, parts = indicator("A01").pk, {"why": why, "explains": "", "success": "", "actions": ""}
    save_text(indicator=key, month=DECEMBER, parts=parts, version=None, by=user(by))
    submit_text(indicator=key, month=DECEMBER, version=1, by=user(by))


# Opening it


def test_who_may_not_write_it_reads_who_does(writer: Client) -> None:
    Indicator.objects.update(lead="Head of Reviews")
    StoreStamp.touch()
    words = "It is written by its lead officer: Head of Reviews."
    assert words in text_of(client_of(DATA_OFFICER, committees=["adults"]).get(WRITE))
    assert "It is written by its lead officer" not in text_of(writer.get(WRITE))


def test_it_stands_beside_its_figures(writer: Client) -> None:
    page = text_of(writer.get(WRITE))
    for words in ("84.2%", "6.4% worse than the target of 90%", "<svg", "Nov 16", "Off target: "):
        assert words in page
    assert "Begin a new text from this one" in page
    assert "The public reads the text of November 2016" in page
    assert "id_why" not in page


def test_a_text_is_begun_as_a_copy(writer: Client) -> None:
    answer = writer.post(WRITE, {"do": "begin"})
    assert answer.headers["Location"] == WRITE
    page = text_of(writer.get(WRITE))
    assert "It is still the text of November 2016, word for word." in page
    assert 'id="id_action-0" value="Train staff"' in page
    assert "Until it is approved, the public reads the text of November 2016" in page
    again = writer.post(WRITE, {"do": "begin"})
    assert "Somebody has begun it already." in text_of(again)
    assert "1 statement" not in page


def test_a_quarter_leads_to_its_last_month(writer: Client) -> None:
    assert writer.get(f"{TEXTS}/write/a01/2016-17-q3/").headers["Location"] == WRITE
    for gone in (
        "write/zz9/2016-12/",
        "write/a01/soon/",
        "life/zz9/2016-12/",
        "due/nobody/2016-12/",
        "due/adults/soon/",
    ):
        assert writer.get(f"{TEXTS}/{gone}").status_code == 404


def test_tokens_are_offered_with_what_they_say(writer: Client) -> None:
    writer.post(WRITE, {"do": "begin"})
    page = text_of(writer.get(WRITE))
    for token, says in (
        ("{{latest}}", "84.2%"),
        ("{{target}}", "90%"),
        ("{{rating}}", "red"),
        ("{{2016-10}}", "85.0%"),
        ("{{change 2016-11 latest}}", "down 1.8 percentage points"),
    ):
        assert f"<code>{token}</code></td><td>" in page
        assert f"<td>{says}</td>" in page
    assert "{{change 2015-12 latest}}" not in page, "there was no figure then"


def test_a_running_total_offers_no_comparison_that_its_basis_forbids(tmp_path: Path, writer: Client) -> None:
    load(tmp_path, figures("A05,2016-11,100", "A05,2016-12,120"))
    client = client_for(person(LEAD_OFFICER, "other", committees=["adults"]))
    address = f"{TEXTS}/write/a05/2016-12/"
    client.post(address, {"do": "begin"})
    page = text_of(client.get(address))
    assert "{{latest}}" in page
    assert "{{change" not in page


def test_figures_not_verified_yet_are_shown_only_where_they_are_asked_for(writer: Client) -> None:
    draft("A01", "2016-12", "61.4071")
    assert "61.4071" not in text_of(writer.get(WRITE))
    page = text_of(writer.get(f"{WRITE}?drafts=yes"))
    assert "61.4071" in page
    assert "With figures not verified yet" in page


# Saving


def test_what_is_typed_is_saved_and_read_back_with_its_figures(writer: Client) -> None:
    typed = {"explains": "It stands at {{latest}}, {{A02:latest}} waited.", "action-0": "Hire", "state-0": "Late"}
    answer = send(writer, **typed)
    assert answer.status_code == 302
    assert "The draft is saved." in told(answer)
    assert row().actions.splitlines()[-1] == "| Hire |  |  | Late |"
    page = text_of(writer.get(WRITE))
    assert "It stands at 84.2%, 14 days waited." in page
    assert row().written_by.username == "lead-officer"


def test_saving_twice_changes_nothing_and_says_so(writer: Client) -> None:
    send(writer, why="Because")
    before = picture(without=("StoreStamp",))
    for version in ("", "1", "7"):
        assert "Nothing was changed" in told(send(writer, why="Because", version=version))
    assert picture(without=("StoreStamp",)) == before


def test_a_list_of_actions_stays_the_text_it_is(writer: Client) -> None:
    typed = "* Train staff\r\n* Hire"
    send(writer, why="Because", actions=typed)
    assert row().actions == "* Train staff\n* Hire"
    page = writer.get(WRITE).content.decode()
    assert "* Train staff\n* Hire</textarea>" in page
    assert "action-0" not in page


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"why": "Words\n\n# Heading"}, "why", "“# Heading” would be a heading"),
        ({"success": "x" * 16_001}, "success", "accepted: at most 16,000"),
        ({"explains": "a\x07b", "why": "Fine"}, "explains", "holds a control character"),
        ({"why": "Fine", "who-0": "Director"}, "action-0", "Say what is to be done, or empty the row."),
        ({"actions": "# No"}, "actions", "would be a heading"),
    ],
)
def test_what_cannot_stand_is_told_at_its_field_and_stays_typed(
    writer: Client, typed: dict[str, str], field: str, says: str
) -> None:
    before = picture()
    answer = send(writer, **typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count(says) == 2, "on top and at the field"
    assert f'href="#id_{field}"' in page
    assert f'aria-describedby="error_{field}"' in page
    assert "<title>Error: " in page
    for text in typed.values():
        assert text.replace("\x07", "\x07").replace("“", "") in page
    assert picture() == before


def test_nothing_at_all_is_not_saved(writer: Client) -> None:
    assert "Write something in at least one part" in text_of(send(writer))
    assert "Nothing was sent to be saved." in text_of(writer.post(WRITE, {"do": "save"}))
    assert not ReportCardText.objects.exclude(state="approved").exists()


def test_a_small_table_is_put_in_and_nothing_typed_is_lost(writer: Client) -> None:
    send(writer, why="Because")
    page = send(writer, do="table", why="Another", explains="Look:", version="1").content.decode()
    assert "Look:\n\n| Measure | Last year | This year |" in page
    assert "\nAnother</textarea>" in page
    assert row().why == "Because", "nothing is saved by it"


def test_signs_that_no_paper_prints_are_told_when_they_are_saved(writer: Client) -> None:
    said = told(send(writer, why="Well done \U0001f600"))
    assert "The draft is saved." in said
    assert "no sign for “\U0001f600”" in said
    writer.get(WRITE)  # where it is read
    assert "no sign" not in told(send(writer, why="Well done – “yes” ½", version="1"))


def test_two_people_see_both_texts_and_nothing_is_lost(writer: Client, lead: Client) -> None:
    send(writer, why="It rose in the north", explains="Mine")
    send(lead, why="It rose in the south", explains="Mine", version="1")
    answer = send(writer, why="It fell in the north", explains="Mine", version="1")
    page = text_of(answer)
    assert answer.status_code == 409
    assert "performance-lead has changed this text" in page
    assert "rose<span" in page
    assert "\nIt fell in the north</textarea>" in answer.content.decode()
    assert row().why == "It rose in the south"
    assert answer.context["typed"].version == 2
    assert send(writer, why="It fell in the north", version=2).status_code == 302
    assert row().why == "It fell in the north"


def test_two_windows_of_one_person_are_two_people(writer: Client) -> None:
    send(writer, why="In one window")
    send(writer, why="In the other", version="1")
    answer = send(writer, why="In one window again", version="1")
    assert answer.status_code == 409
    assert "You have changed this text in another window meanwhile." in text_of(answer)
    assert row().why == "In the other"


def test_who_saves_over_a_discarded_draft_is_told(writer: Client, lead: Client) -> None:
    send(writer, why="Mine")
    lead.post(WRITE, {"do": "discard", "version": "1"})
    answer = send(writer, why="Mine, longer", version="1")
    assert answer.status_code == 409
    assert "it was approved or discarded while you had the page open" in text_of(answer)
    assert send(writer, why="Mine, longer", version=answer.context["typed"].version or "").status_code == 302
    assert row().why == "Mine, longer"


# The way to approved


def test_a_text_is_submitted_sent_back_and_approved(writer: Client, lead: Client) -> None:
    send(writer, why="Because")
    assert "submitted" in told(send(writer, do="submit", why="Because, really", version="1"))
    assert (row("submitted").why, row("submitted").version) == ("Because, really", 3)
    blank = lead.post(WRITE, {"do": "send-back", "version": "3", "reason": " "})
    assert "A reason is needed" in text_of(blank)
    assert "sent back" in told(lead.post(WRITE, {"do": "send-back", "version": "3", "reason": "Say by when"}))
    page = text_of(writer.get(WRITE))
    assert "Say by when" in page
    assert "Sent back" in page
    assert "submitted" in told(send(writer, do="submit", why="By March", version="4"))
    stale = lead.post(WRITE, {"do": "approve", "version": "4"})
    assert "Somebody else has changed it since you looked" in text_of(stale)
    assert "approved" in told(lead.post(WRITE, {"do": "approve", "version": "6"}))
    assert row("approved").why == "By March"
    assert "By March" in text_of(Client().get("/indicators/a01/2016-12/"))


def test_who_may_see_drafts_reads_it_on_the_page_marked_and_nobody_else_does(writer: Client) -> None:
    send(writer, why="Because of {{latest}}.")
    card = "/indicators/a01/2016-12/"
    page = text_of(writer.get(f"{card}?drafts=yes"))
    assert "Because of 84.2%." in page
    assert page.count("This text is a draft: the public does not read it.") == 2, "above both places of the text"
    assert "Written for the dashboard of December 2016" in page
    for other in (writer.get(card), Client().get(f"{card}?drafts=yes")):
        assert "Because of" not in text_of(other)
        assert "People are kept well." in text_of(other)
    send(writer, do="submit", why="Because of {{latest}}.", version=1)
    assert "This text waits to be approved: the public does not read it yet." in text_of(
        writer.get(f"{card}?drafts=yes")
    )


def test_nobody_approves_what_they_wrote(lead: Client) -> None:
    send(lead, do="submit", why="Mine")
    page = text_of(lead.get(WRITE))
    assert "You wrote it yourself, so somebody else approves it." in page
    assert 'value="approve"' not in page
    assert "You wrote it yourself" in text_of(lead.post(WRITE, {"do": "approve", "version": "2"}))
    assert row("submitted").why == "Mine"


def test_only_who_may_is_offered_and_may_press(writer: Client) -> None:
    submitted()
    others = officer(LEAD_OFFICER, "of-another", committees=["adults"])
    in_charge(others, Capacity.LEAD, indicator("A02"))
    theirs = client_of(PERFORMANCE_LEAD, "theirs", committees=["cabinet"])
    lookers = (
        client_for(others),
        client_of(DATA_OFFICER, committees=["adults"]),
        client_of(DEMOCRATIC_SERVICES, committees=["adults"]),
    )
    before = picture()
    buttons = ("begin", "save", "table", "submit", "discard", "approve", "send-back", "set-aside k", "take-up k")
    for client in lookers:
        page = client.get(WRITE)
        assert page.status_code == 200, "to look at"
        assert "<form method" not in text_of(page).partition('id="content-main"')[2]
        for do in buttons:
            assert send(client, do=do, version=2, why="Mine", reason="Mine").status_code == 403, do
        assert client.post(PREVIEW, {"why": "Mine"}).status_code == 403
    assert writer.post(WRITE, {"do": "approve", "version": "2"}).status_code == 403
    assert writer.post(WRITE, {"do": "send-back", "version": "2", "reason": "More"}).status_code == 403
    assert writer.post(WRITE, {"do": "unheard-of"}).status_code == 404
    for page in (WRITE, PREVIEW, LIFE, f"{TEXTS}/due/adults/2016-12/"):
        assert theirs.get(page).status_code == 404
        assert theirs.post(page, {"do": "approve", "version": "2"}).status_code == 404
    assert picture() == before


# The number check


def doubt(client: Client) -> str:
    """The key of the first doubt on the page."""
    return client.get(WRITE).context["reading"].doubts[0].finding.key


def test_doubts_stand_under_their_part_and_are_set_aside_with_a_reason(writer: Client) -> None:
    send(writer, why="People matter.", explains="It was 88.8% in December 2016.")
    page = writer.get(WRITE)
    reading = page.context["reading"]
    assert [len(part.findings) for part in reading.parts] == [0, 1, 0, 0]
    assert "<strong>1 doubt</strong> of the number check is still to be mended" in text_of(page)
    key = doubt(writer)
    typed = {"why": "People matter.", "explains": "It was 88.8% in December 2016."}
    blank = send(writer, do=f"set-aside {key}", version=1, **typed)
    assert "A reason is needed to set a doubt aside" in text_of(blank)
    done = send(writer, do=f"set-aside {key}", version=1, **typed, **{f"reason {key}": "Counted by the ward"})
    assert "The doubt is set aside" in told(done)
    page = text_of(writer.get(WRITE))
    assert "Every doubt of the number check is set aside." in page
    assert "Set aside by lead-officer: Counted by the ward" in page
    assert "The doubt stands again." in told(send(writer, do=f"take-up {key}", version=1, **typed))
    assert [one.step for one in FindingEvent.objects.all()] == ["withdrawn", "set_aside"]


def test_what_was_typed_is_saved_with_the_answer(writer: Client) -> None:
    send(writer, explains="It was 88.8% in December 2016.")
    key = doubt(writer)
    typed = {"explains": "It was 88.8% in December 2016.", "why": "Typed meanwhile"}
    send(writer, do=f"set-aside {key}", version=1, **typed, **{f"reason {key}": "Counted"})
    assert row().why == "Typed meanwhile"
    assert FindingEvent.objects.get().sentence == "It was 88.8% in December 2016."


def test_a_doubt_of_a_sentence_that_is_gone_is_not_set_aside(writer: Client) -> None:
    send(writer, explains="It was 88.8% in December 2016.")
    key = doubt(writer)
    answer = send(writer, do=f"set-aside {key}", version=1, explains="It is well.", **{f"reason {key}": "Counted"})
    assert "does not stand there any more" in text_of(answer)
    assert row().explains == "It is well.", "what was typed is saved all the same"
    assert not FindingEvent.objects.exists()


def test_a_doubt_about_what_the_public_reads_is_set_aside_without_a_draft(writer: Client) -> None:
    submitted(why="It was 88.8% in December 2016.")
    approve_text(indicator=indicator("A01").pk, month=DECEMBER, version=2, by=user("lead"))
    key = doubt(writer)
    writer.post(WRITE, {"do": f"set-aside {key}", f"reason {key}": "Counted"})
    assert FindingEvent.objects.get().reason == "Counted"
    assert not ReportCardText.objects.exclude(state="approved").exists()


def test_the_live_preview_keeps_nothing(writer: Client) -> None:
    begin_text(indicator=indicator("A01").pk, month=DECEMBER, by=user())
    before = picture()
    typed = {"why": "<b>{{latest}}</b>", "explains": "It was 88.8% in December 2016.", "action-0": "Hire"}
    page = text_of(writer.post(PREVIEW, typed))
    assert "&lt;b&gt;84.2%&lt;/b&gt;" in page
    assert "As you type; not saved yet." in page
    assert "88.8%" in page
    assert "<form" not in page
    assert "<td>Hire</td>" in page
    assert "<html" not in page
    assert writer.post(PREVIEW, {}).status_code == 200
    assert "<strong>Heading</strong>" in text_of(writer.post(PREVIEW, {"why": "# Heading"})), "not stored like that"
    assert writer.get(PREVIEW).status_code == 405
    assert picture() == before


# Its life, and what is due


def test_the_life_of_a_text_shows_every_version(writer: Client, lead: Client) -> None:
    writer.post(WRITE, {"do": "begin"})
    send(writer, do="submit", why="People are kept healthy.", version=1)
    lead.post(WRITE, {"do": "send-back", "version": "3", "reason": "Say how"})
    send(writer, do="submit", why="People are kept healthy by visits.", version=4)
    lead.post(WRITE, {"do": "approve", "version": "6"})
    answer = writer.get(LIFE)
    assert [one.what for one in answer.context["events"]] == [
        "Approved",
        "Submitted",
        "Written",
        "Sent back",
        "Submitted",
        "Written",
        "Begun as a copy of November 2016",
    ]
    page = text_of(answer)
    assert '<ins><span class="visually-hidden">[added: </span> by visits' in page
    assert "Say how" in page
    assert page.index("performance-lead") < page.index("lead-officer,")
    # A new text over the approved one goes on in the same life.
    send(writer, do="submit", why="Again.")
    lead.post(WRITE, {"do": "approve", "version": "2"})
    assert [one.what for one in writer.get(LIFE).context["events"]][:3] == ["Approved", "Submitted", "Written"]


def test_a_life_tells_of_loading_discarding_and_answers(writer: Client) -> None:
    send(writer, explains="It was 88.8% in December 2016.")
    key = doubt(writer)
    writer.post(WRITE, {"do": f"set-aside {key}", f"reason {key}": "Counted"})
    writer.post(WRITE, {"do": "discard", "version": "1"})
    events = writer.get(LIFE).context["events"]
    assert [one.what for one in events] == [
        "Draft discarded",
        "Set aside: “88.8%” in “It was 88.8% in December 2016.”",
        "Written",
    ]
    assert events[1].reason == "Counted"
    november = writer.get(f"{TEXTS}/life/a01/2016-11/").context["events"]
    assert [one.what for one in november] == ["Loaded or recorded"]
    assert "Nothing was written for this month." in text_of(writer.get(f"{TEXTS}/life/a02/2016-11/"))


def due(client: Client, **asked: str) -> list[tuple[str, str]]:
    answer = client.get(f"{TEXTS}/due/adults/2016-12/", asked)
    assert answer.status_code == 200
    return [(one.card.code, one.state) for one in answer.context["lines"]]


def test_what_is_to_be_written_for_a_month(tmp_path: Path, writer: Client, lead: Client) -> None:
    assert due(writer) == [("A01", "older")], "an exception whose text is of the month before its figure"
    assert "was written for November 2016, before the figure of December 2016" in text_of(
        writer.get(f"{TEXTS}/due/adults/2016-12/")
    )
    ReportCardText.objects.all().delete()
    assert due(writer) == [("A01", "missing")]
    send(writer, do="submit", why="Because")
    begin_text(indicator=indicator("A02").pk, month=DECEMBER, by=user())
    assert due(writer) == [("A02", "draft"), ("A01", "submitted")]
    lead.post(WRITE, {"do": "send-back", "version": "2", "reason": "More"})
    assert due(writer) == [("A01", "sent_back"), ("A02", "draft")]
    assert due(writer, show="draft") == [("A02", "draft")]
    assert due(writer, show="submitted") == []
    send(writer, do="submit", why="Because", version=3)
    lead.post(WRITE, {"do": "approve", "version": "4"})
    assert due(writer) == [("A02", "draft"), ("A01", "current")]
    load(tmp_path, figures("A01,2016-12,83.0"), reason="Recounted", by=user())
    assert due(writer)[0] == ("A02", "draft")
    assert "Approved by performance-lead" in text_of(writer.get(f"{TEXTS}/due/adults/2016-12/"))


def test_the_way_to_what_is_to_be_written(writer: Client) -> None:
    assert writer.get(f"{TEXTS}/due/").headers["Location"] == f"{TEXTS}/due/adults/2016-12/"
    everywhere = client_of(PERFORMANCE_LEAD, "everywhere")
    page = text_of(everywhere.get(f"{TEXTS}/due/"))
    assert "Cabinet Board, December 2016" in page
    assert f"{TEXTS}/due/adults/2016-12/" in page


# Cost


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_the_pages_cost_the_same_however_much_is_written(tmp_path: Path, writer: Client) -> None:
    send(writer, why="Because", explains="It was 88.8% in December 2016.")
    addresses = (WRITE, LIFE, f"{TEXTS}/due/adults/2016-12/")
    few = [queries(writer, one) for one in addresses]
    more = {
        f"report_cards/{code}/2016-{number:02d}.md": "## Action required\n\n* One\n"
        for code in ("a01", "a02")
        for number in range(1, 12)
    }
    load(tmp_path, {**more, **figures(*(f"A01,2015-{number:02d},80.5" for number in range(1, 13)))}, by=user())
    sentences = " ".join(f"It was 8{number}.7% in December 2016." for number in range(9))
    actions = {f"action-{number}": f"Action {number}" for number in range(40)}
    send(writer, version=1, why=sentences, explains=sentences, success="{{2016-10}} {{latest}}", **actions)
    for version in range(2, 8):
        send(writer, version=version, why=f"{sentences} {version}")
    assert [queries(writer, one) for one in addresses] == few
    assert all(made <= most for made, most in zip(few, (24, 10, 16), strict=True)), few
