"""Figures entered by people, one or a whole round of them: what is right is kept as drafts, the rest is told.

Nothing entered here is seen by the public before somebody else has verified it (`indicators.actions.steps`). The same
checks serve a folder of fifty thousand rows, a round typed in the browser and a spreadsheet that was uploaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.entries import Entered, Entry, Judge, Result
from indicators.actions.ledger import Change, Origin, write
from indicators.domain import plausibility
from indicators.domain.periods import Period
from indicators.importing.checks import check
from indicators.importing.folder import Folder
from indicators.importing.known import FigureFacts, Known
from indicators.importing.problems import Problem
from indicators.models import StoreStamp
from indicators.queries.entries import Enterable, Lock, Months, Standing, enterable, locked_rounds, standing_figures

TYPED = Path("typed")
INDICATORS_AT_ONCE = 100


def enter_figures(
    entries: Sequence[Entry],
    *,
    by: AbstractBaseUser,
    source: str = "",
    upload: int | None = None,
    at: datetime | None = None,
    dry_run: bool = False,
) -> tuple[Entered, ...]:
    """Keeps every entry that may stand as a draft, and says of each what became of it, in their order.

    A number of queries that does not grow with the entries of up to a hundred indicators. `source` and `upload` name
    the file they came from. `dry_run` writes nothing and keeps nobody waiting. Who may enter which indicator is for the
    caller to check.
    """
    origin = Origin(by, at or timezone.now(), "", source, "draft", upload)
    found: dict[int, Entered] = {}
    with nullcontext() if dry_run else transaction.atomic():
        if not dry_run:
            # The stamp's row lock comes first: what is checked below stands until this is committed.
            StoreStamp.touch()
        indicators = enterable([entry.row.code for entry in entries])
        locked = locked_rounds()
        changes: list[Change] = []
        for group in _by_indicators(entries):
            for place, (entered, change) in _judge_group(group, indicators, locked):
                found[place] = entered
                if change is not None:
                    changes.append(change)
        if changes and not dry_run:
            write(changes, origin, {key: one.pk for key, one in indicators.items()})
        elif not dry_run:
            transaction.set_rollback(True)
    return tuple(found[place] for place in range(len(entries)))


_Placed = list[tuple[int, Entry]]
_Judged = tuple[Entered, Change | None]


def _by_indicators(entries: Sequence[Entry]) -> Iterator[_Placed]:
    """The entries of some indicators at a time, so that their history fits in memory."""
    groups: dict[str, _Placed] = {}
    for place, entry in enumerate(entries):
        groups.setdefault(entry.row.key, []).append((place, entry))
    keys = list(groups)
    for start in range(0, len(keys), INDICATORS_AT_ONCE):
        yield [one for key in keys[start : start + INDICATORS_AT_ONCE] for one in groups[key]]


def _judge_group(
    group: _Placed, indicators: Mapping[str, Enterable], locked: Mapping[tuple[str, int], Lock]
) -> Iterator[tuple[int, _Judged]]:
    keys = {entry.row.key for _, entry in group} & indicators.keys()
    stored = standing_figures(_spans(group, indicators))
    history = {key: stored[indicators[key].pk] for key in keys}
    problems = _problems(group, indicators, history)
    judges = {key: Judge(indicators[key], history[key], locked) for key in keys}
    # In the order of time, since what is entered for one month is history for the next.
    for place, entry in sorted(group, key=lambda one: one[1].row.period.last_month_number):
        judge = judges.get(entry.row.key)
        if judge is None:
            yield place, (Entered(entry, Result.REFUSED, tuple(problems[place])), None)
        else:
            yield place, judge.judge(entry, problems[place])


def _spans(group: _Placed, indicators: Mapping[str, Enterable]) -> dict[int, Months]:
    """From what the oldest figure entered is judged by to the newest, by the indicator's key."""
    found: dict[int, Months] = {}
    for _, entry in group:
        indicator = indicators.get(entry.row.key)
        if indicator is None:
            continue
        last = entry.row.period.last_month_number
        first = last - plausibility.JUDGED_BY * indicator.known.frequency.months
        oldest, newest = found.get(indicator.pk, (first, last))
        found[indicator.pk] = (min(first, oldest), max(last, newest))
    return found


def _problems(
    group: _Placed, indicators: Mapping[str, Enterable], history: Mapping[str, Mapping[Period, Standing]]
) -> dict[int, list[Problem]]:
    """What the checks of a folder say of each entry, by its place."""

    def facts(codes: Sequence[str]) -> dict[tuple[str, Period], FigureFacts]:
        return {
            (key, period): standing.newest.facts
            for key in codes
            for period, standing in history.get(key, {}).items()
            if standing.newest is not None
        }

    # The places stand in for row numbers, which need not differ: a wide sheet has a row for many months.
    rows = tuple(replace(entry.row, row=place) for place, entry in group)
    known = Known(indicators={key: one.known for key, one in indicators.items()}, figures=facts)
    found: dict[int, list[Problem]] = {place: [] for place, _ in group}
    given = dict(group)
    for problem in check(Folder(TYPED, figures=rows), known):
        place = problem.row or 0
        found[place].append(replace(problem, row=given[place].row.row))
    return found
