"""The numbers of a sentence: what they are said to count, how exactly, and which of them count nothing of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from indicators.domain.definitions import EXACT, Unit
from indicators.domain.text_check import vocabulary as said
from indicators.domain.text_check.words import Kind, Word

HALF: Final = Decimal("0.5")
SCALES: Final = {
    **{"m": 1_000_000, "million": 1_000_000, "mn": 1_000_000, "k": 1000, "thousand": 1000},
    **{"bn": 1_000_000_000, "billion": 1_000_000_000},
}
UNIT_TAILS: Final = {"pp": "points", "ppts": "points", "pc": "percent"}
LOOKED_AHEAD: Final = 8
LAST_DAY: Final = 31
RATE_OF: Final = Unit.PER_100K.scale


class Said(StrEnum):
    """What a number is said to be of."""

    PERCENT = "percent"
    POINTS = "points"
    POUNDS = "pounds"
    DAYS = "days"
    PER_100K = "per_100k"
    COUNTED = "counted"  # a noun follows
    BARE = "bare"
    NOTHING = "nothing"  # an age, a length of time, the number of a table


class Exactness(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    LIMIT = "limit"  # `no more than`


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its unit: the words from `first` to `last`. `step` is one in the last place that was said; `noun`
    are the words of what was counted."""

    first: int
    last: int
    value: Decimal
    step: Decimal
    unit: Said
    exactness: Exactness = Exactness.EXACT
    noun: tuple[str, ...] = ()
    negative: bool = False


def numbers_of(words: Sequence[Word]) -> list[Number]:
    """Every number of a sentence, in order."""
    return [_number(words, at) for at, word in enumerate(words) if word.kind is Kind.NUMBER]


def low_at(words: Sequence[Word], at: int) -> str:
    """The word there in small letters; empty where none is."""
    return words[at].low if 0 <= at < len(words) else ""


def _number(words: Sequence[Word], at: int) -> Number:
    word = words[at]
    unit, last, scale = _unit(words, at)
    if _counts_nothing(words, at, last) or (unit is Said.BARE and _is_day(words, at)):
        unit = Said.NOTHING
    value = abs(word.value or Decimal(0))
    return Number(
        first=at,
        last=last,
        value=EXACT.multiply(value, Decimal(scale)),
        step=EXACT.multiply(Decimal(1).scaleb(-word.places), Decimal(scale)),
        unit=unit,
        exactness=_exactness(words, at),
        noun=_noun(words, last) if unit is Said.COUNTED else (),
        negative=(word.value or 0) < 0,
    )


def _unit(words: Sequence[Word], at: int) -> tuple[Said, int, int]:
    """What follows the number: its unit, the last word of it, and what the number is multiplied with."""
    word, scale, last = words[at], 1, at
    if word.tail:
        if word.tail in UNIT_TAILS:
            return Said(UNIT_TAILS[word.tail]), at, 1
        if word.tail not in SCALES:
            return Said.NOTHING, at, 1
        scale = SCALES[word.tail]
    elif low_at(words, at + 1) in SCALES and low_at(words, at + 1) not in ("m", "k"):
        last, scale = at + 1, SCALES[low_at(words, at + 1)]
    if word.money:
        return Said.POUNDS, last, scale
    following, after = low_at(words, last + 1), low_at(words, last + 2)
    if following in ("%", "percent", "pc") or (following == "per" and after == "cent"):
        last += 2 if following == "per" else 1
        points = low_at(words, last + 1) in ("point", "points")
        return (Said.POINTS, last + 1, scale) if points else (Said.PERCENT, last, scale)
    if following in ("percentage", "point", "points", "pp", "ppts"):
        if following == "percentage":
            return (Said.POINTS, last + 2, scale) if after in ("point", "points") else (Said.NOTHING, last, scale)
        return Said.POINTS, last + 1, scale
    if _of_100k(words, last):
        return Said.PER_100K, last, scale
    if following in ("day", "days"):
        return Said.DAYS, last + 1, scale
    if following in ("pound", "pounds"):
        return Said.POUNDS, last + 1, scale
    if following in said.SIZED_AFTER:
        return Said.BARE, last, scale
    part = low_at(words, at - 2) == "of" and low_at(words, at - 1) in said.PARTS_OF
    counted = part or (last + 1 < len(words) and words[last + 1].kind is Kind.WORD and following not in said.AFTER_BARE)
    return Said.COUNTED if counted or following == "of" else Said.BARE, last, scale


