"""Uploaded files that are nobody's business but their uploader's and their overseers', with texts of their own in every
cell: one that waits to be confirmed, one that was written, one that was undone, one whose sheet is to be chosen and one
that cannot be read."""

from __future__ import annotations

import hashlib

from indicators.actions import apply_upload, read_upload, receive_upload, undo_upload
from indicators.domain import periods
from indicators.importing.uploads import Limits
from indicators.models import Committee, Upload
from tests.importing.uploads.uploaded import book
from tests.indicators.actors import officer

UPLOADER = "unripe-uploader"
HEAD = "code,period,value,note\n"
WAITS = f"""{HEAD}A01,2017-02,64.9101,Unripe-cell 1
A02,2016-12,27.9102,Unripe-cell 2
A06,2017-02,unripe-914103,Unripe-cell 3
P01,2016-12,914104,Unripe-cell 4
A06,2031-13,914105,Unripe-cell 5
A01,2017-03,0.9106,Unripe-cell 6
"""
"""New, changed, two that are refused by the reader, one of another committee, one that looks odd."""
WRITTEN = f"{HEAD}A06,2016-12,914107,Unripe-cell 7\nA06,2016-11,unripe-914108,Unripe-cell 8\n"
UNDONE = f"{HEAD}A06,2017-01,914109,Unripe-cell 9\nA06,2016-11,unripe-914110,Unripe-cell 10\n"
CABINET = f"{HEAD}P01,2017-03,914111,Unripe-cell 11\nP01,2016-13,914112,Unripe-cell 12\n"
ROWS = [("code", "period", "value"), ("A06", "2016-12", 914113)]


def put_uploads() -> tuple[list[Upload], set[str]]:
    """The uploads, and what must be seen nowhere but on their pages: their cells, names, hashes and sheets, and the
    reasons of those who confirmed and undid them."""
    waits = _uploaded("adults", "unripe-waits.csv", WAITS.encode())
    written = _uploaded("adults", "unripe-written.csv", WRITTEN.encode())
    undone = _uploaded("adults", "unripe-undone.csv", UNDONE.encode())
    cabinet = _uploaded("cabinet", "unripe-cabinet.csv", CABINET.encode())
    sheets = _uploaded("adults", "unripe-sheets.xlsx", book({"Unripe-sheet 1": ROWS, "Unripe-sheet 2": ROWS}))
    unreadable = _uploaded("adults", "unripe-unreadable.csv", b"%PDF-1.7 unripe")
    by = officer(None, UPLOADER)
    for one in (written, undone, cabinet):
        apply_upload(one, by=by, say=_say, why="Unripe-why", checked="Unripe-checked")
    undo_upload(undone, by=by, reason="Unripe-undoing")
    uploads = [waits, written, undone, cabinet, sheets, unreadable]
    for one in uploads:
        one.refresh_from_db()
    assert [one.state for one in uploads] == [
        *("previewed", "applied", "undone", "applied", "which_sheet", "unreadable"),
    ]
    cells = (
        cell
        for text in (WAITS, WRITTEN, UNDONE, CABINET)
        for line in text.splitlines()[1:]
        for cell in line.split(",")[2:]
    )
    told = {"unripe-waits", "unripe-written", "unripe-undone", "unripe-cabinet", "unripe-sheets", "unripe-unreadable"}
    told |= {"Unripe-sheet 1", "Unripe-sheet 2", "Unripe-undoing", "Unripe-doubt"}
    return uploads, {*cells, *told, *(one.sha256 for one in uploads)}


def _uploaded(slug: str, name: str, data: bytes) -> Upload:
    committee = Committee.objects.get(slug=slug)
    by = officer(None, UPLOADER)
    upload = receive_upload(committee=committee, month=periods.month(2016, 12), name=name, data=data, by=by)
    assert upload.sha256 == hashlib.sha256(data).hexdigest()
    read_upload(upload, limits=Limits(), say=_say)
    return upload


def _say(code: str, doubt: object) -> str:
    return f"Unripe-doubt of {code}"
