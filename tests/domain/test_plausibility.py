"""Doubts about figures: worked examples, what holds for every history, and a slow plain twin."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.domain.definitions import Basis, Definition, Polarity, Unit
from indicators.domain.periods import Frequency, Period, latest_ending_by, month, parse, run_up_to
from indicators.domain.plausibility import Doubt, DoubtKind, Entry, NumeratorAbove, SameAgain, SlipOfUnit, doubts
from indicators.domain.series import Observation, Series, Status
from indicators.domain.usual import RECENT, Span, bounds, usual
from tests.domain import plain_plausibility
from tests.domain.from_text import definition_of, series_of
from tests.domain.strategies import AS_AT, FREQUENCIES, ODD_NUMBERS, PERIODS, History, odd_histories
from tests.domain.worked_plausibility import A01, A03, ASSESSED, DOUBTED, Doubted


def entry_of(typed: str) -> Entry:
    """From `86.2`, `75 30/40` or an empty text."""
    value, _, fraction = typed.partition(" ")
    parts = (value, *fraction.partition("/")[::2])
    return Entry(*(Decimal(part) if part else None for part in parts))


def after(series: str) -> Period:
    """The period that follows the last word of the series."""
    start, _, words = series.partition(":")
    return parse(start).plus(len(words.split()))


def told(case: Doubted) -> tuple[Doubt, ...]:
    definition = definition_of(case.definition, breaks=case.breaks)
    return doubts(definition, series_of(case.series), after(case.series), entry_of(case.typed))


@pytest.mark.parametrize("case", DOUBTED, ids=lambda case: case.sentence)
def test_doubts(case: Doubted) -> None:
    assert " ".join(doubt.kind for doubt in told(case)) == case.kinds


def test_what_is_usual_comes_with_an_unlikely_figure() -> None:
    (found,) = told(Doubted("", "smaller per_100k", A03, "673"))
    assert found.kind is DoubtKind.UNLIKELY
    assert (found.value, [one.value for one in found.before]) == (673, [Decimal(one) for one in A03.split()[1:]])
    # By hand: median 619 and median deviation 3.5; the moves -8 -7 -5 -1 0 6 6 8 9 have median 0 and deviation 6.
    level, move = found.usual
    assert (round(level.low, 2), round(level.high, 2)) == (Decimal("600.84"), Decimal("637.16"))
    assert (round(move.low, 2), round(move.high, 2)) == (Decimal("598.87"), Decimal("661.13"))


def test_both_ends_of_what_is_usual_are_usual() -> None:
    definition, series, period = definition_of("smaller count"), series_of("2016-01: 7 7 7 7 7 7"), month(2016, 7)
    assert not doubts(definition, series, period, Entry(Decimal("10.5")))
    assert not doubts(definition, series, period, Entry(Decimal("3.5")))
    assert doubts(definition, series, period, Entry(Decimal("10.51")))
    assert doubts(definition, series, period, Entry(Decimal("3.49")))


def test_a_percentage_is_not_expected_beyond_0_and_100() -> None:
    (found,) = told(Doubted("", "bigger", "2016-01: 91.1 99.4 98.9 99.0 93.8 99.6", "100.1"))
    assert {span.high for span in found.usual} == {Decimal(100)}
    (found,) = told(Doubted("", "smaller count", "2016-01: 0 0 1 0 2 1", "9"))
    assert {span.low for span in found.usual} == {Decimal(0)}


def test_a_running_total_is_told_with_the_one_of_the_year_before() -> None:
    series = f"{ASSESSED} 118 243"
    (found,) = told(Doubted("", "count year_to_date", series, "636"))
    assert [one.period.written for one in found.before] == ["2025-06"]
    assert found.year_to_date
    (found,) = told(Doubted("", "count year_to_date", series, "3660"))
    assert (found.kind, found.year_to_date, found.before[0].value) == (DoubtKind.SLIP_OF_UNIT, True, 348)


@pytest.mark.parametrize(
    ("typed", "meant", "shift"),
    [("0.862", "86.2", 2), ("862", "86.2", -1), ("8.62", "86.2", 1), ("8620", "86.2", -2), ("0.0862", "86.2", 3)],
)
def test_what_was_meant_comes_with_a_slip(typed: str, meant: str, shift: int) -> None:
    (found,) = told(Doubted("", "bigger", A01, typed))
    assert isinstance(found, SlipOfUnit)
    assert (found.value, found.meant, found.shift) == (Decimal(typed), Decimal(meant), shift)
    assert (len(found.before), found.year_to_date) == (12, False)


def test_the_shortest_way_to_slip_is_told() -> None:
    (found,) = told(Doubted("among figures from 3 to 60, 0.7 may be 7 or 70", "", "2016-01: 3 60 20", "0.7"))
    assert isinstance(found, SlipOfUnit)
    assert found.meant == 7


def test_the_two_before_come_with_a_figure_that_repeats() -> None:
    (found,) = told(Doubted("", "bigger", "2016-01: 86.2 86.5 86.5", "86.5"))
    assert isinstance(found, SameAgain)
    assert [one.period.written for one in found.before] == ["2016-02", "2016-03"]


@pytest.mark.parametrize(
    ("first", "second", "typed", "repeats"),
    [
        ("30/40", "30/40", "75 30/40", True),
        ("30/40", "60/80", "75 60/80", False),
        ("60/80", "30/40", "75 60/80", False),
        ("", "", "75 30/40", True),
        ("30/40", "30/40", "75", True),
    ],
)
def test_the_same_share_of_other_people_was_measured_anew(first: str, second: str, typed: str, repeats: bool) -> None:
    given_as = [entry_of(f"75 {fraction}") for fraction in (first, second)]
    series = Series.of(
        Observation(month(2016, at), one.value, numerator=one.numerator, denominator=one.denominator)
        for at, one in enumerate(given_as, 1)
    )
    found = doubts(definition_of(), series, month(2016, 3), entry_of(typed))
    assert [one.kind for one in found] == ([DoubtKind.SAME_AGAIN] if repeats else [])


def test_numerator_and_denominator_come_with_the_doubt() -> None:
    (found,) = told(Doubted("", "bigger", "2016-01: 80", "103.4 30/29"))
    assert found == NumeratorAbove(Decimal(30), Decimal(29))


def test_what_stands_for_the_period_and_after_it_is_not_looked_at() -> None:
    definition, known = definition_of("bigger"), series_of(A01)
    later = [Observation(month(2017, at), Decimal("68.2")) for at in range(1, 7)]
    series = Series.of([*known, *later])
    (found,) = doubts(definition, series, month(2017, 1), Entry(Decimal("68.2")))
    assert found.kind is DoubtKind.UNLIKELY
    assert found == doubts(definition, known, month(2017, 1), Entry(Decimal("68.2")))[0]


def test_quarters_say_nothing_of_months() -> None:
    assert not doubts(definition_of("bigger"), series_of("2013/14 Q1" + A01[7:]), AS_AT, Entry(Decimal("0.862")))


def test_bounds_of_an_empty_history() -> None:
    assert bounds(Unit.PERCENT, ()) == (0, 100)
    assert bounds(Unit.POUNDS, ()) == (None, None)


ENTRIES = st.builds(Entry, *[st.none() | ODD_NUMBERS] * 3)


@given(odd_histories(), PERIODS | st.sampled_from([AS_AT, AS_AT.next]), ENTRIES)
def test_it_is_total_and_tells_each_kind_once_in_order(history: History, period: Period, entry: Entry) -> None:
    found = doubts(history.definition, history.series, period, entry)
    kinds = [doubt.kind for doubt in found]
    assert kinds == [kind for kind in DoubtKind if kind in kinds]
    assert not {DoubtKind.SLIP_OF_UNIT, DoubtKind.UNLIKELY} <= set(kinds)
    for doubt in found:
        if doubt.kind is DoubtKind.UNLIKELY:
            assert doubt.usual
            assert not any(span.holds(doubt.value) for span in doubt.usual)


UNITS = st.sampled_from([Unit.PERCENT, Unit.PER_100K, Unit.COUNT, Unit.POUNDS])
BASES = st.sampled_from([Basis.PERIOD, Basis.PERIOD, Basis.YEAR_TO_DATE, Basis.YEAR_TO_DATE, Basis.SNAPSHOT])
LIVELY = st.integers(6, 40).flatmap(
    lambda count: st.lists(
        st.decimals(0, 20, places=1) | st.sampled_from([Decimal(10)] * 3), min_size=count, max_size=count
    )
)
HOLES = st.sets(st.integers(0, 39), max_size=3)


@given(UNITS, FREQUENCIES, BASES, LIVELY, HOLES, st.decimals(-5, 60, places=1), st.booleans())
def test_a_slow_plain_twin_agrees(
    unit: Unit, frequency: Frequency, basis: Basis, cells: list[Decimal], holes: set[int], value: Decimal, adds_up: bool
) -> None:
    definition = Definition("X1", Polarity.BIGGER, unit, frequency, basis)
    period = latest_ending_by(frequency, AS_AT)
    figures: dict[Period, Decimal] = {}
    total = Decimal(0)
    for at, (one, cell) in enumerate(zip(run_up_to(period.previous, len(cells)), cells, strict=True)):
        total = cell if plain_plausibility.is_first(one) else total + cell
        if at not in holes:
            figures[one] = total if adds_up and basis is Basis.YEAR_TO_DATE else cell
    scores = plain_plausibility.scores(definition, figures, period, value)
    assume(not plain_plausibility.is_near_the_limit(scores))
    seen = list(figures.values())[-RECENT:]
    beyond = (unit is not Unit.POUNDS and value < 0) or (unit is Unit.PERCENT and value > 100 >= max(seen))
    expected = bool(scores) and (beyond or all(score > Decimal("3.5") for score in scores))
    series = Series.of(Observation(one, figure) for one, figure in figures.items())
    kinds = {doubt.kind for doubt in doubts(definition, series, period, Entry(value))}
    assert (DoubtKind.UNLIKELY in kinds) == (expected and DoubtKind.SLIP_OF_UNIT not in kinds)


CALM = st.lists(st.decimals(80, 90, places=1), min_size=3, max_size=20)


@given(CALM, st.decimals(80, 90, places=1), st.sampled_from([-3, -2, -1, 1, 2, 3]))
def test_a_point_that_slipped_is_found_among_calm_figures(values: list[Decimal], true: Decimal, shift: int) -> None:
    series = Series.of(Observation(AS_AT.plus(at), value) for at, value in enumerate(values))
    period = AS_AT.plus(len(values))
    (found,) = doubts(definition_of("smaller per_100k"), series, period, Entry(true.scaleb(shift)))
    assert isinstance(found, SlipOfUnit)
    assert (found.meant, found.shift) == (true, -shift)


@given(CALM, st.decimals(0, 200, places=1))
def test_a_provisional_figure_counts_like_any_other(values: list[Decimal], typed: Decimal) -> None:
    final = Series.of(Observation(AS_AT.plus(at), value) for at, value in enumerate(values))
    provisional = Series.of(replace(one, status=Status.PROVISIONAL) for one in final)
    asked = [
        [doubt.kind for doubt in doubts(definition_of(), series, AS_AT.plus(len(values)), Entry(typed))]
        for series in (final, provisional)
    ]
    assert asked[0] == asked[1]


@given(st.lists(ODD_NUMBERS, min_size=1, max_size=14), st.sampled_from([Decimal(1), Decimal("0.01")]))
def test_most_values_are_usual_among_themselves_whichever_way_is_up(values: list[Decimal], least: Decimal) -> None:
    span = usual(values, least)
    assert span.low < span.high
    assert sum(span.holds(value) for value in values) * 2 >= len(values)
    turned = usual([value.copy_negate() for value in values], least)
    assert turned == Span(span.high.copy_negate(), span.low.copy_negate())
