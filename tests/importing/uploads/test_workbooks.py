"""Workbooks as spreadsheet programs write them: dates, percentages, formulas, merged cells, several sheets."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.worksheet.worksheet import Worksheet

from indicators.importing.uploads import Shape, WhichSheet
from tests.importing.uploads.uploaded import (
    HEADINGS,
    answer_to,
    book,
    only_value,
    packed,
    raw_row,
    raw_workbook,
    read,
    refusal,
    said,
    values,
    workbook,
)

HEADER = ("code", "period", "value")
ROW = ("A01", "2016-12", 86.2)
NUMBERS = "accepted: a number such as 86.2, 86.2%, 2,207, £1,050, -3.3 or (1.2) for minus 1.2"
NAME = "figures.xlsx"


def formatted(**formats: str) -> Any:
    def dress(sheet: Worksheet) -> None:
        for cell, number_format in formats.items():
            sheet[cell].number_format = number_format

    return dress


def test_a_tidy_sheet() -> None:
    answer = read(workbook(HEADER, ROW), NAME)
    assert (answer.shape, answer.sheet, answer.header_row, answer.notices) == (Shape.TIDY, "Figures", 1, ())
    assert values(answer) == {("A01", "2016-12"): "86.2"}
    assert answer.figures[0].place == "row 2"


def test_a_wide_sheet_with_dates_for_headings() -> None:
    header = ("Ref", "Indicator", datetime(2016, 3, 1), date(2016, 4, 30), "May 2016", "2016/17 Q1", 42522, "Target")
    answer = read(workbook(header, ("A01", "Reviews", 86.2, 86.5, None, 86.4, "awaited", 90)), NAME)
    assert answer.shape is Shape.WIDE
    assert [(one.place, one.figure.value_text) for one in answer.figures] == [
        ("row 2, column Mar 16", "86.2"),
        ("row 2, column Apr 16", "86.5"),
        ("row 2, column 2016/17 Q1", "86.4"),
        ("row 2, column Jun 16", "awaited"),
    ]
    assert answer.notices == (
        "Headings were read as days as spreadsheets count days: “42522” is June 2016.",
        "Columns not read, as they are neither the code nor a period: “Indicator” and “Target”.",
    )


def test_days_and_counted_days_for_periods() -> None:
    answer = read(workbook(HEADER, ("A01", date(2016, 11, 30), 1), ("A01", 42705, 2), ("A01", "01/01/2017", 3)), NAME)
    assert list(values(answer)) == [("A01", "2016-11"), ("A01", "2016-12"), ("A01", "2017-01")]
    assert answer.notices == (
        "A number for a period was read as a day as spreadsheets count days: “42705” is December 2016.",
    )


def test_a_workbook_that_counts_from_1904() -> None:
    made = Workbook()
    made.epoch = MAC_EPOCH
    for row in (HEADER, ("A01", 41243, 1), ("A01", date(2017, 1, 1), 2)):
        made.worksheets[0].append(row)
    content = io.BytesIO()
    made.save(content)
    assert list(values(read(content.getvalue(), NAME))) == [("A01", "2016-12"), ("A01", "2017-01")]


def test_a_percentage_is_what_the_officer_saw() -> None:
    answer = read(workbook(HEADER, ("A01", "2016-12", 0.862), dress=formatted(C2="0.0%")), NAME)
    assert values(answer) == {("A01", "2016-12"): "86.2%"}
    assert only_value(answer) == "86.2"


def test_a_calculated_value_is_not_rounded_to_what_is_shown_and_that_is_said() -> None:
    answer = read(workbook(HEADER, ("A01", "2016-12", 250 / 290), dress=formatted(C2="0.0%")), NAME)
    assert only_value(answer) == "86.206897"
    assert answer.notices == (
        "1 value holds more than the sheet shows, as calculated ones do. Read was what is held, to six decimal places: "
        "row 2 is read as “86.206897%”.",
    )


def test_numbers_kept_as_text_and_odd_spaces() -> None:
    answer = read(workbook(HEADER, (" A01\u00a0", "Dec\u00a02016", "\u00a02,207 "), ("A02", "2016-12", "'86.2")), NAME)
    assert values(answer) == {("A01", "2016-12"): "2,207"}
    assert said(answer) == [f"{NAME}, row 3, column value: “'86.2” is not a number; {NUMBERS}"]


def test_codes_kept_as_numbers() -> None:
    answer = read(workbook(HEADER, (101, "2016-12", 1), (1.1, "2016-12", 2), dress=formatted(A3="0.00")), NAME)
    assert list(values(answer)) == [("101", "2016-12"), ("1.10", "2016-12")]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_errors_of_formulas(error: str) -> None:
    answer = read(workbook(HEADER, ("A01", "2016-12", error), ROW), NAME)
    assert said(answer) == [
        f"{NAME}, row 2, column value: “{error}” is what a formula that failed shows; accepted: the formula mended, or "
        "its value"
    ]
    assert values(answer) == {("A01", "2016-12"): "86.2"}


def test_an_error_in_a_note_is_no_note() -> None:
    answer = read(workbook((*HEADER, "note"), (*ROW, "#REF!")), NAME)
    assert [problem.column for problem in answer.problems] == ["note"]


def test_yes_and_no_are_no_figures() -> None:
    answer = read(workbook(HEADER, ("A01", "2016-11", True), ("A01", "2016-12", False)), NAME)
    assert said(answer) == [
        f"{NAME}, row 2, column value: “TRUE” is not a number; {NUMBERS}",
        f"{NAME}, row 3, column value: “FALSE” is not a number; {NUMBERS}",
    ]


def test_a_figure_that_a_spreadsheet_took_for_a_date() -> None:
    answer = read(workbook(HEADER, ("A01", "2016-12", date(2016, 3, 1))), NAME)
    assert said(answer) == [f"{NAME}, row 2, column value: “2016-03-01” is not a number; {NUMBERS}"]


def test_a_formula_gives_its_stored_result() -> None:
    cells = raw_row(2, "A01", "2016-12", "<c><f>B1/C1</f><v>86.2</v></c>", '<c t="str"><f>A1</f><v>by hand</v></c>')
    answer = read(raw_workbook(f"<sheetData>{raw_row(1, *HEADER, 'note')}{cells}</sheetData>"), NAME)
    assert only_value(answer) == "86.2"
    assert answer.figures[0].figure.note == "by hand"


def test_a_formula_without_a_stored_result() -> None:
    answer = read(workbook((*HEADER, "target"), ("A01", "2016-12", "=250/290", 1), ("A02", "2016-12", 5, "=1+1")), NAME)
    assert said(answer) == [
        f"{NAME}, row 2, column value: the cell holds a formula without a stored result; accepted: the workbook opened "
        "and saved in a spreadsheet program, or the number itself"
    ]
    assert values(answer) == {("A02", "2016-12"): "5"}, "a column that is not read may hold what it likes"


def test_a_formula_whose_result_is_no_text_is_an_empty_cell() -> None:
    cells = raw_row(2, "A01", "2016-12", '<c t="str"><f>IF(1=1,"",1)</f><v></v></c>')
    answer = read(raw_workbook(f"<sheetData>{raw_row(1, *HEADER)}{cells}</sheetData>"), NAME)
    assert (answer.figures, answer.refused) == ((), ())


def test_a_header_below_titles_with_merged_and_empty_cells() -> None:
    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("B3:B4")
        sheet.merge_cells("C3:E3")

    rows = (
        ("Adult social care, as sent in January 2017",),
        (),
        ("Ref", "Indicator", "2016/17"),
        (None, None, "Apr", "Q1", "Jan", None, "Target"),
        ("A01", "Reviews", 86.1, 86.2, 86.3, "see note", 90),
    )
    answer = read(workbook(*rows, dress=dress), NAME)
    assert answer.header_row == 4
    assert [one.place for one in answer.figures] == [
        *("row 5, column Apr 16", "row 5, column Q1 2016/17", "row 5, column Jan 17"),
    ]
    assert answer.notices == (
        "Headings took the year that stands above them: “Apr” is April 2016.",
        "Columns not read, as they are neither the code nor a period: “Indicator” and “Target”.",
        "Columns without a heading, not read: F.",
    )


def test_the_nearest_row_of_years_counts_and_reaches_to_the_right() -> None:
    rows = (
        ("Since", "2015"),
        ("", "2016", "", "2017", "Other", ""),
        ("", "", "as sent", "", "", ""),
        ("Code", "Nov", "Dec.", "Jan", "Feb", "Mar", "Q1"),
        ("A01", 1, 2, 3, 4, 5, 6),
    )
    answer = read(workbook(*rows), NAME)
    assert list(values(answer)) == [("A01", "2016-11"), ("A01", "2016-12"), ("A01", "2017-01")]
    assert answer.notices[1] == ("Columns not read, as they are neither the code nor a period: “Feb”, “Mar” and “Q1”.")


def test_a_quarter_of_a_calendar_year_could_be_either_s() -> None:
    assert "“Q1” without a year" in refusal(workbook(("", "2016"), ("Code", "Q1"), ("A01", 1)), NAME)


def test_months_without_any_year_are_refused() -> None:
    assert refusal(workbook(("Code", "Indicator", "Apr", "May"), ("A01", "Reviews", 1, 2)), NAME) == (
        f"No row of “{NAME}” was recognised as its headings; the nearest is row 1 with “Code”, “Indicator”, “Apr” and "
        "“May”: it has code, but not period or value; “Apr” and “May” without a year could be of any year; " + HEADINGS
    )


def test_a_heading_over_several_columns_heads_none_of_them() -> None:
    rows = (("Code", "Apr 2016", "", "Notes"), ("", "Actual", "Rating"), ("A01", 86.2, "green"))

    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")

    message = refusal(workbook(*rows, dress=dress), NAME)
    assert "; “Apr 2016” spans several columns; accepted" in message


def test_a_code_merged_downwards_holds_for_its_rows() -> None:
    rows = (HEADER, ("A01", "2016-11", 1), (None, "2016-12", 2), ("A02", "2016-12", 3))
    answer = read(workbook(*rows, dress=lambda sheet: sheet.merge_cells("A2:A3")), NAME)
    assert list(values(answer)) == [("A01", "2016-11"), ("A01", "2016-12"), ("A02", "2016-12")]


def test_a_figure_merged_over_months_is_nobodys() -> None:
    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:C2")
        sheet.merge_cells("D2:D3")
        sheet.merge_cells("A4:D4")

    rows = (("Code", "Apr 2016", "May 2016", "Jun 2016"), ("A01", 1, None, 2), ("A02", 3, 4), ("Second part",))
    answer = read(workbook(*rows, dress=dress), NAME)
    merged = "so it cannot be told which figure is meant; accepted: a cell for each figure"
    assert said(answer) == [
        f"{NAME}, row 2, column Apr 2016: the cell is merged with others (B2:C2), {merged}",
        f"{NAME}, row 2, column Jun 2016: the cell is merged with others (D2:D3), {merged}",
    ]
    assert values(answer) == {("A02", "2016-04"): "3", ("A02", "2016-05"): "4"}


def test_columns_to_the_right_of_the_headings_are_said() -> None:
    answer = read(workbook(HEADER, (*ROW, None, "checked"), (None, None, None, "total", 5)), NAME)
    assert values(answer) == {("A01", "2016-12"): "86.2"}
    assert answer.notices == ("Columns without a heading, not read: D and E.",)


def test_a_block_of_empty_cells_is_nothing() -> None:
    rows = (("Code", "Nov 2016", "Dec 2016"), ("A01", 1, None), ("A02", None, None), ("A03", None, 4))

    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("C2:C3")
        sheet.merge_cells("B3:C3")

    assert list(values(read(workbook(*rows, dress=dress), NAME))) == [("A01", "2016-11"), ("A03", "2016-12")]


def test_a_calculated_figure_of_a_wide_sheet() -> None:
    answer = read(workbook(("Code", "Dec 2016"), ("A01", 250 / 290)), NAME)
    assert answer.notices[0].endswith("row 2, column Dec 2016 is read as “0.862069”.")


def test_phonetic_hints_of_a_text_in_place() -> None:
    cell = '<c t="inlineStr"><is><t>A01</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c>'
    rows = raw_row(1, *HEADER) + raw_row(2, cell, "2016-12", "1")
    assert values(read(raw_workbook(f"<sheetData>{rows}</sheetData>"), NAME)) == {("A01", "2016-12"): "1"}


def test_a_counted_day_past_all_periods() -> None:
    assert said(read(workbook(HEADER, ("A01", 109999, 1)), NAME))[0].startswith(
        f"{NAME}, row 2, column period: “109999” is not a period"
    )


def test_a_name_merged_over_columns_that_are_not_read_is_nothing() -> None:
    rows = (("Code", "Name", "", "period", "value", ""), ("A01", "Reviews", "", "2016-12", 86.2, ""))

    def dress(sheet: Worksheet) -> None:
        for block in ("B1:C1", "B2:C2", "E1:F1", "E2:F2"):
            sheet.merge_cells(block)

    assert values(read(workbook(*rows, dress=dress), NAME)) == {("A01", "2016-12"): "86.2"}


def test_hidden_sheets_are_not_read_and_hidden_rows_are() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"

    def very(sheet: Worksheet) -> None:
        sheet.sheet_state = "veryHidden"

    def dress(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    rows = [HEADER, ROW, ("A02", "2016-12", 3)]
    made = book({"Figures": rows, "Old": rows, "Lists": [("x",)]}, {"Figures": dress, "Old": hide, "Lists": very})
    answer = read(made, NAME)
    assert len(answer.figures) == 2
    assert answer.notices == (
        "Hidden sheets not read: “Old” and “Lists”.",
        "Columns that are hidden in the sheet were read too: C.",
        "Rows that are hidden in the sheet were read too: 3.",
    )
    assert refusal(made, NAME, sheet="Old") == f"“Old” is no sheet of “{NAME}” that can be seen; accepted: “Figures”"


def test_several_sheets_with_figures_are_asked_about() -> None:
    made = book({"April": [HEADER, ROW], "May": [HEADER, ("A01", "2016-05", 1)], "Notes": [("by hand",)], "Empty": []})
    assert answer_to(made, NAME) == WhichSheet(NAME, ("April", "May"))
    answer = read(made, NAME, sheet="May")
    assert (answer.sheet, values(answer)) == ("May", {("A01", "2016-05"): "1"})
    assert refusal(made, NAME, sheet="June") == (
        f"“June” is no sheet of “{NAME}” that can be seen; accepted: “April”, “May”, “Notes” or “Empty”"
    )
    assert "No row of" in refusal(made, NAME, sheet="Notes")


def test_one_sheet_of_figures_among_others() -> None:
    answer = read(book({"Read me": [("Fill in the other sheet",)], "Figures": [HEADER, ROW], "Empty": []}), NAME)
    assert answer.sheet == "Figures"
    assert answer.notices == ("The sheet “Figures” was read; no headings of figures were recognised in “Read me”.",)


def test_no_sheet_with_headings() -> None:
    message = refusal(book({"One": [("a",)], "Two": [("Ref", "Value"), ("A01", 1)]}), NAME)
    assert message.startswith(
        "No row of “figures.xlsx, sheet Two” was recognised as its headings; the nearest is row 1 with “Ref” and "
        "“Value”: it has code and value, but not period; accepted: "
    )


def test_an_empty_workbook() -> None:
    assert refusal(book({"Sheet1": []}), NAME) == (
        f"“{NAME}” has no visible sheet with content; accepted: a sheet with a row of headings"
    )


def test_macros_are_never_run_and_that_is_said() -> None:
    made = packed({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}, like=workbook(HEADER, ROW))
    answer = read(made, "figures.xlsm")
    assert len(answer.figures) == 1
    assert answer.notices == ("The workbook has macros; they were not run.",)


def test_shared_texts_with_formatting_hints_and_escapes() -> None:
    strings = "<si><t>A01</t></si><si><r><t>by </t></r><r><t>hand</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>" + (
        "<si><t>one_x000D_\ntwo_xD800_</t></si>"
    )
    cells = raw_row(
        2, '<c r="A2" t="s"><v>0</v></c>', "2016-12", '<c r="C2"><v>1</v></c>', '<c r="E2" t="s"><v>1</v></c>'
    )
    more = raw_row(3, '<c t="s"><v>0</v></c>', "2016-11", "<c><v>2</v></c>", "", '<c t="s"><v>2</v></c>')
    header = raw_row(1, *HEADER, "", "note")
    answer = read(raw_workbook(f"<sheetData>{header}{cells}{more}</sheetData>", strings=strings), NAME)
    assert [one.figure.note for one in answer.figures] == ["by hand", "one\ntwo\ufffd"]


def test_a_workbook_with_prefixes_and_extensions() -> None:
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
        '<x:c r="A1" t="inlineStr"><x:is><x:t>code</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>Dec 2016'
        '</x:t></x:is></x:c></x:row><x:row r="2"><x:c t="str"><x:v>A01</x:v></x:c><x:c r="B2"><x:v>86.2</x:v></x:c>'
        "</x:row>"
        '</x:sheetData><x:extLst><y:c xmlns:y="other"><y:v>5</y:v></y:c></x:extLst></x:worksheet>'
    )
    made = packed({"xl/worksheets/sheet1.xml": xml}, like=raw_workbook(""))
    assert values(read(made, NAME)) == {("A01", "2016-12"): "86.2"}


def test_styles_by_their_number() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        + ('<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs>')
    )
    cells = "".join(
        raw_row(number, "A01", f"2016-{number:02d}", f'<c s="{style}"><v>0.862</v></c>')
        for number, style in enumerate(["0", "1", "2", "9", "x"], 2)
    )
    answer = read(raw_workbook(f"<sheetData>{raw_row(1, *HEADER)}{cells}</sheetData>", styles=styles), NAME)
    assert list(values(answer).values()) == ["0.862", "86.2%", "86.20%", "0.862", "0.862"]


def test_the_rows_of_a_program_that_numbers_none() -> None:
    rows = "".join(raw_row(0, *cells).replace(' r="0"', "") for cells in (HEADER, ("A01", "2016-12", "1")))
    answer = read(raw_workbook(f"<sheetData>{rows}</sheetData>"), NAME)
    assert answer.figures[0].place == "row 2"


def test_ghost_columns_and_rows_count_for_nothing() -> None:
    def dress(sheet: Worksheet) -> None:
        sheet["XFD2"].number_format = "0.0"
        sheet["A1048576"].number_format = "0.0"

    assert len(read(workbook(HEADER, ROW, dress=dress), NAME, rows=2).figures) == 1


def test_a_chart_sheet_is_no_sheet() -> None:
    made = load_workbook(io.BytesIO(workbook(HEADER, ROW)))
    made.create_chartsheet("Chart")
    content = io.BytesIO()
    made.save(content)
    assert read(content.getvalue(), NAME).notices == ()
