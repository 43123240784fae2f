"""Refused rows written back as CSV, with what is wrong with each: to mend, and to upload again.

Always tidy, one row a figure: so a mended list holds exactly what was refused. UTF-8 with a byte-order mark, without
which Excel takes £ for two letters.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from indicators.importing.uploads.answers import FIGURE_COLUMNS, RefusedRow
from indicators.importing.uploads.defusing import defused_number
from indicators.spreadsheets import cell_text

WHAT_IS_WRONG: Final = "what_is_wrong"
WHERE: Final = "where"
NUMBERS: Final = frozenset({"value", "numerator", "denominator"})
_ALWAYS: Final = ("code", "period", "value")


def refused_csv(rows: Iterable[RefusedRow]) -> bytes:
    """The rows as typed, by the columns of the data format that any of them fills; then where each stood and what is
    wrong. Text that a spreadsheet would take for a formula is defused, and read back as it was."""
    rows = list(rows)
    filled = {name for row in rows for name, text in row.cells.items() if text}
    columns = [name for name in FIGURE_COLUMNS if name in filled or name in _ALWAYS]
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([*columns, WHERE, WHAT_IS_WRONG])
    for row in rows:
        cells = [_cell(name, row.cells.get(name, "")) for name in columns]
        wrong = "; ".join(_said(row, problem.column, problem.message) for problem in row.problems)
        writer.writerow([*cells, cell_text(row.place), cell_text(wrong)])
    return lines.getvalue().encode("utf-8-sig")


def _cell(name: str, text: str) -> str:
    return defused_number(text) if name in NUMBERS else cell_text(text)


def _said(row: RefusedRow, column: str, message: str) -> str:
    return f"{column}: {message}" if column and column != row.column else message
