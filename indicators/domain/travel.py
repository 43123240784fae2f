"""Direction of travel: better or worse than an earlier figure that may be compared, and runs of worsening.

An arrow says better or worse, not up or down; the sign of the change is separate (`docs/methods.md`, Direction of
travel). Year-to-date figures compare with the same point last year only. A range compares distances to one unchanged
range. Nothing is compared across a break in the definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.domain.definitions import EXACT, Basis, Definition, Polarity, Unit
from indicators.domain.periods import Period
from indicators.domain.series import Observation, Series
from indicators.domain.targets import Target, Targets


class Direction(StrEnum):
    """Which way performance went."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STEADY = "steady"
    NOT_COMPARABLE = "not_comparable"


class Because(StrEnum):
    """Why travel is what it is."""

    BETTER = "better"
    WORSE = "worse"
    EQUAL = "equal"
    NO_FIGURE = "no_figure"
    NO_EARLIER_ROW = "no_earlier_row"
    NO_EARLIER_VALUE = "no_earlier_value"
    BREAK = "break"
    YEAR_TO_DATE = "year_to_date"
    NO_GOOD_WAY = "no_good_way"
    JUDGEMENT = "judgement"
    NO_RANGE = "no_range"
    RANGE_CHANGED = "range_changed"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure against an earlier one. `change` is later minus earlier in the indicator's unit, if both are known.

    `broke_at` is the first period of the version of the definition that stands between them.
    """

    direction: Direction
    because: Because
    earlier_period: Period | None = None
    later: Observation | None = None
    earlier: Observation | None = None
    change: Decimal | None = None
    broke_at: Period | None = None


def since_previous(definition: Definition, series: Series, targets: Targets, later: Observation | None) -> Comparison:
    """Travel since the period before."""
    return _since(definition, series, targets, later, None if later is None else later.period.previous)


def since_last_year(definition: Definition, series: Series, targets: Targets, later: Observation | None) -> Comparison:
    """Travel since the same period last year."""
    return _since(definition, series, targets, later, None if later is None else later.period.year_earlier)


def _since(
    definition: Definition, series: Series, targets: Targets, later: Observation | None, period: Period | None
) -> Comparison:
    if later is None or period is None:
        return Comparison(Direction.NOT_COMPARABLE, Because.NO_FIGURE)
    if definition.basis is Basis.YEAR_TO_DATE and period != later.period.year_earlier:
        return Comparison(Direction.NOT_COMPARABLE, Because.YEAR_TO_DATE, period, later, series.at(period))
    return compare(definition, targets, period, series.at(period), later)


def compare(
    definition: Definition, targets: Targets, period: Period, earlier: Observation | None, later: Observation
) -> Comparison:
    """`later` against what is known of the earlier `period`, whatever the basis. Total."""
    refusal = _refusal(definition, earlier, later)
    if refusal is not None:
        return Comparison(Direction.NOT_COMPARABLE, refusal, period, later, earlier)
    if earlier is None or earlier.value is None or later.value is None:
        because = Because.NO_EARLIER_ROW if earlier is None else Because.NO_EARLIER_VALUE
        return Comparison(Direction.NOT_COMPARABLE, because, period, later, earlier)
    broke_at = definition.break_between(period, later.period)
    if broke_at is not None:
        return Comparison(Direction.NOT_COMPARABLE, Because.BREAK, period, later, earlier, broke_at=broke_at)
    change = EXACT.subtract(later.value, earlier.value)
    if definition.good_is is Polarity.RANGE:
        moved = _distance_moved(targets.at(period), earlier.value, targets.at(later.period), later.value)
        if isinstance(moved, Because):
            return Comparison(Direction.NOT_COMPARABLE, moved, period, later, earlier, change)
    else:
        moved = change if definition.good_is is Polarity.SMALLER else change.copy_negate()
    if moved > 0:
        return Comparison(Direction.WORSENING, Because.WORSE, period, later, earlier, change)
    if moved < 0:
        return Comparison(Direction.IMPROVING, Because.BETTER, period, later, earlier, change)
    return Comparison(Direction.STEADY, Because.EQUAL, period, later, earlier, change)


def _refusal(definition: Definition, earlier: Observation | None, later: Observation) -> Because | None:
    if definition.unit is Unit.JUDGEMENT or later.judged is not None:
        return Because.JUDGEMENT
    if definition.good_is is Polarity.NONE:
        return Because.NO_GOOD_WAY
    return Because.NO_FIGURE if later.value is None else None


def _distance_moved(then: Target | None, earlier: Decimal, now: Target | None, later: Decimal) -> Decimal | Because:
    """How much further from the range, in the indicator's unit; or why that cannot be said."""
    if then is None or now is None or then.value_to is None or now.value_to is None:
        return Because.NO_RANGE
    if (then.value, then.value_to) != (now.value, now.value_to):
        return Because.RANGE_CHANGED
    low, high = now.value, now.value_to
    return EXACT.subtract(_distance(later, low, high), _distance(earlier, low, high))


