"""Every bad file through the form: told in plain words, with nothing written, and the server none the worse."""

from __future__ import annotations

import csv
import io
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from indicators.admin import upload_work
from indicators.models import Upload
from indicators.roles import DATA_OFFICER
from tests import stores
from tests.importing.uploads.bad_uploads import BAD_UPLOADS
from tests.importing.uploads.uploaded import packed, raw_row, raw_workbook, workbook
from tests.indicators.actors import client_of, text_of, working_store
from tests.indicators.uploading import Later, page_of, send, step

pytestmark = pytest.mark.django_db
FILES = stores.FIXTURES / "bad" / "uploads"
HEADINGS = ("code", "period", "value")
GOOD = workbook(HEADINGS, ("A02", "2017-01", 15))
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "Workbook".encode("utf-16-le") + bytes(500)
MONTHS = [f"{year}-{month:02d}" for year in range(2000, 2017) for month in range(1, 13)]
REFUSED = ("is empty", "whatever its name says", "was recognised as its headings", "could each be the value")
REFUSED += ("are both December 2016", "is not CSV from", "holds a NUL byte", "is a web page", "is XML")


@pytest.fixture
def ann(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    working_store(tmp_path / "store")
    (tmp_path / "locks").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "locks"))
    return client_of(DATA_OFFICER, "ann", committees=["adults"])


@pytest.fixture
def later(ann: Client, monkeypatch: pytest.MonkeyPatch) -> Later:
    found = Later()
    monkeypatch.setattr(upload_work, "_start", found.start)
    return found


def outcome(client: Client, data: bytes, name: str, later: Later | None = None) -> str:
    """What the person reads: on the form, or on the page of the upload."""
    before = stores.picture(without=("Upload",))
    answer = send(client, data, name)
    assert answer.status_code in (200, 302)
    if later is not None and later.told:
        later.work()
    if answer.status_code == 302:
        answer = client.get(answer["Location"])
        assert answer.status_code == 200
    assert stores.picture(without=("Upload",)) == before
    return text_of(answer)


def read_as_html(text: str) -> str:
    """As a page holds it."""
    return text.replace("&", "&amp;").replace("'", "&#x27;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize("name", BAD_UPLOADS)
def test_a_bad_file_is_told_in_words(ann: Client, name: str) -> None:
    page = outcome(ann, (FILES / name).read_bytes(), name)
    for said in BAD_UPLOADS[name]:
        place, _, message = said.partition(": ")
        if any(words in said for words in REFUSED) or not place.startswith(name):
            message = said
        assert read_as_html(message)[1:] in page, "the first letter may be a capital there"
        if place.startswith(name) and message is not said:
            row = place.partition(", r")[2].partition(",")[0]
            assert f'<td role="cell">R{row}' in page


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (OLD_EXCEL, "figures.xlsx", "is an Excel workbook of before 2007 (.xls); accepted: CSV or XLSX"),
        (b"%PDF-1.7\n", "figures.xlsx", "is a PDF, whatever its name says; accepted: CSV or XLSX"),
        (b"", "figures.csv", "is empty; accepted: a CSV or XLSX file"),
        (GOOD[:300], "figures.xlsx", "is a damaged workbook"),
        (packed({"word/document.xml": "<w/>"}), "figures.xlsx", "is a Word document"),
        (
            workbook(("code", *(f"{y}-{m:02d}" for y in range(2000, 2017) for m in range(1, 13)))),
            "wide.xlsx",
            "205 columns",
        ),
        (
            raw_workbook(f"<sheetData>{raw_row(1, *HEADINGS)}</sheetData>", prolog='<!DOCTYPE a [<!ENTITY b "c">]>'),
            "laughs.xlsx",
            "holds XML that defines entities",
        ),
    ],
    ids=["old Excel", "PDF", "empty", "cut off", "Word", "200 columns", "entities"],
)
def test_a_file_that_is_no_table_is_refused_on_the_form(ann: Client, data: bytes, name: str, said: str) -> None:
    page = outcome(ann, data, name)
    assert said in page
    assert "round of December 2016" in page
    assert Upload.objects.get().state == "unreadable"


def test_macros_are_not_run_and_their_figures_are_read(ann: Client) -> None:
    with_macros = packed({"xl/vbaProject.bin": b"\x00" * 100}, like=GOOD)
    page = outcome(ann, with_macros, "figures.xlsm")
    assert "The workbook has macros; they were not run." in page
    assert "1 figure in this file" in page


