"""What is said of a rating, a direction of travel and an exception rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.assessment import Assessment
from indicators.domain.definitions import EXACT, Basis, Colour, Definition, Polarity, Unit
from indicators.domain.exception_report import CommitteeRules, Deteriorating, Finding, OffTarget, Outcome, Rule
from indicators.domain.periods import Frequency, Period
from indicators.domain.rating import GapUnit, Rating, Scheme, SchemeKind, ShownRating, Why
from indicators.domain.series import Observation, Status
from indicators.domain.targets import Target
from indicators.domain.travel import Because, Comparison, Direction, Run, RunEnd
from reports.wording.numbers import (
    counted,
    difference,
    figure,
    listed,
    number_word,
    percent,
    sentence,
    times,
    trimmed,
)

COLOUR_WORDS = {Colour.RED: "Red", Colour.AMBER: "Amber", Colour.GREEN: "Green", Colour.NONE: "Not rated"}
STATUS_WORDS = {
    Status.FINAL: "Final",
    Status.PROVISIONAL: "Provisional",
    Status.AWAITED: "Awaited",
    Status.NOT_REPORTABLE: "Cannot be reported",
    Status.SUPPRESSED: "Suppressed",
}
GOOD_IS_WORDS = {
    Polarity.BIGGER: "Bigger is better",
    Polarity.SMALLER: "Smaller is better",
    Polarity.RANGE: "Within a range is best",
    Polarity.NONE: "No way is better",
}
BASIS_WORDS = {
    Basis.PERIOD: "in the period",
    Basis.YEAR_TO_DATE: "year to date",
    Basis.ROLLING_12: "rolling 12 months",
    Basis.SNAPSHOT: "snapshot at its end",
}
FREQUENCY_WORDS = {Frequency.MONTHLY: "Monthly", Frequency.QUARTERLY: "Quarterly", Frequency.ANNUAL: "Annual"}
RULE_NAMES = {
    Rule.OFF_TARGET: "Off target",
    Rule.DETERIORATING: "Deteriorating",
    Rule.BUDGET: "Affects the budget",
    Rule.CORPORATE_RISK: "Affects a corporate risk",
    Rule.ADDED_BY_HAND: "Added by hand",
    Rule.LEFT_OUT_BY_HAND: "Left out by hand",
}
ARROW_WORDS = {
    Direction.IMPROVING: "Better",
    Direction.WORSENING: "Worse",
    Direction.STEADY: "Unchanged",
    Direction.NOT_COMPARABLE: "Not comparable",
}
TOO_SMALL = "the figure is too small to be shown, to protect people"
MEASURED_EXACTLY = (Unit.COUNT, Unit.DAYS, Unit.POUNDS)


@dataclass(frozen=True, slots=True)
class Voice:
    """How one indicator's numbers are spoken: its unit and places, and what is too small to be shown."""

    definition: Definition
    decimals: int | None = None
    suppress_below: int | None = None

    def value(self, value: Decimal) -> str:
        return figure(value, self.definition.unit, self.decimals)

    def hides(self, observation: Observation | None) -> bool:
        """Is its numerator, or the count itself, below what may be shown?"""
        if self.suppress_below is None or observation is None or observation.value is None:
            return False
        small = observation.numerator
        if small is None and self.definition.unit is Unit.COUNT:
            small = observation.value
        return small is not None and small < self.suppress_below

    def target(self, target: Target | None) -> str:
        """`590`, `88% to 95%`, `No target`."""
        if target is None:
            return "No target"
        if target.value_to is not None and self.definition.good_is is Polarity.RANGE:
            return f"{self.value(target.value)} to {self.value(target.value_to)}"
        return self.value(target.value)

    def aim(self, target: Target) -> str:
        """`the target of 590`, `the range of 88% to 95%`."""
        noun = "range" if self.definition.good_is is Polarity.RANGE else "target"
        return f"the {noun} of {self.target(target)}"


def rating_words(voice: Voice, shown: ShownRating) -> str:
    """One or two sentences: why the computed rating is what it is."""
    rating = shown.computed
    if voice.hides(rating.observation) and rating.colour is not Colour.NONE:
        return sentence(f"rated on the true figure; {TOO_SMALL}")
    return sentence(_why(voice, rating))


