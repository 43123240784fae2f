"""An uploaded file -> an answer, in this process: what the child process does."""

from __future__ import annotations

from typing import BinaryIO

from indicators.importing.uploads.answers import Answer, Refused, Unreadable, WhichSheet
from indicators.importing.uploads.figures import read_figures
from indicators.importing.uploads.kinds import HEAD_BYTES, is_workbook, shown_name
from indicators.importing.uploads.limits import Limits
from indicators.importing.uploads.text_grid import read_text
from indicators.importing.uploads.workbook import read_workbook


def read_file(name: str, data: BinaryIO, sheet: str | None, limits: Limits) -> Answer:
    """Raises nothing for what the file holds, but `MemoryError` where the process may not have what it needs."""
    file = shown_name(name)
    try:
        return _read(file, data, sheet, limits)
    except Unreadable as why:
        return Refused(file, str(why))


def _read(file: str, data: BinaryIO, sheet: str | None, limits: Limits) -> Answer:
    head = data.read(HEAD_BYTES)
    data.seek(0)
    packed = is_workbook(file, head, data)
    data.seek(0)
    if packed:
        found = read_workbook(file, data, sheet, limits)
        if isinstance(found, WhichSheet):
            return found
    else:
        found = read_text(file, data.read(), limits)
    grid, header, notices = found
    return read_figures(file, grid, header, notices, limits)
