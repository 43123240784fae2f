"""Small uploaded files made for a test, and what is said of them; workbooks that no spreadsheet program would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from indicators.importing.uploads import Answer, Limits, Refused, UploadRead
from indicators.importing.uploads.reading import read_file

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

TIDY = "code,period,value\nA01,2016-12,86.2\n"
HEADINGS = (
    "accepted: a row with the headings code, period and value (and, where wanted, numerator, denominator, "
    "status, reason, judged, note), or code and then months such as Apr 2016, quarters such as 2016/17 Q3 or years "
    "such as 2016/17."
)
FORMATS = "accepted: CSV or XLSX (in Excel: Save As, then “CSV UTF-8” or “Excel Workbook”)"


def answer_to(content: str | bytes, name: str = "figures.csv", sheet: str | None = None, **limits: int) -> Answer:
    data = content.encode() if isinstance(content, str) else content
    return read_file(name, io.BytesIO(data), sheet, Limits(**limits))


def read(content: str | bytes, name: str = "figures.csv", sheet: str | None = None, **limits: int) -> UploadRead:
    answer = answer_to(content, name, sheet, **limits)
    assert isinstance(answer, UploadRead), answer
    return answer


def refusal(content: str | bytes, name: str = "figures.csv", sheet: str | None = None, **limits: int) -> str:
    answer = answer_to(content, name, sheet, **limits)
    assert isinstance(answer, Refused), answer
    return answer.message


def said(answer: UploadRead) -> list[str]:
    """Its problems, a line each."""
    return [str(problem) for problem in answer.problems]


def values(answer: UploadRead) -> dict[tuple[str, str], str]:
    """The figures' values as typed, by code and written period."""
    return {(one.figure.code, one.figure.period.written): one.figure.value_text for one in answer.figures}


def only_value(answer: UploadRead) -> str:
    (one,) = answer.figures
    return str(one.figure.value)


def workbook(*rows: Sequence[Any], dress: Callable[[Worksheet], None] | None = None, name: str = "Figures") -> bytes:
    """A workbook with one sheet of these rows."""
    return book({name: rows}, {name: dress} if dress else {})


def book(
    sheets: Mapping[str, Sequence[Sequence[Any]]], dresses: Mapping[str, Callable[[Worksheet], None]] | None = None
) -> bytes:
    """A workbook with these sheets; a dress changes its sheet before it is saved."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if dresses and name in dresses:
            dresses[name](sheet)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def packed(parts: Mapping[str, str | bytes], like: bytes | None = None, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these parts, over those of another where one is given."""
    kept: dict[str, str | bytes] = {}
    if like is not None:
        with zipfile.ZipFile(io.BytesIO(like)) as archive:
            kept = {name: archive.read(name) for name in archive.namelist()}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compress) as archive:
        for name, part in {**kept, **parts}.items():
            archive.writestr(name, part)
    return content.getvalue()


def raw_workbook(sheet_xml: str, *, prolog: str = "", strings: str = "", styles: str = "") -> bytes:
    """A workbook of one sheet, its XML written by hand: `sheet_xml` is what stands in its `worksheet` element."""
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATED}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="Figures" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{RELATED}/styles" Target="/xl/styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{MAIN}">{sheet_xml}</worksheet>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return packed(parts)


def raw_row(number: int, *cells: str) -> str:
    """A row of inline texts, for `raw_workbook`; a cell that starts with `<` is taken as it is."""
    made = [cell if cell.startswith("<") else f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells]
    return f'<row r="{number}">{"".join(made)}</row>'
