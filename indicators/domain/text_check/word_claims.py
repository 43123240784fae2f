"""What a sentence claims without a number of its own: where a figure went, that it is an extreme, which side of its
target it is on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from indicators.domain.text_check import vocabulary as said
from indicators.domain.text_check.claims import Claim, ClaimKind, Read
from indicators.domain.text_check.clauses import About, clause_at, is_wished, spoken_of, stem
from indicators.domain.text_check.number_claims import NEAR, change_periods
from indicators.domain.text_check.numbers import Number, Said
from indicators.domain.text_check.vocabulary import Way
from indicators.domain.text_check.words import PERIOD_KINDS, Kind

EXTREMES: Final = {
    **{"lowest": Way.DOWN, "highest": Way.UP, "best": Way.BETTER, "worst": Way.WORSE},
    **{"smallest": Way.DOWN, "largest": Way.UP, "longest": Way.UP, "shortest": Way.DOWN},
}
COUNTS: Final = {
    **{"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10, "twelve": 12},
}
ORDINALS: Final = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
MOST: Final = Decimal(100)
EACH: Final = -1
"""Every step since the period that is named."""
EVER: Final = 0
"""The span of an extreme of all that is stored."""
SIDES: Final = {
    **{
        "below": Way.DOWN,
        "under": Way.DOWN,
        "above": Way.UP,
        "over": Way.UP,
        "exceeded": Way.UP,
        "exceeds": Way.UP,
        "exceeding": Way.UP,
    },
    **{"on": Way.BETTER, "meets": Way.BETTER, "met": Way.BETTER, "achieved": Way.BETTER, "hit": Way.BETTER},
    **{"within": Way.BETTER, "reached": Way.BETTER, "ahead": Way.BETTER, "better": Way.BETTER},
    **{"off": Way.WORSE, "missed": Way.WORSE, "misses": Way.WORSE, "behind": Way.WORSE, "worse": Way.WORSE},
    **{"short": Way.WORSE, "outside": Way.WORSE},
}
VERBS_OF_SIDES: Final = said.words("exceeding exceeded exceeds meets met achieved hit reached missed misses")
BEFORE_SIDES: Final = said.words("is are was were be been being remains remained still now stands stood and")
BETWEEN_SIDE_AND_TARGET: Final = said.words("% £ the our its a this of than monthly annual year's local council's")
OPPOSITE: Final = {Way.BETTER: Way.WORSE, Way.WORSE: Way.BETTER, Way.UP: Way.DOWN, Way.DOWN: Way.UP}
PERFORMS: Final = {Way.UP: Way.BETTER, Way.DOWN: Way.WORSE}
"""`Performance rose` tells of performance, whichever way the figure goes."""
PASSED: Final = frozenset(("%", "for", "in", "per", "cent", "to", "£", "(", ")", "at", "days", "set"))
"""What may stand between a target and whether it was met."""
FOLLOW_MOVES: Final = said.words("on from compared since between")
ARTICLES: Final = said.words("a an slight small sharp further another significant big large marked")
DENIED: Final = said.words("not n't never hardly barely longer")


def word_claims(read: Read, number_claims: Collection[Claim]) -> list[Claim]:
    """In order. Words that are part of a number's claim make none of their own."""
    taken = {at for claim in number_claims for at in range(claim.first, claim.last + 1)}
    found: list[Claim] = []
    for at, word in enumerate(read.words):
        if at in taken or word.kind is not Kind.WORD:
            continue
        claim = _extreme(read, at) or _side(read, at) or _factor(read, at) or _move(read, at)
        if claim is not None and not claim.wished:
            found.append(_of_level_before(claim, number_claims))
    return found


def _of_level_before(claim: Claim, number_claims: Collection[Claim]) -> Claim:
    """`In March 92 were waiting, the highest in two years`: said of the figure before it."""
    before = [one for one in number_claims if one.last < claim.first and one.kind is ClaimKind.LEVEL]
    told = [one for one in before if one.number is not None and one.number.unit is not Said.NOTHING]
    if not told or claim.when or claim.kind is ClaimKind.SIDE or claim.first - told[-1].last > 2 * NEAR:
        return claim
    level = told[-1]
    if claim.kind is ClaimKind.EXTREME or (claim.start is not None and claim.end is None):
        return replace(claim, when=level.when, end=level.number)
    return replace(claim, when=level.when)


def _claim(read: Read, kind: ClaimKind, first: int, last: int, way: Way, **more: object) -> Claim:
    """With whom it speaks of, its periods, and whether it is only wished for."""
    clause = clause_at(read.clauses, first)
    about = spoken_of(read.words, clause, first, read.own)
    rest = read.words[last + 1 : clause.end]
    if any(word.kind is Kind.WORD and word.low.removesuffix("'s") in said.OF_OTHERS - read.own for word in rest):
        about = About.OTHERS
    later, earlier = change_periods(read, first, last)
    wished = is_wished(read.words, clause, first, read.own)
    return Claim(kind, first, last, about, way=way, when=later, since=earlier, wished=wished, **more)  # type: ignore[arg-type]


