"""Reads one CSV file of the data format: header, rows and cells, and all that is wrong with each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from indicators.importing.problems import Problem, listed, quoted
from indicators.importing.rows import PartRow, Row, code_key
from indicators.importing.sheets import Column, Sheet
from indicators.importing.values import ValueProblem

LARGEST_FILE: Final = 50 * 1024 * 1024
UNREADABLE_MARK: Final = "\ufffd"
UTF8_ADVICE: Final = "accepted: UTF-8 (in a spreadsheet, save as “CSV UTF-8”)"


@dataclass(slots=True)
class SheetRead:
    """What one file gave. `left_out` holds what identifies each row that could not be read whole; `incomplete` says
    that not even that is known, so nothing may be concluded from a row's absence."""

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    part_rows: list[PartRow] = field(default_factory=list)
    left_out: set[tuple[Any, ...]] = field(default_factory=set)
    incomplete: bool = False

    def problem(self, row: int | None, column: str, value: str, message: str) -> None:
        self.problems.append(Problem(self.sheet.file, row, column, value, message))

    def unreadable(self, row: int | None, message: str) -> None:
        """The file, or all of it from that row on, cannot be read."""
        self.incomplete = True
        self.problem(row, "", "", message)


def read_sheet(sheet: Sheet, path: Path) -> SheetRead:
    """All rows of the file and all its problems; never raises for what the file holds."""
    read = SheetRead(sheet)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        read.unreadable(None, f"the file cannot be read: {error.strerror}")
        return read
    if size > LARGEST_FILE:
        read.unreadable(None, f"the file has {size:,} bytes; accepted: at most {LARGEST_FILE:,}")
        return read
    text, cleanly = _decoded(data, read)
    if text is not None:
        _read_text(text, cleanly, read)
    return read


def _decoded(data: bytes, read: SheetRead) -> tuple[str | None, bool]:
    """The text, and whether every byte of it could be read. None where reading on makes no sense."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        read.unreadable(None, f"the file is UTF-16; {UTF8_ADVICE}")
        return None, False
    if (place := data.find(b"\0")) >= 0:
        read.unreadable(_row_at(data, place), f"the row holds a NUL byte, which no text has; {UTF8_ADVICE}")
        return None, False
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError as error:
        read.problem(
            _row_at(data, error.start), "", "", f"the byte 0x{data[error.start]:02X} is not UTF-8; {UTF8_ADVICE}"
        )
    return data.decode("utf-8-sig", errors="replace"), False


def _row_at(data: bytes, place: int) -> int:
    """The number of the row in which a byte stands."""
    before = data[:place].decode("utf-8", errors="replace")
    try:
        return max(sum(1 for _ in csv.reader(io.StringIO(before + "x", newline=""))), 1)
    except csv.Error:
        return before.count("\n") + 1


def _read_text(text: str, cleanly: bool, read: SheetRead) -> None:
    sheet = read.sheet
    header_accepted = f"accepted: a header row with the columns {listed(sheet.required, 'and')}"
    if not text.strip():
        read.unreadable(None, f"the file is empty; {header_accepted}")
        return
    records = _records(text, read)
    header = next(records, None)
    if header is None:
        return
    if not any(header[1]):
        read.unreadable(1, f"the row is empty; {header_accepted}")
        return
    if len(header[1]) == 1 and any(mark in header[1][0] for mark in ";\t"):
        read.unreadable(1, f"the header {quoted(header[1][0])} is one cell; accepted: commas between the cells")
        return
    columns = _columns(header[1], read)
    given = frozenset(column.name for column in columns if column is not None)
    whole = all(name in given for name in sheet.required)
    seen: dict[tuple[Any, ...], Row] = {}
    for number, cells in records:
        if not any(cells):
            continue
        if len(cells) != len(columns):
            read.problem(
                number,
                "",
                "",
                f"the row has {len(cells)} cells where the header has {len(columns)}; accepted: one cell for each "
                "column (a text with a comma stands in quotation marks)",
            )
            cells = cells[: len(columns)]
            _leave_out(_values(columns, cells, number, None, True)[0], read)
            continue
        values, right = _values(columns, cells, number, read, cleanly)
        if not right or not whole:
            read.part_rows.append(PartRow(sheet.file, number, values))
            _leave_out(values, read)
            continue
        row = sheet.row_type(row=number, given=given, **values)
        _add(row, values, seen, read)


def _records(text: str, read: SheetRead) -> Iterator[tuple[int, list[str]]]:
    """Each record with its row number; ends with a problem where the file stops being CSV."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        read.unreadable(
            number + 1,
            f"the row is not CSV from here on ({error}); accepted: commas between cells, and a text that holds a "
            "comma, a line break or a quotation mark in quotation marks, with quotation marks inside it doubled",
        )


