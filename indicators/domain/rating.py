"""Red, amber, green or none, and why: one figure against its target by the indicator's scheme.

gap = how much worse than the target, in the direction of "good is" (negative when better). Green when the gap is at
most `green_within`, red when it is at least `red_from`, amber between; both ends inclusive. Rated on the stored value,
never on the printed one. Evidence: `docs/methods.md`, Rating (Norfolk 2014 and 2017; Nottinghamshire 2024).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final, Protocol

from indicators.domain.definitions import EXACT, Colour, Definition, Polarity, Unit
from indicators.domain.errors import SchemeError
from indicators.domain.periods import Period
from indicators.domain.series import Observation
from indicators.domain.targets import Target

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)
TWO_PLACES: Final = Decimal("0.01")


class SchemeKind(StrEnum):
    """What the gap is measured in, or what replaces it."""

    PERCENT_OF_TARGET = "percent_of_target"
    POINTS = "points"
    THRESHOLDS = "thresholds"
    BANDS = "bands"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Two fixed levels: green at or better than `green`, red at or worse than `red`, amber between."""

    green: Decimal
    red: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of values that has a colour; both ends belong to it."""

    colour: Colour
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Scheme:
    """How an indicator is rated. The defaults are the ones that fit Norfolk's published ratings."""

    slug: str = ""
    kind: SchemeKind = SchemeKind.PERCENT_OF_TARGET
    green_within: Decimal = ZERO
    red_from: Decimal = Decimal(5)
    thresholds: Thresholds | None = None
    bands: tuple[Band, ...] = ()


class Why(StrEnum):
    """Why a figure has its colour. The words for each are made where it is shown."""

    MET = "met"
    WITHIN_GREEN = "within_green"
    SHORT = "short"
    FAR_SHORT = "far_short"
    AT_GREEN_LEVEL = "at_green_level"
    BETWEEN_LEVELS = "between_levels"
    AT_RED_LEVEL = "at_red_level"
    IN_BAND = "in_band"
    JUDGED = "judged"
    NO_FIGURE = "no_figure"
    NO_TARGET = "no_target"
    NO_RANGE = "no_range"
    NO_GOOD_WAY = "no_good_way"
    ZERO_TARGET_MISSED = "zero_target_missed"
    OUTSIDE_BANDS = "outside_bands"
    NO_LEVELS = "no_levels"
    NOT_JUDGED = "not_judged"


class GapUnit(StrEnum):
    """What a gap is measured in: per cent of the target, or the indicator's own unit."""

    PERCENT = "percent"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How far a value is on the wrong side of its target, in the indicator's unit; negative when better.

    `bound` is the target, or for a range the bound that was crossed (the nearest one when inside, where `worse` is 0).
    """

    worse: Decimal
    bound: Decimal

    @property
    def percent(self) -> Decimal | None:
        """In per cent of the bound's absolute size, to 28 digits or more; None for a bound of zero."""
        if not self.bound:
            return ZERO if not self.worse else None
        return EXACT.divide(EXACT.multiply(self.worse, HUNDRED), self.bound.copy_abs())

    def at_least(self, percent: Decimal) -> bool:
        """Is it worse by so many per cent of the bound or more? Exact: nothing is divided. A zero bound is never."""
        return bool(self.bound) and EXACT.multiply(self.worse, HUNDRED) >= EXACT.multiply(
            percent, self.bound.copy_abs()
        )


def shortfall(good_is: Polarity, value: Decimal, target: Target) -> Shortfall | None:
    """How much worse than its target; None where "good is" gives no way to tell (none, or a range without an end)."""
    if good_is is Polarity.BIGGER:
        return Shortfall(EXACT.subtract(target.value, value), target.value)
    if good_is is Polarity.SMALLER:
        return Shortfall(EXACT.subtract(value, target.value), target.value)
    if good_is is Polarity.RANGE and target.value_to is not None:
        below, above = EXACT.subtract(target.value, value), EXACT.subtract(value, target.value_to)
        if below > 0 or above > 0:
            return Shortfall(below, target.value) if below > above else Shortfall(above, target.value_to)
        return Shortfall(ZERO, target.value if below >= above else target.value_to)
    return None


