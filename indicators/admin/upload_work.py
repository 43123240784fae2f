"""The work on an upload: within the request where it is short, otherwise in a process of its own (`process_upload`).

So a web process holds a small file at most. The other process gets what it needs to know on its standard input, holds
the upload's lock until it ends, and tells its progress in the upload's row.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from indicators import rights
from indicators.actions import (
    ChangedMeanwhile,
    UploadRefused,
    apply_upload,
    claim_upload,
    read_upload,
    release_upload,
    undo_upload,
)
from indicators.admin.doubt_words import doubt_words
from indicators.admin.upload_locks import Lock, held, inherited
from indicators.domain.definitions import Unit
from indicators.domain.plausibility import Doubt
from indicators.importing.rows import code_key
from indicators.importing.uploads import Limits
from indicators.importing.uploads.kinds import ZIP
from indicators.models import Committee, Indicator, Upload

ENTER: Final = "indicators.change_figure"
OVERSEE: Final = ("indicators.verify_figure", "indicators.delete_figure")
"""Performance leads have both, administrators the second."""
CELLS_AT_ONCE: Final = 20_000
UNPACKED_AT_ONCE: Final = 1024 * 1024  # bytes; a cell of a workbook has some fifty
FIGURES_AT_ONCE: Final = 1000
SEPARATORS: Final = (b",", b";", b"\t", b"|", b"\n")

_log: Final = logging.getLogger(__name__)


# What the actions ask for --------------------------------------------------------------------------------------------


def limits() -> Limits:
    """What a file may hold and reading it may cost, from the settings."""
    return Limits(
        file_megabytes=settings.UPLOAD_FILE_MB,
        unzipped_megabytes=settings.UPLOAD_UNPACKED_MB,
        rows=settings.UPLOAD_ROWS,
        columns=settings.UPLOAD_COLUMNS,
        seconds=settings.UPLOAD_SECONDS,
        processor_seconds=settings.UPLOAD_SECONDS // 2,
        memory_megabytes=settings.UPLOAD_MEMORY_MB,
    )


def enterable_by(user: Any, committee: Committee) -> frozenset[str]:
    """The keys of the codes that somebody may enter in a committee."""
    return _codes_for(user, committee, ENTER)


def undoable_by(user: Any, committee: Committee) -> frozenset[str]:
    """The keys of the codes whose figures somebody may take back: those they may enter, or clear up after others."""
    return _codes_for(user, committee, ENTER, *OVERSEE)


def _codes_for(user: Any, committee: Committee, *permissions: str) -> frozenset[str]:
    rows = Indicator.objects.filter(rights.indicators_for(user, *permissions), committee=committee)
    return frozenset(map(code_key, rows.order_by().values_list("code", flat=True)))


class Saying:
    """Puts doubts about the indicators of a committee into words."""

    def __init__(self, committee: Committee) -> None:
        rows = Indicator.objects.filter(committee=committee).order_by().values_list("code", "unit", "decimals")
        self._printed = {code_key(code): (Unit(unit), decimals) for code, unit, decimals in rows}

    def __call__(self, code: str, doubt: Doubt) -> str:
        return doubt_words(doubt, *self._printed[code])


# From a page ---------------------------------------------------------------------------------------------------------


def start_reading(upload: Upload) -> None:
    """Reads the file, or has it read. Raises `AtWork` where somebody does already."""
    with held(upload.pk) as lock:
        if is_short(bytes(upload.content or b"")):
            _read(upload)
        else:
            _start(lock, upload, "read", {})


def start_applying(upload: Upload, figures: int, *, by: AbstractBaseUser, why: str, checked: str) -> None:
    """Writes so many figures, or has them written.

    Raises `AtWork`, `UploadRefused` and, where it is done within the request, `ChangedMeanwhile`.
    """
    with held(upload.pk) as lock:
        if figures <= FIGURES_AT_ONCE:
            _apply(upload, by, why, checked)
            return
        claim_upload(upload)
        try:
            _start(lock, upload, "apply", {"by": by.pk, "why": why, "checked": checked})
        except OSError:
            release_upload(upload)
            raise


def start_undoing(upload: Upload, figures: int, *, by: AbstractBaseUser, why: str) -> None:
    """Takes so many written figures back, or has them taken back. Raises `AtWork` and `UploadRefused`."""
    with held(upload.pk) as lock:
        if figures <= FIGURES_AT_ONCE:
            _undo(upload, by, why)
        else:
            _start(lock, upload, "undo", {"by": by.pk, "why": why})


def is_short(data: bytes) -> bool:
    """Is a file so small that its page can be waited for, and the web process hold what is read of it?

    A few bytes of a workbook may unpack to a great many cells, and a wide sheet has many figures in a few rows: so
    neither the size alone nor the rows alone would tell.
    """
    if len(data) > settings.UPLOAD_AT_ONCE_KB * 1024:
        return False
    if not data.startswith(ZIP):
        return sum(map(data.count, SEPARATORS)) <= CELLS_AT_ONCE
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(part.file_size for part in archive.infolist()) <= UNPACKED_AT_ONCE
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return True  # damaged: told at once


def _start(lock: Lock, upload: Upload, task: str, given: Mapping[str, Any]) -> None:
    """A process of its own, which outlives the request and holds the lock. Raises `OSError` where there can be none."""
    command = [sys.executable, "manage.py", "process_upload", str(upload.pk), task, "--lock", str(lock.file)]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, pass_fds=(lock.file,), start_new_session=True
    )
    lock.is_handed_on = True
    threading.Thread(target=_see_it_end, args=(process, json.dumps(given).encode()), daemon=True).start()


def _see_it_end(process: subprocess.Popen[bytes], given: bytes) -> None:
    """Says what it is to do, and takes note of its end: otherwise the system would keep its name for ever."""
    process.communicate(given)
    if process.returncode:
        _log.error("the process of an upload ended with %s", process.returncode)


# In the other process ------------------------------------------------------------------------------------------------


def work_on(key: int, task: str, given: Mapping[str, Any], lock: int | None) -> Upload:
    """Does one of `TASKS`; gives the upload as it is then. Raises `AtWork`, and `LookupError` for no such upload."""
    with held(key) if lock is None else inherited(key, lock):
        upload = Upload.objects.select_related("committee", "by").filter(pk=key).first()
        if upload is None:
            raise LookupError(f"There is no upload {key}.")
        TASKS[task](upload, given)
    return Upload.objects.defer("content", "preview").get(pk=key)


def _read(upload: Upload) -> None:
    """As far as the person may enter figures who uploaded it; the sheet they chose, where they were asked."""
    mine = enterable_by(upload.by, upload.committee)
    read_upload(upload, limits=limits(), say=Saying(upload.committee), enterable=mine, sheet=upload.sheet)


def _apply(upload: Upload, by: AbstractBaseUser, why: str, checked: str, *, claimed: bool = False) -> None:
    mine = enterable_by(by, upload.committee)
    say = Saying(upload.committee)
    apply_upload(upload, by=by, say=say, why=why, checked=checked, enterable=mine, claimed=claimed)


def _read_task(upload: Upload, given: Mapping[str, Any]) -> None:
    if upload.state == "received":
        _read(upload)


def _apply_task(upload: Upload, given: Mapping[str, Any]) -> None:
    try:
        _apply(upload, _person(given), given["why"], given["checked"], claimed=True)
    except ChangedMeanwhile:
        pass  # the preview was made anew and says so
    except UploadRefused:
        release_upload(upload)
        raise


def _undo(upload: Upload, by: AbstractBaseUser, why: str) -> None:
    undo_upload(upload, by=by, reason=why, changeable=undoable_by(by, upload.committee))


def _undo_task(upload: Upload, given: Mapping[str, Any]) -> None:
    _undo(upload, _person(given), given["why"])


def _person(given: Mapping[str, Any]) -> AbstractBaseUser:
    return get_user_model().objects.get(pk=given["by"])


TASKS: Final[Mapping[str, Callable[[Upload, Mapping[str, Any]], None]]] = {
    "read": _read_task,
    "apply": _apply_task,
    "undo": _undo_task,
}
