"""What holds for every rating: a better value never gets a worse colour, and the size of numbers does not matter."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.definitions import EXACT, Basis, Colour, Definition, Polarity, Unit
from indicators.domain.periods import Frequency, month
from indicators.domain.rating import GapUnit, Rating, Scheme, SchemeKind, Thresholds, rate
from indicators.domain.series import Observation
from indicators.domain.targets import Target
from tests.domain.strategies import FEWER, LEVELS, NUMBERS, any_schemes, gap_schemes, level_schemes

DECEMBER = month(2016, 12)
TWO_WAYS = st.sampled_from([Polarity.BIGGER, Polarity.SMALLER])
OTHER_WAY = {Polarity.BIGGER: Polarity.SMALLER, Polarity.SMALLER: Polarity.BIGGER}
VALUES = LEVELS | NUMBERS
TARGETS = st.builds(Target, st.just(DECEMBER), VALUES)
MORE = st.decimals(0, 10, places=1)
RANGES = st.builds(lambda low, width: Target(DECEMBER, low, low + width), VALUES, st.decimals(0, 50, places=1))


def rated(good_is: Polarity, scheme: Scheme, value: Decimal, target: Target | None) -> Rating:
    definition = Definition("X1", good_is, Unit.COUNT, Frequency.MONTHLY, Basis.PERIOD)
    return rate(definition, scheme, Observation(DECEMBER, value), target)


def no_worse(better: Rating, worse: Rating) -> bool:
    """A missed zero target has no colour, so none counts as the worst here."""
    order = [Colour.GREEN, Colour.AMBER, Colour.RED, Colour.NONE]
    return order.index(better.colour) <= order.index(worse.colour)


def in_order(good_is: Polarity, one: Decimal, other: Decimal) -> tuple[Decimal, Decimal]:
    """The better one first."""
    low, high = sorted((one, other))
    return (high, low) if good_is is Polarity.BIGGER else (low, high)


@FEWER
@given(TWO_WAYS, gap_schemes(), VALUES, VALUES, TARGETS)
def test_a_better_value_never_gets_a_worse_colour(
    good_is: Polarity, scheme: Scheme, one: Decimal, other: Decimal, target: Target
) -> None:
    better, worse = in_order(good_is, one, other)
    assert no_worse(rated(good_is, scheme, better, target), rated(good_is, scheme, worse, target))


@FEWER
@given(TWO_WAYS.flatmap(lambda way: st.tuples(st.just(way), level_schemes(way))), NUMBERS, NUMBERS)
def test_a_better_value_never_gets_a_worse_colour_by_fixed_levels(
    chosen: tuple[Polarity, Scheme], one: Decimal, other: Decimal
) -> None:
    good_is, scheme = chosen
    better, worse = (rated(good_is, scheme, value, None) for value in in_order(good_is, one, other))
    assert Colour.NONE not in (better.colour, worse.colour)
    assert no_worse(better, worse)


@FEWER
@given(gap_schemes(), RANGES, VALUES, st.decimals(0, 100, places=2), st.booleans())
def test_a_value_nearer_to_the_range_never_gets_a_worse_colour(
    scheme: Scheme, target: Target, value: Decimal, further: Decimal, above: bool
) -> None:
    assert target.value_to is not None
    start = max(value, target.value_to) if above else min(value, target.value)
    outside = start + further if above else start - further
    nearer = rated(Polarity.RANGE, scheme, start, target)
    assert no_worse(nearer, rated(Polarity.RANGE, scheme, outside, target))


@FEWER
@given(gap_schemes(), RANGES, st.decimals(0, 1, places=3))
def test_inside_a_range_is_green(scheme: Scheme, target: Target, share: Decimal) -> None:
    assert target.value_to is not None
    value = target.value + share * (target.value_to - target.value)
    assert rated(Polarity.RANGE, scheme, value, target).colour is Colour.GREEN


@FEWER
@given(TWO_WAYS, gap_schemes(), VALUES, TARGETS)
def test_flipping_good_is_and_every_sign_changes_no_rating(
    good_is: Polarity, scheme: Scheme, value: Decimal, target: Target
) -> None:
    straight = rated(good_is, scheme, value, target)
    turned = rated(OTHER_WAY[good_is], scheme, -value, replace(target, value=-target.value))
    assert (turned.colour, turned.why, turned.gap) == (straight.colour, straight.why, straight.gap)


@FEWER
@given(gap_schemes(), VALUES, RANGES)
def test_a_range_in_the_mirror_is_rated_the_same(scheme: Scheme, value: Decimal, target: Target) -> None:
    assert target.value_to is not None
    straight = rated(Polarity.RANGE, scheme, value, target)
    turned = rated(Polarity.RANGE, scheme, -value, replace(target, value=-target.value_to, value_to=-target.value))
    assert (turned.colour, turned.gap) == (straight.colour, straight.gap)


@FEWER
@given(TWO_WAYS.flatmap(lambda way: st.tuples(st.just(way), level_schemes(way))), NUMBERS)
def test_fixed_levels_in_the_mirror(chosen: tuple[Polarity, Scheme], value: Decimal) -> None:
    good_is, scheme = chosen
    assert scheme.thresholds is not None
    levels = Thresholds(-scheme.thresholds.green, -scheme.thresholds.red)
    straight = rated(good_is, scheme, value, None)
    assert rated(OTHER_WAY[good_is], replace(scheme, thresholds=levels), -value, None).colour is straight.colour


@FEWER
@given(
    st.sampled_from(Polarity),
    gap_schemes((SchemeKind.PERCENT_OF_TARGET,)),
    VALUES,
    TARGETS | RANGES,
    st.integers(-6, 6),
)
def test_a_change_of_unit_changes_no_rating_by_per_cent(
    good_is: Polarity, scheme: Scheme, value: Decimal, target: Target, power: int
) -> None:
    """Pounds or thousands of pounds: value and target times a power of ten."""
    upper = None if target.value_to is None else target.value_to.scaleb(power)
    scaled = rated(good_is, scheme, value.scaleb(power), Target(DECEMBER, target.value.scaleb(power), upper))
    straight = rated(good_is, scheme, value, target)
    assert (scaled.colour, scaled.why, scaled.gap) == (straight.colour, straight.why, straight.gap)


@FEWER
@given(st.sampled_from(Polarity), any_schemes(LEVELS), VALUES, TARGETS | RANGES, st.integers(1, 6))
def test_trailing_noughts_change_no_rating(
    good_is: Polarity, scheme: Scheme, value: Decimal, target: Target, noughts: int
) -> None:
    padded = value * (Decimal(1).scaleb(-noughts) * 10**noughts)
    assert str(padded) != str(value)
    straight, other = rated(good_is, scheme, value, target), rated(good_is, scheme, padded, target)
    assert (other.colour, other.why, other.gap) == (straight.colour, straight.why, straight.gap)


@FEWER
@given(st.sampled_from(Polarity), any_schemes(LEVELS), VALUES, TARGETS | RANGES)
def test_a_gap_stands_with_its_unit_and_agrees_with_the_colour(
    good_is: Polarity, scheme: Scheme, value: Decimal, target: Target
) -> None:
    rating = rated(good_is, scheme, value, target)
    assert (rating.gap is None) is (rating.gap_unit is None)
    if rating.gap is None:
        return
    short = rating.shortfall
    assert short is not None
    if rating.gap_unit is GapUnit.POINTS:
        assert rating.gap == short.worse
    else:
        assert EXACT.multiply(rating.gap, abs(short.bound)).quantize(Decimal("1e-20")) == short.worse * 100
    assert (rating.colour is Colour.GREEN) or rating.gap > 0


@FEWER
@given(st.sampled_from(Polarity), any_schemes(LEVELS), VALUES, TARGETS | RANGES)
def test_the_decimal_context_of_the_caller_is_of_no_meaning(
    good_is: Polarity, scheme: Scheme, value: Decimal, target: Target
) -> None:
    straight = rated(good_is, scheme, value, target)
    with localcontext() as rough:
        rough.prec = 2
        same = rated(good_is, scheme, value, target)
        same_gap = same.printed_gap
    assert same == straight
    assert same_gap == straight.printed_gap


@FEWER
@given(TWO_WAYS, VALUES, TARGETS, gap_schemes(), MORE, MORE)
def test_a_more_forgiving_scheme_never_gives_a_worse_colour(
    good_is: Polarity, value: Decimal, target: Target, scheme: Scheme, more_green: Decimal, later_red: Decimal
) -> None:
    green_within = scheme.green_within + more_green
    red_from = max(scheme.red_from + later_red, green_within + Decimal("0.1"))
    forgiving = replace(scheme, green_within=green_within, red_from=red_from)
    assert no_worse(rated(good_is, forgiving, value, target), rated(good_is, scheme, value, target))