def _of_100k(words: Sequence[Word], last: int) -> bool:
    """Does `per 100,000` follow soon, before another number?"""
    for at in range(last + 1, min(last + 1 + LOOKED_AHEAD, len(words))):
        if words[at].kind is Kind.NUMBER:
            return words[at].value == RATE_OF and low_at(words, at - 1) in ("per", "every", "each")
        if words[at].low in (",", ";", ":"):
            return False
    return False


def _counts_nothing(words: Sequence[Word], at: int, last: int) -> bool:
    """An age, a length of time, a part of the day, a numbered thing, the 100,000 of a rate, a stretch of numbers."""
    before, following, after = low_at(words, at - 1), low_at(words, last + 1), low_at(words, last + 2)
    if words[at].value == RATE_OF and before in ("per", "every", "each"):
        return True
    if before in ("aged", "age", "ages") or before in said.LABELS or before in ("q", "#"):
        return True
    if following in said.OF_TIME or following == "+" or (following, after) in (("and", "over"), ("or", "over")):
        return True
    if before in ("-", "–") and _is_joined(words, at - 1):
        return True
    if following in ("-", "–", "/", ":") and _is_joined(words, last + 1):
        return True
    if following in ("to", "and") and low_at(words, last + 3) in said.OF_TIME:
        return True
    return before in ("to", "and") and low_at(words, at - 3) in ("aged", "age", "ages")


def _is_day(words: Sequence[Word], at: int) -> bool:
    """`August 16`."""
    word, before = words[at], words[at - 1] if at else None
    if before is None or before.kind is not Kind.MONTH or before.numbers[-1] or word.places:
        return False
    return before.end + 1 >= word.start and (word.value or 0) <= LAST_DAY


def _is_joined(words: Sequence[Word], sign: int) -> bool:
    """Does the sign stand between two words without a space, as in `18-64` and `28-day`?"""
    if not 0 < sign < len(words) - 1:
        return False
    return words[sign - 1].end == words[sign].start and words[sign].end == words[sign + 1].start


def _exactness(words: Sequence[Word], at: int) -> Exactness:
    one, two = low_at(words, at - 1), f"{low_at(words, at - 2)} {low_at(words, at - 1)}"
    three = f"{low_at(words, at - 3)} {two}"
    if any(limit in (one, two, three) for limit in said.LIMITS):
        return Exactness.LIMIT
    if one in said.ABOUT or one in ("over", "c", "~") or two in said.ABOUT_TWO:
        return Exactness.ABOUT
    return Exactness.EXACT


def _noun(words: Sequence[Word], last: int) -> tuple[str, ...]:
    """The words of what was counted, up to the next sign."""
    found: list[str] = []
    for word in words[last + 1 : last + 1 + LOOKED_AHEAD]:
        if word.kind is not Kind.WORD:
            break
        found.append(word.low)
    return tuple(found)


def rounds_to(stored: Decimal, number: Number, *, finer: bool = True) -> bool:
    """Is the stored figure what the number says: rounded half up to the places said, or (given to fewer, and `finer`
    numbers may be said of it) the number rounded to its own? `about` leaves two in a hundred."""
    size = abs(stored)
    if size == number.value or _to_step(size, number.step) == number.value:
        return True
    own = Decimal(1).scaleb(min(0, int(stored.as_tuple().exponent)))
    if finer and own > number.step and _to_step(number.value, own) == size:
        return True
    if number.exactness is Exactness.ABOUT:
        room = max(EXACT.multiply(size, Decimal("0.02")), EXACT.multiply(number.step, HALF), _roundness(number))
        return abs(EXACT.subtract(size, number.value)) <= room
    return False


def _to_step(value: Decimal, step: Decimal) -> Decimal:
    """Half up to a multiple of the step, a power of ten."""
    return EXACT.multiply(EXACT.divide(value, step).quantize(Decimal(1), context=EXACT), step)


def _roundness(number: Number) -> Decimal:
    """Half of one in the last digit that is not nought: 300 is said of what is 250 to 350."""
    scaled = number.value.normalize(EXACT)
    return EXACT.multiply(Decimal(1).scaleb(int(scaled.as_tuple().exponent)), HALF) if scaled else Decimal(0)
