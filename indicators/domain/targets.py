"""Targets by period, and profiles that spread a year's target over its months or quarters.

A target is never carried forward by itself (`docs/methods.md`, Targets). A target of a month or quarter beats a
profile. Without a profile a year's target stands for March, Q4 and the year only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from indicators.domain.definitions import EXACT
from indicators.domain.errors import DomainError, SchemeError
from indicators.domain.periods import Frequency, Period

SIX_PLACES: Final = Decimal("0.000001")
TWELVE: Final = Decimal(12)
HUNDRED: Final = Decimal(100)
MARCH: Final = 12  # months of the financial year are counted from April
PROFILES_ACCEPTED: Final = "flat; linear 590 (a start); shares 25 50 75 100 (four or twelve, cumulative, ending at 100)"


class ProfileKind(StrEnum):
    """How a year's target runs through the year."""

    FLAT = "flat"
    LINEAR = "linear"
    SHARES = "shares"


@dataclass(frozen=True, slots=True)
class Profile:
    """`start` (linear) is where the line stands at the end of the previous March. `shares` are cumulative per cents of
    the year's figure: four for the quarters' ends, running straight between them, or twelve for the months."""

    kind: ProfileKind
    start: Decimal | None = None
    shares: tuple[Decimal, ...] = ()

    def at(self, annual: Decimal, month_of_year: int) -> Decimal:
        """The target at the end of that month of the financial year (1 April .. 12 March), to six places at most.

        In March it is the year's target as set.
        """
        if month_of_year == MARCH:
            return annual
        if self.kind is ProfileKind.LINEAR and self.start is not None:
            rise = EXACT.multiply(EXACT.subtract(annual, self.start), Decimal(month_of_year))
            return _six_places(EXACT.add(self.start, EXACT.divide(rise, TWELVE)))
        if self.kind is ProfileKind.SHARES and self.shares:
            months_each = Decimal(12 // len(self.shares))
            share = EXACT.multiply(annual, self._share_times(int(months_each), month_of_year))
            return _six_places(EXACT.divide(share, EXACT.multiply(HUNDRED, months_each)))
        return annual

    def _share_times(self, months_each: int, month_of_year: int) -> Decimal:
        """The share at the end of the month times the months of one share: kept whole, as a third would be rounded."""
        index, months_in = divmod(month_of_year, months_each)
        before = self.shares[index - 1] if index else Decimal(0)
        step = EXACT.multiply(EXACT.subtract(self.shares[index], before), Decimal(months_in))
        return EXACT.add(EXACT.multiply(before, Decimal(months_each)), step)


def _six_places(value: Decimal) -> Decimal:
    """At most six places, without trailing noughts: 7.125, not 7.125000."""
    rounded = value.quantize(SIX_PLACES, context=EXACT)
    whole = rounded.to_integral_value()
    return whole if whole == rounded else rounded.normalize(EXACT)


_NUMBER: Final = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)


def parse_profile(text: str) -> Profile | None:
    """A profile as written in `targets.csv`; None for an empty text. Raises `SchemeError` with what is accepted."""
    word, *numbers = text.lower().split() or [""]
    if not all(_NUMBER.fullmatch(number) for number in numbers):
        raise SchemeError(f"“{text[:60]}” is not a profile: its numbers are written like 590 or 12.5. {_accepted()}")
    values = tuple(Decimal(number) for number in numbers)
    if word == "" and not values:
        return None
    if word == "flat" and not values:
        return Profile(ProfileKind.FLAT)
    if word == "linear" and len(values) == 1:
        return Profile(ProfileKind.LINEAR, start=values[0])
    if word == "shares" and len(values) in (4, 12):
        if list(values) != sorted(values) or values[0] < 0 or values[-1] != HUNDRED:
            raise SchemeError(
                f"“{text[:60]}”: the shares of a profile are cumulative, so none is below the one before it and the "
                f"last is 100. {_accepted()}"
            )
        return Profile(ProfileKind.SHARES, shares=values)
    raise SchemeError(f"“{text[:60]}” is not a profile. {_accepted()}")


def _accepted() -> str:
    return f"Accepted: {PROFILES_ACCEPTED}."


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed at for one period; `value_to` is the upper end of a range. `profiled` tells a computed one."""

    period: Period
    value: Decimal
    value_to: Decimal | None = None
    profiled: bool = False


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target as set: of a period of the indicator's own frequency, or of a financial year, perhaps with a profile."""

    period: Period
    value: Decimal
    value_to: Decimal | None = None
    profile: Profile | None = None


NO_ROWS: Final[Mapping[int, TargetRow]] = {}


@dataclass(frozen=True, slots=True)
class Targets:
    """All targets of one indicator. Make one with `Targets.of`.

    `earlier_left_out` says that more targets are stored than were read, all older than those in `rows`.
    """

    rows: tuple[TargetRow, ...] = ()
    earlier_left_out: bool = False
    _by_number: dict[Frequency, dict[int, TargetRow]] = field(default_factory=dict, repr=False, compare=False)
    _oldest: int | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, rows: Iterable[TargetRow], *, earlier_left_out: bool = False) -> Targets:
        """Raises `DomainError` where two are of one period."""
        ordered = tuple(rows)
        by_number: dict[Frequency, dict[int, TargetRow]] = {}
        for row in ordered:
            by_number.setdefault(row.period.frequency, {})[row.period.number] = row
        if sum(map(len, by_number.values())) != len(ordered):
            raise DomainError("An indicator has one target a period; two were given for the same one.")
        oldest = min((row.period.last_month_number for row in ordered), default=None)
        return cls(ordered, earlier_left_out, by_number, oldest)

    def at(self, period: Period) -> Target | None:
        """The target that stands for the period: its own, or the year's through its profile."""
        own = self._by_number.get(period.frequency, NO_ROWS).get(period.number)
        if own is not None:
            return Target(period, own.value, own.value_to)
        annual_rows = self._by_number.get(Frequency.ANNUAL)
        if annual_rows is None or period.frequency is Frequency.ANNUAL:
            return None
        annual = annual_rows.get(period.financial_year.number)
        if annual is None:
            return None
        month = period.month_of_financial_year
        if annual.profile is None:
            return Target(period, annual.value, annual.value_to) if month == MARCH else None
        return Target(period, annual.profile.at(annual.value, month), annual.value_to, profiled=True)

    def unread_at(self, period: Period) -> bool:
        """Could a target that was not read stand for the period? Those not read are older than every one read."""
        return self.earlier_left_out and (self._oldest is None or period.last_month_number < self._oldest)

    def any_before(self, period: Period) -> bool:
        """Was a target set for some period that ended before this one ends? False where not read."""
        return self._oldest is not None and self._oldest < period.last_month_number
