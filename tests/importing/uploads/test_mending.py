"""Refused rows come back as a list that says what is wrong; mended, it is read."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.importing.uploads import Refused, UploadRead, refused_csv
from indicators.importing.uploads.defusing import defused_number
from tests.importing.uploads.uploaded import answer_to, read, values

NUMBERS = "accepted: a number such as 86.2, 86.2%, 2,207, £1,050, -3.3 or (1.2) for minus 1.2"


def listed(answer: UploadRead) -> list[list[str]]:
    return list(csv.reader(io.StringIO(refused_csv(answer.refused).decode("utf-8-sig"), newline="")))


def test_of_a_tidy_file() -> None:
    answer = read(
        "Ref,Month,Actual,Comment,Target\nA01,Winter,abc,£5,9\nA02,2016-12,3.3,,9\n=A3,2016-12,-x,@SUM(1),9\n"
    )
    winter = (
        "Month: “Winter” is not a period: write a month such as 2016-12 or Dec 2016, a quarter such as 2016/17 Q3 or a "
        "year such as 2016/17"
    )
    code = (
        "Ref: “=A3” is not an indicator's code; accepted: letters, digits, - . ( ) and /, up to 24 characters, with a "
        "letter or digit"
    )
    assert listed(answer) == [
        ["code", "period", "value", "note", "where", "what_is_wrong"],
        ["A01", "Winter", "abc", "£5", "row 2", f"{winter}; Actual: “abc” is not a number; {NUMBERS}"],
        ["'=A3", "2016-12", "'-x", "'@SUM(1)", "row 4", f"{code}; Actual: “-x” is not a number; {NUMBERS}"],
    ]
    assert refused_csv(answer.refused).startswith(b"\xef\xbb\xbfcode,")


def test_of_a_wide_file_a_line_a_figure() -> None:
    answer = read("ref,Nov 2016,Dec 2016\nA01,86.2,eighty\nA 2,-3.3,\n")
    assert [row[:4] for row in listed(answer)] == [
        ["code", "period", "value", "where"],
        ["A01", "2016-12", "eighty", "row 2, column Dec 2016"],
        ["A 2", "2016-11", "-3.3", "row 3, column Nov 2016"],
    ]
    assert listed(answer)[1][-1] == f"“eighty” is not a number; {NUMBERS}"
    assert listed(answer)[2][-1].startswith("ref: “A 2” is not an indicator's code")


def test_mended_it_is_read() -> None:
    answer = read("Ref;Month;Actual;Comment\nA01;Winter;-3.3;=see above\nA02;2016-12;-x;\n")
    mended = refused_csv(answer.refused).decode("utf-8-sig").replace("Winter", "2016-12").replace("'-x", "-1")
    again = read(mended)
    assert values(again) == {("A01", "2016-12"): "-3.3", ("A02", "2016-12"): "-1"}
    assert again.figures[0].figure.note == "=see above"
    assert (again.refused, again.notices) == ((), ())


def test_a_figure_told_twice_is_listed_twice() -> None:
    answer = read("code,period,value,status,reason,judged,note\nP1,2016-12,,final,a,red,b\np1,Dec 2016,,,c,green,d\n")
    assert [row[:7] for row in listed(answer)] == [
        ["code", "period", "value", "status", "reason", "judged", "note"],
        ["P1", "2016-12", "", "final", "a", "red", "b"],
        ["p1", "2016-12", "", "", "c", "green", "d"],
    ]


def test_of_nothing() -> None:
    assert refused_csv([]).decode("utf-8-sig") == "code,period,value,where,what_is_wrong\n"


@pytest.mark.parametrize(
    ("typed", "written"), [("-3.3", "-3.3"), ("+1", "+1"), ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"), ("", "")]
)
def test_numbers_keep_their_sign(typed: str, written: str) -> None:
    assert defused_number(typed) == written


CELLS = st.text(alphabet="A01-=@'\",;\n x.%£n/a2016", max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_a_list_not_mended_is_refused_for_the_same_reasons(rows: list[tuple[str, str, str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("code", "period", "value", "note"), *rows])
    answer = answer_to(text.getvalue())
    if isinstance(answer, Refused) or not isinstance(answer, UploadRead) or not answer.refused:
        return
    again = read(refused_csv(answer.refused))
    assert again.figures == ()
    assert [row.cells for row in again.refused] == [row.cells for row in answer.refused]
    assert [[p.message for p in row.problems if "stands in" not in p.message] for row in again.refused] == [
        [p.message for p in row.problems if "stands in" not in p.message] for row in answer.refused
    ]
