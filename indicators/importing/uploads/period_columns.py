"""Headings that are periods: a month, quarter or year as people write it, a day that stands for its month, or a month
or quarter without its year, which takes the year that stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from indicators.domain import periods
from indicators.domain.errors import PeriodError
from indicators.domain.periods import Frequency, Period
from indicators.importing.cells import period as read_period
from indicators.importing.problems import quoted
from indicators.importing.uploads.grids import EPOCH_1900, GridRow, Merged, one_line
from indicators.importing.values import ValueProblem

YEAR_ROWS: Final = 3
"""So many rows above the headings may hold their years."""

_SERIAL: Final = re.compile(r"([2-9][0-9]{4}|10[0-9]{4})(\.0+)?", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*", re.ASCII)
_BARE_MONTH: Final = re.compile(r"[A-Za-z]{3,9}\.?", re.ASCII)
_BARE_QUARTER: Final = re.compile(r"(?:q|qtr|quarter) ?([1-4])", re.ASCII | re.IGNORECASE)
_CALENDAR_YEAR: Final = re.compile(r"(?:19|20|21)[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A column of a wide sheet: its place in the row, its period, and the heading by which people know it."""

    place: int
    period: Period
    heading: str


@dataclass(frozen=True, slots=True)
class _Year:
    """A year above the headings: a financial one by the year it starts in, or a calendar one."""

    start: int
    is_financial: bool

    def period(self, frequency: Frequency, number: int) -> Period | None:
        """The month or quarter of that number in this year; a quarter of a calendar year could be either's."""
        if frequency is Frequency.QUARTERLY:
            return periods.quarter(self.start, number) if self.is_financial else None
        return periods.month(self.start + (self.is_financial and number < 4), number)


def period_of(text: str, epoch: date = EPOCH_1900) -> Period:
    """The period of a cell: as people write it, or a day as spreadsheets count days (42705). Raises `ValueProblem`."""
    if is_serial(text):
        day = epoch + timedelta(days=int(text.partition(".")[0]))
        if day.year <= periods.LAST_YEAR:
            return periods.month(day.year, day.month)
    return read_period(text)


def is_serial(text: str) -> bool:
    """Would `period_of` take it for a day counted by a spreadsheet?"""
    return _SERIAL.fullmatch(text) is not None


def period_columns(
    row: GridRow, cells: Sequence[str], above: Sequence[GridRow], merged: Sequence[Merged], epoch: date
) -> tuple[tuple[PeriodColumn, ...], list[str]]:
    """The columns whose headings are periods, and what was assumed. A heading that spans several columns heads none."""
    spans = spanning(row, merged)
    found: list[PeriodColumn] = []
    notices: dict[str, str] = {}
    for place, cell in enumerate(cells):
        if not cell or place in spans:
            continue
        try:
            period = period_of(cell, epoch)
        except ValueProblem:
            dated = _dated(cell, place, above)
            if dated is not None:
                notices.setdefault(
                    "year", f"Headings took the year that stands above them: {quoted(cell)} is {dated.name}."
                )
                found.append(PeriodColumn(place, dated, dated.label))
            continue
        if is_serial(cell):
            notices.setdefault(
                "day", f"Headings were read as days as spreadsheets count days: {quoted(cell)} is {period.name}."
            )
        is_day = is_serial(cell) or _DAY.fullmatch(cell) is not None
        found.append(PeriodColumn(place, period, period.label if is_day else one_line(cell)))
    return tuple(found), list(notices.values())


def spanning(row: GridRow, merged: Sequence[Merged]) -> set[int]:
    """The places at which a cell of the row begins that is merged with others to its right."""
    return {block.left for block in merged if block.is_wide and block.top <= row.number <= block.bottom}


def is_period(cells: Sequence[str], place: int) -> bool:
    """Does a period stand at this place of the row?"""
    try:
        return place < len(cells) and bool(cells[place]) and bool(period_of(cells[place]))
    except ValueProblem:
        return False


def bare(cell: str) -> tuple[Frequency, int] | None:
    """A month (1 for January) or quarter without a year."""
    if found := _BARE_QUARTER.fullmatch(cell):
        return Frequency.QUARTERLY, int(found[1])
    if _BARE_MONTH.fullmatch(cell):
        try:
            return Frequency.MONTHLY, periods.parse(f"{cell.rstrip('.')} 2000").number % 12 + 1
        except PeriodError:
            return None
    return None


def _dated(cell: str, place: int, above: Sequence[GridRow]) -> Period | None:
    """What a month or quarter without a year is by the nearest row of years above it."""
    found = bare(cell)
    if found is None:
        return None
    for row in reversed(above[-YEAR_ROWS:]):
        if any(_year(text) is not None for text in row.cells):
            # A year reaches to the right as far as cells are empty: merged or not, that is how it is seen.
            year = _year(next((text for text in reversed(row.cells[: place + 1]) if text), ""))
            return None if year is None else year.period(*found)
    return None


@lru_cache(maxsize=1024)
def _year(text: str) -> _Year | None:
    if _CALENDAR_YEAR.fullmatch(text):
        return _Year(int(text), is_financial=False)
    try:
        year = read_period(text)
    except ValueProblem:
        return None
    return _Year(year.number, is_financial=True) if year.frequency is Frequency.ANNUAL else None
