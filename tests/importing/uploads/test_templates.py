"""The blank template of a round: what it holds, and that it is read back once it is filled in."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from indicators.domain import periods
from indicators.domain.definitions import Unit
from indicators.importing.uploads import Shape, TemplateRow, template_csv, template_xlsx
from tests.importing.uploads.uploaded import read

DECEMBER, QUARTER = periods.month(2016, 12), periods.quarter(2016, 3)
DUE = [
    TemplateRow("A01", "% of people still at home, “91 days” on", Unit.PERCENT, DECEMBER),
    TemplateRow("-2", '=HYPERLINK("http://example.org")', Unit.POUNDS, QUARTER),
    TemplateRow("1A(1)/2", "@people\rwith + a review\x07", Unit.PER_100K, periods.year(2016)),
]
COLUMNS = ["code", "name", "unit", "period", "value", "numerator", "denominator", "status", "reason", "note"]


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_as_csv() -> None:
    data = template_csv(DUE)
    assert data.startswith(b"\xef\xbb\xbfcode,name")
    assert rows_of(data) == [
        COLUMNS,
        ["A01", "% of people still at home, “91 days” on", "percent", "2016-12", *[""] * 6],
        ["'-2", '\'=HYPERLINK("http://example.org")', "pounds", "2016/17 Q3", *[""] * 6],
        ["1A(1)/2", "'@people\nwith + a review", "per_100k", "2016/17", *[""] * 6],
    ]


def test_as_a_workbook() -> None:
    book = load_workbook(io.BytesIO(template_xlsx(DUE)))
    (sheet,) = book.worksheets
    assert sheet.title == "Figures"
    assert [[cell.value for cell in row[:4]] for row in sheet.iter_rows()] == [
        COLUMNS[:4],
        ["A01", "% of people still at home, “91 days” on", "percent", "2016-12"],
        ["'-2", '\'=HYPERLINK("http://example.org")', "pounds", "2016/17 Q3"],
        ["1A(1)/2", "'@people\nwith + a review", "per_100k", "2016/17"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}, "no formula"
    assert {cell.number_format for cell in sheet["D"][1:]} == {"@"}, "no spreadsheet makes a date of a period"
    assert sheet.freeze_panes == "C2"
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == (
        "H2:H4",
        '"final,provisional,awaited,not_reportable,suppressed"',
    )


def test_judgements_have_a_column_for_their_colour() -> None:
    due = [*DUE, TemplateRow("P01", "Project", Unit.JUDGEMENT, QUARTER)]
    assert rows_of(template_csv(due))[0] == [*COLUMNS[:-1], "judged", "note"]
    sheet = load_workbook(io.BytesIO(template_xlsx(due))).worksheets[0]
    assert [str(choice.sqref) for choice in sheet.data_validations.dataValidation] == ["H2:H5", "J2:J5"]


@pytest.mark.parametrize("made", [template_csv, template_xlsx])
def test_blank_it_says_nothing(made: object) -> None:
    answer = read(made(DUE))  # type: ignore[operator]
    assert (answer.shape, answer.figures, answer.refused) == (Shape.TIDY, (), ())
    assert answer.notices == ("Rows without a figure, a status or a note, left out: 2, 3 and 4.",)
    assert list(answer.headings) == [name for name in COLUMNS if name not in ("name", "unit")]


@pytest.mark.parametrize("made", [template_csv, template_xlsx])
def test_with_nothing_due(made: object) -> None:
    assert read(made([])).figures == ()  # type: ignore[operator]


def test_filled_in_as_csv_it_is_read() -> None:
    rows = rows_of(template_csv(DUE))
    rows[1][4:6] = ["86.2%", "431"]
    rows[2][4] = "£1,050"
    rows[3][7:9] = ["not_reportable", "=system down"]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    first, second, third = (one.figure for one in read(text.getvalue()).figures)
    assert (first.code, first.period, first.value, first.numerator) == ("A01", DECEMBER, Decimal("86.2"), 431)
    assert (second.code, second.period, second.value) == ("-2", QUARTER, 1050)
    assert (third.code, third.period.written, third.reason) == ("1A(1)/2", "2016/17", "=system down")


def test_filled_in_as_a_workbook_it_is_read() -> None:
    book = load_workbook(io.BytesIO(template_xlsx(DUE)))
    sheet = book.worksheets[0]
    sheet["E2"], sheet["E3"], sheet["H4"], sheet["J4"] = 0.862, 1050.5, "awaited", "late"
    sheet["E2"].number_format = "0.0%"
    content = io.BytesIO()
    book.save(content)
    first, second, third = (one.figure for one in read(content.getvalue()).figures)
    assert (first.code, first.period, first.value) == ("A01", DECEMBER, Decimal("86.2"))
    assert (second.code, second.period, second.value) == ("-2", QUARTER, Decimal("1050.5"))
    assert (third.period.written, third.status, third.note) == ("2016/17", "awaited", "late")


CODES = st.from_regex(r"[A-Za-z0-9.()/\-]{0,23}[A-Za-z0-9]", fullmatch=True)
SOME_DUE = st.lists(
    st.builds(
        TemplateRow,
        CODES,
        st.text(max_size=40),
        st.sampled_from(Unit),
        st.one_of(
            st.builds(periods.month, st.integers(1900, 2199), st.integers(1, 12)),
            st.builds(periods.quarter, st.integers(1900, 2199), st.integers(1, 4)),
            st.builds(periods.year, st.integers(1900, 2199)),
        ),
    ),
    max_size=6,
    unique_by=lambda one: (one.code.lower(), one.period),
)


@given(SOME_DUE, st.sampled_from([template_csv, template_xlsx]))
def test_any_template_names_its_figures_again(due: list[TemplateRow], made: object) -> None:
    """A status is filled in, so that each row says something."""
    data: bytes = made(due)  # type: ignore[operator]
    if made is template_csv:
        rows = rows_of(data)
        for row in rows[1:]:
            row[7] = "awaited"
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        data = text.getvalue().encode()
    else:
        book = load_workbook(io.BytesIO(data))
        for row in book.worksheets[0].iter_rows(min_row=2):
            row[7].value = "awaited"
        content = io.BytesIO()
        book.save(content)
        data = content.getvalue()
    answer = read(data)
    assert answer.refused == ()
    assert [(one.figure.code, one.figure.period) for one in answer.figures] == [(one.code, one.period) for one in due]
