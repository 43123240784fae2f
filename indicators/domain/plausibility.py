"""Doubts about a figure that is about to be entered: likely slips of the hand, for whoever typed it to look at again.

A doubt is a question and never a refusal: it goes away with a tick and a reason. Only figures of earlier periods, since
the last break in the definition, are looked at; provisional ones count. Where too little is known nothing is asked.
The rules, where they come from and how often they ask are in `docs/methods.md`, Figures that look like a slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from indicators.domain.definitions import EXACT, Basis, Definition, Unit
from indicators.domain.periods import Frequency, Period
from indicators.domain.series import Observation, Series
from indicators.domain.usual import HUNDRED, RECENT, Span, bounds, usual_figures, usual_totals

JUDGED_BY: Final = 24
"""A figure is judged by those of so many periods before it; a running total needs a year and its year before."""
FEWEST_FOR_A_SLIP: Final = 3
"""With fewer figures before it nothing is said of a slip of unit."""
FAR: Final = Decimal(3)
NEAR: Final = Decimal("1.25")
SHIFTS: Final = (1, -1, 2, -2, 3, -3)
"""How many places the point may have slipped, the likelier first."""
TIES_IN: Final = 10
"""A figure that repeats is asked about where not more than one in so many before it repeated its neighbour."""


class DoubtKind(StrEnum):
    """What looks odd about a figure."""

    SLIP_OF_UNIT = "slip_of_unit"
    UNLIKELY = "unlikely"
    SAME_AGAIN = "same_again"
    NUMERATOR_ABOVE = "numerator_above"


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as it would be stored: the value typed, or the one worked out from numerator and denominator."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Unlikely:
    """The value lies outside what its history makes plausible.

    `before` are the figures it was judged by, oldest first; for running totals the one at the same point of the year
    before. `usual` holds the values that would not have been asked about; `year_to_date` tells a running total.
    """

    value: Decimal
    before: tuple[Observation, ...]
    usual: tuple[Span, ...]
    year_to_date: bool = False
    kind: DoubtKind = DoubtKind.UNLIKELY


@dataclass(frozen=True, slots=True)
class SlipOfUnit:
    """The value would fit the figures `before` it if its decimal point stood `shift` places further to the right (to
    the left when negative), as in `meant`."""

    value: Decimal
    meant: Decimal
    shift: int
    before: tuple[Observation, ...]
    year_to_date: bool = False
    kind: DoubtKind = DoubtKind.SLIP_OF_UNIT


@dataclass(frozen=True, slots=True)
class SameAgain:
    """The value is exactly that of both periods before it, in an indicator whose figures seldom repeat."""

    value: Decimal
    before: tuple[Observation, Observation]
    kind: DoubtKind = DoubtKind.SAME_AGAIN


@dataclass(frozen=True, slots=True)
class NumeratorAbove:
    """More were counted than there are: the percentage is above 100."""

    numerator: Decimal
    denominator: Decimal
    kind: DoubtKind = DoubtKind.NUMERATOR_ABOVE


Doubt = SlipOfUnit | Unlikely | SameAgain | NumeratorAbove


def doubts(definition: Definition, series: Series, period: Period, entry: Entry) -> tuple[Doubt, ...]:
    """All that looks odd about the figure of the period, in the order of `DoubtKind`. Total.

    What the series holds of this period and of later ones is not looked at, nor what lies before the last break.
    A likely slip of unit is told alone: that the value is unlikely as well follows from it.
    """
    before = _known_before(definition, series, period)
    odd_size = slip_of_unit(definition, before, period, entry) or unlikely(definition, before, period, entry)
    found = (odd_size, same_again(definition, before, period, entry), numerator_above(definition, entry))
    return tuple(one for one in found if one is not None)


def _known_before(definition: Definition, series: Series, period: Period) -> tuple[Observation, ...]:
    """The figures of earlier periods that may be compared with one of this period, oldest first."""
    return tuple(
        one
        for one in series
        if one.value is not None
        and one.period.frequency is period.frequency
        and period.number - JUDGED_BY <= one.period.number < period.number
        and definition.break_between(one.period, period) is None
    )


def _values(figures: Sequence[Observation]) -> list[Decimal]:
    return [one.value for one in figures if one.value is not None]


def _is_running_total(definition: Definition, period: Period) -> bool:
    """Does it start again every April? The total of a whole year is compared with other years as any figure is."""
    return definition.basis is Basis.YEAR_TO_DATE and period.frequency is not Frequency.ANNUAL


def _compared(definition: Definition, before: Sequence[Observation], period: Period) -> tuple[Observation, ...]:
    """The last figures; for a running total the one at the same point of the year before."""
    if _is_running_total(definition, period):
        return tuple(one for one in before if one.period == period.year_earlier)
    return tuple(before[-RECENT:])


def unlikely(definition: Definition, before: Sequence[Observation], period: Period, entry: Entry) -> Unlikely | None:
    """Outside what the history makes plausible: unlike the figures before it, and no such move as there were before."""
    value = entry.value
    if value is None or definition.unit is Unit.JUDGEMENT:
        return None
    year_to_date = _is_running_total(definition, period)
    if year_to_date:
        spans = usual_totals({one.period: one.value for one in before if one.value is not None}, period)
    else:
        spans = usual_figures(_values(before))
    low, high = bounds(definition.unit, _values(before[-RECENT:]))
    usual = tuple(span.within(low, high) for span in spans)
    if not usual or any(span.holds(value) for span in usual):
        return None
    return Unlikely(value, _compared(definition, before, period), usual, year_to_date)


def slip_of_unit(
    definition: Definition, before: Sequence[Observation], period: Period, entry: Entry
) -> SlipOfUnit | None:
    """Far from the figures before it, and among them once its point is moved by one to three places.

    Far is below a third of the smallest or above three times the largest; among them is no more than a quarter beyond
    either. They must have the value's own sign: what passes through nought has small figures rightly. A count is whole.
    """
    value = entry.value
    if not value or definition.unit is Unit.JUDGEMENT or len(before) < FEWEST_FOR_A_SLIP:
        return None
    compared = _compared(definition, before, period)
    values = _values(compared)
    if not values or any(not other or other.is_signed() != value.is_signed() for other in values):
        return None
    sizes = [other.copy_abs() for other in values]
    smallest, largest, size = min(sizes), max(sizes), value.copy_abs()
    if smallest <= EXACT.multiply(size, FAR) and size <= EXACT.multiply(largest, FAR):
        return None
    for shift in SHIFTS:
        meant = EXACT.scaleb(value, Decimal(shift))
        if definition.unit is Unit.COUNT and meant != meant.to_integral_value():
            continue
        if smallest <= EXACT.multiply(meant.copy_abs(), NEAR) and meant.copy_abs() <= EXACT.multiply(largest, NEAR):
            return SlipOfUnit(value, meant, shift, compared, _is_running_total(definition, period))
    return None


def same_again(definition: Definition, before: Sequence[Observation], period: Period, entry: Entry) -> SameAgain | None:
    """The third time running, exactly as stored, where not more than one in ten figures before repeated its neighbour.

    Never of nought, of 100 per cent or of a score, which rightly stay where they are; nor where numerators or
    denominators differ, so that the value was measured anew.
    """
    value = entry.value
    if not value or definition.unit in (Unit.SCORE, Unit.JUDGEMENT) or len(before) < 2:
        return None
    if definition.unit is Unit.PERCENT and value == HUNDRED:
        return None
    first, second = before[-2:]
    in_a_row = first.period == period.plus(-2) and second.period == period.previous
    if not in_a_row or not first.value == second.value == value:
        return None
    if _counted_anew(entry, first) or _counted_anew(entry, second):
        return None
    earlier = list(pairwise(_values(before[:-1][-RECENT:])))
    ties = sum(1 for one, neighbour in earlier if one == neighbour)
    return None if ties * TIES_IN > len(earlier) else SameAgain(value, (first, second))


def _counted_anew(entry: Entry, other: Observation) -> bool:
    """Were both given as a numerator and a denominator, and not the same ones?"""
    mine, theirs = (entry.numerator, entry.denominator), (other.numerator, other.denominator)
    return None not in (*mine, *theirs) and mine != theirs


def numerator_above(definition: Definition, entry: Entry) -> NumeratorAbove | None:
    """A percentage whose numerator is more than its denominator. A denominator of nought or less divides nothing."""
    numerator, denominator = entry.numerator, entry.denominator
    if definition.unit is not Unit.PERCENT or numerator is None or denominator is None:
        return None
    return NumeratorAbove(numerator, denominator) if numerator > denominator > 0 else None