def _why(voice: Voice, rating: Rating) -> str:
    scheme = rating.scheme
    levels = scheme.thresholds
    if rating.why in (Why.MET, Why.WITHIN_GREEN, Why.SHORT, Why.FAR_SHORT) and rating.target is not None:
        words = gap_words(voice, rating)
        if rating.why is Why.WITHIN_GREEN:
            return f"{words}, which is green up to {_limit(voice, scheme, scheme.green_within)}"
        if rating.why is Why.SHORT:
            return f"{words}; red from {_limit(voice, scheme, scheme.red_from)}"
        if rating.why is Why.FAR_SHORT:
            return f"{words}; red from {_limit(voice, scheme, scheme.red_from)}"
        return words
    if levels is not None and rating.why in (Why.AT_GREEN_LEVEL, Why.BETWEEN_LEVELS, Why.AT_RED_LEVEL):
        green, red = voice.value(levels.green), voice.value(levels.red)
        if rating.why is Why.BETWEEN_LEVELS:
            return f"between the green level of {green} and the red level of {red}"
        better = rating.why is Why.AT_GREEN_LEVEL
        return f"at the green level of {green} or better" if better else f"at the red level of {red} or worse"
    if rating.band is not None:
        return f"in the {rating.colour.value} band, {_band(voice, rating.band.low, rating.band.high)}"
    if rating.why is Why.JUDGED:
        reason = rating.observation.reason if rating.observation is not None else ""
        return f"judged by a person: {reason}" if reason else "judged by a person"
    return f"not rated: {_not_rated(rating)}"


def _not_rated(rating: Rating) -> str:
    period = rating.observation.period.name if rating.observation is not None else ""
    return {
        Why.NO_TARGET: f"no target for {period}",
        Why.NO_RANGE: f"the range for {period} has no upper end",
        Why.NO_GOOD_WAY: "for this indicator neither bigger nor smaller is better",
        Why.ZERO_TARGET_MISSED: (
            "the target is zero and was missed, and a percentage of zero has no size; a scheme in points could rate it"
        ),
        Why.OUTSIDE_BANDS: "the value is in none of the bands",
        Why.NO_LEVELS: "the levels of its scheme do not fit which way is good",
        Why.NOT_JUDGED: "nobody has judged it",
    }.get(rating.why, "there is no figure yet")


def gap_words(voice: Voice, rating: Rating, limits: tuple[Decimal, ...] = ()) -> str:
    """`8.0% worse than the target of 590`, `on the target of 90%`, `within the range of 88% to 95%`."""
    short, target = rating.shortfall, rating.target
    if short is None or target is None:
        return "no target"
    aim = voice.aim(target)
    in_range = voice.definition.good_is is Polarity.RANGE
    if not short.worse:
        return f"within {aim}" if in_range else f"on {aim}"
    size = _gap_size(voice, rating, limits)
    if in_range:
        value = rating.observation.value if rating.observation is not None else None
        below = value is not None and value < target.value
        return f"{size} {'below' if below else 'above'} {aim}"
    return f"{size} {'worse' if short.worse > 0 else 'better'} than {aim}"


def _gap_size(voice: Voice, rating: Rating, limits: tuple[Decimal, ...]) -> str:
    short = rating.shortfall
    if short is None:
        return ""
    in_percent = short.percent
    if rating.gap_unit is GapUnit.POINTS or in_percent is None:
        return difference(short.worse, voice.definition.unit, None)
    return percent(in_percent, (*limits, abs(rating.scheme.green_within), abs(rating.scheme.red_from)))


def _limit(voice: Voice, scheme: Scheme, limit: Decimal) -> str:
    if scheme.kind is SchemeKind.POINTS:
        return difference(limit, voice.definition.unit)
    return f"{trimmed(limit)}%"


def _band(voice: Voice, low: Decimal, high: Decimal) -> str:
    return voice.value(low) if low == high else f"{voice.value(low)} to {voice.value(high)}"


def how_rated(voice: Voice, scheme: Scheme) -> tuple[str, ...]:
    """How a figure of this indicator becomes red, amber or green, in sentences."""
    if voice.definition.unit is Unit.JUDGEMENT or scheme.kind is SchemeKind.JUDGEMENT:
        return ("A person judges it red, amber or green, with a reason.",)
    if scheme.kind is SchemeKind.THRESHOLDS and scheme.thresholds is not None:
        green, red = voice.value(scheme.thresholds.green), voice.value(scheme.thresholds.red)
        return (f"Green at {green} or better, red at {red} or worse, amber between.",)
    if scheme.kind is SchemeKind.BANDS and scheme.bands:
        return (
            sentence("; ".join(f"{band.colour.value}: {_band(voice, band.low, band.high)}" for band in scheme.bands)),
        )
    if voice.definition.good_is is Polarity.NONE:
        return ("Not rated: for this indicator neither bigger nor smaller is better.",)
    if scheme.kind in (SchemeKind.THRESHOLDS, SchemeKind.BANDS):
        return ("Not rated: its scheme has no levels.",)
    aim = "range" if voice.definition.good_is is Polarity.RANGE else "target"
    green = f"within {_limit(voice, scheme, scheme.green_within)} of the {aim}" if scheme.green_within > 0 else ""
    green = green or ("within the range" if aim == "range" else "at the target or better")
    of_what = "" if scheme.kind is SchemeKind.POINTS else f" of the {'nearest bound' if aim == 'range' else aim}"
    red = f"{_limit(voice, scheme, scheme.red_from)}{of_what}"
    outside = "outside it" if aim == "range" else "worse"
    return (
        f"Green {green}, red from {red} {outside}, amber between. Rated on the stored figure, not the rounded one.",
    )


