"""Uploaded files: received, read by a child process, shown first, confirmed as shown, and undone as one.

Confirming writes exactly what was shown, in one transaction, or says what changed in between. Everything written
becomes a draft like a figure that was typed, and its revision names the file, its row and the upload.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from indicators.actions.entering import enter_figures
from indicators.actions.entries import Entered, Entry, Result
from indicators.actions.ledger import Change, Kind, Origin, write
from indicators.actions.upload_preview import Line, Preview, line_of
from indicators.domain.periods import Period, parse
from indicators.domain.plausibility import Doubt
from indicators.importing.problems import Problem
from indicators.importing.rows import code_key
from indicators.importing.uploads import Limits, Refused, UploadRead, WhichSheet
from indicators.importing.uploads.answers import cells_of
from indicators.importing.uploads.child import read_upload as read_file
from indicators.models import Committee, Figure, Revision, StoreStamp, Upload
from indicators.queries.entries import locked_rounds

LONGEST_NAME = 200
CODES_A_STEP = 25  # after so many indicators the progress is told
COLUMNS = Kind.FIGURE.columns
UNDONE = "Upload undone: {reason}"


class UploadRefused(ValueError):
    """The upload cannot take that step; the message says why."""


class ChangedMeanwhile(Exception):
    """Nothing was written: some figures are not as they were shown. `places` says which; the preview is made anew."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__("Some figures have changed since they were shown.")
        self.places = tuple(places)


@dataclass(frozen=True, slots=True)
class Undone:
    """How many figures are as they were before the upload, and which were left, each with the reason."""

    count: int
    left: tuple[str, ...]


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


def read_upload(
    upload: Upload,
    *,
    limits: Limits,
    say: Callable[[Doubt], str],
    enterable: Collection[str] | None = None,
    sheet: str = "",
) -> None:
    """Reads the file and keeps what applying it would do; or why it cannot be read, or which sheets to choose from.

    `say` puts a doubt into words. `enterable` holds the code keys that the person may enter (None: all of the
    committee); other rows are refused. Takes as long as the file is large: `Upload.done` says how far it has come.
    """
    answer = read_file(upload.file_name, bytes(upload.content or b""), sheet=sheet or None, limits=limits)
    if isinstance(answer, Refused):
        _set(upload, state="unreadable", message=answer.message, content=None)
    elif isinstance(answer, WhichSheet):
        _set(upload, state="which_sheet", sheets=list(answer.names))
    else:
        _set(upload, sheet=answer.sheet, rows=len(answer.figures) + len(answer.refused))
        preview = _previewed(upload, answer, say, enterable)
        _set(upload, state="previewed", preview=preview.packed(), counts=preview.counts, done=upload.rows)


def _previewed(
    upload: Upload, read: UploadRead, say: Callable[[Doubt], str], enterable: Collection[str] | None
) -> Preview:
    own = {code_key(code) for code in upload.committee.indicators.values_list("code", flat=True)}
    allowed = own if enterable is None else own & set(enterable)
    lines: dict[int, Line] = {}
    entries: list[tuple[int, Entry]] = []
    for at, one in enumerate(read.figures):
        key = one.figure.key
        if key in allowed:
            entries.append((at, Entry(row=one.figure)))
        else:
            message = NOT_YOURS if key in own else NOT_OF_THE_COMMITTEE.format(committee=upload.committee.name)
            lines[at] = Line(one.place, Result.REFUSED, cells_of(one.figure), (f"{one.figure.code} {message}",))
    for at, entered in _looked_at(upload, entries):
        one = read.figures[at]
        told = [read.placed(one, problem) for problem in entered.problems]
        found = line_of(one.place, cells_of(one.figure), entered, [say(doubt) for doubt in entered.doubts])
        lines[at] = replace(found, says=tuple(map(_message, told)))
    unread = [
        (row.row, Line(row.place, Result.REFUSED, dict(row.cells), tuple(map(_message, row.problems))))
        for row in read.refused
    ]
    numbered = [(one.figure.row, lines[at]) for at, one in enumerate(read.figures)]
    ordered = sorted((*numbered, *unread), key=lambda one: one[0])
    return Preview(tuple(line for _, line in ordered), read.notices)


NOT_YOURS = "is not yours to enter; accepted: indicators you are responsible for or stand in for"
NOT_OF_THE_COMMITTEE = "is not an indicator of the {committee}; accepted: codes of its register"


def _message(problem: Problem) -> str:
    return f"{problem.column}: {problem.message}" if problem.column else problem.message


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


