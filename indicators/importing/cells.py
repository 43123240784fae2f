"""What may stand in one cell: each reader takes a trimmed text and gives its value, or raises `ValueProblem`.

Every message quotes what was found and says what would be accepted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

from indicators.domain import periods
from indicators.domain.definitions import address_of
from indicators.domain.errors import PeriodError, SchemeError
from indicators.domain.periods import Period
from indicators.domain.targets import PROFILES_ACCEPTED, parse_profile
from indicators.importing.problems import listed, quoted
from indicators.importing.rows import code_key
from indicators.importing.values import ValueProblem, is_no_value, parse_value

LONGEST_CODE: Final = 24
LONGEST_TEXT: Final = 10_000
LONGEST_PROFILE: Final = 250
LONGEST_LEVELS: Final = 200
LARGEST_COUNT: Final = 32_767

One = TypeVar("One", bound=str)

CODE_ACCEPTED: Final = f"letters, digits, - . ( ) and /, up to {LONGEST_CODE} characters, with a letter or digit"
_CODE: Final = re.compile(rf"[A-Za-z0-9.()/\-]{{1,{LONGEST_CODE}}}")
_SLUG: Final = re.compile(r"[A-Za-z0-9_-]+")
_WHOLE: Final = re.compile(r"-?[0-9]{1,9}")
_LINE_BREAKS: Final = re.compile(r"\r\n?")


def line(longest: int) -> Callable[[str], str]:
    """A text of one line, of so many characters at most: names and roles."""

    def read(text: str) -> str:
        if len(text) > longest:
            raise ValueProblem(f"{quoted(text)} has {len(text)} characters; accepted: at most {longest}")
        if "\n" in text or "\r" in text:
            raise ValueProblem(f"{quoted(text)} runs over several lines; accepted: a text on one line")
        _check_letters(text)
        return text

    return read


def long_text(text: str) -> str:
    """A text that may run over several lines: definitions, reasons and notes. Line ends become plain newlines."""
    if len(text) > LONGEST_TEXT:
        raise ValueProblem(f"{quoted(text)} has {len(text)} characters; accepted: at most {LONGEST_TEXT}")
    _check_letters(text)
    return _LINE_BREAKS.sub("\n", text) if "\r" in text else text


def _check_letters(text: str) -> None:
    if text.isprintable():
        return
    for letter in text:
        if unicodedata.category(letter) == "Cc" and letter not in "\t\n\r":
            raise ValueProblem(f"{quoted(text)} holds the control character U+{ord(letter):04X}; accepted: plain text")


def slug(longest: int) -> Callable[[str], str]:
    """The short name that stands in addresses, of so many characters at most."""

    def read(text: str) -> str:
        if len(text) > longest or _SLUG.fullmatch(text) is None:
            raise ValueProblem(
                f"{quoted(text)} is not a short name for addresses; accepted: letters, digits, - and _, up to "
                f"{longest} characters"
            )
        return text

    return read


@lru_cache(maxsize=4096)
def code(text: str) -> str:
    """An indicator's code."""
    if _CODE.fullmatch(text) is None or not address_of(text):
        raise ValueProblem(f"{quoted(text)} is not an indicator's code; accepted: {CODE_ACCEPTED}")
    return text


def codes(text: str) -> tuple[str, ...]:
    """Codes separated by semicolons."""
    found = tuple(code(part.strip()) for part in text.split(";") if part.strip())
    keys = [code_key(one) for one in found]
    twice = next((one for at, one in enumerate(found) if keys[at] in keys[:at]), None)
    if twice is not None:
        raise ValueProblem(f"{quoted(text)} names {twice} twice; accepted: each code once, separated by ;")
    return found


def period(text: str) -> Period:
    """A month, a quarter or a financial year in any way people write them."""
    if not (text.isascii() and text.isprintable()):
        raise ValueProblem(f"{quoted(text)} is not a period; accepted: {periods.ACCEPTED}")
    try:
        return periods.parse(text)
    except PeriodError as error:
        message = str(error).removesuffix(".")
        raise ValueProblem(message if message.startswith("“") else f"{quoted(text)}: {message}") from error


def levels(text: str) -> str:
    """The levels of a scheme as far as they can be told without its kind: letters, digits and marks of a keyboard."""
    if not (text.isascii() and text.isprintable() and len(text) <= LONGEST_LEVELS):
        raise ValueProblem(
            f"{quoted(text)} are not the levels of a scheme; accepted: such as green 20; red 30 (thresholds) or "
            f"green 1-5; amber 6-15; red 16-25 (bands), up to {LONGEST_LEVELS} characters"
        )
    return text


def profile(text: str) -> str:
    """How a year's target runs through the year; the text is kept, with single spaces and in lower case."""
    plain = " ".join(text.lower().split())
    try:
        if not (plain.isascii() and plain.isprintable()) or len(plain) > LONGEST_PROFILE:
            raise SchemeError(f"{quoted(text)} is not a profile. Accepted: {PROFILES_ACCEPTED}.")
        parse_profile(plain)
    except SchemeError as error:
        raise ValueProblem(str(error).removesuffix(".")) from error
    return plain


def one_of(accepted: Iterable[One]) -> Callable[[str], One]:
    """One of some words, whatever its case."""
    known = {str(one): one for one in accepted}

    def read(text: str) -> One:
        found = known.get(text.lower())
        if found is None:
            raise ValueProblem(f"{quoted(text)} is not known; accepted: {listed(tuple(known))}")
        return found

    return read


def yes_no(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise ValueProblem(f"{quoted(text)} is neither yes nor no; accepted: yes or no")
    return text.lower() == "yes"


def whole(lowest: int, highest: int = LARGEST_COUNT) -> Callable[[str], int]:
    """A whole number within bounds, both included."""

    def read(text: str) -> int:
        if _WHOLE.fullmatch(text) is None or not lowest <= int(text) <= highest:
            raise ValueProblem(f"{quoted(text)} does not fit; accepted: a whole number from {lowest} to {highest}")
        return int(text)

    return read


def not_negative(text: str) -> Decimal:
    """A number of nought or more."""
    value = parse_value(text)
    if value < 0:
        raise ValueProblem(f"{quoted(text)} is below 0; accepted: a number of 0 or more")
    return value


def value_or_nothing(text: str) -> Decimal | None:
    """A figure's value; None for the ways people leave one open (`n/a`, `-`, `TBA`)."""
    return None if is_no_value(text) else parse_value(text)
