"""Uploaded files: shown first, confirmed as shown, undone as one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.actions import (
    ChangedMeanwhile,
    Group,
    Line,
    PackedPreview,
    Result,
    RowSeen,
    UploadRefused,
    apply_upload,
    discard_upload,
    lock_round,
    preview_of,
    read_upload,
    receive_upload,
    submit_figures,
    undo_upload,
    verify_figures,
)
from indicators.actions.upload_packing import packed
from indicators.importing.uploads import Limits
from indicators.models import Committee, Figure, Revision, Upload
from tests.indicators.test_entering import DECEMBER, draft, enter, entry, verified
from tests.stores import figures, load, officer, picture, registers

pytestmark = pytest.mark.django_db
TIDY = "code,period,value\nA01,2016-12,87.2\nA02,2016-12,15\nA02,2016-11,14\nA02,2016-10,many\nZ99,2016-12,1\n"
WHY = "Recounted"


def say(code: str, doubt: object) -> str:
    return f"doubted: {code} {type(doubt).__name__}"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> None:
    registers(tmp_path)
    load(tmp_path, figures("A01,2016-12,86.2", "A02,2016-11,14"), by=officer("importer"))


def uploaded(text: str | bytes = TIDY, name: str = "december.csv", **options: object) -> Upload:
    """A file received and read."""
    data = text.encode() if isinstance(text, str) else text
    upload = receive_upload(committee=Committee.objects.get(), month=DECEMBER, name=name, data=data, by=officer())
    read_upload(upload, limits=Limits(), say=say, **options)
    upload.refresh_from_db()
    return upload


def apply(upload: Upload, **options: str) -> dict[str, int]:
    counts = apply_upload(upload, by=officer(), say=say, **{"why": WHY, **options})
    upload.refresh_from_db()
    return counts


def lines_of(upload: Upload) -> tuple[Line, ...]:
    return preview_of(upload).whole().lines


def on_the_way() -> dict[tuple[str, str], str | None]:
    rows = Figure.objects.exclude(state="verified").values_list("indicator__code", "period", "value")
    return {(code, period): value for code, period, value in rows}


# Looking first


def test_a_file_is_shown_before_anything_is_written() -> None:
    before = picture(without=("Upload",))
    upload = uploaded()
    assert picture(without=("Upload",)) == before
    assert (upload.state, upload.rows, upload.done, upload.by) == ("previewed", 5, 5, officer())
    assert (upload.size, upload.sha256) == (len(TIDY), hashlib.sha256(TIDY.encode()).hexdigest())
    lines = lines_of(upload)
    assert [(line.place, line.result) for line in lines] == [
        ("row 2", Result.REFUSED),
        ("row 3", Result.NEW),
        ("row 4", Result.UNCHANGED),
        ("row 5", Result.REFUSED),
        ("row 6", Result.REFUSED),
    ]
    changed, new, _, unreadable, unknown = lines
    assert (changed.why_needed, changed.is_offered, changed.old[0], changed.new[0]) == (True, True, "86.2", "87.2")
    assert (new.is_offered, new.old, new.new[0]) == (True, None, "15")
    assert "“many” is not a number" in unreadable.says[0]
    assert unreadable.cells["value"] == "many"
    assert "not an indicator of the Adult Social Care Committee" in unknown.says[0]
    assert not unreadable.is_offered
    assert not unknown.is_offered
    assert [line.group for line in lines] == [
        Group.CORRECTED,
        Group.NEW,
        Group.UNCHANGED,
        Group.REFUSED,
        Group.REFUSED,
    ]
    assert upload.counts == {
        "refused": 2,
        "doubted": 0,
        "corrected": 1,
        "warned": 0,
        "changed": 0,
        "new": 1,
        "taken_back": 0,
        "unchanged": 1,
    }


def test_looking_at_a_large_file_keeps_nobody_waiting() -> None:
    upload = receive_upload(
        committee=Committee.objects.get(), month=DECEMBER, name="december.csv", data=TIDY.encode(), by=officer()
    )
    with CaptureQueriesContext(connection) as captured:
        read_upload(upload, limits=Limits(), say=say)
    writes = [query["sql"] for query in captured if not query["sql"].startswith("SELECT")]
    assert writes
    assert all(sql.startswith('UPDATE "indicators_upload" ') for sql in writes), writes


def test_a_preview_is_stored_and_read_as_it_was() -> None:
    text = "code,period,value,numerator,denominator,status,reason,note\n"
    text += "A01,2017-01,,862,1000,provisional,,“Ünïcode” =1+1\nA02,2017-01,,,,not reportable,Late,\n"
    found = preview_of(uploaded(text)).whole()
    assert PackedPreview(packed(found)).whole() == found
    assert found.lines[0].figure.numerator == 862


def test_a_file_nobody_can_read_says_why() -> None:
    upload = uploaded(b"%PDF-1.7 ...", name="figures.csv")
    assert upload.state == "unreadable"
    assert "PDF" in upload.message
    assert upload.content is None
    with pytest.raises(UploadRefused, match="no preview"):
        apply(upload)


def test_indicators_of_others_are_refused() -> None:
    lines = lines_of(uploaded(enterable={"a02"}))
    assert "is not yours to enter" in lines[0].says[0]
    assert lines[1].result is Result.NEW


def test_what_looks_like_a_slip_is_said_in_words(tmp_path: Path) -> None:
    load(tmp_path, figures(*(f"A01,2016-{month:02d},86.{month}" for month in range(1, 12))))
    upload = uploaded("code,period,value\nA01,2017-01,8.62\nA02,2016-12,15\n")
    line = lines_of(upload)[0]
    assert (line.result, line.group, line.is_offered) == (Result.DOUBTED, Group.DOUBTED, True)
    assert line.doubts[0].startswith("doubted: a01 ")


# Confirming


def test_what_was_shown_is_written_as_drafts_with_the_file_and_the_row() -> None:
    upload = uploaded()
    assert apply(upload)["written"] == 2
    assert on_the_way() == {("A01", "2016-12"): "87.2", ("A02", "2016-12"): "15"}
    assert (draft().why, draft().entered_by) == (WHY, officer())
    assert verified().value == "86.2"
    revisions = Revision.objects.filter(upload=upload).order_by("id")
    assert [(one.source, one.source_row) for one in revisions] == [("december.csv", 2), ("december.csv", 3)]
    assert (upload.state, upload.content) == ("applied", None)
    assert upload.applied_at is not None


def test_a_change_of_a_verified_figure_needs_a_reason() -> None:
    upload = uploaded()
    with pytest.raises(UploadRefused, match="say why"):
        apply(upload, why="  ")
    assert upload.state == "previewed"
    assert on_the_way() == {}


def test_the_same_file_twice_changes_nothing() -> None:
    apply(uploaded())
    again = uploaded()
    assert {line.result for line in lines_of(again)} == {Result.UNCHANGED, Result.REFUSED}
    before = picture(without=("Upload", "StoreStamp"))
    assert apply(again)["written"] == 0
    assert picture(without=("Upload", "StoreStamp")) == before


def test_doubted_figures_are_written_only_once_they_were_checked(tmp_path: Path) -> None:
    load(tmp_path, figures(*(f"A01,2016-{month:02d},86.{month}" for month in range(1, 12))))
    text = "code,period,value\nA01,2017-01,8.62\nA02,2016-12,15\n"
    apply(uploaded(text))
    assert on_the_way() == {("A02", "2016-12"): "15"}
    apply(uploaded(text), checked="It is so")
    assert on_the_way()["A01", "2017-01"] == "8.62"
    assert draft(period=DECEMBER.next).checked == "It is so"


def test_a_doubted_change_of_a_verified_figure_asks_for_both(tmp_path: Path) -> None:
    load(tmp_path, figures(*(f"A01,2016-{month:02d},86.{month}" for month in range(1, 12))))
    upload = uploaded("code,period,value\nA01,2016-12,8.62\n")
    line = lines_of(upload)[0]
    assert line.why_needed
    assert line.doubts
    apply(upload)
    assert on_the_way() == {}
    apply(uploaded("code,period,value\nA01,2016-12,8.62\n"), checked="It is so")
    assert on_the_way() == {("A01", "2016-12"): "8.62"}


def test_what_changed_in_between_is_told_and_nothing_is_written() -> None:
    upload = uploaded()
    enter(entry("16", code="A02"), username="colleague")
    before = picture(without=("Upload", "StoreStamp"))
    with pytest.raises(ChangedMeanwhile) as changed:
        apply(upload)
    assert changed.value.places == ("row 3",)
    assert picture(without=("Upload", "StoreStamp")) == before
    upload.refresh_from_db()
    line = lines_of(upload)[1]
    assert (line.result, line.old[0], line.new[0]) == (Result.CHANGED, "16", "15")
    apply(upload)
    assert on_the_way()["A02", "2016-12"] == "15"


def test_a_round_locked_in_between_is_told() -> None:
    upload = uploaded()
    lock_round(committee=Committee.objects.get(), month=DECEMBER, by=officer("performance-lead"))
    with pytest.raises(ChangedMeanwhile):
        apply(upload)
    assert on_the_way() == {}


def test_it_is_confirmed_once_and_not_after_it_was_let_go() -> None:
    upload = uploaded()
    apply(upload)
    for step in (lambda: apply(upload), lambda: discard_upload(upload)):
        with pytest.raises(UploadRefused):
            step()
    other = uploaded()
    discard_upload(other)
    assert (other.state, other.content) == ("discarded", None)
    with pytest.raises(UploadRefused):
        apply(other)


# Undoing


def test_undone_as_one_the_figures_are_what_they_were() -> None:
    enter(entry("16", code="A02"))
    before = on_the_way()
    upload = uploaded()
    apply(upload)
    undone = undo_upload(upload, by=officer("performance-lead"), reason="Wrong file")
    assert (undone.count, undone.left) == (2, ())
    assert on_the_way() == before == {("A02", "2016-12"): "16"}
    assert (upload.state, upload.undone_because, upload.undone_by.username) == (
        "undone",
        "Wrong file",
        "performance-lead",
    )
    newest = Revision.objects.filter(indicator__code="A01").first()
    assert (newest.new, newest.reason) == (None, "Upload undone: Wrong file")


def test_what_somebody_has_changed_or_verified_since_stays() -> None:
    upload = uploaded()
    apply(upload)
    enter(entry("15.5", code="A02"), username="colleague")
    row = draft()
    submit_figures([RowSeen(row.pk, row.version)], by=officer())
    row = draft()
    verify_figures([RowSeen(row.pk, row.version)], by=officer("performance-lead"))
    undone = undo_upload(upload, by=officer(), reason="Wrong file")
    assert undone.count == 0
    assert undone.left == tuple(
        f"{code} December 2016: somebody has changed, submitted or verified it since" for code in ("A01", "A02")
    )
    assert (verified().value, on_the_way()) == ("87.2", {("A02", "2016-12"): "15.5"})


def test_undoing_needs_a_reason_and_happens_once() -> None:
    upload = uploaded()
    with pytest.raises(UploadRefused, match="was written"):
        undo_upload(upload, by=officer(), reason="x")
    apply(upload)
    with pytest.raises(UploadRefused, match="reason is needed"):
        undo_upload(upload, by=officer(), reason=" ")
    undo_upload(upload, by=officer(), reason="Wrong file")
    with pytest.raises(UploadRefused, match="once"):
        undo_upload(upload, by=officer(), reason="Wrong file")
