"""What a sentence claims without a number of its own: where a figure went, and where it lies (`position_claims`)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from indicators.domain.text_check import vocabulary as said
from indicators.domain.text_check.claims import Claim, ClaimKind, Read
from indicators.domain.text_check.clauses import clause_at, is_wished, periods_in, spoken_of, stem
from indicators.domain.text_check.numbers import Number, Said
from indicators.domain.text_check.periods_beside import AFTER, NEAR, change_periods
from indicators.domain.text_check.position_claims import (
    COUNTS,
    DENIED,
    MOST,
    PERFORMS,
    claim_of,
    extreme,
    performs,
    side,
)
from indicators.domain.text_check.vocabulary import Way
from indicators.domain.text_check.words import PERIOD_KINDS, Kind

ORDINALS: Final = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
EACH: Final = -1
"""Every step since the period that is named."""
THINGS: Final = 4
"""So soon after `more` or `fewer` stands what is counted: not so `more people have complained about waiting`."""
FOLLOW_MOVES: Final = said.words("on from compared since between")
BEFORE_COMPARED: Final = said.words("slightly still now again also much far even shade little touch bit fraction")
ARTICLES: Final = said.DESCRIBING | {"a", "an"}


def word_claims(read: Read, number_claims: Collection[Claim]) -> list[Claim]:
    """In order. Words that are part of a number's claim make none of their own."""
    taken = {at for claim in number_claims for at in range(claim.first, claim.last + 1)}
    found: list[Claim] = []
    for at, word in enumerate(read.words):
        if at in taken or word.kind is not Kind.WORD:
            continue
        claim = extreme(read, at) or side(read, at) or _factor(read, at) or _move(read, at)
        if claim is not None and not claim.wished:
            found.append(_of_level_before(read, claim, number_claims))
    return found


def _of_level_before(read: Read, claim: Claim, number_claims: Collection[Claim]) -> Claim:
    """`In March 92 were waiting, the highest in two years`: said of the figure before it."""
    before = [one for one in number_claims if one.last < claim.first and one.kind is ClaimKind.LEVEL]
    told = [one for one in before if one.number is not None and one.number.unit is not Said.NOTHING]
    if not told or claim.when or claim.kind is ClaimKind.SIDE or claim.first - told[-1].last > 2 * NEAR:
        return claim
    level = told[-1]
    if claim.kind is ClaimKind.MOVE and read.low(clause_at(read.clauses, level.first).start) in AFTER:
        return replace(claim, since=claim.since or level.when)  # `following 88.4% in May, the share slipped`
    if claim.kind is ClaimKind.EXTREME or (claim.start is not None and claim.end is None):
        return replace(claim, when=level.when, end=level.number)
    return replace(claim, when=level.when)


def _move(read: Read, at: int) -> Claim | None:
    low, following = read.low(at), read.low(at + 1)
    if low in said.MOVED:
        if not _tells(read, at) or following == "short":  # `fell short of the target`
            return None
        first, last, way = at, at, said.MOVED[low]
    elif low in said.MOVING and _is_begun(read, at):
        first, last, way = at, at, said.MOVING[low]
    elif low in said.COMPARED and following == "than" and _is_said_of_figure(read, at):
        first, last, way = at, at + 1, said.COMPARED[low]
    elif low in said.MORE_OR_FEWER and (than := _than_when(read, at)):
        first, last, way = at, than, said.MORE_OR_FEWER[low]
    elif low in said.PARTICLES and _is_carried(read, at):
        first, last, way = at, at, said.PARTICLES[low]
    elif low in said.MOVES and following in FOLLOW_MOVES and read.low(at - 1) in ARTICLES:
        first, last, way = at, at + 1, said.MOVES[low]
    elif (low == "change" and read.low(at - 1) == "no") or (low == "changed" and read.low(at - 1) == "not"):
        return _unchanged(read, at)
    else:
        return None
    if performs(read, first):
        way = PERFORMS.get(way, way)
    if _is_since_then(read, last):
        return None
    start, end = _between(read, last)
    claim = claim_of(read, ClaimKind.MOVE, first, last, way, start=start, end=end, span=_run(read, last))
    claim = replace(claim, when=claim.when or tuple(periods_in(read.words, first, last)))
    return None if _compares_with_others(read, last) else claim


def _run(read: Read, last: int) -> int:
    """How many moves in a row are told: `for the third month running`; EACH for `every month since`; 0 for one."""
    for at in range(last + 1, min(last + 1 + NEAR, len(read.words))):
        word = read.words[at]
        count = COUNTS.get(word.low, ORDINALS.get(word.low, 0)) if word.value is None else int(min(word.value, MOST))
        after = [read.low(at + 1), read.low(at + 2), read.low(at + 3)]
        if count > 1 and ("consecutive" in after or "successive" in after or "running" in after or "row" in after[1:]):
            return count
        if count > 1 and after[1:] == ["in", "a"]:
            return count
        if word.low in ("every", "each") and read.low(at + 2) == "since":
            return EACH
    return 0


