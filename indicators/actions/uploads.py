"""Uploaded files: received, read by a child process, shown first, and confirmed as shown (`undoing` takes them back).

Confirming writes exactly what was shown, in one transaction, or says what changed in between. Everything written
becomes a draft like a figure that was typed, and its revision names the file, its row and the upload.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.entering import enter_figures
from indicators.actions.entries import Entered, Entry, Result
from indicators.actions.upload_packing import PackedPreview, packed
from indicators.actions.upload_preview import Group, Line, Preview, line_of, refused_line
from indicators.domain.periods import Period
from indicators.domain.plausibility import Doubt
from indicators.importing.problems import Problem, quoted
from indicators.importing.rows import code_key
from indicators.importing.uploads import Limits, Refused, UploadedFigure, UploadRead, WhichSheet
from indicators.importing.uploads.answers import RefusedRow, cells_of
from indicators.importing.uploads.child import read_upload as read_file
from indicators.models import Committee, StoreStamp, Upload

LONGEST_NAME: Final = 200
LONGEST_SHEET: Final = 100
CODES_A_STEP: Final = 25  # after so many indicators the progress is told
NOT_YOURS: Final = "is not yours to enter; accepted: indicators you are responsible for or stand in for"
NOT_OF_THE_COMMITTEE: Final = "is not an indicator of the {committee}; accepted: codes of its register"
"""Says the same of another committee's code as of one that nobody has: neither is theirs to know."""

Say = Callable[[str, Doubt], str]
"""Puts a doubt about the indicator with a code key into words."""
Placed = Callable[[UploadedFigure, Problem], Problem]


class UploadRefused(ValueError):
    """The upload cannot take that step; the message says why."""


class ChangedMeanwhile(Exception):
    """Nothing was written: some figures are not as they were shown. `places` says which; the preview is made anew."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__("Some figures have changed since they were shown.")
        self.places = tuple(places)


def receive_upload(*, committee: Committee, month: Period, name: str, data: bytes, by: AbstractBaseUser) -> Upload:
    """Keeps the file as it came. Nothing of it is read yet."""
    return Upload.objects.create(
        committee=committee,
        period=month.written,
        file_name=name[-LONGEST_NAME:],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        by=by,
        at=timezone.now(),
        content=data,
    )


# Reading -------------------------------------------------------------------------------------------------------------


def read_upload(
    upload: Upload, *, limits: Limits, say: Say, enterable: Collection[str] | None = None, sheet: str = ""
) -> None:
    """Reads the file and keeps what applying it would do; or why it cannot be read, or which sheets to choose from.

    `enterable` holds the code keys that the person may enter (None: all of the committee); other rows are refused.
    Takes as long as the file is large: `Upload.done` says how far it has come. An upload that was let go meanwhile
    stays let go.
    """
    answer = read_file(upload.file_name, bytes(upload.content or b""), sheet=sheet or None, limits=limits)
    if isinstance(answer, Refused):
        _read(upload, state="unreadable", message=answer.message, content=None)
    elif isinstance(answer, WhichSheet):
        _read(upload, state="which_sheet", sheets=list(answer.names))
    else:
        _set(upload, sheet=answer.sheet[:LONGEST_SHEET], rows=len(answer.figures) + len(answer.refused), done=0)
        preview = _previewed(upload, answer, say, enterable)
        _read(upload, state="previewed", preview=packed(preview), counts=preview.counts, done=upload.rows)


def _previewed(upload: Upload, read: UploadRead, say: Say, enterable: Collection[str] | None) -> Preview:
    known = _Known(upload, enterable)
    lines = [refused_line(row) for row in read.refused]
    lines += _lines(upload, read.figures, say, known, read.placed)
    # The same row of a wide sheet may have figures that can be read and others that cannot.
    return Preview(tuple(sorted(lines, key=lambda line: line.row)), read.notices)


class _Known:
    """Which codes are the committee's, and which of them the person may enter."""

    def __init__(self, upload: Upload, enterable: Collection[str] | None) -> None:
        self._committee = upload.committee.name
        self._own = {code_key(code) for code in upload.committee.indicators.values_list("code", flat=True)}
        self._allowed = self._own if enterable is None else self._own & set(enterable)

    def refusal(self, one: UploadedFigure) -> str:
        """Why the figure may not be entered; empty where it may."""
        key, code = one.figure.key, quoted(one.figure.code)
        if key not in self._own:
            return f"{code} {NOT_OF_THE_COMMITTEE.format(committee=self._committee)}"
        return "" if key in self._allowed else f"{code} {NOT_YOURS}"


def _lines(upload: Upload, figures: Sequence[UploadedFigure], say: Say, known: _Known, placed: Placed) -> list[Line]:
    """What would become of each figure, in their order."""
    lines: dict[int, Line] = {}
    entries: list[tuple[int, Entry]] = []
    for at, one in enumerate(figures):
        if refusal := known.refusal(one):
            problem = placed(one, Problem("", None, "code", one.figure.code, refusal))
            lines[at] = refused_line(RefusedRow(one.figure.row, one.column, cells_of(one.figure), (problem,)))
        else:
            entries.append((at, Entry(row=one.figure)))
    for at, entered in _looked_at(upload, entries):
        one = figures[at]
        doubts = [say(one.figure.key, doubt) for doubt in entered.doubts]
        lines[at] = line_of(one, entered, doubts, [placed(one, problem) for problem in entered.problems])
    return [lines[at] for at in range(len(figures))]


