"""The pages of an upload: choose, look, confirm, undo. Who may do it, what is asked, and what nobody can break."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from pytest_django import Settings

from indicators.actions import RowSeen, lock_round, submit_figures, verify_figures
from indicators.domain import periods
from indicators.models import Committee, CommitteeRole, Figure, Responsibility, Revision, Upload
from indicators.roles import (
    ADMINISTRATOR,
    DATA_OFFICER,
    DEMOCRATIC_SERVICES,
    LEAD_OFFICER,
    MEMBER,
    PERFORMANCE_LEAD,
)
from tests import stores
from tests.importing.uploads.uploaded import book
from tests.indicators.actors import client_for, client_of, in_charge, officer, person, text_of, working_store
from tests.indicators.test_entering import enter, entry
from tests.indicators.uploading import ADD, MIXED, NEW, START, on_the_way, page_of, send, step, uploaded

pytestmark = pytest.mark.django_db
DECEMBER = periods.month(2016, 12)
CALM = [f"A02,{DECEMBER.plus(-back).written},{14 + back % 3}" for back in range(1, 25)]
SLIP = "code,period,value\nA02,2017-01,1500\nA05,2016-12,3.1\n"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    working_store(tmp_path / "store")
    (tmp_path / "locks").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "locks"))


@pytest.fixture
def ann(_store: None) -> Client:
    """A data officer whose every indicator of the committee is."""
    return client_of(DATA_OFFICER, "ann", committees=["adults"])


# Which round, which file ----------------------------------------------------------------------------------------------


def test_the_round_is_asked_for_unless_the_address_says_it(ann: Client) -> None:
    asked = ann.get(f"{START}add/")
    assert "Which round is your file for?" in text_of(asked)
    assert asked.context["form"].initial == {"committee": "adults"}, "there is no other to choose"
    assert "cabinet" not in text_of(asked)
    assert "round of December 2016" in text_of(ann.get(ADD))
    half = text_of(ann.get(f"{START}add/?committee=adults"))
    assert "Which round is your file for?" in half
    assert "Please correct" not in half


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("committee=adults&month=", "This field is required"),
        ("committee=adults&month=2016/17", "“2016/17” is a year; accepted: a month"),
        ("committee=adults&month=%3Cscript%3E", "&lt;script&gt;"),
        ("committee=nowhere&month=2016-12", "Select a valid choice"),
    ],
)
def test_a_round_that_is_none_is_told(ann: Client, asked: str, said: str) -> None:
    answer = ann.get(f"{START}add/?{asked}")
    assert said in text_of(answer)
    assert b"<script>" not in answer.content


def test_a_round_leads_to_its_upload(ann: Client) -> None:
    there = "/admin/indicators/roundevent/adults/2016-12/"
    assert ADD.replace("&", "&amp;") in text_of(ann.get(there))
    reader = client_of(DEMOCRATIC_SERVICES, "reader", committees=["adults"])
    assert "upload/add" not in text_of(reader.get(there))


def test_nobody_uploads_for_a_committee_in_which_they_enter_nothing(ann: Client) -> None:
    assert ann.get(ADD.replace("adults", "cabinet")).status_code == 403
    assert ann.post(ADD.replace("adults", "cabinet"), {"file": io.BytesIO(b"x")}).status_code == 403
    assert not Upload.objects.exists()


def test_the_blank_sheet_has_what_is_due_and_theirs() -> None:
    somebody = officer(DATA_OFFICER, "bea", committees=["adults"])
    in_charge(somebody, "data", stores.indicator("A01"), stores.indicator("A03"))
    client = client_for(somebody)
    offered = text_of(client.get(ADD))
    assert "each of the 2 figures you are to enter" in offered
    found = client.get(f"{START}template/adults/2016-12.csv")
    assert found["Content-Disposition"] == 'attachment; filename="adults-2016-12.csv"'
    rows = list(csv.reader(io.StringIO(found.content.decode("utf-8-sig"))))
    assert [(row[0], row[3]) for row in rows[1:]] == [("A01", "2016-12"), ("A03", "2016/17 Q3")]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{START}template/adults/2016-11.xlsx").content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["A01"], "no quarter ends in November"


@pytest.mark.parametrize(
    "place", ["adults/2016-12.pdf", "adults/2016-17-q3.csv", "adults/2016-13.csv", "no/2016-12.csv"]
)
def test_there_is_no_other_blank_sheet(ann: Client, place: str) -> None:
    assert ann.get(f"{START}template/{place}").status_code == 404
    assert ann.get(f"{START}template/cabinet/2016-12.csv").status_code == 403


def test_a_blank_sheet_filled_in_is_read_as_it_is(ann: Client) -> None:
    sheet = ann.get(f"{START}template/adults/2017-01.csv").content.decode("utf-8-sig")
    filled = sheet.replace("A02,Days waited,days,2017-01,", "A02,Days waited,days,2017-01,15")
    upload = uploaded(ann, filled)
    assert (upload.counts["new"], sum(upload.counts.values())) == (1, 1)


def test_without_a_file_nothing_is_lost(ann: Client) -> None:
    answer = ann.post(ADD)
    assert "No file was chosen. Accepted: CSV or XLSX" in text_of(answer)
    assert "round of December 2016" in text_of(answer)
    assert not Upload.objects.exists()


def test_a_file_that_cannot_be_read_is_told_where_it_was_chosen(ann: Client) -> None:
    answer = send(ann, b"%PDF-1.7", "figures.xlsx")
    assert answer.status_code == 200
    assert "“figures.xlsx” is a PDF, whatever its name says; accepted: CSV or XLSX" in text_of(answer)
    assert "round of December 2016" in text_of(answer)
    upload = Upload.objects.get()
    assert (upload.state, upload.content) == ("unreadable", None)
    again = text_of(ann.get(page_of(upload)))
    assert "This file cannot be read" in again
    assert f'href="{ADD.replace("&", "&amp;")}">Choose another file' in again


def test_a_file_of_the_most_allowed_bytes_is_kept_and_one_byte_more_is_not(ann: Client, settings: Settings) -> None:
    settings.UPLOAD_FILE_MB = 1
    settings.UPLOAD_AT_ONCE_KB = 1024
    line = b"A02,2017-01,15\n"
    most = b"code,period,value\n" + line
    most += b"\n" * (1024 * 1024 - len(most))
    assert uploaded(ann, most).size == 1024 * 1024
    answer = send(ann, most + b"\n", "<b>large.csv")
    assert "“&lt;b&gt;large.csv” is larger than 1 MB. Accepted: at most 1 MB" in text_of(answer)
    assert "round of December 2016" in text_of(answer)
    assert Upload.objects.count() == 1


def test_several_files_together_are_no_way_around_the_limit(ann: Client, settings: Settings) -> None:
    settings.UPLOAD_FILE_MB = 1
    half = b"x" * 700_000
    answer = ann.post(ADD, {"other": io.BytesIO(half), "file": io.BytesIO(half)})
    assert "is larger than 1 MB" in text_of(answer)


# Looking --------------------------------------------------------------------------------------------------------------


def test_what_would_change_is_shown_with_where_and_why(ann: Client) -> None:
    before = stores.picture(without=("Upload",))
    upload = uploaded(ann)
    shown = ann.get(page_of(upload))
    text = text_of(shown)
    assert "5 figures in this file" in text
    assert {one.heading: one.count for one in shown.context["counts"] if one.count} == {
        "Refused": 2,
        "Change a verified figure": 1,
        "New": 1,
        "Unchanged": 1,
    }
    assert "Value: “many” is not a number; accepted: a number such as 86.2" in text
    assert (
        "Code: “P01” is not an indicator of the Adult Social Care Committee; accepted: codes of its register." in text
    )
    assert "Unpublished measure" not in text
    groups = {one.heading: one.lines for one in shown.context["groups"]}
    (changed,) = groups["Change a verified figure"]
    assert (changed.place, changed.name, changed.old, changed.new) == ("row 2", "People with a review", "85.0", "85.5")
    assert [(one.old, one.new) for one in groups["New"]] == [("nothing", "15; note: Late")]
    assert "1 figure</strong>" not in text
    assert "<strong>2 figures</strong> will be written as drafts" in text
    assert stores.picture(without=("Upload",)) == before


def test_indicators_of_colleagues_are_refused() -> None:
    somebody = officer(DATA_OFFICER, "bea", committees=["adults"])
    in_charge(somebody, "data", stores.indicator("A01"))
    upload = uploaded(client_for(somebody))
    assert "Code: “A02” is not yours to enter; accepted: indicators you are responsible for" in text_of(
        client_for(somebody).get(page_of(upload))
    )
    assert (upload.counts["corrected"], upload.counts["refused"]) == (1, 4)


def test_a_large_preview_has_pages(ann: Client) -> None:
    rows = [f"A05,{DECEMBER.plus(-back).written},{10 + back / 10}" for back in range(250)]
    upload = uploaded(ann, "\n".join(["code,period,value", *rows]))
    shown = ann.get(page_of(upload))
    (group,) = shown.context["groups"]
    assert (group.heading, group.count, len(group.lines), group.rest) == ("New", 250, 20, 230)
    address = f"{page_of(upload)}lines/new/"
    assert address in text_of(shown)
    for asked, number, lines in (
        ("", 1, 100),
        ("3", 3, 50),
        ("99", 3, 50),
        ("0", 1, 100),
        ("²", 1, 100),
        ("-1", 1, 100),
    ):
        page = ann.get(address, {"page": asked})
        assert (page.context["number"], len(page.context["lines"])) == (number, lines)
    assert page.context["lines"][0].place == "row 2"
    assert "There are none." in text_of(ann.get(f"{page_of(upload)}lines/refused/"))
    assert ann.get(f"{page_of(upload)}lines/nonsense/").status_code == 404


def test_the_refused_rows_are_downloaded_mended_and_read_again(ann: Client) -> None:
    upload = uploaded(ann, MIXED, "Monthly “figures”, ä.csv")
    found = ann.get(f"{page_of(upload)}to-mend.csv")
    assert found["Content-Disposition"].startswith("attachment; filename*=utf-8''Monthly")
    text = found.content.decode("utf-8-sig")
    assert [row["code"] for row in csv.DictReader(io.StringIO(text))] == ["A05", "P01"]
    assert "“many” is not a number" in text
    mended = uploaded(ann, text.replace("many", "3.1", 1))
    assert (mended.counts["new"], mended.counts["refused"]) == (1, 1)


# Confirming -----------------------------------------------------------------------------------------------------------


def test_what_was_shown_is_written_and_the_round_is_next(ann: Client) -> None:
    upload = uploaded(ann)
    answer = step(ann, upload, "confirm", why="Recounted")
    assert "2 figures were written" in text_of(answer)
    assert "/admin/indicators/roundevent/adults/2016-12/" in text_of(answer)
    assert (on_the_way()["A01", "2016-11"], on_the_way()["A02", "2017-01"]) == ("85.5", "15")
    revision = Revision.objects.filter(upload=upload).earliest("pk")
    assert (revision.source, revision.source_row, revision.by.username) == ("december.csv", 2, "ann")
    assert Figure.objects.get(indicator__code="A01", period="2016-11", state="verified").value == "85.0"
    assert "Download the refused rows to mend" in text_of(ann.get(page_of(upload)))


def test_a_change_of_verified_figures_asks_why(ann: Client) -> None:
    upload = uploaded(ann)
    answer = step(ann, upload, "confirm", why=" ")
    assert "Say why these verified figures change" in text_of(answer)
    assert "<title>Error: december.csv" in text_of(answer)
    assert (upload.state, ("A01", "2016-11") in on_the_way()) == ("previewed", False)


def test_without_a_reason_to_give_none_is_asked_for(ann: Client) -> None:
    upload = uploaded(ann, NEW)
    assert "Why do verified figures change?" not in text_of(ann.get(page_of(upload)))
    assert "2 figures were written" in text_of(step(ann, upload, "confirm"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tick": "on"}, "Say in a few words what you checked"),
        ({"checked": "It is so"}, "Tick this as well, or take out what you checked."),
    ],
)
def test_what_looks_odd_needs_the_tick_and_what_was_checked(
    ann: Client, tmp_path: Path, typed: dict[str, str], said: str
) -> None:
    stores.load(tmp_path / "calm", stores.figures(*CALM))
    upload = uploaded(ann, SLIP)
    shown = text_of(ann.get(page_of(upload)))
    assert "Look odd: 1" in shown
    assert "1500 looks like 15" in shown.replace("1,500", "1500")
    assert "<strong>1</strong> more that looks odd is left out unless you tick the box." in shown
    assert said in text_of(step(ann, upload, "confirm", **typed))
    assert upload.state == "previewed"


def test_what_looks_odd_is_left_out_or_written_as_it_was_answered(ann: Client, tmp_path: Path) -> None:
    stores.load(tmp_path / "calm", stores.figures(*CALM))
    upload = uploaded(ann, SLIP)
    assert "1 that looks odd was left out." in text_of(step(ann, upload, "confirm"))
    assert ("A02", "2017-01") not in on_the_way()
    again = uploaded(ann, SLIP)
    step(ann, again, "confirm", tick="on", checked="It is so")
    assert on_the_way()["A02", "2017-01"] == "1500"
    assert Figure.objects.get(indicator__code="A02", period="2017-01").checked == "It is so"


def test_where_only_odd_figures_are_new_nothing_is_closed_by_mistake(ann: Client, tmp_path: Path) -> None:
    stores.load(tmp_path / "calm", stores.figures(*CALM))
    upload = uploaded(ann, "code,period,value\nA02,2017-01,1500\n")
    shown = text_of(ann.get(page_of(upload)))
    assert "<strong>1</strong> that looks odd is left out unless you tick the box." in shown
    assert "loaded as given" not in shown
    assert "or let this file go: nothing else is new." in text_of(step(ann, upload, "confirm"))
    assert upload.state == "previewed"
    assert "1 figure was written" in text_of(step(ann, upload, "confirm", tick="on", checked="It is so"))


def test_every_page_of_the_end_says_what_was_in_the_file_and_what_comes_next(ann: Client) -> None:
    upload, another = uploaded(ann), ADD.replace("&", "&amp;")
    assert ann.get(f"{page_of(upload)}lines/refused/").content.decode().count("to-mend.csv") == 1
    written = text_of(step(ann, upload, "confirm", why="Recounted"))
    undone = text_of(step(ann, upload, "undo", why="Wrong file"))
    for page in (written, undone):
        assert "<b>2</b> refused" in page
        assert f'href="{page_of(upload)}lines/refused/"' in page
        assert f'<a href="{another}">Upload another file</a>' in page
    assert "2 were refused." in written
    gone = uploaded(ann, NEW)
    step(ann, gone, "discard")
    assert f'<a href="{another}">Upload another file</a>' in text_of(ann.get(page_of(gone)))
    lead = client_of(PERFORMANCE_LEAD, "lead", committees=["adults"])
    assert "Upload another file" not in text_of(lead.get(page_of(upload))), "it was not theirs"


def test_an_empty_list_says_what_to_do(ann: Client) -> None:
    assert "There are no uploads yet." in text_of(ann.get(START))
    uploaded(ann, NEW)
    assert "There are no uploads yet." not in text_of(ann.get(START))
    assert "No upload fits." in text_of(ann.get(f"{START}?q=nothing-like-it"))


def test_a_reason_that_cannot_be_kept_is_told(ann: Client) -> None:
    upload = uploaded(ann)
    answer = step(ann, upload, "confirm", why="\x00\x07")
    assert upload.state == "previewed"
    assert "Nothing was written. Please correct" in text_of(answer)


def test_what_changed_in_between_is_told_and_what_was_typed_stays(ann: Client) -> None:
    upload = uploaded(ann)
    stale = ann.get(page_of(upload)).context["preview"].mark
    enter(entry("16", code="A02", period=DECEMBER.next), username="colleague")
    answer = step(ann, upload, "confirm", why="Recounted <b>twice</b>")
    assert answer.status_code == 409
    assert "Some figures are not what they were when you were shown them: row 4." in text_of(answer)
    assert "Recounted &lt;b&gt;twice&lt;/b&gt;</textarea>" in text_of(answer)
    (line,) = {one.heading: one.lines for one in answer.context["groups"]}["Changed"]
    assert (line.old, line.new) == ("16", "15; note: Late")
    assert on_the_way()["A02", "2017-01"] == "16"

    other_tab = ann.post(page_of(upload), {"step": "confirm", "why": "Mine", "shown": stale})
    assert other_tab.status_code == 409
    assert "not those you were shown" in text_of(other_tab)
    assert "Mine</textarea>" in text_of(other_tab)
    assert on_the_way()["A02", "2017-01"] == "16"
    assert "2 figures were written" in text_of(step(ann, upload, "confirm", why="Recounted"))
    assert on_the_way()["A02", "2017-01"] == "15"


def test_an_indicator_given_away_in_between_is_told(ann: Client) -> None:
    upload = uploaded(ann)
    Responsibility.objects.filter(user__username="ann", indicator__code="A02").delete()
    answer = step(ann, upload, "confirm", why="Recounted")
    assert "not what they were when you were shown them: row 4." in text_of(answer)
    assert "“A02” is not yours to enter" in text_of(answer)
    assert ("A02", "2017-01") not in on_the_way()


def test_a_round_locked_in_between_is_told(ann: Client) -> None:
    upload = uploaded(ann)
    lead = person(PERFORMANCE_LEAD, "lead")
    lock_round(committee=Committee.objects.get(slug="adults"), month=DECEMBER.next, by=lead, reason="")
    answer = step(ann, upload, "confirm", why="Recounted")
    assert "the round of January 2017 was locked by lead" in text_of(answer)


def test_two_tabs_confirm_and_let_go(ann: Client) -> None:
    upload = uploaded(ann, NEW)
    mark = ann.get(page_of(upload)).context["preview"].mark
    for name, said in (("confirm", "2 figures were written"), ("confirm", "confirmed or let go already")):
        answer = ann.post(page_of(upload), {"step": name, "shown": mark}, follow=True)
        assert said in text_of(answer)
    assert "was written already" in text_of(step(ann, upload, "discard"))
    assert Revision.objects.filter(upload=upload).count() == 2


def test_a_file_let_go_stays_let_go(ann: Client) -> None:
    upload = uploaded(ann)
    answer = step(ann, upload, "discard")
    assert "“december.csv” is let go. Nothing of it was written." in text_of(answer)
    assert (upload.state, upload.content, upload.preview) == ("discarded", None, None)
    assert "confirmed or let go already" in text_of(step(ann, upload, "confirm", why="Recounted"))
    for address in ("lines/new/", "to-mend.csv"):
        assert ann.get(page_of(upload) + address).status_code == 404


def test_the_same_file_again_is_noticed(ann: Client) -> None:
    first = uploaded(ann, NEW)
    assert "uploaded this file" not in text_of(ann.get(page_of(first)))
    step(ann, first, "confirm")
    again = text_of(ann.get(page_of(uploaded(ann, NEW, "another name.csv"))))
    assert "You uploaded this file on" in again
    assert "it was written. Nothing in it is new." in again
    assert page_of(first) in again
    assert "Write these figures" not in again
    bea = client_of(DATA_OFFICER, "bea", committees=["adults"])
    theirs = text_of(bea.get(page_of(uploaded(bea, NEW))))
    assert "You uploaded this file" not in theirs
    assert "ann uploaded this file on" in theirs
    assert "See that upload" not in theirs, "it would lead to a page that is not there for them"


def test_the_sheet_is_asked_for(ann: Client) -> None:
    names = ("Figures <b>", "S" * 31)
    rows = [("code", "period", "value"), ("A02", "2017-01", 15)]
    upload = uploaded(ann, book(dict.fromkeys(names, rows)), "two.xlsx")
    shown = text_of(ann.get(page_of(upload)))
    assert "Which sheet holds the figures?" in shown
    assert "Figures &lt;b&gt;" in shown
    for nonsense in ("", "2", "-1", "Figures"):
        assert "Go to the sheets" in text_of(step(ann, upload, "sheet", sheet=nonsense))
        assert upload.state == "which_sheet"
    assert "1 figure in this file" in text_of(step(ann, upload, "sheet", sheet="1"))
    assert (upload.state, upload.sheet) == ("previewed", names[1])


# Undoing --------------------------------------------------------------------------------------------------------------


def test_an_upload_is_undone_with_a_reason(ann: Client) -> None:
    before = on_the_way()
    upload = uploaded(ann)
    step(ann, upload, "confirm", why="Recounted")
    assert "This field is required" in text_of(step(ann, upload, "undo", why=""))
    assert upload.state == "applied"
    answer = text_of(step(ann, upload, "undo", why="Wrong <i>file"))
    assert "2 figures are what they were before" in answer
    assert "Undone by ann on" in answer
    assert "Wrong &lt;i&gt;file" in answer
    assert on_the_way() == before
    assert "can be undone, and once" in text_of(step(ann, upload, "undo", why="Again"))


def test_what_could_not_be_undone_is_listed(ann: Client) -> None:
    upload = uploaded(ann, NEW)
    step(ann, upload, "confirm")
    row = Figure.objects.get(indicator__code="A02", period="2017-01")
    submit_figures([RowSeen(row.pk, row.version)], by=person(DATA_OFFICER, "ann"))
    row.refresh_from_db()
    verify_figures([RowSeen(row.pk, row.version)], by=person(PERFORMANCE_LEAD, "lead"))
    answer = step(ann, upload, "undo", why="Wrong file")
    assert "1 could not be undone" in text_of(answer)
    assert "A02 January 2017: somebody has changed, submitted or verified it since" in text_of(answer)
    assert Figure.objects.get(indicator__code="A02", period="2017-01").value == "15"


# Who may --------------------------------------------------------------------------------------------------------------

LOOK = {
    (DATA_OFFICER, "adults"): 404,  # a colleague
    (PERFORMANCE_LEAD, "adults"): 200,
    (ADMINISTRATOR, None): 200,
    (PERFORMANCE_LEAD, "cabinet"): 404,
    (DATA_OFFICER, "cabinet"): 404,
    (LEAD_OFFICER, "adults"): 403,
    (DEMOCRATIC_SERVICES, "adults"): 403,
    (MEMBER, "adults"): 302,  # asked to sign in as somebody who works here
}


@pytest.mark.parametrize(("role", "where"), LOOK)
def test_who_sees_somebodys_upload(ann: Client, role: str, where: str | None) -> None:
    upload = uploaded(ann)
    other = client_of(role, "somebody-else", committees=None if where is None else [where])
    expected = LOOK[role, where]
    for address in ("", "lines/new/", "progress.json", "to-mend.csv"):
        found = other.get(page_of(upload) + address).status_code
        assert found == (403 if expected == 302 and found == 403 else expected), address
    listed = other.get(START)
    if listed.status_code == 200:
        assert ("december.csv" in text_of(listed)) is (expected == 200)
    before = stores.picture()
    for name in ("confirm", "sheet", "read"):
        answer = other.post(page_of(upload), {"step": name, "why": "x"})
        assert answer.status_code in (302, 403, 404), name
    assert stores.picture() == before
    if expected != 200:
        for name in ("discard", "undo", "back"):
            other.post(page_of(upload), {"step": name, "why": "x"})
        assert stores.picture() == before


def test_a_lead_clears_up_what_a_colleague_left(ann: Client) -> None:
    lead = client_of(PERFORMANCE_LEAD, "lead", committees=["adults"])
    upload = uploaded(ann, NEW)
    shown = text_of(lead.get(page_of(upload)))
    assert "It waits for ann to confirm it." in shown
    assert "Write these figures" not in shown
    step(ann, upload, "confirm")
    assert "2 figures are what they were before" in text_of(step(lead, upload, "undo", why="Wrong file"))
    assert upload.undone_by.username == "lead"
    other = uploaded(ann, MIXED)
    assert "is let go" in text_of(step(lead, other, "discard"))


def test_a_role_that_ended_closes_ones_own_uploads(ann: Client) -> None:
    upload = uploaded(ann)
    CommitteeRole.objects.filter(user__username="ann").delete()
    assert ann.get(page_of(upload)).status_code in (302, 403)


def test_looking_changes_nothing(ann: Client) -> None:
    uploads = [uploaded(ann), uploaded(ann, NEW)]
    step(ann, uploads[1], "confirm")
    uploads.append(
        uploaded(ann, book({"a": [("code", "period", "value")] * 2, "b": [("code", "period", "value")] * 2}), "b.xlsx")
    )
    before = stores.picture()
    for upload in uploads:
        for address in ("", "?step=confirm&why=x", "?undoing", "lines/new/", "progress.json", "to-mend.csv"):
            assert ann.get(page_of(upload) + address).status_code in (200, 404)
    for address in ("", "add/", "template/adults/2016-12.xlsx"):
        assert ann.get(START + address).status_code == 200
    assert stores.picture() == before


def test_a_form_of_another_site_does_nothing(ann: Client) -> None:
    upload = uploaded(ann, NEW)
    mark = ann.get(page_of(upload)).context["preview"].mark
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ann.cookies
    before = stores.picture()
    assert send(strict, NEW).status_code == 403
    assert strict.post(page_of(upload), {"step": "confirm", "shown": mark}).status_code == 403
    assert stores.picture() == before


def test_a_button_that_is_none(ann: Client) -> None:
    upload = uploaded(ann)
    for name in ("", "apply", "take_step"):
        assert ann.post(page_of(upload), {"step": name}).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999"])
def test_an_upload_that_is_none(ann: Client, number: str) -> None:
    assert ann.get(f"{START}{number}/").status_code == 404


# Names of files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("<script>alert(1)</script>.csv", "script>.csv"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\Ann\\figures.csv", "figures.csv"),
        ("a\r\nSet-Cookie: x=y.csv", '"a'),
        ("y" * 300 + ".csv", "y" * 196 + ".csv"),
        ("{{ 7|add:7 }}{% csrf_token %}.csv", "{{ 7|add:7 }}{% csrf_token %}.csv"),
        ("“Ünïcode” \u202egnp.csv", "“Ünïcode” gnp.csv"),
        ("=cmd|'calc'!A1.csv", "=cmd|'calc'!A1.csv"),
        ("%s %(x)s %0.csv", "%s %(x)s %0.csv"),
    ],
)
def test_a_files_name_is_only_a_name(ann: Client, name: str, kept: str) -> None:
    boundary = "x-boundary"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: text/csv\r\n\r\n{MIXED}\r\n--{boundary}--\r\n"
    )
    answer = ann.post(ADD, body.encode(), content_type=f"multipart/form-data; boundary={boundary}")
    upload = Upload.objects.get()
    assert upload.file_name == kept
    for address in (page_of(upload), START, f"{page_of(upload)}lines/new/"):
        answer = ann.get(address)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content
    found = ann.get(f"{page_of(upload)}to-mend.csv")
    assert "\n" not in found["Content-Disposition"]
    assert "1 figure was" in text_of(step(ann, upload, "confirm", why="x")) or upload.state == "applied"
    assert Revision.objects.filter(upload=upload).latest("pk").source == kept
