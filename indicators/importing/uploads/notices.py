"""What is said to the person who uploads a file that was read: what was assumed, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from indicators.importing.problems import listed, quoted
from indicators.importing.uploads.answers import Shape, place_of
from indicators.importing.uploads.grids import Grid, letters
from indicators.importing.uploads.headers import Header

MOST_NAMED: Final = 8


@dataclass(slots=True)
class Noted:
    """What the reader of rows saw. Rows are numbers, columns places from 0."""

    any_row: bool = False
    serial: str = ""
    without_figure: list[int] = field(default_factory=list)
    nameless: set[int] = field(default_factory=set)
    longer: int = 0
    first_longer: str = ""

    def note_longer(self, row: int, column: str, text: str) -> None:
        """A value that holds more than its cell shows."""
        self.longer += 1
        self.first_longer = self.first_longer or f"{place_of(row, column)} is read as {quoted(text)}"


def notices_of(noted: Noted, header: Header, grid: Grid) -> Iterator[str]:
    """Sentences, the weightier first."""
    if not noted.any_row:
        yield f"Nothing stands below the headings in row {header.row}."
    if noted.longer:
        values = "value holds" if noted.longer == 1 else "values hold"
        yield (
            f"{noted.longer:,} {values} more than the sheet shows, as calculated ones do. Read was what is held, "
            f"to six decimal places: {noted.first_longer}."
        )
    if noted.serial:
        yield f"A number for a period was read as a day as spreadsheets count days: {noted.serial}."
    if header.judged_is_rating:
        heading = quoted(header.headings["judged"])
        yield f"The column {heading} was read in rows without a value only, as a judgement."
    if header.ignored:
        why = ", as they are neither the code nor a period" if header.shape is Shape.WIDE else ""
        yield f"Columns not read{why}: {_some([quoted(one) for one in header.ignored])}."
    if noted.nameless:
        columns = _some([letters(place) for place in sorted(noted.nameless)])
        yield f"Columns without a heading, not read: {columns}."
    if noted.without_figure:
        rows = _some([str(row) for row in noted.without_figure])
        yield f"Rows without a figure, a status or a note, left out: {rows}."
    read = {*header.columns.values(), *(column.place for column in header.periods)}
    if hidden := sorted(read & grid.hidden_columns):
        yield f"Columns that are hidden in the sheet were read too: {_some([letters(place) for place in hidden])}."
    if rows_hidden := [row for row in grid.hidden_rows if row > header.row]:
        yield f"Rows that are hidden in the sheet were read too: {_some([str(row) for row in rows_hidden])}."


def _some(words: Sequence[str]) -> str:
    if len(words) <= MOST_NAMED:
        return listed(tuple(words), "and")
    return f"{', '.join(words[:MOST_NAMED])} and {len(words) - MOST_NAMED:,} more"
