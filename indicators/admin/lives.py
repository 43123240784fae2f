"""Revisions as people read them: what happened, from what to what, by whom, why, where from; on a page and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from indicators.admin.entry_forms import COLUMNS
from indicators.admin.figure_rows import name_of
from indicators.domain.periods import Period
from indicators.importing.uploads.defusing import defused_number
from indicators.models import Indicator, Revision
from indicators.models.decisions import FlagRule
from indicators.models.figures import Judged, State, Status
from indicators.spreadsheets import cell_text

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "status": dict(Status.choices),
    "judged": dict(Judged.choices),
    "rating": dict(Judged.choices),
    "rule": dict(FlagRule.choices),
    "state": dict(State.choices),
}
NOTHING: Final = "nothing"
VERIFIED: Final = "Verified"
TOLD_APART: Final = ("state", "checked")
"""What a revision keeps beside the entry's own columns: the state is in what happened, what was checked beside why."""
NUMBERS: Final = ("value", "value_to", "numerator", "denominator")
CSV_COLUMNS: Final = (
    *("code", "name", "period", "at", "by", "of", "happened", "state", "column", "old", "new"),
    *("why", "checked", "file", "row", "sha256"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of an entry that a revision changed: as stored, and what it is called."""

    name: str
    old: str | None
    new: str | None

    @property
    def column(self) -> str:
        return COLUMNS[self.name]

    @property
    def old_words(self) -> str:
        return _word(self.name, self.old)

    @property
    def new_words(self) -> str:
        return _word(self.name, self.new)


def _word(column: str, value: str | None) -> str:
    """A column's value as people read it."""
    return WORDS.get(column, {}).get(value or "", value or "") or NOTHING


def differences(revision: Revision) -> Iterator[Difference]:
    """What the revision changed, column by column."""
    old, new = revision.old or {}, revision.new or {}
    for name in COLUMNS:
        if name not in TOLD_APART and old.get(name) != new.get(name):
            yield Difference(name, old.get(name), new.get(name))


def outcome(revision: Revision) -> str:
    """What happened: recorded, changed or withdrawn; of a figure on its way, which step it took."""
    old, new = revision.old, revision.new
    was, state = (one.get("state", State.VERIFIED) if one else "" for one in (old, new))
    if state == State.VERIFIED and old and "state" in old:
        return VERIFIED
    if state == State.SUBMITTED:
        return "Submitted"
    if state == State.DRAFT:
        if old is None:
            return "Entered as a draft"
        return "Sent back" if was == State.SUBMITTED and not any(differences(revision)) else "Draft changed"
    if new is None:
        return "Withdrawn" if was == State.VERIFIED else "Draft discarded"
    return "Recorded" if old is None else "Changed"


@dataclass(frozen=True, slots=True)
class Event:
    """One revision in words. `file` and `row` say where it came from, empty for what was typed; `upload` is the key of
    the upload it came with, for readers who may see that."""

    at: datetime
    who: str
    of: str
    what: str
    state: str
    is_first: bool
    differences: tuple[Difference, ...]
    why: str
    checked: str
    file: str
    row: int | None
    sha256: str
    upload: int | None = None

    @property
    def where_from(self) -> str:
        """`round.xlsx, row 12`."""
        if not self.file:
            return "typed" if self.differences and self.what != VERIFIED else ""
        return self.file if self.row is None else f"{self.file}, row {self.row}"


def event(revision: Revision, uploads_seen: Container[int] = ()) -> Event:
    """The revision in words; it comes with who made it and its upload. `uploads_seen` holds the keys of those uploads
    that the reader may see."""
    upload, new = revision.upload, revision.new or {}
    file = revision.source or (upload.file_name if upload else "")
    return Event(
        at=revision.at,
        who=name_of(revision.by),
        of=revision.get_of_display(),
        what=outcome(revision),
        state=new.get("state", ""),
        is_first=revision.old is None,
        differences=tuple(differences(revision)),
        why=revision.reason,
        checked=new.get("checked", ""),
        file=file,
        row=revision.source_row if file else None,
        sha256=upload.sha256 if upload else "",
        upload=upload.pk if upload and upload.pk in uploads_seen else None,
    )


def life_csv(indicator: Indicator, period: Period, newest_first: Sequence[Event]) -> bytes:
    """The whole life, oldest first: a row for each column that changed, one for a step that changed none.

    UTF-8 with LF line ends and no byte-order mark; times with their offset; numbers as stored, text defused.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for one in reversed(newest_first):
        at = timezone.localtime(one.at).isoformat(timespec="seconds")
        start = (indicator.code, indicator.name, period.written, at, one.who, one.of, one.what, one.state)
        end = (one.why, one.checked, one.file, "" if one.row is None else str(one.row), one.sha256)
        for name, old, new in [(d.name, d.old, d.new) for d in one.differences] or [("", "", "")]:
            clean = defused_number if name in NUMBERS else cell_text
            change = (name, clean(old or ""), clean(new or ""))
            writer.writerow((*map(cell_text, start), *change, *map(cell_text, end)))
    return lines.getvalue().encode()
