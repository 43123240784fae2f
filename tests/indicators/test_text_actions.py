"""From draft to approved: who may take which step with a text, what each leaves, and answers to the number check."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.actions.texts import (
    CHANGED,
    EMPTY,
    GONE,
    NOT_SUBMITTED,
    OWN,
    PARTS,
    Conflict,
    TextRefused,
    Written,
    approve_text,
    begin_text,
    discard_text,
    save_text,
    send_back_text,
    set_aside_finding,
    submit_text,
    withdraw_set_aside,
)
from indicators.domain.periods import Period, month
from indicators.models import FindingEvent, ReportCardText
from indicators.models.append_only import AppendOnlyError
from indicators.queries.texts import text_states
from indicators.queries.written_texts import set_aside, written_texts
from tests.stores import Command, indicator, load, officer, picture, registers, stamp

pytestmark = pytest.mark.django_db

NOVEMBER, DECEMBER, JANUARY = month(2016, 11), month(2016, 12), month(2017, 1)
CARD = "## Why is this important?\n\nPeople are kept well.\n\n## Action required\n\n* Train staff\n"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> None:
    registers(tmp_path)
    load(tmp_path, {"report_cards/a01/2016-11.md": CARD}, by=officer("importer"))


def a01() -> int:
    return indicator("A01").pk


def parts(**given: str) -> dict[str, str]:
    return {name: given.get(name, "") for name in PARTS}


def save(why: str, *, version: int | None = None, of: Period = DECEMBER, by: str = "lead-officer") -> Written:
    return save_text(indicator=a01(), month=of, parts=parts(why=why), version=version, by=officer(by))


def row(*, approved: bool = False, of: Period = DECEMBER) -> ReportCardText:
    rows = ReportCardText.objects.filter(indicator_id=a01(), period=of.written)
    return (rows.filter(state="approved") if approved else rows.exclude(state="approved")).get()


def submitted(why: str = "Because.") -> int:
    """A text of December, submitted; its version."""
    saved = save(why)
    assert saved.version is not None
    done = submit_text(indicator=a01(), month=DECEMBER, version=saved.version, by=officer("lead-officer"))
    assert done.version is not None
    return done.version


def approve(version: int, by: str = "performance-lead") -> Written:
    return approve_text(indicator=a01(), month=DECEMBER, version=version, by=officer(by))


def test_a_text_begins_as_a_copy_that_says_so_until_it_is_changed() -> None:
    begun = begin_text(indicator=a01(), month=DECEMBER, by=officer("lead-officer"))
    assert (begun.state, begun.version) == ("draft", 1)
    draft = row()
    assert (draft.why, draft.actions, draft.copied_from) == ("People are kept well.", "* Train staff", "2016-11")
    assert (draft.written_by, draft.history.get().history_change_reason) == (
        officer("lead-officer"),
        "Begun as a copy of November 2016",
    )
    same = save_text(
        indicator=a01(),
        month=DECEMBER,
        parts=parts(why="People are kept well.", actions="* Train staff"),
        version=None,
        by=officer(),
    )
    assert same == Written("draft", 1, changed=False), "who changed nothing has nothing to clash with"
    assert save("Now another", version=1).version == 2
    assert (row().copied_from, row().actions) == ("", "")
    copied = parts(why="People are kept well.", actions="* Train staff")
    save_text(indicator=a01(), month=DECEMBER, parts=copied, version=2, by=officer())
    assert row().copied_from == "2016-11", "it is that text again"


def test_a_text_begins_empty_where_none_was_approved_before() -> None:
    begin_text(indicator=indicator("A02").pk, month=DECEMBER, by=officer())
    begun = ReportCardText.objects.get(indicator__code="A02")
    assert (begun.copied_from, begun.why, begun.state) == ("", "", "draft")
    begin_text(indicator=a01(), month=month(2016, 10), by=officer())
    assert row(of=month(2016, 10)).why == "", "a later text is not copied"


def test_only_one_text_is_begun() -> None:
    begin_text(indicator=a01(), month=DECEMBER, by=officer())
    with pytest.raises(TextRefused, match="begun it already"):
        begin_text(indicator=a01(), month=DECEMBER, by=officer("another"))


def test_what_is_on_its_way_leaves_what_the_public_reads() -> None:
    begin_text(indicator=a01(), month=NOVEMBER, by=officer())
    save("Changed", version=1, of=NOVEMBER)
    assert row(approved=True, of=NOVEMBER).why == "People are kept well."
    texts = written_texts(a01(), NOVEMBER)
    assert (texts.on_its_way.parts["why"], texts.approved.parts["why"]) == ("Changed", "People are kept well.")


def test_the_whole_way_of_a_text() -> None:
    version = submitted()
    assert (version, row().state) == (2, "submitted")
    assert approve(version) == Written("approved", None)
    text = row(approved=True)
    assert (text.why, text.written_by, text.approved_by) == (
        "Because.",
        officer("lead-officer"),
        officer("performance-lead"),
    )
    assert text.approved_at >= text.written_at
    reasons = [one.history_change_reason for one in text.history.all()]
    assert reasons == ["Approved", "Submitted", "Written"]
    assert [one.history_user.username for one in text.history.all()] == ["performance-lead", *["lead-officer"] * 2]


def test_an_approved_text_takes_the_place_of_the_one_before() -> None:
    approve(submitted("First."))
    before = row(approved=True)
    approve(submitted("Second."))
    text = row(approved=True)
    assert (text.pk, text.why, text.version) == (before.pk, "Second.", before.version + 1)
    assert ReportCardText.objects.filter(period="2016-12").count() == 1
    gone = ReportCardText.history.filter(period="2016-12", history_type="-").get()
    assert (gone.why, gone.history_change_reason, gone.history_user) == (
        "Second.",
        "Approved",
        officer("performance-lead"),
    )


def test_who_wrote_it_last_does_not_approve_it() -> None:
    version = submitted()
    with pytest.raises(TextRefused, match=OWN):
        approve(version, by="lead-officer")
    changed = save("Mended by the lead herself", version=version, by="performance-lead")
    assert changed.state == "draft", "what changes after it was submitted is a draft again"
    again = submit_text(indicator=a01(), month=DECEMBER, version=changed.version or 0, by=officer("lead-officer"))
    with pytest.raises(TextRefused, match=OWN):
        approve(again.version or 0, by="performance-lead")
    assert approve(again.version or 0, by="lead-officer").state == "approved"


def test_a_text_is_sent_back_with_a_reason_that_stays_until_it_comes_again() -> None:
    version = submitted()
    for blank in ("", "  "):
        with pytest.raises(TextRefused, match="a reason is needed"):
            send_back_text(indicator=a01(), month=DECEMBER, version=version, reason=blank, by=officer())
    back = send_back_text(
        indicator=a01(), month=DECEMBER, version=version, reason=" Say by when. ", by=officer("performance-lead")
    )
    assert (row().state, row().sent_back, back.version) == ("draft", "Say by when.", 3)
    saved = save("By March.", version=3)
    assert row().sent_back == "Say by when."
    submit_text(indicator=a01(), month=DECEMBER, version=saved.version or 0, by=officer("lead-officer"))
    assert row().sent_back == ""
    assert "Say by when." in [one.sent_back for one in row().history.all()]


def test_a_draft_is_discarded_and_the_approved_text_stands() -> None:
    begin_text(indicator=a01(), month=NOVEMBER, by=officer())
    assert discard_text(indicator=a01(), month=NOVEMBER, version=1, by=officer()) == Written("", None)
    assert row(approved=True, of=NOVEMBER).why == "People are kept well."
    assert ReportCardText.objects.filter(period="2016-11").count() == 1
    gone = ReportCardText.history.filter(history_type="-").get()
    assert (gone.history_change_reason, gone.history_user) == ("Draft discarded", officer())


def test_steps_out_of_turn_are_refused_and_leave_everything() -> None:
    version = submitted()
    before = picture()
    for wrong, step in (
        (
            "it is submitted already",
            lambda: submit_text(indicator=a01(), month=DECEMBER, version=version, by=officer()),
        ),
        ("send it back first", lambda: discard_text(indicator=a01(), month=DECEMBER, version=version, by=officer())),
        (CHANGED, lambda: approve(version - 1)),
        (GONE, lambda: approve_text(indicator=a01(), month=JANUARY, version=1, by=officer())),
    ):
        with pytest.raises(TextRefused, match=wrong):
            step()
    assert picture() == before
    send_back_text(indicator=a01(), month=DECEMBER, version=version, reason="More", by=officer("performance-lead"))
    with pytest.raises(TextRefused, match=NOT_SUBMITTED):
        approve(version + 1)


def test_an_empty_copy_is_not_submitted() -> None:
    begun = begin_text(indicator=indicator("A02").pk, month=DECEMBER, by=officer())
    with pytest.raises(TextRefused, match=EMPTY):
        submit_text(indicator=indicator("A02").pk, month=DECEMBER, version=begun.version or 0, by=officer())
    with pytest.raises(TextRefused, match=EMPTY):
        save(" \n ", version=None)


@pytest.mark.parametrize("text", ["Words\n\n# Heading", "x" * 16_001, "a\x07b"])
def test_what_no_file_could_hold_is_not_stored(text: str) -> None:
    before = picture()
    with pytest.raises(TextRefused) as refused:
        save(text)
    assert list(refused.value.of_parts) == ["why"]
    assert picture() == before


def test_the_second_of_two_people_is_told_with_both_texts() -> None:
    save("Mine")
    for seen in (None, 7):
        with pytest.raises(Conflict) as told:
            save("Theirs", version=seen, by="another")
        assert (told.value.standing["why"], told.value.version) == ("Mine", 1)
    assert row().why == "Mine"
    assert save("Theirs after all", version=1, by="another").version == 2


def test_who_saves_over_a_text_that_is_gone_is_told() -> None:
    saved = save("Mine")
    discard_text(indicator=a01(), month=DECEMBER, version=saved.version or 0, by=officer())
    with pytest.raises(Conflict) as told:
        save("Mine, better", version=saved.version)
    assert (told.value.standing, told.value.version) == (None, None)


def test_a_text_as_approved_already_makes_no_draft() -> None:
    same = parts(why="People are kept well.", actions="* Train staff")
    before = ReportCardText.objects.count()
    found = save_text(indicator=a01(), month=NOVEMBER, parts=same, version=None, by=officer())
    assert found == Written("approved", None, changed=False)
    assert ReportCardText.objects.count() == before


def test_every_change_changes_the_stamp() -> None:
    seen = [stamp()]
    version = submitted()
    seen.append(stamp())
    send_back_text(indicator=a01(), month=DECEMBER, version=version, reason="More", by=officer("performance-lead"))
    seen.append(stamp())
    discard_text(indicator=a01(), month=DECEMBER, version=version + 1, by=officer())
    seen.append(stamp())
    answer("k1")
    seen.append(stamp())
    assert len(set(seen)) == 5


# Loading and exporting


def test_a_folder_makes_approved_texts_and_drafts_where_it_comes_as_drafts(tmp_path: Path) -> None:
    loaded = row(approved=True, of=NOVEMBER)
    assert (loaded.approved_by, loaded.written_by) == (officer("importer"), officer("importer"))
    new = {"report_cards/a01/2016-11.md": "## Why is this important?\n\nNew words.\n"}
    assert load(tmp_path, new, draft=True, by=officer()).counts["report_cards"].new == 1
    assert row(approved=True, of=NOVEMBER).why == "People are kept well."
    draft = row(of=NOVEMBER)
    assert (draft.state, draft.why, draft.actions) == ("draft", "New words.", "* Train staff")
    before = picture(without=("StoreStamp",))
    assert load(tmp_path, new, draft=True, by=officer()).counts["report_cards"].unchanged == 1
    assert load(tmp_path, {"report_cards/a01/2016-11.md": CARD}).counts["report_cards"].unchanged == 1
    assert picture(without=("StoreStamp",)) == before
    newer = {"report_cards/a01/2016-11.md": "## Why is this important?\n\nNewer words.\n"}
    assert load(tmp_path, newer, draft=True, by=officer()).counts["report_cards"].changed == 1
    assert (row(of=NOVEMBER).why, row(of=NOVEMBER).version) == ("Newer words.", 2)
    assert load(tmp_path, new).counts["report_cards"].changed == 1
    assert row(approved=True, of=NOVEMBER).why == "New words."
    assert row(of=NOVEMBER).why == "Newer words.", "what is on its way stays so"


def test_only_approved_texts_are_exported(tmp_path: Path) -> None:
    save("On its way")
    save("On its way too", of=NOVEMBER, version=None)
    assert Command("export_folder", tmp_path / "out").error == ""
    cards = sorted((tmp_path / "out" / "report_cards").rglob("*.md"))
    assert [one.name for one in cards] == ["2016-11.md"]
    assert "People are kept well." in cards[0].read_text()
    assert not [one for one in (tmp_path / "out").rglob("*") if one.is_file() and "On its way" in one.read_text()]


# Answers to the number check


def answer(key: str, reason: str = "Counted by hand", of: Period = DECEMBER) -> None:
    set_aside_finding(
        indicator=a01(),
        month=of,
        sentence="It rose to 90.",
        said="90",
        verdict="not_found",
        key=key,
        reason=reason,
        by=officer(),
    )


def test_a_doubt_is_set_aside_with_a_reason_and_taken_up_again() -> None:
    with pytest.raises(TextRefused, match="a reason is needed"):
        answer("k1", reason=" ")
    answer("k1")
    answer("k2")
    found = set_aside(a01(), DECEMBER)
    assert found.keys() == {"k1", "k2"}
    assert (found["k1"].sentence, found["k1"].reason, found["k1"].by) == (
        "It rose to 90.",
        "Counted by hand",
        "data-officer",
    )
    withdraw_set_aside(indicator=a01(), month=DECEMBER, key="k1", by=officer())
    assert set_aside(a01(), DECEMBER).keys() == {"k2"}
    with pytest.raises(TextRefused, match="not set aside"):
        withdraw_set_aside(indicator=a01(), month=DECEMBER, key="k1", by=officer())
    assert [one.step for one in FindingEvent.objects.filter(key="k1")] == ["withdrawn", "set_aside"]
    with pytest.raises(AppendOnlyError):
        FindingEvent.objects.all().delete()


def test_an_answer_stands_for_later_months_and_for_no_earlier_one() -> None:
    answer("k1")
    assert set_aside(a01(), JANUARY).keys() == {"k1"}
    assert not set_aside(a01(), NOVEMBER)
    assert not set_aside(indicator("A02").pk, DECEMBER)
    assert text_states(indicator("A01").committee_id, JANUARY)[a01()].set_aside == {"k1"}
