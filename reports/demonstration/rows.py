"""What a paper that is told in files is made of: a row of each file, and all of it together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import ClassVar, Final

from indicators.domain.periods import Period
from indicators.importing.problems import Problem
from indicators.importing.rows import Row

FIRST: Final = "1.0"


class Cleared(StrEnum):
    """Who clears a paper."""

    FINANCE = "finance"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow(Row):
    file: ClassVar[str] = "meeting.csv"
    committee: str
    day: date
    time: time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow(Row):
    """`composed_by` is the account that does everything but lock and publish."""

    file: ClassVar[str] = "paper.csv"
    slug: str
    title: str
    month: Period
    composed_by: str
    item: str = ""
    director: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow(Row):
    """A report card beside those that the rules ask for; why, stands in the text of its part (`card-a05`)."""

    file: ClassVar[str] = "cards.csv"
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedRow(Row):
    """A part beside those of the standard format, called `part` in the other files. `before` is the part that it stands
    before; without one it stands behind the numbered parts, or behind the appendices."""

    file: ClassVar[str] = "added_parts.csv"
    part: str
    heading: str
    appendix: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutRow(Row):
    file: ClassVar[str] = "left_out.csv"
    part: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptRow(Row):
    file: ClassVar[str] = "exempt.csv"
    part: str
    paragraph: int
    reason: str
    review: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow(Row):
    file: ClassVar[str] = "deadlines.csv"
    name: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceRow(Row):
    file: ClassVar[str] = "clearances.csv"
    kind: Cleared
    comment: str
    initials: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceRow(Row):
    """`finding` is the key of a finding of preflight, as preflight gives it."""

    file: ClassVar[str] = "acceptances.csv"
    finding: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow(Row):
    """One locking, published where somebody publishes it. Times are local. Every version but the first is a correction
    and has its reason; the texts it changes stand in `parts-NUMBER`. A late one has its reason of urgency."""

    file: ClassVar[str] = "versions.csv"
    number: str
    locked_by: str
    locked_at: datetime
    reason: str = ""
    supplement: bool = False
    urgency: str = ""
    published_by: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PartText:
    """The text of a part from a version on. `file` is where it stands."""

    file: str
    part: str
    text: str
    version: str = FIRST


@dataclass(frozen=True, slots=True)
class PaperScript:
    """What the folder holds; nothing may be played while there are `problems`."""

    meetings: tuple[MeetingRow, ...] = ()
    papers: tuple[PaperRow, ...] = ()
    cards: tuple[CardRow, ...] = ()
    added: tuple[AddedRow, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    exempt: tuple[ExemptRow, ...] = ()
    deadlines: tuple[DeadlineRow, ...] = ()
    clearances: tuple[ClearanceRow, ...] = ()
    acceptances: tuple[AcceptanceRow, ...] = ()
    versions: tuple[VersionRow, ...] = ()
    texts: tuple[PartText, ...] = ()
    problems: tuple[Problem, ...] = ()

    def texts_of(self, version: str) -> tuple[PartText, ...]:
        """What the parts say from that version on."""
        return tuple(one for one in self.texts if one.version == version)
