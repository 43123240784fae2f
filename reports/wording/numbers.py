"""Numbers as printed: rounded half up from the stored decimal, with thousands commas and their unit.

A change in a percentage is "percentage points"; a relative change is "per cent of the earlier figure"
(`docs/methods.md`, Words about numbers).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from indicators.domain.definitions import EXACT, Unit

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
UNIT_WORDS = {
    Unit.PERCENT: "per cent",
    Unit.PER_100K: "per 100,000",
    Unit.COUNT: "count",
    Unit.DAYS: "days",
    Unit.POUNDS: "pounds",
    Unit.SCORE: "score",
    Unit.RATIO: "ratio",
    Unit.JUDGEMENT: "judgement",
}
MOST_PLACES = 30  # by then a number of the store is written out


def rounded(value: Decimal, decimals: int | None) -> Decimal:
    """Half up to so many places; None keeps the places as given."""
    if decimals is None:
        return value
    quantum = _quantum(decimals)
    return value if value.same_quantum(quantum) else value.quantize(quantum, context=EXACT)


@lru_cache(maxsize=MOST_PLACES)
def _quantum(decimals: int) -> Decimal:
    """One in the last of so many decimal places: 0.01 for 2."""
    return Decimal(1).scaleb(-decimals)


def places_of(value: Decimal) -> int:
    """How many decimal places it was given."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def plain(value: Decimal) -> str:
    """In digits with all its places and never an exponent: for machines."""
    return f"{value:f}"


def digits(value: Decimal, decimals: int | None = None) -> str:
    """The number with thousands commas, without its unit: `2,207`, `-3.30`. Never a minus zero."""
    number = rounded(value, decimals)
    return f"{number if number else abs(number):,f}"


def figure(value: Decimal, unit: Unit, decimals: int | None = None) -> str:
    """As printed in a table: `86.2%`, `£1,050`, `637`."""
    text = digits(value, decimals)
    if unit is Unit.PERCENT:
        return f"{text}%"
    if unit is Unit.POUNDS:
        return f"-£{text[1:]}" if text.startswith("-") else f"£{text}"
    return text


def figure_with_unit(value: Decimal, unit: Unit, decimals: int | None = None) -> str:
    """As printed alone: `86.2%`, `£1,050`, `637`, `14 days`."""
    text = figure(value, unit, decimals)
    if unit is Unit.DAYS:
        return f"{text} day" if text == "1" else f"{text} days"
    return text


def difference(amount: Decimal, unit: Unit, decimals: int | None = None, limits: Iterable[Decimal] = ()) -> str:
    """The size of a change or gap in the indicator's own unit: `0.3 percentage points`, `£1,050`, `14 days`.

    To so many places, or to more where rounding would make nothing of it or seem to reach a limit it does not.
    """
    size = abs(amount)
    text = digits(size if decimals is None else _faithful(size, decimals, (Decimal(0), *limits)))
    if unit is Unit.PERCENT:
        return f"{text} percentage {'point' if text == '1' else 'points'}"
    if unit is Unit.POUNDS:
        return f"£{text}"
    if unit is Unit.DAYS:
        return f"{text} {'day' if text == '1' else 'days'}"
    return f"{text} per 100,000" if unit is Unit.PER_100K else text


def percent(amount: Decimal, limits: Iterable[Decimal] = ()) -> str:
    """A size in per cent to one place, `8.0%`; to more where rounding would seem to reach a limit it does not.

    4.97 below a limit of 5 is printed `4.97%`, never `5.0%`.
    """
    return f"{_faithful(abs(amount), 1, limits):,f}%"


def _faithful(size: Decimal, places: int, limits: Iterable[Decimal]) -> Decimal:
    """Rounded to so many places, or to the fewest more with which it is on the same side of every limit."""
    wanted = tuple(limits)
    while places < MOST_PLACES:
        shown = rounded(size, places)
        if all((shown < limit) == (size < limit) and (shown > limit) == (size > limit) for limit in wanted):
            return shown
        places += 1
    return size


def trimmed(value: Decimal) -> str:
    """A setting without needless noughts: `5`, `2.5`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 month`, `7 months`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def number_word(number: int) -> str:
    """`three`; digits above ten."""
    return COUNTS[number] if 0 <= number < len(COUNTS) else str(number)


def times(number: int) -> str:
    """`once`, `twice`, `three times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number_word(number)} times")


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def sentence(words: str) -> str:
    """With a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '!', '?')) else '.'}" if words else ""
