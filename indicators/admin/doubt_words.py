"""Doubts about a figure in words, as they stand beside its field: what was found, and what it was judged by.

The value in doubt is printed as it was given, never rounded; the figures before it to the indicator's decimal places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from indicators.domain.definitions import EXACT, Unit
from indicators.domain.plausibility import Doubt, NumeratorAbove, SameAgain, SlipOfUnit, Unlikely
from indicators.domain.series import Observation
from indicators.domain.usual import Span, last_place

COUNTS = ("no", "one", "two", "three")


def doubt_words(doubt: Doubt, unit: Unit, decimals: int | None = None) -> str:
    """One sentence that says what looks odd, and why. `decimals` as the indicator is shown; None: as given."""
    words = _Words(unit, decimals)
    if isinstance(doubt, SlipOfUnit):
        return words.slip_of_unit(doubt)
    if isinstance(doubt, Unlikely):
        return words.unlikely(doubt)
    return words.same_again(doubt) if isinstance(doubt, SameAgain) else words.numerator_above(doubt)


class _Words:
    """The sentences, for one unit and so many decimal places."""

    def __init__(self, unit: Unit, decimals: int | None) -> None:
        self._unit, self._decimals = unit, decimals

    def slip_of_unit(self, doubt: SlipOfUnit) -> str:
        slipped = f"{_number(doubt.value)} looks like {_trimmed(doubt.meant)} {_how_slipped(doubt)}"
        return f"{slipped}: {self._lie(doubt.before, doubt.year_to_date)}."

    def unlikely(self, doubt: Unlikely) -> str:
        spans = _joined(doubt.usual)
        if doubt.value < spans[0].low:
            what = "lower than its history makes likely"
        elif doubt.value > spans[-1].high:
            what = "higher than its history makes likely"
        else:
            what = "unlike its history"
        usual = " or ".join(self._stretch(span, doubt.before) for span in spans)
        told = self._lie(doubt.before, doubt.year_to_date)
        return f"{self._figure(doubt.value)} is {what}: {told}, and {usual} would be usual now."

    def same_again(self, doubt: SameAgain) -> str:
        first, second = (one.period.name for one in doubt.before)
        return (
            f"{self._figure(doubt.value)} is exactly what it was in {first} and in {second}: please check that it is "
            "the new figure, not the last one copied."
        )

    def numerator_above(self, doubt: NumeratorAbove) -> str:
        return (
            f"The numerator {_number(doubt.numerator)} is more than the denominator {_number(doubt.denominator)}, "
            "which makes more than 100%: the numerator is a part of the denominator."
        )

    def _lie(self, before: Sequence[Observation], year_to_date: bool) -> str:
        """`the last 12 figures lie between 84.1% and 92.9%`, `at the same point a year before it was 771`."""
        values = sorted(one.value for one in before if one.value is not None)
        low, high = self._rounded(values[0]), self._rounded(values[-1])
        if year_to_date:
            return f"at the same point a year before it was {low}"
        figures = f"the last {len(values)} figures"
        return f"{figures} are all {low}" if low == high else f"{figures} lie between {low} and {high}"

    def _rounded(self, value: Decimal) -> str:
        if self._decimals is None:
            return self._figure(value)
        return self._figure(value.quantize(_last_of(self._decimals), context=EXACT))

    def _stretch(self, span: Span, before: Sequence[Observation]) -> str:
        """`83.0% to 96.9%`. Rounded inwards, so that a value in doubt is never printed as a usual one."""
        place = _last_of(self._decimals)
        if place is None:
            place = last_place(one.value for one in before if one.value is not None)
        low, high = _inwards(span, place)
        return self._figure(low) if low == high else f"{self._figure(low)} to {self._figure(high)}"

    def _figure(self, value: Decimal) -> str:
        """With its unit: `86.2%`, `-£1,050`, `637`."""
        if self._unit is Unit.PERCENT:
            return f"{_number(value)}%"
        if self._unit is Unit.POUNDS:
            return f"{'-' if value < 0 else ''}£{_number(value.copy_abs())}"
        return _number(value)


def _last_of(decimals: int | None) -> Decimal | None:
    return None if decimals is None else Decimal(1).scaleb(-decimals)


def _inwards(span: Span, place: Decimal) -> tuple[Decimal, Decimal]:
    """Its ends, rounded into it; to more places than asked for where it is too narrow."""
    low = span.low.quantize(place, rounding=ROUND_CEILING, context=EXACT)
    high = span.high.quantize(place, rounding=ROUND_FLOOR, context=EXACT)
    return (low, high) if low <= high else _inwards(span, place.scaleb(-1))


def _number(value: Decimal) -> str:
    """With thousands commas and all its places, never an exponent or a minus zero."""
    return f"{value if value else value.copy_abs():,f}"


def _trimmed(value: Decimal) -> str:
    """Without the noughts that moving the point left behind it: 1,413 and not 1,413.0."""
    text = _number(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _how_slipped(doubt: SlipOfUnit) -> str:
    places = abs(doubt.shift)
    whole, meant_whole = _is_whole(doubt.value), _is_whole(doubt.meant)
    if whole and meant_whole:
        noughts = f"{COUNTS[places]} {'nought' if places == 1 else 'noughts'}"
        return f"with {noughts} {'left out' if doubt.shift > 0 else 'too many'}"
    if whole:
        return "with its point left out"
    way = "left" if doubt.shift > 0 else "right"
    return f"with its point {COUNTS[places]} {'place' if places == 1 else 'places'} to the {way}"


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _joined(spans: Iterable[Span]) -> list[Span]:
    """In order, those that meet as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.low):
        if joined and span.low <= joined[-1].high:
            joined[-1] = Span(joined[-1].low, max(joined[-1].high, span.high))
        else:
            joined.append(span)
    return joined