@dataclass(frozen=True, slots=True)
class Rating:
    """A computed colour with its reason and its inputs; how far from the target it is follows from these."""

    colour: Colour
    why: Why
    good_is: Polarity
    scheme: Scheme
    observation: Observation | None = None
    target: Target | None = None

    @property
    def shortfall(self) -> Shortfall | None:
        """How much worse than its target, whatever the scheme; None without a figure or a target to fall short of."""
        if self.observation is None or self.observation.value is None or self.target is None:
            return None
        return shortfall(self.good_is, self.observation.value, self.target)

    @property
    def gap_unit(self) -> GapUnit | None:
        """What the gap is measured in; None when not rated or where the scheme measures none."""
        if self.why not in (Why.MET, Why.WITHIN_GREEN, Why.SHORT, Why.FAR_SHORT):
            return None
        if self.scheme.kind is SchemeKind.POINTS:
            return GapUnit.POINTS
        short = self.shortfall
        return None if short is None or short.percent is None else GapUnit.PERCENT

    @property
    def gap(self) -> Decimal | None:
        """How much worse than the target in the gap's unit, negative when better, unrounded."""
        unit, short = self.gap_unit, self.shortfall
        if unit is None or short is None:
            return None
        return short.worse if unit is GapUnit.POINTS else short.percent

    @property
    def band(self) -> Band | None:
        """The band that the value lies in, where the scheme has bands."""
        value = None if self.observation is None else self.observation.value
        return _band_of(self.scheme, value) if self.why is Why.IN_BAND and value is not None else None

    @property
    def printed_gap(self) -> Decimal | None:
        """The gap to two places, half up."""
        gap = self.gap
        return None if gap is None else gap.quantize(TWO_PLACES, context=EXACT)


@dataclass(frozen=True, slots=True)
class Override:
    """A colour set by a person over the computed one, with the reason."""

    period: Period
    colour: Colour
    reason: str


@dataclass(frozen=True, slots=True)
class ShownRating:
    """What is shown: a person's override where there is one, else the computed rating, which stays visible."""

    computed: Rating
    override: Override | None = None

    @property
    def colour(self) -> Colour:
        return self.computed.colour if self.override is None else self.override.colour

    @property
    def provisional(self) -> bool:
        """Was a provisional figure rated?"""
        observation = self.computed.observation
        return observation is not None and observation.provisional


def rate(definition: Definition, scheme: Scheme, observation: Observation | None, target: Target | None) -> Rating:
    """The colour of one figure. Total: whatever is missing or contradicts gives none, with its reason."""
    colour, why = verdict(definition, scheme, observation, target)
    return Rating(colour, why, definition.good_is, scheme, observation, target)


