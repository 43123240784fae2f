"""The monthly round: worked examples, and what holds for every indicator, month and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.periods import Frequency, Period, month, parse
from indicators.domain.rounds import (
    DueFigure,
    OnItsWay,
    Reporting,
    Rows,
    Standing,
    Way,
    completeness,
    days_late,
    due_figure,
    due_on,
    period_due,
    standing,
)
from indicators.domain.series import Status
from tests.domain.strategies import PERIODS
from tests.domain.worked_rounds import DUE_IN, LATE, STANDS, DueIn, Late, Stands

SEPTEMBER = month(2026, 9)
LONG_AFTER = date(2026, 12, 31)


def period_of(text: str) -> Period | None:
    return parse(text) if text else None


def rows_of(case: Stands) -> Rows:
    way, status, back = (*case.on_its_way.split(), "", "", "")[:3]
    on_its_way = OnItsWay(Way(way), Status(status), sent_back=bool(back)) if way else None
    return Rows(Status(case.verified) if case.verified else None, on_its_way)


@pytest.mark.parametrize("case", DUE_IN, ids=lambda case: case.sentence)
def test_which_period_is_due(case: DueIn) -> None:
    first, retired_from = period_of(case.first), period_of(case.retired_from)
    reporting = Reporting(Frequency(case.frequency), first=first, retired_from=retired_from)
    assert period_due(reporting, parse(case.month)) == period_of(case.period)


@pytest.mark.parametrize("case", LATE, ids=lambda case: case.sentence)
def test_when_it_is_due_and_how_late_it_is(case: Late) -> None:
    period = parse(case.period)
    due = due_on(Reporting(period.frequency, case.due_days), period)
    assert due == (date.fromisoformat(case.due_on) if case.due_on else None)
    assert days_late(due, date.fromisoformat(case.as_at)) == case.days_late


@pytest.mark.parametrize("case", STANDS, ids=lambda case: case.sentence)
def test_how_a_figure_stands(case: Stands) -> None:
    assert standing(rows_of(case)) == case.standing
    found = due_figure(Reporting(Frequency.MONTHLY, 14), SEPTEMBER, rows_of(case), LONG_AFTER)
    assert found == DueFigure(SEPTEMBER, date(2026, 10, 14), Standing(case.standing), 78 if case.late else 0)
    assert found.is_late is case.late


def test_what_is_not_due_has_no_place_in_the_round() -> None:
    assert due_figure(Reporting(Frequency.ANNUAL, 14), SEPTEMBER, Rows(), LONG_AFTER) is None


def figures_of(*stands: str, late: int = 0) -> list[DueFigure]:
    return [DueFigure(SEPTEMBER, None, Standing(one), late) for one in stands]


def test_a_round_on_its_way() -> None:
    found = completeness(
        [
            *figures_of("verified", "verified", "not_reportable", "submitted", "draft"),
            *figures_of("missing", "awaited", late=3),
            *figures_of("sent_back", late=17),
        ]
    )
    assert {one.value: count for one, count in found.counts.items()} == {
        **{"missing": 1, "awaited": 1, "sent_back": 1, "draft": 1, "submitted": 1},
        **{"verified": 2, "not_reportable": 1, "suppressed": 0},
    }
    assert (found.due, found.settled, found.with_owners, found.to_verify) == (8, 3, 4, 1)
    assert (found.late, found.most_days_late, found.is_complete) == (3, 17, False)


@pytest.mark.parametrize("last", ["missing", "awaited", "sent_back", "draft", "submitted"])
def test_one_open_figure_keeps_a_round_open(last: str) -> None:
    settled = figures_of("verified", "not_reportable", "suppressed")
    assert completeness(settled).is_complete
    assert not completeness([*settled, *figures_of(last)]).is_complete


def test_a_round_in_which_nothing_is_due_waits_for_nothing() -> None:
    found = completeness([])
    assert (found.due, found.late, found.most_days_late, found.is_complete) == (0, 0, 0, True)


DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
DUE_DAYS = st.none() | st.integers(0, 400)
REPORTING = st.builds(
    Reporting, st.sampled_from(Frequency), DUE_DAYS, first=st.none() | PERIODS, retired_from=st.none() | PERIODS
)
ROWS = st.builds(
    Rows,
    st.none() | st.sampled_from(Status),
    st.none() | st.builds(OnItsWay, st.sampled_from(Way), st.sampled_from(Status), st.booleans()),
)


@given(REPORTING, PERIODS)
def test_what_is_due_ends_in_the_month_and_is_of_its_frequency(reporting: Reporting, of_round: Period) -> None:
    period = period_due(reporting, of_round)
    if period is not None:
        assert period.frequency is reporting.frequency
        assert period.last_month == of_round.last_month
    always = period_due(Reporting(reporting.frequency), of_round)
    assert period in (None, always)


@given(st.sampled_from(Frequency), st.integers(1901, 2190))
def test_every_period_is_due_in_exactly_one_round(frequency: Frequency, year: int) -> None:
    reporting = Reporting(frequency)
    due = [period_due(reporting, month(year, at)) for at in range(1, 13)]
    found = [one for one in due if one is not None]
    assert len(found) == len(set(found)) == 12 // frequency.months


@given(REPORTING, PERIODS, PERIODS)
def test_from_the_month_it_is_retired_nothing_is_due(reporting: Reporting, of_round: Period, start: Period) -> None:
    retired = replace(reporting, retired_from=start)
    if of_round.last_month_number >= start.first_month.number:
        assert period_due(retired, of_round) is None
    else:
        assert period_due(retired, of_round) == period_due(replace(reporting, retired_from=None), of_round)


@given(REPORTING, PERIODS, ROWS, DAYS)
def test_lateness_is_never_negative_and_grows_day_by_day(
    reporting: Reporting, of_round: Period, rows: Rows, as_at: date
) -> None:
    today = due_figure(reporting, of_round, rows, as_at)
    tomorrow = due_figure(reporting, of_round, rows, as_at + timedelta(days=1))
    if today is None or tomorrow is None:
        assert today is tomorrow
        return
    assert 0 <= today.days_late <= tomorrow.days_late <= today.days_late + 1
    if today.is_late:
        assert today.due_on is not None
        assert today.due_on + timedelta(days=today.days_late) == as_at
        assert today.standing.is_owners


@given(st.lists(st.builds(DueFigure, PERIODS, st.none() | DAYS, st.sampled_from(Standing), st.integers(0, 500))))
def test_the_counts_add_up(figures: list[DueFigure]) -> None:
    found = completeness(figures)
    assert list(found.counts) == list(Standing)
    assert found.due == len(figures) == found.settled + found.with_owners + found.to_verify
    assert found.is_complete == all(one.standing.is_settled for one in figures)
    assert (found.late > 0) == (found.most_days_late > 0)
    assert found.late <= found.due
