"""The page of a figure's life: its steps from draft to verified as buttons, and everything recorded, as CSV too."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.actions import enter_figures, load_folder, lock_round, send_back, submit_figures
from indicators.domain import periods
from indicators.importing.folder import read_folder
from indicators.models import Committee, Figure, Revision, Upload
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, DEMOCRATIC_SERVICES, LEAD_OFFICER, MEMBER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import client_for, client_of, figure, officer, person, save, text_of, working_store

pytestmark = pytest.mark.django_db

OCTOBER = periods.month(2016, 10)
NOVEMBER = periods.month(2016, 11)
PAGE = "/admin/indicators/revision/a01/2016-11/"
NEW = "/admin/indicators/revision/a01/2016-10/"
FORM = "/admin/indicators/figure/a01/2016-11/"
STEPS = ("submit", "discard", "verify", "send-back")


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    """November has a verified 85.0, and October nothing."""
    working_store(tmp_path / "store")


@pytest.fixture
def clerk() -> Client:
    return client_of(DATA_OFFICER)


@pytest.fixture
def draft(clerk: Client) -> None:
    """The clerk's correction of November."""
    save(clerk, FORM, value="87.1", why="Counted again", note="Ward 3")


@pytest.fixture
def submitted(clerk: Client, draft: None) -> None:
    press(clerk, "submit")


def on_offer(client: Client, page: str = PAGE) -> list[str]:
    return [form.of_step.name for form in client.get(page).context["offered"].forms]


def press(client: Client, step: str, page: str = PAGE, **typed: str) -> HttpResponse:
    """Opens the page and presses the button of the step, if it is there."""
    forms = {form.of_step.name: form for form in client.get(page).context["offered"].forms}
    return client.post(page, {name: forms[step][name].value() for name in forms[step].fields} | typed)


def told(answer: HttpResponse) -> str:
    (message,) = get_messages(answer.wsgi_request)
    return str(message)


def row(page: str = PAGE) -> Figure:
    period = "2016-11" if page == PAGE else "2016-10"
    return Figure.objects.exclude(state="verified").get(indicator__code="A01", period=period)


# The way of a figure


@pytest.mark.usefixtures("draft")
def test_from_draft_to_verified(clerk: Client, lead: Client) -> None:
    page = text_of(clerk.get(PAGE))
    for words in ("Draft: not on any page", "87.1 (final)", "Ward 3", "data-officer", "Counted again", "It is a draft"):
        assert words in page
    assert "<td>85.0</td>" in page, "what the public sees"
    assert on_offer(clerk) == ["submit", "discard"]
    answer = press(clerk, "submit")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert "is submitted; the public sees it once somebody else has verified it" in told(answer)
    assert "You entered it yourself, so somebody else verifies it" in text_of(clerk.get(PAGE))
    assert on_offer(clerk) == []
    assert figure("A01", "2016-11").value == "85.0"

    assert on_offer(lead) == ["verify", "send-back"]
    assert "the public sees it from now on" in told(press(lead, "verify"))
    assert (figure("A01", "2016-11").value, figure("A01", "2016-11").version) == ("87.1", 2)
    page = text_of(lead.get(PAGE))
    events = lead.get(PAGE).context["events"]
    assert [one.where_from for one in events[:3]] == ["", "", "typed"], "verifying is not typing"
    assert "On its way" not in page
    assert f"87.1 (final), revised {timezone.localdate():%-d %B %Y}" in page


@pytest.mark.usefixtures("submitted")
def test_sent_back_with_a_reason_that_stays_typed(clerk: Client, lead: Client) -> None:
    answer = press(lead, "send-back")
    assert answer.status_code == 200
    assert "Nothing stands here; accepted: what is to be mended, in words." in text_of(answer)
    assert row().state == "submitted"
    assert "sent back" in told(press(lead, "send-back", reason="Ward 3 is missing\r\nAnd ward 4"))
    assert (row().state, row().sent_back) == ("draft", "Ward 3 is missing\nAnd ward 4")
    page = text_of(clerk.get(PAGE))
    assert "Sent back because" in page
    assert "Ward 3 is missing<br>And ward 4" in page
    assert on_offer(clerk) == ["submit", "discard"]


