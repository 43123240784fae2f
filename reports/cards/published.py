"""Published papers: their list, and one version with its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports.cards.documents import Document
from reports.cards.pages import CommitteeCard


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """One paper in the list, by its newest whole version; `supplements` are those that came since, oldest first."""

    title: str
    committee: CommitteeCard
    address: str
    item: str
    day: date
    meeting: str  # "6 March 2017 at 10:00"
    number: str  # "1.1"
    published: str  # "24 February 2017"
    published_at: datetime
    summary: str  # "Version 1.1: a correction, ..."; what the feed says
    supplements: tuple[PublishedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperList:
    """The published papers that somebody may see, newest meeting first; of one committee or (None) of all."""

    entries: tuple[PublishedEntry, ...]
    committee: CommitteeCard | None = None


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """One published version: what it is, when it came, and what it changed."""

    number: str
    address: str
    kind: str  # "The whole paper", "Supplement"
    published: str
    reason: str
    changes: tuple[str, ...]
    lateness: str
    current: bool  # the one that is shown


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file to take away: `size` in words, its SHA-256 to check it by. `restricted` holds the exempt parts."""

    label: str
    href: str
    size: str
    sha256: str
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class PublishedPaper:
    """One version of a paper, as it was locked. `newer` leads to the newest whole paper where that came after it;
    `supplements` are those that came after it and add to the same whole paper, oldest first; `adds_to` is the whole
    paper that a supplement is read beside; `retained` says how long it is kept."""

    committee: CommitteeCard
    document: Document
    entry: PublishedEntry
    version: VersionEntry
    versions: tuple[VersionEntry, ...]
    files: tuple[FileEntry, ...]
    newer: str
    retained: str
    month: str  # address of the dashboard's month
    locked: str  # "20 February 2017 at 14:05"
    supplements: tuple[VersionEntry, ...] = ()
    adds_to: VersionEntry | None = None


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The bytes of a file, and what they are called."""

    content: bytes
    ending: str
    name: str
    sha256: str
