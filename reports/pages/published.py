"""Published papers, drawn from what was locked and from nothing else: the list, one version, one file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import Any

from django.utils import timezone

from indicators import rights
from indicators.queries.committees import Reader
from reports import cards
from reports.cards.papers import paper_address
from reports.cards.published import FileEntry, PaperFile, PaperList, PublishedEntry, PublishedPaper, VersionEntry
from reports.exports.documents import document_from
from reports.pages.committees import Missing, NotYours, SignInNeeded, committee_card, committee_seen
from reports.queries import versions as stored
from reports.queries.versions import FileRecord, PlacedPaper, VersionRecord
from reports.wording.numbers import counted
from reports.wording.papers import clock, meeting_words
from reports.wording.standing import day

RESTRICTED = "reports.view_restricted_paper"
SUPPLEMENT = "supplement"
KINDS = {"full": "The whole paper", SUPPLEMENT: "Supplement: only the report cards that changed"}
LABELS = {
    "pdf": "PDF",
    "docx": "Word copy",
    "csv": "Figures as CSV",
    "json": "Everything as JSON",
}


class Damaged(Exception):
    """What is stored is not what was locked: its SHA-256 is another."""


def paper_list(slug: str | None, *, reader: Reader) -> PaperList:
    """The published papers that somebody may see, of one committee or of all. Raises `Missing`, `SignInNeeded` and
    `NotYours` for one committee."""
    committee = None if slug is None else committee_card(committee_seen(slug, reader=reader))
    placed = [
        one
        for one in stored.papers_with_publications()
        if (one.public or one.committee in reader.private) and slug in (None, one.committee_slug)
    ]
    versions = stored.versions_of([one.pk for one in placed])
    entries = [_listed(one, _published(versions[one.pk])) for one in placed]
    return PaperList(tuple(sorted(entries, key=lambda entry: (-entry.day.toordinal(), entry.item))), committee)


def published_paper(committee: str, on: date, slug: str, number: str | None, *, user: Any) -> PublishedPaper:
    """A published version of a paper, the newest whole one where no number is given. Raises `Missing`, `SignInNeeded`,
    `NotYours`, and `Damaged` where the stored bytes are not those that were locked."""
    paper, published = _found(committee, on, slug, reader=rights.reader_of(user))
    shown = _numbered(published, number)
    contents = stored.contents_of(shown.pk)
    if _sha256(contents.public) != contents.public_sha256:
        raise Damaged(f"{shown.title} {shown.number}")
    versions = tuple(_version(paper, one, shown) for one in reversed(published))
    after = published[published.index(shown) + 1 :]
    added = {one.number for one in takewhile(lambda one: one.kind == SUPPLEMENT, after)}
    document = document_from(contents.public)
    version = next(one for one in versions if one.current)
    if shown.urgency and any(shown.urgency in fact.words for fact in document.cover):
        version = replace(version, lateness=shown.lateness)  # the cover gives the reason already
    locked = timezone.localtime(shown.locked_at)
    restricted = rights.may(user, RESTRICTED, paper.committee)
    return PublishedPaper(
        committee=cards.CommitteeCard(paper.committee_slug, paper.committee_name, paper.council, paper.public),
        document=document,
        entry=_entry(paper, shown),
        version=version,
        versions=versions,
        files=tuple(_file(paper, shown, one) for one in stored.files_of(shown.pk) if restricted or not one.restricted),
        newer=_address(paper) if len(added) < len(after) else "",
        retained=f"Kept until {day(paper.retained_until)} at least.",
        month=paper.month,
        locked=f"{day(locked.date())} at {clock(locked)}",
        supplements=tuple(one for one in reversed(versions) if one.number in added),
        adds_to=_added_to(published, shown, versions),
    )


def paper_file(
    committee: str, on: date, slug: str, number: str | None, ending: str, *, restricted: bool = False, user: Any
) -> PaperFile:
    """A file of a published version, byte for byte. Raises as `published_paper` does, and `NotYours` for a restricted
    file to whom may not read it."""
    paper, published = _found(committee, on, slug, reader=rights.reader_of(user))
    if restricted and not rights.may(user, RESTRICTED, paper.committee):
        raise NotYours(slug) if user.is_authenticated else SignInNeeded(slug)
    shown = _numbered(published, number)
    found = stored.file_of(shown.pk, ending, restricted=restricted)
    if found is None:
        raise Missing(f"Version {shown.number} has no such file.")
    content, sha256 = found
    if _sha256(content) != sha256:
        raise Damaged(f"{shown.title} {shown.number} .{ending}")
    part = "-restricted" if restricted else ""
    name = f"{paper.committee_slug}-{paper.day.isoformat()}-{paper.slug}-v{shown.number}{part}.{ending}"
    return PaperFile(content, ending, name, sha256)


def _found(committee: str, on: date, slug: str, *, reader: Reader) -> tuple[PlacedPaper, list[VersionRecord]]:
    committee_seen(committee, reader=reader)
    paper = stored.paper_at(committee, on, slug)
    published = [] if paper is None else _published(stored.versions_of([paper.pk])[paper.pk])
    if paper is None or not published:
        raise Missing("There is no published paper at this address.")
    return paper, published


def _published(versions: Iterable[VersionRecord]) -> list[VersionRecord]:
    return [one for one in versions if one.published_at is not None]


def _numbered(published: list[VersionRecord], number: str | None) -> VersionRecord:
    if number is None:
        return next(one for one in reversed(published) if one.kind != SUPPLEMENT)
    found = next((one for one in published if one.number == number), None)
    if found is None:
        raise Missing(f"Version {number} of this paper is not published.")
    return found


def _added_to(
    published: list[VersionRecord], shown: VersionRecord, versions: tuple[VersionEntry, ...]
) -> VersionEntry | None:
    """The whole paper that a supplement adds to: the newest before it."""
    if shown.kind != SUPPLEMENT:
        return None
    whole = [one.number for one in published[: published.index(shown)] if one.kind != SUPPLEMENT]
    return next((one for one in versions if whole and one.number == whole[-1]), None)


def _address(paper: PlacedPaper) -> str:
    return paper_address(paper.committee_slug, paper.day, paper.slug)


def _listed(paper: PlacedPaper, published: list[VersionRecord]) -> PublishedEntry:
    """A supplement is no paper by itself: it is told with the whole one that it adds to."""
    whole = _numbered(published, None)
    since = published[published.index(whole) + 1 :]
    return replace(_entry(paper, whole), supplements=tuple(_entry(paper, one) for one in since))


def _entry(paper: PlacedPaper, version: VersionRecord) -> PublishedEntry:
    at = timezone.localtime(version.published_at)
    reason = version.reason.rstrip().removesuffix(".")
    told = f"Version {version.number}" + (f": {reason}" if reason else "")
    return PublishedEntry(
        title=version.title,
        committee=cards.CommitteeCard(paper.committee_slug, paper.committee_name, paper.council, paper.public),
        address=_address(paper),
        item=version.item,
        day=paper.day,
        meeting=meeting_words(paper.day, paper.time),
        number=version.number,
        published=day(at.date()),
        published_at=at,
        summary=f"{told}. For the meeting of {meeting_words(paper.day, paper.time)}.",
    )


def _version(paper: PlacedPaper, one: VersionRecord, shown: VersionRecord) -> VersionEntry:
    return VersionEntry(
        number=one.number,
        address=f"{_address(paper)}v{one.number}/",
        kind=KINDS[one.kind],
        published=day(timezone.localtime(one.published_at).date()),
        reason=one.reason,
        changes=one.changes,
        lateness=" ".join(filter(None, (one.lateness, one.urgency))),
        current=one.pk == shown.pk,
    )


def _file(paper: PlacedPaper, version: VersionRecord, one: FileRecord) -> FileEntry:
    part = "-restricted" if one.restricted else ""
    label = LABELS.get(one.ending, one.ending)
    return FileEntry(
        label=f"{label} with the parts not for publication" if one.restricted else label,
        href=f"{_address(paper)}v{version.number}{part}.{one.ending}",
        size=_size(one.size),
        sha256=one.sha256,
        restricted=one.restricted,
    )


def _size(size: int) -> str:
    """`142 kB`."""
    return counted(size, "byte") if size < 1000 else f"{size / 1000:,.0f} kB"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