@pytest.mark.usefixtures("draft")
def test_a_draft_is_discarded_with_a_reason_and_the_public_figure_stays(clerk: Client) -> None:
    assert press(clerk, "discard", reason="  ").status_code == 200
    assert row()
    assert told(press(clerk, "discard", reason="Wrong month")) == (
        "The draft of A01, November 2016 is discarded; the public sees 85.0, as before."
    )
    assert figure("A01", "2016-11").value == "85.0"
    assert not Figure.objects.filter(period="2016-11").exclude(state="verified").exists()
    assert "Wrong month" in text_of(clerk.get(PAGE))


def test_nobody_verifies_what_they_entered_whatever_they_send(lead: Client) -> None:
    save(lead, FORM, value="87.1", why="Counted again")
    press(lead, "submit")
    assert on_offer(lead) == ["send-back"]
    one = row()
    answer = lead.post(PAGE, {"step": "verify", "seen": f"{one.pk}:{one.version}"})
    assert answer.status_code == 409
    assert "Nothing was done. You entered it yourself; somebody else verifies it." in text_of(answer)
    assert figure("A01", "2016-11").value == "85.0"


# Two people at once


@pytest.mark.usefixtures("submitted")
def test_who_saw_an_older_figure_verifies_nothing(clerk: Client, lead: Client) -> None:
    one = row()
    save(clerk, FORM, value="87.2")
    press(clerk, "submit")
    answer = lead.post(PAGE, {"step": "verify", "seen": f"{one.pk}:{one.version}"})
    assert answer.status_code == 409
    assert "Somebody else has changed it since you looked; look at it again." in text_of(answer)
    assert figure("A01", "2016-11").value == "85.0"


@pytest.mark.usefixtures("submitted")
def test_another_figure_in_the_place_of_the_one_seen_is_not_verified(clerk: Client, lead: Client) -> None:
    one = row()
    press(lead, "send-back", reason="Sure?")
    press(clerk, "discard", reason="Not sure")
    save(clerk, FORM, value="88.8", why="Counted anew")
    press(clerk, "submit")
    Figure.objects.filter(pk=row().pk).update(version=one.version)
    answer = lead.post(PAGE, {"step": "verify", "seen": f"{one.pk}:{one.version}"})
    assert "look at it again" in text_of(answer)
    assert figure("A01", "2016-11").value == "85.0"


@pytest.mark.usefixtures("submitted")
def test_a_reason_typed_is_not_lost_where_somebody_was_faster(lead: Client) -> None:
    one = row()
    seen = f"{one.pk}:{one.version}"
    press(client_of(PERFORMANCE_LEAD, "other-lead"), "verify")
    answer = lead.post(PAGE, {"step": "send-back", "seen": seen, "reason": "Ward 3 is missing"})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "It is not on its way any more: somebody else has verified or withdrawn it." in page
    assert "You wrote: Ward 3 is missing" in page


@pytest.mark.parametrize("seen", ["", "0:0", "x", "1:1:1", "9" * 5000, "\u0661:\u0661", "'; --"])
@pytest.mark.usefixtures("submitted")
def test_who_cannot_say_what_they_saw_verifies_nothing(lead: Client, seen: str) -> None:
    assert lead.post(PAGE, {"step": "verify", "seen": seen}).status_code == 409
    assert figure("A01", "2016-11").value == "85.0"


@pytest.mark.usefixtures("submitted")
def test_the_row_of_another_figure_is_never_stepped_from_here(lead: Client, tmp_path: Path) -> None:
    """Rights were asked for this indicator; the key that is sent may be that of any other."""
    enter_figures([stores.typed("P01", OCTOBER, "7")], by=stores.officer())
    submit_figures([stores.on_its_way("P01", OCTOBER)], by=stores.officer())
    way = stores.on_its_way("P01", OCTOBER)
    assert lead.post(PAGE, {"step": "verify", "seen": f"{way.pk}:{way.version}"}).status_code == 409
    assert Figure.objects.get(pk=way.pk).state == "submitted"


# Who may do what


@pytest.mark.parametrize("role", [LEAD_OFFICER, DEMOCRATIC_SERVICES, MEMBER])
@pytest.mark.usefixtures("submitted")
def test_who_only_looks_is_offered_nothing_and_does_nothing(role: str) -> None:
    client, before = client_of(role), stores.picture()
    one = row()
    if role != MEMBER:
        assert on_offer(client) == []
    for step in STEPS:
        data = {"step": step, "seen": f"{one.pk}:{one.version}", "reason": "x"}
        assert client.post(PAGE, data).status_code == (403 if role != MEMBER else 302)
    assert stores.picture() == before


