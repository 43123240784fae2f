"""One sheet of an .xlsx file: its rows as text, its merged cells, what is hidden in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from indicators.importing.uploads.grids import GridRow, Merged, check_size, cleaned
from indicators.importing.uploads.limits import Limits
from indicators.importing.uploads.number_formats import GENERAL_FORMAT, Format, shown
from indicators.importing.uploads.workbook_parts import Parts

LAST_COLUMN: Final = 16_384
LAST_ROW: Final = 1_048_576
NO_RESULT: Final = (
    "the cell holds a formula without a stored result; accepted: the workbook opened and saved in a spreadsheet "
    "program, or the number itself"
)
_MERGED: Final = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
)
_OVERLAP: Final = 300
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(pieces: Sequence[str]) -> str:
    """A text's pieces as one, with the characters that Excel writes as `_x000D_`."""
    text = "".join(pieces)
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return "\ufffd" if "\ud800" <= letter <= "\udfff" else letter


class Worksheet:
    """Read once, row by row; `hidden_rows` are those up to the row that was read last."""

    def __init__(
        self, parts: Parts, name: str, texts: Sequence[str], formats: Sequence[Format], epoch: date, limits: Limits
    ) -> None:
        self._parts, self._name, self._texts = parts, name, texts
        self._styles = {str(number): style for number, style in enumerate(formats)}
        self._epoch, self._limits = epoch, limits
        self.merged = tuple(self._merged())
        self.hidden_columns: set[int] = set()
        self.hidden_rows: list[int] = []
        self._places: dict[str, int] = {}
        self._ready: list[GridRow] = []
        self._row = self._count = 0
        self._begin_row()
        self._begin_cell({})
        self._taking = self._hint = False

    def _begin_row(self) -> None:
        self._cells: dict[int, str] = {}
        self._flaws: dict[int, str] = {}
        self._longer: list[int] = []
        self._place = -1

    def _begin_cell(self, given: Mapping[str, str]) -> None:
        self._type, self._style = given.get("t", "n"), given.get("s", "")
        self._place = self._place_of(given.get("r", ""))
        self._is_formula = False
        self._pieces: list[str] = []

    def rows(self) -> Iterator[GridRow]:
        """The rows with content. Raises `Unreadable`."""
        for _ in self._parts.parsing(self._name, self._start, self._end, self._text):
            yield from self._ready
            self._ready.clear()

    def _merged(self) -> Iterator[Merged]:
        """They stand behind the rows, yet the headings need them: so they are looked for first, as bytes."""
        kept = b""
        for chunk in self._parts.chunks(self._name):
            text = kept + chunk
            last = 0
            for found in _MERGED.finditer(text):
                left, top, right, bottom = found.groups()
                last = found.end()
                yield Merged(
                    int(top),
                    int(bottom),
                    _place(left.decode()),
                    _place(right.decode()),
                    f"{left.decode()}{top.decode()}:{right.decode()}{bottom.decode()}",
                )
            kept = text[max(last, len(text) - _OVERLAP) :]

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "c":
            self._begin_cell(given)
        elif tag == "v" or tag == "t":
            self._taking = not self._hint
        elif tag == "f":
            self._is_formula = True
        elif tag == "rPh":
            self._hint = True
        elif tag == "row":
            self._begin_row()
            self._row = self._number(given.get("r", ""), self._row + 1)
            if given.get("hidden") in ("1", "true"):
                self.hidden_rows.append(self._row)
        elif tag == "col" and given.get("hidden") in ("1", "true"):
            first = self._number(given.get("min", ""), 1)
            last = min(self._number(given.get("max", ""), first), LAST_COLUMN)
            self.hidden_columns.update(range(first - 1, last))

    def _text(self, piece: str) -> None:
        if self._taking:
            self._pieces.append(piece)

    def _end(self, tag: str) -> None:
        if tag == "v" or tag == "t":
            self._taking = False
        elif tag == "c":
            self._end_cell()
        elif tag == "rPh":
            self._hint = False
        elif tag == "row":
            self._end_row()

    def _end_cell(self) -> None:
        stored = unescaped(self._pieces) if self._pieces else ""
        kind, place = self._type, self._place
        if not stored:
            if self._is_formula and kind != "str":
                self._flaws[place] = NO_RESULT
            return
        if kind == "s":
            text = cleaned(self._shared_text(stored))
        elif kind == "n":
            text, longer = shown(stored.strip(), self._styles.get(self._style, GENERAL_FORMAT), self._epoch)
            if longer:
                self._longer.append(place)
        elif kind == "b":
            text = "TRUE" if stored.strip() == "1" else "FALSE"
        else:  # texts in place, results that are texts, errors, and days in ISO form
            text = cleaned(stored)
        if text:
            self._cells[place] = text

    def _end_row(self) -> None:
        if not self._cells and not self._flaws:
            return
        width = max([*self._cells, *self._flaws]) + 1
        cells = [""] * width
        for place, text in self._cells.items():
            cells[place] = text
        self._count += 1
        check_size(self._parts.file, self._row, self._count, cells, self._limits)
        self._ready.append(GridRow(self._row, cells, self._flaws, tuple(self._longer)))

    def _shared_text(self, number: str) -> str:
        at = int(number) if number.strip().isdecimal() else -1
        if not 0 <= at < len(self._texts):
            raise self._parts.damaged(self._name)
        return self._texts[at]

    def _place_of(self, reference: str) -> int:
        """The place of a cell; one without a reference follows the cell before it."""
        if not reference:
            return self._place + 1
        letters = reference.rstrip("0123456789")
        place = self._places.get(letters)
        if place is None:
            if _CELL.fullmatch(reference) is None:
                raise self._parts.damaged(self._name)
            place = self._places[letters] = _place(letters)
        if place >= LAST_COLUMN:
            raise self._parts.damaged(self._name)
        return place

    def _number(self, text: str, otherwise: int) -> int:
        if not text:
            return otherwise
        if not (text.isascii() and text.isdecimal() and len(text) <= 7 and 1 <= int(text) <= LAST_ROW):
            raise self._parts.damaged(self._name)
        return int(text)


def _place(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
