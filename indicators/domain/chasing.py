"""Which figures their owners are asked for: those that are late, and those that soon will be.

Asked for are figures of open rounds, once their period has ended and as long as their owner has something to do. "As
at" is a day given by the caller, never the clock. Whose they are stands elsewhere (`docs/methods.md`, The monthly
round).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from indicators.domain.periods import Period, run_up_to
from indicators.domain.periods import month as month_numbered
from indicators.domain.rounds import DueFigure, Reporting, Rows, due_figure

NEARLY: Final = timedelta(days=3)
"""A figure is nearly due from so long before the day it should be in."""
ROUNDS_CHASED: Final = 13
"""So many months back figures are asked for: those that a dashboard shows. What came due before is history."""


class Urgency(StrEnum):
    LATE = "late"
    NEARLY_DUE = "nearly_due"


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that its owner is asked for, and how urgent it is."""

    figure: DueFigure
    urgency: Urgency


def asked_for(reporting: Reporting, month: Period, rows: Rows, as_at: date) -> Asked | None:
    """What an indicator's owner is asked for in the round of the month, as at a day; None where it is nothing.

    Nobody is asked where no day is set, where somebody else is to verify what was submitted, nor where a verified
    figure (or the reason for none) stands and only its correction is on its way.
    """
    if as_at <= month.last_day:
        return None
    now = due_figure(reporting, month, rows, as_at)
    if now is None:
        return None
    if now.is_late:
        return Asked(now, Urgency.LATE)
    soon = due_figure(reporting, month, rows, as_at + NEARLY + timedelta(days=1))
    return Asked(now, Urgency.NEARLY_DUE) if soon is not None and soon.is_late else None


def rounds_chased(months: Iterable[Period], as_at: date) -> tuple[Period, ...]:
    """The months whose rounds are chased as at a day: ended, and not longer ago than a dashboard shows."""
    chased = run_up_to(month_numbered(as_at.year, as_at.month).previous, ROUNDS_CHASED)
    return tuple(one for one in months if one in chased)