def _move(read: Read, at: int) -> Claim | None:
    low, following = read.low(at), read.low(at + 1)
    if low in said.MOVED:
        if not _tells(read, at):
            return None
        first, last, way = at, at, said.MOVED[low]
    elif low in said.COMPARED and following == "than" and _is_said_of_figure(read, at):
        first, last, way = at, at + 1, said.COMPARED[low]
    elif low in said.PARTICLES and _is_carried(read, at):
        first, last, way = at, at, said.PARTICLES[low]
    elif low in said.MOVES and following in FOLLOW_MOVES and read.low(at - 1) in ARTICLES:
        first, last, way = at, at + 1, said.MOVES[low]
    elif (low == "change" and read.low(at - 1) == "no") or (low == "changed" and read.low(at - 1) == "not"):
        return _unchanged(read, at)
    else:
        return None
    if _performs(read, first):
        way = PERFORMS.get(way, way)
    if _is_since_then(read, last):
        return None
    start, end = _between(read, last)
    claim = _claim(read, ClaimKind.MOVE, first, last, way, start=start, end=end, span=_run(read, last))
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
        or before.low in (*("slightly", "still", "now", "again", "also", "much", "far", "even"),)
    )


def _performs(read: Read, at: int) -> bool:
    clause = clause_at(read.clauses, at)
    return any(word.low == "performance" for word in read.words[clause.start : at])


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
    return _claim(read, ClaimKind.FACTOR, at, at, way, factor=said.FACTORS[low])


def _extreme(read: Read, at: int) -> Claim | None:
    low = read.low(at)
    if low == "record" and read.low(at + 1) in ("high", "low"):
        return _claim(read, ClaimKind.EXTREME, at, at + 1, Way.UP if read.low(at + 1) == "high" else Way.DOWN)
    if low not in EXTREMES:
        return None
    for last in range(at + 1, min(at + NEAR, len(read.words))):
        word = read.low(last)
        if word == "since" and last + 1 < len(read.words) and read.words[last + 1].kind in PERIOD_KINDS:
            claim = _claim(read, ClaimKind.EXTREME, at, last + 1, EXTREMES[low])
            own = tuple(place for place in claim.when if place != last + 1)
            return Claim(claim.kind, at, last + 1, claim.about, way=claim.way, when=own, since=(last + 1,), span=-1)
        if word == "ever" or (word == "record" and read.low(last - 1) == "on"):
            return _claim(read, ClaimKind.EXTREME, at, last, EXTREMES[low])
        if word in ("for", "in") and (months := _months(read, last + 1)):
            return _claim(read, ClaimKind.EXTREME, at, last + 2, EXTREMES[low], span=months)
    return None


def _months(read: Read, at: int) -> int:
    """How many months `two years` or `12 months` are; 0 for no such words."""
    word = read.words[at] if at < len(read.words) else None
    if word is None:
        return 0
    count = COUNTS.get(word.low, 0) if word.value is None else int(min(word.value, MOST))
    return count * {"month": 1, "months": 1, "year": 12, "years": 12, "quarters": 3}.get(read.low(at + 1), 0)


def _side(read: Read, at: int) -> Claim | None:
    low = read.low(at)
    way = SIDES.get(low)
    if way is None:
        return _target_met(read, at) if low in said.AIMED else None
    last = next(_to_target(read, at), None)
    if last is None:
        return None
    before = read.words[at - 1] if at else None
    stands = (
        low in VERBS_OF_SIDES
        or before is None
        or before.kind is not Kind.WORD
        or before.low in BEFORE_SIDES
        or before.low.endswith("ly")
        or before.low in ("not", "well", "just", "also", "again", "not", "below", "performance")
    )
    if not stands:
        return None
    denied = bool({read.low(at - 1), read.low(at - 2)} & DENIED)
    if denied and way in PERFORMS:
        return None
    way = OPPOSITE[way] if denied else way
    if _performs(read, at):
        way = PERFORMS.get(way, way)
    start = at - 1 if denied else at
    clause = clause_at(read.clauses, at)
    wished = is_wished(read.words, clause, start - 1 if denied else start, read.own)
    about = spoken_of(read.words, clause, start, read.own)
    later, _ = change_periods(read, start, last)
    return Claim(ClaimKind.SIDE, start, last, about, way=way, when=later, wished=wished)


def _to_target(read: Read, at: int) -> Iterator[int]:
    for last in range(at + 1, at + NEAR):
        if read.low(last) in said.AIMED or (read.low(last) == "range" and read.low(at) in ("within", "outside")):
            yield last
        number = last < len(read.words) and read.words[last].kind is Kind.NUMBER
        if read.low(last) not in BETWEEN_SIDE_AND_TARGET and not number:
            return


def _target_met(read: Read, at: int) -> Claim | None:
    """`the target was met`, `the target has not been met`."""
    denied = False
    for last in range(at + 1, min(at + 2 * NEAR, len(read.words))):
        low = read.low(last)
        denied = denied or low in DENIED
        if low in ("met", "missed", "achieved", "exceeded"):
            way = Way.WORSE if (low == "missed") is not denied else Way.BETTER
            later, _ = change_periods(read, at, last)
            return Claim(ClaimKind.SIDE, at, last, clause_at(read.clauses, at).before, way=way, when=later)
        passed = read.words[last].kind in (Kind.NUMBER, *PERIOD_KINDS)
        if not passed and low not in PASSED and low not in said.CARRIED | said.FUNCTION_WORDS | DENIED:
            return None
    return None
