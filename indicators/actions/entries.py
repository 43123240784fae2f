"""One entry judged: may it stand, does it conflict with what somebody else saved, does it look like a slip?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from indicators.actions.ledger import Change, Kind, figure_columns
from indicators.domain import plausibility
from indicators.domain.periods import Period
from indicators.domain.plausibility import Doubt
from indicators.domain.series import Observation, Series
from indicators.importing.known import FigureFacts
from indicators.importing.merging import figure_over
from indicators.importing.problems import Problem, quoted
from indicators.importing.rows import FigureRow
from indicators.importing.values import plain
from indicators.queries.entries import Enterable, Lock, Standing, StandingFigure

WHY_NEEDED = "the verified figure is {old}; changing it needs a reason. Accepted: why it changes, kept for auditors"
RETIRED = "{code} is not reported from {period} on; accepted: figures of months before that"
BEFORE_VERIFIED = "Changed before it was verified."
AS_VERIFIED = "As verified again."


class Stored(Protocol):
    """A stored row of a figure, a model's or a query's."""

    @property
    def pk(self) -> int: ...

    @property
    def version(self) -> int: ...


_ROW_SEEN = re.compile(r"(?:([0-9]{1,18}):([0-9]{1,9}))?", re.ASCII)


class RowSeen(NamedTuple):
    """One stored row of a figure, by its key, and the version somebody saw. One that takes the place of another has a
    key of its own."""

    pk: int
    version: int


class Seen(NamedTuple):
    """What somebody saw before they typed: the figure on its way and the verified one, None for none.

    Written `12:2/7:1`, with nothing for none, it is what a page sends back to say what it showed.
    """

    on_its_way: RowSeen | None = None
    verified: RowSeen | None = None

    @classmethod
    def of(cls, on_its_way: Stored | None, verified: Stored | None) -> Seen:
        """What somebody has seen who is shown these rows."""
        return cls(*(None if row is None else RowSeen(row.pk, row.version) for row in (on_its_way, verified)))

    @classmethod
    def read(cls, text: str) -> Seen | None:
        """None for what was not written here."""
        found = [_ROW_SEEN.fullmatch(part) for part in text.split("/")]
        if len(found) != 2 or None in found:
            return None
        pairs = [one.groups() for one in found if one is not None]
        return cls(*(None if key is None else RowSeen(int(key), int(version)) for key, version in pairs))

    def __str__(self) -> str:
        return "/".join("" if row is None else f"{row.pk}:{row.version}" for row in self)


class Result(StrEnum):
    """What became of one entry. The first four are as wanted; the others left everything as it stood."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    TAKEN_BACK = "taken_back"  # it is as verified again, so the draft is gone
    REFUSED = "refused"
    DOUBTED = "doubted"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One figure as somebody wants it to stand.

    `seen` is what they saw (None: whatever stands is meant). `why` says why a verified figure changes, `checked` what
    they say to its doubts. `ask` is false where it was looked at already and not doubted then.
    """

    row: FigureRow
    seen: Seen | None = None
    why: str = ""
    checked: str = ""
    ask: bool = True


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of an entry, and how it stands now.

    `problems` are errors where it was refused, else warnings. `why_needed`: a reason for the change would mend it.
    `old` and `new` are the columns of a figure as they stood and as they are to be, in the order of its kind; `seen` is
    what would have to be seen to write over what stands.
    """

    entry: Entry
    result: Result
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    why_needed: bool = False
    old: tuple[str | None, ...] | None = None
    new: tuple[str | None, ...] | None = None
    seen: Seen = field(default_factory=Seen)

    @property
    def is_kept(self) -> bool:
        """Does it stand as wanted?"""
        return self.result not in (Result.REFUSED, Result.DOUBTED, Result.CONFLICT)