def bomb(megabytes: int) -> bytes:
    """A workbook of a few kilobytes whose sheet unpacks to so many megabytes."""
    row = raw_row(2, "A02", "2017-01", "15")
    content = io.BytesIO()
    empty = raw_workbook(f"<sheetData>{raw_row(1, *HEADINGS)}")
    sheet = "xl/worksheets/sheet1.xml"
    with (
        zipfile.ZipFile(io.BytesIO(empty)) as small,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as large,
    ):
        for part in small.namelist():
            if part != sheet:
                large.writestr(part, small.read(part))
        with large.open(sheet, "w") as unpacked:
            unpacked.write(small.read(sheet).partition(b"</worksheet>")[0])
            for _ in range(megabytes):
                unpacked.write(row.encode() * (1024 * 1024 // len(row)))
    return content.getvalue()


def test_a_zip_bomb_is_left_to_another_process_which_refuses_it(ann: Client, later: Later, settings: Settings) -> None:
    settings.UPLOAD_UNPACKED_MB = 10
    data = bomb(15)
    assert len(data) < 100 * 1024, "or its size alone would tell"
    page = outcome(ann, data, "bomb.xlsx", later)
    assert "unpacks to more than 10 MB; accepted: at most 10 MB" in page
    assert Upload.objects.get().state == "unreadable"


def test_a_million_rows_are_refused_soon(ann: Client, later: Later) -> None:
    data = b"code,period,value\n" + b"A02,2017-01,15\n" * 1_000_000
    begun = time.monotonic()
    page = outcome(ann, data, "million.csv", later)
    assert "has more than 100,000 rows; accepted: at most 100,000" in page
    assert time.monotonic() - begun < 60
    assert Upload.objects.get().content is None, "what cannot be read is not kept"


def test_twenty_megabytes_are_kept_and_one_byte_more_is_not(ann: Client, later: Later) -> None:
    most = b"code,period,value\n" + b"\n" * (20 * 1024 * 1024 - 18)
    page = outcome(ann, most, "most.csv", later)
    assert Upload.objects.get().size == 20 * 1024 * 1024
    assert "0 figures in this file" in page
    page = outcome(ann, most + b"\n", "more.csv", later)
    assert "“more.csv” is larger than 20 MB. Accepted: at most 20 MB" in page
    assert Upload.objects.count() == 1


def test_a_file_that_takes_too_much_memory_is_stopped(ann: Client, settings: Settings) -> None:
    settings.UPLOAD_MEMORY_MB = 64
    settings.UPLOAD_AT_ONCE_KB = 10_000
    settings.UPLOAD_UNPACKED_MB = 2000
    page = outcome(ann, b"code,period,value\n" + b"x" * 9_000_000, "large.csv")
    assert "needs more than 64 MB of memory. Nothing was taken from it; accepted: a smaller file" in page


def test_cells_full_of_markup_and_formulas_stay_text(ann: Client) -> None:
    rows = (
        ("A02", "2017-01", "15", "<img src=x onerror=alert(1)>"),
        ("A05", "2016-12", "<script>alert(2)</script>", "=cmd|'/c calc'!A1"),
        ("<b>A01</b>", "javascript:alert(3)", "1", "{{ 7|add:7 }}"),
    )
    text = io.StringIO()
    csv.writer(text).writerows(((*HEADINGS, "note"), *rows))
    page = outcome(ann, text.getvalue().encode(), "markup.csv")
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "{{ 7|add:7 }}" in page
    found = ann.get(f"{page_of(Upload.objects.get())}to-mend.csv").content.decode("utf-8-sig")
    assert "'=cmd" in found, "no spreadsheet takes it for a formula"


def test_endless_cells_are_cut_on_the_page(ann: Client) -> None:
    data = f"code,period,value,note\nA02,2017-01,{'9' * 5000},{'long ' * 900}\n{'Z' * 4000},2017-01,1,\n".encode()
    page = outcome(ann, data, "long.csv")
    assert "9" * 300 not in page
    assert "Z" * 300 not in page


def test_a_sheets_name_is_only_a_name(ann: Client) -> None:
    rows = f"<sheetData>{raw_row(1, *HEADINGS)}{raw_row(2, 'A02', '2017-01', '15')}</sheetData>"
    one = raw_workbook(rows)
    long = "y" * 150
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    sheets = f'<sheet name="{long}" sheetId="1" r:id="rId1"/><sheet name="&lt;b&gt;" sheetId="2" r:id="rId1"/>'
    book = book.partition("<sheets>")[0] + f"<sheets>{sheets}</sheets></workbook>"
    both = packed({"xl/workbook.xml": book}, like=one)
    page = outcome(ann, both, "names.xlsx")
    assert "&lt;b&gt;" in page
    upload = Upload.objects.get()
    assert upload.sheets == [long[:100], "<b>"]
    assert "1 figure in this file" in text_of(step(ann, upload, "sheet", sheet="0"))
    assert upload.sheet == long[:100]
