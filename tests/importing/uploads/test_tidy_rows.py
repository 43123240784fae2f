"""A row a figure: columns by name in any order, what is left out, words for figures, what an empty cell says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.domain import periods
from indicators.domain.definitions import Colour, Unit
from indicators.domain.series import Status
from indicators.importing.known import FigureFacts
from indicators.importing.merging import figure_over
from indicators.importing.rows import FigureRow
from indicators.importing.uploads import Shape
from tests.importing.uploads.uploaded import read, said, values

DECEMBER = periods.month(2016, 12)
STORED = FigureFacts(Status.PROVISIONAL, Decimal("86.2"), Decimal(431), Decimal(500), None, "by hand", "see appendix")


def only(text: str) -> FigureRow:
    (one,) = read(text).figures
    return one.figure


def test_every_column() -> None:
    assert only(
        "code,period,value,numerator,denominator,status,reason,judged,note\n"
        "A01,2016-12,86.2%,431,500,Provisional,by hand,AMBER,see appendix\n"
    ) == FigureRow(
        row=2,
        given=frozenset({"code", "period", "value", "numerator", "denominator", "status", "reason", "judged", "note"}),
        code="A01",
        period=DECEMBER,
        value=Decimal("86.2"),
        value_text="86.2%",
        numerator=Decimal(431),
        denominator=Decimal(500),
        status=Status.PROVISIONAL,
        reason="by hand",
        judged=Colour.AMBER,
        note="see appendix",
    )


HEADINGS = [
    ("Actual,Month,Ref.", "value period code"),
    ("FIGURE,Reporting period,Indicator code", "value period code"),
    ("value (%),PERIOD, code ", "value period code"),
    ("Result,Quarter,KPI", "value period code"),
    ("Outturn,Financial Year,PI ref", "value period code"),
    ("Value\n£,Month ending,Ref no", "value period code"),
]


@pytest.mark.parametrize(("headings", "names"), HEADINGS)
def test_natural_words_for_columns(headings: str, names: str) -> None:
    quoted = ",".join(f'"{heading}"' for heading in headings.split(","))
    answer = read(f"{quoted}\n86.2,Dec 2016,A01\n")
    assert answer.shape is Shape.TIDY
    assert values(answer) == {("A01", "2016-12"): "86.2"}
    assert answer.headings == {
        name: " ".join(heading.split())
        for name, heading in sorted(zip(names.split(), headings.split(","), strict=True), key=lambda pair: pair[0])
    }


def test_other_words_for_the_other_columns() -> None:
    row = only("Ref,Month,Num,Denom,Comments,Rating\nA01,2016-12,431,500,counted twice,\n")
    assert (row.numerator, row.denominator, row.note) == (431, 500, "counted twice")


def test_a_column_s_own_name_goes_before_other_words_for_it() -> None:
    answer = read("ref,code,period,date,actual,value\nx,A01,2016-12,31/01/2017,1,86.2\n")
    assert values(answer) == {("A01", "2016-12"): "86.2"}
    assert answer.notices == ("Columns not read: “ref”, “date” and “actual”.",)


def test_columns_that_are_not_read_are_said_but_for_ours() -> None:
    answer = read("code,name,unit,period,value,Target,Good is,where,what_is_wrong,\nA01,a,b,2016-12,1,90,x,y,z,!\n")
    assert answer.notices == (
        "Columns not read: “Target” and “Good is”.",
        "Columns without a heading, not read: J.",
    )


def test_a_problem_is_told_by_the_file_s_own_heading() -> None:
    assert said(read("Ref,Month,Actual\nA01,Winter,86.2\n"))[0].startswith("figures.csv, row 2, column Month: “Winter”")


def test_every_problem_of_a_row_and_what_was_typed() -> None:
    answer = read("code,period,value,status\nA 01,Winter,abc,late\n,2016-12,86.2,\nA01,,86.2,\n")
    first, second, third = answer.refused
    assert [problem.column for problem in first.problems] == ["code", "period", "value", "status"]
    assert first.cells == {"code": "A 01", "period": "Winter", "value": "abc", "status": "late"}
    assert [str(problem) for problem in (*second.problems, *third.problems)] == [
        "figures.csv, row 3, column code: the cell is empty; accepted: code in every row",
        "figures.csv, row 4, column period: the cell is empty; accepted: period in every row",
    ]
    assert answer.figures == ()


def test_rows_without_a_figure_are_left_out_and_said() -> None:
    rows = "A01,2016-11,,\nSection one,,,\n,2016-12,,\n,,,,\nA01,2016-12,,to follow in May\n"
    answer = read("code,period,value,note\n" + rows.replace(",,,,", ",,,"))
    assert [one.figure.row for one in answer.figures] == [6], "a note alone says something"
    assert answer.notices == ("Rows without a figure, a status or a note, left out: 2, 3 and 4.",)


def test_many_rows_left_out_are_counted() -> None:
    answer = read("code,period,value\n" + "A01,2016-12,\n" * 1200)
    assert answer.notices == (
        "Rows without a figure, a status or a note, left out: 2, 3, 4, 5, 6, 7, 8, 9 and 1,192 more.",
    )


WORDS = [
    ("awaited", "", Status.AWAITED),
    ("Awaited", "awaited", Status.AWAITED),
    ("TBC", "", Status.AWAITED),
    ("tba", "", Status.AWAITED),
    ("to be confirmed", "", Status.AWAITED),
    ("Not reportable", "", Status.NOT_REPORTABLE),
    ("not_reportable", "Not reportable", Status.NOT_REPORTABLE),
    ("SUPPRESSED", "", Status.SUPPRESSED),
    ("", "Not reportable", Status.NOT_REPORTABLE),
    ("n/a", "awaited", Status.AWAITED),
    ("-", "suppressed", Status.SUPPRESSED),
]


@pytest.mark.parametrize(("value", "status", "expected"), WORDS)
def test_words_in_place_of_a_figure(value: str, status: str, expected: Status) -> None:
    row = only(f"code,period,value,status\nA01,2016-12,{value},{status}\n")
    assert (row.value, row.value_text, row.status) == (None, value, expected)
    assert {"value", "numerator", "denominator", "judged", "status"} <= row.given


def test_a_word_against_the_status_is_refused() -> None:
    assert said(read("code,period,value,status\nA01,2016-12,awaited,final\n")) == [
        "figures.csv, row 2, column value: “awaited” is not a number; accepted: a number such as 86.2, 86.2%, 2,207, "
        "£1,050, -3.3 or (1.2) for minus 1.2"
    ]


@pytest.mark.parametrize("typed", ["n/a", "-", "–", "N/A"])
def test_what_says_no_reason_is_left_to_the_checks(typed: str) -> None:
    row = only(f"code,period,value\nA01,2016-12,{typed}\n")
    assert (row.value, row.value_text, row.status, row.given) == (
        None,
        typed,
        Status.FINAL,
        {"code", "period", "value"},
    )


def test_tba_beside_a_figure_that_is_not_reportable() -> None:
    row = only("code,period,value,status,reason\nA01,2016-12,TBA,not_reportable,system down\n")
    assert (row.status, row.reason) == (Status.NOT_REPORTABLE, "system down")


def test_our_own_exports_are_read() -> None:
    answer = read(
        "code,name,period,value,status,target,rating,travel_since_previous,travel_since_last_year,exception_rules\n"
        "A01,Reviews,2016-11,86.2,final,90,red,,,\nA01,Reviews,2016-12,,awaited,,none,,,\n"
        "A01,Reviews,2017-01,,none,,none,,,\nP01,Projects,2016-12,,final,,amber,,,\n"
    )
    assert answer.refused == ()
    assert [(one.figure.status, one.figure.judged, one.figure.value_text) for one in answer.figures] == [
        (Status.FINAL, None, "86.2"),
        (Status.AWAITED, None, ""),
        (Status.FINAL, Colour.AMBER, ""),
    ]
    assert answer.notices[0] == "The column “rating” was read in rows without a value only, as a judgement."


def test_a_column_of_judgements_is_always_read() -> None:
    assert only("code,period,value,judged\nA01,2016-12,86.2,red\n").judged is Colour.RED
    assert [problem.column for problem in read("code,period,judgement\nA01,2016-12,none\n").problems] == ["judgement"]


def test_an_empty_cell_changes_nothing_that_is_stored() -> None:
    header = "code,period,value,numerator,denominator,status,reason,judged,note\n"
    row = only(f"{header}A01,2016-12,,432,500,,,,\n")
    assert figure_over(row, STORED, Unit.PERCENT) == FigureFacts(
        Status.PROVISIONAL, Decimal("86.4"), Decimal(432), Decimal(500), None, "by hand", "see appendix"
    )


def test_a_status_without_a_value_takes_the_value_away() -> None:
    row = only("code,period,value,status,reason\nA01,2016-12,,not reportable,system down\n")
    assert figure_over(row, STORED, Unit.PERCENT) == FigureFacts(
        Status.NOT_REPORTABLE, reason="system down", note="see appendix"
    )


AWAITED = FigureFacts(Status.AWAITED, reason="due in May")


@pytest.mark.parametrize(
    "cells", ["86.2,,,", ",431,500,", "86.2,431,500,final"], ids=["value", "fraction", "value and status"]
)
def test_a_figure_that_comes_ends_the_wait(cells: str) -> None:
    facts = figure_over(
        only(f"code,period,value,numerator,denominator,status\nA01,2016-12,{cells}\n"), AWAITED, Unit.PERCENT
    )
    assert (facts.status, facts.value, facts.reason) == (Status.FINAL, Decimal("86.2"), "")


def test_codes_that_a_spreadsheet_would_take_for_formulas() -> None:
    assert list(values(read("code,period,value\n'-1,2016-12,1\n-2,2016-12,-3.3\n"))) == [
        ("-1", "2016-12"),
        ("-2", "2016-12"),
    ]


def test_a_figure_three_times_over() -> None:
    answer = read("code,period,value\n" + "A01,2016-12,1\n" * 3 + "A02,2016-12,1\n")
    assert [one.figure.code for one in answer.figures] == ["A02"]
    assert [row.place for row in answer.refused] == ["row 2", "row 3", "row 4"]
    assert said(answer)[0].endswith(
        "“A01, 2016-12” stands in row 3 and row 4 too; accepted: one figure for each code and period"
    )
