"""Slow, plain second versions of the hard rules, written from `docs/methods.md` alone, in fractions.

They share no code with the core but its record types; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor

from indicators.domain.definitions import Definition
from indicators.domain.periods import Period
from indicators.domain.rating import Scheme
from indicators.domain.series import Observation, Series
from indicators.domain.targets import Target

Aims = Mapping[int, Target | None]
"""The target of each period, by the period's number."""


def gap_by_hand(good_is: str, value: Decimal, target: Target) -> tuple[Fraction, Fraction] | None:
    """How much worse than the target, and the bound it is measured from; None where nothing says what is worse."""
    figure, low = Fraction(value), Fraction(target.value)
    if good_is == "bigger":
        return low - figure, low
    if good_is == "smaller":
        return figure - low, low
    if good_is == "none" or target.value_to is None:
        return None
    high = Fraction(target.value_to)
    distance, bound = max([(low - figure, low), (figure - high, high)], key=lambda pair: pair[0])
    return max(distance, Fraction(0)), bound


def colour_by_gap(good_is: str, value: Decimal | None, target: Target | None, scheme: Scheme) -> str:
    """Red, amber, green or none, for schemes that measure a gap."""
    if value is None or target is None:
        return "none"
    measured = gap_by_hand(good_is, value, target)
    if measured is None:
        return "none"
    gap, bound = measured
    if scheme.kind == "percent_of_target":
        if bound == 0:
            return "green" if gap <= 0 else "none"
        gap = gap / abs(bound) * 100
    if gap <= Fraction(scheme.green_within):
        return "green"
    return "red" if gap >= Fraction(scheme.red_from) else "amber"


def year_of(period: Period) -> int:
    """The calendar year in which the period's financial year starts."""
    year, month = divmod(period.last_month_number, 12)
    return year if month >= 3 else year - 1


def version_of(definition: Definition, period: Period) -> int:
    """How many breaks had come by the end of the period: figures of different counts are not compared."""
    return len([start for start in set(definition.breaks) if start.first_month.last_day <= period.last_day])


def worse(definition: Definition, earlier: Observation, later: Observation, targets: Aims) -> bool:
    """Is the later figure strictly worse than the one before it, if the two may be compared at all?"""
    if version_of(definition, earlier.period) != version_of(definition, later.period):
        return False
    if earlier.value is None or later.value is None:
        return False
    before, after = Fraction(earlier.value), Fraction(later.value)
    if definition.good_is == "bigger":
        return after < before
    if definition.good_is == "smaller":
        return after > before
    then, now = targets[earlier.period.number], targets[later.period.number]
    if then is None or now is None or then.value_to is None or now.value_to is None:
        return False
    if (then.value, then.value_to) != (now.value, now.value_to):
        return False
    low, high = Fraction(now.value), Fraction(now.value_to)
    return max(low - after, after - high, Fraction(0)) > max(low - before, before - high, Fraction(0))


def moves_worse(definition: Definition, series: Series, targets: Aims) -> list[int]:
    """The numbers of the periods, oldest first, in which it got worse without a break up to the latest figure."""
    if definition.good_is == "none" or definition.unit == "judgement" or definition.basis == "year_to_date":
        return []
    rows = {one.period.number: one for one in series}
    number = max((number for number, row in rows.items() if row.value is not None or row.judged is not None), default=0)
    found: list[int] = []
    while number in rows and number - 1 in rows and worse(definition, rows[number - 1], rows[number], targets):
        found.insert(0, number)
        number -= 1
    return found


def periods_in_colour(definition: Definition, colours: Mapping[int, str], latest: Period) -> int:
    """How many periods up to the latest figure have its colour without a gap or a break."""
    colour = colours.get(latest.number, "none")
    if colour == "none":
        return 0
    count = 0
    period = latest
    while colours.get(period.number) == colour and version_of(definition, period) == version_of(definition, latest):
        count += 1
        period = period.previous
    return count


def profiled(annual: Decimal, shares: tuple[Decimal, ...], month_of_year: int) -> Decimal:
    """A year's target at the end of a month, from its cumulative shares: straight lines through the given points."""
    months_each = 12 // len(shares)
    points = {0: Fraction(0)} | {
        (index + 1) * months_each: Fraction(share) * Fraction(annual) / 100 for index, share in enumerate(shares)
    }
    before = max(month for month in points if month <= month_of_year)
    after = min(month for month in points if month >= month_of_year)
    level = points[before]
    if after != before:
        level += (points[after] - points[before]) * Fraction(month_of_year - before, after - before)
    return half_up(level, 6)


def straight_line(annual: Decimal, start: Decimal, month_of_year: int) -> Decimal:
    """A year's target at the end of a month, on the line from where the last March stood."""
    rise = Fraction(annual) - Fraction(start)
    return half_up(Fraction(start) + rise * Fraction(month_of_year, 12), 6)


def half_up(number: Fraction, places: int) -> Decimal:
    """Rounded away from zero where exactly half."""
    scaled = floor(abs(number) * 10**places + Fraction(1, 2))
    digits = Decimal(scaled).scaleb(-places)
    return -digits if number < 0 else digits
