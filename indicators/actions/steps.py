"""The way of a figure from draft to verified, and the lock on a round. Every step is recorded, with who and why.

draft -> submitted -> verified; "send back" makes a submitted one a draft again, with the reason. Somebody other than
who entered a figure verifies it: two pairs of eyes see what the public will see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.entries import RowSeen
from indicators.actions.ledger import Kind, is_revised
from indicators.domain.periods import Period, parse
from indicators.models import Committee, Figure, Revision, RoundEvent, StoreStamp
from indicators.queries.entries import locked_rounds

COLUMNS = Kind.FIGURE.columns
STEP_COLUMNS = ("state", "version", "sent_back", "why", "checked", "entered_by", "entered_at", "revised_on", *COLUMNS)
GONE = "it is not on its way any more: somebody else has verified or withdrawn it"
CHANGED = "somebody else has changed it since you looked; look at it again"
OWN = "you entered it yourself; somebody else verifies it"
LOCKED = "the round of {month} is locked; open it again first"


class RoundRefused(ValueError):
    """The round cannot be locked or opened again like that; the message says why."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """What became of one figure: `problem` is empty where the step was taken."""

    seen: RowSeen
    code: str = ""
    period: Period | None = None
    problem: str = ""

    @property
    def is_done(self) -> bool:
        return not self.problem


def submit_figures(seen: Sequence[RowSeen], *, by: AbstractBaseUser, at: datetime | None = None) -> tuple[Stepped, ...]:
    """Drafts that are ready to be verified."""

    def refuse(row: Figure) -> str:
        return "" if row.state == "draft" else f"it is {row.get_state_display().lower()} already"

    return _step(seen, _Step("submitted", "Submitted.", refuse), by, at)


def send_back(
    seen: Sequence[RowSeen], *, by: AbstractBaseUser, reason: str, at: datetime | None = None
) -> tuple[Stepped, ...]:
    """Submitted figures back to who entered them, with what is to be mended. Raises `ValueError` without a reason."""
    if not reason.strip():
        raise ValueError("A reason is needed: it tells who entered the figure what to mend.")
    return _step(seen, _Step("draft", reason.strip(), _refuse_unless_submitted, sent_back=reason.strip()), by, at)


def verify_figures(seen: Sequence[RowSeen], *, by: AbstractBaseUser, at: datetime | None = None) -> tuple[Stepped, ...]:
    """Submitted figures become what the public sees, in the place of what it saw."""

    def refuse(row: Figure) -> str:
        return _refuse_unless_submitted(row) or (OWN if row.entered_by_id == by.pk else "")

    return _step(seen, _Step("verified", "Verified.", refuse), by, at)


def discard_figures(
    seen: Sequence[RowSeen], *, by: AbstractBaseUser, reason: str = "", at: datetime | None = None
) -> tuple[Stepped, ...]:
    """Drafts that should never have been made; what was verified stands as it stood."""

    def refuse(row: Figure) -> str:
        return "" if row.state == "draft" else "it is submitted; send it back first"

    return _step(seen, _Step("", reason.strip() or "Draft discarded.", refuse), by, at)


def _refuse_unless_submitted(row: Figure) -> str:
    return "" if row.state == "submitted" else "it is a draft; who enters it submits it first"


@dataclass(frozen=True, slots=True)
class _Step:
    """Where a step leads ("" for nowhere: the row goes), why, and what speaks against it."""

    state: str
    reason: str
    refuse: Callable[[Figure], str]
    sent_back: str = ""


def _step(seen: Sequence[RowSeen], step: _Step, by: AbstractBaseUser, at: datetime | None) -> tuple[Stepped, ...]:
    """Takes the step with each that may; three queries to look and at most four to write, however many there are."""
    now = at or timezone.now()
    with transaction.atomic():
        StoreStamp.touch()
        found = Figure.objects.filter(pk__in=[one.pk for one in seen]).exclude(state="verified")
        rows = {row.pk: row for row in found.select_related("indicator__committee")}
        locked = locked_rounds()
        done: dict[int, Figure] = {}
        stepped: list[Stepped] = []
        for one in seen:
            row = rows.get(one.pk)
            if row is None:
                stepped.append(Stepped(one, problem=GONE))
                continue
            problem = _problem(row, one, locked) or step.refuse(row)
            stepped.append(Stepped(one, row.indicator.code, parse(row.period), problem))
            if not problem:
                done[row.pk] = row
        if done:
            _write(list(done.values()), step, by, now)
        else:
            transaction.set_rollback(True)
    return tuple(stepped)


def _problem(row: Figure, seen: RowSeen, locked: Iterable[tuple[str, int]]) -> str:
    month = parse(row.period).last_month
    if (row.indicator.committee.slug, month.number) in locked:
        return LOCKED.format(month=month.name)
    return CHANGED if row.version != seen.version else ""


def _write(rows: Sequence[Figure], step: _Step, by: AbstractBaseUser, now: datetime) -> None:
    verified = _verified_beside(rows) if step.state == "verified" else {}
    revisions, updated, gone = [], [], []
    for row in rows:
        standing = verified.get((row.indicator_id, row.period))
        before = row if standing is None else standing
        old, reason = {**_named(before), "state": before.state}, step.reason
        new = {**_named(row), "state": step.state} if step.state else None
        if standing is not None:
            reason = row.why or step.reason
            _replace(standing, row, now)
            updated.append(standing)
            gone.append(row.pk)
        elif step.state:
            row.state, row.sent_back = step.state, step.sent_back
            row.version += 1
            updated.append(row)
        else:
            gone.append(row.pk)
        revisions.append(
            Revision(
                of="figure",
                indicator_id=row.indicator_id,
                period=row.period,
                old=old,
                new=new,
                by=by,
                at=now,
                reason=reason,
            )
        )
    Figure.objects.filter(pk__in=gone).delete()
    Figure.objects.bulk_update(updated, STEP_COLUMNS)
    Revision.objects.bulk_create(revisions)


def _verified_beside(rows: Sequence[Figure]) -> dict[tuple[int, str], Figure]:
    """The verified figures whose place these are to take."""
    wanted = {(row.indicator_id, row.period) for row in rows}
    found = Figure.objects.filter(
        state="verified", indicator_id__in={one[0] for one in wanted}, period__in={one[1] for one in wanted}
    )
    return {key: row for row in found if (key := (row.indicator_id, row.period)) in wanted}


def _replace(standing: Figure, row: Figure, now: datetime) -> None:
    if is_revised((standing.value, standing.judged), [getattr(row, column) for column in COLUMNS]):
        standing.revised_on = timezone.localdate(now)
    for column in (*COLUMNS, "entered_by", "entered_at", "why", "checked"):
        setattr(standing, column, getattr(row, column))
    standing.version += 1


def _named(row: Figure) -> dict[str, str]:
    return {column: value for column in COLUMNS if (value := getattr(row, column))}


def lock_round(*, committee: Committee, month: Period, by: AbstractBaseUser, reason: str = "") -> None:
    """Nothing of the month is entered, submitted or verified any more. Raises `RoundRefused` where it is locked."""
    _record(committee, month, "locked", by, reason, wrong=True, message="The round of {month} is locked already.")


def reopen_round(*, committee: Committee, month: Period, by: AbstractBaseUser, reason: str) -> None:
    """Opens a locked round again, with the reason. Raises `RoundRefused`."""
    if not reason.strip():
        raise RoundRefused("A reason is needed to open a locked round again; it is kept for auditors.")
    _record(committee, month, "reopened", by, reason, wrong=False, message="The round of {month} is not locked.")


def _record(
    committee: Committee, month: Period, step: str, by: AbstractBaseUser, reason: str, *, wrong: bool, message: str
) -> None:
    with transaction.atomic():
        StoreStamp.touch()
        if ((committee.slug, month.number) in locked_rounds()) is wrong:
            raise RoundRefused(message.format(month=month.name))
        RoundEvent.objects.create(
            committee=committee, period=month.written, step=step, by=by, at=timezone.now(), reason=reason.strip()
        )
