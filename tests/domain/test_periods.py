"""Periods: what people write, what is shown, what a period covers, and its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain import periods
from indicators.domain.errors import PeriodError
from indicators.domain.periods import Frequency, Period, ending_within, from_address, latest_ending_by, parse, window
from tests.domain.strategies import PERIODS
from tests.domain.worked_periods import (
    FORMS,
    READINGS,
    REFUSALS,
    STEPS,
    STRETCHES,
    WRONG_ADDRESSES,
    Form,
    Reading,
    Refusal,
    Step,
    Stretch,
)


@pytest.mark.parametrize("case", READINGS, ids=lambda case: f"{case.text}: {case.sentence}")
def test_what_people_write_is_read(case: Reading) -> None:
    assert parse(case.text).written == case.written


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.text or "empty")
def test_what_is_no_period_is_refused_with_what_would_be(case: Refusal) -> None:
    with pytest.raises(PeriodError) as refused:
        parse(case.text)
    assert case.says in str(refused.value)


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case.written)
def test_each_form_is_printed_and_read_back(case: Form) -> None:
    period = parse(case.written)
    assert (period.written, period.address, period.label, period.name) == case
    assert str(period) == case.written
    assert from_address(case.address) == period


@pytest.mark.parametrize("case", WRONG_ADDRESSES, ids=lambda case: repr(case.text))
def test_what_is_no_address_is_refused(case: Refusal) -> None:
    with pytest.raises(PeriodError) as refused:
        from_address(case.text)
    assert case.says in str(refused.value)


@pytest.mark.parametrize("case", STRETCHES, ids=lambda case: case.written)
def test_what_a_period_covers(case: Stretch) -> None:
    period = parse(case.written)
    assert (period.first_month.written, period.last_month.written) == (case.first_month, case.last_month)
    assert period.last_day.isoformat() == case.last_day
    assert period.financial_year.written == case.financial_year
    assert (period.month_of_financial_year, period.quarter_of_year) == (case.month_of_year, case.quarter_of_year)


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case.written)
def test_the_neighbours_of_a_period(case: Step) -> None:
    period = parse(case.written)
    assert [period.previous.written, period.next.written, period.year_earlier.written] == list(case[1:])


def test_a_month_and_a_quarter_never_compare() -> None:
    month, quarter = parse("2016-12"), parse("2016/17 Q3")
    assert month != quarter
    with pytest.raises(PeriodError, match="2016-12 is a month and 2016/17 Q3 a quarter: they do not compare"):
        sorted([quarter, month])
    with pytest.raises(PeriodError, match="2016/17 is a year and 2016-12 a month: they do not compare"):
        parse("2016/17").since(month)


def test_a_period_is_compared_with_periods_only() -> None:
    with pytest.raises(TypeError):
        parse("2016-12") < "2017-01"  # type: ignore[operator]  # noqa: B015


def test_periods_stand_in_order_of_time() -> None:
    months = [parse(text) for text in ("2017-01", "2015-12", "2016-11")]
    assert [one.written for one in sorted(months)] == ["2015-12", "2016-11", "2017-01"]
    assert parse("2017-01").since(parse("2015-12")) == 13


def test_periods_are_made_from_their_numbers() -> None:
    assert periods.month(2016, 12).written == "2016-12"
    assert periods.quarter(2016, 3).written == "2016/17 Q3"
    assert periods.year(2016).written == "2016/17"


@pytest.mark.parametrize(
    ("make", "number"), [(periods.month, 0), (periods.month, 13), (periods.quarter, 0), (periods.quarter, 5)]
)
def test_there_is_no_such_month_or_quarter(make: Callable[[int, int], Period], number: int) -> None:
    with pytest.raises(PeriodError, match=f"There is no (month|quarter) {number} of 2016"):
        make(2016, number)


def test_the_window_is_the_13_months_that_end_with_the_one_it_is_as_at() -> None:
    shown = [month.written for month in window(parse("2017-01"))]
    assert (len(shown), shown[0], shown[-1]) == (13, "2016-01", "2017-01")
    assert window(parse("2016/17 Q3")) == window(parse("2016-12"))
    assert window(parse("2016/17")) == window(parse("2017-03"))
    assert window(parse("2017-01"), 1) == (parse("2017-01"),)


def test_a_quarter_or_a_year_stands_in_the_month_in_which_it_ends() -> None:
    def standing(frequency: Frequency) -> list[str]:
        return [one.written for one in ending_within(frequency, parse("2017-01"))]

    assert standing(Frequency.QUARTERLY) == ["2015/16 Q4", "2016/17 Q1", "2016/17 Q2", "2016/17 Q3"]
    assert standing(Frequency.ANNUAL) == ["2015/16"]
    assert len(standing(Frequency.MONTHLY)) == 13


@pytest.mark.parametrize(
    ("frequency", "expected"), [("monthly", "2017-01"), ("quarterly", "2016/17 Q3"), ("annual", "2015/16")]
)
def test_the_newest_period_that_has_ended(frequency: str, expected: str) -> None:
    assert latest_ending_by(Frequency(frequency), parse("2017-01")).written == expected


@given(PERIODS)
def test_printing_then_parsing_returns_the_period(period: Period) -> None:
    assert parse(period.written) == period
    assert parse(period.name) == period
    assert from_address(period.address) == period
    assert str(period) == period.written


@given(PERIODS)
def test_a_label_is_read_back_with_its_year_in_this_century(period: Period) -> None:
    """The label of a month has two digits of its year; those of quarters and years tell all."""
    read = parse(period.label)
    centuries = read.last_day.year // 100 - period.last_day.year // 100
    assert read.number - period.number == (centuries * 1200 if period.frequency is Frequency.MONTHLY else 0)
    assert period.frequency is not Frequency.MONTHLY or read.last_day.year // 100 == 20


@given(PERIODS, st.integers(-600, 600))
def test_steps_are_undone(period: Period, steps: int) -> None:
    assert period.plus(steps).plus(-steps) == period
    assert period.previous.next == period.next.previous == period
    assert period.plus(steps).since(period) == steps
    assert (period.plus(steps) < period) is (steps < 0)
    assert (period.plus(steps) >= period) is (steps >= 0)


@given(PERIODS)
def test_a_year_earlier_is_twelve_months_earlier_and_as_far_through_its_year(period: Period) -> None:
    earlier = period.year_earlier
    assert period.last_month_number - earlier.last_month_number == 12
    assert earlier.month_of_financial_year == period.month_of_financial_year
    assert earlier.financial_year.next == period.financial_year


@given(PERIODS)
def test_a_period_ends_in_its_last_month_and_runs_on_from_the_one_before(period: Period) -> None:
    assert ending_within(period.frequency, period.last_month, 1) == (period,)
    assert latest_ending_by(period.frequency, period.last_month) == period
    assert period.first_month == period.previous.last_month.next
    assert period.last_month.last_day == period.last_day
    assert period.last_month.since(period.first_month) == period.frequency.months - 1


@given(PERIODS, st.sampled_from(Frequency))
def test_the_newest_that_has_ended_is_the_last_one_not_after_the_month(period: Period, frequency: Frequency) -> None:
    found = latest_ending_by(frequency, period)
    assert found.last_month_number <= period.last_month_number < found.next.last_month_number


@given(PERIODS)
def test_a_financial_year_holds_its_periods(period: Period) -> None:
    year = period.financial_year
    assert year.first_month <= period.first_month
    assert period.last_month <= year.last_month
    assert period.quarter_of_year == (period.last_month.since(year.first_month)) // 3 + 1


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    for reader in (parse, from_address):
        with suppress(PeriodError):
            period = reader(text)
            assert parse(period.written) == period
