"""The dashboard as a spreadsheet: the table as it is printed, the figures one a row, the exceptions, and what it is.

Numbers are numbers with the places they were given; a percentage is 86.2 shown as "86.2%", the same number as in every
other file. Text is defused as in CSV.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indicators.spreadsheets import cell_text
from reports.cards import Dashboard, IndicatorCard
from reports.exports.delimited import (
    EXCEPTION_COLUMNS,
    FIGURE_COLUMNS,
    NUMBER_COLUMNS,
    Row,
    exception_rows,
    figure_rows,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NARROWEST: Final = 8
WIDEST: Final = 60
"""In letters. Longer text wraps."""
ABOUT_FIGURES: Final = (
    "Percentages are given as 86.2, shown as 86.2%.",
    "A cell with a word has no figure: the word says why. An empty cell was not due.",
    "A quarter or a year stands in the month in which it ends.",
)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with its unit, so that it can be written as a number and shown as printed."""

    digits: str
    unit: str

    @property
    def value(self) -> float:
        return float(self.digits)

    @property
    def shown_as(self) -> str:
        """The spreadsheet's number format: thousands commas, the places given, the unit's sign."""
        places = len(self.digits.partition(".")[2])
        shown = "#,##0" + ("." + "0" * places if places else "")
        return {"percent": f'{shown}"%"', "pounds": f'"£"{shown}'}.get(self.unit, shown)


Cell = Number | str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: lines above, a bold header that stays in sight, rows; the first `held` columns stay in sight too.

    One for people `wraps` long text; in one for programs a row is a line, which is also twice as quick to write.
    """

    name: str
    above: tuple[str, ...]
    header: tuple[str, ...]
    rows: list[list[Cell]]
    held: int = 0
    wraps: bool = True


def dashboard_xlsx(dashboard: Dashboard) -> bytes:
    """An Excel workbook. pandas and openpyxl are imported here: pages, which never need them, stay light."""
    import pandas as pd

    sheets = (_wide(dashboard), _figures(dashboard), _exceptions(dashboard), _about(dashboard))
    content = io.BytesIO()
    with pd.ExcelWriter(content, engine="openpyxl") as writer:
        writer.book.properties.title = _text(f"{dashboard.committee.name}, {dashboard.as_at.name}")
        writer.book.properties.creator = _text(dashboard.committee.council)
        for sheet in sheets:
            plain = [[cell.value if isinstance(cell, Number) else _text(cell) for cell in row] for row in sheet.rows]
            table = pd.DataFrame(plain, columns=list(sheet.header), dtype=object)
            table.to_excel(writer, sheet_name=sheet.name, startrow=len(sheet.above), index=False)
            _dress(writer.sheets[sheet.name], sheet)
    return content.getvalue()


def _text(words: str | None) -> str | None:
    return None if words is None else cell_text(words)


def _dress(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    header = len(sheet.above) + 1
    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    for line, words in enumerate(sheet.above, 1):
        cell = page.cell(line, 1, _text(words))
        cell.font = Font(bold=line == 1, size=14 if line == 1 else 11)
    for column in range(1, len(sheet.header) + 1):
        page.cell(header, column).font = Font(bold=True)
        page.cell(header, column).alignment = Alignment(vertical="bottom", wrap_text=True)
    for line, row in enumerate(sheet.rows, header + 1):
        for column, value in enumerate(row, 1):
            cell = page.cell(line, column)
            if isinstance(value, Number):
                cell.number_format = value.shown_as
            if sheet.wraps:
                cell.alignment = top if isinstance(value, Number) else wrapped
    for column, name in enumerate(sheet.header, 1):
        longest = max((_width(row[column - 1]) for row in sheet.rows), default=0)
        width = min(max(longest, len(name), NARROWEST) + 2, WIDEST)
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = page.cell(header + 1, sheet.held + 1)


def _width(cell: Cell) -> int:
    return len(cell.digits) + 3 if isinstance(cell, Number) else len(cell or "")


def _wide(dashboard: Dashboard) -> Sheet:
    """The table of the dashboard: a row an indicator, a column a month."""
    header = (
        *("Code", "Indicator", "Section", "Good is", "Unit"),
        *(month.label for month in dashboard.window),
        *("Target", "Target to", "Latest figure", "Latest period", "Rating"),
        *("Since the period before", "Since last year", "Exception"),
    )
    committee = dashboard.committee
    above = (f"{committee.council}: {committee.name}, {dashboard.as_at.name}", dashboard.summary, "")
    return Sheet("Dashboard", above, header, [list(_wide_row(card)) for card in dashboard.every], held=2)


def _wide_row(card: IndicatorCard) -> Iterator[Cell]:
    values = {entry.period: entry.value for entry in card.series}
    yield from (card.code, card.name, card.section, card.good_is_words, card.unit_words)
    for cell in card.cells:
        yield _number(values.get(cell.period.written), card) or cell.text or None
    yield from (_number(card.target_value, card), _number(card.target_to, card))
    if card.latest is None:
        yield from (None, None)
    else:
        yield from (_number(card.latest.value, card) or card.latest.text, card.latest.period.name)
    yield from (card.badge.word, card.since_previous.word, card.since_last_year.word)
    yield "; ".join(outcome.name for outcome in card.fired) if card.is_exception else None


def _number(digits: str | None, card: IndicatorCard) -> Number | None:
    return None if digits is None else Number(digits, card.unit)


def _figures(dashboard: Dashboard) -> Sheet:
    """The rows of the CSV file."""
    return Sheet("Figures", (), FIGURE_COLUMNS, _typed(dashboard, FIGURE_COLUMNS, figure_rows(dashboard)), wraps=False)


def _exceptions(dashboard: Dashboard) -> Sheet:
    rows = _typed(dashboard, EXCEPTION_COLUMNS, exception_rows(dashboard))
    return Sheet("Exceptions", (), EXCEPTION_COLUMNS, rows)


def _typed(dashboard: Dashboard, columns: Sequence[str], rows: Iterable[Row]) -> list[list[Cell]]:
    units = {card.code: card.unit for card in dashboard.every}
    return [
        [
            Number(cell, units[str(row[0])]) if cell and column in NUMBER_COLUMNS else cell
            for column, cell in zip(columns, row, strict=True)
        ]
        for row in rows
    ]


def _about(dashboard: Dashboard) -> Sheet:
    """What the workbook holds: of whom, as at when, by which rules."""
    committee = dashboard.committee
    rows: list[list[Cell]] = [
        ["Council", committee.council],
        ["Committee", committee.name],
        ["As at", dashboard.as_at.name],
        ["Months shown", f"{dashboard.window[0].name} to {dashboard.window[-1].name}"],
        ["In short", dashboard.summary],
        ["Age", dashboard.age],
        ["Source", f"Figures and targets recorded by {committee.council}; ratings, travel and exceptions computed."],
        *(["What is an exception", words] for words in dashboard.rules_words),
        *(["Figures", words] for words in ABOUT_FIGURES),
        *([f"Note on {card.code}", words] for card in dashboard.every for words in card.notes),
    ]
    return Sheet("About", (), ("About", ""), rows)
