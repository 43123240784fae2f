"""Series: in order of time, one figure a period, of one frequency; and what the status of a figure says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.definitions import Colour
from indicators.domain.errors import DomainError
from indicators.domain.periods import month, parse
from indicators.domain.series import Observation, Series, Status
from tests.domain.from_text import series_of
from tests.domain.strategies import FEWER, History, histories


def test_figures_stand_in_order_of_time() -> None:
    rows = [Observation(month(2016, number), Decimal(number)) for number in (11, 9, 12)]
    series = Series.of(rows)
    assert [str(one.period) for one in series] == ["2016-09", "2016-11", "2016-12"]
    assert len(series) == 3


def test_one_figure_a_period() -> None:
    rows = [Observation(month(2016, 12), Decimal(1)), Observation(month(2016, 12), status=Status.AWAITED)]
    with pytest.raises(DomainError, match="one figure a period"):
        Series.of(rows)


def test_months_and_quarters_never_stand_in_one_series() -> None:
    with pytest.raises(DomainError, match="figures of one frequency only"):
        Series.of([Observation(parse("2016-12")), Observation(parse("2016/17 Q3"))])


def test_a_figure_is_found_by_its_very_period() -> None:
    series = series_of("2016-11: 91.0 . 91.9")
    assert series.at(month(2016, 11)) == Observation(month(2016, 11), Decimal("91.0"))
    assert series.at(month(2016, 12)) is None
    # A financial year that happens to have the same number as a month is another period.
    assert series.at(type(month(2016, 11))(parse("2016/17").frequency, month(2016, 11).number)) is None


@pytest.mark.parametrize(
    ("text", "newest", "latest"),
    [
        ("2016-10: 3 4 awaited", "2016-12", "2016-11"),
        ("2016-10: 3 awaited suppressed", "2016-12", "2016-10"),
        ("2016-10: awaited", "2016-10", None),
        ("2016-10: red awaited", "2016-11", "2016-10"),
        ("", None, None),
    ],
)
def test_the_newest_row_and_the_latest_figure(text: str, newest: str | None, latest: str | None) -> None:
    series = series_of(text)
    assert (series.newest and str(series.newest.period)) == newest
    assert (series.latest and str(series.latest.period)) == latest


def test_up_to_a_month_leaves_out_what_ends_later() -> None:
    series = series_of("2016/17 Q1: 1 2 3", earlier_left_out=True)
    cut = series.up_to(month(2016, 11))
    assert [str(one.period) for one in cut] == ["2016/17 Q1", "2016/17 Q2"]
    assert cut.earlier_left_out
    assert series.up_to(month(2016, 12)) is series
    assert len(series.up_to(month(2016, 5))) == 0


@pytest.mark.parametrize(
    ("text", "left_out", "period", "unread"),
    [
        ("2016-10: 1 2", True, "2016-09", True),
        ("2016-10: 1 2", True, "2016-10", False),
        ("2016-10: 1 . 2", True, "2016-11", False),
        ("2016-10: 1 2", False, "2016-09", False),
        ("", True, "2016-10", True),
        ("", False, "2016-10", False),
    ],
)
def test_which_figures_could_be_unread(text: str, left_out: bool, period: str, unread: bool) -> None:
    assert series_of(text, earlier_left_out=left_out).unread_at(parse(period)) is unread


@pytest.mark.parametrize(("status", "has_value"), [(one, one in ("final", "provisional")) for one in Status])
def test_only_final_and_provisional_figures_have_a_value(status: Status, has_value: bool) -> None:
    assert status.has_value is has_value


def test_a_judged_colour_is_a_figure() -> None:
    assert Observation(month(2016, 12), judged=Colour.RED).has_figure
    assert not Observation(month(2016, 12), status=Status.NOT_REPORTABLE, reason="the system was moved").has_figure
    assert Observation(month(2016, 12), Decimal(0)).has_figure


@FEWER
@given(histories(), st.integers(0, 40))
def test_up_to_keeps_what_ends_by_then_and_nothing_else(history: History, back: int) -> None:
    end = history.as_at.plus(-back)
    kept = history.series.up_to(end)
    assert list(kept) == [one for one in history.series if one.period.last_month_number <= end.last_month_number]
