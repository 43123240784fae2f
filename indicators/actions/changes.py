"""One entry changed by a person: a target, a rating override or an exception flag; and any entry withdrawn.

The entry goes through the same checks as a folder of one row. Two people changing the same one: the second is told,
with both values, and nothing is overwritten unseen. Figures are entered in `indicators.actions.entering`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.entries import Seen
from indicators.actions.ledger import Change, Kind, Origin, write
from indicators.actions.loading import Loaded, Refused, load_folder
from indicators.domain.definitions import Colour
from indicators.domain.periods import Period
from indicators.importing.folder import Folder
from indicators.importing.problems import Problem
from indicators.importing.rows import FlagRow, OverrideRow, TargetRow, code_key
from indicators.importing.sheets import SHEETS
from indicators.importing.values import ValueProblem
from indicators.models import Figure, Indicator, StoreStamp, Target
from indicators.queries.entries import locked_rounds

TYPED = Path("typed")
ROW = 1
READERS = {(sheet.file, column.name): column.read for sheet in SHEETS for column in sheet.columns}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetEntry:
    """A target as typed. `value_text` is what stood in the field, for checking its unit; `value` what it means;
    `value_to` the upper end of a range; `profile` its text."""

    value: Decimal
    value_text: str = ""
    value_to: Decimal | None = None
    profile: str = ""
    note: str = ""


class Conflict(Exception):
    """Somebody else changed the entry meanwhile. `standing` is what stands now, its columns by name, None: withdrawn.

    `version` is what has to be seen to write over it: its version, of a figure both rows.
    """

    def __init__(self, standing: Mapping[str, str | None] | None, version: int | Seen | None = None) -> None:
        super().__init__("Somebody else has changed this meanwhile.")
        self.standing, self.version = standing, version


def change_target(
    *,
    indicator: Indicator,
    period: Period,
    entry: TargetEntry,
    by: AbstractBaseUser,
    reason: str = "",
    expected_version: int | None,
) -> Loaded:
    """Records the target of one period; `expected_version` is the one the person saw, None for none.

    Raises `Refused` with what is wrong, `Conflict` where another version stands.
    """
    read = {name: getattr(entry, name) for name in TargetEntry.__slots__}
    row = TargetRow(
        row=ROW,
        given=frozenset(("value", "value_to", "profile", "note")),
        code=indicator.code,
        period=period,
        **read | {name: _as_in_a_file(Kind.TARGET, name, read[name]) for name in ("profile", "note")},
    )
    with transaction.atomic():
        StoreStamp.touch()
        standing = Target.objects.filter(indicator=indicator, period=period.written).first()
        _check_version(Kind.TARGET, standing, expected_version)
        loaded = load_folder(Folder(TYPED, targets=(row,)), by=by, reason=reason)
        if not loaded.changed_anything:
            transaction.set_rollback(True)  # nor did the store change
    return loaded


def set_override(*, indicator: Indicator, period: Period, colour: Colour, reason: str, by: AbstractBaseUser) -> Loaded:
    """Sets the colour of one figure by hand; its reason is shown. Raises `Refused`."""
    row = OverrideRow(
        row=ROW,
        given=frozenset(("rating", "reason")),
        code=indicator.code,
        period=period,
        rating=_as_in_a_file(Kind.OVERRIDE, "rating", colour.value),
        reason=_stated(Kind.OVERRIDE, reason),
    )
    return load_folder(Folder(TYPED, overrides=(row,)), by=by, reason=reason)


def set_flag(*, indicator: Indicator, period: Period, rule: str, reason: str, by: AbstractBaseUser) -> Loaded:
    """Says that a rule applies to one figure; the reason names the budget line or risk. Raises `Refused`."""
    row = FlagRow(
        row=ROW,
        given=frozenset(("reason",)),
        code=indicator.code,
        period=period,
        rule=_as_in_a_file(Kind.FLAG, "rule", rule),
        reason=_stated(Kind.FLAG, reason),
    )
    return load_folder(Folder(TYPED, flags=(row,)), by=by, reason=reason)


def _stated(kind: Kind, reason: str) -> str:
    if not reason.strip():
        raise Refused([Problem(kind.file, ROW, "reason", "", "a reason is needed; it is shown with the verdict")])
    return str(_as_in_a_file(kind, "reason", reason))


def _as_in_a_file(kind: Kind, column: str, text: str) -> Any:
    """What a cell of the kind's file would give for the text, so that a file gives it back. Raises `Refused`."""
    plain = text.strip()
    try:
        return READERS[kind.file, column](plain) if plain else plain
    except ValueProblem as problem:
        raise Refused([Problem(kind.file, ROW, column, text, str(problem))]) from problem


def withdraw(
    *,
    kind: Kind,
    indicator: Indicator,
    period: Period,
    by: AbstractBaseUser,
    reason: str,
    rule: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Takes back an entry that should never have been made; its revisions stay. Raises `Refused` and `Conflict`.

    A figure that others lean on (an override or a flag of its period) is not withdrawn before they are, and none is
    withdrawn from a locked round.
    """
    if not reason.strip():
        raise Refused([Problem(kind.file, ROW, "reason", "", "a reason is needed to withdraw what stands")])
    with transaction.atomic():
        StoreStamp.touch()
        rows = kind.model._default_manager.filter(indicator=indicator, period=period.written)
        if kind is Kind.FIGURE:
            rows = rows.filter(state="verified")
        if kind is Kind.FLAG:
            rows = rows.filter(rule=rule)
        standing = rows.first()
        if standing is None:
            raise Conflict(None)
        if kind.versioned:
            _check_version(kind, standing, expected_version)
        if kind is Kind.FIGURE:
            _refuse_locked(indicator, period)
            _refuse_leaned_on(indicator, period)
        old = tuple(getattr(standing, column) for column in kind.columns)
        change = Change(kind, code_key(indicator.code), period.written, old, None)
        write([change], Origin(by, timezone.now(), reason.strip()), {code_key(indicator.code): indicator.pk})


def _refuse_locked(indicator: Indicator, period: Period) -> None:
    month = period.last_month
    lock = locked_rounds().get((indicator.committee.slug, month.number))
    if lock is not None:
        message = (
            f"the round of {month.name} was locked by {lock.by} on {lock.at:%d %B %Y}; accepted: to withdraw it once "
            "the round is opened again"
        )
        raise Refused([Problem(Kind.FIGURE.file, ROW, "period", period.written, message)])


def _refuse_leaned_on(indicator: Indicator, period: Period) -> None:
    overrides = indicator.overrides.filter(period=period.written)
    flags = indicator.flags.filter(period=period.written)
    if overrides.exists() or flags.exists():
        message = "a rating override or an exception flag concerns this figure; withdraw that first"
        raise Refused([Problem(Kind.FIGURE.file, ROW, "period", period.written, message)])


def _check_version(kind: Kind, standing: Figure | Target | None, expected: int | None) -> None:
    version = None if standing is None else standing.version
    if version != expected:
        raise Conflict(standing and {column: getattr(standing, column) for column in kind.columns}, version)
