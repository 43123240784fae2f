"""Loads a folder of the public data format: all or nothing, every problem at once, and twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.ledger import Change, Count, Kind, Origin, Plan, figure_columns, target_columns, write
from indicators.actions.registers import RegisterLoader
from indicators.domain.definitions import Unit
from indicators.importing.checks import check, in_order
from indicators.importing.folder import Folder
from indicators.importing.known import Known
from indicators.importing.merging import figure_over, target_over
from indicators.importing.problems import Problem
from indicators.importing.rows import FigureRow, FlagRow, OverrideRow, TargetRow
from indicators.models import ExceptionFlag, RatingOverride, StoreStamp
from indicators.queries.stored import known_store

R = TypeVar("R", FigureRow, TargetRow)
CODES_AT_ONCE = 40
REASON_NEEDED = (
    "this {noun} stands as {old}; changing it needs a reason. Accepted: a reason given with --reason (or in the form)"
)


class Refused(Exception):
    """Nothing was written. `problems` says everything that is wrong, warnings included.

    `reason_needed` holds those of them that a reason for the change would mend.
    """

    def __init__(self, problems: Sequence[Problem], reason_needed: Sequence[Problem] = ()) -> None:
        super().__init__("; ".join(str(problem) for problem in problems[:3]))
        self.problems = tuple(problems)
        self.reason_needed = tuple(reason_needed)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did (or would do): rows new, changed and unchanged by file, and the warnings."""

    counts: dict[str, Count] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

    @property
    def changed_anything(self) -> bool:
        return any(count.new or count.changed for count in self.counts.values())


def load_folder(
    folder: Folder,
    *,
    by: AbstractBaseUser | None = None,
    reason: str = "",
    draft: bool = False,
    strict: bool = False,
    dry_run: bool = False,
    source: str = "",
    at: datetime | None = None,
) -> Loaded:
    """Loads what was read. Figures become verified, with `draft` drafts. Raises `Refused` with all problems.

    `strict` refuses warnings too; `dry_run` does everything and then takes it all back.
    """
    origin = Origin(by, at or timezone.now(), reason.strip(), source, "draft" if draft else "verified")
    # The stamp's row lock comes first: what is checked below stands until this is committed.
    with transaction.atomic(), StoreStamp.touched_once():
        known = known_store(draft=draft)
        problems = in_order([*folder.problems, *check(folder, known)])
        errors = [problem for problem in problems if problem.is_error or strict]
        plan = _plan(folder, known, faulty={(one.file, one.row) for one in errors})
        reason_needed = [] if origin.reason else [_reason_needed(change) for change in plan.corrections]
        errors += reason_needed
        if errors:
            warnings = [one for one in problems if not (one.is_error or strict)]
            raise Refused([*in_order(errors), *warnings], reason_needed)
        counts: dict[str, Count] = {}
        keys = RegisterLoader(folder, origin, counts).load()
        write(plan.changes, origin, keys)
        loaded = Loaded({**counts, **plan.counts}, tuple(one for one in problems if not one.is_error))
        if dry_run or not loaded.changed_anything:
            transaction.set_rollback(True)
    return loaded


def _reason_needed(change: Change) -> Problem:
    old = dict(zip(change.kind.columns, change.old or (), strict=False))
    new = dict(zip(change.kind.columns, change.new or (), strict=False))
    stood = old.get("value") or old.get("judged") or old.get("status") or ""
    message = REASON_NEEDED.format(noun=change.kind.noun, old=stood)
    return Problem(change.kind.file, change.row, "value", new.get("value") or "", message)


def _plan(folder: Folder, known: Known, faulty: set[tuple[str, int | None]]) -> Plan:
    """What differs from the store. Rows with errors are passed over: the whole folder is refused for them anyway."""
    plan = Plan()
    units = {key: indicator.unit for key, indicator in known.indicators.items()}
    units |= {row.key: row.unit for row in folder.indicators}
    for figures in _by_codes(row for row in folder.figures if (row.file, row.row) not in faulty):
        _plan_figures(plan, known, figures, units)
    for targets in _by_codes(row for row in folder.targets if (row.file, row.row) not in faulty):
        stored = known.targets([row.key for row in targets])
        for row in targets:
            old = stored.get((row.key, row.period))
            new = target_columns(target_over(row, old))
            plan.note(Change(Kind.TARGET, row.key, row.period.written, old and target_columns(old), new, row.row))
    _plan_decisions(plan, folder, faulty)
    return plan


def _plan_figures(plan: Plan, known: Known, rows: Sequence[FigureRow], units: dict[str, Unit]) -> None:
    stored = known.figures(list({row.key for row in rows}))
    for row in rows:
        if row.key not in units:
            continue
        old = stored.get((row.key, row.period))
        new = figure_columns(figure_over(row, old, units[row.key]))
        plan.note(Change(Kind.FIGURE, row.key, row.period.written, old and figure_columns(old), new, row.row))


def _plan_decisions(plan: Plan, folder: Folder, faulty: set[tuple[str, int | None]]) -> None:
    if not (folder.overrides or folder.flags):
        return
    overrides = {
        (code.lower(), period): columns
        for code, period, *columns in RatingOverride.objects.values_list(
            "indicator__code", "period", "rating", "reason"
        )
    }
    flags = {
        (code.lower(), period, rule): (rule, reason)
        for code, period, rule, reason in ExceptionFlag.objects.values_list(
            "indicator__code", "period", "rule", "reason"
        )
    }
    for row in folder.overrides:
        if (row.file, row.row) not in faulty:
            old = overrides.get((row.key, row.period.written))
            plan.note(_override(row, None if old is None else tuple(old)))
    for row in folder.flags:
        if (row.file, row.row) not in faulty:
            plan.note(_flag(row, flags.get((row.key, row.period.written, row.rule))))


def _override(row: OverrideRow, old: tuple[str, ...] | None) -> Change:
    return Change(Kind.OVERRIDE, row.key, row.period.written, old, (row.rating.value, row.reason), row.row)


def _flag(row: FlagRow, old: tuple[str, ...] | None) -> Change:
    return Change(Kind.FLAG, row.key, row.period.written, old, (row.rule, row.reason), row.row)


def _by_codes(rows: Iterable[R]) -> Iterator[list[R]]:
    """The rows of some indicators at a time, so that their stored history fits in memory."""
    groups: dict[str, list[R]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    keys = list(groups)
    for start in range(0, len(keys), CODES_AT_ONCE):
        yield [row for key in keys[start : start + CODES_AT_ONCE] for row in groups[key]]
