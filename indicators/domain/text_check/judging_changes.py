"""Is the size of a change, of a gap to the target, or a factor what the stored figures give?

A change of a percentage is in percentage points; any other may be given in per cent of the earlier figure
(`docs/methods.md`, Words about numbers). Norfolk's paper of 2017 said "down 15%" for 707.0 to 616.4, which is 12.8%: it
divided by the later figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from indicators.domain.definitions import EXACT, Basis, Unit
from indicators.domain.text_check.claims import Claim, Read
from indicators.domain.text_check.clauses import About, periods_in
from indicators.domain.text_check.findings import Reason, Stored, Verdict
from indicators.domain.text_check.judging_numbers import (
    NO_FIGURE,
    NOT_COMPARED,
    NOT_OURS,
    Judgement,
    meant,
)
from indicators.domain.text_check.known import HUNDRED, Figure, Known
from indicators.domain.text_check.numbers import Number, Said, rounds_to
from indicators.domain.text_check.vocabulary import CARRIED, COUNTED_AS_FIGURE, Way


class Pair(NamedTuple):
    """A later figure and one it is compared with."""

    earlier: Figure
    later: Figure

    @property
    def change(self) -> Decimal:
        return EXACT.subtract(self.later.value, self.earlier.value)

    @property
    def stored(self) -> tuple[Stored, ...]:
        return self.earlier.stored, self.later.stored


class Likeness(NamedTuple):
    """What a size said of a change comes to: right; worked out on the later figure; points called per cent, or the
    reverse."""

    right: bool = False
    wrong_base: bool = False
    points: bool = False


def pairs_of(read: Read, claim: Claim, known: Known) -> tuple[list[Pair], bool]:
    """The pairs of figures a claim of change may mean, and whether its words name them both."""
    when, since = meant(read, claim.when, known), meant(read, claim.since, known)
    if when.future or (claim.since and not since.periods) or (claim.when and not when.periods):
        return [], True
    later = [figure for figure in map(known.at, when.periods) if figure is not None]
    if not claim.when and known.latest is not None:
        later = [known.latest]
    named = [Pair(one, two) for two in later for one in map(known.at, since.periods) if one is not None]
    if claim.since:
        return [pair for pair in named if pair.earlier.period < pair.later.period], True
    return [Pair(one, two) for two in later for one in known.before(two)], False


def judge_change(read: Read, claim: Claim, known: Known) -> Judgement:
    """`down 15%`, `up 7`, `two percentage points better`."""
    number = claim.number
    if number is None or not number.value or claim.about in (About.OTHERS, About.AIM):
        return NOT_OURS
    if not is_a_size(number, known) or _is_of_people(read, claim, known):
        return NOT_OURS
    way = known.up_or_down(claim.way)
    if way is None:
        return NOT_COMPARED
    pairs, definite = pairs_of(read, claim, known)
    told = _told_pairs(read, claim, known)
    near = [pair for pair in [*told, *pairs] if known.may_compare(pair.earlier.period, pair.later.period)]
    if not near:
        return NOT_COMPARED if pairs else NO_FIGURE
    relative = any(word in read.text.lower() for word in ("of the earlier", "in relative terms", "of the previous"))
    found = [(pair, _likeness(number, pair.change, pair, known, relative=relative)) for pair in near]
    that_way = [(pair, like) for pair, like in found if _goes(pair, way)]
    for pair, like in that_way:
        if like.right:
            return Judgement(Verdict.AGREES, Reason.IS_CHANGE, pair.stored)
    if not definite and not told:
        far = _far(number, way, known, relative=relative)
        if far is not None:
            return far
    if claim.wished or claim.about is not About.OWN:
        return NOT_OURS
    if not definite and not told and _is_of_the_sentence_before(read):
        return NOT_OURS
    if _is_added(number, near[-1].later, known):
        return NOT_COMPARED
    return _wrong(that_way, found, near, number, known)


def _wrong(
    that_way: Sequence[tuple[Pair, Likeness]],
    found: Sequence[tuple[Pair, Likeness]],
    near: Sequence[Pair],
    number: Number,
    known: Known,
) -> Judgement:
    for pair, like in that_way:
        if like.points:
            return Judgement(Verdict.POINTS_AS_PERCENT, Reason.POINTS, pair.stored)
    for pair, like in that_way:
        if like.wrong_base:
            return Judgement(Verdict.WRONG_BASE, Reason.LATER_BASE, pair.stored)
    for pair, like in found:
        if like.right or like.points:
            return Judgement(Verdict.WRONG_DIRECTION, Reason.MOVED_OTHERWISE, pair.stored)
    return Judgement(Verdict.NOT_FOUND, Reason.NO_SUCH_CHANGE, near[0].stored)


def _is_of_the_sentence_before(read: Read) -> bool:
    """`That was a rise of 4.6%`: of what was told before, whose periods are not known here."""
    if periods_in(read.words, 0, len(read.words)):
        return False
    return read.low(0) in ("that", "this") and read.low(1) in (*CARRIED, "represents", "represented", "meant")


def _is_added(number: Number, later: Figure, known: Known) -> bool:
    """Is it what the period itself added to a running total? True, and not compared here."""
    before = known.at(later.period.previous)
    running = known.subject.definition.basis is Basis.YEAR_TO_DATE
    return running and before is not None and rounds_to(Pair(before, later).change, number)


def _goes(pair: Pair, way: Way) -> bool:
    return pair.change > 0 if way is Way.UP else pair.change < 0


def _is_of_people(read: Read, claim: Claim, known: Known) -> bool:
    """`20% more people`: no change of a percentage."""
    of_people = read.low(claim.last + 1) in COUNTED_AS_FIGURE
    return of_people and known.subject.definition.unit is Unit.PERCENT


def is_a_size(number: Number, known: Known) -> bool:
    """May it be the size of a change of this indicator?"""
    if number.unit is Said.PERCENT:
        return known.subject.definition.unit is not Unit.JUDGEMENT
    if number.unit is Said.POINTS:
        return known.subject.definition.unit in (Unit.PERCENT, Unit.SCORE)
    return known.subject.definition.unit is not Unit.PERCENT and known.fits(number)


def _far(number: Number, way: Way, known: Known, *, relative: bool) -> Judgement | None:
    """The latest figure against any earlier one, where no period is named: right, or called per cent for points."""
    *before, latest = known.figures
    for earlier in before:
        pair = Pair(earlier, latest)
        if not known.may_compare(earlier.period, latest.period) or not _goes(pair, way):
            continue
        if _likeness(number, pair.change, pair, known, relative=relative).right:
            return Judgement(Verdict.AGREES, Reason.IS_CHANGE, pair.stored)
    return None


def _told_pairs(read: Read, claim: Claim, known: Known) -> list[Pair]:
    """The figures that the sentence itself gives beside the change: `from 707.0 to 616.4`, `to 616.4`."""
    told: list[Figure] = []
    for number in read.numbers:
        if number is claim.number or not known.fits(number):
            continue
        equal = [figure for figure in known.figures if rounds_to(figure.value, number)]
        told += equal[-1:]
    if len(told) == 1 and known.latest is not None:
        told = [*told, known.latest]
    if len(told) == 2:
        one, two = sorted(told, key=lambda figure: figure.period.number)
        return [Pair(one, two)] if one.period < two.period else []
    return []


def _likeness(number: Number, change: Decimal, pair: Pair, known: Known, *, relative: bool) -> Likeness:
    """What the number is of a change."""
    percent = share_of(change, pair.earlier.value)
    if number.unit is Said.PERCENT:
        as_points = known.subject.definition.unit is Unit.PERCENT and rounds_to(change, number)
        right = percent is not None and rounds_to(percent, number)
        if as_points and not relative:
            return Likeness(points=True)
        later = share_of(change, pair.later.value)
        return Likeness(right=right, wrong_base=later is not None and rounds_to(later, number))
    if rounds_to(change, number):
        return Likeness(right=True)
    as_percent = number.unit is Said.POINTS and percent is not None and number.step < 1 and rounds_to(percent, number)
    return Likeness(points=as_percent)


def share_of(change: Decimal, whole: Decimal) -> Decimal | None:
    """In per cent, to more places than anybody says; None of nothing."""
    return EXACT.divide(EXACT.multiply(change, HUNDRED), abs(whole)) if whole else None


ROOM: Final = {"nearly": (Decimal("0.75"), Decimal("1.05")), "almost": (Decimal("0.75"), Decimal("1.05"))}
EXACTLY: Final = (Decimal("0.9"), Decimal("1.15"))
AT_LEAST: Final = (Decimal(1), Decimal("1.5"))


def judge_factor(read: Read, claim: Claim, known: Known) -> Judgement:
    """`has doubled`, `more than halved`: within a tenth, with room for `nearly`."""
    pairs, definite = pairs_of(read, claim, known)
    latest = known.latest
    if latest is not None and not definite:
        pairs = [*pairs, *(Pair(one, latest) for one in known.figures[:-1])]
    pairs = [pair for pair in pairs if known.may_compare(pair.earlier.period, pair.later.period) and pair.earlier.value]
    if not pairs:
        return NOT_COMPARED
    before = read.low(claim.first - 1)
    low, high = ROOM.get(before, AT_LEAST if before == "than" else EXACTLY)
    for pair in pairs:
        times = _times(pair, claim)
        if low <= times <= high:
            return Judgement(Verdict.AGREES, Reason.IS_CHANGE, pair.stored)
    if not any(_goes(pair, claim.way) for pair in pairs):
        return Judgement(Verdict.WRONG_DIRECTION, Reason.MOVED_OTHERWISE, pairs[0].stored)
    return Judgement(Verdict.NOT_FOUND, Reason.NO_SUCH_CHANGE, pairs[0].stored)


def _times(pair: Pair, claim: Claim) -> Decimal:
    """How many times the factor it became: 1 is exactly that. Halving is doubling backwards."""
    if not claim.factor:
        doubled = EXACT.multiply(pair.later.value, Decimal(2))
        return EXACT.divide(abs(pair.earlier.value), abs(doubled)) if doubled else Decimal(2)
    return EXACT.divide(pair.later.value, EXACT.multiply(pair.earlier.value, Decimal(claim.factor)))
