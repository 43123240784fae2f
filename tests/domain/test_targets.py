"""Targets by period and through profiles: worked examples, and what holds for every profile."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.errors import DomainError, SchemeError
from indicators.domain.periods import Frequency, Period, month, parse, year
from indicators.domain.targets import Profile, Target, TargetRow, Targets, parse_profile
from tests.domain.from_text import targets_of
from tests.domain.strategies import NUMBERS, PERIODS, PROFILES
from tests.domain.worked_targets import PROFILES as PROFILE_TEXTS
from tests.domain.worked_targets import STANDING, WRONG_PROFILES, ProfileText, Stands, WrongProfile


def printed(target: Target | None) -> str:
    if target is None:
        return ""
    return str(target.value) if target.value_to is None else f"{target.value}..{target.value_to}"


@pytest.mark.parametrize("case", STANDING, ids=lambda case: case.sentence)
def test_what_stands_for_a_period(case: Stands) -> None:
    period = parse(case.period)
    found = targets_of(case.targets).at(period)
    assert printed(found) == case.stands
    assert found is None or found.period == period


@pytest.mark.parametrize(
    ("targets", "period", "computed"),
    [
        ("2016/17 590 linear 622", "2016-12", True),
        ("2016/17 590 flat", "2016-12", True),
        ("2016/17 590", "2017-03", False),
        ("2016/17 590 linear 622", "2016/17", False),
        ("2016/17 590 linear 622; 2016-12 600", "2016-12", False),
    ],
)
def test_a_computed_target_says_so(targets: str, period: str, computed: bool) -> None:
    found = targets_of(targets).at(parse(period))
    assert found is not None
    assert found.profiled is computed


def test_one_target_a_period() -> None:
    with pytest.raises(DomainError, match="one target a period"):
        targets_of("2016-12 590; 2016-12 600")


@pytest.mark.parametrize("case", PROFILE_TEXTS, ids=lambda case: case.text)
def test_a_profile_is_read(case: ProfileText) -> None:
    profile = parse_profile(case.text)
    assert profile is not None
    assert profile.kind == case.kind
    assert str(profile.start or "") == case.start
    assert " ".join(str(share) for share in profile.shares) == case.shares


@pytest.mark.parametrize("text", ["", "  "])
def test_no_text_is_no_profile(text: str) -> None:
    assert parse_profile(text) is None


@pytest.mark.parametrize("case", WRONG_PROFILES, ids=lambda case: case.text)
def test_a_wrong_profile_is_refused_with_what_is_accepted(case: WrongProfile) -> None:
    with pytest.raises(SchemeError) as refused:
        parse_profile(case.text)
    assert case.says in str(refused.value)


@pytest.mark.parametrize(
    ("targets", "period", "had"),
    [
        ("2016-11 590", "2016-12", True),
        ("2016-12 590", "2016-12", False),
        ("2016-12 590", "2016-11", False),
        ("2015/16 590 flat", "2016-12", True),
        ("2016/17 590", "2016-12", False),
        ("", "2016-12", False),
    ],
)
def test_was_a_target_set_for_an_earlier_period(targets: str, period: str, had: bool) -> None:
    assert targets_of(targets).any_before(parse(period)) is had


@pytest.mark.parametrize(
    ("targets", "left_out", "period", "unread"),
    [
        ("2016-06 590; 2016-11 590", False, "2010-01", False),
        ("2016-11 590; 2016-06 590", True, "2016-06", False),
        ("2016-06 590; 2016-11 590", True, "2016-05", True),
        ("2016/17 590 flat", True, "2016-05", True),  # its own target would stand before the year's
        ("", True, "2016-12", True),
        ("", False, "2016-12", False),
    ],
)
def test_which_targets_could_be_unread(targets: str, left_out: bool, period: str, unread: bool) -> None:
    assert targets_of(targets, earlier_left_out=left_out).unread_at(parse(period)) is unread


@given(NUMBERS, PROFILES, PERIODS)
def test_a_profile_ends_at_the_years_target(annual: Decimal, profile: Profile, period: Period) -> None:
    targets = Targets.of([TargetRow(period.financial_year, annual, profile=profile)])
    for end in (period.financial_year, period.financial_year.last_month, quarter_four(period)):
        found = targets.at(end)
        assert found is not None
        assert str(found.value) == str(annual)


def quarter_four(period: Period) -> Period:
    return Period(Frequency.QUARTERLY, period.financial_year.number * 4 + 3)


@given(NUMBERS, PROFILES, st.integers(1, 4))
def test_a_quarter_stands_where_its_last_month_does(annual: Decimal, profile: Profile, number: int) -> None:
    targets = Targets.of([TargetRow(year(2016), annual, profile=profile)])
    quarter = Period(Frequency.QUARTERLY, 2016 * 4 + number - 1)
    in_month, in_quarter = targets.at(quarter.last_month), targets.at(quarter)
    assert in_month is not None
    assert in_quarter is not None
    assert in_month.value == in_quarter.value


@given(NUMBERS, PROFILES, st.integers(1, 12))
def test_a_computed_target_has_at_most_six_places(annual: Decimal, profile: Profile, month_of_year: int) -> None:
    exponent = profile.at(annual, month_of_year).as_tuple().exponent
    assert isinstance(exponent, int)
    assert -6 <= exponent <= 0


@given(st.decimals(0, 2000, places=2), PROFILES)
def test_shares_only_grow_through_the_year(annual: Decimal, profile: Profile) -> None:
    through = [profile.at(annual, number) for number in range(1, 13)]
    if profile.shares:
        assert through == sorted(through)
    elif profile.start is not None:
        assert through == sorted(through, reverse=profile.start > annual)
    else:
        assert set(through) == {annual}


@given(NUMBERS, NUMBERS, PROFILES, st.integers(1, 12))
def test_a_target_of_its_own_beats_every_profile(own: Decimal, annual: Decimal, profile: Profile, number: int) -> None:
    period = month(2016, number)
    targets = Targets.of([TargetRow(period, own), TargetRow(period.financial_year, annual, profile=profile)])
    assert targets.at(period) == Target(period, own)