class Judge:
    """Judges the entries of one indicator, oldest first."""

    def __init__(
        self, indicator: Enterable, history: Mapping[Period, Standing], locked: Mapping[tuple[str, int], Lock]
    ) -> None:
        self._indicator, self._history, self._locked = indicator, history, locked
        self._entered: set[Period] = set()
        self._observations = {
            period: _observation(period, standing.newest.facts)
            for period, standing in history.items()
            if standing.newest is not None
        }

    def judge(self, entry: Entry, problems: Sequence[Problem]) -> tuple[Entered, Change | None]:
        """What becomes of the entry, and the change that keeps it."""
        period = entry.row.period
        standing = self._history.get(period, Standing())
        seen = Seen.of(standing.on_its_way, standing.verified)
        newest = standing.newest
        old = None if newest is None else figure_columns(newest.facts)
        errors = [one for one in problems if one.is_error] or list(self._more_errors(entry))
        if errors:
            return Entered(entry, Result.REFUSED, tuple(errors), old=old, seen=seen), None
        self._entered.add(period)
        facts = figure_over(entry.row, newest and newest.facts, self._indicator.known.unit)
        new = figure_columns(facts)
        about: dict[str, Any] = {"old": old, "new": new, "seen": seen}
        warnings = tuple(problems)
        if new == old:
            return Entered(entry, Result.UNCHANGED, warnings, **about), None
        if entry.seen is not None and entry.seen != seen:
            return Entered(entry, Result.CONFLICT, **about), None
        verified = standing.verified
        if verified is not None and standing.on_its_way is not None and new == figure_columns(verified.facts):
            self._observations[period] = _observation(period, facts)
            return Entered(entry, Result.TAKEN_BACK, **about), self._change(entry, standing, None)
        doubted = self._doubts(period, facts) if entry.ask else ()
        why = entry.why or (standing.on_its_way.why if standing.on_its_way else "")
        if not why and verified is not None and verified.has_figure and _is_correction(verified.facts, facts):
            problem = _problem(entry, "value", WHY_NEEDED.format(old=_short(verified.facts)))
            return Entered(entry, Result.REFUSED, (problem,), doubted, why_needed=True, **about), None
        checked = entry.checked or _checked_before(standing.on_its_way, facts)
        if doubted and not checked:
            return Entered(entry, Result.DOUBTED, warnings, doubted, **about), None
        self._observations[period] = _observation(period, facts)
        result = Result.NEW if old is None else Result.CHANGED
        change = self._change(entry, standing, new, why=why, checked=checked if doubted else "")
        return Entered(entry, result, () if doubted else warnings, doubted, **about), change

    def _more_errors(self, entry: Entry) -> Iterator[Problem]:
        """What only the store knows."""
        period, known = entry.row.period, self._indicator.known
        if period in self._entered:
            yield _problem(
                entry, "period", f"{known.code} {period.written} stands twice; accepted: one figure a period"
            )
        retired = self._indicator.retired_from
        if retired is not None and period.last_month_number >= retired.first_month.number:
            # No round waits for it, so nobody would submit or verify it.
            yield _problem(entry, "period", RETIRED.format(code=quoted(known.code), period=retired.name))
        lock = self._locked.get((known.committee, period.last_month_number))
        if lock is not None:
            month = period.last_month.name
            message = (
                f"the round of {month} was locked by {lock.by} on {lock.at:%d %B %Y}; accepted: figures of other "
                "months, or this one once the round is opened again"
            )
            yield _problem(entry, "period", message)

    def _doubts(self, period: Period, facts: FigureFacts) -> tuple[Doubt, ...]:
        if facts.value is None:
            return ()
        known = Series.of(self._observations.values())
        number = plausibility.Entry(facts.value, facts.numerator, facts.denominator)
        return plausibility.doubts(self._indicator.definition, known, period, number)

    def _change(
        self, entry: Entry, standing: Standing, new: tuple[str | None, ...] | None, *, why: str = "", checked: str = ""
    ) -> Change:
        draft = standing.on_its_way
        old = None if draft is None else figure_columns(draft.facts)
        row = entry.row
        reason = why or (AS_VERIFIED if new is None else BEFORE_VERIFIED if old is not None else "")
        return Change(
            Kind.FIGURE, row.key, row.period.written, old, new, row.row, why=why, checked=checked, reason=reason
        )


def _observation(period: Period, facts: FigureFacts) -> Observation:
    return Observation(
        period, facts.value, facts.status, facts.reason, facts.judged, facts.numerator, facts.denominator
    )


def _is_correction(old: FigureFacts, new: FigureFacts) -> bool:
    """Does the figure itself change? A provisional one that becomes final as it was does not, nor does a note."""
    return (old.value, old.numerator, old.denominator, old.judged) != (
        new.value,
        new.numerator,
        new.denominator,
        new.judged,
    )


def _checked_before(draft: StandingFigure | None, facts: FigureFacts) -> str:
    """What was said to the same number's doubts before."""
    return draft.checked if draft is not None and not _is_correction(draft.facts, facts) else ""


def _short(facts: FigureFacts) -> str:
    if facts.judged is not None:
        return facts.judged.value
    return "" if facts.value is None else plain(facts.value)


def _problem(entry: Entry, column: str, message: str) -> Problem:
    return Problem(FigureRow.file, entry.row.row, column, "", message)
