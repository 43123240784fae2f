"""What values a history makes usual: a robust rule over the last figures, or over the growth of a running total.

A value is usual where its modified z-score (Iglewicz and Hoaglin, 1993) among the values before it is 3.5 at most. Two
looks are taken, at the figures and at their moves: a trend leaves its old figures behind by small moves, and the first
figure after a peak makes a large move back to the others (`docs/methods.md`, Figures that look like a slip).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from indicators.domain.definitions import EXACT, Unit
from indicators.domain.periods import Period

RECENT: Final = 12
"""So many of the figures before it a figure is judged by."""
FEWEST: Final = 6
"""With fewer than so many nothing is said."""
CUTOFF: Final = Decimal("3.5")
"""The modified z-score above which Iglewicz and Hoaglin advise to look at a value again."""
MEDIAN_DEVIATION: Final = Decimal("0.6745")
"""The median absolute deviation of a normal distribution, in standard deviations."""
BY_MEAN_DEVIATION: Final = Decimal("1.253314")
"""The standard deviation of a normal distribution, in mean absolute deviations: the square root of half of pi."""
LEAST_GROWTH: Final = Decimal("0.01")
"""Growth on the year before is taken to vary by one per cent at least, as figures by one in their last place."""

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of values, both ends included."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def plus(self, amount: Decimal) -> Span:
        return Span(EXACT.add(self.low, amount), EXACT.add(self.high, amount))

    def times(self, factor: Decimal) -> Span:
        """For a factor above nought."""
        return Span(EXACT.multiply(self.low, factor), EXACT.multiply(self.high, factor))

    def within(self, low: Decimal | None, high: Decimal | None) -> Span:
        """With its ends moved inside the bounds, where there are any."""
        ends = (self.low, self.high)
        first, last = ends if low is None else (max(end, low) for end in ends)
        return Span(first, last) if high is None else Span(min(first, high), min(last, high))


def usual_figures(values: Sequence[Decimal]) -> tuple[Span, ...]:
    """Near the last figures, or a usual move from the very last; nothing where they are too few. Oldest first."""
    recent = values[-RECENT:]
    if len(recent) < FEWEST:
        return ()
    step = last_place(recent)
    moves = [EXACT.subtract(later, earlier) for earlier, later in pairwise(recent)]
    return usual(recent, step), usual(moves, step).plus(recent[-1])


def usual_totals(totals: Mapping[Period, Decimal], period: Period) -> tuple[Span, ...]:
    """What a running total may have come to in the period: that of the same point last year with the growth seen
    before, or the total so far with a usual part of one period added.

    Running totals rise by themselves and fall back in April, so neither they nor their moves are compared as they are.
    `totals` holds those of earlier periods, oldest first. Nothing is said without a total above nought a year before,
    without the period before (but at the start of a year), or where too little is known.
    """
    year_before, so_far = totals.get(period.year_earlier, ZERO), _so_far(totals, period)
    growths = [growth for one in totals if (growth := _growth(totals, one)) is not None][-RECENT:]
    parts = [part for one in totals if (part := _part(totals, one)) is not None][-RECENT:]
    if year_before <= 0 or so_far is None or min(len(growths), len(parts)) < FEWEST:
        return ()
    return usual(growths, LEAST_GROWTH).times(year_before), usual(parts, last_place(parts)).plus(so_far)


def _so_far(totals: Mapping[Period, Decimal], period: Period) -> Decimal | None:
    """What the total had come to before the period began; nought at the start of a financial year."""
    starts_a_year = period.month_of_financial_year == period.frequency.months
    return ZERO if starts_a_year else totals.get(period.previous)


def _growth(totals: Mapping[Period, Decimal], period: Period) -> Decimal | None:
    """The total over that of the year before, where that was above nought."""
    year_before = totals.get(period.year_earlier, ZERO)
    return EXACT.divide(totals[period], year_before) if year_before > 0 else None


def _part(totals: Mapping[Period, Decimal], period: Period) -> Decimal | None:
    """What the period itself added to the total."""
    so_far = _so_far(totals, period)
    return None if so_far is None else EXACT.subtract(totals[period], so_far)


def usual(values: Sequence[Decimal], least_scale: Decimal) -> Span:
    """The values whose modified z-score among these is 3.5 at most.

    Where more than half of them are equal their median deviation is nought, and their mean deviation is taken. The
    scale is never below `least_scale`: figures are only known to their last place.
    """
    centre = _median(values)
    away = [EXACT.subtract(value, centre).copy_abs() for value in values]
    typical = _median(away)
    if typical:
        scale = EXACT.divide(typical, MEDIAN_DEVIATION)
    else:
        scale = EXACT.multiply(BY_MEAN_DEVIATION, EXACT.divide(_sum(away), Decimal(len(away))))
    reach = EXACT.multiply(CUTOFF, max(scale, least_scale))
    return Span(EXACT.subtract(centre, reach), EXACT.add(centre, reach))


def _median(values: Iterable[Decimal]) -> Decimal:
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return EXACT.divide(EXACT.add(ordered[middle - 1], ordered[middle]), Decimal(2))


def _sum(values: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for value in values:
        total = EXACT.add(total, value)
    return total


def last_place(values: Iterable[Decimal]) -> Decimal:
    """One in the last decimal place that any of them was given to: 0.1 for 86.2 and 87."""
    exponents = (value.as_tuple().exponent for value in values)
    return EXACT.scaleb(Decimal(1), min(0, *(one for one in exponents if isinstance(one, int))))


def bounds(unit: Unit, values: Iterable[Decimal]) -> tuple[Decimal | None, Decimal | None]:
    """Nothing is usual below nought, and no percentage above 100, where no figure before was. Money may go below."""
    seen = tuple(values)
    low = ZERO if unit is not Unit.POUNDS and all(value >= 0 for value in seen) else None
    high = HUNDRED if unit is Unit.PERCENT and all(value <= HUNDRED for value in seen) else None
    return low, high
