"""The way of a report-card text from draft to approved, and answers to the number check's doubts: their only writers.

draft -> submitted -> approved; "send back" makes a submitted one a draft again, with the reason. Somebody other than
who wrote it last approves it. Every change is kept in the text's history, with who, when and which step it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.actions.changes import Conflict
from indicators.domain.periods import Period, parse
from indicators.importing.report_cards import ACTION_COLUMNS, part_text
from indicators.importing.values import ValueProblem
from indicators.models import FindingEvent, ReportCardText, StoreStamp

__all__ = [
    "ACTION_COLUMNS",
    "PARTS",
    "Conflict",
    "TextRefused",
    "Written",
    "approve_text",
    "begin_text",
    "discard_text",
    "read_parts",
    "save_text",
    "send_back_text",
    "set_aside_finding",
    "submit_text",
    "withdraw_set_aside",
]

PARTS: Final = ("why", "explains", "success", "actions")
"""The parts of a report card, as its columns are called and in the order in which they are printed."""

GONE: Final = "it is not on its way any more: somebody else has approved or discarded it"
CHANGED: Final = "somebody else has changed it since you looked; look at it again"
OWN: Final = "you wrote it yourself; somebody else approves it"
NOT_SUBMITTED: Final = "it is a draft; who writes it submits it first"
EMPTY: Final = "write something in at least one part: a report card without text shows none"


class TextRefused(ValueError):
    """Nothing was done; the message says why, as the rest of a sentence that begins with the text.

    `of_parts` has the messages of those parts of a text that cannot stand as they are.
    """

    def __init__(self, message: str, of_parts: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.of_parts = dict(of_parts or {})


@dataclass(frozen=True, slots=True)
class Written:
    """How the text stands after an action: its state, the version to name next time, and whether anything was written.

    Without a row on its way `version` is None: there was nothing to write down.
    """

    state: str
    version: int | None
    changed: bool = True


def read_parts(parts: Mapping[str, str]) -> dict[str, str]:
    """Each part as it would be stored: as a file would give it back. Raises `TextRefused`, with each part's problem."""
    given, problems = {}, {}
    for name in PARTS:
        try:
            given[name] = part_text(parts[name])
        except ValueProblem as problem:
            problems[name] = str(problem)
    if problems:
        raise TextRefused("; ".join(problems.values()), problems)
    return given


def begin_text(*, indicator: int, month: Period, by: AbstractBaseUser, at: datetime | None = None) -> Written:
    """A draft that starts as a copy of the newest approved text up to that month, and says so; empty without one.

    Raises `TextRefused` where a text of the month is on its way already.
    """
    with _writing(at) as now:
        if _on_its_way(indicator, month).exists():
            raise TextRefused("somebody has begun it already")
        source = _newest_approved(indicator, month)
        row = ReportCardText(indicator_id=indicator, period=month.written, **_parts(source))
        row.copied_from = "" if source is None else source.period
        reason = "Begun" if source is None else f"Begun as a copy of {parse(source.period).name}"
        _write(row, by, now, reason)
        return Written(row.state, row.version)


def save_text(
    *,
    indicator: int,
    month: Period,
    parts: Mapping[str, str],
    version: int | None,
    by: AbstractBaseUser,
    at: datetime | None = None,
) -> Written:
    """The text as somebody wants it, as a draft. `version` is the one they saw of the text on its way, None for none.

    Raises `TextRefused` for what no file could hold and for a text without words, and `Conflict`, with the parts and
    the version that stand, where another version does.
    """
    given = read_parts(parts)
    if not any(given.values()):
        raise TextRefused(EMPTY)
    with _writing(at) as now:
        row = _on_its_way(indicator, month).first()
        if row is not None and _parts(row) == given:
            return Written(row.state, row.version, changed=False)
        if (None if row is None else row.version) != version:
            raise Conflict(None if row is None else _parts(row), None if row is None else row.version)
        source = _newest_approved(indicator, month)
        is_copy = source is not None and _parts(source) == given
        if row is None and is_copy and source.period == month.written:
            return Written(source.state, None, changed=False)
        if row is None:
            row = ReportCardText(indicator_id=indicator, period=month.written)
        else:
            row.version += 1
        for name, text in given.items():
            setattr(row, name, text)
        row.state, row.copied_from = "draft", source.period if is_copy else ""
        _write(row, by, now, "Written")
        return Written(row.state, row.version)


def submit_text(*, indicator: int, month: Period, version: int, by: AbstractBaseUser) -> Written:
    """A draft that is ready to be approved. Raises `TextRefused`."""

    def refuse(row: ReportCardText) -> str:
        if row.state != "draft":
            return "it is submitted already"
        return "" if any(_parts(row).values()) else EMPTY

    return _step(indicator, month, version, by, _Step("submitted", "Submitted", refuse))


def send_back_text(*, indicator: int, month: Period, version: int, reason: str, by: AbstractBaseUser) -> Written:
    """A submitted text back to who wrote it, with what is to be mended. Raises `TextRefused`."""
    if not reason.strip():
        raise TextRefused("a reason is needed: it tells who wrote it what to mend")
    step = _Step("draft", "Sent back", _refuse_unless_submitted, sent_back=reason.strip())
    return _step(indicator, month, version, by, step)


