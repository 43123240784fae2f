"""What the page of an upload shows: how far it has come, what would change, what was written, what can be done next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format

from indicators.actions import Group, PackedPreview, UploadRefused, preview_of
from indicators.actions.upload_packing import LINES_A_BLOCK
from indicators.admin.figure_rows import name_of
from indicators.admin.upload_locks import is_held
from indicators.admin.upload_words import HEADINGS, ShownLine, counted, names_in, shown_lines
from indicators.importing.problems import Problem
from indicators.importing.uploads import RefusedRow, refused_csv
from indicators.models import Upload
from indicators.models.uploads import UploadState

FEW: Final = 20
"""So many lines stand for a group that has more than a page."""
IN_WORK: Final = (UploadState.RECEIVED, UploadState.APPLYING)
NOT_READ: Final = (UploadState.UNREADABLE, UploadState.DISCARDED)
BECAME: Final[Mapping[str, str]] = {
    UploadState.RECEIVED: "is being read",
    UploadState.WHICH_SHEET: "waits for its sheet to be chosen",
    UploadState.PREVIEWED: "waits to be confirmed",
    UploadState.APPLYING: "is being written",
    UploadState.APPLIED: "was written",
    UploadState.UNDONE: "was written and undone",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work has come that somebody waits for. `of` is nought where it cannot be told."""

    said: str
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The first lines of a group; `rest` is how many more there are."""

    group: Group
    heading: str
    about: str
    count: int
    lines: list[ShownLine]

    @property
    def rest(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same file, uploaded before."""

    upload: Upload
    words: str


def progress_of(upload: Upload) -> Progress | None:
    """What is being done at this moment; None where nobody works on it."""
    if not is_held(upload.pk):
        return None
    if upload.state == UploadState.APPLIED:
        return Progress("The upload is being undone, all of it or nothing.")
    if upload.state == UploadState.APPLYING:
        return Progress("The figures are being written, all of them or none.")
    if not upload.rows:
        return Progress("The file is being read.")
    said = f"{upload.done:,} of {upload.rows:,} figures have been compared with what stands."
    return Progress(said, upload.done, upload.rows)


def earlier_of(upload: Upload, user: Any) -> Earlier | None:
    """The newest upload of the same bytes to the same committee before this one, if anything came of it."""
    same = Upload.objects.filter(committee=upload.committee_id, sha256=upload.sha256, pk__lt=upload.pk)
    found = same.exclude(state__in=NOT_READ).select_related("by").defer("content", "preview").first()
    if found is None:
        return None
    who = "You" if found.by_id == user.pk else name_of(found.by)
    day = date_format(timezone.localtime(found.at), "j F Y")
    return Earlier(found, f"{who} uploaded this file on {day}; it {BECAME[UploadState(found.state)]}.")


def shown_groups(upload: Upload, preview: PackedPreview) -> list[ShownGroup]:
    """Every group with lines; a few lines of those that have more than a page."""
    names = names_in(upload.committee)
    found = []
    for group, (heading, about) in HEADINGS.items():
        count = preview.counts[group]
        if count:
            lines = preview.page(group, 1)[: FEW if count > LINES_A_BLOCK else LINES_A_BLOCK]
            found.append(ShownGroup(group, heading, about, count, shown_lines(lines, names)))
    return found


def summary_of(upload: Upload, preview: PackedPreview) -> dict[str, Any]:
    """The counts on top, and what they mean for confirming."""
    counts = preview.counts
    offered = sum(counts[group] for group in Group if group not in (Group.REFUSED, Group.UNCHANGED))
    return {
        "preview": preview,
        "counts": counted(counts),
        "offered": offered,
        "at_once": offered - counts[Group.DOUBTED],
        "doubted": counts[Group.DOUBTED],
        "refused": counts[Group.REFUSED],
        "read": sum(counts.values()),
        "moved": _some(preview.moved),
    }


def mending_csv(upload: Upload) -> bytes:
    """The refused rows, to mend and upload. Raises `UploadRefused` where the file was not read."""
    return refused_csv(
        RefusedRow(line.row, line.column, line.cells, tuple(Problem("", None, "", "", text) for text in line.says))
        for line in preview_of(upload).lines(Group.REFUSED)
    )


def preview_or_none(upload: Upload) -> PackedPreview | None:
    try:
        return preview_of(upload)
    except UploadRefused:
        return None


def _some(places: Iterable[str]) -> str:
    """`row 3, row 5 and 12 more`."""
    found = list(places)
    if len(found) <= FEW:
        return ", ".join(found)
    return f"{', '.join(found[:FEW])} and {len(found) - FEW:,} more"
