"""Papers for tests, made through the project's own actions: begun, filled in, locked, published."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from indicators.domain.periods import month
from indicators.models import Committee, ReportCardText
from reports.actions import (
    begin_paper,
    leave_out_part,
    lock_paper,
    publish_version,
    record_clearance,
    reopen_paper,
    save_part,
    set_exempt,
)
from reports.actions.locking import Correction
from reports.cards.papers import PaperRecord, PartRecord
from reports.models import Meeting, Paper, PaperVersion
from reports.queries.papers import paper as paper_record
from tests import stores
from tests.snapshots import made_once

DECEMBER = month(2016, 12)
MEETING_DAY = date(2017, 3, 6)
IN_TIME = datetime(2017, 2, 20, 14, 5, tzinfo=UTC)
LATE = datetime(2017, 3, 2, 9, 0, tzinfo=UTC)

FIGURES = "code,period,value\nA01,2016-11,84.0\nA01,2016-12,80.5\nA02,2016-12,14\nA05,2016-12,170.4\n"
TARGETS = "code,period,value\nA01,2016-12,90\nA02,2016-12,20\n"
CARD = (
    "## Why is this important?\n\nPeople wait for a review.\n\n"
    "## What explains current performance?\n\nIn December 2016 it was {{latest}} against {{target}}.\n\n"
    "## What will success look like?\n\nFewer people wait.\n\n"
    "## Action required\n\n| Action | Who | By when | State |\n| --- | --- | --- | --- |\n"
    "| Train reviewers | Head of Reviews | June 2017 | Begun |\n"
)
MANDATORY = ("financial", "other-implications", "contact")


def store(folder: Path) -> None:
    """A public committee with one exception (A01), whose report card is written and approved."""
    _made(folder)
    # A store that was made before midnight has a text of yesterday, which today's corrections would be newer than.
    ReportCardText.objects.update(approved_at=timezone.now())


@made_once
def _made(folder: Path) -> None:
    stores.registers(folder, figures=FIGURES, targets=TARGETS)
    stores.load(folder, {"report_cards/a01/2016-12.md": CARD})


def meeting(day: date = MEETING_DAY, *, committee: str = "adults") -> Meeting:
    of = Committee.objects.get(slug=committee)
    return Meeting.objects.get_or_create(committee=of, day=day, defaults={"time": time(10), "place": "County Hall"})[0]


def lead() -> AbstractBaseUser:
    return stores.officer("performance-lead")


def clerk() -> AbstractBaseUser:
    return stores.officer("democratic-services")


def begun(*, slug: str = "performance", day: date = MEETING_DAY) -> Paper:
    """A paper as it composes itself."""
    return begin_paper(
        meeting=meeting(day).pk,
        slug=slug,
        title="Performance monitoring",
        month=DECEMBER,
        item="8",
        director="Director of Adult Social Services",
        by=lead(),
    )


def filled(**options: object) -> Paper:
    """A paper that nothing stands in the way of."""
    paper = begun(**options)
    for key in MANDATORY:
        write(paper, key, f"Nothing to add about {key}.")
    for kind in ("finance", "legal"):
        record_clearance(paper=paper.pk, kind=kind, comment="Seen", initials="AB", day=date(2017, 2, 17), by=clerk())
    return paper


def write(paper: Paper, key: str, text: str, *, heading: str = "") -> None:
    """Puts a text into a part, as somebody does who has just looked at it."""
    standing = part(paper, key)
    save_part(paper=paper.pk, key=key, seen=standing.version, heading=heading or standing.heading, text=text, by=lead())


def exempt(paper: Paper, key: str, *, paragraph: int = 3, reason: str = "Names a contract") -> None:
    set_exempt(
        paper=paper.pk,
        key=key,
        seen=part(paper, key).version,
        paragraph=paragraph,
        reason=reason,
        review=date(2018, 3, 6),
        by=clerk(),
    )


def left_out(paper: Paper, key: str) -> None:
    leave_out_part(paper=paper.pk, key=key, seen=part(paper, key).version, reason="There is none", by=clerk())


def locked(paper: Paper | None = None, **options: object) -> PaperVersion:
    return lock_paper(paper=(paper or filled()).pk, by=clerk(), **{"at": IN_TIME, **options})


def published(paper: Paper | None = None, **options: object) -> PaperVersion:
    version = locked(paper, **options)
    publish_version(version=version.pk, by=clerk(), at=IN_TIME)
    return version


def corrected(folder: Path) -> PaperVersion:
    """A paper published as 1.0 and, with another figure, as 1.1."""
    paper, reason = filled(), "A figure was wrong"
    published(paper)
    stores.load(folder, stores.figures("A01,2016-12,81.5"), reason="Counted anew")
    reopen_paper(paper=paper.pk, by=clerk(), reason=reason)
    return published(paper, correction=Correction(reason))


def record(paper: Paper) -> PaperRecord:
    found = paper_record(paper.pk)
    assert found is not None
    return found


def part(paper: Paper, key: str) -> PartRecord:
    return next(one for one in record(paper).parts if one.key == key)
