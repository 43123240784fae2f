"""CSV in the encodings and with the separators that people have."""

from __future__ import annotations

import codecs

import pytest

from indicators.importing.uploads import Shape
from tests.importing.uploads.uploaded import HEADINGS, TIDY, read, refusal, said, values

NOTED = "code,period,value,note\nA01,2016-12,86.2,£5 – each\n"
EXPECTED = {("A01", "2016-12"): "86.2"}
UTF_8 = "accepted: UTF-8 (in a spreadsheet, save as “CSV UTF-8”)"

ENCODED = [
    (NOTED.encode(), (), "UTF-8"),
    (NOTED.encode("utf-8-sig"), (), "UTF-8 with its mark"),
    (codecs.BOM_UTF16_LE + NOTED.encode("utf-16-le"), ("The file is written in UTF-16.",), "UTF-16 of Windows"),
    (codecs.BOM_UTF16_BE + NOTED.encode("utf-16-be"), ("The file is written in UTF-16.",), "UTF-16 the other way"),
    (NOTED.encode("utf-16-le"), ("The file is written in UTF-16.",), "UTF-16 without a mark"),
    (NOTED.encode("utf-16-be"), ("The file is written in UTF-16.",), "UTF-16 the other way without a mark"),
    (codecs.BOM_UTF32_LE + NOTED.encode("utf-32-le"), ("The file is written in UTF-32.",), "UTF-32"),
    (
        NOTED.encode("windows-1252"),
        ("The file is not UTF-8 and was read as Windows-1252, as older programs save it: see that £ is right.",),
        "Windows-1252",
    ),
]


@pytest.mark.parametrize(("data", "notices", "why"), ENCODED, ids=[why for *_, why in ENCODED])
def test_encodings(data: bytes, notices: tuple[str, ...], why: str) -> None:
    answer = read(data)
    assert values(answer) == EXPECTED, why
    assert answer.figures[0].figure.note == "£5 – each"
    assert answer.notices == notices


@pytest.mark.parametrize(
    ("separator", "name"),
    [(";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes")],
    ids=["semicolon", "tab", "bar"],
)
def test_separators(separator: str, name: str) -> None:
    answer = read(TIDY.replace(",", separator))
    assert values(answer) == EXPECTED
    assert answer.notices == (f"The cells are parted by {name}.",)


def test_a_separator_in_a_title_or_a_text_misleads_nobody() -> None:
    text = "Adult social care; figures, by month, as sent; checked; twice; thrice\n\nRef;Month;Actual;Comment\n"
    answer = read(text + 'A01;Dec 2016;"2,207";"one, two, three"\n')
    assert values(answer) == {("A01", "2016-12"): "2,207"}
    assert answer.figures[0].figure.note == "one, two, three"
    assert answer.header_row == 3


def test_a_decimal_comma_between_semicolons_is_refused_not_guessed() -> None:
    answer = read("code;period;value\nA01;2016-12;86,2\n")
    assert said(answer) == [
        "figures.csv, row 2, column value: “86,2” has a comma that does not part thousands; accepted: a number such as "
        "86.2, 86.2%, 2,207, £1,050, -3.3 or (1.2) for minus 1.2"
    ]


