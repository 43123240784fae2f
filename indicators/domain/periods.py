"""Months, financial quarters and financial years: their order, steps, labels and the ways people write them.

A financial year runs April to March; Q1 is April to June (`docs/methods.md`, Periods). A month and a quarter never
compare. A period is written `2016-12`, `2016/17 Q3` or `2016/17`; in addresses `2016-12`, `2016-17-q3`, `fy2016-17`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import Final

from indicators.domain.errors import PeriodError

MONTH_NAMES: Final = (  # calendar.month_name would follow the language of the machine
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH_SHORT: Final = tuple(name[:3] for name in MONTH_NAMES)
MONTHS_IN_A_YEAR: Final = 12
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
KNOWN: Final = f"years {FIRST_YEAR} to {LAST_YEAR} are known"
ACCEPTED: Final = "a month such as 2016-12 or Dec 2016, a quarter such as 2016/17 Q3 or a year such as 2016/17"


class Frequency(StrEnum):
    """How often an indicator has a figure."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"

    @property
    def months(self) -> int:
        """How many months one period of this frequency lasts."""
        return _MONTHS[self]

    @property
    def noun(self) -> str:
        """What one period is called: month, quarter or year."""
        return _NOUNS[self]


_MONTHS: Final = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.ANNUAL: 12}
_NOUNS: Final = {Frequency.MONTHLY: "month", Frequency.QUARTERLY: "quarter", Frequency.ANNUAL: "year"}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One month, quarter or financial year.

    `number` counts periods of the same frequency: for months `year * 12 + month - 1`, for quarters
    `first calendar year * 4 + quarter - 1`, for financial years the calendar year they start in.
    Use `month`, `quarter`, `year`, `parse` or `from_address` to make one.
    """

    frequency: Frequency
    number: int

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        self._check_same_kind(other)
        return self.number < other.number

    def _check_same_kind(self, other: Period) -> None:
        if self.frequency is not other.frequency:
            raise PeriodError(
                f"{self.written} is a {self.frequency.noun} and {other.written} a {other.frequency.noun}: "
                "they do not compare."
            )

    def plus(self, steps: int) -> Period:
        """The period so many of its own kind later (earlier when negative)."""
        return _numbered(self.frequency, self.number + steps)

    @property
    def previous(self) -> Period:
        return self.plus(-1)

    @property
    def next(self) -> Period:
        return self.plus(1)

    @property
    def year_earlier(self) -> Period:
        """The same month, quarter or year, one year before."""
        return self.plus(-(MONTHS_IN_A_YEAR // self.frequency.months))

    def since(self, earlier: Period) -> int:
        """How many periods later than `earlier` this one is."""
        self._check_same_kind(earlier)
        return self.number - earlier.number

    @property
    def last_month_number(self) -> int:
        """The count of the calendar month in which it ends (`year * 12 + month - 1`): comparable between all kinds."""
        if self.frequency is Frequency.MONTHLY:
            return self.number
        if self.frequency is Frequency.QUARTERLY:
            return self.number * 3 + 5  # Q1 of 2016 ends in June 2016: month 2016 * 12 + 5
        return self.number * 12 + 14  # 2016/17 ends in March 2017

    @property
    def last_month(self) -> Period:
        """The month it ends in: where its figure stands on a dashboard."""
        return self if self.frequency is Frequency.MONTHLY else _numbered(Frequency.MONTHLY, self.last_month_number)

    @property
    def first_month(self) -> Period:
        return _numbered(Frequency.MONTHLY, self.last_month_number - self.frequency.months + 1)

    @property
    def last_day(self) -> date:
        year, month = divmod(self.last_month_number, 12)
        return date(year, month + 1, calendar.monthrange(year, month + 1)[1])

    @property
    def financial_year(self) -> Period:
        """The financial year it lies in."""
        return _numbered(Frequency.ANNUAL, (self.last_month_number - 3) // 12)

    @property
    def month_of_financial_year(self) -> int:
        """1 for a period that ends in April, 12 for one that ends in March."""
        return (self.last_month_number - 3) % 12 + 1

    @property
    def quarter_of_year(self) -> int:
        """1 for a period that ends in April to June, 4 for January to March."""
        return (self.month_of_financial_year + 2) // 3

    @property
    def written(self) -> str:
        """As stored and exchanged: `2016-12`, `2016/17 Q3`, `2016/17`."""
        return _written(self.frequency, self.number)

    @property
    def address(self) -> str:
        """As it stands in addresses: `2016-12`, `2016-17-q3`, `fy2016-17`."""
        written = self.written
        if self.frequency is Frequency.MONTHLY:
            return written
        if self.frequency is Frequency.QUARTERLY:
            return written.replace("/", "-").replace(" Q", "-q")
        return "fy" + written.replace("/", "-")

    @property
    def label(self) -> str:
        """As shown in a table: `Dec 16`, `Q3 2016/17`, `2016/17`."""
        if self.frequency is Frequency.MONTHLY:
            year, month = divmod(self.number, 12)
            return f"{MONTH_SHORT[month]} {year % 100:02d}"
        if self.frequency is Frequency.QUARTERLY:
            year_part, quarter = self.written.split(" ")
            return f"{quarter} {year_part}"
        return self.written

    @property
    def name(self) -> str:
        """As said in a sentence: `December 2016`, `Q3 2016/17`, `2016/17`."""
        if self.frequency is Frequency.MONTHLY:
            year, month = divmod(self.number, 12)
            return f"{MONTH_NAMES[month]} {year}"
        return self.label

    def __str__(self) -> str:
        return self.written


_numbered: Final = lru_cache(maxsize=8192)(Period)  # a dashboard steps from period to period some thousand times


@lru_cache(maxsize=8192)
def _written(frequency: Frequency, number: int) -> str:
    if frequency is Frequency.MONTHLY:
        year, month = divmod(number, 12)
        return f"{year:04d}-{month + 1:02d}"
    if frequency is Frequency.QUARTERLY:
        year, quarter = divmod(number, 4)
        return f"{year:04d}/{(year + 1) % 100:02d} Q{quarter + 1}"
    return f"{number:04d}/{(number + 1) % 100:02d}"


def month(year: int, month_of_year: int) -> Period:
    """The calendar month, 1 for January."""
    if not (1 <= month_of_year <= MONTHS_IN_A_YEAR and FIRST_YEAR <= year <= LAST_YEAR):
        raise PeriodError(f"There is no month {month_of_year} of {year} ({KNOWN}); write {ACCEPTED}.")
    return Period(Frequency.MONTHLY, year * 12 + month_of_year - 1)


def quarter(start_year: int, quarter_of_year: int) -> Period:
    """The quarter of the financial year that starts in `start_year`; Q1 is April to June."""
    if not (1 <= quarter_of_year <= 4 and FIRST_YEAR <= start_year <= LAST_YEAR):
        raise PeriodError(f"There is no quarter {quarter_of_year} of {start_year} ({KNOWN}); write {ACCEPTED}.")
    return Period(Frequency.QUARTERLY, start_year * 4 + quarter_of_year - 1)


def year(start_year: int) -> Period:
    """The financial year that starts in April of `start_year`."""
    if not FIRST_YEAR <= start_year <= LAST_YEAR:
        raise PeriodError(f"There is no financial year from {start_year} ({KNOWN}); write {ACCEPTED}.")
    return Period(Frequency.ANNUAL, start_year)


_MONTH_WORDS: Final = {
    word.lower(): number
    for number, name in enumerate(MONTH_NAMES, 1)
    for word in {name, name[:3], *(["Sept"] if name == "September" else [])}
}
_ISO_MONTH: Final = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_BRITISH_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_NAMED_MONTH: Final = re.compile(r"([A-Za-z]{3,9})[ \-.]*(\d{4}|\d{2})", re.ASCII)
_QUARTER: Final = re.compile(r"(\d{4})/(\d{2}|\d{4})\s*-?\s*[Qq]([1-4])", re.ASCII)
_QUARTER_FIRST: Final = re.compile(r"[Qq]([1-4])\s*(\d{4})/(\d{2}|\d{4})", re.ASCII)
_YEAR: Final = re.compile(r"(\d{4})/(\d{2}|\d{4})", re.ASCII)


def parse(text: str) -> Period:
    """The period a person wrote.

    Takes the written forms, the labels, `Dec 2016`, `Dec-16`, `December 2016`, and days, which stand for their month:
    `01/12/2016` (day first), `2016-12-01`, `31/12/2016`. `2011-12` is always a month; a year of two digits lies in
    2000 to 2099. Raises `PeriodError` with what would be accepted.
    """
    return _parse(text.strip())


@lru_cache(maxsize=8192)
def _parse(text: str) -> Period:
    if found := _ISO_MONTH.fullmatch(text):
        return month(int(found[1]), int(found[2]))
    if found := _ISO_DAY.fullmatch(text):
        return _month_of_day(int(found[1]), int(found[2]), int(found[3]), text)
    if found := _BRITISH_DAY.fullmatch(text):
        return _month_of_day(int(found[3]), int(found[2]), int(found[1]), text)
    if found := _QUARTER.fullmatch(text):
        return quarter(_start_year(found[1], found[2], text), int(found[3]))
    if found := _QUARTER_FIRST.fullmatch(text):
        return quarter(_start_year(found[2], found[3], text), int(found[1]))
    if found := _YEAR.fullmatch(text):
        return year(_start_year(found[1], found[2], text))
    if (found := _NAMED_MONTH.fullmatch(text)) and (number := _MONTH_WORDS.get(found[1].lower())):
        return month(int(found[2]) + (2000 if len(found[2]) == 2 else 0), number)
    raise PeriodError(f"“{text[:40]}” is not a period: write {ACCEPTED}.")


def _month_of_day(year_number: int, month_of_year: int, day: int, text: str) -> Period:
    try:
        date(year_number, month_of_year, day)
    except ValueError as error:
        raise PeriodError(f"“{text}” is not a day in the calendar: write {ACCEPTED}.") from error
    return month(year_number, month_of_year)


def _start_year(first: str, second: str, text: str) -> int:
    start = int(first)
    following = start + 1
    if int(second) != (following % 100 if len(second) == 2 else following):
        raise PeriodError(
            f"“{text}” is not a financial year: the year after {start} is {following}, so write "
            f"{_written(Frequency.ANNUAL, start)}."
        )
    return start


_ADDRESS: Final = re.compile(r"(fy)?(\d{4})-(\d{2})(?:-q([1-4]))?", re.ASCII)


def from_address(text: str) -> Period:
    """The period of an address: `2016-12`, `2016-17-q3`, `fy2016-17`. Raises `PeriodError`."""
    found = _ADDRESS.fullmatch(text)
    if found is None or (found[1] and found[4]):
        raise PeriodError(f"“{text[:40]}” is not the address of a period: 2016-12, 2016-17-q3 or fy2016-17 would be.")
    if found[4]:
        return quarter(_start_year(found[2], found[3], text), int(found[4]))
    if found[1]:
        return year(_start_year(found[2], found[3], text))
    return month(int(found[2]), int(found[3]))


@lru_cache(maxsize=256)
def window(as_at: Period, months: int = 13) -> tuple[Period, ...]:
    """The months a dashboard shows: so many, ending with the one it is as at."""
    return run_up_to(as_at.last_month, months)


@lru_cache(maxsize=256)
def ending_within(frequency: Frequency, as_at: Period, months: int = 13) -> tuple[Period, ...]:
    """The periods of that frequency which end in the months a dashboard shows."""
    newest, first = latest_ending_by(frequency, as_at), window(as_at, months)[0].number
    count = (newest.last_month_number - first) // frequency.months + 1
    return run_up_to(newest, count)


@lru_cache(maxsize=256)
def run_up_to(newest: Period, count: int) -> tuple[Period, ...]:
    """So many periods in a row, `newest` the last of them; none for a count below one."""
    return tuple(newest.plus(step) for step in range(1 - count, 1))


def latest_ending_by(frequency: Frequency, end_month: Period) -> Period:
    """The newest period of that frequency that has ended by the end of the month."""
    number = end_month.last_month_number
    if frequency is Frequency.MONTHLY:
        return Period(frequency, number)
    if frequency is Frequency.QUARTERLY:
        return Period(frequency, (number - 5) // 3)
    return Period(frequency, (number - 14) // 12)
