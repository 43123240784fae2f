"""What is written with a revision: figures, targets, overrides and flags. Compared with what stands, then written.

An entry is found by indicator and period (a flag by its rule as well). Its columns are compared as stored, so 86.2 and
86.20 differ: what was typed is what is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from django.utils import timezone

from indicators.importing.known import FigureFacts, TargetFacts
from indicators.importing.values import plain
from indicators.models import ExceptionFlag, Figure, RatingOverride, Revision, StoreStamp, Target

BATCH = 1000


class Kind(Enum):
    """The four kinds of entry: what revisions call it, its rows, its file and the columns that are kept."""

    FIGURE = (
        "figure",
        Figure,
        "figures.csv",
        ("value", "numerator", "denominator", "status", "reason", "judged", "note"),
    )
    TARGET = ("target", Target, "targets.csv", ("value", "value_to", "profile", "note"))
    OVERRIDE = ("override", RatingOverride, "rating_overrides.csv", ("rating", "reason"))
    FLAG = ("flag", ExceptionFlag, "exception_flags.csv", ("rule", "reason"))

    def __init__(self, noun: str, model: type[Model], file: str, columns: tuple[str, ...]) -> None:
        self.noun, self.model, self.file, self.columns = noun, model, file, columns

    @property
    def versioned(self) -> bool:
        """Do rows count their versions, for two people changing one at once?"""
        return self in (Kind.FIGURE, Kind.TARGET)


FIGURE_VALUE = Kind.FIGURE.columns.index("value")
FIGURE_JUDGED = Kind.FIGURE.columns.index("judged")
SIGNED = ("state", "entered_by", "entered_at", "why", "checked", "sent_back", "revised_on")
"""The columns of a figure that say how it stands, beside what it says."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who writes, when, why and from which file. `state` is what written figures become; `upload` the key of the upload
    that they belong to."""

    by: AbstractBaseUser | None
    at: datetime
    reason: str
    source: str = ""
    state: str = "verified"
    upload: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry as it stood (None: not there) and as it is to be (None: withdrawn), columns in the kind's order.

    `reason` is its own, before that of the origin. Of a figure on its way, `why` says why the verified one is to
    change, `checked` what was said to its doubts, and `was` which state it had.
    """

    kind: Kind
    code: str
    period: str
    old: tuple[str | None, ...] | None
    new: tuple[str | None, ...] | None
    row: int | None = None
    reason: str = ""
    why: str = ""
    checked: str = ""
    was: str = ""

    @property
    def is_new(self) -> bool:
        return self.old is None


