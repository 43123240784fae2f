"""Meetings and papers while they are composed, as plain records."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from indicators.domain.periods import parse
from reports.cards.papers import (
    AcceptanceRecord,
    ClearanceRecord,
    DeadlineRecord,
    Exempt,
    MeetingRecord,
    PaperRecord,
    PartKind,
    PartRecord,
)
from reports.models import Acceptance, Meeting, Paper, PaperPart, StandingText


def paper(pk: int) -> PaperRecord | None:
    """A paper with its parts, clearances, deadlines and what was accepted; None where there is none. Five queries."""
    rows = Paper.objects.select_related("meeting__committee").prefetch_related(
        Prefetch("parts", PaperPart.objects.select_related("indicator").order_by("place", "pk")),
        "clearances",
        "deadlines",
        Prefetch("acceptances", Acceptance.objects.select_related("by").order_by("pk")),
    )
    found = rows.filter(pk=pk).first()
    return None if found is None else _record(found)


def meeting_record(row: Meeting) -> MeetingRecord:
    committee = row.committee
    return MeetingRecord(
        pk=row.pk,
        committee=committee.pk,
        committee_slug=committee.slug,
        committee_name=committee.name,
        council=committee.council,
        committee_public=committee.public,
        day=row.day,
        time=row.time,
        place=row.place,
    )


def standing_texts(committee: int) -> dict[str, str]:
    """A committee's own texts for the parts of its papers, by part. One query."""
    return dict(StandingText.objects.filter(committee=committee).values_list("part", "text"))


def committee_of_paper(pk: int) -> int | None:
    """The key of the committee whose paper it is. One query."""
    return Paper.objects.filter(pk=pk).values_list("meeting__committee", flat=True).first()


def _record(row: Paper) -> PaperRecord:
    return PaperRecord(
        pk=row.pk,
        meeting=meeting_record(row.meeting),
        slug=row.slug,
        month=parse(row.month),
        title=row.title,
        item=row.item,
        director=row.director,
        urgency=row.urgency,
        retained_until=row.retained_until,
        locked=row.state == "locked",
        version=row.version,
        parts=tuple(map(_part, row.parts.all())),
        clearances=tuple(
            ClearanceRecord(one.kind, one.get_kind_display(), one.comment, one.initials, one.day)
            for one in row.clearances.all()
        ),
        deadlines=tuple(DeadlineRecord(one.name, one.day) for one in row.deadlines.all()),
        acceptances=_standing(row.acceptances.all()),
    )


def _part(row: PaperPart) -> PartRecord:
    exempt = None
    if row.exempt_paragraph is not None:
        exempt = Exempt(row.exempt_paragraph, row.exempt_reason, row.exempt_review)
    indicator = row.indicator
    return PartRecord(
        pk=row.pk,
        key=row.key,
        kind=PartKind(row.kind),
        heading=row.heading,
        text=row.text,
        numbered=row.numbered,
        appendix=row.appendix,
        mandatory=row.mandatory,
        left_out=row.left_out,
        exempt=exempt,
        indicator=row.indicator_id,
        code="" if indicator is None else indicator.code,
        address="" if indicator is None else indicator.address,
        version=row.version,
    )


def _standing(rows: Iterable[Acceptance]) -> dict[str, AcceptanceRecord]:
    """The acceptances that hold: of each finding the newest row."""
    newest = {row.finding: row for row in rows}
    return {
        key: AcceptanceRecord(key, row.words, row.reason, row.by.get_username(), row.at)
        for key, row in newest.items()
        if row.accepted
    }
