"""The blank template of a round, to fill in and upload: one row for each figure that is due.

As CSV (UTF-8 with a byte-order mark, for Excel) and as a workbook, with the same columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from indicators.domain.definitions import Colour, Unit
from indicators.domain.periods import Period
from indicators.domain.series import Status
from indicators.spreadsheets import cell_text

SHEET: Final = "Figures"
COLUMNS: Final = (
    *("code", "name", "unit", "period", "value", "numerator", "denominator", "status", "reason", "judged", "note"),
)
GIVEN: Final = ("code", "name", "unit", "period")
WIDTHS: Final = {"code": 10, "name": 60, "unit": 12, "period": 14, "reason": 30, "note": 30}
"""In letters; other columns are as wide as their headings need."""
NARROWEST: Final = 13
_CHOICES: Final = {
    "status": tuple(status.value for status in Status),
    "judged": (Colour.RED.value, Colour.AMBER.value, Colour.GREEN.value),
}


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row of the blank template: a figure that the round waits for."""

    code: str
    name: str
    unit: Unit
    period: Period

    @property
    def cells(self) -> tuple[str, ...]:
        """What the template says of it, in the order of `GIVEN`."""
        return (self.code, self.name, self.unit.value, self.period.written)


def template_csv(due: Iterable[TemplateRow]) -> bytes:
    """UTF-8 with a byte-order mark, commas, LF line ends; text is defused."""
    due = list(due)
    columns = _columns(due)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    empty = [""] * (len(columns) - len(GIVEN))
    for one in due:
        writer.writerow([*map(cell_text, one.cells), *empty])
    return lines.getvalue().encode("utf-8-sig")


def template_xlsx(due: Iterable[TemplateRow]) -> bytes:
    """A workbook with one sheet: the headings stay in sight, status and judged are chosen from lists. Text is defused,
    and codes and periods are cells of text, so that no spreadsheet makes a date of them."""
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
    from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]

    due = list(due)
    columns = _columns(due)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.append(columns)
    for one in due:
        sheet.append([cell_text(cell) for cell in one.cells])
    for row in sheet.iter_rows(min_row=2, max_col=len(GIVEN)):
        for cell in row:
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for number, name in enumerate(columns, 1):
        sheet.cell(1, number).font = Font(bold=True)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDTHS.get(name, NARROWEST)
        if due and name in _CHOICES:
            choice = DataValidation(type="list", formula1=f'"{",".join(_CHOICES[name])}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{len(due) + 1}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = sheet.cell(2, 3)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _columns(due: Sequence[TemplateRow]) -> list[str]:
    """All, but `judged` only where a figure is a judgement."""
    judged = any(one.unit is Unit.JUDGEMENT for one in due)
    return [name for name in COLUMNS if name != "judged" or judged]
