"""A paper locked: its documents and files made once, kept for ever, published, and corrected by a new version.

Files are made before the transaction, because they take seconds; then the store must still be as it was when they were
made (its stamp says so), or nothing is written.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.models.stamp import StoreStamp
from reports.actions.files import files_of
from reports.actions.refusals import GONE, LOCKED, PaperRefused
from reports.cards import Document
from reports.cards.papers import PaperRecord, PartKind
from reports.exports.documents import document_from, document_json
from reports.models import Paper, PaperVersion, Publication, VersionFile
from reports.pages import store_token
from reports.pages.papers import Composed, composed, lateness
from reports.pages.preflight import preflight
from reports.presenters.documents import card_key
from reports.presenters.paper_changes import changed_cards, changes
from reports.presenters.papers import supplement
from reports.queries.papers import paper as paper_record
from reports.wording.papers import Late, in_the_way_words, locked_words

TRIES = 3
"""So often a paper is made anew where the store changed meanwhile."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Why a locked paper gets another version, and which: a minor one (1.1), a major one (2.0), or a supplement, which
    holds only the report cards that changed."""

    reason: str = ""
    major: bool = False
    supplement: bool = False


def lock_paper(
    *, paper: int, by: AbstractBaseUser, correction: Correction | None = None, at: datetime | None = None
) -> PaperVersion:
    """Locks the paper as it stands and makes its next version with all files.

    Raises `PaperRefused` where preflight finds something that nobody accepted, where a correction has no reason, where
    the paper is locked, or where the store changes again and again while the files are made; nothing is written then.
    """
    correction = correction or Correction()
    for _ in range(TRIES):
        token = store_token()
        made = _make(paper, correction, at or timezone.now())
        version = _keep(made, token, by)
        if version is not None:
            return version
    raise PaperRefused("Figures or texts were saved while the paper was made. Nothing was locked; lock it again.")


def publish_version(
    *, version: int, by: AbstractBaseUser, urgency: str = "", at: datetime | None = None
) -> Publication:
    """Gives a locked version its lasting address. A late one needs its reason of urgency. Raises `PaperRefused`."""
    now = at or timezone.now()
    with transaction.atomic():
        StoreStamp.touch()
        row = PaperVersion.objects.filter(pk=version).first()
        record = None if row is None else paper_record(row.paper_id)
        if row is None or record is None:
            raise PaperRefused(GONE)
        if Publication.objects.filter(version=row).exists():
            raise PaperRefused(f"Version {row.number} is published already.")
        newest = PaperVersion.objects.filter(paper=row.paper_id).order_by("-major", "-minor")[0]
        if newest != row:
            raise PaperRefused(f"Version {newest.number} was locked in its place. Publish that one.")
        local, why = timezone.localtime(now), urgency.strip() or record.urgency
        late = lateness(record, local, Late.PUBLISHED)
        if late and not why:
            refused = lateness(record, local, Late.WOULD_BE)
            raise PaperRefused(f"{refused} Give the reason of urgency: it is published with the paper.")
        return Publication.objects.create(version=row, by=by, at=now, lateness=late, urgency=why if late else "")


def reopen_paper(*, paper: int, by: AbstractBaseUser, reason: str) -> None:
    """Opens a locked paper for a correction. What was locked stays as it was. Raises `PaperRefused`."""
    if not reason.strip():
        raise PaperRefused("Say why the paper is opened again: it is kept with its history.")
    with transaction.atomic():
        StoreStamp.touch()
        row = Paper.objects.filter(pk=paper).first()
        if row is None:
            raise PaperRefused(GONE)
        if row.state != "locked":
            raise PaperRefused("This paper is being composed; there is nothing to open.")
        row.state, row.version = "composed", row.version + 1
        row._history_user, row._change_reason = by, reason.strip()[:100]
        row.save()


@dataclass(frozen=True, slots=True)
class _Made:
    """A version before it is kept."""

    record: PaperRecord
    row: PaperVersion
    files: tuple[VersionFile, ...]


def _make(paper: int, correction: Correction, now: datetime) -> _Made:
    record = paper_record(paper)
    if record is None:
        raise PaperRefused(GONE)
    if record.locked:
        raise PaperRefused(LOCKED)
    before = _newest_read(paper)
    newest = PaperVersion.objects.filter(paper=paper).order_by("-major", "-minor").first()
    if newest is not None and not correction.reason.strip():
        raise PaperRefused("A correction needs a reason: it is printed with the new version.")
    if correction.supplement and before is None:
        raise PaperRefused("A supplement adds to a paper that was published before; this one was not.")
    row = PaperVersion(
        paper_id=paper,
        title=record.title,
        item=record.item,
        reason=correction.reason.strip() if newest is not None else "",
        kind="supplement" if correction.supplement else "full",
        locked_at=now,
    )
    row.major, row.minor = _next_number(newest, correction)
    whole = composed(record, standing=locked_words(row.number, timezone.localtime(now)), made_at=now)
    open_findings = [one for one in preflight(record, at=now, whole=whole) if one.stands_in_the_way]
    if open_findings:
        told = " ".join(one.words for one in open_findings[:3])
        raise PaperRefused(f"{in_the_way_words(len(open_findings))}. {told}")
    if before is not None:
        old = document_from(bytes(before.content))
        if correction.supplement:
            whole, old = _supplement(whole, old, before, row, record)
        row.changes = list(changes(old, whole.public))
    row.content, row.restricted = _json(whole.public), _json(whole.restricted)
    row.content_sha256, row.restricted_sha256 = _sha256(row.content), _sha256(row.restricted)
    return _Made(record, row, tuple(_file(*one) for one in files_of(whole, row.number)))


def _supplement(
    whole: Composed, old: Document, before: PaperVersion, row: PaperVersion, record: PaperRecord
) -> tuple[Composed, Document]:
    """Only the report cards that are new or say something else than in the last published version, and what that one
    said of them. Of cards that are withheld, everybody is told that they are there and why."""
    cards = {card_key(part.address): part.key for part in record.included if part.kind is PartKind.CARD}
    changed = changed_cards(old, whole.public, frozenset(cards))
    restricted, hidden = whole.restricted, frozenset[str]()
    if restricted is not None:
        of_all = changed_cards(document_from(bytes(before.restricted or before.content)), restricted, frozenset(cards))
        hidden = of_all - changed
        restricted = supplement(restricted, of_all, row.reason) if hidden else None
    if not changed and restricted is None:
        raise PaperRefused(
            "No report card is different from the last version: there is nothing to put in a supplement."
        )
    reasons = [why for card, part in cards.items() if card in hidden and (why := record.withheld.get(part))]
    public = supplement(whole.public, changed, row.reason, reasons)
    return replace(whole, public=public, restricted=restricted), supplement(old, changed, row.reason, reasons)


def _keep(made: _Made, token: str, by: AbstractBaseUser) -> PaperVersion | None:
    """Writes the version, its files and that the paper is locked; None where the store has changed since."""
    with transaction.atomic():
        if not StoreStamp.hold(token):
            return None
        StoreStamp.touch()
        row = made.row
        row.locked_by = by
        row.save()
        for file in made.files:
            file.version = row
        VersionFile.objects.bulk_create(made.files)
        paper = Paper.objects.get(pk=made.record.pk)
        paper.state, paper.version = "locked", paper.version + 1
        paper._history_user, paper._change_reason = by, f"Locked as version {row.number}"
        paper.save()
    return row


def _newest_read(paper: int) -> PaperVersion | None:
    """The newest whole version that was published. What was only locked has not been read: a list of what became of it
    would tell what it said, and there may be a reason why it was never published."""
    found = PaperVersion.objects.filter(paper=paper, kind="full", publication__isnull=False)
    return found.order_by("-major", "-minor").first()


def _next_number(newest: PaperVersion | None, correction: Correction) -> tuple[int, int]:
    if newest is None:
        return 1, 0
    return (newest.major + 1, 0) if correction.major else (newest.major, newest.minor + 1)


def _json(document: Document | None) -> bytes:
    return b"" if document is None else document_json(document)


def _file(ending: str, restricted: bool, content: bytes) -> VersionFile:
    return VersionFile(
        ending=ending, restricted=restricted, content=content, size=len(content), sha256=_sha256(content)
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest() if content else ""
