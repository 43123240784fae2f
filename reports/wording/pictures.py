"""What a chart shows, in words: the text alternative, read in place of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from indicators.domain.assessment import Point
from indicators.domain.definitions import Basis, Polarity
from indicators.domain.periods import Frequency
from reports.wording.numbers import counted, listed, rounded, sentence
from reports.wording.standing import standing_words
from reports.wording.voice import STATUS_WORDS, Voice


def alternative(voice: Voice, points: Sequence[Point]) -> str:
    """`Rose from 1.5 in March to 3.1 in November 2016, against a target of 1.5.` and what is missing.

    Says where it began and ended, the extreme between them where it went beyond both, the target, the periods without a
    figure, and those whose figure was revised. Figures too small to be shown are not among them. Nothing is compared
    that may not be: figures before a break in the definition are left out, and year-to-date figures meet the same point
    of other years only.
    """
    seen = _comparable(voice, points)
    remarks = "; ".join(filter(None, (_missing(voice, points), _standing(points))))
    if not seen:
        return sentence(f"no figure to draw{f'; {remarks}' if remarks else ''}")
    (first, start), (last, end) = seen[0], seen[-1]
    if len(seen) == 1:
        words = f"one figure: {voice.value(start)} in {first.period.name}"
    elif start == end and len({value for _, value in seen}) == 1:
        words = f"stayed at {voice.value(start)} from {first.period.name} to {last.period.name}"
    else:
        words = _way(voice, first, start, last, end) + _turn(voice, seen)
    words += _against(voice, last)
    return sentence(f"{words}; {remarks}" if remarks else words)


def _comparable(voice: Voice, points: Sequence[Point]) -> list[tuple[Point, Decimal]]:
    """The shown figures that may be compared with the last of them, as they are printed: what looks the same did not
    rise."""
    seen = [
        (point, rounded(point.observation.value, voice.decimals))
        for point in points
        if point.observation is not None and point.observation.value is not None and not voice.hides(point.observation)
    ]
    if not seen:
        return []
    definition, last = voice.definition, seen[-1][0].period
    if definition.basis is Basis.YEAR_TO_DATE:
        point_of_year = last.month_of_financial_year
        seen = [one for one in seen if one[0].period.month_of_financial_year == point_of_year]
    return [one for one in seen if definition.break_between(one[0].period, last) is None]


def _way(voice: Voice, first: Point, start: Decimal, last: Point, end: Decimal) -> str:
    verb = "rose" if end > start else "fell" if end < start else "ended where it began,"
    if end == start:
        return f"{verb} at {voice.value(end)}, from {first.period.name} to {last.period.name}"
    return f"{verb} from {voice.value(start)} in {_short_name(first, last)} to {voice.value(end)} in {last.period.name}"


def _short_name(first: Point, last: Point) -> str:
    """Without its year where both are of the same one: `March to November 2016`."""
    word, _, year = first.period.name.partition(" ")
    is_month = first.period.frequency is Frequency.MONTHLY
    return word if is_month and year == last.period.name.partition(" ")[2] else first.period.name


def _turn(voice: Voice, seen: Sequence[tuple[Point, Decimal]]) -> str:
    """The highest and lowest figure, where they lie beyond both ends."""
    ends = (seen[0][1], seen[-1][1])
    turns = []
    for name, extreme in (("highest", max), ("lowest", min)):
        point, value = extreme(seen, key=lambda one: one[1])
        if value not in ends:
            turns.append(f"{name} {voice.value(value)} in {point.period.name}")
    return f" ({listed(turns)})" if turns else ""


def _against(voice: Voice, last: Point) -> str:
    if last.target is None:
        return ", with no target"
    noun = "a range" if voice.definition.good_is is Polarity.RANGE else "a target"
    return f", against {noun} of {voice.target(last.target)}"


def _missing(voice: Voice, points: Sequence[Point]) -> str:
    groups: dict[str, list[str]] = {}
    for point in points:
        observation = point.observation
        if observation is None:
            continue
        if voice.hides(observation):
            groups.setdefault("too small to be shown", []).append(point.period.label)
        elif observation.value is None and observation.judged is None:
            groups.setdefault(STATUS_WORDS[observation.status].lower(), []).append(point.period.label)
    return _grouped(groups)


def _standing(points: Sequence[Point]) -> str:
    """How figures came to stand there, where that must be said: `revised on 12 October 2026: Nov 16 and Dec 16`."""
    groups: dict[str, list[str]] = {}
    for point in points:
        words = standing_words(point.observation)
        if words:
            groups.setdefault(words, []).append(point.period.label)
    return _grouped(groups)


def _grouped(periods: dict[str, list[str]]) -> str:
    """What is said of which periods: by name, or how many there are."""
    return "; ".join(
        f"{words}: {listed(labels) if len(labels) <= 3 else counted(len(labels), 'period')}"
        for words, labels in periods.items()
    )
