"""A sheet as the reader of figures sees it: rows of text, whether it came as CSV or as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from indicators.importing.problems import quoted
from indicators.importing.uploads.answers import Unreadable
from indicators.importing.uploads.limits import Limits
from indicators.spreadsheets import armed

NO_FLAWS: Final[Mapping[int, str]] = {}
EPOCH_1900: Final = date(1899, 12, 30)
"""Day 0 of most spreadsheets: day 61 is 1 March 1900, as in every calendar; no figure is older."""
EPOCH_1904: Final = date(1904, 1, 1)

_ODD_SPACES: Final = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u200b": None, "\ufeff": None})


@dataclass(frozen=True, slots=True)
class GridRow:
    """`number` as the spreadsheet shows it, from 1. `cells` are cleaned, from the first column on, and end where the
    row does. By place in the row (from 0), `flaws` says what makes a cell unreadable and `longer` names the numbers
    that hold more decimal places than they show."""

    number: int
    cells: list[str]
    flaws: Mapping[int, str] = field(default_factory=lambda: NO_FLAWS)
    longer: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A block of merged cells: rows from 1 and places from 0, all included."""

    top: int
    bottom: int
    left: int
    right: int
    reference: str

    @property
    def is_wide(self) -> bool:
        return self.right > self.left


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, its rows read as they are asked for; only rows with content.

    `separated` says that cells are told apart by a separator, so that one too many shifts the row. `hidden_rows`
    grows while the rows are read.
    """

    sheet: str
    rows: Iterator[GridRow]
    separated: bool = False
    merged: tuple[Merged, ...] = ()
    epoch: date = EPOCH_1900
    hidden_columns: Set[int] = frozenset()
    hidden_rows: Sequence[int] = ()


def cleaned(text: str) -> str:
    """A cell's text without spaces around it, with plain spaces inside, and without the apostrophe that marks text."""
    if not text.isascii():
        text = text.translate(_ODD_SPACES)
    return armed(text.strip())


def one_line(text: str) -> str:
    """A heading as it is quoted, its line breaks and double spaces made single ones."""
    return " ".join(text.split())


def letters(place: int) -> str:
    """A column's name in a spreadsheet: A for place 0, AA for place 26."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def check_size(file: str, number: int, count: int, cells: list[str], limits: Limits) -> None:
    """Raises `Unreadable` for one row or one filled column too many."""
    if count > limits.rows:
        raise Unreadable(
            f"{quoted(file)} has more than {limits.rows:,} rows; accepted: at most {limits.rows:,}, so a larger table "
            "in several files, such as one a year"
        )
    if len(cells) > limits.columns:
        filled = len(cells) - next(at for at, cell in enumerate(reversed(cells)) if cell)
        if filled > limits.columns:
            raise Unreadable(
                f"{quoted(file)}, row {number}, has {filled:,} columns; accepted: at most {limits.columns}, so the "
                "newest periods alone"
            )
