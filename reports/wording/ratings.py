"""What is said of a rating: why a figure has its colour, how big its gap is, how long it has been so."""

from __future__ import annotations

from decimal import Decimal

from indicators.domain.assessment import Assessment
from indicators.domain.definitions import Colour, Polarity, Unit
from indicators.domain.periods import Period
from indicators.domain.rating import GapUnit, Rating, Scheme, SchemeKind, ShownRating, Why
from reports.wording.numbers import counted, difference, percent, sentence, trimmed
from reports.wording.voice import COLOUR_WORDS, TOO_SMALL, Voice


def rating_words(voice: Voice, shown: ShownRating) -> str:
    """One or two sentences: why the computed rating is what it is."""
    rating = shown.computed
    if voice.hides(rating.observation) and rating.colour is not Colour.NONE:
        return sentence(f"rated on the true figure; {TOO_SMALL}")
    return sentence(why(voice, rating))


def why(voice: Voice, rating: Rating) -> str:
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
        green, red = voice.level(levels.green), voice.level(levels.red)
        if rating.why is Why.BETWEEN_LEVELS:
            return f"between the green level of {green} and the red level of {red}"
        better = rating.why is Why.AT_GREEN_LEVEL
        return f"at the green level of {green} or better" if better else f"at the red level of {red} or worse"
    if rating.band is not None:
        return f"in the {rating.colour.value} band, {_band(voice, rating.band.low, rating.band.high)}"
    if rating.why is Why.JUDGED:
        reason = rating.observation.reason if rating.observation is not None else ""
        return f"judged by a person: {reason}" if reason else "judged by a person"
    return f"not rated: {not_rated(rating)}"


def not_rated(rating: Rating) -> str:
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
    in_percent, own_limits = short.percent, (rating.scheme.green_within, rating.scheme.red_from)
    if rating.gap_unit is GapUnit.POINTS or in_percent is None:
        return difference(short.worse, voice.definition.unit, voice.decimals, own_limits)
    return percent(in_percent, (*limits, *own_limits))


def _limit(voice: Voice, scheme: Scheme, limit: Decimal) -> str:
    if scheme.kind is SchemeKind.POINTS:
        return difference(limit, voice.definition.unit)
    return f"{trimmed(limit)}%"


def _band(voice: Voice, low: Decimal, high: Decimal) -> str:
    return voice.level(low) if low == high else f"{voice.level(low)} to {voice.level(high)}"


def how_rated(voice: Voice, scheme: Scheme) -> tuple[str, ...]:
    """How a figure of this indicator becomes red, amber or green, in sentences."""
    if voice.definition.unit is Unit.JUDGEMENT or scheme.kind is SchemeKind.JUDGEMENT:
        return ("A person judges it red, amber or green, with a reason.",)
    if scheme.kind is SchemeKind.THRESHOLDS and scheme.thresholds is not None:
        green, red = voice.level(scheme.thresholds.green), voice.level(scheme.thresholds.red)
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


def since_words(assessment: Assessment) -> str:
    """`Red for 7 months, since May 2016`; empty when not rated."""
    if assessment.since is None:
        return ""
    noun = assessment.definition.frequency.noun
    colour = COLOUR_WORDS[assessment.colour]
    return f"{colour} for {counted(assessment.periods_in_colour, noun)}, since {assessment.since.name}"


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
