"""What a sentence claims of where a figure lies: that it is an extreme, and on which side of its target it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from indicators.domain.text_check import vocabulary as said
from indicators.domain.text_check.claims import Claim, ClaimKind, Read
from indicators.domain.text_check.clauses import About, clause_at, is_wished, spoken_of
from indicators.domain.text_check.periods_beside import NEAR, change_periods
from indicators.domain.text_check.vocabulary import Way
from indicators.domain.text_check.words import PERIOD_KINDS, Kind

EXTREMES: Final = {
    **{"lowest": Way.DOWN, "highest": Way.UP, "best": Way.BETTER, "worst": Way.WORSE},
    **{"smallest": Way.DOWN, "largest": Way.UP, "longest": Way.UP, "shortest": Way.DOWN},
}
COUNTS: Final = {
    **{"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10, "twelve": 12},
}
MOST: Final = Decimal(100)
EVER: Final = 0
"""The span of an extreme of all that is stored."""
WINDOW: Final = 12
"""The span of an extreme of `the period shown`: months before, as a dashboard has them."""
OF_THE_YEAR: Final = -2
"""The span of an extreme of the financial year so far."""
SHOWN: Final = said.words("shown covered reported")
STARTED: Final = said.words("began begun started")
RECORDS: Final = said.words("the records recording counting reporting measure measurement count series survey")
COUNTING: Final = said.words("count record report measure counting recording reporting measuring")
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
BEFORE_SIDES: Final = said.words(
    "is are was were be been being remains remained still now stands stood and sits sit sat sitting lies lay fell "
    "falls dropped dipped slipped running stayed"
)
OF_RANGES: Final = said.words("within outside below under above over")
BETWEEN_SIDE_AND_TARGET: Final = said.OF_A_TARGET | said.words("% £ the our its a this of than year's council's")
OPPOSITE: Final = {Way.BETTER: Way.WORSE, Way.WORSE: Way.BETTER, Way.UP: Way.DOWN, Way.DOWN: Way.UP}
PERFORMS: Final = {Way.UP: Way.BETTER, Way.DOWN: Way.WORSE}
"""`Performance rose` tells of performance, whichever way the figure goes."""
PASSED: Final = frozenset(("%", "for", "in", "per", "cent", "to", "£", "(", ")", "at", "days", "set"))
"""What may stand between a target and whether it was met."""
DENIED: Final = said.words("not n't never hardly barely longer")


def claim_of(read: Read, kind: ClaimKind, first: int, last: int, way: Way, **more: object) -> Claim:
    """With whom it speaks of, its periods, and whether it is only wished for."""
    clause = clause_at(read.clauses, first)
    about = spoken_of(read.words, clause, first, read.own)
    rest = read.words[last + 1 : clause.end]
    if any(word.kind is Kind.WORD and word.low.removesuffix("'s") in said.OF_OTHERS - read.own for word in rest):
        about = About.OTHERS
    later, earlier = change_periods(read, first, last)
    wished = is_wished(read.words, clause, first, read.own)
    return Claim(kind, first, last, about, way=way, when=later, since=earlier, wished=wished, **more)  # type: ignore[arg-type]


def performs(read: Read, at: int) -> bool:
    clause = clause_at(read.clauses, at)
    return any(word.low == "performance" for word in read.words[clause.start : at])


def extreme(read: Read, at: int) -> Claim | None:
    low = read.low(at)
    if low == "record" and read.low(at + 1) in ("high", "low"):
        return claim_of(read, ClaimKind.EXTREME, at, at + 1, Way.UP if read.low(at + 1) == "high" else Way.DOWN)
    if low not in EXTREMES:
        return None
    for last in range(at + 1, min(at + NEAR, len(read.words))):
        word = read.low(last)
        if word == "since" and last + 1 < len(read.words) and read.words[last + 1].kind in PERIOD_KINDS:
            claim = claim_of(read, ClaimKind.EXTREME, at, last + 1, EXTREMES[low])
            own = tuple(place for place in claim.when if place != last + 1)
            return Claim(claim.kind, at, last + 1, claim.about, way=claim.way, when=own, since=(last + 1,), span=-1)
        if word == "since" and _is_start_of_year(read, last + 1):
            return claim_of(read, ClaimKind.EXTREME, at, last, EXTREMES[low], span=OF_THE_YEAR)
        if word == "since" and _is_of_records(read, last + 1):
            claim = claim_of(read, ClaimKind.EXTREME, at, last, EXTREMES[low], span=EVER)
            return replace(claim, when=tuple(place for place in claim.when if place < at), since=())
        if word == "ever" or (word == "record" and read.low(last - 1) == "on"):
            return claim_of(read, ClaimKind.EXTREME, at, last, EXTREMES[low])
        if word == "this year":
            return claim_of(read, ClaimKind.EXTREME, at, last, EXTREMES[low], span=OF_THE_YEAR)
        if word == "of" and (read.low(last + 1), read.low(last + 2)) == ("the", "year"):
            return claim_of(read, ClaimKind.EXTREME, at, last + 2, EXTREMES[low], span=OF_THE_YEAR)
        if word in ("for", "in", "of", "over") and _is_what_is_shown(read, last + 1):
            return claim_of(read, ClaimKind.EXTREME, at, last + 3, EXTREMES[low], span=WINDOW)
        start = _after_past(read, last + 1)
        if word in ("for", "in", "of", "over") and (months := _months(read, start)):
            return claim_of(read, ClaimKind.EXTREME, at, start + 1, EXTREMES[low], span=months)
    return None


def _is_what_is_shown(read: Read, at: int) -> bool:
    """`the period shown`."""
    return (read.low(at), read.low(at + 1)) == ("the", "period") and read.low(at + 2) in SHOWN


def _is_start_of_year(read: Read, at: int) -> bool:
    """`the year began`, `the start of the year`."""
    four = [read.low(place) for place in range(at, at + 5)]
    if four[:2] == ["the", "year"]:
        return four[2] in STARTED
    of_year = four[3] == "this year" or four[3:] in (["the", "year"], ["the", "financial"])
    return four[0] == "the" and four[1] in ("start", "beginning") and four[2] == "of" and of_year


def _is_of_records(read: Read, at: int) -> bool:
    """`records began`, `we began to count`; not `the new contract began`, of which no date is known."""
    place = next((place for place in range(at + 1, at + 3) if read.low(place) in STARTED), 0)
    before = {read.low(one) for one in range(at, place)}
    if before == {"we"}:
        return bool({read.low(place + 1), read.low(place + 2)} & COUNTING)
    return bool(before) and before <= RECORDS


def _after_past(read: Read, at: int) -> int:
    """Past `the last`, where that stands before `twelve months`."""
    at += read.low(at) == "the"
    return at + (read.low(at) in ("last", "past", "previous"))


def _months(read: Read, at: int) -> int:
    """How many months `two years` or `12 months` are; 0 for no such words."""
    word = read.words[at] if at < len(read.words) else None
    if word is None:
        return 0
    count = COUNTS.get(word.low, 0) if word.value is None else int(min(word.value, MOST))
    return count * {"month": 1, "months": 1, "year": 12, "years": 12, "quarters": 3}.get(read.low(at + 1), 0)


def side(read: Read, at: int) -> Claim | None:
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
    if performs(read, at):
        way = PERFORMS.get(way, way)
    start = at - 1 if denied else at
    clause = clause_at(read.clauses, at)
    wished = is_wished(read.words, clause, start - 1 if denied else start, read.own)
    about = spoken_of(read.words, clause, start, read.own)
    later, _ = change_periods(read, start, last)
    return Claim(ClaimKind.SIDE, start, last, about, way=way, when=later, wished=wished)


def _to_target(read: Read, at: int) -> Iterator[int]:
    for last in range(at + 1, at + NEAR):
        if read.low(last) in said.AIMED or (read.low(last) == "range" and read.low(at) in OF_RANGES):
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
