"""CSV as people have it: any usual encoding and separator, told by what is in the file, and said."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Final

from indicators.importing.problems import quoted
from indicators.importing.uploads.answers import Unreadable
from indicators.importing.uploads.grids import Grid, GridRow, check_size, cleaned
from indicators.importing.uploads.headers import HEAD_ROWS, Header, best_header, no_header
from indicators.importing.uploads.limits import Limits

SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
UTF8_ADVICE: Final = "accepted: UTF-8 (in a spreadsheet, save as “CSV UTF-8”)"
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig", ""),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_SAMPLE: Final = 4096
HEAD_CHARACTERS: Final = 500_000
HEAD_COLUMNS: Final = 16_384
"""The headings are looked for so far down and so far to the right; past that a file is none that people look at."""


def read_text(file: str, data: bytes, limits: Limits) -> tuple[Grid, Header, list[str]]:
    """The rows below the header, the header, and what was assumed. Raises `Unreadable`."""
    text, notices = _decoded(file, data)
    if "\0" in text:
        number = sum(1 for _ in csv.reader(io.StringIO(text[: text.index("\0")], newline=""))) or 1
        raise Unreadable(f"{quoted(file)}, row {number}, holds a NUL byte, which no text has; {UTF8_ADVICE}")
    text, named = _without_hint(text)
    found: list[tuple[Header, str]] = []
    heads: list[list[GridRow]] = []
    for separator in (named,) if named else SEPARATORS:
        heads.append(_head(text, separator))
        header = best_header(heads[-1])
        if header is not None:
            found.append((header, separator))
    if not found:
        rows = max(heads, key=lambda head: sum(len(row.cells) for row in head))
        if not rows:  # not even one record
            list(_records(file, text, ",", limits))
        raise Unreadable(no_header(file, rows))
    header, separator = max(found, key=lambda one: len(one[0].columns) + len(one[0].periods))
    if separator != ",":
        notices.append(f"The cells are parted by {SEPARATORS.get(separator, quoted(separator))}.")
    rows_below = (row for row in _records(file, text, separator, limits) if row.number > header.row)
    return Grid("", rows_below, separated=True), header, notices


def _decoded(file: str, data: bytes) -> tuple[str, list[str]]:
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            notices = [f"The file is written in {name}."] if name else []
            return _strictly(file, data, encoding), notices
    if encoding := _unmarked_utf_16(data):
        return _strictly(file, data, encoding), ["The file is written in UTF-16."]
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        first = data[error.start]
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError as error:
        place = f"the byte 0x{data[error.start]:02X}, which is neither UTF-8 nor Windows-1252"
        raise Unreadable(f"{quoted(file)} holds {place}; {UTF8_ADVICE}") from error
    sign = bytes([first]).decode("windows-1252")
    notice = f"The file is not UTF-8 and was read as Windows-1252, as older programs save it: see that {sign} is right."
    return text, [notice]


def _strictly(file: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        row = error.object[: error.start].decode(encoding, errors="replace").count("\n") + 1
        raise Unreadable(f"{quoted(file)} says that it is {name}, but row {row:,} is not; {UTF8_ADVICE}") from error


def _unmarked_utf_16(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of plain English is then nought."""
    sample = data[:_SAMPLE]
    for encoding, noughts, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if len(letters) > 4 and noughts.count(0) > len(noughts) * 0.7 and letters.count(0) == 0:
            return encoding
    return ""


def _without_hint(text: str) -> tuple[str, str]:
    """The text below Excel's own first line `sep=;`, and that separator; most files have none."""
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"')
    if len(hint) == 5 and hint.lower().startswith("sep=") and hint[4] not in '"\r':
        return rest, hint[4]
    if first.rstrip("\r").lower() == "sep=\t":
        return rest, "\t"
    return text, ""


def _head(text: str, separator: str) -> list[GridRow]:
    """The first rows with content, as far as they are CSV with this separator. Which problems they have, is told when
    the file is read with the separator that was chosen."""
    head: list[GridRow] = []
    with suppress(Unreadable):
        for row in islice(_records("", text[:HEAD_CHARACTERS], separator, None), HEAD_ROWS):
            head.append(GridRow(row.number, row.cells[:HEAD_COLUMNS]))
    return head


def _records(file: str, text: str, separator: str, limits: Limits | None) -> Iterator[GridRow]:
    """Each record with content. Raises `Unreadable` where the text stops being CSV, or is too large."""
    number = count = 0
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            if not any(record):
                continue  # before more is done: a file may have millions of such rows
            cells = [cleaned(cell) for cell in record]
            if not any(cells):
                continue
            count += 1
            if limits is not None:
                check_size(file, number, count, cells, limits)
            yield GridRow(number, cells)
    except csv.Error as error:
        why = str(error).replace("\t", "tab")
        raise Unreadable(
            f"{quoted(file)} is not CSV from row {number + 1} on ({why}); accepted: a text that holds a separator, a "
            "line break or a quotation mark in quotation marks, with quotation marks inside it doubled"
        ) from error
