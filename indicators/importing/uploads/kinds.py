"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import re
from typing import BinaryIO, Final

from indicators.importing.problems import quoted
from indicators.importing.uploads.answers import Unreadable

BLANK: Final = b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"
HEAD_BYTES: Final = 4096
LONGEST_NAME: Final = 100
ACCEPTED: Final = "accepted: CSV or XLSX (in Excel: Save As, then “CSV UTF-8” or “Excel Workbook”)"

ZIP: Final = b"PK\x03\x04"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Final = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"{\\rtf", "a Word document (RTF)"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_WEB_PAGE: Final = re.compile(rb"(<!doctype html|<html|<head|<table|<meta|mime-version:)", re.IGNORECASE)
_XML: Final = re.compile(rb"<\?xml|<[a-z:]+ xmlns", re.IGNORECASE)


def shown_name(name: str) -> str:
    """The file's own name, without folders, on one line and of bearable length."""
    own = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable()).strip()
    return f"{own[:LONGEST_NAME]}…" if len(own) > LONGEST_NAME else own or "the file"


def is_workbook(file: str, head: bytes, data: BinaryIO) -> bool:
    """Is it a zip archive, as every .xlsx is? False for what may be text. Raises `Unreadable` for all else.

    `head` is how the file begins; more of `data` is read only where that is blank, and in old Office files, which name
    inside what they hold.
    """
    if not head.strip(BLANK) and not data.read().strip(BLANK):
        raise Unreadable(f"{quoted(file)} is empty; accepted: a CSV or XLSX file with a row of headings and figures")
    if head.startswith(ZIP):
        return True
    if head.startswith(OLD_OFFICE):
        raise Unreadable(_old_office(file, data.read()))
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise Unreadable(f"{quoted(file)} is {what}, whatever its name says; {ACCEPTED}")
    start = head.lstrip(b"\xef\xbb\xbf\t\n\r ")
    if _WEB_PAGE.match(start):
        raise Unreadable(f"{quoted(file)} is a web page, as some systems export under the name .xls; {ACCEPTED}")
    if _XML.match(start):
        raise Unreadable(f"{quoted(file)} is XML, not a spreadsheet of today; {ACCEPTED}")
    return False


def _old_office(file: str, data: bytes) -> str:
    """Old Office files are one container; the parts inside have their names in UTF-16."""

    def holds(part: str) -> bool:
        return part.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return (
            f"{quoted(file)} is protected with a password, so it cannot be read; accepted: the workbook without one "
            "(in Excel: File, Info, Protect Workbook, Encrypt with Password, and empty the box)"
        )
    if holds("WordDocument"):
        return f"{quoted(file)} is a Word document, not a spreadsheet; {ACCEPTED}"
    if holds("PowerPoint Document"):
        return f"{quoted(file)} is a presentation, not a spreadsheet; {ACCEPTED}"
    return f"{quoted(file)} is an Excel workbook of before 2007 (.xls); {ACCEPTED}"
