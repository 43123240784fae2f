"""Ratings: worked examples, overrides, how far from target whatever the scheme, and the levels of a scheme as text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.definitions import Colour, Polarity
from indicators.domain.errors import SchemeError
from indicators.domain.periods import month
from indicators.domain.rating import (
    Override,
    Rating,
    Scheme,
    SchemeKind,
    Shortfall,
    ShownRating,
    Thresholds,
    levels_fit,
    parse_levels,
    rate,
    shortfall,
)
from tests.domain.from_text import definition_of, observation_of, scheme_of, target_of
from tests.domain.worked_ratings import LEVEL_TEXTS, RATED, WRONG_LEVELS, Levels, Rated

DECEMBER = month(2016, 12)


def rating_of(case: Rated) -> Rating:
    observation = observation_of(DECEMBER, case.value)
    return rate(definition_of(case.good_is), scheme_of(case.scheme), observation, target_of(case.target, DECEMBER))


@pytest.mark.parametrize("case", RATED, ids=lambda case: case.sentence)
def test_the_colour_and_its_reason(case: Rated) -> None:
    rating = rating_of(case)
    assert (rating.colour, rating.why) == (case.colour, case.why)


@pytest.mark.parametrize("case", RATED, ids=lambda case: case.sentence)
def test_the_gap_is_kept_with_its_unit(case: Rated) -> None:
    rating = rating_of(case)
    unit = "points" if case.scheme.startswith("points") else "percent"
    assert (rating.printed_gap, rating.gap_unit) == ((Decimal(case.gap), unit) if case.gap else (None, None))
    assert str(rating.printed_gap or case.gap) == case.gap


@pytest.mark.parametrize("case", RATED, ids=lambda case: case.sentence)
def test_the_inputs_travel_with_the_rating(case: Rated) -> None:
    rating = rating_of(case)
    assert rating.observation == observation_of(DECEMBER, case.value)
    assert rating.target == target_of(case.target, DECEMBER)
    assert rating.scheme == scheme_of(case.scheme)


def test_the_band_that_holds_the_value_is_kept() -> None:
    rating = rate(
        definition_of("smaller"), scheme_of("bands green 1-5; amber 6-15"), observation_of(DECEMBER, "7"), None
    )
    assert rating.band is not None
    assert (rating.band.colour, rating.band.low, rating.band.high) == (Colour.AMBER, 6, 15)


@pytest.mark.parametrize("scheme", ["thresholds green 30; red 20", "bands green 1-99", "judgement", "points 0 50"])
def test_how_far_from_target_is_kept_whatever_the_scheme(scheme: str) -> None:
    """Exception rule 1 counts 5% or more worse than target "whatever its scheme"."""
    observation = observation_of(DECEMBER, "45")
    rating = rate(definition_of("bigger"), scheme_of(scheme), observation, target_of("90", DECEMBER))
    assert rating.shortfall == Shortfall(worse=Decimal(45), bound=Decimal(90))
    assert rating.shortfall.percent == 50


def test_a_default_scheme_is_per_cent_of_target_0_and_5() -> None:
    scheme = Scheme()
    assert (scheme.kind, scheme.green_within, scheme.red_from) == ("percent_of_target", 0, 5)


def test_an_override_is_shown_and_the_computed_rating_stays_beside_it() -> None:
    computed = rating_of(Rated("red", "bigger", "80", "90", "red", "far_short"))
    shown = ShownRating(computed, Override(DECEMBER, Colour.AMBER, "two late discharges were another council's"))
    assert (shown.colour, shown.computed.colour) == (Colour.AMBER, Colour.RED)
    assert ShownRating(computed).colour is Colour.RED


@pytest.mark.parametrize(("word", "expected"), [("80p", True), ("80", False), ("awaited", False), (".", False)])
def test_the_rating_of_a_provisional_figure_is_marked(word: str, expected: bool) -> None:
    assert ShownRating(rating_of(Rated("", "bigger", word, "90", "", ""))).provisional is expected


@pytest.mark.parametrize(
    ("good_is", "value", "target", "expected"),
    [
        ("bigger", "87.1", "90", ("2.9", "90")),
        ("bigger", "93", "90", ("-3", "90")),
        ("smaller", "637", "590", ("47", "590")),
        ("range", "39", "40..60", ("1", "40")),
        ("range", "62", "40..60", ("2", "60")),
        ("range", "45", "40..60", ("0", "40")),
        ("range", "55", "40..60", ("0", "60")),
        ("range", "50", "40..60", ("0", "40")),
        ("range", "70", "60..40", ("30", "40")),
        ("range", "30", "60..40", ("30", "60")),
        ("range", "50", "40", None),
        ("none", "50", "40", None),
    ],
)
def test_how_much_worse_than_target(good_is: str, value: str, target: str, expected: tuple[str, str] | None) -> None:
    aim = target_of(target, DECEMBER)
    assert aim is not None
    wanted = None if expected is None else Shortfall(Decimal(expected[0]), Decimal(expected[1]))
    assert shortfall(Polarity(good_is), Decimal(value), aim) == wanted


@pytest.mark.parametrize(
    ("worse", "bound", "percent", "five"),
    [
        ("4.5", "90", "5", True),
        ("4.4999", "90", "4.999888888888888888888888889", False),
        ("-9", "90", "-10", False),
        ("5", "-100", "5", True),
        ("0", "0", "0", False),
        ("7", "0", None, False),
    ],
)
def test_how_much_worse_in_per_cent_of_the_bound(worse: str, bound: str, percent: str | None, five: bool) -> None:
    short = Shortfall(Decimal(worse), Decimal(bound))
    if percent is None:
        assert short.percent is None
    else:
        assert short.percent is not None
        assert abs(short.percent - Decimal(percent)) < Decimal("1e-20")
    assert short.at_least(Decimal(5)) is five


@pytest.mark.parametrize(
    ("good_is", "green", "red", "fits"),
    [
        ("bigger", 30, 20, True),
        ("bigger", 20, 30, False),
        ("smaller", 20, 30, True),
        ("smaller", 30, 20, False),
        ("bigger", 20, 20, False),
        ("smaller", 20, 20, False),
        ("range", 20, 30, False),
        ("none", 20, 30, False),
    ],
)
def test_green_lies_on_the_good_side_of_red(good_is: str, green: int, red: int, fits: bool) -> None:
    assert levels_fit(Polarity(good_is), Thresholds(Decimal(green), Decimal(red))) is fits


@pytest.mark.parametrize("case", LEVEL_TEXTS, ids=lambda case: f"{case.kind}: {case.text}")
def test_the_levels_of_a_scheme_are_read(case: Levels) -> None:
    thresholds, bands = parse_levels(SchemeKind(case.kind), case.text)
    said = [f"{band.colour} {band.low} to {band.high}" for band in bands]
    if thresholds is not None:
        said = [f"green {thresholds.green}", f"red {thresholds.red}"]
    assert ", ".join(said) == case.gives


@pytest.mark.parametrize("case", WRONG_LEVELS, ids=lambda case: f"{case.kind}: {case.text}")
def test_wrong_levels_are_refused_with_what_is_accepted(case: Levels) -> None:
    with pytest.raises(SchemeError) as refused:
        parse_levels(SchemeKind(case.kind), case.text)
    assert case.gives in str(refused.value)


@given(st.sampled_from(SchemeKind), st.text(alphabet="gredn amb0123456789.;-to ", max_size=40))
def test_bands_that_are_read_never_give_a_value_two_colours(kind: SchemeKind, text: str) -> None:
    try:
        _, bands = parse_levels(kind, text)
    except SchemeError:
        return
    for value in {band.low for band in bands} | {band.high for band in bands}:
        assert sum(band.low <= value <= band.high for band in bands) == 1


def test_colours_have_an_order_of_severity() -> None:
    assert {str(colour): colour.severity for colour in Colour} == {"red": 3, "amber": 2, "green": 1, "none": 0}
