"""A row an indicator, a column a period; and the published table of Norfolk, read to its last figure."""

from __future__ import annotations

import csv
from pathlib import Path

from indicators.domain.definitions import Basis, Polarity, Unit
from indicators.domain.periods import Frequency
from indicators.domain.series import Status
from indicators.importing.figure_checks import figure_problems
from indicators.importing.folder import read_folder
from indicators.importing.known import KnownIndicator
from indicators.importing.uploads import Shape
from tests.importing.uploads.uploaded import TIDY, read, said, values

ROOT = Path(__file__).resolve().parents[3]
NORFOLK = ROOT / "fixtures" / "norfolk_2017"
PUBLISHED = Path(__file__).with_name("norfolk_dashboard_wide.csv")
NUMBERS = "accepted: a number such as 86.2, 86.2%, 2,207, £1,050, -3.3 or (1.2) for minus 1.2"


def test_months_quarters_and_years_side_by_side() -> None:
    answer = read(
        "Ref,Indicator,Good is,Mar-16,April 2016,01/05/2016,2016-06,2016/17 Q3,Q4 2016/17,2016/17,Target 2016/17\n"
        "A01,Reviews,bigger,1,2,3,4,5,6,7,8\n"
    )
    assert answer.shape is Shape.WIDE
    assert [(one.figure.period.written, one.column) for one in answer.figures] == [
        ("2016-03", "Mar-16"),
        ("2016-04", "April 2016"),
        ("2016-05", "01/05/2016"),
        ("2016-06", "2016-06"),
        ("2016/17 Q3", "2016/17 Q3"),
        ("2016/17 Q4", "Q4 2016/17"),
        ("2016/17", "2016/17"),
    ]
    assert {one.figure.given for one in answer.figures} == {frozenset({"code", "period", "value"})}
    assert answer.headings == {"code": "Ref"}
    assert answer.notices == (
        "Columns not read, as they are neither the code nor a period: “Indicator”, “Good is” and “Target 2016/17”.",
    )


def test_empty_cells_headings_of_sections_and_rows_without_figures_are_nothing() -> None:
    answer = read("Code,Nov 2016,Dec 2016\nIndependence and reablement,,\nA01,86.2,\n,,\nA02,,\n")
    assert values(answer) == {("A01", "2016-11"): "86.2"}
    assert answer.refused == ()


def test_words_become_statuses() -> None:
    answer = read("Code,Oct 2016,Nov 2016,Dec 2016,Jan 2017\nA01,awaited,suppressed,not reportable,n/a\n")
    assert [(one.figure.status, one.figure.value, one.figure.value_text) for one in answer.figures] == [
        (Status.AWAITED, None, "awaited"),
        (Status.SUPPRESSED, None, "suppressed"),
        (Status.NOT_REPORTABLE, None, "not reportable"),
        (Status.FINAL, None, "n/a"),
    ]
    assert "status" in answer.figures[0].figure.given
    assert "status" not in answer.figures[3].figure.given


def test_a_code_that_cannot_be_read_is_told_once_and_refuses_its_figures() -> None:
    answer = read("Code,Nov 2016,Dec 2016\nA 01,86.2,86.5\n,3.3,\n")
    assert len(answer.refused) == 3
    assert said(answer) == [
        "figures.csv, row 2, column Code: “A 01” is not an indicator's code; accepted: letters, digits, - . ( ) and /, "
        "up to 24 characters, with a letter or digit",
        "figures.csv, row 3, column Code: the cell is empty; accepted: code in every row",
    ]
    assert answer.refused[0].cells == {"code": "A 01", "period": "2016-11", "value": "86.2"}
    assert answer.refused[2].place == "row 3, column Nov 2016"


def test_a_value_that_cannot_be_read_leaves_the_others_of_its_row() -> None:
    answer = read("Code,Nov 2016,Dec 2016\nA01,eighty,86.5\n")
    assert values(answer) == {("A01", "2016-12"): "86.5"}
    assert said(answer) == [f"figures.csv, row 2, column Nov 2016: “eighty” is not a number; {NUMBERS}"]


def test_what_a_check_finds_is_shown_where_it_stands() -> None:
    indicator = KnownIndicator("A01", "adults", Polarity.BIGGER, Unit.PERCENT, Frequency.MONTHLY, Basis.PERIOD)
    wide = read("Ref,Dec 2016\nA01,n/a\n")
    (problem,) = figure_problems(wide.figures[0].figure, None, indicator)
    placed = wide.placed(wide.figures[0], problem)
    assert str(placed).startswith("figures.csv, row 2, column Dec 2016: “n/a” is no value, but the status is final")
    tidy = read("Ref,Month,Actual\nA01,2016-12,n/a\n")
    (problem,) = figure_problems(tidy.figures[0].figure, None, indicator)
    row = tidy.refuse(tidy.figures[0], [problem])
    assert str(row.problems[0]).startswith("figures.csv, row 2, column Actual: “n/a” is no value")
    assert row.cells == {"code": "A01", "period": "2016-12", "value": "n/a"}


def test_a_tidy_sheet_with_a_column_of_a_period_is_tidy() -> None:
    answer = read("code,period,value,2015/16\nA01,2016-12,86.2,80\n")
    assert answer.shape is Shape.TIDY
    assert answer.notices == ("Columns not read: “2015/16”.",)
    assert values(answer) == values(read(TIDY))


def test_the_published_table_is_the_fixtures_figures() -> None:
    """As Norfolk printed it for January 2017: every cell is a figure of `fixtures/norfolk_2017`, and no other is."""
    data = PUBLISHED.read_bytes()
    answer = read(data, PUBLISHED.name)
    assert answer.refused == ()
    assert answer.notices == (
        "Columns not read, as they are neither the code nor a period: “indicator”, “bigger_or_smaller_is_better” and "
        "“target”.",
    )
    table = list(csv.reader(data.decode().splitlines()))
    months = {heading for heading in table[0] if heading.startswith("20")}
    filled = sum(
        1 for row in table[1:] for heading, cell in zip(table[0], row, strict=True) if cell and heading in months
    )
    stored = {(row.code, row.period): row.value for row in read_folder(NORFOLK).figures if row.value is not None}
    found = {(one.figure.code, one.figure.period): one.figure.value for one in answer.figures}
    assert len(months) == 13
    assert len(found) == filled == 171
    assert found == {key: value for key, value in stored.items() if key[1].written in months}
