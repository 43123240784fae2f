"""What is said of a direction of travel, and of a run of worsening."""

from __future__ import annotations

from decimal import Decimal

from indicators.domain.definitions import EXACT, Unit
from indicators.domain.periods import Frequency, Period
from indicators.domain.travel import Because, Comparison, Direction, Run
from reports.wording.numbers import difference, listed, percent, times
from reports.wording.voice import STATUS_WORDS, Voice

ARROW_WORDS = {
    Direction.IMPROVING: "Better",
    Direction.WORSENING: "Worse",
    Direction.STEADY: "Unchanged",
    Direction.NOT_COMPARABLE: "Not comparable",
}
MEASURED_EXACTLY = (Unit.COUNT, Unit.DAYS, Unit.POUNDS)


def arrow_words(voice: Voice, comparison: Comparison) -> str:
    """`worse than October 2016`, `unchanged since October 2016`, `not comparable with November 2015 (no figure)`."""
    period = comparison.earlier_period
    if period is None:
        return "not comparable: there is no figure"
    if comparison.direction is Direction.IMPROVING:
        return f"better than {period.name}"
    if comparison.direction is Direction.WORSENING:
        return f"worse than {period.name}"
    if comparison.direction is Direction.STEADY:
        if comparison.change:
            return f"as far from its range as in {period.name}"
        return f"unchanged{' as printed' if _coarse(voice, comparison) else ''} since {period.name}"
    return f"not comparable with {period.name} ({_not_comparable(comparison)})"


def _coarse(voice: Voice, comparison: Comparison) -> bool:
    """Were both figures given to one decimal place or none, so that they may differ unseen?"""
    if voice.definition.unit in MEASURED_EXACTLY:
        return False
    for one in (comparison.earlier, comparison.later):
        if one is None or one.value is None or one.numerator is not None:
            return False
        exponent = one.value.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -1:
            return False
    return True


def _not_comparable(comparison: Comparison) -> str:
    earlier = comparison.earlier
    broke = comparison.broke_at
    return {
        Because.NO_EARLIER_ROW: "no figure",
        Because.NO_EARLIER_VALUE: STATUS_WORDS[earlier.status].lower() if earlier is not None else "no figure",
        Because.BREAK: f"the definition changed from {broke.name}" if broke is not None else "the definition changed",
        Because.YEAR_TO_DATE: "a year-to-date figure grows through the year",
        Because.NO_GOOD_WAY: "neither way is better",
        Because.JUDGEMENT: "judged by a person",
        Because.NO_RANGE: "no range",
        Because.RANGE_CHANGED: "its range changed",
    }.get(comparison.because, "no figure")


def change_words(voice: Voice, comparison: Comparison) -> str:
    """`down 0.3 percentage points`, `up 7, 1.1 per cent of the earlier figure`; empty where nothing may be compared."""
    change, earlier = comparison.change, comparison.earlier
    if comparison.direction is Direction.NOT_COMPARABLE or not change or earlier is None or earlier.value is None:
        return ""
    if voice.hides(earlier) or voice.hides(comparison.later):
        return ""
    way = "up" if change > 0 else "down"
    words = f"{way} {difference(change, voice.definition.unit, voice.decimals)}"
    if voice.definition.unit is Unit.PERCENT or not earlier.value:
        return words
    relative = percent(EXACT.divide(EXACT.multiply(change, Decimal(100)), abs(earlier.value))).removesuffix("%")
    return f"{words}, {relative} per cent of the earlier figure"


def run_words(run: Run) -> str:
    """`worse three times in a row, in Sep, Oct and Nov 2016`."""
    if len(run.moves) == 1:
        return f"worse than the period before, in {move_months(run)}"
    return f"worse {times(len(run.moves))} in a row, in {move_months(run)}"


def move_months(run: Run) -> str:
    """`Sep, Oct and Nov 2016`; quarters and years by their labels."""
    periods: list[Period] = [move.later.period for move in run.moves if move.later is not None]
    names: list[str] = []
    for index, period in enumerate(periods):
        following = periods[index + 1] if index + 1 < len(periods) else None
        year = period.name.split(" ")[-1]
        same_year = following is not None and following.name.split(" ")[-1] == year
        if period.frequency is Frequency.MONTHLY:
            names.append(period.name[:3] if same_year else f"{period.name[:3]} {year}")
        else:
            names.append(period.label)
    return listed(names)
