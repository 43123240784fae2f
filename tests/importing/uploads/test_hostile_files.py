"""Files that are not what their name says, that are damaged, or that are made to hurt: each gets its own message."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from indicators.importing.uploads import Limits, Refused, UploadRead, WhichSheet
from indicators.importing.uploads.limits import MEGABYTE
from tests.importing.uploads.uploaded import (
    FORMATS,
    answer_to,
    packed,
    raw_row,
    raw_workbook,
    refusal,
    workbook,
)

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
GOOD = workbook(("code", "period", "value"), ("A01", "2016-12", 86.2))
NAME = "figures.xlsx"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def old_office(part: str) -> bytes:
    return OLD + part.encode("utf-16-le") + bytes(500)


NOT_TABLES = [
    (old_office("Workbook"), f"is an Excel workbook of before 2007 (.xls); {FORMATS}"),
    (old_office("WordDocument"), f"is a Word document, not a spreadsheet; {FORMATS}"),
    (old_office("PowerPoint Document"), f"is a presentation, not a spreadsheet; {FORMATS}"),
    (
        old_office("EncryptedPackage"),
        "is protected with a password, so it cannot be read; accepted: the workbook without one (in Excel: File, Info, "
        "Protect Workbook, Encrypt with Password, and empty the box)",
    ),
    (packed({"word/document.xml": "<w/>"}), f"is a Word document, whatever its name says; {FORMATS}"),
    (packed({"ppt/presentation.xml": "<p/>"}), f"is a presentation, whatever its name says; {FORMATS}"),
    (packed({"xl/workbook.bin": b"\x83\x01"}), f"is a binary workbook (.xlsb), whatever its name says; {FORMATS}"),
    (packed({"content.xml": "<o/>"}), f"is an OpenDocument file, whatever its name says; {FORMATS}"),
    (packed({"Index/Document.iwa": b"x"}), f"is a document of Numbers or Pages, whatever its name says; {FORMATS}"),
    (packed({"figures.csv": "code,period,value"}), f"is a zip archive without a workbook in it; {FORMATS}"),
    (packed({}), f"is an empty zip archive, whatever its name says; {FORMATS}"),
    (b"\x89PNG\r\n\x1a\n" + bytes(50), f"is an image, whatever its name says; {FORMATS}"),
    (b"\xff\xd8\xff\xe0" + bytes(50), f"is an image, whatever its name says; {FORMATS}"),
    (b"GIF89a" + bytes(50), f"is an image, whatever its name says; {FORMATS}"),
    (b"\x1f\x8b\x08" + bytes(50), f"is a compressed archive, whatever its name says; {FORMATS}"),
    (b"MZ\x90\x00" + bytes(50), f"is a program, whatever its name says; {FORMATS}"),
    (b"SQLite format 3\x00" + bytes(50), f"is a database, whatever its name says; {FORMATS}"),
]


@pytest.mark.parametrize(("data", "message"), NOT_TABLES, ids=[message[:40] for _, message in NOT_TABLES])
@pytest.mark.parametrize("name", ["figures.csv", "figures.xlsx"])
def test_what_a_file_is_is_told_by_its_bytes(data: bytes, message: str, name: str) -> None:
    assert refusal(data, name) == f"“{name}” {message}"


def test_a_workbook_under_the_name_of_a_text_is_read() -> None:
    assert not isinstance(answer_to(GOOD, "figures.csv"), Refused)


def test_a_workbook_cut_off() -> None:
    assert refusal(GOOD[: len(GOOD) // 2], NAME) == (
        f"“{NAME}” is a damaged workbook; accepted: the workbook opened and saved anew, or CSV"
    )


def test_a_workbook_with_a_changed_byte() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
        at = sheet.header_offset + 30 + len(sheet.filename) + sheet.compress_size // 2
    changed = GOOD[:at] + bytes([GOOD[at] ^ 0xFF]) + GOOD[at + 1 :]
    assert refusal(changed, NAME) == (
        f"“{NAME}” is a damaged workbook (in its part “xl/worksheets/sheet1.xml”); accepted: the workbook opened and "
        "saved anew, or CSV"
    )


DAMAGED = [
    ("<sheetData><row r='1'><c><v>1</v></row></sheetData>", "elements that cross"),
    ("<sheetData><row r='x'><c><v>1</v></c></row></sheetData>", "a row of no number"),
    ("<sheetData><row r='0'><c><v>1</v></c></row></sheetData>", "row nought"),
    ("<sheetData><row r='1048577'><c><v>1</v></c></row></sheetData>", "a row past the last"),
    ("<sheetData><row><c r='XFE1'><v>1</v></c></row></sheetData>", "a column past the last"),
    ("<sheetData><row><c r='AAAA1'><v>1</v></c></row></sheetData>", "a column of four letters"),
    ("<sheetData><row><c r='1A'><v>1</v></c></row></sheetData>", "a cell of no name"),
    ("<sheetData><row><c t='s'><v>7</v></c></row></sheetData>", "a shared text that is not there"),
    ("<sheetData><row><c t='s'><v>-1</v></c></row></sheetData>", "a shared text below nought"),
    ("<sheetData><row><c t='s'><v>²</v></c></row></sheetData>", "a shared text with an odd number"),
    ("<cols><col hidden='1' min='-5' max='3'/></cols>", "a column below nought"),
    ("&nothing;", "an entity that is not there"),
    ("<sheetData>\x01</sheetData>", "a character that XML has not"),
]


@pytest.mark.parametrize(("xml", "why"), DAMAGED, ids=[why for _, why in DAMAGED])
def test_a_sheet_that_says_what_cannot_be(xml: str, why: str) -> None:
    message = refusal(raw_workbook(xml), NAME)
    assert message.startswith(f"“{NAME}” is a damaged workbook (in its part “xl/worksheets/sheet1.xml”)"), why


def test_parts_that_point_nowhere() -> None:
    rels = packed({"xl/_rels/workbook.xml.rels": "<Relationships/>"}, like=GOOD)
    assert refusal(rels, NAME) == (
        f"“{NAME}” has no visible sheet with content; accepted: a sheet with a row of headings"
    )
    assert refusal(packed({"_rels/.rels": "<Relationships/>"}, like=GOOD), NAME) == (
        f"“{NAME}” is a zip archive without a workbook in it; {FORMATS}"
    )


def with_sheets(*names: str, state: str = "visible") -> bytes:
    """A workbook whose sheets have these names, each the second time with one figure more."""
    rows = [raw_row(1, "code", "period", "value"), raw_row(2, "A01", "2016-12", "86.2")]
    one = raw_workbook(f"<sheetData>{''.join(rows)}</sheetData>")
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        book = archive.read("xl/workbook.xml").decode()
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    another = sheet.replace("</sheetData>", raw_row(3, "A01", "2017-01", "87.2") + "</sheetData>")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relation = f'<Relationship Id="another" Type="{kind}" Target="worksheets/another.xml"/>'
    sheets = [
        f'<sheet name="{name}" sheetId="{at + 1}" r:id="{"another" if name in names[:at] else "rId1"}"/>'
        for at, name in enumerate(names)
    ]
    sheets += [f'<sheet name="Hidden {at}" sheetId="{at}" state="{state}" r:id="rId1"/>' for at in range(30)]
    parts = {
        "xl/workbook.xml": f"{book.partition('<sheets>')[0]}<sheets>{''.join(sheets)}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", relation + "</Relationships>"),
        "xl/worksheets/another.xml": another,
    }
    return packed(parts, like=one)


@pytest.mark.parametrize("name", ["Figures", "y" * 31, "z" * 50_000])
def test_sheets_of_one_name_are_told_apart_however_long_it_is(name: str) -> None:
    data = with_sheets(name, name, state="hidden")
    asked = answer_to(data, NAME)
    assert isinstance(asked, WhichSheet)
    assert asked.names == (name[:100], f"{name[:94]} (2)")
    for sheet, figures in zip(asked.names, (1, 2), strict=True):
        read = answer_to(data, NAME, sheet=sheet)
        assert isinstance(read, UploadRead)
        assert (read.sheet, len(read.figures)) == (sheet, figures)
        (notice,) = read.notices
        assert notice.startswith("Hidden sheets not read: “Hidden 0”, “Hidden 1”")
        assert notice.endswith("“Hidden 9” and 20 more.")


def test_more_sheets_than_anybody_would_choose_from() -> None:
    assert refusal(with_sheets(*(f"s{number}" for number in range(251))), NAME) == (
        f"“{NAME}” has more than 250 sheets; accepted: the sheet of figures alone"
    )


def test_a_billion_laughs() -> None:
    made = raw_workbook(f"<sheetData>{raw_row(1, 'code', '&i;')}</sheetData>", prolog=LAUGHS)
    assert refusal(made, NAME) == (
        f"“{NAME}” holds XML that defines entities, which no spreadsheet program writes; {FORMATS}"
    )


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels", "xl/styles.xml"])
def test_no_part_may_define_entities(part: str) -> None:
    content = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    made = packed({part: content}, like=raw_workbook("", strings="<si/>", styles="<cellXfs/>"))
    assert "holds XML that defines entities" in refusal(made, NAME)


def test_a_zip_bomb() -> None:
    sheet = b"<worksheet>" + b" " * (3 * MEGABYTE) + b"</worksheet>"
    made = packed({"xl/worksheets/sheet1.xml": sheet}, like=GOOD)
    assert len(made) < MEGABYTE // 10
    assert refusal(made, NAME, unzipped_megabytes=2) == (
        f"“{NAME}” unpacks to more than 2 MB; accepted: at most 2 MB, so the sheet of figures alone"
    )
    assert "unpacks to more" not in refusal(made, NAME, unzipped_megabytes=4)


def test_a_zip_bomb_that_lies_about_its_size() -> None:
    """zipfile stops at the size that the directory states, and then finds the checksum wrong."""
    sheet = b"<worksheet>" + b" " * (3 * MEGABYTE) + b"</worksheet>"
    made = packed({"xl/worksheets/sheet1.xml": sheet}, like=GOOD)
    lying = made.replace(struct.pack("<L", len(sheet)), struct.pack("<L", 1000))
    assert lying != made
    assert refusal(lying, NAME, unzipped_megabytes=2).startswith(f"“{NAME}” is a damaged workbook")


def test_parts_that_are_not_read_may_be_of_any_size() -> None:
    made = packed({"xl/media/picture.png": bytes(3 * MEGABYTE)}, like=GOOD)
    assert not isinstance(answer_to(made, NAME, unzipped_megabytes=2), Refused)


def test_a_workbook_packed_in_an_unusual_way() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert "is a damaged workbook" in refusal(packed(parts, compress=zipfile.ZIP_BZIP2), NAME)


def test_a_zip_archive_with_a_password() -> None:
    flagged = bytearray(GOOD)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = 0
        while (start := flagged.find(mark, start)) >= 0:
            flagged[start + at] |= 1
            start += 4
    assert refusal(bytes(flagged), NAME) == f"“{NAME}” is protected with a password; {FORMATS} without one"


def test_two_hundred_and_fifty_columns_and_too_many_rows() -> None:
    header = ["code", *(f"{1990 + number // 12}-{number % 12 + 1:02d}" for number in range(250))]
    assert refusal(workbook(header, ["A01", *[1] * 250]), NAME) == (
        f"“{NAME}”, row 1, has 251 columns; accepted: at most 200, so the newest periods alone"
    )
    rows = [["A01", f"{2000 + number // 12}-{number % 12 + 1:02d}", 1] for number in range(20)]
    assert refusal(workbook(["code", "period", "value"], *rows), NAME, rows=15) == (
        f"“{NAME}” has more than 15 rows; accepted: at most 15, so a larger table in several files, such as one a year"
    )
    assert refusal(workbook(header[:101], *([f"A{row}", *[1] * 100] for row in range(3))), NAME, rows=250) == (
        f"“{NAME}” has more than 250 figures; accepted: at most 250, so fewer periods at a time"
    )


def test_more_refused_rows_than_anybody_mends() -> None:
    text = "code,period,value\n" + "A01,2016-12,abc\n" * 6
    assert refusal(text, refused_rows=5) == (
        "More than 5 figures of “figures.csv” cannot be read, so none was taken. The first: figures.csv, row 2, column "
        "value: “abc” is not a number; accepted: a number such as 86.2, 86.2%, 2,207, £1,050, -3.3 or (1.2) for minus "
        "1.2"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Users\\me\\figures.xlsx", "figures.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("one\ntwo\u202e\x00.csv", "onetwo.csv"),
        ("", "the file"),
        ("a\udcff.csv", "a.csv"),
        ("n" * 300, "n" * 60 + "…"),
    ],
)
def test_names_of_files_in_messages(name: str, shown: str) -> None:
    assert refusal("", name).startswith(f"“{shown}” is empty")


@pytest.mark.parametrize("wrong", [0, -1, 1.5, True, "5", None])
def test_limits_are_whole_numbers_above_nought(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"the limit rows is .*; accepted: a whole number above 0"):
        Limits(rows=wrong)  # type: ignore[arg-type]