def _is_since_then(read: Read, last: int) -> bool:
    """`has come down since`: since what was told in the sentence before."""
    at = last + 1 if read.low(last + 1) == "since" else last + 2
    if read.low(at) != "since":
        return False
    following = read.words[at + 1 : at + 3]
    return not any(word.kind in PERIOD_KINDS or word.kind is Kind.WORD for word in following)


def _unchanged(read: Read, at: int) -> Claim | None:
    """`no change since August`, `has not changed`: told though the words deny."""
    clause = clause_at(read.clauses, at)
    if is_wished(read.words, clause, at - 1, read.own):
        return None
    about = spoken_of(read.words, clause, at - 1, read.own)
    later, earlier = change_periods(read, at - 1, at)
    return Claim(ClaimKind.MOVE, at - 1, at, about, way=Way.SAME, when=later, since=earlier)


def _tells(read: Read, at: int) -> bool:
    """Is the verb told of the figure, and no adjective (`reduced capacity`) nor passing something on?"""
    low = read.low(at)
    if low.endswith("ing"):
        around = {read.low(at - 1), read.low(at - 2), read.low(at - 3)}
        if not around & (said.CARRIED | {"keeps", "continues", "continued", "kept", "be"}) or "be" in around:
            return False
    if at + 1 == len(read.words):
        return True
    word = read.words[at + 1]
    if stem(word.low) in read.own and read.low(at - 1) in ("have", "has", "had", "we"):
        return True
    if word.kind is not Kind.WORD:
        return True
    return (
        word.low in said.AFTER_BARE or word.low.endswith("ly") or word.low in said.FUNCTION_WORDS - {"a", "an", "the"}
    )


def _than_when(read: Read, at: int) -> int:
    """`Fewer assessments had been done than at the same point last year`: where the `than` before a period stands, the
    indicator's own things between; else 0."""
    for than in range(at + 1, min(at + 2 * NEAR, len(read.words))):
        if read.low(than) == "than":
            between = [word.low for word in read.words[at + 1 : than]]
            things = any(stem(low) in read.own for low in between[:THINGS]) and said.OF_OTHERS.isdisjoint(between)
            return than if things and periods_in(read.words, than + 1, than + 4) else 0
        if read.words[than].kind is Kind.NUMBER:
            return 0
    return 0


def _is_begun(read: Read, at: int) -> bool:
    """`continued to grow`; not `we continue to reduce`, which tells of efforts."""
    return (
        read.low(at - 1) == "to"
        and read.low(at - 2) in said.BEGUN
        and read.low(at - 3) not in ("we", "to")
        and _tells(read, at)
    )


def _is_carried(read: Read, at: int) -> bool:
    """`has gone up`, `is down`, `got worse`; `Up from 613` at the start; never `is down to the weather`."""
    following, after = read.low(at + 1), at + 2
    number_after = after < len(read.words) and read.words[after].kind is Kind.NUMBER
    if following == "to" and not number_after:
        return False
    clause = clause_at(read.clauses, at)
    starts = at - clause.start <= 1
    if starts:
        return following in ("from", "on", "since") and read.low(at) in ("up", "down")
    before = {read.low(at - 1), read.low(at - 2)}
    fits = following in said.AFTER_BARE or at + 1 == len(read.words) or read.words[at + 1].kind is not Kind.WORD
    return bool(before & said.CARRIED) and fits and not before & DENIED


def _is_said_of_figure(read: Read, at: int) -> bool:
    """`is higher than`, `637, higher than`, `Worse than`: and no noun that is higher."""
    clause = clause_at(read.clauses, at)
    if at - clause.start <= 1:
        return True
    before = read.words[at - 1]
    return (
        before.kind is not Kind.WORD
        or before.low in said.CARRIED
        or before.low.endswith("ly")
        or before.low in BEFORE_COMPARED
    )


def _compares_with_others(read: Read, last: int) -> bool:
    """`higher than the target`, `than expected`, `than other councils`: no period and no number is compared with."""
    if read.low(last) != "than":
        return False
    return not any(
        word.kind in PERIOD_KINDS or word.kind is Kind.NUMBER or word.low in ("before", "then")
        for word in read.words[last + 1 : last + 2 + NEAR]
    )


def _between(read: Read, last: int) -> tuple[Number | None, Number | None]:
    """The numbers that a direction runs from and to."""
    start = end = None
    for number in read.numbers:
        if not last < number.first <= last + 4 * NEAR:
            continue
        before = read.low(number.first - 1)
        before = read.low(number.first - 2) if before in ("the", "our") else before
        if before == "from" or (start is None and (before == "than" or (before == "on" and number.first <= last + 3))):
            start = start or number
        elif before == "to":
            end = end or number
    return start, end


def _factor(read: Read, at: int) -> Claim | None:
    low = read.low(at)
    if low not in said.FACTORS or not _tells(read, at):
        return None
    way = Way.UP if said.FACTORS[low] else Way.DOWN
    return claim_of(read, ClaimKind.FACTOR, at, at, way, factor=said.FACTORS[low])