def approve_text(
    *, indicator: int, month: Period, version: int, by: AbstractBaseUser, at: datetime | None = None
) -> Written:
    """A submitted text becomes what the public reads, in the place of what it read. Raises `TextRefused`."""

    def refuse(row: ReportCardText) -> str:
        return _refuse_unless_submitted(row) or (OWN if row.written_by_id == by.pk else "")

    return _step(indicator, month, version, by, _Step("approved", "Approved", refuse), at)


def discard_text(*, indicator: int, month: Period, version: int, by: AbstractBaseUser) -> Written:
    """A draft that should never have been begun goes; what was approved stands as it stood. Raises `TextRefused`."""

    def refuse(row: ReportCardText) -> str:
        return "" if row.state == "draft" else "it is submitted; send it back first"

    return _step(indicator, month, version, by, _Step("", "Draft discarded", refuse))


def set_aside_finding(
    *,
    indicator: int,
    month: Period,
    sentence: str,
    said: str,
    verdict: str,
    key: str,
    reason: str,
    by: AbstractBaseUser,
    at: datetime | None = None,
) -> None:
    """A doubt of the number check does not hold, for a reason that auditors can read. Raises `TextRefused`."""
    if not reason.strip():
        raise TextRefused("a reason is needed to set a doubt aside; it is kept for auditors")
    with _writing(at) as now:
        FindingEvent.objects.create(
            indicator_id=indicator,
            period=month.written,
            key=key,
            sentence=sentence,
            said=said,
            verdict=verdict,
            step="set_aside",
            reason=reason.strip(),
            by=by,
            at=now,
        )


def withdraw_set_aside(
    *, indicator: int, month: Period, key: str, by: AbstractBaseUser, at: datetime | None = None
) -> None:
    """The doubt is to be mended after all. Raises `TextRefused` where it is not set aside."""
    with _writing(at) as now:
        newest = FindingEvent.objects.filter(indicator_id=indicator, key=key).order_by("-id").first()
        if newest is None or newest.step != "set_aside":
            raise TextRefused("that doubt is not set aside")
        FindingEvent.objects.create(
            indicator_id=indicator,
            period=month.written,
            key=key,
            sentence=newest.sentence,
            said=newest.said,
            verdict=newest.verdict,
            step="withdrawn",
            by=by,
            at=now,
        )


# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    """Where a step leads ("" for nowhere: the row goes), what history calls it, and what speaks against it."""

    state: str
    name: str
    refuse: Callable[[ReportCardText], str]
    sent_back: str = ""


def _refuse_unless_submitted(row: ReportCardText) -> str:
    return "" if row.state == "submitted" else NOT_SUBMITTED


@contextmanager
def _writing(at: datetime | None) -> Iterator[datetime]:
    """One transaction that holds the stamp's lock from its start: what is read within stands until it is written."""
    with transaction.atomic(), StoreStamp.touched_once():
        yield at or timezone.now()


def _step(
    indicator: int, month: Period, version: int, by: AbstractBaseUser, step: _Step, at: datetime | None = None
) -> Written:
    with _writing(at) as now:
        row = _on_its_way(indicator, month).first()
        if row is None:
            raise TextRefused(GONE)
        if row.version != version:
            raise TextRefused(CHANGED)
        if problem := step.refuse(row):
            raise TextRefused(problem)
        if step.state == "approved":
            return _approve(row, by, now, step.name)
        if not step.state:
            _sign(row, by, step.name)
            row.delete()
            return Written("", None)
        row.state, row.sent_back = step.state, step.sent_back
        row.version += 1
        _sign(row, by, step.name)
        row.save()
        return Written(row.state, row.version)


def _approve(row: ReportCardText, by: AbstractBaseUser, now: datetime, name: str) -> Written:
    """Puts the text in the place of the approved one of its month, if there is one."""
    standing = ReportCardText.objects.filter(indicator_id=row.indicator_id, period=row.period, state="approved").first()
    if standing is None:
        standing = row
    else:
        for column in (*PARTS, "written_by_id", "written_at", "copied_from"):
            setattr(standing, column, getattr(row, column))
        _sign(row, by, name)
        row.delete()
    standing.state, standing.approved_by, standing.approved_at = "approved", by, now
    standing.version += 1
    _sign(standing, by, name)
    standing.save()
    return Written(standing.state, None)


def _write(row: ReportCardText, by: AbstractBaseUser, now: datetime, reason: str) -> None:
    row.written_by, row.written_at = by, now
    _sign(row, by, reason)
    row.save()


def _sign(row: ReportCardText, by: AbstractBaseUser, reason: str) -> None:
    """Who changes it and in which step, for its history."""
    row._history_user, row._change_reason = by, reason


def _on_its_way(indicator: int, month: Period) -> QuerySet[ReportCardText]:
    return ReportCardText.objects.filter(indicator_id=indicator, period=month.written).exclude(state="approved")


def _newest_approved(indicator: int, month: Period) -> ReportCardText | None:
    rows = ReportCardText.objects.filter(indicator_id=indicator, period__lte=month.written, state="approved")
    return rows.order_by("-period").first()


def _parts(row: ReportCardText | None) -> dict[str, str]:
    return {name: getattr(row, name) if row is not None else "" for name in PARTS}
