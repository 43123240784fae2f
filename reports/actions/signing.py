"""Who has cleared a paper, by when things are due, and findings that somebody accepted with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from reports.actions.refusals import PaperRefused, held
from reports.models import Acceptance, Clearance, Deadline


def record_clearance(
    *, paper: int, kind: str, comment: str, initials: str, day: date | None, by: AbstractBaseUser
) -> None:
    """That finance or legal has seen it; without initials and day, that it has not. Raises `PaperRefused`."""
    if bool(initials.strip()) != (day is not None):
        raise PaperRefused("A clearance needs both its initials and its date.")
    with held(paper) as row:
        found = Clearance.objects.filter(paper=row, kind=kind).first()
        if day is None:
            if found is not None:
                found._history_user = by
                found.delete()
            return
        found = found or Clearance(paper=row, kind=kind)
        found.comment, found.initials, found.day = comment.strip(), initials.strip(), day
        found._history_user = by
        found.full_clean()
        found.save()


def set_deadlines(*, paper: int, deadlines: Mapping[str, date], by: AbstractBaseUser) -> None:
    """All deadlines of a paper, by what is due. Raises `PaperRefused`."""
    with held(paper) as row:
        for found in Deadline.objects.filter(paper=row):
            if deadlines.get(found.name) != found.day:
                found._history_user = by
                found.delete()
        have = set(Deadline.objects.filter(paper=row).values_list("name", flat=True))
        for name, day in deadlines.items():
            if name not in have:
                new = Deadline(paper=row, name=name.strip(), day=day)
                new._history_user = by
                new.full_clean()
                new.save()


def accept_finding(
    *, paper: int, finding: str, words: str, reason: str, by: AbstractBaseUser, at: datetime | None = None
) -> None:
    """A finding stands in the way no more, for the reason given. Raises `PaperRefused`."""
    _record(paper, finding, words, reason, by, at, accepted=True)


def withdraw_acceptance(
    *, paper: int, finding: str, words: str, reason: str, by: AbstractBaseUser, at: datetime | None = None
) -> None:
    """It stands in the way again. Raises `PaperRefused`."""
    _record(paper, finding, words, reason, by, at, accepted=False)


def _record(
    paper: int,
    finding: str,
    words: str,
    reason: str,
    by: AbstractBaseUser,
    at: datetime | None,
    *,
    accepted: bool,
) -> None:
    if not reason.strip():
        raise PaperRefused("A reason is needed: it is kept with the finding.")
    with held(paper) as row:
        Acceptance.objects.create(
            paper=row,
            finding=finding,
            words=words,
            reason=reason.strip(),
            accepted=accepted,
            by=by,
            at=at or timezone.now(),
        )