def _columns(names: list[str], read: SheetRead) -> list[Column | None]:
    """The column each cell belongs to; None for cells that cannot be read."""
    sheet = read.sheet
    known = {column.name: column for column in sheet.columns}
    columns: list[Column | None] = []
    for place, name in enumerate(names, 1):
        column = known.get(name)
        if column is not None and column in columns:
            read.problem(1, name, name, f"the column {name} stands twice; accepted: each column once")
            column = None
        elif not name:
            read.problem(1, "", "", f"column {place} has no name; accepted: {_accepted_columns(sheet)}")
        elif column is None:
            read.problem(1, name, name, _unknown_column(name, sheet))
        columns.append(column)
    for name in sheet.required:
        if known[name] not in columns:
            read.problem(1, name, "", f"the column {name} is missing; required: {listed(sheet.required, 'and')}")
            read.incomplete = read.incomplete or name in sheet.identity
    return columns


def _unknown_column(name: str, sheet: Sheet) -> str:
    near = get_close_matches(name.lower().replace(" ", "_"), [column.name for column in sheet.columns], n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"{quoted(name)} is not a column of this file; {hint}accepted: {_accepted_columns(sheet)}"


def _accepted_columns(sheet: Sheet) -> str:
    return ", ".join((*sheet.required, *sheet.optional))


def _values(
    columns: list[Column | None], cells: list[str], number: int, read: SheetRead | None, cleanly: bool
) -> tuple[dict[str, Any], bool]:
    """The fields of a row, and whether all its cells were right. Without `read` problems are not reported."""
    values: dict[str, Any] = {}
    right = True
    for column, cell in zip(columns, cells, strict=False):
        if column is None:
            continue
        if not cell:
            if column.required:
                right = False
                if read is not None:
                    read.problem(number, column.name, "", f"the cell is empty; accepted: {column.name} in every row")
            continue
        if not cleanly and UNREADABLE_MARK in cell:
            right = False  # said once, for the first such byte of the file
            continue
        try:
            values[column.name] = column.read(cell)
        except ValueProblem as problem:
            right = False
            if read is not None:
                read.problem(number, column.name, cell, str(problem))
        if column.typed_field:
            values[column.typed_field] = cell
    return values, right


def _identity(values: dict[str, Any], sheet: Sheet) -> tuple[Any, ...]:
    """What no two rows may share; codes whatever their case."""
    return tuple(code_key(values[name]) if name == "code" else values[name] for name in sheet.identity)


def _leave_out(values: dict[str, Any], read: SheetRead) -> None:
    if all(name in values for name in read.sheet.identity):
        read.left_out.add(_identity(values, read.sheet))


def _add(row: Row, values: dict[str, Any], seen: dict[tuple[Any, ...], Row], read: SheetRead) -> None:
    """Keeps the row unless an earlier one is about the same thing."""
    earlier = seen.setdefault(_identity(values, read.sheet), row)
    if earlier is row:
        read.rows.append(row)
        return
    columns = read.sheet.identity
    found = ", ".join(str(values[name]) for name in columns)
    spelt_alike = "code" not in columns or getattr(earlier, "code", "") == values["code"]
    why = "" if spelt_alike else " (codes are compared without case)"
    read.problem(
        row.row,
        columns[-1],
        found,
        f"{quoted(found)} stands in row {earlier.row} already{why}; accepted: one row for each "
        f"{listed(columns, 'and')}",
    )
