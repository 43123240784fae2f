"""What each number of a sentence is claimed to be: a figure, a target, the size of a change, the gap to a target."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from indicators.domain.text_check import vocabulary as said
from indicators.domain.text_check.claims import Claim, ClaimKind, Read
from indicators.domain.text_check.clauses import About, Clause, clause_at, is_wished, periods_in, spoken_of, stem
from indicators.domain.text_check.numbers import Number, Said
from indicators.domain.text_check.vocabulary import Way
from indicators.domain.text_check.words import PERIOD_KINDS, Kind, Word

NEAR: Final = 6
OF_PERIOD: Final = said.words("in for at during on of ending ended end the to until by since")
COMPARING: Final = said.words("compared from since against than in to up down between")
WHOLE_STRETCHES: Final = ("this year", "this financial year", "current year", "current financial year", "this time")
"""They do not say which figures are compared."""
STRETCHES: Final = ("over", "in the", "during", "year on", "month on")
MISSED: Final = {"missed": Way.WORSE, "exceeded": Way.UP, "beat": Way.BETTER, "beaten": Way.BETTER}
REFERENCE: Final = said.words("since than from")
GAPS: Final = {
    **{"below": Way.DOWN, "under": Way.DOWN, "above": Way.UP, "over": Way.UP, "lower": Way.DOWN, "higher": Way.UP},
    **{"short": Way.WORSE, "off": Way.WORSE, "worse": Way.WORSE, "behind": Way.WORSE, "outside": Way.WORSE},
    **{"better": Way.BETTER, "ahead": Way.BETTER, "away": Way.WORSE, "more": Way.UP, "less": Way.DOWN},
}
AIMS_BUT_ADJECTIVES: Final = said.OF_A_TARGET | said.words("% £ than of the our its a this from year's for")


def number_claims(read: Read) -> list[Claim]:
    """One claim for each number, in order."""
    pairs = _periods_of_numbers(read)
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
    way = GAPS.get(read.low(number.last + 1))
    if way is None:
        return _gap_before(read, number)
    for at in range(number.last + 2, min(number.last + 2 + NEAR, len(read.words))):
        if read.low(at) in said.AIMED or read.low(at) in ("budget", "range"):
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
        if read.low(at) not in said.AIMED and read.low(at) not in AIMS_BUT_ADJECTIVES:
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


def change_periods(read: Read, first: int, last: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The periods a change is said of: the later and the earlier, by the words before and after it."""
    later: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()
    clause = clause_at(read.clauses, first)
    for at in [
        *periods_in(read.words, last + 1, _end_of_reach(read, last)),
        *reversed(periods_in(read.words, clause.start, first)),
    ]:
        if read.words[at].low in WHOLE_STRETCHES:
            continue
        is_earlier = _is_compared_with(read, at)
        if at > last and not is_earlier and _number_between(read, last, at):
            continue
        if is_earlier:
            earlier = earlier or (at,)
        else:
            later = later or (at,)
    return later, earlier


def _end_of_reach(read: Read, last: int) -> int:
    """How far after a claim its periods may stand: to the next clause, unless that only says what is compared."""
    for at in range(last + 1, min(last + 1 + 2 * NEAR, len(read.words))):
        low, before, following = read.low(at), read.low(at - 1), read.low(at + 1)
        if low in ";:" or (low in said.CLAUSE_ENDS - {"and", "after"} and before != "compared"):
            return at
        if low == "," and following not in COMPARING and read.words[at + 1 : at + 2]:
            return at
    return last + 1 + 2 * NEAR


def _number_between(read: Read, first: int, last: int) -> bool:
    """Another number than the one a direction ends at (`rose to 621 in September`)."""
    return any(
        first < number.first < last and number.unit is not Said.NOTHING and read.low(number.first - 1) != "to"
        for number in read.numbers
    )