@pytest.mark.usefixtures("submitted")
def test_who_enters_does_not_verify(clerk: Client) -> None:
    clients = (clerk, client_of(DATA_OFFICER, "other-clerk"), client_of(ADMINISTRATOR))
    one, before = row(), stores.picture()
    for client in clients:
        assert on_offer(client) == []
        for step in ("verify", "send-back"):
            data = {"step": step, "seen": f"{one.pk}:{one.version}", "reason": "x"}
            assert client.post(PAGE, data).status_code == 403
    assert stores.picture() == before


@pytest.mark.usefixtures("draft")
def test_an_officer_steps_their_own_indicators_only(clerk: Client) -> None:
    stranger, one = client_for(officer(DATA_OFFICER, "stranger")), row()
    assert on_offer(stranger) == []
    for step in ("submit", "discard"):
        data = {"step": step, "seen": f"{one.pk}:{one.version}", "reason": "x"}
        assert stranger.post(PAGE, data).status_code == 403
    assert row().state == "draft"


@pytest.mark.usefixtures("submitted")
def test_a_lead_of_another_committee_verifies_nothing_here() -> None:
    elsewhere, one = client_of(PERFORMANCE_LEAD, "cabinet-lead", committees=["cabinet"]), row()
    assert elsewhere.get(PAGE).status_code == 404
    assert elsewhere.post(PAGE, {"step": "verify", "seen": f"{one.pk}:{one.version}"}).status_code == 404
    assert elsewhere.get(PAGE.removesuffix("/") + ".csv").status_code == 404
    here = client_of(PERFORMANCE_LEAD, "adults-lead", committees=["adults"])
    assert press(here, "verify").status_code == 302


@pytest.mark.parametrize("step", ["", "delete", "submit_figures", "\x00"])
def test_a_step_that_is_none_is_not_found(lead: Client, step: str) -> None:
    assert lead.post(PAGE, {"step": step, "seen": "1:1"}).status_code == 404


@pytest.mark.usefixtures("submitted")
def test_a_locked_round_offers_nothing_and_refuses_in_words(lead: Client) -> None:
    one = row()
    lock_round(committee=Committee.objects.get(slug="adults"), month=NOVEMBER, by=person(PERFORMANCE_LEAD))
    assert on_offer(lead) == []
    assert "The round of November 2016 was locked by performance-lead" in text_of(lead.get(PAGE))
    answer = lead.post(PAGE, {"step": "verify", "seen": f"{one.pk}:{one.version}"})
    assert "The round of November 2016 is locked; open it again first." in text_of(answer)


# Everything recorded


def happened(client: Client, page: str = PAGE) -> list[str]:
    """What the page tells, oldest first."""
    return [one.what for one in reversed(client.get(page).context["events"])]


def test_every_kind_of_event_is_called_what_it_was(clerk: Client, lead: Client, tmp_path: Path) -> None:
    form = "/admin/indicators/figure/a01/2016-10/"
    save(clerk, form, value="84.0")
    save(clerk, form, value="84.1")
    press(clerk, "discard", NEW, reason="Wrong month")
    save(clerk, form, value="84.2")
    press(clerk, "submit", NEW)
    press(lead, "send-back", NEW, reason="Sure?")
    press(clerk, "submit", NEW)
    save(clerk, form, value="84.3")
    press(clerk, "submit", NEW)
    press(lead, "verify", NEW)
    save(clerk, form, value="85.3", why="Counted again")
    save(clerk, form, value="84.3")
    save(clerk, form, value="85.4", why="Counted again")
    press(clerk, "submit", NEW)
    press(lead, "verify", NEW)
    stores.load(tmp_path / "more", stores.figures("A01,2016-10,85.5"), reason="Late return")
    save(lead, f"{form}withdraw/", why="Wrong indicator")
    stores.load(tmp_path / "more", stores.figures("A01,2016-10,85.6"), reason="Once more")
    assert happened(lead, NEW) == [
        *("Entered as a draft", "Draft changed", "Draft discarded"),
        *("Entered as a draft", "Submitted", "Sent back", "Submitted", "Draft changed", "Submitted", "Verified"),
        *("Entered as a draft", "Draft discarded"),
        *("Entered as a draft", "Submitted", "Verified"),
        *("Changed", "Withdrawn", "Recorded"),
    ]


