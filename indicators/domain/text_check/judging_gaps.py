"""Is the gap between a figure and its target the one that is said?"""

from __future__ import annotations

from decimal import Decimal

from indicators.domain.definitions import EXACT, Polarity, Unit
from indicators.domain.targets import Target
from indicators.domain.text_check.claims import Claim, Read
from indicators.domain.text_check.clauses import About
from indicators.domain.text_check.findings import Reason, Stored, Verdict
from indicators.domain.text_check.judging_changes import is_a_size, share_of
from indicators.domain.text_check.judging_numbers import NO_FIGURE, NOT_OURS, Judgement, judge_level, meant
from indicators.domain.text_check.known import Figure, Known
from indicators.domain.text_check.numbers import Number, Said, rounds_to
from indicators.domain.text_check.vocabulary import Way


def judge_gap(read: Read, claim: Claim, known: Known) -> Judgement:
    """`8% worse than the target`, `47 above target`: in per cent of the target, or in the indicator's own unit."""
    number, when = claim.number, meant(read, claim.when, known)
    latest = known.latest
    if number is None or claim.about is About.OTHERS or not is_a_size(number, known) or latest is None:
        return NOT_OURS
    if when.future or (claim.when and not when.periods):
        return NO_FIGURE
    figures = [figure for figure in map(known.at, when.periods or (latest.period,)) if figure is not None]
    both = [(figure, target) for figure in figures if (target := known.target(figure.period)) is not None]
    if not both:
        return NO_FIGURE
    figure, target = both[0]
    stored = (figure.stored, Stored(target.period, target.value, target=True, upper=target.value_to))
    bound = _bound(figure, target, known)
    if not bound:
        return judge_level(read, claim, known)  # so far over nothing is the figure itself
    gap = EXACT.subtract(figure.value, bound)
    right_side = _is_on_side(figure, target, gap, claim.way, known)
    relative, wrong_base = share_of(gap, bound), share_of(gap, figure.value)
    in_points = rounds_to(gap, number)
    like = (relative is not None and rounds_to(relative, number)) if number.unit is Said.PERCENT else in_points
    if like and right_side is not False:
        return Judgement(Verdict.AGREES, Reason.IS_GAP, stored)
    if claim.wished or claim.about not in (About.OWN, About.AIM) or right_side is None:
        return NOT_OURS
    if _is_of_told_figure(read, number, figure, bound, known):
        return NOT_OURS
    if like or not right_side:
        return Judgement(Verdict.WRONG_DIRECTION, Reason.OTHER_SIDE, stored)
    if number.unit is Said.PERCENT and known.subject.definition.unit is Unit.PERCENT and in_points:
        return Judgement(Verdict.POINTS_AS_PERCENT, Reason.POINTS, stored)
    if number.unit is Said.PERCENT and wrong_base is not None and rounds_to(wrong_base, number):
        return Judgement(Verdict.WRONG_BASE, Reason.LATER_BASE, stored)
    return Judgement(Verdict.NOT_FOUND, Reason.NO_SUCH_GAP, stored)


def _bound(figure: Figure, target: Target, known: Known) -> Decimal:
    """The end of a range that is nearer, else the target."""
    if target.value_to is None or known.subject.definition.good_is is not Polarity.RANGE:
        return target.value
    ends = (target.value, target.value_to)
    return min(ends, key=lambda end: abs(EXACT.subtract(figure.value, end)))


def _is_on_side(figure: Figure, target: Target, gap: Decimal, way: Way, known: Known) -> bool | None:
    """Is the figure where the words say? None where neither way is good and the words say better or worse."""
    if way in (Way.UP, Way.DOWN):
        return gap > 0 if way is Way.UP else gap < 0
    missed = known.missed_by(figure, target)
    if missed is None:
        return None
    return missed > 0 if way is Way.WORSE else missed < 0


def _is_of_told_figure(read: Read, number: Number, figure: Figure, bound: Decimal, known: Known) -> bool:
    """`630 in November, 40 over the target`: right for the figure as it is said, which is judged by itself."""
    told = (one for one in read.numbers if one is not number and known.fits(one) and not rounds_to(figure.value, one))
    return any(rounds_to(EXACT.subtract(one.value, bound), number) for one in told)
