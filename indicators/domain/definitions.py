"""What an indicator is: its unit, which way is good, how its figures relate to time, the versions of its definition.

The closed sets are those of `docs/data-format.md`; their values are what files and the database hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context
from enum import StrEnum
from typing import Final

from indicators.domain.periods import Frequency, Period

EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
"""Arithmetic on stored figures. They have at most 15 digits and 15 decimal places, so sums and products are exact."""


class Colour(StrEnum):
    """What a figure is rated. None is a verdict too: it always has a reason."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NONE = "none"

    @property
    def severity(self) -> int:
        """3 for red, 2 for amber, 1 for green, 0 for not rated."""
        return _SEVERITY[self]


_SEVERITY: Final = {Colour.RED: 3, Colour.AMBER: 2, Colour.GREEN: 1, Colour.NONE: 0}


class Polarity(StrEnum):
    """Which way is good ("good is")."""

    BIGGER = "bigger"
    SMALLER = "smaller"
    RANGE = "range"
    NONE = "none"


class Unit(StrEnum):
    """What a figure counts. Percentages are held as 86.2, rates per 100,000 as printed."""

    PERCENT = "percent"
    PER_100K = "per_100k"
    COUNT = "count"
    DAYS = "days"
    POUNDS = "pounds"
    SCORE = "score"
    RATIO = "ratio"
    JUDGEMENT = "judgement"

    @property
    def scale(self) -> int:
        """What numerator over denominator is multiplied with to give the value."""
        return {"percent": 100, "per_100k": 100_000}.get(self.value, 1)


class Basis(StrEnum):
    """What stretch of time a figure covers. It decides which comparisons are allowed."""

    PERIOD = "period"
    YEAR_TO_DATE = "year_to_date"
    ROLLING_12 = "rolling_12"
    SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator as the core needs it.

    `breaks` holds the first period of every version of the definition that breaks the series: no travel, run or trend
    is computed across one. They may be of any frequency.
    """

    code: str
    good_is: Polarity
    unit: Unit
    frequency: Frequency
    basis: Basis
    breaks: tuple[Period, ...] = ()

    def break_between(self, earlier: Period, later: Period) -> Period | None:
        """The newest break that lies after `earlier` and at or before `later`, if there is one.

        A figure belongs to the version in force when its period ends.
        """
        if not self.breaks:
            return None
        found = [
            start
            for start in self.breaks
            if earlier.last_month_number < start.first_month.number <= later.last_month_number
        ]
        return max(found, key=lambda start: start.first_month.number, default=None)


def address_of(code: str) -> str:
    """The address form of an indicator's code: lower case, every run of other characters one `-`, trimmed."""
    return re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")
