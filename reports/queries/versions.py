"""Locked versions and their files. What is published is found by its address; nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from reports.models import Paper, PaperVersion, VersionFile


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A version without its contents. `published_at` is None until it is published."""

    pk: int
    paper: int
    major: int
    minor: int
    kind: str
    title: str
    item: str
    reason: str
    changes: tuple[str, ...]
    locked_at: datetime
    locked_by: str
    published_at: datetime | None
    lateness: str
    urgency: str
    has_restricted: bool

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"


@dataclass(frozen=True, slots=True)
class PlacedPaper:
    """What makes a paper's address, and how long it is kept."""

    pk: int
    committee: int
    slug: str
    day: date
    time: time | None
    committee_slug: str
    committee_name: str
    council: str
    public: bool
    month: str
    retained_until: date


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of a version without its bytes."""

    ending: str
    restricted: bool
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The documents of a version, as they were locked, each with its SHA-256."""

    public: bytes
    restricted: bytes
    public_sha256: str
    restricted_sha256: str


COLUMNS = (
    *("pk", "paper", "major", "minor", "kind", "title", "item", "reason", "changes"),
    *("locked_at", "locked_by__username"),
    *("publication__at", "publication__lateness", "publication__urgency", "restricted_sha256"),
)
PLACE = (
    *("pk", "meeting__committee", "slug", "meeting__day", "meeting__time", "meeting__committee__slug"),
    *("meeting__committee__name", "meeting__committee__council", "meeting__committee__public", "month"),
    "retained_until",
)


def versions_of(papers: Collection[int]) -> dict[int, list[VersionRecord]]:
    """Every version of some papers, oldest first, by the paper's key. One query."""
    found: dict[int, list[VersionRecord]] = {pk: [] for pk in papers}
    rows = PaperVersion.objects.filter(paper__in=list(papers)).order_by("major", "minor").values_list(*COLUMNS)
    for row in rows:
        pk, paper, major, minor, kind, title, item, reason, changes, locked_at, locked_by, *rest = row
        published, late, urgency, sha = rest
        record = VersionRecord(
            pk=pk,
            paper=paper,
            major=major,
            minor=minor,
            kind=kind,
            title=title,
            item=item,
            reason=reason,
            changes=tuple(changes),
            locked_at=locked_at,
            locked_by=locked_by,
            published_at=published,
            lateness=late or "",
            urgency=urgency or "",
            has_restricted=bool(sha),
        )
        found[record.paper].append(record)
    return found


def papers_with_publications() -> list[PlacedPaper]:
    """Every paper that has a published version, newest meeting first. One query."""
    rows = Paper.objects.filter(versions__publication__isnull=False).distinct()
    return [PlacedPaper(*row) for row in rows.order_by("-meeting__day", "slug").values_list(*PLACE)]


def paper_at(committee: str, day: date, slug: str) -> PlacedPaper | None:
    """The paper of an address, published or not. One query."""
    rows = Paper.objects.filter(meeting__committee__slug=committee, meeting__day=day, slug=slug)
    row = rows.values_list(*PLACE).first()
    return None if row is None else PlacedPaper(*row)


def files_of(version: int) -> list[FileRecord]:
    """The files of a version, without their bytes. One query."""
    rows = VersionFile.objects.filter(version=version).order_by("restricted", "pk")
    return [FileRecord(*row) for row in rows.values_list("ending", "restricted", "size", "sha256")]


def contents_of(version: int) -> Contents:
    """The documents as they were locked. One query."""
    row = PaperVersion.objects.values_list("content", "restricted", "content_sha256", "restricted_sha256").get(
        pk=version
    )
    return Contents(bytes(row[0]), bytes(row[1]), row[2], row[3])


def file_of(version: int, ending: str, *, restricted: bool) -> tuple[bytes, str] | None:
    """The bytes of a file and their SHA-256; None where the version has no such file. One query."""
    row = VersionFile.objects.filter(version=version, ending=ending, restricted=restricted)
    found = row.values_list("content", "sha256").first()
    return None if found is None else (bytes(found[0]), found[1])
