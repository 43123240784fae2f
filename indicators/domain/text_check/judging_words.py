"""Is what words say of a direction, an extreme or a side of the target so, by the stored figures?"""

from __future__ import annotations

from decimal import Decimal

from indicators.domain.definitions import EXACT, Basis, Unit
from indicators.domain.periods import Period
from indicators.domain.targets import Target
from indicators.domain.text_check.claims import Claim, Read
from indicators.domain.text_check.findings import Reason, Stored, Verdict
from indicators.domain.text_check.judging_changes import Pair, pairs_of
from indicators.domain.text_check.judging_numbers import NO_FIGURE, NOT_COMPARED, Judgement, meant
from indicators.domain.text_check.known import Figure, Known
from indicators.domain.text_check.numbers import Number, rounds_to
from indicators.domain.text_check.position_claims import OF_THE_YEAR
from indicators.domain.text_check.vocabulary import MORE_OR_FEWER, Way


def judge_move(read: Read, claim: Claim, known: Known) -> Judgement:
    """`rose`, `has improved since August`, `worse than last month`: between the numbers said, or the periods named."""
    unit = known.subject.definition.unit
    if unit is Unit.JUDGEMENT or (unit is not Unit.COUNT and read.low(claim.first) in MORE_OR_FEWER):
        return NOT_COMPARED  # more people may be a smaller share
    told = _between_numbers(read, claim, known)
    if told is not None:
        return told
    pairs, definite = _ending_where_said(claim, known) or pairs_of(read, claim, known)
    if claim.span and (pairs := _steps(claim, pairs, known)):
        return _each_went(pairs, claim, known)
    if claim.when and not claim.since and pairs:
        pairs, definite = _since_the_one_before(pairs, known), True
    if not pairs:
        return NO_FIGURE
    went = [(pair, known.went(pair.earlier, pair.later, claim.way)) for pair in pairs]
    for pair, so in went:
        if so:
            return Judgement(Verdict.AGREES, Reason.IS_SO, pair.stored)
    if any(so is None for _, so in went):
        return NOT_COMPARED
    if not definite and _went_so_once(claim, known):
        return NOT_COMPARED
    return Judgement(Verdict.WRONG_DIRECTION, Reason.MOVED_OTHERWISE, pairs[0].stored)


def _steps(claim: Claim, pairs: list[Pair], known: Known) -> list[Pair]:
    """The moves of a run that is told, oldest first: so many up to the latest figure, or each since a period."""
    if not pairs:
        return []
    later, first = pairs[0].later, pairs[0].earlier.period if claim.since else None
    count = later.period.since(first) if first is not None else claim.span
    found: list[Pair] = []
    for step in range(max(0, count)):
        two, one = known.at(later.period.plus(-step)), known.at(later.period.plus(-step - 1))
        if one is None or two is None:
            return []
        found.append(Pair(one, two))
    return found[::-1]


def _each_went(pairs: list[Pair], claim: Claim, known: Known) -> Judgement:
    """Did each of the moves go that way? The newest that did not is told."""
    went = [(pair, known.went(pair.earlier, pair.later, claim.way)) for pair in pairs]
    if any(so is None for _, so in went):
        return NOT_COMPARED
    against = [pair for pair, so in went if not so]
    if against:
        return Judgement(Verdict.WRONG_DIRECTION, Reason.MOVED_OTHERWISE, against[-1].stored)
    return Judgement(Verdict.AGREES, Reason.IS_SO, (pairs[0].earlier.stored, pairs[-1].later.stored))


def _ending_where_said(claim: Claim, known: Known) -> tuple[list[Pair], bool] | None:
    """`slipped to 74.9%`: to that figure, though it is not the latest. None where no such number is said."""
    end = claim.end
    if end is None or claim.when or claim.since or not known.fits(end):
        return None
    reached = [figure for figure in known.figures if rounds_to(figure.value, end)]
    return [Pair(one, two) for two in reached for one in known.before(two)], False


def _since_the_one_before(pairs: list[Pair], known: Known) -> list[Pair]:
    """`rose in August`: since July; running totals since the August before."""
    running = known.subject.definition.basis is Basis.YEAR_TO_DATE
    return [
        pair
        for pair in pairs
        if pair.earlier.period == (pair.later.period.year_earlier if running else pair.later.period.previous)
    ]


def _went_so_once(claim: Claim, known: Known) -> bool:
    """Without a period a direction may be told of any stretch of the last year that ends with the latest figure."""
    latest = known.latest
    if latest is None or claim.way is Way.SAME:
        return False
    recent = [one for one in known.figures if latest.period.year_earlier <= one.period < latest.period]
    return any(known.went(one, latest, claim.way) for one in recent)