def _looked_at(upload: Upload, entries: Sequence[tuple[int, Entry]]) -> Iterator[tuple[int, Entered]]:
    """What would become of each entry; tells the progress after some indicators at a time."""
    by_code = sorted(entries, key=lambda one: one[1].row.key)
    groups = [list(group) for _, group in groupby(by_code, key=lambda one: one[1].row.key)]
    done = 0
    for start in range(0, len(groups), CODES_A_STEP):
        part = [one for group in groups[start : start + CODES_A_STEP] for one in group]
        found = enter_figures([entry for _, entry in part], by=upload.by, dry_run=True)
        yield from zip((at for at, _ in part), found, strict=True)
        done += len(part)
        _set(upload, done=done)


def preview_of(upload: Upload) -> PackedPreview:
    """What was shown of the file. Raises `UploadRefused` where it was not read."""
    if upload.preview is None:
        raise UploadRefused("This upload has no preview.")
    return PackedPreview(upload.preview)


# Confirming ----------------------------------------------------------------------------------------------------------


def claim_upload(upload: Upload) -> None:
    """Takes a previewed upload for `apply_upload` in another process: nobody else confirms it or lets it go meanwhile.
    Raises `UploadRefused`."""
    if not Upload.objects.filter(pk=upload.pk, state="previewed").update(state="applying", done=0):
        raise UploadRefused("This upload was confirmed or let go already.")
    upload.state = "applying"


def release_upload(upload: Upload) -> None:
    """Gives a claimed upload back, whose process ended before it had written anything."""
    if Upload.objects.filter(pk=upload.pk, state="applying").update(state="previewed"):
        upload.state = "previewed"


def apply_upload(
    upload: Upload,
    *,
    by: AbstractBaseUser,
    say: Say,
    why: str = "",
    checked: str = "",
    enterable: Collection[str] | None = None,
    claimed: bool = False,
) -> dict[str, int]:
    """Writes what was shown: new and changed figures, with `why` those that change a verified one, with `checked` the
    doubted ones (without it they are left out). Gives the figures by what became of them.

    `enterable` as for `read_upload`. `claimed`: the caller holds it from `claim_upload`. Raises `ChangedMeanwhile`
    (nothing is written, and the preview is as things stand now) and `UploadRefused`.
    """
    why, checked = why.strip(), checked.strip()
    preview = preview_of(upload).whole()
    offered = [line for line in preview.lines if line.is_offered and (checked or line.group is not Group.DOUBTED)]
    if not why and any(line.why_needed for line in offered):
        raise UploadRefused("Some of these change verified figures: say why. The reason is kept for auditors.")
    known = _Known(upload, enterable)
    counts = preview.counts
    with transaction.atomic():
        StoreStamp.touch()
        mine = Upload.objects.filter(pk=upload.pk, state="applying" if claimed else "previewed")
        if not mine.update(state="applying"):
            raise UploadRefused("This upload was confirmed or let go already.")
        others = [line.place for line in offered if known.refusal(_uploaded(line))]
        if not others:
            entries = [line.entry(why=why, checked=checked) for line in offered]
            found = enter_figures(entries, by=by, source=upload.file_name, upload=upload.pk)
            others = [line.place for line, one in zip(offered, found, strict=True) if not one.is_kept]
            counts["written"] = sum(one.result is not Result.UNCHANGED for one in found)
            counts["left_out"] = 0 if checked else counts[Group.DOUBTED]
        if others:
            transaction.set_rollback(True)
        else:
            _set(upload, state="applied", applied_at=timezone.now(), counts=counts, content=None)
    if others:
        _show_anew(upload, preview, others, say, known)
        raise ChangedMeanwhile(others)
    return counts


def _show_anew(upload: Upload, preview: Preview, moved: Sequence[str], say: Say, known: _Known) -> None:
    """The preview as things stand now, which says what was moved."""
    readable = [_uploaded(line) for line in preview.lines if line.figure is not None]
    again = iter(_lines(upload, readable, say, known, lambda one, problem: problem))
    lines = tuple(line if line.figure is None else next(again) for line in preview.lines)
    anew = Preview(lines, preview.notices, tuple(moved))
    _set(upload, state="previewed", preview=packed(anew), counts=anew.counts, done=upload.rows)


def _uploaded(line: Line) -> UploadedFigure:
    if line.figure is None:
        raise ValueError(f"{line.place} could not be read")
    return UploadedFigure(line.figure, line.column)


def discard_upload(upload: Upload) -> None:
    """Lets a file go that was not applied; its name and hash stay. Raises `UploadRefused`."""
    waiting = Upload.objects.filter(pk=upload.pk).exclude(state__in=("applying", "applied", "undone"))
    if not waiting.update(state="discarded", content=None, preview=None):
        raise UploadRefused("This upload was written already; it can be undone instead.")
    upload.refresh_from_db()


def _read(upload: Upload, **columns: object) -> None:
    """What reading came to, unless the upload was let go meanwhile."""
    if Upload.objects.filter(pk=upload.pk, state="received").update(**columns):
        _remember(upload, columns)


def _set(upload: Upload, **columns: object) -> None:
    Upload.objects.filter(pk=upload.pk).update(**columns)
    _remember(upload, columns)


def _remember(upload: Upload, columns: dict[str, object]) -> None:
    for name, value in columns.items():
        setattr(upload, name, value)
