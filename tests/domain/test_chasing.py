"""Which figures their owners are asked for: worked examples, and what holds for every indicator and day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from indicators.domain.chasing import NEARLY, Urgency, asked_for, rounds_chased
from indicators.domain.periods import Period, month, parse
from indicators.domain.rounds import Reporting, Rows, due_figure
from tests.domain.strategies import PERIODS
from tests.domain.test_rounds import DAYS, REPORTING, ROWS, rows_of
from tests.domain.worked_chasing import ASKED_FOR, CHASED, NEARLY_DUE, AskedFor, Chased, NearlyDue

SEPTEMBER = month(2026, 9)
DAY = timedelta(days=1)


@pytest.mark.parametrize("case", ASKED_FOR, ids=lambda case: case.sentence)
def test_what_an_owner_is_asked_for(case: AskedFor) -> None:
    reporting = Reporting(SEPTEMBER.frequency, 14)
    found = asked_for(reporting, SEPTEMBER, rows_of(case), date.fromisoformat(case.as_at))
    assert ("" if found is None else found.urgency) == case.urgency


@pytest.mark.parametrize("case", NEARLY_DUE, ids=lambda case: case.sentence)
def test_from_which_day_it_is_nearly_due(case: NearlyDue) -> None:
    period, first = parse(case.period), date.fromisoformat(case.first)
    reporting = Reporting(period.frequency, case.due_days)
    before, on = (asked_for(reporting, period.last_month, Rows(), day) for day in (first - DAY, first))
    assert before is None
    assert on is not None
    assert on.urgency is Urgency.NEARLY_DUE


def test_nobody_is_asked_where_no_day_is_set_or_nothing_is_due() -> None:
    assert asked_for(Reporting(SEPTEMBER.frequency), SEPTEMBER, Rows(), date(2030, 1, 1)) is None
    retired = Reporting(SEPTEMBER.frequency, 14, retired_from=SEPTEMBER)
    assert asked_for(retired, SEPTEMBER, Rows(), date(2026, 10, 15)) is None


@pytest.mark.parametrize("case", CHASED, ids=lambda case: case.sentence)
def test_which_rounds_are_chased(case: Chased) -> None:
    found = rounds_chased([parse(case.month)], date.fromisoformat(case.as_at))
    assert bool(found) is case.is_chased


def test_rounds_keep_their_order_and_none_is_made() -> None:
    given = [month(2026, 9), month(2026, 7), month(2020, 1)]
    assert rounds_chased(given, date(2026, 10, 1)) == (month(2026, 9), month(2026, 7))
    assert rounds_chased([], date(2026, 10, 1)) == ()


@given(REPORTING, PERIODS, ROWS, DAYS)
def test_late_is_what_the_round_calls_late_and_nearly_due_is_late_within_days(
    reporting: Reporting, period: Period, rows: Rows, as_at: date
) -> None:
    found = asked_for(reporting, period.last_month, rows, as_at)
    figure = due_figure(reporting, period.last_month, rows, as_at)
    assert (found is not None and found.urgency is Urgency.LATE) == (figure is not None and figure.is_late)
    if found is None or found.urgency is Urgency.LATE:
        return
    assert found.figure == figure
    assert figure.due_on is not None
    assert as_at <= figure.due_on <= as_at + NEARLY
    assert as_at > period.last_month.last_day
    later = asked_for(reporting, period.last_month, rows, figure.due_on + DAY)
    assert later is not None
    assert later.urgency is Urgency.LATE


@given(REPORTING, PERIODS, ROWS, DAYS)
def test_once_asked_for_it_is_asked_for_until_it_has_come(
    reporting: Reporting, period: Period, rows: Rows, as_at: date
) -> None:
    if asked_for(reporting, period.last_month, rows, as_at) is not None:
        assert asked_for(reporting, period.last_month, rows, as_at + DAY) is not None
