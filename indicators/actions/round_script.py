"""Plays a round that is told in files: the same actions, by the people it names, as if they sat at their screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from django.contrib.auth.models import User
from django.db import transaction

from indicators.actions.entering import enter_figures
from indicators.actions.entries import Entered, Entry
from indicators.actions.loading import Refused
from indicators.actions.steps import RowSeen, Stepped, send_back, submit_figures, verify_figures
from indicators.domain.definitions import address_of
from indicators.importing.problems import Problem, quoted
from indicators.importing.round_script import HandoverRow, RoundScript, Step, StepRow
from indicators.importing.rows import Row
from indicators.models import Committee, Figure, Handover, Indicator


def play_round(script: RoundScript, *, today: date) -> None:
    """Does all of it, or nothing. Raises `Refused` with what could not be read, found or done."""
    if script.problems:
        raise Refused(script.problems)
    people = User.objects.in_bulk({name for *_, name in _names(script)}, field_name="username")
    unknown = [
        Problem(row.file, row.row, column, name, f"there is no account {quoted(name)}; accepted: one that is there")
        for row, column, name in _names(script)
        if name not in people
    ]
    if unknown:
        raise Refused(unknown)
    with transaction.atomic():
        for row in script.handovers:
            _hand_over(row, people, today)
        for (step, by, reason), rows in groupby(script.steps, key=lambda row: (row.step, row.by, row.reason)):
            problems = list(DO[step](script, list(rows), people[by], reason))
            if problems:
                raise Refused(problems)


def _names(script: RoundScript) -> Iterator[tuple[Row, str, str]]:
    """Everybody who does something: the row and the column that name them."""
    for row in script.steps:
        yield row, "by", row.by
    for one in script.handovers:
        yield one, "giver", one.giver
        yield one, "deputy", one.deputy


def _hand_over(row: HandoverRow, people: Mapping[str, User], today: date) -> None:
    indicators = Indicator.objects.filter(
        committee__slug=row.committee, address__in=[address_of(code) for code in row.codes]
    )
    if len(indicators) < len(row.codes):
        found = ", ".join(sorted(one.code for one in indicators)) or "none"
        message = (
            f"of {quoted(';'.join(row.codes))} the committee {quoted(row.committee)} has {found}; accepted: its codes"
        )
        raise Refused([Problem(row.file, row.row, "codes", ";".join(row.codes), message)])
    handover = Handover.objects.create(
        committee=Committee.objects.get(slug=row.committee),
        giver=people[row.giver],
        deputy=people[row.deputy],
        from_day=today + timedelta(days=row.from_days),
        until_day=today + timedelta(days=row.until_days),
        reason=row.reason,
    )
    handover.indicators.set(indicators)


def _enter(script: RoundScript, rows: Sequence[StepRow], by: User, reason: str) -> Iterator[Problem]:
    entries = [Entry(row=script.figure(row.key, row.period), why=reason, checked=row.checked) for row in rows]
    for row, entered in zip(rows, enter_figures(entries, by=by), strict=True):
        if not entered.is_kept:
            yield Problem(row.file, row.row, "", row.code, f"{row.code} {row.period.written}: {_why(entered)}")


def _why(entered: Entered) -> str:
    """Why the figure was not kept."""
    said = [one.message for one in entered.problems] or [one.kind.value for one in entered.doubts]
    return f"{entered.result.value} ({'; '.join(said)})"


def _submit(_script: RoundScript, rows: Sequence[StepRow], by: User, _reason: str) -> Iterator[Problem]:
    return _undone(rows, submit_figures(_ways(rows), by=by))


def _send_back(_script: RoundScript, rows: Sequence[StepRow], by: User, reason: str) -> Iterator[Problem]:
    return _undone(rows, send_back(_ways(rows), by=by, reason=reason))


def _verify(_script: RoundScript, rows: Sequence[StepRow], by: User, _reason: str) -> Iterator[Problem]:
    return _undone(rows, verify_figures(_ways(rows), by=by))


DO: Mapping[Step, Callable[[RoundScript, Sequence[StepRow], User, str], Iterator[Problem]]] = {
    Step.ENTER: _enter,
    Step.SUBMIT: _submit,
    Step.SEND_BACK: _send_back,
    Step.VERIFY: _verify,
}


def _ways(rows: Sequence[StepRow]) -> list[RowSeen]:
    """The figures on their way, as they stand; where there is none the step says so."""
    found = Figure.objects.exclude(state="verified").filter(period__in={row.period.written for row in rows})
    ways = {
        (code.lower(), period): RowSeen(pk, version)
        for pk, version, code, period in found.values_list("pk", "version", "indicator__code", "period")
    }
    return [ways.get((row.key, row.period.written), RowSeen(0, 0)) for row in rows]


def _undone(rows: Sequence[StepRow], stepped: Sequence[Stepped]) -> Iterator[Problem]:
    for row, one in zip(rows, stepped, strict=True):
        if not one.is_done:
            yield Problem(row.file, row.row, "step", row.step, f"{row.code} {row.period.written}: {one.problem}")
