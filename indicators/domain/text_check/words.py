"""One sentence as words, signs, numbers and mentions of periods and indicators, in order. No input raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from indicators.domain.periods import FIRST_YEAR, LAST_YEAR, MONTH_NAMES, MONTH_SHORT

MOST_DIGITS: Final = 15
GIVEN: Final = ("\ue000", "\ue001", "\ue002")
"""Between the first and the last stands what a figure token of another indicator said, after its code and the second.
It came from the store, so it is no claim."""


class Kind(StrEnum):
    """What a word is. A period is kept as written: what it means depends on the indicator spoken of."""

    WORD = "word"
    SIGN = "sign"
    NUMBER = "number"
    MONTH = "month"  # `August 2016`, `Aug 16`, `August`
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial_year"
    YEAR = "year"
    RELATIVE = "relative"  # `last month`, `a year ago`
    INDICATOR = "indicator"
    GIVEN = "given"


PERIOD_KINDS: Final = frozenset((Kind.MONTH, Kind.QUARTER, Kind.FINANCIAL_YEAR, Kind.YEAR, Kind.RELATIVE))


@dataclass(frozen=True, slots=True)
class Word:
    """`low` is the word in small letters; for an indicator its code. A number has its `value` and the decimal `places`
    it was given; `tail` are letters that follow it at once (`65s`, `0.7m`). `numbers` are those of a period: month 1 to
    12, quarter 1 to 4, calendar years or the first year of a financial year; 0 for a year that is not said."""

    kind: Kind
    text: str
    low: str
    start: int
    end: int
    value: Decimal | None = None
    places: int = 0
    money: bool = False
    tail: str = ""
    numbers: tuple[int, ...] = ()


_MONTHS: Final = {
    name: number
    for number, (long, short) in enumerate(zip(MONTH_NAMES, MONTH_SHORT, strict=True), 1)
    for name in {long, short, *(["Sept"] if long == "September" else [])}
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ORDINAL: Final = rf"(?:{'|'.join(_ORDINALS)})"
_SPAN: Final = r"(?:month|quarter|year|period|point|time|week)"
LAST_YEARS: Final = "last year"
"""What follows a month or a quarter (`September last year`) and belongs to it."""
_OF_LAST_YEAR: Final = rf"[ ](?:of[ ])?{LAST_YEARS.replace(' ', '[ ]')}\b"
_WORDS: Final = re.compile(
    rf"""
    (?P<given>{GIVEN[0]}[^{GIVEN[0]}{GIVEN[2]}]*{GIVEN[2]})
    |(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}})(?![0-9])
    |(?P<quarter>\b(?:Q|q|[Qq]uarter[ ])[1-4]\b(?:,?[ ](?:of[ ])?[0-9]{{4}}[/-][0-9]{{2,4}}(?![0-9])|{_OF_LAST_YEAR})?
        |[0-9]{{4}}[/-][0-9]{{2,4}}[ ]Q[1-4]\b
        |\b{_ORDINAL}[ ]quarter\b(?![ ](?:running|in[ ]a|in[ ]succession))
            (?:,?[ ](?:of[ ])?[0-9]{{4}}[/-][0-9]{{2,4}}(?![0-9])|{_OF_LAST_YEAR})?)
    |(?P<financial>(?:19|20|21)[0-9]{{2}}[/-](?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))
    |(?:[0-9]{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?)?\b(?P<month>{_MONTH})\b(?:['’]s\b)?(?:\.(?=[ ]?[0-9’']))?
        (?:,?(?:[ ]of)?[ ]?[-–'’]?(?P<year>(?:19|20|21)[0-9]{{2}}(?![0-9/])|[0-9]{{2}}(?![0-9%.,/:]))
            |(?P<before>{_OF_LAST_YEAR}))?
    |(?P<relative>(?i:\b(?:
        (?:the[ ])?same[ ]{_SPAN}[ ](?:last[ ]year|the[ ](?:previous|prior)[ ]year|a[ ]year[ ](?:ago|earlier|before)
            |in[ ]the[ ]previous[ ]year|of[ ]last[ ]year|the[ ]year[ ]before)
        |(?:the[ ])?(?:last|latest|previous|prior|preceding|this|current|next)[ ](?:financial[ ])?{_SPAN}
        |the[ ]{_SPAN}[ ]before|(?:a|one|two|three|twelve|12)[ ](?:year|month|quarter)s?[ ](?:ago|earlier|before)
        |(?:over|in|during)[ ]the[ ](?:(?:last|past|previous)[ ])?(?:year|(?:12|twelve)[ ]months)
            (?![ ](?:before|earlier))
        |year[ -]on[ -]year|month[ -]on[ -]month)\b))
    |(?P<number>(?:(?<![\w)%])[-−]£?|£[-−]?)?[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(?P<tail>[A-Za-z]*)
    |(?P<word>[^\W\d_]\w*(?:['’][a-z]+)?)
    |(?P<sign>[^\w\s])
    """,
    re.VERBOSE,
)
_MARKS: Final = re.compile(rf"{GIVEN[0]}[^{''.join(GIVEN)}]*{GIVEN[1]}|[{''.join(GIVEN)}]")
_DIGITS: Final = re.compile(r"[0-9]+")


def finder(names: Mapping[str, str]) -> Callable[[str], list[tuple[int, int, str]]]:
    """Where a sentence mentions an indicator: from what each is called (code or name) to its code.

    A code is found as written, a name in any letters.
    """
    ordered = sorted((name for name in names if name), key=len, reverse=True)
    if not ordered:
        return lambda text: []
    codes = {name.lower(): code for name, code in names.items()}
    parts = (re.escape(name) if names[name] == name else f"(?i:{re.escape(name)})" for name in ordered)
    pattern = re.compile(rf"(?<![A-Za-z0-9{GIVEN[0]}])(?:{'|'.join(parts)})(?![A-Za-z0-9])")
    return lambda text: [(one.start(), one.end(), codes[one[0].lower()]) for one in pattern.finditer(text)]


def given(code: str, words: str) -> str:
    """What a token of another indicator said, marked as such."""
    return f"{GIVEN[0]}{code}{GIVEN[1]}{words}{GIVEN[2]}"


def unmarked(text: str) -> str:
    """As people read it."""
    return _MARKS.sub("", text)


def words_of(text: str, mentions: list[tuple[int, int, str]]) -> tuple[Word, ...]:
    """The words of a sentence in order; what lies within a mention is the mention."""
    found: list[Word] = []
    at = 0
    for start, end, code in [*mentions, (len(text), len(text), "")]:
        found += _read(text, at, start)
        if code:
            found.append(Word(Kind.INDICATOR, text[start:end], code, start, end))
        at = end
    return tuple(found)


def _read(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORDS.finditer(text, start, end):
        kind = found.lastgroup
        words, first, last = found[0], found.start(), found.end()
        if found["given"]:
            yield Word(Kind.GIVEN, words, words[1:].partition(GIVEN[1])[0], first, last)
        elif found["day"]:
            yield _of_day(words, first, last)
        elif found["quarter"] or found["financial"]:
            yield _of_quarter_or_year(words, first, last)
        elif found["month"]:
            yield from _of_month(found, first, last)
        elif found["relative"]:
            yield Word(Kind.RELATIVE, words, words.lower().removeprefix("the ").replace("-", " "), first, last)
        elif found["number"]:
            yield _of_number(found["number"], found["tail"], first, last)
        else:
            yield Word(Kind.WORD if kind == "word" else Kind.SIGN, words, words.lower().replace("’", "'"), first, last)


def _of_day(words: str, first: int, last: int) -> Word:
    """A day stands for its month."""
    parts = [int(part) for part in _DIGITS.findall(words)]
    year, month = (parts[0], parts[1]) if "-" in words else (parts[2], parts[1])
    if not 1 <= month <= len(MONTH_NAMES):
        return Word(Kind.WORD, words, words, first, last)
    return Word(Kind.MONTH, words, words, first, last, numbers=(month, year))


def _of_quarter_or_year(words: str, first: int, last: int) -> Word:
    """`Q3`, `Q3 2016/17`, `third quarter of 2016/17`, `2016/17`; with a dash a month (`2016-08`) where it is one."""
    parts = [int(part) for part in _DIGITS.findall(words)]
    quarter = _ORDINALS.get(words.partition(" ")[0], 0)
    quarter = quarter or next((part for part in (parts[0], parts[-1]) if 1 <= part <= 4), 0)
    years = [part for part in parts if part >= FIRST_YEAR][:1] or [0]
    if quarter:
        return Word(Kind.QUARTER, words, words, first, last, numbers=(quarter, years[0]))
    if "-" in words and 1 <= parts[1] <= len(MONTH_NAMES):
        return Word(Kind.MONTH, words, words, first, last, numbers=(parts[1], parts[0]))
    return Word(Kind.FINANCIAL_YEAR, words, words, first, last, numbers=(parts[0],))


def _of_month(found: re.Match[str], first: int, last: int) -> Iterator[Word]:
    name, year = found["month"], found["year"] or ""
    short = name in MONTH_SHORT and name != "May"
    if name == "May" and first == 0 and len(year) != 4 and not found["before"]:
        yield Word(Kind.WORD, found[0], "may", first, last)  # `May` begins a sentence: it asks, or names no year
        return
    if len(year) == 2 and not short:  # `Aug 16` is a month of 2016; `August 16` and `in August 93 per cent` are not
        upto = found.end("month")
        yield Word(Kind.MONTH, found.string[first:upto], name.lower(), first, upto, numbers=(_MONTHS[name], 0))
        yield from _read(found.string, found.start("year"), last)
        return
    number = int(year) + (2000 if len(year) == 2 else 0) if year else 0
    yield Word(Kind.MONTH, found[0], found[0].lower(), first, last, numbers=(_MONTHS[name], number))


def _of_number(words: str, tail: str, first: int, last: int) -> Word:
    plain = words.replace(",", "").replace("£", "").replace("−", "-")
    whole, _, part = plain.lstrip("-").partition(".")
    if len(whole) + len(part) > MOST_DIGITS:
        return Word(Kind.WORD, words + tail, words.lower(), first, last)
    value, money = Decimal(whole + ("." + part if part else "")), "£" in words
    value = -value if "-" in plain else value
    if not (part or tail or money or "," in words) and FIRST_YEAR <= value <= LAST_YEAR and value == abs(value):
        return Word(Kind.YEAR, words, words, first, last, numbers=(int(value),))
    return Word(Kind.NUMBER, words + tail, words, first, last, value, len(part), money, tail.lower())