@dataclass(slots=True)
class Count:
    """How many rows were new, changed and as they were already."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def add(self, old: object | None, new: object) -> None:
        if old is None:
            self.new += 1
        elif old == new:
            self.unchanged += 1
        else:
            self.changed += 1


@dataclass(slots=True)
class Plan:
    """What is to be written, and what was found to stand already."""

    changes: list[Change] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=dict)

    def note(self, change: Change) -> None:
        """Counts it, and keeps it unless it changes nothing."""
        self.counts.setdefault(change.kind.file, Count()).add(change.old, change.new)
        if change.old != change.new:
            self.changes.append(change)

    @property
    def corrections(self) -> list[Change]:
        """The changes of a figure or target that stood already: they need a reason."""
        return [one for one in self.changes if not one.is_new and one.kind.versioned]


def figure_columns(facts: FigureFacts) -> tuple[str | None, ...]:
    """A figure's facts as stored, in the order of its kind's columns."""
    judged = None if facts.judged is None else facts.judged.value
    numbers = (_text(facts.value), _text(facts.numerator), _text(facts.denominator))
    return (*numbers, facts.status.value, facts.reason, judged, facts.note)


def target_columns(facts: TargetFacts) -> tuple[str | None, ...]:
    """A target's facts as stored, in the order of its kind's columns."""
    return (plain(facts.value), _text(facts.value_to), facts.profile, facts.note)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def write(changes: Sequence[Change], origin: Origin, keys: dict[str, int]) -> None:
    """Writes the changes and a revision of each. `keys` gives an indicator's key by its code key.

    Whoever calls it holds the transaction and has checked the entries.
    """
    for kind in Kind:
        mine = [change for change in changes if change.kind is kind]
        for batch in _batches(mine):
            _write_batch(kind, batch, origin, keys)


def _batches(changes: list[Change]) -> Iterator[list[Change]]:
    for start in range(0, len(changes), BATCH):
        yield changes[start : start + BATCH]


def _write_batch(kind: Kind, changes: list[Change], origin: Origin, keys: dict[str, int]) -> None:
    standing = _standing(kind, [one for one in changes if one.old is not None], origin, keys)
    created: list[Model] = []
    updated: list[Model] = []
    withdrawn: list[Any] = []
    recorded: list[Change] = []
    for change in changes:
        row: Any = standing.get(_identity(kind, keys[change.code], change))
        if origin.state != "verified":
            # A first draft beside a verified figure changes nothing that stands: that comes once it is verified.
            change = replace(change, old=None) if row is None else replace(change, was=row.state)
        recorded.append(change)
        if change.new is None:
            if row is not None:
                withdrawn.append(row.pk)
            continue
        if row is None:
            row = kind.model(indicator_id=keys[change.code], period=change.period)
            created.append(row)
        else:
            if kind.versioned:
                row.version += 1
            updated.append(row)
        if kind is Kind.FIGURE:
            _sign(row, change, origin)
        for column, value in zip(kind.columns, change.new, strict=True):
            setattr(row, column, value)
    manager = kind.model._default_manager
    manager.bulk_create(created)
    if updated:
        columns = [*kind.columns, *(["version"] if kind.versioned else []), *(SIGNED if kind is Kind.FIGURE else ())]
        manager.bulk_update(updated, columns)
    if withdrawn:
        with StoreStamp.touched_once():  # rows deleted one by one would each touch it twice
            manager.filter(pk__in=withdrawn).delete()
    Revision.objects.bulk_create(_revision(change, origin, keys[change.code]) for change in recorded)


def _sign(row: Figure, change: Change, origin: Origin) -> None:
    """Who entered it and how it stands now. A verified figure that takes the place of another says on which day."""
    if origin.state == "verified" and change.new is not None and is_revised((row.value, row.judged), change.new):
        row.revised_on = timezone.localdate(origin.at)
    row.state = origin.state
    row.entered_by_id = None if origin.by is None else origin.by.pk
    row.entered_at = origin.at
    row.why, row.checked, row.sent_back = change.why, change.checked, ""


def is_revised(old: tuple[str | None, str | None], new: Sequence[str | None]) -> bool:
    """Was there a value or a judged colour, and is it another now? What was awaited and has come was not revised."""
    value, judged = new[FIGURE_VALUE], new[FIGURE_JUDGED]
    return old != (None, None) and (_same_number(old[0]), old[1]) != (_same_number(value), judged)


def _same_number(text: str | None) -> Decimal | None:
    """86.2 and 86.20 are one figure, printed to more places."""
    return None if text is None else Decimal(text)


def _identity(kind: Kind, indicator: int, change: Change) -> tuple[int, str, str | None]:
    columns = change.new if change.new is not None else change.old
    rule = columns[kind.columns.index("rule")] if kind is Kind.FLAG and columns else None
    return indicator, change.period, rule


def _standing(
    kind: Kind, changes: list[Change], origin: Origin, keys: dict[str, int]
) -> dict[tuple[int, str, str | None], Model]:
    """The rows that are to change, by what they are found by."""
    if not changes:
        return {}
    wanted = {_identity(kind, keys[change.code], change) for change in changes}
    rows: Any = kind.model._default_manager.filter(
        indicator_id__in={one[0] for one in wanted}, period__in={one[1] for one in wanted}
    )
    if kind is Kind.FIGURE:
        # A verified figure and one on its way there stand side by side; each is written by its own kind of entry.
        rows = rows.filter(state="verified") if origin.state == "verified" else rows.exclude(state="verified")
    found = {(row.indicator_id, row.period, row.rule if kind is Kind.FLAG else None): row for row in rows}
    return {identity: row for identity, row in found.items() if identity in wanted}


def _revision(change: Change, origin: Origin, indicator: int) -> Revision:
    return Revision(
        of=change.kind.noun,
        indicator_id=indicator,
        period=change.period,
        old=_named(change, change.old, origin),
        new=_named(change, change.new, origin),
        by=origin.by,
        at=origin.at,
        reason=change.reason or origin.reason or _own_reason(change),
        source=origin.source,
        source_row=change.row,
        upload_id=origin.upload,
    )


def _own_reason(change: Change) -> str:
    """Overrides and flags bring their reason with them, so a file of them needs no other."""
    if change.kind.versioned or change.new is None:
        return ""
    return change.new[change.kind.columns.index("reason")] or ""


def _named(change: Change, columns: tuple[str | None, ...] | None, origin: Origin) -> dict[str, str] | None:
    """Columns by name, without the empty ones, and with the state a figure came to, or was on its way in."""
    if columns is None:
        return None
    named = {name: value for name, value in zip(change.kind.columns, columns, strict=True) if value}
    if columns is change.old and change.was:
        named["state"] = change.was
    if change.kind is Kind.FIGURE and columns is change.new:
        named["state"] = origin.state
        if change.checked:
            named["checked"] = change.checked
    return named
