"""Figures entered by people: what is kept as a draft, what is asked, what is refused, and two people at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.actions import (
    Entered,
    Entry,
    Result,
    RowSeen,
    Seen,
    discard_figures,
    enter_figures,
    lock_round,
    reopen_round,
)
from indicators.domain import periods
from indicators.domain.definitions import Colour
from indicators.domain.periods import Period
from indicators.domain.series import Status
from indicators.importing.rows import FigureRow
from indicators.models import Committee, Figure, Indicator, Revision
from tests.stores import figures, load, officer, picture, registers, seen_of

pytestmark = pytest.mark.django_db
DECEMBER = periods.month(2016, 12)
NOVEMBER = DECEMBER.previous
CALM = [f"A01,{NOVEMBER.plus(-back).written},{86 + back % 3}.{back % 10}" for back in range(24)]
GIVEN = frozenset(("value", "numerator", "denominator", "status", "reason", "judged", "note"))


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> None:
    registers(tmp_path)
    load(tmp_path, figures(*CALM, "A01,2016-12,86.2", "A02,2016-11,14"), by=officer("importer"))


def entry(
    value: str | None = None,
    *,
    code: str = "A01",
    period: Period = DECEMBER,
    seen: Seen | None = None,
    why: str = "",
    checked: str = "",
    row: int = 7,
    **columns: object,
) -> Entry:
    """One figure as it is typed or uploaded."""
    typed = FigureRow(
        row=row,
        given=GIVEN,
        code=code,
        period=period,
        value=None if value is None else Decimal(value),
        value_text=value or "",
        **columns,
    )
    return Entry(row=typed, seen=seen, why=why, checked=checked)


def enter(*entries: Entry, username: str = "data-officer", **options: object) -> tuple[Entered, ...]:
    return enter_figures(entries, by=officer(username), **options)


def draft(code: str = "A01", period: Period = DECEMBER) -> Figure:
    return Figure.objects.exclude(state="verified").get(indicator__code=code, period=period.written)


def verified(code: str = "A01", period: Period = DECEMBER) -> Figure:
    return Figure.objects.get(indicator__code=code, period=period.written, state="verified")


# What is kept


def test_a_new_figure_is_kept_as_a_draft_with_its_revision() -> None:
    (one,) = enter(entry("15", code="A02"))
    assert (one.result, one.old, one.new[0], one.seen) == (Result.NEW, None, "15", Seen())
    row = draft("A02")
    assert (row.value, row.state, row.version, row.entered_by) == ("15", "draft", 1, officer())
    assert row.entered_at is not None
    revision = Revision.objects.first()
    assert (revision.old, revision.new) == (None, {"value": "15", "status": "final", "state": "draft"})
    assert (revision.by, revision.source, revision.source_row) == (officer(), "", 7)


def test_the_public_figure_stands_while_another_is_on_its_way() -> None:
    (one,) = enter(entry("87.2", why="Recounted"))
    assert (one.result, one.old[0], one.new[0]) == (Result.CHANGED, "86.2", "87.2")
    assert (verified().value, verified().version) == ("86.2", 1)
    assert (draft().value, draft().why) == ("87.2", "Recounted")
    assert Revision.objects.first().old is None, "nothing that stood has changed yet"


def test_a_draft_changes_without_a_reason_and_keeps_what_was_said_before() -> None:
    enter(entry("87.2", why="Recounted"))
    (one,) = enter(entry("87.3", seen=seen_of("A01", DECEMBER)))
    assert (one.result, draft().value, draft().version, draft().why) == (Result.CHANGED, "87.3", 2, "Recounted")
    newest = Revision.objects.first()
    assert (newest.old["value"], newest.new["value"], newest.reason) == ("87.2", "87.3", "Recounted")
    enter(entry("15", code="A02"))
    enter(entry("16", code="A02"))
    assert Revision.objects.first().reason == "Changed before it was verified."


def test_a_submitted_figure_that_is_changed_is_a_draft_again() -> None:
    enter(entry("15", code="A02"))
    Figure.objects.filter(value="15").update(state="submitted")
    enter(entry("16", code="A02"), username="performance-lead")
    assert (draft("A02").state, draft("A02").entered_by) == ("draft", officer("performance-lead"))


def test_as_verified_again_the_draft_is_gone() -> None:
    enter(entry("87.2", why="Recounted"))
    (one,) = enter(entry("86.2"))
    assert one.result is Result.TAKEN_BACK
    assert not Figure.objects.exclude(state="verified").exists()
    assert (Revision.objects.first().new, Revision.objects.first().reason) == (None, "As verified again.")


def test_the_same_again_changes_nothing_not_even_the_stamp() -> None:
    enter(entry("15", code="A02"))
    before = picture()
    assert [one.result for one in enter(entry("15", code="A02"), entry("86.2"))] == [Result.UNCHANGED] * 2
    assert picture() == before


def test_looking_first_writes_nothing() -> None:
    before = picture()
    (one,) = enter(entry("15", code="A02"), dry_run=True)
    assert (one.result, one.new[0]) == (Result.NEW, "15")
    assert picture() == before


# Every good row is kept, every bad one told


def test_good_rows_are_kept_beside_bad_ones() -> None:
    found = enter(
        entry("15", code="A02"),
        entry(None, code="A04", judged=Colour.AMBER),
        entry("80", code="A03"),
        entry("1", code="Z99"),
        entry("15", code="A02", row=9),
    )
    assert [one.result for one in found] == [Result.NEW, *[Result.REFUSED] * 4]
    messages = [str(problem) for one in found[1:] for problem in one.problems if problem.is_error]
    assert "reason" in messages[0]
    assert "A03 is quarterly" in messages[1]
    assert "Z99" in messages[2]
    assert "A02 2016-12 stands twice" in messages[3]
    assert "row 9" in messages[3]
    assert Figure.objects.exclude(state="verified").count() == 1


def test_a_reason_for_none_needs_no_value_and_no_why() -> None:
    (one,) = enter(entry(None, code="A02", status=Status.AWAITED))
    assert one.is_kept
    assert draft("A02").status == "awaited"


# Reasons


def test_changing_a_verified_figure_needs_a_reason() -> None:
    (one,) = enter(entry("87.2"))
    assert (one.result, one.why_needed) == (Result.REFUSED, True)
    assert "the verified figure is 86.2" in str(one.problems[0])


def test_what_was_awaited_comes_without_a_reason(tmp_path: Path) -> None:
    load(tmp_path, figures("A02,2016-12,,awaited", columns="code,period,value,status"))
    assert enter(entry("15", code="A02"))[0].is_kept


def test_a_note_alone_or_a_provisional_figure_that_is_final_now_needs_none(tmp_path: Path) -> None:
    load(tmp_path, figures("A02,2016-12,15,provisional", columns="code,period,value,status"))
    assert [one.is_kept for one in enter(entry("15", code="A02"), entry("86.2", note="By hand"))] == [True, True]


# What looks like a slip


def test_a_likely_slip_is_asked_about_and_kept_once_it_was_checked() -> None:
    january = DECEMBER.next
    (one,) = enter(entry("0.862", period=january))
    assert one.result is Result.DOUBTED
    assert one.doubts
    assert not Figure.objects.exclude(state="verified").exists()
    (one,) = enter(entry("0.862", period=january, checked="It is a ratio from now on"))
    assert one.is_kept
    assert draft(period=january).checked == "It is a ratio from now on"
    assert Revision.objects.first().new["checked"] == "It is a ratio from now on"
    assert enter(entry("0.862", period=january, note="Again"))[0].is_kept, "it was checked before"
    assert enter(entry("0.863", period=january))[0].result is Result.DOUBTED, "another number is doubted anew"
    assert enter(entry("86.3", period=january))[0].is_kept
    assert draft(period=january).checked == "", "nothing is doubted any more"


def test_what_is_entered_together_is_history_for_what_follows() -> None:
    months = [DECEMBER.plus(step) for step in range(1, 4)]
    found = enter(*(entry("86.1", period=month) for month in reversed(months)))
    assert [one.result for one in found] == [Result.DOUBTED, Result.NEW, Result.NEW], "three times the same, in time"


# Two people at once


def test_who_did_not_see_what_stands_is_told_and_overwrites_nothing() -> None:
    enter(entry("87.2", why="Recounted"), username="colleague")
    before = picture()
    stands = seen_of("A01", DECEMBER)
    drafted, published = stands.on_its_way, stands.verified
    later, other = drafted._replace(version=2), published._replace(pk=drafted.pk)
    for seen in ((None, published), (None, None), (later, published), (drafted, other), (drafted, None)):
        (one,) = enter(entry("87.4", seen=Seen(*seen), why="Mine"))
        assert (one.result, one.seen, one.old[0], one.new[0]) == (Result.CONFLICT, stands, "87.2", "87.4")
    assert picture() == before
    assert enter(entry("87.4", seen=stands, why="Mine"))[0].is_kept


def test_a_draft_in_the_place_of_another_was_not_seen_whatever_its_version() -> None:
    enter(entry("15", code="A02"))
    seen = seen_of("A02", DECEMBER)
    discard_figures([seen.on_its_way], by=officer())
    enter(entry("16", code="A02"), username="colleague")
    assert seen_of("A02", DECEMBER).on_its_way.version == seen.on_its_way.version
    (one,) = enter(entry("17", code="A02", seen=seen))
    assert (one.result, one.old[0]) == (Result.CONFLICT, "16")


@pytest.mark.parametrize(
    "seen", [Seen(), Seen(RowSeen(12, 2)), Seen(None, RowSeen(7, 1)), Seen(RowSeen(1, 2), RowSeen(3, 4))]
)
def test_what_was_seen_is_written_and_read(seen: Seen) -> None:
    assert Seen.read(str(seen)) == seen


@pytest.mark.parametrize(
    "text", ["", "/\n", "1:2", "1:2/3", "1/2", "1:2/3:4/", "1:2//3:4", " /", "-1:2/", "1:2/3:x", "٣:1/", "1:1e9/"]
)
def test_what_was_not_written_here_was_not_seen(text: str) -> None:
    assert Seen.read(text) is None


def test_the_same_typed_by_both_is_no_conflict() -> None:
    seen = seen_of("A01", DECEMBER)
    enter(entry("87.2", why="Recounted"), username="colleague")
    assert enter(entry("87.2", seen=seen, why="Mine"))[0].result is Result.UNCHANGED


# Retired indicators


def test_what_is_not_reported_any_more_is_not_entered() -> None:
    Indicator.objects.filter(code="A01").update(retired_from="2016-12")
    before = picture()
    (one,) = enter(entry("87.2", why="Recounted"))
    assert one.result is Result.REFUSED
    assert one.problems[0].message.startswith("“A01” is not reported from December 2016 on; accepted: ")
    assert picture() == before
    (november,) = enter(entry("87.2", period=NOVEMBER, why="Recounted"))
    assert november.is_kept, "the months before may still be corrected"


# Locked rounds


def test_nothing_is_entered_into_a_locked_round() -> None:
    committee = Committee.objects.get()
    lock_round(committee=committee, month=DECEMBER, by=officer("performance-lead"))
    locked, open_still = enter(entry("15", code="A02"), entry("15", code="A02", period=DECEMBER.next))
    assert (locked.result, open_still.result) == (Result.REFUSED, Result.NEW)
    assert "the round of December 2016 was locked by performance-lead" in str(locked.problems[0])
    quarter = entry("80", code="A03", period=periods.parse("2016/17 Q3"))
    assert enter(quarter)[0].result is Result.REFUSED, "the quarter that ends in the month is of its round"
    reopen_round(committee=committee, month=DECEMBER, by=officer("performance-lead"), reason="A late return")
    assert enter(entry("15", code="A02"))[0].is_kept


# Costs


def test_sixty_figures_cost_the_queries_of_one(tmp_path: Path) -> None:
    rows = [f"B{number:02d},adults,Measure {number},bigger,count,monthly,period" for number in range(60)]
    load(tmp_path, {"indicators.csv": "code,committee,name,good_is,unit,frequency,basis\n" + "\n".join(rows) + "\n"})

    officer()

    def queries(*codes: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            results = enter(*(entry(str(10 + at), code=code) for at, code in enumerate(codes)))
        assert all(one.is_kept for one in results)
        return len(found)

    one, many = queries("B00"), queries(*(f"B{number:02d}" for number in range(1, 60)))
    assert many - one in (0, 1), "SQLite takes 999 values in a statement, so that 59 new rows are two"
    assert one == 10
