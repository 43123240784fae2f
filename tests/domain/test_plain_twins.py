"""The core agrees with its slow plain twins."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.definitions import EXACT, Basis, Definition, Polarity, Unit
from indicators.domain.periods import Frequency, Period, month
from indicators.domain.rating import Scheme, rate, shortfall
from indicators.domain.series import Observation
from indicators.domain.targets import Profile, ProfileKind, Target
from tests.domain import plain_twins
from tests.domain.from_text import definition_of, scheme_of, series_of, targets_of
from tests.domain.norfolk_2017 import VITAL_SIGNS, VitalSign
from tests.domain.strategies import (
    FEWER,
    GAP_KINDS,
    LEVELS,
    NUMBERS,
    ODD_NUMBERS,
    PERIODS,
    SHARES,
    History,
    gap_schemes,
    histories,
)

DECEMBER = month(2016, 12)
WIDTHS = st.sampled_from([None, 0, 1, 20])
GAP_SCHEMES = gap_schemes() | st.builds(Scheme, kind=st.sampled_from(GAP_KINDS))


@given(st.sampled_from(Polarity), LEVELS | ODD_NUMBERS, LEVELS | ODD_NUMBERS, WIDTHS, GAP_SCHEMES)
def test_rating_by_gap(good_is: Polarity, value: Decimal, level: Decimal, width: int | None, scheme: Scheme) -> None:
    definition = Definition("X1", good_is, Unit.COUNT, Frequency.MONTHLY, Basis.PERIOD)
    target = Target(DECEMBER, level, None if width is None else EXACT.add(level, Decimal(width)))
    rating = rate(definition, scheme, Observation(DECEMBER, value), target)
    assert rating.colour == plain_twins.colour_by_gap(good_is, value, target, scheme)


@given(st.sampled_from(Polarity), ODD_NUMBERS, ODD_NUMBERS, st.decimals(0, 100, places=2))
def test_so_many_per_cent_worse(good_is: Polarity, value: Decimal, level: Decimal, percent: Decimal) -> None:
    target = Target(DECEMBER, level, EXACT.add(level, Decimal(20)))
    short, measured = shortfall(good_is, value, target), plain_twins.gap_by_hand(good_is, value, target)
    assert (short is None) is (measured is None)
    if short is not None and measured is not None:
        gap, bound = measured
        assert short.at_least(percent) is (bound != 0 and gap / abs(bound) * 100 >= percent)


@FEWER
@given(histories())
def test_the_run_of_worsening(history: History) -> None:
    run = history.assess().run
    known = history.series.up_to(history.as_at)
    targets = {one.period.number: history.targets.at(one.period) for one in known}
    expected = plain_twins.moves_worse(history.definition, known, targets)
    assert [move.later.period.number for move in run.moves if move.later] == expected


@FEWER
@given(histories(schemes=GAP_SCHEMES))
def test_how_long_it_has_had_its_colour(history: History) -> None:
    definition, found = history.definition, history.assess()
    if found.latest is None or definition.unit is Unit.JUDGEMENT:
        return
    colours = {
        one.period.number: history.overrides[one.period].colour
        if one.period in history.overrides and one.has_figure
        else plain_twins.colour_by_gap(definition.good_is, one.value, history.targets.at(one.period), history.scheme)
        for one in history.series
    }
    expected = plain_twins.periods_in_colour(definition, colours, found.latest.period)
    assert found.periods_in_colour == expected
    assert found.since == (found.latest.period.plus(1 - expected) if expected else None)


@given(NUMBERS | st.decimals(-1, 1, places=6), SHARES, st.integers(1, 12))
def test_shares_of_a_year(annual: Decimal, shares: list[Decimal], month_of_year: int) -> None:
    cumulative = (*sorted(shares), Decimal(100))
    profile = Profile(ProfileKind.SHARES, shares=cumulative)
    assert profile.at(annual, month_of_year) == plain_twins.profiled(annual, cumulative, month_of_year)


@given(NUMBERS | st.decimals(-1, 1, places=6), NUMBERS, st.integers(1, 12))
def test_a_straight_line_through_a_year(annual: Decimal, start: Decimal, month_of_year: int) -> None:
    profile = Profile(ProfileKind.LINEAR, start=start)
    assert profile.at(annual, month_of_year) == plain_twins.straight_line(annual, start, month_of_year)


@given(PERIODS)
def test_the_financial_year_of_a_period(period: Period) -> None:
    assert period.financial_year.number == plain_twins.year_of(period)


@pytest.mark.parametrize("sign", VITAL_SIGNS, ids=lambda sign: sign.code)
def test_the_twins_find_in_norfolks_figures_what_was_published(sign: VitalSign) -> None:
    """The twins are tested themselves, so that both versions cannot be wrong in the same way unseen."""
    definition, series = definition_of(sign.good_is), series_of(f"2016-01: {sign.figures}")
    latest = series.latest
    assert latest is not None
    target = targets_of(sign.target).at(latest.period)
    assert plain_twins.colour_by_gap(sign.good_is, latest.value, target, scheme_of()) == sign.colour
    assert len(plain_twins.moves_worse(definition, series, {})) == sign.worse_in_a_row
