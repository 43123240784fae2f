"""Whatever the bytes are, they give an answer: never a crash, and never one that cannot be handed over."""

from __future__ import annotations

import io
import zipfile

from hypothesis import assume, example, given
from hypothesis import strategies as st

from indicators.importing.uploads import Answer, Refused, UploadRead, WhichSheet
from indicators.importing.uploads.wire import answer_from, lines_of
from tests.importing.uploads.uploaded import answer_to, packed, raw_row, raw_workbook, workbook

GOOD = workbook(
    ("ref", "Nov 2016", 42705, "Target"),
    ("A01", 86.2, "awaited", "=1+1"),
    dress=lambda sheet: sheet.merge_cells("B3:C3"),
)
PARTS = sorted(zipfile.ZipFile(io.BytesIO(GOOD)).namelist())
STARTS = [
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"%PDF",
    b"sep=;\n",
]
XML = st.text(alphabet="<>/=\"'& crvtfs0123456789AZisnumhidew:x!\n", max_size=120)


def check(answer: Answer) -> None:
    assert answer_from([line.encode() for line in lines_of(answer)]) == answer
    if isinstance(answer, Refused):
        assert "\n" not in answer.message
        assert answer.message.isprintable()
        assert "accepted:" in answer.message
    elif isinstance(answer, UploadRead):
        assert all(row.problems for row in answer.refused)
        assert all("accepted:" in problem.message or ": write " in problem.message for problem in answer.problems)
        keys = [(one.figure.key, one.figure.period) for one in answer.figures]
        assert len(keys) == len(set(keys))
    else:
        assert isinstance(answer, WhichSheet)


@given(st.binary(max_size=600))
def test_any_bytes(data: bytes) -> None:
    check(answer_to(data))


@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_any_bytes_after_a_likely_start(start: bytes, data: bytes) -> None:
    check(answer_to(start + data))


@given(
    st.sampled_from(
        ["code,period,value\n", "ref;Nov 2016;2016/17\n", "code\tmonth\tactual\tstatus\tnumerator\tdenominator\n"]
    ),
    st.text(alphabet="A01,;\t\n\"'=-.%£ 2016/12awaitedn\u00a0\u0663\u202e\x00", max_size=200),
    st.sampled_from(["utf-8", "utf-16", "utf-8-sig", "utf-16-le"]),
)
def test_any_text_below_headings(header: str, text: str, encoding: str) -> None:
    check(answer_to((header + text).encode(encoding)))


@given(
    st.lists(
        st.lists(st.text(max_size=8) | st.sampled_from(["code", "period", "value", "2016-12"]), max_size=5), max_size=8
    )
)
def test_any_cells(rows: list[list[str]]) -> None:
    check(answer_to("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8", "replace")))


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255), st.integers(0, 40))
def test_a_workbook_with_changed_or_lost_bytes(at: int, change: int, lost: int) -> None:
    check(answer_to(GOOD[:at] + bytes([GOOD[at] ^ change]) + GOOD[at + 1 :]))
    check(answer_to(GOOD[:at] + GOOD[at + lost :]))


@given(st.sampled_from(PARTS), st.binary(max_size=200) | XML.map(str.encode))
def test_a_workbook_with_another_part(part: str, content: bytes) -> None:
    check(answer_to(packed({part: content}, like=GOOD)))


@given(st.sampled_from(PARTS), st.data())
def test_a_workbook_with_a_part_changed_in_one_place(part: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        content = archive.read(part)
    at = data.draw(st.integers(0, len(content)))
    to = data.draw(st.integers(at, min(at + 30, len(content))))
    new = data.draw(
        st.binary(max_size=5) | st.sampled_from([b"-1", b"999999999", b'"', b"&amp;", b"<c/>", b"\xc2\xa0"])
    )
    check(answer_to(packed({part: content[:at] + new + content[to:]}, like=GOOD)))


@given(XML)
@example("<sheetData><row r='1'><c t='s' s='-1'><f/><v>1e999</v></c></row></sheetData>")
@example("<v>1</v>")
@example('<mergeCells><mergeCell ref="ZZZ9999999:A1"/></mergeCells>')
def test_any_sheet(xml: str) -> None:
    header = raw_row(1, "code", "period", "value", "Dec 2016")
    made = raw_workbook(f"<sheetData>{header}{raw_row(2, 'A01', '2016-12', '1')}</sheetData>{xml}")
    check(answer_to(made))
    check(answer_to(raw_workbook(xml)))
    check(answer_to(raw_workbook("", strings=xml, styles=xml)))


@given(
    st.sampled_from(["n", "s", "str", "b", "e", "d", "inlineStr", "", "x"]),
    st.text(alphabet="0123456789.eE+-#N/A_x000D aZ\u0663²", max_size=12),
    st.sampled_from(["", "<f/>", "<f>A1</f>"]),
    st.sampled_from(["v", "t", "is"]),
)
def test_any_cell(kind: str, stored: str, formula: str, element: str) -> None:
    assume("&" not in stored)
    cell = f'<c t="{kind}">{formula}<{element}>{stored}</{element}></c>'
    rows = raw_row(1, "code", "period", "value") + raw_row(2, "A01", "2016-12", cell) + raw_row(3, "A01", cell, "1")
    check(answer_to(raw_workbook(f"<sheetData>{rows}</sheetData>", strings="<si><t>2016-12</t></si>")))
