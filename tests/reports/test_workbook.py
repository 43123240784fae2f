"""The spreadsheet: read back with openpyxl, every number a number and no cell a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reports.exports import dashboard_csv, dashboard_xlsx
from tests.reports import sample_cards

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(dashboard_xlsx(sample_cards.dashboard())))


def row_of(book: Workbook, sheet: str, code: str, header: int = 1) -> dict[str, Any]:
    page = book[sheet]
    names = [cell.value for cell in page[header]]
    found = next(row for row in page.iter_rows(min_row=header + 1) if row[0].value == code)
    return dict(zip(names, found, strict=True))


def test_sheets_with_bold_headers_that_stay_in_sight(book: Workbook) -> None:
    assert book.sheetnames == ["Dashboard", "Figures", "Exceptions", "About"]
    assert [page.freeze_panes for page in book] == ["C5", "A2", "A2", "A2"]
    assert all(cell.font.bold for cell in book["Dashboard"][4])
    assert all(cell.font.bold for cell in book["Figures"][1])
    assert book["Dashboard"]["A1"].value == "Norfolk County Council: Adult Social Care Committee, January 2017"


def test_numbers_are_numbers_with_the_places_and_signs_they_are_printed_with(book: Workbook) -> None:
    row = row_of(book, "Dashboard", "C01", 4)
    assert (row["Mar 16"].value, row["Mar 16"].number_format) == (38.5, '#,##0.0"%"')
    assert (row["Target"].value, row["Target to"].value) == (40, 60)
    money = row_of(book, "Dashboard", "'=1+1", 4)["Jan 17"]
    assert (money.value, money.number_format) == (-2207, '"£"#,##0.00')
    assert row_of(book, "Dashboard", "A03", 4)["Jan 16"].number_format == "#,##0"


def test_a_missing_figure_shows_its_reason_and_one_never_due_nothing(book: Workbook) -> None:
    assert row_of(book, "Dashboard", "A03", 4)["Jan 17"].value == "Awaited"
    assert row_of(book, "Dashboard", "C01", 4)["Jan 16"].value is None
    assert row_of(book, "Dashboard", "P(1)/x", 4)["Mar 16"].value == "Amber"


def test_figures_are_the_rows_of_the_csv(book: Workbook) -> None:
    content = dashboard_csv(sample_cards.dashboard()).decode()
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    page = list(book["Figures"].iter_rows(min_row=2, values_only=True))
    assert len(page) == len(rows)
    for cells, row in zip(page, rows, strict=True):
        assert cells[3] == (float(row["value"]) if row["value"] else None)
        assert cells[:3] == (row["code"], row["name"], row["period"])


def test_no_cell_is_a_formula(book: Workbook) -> None:
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value).startswith(FORMULAS) or isinstance(cell.value, int | float)


def test_about_says_of_whom_and_as_at_when(book: Workbook) -> None:
    about = [(row[0].value, row[1].value) for row in book["About"].iter_rows(min_row=2)]
    assert ("Council", "Norfolk County Council") in about
    assert ("As at", "January 2017") in about
    assert ("Note on A09", "The figure is provisional.") in about


def test_columns_are_wide_enough_to_read(book: Workbook) -> None:
    widths = book["Dashboard"].column_dimensions
    assert widths["B"].width == 60
    assert 8 <= widths["F"].width <= 20


def test_without_indicators() -> None:
    empty = replace(sample_cards.dashboard(), every=(), cards=(), exceptions=(), nearly=(), left_out=())
    assert openpyxl.load_workbook(io.BytesIO(dashboard_xlsx(empty)))["Figures"].max_row == 1


@settings(max_examples=8)
@given(st.text(max_size=20))
@example("\x00\x0b=1")
@example("\ufffe\uffff")
@example("a\r\nb")
def test_any_name_can_be_written_and_none_is_a_formula(name: str) -> None:
    card = replace(sample_cards.a03(), name=name)
    one = replace(sample_cards.dashboard(), every=(card,), cards=(), exceptions=(card,), nearly=(), left_out=())
    content = dashboard_xlsx(one)
    cell = openpyxl.load_workbook(io.BytesIO(content))["Dashboard"]["B5"]
    assert cell.data_type != "f"
    assert not str(cell.value or "").startswith(("=", "+", "-", "@"))
