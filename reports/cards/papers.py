"""What a paper is made of, in plain records: presenters make its document from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from indicators.domain.periods import Period


class PartKind(StrEnum):
    """What a part is made of, beside its own text."""

    TEXT = "text"
    ONE_PAGE = "one_page"
    DASHBOARD = "dashboard"
    EXCEPTIONS = "exceptions"
    CARDS = "cards"
    CARD = "card"
    DEFINITIONS = "definitions"
    CLEARANCES = "clearances"

    @property
    def nests(self) -> bool:
        """Does it stand under the numbered part before it?"""
        return self in (PartKind.DASHBOARD, PartKind.EXCEPTIONS, PartKind.CARD)


@dataclass(frozen=True, slots=True)
class Exempt:
    """Why a part is not for publication: the paragraph of Schedule 12A, the reason, when that is looked at again."""

    paragraph: int
    reason: str
    review: date | None = None


@dataclass(frozen=True, slots=True)
class PartRecord:
    """One part of a paper as it stands. `indicator` is the key of the indicator of a report card."""

    pk: int
    key: str
    kind: PartKind
    heading: str
    text: str
    numbered: bool = False
    appendix: bool = False
    mandatory: bool = False
    left_out: str = ""
    exempt: Exempt | None = None
    indicator: int | None = None
    code: str = ""
    address: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ClearanceRecord:
    kind: str
    name: str
    comment: str
    initials: str
    day: date


@dataclass(frozen=True, slots=True)
class DeadlineRecord:
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class AcceptanceRecord:
    """A finding that was accepted, with its reason, by whom and when."""

    finding: str
    words: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    pk: int
    committee: int
    committee_slug: str
    committee_name: str
    council: str
    committee_public: bool
    day: date
    time: time | None
    place: str


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """A paper while it is composed. `acceptances` are those that hold, by the key of their finding."""

    pk: int
    meeting: MeetingRecord
    slug: str
    month: Period
    title: str
    item: str
    director: str
    urgency: str
    retained_until: date
    locked: bool
    version: int
    parts: tuple[PartRecord, ...] = ()
    clearances: tuple[ClearanceRecord, ...] = ()
    deadlines: tuple[DeadlineRecord, ...] = ()
    acceptances: dict[str, AcceptanceRecord] = field(default_factory=dict)

    @property
    def included(self) -> tuple[PartRecord, ...]:
        """The parts that are printed, in their order."""
        return tuple(part for part in self.parts if not part.left_out)

    @property
    def withheld(self) -> dict[str, Exempt]:
        """The parts that are not for publication, those left out too, by their keys, each with why. A part withholds
        what stands under it, and still does when its own heading is left out and others close up."""
        return {
            part.key: why
            for head, under in (*grouped(self.parts), *grouped(self.included))
            for part in (head, *under)
            if (why := part.exempt or head.exempt) is not None
        }


def paper_address(committee: str, day: date, slug: str) -> str:
    """Where a paper stands once it is published: `/papers/norfolk-adult-social-care/2017-03-06/performance/`."""
    return f"/papers/{committee}/{day.isoformat()}/{slug}/"


def grouped(parts: Iterable[PartRecord]) -> Iterator[tuple[PartRecord, tuple[PartRecord, ...]]]:
    """Each part of the first level with those under it: a dashboard, exceptions and report cards stand under the
    numbered part before them."""
    head: PartRecord | None = None
    under: list[PartRecord] = []
    for part in parts:
        if part.kind.nests and head is not None and head.numbered:
            under.append(part)
            continue
        if head is not None:
            yield head, tuple(under)
        head, under = part, []
    if head is not None:
        yield head, tuple(under)
