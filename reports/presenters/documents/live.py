"""What every file that is made at once from live figures has in common: it says of when it is, and what it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.cards import CommitteeCard, Document, Part, PeriodCard
from reports.wording.standing import day


@dataclass(frozen=True, slots=True)
class Making:
    """When a file is made, and the council's colour (`#1d5c63`)."""

    at: datetime
    colour: str


def live_document(
    title: str,
    committee: CommitteeCard,
    as_at: PeriodCard | None,
    parts: tuple[Part, ...],
    making: Making,
    *,
    source: str,
    subject: str,
    landscape: bool = False,
) -> Document:
    """The document around the parts, as at the month, or as at no month for what belongs to none."""
    return Document(
        title=title,
        council=committee.council,
        committee=committee.name,
        standing=live_words(as_at, making.at),
        made_at=making.at,
        parts=parts,
        landscape=landscape,
        colour=making.colour,
        source=source,
        subject=subject,
    )


def live_words(as_at: PeriodCard | None, at: datetime) -> str:
    """`As at January 2017, made on 27 November 2026: not a published paper`."""
    made = f"ade on {day(at.date())}: not a published paper"
    return f"M{made}" if as_at is None else f"As at {as_at.name}, m{made}"