def _between_numbers(read: Read, claim: Claim, known: Known) -> Judgement | None:
    """`rose from 613 to 637`: by the numbers themselves, where they may be figures of the indicator."""
    start, end = claim.start, claim.end
    said = [one for one in (start, end) if one is not None]
    if start is None or not all(known.fits(one) and known.looks_like(one) for one in said):
        return None
    way = known.up_or_down(claim.way)
    if way not in (Way.UP, Way.DOWN):
        return None
    when = meant(read, claim.when, known)
    later = _later(end, when.periods, known)
    if later is None:
        return None
    change = EXACT.subtract(later, start.value)
    if not change:
        return None
    so = change > 0 if way is Way.UP else change < 0
    begun, ended = ([one for one in known.figures if abs(one.value) == value] for value in (start.value, later))
    told = (*begun[-1:], *ended[-1:])
    stored = tuple(one.stored for one in known.figures if one in told)
    verdict, reason = (Verdict.AGREES, Reason.IS_SO) if so else (Verdict.WRONG_DIRECTION, Reason.MOVED_OTHERWISE)
    return Judgement(verdict, reason, stored)


def _later(end: Number | None, periods: tuple[Period, ...], known: Known) -> Decimal | None:
    if end is not None:
        return end.value
    named = [figure for figure in map(known.at, periods) if figure is not None]
    latest = named[0] if named else known.latest
    return None if latest is None else latest.value


def judge_extreme(read: Read, claim: Claim, known: Known) -> Judgement:
    """`the lowest since August`, `a record high`, `the worst in two years`: nothing between is beyond it."""
    when, since = meant(read, claim.when, known), meant(read, claim.since, known)
    way = known.up_or_down(claim.way)
    if way is None or known.subject.definition.basis is Basis.YEAR_TO_DATE:
        return NOT_COMPARED
    figures = [figure for figure in map(known.at, when.periods) if figure is not None]
    figure = figures[0] if figures else _said_before(claim, known)
    if figure is None or (claim.when and not figures and claim.end is None) or (claim.since and not since.periods):
        return NO_FIGURE
    first = next((one for one in since.periods if one < figure.period), None)
    if first is None and claim.span:
        span = figure.period.month_of_financial_year if claim.span == OF_THE_YEAR else claim.span
        first = figure.period.plus(-max(1, span // figure.period.frequency.months))
    between = [one for one in known.figures if one.period < figure.period and (first is None or one.period > first)]
    if any(not known.may_compare(one.period, figure.period) for one in between):
        return NOT_COMPARED
    beyond = [one for one in between if (one.value > figure.value if way is Way.UP else one.value < figure.value)]
    if beyond:
        return Judgement(Verdict.WRONG_DIRECTION, Reason.NOT_EXTREME, (beyond[-1].stored, figure.stored))
    if known.series.earlier_left_out and (first is None or known.series.unread_at(first)):
        return NO_FIGURE
    return Judgement(Verdict.AGREES, Reason.IS_SO, (figure.stored,))


def _said_before(claim: Claim, known: Known) -> Figure | None:
    """The figure that an extreme is told of: the number before it, else the latest."""
    number = claim.end
    if number is None or not known.fits(number):
        return known.latest
    return next((one for one in reversed(known.figures) if rounds_to(one.value, number)), None)


def judge_side(read: Read, claim: Claim, known: Known) -> Judgement:
    """`below target`, `the target was missed`: the figure against the target of its own period."""
    when = meant(read, claim.when, known)
    if when.future or (claim.when and not when.periods):
        return NO_FIGURE
    figures = [figure for figure in map(known.at, when.periods) if figure is not None]
    if not claim.when and known.latest is not None:
        figures = [known.latest]
    both = [(figure, target) for figure in figures if (target := known.target(figure.period)) is not None]
    if not both:
        return NO_FIGURE
    figure, target = both[0]
    if read.low(claim.last) == "range" and target.value_to is None:
        return NO_FIGURE
    stored = (figure.stored, Stored(target.period, target.value, target=True, upper=target.value_to))
    so = _is_on(figure, target, claim.way, known)
    if so is None:
        return NOT_COMPARED
    verdict, reason = (Verdict.AGREES, Reason.IS_SO) if so else (Verdict.WRONG_DIRECTION, Reason.OTHER_SIDE)
    return Judgement(verdict, reason, stored)


def _is_on(figure: Figure, target: Target, way: Way, known: Known) -> bool | None:
    missed = known.missed_by(figure, target)
    if missed is None:
        return None
    if way is Way.UP:
        return figure.value > (target.value if target.value_to is None else target.value_to)
    if way is Way.DOWN:
        return figure.value < target.value
    return missed <= 0 if way is Way.BETTER else missed > 0
