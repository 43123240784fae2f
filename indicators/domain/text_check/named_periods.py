"""Which periods of an indicator a sentence names, as at a month: `August`, `last month`, `Q3`, `a year ago`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from indicators.domain.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS_IN_A_YEAR,
    Frequency,
    Period,
    latest_ending_by,
)
from indicators.domain.text_check.findings import Subject
from indicators.domain.text_check.words import LAST_YEARS, Kind, Word

A_YEAR_AGO: Final = (
    "year ago",
    "year earlier",
    "year before",
    "12 month",
    "twelve month",
    "year on year",
    "the year",
    "past year",
)
COUNTED: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "twelve": 12, "12": 12}


@dataclass(frozen=True, slots=True)
class Named:
    """The periods that are meant: one, or several where the words allow it; none where they are vague for this
    indicator (a year, for a monthly one). `future`: they have not ended. `loose`: what is compared may be meant
    by them, but a figure need not be theirs (`last year`)."""

    periods: tuple[Period, ...] = ()
    future: bool = False
    loose: bool = False


def named(
    word: Word, subject: Subject, before: str = "", anchors: tuple[Period, ...] = (), *, at_end: bool = False
) -> Named:
    """What a mention of a period means for an indicator; `before` is the word before it (`next March`),
    `anchors` are the periods from which `the month before` is counted. `at_end`: its last month is meant."""
    if word.kind is Kind.RELATIVE:
        return _relative(word.low, subject, anchors)
    if word.numbers[-1] and not FIRST_YEAR <= word.numbers[-1] < LAST_YEAR:
        return Named()
    whole = _written(word, subject.as_at)
    if word.text.endswith(LAST_YEARS):
        return _of_last_year(whole, subject)
    whole = whole.plus(_years_away(word, whole, before, subject) * (MONTHS_IN_A_YEAR // whole.frequency.months))
    future = whole.last_month_number > subject.as_at.last_month_number
    frequency = subject.definition.frequency
    if word.kind is Kind.YEAR:
        return Named((), future)
    if whole.frequency is frequency:
        return Named(_perhaps_a_year_before(word, whole, subject), future)
    own = latest_ending_by(frequency, whole.last_month)
    same_end = own.last_month_number == whole.last_month_number
    # A month names the quarter or year that ends in it; a longer stretch names no one figure of a shorter.
    return Named((own,) if same_end and (at_end or whole.frequency is Frequency.MONTHLY) else (), future)


def _of_last_year(newest: Period, subject: Subject) -> Named:
    """`January last year`: of the calendar year or the financial year before that of the text's month."""
    as_at, last = subject.as_at, newest.last_month
    other_year = last.number // MONTHS_IN_A_YEAR < as_at.number // MONTHS_IN_A_YEAR
    other_year = other_year or newest.financial_year < as_at.financial_year
    frequency = subject.definition.frequency
    found = [one for one in (newest.year_earlier, newest) if one is not newest or other_year]
    own = [latest_ending_by(frequency, one.last_month) for one in found]
    return Named(tuple(one for one, of in zip(own, found, strict=True) if one.last_month == of.last_month))


def _perhaps_a_year_before(word: Word, named: Period, subject: Subject) -> tuple[Period, ...]:
    """A month or quarter without its year, of which no figure has come, may be that of the year before."""
    latest = subject.series.latest
    if word.numbers[-1] or latest is None or latest.period.last_month_number >= named.last_month_number:
        return (named,)
    return named, named.year_earlier


def _years_away(word: Word, whole: Period, before: str, subject: Subject) -> int:
    """`last September` is the one before that of the latest figure, `next March` one that has not come."""
    latest = subject.series.latest
    if word.numbers[-1]:
        return 0
    if before == "last" and latest is not None and whole.last_month_number >= latest.period.last_month_number:
        return -1
    return 1 if before == "next" and whole.last_month_number <= subject.as_at.last_month_number else 0


def _written(word: Word, as_at: Period) -> Period:
    if word.kind is Kind.MONTH:
        return _month(word, as_at)
    if word.kind is Kind.QUARTER:
        return _quarter(word, as_at)
    if word.kind is Kind.FINANCIAL_YEAR:
        return Period(Frequency.ANNUAL, word.numbers[0])
    return Period(Frequency.MONTHLY, word.numbers[0] * MONTHS_IN_A_YEAR + MONTHS_IN_A_YEAR - 1)


def _month(word: Word, as_at: Period) -> Period:
    """Without a year it is the last one that has come."""
    of_year, year = word.numbers
    if year:
        return Period(Frequency.MONTHLY, year * MONTHS_IN_A_YEAR + of_year - 1)
    return Period(Frequency.MONTHLY, as_at.number - (as_at.number - (of_year - 1)) % MONTHS_IN_A_YEAR)


def _quarter(word: Word, as_at: Period) -> Period:
    of_year, year = word.numbers
    if year:
        return Period(Frequency.QUARTERLY, year * 4 + of_year - 1)
    newest = latest_ending_by(Frequency.QUARTERLY, as_at)
    return newest.plus(-((newest.number - (of_year - 1)) % 4))


def _relative(words: str, subject: Subject, anchors: tuple[Period, ...]) -> Named:
    """Counted from the anchors, else from the latest figure or the month the text is as at where that is another."""
    if words.startswith("next"):
        return Named((), future=True)
    starts = {latest_ending_by(subject.definition.frequency, subject.as_at): None}
    if (latest := subject.series.latest) is not None:
        starts = {latest.period: None, **starts}
    starts = dict.fromkeys(anchors) or starts
    frequency = subject.definition.frequency
    first, _, _ = words.partition(" ")
    if any(one in words for one in A_YEAR_AGO) or words.startswith("same"):
        return Named(tuple(one.year_earlier for one in starts))
    if words.endswith(("ago", "earlier", "before")) and first in COUNTED:
        if "year" in words:
            return Named(tuple(one.plus(-COUNTED[first] * one.since(one.year_earlier)) for one in starts))
        same = frequency.noun in words
        return Named(tuple(one.plus(-COUNTED[first]) for one in starts) if same else ())
    if "year" in words and words.startswith(("last", "previous", "prior", "preceding")):
        return Named(tuple(one.year_earlier for one in starts), loose=frequency is not Frequency.ANNUAL)
    if frequency.noun in words or "period" in words:
        step = 0 if words.startswith(("this", "current", "latest")) else -1
        return Named(tuple(one.plus(step) for one in starts))
    return Named()
