"""What the number check knows of an indicator, and what it concludes of one claim."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.domain.definitions import Definition
from indicators.domain.periods import Period
from indicators.domain.series import Series
from indicators.domain.targets import Targets


class Verdict(StrEnum):
    """What becomes of one claim. All but the first and the last are doubts."""

    AGREES = "agrees"
    OTHER_PERIOD = "other_period"
    NOT_FOUND = "not_found"
    WRONG_DIRECTION = "wrong_direction"
    WRONG_BASE = "wrong_base"
    POINTS_AS_PERCENT = "points_as_percent"
    CANNOT_JUDGE = "cannot_judge"

    @property
    def is_doubt(self) -> bool:
        return self not in (Verdict.AGREES, Verdict.CANNOT_JUDGE)


class Reason(StrEnum):
    """Why a claim has its verdict. The words for each are made where it is shown."""

    IS_FIGURE = "is_figure"
    IS_TARGET = "is_target"
    IS_PART = "is_part"  # a numerator or a denominator
    IS_CHANGE = "is_change"
    IS_GAP = "is_gap"
    IS_SO = "is_so"  # a direction, an extreme or a side of the target
    FIGURE_OF_ANOTHER = "figure_of_another"
    NO_SUCH_FIGURE = "no_such_figure"
    NO_SUCH_TARGET = "no_such_target"
    NO_SUCH_CHANGE = "no_such_change"
    NO_SUCH_GAP = "no_such_gap"
    MOVED_OTHERWISE = "moved_otherwise"
    OTHER_SIDE = "other_side"
    NOT_EXTREME = "not_extreme"
    LATER_BASE = "later_base"
    POINTS = "points"
    NOT_OURS = "not_ours"
    NO_FIGURE = "no_figure"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store holds of one period: a figure, or with `target` what was aimed at (`upper` ends a range)."""

    period: Period
    value: Decimal
    target: bool = False
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim of one sentence. `said` are its own words; `stored` is what it was held against, earliest first.

    `code` is the indicator it was taken to speak of, empty for none.
    """

    sentence: str
    said: str
    verdict: Verdict
    reason: Reason
    stored: tuple[Stored, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator as a text may speak of it: its figures up to the month `as_at`, what is hidden left out.

    `decimals` are the places it is printed with, `council` whose figures they are.
    """

    code: str
    name: str
    definition: Definition
    series: Series
    targets: Targets
    as_at: Period
    decimals: int | None = None
    council: str = ""
