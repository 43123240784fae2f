"""An .xlsx file: its sheets, the texts and number formats they share, and which of them holds the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from typing import BinaryIO, Final

from indicators.importing.problems import listed, quoted
from indicators.importing.uploads.answers import Unreadable, WhichSheet
from indicators.importing.uploads.grids import EPOCH_1900, EPOCH_1904, Grid, GridRow
from indicators.importing.uploads.headers import HEAD_ROWS, Header, best_header, no_header
from indicators.importing.uploads.limits import Limits
from indicators.importing.uploads.number_formats import BUILT_IN, GENERAL, Format, format_of
from indicators.importing.uploads.workbook_parts import Parts
from indicators.importing.uploads.worksheet import Worksheet, unescaped

MACROS: Final = "vbaProject.bin"
MOST_SHEETS: Final = 250
LONGEST_NAME: Final = 100
"""Excel allows 31 characters, LibreOffice more. What is longer, or there twice, is told apart by a number."""
NAMED: Final = 10  # so many hidden sheets are named


@dataclass(slots=True)
class Workbook:
    """What its sheets share."""

    epoch: date = EPOCH_1900
    texts: list[str] = field(default_factory=list)
    formats: list[Format] = field(default_factory=list)
    visible: dict[str, str] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Looked:
    """A sheet whose first rows were looked at."""

    name: str
    head: list[GridRow]
    header: Header | None
    grid: Grid


def read_workbook(
    file: str, data: BinaryIO, sheet: str | None, limits: Limits
) -> tuple[Grid, Header, list[str]] | WhichSheet:
    """The rows below the header, the header and what was assumed; or the question which sheet. Raises `Unreadable`."""
    parts = Parts(file, data, limits)
    book = _shared(parts, parts.main())
    macros = any(name.endswith(MACROS) for name in parts.names)
    notices = ["The workbook has macros; they were not run."] if macros else []
    if book.hidden:
        plural = "s" if len(book.hidden) > 1 else ""
        names = [quoted(name) for name in book.hidden[:NAMED]]
        if len(book.hidden) > NAMED:
            names.append(f"{len(book.hidden) - NAMED:,} more")
        notices.append(f"Hidden sheet{plural} not read: {listed(names, 'and')}.")
    if sheet is not None and sheet not in book.visible:
        seen = listed([quoted(name) for name in book.visible]) if book.visible else "none"
        raise Unreadable(f"{quoted(sheet)} is no sheet of {quoted(file)} that can be seen; accepted: {seen}")
    asked = [sheet] if sheet is not None else list(book.visible)
    looked = [_look(parts, book, name, limits) for name in asked]
    filled = [one for one in looked if one.head]
    if not filled:
        raise Unreadable(f"{quoted(file)} has no visible sheet with content; accepted: a sheet with a row of headings")
    found = [(one, one.header) for one in filled if one.header is not None]
    if len(found) > 1:
        return WhichSheet(file, tuple(one.name for one, _ in found))
    if not found:
        nearest = max(filled, key=lambda one: sum(len(row.cells) for row in one.head))
        where = f"{file}, sheet {nearest.name}" if len(filled) > 1 else file
        raise Unreadable(no_header(where, nearest.head, nearest.grid.merged))
    (one, header), *_ = found
    if len(filled) > 1:
        others = listed([quoted(other.name) for other in filled if other is not one], "and")
        notices.append(f"The sheet {quoted(one.name)} was read; no headings of figures were recognised in {others}.")
    return one.grid, header, notices


def _look(parts: Parts, book: Workbook, name: str, limits: Limits) -> _Looked:
    worksheet = Worksheet(parts, book.visible[name], book.texts, book.formats, book.epoch, limits)
    rows = worksheet.rows()
    head = list(islice(rows, HEAD_ROWS))
    header = best_header(head, worksheet.merged, book.epoch)
    grid = Grid(
        sheet=name,
        rows=_below(header, head, rows),
        merged=worksheet.merged,
        epoch=book.epoch,
        hidden_columns=worksheet.hidden_columns,
        hidden_rows=worksheet.hidden_rows,
    )
    return _Looked(name, head, header, grid)


def _below(header: Header | None, head: list[GridRow], rows: Iterator[GridRow]) -> Iterator[GridRow]:
    first = 0 if header is None else header.row
    return (row for row in chain(head, rows) if row.number > first)


def _shared(parts: Parts, main: str) -> Workbook:
    related = parts.related(main)
    by_kind = dict(related.values())
    book = Workbook()
    _read_sheets(parts, main, related, book)
    if (styles := by_kind.get("styles", "")) in parts.names:
        book.formats = _formats(parts, styles)
    if (strings := by_kind.get("sharedStrings", "")) in parts.names:
        book.texts = _texts(parts, strings)
    return book


def _read_sheets(parts: Parts, main: str, related: Mapping[str, tuple[str, str]], book: Workbook) -> None:
    def start(tag: str, given: Mapping[str, str]) -> None:
        if tag == "workbookPr" and given.get("date1904") in ("1", "true"):
            book.epoch = EPOCH_1904
        elif tag == "sheet":
            identifier = next((value for key, value in given.items() if key.rpartition(":")[2] == "id"), "")
            kind, name = related.get(identifier, ("", ""))
            if kind != "worksheet" or name not in parts.names:
                return
            if given.get("state", "visible") != "visible":
                book.hidden.append(given.get("name", "")[:LONGEST_NAME])
                return
            if len(book.visible) == MOST_SHEETS:
                raise Unreadable(
                    f"{quoted(parts.file)} has more than {MOST_SHEETS} sheets; accepted: the sheet of figures alone"
                )
            book.visible[_told_apart(given.get("name", ""), book.visible)] = name

    parts.parse(main, start)


def _told_apart(name: str, taken: Collection[str]) -> str:
    """The sheet's name, with a number where another has it already."""
    found, number = name[:LONGEST_NAME], 2
    while found in taken:
        found = f"{name[: LONGEST_NAME - len(' (250)')]} ({number})"
        number += 1
    return found


def _formats(parts: Parts, name: str) -> list[Format]:
    """How each style shows numbers, by the style's number."""
    codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
    styles: list[str] = []
    inside = ""

    def start(tag: str, given: Mapping[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            codes[given.get("numFmtId", "")] = given.get("formatCode", GENERAL)
        elif tag in ("cellXfs", "cellStyleXfs"):
            inside = tag
        elif tag == "xf" and inside == "cellXfs":
            styles.append(given.get("numFmtId", ""))

    parts.parse(name, start)
    return [format_of(codes.get(style, GENERAL)) for style in styles]


def _texts(parts: Parts, name: str) -> list[str]:
    """The texts that cells name by number; phonetic hints (`rPh`) are no part of them."""
    texts: list[str] = []
    pieces: list[str] = []
    taking = hint = False

    def start(tag: str, given: Mapping[str, str]) -> None:
        nonlocal taking, hint
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            hint = True
        taking = tag == "t" and not hint

    def end(tag: str) -> None:
        nonlocal taking, hint
        taking = False
        if tag == "rPh":
            hint = False
        elif tag == "si":
            texts.append(unescaped(pieces))

    def text(piece: str) -> None:
        if taking:
            pieces.append(piece)

    parts.parse(name, start, end, text)
    return texts
