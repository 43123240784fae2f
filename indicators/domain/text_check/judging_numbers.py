"""Is a number that stands for a figure or a target the stored one?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from indicators.domain.definitions import EXACT, Unit
from indicators.domain.periods import Period
from indicators.domain.text_check import vocabulary as said
from indicators.domain.text_check.claims import Claim, ClaimKind, Read
from indicators.domain.text_check.clauses import About
from indicators.domain.text_check.findings import Reason, Stored, Verdict
from indicators.domain.text_check.known import PLAIN, Figure, Known, is_of_ours
from indicators.domain.text_check.named_periods import Named, named
from indicators.domain.text_check.numbers import Exactness, Number, Said, rounds_to
from indicators.domain.text_check.words import PERIOD_KINDS, Kind


class Judgement(NamedTuple):
    """A verdict with its reason and what the claim was held against, earliest first."""

    verdict: Verdict
    reason: Reason
    stored: tuple[Stored, ...] = ()


NOT_OURS: Final = Judgement(Verdict.CANNOT_JUDGE, Reason.NOT_OURS)
TELLING: Final = 3
"""A number of so many digits is hardly by chance a stored figure of the very period."""
FROM_THERE: Final = ("before", "earlier")
"""`the month before`: before the period that is told of."""
ENDS: Final = ("end", "close")
ENDED: Final = ("closed", "ended")
"""Before a quarter or a year: its last month is meant."""
NO_FIGURE: Final = Judgement(Verdict.CANNOT_JUDGE, Reason.NO_FIGURE)
NOT_COMPARED: Final = Judgement(Verdict.CANNOT_JUDGE, Reason.NOT_COMPARED)


def meant(read: Read, places: Iterable[int], known: Known) -> Named:
    """The periods that are named at those places of the sentence, all in one."""
    found: list[Named] = []
    for at in places:
        anchors = _told_before(read, at, known) if read.words[at].low.endswith(FROM_THERE) else ()
        at_end = read.low(at - 1) in ENDED or (read.low(at - 1) == "of" and read.low(at - 2) in ENDS)
        found.append(named(read.words[at], known.subject, read.low(at - 1), anchors, at_end=at_end))
    periods = tuple(period for one in found for period in one.periods)
    return Named(periods, any(one.future for one in found), any(one.loose for one in found))


def _told_before(read: Read, at: int, known: Known) -> tuple[Period, ...]:
    """The period before a `month before`, from which that is counted."""
    for place in range(at - 1, -1, -1):
        word = read.words[place]
        if word.kind in PERIOD_KINDS and word.kind is not Kind.RELATIVE:
            return named(word, known.subject).periods
    return ()


def judge_level(read: Read, claim: Claim, known: Known) -> Judgement:
    """A number that may be a figure: of the period named beside it, or of any where none is."""
    number = claim.number
    if number is None or claim.about is About.OTHERS:
        return NOT_OURS
    when = meant(read, claim.when, known)
    when = Named(future=when.future) if when.loose else when
    part = _part(number, when, known)
    if part is not None:
        return part
    if not known.fits(number) or (number.unit is Said.PERCENT and not _of_ours(read, number, known)):
        return NOT_OURS
    periods = list(when.periods)
    if claim.now and known.latest is not None:
        periods = [known.latest.period]
    beside = [figure for figure in map(known.at, periods) if figure is not None]
    called = _aim(number, when, known) if claim.kind is ClaimKind.AIM else None
    if called is not None:
        return called
    if claim.kind is ClaimKind.AIM and not claim.wished and _is_called_target(read, number):
        return _no_target(claim, number, when, known)
    equal = _equal(number, beside if periods else known.figures)
    if equal is not None:
        return Judgement(Verdict.AGREES, Reason.IS_FIGURE, (equal.stored,))
    against = {read.low(at) for at in range(max(0, number.first - 4), number.first)} & said.AGAINST
    loose = claim.about is not About.OWN or claim.wished or when.future or not beside
    if loose or against:
        aim = _aim(number, when, known)
        if aim is not None:
            return aim
    if number.exactness is Exactness.LIMIT or when.future:
        return NOT_OURS
    if claim.kind is ClaimKind.AIM:
        return _no_target(claim, number, when, known)
    return _no_figure(claim, number, periods, beside, known)


def is_its_very_figure(read: Read, claim: Claim, known: Known) -> bool:
    """Is the number, hardly by chance, the figure of the period named beside it, or the latest?"""
    judged = judge_level(read, claim, known)
    if judged.reason is not Reason.IS_FIGURE or claim.number is None or known.latest is None:
        return False
    periods = (known.latest.period, *meant(read, claim.when, known).periods)
    return len(claim.number.value.as_tuple().digits) >= TELLING and judged.stored[0].period in periods


def _is_called_target(read: Read, number: Number) -> bool:
    """`target of 590`, `590 target`: so near that it can be nothing else."""
    if read.low(number.last + 1) in said.AIMED:
        return True
    return read.low(number.first - 1) in ("of", "is", "was") and read.low(number.first - 2) in said.AIMED


def _no_figure(claim: Claim, number: Number, periods: list[Period], beside: list[Figure], known: Known) -> Judgement:
    """It is not the figure of the period that is named, or of no period at all."""
    if claim.wished or not (known.looks_like(number) or _is_mistyped(claim, number, beside)):
        return NOT_OURS
    own = claim.about is About.OWN or (claim.about is not About.AIM and bool(beside) and number.unit in PLAIN)
    stored = tuple(one.stored for one in beside[:1])
    other = _equal(number, known.figures) if periods else None
    if other is not None and (own or number.unit in PLAIN) and _lies_within(periods, known):
        return Judgement(Verdict.OTHER_PERIOD, Reason.FIGURE_OF_ANOTHER, (*stored, other.stored))
    if not own or not known.figures:
        return NOT_OURS
    if periods and not beside:
        return NO_FIGURE
    if not periods and (claim.when or known.series.earlier_left_out):
        return NO_FIGURE
    latest = () if known.latest is None else (known.latest.stored,)
    return Judgement(Verdict.NOT_FOUND, Reason.NO_SUCH_FIGURE, stored or latest)


def _is_mistyped(claim: Claim, number: Number, beside: list[Figure]) -> bool:
    """Is it far off in size, and yet meant for the figure of the period named: said to be the indicator's own rate, or
    that figure with its point in another place?"""
    if claim.about is not About.OWN or not beside:
        return False
    return number.unit is Said.PER_100K or any(_is_slipped(number, one) for one in beside)


def _is_slipped(number: Number, figure: Figure) -> bool:
    """31 for 3.1: the same digits, of which there are too many for chance."""
    said_as, stored = (value.normalize(EXACT).as_tuple().digits for value in (number.value, figure.value))
    return said_as == stored and len(stored) > 1


def _lies_within(periods: list[Period], known: Known) -> bool:
    """Is a period among those of which something is stored, or after them? What lies before may have had any figure."""
    first = known.figures[0].period
    return any(period >= first for period in periods)


def _no_target(claim: Claim, number: Number, when: Named, known: Known) -> Judgement:
    """It is called a target, and is none of the period."""
    if claim.wished or not known.aims or not known.looks_like(number):
        return NOT_OURS
    periods = when.periods or (() if known.latest is None else (known.latest.period,))
    targets = [target for target in map(known.target, periods) if target is not None]
    if not targets or (claim.when and not when.periods):
        return NO_FIGURE
    target = targets[0]
    stored = Stored(target.period, target.value, target=True, upper=target.value_to)
    return Judgement(Verdict.NOT_FOUND, Reason.NO_SUCH_TARGET, (stored,))


def _equal(number: Number, figures: Iterable[Figure]) -> Figure | None:
    """The newest of the figures that the number is."""
    found = None
    for figure in figures:
        if rounds_to(figure.value, number) and not (number.negative and figure.value > 0):
            found = figure
    return found


def _aim(number: Number, when: Named, known: Known) -> Judgement | None:
    """The target that the number is: of the period named, or of any where none is stored for that."""
    named = [target for target in map(known.target, when.periods) if target is not None]
    latest = None if known.latest is None else known.target(known.latest.period)
    equal = None
    for target in named or [*known.aims, *([] if latest is None else [latest])]:
        ends = [target.value] if target.value_to is None else [target.value, target.value_to]
        if any(rounds_to(end, number, finer=False) for end in ends):  # a target is set and not counted
            equal = target
    if equal is None:
        return None
    stored = Stored(equal.period, equal.value, target=True, upper=equal.value_to)
    return Judgement(Verdict.AGREES, Reason.IS_TARGET, (stored,))


def _part(number: Number, when: Named, known: Known) -> Judgement | None:
    """A numerator or a denominator: of the period named, or of any."""
    if number.unit not in (Said.COUNTED, Said.BARE) or known.subject.definition.unit is Unit.COUNT:
        return None
    for figure in reversed(known.figures):
        if when.periods and figure.period not in when.periods:
            continue
        for part in (figure.row.numerator, figure.row.denominator):
            if part is not None and part == number.value:
                return Judgement(Verdict.AGREES, Reason.IS_PART, (figure.stored,))
    return None


def _of_ours(read: Read, number: Number, known: Known) -> bool:
    """`86% of those who ...`: is the share one of what the indicator counts?"""
    if read.low(number.last + 1) != "of":
        return True
    return is_of_ours(tuple(word.low for word in read.words[number.last + 2 : number.last + 7]), known.own)