class Judgeable(Protocol):
    """What of a figure is rated."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def judged(self) -> Colour | None: ...


def verdict(
    definition: Definition, scheme: Scheme, figure: Judgeable | None, target: Target | None
) -> tuple[Colour, Why]:
    """The colour and the reason of `rate` alone, for whoever looks through many figures."""
    value = None if figure is None else figure.value
    if figure is None or (value is None and figure.judged is None):
        return Colour.NONE, Why.NO_FIGURE
    if scheme.kind is SchemeKind.JUDGEMENT or definition.unit is Unit.JUDGEMENT:
        colour = figure.judged or Colour.NONE
        return colour, Why.NOT_JUDGED if colour is Colour.NONE else Why.JUDGED
    if value is None:
        return Colour.NONE, Why.NO_FIGURE
    if scheme.kind is SchemeKind.THRESHOLDS:
        return _by_thresholds(definition.good_is, value, scheme.thresholds)
    if scheme.kind is SchemeKind.BANDS:
        band = _band_of(scheme, value)
        return (Colour.NONE, Why.OUTSIDE_BANDS) if band is None else (band.colour, Why.IN_BAND)
    return _by_gap(definition.good_is, scheme, value, target)


def _band_of(scheme: Scheme, value: Decimal) -> Band | None:
    return next((band for band in scheme.bands if band.low <= value <= band.high), None)


def _by_thresholds(good_is: Polarity, value: Decimal, levels: Thresholds | None) -> tuple[Colour, Why]:
    if good_is not in (Polarity.BIGGER, Polarity.SMALLER):
        return Colour.NONE, Why.NO_GOOD_WAY
    if levels is None or not levels_fit(good_is, levels):
        return Colour.NONE, Why.NO_LEVELS
    smaller = good_is is Polarity.SMALLER
    if value <= levels.green if smaller else value >= levels.green:
        return Colour.GREEN, Why.AT_GREEN_LEVEL
    if value >= levels.red if smaller else value <= levels.red:
        return Colour.RED, Why.AT_RED_LEVEL
    return Colour.AMBER, Why.BETWEEN_LEVELS


def levels_fit(good_is: Polarity, levels: Thresholds) -> bool:
    """Does the green level lie on the good side of the red one?"""
    if good_is is Polarity.BIGGER:
        return levels.green > levels.red
    return good_is is Polarity.SMALLER and levels.green < levels.red


def _by_gap(good_is: Polarity, scheme: Scheme, value: Decimal, target: Target | None) -> tuple[Colour, Why]:
    if good_is is Polarity.NONE:
        return Colour.NONE, Why.NO_GOOD_WAY
    if target is None:
        return Colour.NONE, Why.NO_TARGET
    short = shortfall(good_is, value, target)
    if short is None:
        return Colour.NONE, Why.NO_RANGE
    in_points = scheme.kind is SchemeKind.POINTS
    if not in_points and not short.bound:
        # A percentage of nothing has no size: only met or missed can be said of a zero target.
        return (Colour.NONE, Why.ZERO_TARGET_MISSED) if short.worse > 0 else (Colour.GREEN, Why.MET)
    whole = ONE if in_points else short.bound.copy_abs()
    worse = short.worse if in_points else EXACT.multiply(short.worse, HUNDRED)
    if worse <= EXACT.multiply(scheme.green_within, whole):
        return Colour.GREEN, Why.MET if short.worse <= 0 else Why.WITHIN_GREEN
    if worse >= EXACT.multiply(scheme.red_from, whole):
        return Colour.RED, Why.FAR_SHORT
    return Colour.AMBER, Why.SHORT


_NUMBER: Final = r"(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)"
_LEVEL: Final = re.compile(rf"(green|amber|red) +{_NUMBER}(?: *(?:-|to) *{_NUMBER})?")
_LEVELS_ACCEPTED: Final = {
    SchemeKind.THRESHOLDS: "green 20; red 30",
    SchemeKind.BANDS: "green 1-5; amber 6-15; red 16-25",
}


def parse_levels(kind: SchemeKind, text: str) -> tuple[Thresholds | None, tuple[Band, ...]]:
    """The levels of a scheme as written in `schemes.csv`: `green 20; red 30`, or `green 1-5; amber 6-15; red 16-25`.

    Gives the thresholds (or None) and the bands. Raises `SchemeError` with what is accepted for the kind of scheme.
    """
    parts = [part.strip().lower() for part in text.split(";") if part.strip()]
    accepted = _LEVELS_ACCEPTED.get(kind)
    if accepted is None:
        if parts:
            raise SchemeError(f"A scheme of kind {kind.value} has no levels: leave them empty.")
        return None, ()
    found = [_LEVEL.fullmatch(part) for part in parts]
    problem = SchemeError(f"“{text[:60]}” are not the levels of a {kind.value} scheme. Accepted: {accepted}.")
    levels = [(Colour(one[1]), Decimal(one[2]), None if one[3] is None else Decimal(one[3])) for one in found if one]
    if len(levels) != len(parts) or not levels:
        raise problem
    if kind is SchemeKind.THRESHOLDS:
        fixed = {colour: low for colour, low, high in levels if high is None}
        if len(levels) != 2 or set(fixed) != {Colour.GREEN, Colour.RED} or fixed[Colour.GREEN] == fixed[Colour.RED]:
            raise problem
        return Thresholds(fixed[Colour.GREEN], fixed[Colour.RED]), ()
    bands = tuple(Band(colour, low, low if high is None else high) for colour, low, high in levels)
    if any(band.low > band.high for band in bands):
        raise SchemeError(f"“{text[:60]}”: a band goes from its lower to its higher end. Accepted: {accepted}.")
    ordered = sorted(bands, key=lambda band: band.low)
    if any(earlier.high >= later.low for earlier, later in pairwise(ordered)):
        raise SchemeError(f"“{text[:60]}”: two bands overlap, so a value would have two colours. Accepted: {accepted}.")
    return None, bands
