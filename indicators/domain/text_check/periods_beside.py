"""Which periods a sentence names beside which of its numbers, and beside a change or a direction."""

from __future__ import annotations

from typing import Final

from indicators.domain.text_check import vocabulary as said
from indicators.domain.text_check.claims import Read
from indicators.domain.text_check.clauses import Clause, clause_at, periods_in
from indicators.domain.text_check.numbers import Number, Said
from indicators.domain.text_check.words import PERIOD_KINDS, Kind, Word

NEAR: Final = 6
COMPARING: Final = said.words("compared from since against than in to up down between")
WHOLE_STRETCHES: Final = ("this year", "this financial year", "current year", "current financial year", "this time")
"""They do not say which figures are compared."""
STRETCHES: Final = ("over", "in the", "during", "year on", "month on")
OPENING: Final = said.words("in since between from compared by over during at for")
AFTER: Final = said.words("after following since")
REFERENCE: Final = said.words("since than from")
TO_A_PERIOD: Final = said.words("at in for the of end close point")
"""Between `than` and the period that is compared with."""
OPENS: Final = OPENING | TO_A_PERIOD | {"with"}


def periods_of_numbers(read: Read) -> dict[int, tuple[int, ...]]:
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
            if free and not (len(free) == 1 and _is_start_of_move(read, number, free[0])):
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


def _right_before(read: Read, number: Number, taken: set[int]) -> int | None:
    """`August (613)`, `August: 613`, `August was 613`, `in September 621`."""
    for at in range(number.first - 1, max(number.first - 4, -1), -1):
        if read.words[at].kind in PERIOD_KINDS:
            compared = read.low(number.first - 1) == ":" or _is_first_of_two(read, number)
            return None if at in taken or (compared and _is_reference(read, at)) else at
        if read.low(at) not in ("(", ":", "was", "is", "'s", "at", "of", "about", "only", "just", "figure", "="):
            return None
    return None


def _is_first_of_two(read: Read, number: Number) -> bool:
    """`more in December than in November (588 against 591)`: the first is not that of the nearer period."""
    following = range(number.last + 1, min(number.last + 1 + NEAR, len(read.words)))
    ends = [at for at in following if read.words[at].kind is Kind.NUMBER or read.low(at) == ")"][:1]
    return read.low(number.first - 1) == "(" and bool(ends) and read.low(ends[0]) != ")"


def _is_reference(read: Read, at: int) -> bool:
    """`since August`, `than in August`: the period is only compared with."""
    place = next((place for place in range(at - 1, at - NEAR, -1) if read.low(place) not in TO_A_PERIOD), at - NEAR)
    return read.low(place) in REFERENCE


def _is_start_of_move(read: Read, number: Number, at: int) -> bool:
    """`fell in April, from 7 to 4`: the period is that of the figure moved to; not so `between April and May`."""
    if read.low(at - 1) in ("between", "from"):
        return False
    ends = (one for one in read.numbers if one.first > number.last and read.low(one.first - 1) == "to")
    return read.low(number.first - 1) == "from" and any(one.first <= number.last + NEAR for one in ends)


def _is_called_aim(read: Read, number: Number) -> bool:
    """`a target of 590`."""
    return bool({read.low(number.first - 2), read.low(number.first - 1), read.low(number.last + 1)} & said.AIMED)


def _is_a_stretch(word: Word) -> bool:
    """`over the year`, `year on year`: it says how long something took, and not when a figure stood."""
    return word.kind is Kind.RELATIVE and word.low.startswith(STRETCHES)


def change_periods(read: Read, first: int, last: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The periods a change is said of: the later and the earlier, by the words before and after it."""
    later: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()
    start = _with_opening(read, clause_at(read.clauses, first))
    for at in [
        *periods_in(read.words, last + 1, _end_of_reach(read, last)),
        *reversed(periods_in(read.words, start, first)),
    ]:
        if read.words[at].low in WHOLE_STRETCHES:
            continue
        is_earlier = _is_compared_with(read, at) or (at < first and _is_of_a_number_before(read, start, at))
        if at > last and not is_earlier and _number_between(read, last, at):
            continue
        if is_earlier:
            earlier = earlier or (at,)
        else:
            later = later or (at,)
    return later, earlier


def _with_opening(read: Read, clause: Clause) -> int:
    """Where a clause begins; with `Since June,` or `Between April and May,` before it where the sentence opens so."""
    end = read.clauses[0].end
    if read.low(end) != "," or read.low(0) not in OPENING or not 0 < end <= clause.start:
        return clause.start
    names = any(word.kind is Kind.WORD and word.low not in said.FUNCTION_WORDS | OPENS for word in read.words[:end])
    between = any(word.kind is Kind.SIGN for word in read.words[end + 1 : clause.start + 1])
    numbers = any(word.kind is Kind.NUMBER for word in read.words[: clause.start])
    return clause.start if names or between or numbers else 0


def _is_of_a_number_before(read: Read, start: int, at: int) -> bool:
    """`After a peak of 941 in October the rate eased`."""
    return read.low(start) in AFTER and any(start < one.first < at for one in read.numbers)


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
    return word.kind is Kind.RELATIVE and not word.low.startswith(("this", "current", "latest", "next"))