@pytest.mark.parametrize("hint", ["sep=;\n", "sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_the_line_in_which_excel_names_the_separator(hint: str) -> None:
    assert values(read(hint + TIDY.replace(",", ";"))) == EXPECTED


def test_a_tab_as_the_named_separator() -> None:
    assert values(read("sep=\t\n" + TIDY.replace(",", "\t"))) == EXPECTED


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends(line_end: str) -> None:
    assert values(read(TIDY.replace("\n", line_end))) == EXPECTED


def test_a_line_break_in_quotation_marks_starts_no_row() -> None:
    answer = read('code,period,value,note\nA01,2016-11,86.2,"one\r\ntwo"\nA01,2016-12,abc,\n')
    assert answer.figures[0].figure.note == "one\ntwo"
    assert [problem.row for problem in answer.problems] == [3]


def test_spaces_that_do_not_break_and_those_of_no_width() -> None:
    answer = read("\u00a0code ,period,value\n A01\u00a0,Dec\u00a02016,\u00a086.2\u200b\n")
    assert values(answer) == {("A01", "2016-12"): "86.2"}


def test_a_quotation_mark_left_open() -> None:
    assert refusal('code,period,value\nA01,2016-12,86.2\nA02,2016-12,"86.2\n') == (
        "“figures.csv” is not CSV from row 3 on (unexpected end of data); accepted: a text that holds a separator, a "
        "line break or a quotation mark in quotation marks, with quotation marks inside it doubled"
    )


def test_a_quotation_mark_that_ends_too_soon() -> None:
    assert "row 2 on ('tab' expected after '\"')" in refusal('code\tperiod\tvalue\nA01\t2016-12\t"86"2\n')


def test_a_nul_byte() -> None:
    assert refusal("code,period,value\nA01,2016-12,8\x006.2\n") == (
        f"“figures.csv”, row 2, holds a NUL byte, which no text has; {UTF_8}"
    )


def test_bytes_of_no_encoding() -> None:
    assert refusal(b"code,period,value\nA01,2016-12,\x81\xff\n") == (
        f"“figures.csv” holds the byte 0x81, which is neither UTF-8 nor Windows-1252; {UTF_8}"
    )
    assert refusal(codecs.BOM_UTF8 + b"code,period,value\nA01,2016-12,\xff\n") == (
        f"“figures.csv” says that it is UTF-8, but row 2 is not; {UTF_8}"
    )
    assert refusal(codecs.BOM_UTF16_LE + b"c\x00\x00\xd8a\x00").startswith("“figures.csv” says that it is UTF-16, but")


def test_a_cell_too_many_shifts_a_row_and_is_refused() -> None:
    answer = read("code,period,value,note\nA01,2016-12,2,207,\nA02,2016-12,3.3,\n")
    assert values(answer) == {("A02", "2016-12"): "3.3"}
    assert said(answer) == [
        "figures.csv, row 2: the row has 5 cells where the headings have 4; accepted: one cell for each column (a text "
        "or number with a comma stands in quotation marks)"
    ]


def test_short_rows_lack_only_what_is_empty() -> None:
    assert values(read("code,period,value,numerator,denominator,note\nA01,2016-12,86.2\n")) == EXPECTED


def test_too_many_rows_and_columns() -> None:
    rows = "".join(f"A01,{2000 + number // 12}-{number % 12 + 1:02d},1\n" for number in range(12))
    assert len(read("code,period,value\n" + rows, rows=13).figures) == 12
    assert refusal("code,period,value\n" + rows, rows=12) == (
        "“figures.csv” has more than 12 rows; accepted: at most 12, so a larger table in several files, such as one a "
        "year"
    )
    wide = "code," + ",".join(f"{2000 + number // 12}-{number % 12 + 1:02d}" for number in range(250))
    assert refusal(f"{wide}\nA01{',1' * 250}\n") == (
        "“figures.csv”, row 1, has 251 columns; accepted: at most 200, so the newest periods alone"
    )
    assert len(read(f"{wide}\nA01{',1' * 250}\n", columns=251).figures) == 250


def test_empty_columns_and_rows_count_for_nothing() -> None:
    empty = "," * 300 + "\n"
    answer = read(f"{empty}code,period,value{',' * 300}\n{empty * 50}A01,2016-12,86.2{',' * 300}\n", rows=2)
    assert values(answer) == EXPECTED


def test_a_field_of_no_end() -> None:
    assert refusal(TIDY + "A01,2016-11," + "9" * 200_000).startswith(
        "“figures.csv” is not CSV from row 3 on (field larger than field limit"
    )


def test_a_list_without_headings() -> None:
    assert refusal("A01,2016-12,86.2\n") == (
        "No row of “figures.csv” was recognised as its headings; the nearest is row 1 with “A01”, “2016-12” and "
        f"“86.2”; {HEADINGS}"
    )


def test_text_that_is_no_table() -> None:
    assert refusal("Dear all, please find the figures attached.").startswith(
        "No row of “figures.csv” was recognised as its headings; the nearest is row 1 with “Dear all” and “please find "
        "the figures attached.”; accepted: a row with the headings code, period and value"
    )


def test_headings_alone() -> None:
    answer = read("code,period,value\n")
    assert (answer.figures, answer.refused, answer.shape) == ((), (), Shape.TIDY)
    assert answer.notices == ("Nothing stands below the headings in row 1.",)


def test_a_line_of_no_end_is_looked_at_no_further_than_people_would() -> None:
    assert refusal("a," * 5_000_000).startswith(
        "No row of “figures.csv” was recognised as its headings; the nearest is row 1 with “a”, “a”, “a”, “a”, “a”, "
        "“a”, “a”, “a”, “a”, “a”, “a”, “a” and others; accepted"
    )


def test_headings_below_all_that_people_would_look_at() -> None:
    assert refusal("\n" * 600_000 + TIDY) == f"No row of “figures.csv” was recognised as its headings; {HEADINGS}"
    assert read("\n" * 400_000 + TIDY).header_row == 400_001
