"""One indicator's text as those who write and approve it see it, and the answers given to the number check's doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, Subquery

from indicators.domain.periods import Period, parse
from indicators.models import FindingEvent, ReportCardText
from indicators.queries.texts import PARTS, answers_standing

STEPS: Final = ("Written", "Submitted", "Sent back", "Approved", "Draft discarded")
BEGUN: Final = "Begun"
CHANGES: Final = {"+": "Loaded or recorded", "~": "Changed", "-": "Deleted"}


@dataclass(frozen=True, slots=True)
class StoredText:
    """One text as it stands: its words, how far it has come, and who brought it there. Names are "" for nobody known.

    `copied_from` is the month whose text it still is, word for word.
    """

    month: Period
    state: str
    version: int
    parts: Mapping[str, str]
    written_by: str = ""
    written_by_pk: int | None = None
    written_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    sent_back: str = ""
    copied_from: Period | None = None

    @property
    def is_approved(self) -> bool:
        return self.state == "approved"


@dataclass(frozen=True, slots=True)
class WrittenTexts:
    """What is written of an indicator for a month: the text on its way, and the approved one that the public reads,
    which may be an earlier month's."""

    on_its_way: StoredText | None
    approved: StoredText | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A doubt that does not hold: which, why, and who said so."""

    key: str
    sentence: str
    said: str
    verdict: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TextEvent:
    """Something that happened to a text: when, by whom, what it is called, the parts as they were then (None where it
    is not about the words), and what was said with it."""

    at: datetime
    who: str
    what: str
    parts: Mapping[str, str] | None
    reason: str


def written_texts(indicator_pk: int, month: Period) -> WrittenTexts:
    """The text of the month that is on its way, and the newest approved one up to the month. One query."""
    rows = ReportCardText.objects.filter(indicator_id=indicator_pk, period__lte=month.written)
    approved = rows.filter(state="approved").order_by("-period").values("pk")[:1]
    wanted = rows.filter(Q(pk__in=Subquery(approved)) | Q(period=month.written) & ~Q(state="approved"))
    found = [_stored(row) for row in wanted.select_related("written_by", "approved_by")]
    return WrittenTexts(
        next((one for one in found if not one.is_approved), None), next((one for one in found if one.is_approved), None)
    )


def set_aside(indicator_pk: int, month: Period) -> dict[str, SetAside]:
    """The doubts about an indicator's text that somebody set aside up to that month, by their keys. One query."""
    events = answers_standing(FindingEvent.objects.filter(indicator=indicator_pk), month).select_related("by")
    return {
        one.key: SetAside(one.key, one.sentence, one.said, one.verdict, one.reason, _name(one.by), one.at)
        for one in events
    }


def text_events(indicator_pk: int, month: Period) -> list[TextEvent]:
    """Everything that ever happened to the text of one indicator and month, approved or on its way, and every answer to
    the number check there, oldest first. Two queries."""
    written = {"indicator": indicator_pk, "period": month.written}
    records = ReportCardText.history.filter(**written).select_related("history_user")
    # A draft that took the place of an approved text ends with it: the approved one's own record says so.
    kept = [one for one in records if not (one.history_type == "-" and one.history_change_reason == "Approved")]
    events = [_recorded(one) for one in sorted(kept, key=lambda one: (one.history_date, one.history_id))]
    answers = FindingEvent.objects.filter(**written).select_related("by").order_by("id")
    events += [
        TextEvent(
            one.at, _name(one.by), f"{one.get_step_display()}: “{one.said}” in “{one.sentence}”", None, one.reason
        )
        for one in answers
    ]
    return sorted(events, key=lambda one: one.at)


def _recorded(record: Any) -> TextEvent:
    """One record of the history. Steps have names of their own; what else is noted is a reason that somebody gave."""
    noted = record.history_change_reason or ""
    is_step = noted in STEPS or noted.startswith(BEGUN)
    return TextEvent(
        at=record.history_date,
        who=_name(record.history_user),
        what=noted if is_step else CHANGES[record.history_type],
        parts=None if record.history_type == "-" else {name: getattr(record, name) for name in PARTS},
        reason=record.sent_back if noted == "Sent back" else "" if is_step else noted,
    )


def _stored(row: ReportCardText) -> StoredText:
    return StoredText(
        month=parse(row.period),
        state=row.state,
        version=row.version,
        parts={name: getattr(row, name) for name in PARTS},
        written_by=_name(row.written_by),
        written_by_pk=row.written_by_id,
        written_at=row.written_at,
        approved_by=_name(row.approved_by),
        approved_at=row.approved_at,
        sent_back=row.sent_back,
        copied_from=parse(row.copied_from) if row.copied_from else None,
    )


def _name(user: Any) -> str:
    """A person's name, else what they sign in with."""
    return "" if user is None else user.get_full_name() or user.get_username()
