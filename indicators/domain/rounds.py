"""The monthly round: which figures are due in a month, how each stands, how late it is and whether the round is done.

A round is a committee and a month. Its figures are those of the periods that end in that month: every month the
monthly ones, and the quarterly and annual ones when their quarter or year ends. "As at" is a day given by the caller,
never the clock. Whose a figure is and who is told stands elsewhere (`docs/methods.md`, The monthly round).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from indicators.domain.periods import Frequency, Period, latest_ending_by
from indicators.domain.series import Status


@dataclass(frozen=True, slots=True)
class Reporting:
    """When an indicator is to be reported.

    `due_days` is so many days after the period's end; None where the register says nothing. It is reported from
    `first` on and no longer from `retired_from` on, both periods of any frequency. `first` is the first period of its
    first definition, or of its first figure where that is earlier; None where neither is known.
    """

    frequency: Frequency
    due_days: int | None = None
    first: Period | None = None
    retired_from: Period | None = None


def period_due(reporting: Reporting, month: Period) -> Period | None:
    """The period whose figure belongs to the round of the month; None where none ends in it.

    A period counts by the month in which it ends, as definitions do: a quarter in which the indicator was retired, or
    one that ended before it began, is not due. An indicator of which nothing is known yet is due: somebody has put it
    in the register, and its first figure has to be asked for.
    """
    period, ends = latest_ending_by(reporting.frequency, month), month.last_month_number
    if period.last_month_number != ends:
        return None
    if reporting.first is not None and ends < reporting.first.first_month.number:
        return None
    if reporting.retired_from is not None and ends >= reporting.retired_from.first_month.number:
        return None
    return period


def due_on(reporting: Reporting, period: Period) -> date | None:
    """The day on which the figure should be in, which is not yet late; None where the register says nothing."""
    return None if reporting.due_days is None else period.last_day + timedelta(days=reporting.due_days)


def days_late(due: date | None, as_at: date) -> int:
    """Whole days since the day it was due; nought until then, and where no day is set."""
    return 0 if due is None else max(0, (as_at - due).days)


class Way(StrEnum):
    """How far a row has come that is on its way to be verified."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A row that is not verified yet. `sent_back`: whoever checked it returned it with a reason."""

    way: Way
    status: Status = Status.FINAL
    sent_back: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """What is stored for one figure: the status of its verified row and the row on its way, where there are any."""

    verified: Status | None = None
    on_its_way: OnItsWay | None = None


class Standing(StrEnum):
    """How the figure of a round stands; a row on its way says more than the verified one it would replace."""

    MISSING = "missing"
    """Nothing has been entered."""
    AWAITED = "awaited"
    """Its owner has said that it will come."""
    SENT_BACK = "sent_back"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    """It waits for somebody else to verify it."""
    VERIFIED = "verified"
    NOT_REPORTABLE = "not_reportable"
    """Verified that there is none, with the reason."""
    SUPPRESSED = "suppressed"

    @property
    def is_settled(self) -> bool:
        """Is there nothing more to be done?"""
        return self in SETTLED

    @property
    def is_owners(self) -> bool:
        """Is it for the owner to do the next step?"""
        return not self.is_settled and self is not Standing.SUBMITTED


SETTLED: Final = frozenset({Standing.VERIFIED, Standing.NOT_REPORTABLE, Standing.SUPPRESSED})
_OF_VERIFIED: Final = {
    Status.FINAL: Standing.VERIFIED,
    Status.PROVISIONAL: Standing.VERIFIED,
    Status.AWAITED: Standing.AWAITED,
    Status.NOT_REPORTABLE: Standing.NOT_REPORTABLE,
    Status.SUPPRESSED: Standing.SUPPRESSED,
}


def standing(rows: Rows) -> Standing:
    """How the figure stands. One said to be awaited stays awaited whoever has verified that it is."""
    on_its_way = rows.on_its_way
    if on_its_way is None:
        return Standing.MISSING if rows.verified is None else _OF_VERIFIED[rows.verified]
    if on_its_way.way is Way.DRAFT and on_its_way.sent_back:
        return Standing.SENT_BACK
    if on_its_way.status is Status.AWAITED:
        return Standing.AWAITED
    return Standing.SUBMITTED if on_its_way.way is Way.SUBMITTED else Standing.DRAFT


@dataclass(frozen=True, slots=True)
class DueFigure:
    """One figure of a round, as at a day.

    `days_late` is nought where its owner has done their part: it is submitted, or a verified figure (or the reason for
    none) stands already and only a correction is on its way.
    """

    period: Period
    due_on: date | None
    standing: Standing
    days_late: int

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


def due_figure(reporting: Reporting, month: Period, rows: Rows, as_at: date) -> DueFigure | None:
    """The figure of an indicator in the round of the month, as at a day; None where none is due."""
    period = period_due(reporting, month)
    if period is None:
        return None
    stands, due = standing(rows), due_on(reporting, period)
    came = rows.verified is not None and _OF_VERIFIED[rows.verified].is_settled
    late = days_late(due, as_at) if stands.is_owners and not came else 0
    return DueFigure(period, due, stands, late)


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far a round has come. `counts` has every standing, nought included; `most_days_late` is the oldest lateness,
    in days, nought where none is late."""

    counts: Mapping[Standing, int]
    late: int
    most_days_late: int

    @property
    def due(self) -> int:
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        return sum(count for one, count in self.counts.items() if one.is_settled)

    @property
    def with_owners(self) -> int:
        """How many wait for their owners."""
        return sum(count for one, count in self.counts.items() if one.is_owners)

    @property
    def to_verify(self) -> int:
        return self.counts[Standing.SUBMITTED]

    @property
    def is_complete(self) -> bool:
        """Is everything settled? A round in which nothing is due is complete: nothing is waited for."""
        return self.settled == self.due


def completeness(figures: Iterable[DueFigure]) -> Completeness:
    """Of the figures due in one round."""
    found = tuple(figures)
    counted = Counter(one.standing for one in found)
    return Completeness(
        counts={one: counted[one] for one in Standing},
        late=sum(1 for one in found if one.is_late),
        most_days_late=max((one.days_late for one in found), default=0),
    )