def _is_compared_with(read: Read, at: int) -> bool:
    """Is a period the one that is compared with, and not the one that is told of?"""
    word, before = read.words[at], read.low(at - 1)
    earlier_before = read.low(at - 2) if before in ("in", "the", "at", "of", "for", "to", "with") else before
    three = {before, earlier_before, read.low(at - 3) if before in ("the", "of") else ""}
    if before == "on" or three & {"since", "than", "from", "compared", "against", "between"}:
        return True
    return word.kind is Kind.RELATIVE and not word.low.startswith(("this", "current", "next"))


def _periods_of_numbers(read: Read) -> dict[int, tuple[int, ...]]:
    """Which period stands beside which number: right after it, right before it, else the one before it that is free."""
    found: dict[int, tuple[int, ...]] = {}
    taken: set[int] = set()
    numbers = [number for number in read.numbers if number.unit is not Said.NOTHING]
    for number in numbers:
        at = _right_after(read, number)
        at = _right_before(read, number, taken) if at is None else at
        if at is not None:
            found[number.first] = (at,)
            taken.add(at)
    for number in numbers:
        if number.first not in found:
            free = [
                at
                for at in periods_in(read.words, number.first - 4 * NEAR, number.first)
                if at not in taken
                and not _is_reference(read, at)
                and read.low(at - 2) != "compared"
                and not _is_a_stretch(read.words[at])
                and not any(word.low == ";" for word in read.words[at : number.first])
            ]
            if free:
                still = [one for one in numbers if one.first >= number.first and one.first not in found]
                still = [one for one in still if one is number or not _is_called_aim(read, one)]
                at = free[0] if len(still) == len(free) else free[-1]
                found[number.first] = (at,)
                taken.update((at, *(one for one in free if one < at and read.low(one - 1) == "between")))
    return found


def _right_after(read: Read, number: Number) -> int | None:
    """`613 in August`, `613 (August)`, `613 people at the end of August`: with no number, sign or verb between."""
    for at in range(number.last + 1, min(number.last + 2 + 2 * NEAR, len(read.words))):
        word = read.words[at]
        if word.kind in PERIOD_KINDS and read.low(at - 1) == "between":
            return at + 2 if at + 2 < len(read.words) and read.words[at + 2].kind in PERIOD_KINDS else None
        if word.kind in PERIOD_KINDS:
            return None if read.low(at - 1) in REFERENCE | {"on", "with"} or _is_a_stretch(word) else at
        if word.kind is Kind.NUMBER and read.low(at - 1) in ("per", "every", "each"):
            continue
        ended = word.kind is Kind.NUMBER or (word.kind is Kind.SIGN and word.low != "(")
        if ended or word.low in said.CLAUSE_ENDS or word.low in REFERENCE or word.low in ("compared", "against", "to"):
            return None
    return None


def _is_reference(read: Read, at: int) -> bool:
    """`since August`, `than in August`: the period is only compared with."""
    before = read.low(at - 2) if read.low(at - 1) in ("at", "in", "for", "the") else read.low(at - 1)
    return before in REFERENCE


def _is_called_aim(read: Read, number: Number) -> bool:
    """`a target of 590`."""
    return bool({read.low(number.first - 2), read.low(number.first - 1), read.low(number.last + 1)} & said.AIMED)


def _is_a_stretch(word: Word) -> bool:
    """`over the year`, `year on year`: it says how long something took, and not when a figure stood."""
    return word.kind is Kind.RELATIVE and word.low.startswith(STRETCHES)


def _right_before(read: Read, number: Number, taken: set[int]) -> int | None:
    """`August (613)`, `August: 613`, `August was 613`, `in September 621`."""
    for at in range(number.first - 1, max(number.first - 4, -1), -1):
        if read.words[at].kind in PERIOD_KINDS:
            compared = read.low(number.first - 1) == ":" and _is_reference(read, at)
            return None if at in taken or compared else at
        if read.low(at) not in ("(", ":", "was", "is", "'s", "at", "of", "about", "only", "just", "figure", "="):
            return None
    return None