def rules_words(rules: CommitteeRules) -> tuple[str, ...]:
    """How the committee decides what is an exception, a sentence a rule."""
    moves = rules.worsening_moves
    return (
        f"Off target: rated red, or {trimmed(rules.off_target_from)}% or more worse than its target.",
        f"Deteriorating: worse {times(moves)} in a row, ending at its latest figure; a tie or a gap ends the run.",
        "Affects the budget: an officer says so, with the budget line.",
        "Affects a corporate risk: an officer says so, with the risk.",
    )


def since_words(assessment: Assessment) -> str:
    """`Red for 7 months, since May 2016`; empty when not rated."""
    if assessment.since is None:
        return ""
    noun = assessment.definition.frequency.noun
    colour = COLOUR_WORDS[assessment.colour]
    return f"{colour} for {counted(assessment.periods_in_colour, noun)}, since {assessment.since.name}"


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
    words = f"{way} {difference(change, voice.definition.unit)}"
    if voice.definition.unit is Unit.PERCENT or not earlier.value:
        return words
    relative = percent(EXACT.divide(EXACT.multiply(change, Decimal(100)), abs(earlier.value))).removesuffix("%")
    return f"{words}, {relative} per cent of the earlier figure"


def evidence(voice: Voice, outcome: Outcome, assessment: Assessment) -> str:
    """Why a rule fired, did not, or could not be applied."""
    if isinstance(outcome, OffTarget):
        return sentence(_off_target(voice, outcome, assessment))
    if isinstance(outcome, Deteriorating):
        return sentence(_deteriorating(outcome))
    if outcome.flag is not None:
        return sentence(outcome.flag.reason)
    return "Nobody has said so."


def _off_target(voice: Voice, outcome: OffTarget, assessment: Assessment) -> str:
    latest = assessment.latest
    if latest is None:
        return "there is no figure"
    rating = latest.rating.computed
    if not outcome.evaluated:
        return _not_rated(rating)
    if voice.hides(rating.observation):
        return f"{'off' if outcome.fired else 'not off'} target by the true figure; {TOO_SMALL}"
    words = gap_words(voice, rating, (outcome.threshold,)) if rating.shortfall is not None else _why(voice, rating)
    if outcome.fired and outcome.by_colour:
        computed = rating.colour is Colour.RED
        by_hand = latest.rating.override is not None
        if not by_hand:
            return words if outcome.by_size else f"{words}; rated red"
        shown = COLOUR_WORDS[latest.rating.colour].lower()
        return f"{words}; computed red, set to {shown} by hand" if computed else f"{words}; set to red by hand"
    if outcome.fired:
        shown = COLOUR_WORDS[latest.rating.colour].lower()
        return f"{words}: {trimmed(outcome.threshold)}% or more, though {shown} by its own scheme"
    return words


def _deteriorating(outcome: Deteriorating) -> str:
    run = outcome.run
    if not outcome.evaluated:
        return {
            RunEnd.YEAR_TO_DATE: "not looked for: year-to-date figures always move",
            RunEnd.NO_GOOD_WAY: "not looked for: neither way is better",
            RunEnd.JUDGEMENT: "not looked for: judged by a person",
            RunEnd.NO_RANGE: "not looked for: there is no range to compare with",
        }.get(run.ended_by, "not looked for: there is no figure")
    if not run.moves:
        return _no_move(run)
    if outcome.fired:
        return run_words(run)
    return f"{run_words(run)}; the rule asks for {number_word(outcome.moves_wanted)} in a row"


def _no_move(run: Run) -> str:
    return {
        RunEnd.BETTER: "better than the period before",
        RunEnd.TIE: "unchanged since the period before",
        RunEnd.BREAK: "nothing comparable before it: the definition or range changed",
        RunEnd.GAP: "no figure for the period before",
        RunEnd.START: "its first figure",
    }.get(run.ended_by, "no worsening move")


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


def nearly_words(finding: Finding) -> str:
    """Why it nearly qualifies; empty when it does not."""
    words = []
    if finding.nearly_by_colour:
        words.append("amber")
    if finding.nearly_by_run:
        words.append(f"{run_words(finding.deteriorating.run)}: one more would be an exception")
    return sentence("; ".join(words))


def override_words(shown: ShownRating) -> str:
    """What was computed and what a person set instead; empty without an override."""
    if shown.override is None:
        return ""
    computed, chosen = COLOUR_WORDS[shown.computed.colour].lower(), COLOUR_WORDS[shown.override.colour].lower()
    return sentence(f"Computed: {computed}. Set to {chosen} by hand: {shown.override.reason}")


def target_moved_words(period: Period) -> str:
    return (
        f"Its colour changed in {period.name} only because the target moved: against the target of the period before "
        "it would have kept its colour."
    )


TARGET_LAPSED = (
    "It had a target in an earlier period and has none for its latest figure, so it is not rated and could drop out "
    "of the exceptions unseen."
)