@pytest.mark.usefixtures("submitted")
def test_the_life_tells_values_people_reasons_and_doubts(lead: Client) -> None:
    press(lead, "verify")
    page = text_of(lead.get(PAGE))
    for words in ("85.0 → 87.1", "nothing → Ward 3", "Counted again", "Submitted.", "data-officer", "performance-lead"):
        assert words in page
    enter_figures([stores.typed("A01", OCTOBER, "8720", note="Ward 9")], by=stores.officer())
    assert Figure.objects.filter(period="2016-10", state="draft").update(checked="Rang the ward") == 1
    assert "Rang the ward" in text_of(lead.get(NEW)), "what was said to the doubt stands with the draft"


def test_what_was_said_to_a_doubt_stands_in_the_record(lead: Client, tmp_path: Path) -> None:
    months = [f"A02,{OCTOBER.plus(-back).written},{14 + back % 3}.{back % 10}" for back in range(1, 24)]
    stores.load(tmp_path / "history", stores.figures(*months))
    enter_figures([stores.typed("A02", OCTOBER, "145")], by=stores.officer())
    page = "/admin/indicators/revision/a02/2016-10/"
    assert "<strong>What was checked:</strong> Counted twice" in text_of(lead.get(page))
    assert [line["checked"] for line in table(lead, page)] == ["Counted twice", "Counted twice"]


def test_the_life_names_the_file_its_hash_and_the_row(lead: Client, tmp_path: Path) -> None:
    folder = stores.write(tmp_path / "more", stores.figures("A01,2016-10,84.0"))
    load_folder(read_folder(folder), source="spring.csv")
    assert "spring.csv, row 2" in text_of(lead.get(NEW))
    upload = Upload.objects.create(
        committee=Committee.objects.get(slug="adults"),
        period="2016-10",
        file_name="round.xlsx",
        sha256="ab" * 32,
        size=7,
        by=stores.officer(),
        at=timezone.now(),
    )
    entry = stores.typed("A01", OCTOBER, "85.0", why="From the wards")
    enter_figures([entry], by=stores.officer(), source="round.xlsx", upload=upload.pk)
    page = text_of(lead.get(NEW))
    assert "round.xlsx, row 1" in page
    assert "ab" * 32 in page
    newest = table(lead, NEW)[-1]
    assert (newest["file"], newest["row"], newest["sha256"]) == ("round.xlsx", "1", "ab" * 32)


@pytest.mark.parametrize(
    ("role", "name", "where", "is_linked"),
    [
        (DATA_OFFICER, "uploader", ["adults"], True),
        (DATA_OFFICER, "uploader", None, True),
        (DATA_OFFICER, "colleague", ["adults"], False),
        (LEAD_OFFICER, "lead-officer", ["adults"], False),
        (DEMOCRATIC_SERVICES, "clerk", ["adults"], False),
        (PERFORMANCE_LEAD, "lead", ["adults"], True),
        (ADMINISTRATOR, "administrator", None, True),
    ],
)
def test_a_file_leads_to_its_upload_for_whoever_may_see_that(
    role: str, name: str, where: list[str] | None, is_linked: bool
) -> None:
    """And the address answers exactly those to whom it is given."""
    client = client_of(role, name, committees=where)
    uploads = [uploaded_to(NEW_ENTRY, officer(None, one)) for one in ("uploader", "somebody")]
    page = text_of(client.get(NEW))
    for upload in uploads:
        address = f"/admin/indicators/upload/{upload.pk}/"
        expected = is_linked and (upload.by.username == name or role in (PERFORMANCE_LEAD, ADMINISTRATOR))
        assert (f'<a href="{address}">round-{upload.pk}.xlsx, row 1</a>' in page) is expected
        assert f"round-{upload.pk}.xlsx, row 1" in page, "the file itself is part of the history"
        assert (client.get(address).status_code == 200) is expected


