"""What each number of a sentence is claimed to be: a figure, a target, the size of a change, the gap to a target."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from indicators.domain.text_check import vocabulary as said
from indicators.domain.text_check.claims import Claim, ClaimKind, Read
from indicators.domain.text_check.clauses import About, Clause, clause_at, is_wished, spoken_of, stem
from indicators.domain.text_check.numbers import Number, Said
from indicators.domain.text_check.periods_beside import NEAR, change_periods, periods_of_numbers
from indicators.domain.text_check.vocabulary import Way
from indicators.domain.text_check.words import PERIOD_KINDS, Kind, Word

MISSED: Final = {"missed": Way.WORSE, "short": Way.WORSE, "exceeded": Way.UP, "beat": Way.BETTER, "beaten": Way.BETTER}
GAPS: Final = {
    **{"below": Way.DOWN, "under": Way.DOWN, "above": Way.UP, "over": Way.UP, "lower": Way.DOWN, "higher": Way.UP},
    **{"short": Way.WORSE, "off": Way.WORSE, "worse": Way.WORSE, "behind": Way.WORSE, "outside": Way.WORSE},
    **{"better": Way.BETTER, "ahead": Way.BETTER, "away": Way.WORSE, "more": Way.UP, "less": Way.DOWN},
    **{"clear": Way.BETTER, "adrift": Way.WORSE, "shy": Way.WORSE, "fewer": Way.DOWN},
}
AIMS_BUT_ADJECTIVES: Final = said.OF_A_TARGET | said.words("% £ than of the our its a this from year's for what we had")


def number_claims(read: Read) -> list[Claim]:
    """One claim for each number, in order."""
    pairs = periods_of_numbers(read)
    claims: list[Claim] = []
    told: Claim | None = None
    for place, number in enumerate(read.numbers):
        since = read.numbers[place - 1].last + 1 if place else 0
        clause = clause_at(read.clauses, number.first)
        about = _about(read, number, clause, since)
        claim = _claim(read, number, clause, about, pairs.get(number.first, ()))
        claim = claim if told is None else _as_before(read, claim, told)
        claims.append(claim)
        told = told if number.unit is Said.NOTHING else claim
    return claims


def _as_before(read: Read, claim: Claim, before: Claim) -> Claim:
    """`up 24 (3.9%)`, `up 24, 3.9 per cent of the earlier figure`: the same change in per cent."""
    number, other = claim.number, before.number
    if claim.kind is ClaimKind.CHANGE and before.kind is ClaimKind.LEVEL and not claim.when:
        return replace(claim, when=before.when)  # `613 in August, down 1.4% since January`
    if number is None or other is None or claim.kind is not ClaimKind.LEVEL or before.kind is not ClaimKind.CHANGE:
        return claim
    beside = read.low(number.first - 1) in ("(", ",", "or") and number.first - before.last <= NEAR
    if not beside or number.unit is not Said.PERCENT or other.unit is Said.PERCENT:
        return claim
    return replace(before, first=number.first, last=number.last, number=number)


def _claim(read: Read, number: Number, clause: Clause, about: About, when: tuple[int, ...]) -> Claim:
    wished = is_wished(read.words, clause, number.first, read.own, aims=True)
    gap = _gap(read, number)
    if gap is not None:
        last, way = gap
        wished = wished or read.low(last) in said.PLANNED
        return Claim(ClaimKind.GAP, number.first, last, about, number, way, when=when, wished=wished)
    change = _change(read, number)
    if change is not None:
        first, last, way = change
        later, earlier = change_periods(read, first, last)
        return Claim(ClaimKind.CHANGE, first, last, about, number, way, when=later, since=earlier, wished=wished)
    kind = ClaimKind.LEVEL
    if about is About.AIM or read.low(number.last + 1) in said.AIMED:
        kind = ClaimKind.AIM
    before = {read.low(at) for at in range(max(clause.start, number.first - 3), number.first)}
    after = {read.low(at) for at in range(number.last + 1, min(number.last + NEAR, clause.end))}
    now = (bool(before & (said.TELLS | said.NOW)) or bool(after & said.NOW_AFTER)) and not when
    return Claim(kind, number.first, number.last, about, number, when=when, wished=wished, now=now)


def _about(read: Read, number: Number, clause: Clause, since: int) -> About:
    """Whose number it is: by the words before it in its clause, and by those right after it."""
    start = Clause(max(clause.start, since), clause.end, clause.before)
    about = spoken_of(read.words, start, number.first, read.own)
    if start.start > clause.start and about in (About.ELSE, clause.before):
        whole = spoken_of(read.words, clause, start.start, read.own)
        about = whole if about is clause.before or whole is About.OWN else about
    after: list[Word] = []
    for word in read.words[number.last + 1 : min(number.last + 1 + NEAR, clause.end)]:
        ends = word.kind in (Kind.NUMBER, Kind.GIVEN) or word.kind in PERIOD_KINDS
        if ends or word.low in ("above", "below", "than"):
            break
        if word.kind is Kind.WORD:
            after.append(word)
    if any(one.low.removesuffix("'s") in said.OF_OTHERS and stem(one.low) not in read.own for one in after):
        return About.OTHERS
    if about is not About.OTHERS and any(stem(one.low) in read.own for one in after):
        return About.OWN
    return about


def _gap(read: Read, number: Number) -> tuple[int, Way] | None:
    """`8% worse than the target`: the last word of it and its way."""
    start = number.last + 1
    if number.noun and (number.noun[0] in said.COUNTED_AS_FIGURE or stem(number.noun[0]) in read.own):
        start += 1  # `21 people over the target`
    way = GAPS.get(read.low(start))
    if way is None:
        return _gap_before(read, number)
    for at in range(start + 1, min(start + 1 + NEAR, len(read.words))):
        if read.low(at) in said.AIMED or read.low(at) in said.PROFILED or read.low(at) in ("budget", "range"):
            return at, way
        if read.low(at) not in AIMS_BUT_ADJECTIVES and read.words[at].kind is not Kind.NUMBER:
            return None
    return None


def _gap_before(read: Read, number: Number) -> tuple[int, Way] | None:
    """`missed the target by 47`."""
    if read.low(number.first - 1) != "by":
        return None
    for at in range(number.first - 2, max(number.first - 2 - NEAR, -1), -1):
        if read.low(at) in MISSED:
            return number.last, MISSED[read.low(at)]
        number_between = read.words[at].kind is Kind.NUMBER  # `missed the target of 88% by 2`
        if read.low(at) not in said.AIMED and read.low(at) not in AIMS_BUT_ADJECTIVES and not number_between:
            return None
    return None


def _change(read: Read, number: Number) -> tuple[int, int, Way] | None:
    """`down 15%`, `a fall of 7`, `15% lower`: its first and last word, and its way."""
    after = read.low(number.last + 1)
    if after in said.SIZED_AFTER and _is_of_nothing_else(read, number.last + 2):
        return number.first, number.last + 1, said.SIZED_AFTER[after]
    for at in range(number.first - 1, max(number.first - 1 - NEAR, -1), -1):
        low = read.low(at)
        if low in said.SIZED_BEFORE:
            return at, number.last, said.SIZED_BEFORE[low]
        if low not in said.BETWEEN_WORD_AND_SIZE or (low == "than" and read.low(at - 1) != "more"):
            return None
    return None


def _is_of_nothing_else(read: Read, at: int) -> bool:
    """`15% more than`, and not `15% more staff`."""
    if not at < len(read.words) or read.words[at].kind is not Kind.WORD:
        return True
    low = read.low(at)
    return low != "to" and (low in said.AFTER_BARE or stem(low) in read.own or low in said.COUNTED_AS_FIGURE)
