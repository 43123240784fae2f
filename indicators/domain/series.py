"""Figures in order of time: a value, or a stated reason for none.

A period that has not come or was never due has no observation. A figure is never None by accident and never 0 for
"missing" (`docs/methods.md`, A figure).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter

from indicators.domain.definitions import Colour
from indicators.domain.errors import DomainError
from indicators.domain.periods import Period


class Status(StrEnum):
    """What is known of a figure. Only final and provisional ones have a value."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    AWAITED = "awaited"
    NOT_REPORTABLE = "not_reportable"
    SUPPRESSED = "suppressed"

    @property
    def has_value(self) -> bool:
        return self in (Status.FINAL, Status.PROVISIONAL)


class State(StrEnum):
    """How far a figure has come: a draft is submitted, and verified by somebody else. The public sees verified ones."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of one period.

    `value` is in the unit of the indicator (per cent as 86.2, rates per 100,000 as printed), with the decimal places
    it was given. `judged` is the colour a person gave, for indicators that are a judgement. `reason` says in words why
    there is no value, or why it was judged so. `revised_on` is the day on which it took the place of another verified
    figure (`docs/methods.md`, Figures that are revised). `state` says how far it has come. Both are told and change no
    verdict.
    """

    period: Period
    value: Decimal | None = None
    status: Status = Status.FINAL
    reason: str = ""
    judged: Colour | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    revised_on: date | None = None
    state: State = State.VERIFIED

    @property
    def has_figure(self) -> bool:
        """Is there something to rate: a value or a judged colour?"""
        return self.value is not None or self.judged is not None

    @property
    def provisional(self) -> bool:
        return self.status is Status.PROVISIONAL


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator's observations, oldest first, one a period, all of one frequency. Make one with `Series.of`.

    `earlier_left_out` says that figures older than these are stored but were not read; what would need them says so
    (`Assessment.history_needed`) instead of guessing.
    """

    observations: tuple[Observation, ...] = ()
    earlier_left_out: bool = False
    _by_number: dict[int, Observation] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, observations: Iterable[Observation], *, earlier_left_out: bool = False) -> Series:
        """Sorts them. Raises `DomainError` where two are of one period, or of different frequencies."""
        ordered = tuple(sorted(observations, key=attrgetter("period.number")))
        by_number = {one.period.number: one for one in ordered}
        if len({one.period.frequency for one in ordered}) > 1:
            raise DomainError("A series holds figures of one frequency only: months and quarters never compare.")
        if len(by_number) != len(ordered):
            raise DomainError("A series holds one figure a period; two were given for the same one.")
        return cls(ordered, earlier_left_out, by_number)

    def __iter__(self) -> Iterator[Observation]:
        return iter(self.observations)

    def __len__(self) -> int:
        return len(self.observations)

    def at(self, period: Period) -> Observation | None:
        """The observation of that very period, if there is a row."""
        found = self._by_number.get(period.number)
        return found if found is not None and found.period.frequency is period.frequency else None

    def unread_at(self, period: Period) -> bool:
        """Could a figure of the period be stored that was not read?"""
        last = period.last_month_number
        return self.earlier_left_out and (not self.observations or last < self.observations[0].period.last_month_number)

    def up_to(self, end_month: Period) -> Series:
        """Without what ends after the month."""
        last = end_month.last_month_number
        if not self.observations or self.observations[-1].period.last_month_number <= last:
            return self
        return Series.of(
            (one for one in self.observations if one.period.last_month_number <= last),
            earlier_left_out=self.earlier_left_out,
        )

    @property
    def newest(self) -> Observation | None:
        """The newest row, whether it has a value or a reason for none."""
        return self.observations[-1] if self.observations else None

    @property
    def latest(self) -> Observation | None:
        """The newest row that has a value or a judged colour."""
        return next((one for one in reversed(self.observations) if one.has_figure), None)