def _distance(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    return max(EXACT.subtract(low, value), EXACT.subtract(value, high), Decimal(0))


class RunEnd(StrEnum):
    """What ended a run of worsening, looking back; or why none is looked for."""

    BETTER = "better"
    TIE = "tie"
    GAP = "gap"
    BREAK = "break"
    START = "start"
    YEAR_TO_DATE = "year_to_date"
    NO_GOOD_WAY = "no_good_way"
    JUDGEMENT = "judgement"
    NO_RANGE = "no_range"
    NO_FIGURE = "no_figure"


@dataclass(frozen=True, slots=True)
class Run:
    """Strict worsening moves in a row that end at the latest figure, oldest first.

    `evaluated` is false where the rule has no meaning. `reaches_unread` says that older figures, not read, might
    lengthen it.
    """

    evaluated: bool
    moves: tuple[Comparison, ...]
    ended_by: RunEnd
    reaches_unread: bool = False


_NOT_EVALUATED = {
    Because.JUDGEMENT: RunEnd.JUDGEMENT,
    Because.NO_GOOD_WAY: RunEnd.NO_GOOD_WAY,
    Because.NO_FIGURE: RunEnd.NO_FIGURE,
}
_ENDED_BY = {
    Because.BETTER: RunEnd.BETTER,
    Because.EQUAL: RunEnd.TIE,
    Because.BREAK: RunEnd.BREAK,
    Because.NO_RANGE: RunEnd.NO_RANGE,
    Because.RANGE_CHANGED: RunEnd.BREAK,
}


def worsening_run(definition: Definition, series: Series, targets: Targets) -> Run:
    """The run of strict worsening moves ending at the indicator's own latest figure.

    A tie, a gap or a break ends it; steps are months, quarters or years by the indicator's frequency. Not evaluated
    for year-to-date figures (running totals always move), for "good is: none", and for a range without its range.
    """
    latest = series.latest
    if latest is None:
        return Run(False, (), RunEnd.NO_FIGURE)
    refusal = _refusal(definition, None, latest)
    if refusal is not None:
        return Run(False, (), _NOT_EVALUATED[refusal])
    if definition.basis is Basis.YEAR_TO_DATE:
        return Run(False, (), RunEnd.YEAR_TO_DATE)
    if definition.good_is is Polarity.RANGE and (
        (target := targets.at(latest.period)) is None or target.value_to is None
    ):
        return Run(False, (), RunEnd.NO_RANGE)
    moves: list[Comparison] = []
    later = latest
    while True:
        before = later.period.previous
        step = compare(definition, targets, before, series.at(before), later)
        if step.because is not Because.WORSE or step.earlier is None:
            break
        moves.append(step)
        later = step.earlier
    moves.reverse()
    at_the_edge = later.period == series.observations[0].period
    # A range's older target may be the thing not read, so the edge of the targets counts as well.
    unread = series.unread_at(before) or (definition.good_is is Polarity.RANGE and targets.unread_at(before))
    ended_by = _ENDED_BY.get(step.because) or (RunEnd.START if at_the_edge else RunEnd.GAP)
    return Run(True, tuple(moves), ended_by, reaches_unread=unread)