def apply_upload(
    upload: Upload, *, by: AbstractBaseUser, why: str = "", checked: str = "", say: Callable[[Doubt], str]
) -> dict[str, int]:
    """Writes what was shown: new and changed figures, with `why` those that change a verified one, with `checked` the
    doubted ones (without it they are left out). Gives the figures by what became of them.

    Raises `ChangedMeanwhile` (nothing is written, and the preview is as things stand now) and `UploadRefused`.
    """
    why, checked = why.strip(), checked.strip()
    preview = preview_of(upload)
    if preview.needs_why and not why:
        raise UploadRefused("Some of these change verified figures: say why. The reason is kept for auditors.")
    offered = [line for line in preview.lines if line.is_offered and (checked or not line.doubts)]
    with transaction.atomic():
        StoreStamp.touch()
        if not Upload.objects.filter(pk=upload.pk, state="previewed").update(state="applying"):
            raise UploadRefused("This upload was confirmed or let go already.")
        entries = [line.entry(why=why, checked=checked) for line in offered]
        found = enter_figures(entries, by=by, source=upload.file_name, upload=upload.pk)
        others = [line.place for line, one in zip(offered, found, strict=True) if not one.is_kept]
        if others:
            transaction.set_rollback(True)
        else:
            counts = preview.counts | {"written": sum(one.result is not Result.UNCHANGED for one in found)}
            _set(upload, state="applied", applied_at=timezone.now(), counts=counts, content=None)
    if others:
        _show_anew(upload, preview, say)
        raise ChangedMeanwhile(others)
    return counts


def _show_anew(upload: Upload, preview: Preview, say: Callable[[Doubt], str]) -> None:
    """The preview as things stand now."""
    readable = [line for line in preview.lines if line.figure is not None]
    entries = [Entry(row=line.figure) for line in readable if line.figure is not None]
    found = iter(enter_figures(entries, by=upload.by, dry_run=True))
    lines = [
        line
        if line.figure is None
        else line_of(line.place, line.cells, (one := next(found)), [say(doubt) for doubt in one.doubts])
        for line in preview.lines
    ]
    again = Preview(tuple(lines), preview.notices)
    _set(upload, state="previewed", preview=again.packed(), counts=again.counts)


def preview_of(upload: Upload) -> Preview:
    """What was shown of the file. Raises `UploadRefused` where it was not read."""
    if upload.preview is None:
        raise UploadRefused("This upload has no preview.")
    return Preview.unpacked(upload.preview)


def discard_upload(upload: Upload) -> None:
    """Lets a file go that was not applied; its name and hash stay. Raises `UploadRefused`."""
    waiting = Upload.objects.filter(pk=upload.pk).exclude(state__in=("applying", "applied", "undone"))
    if not waiting.update(state="discarded", content=None):
        raise UploadRefused("This upload was applied already; it can be undone instead.")
    upload.refresh_from_db()


def undo_upload(upload: Upload, *, by: AbstractBaseUser, reason: str) -> Undone:
    """Its figures are again what they were before, as new revisions, unless somebody has changed, submitted or verified
    them since.

    Raises `UploadRefused`.
    """
    if not reason.strip():
        raise UploadRefused("A reason is needed to undo an upload; it is kept with every figure.")
    with transaction.atomic():
        StoreStamp.touch()
        if not Upload.objects.filter(pk=upload.pk, state="applied").update(
            state="undone", undone_by=by, undone_at=timezone.now(), undone_because=reason.strip()
        ):
            raise UploadRefused("Only an upload that was applied can be undone, and once.")
        changes, left = _taken_back(upload)
        keys = {code_key(revision.indicator.code): revision.indicator_id for revision, _ in changes}
        origin = Origin(by, timezone.now(), UNDONE.format(reason=reason.strip()), upload=upload.pk)
        draft = Origin(origin.by, origin.at, origin.reason, state="draft", upload=upload.pk)
        write([change for _, change in changes], draft, keys)
    upload.refresh_from_db()
    return Undone(len(changes), tuple(left))


def _taken_back(upload: Upload) -> tuple[list[tuple[Revision, Change]], list[str]]:
    """The changes that undo the upload, and what stays, each with why."""
    revisions = list(upload.revisions.filter(of="figure").select_related("indicator").order_by("id"))
    ids = {revision.indicator_id for revision in revisions}
    newest: Mapping[tuple[int, str], int] = {
        (indicator, period): last
        for indicator, period, last in Revision.objects.filter(of="figure", indicator_id__in=ids)
        .order_by()
        .values_list("indicator_id", "period")
        .annotate(last=Max("id"))
    }
    standing = {
        (row.indicator_id, row.period): row
        for row in Figure.objects.filter(indicator_id__in=ids).exclude(state="verified")
    }
    locked = locked_rounds()
    changes, left = [], []
    for revision in revisions:
        place = (revision.indicator_id, revision.period)
        row, period = standing.get(place), parse(revision.period)
        name = f"{revision.indicator.code} {period.name}"
        if newest[place] != revision.pk or (revision.new is None) is not (row is None):
            left.append(f"{name}: somebody has changed, submitted or verified it since")
        elif (upload.committee.slug, period.last_month_number) in locked:
            left.append(f"{name}: its round is locked")
        else:
            old = None if row is None else tuple(getattr(row, column) for column in COLUMNS)
            change = Change(
                Kind.FIGURE, code_key(revision.indicator.code), revision.period, old, _columns(revision.old)
            )
            changes.append((revision, change))
    return changes, left


def _columns(named: Mapping[str, str] | None) -> tuple[str | None, ...] | None:
    """Columns as they are stored, from a revision that keeps only those that are not empty."""
    if named is None:
        return None
    return tuple(named.get(column, "" if column in ("reason", "note") else None) for column in COLUMNS)


def _set(upload: Upload, **columns: object) -> None:
    Upload.objects.filter(pk=upload.pk).update(**columns)
    for name, value in columns.items():
        setattr(upload, name, value)
