"""What comes of reading an uploaded file: its figures, the question which sheet is meant, or a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeAlias

from indicators.importing.problems import Problem
from indicators.importing.rows import FigureRow
from indicators.importing.sheets import SHEETS
from indicators.importing.values import plain

FIGURE_COLUMNS: Final = {
    column.name: column for sheet in SHEETS if sheet.row_type is FigureRow for column in sheet.columns
}
"""The columns of `figures.csv` by name, in their order, with the readers of their cells."""


class Shape(StrEnum):
    """Tidy: a row a figure. Wide: a row an indicator, with a column for each period."""

    TIDY = "tidy"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class UploadedFigure:
    """A row that could be read, and where it stands.

    `figure.row` is the row's number as the spreadsheet shows it. `figure.given` holds only the columns that are filled
    in this row: an empty cell of an uploaded file says nothing, so it never clears what is stored. (A status that has
    no value does say that there is none.) `column` is the heading above a wide sheet's cell; empty in a tidy one.
    """

    figure: FigureRow
    column: str = ""

    @property
    def place(self) -> str:
        """`row 5`, or `row 5, column Mar 16`."""
        return place_of(self.figure.row, self.column)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A figure that cannot be taken: its cells as typed, by the column's name in the data format, and why."""

    row: int
    column: str
    cells: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def place(self) -> str:
        return place_of(self.row, self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRead:
    """A file that was read, to its last row.

    `file` is its name, `sheet` the sheet's (empty for CSV), `header_row` the number of the row with the headings;
    `headings` gives, for each column that was read, its name in the data format and the heading in the file (of a wide
    sheet `code` alone). `figures` are the rows that can be taken as far as the file itself tells, `refused` the others,
    both in the file's order. `notices` are sentences on what was assumed and what was left out.
    """

    file: str
    sheet: str
    shape: Shape
    header_row: int
    headings: Mapping[str, str]
    figures: tuple[UploadedFigure, ...]
    refused: tuple[RefusedRow, ...]
    notices: tuple[str, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the refused rows, each once."""
        return tuple(dict.fromkeys(problem for row in self.refused for problem in row.problems))

    def placed(self, figure: UploadedFigure, problem: Problem) -> Problem:
        """A problem that a check of `figure.figure` found, with this file's name and headings."""
        column = figure.column if problem.column in ("value", "period") else ""
        column = column or self.headings.get(problem.column, problem.column)
        return replace(problem, file=self.file, row=figure.figure.row, column=column)

    def refuse(self, figure: UploadedFigure, problems: Iterable[Problem]) -> RefusedRow:
        """The figure as a refused row, because of what checks against the store have found."""
        found = tuple(self.placed(figure, problem) for problem in problems)
        return RefusedRow(figure.figure.row, figure.column, cells_of(figure.figure), found)


@dataclass(frozen=True, slots=True)
class WhichSheet:
    """Several sheets could be meant: ask, and read again with `sheet=` one of `names`."""

    file: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing of the file was taken; `message` is a paragraph of plain English on why, and what would be accepted."""

    file: str
    message: str


Answer: TypeAlias = UploadRead | WhichSheet | Refused


class Unreadable(Exception):
    """Inside this package: the whole file is refused with this message."""


def place_of(row: int, column: str) -> str:
    return f"row {row}, column {column}" if column else f"row {row}"


def cells_of(figure: FigureRow) -> dict[str, str]:
    """The row's cells as they would be typed, of the columns that it gives."""
    cells = {
        "code": figure.code,
        "period": figure.period.written,
        "value": figure.value_text,
        "numerator": "" if figure.numerator is None else plain(figure.numerator),
        "denominator": "" if figure.denominator is None else plain(figure.denominator),
        "status": figure.status.value if "status" in figure.given else "",
        "reason": figure.reason,
        "judged": "" if figure.judged is None else figure.judged.value,
        "note": figure.note,
    }
    return {name: text for name, text in cells.items() if text}