def test_files_of_a_long_life_cost_no_query_each(lead: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert lead.get(NEW).status_code == 200
        return len(asked)

    uploaded_to("84.0", officer(None, "uploader"))
    queries()
    few = queries()
    for number in range(1, 6):
        uploaded_to(f"84.{number}", officer(None, "uploader"))
    assert queries() == few


NEW_ENTRY = "85.0"


def uploaded_to(value: str, by: User) -> Upload:
    """October's draft, as a file of theirs has it; with another note, so that it always changes."""
    upload = Upload.objects.create(
        committee=Committee.objects.get(slug="adults"),
        period="2016-10",
        sha256="ab" * 32,
        size=7,
        by=by,
        at=timezone.now(),
        state="applied",
        applied_at=timezone.now(),
    )
    Upload.objects.filter(pk=upload.pk).update(file_name=f"round-{upload.pk}.xlsx")
    entry = stores.typed("A01", OCTOBER, value, note=f"File {upload.pk}", why="From the wards")
    (entered,) = enter_figures([entry], by=by, source=f"round-{upload.pk}.xlsx", upload=upload.pk)
    assert entered.is_kept
    return upload


def test_the_page_asks_as_often_for_a_long_life_as_for_a_short_one(clerk: Client, lead: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert lead.get(PAGE).status_code == 200
        return len(asked)

    save(clerk, FORM, value="87.1", why="Counted again")
    queries()
    few = queries()
    for number in range(9):
        save(clerk, FORM, value=f"87.{number}")
    assert queries() == few


# As a file


def table(client: Client, page: str = PAGE) -> list[dict[str, str]]:
    answer = client.get(page.removesuffix("/") + ".csv")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


@pytest.mark.usefixtures("submitted")
def test_the_life_as_a_file(lead: Client) -> None:
    address = lead.get(PAGE).context["csv"]
    answer = lead.get(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="a01-2016-11-life.csv"'
    assert "private" in answer["Cache-Control"]
    assert b"\r" not in answer.content
    first, *more = table(lead)
    assert (first["code"], first["name"], first["period"]) == ("A01", "People with a review", "2016-11")
    assert (first["of"], first["happened"], first["column"], first["old"], first["new"]) == (
        *("Figure", "Recorded", "value", "", "85.0"),
    )
    assert [(line["happened"], line["state"], line["column"], line["new"]) for line in more] == [
        ("Recorded", "verified", "status", "final"),
        ("Entered as a draft", "draft", "value", "87.1"),
        ("Entered as a draft", "draft", "status", "final"),
        ("Entered as a draft", "draft", "note", "Ward 3"),
        ("Submitted", "submitted", "", ""),
    ]
    assert (more[-1]["by"], more[-1]["why"]) == ("data-officer", "Submitted.")
    assert timezone.datetime.fromisoformat(more[-1]["at"]).tzinfo is not None


NASTY = ("=HYPERLINK(1)", "+44 1234", "-1 of 3", "@here", "\t=1", "Gŵyl ŷ 👵🏽 \U0001f469", '"quoted", and;')


@pytest.mark.parametrize("words", NASTY)
def test_no_cell_of_the_file_is_a_formula(clerk: Client, lead: Client, words: str) -> None:
    save(clerk, FORM, value="-87.1", why=words, note=words)
    lines = table(lead)
    assert len(lines) == 5
    assert {line["why"].removeprefix("'") for line in lines[2:]} == {words.strip()}
    value = next(line for line in lines if line["column"] == "value" and line["new"].startswith("-"))
    assert value["new"] == "-87.1", "a number keeps its sign and stays a number"
    for line in lines:
        for column, cell in line.items():
            if (column, line["column"]) not in {("new", "value"), ("old", "value")}:
                assert not cell.startswith(("=", "+", "-", "@", "\t")), column


@pytest.mark.parametrize("place", ["a99/2016-11", "a01/2016-13", "a01/never"])
def test_a_file_of_no_place_is_not_found(lead: Client, place: str) -> None:
    assert lead.get(f"/admin/indicators/revision/{place}.csv").status_code == 404


def test_a_life_of_which_nothing_is_recorded_is_a_header(lead: Client) -> None:
    assert table(lead, "/admin/indicators/revision/a02/2010-01/") == []


def test_a_draft_sent_back_by_a_command_is_told_too(lead: Client) -> None:
    """Drafts that a command loaded have nobody who entered them."""
    page = "/admin/indicators/revision/a01/2017-01/"
    assert "a command, nobody named" in text_of(lead.get(page))
    assert press(lead, "submit", page).status_code == 302
    way = stores.on_its_way("A01", periods.month(2017, 1))
    assert send_back([way], by=person(PERFORMANCE_LEAD), reason="Who was it?")[0].is_done
    assert Revision.objects.first().old["state"] == "submitted"
