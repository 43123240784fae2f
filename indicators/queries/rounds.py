"""One monthly round as the store tells it: what is due, what stands for it and before it, who locked it.

What follows from that is for `indicators.domain.rounds` to say. Four queries, however many indicators there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, Subquery

from indicators.domain.definitions import Basis, Polarity, Unit
from indicators.domain.periods import Frequency, Period, parse
from indicators.domain.rounds import (
    Completeness,
    DueFigure,
    OnItsWay,
    Reporting,
    Rows,
    Way,
    completeness,
    due_figure,
    period_due,
)
from indicators.domain.targets import Target, TargetRow, Targets
from indicators.models import DefinitionVersion, Figure, Indicator, RoundEvent
from indicators.models import Target as StoredTarget
from indicators.queries.entries import Standing, StandingFigure
from indicators.queries.sign_records import profile_of
from indicators.queries.stored import FIGURE_FACTS, figure_facts, target_facts

BEFORE = 3
"""So many periods before its own are shown beside a figure."""
A_YEAR_AHEAD = 11  # a year's target stands for its months long before the month its year ends in


@dataclass(frozen=True, slots=True)
class Registered:
    """An indicator as far as rounds need it. `newest` is the month in which the newest of its rows ends, of whatever
    state; None without any."""

    pk: int
    committee: int
    code: str
    address: str
    name: str
    section: str
    unit: Unit
    good_is: Polarity
    basis: Basis
    decimals: int | None
    data_owner: str
    reporting: Reporting
    oldest: int | None = None
    newest: int | None = None


@dataclass(frozen=True, slots=True)
class SignedFigure(StandingFigure):
    """One stored row of a figure, with who entered it and when."""

    entered_by_name: str = ""
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One indicator in a round: the figure due, what stands for it and for the periods before, and what is aimed at."""

    indicator: Registered
    due: DueFigure
    standing: Standing
    before: tuple[tuple[Period, Standing], ...]
    target: Target | None


@dataclass(frozen=True, slots=True)
class RoundStep:
    """A round locked or opened again."""

    is_lock: bool
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Round:
    """A committee's round of a month; `steps` the newest first."""

    month: Period
    rows: tuple[RoundRow, ...]
    steps: tuple[RoundStep, ...]

    @property
    def lock(self) -> RoundStep | None:
        """Who locked it; None where it is open."""
        return self.steps[0] if self.steps and self.steps[0].is_lock else None

    @property
    def completeness(self) -> Completeness:
        return completeness(row.due for row in self.rows)


def round_of(committee: int, month: Period, today: date) -> Round:
    """The figures due in a committee's round, in the order of its dashboard, as at a day. Four queries."""
    due = [(one, period) for one in registered([committee]) if (period := period_due(one.reporting, month)) is not None]
    wanted = {one.pk: [period.plus(-step) for step in range(BEFORE, -1, -1)] for one, period in due}
    standing = _standing(wanted)
    targets = _targets([one.pk for one, _ in due], month)
    rows = []
    for one, period in due:
        mine = standing.get(one.pk, {})
        stands = mine.get(period, Standing())
        figure = due_figure(one.reporting, month, rows_of(stands), today)
        if figure is not None:
            before = tuple((earlier, mine.get(earlier, Standing())) for earlier in wanted[one.pk][:-1])
            rows.append(RoundRow(one, figure, stands, before, _target_at(targets.get(one.pk, ()), period)))
    return Round(month, tuple(rows), _steps(committee, month))


def registered(committees: Collection[int]) -> list[Registered]:
    """The indicators of some committees, retired ones too, in the order of their dashboards. One query."""
    figures = Figure.objects.filter(indicator=OuterRef("pk"))
    first_figure, last_figure = figures.order_by("ends"), figures.order_by("-ends")
    first_definition = DefinitionVersion.objects.filter(indicator=OuterRef("pk")).order_by("ends")
    rows = (
        Indicator.objects.filter(committee__in=committees)
        .order_by(F("section__order").asc(nulls_last=True), "section__name", "order", "code")
        .values_list(
            *("pk", "committee", "code", "address", "name", "section__name", "unit", "good_is", "basis", "decimals"),
            *("data_owner", "frequency", "due_days", "retired_from"),
            Subquery(first_definition.values("from_period")[:1]),
            Subquery(first_figure.values("period")[:1]),
            Subquery(first_figure.values("ends")[:1]),
            Subquery(last_figure.values("ends")[:1]),
        )
    )
    return [_registered(row) for row in rows]


def _registered(row: tuple) -> Registered:
    pk, committee, code, address, name, section, unit, good_is, basis, decimals, data_owner = row[:11]
    frequency, due_days, retired_from, defined, figured, oldest, newest = row[11:]
    first = [parse(one) for one in (defined, figured) if one is not None]
    return Registered(
        *(pk, committee, code, address, name, section or ""),
        *(Unit(unit), Polarity(good_is), Basis(basis), decimals, data_owner),
        Reporting(
            Frequency(frequency),
            due_days,
            min(first, key=lambda one: one.last_month_number, default=None),
            None if retired_from is None else parse(retired_from),
        ),
        oldest,
        newest,
    )


_PERSON = ("entered_by__first_name", "entered_by__last_name", "entered_by__username")


def _standing(wanted: Mapping[int, list[Period]]) -> dict[int, dict[Period, Standing]]:
    """The stored figures of some indicators for the periods wanted of each. One query."""
    rows = (
        Figure.objects.filter(_of_periods(wanted))
        .order_by()
        .values_list(
            *("pk", "indicator_id", "period", "state", "version", "entered_by", "why", "checked", "sent_back"),
            *("entered_at", *_PERSON, *FIGURE_FACTS),
        )
    )
    found: dict[int, dict[Period, Standing]] = {}
    for row in rows:
        pk, indicator, written, state, version, entered_by, why, checked, sent_back, entered_at = row[:10]
        name, facts = person_name(*row[10:13]), figure_facts(*row[13:])
        stored = SignedFigure(pk, version, state, facts, entered_by, why, checked, sent_back, name, entered_at)
        standing = found.setdefault(indicator, {}).setdefault(parse(written), Standing())
        if state == "verified":
            standing.verified = stored
        else:
            standing.on_its_way = stored
    return found


def _of_periods(wanted: Mapping[int, list[Period]]) -> Q:
    """The condition on figures; indicators with the same periods together, so at most one part a frequency."""
    groups: dict[tuple[Period, ...], list[int]] = {}
    for pk, periods in wanted.items():
        groups.setdefault(tuple(periods), []).append(pk)
    found = Q(pk__in=[])
    for periods, keys in groups.items():
        ends = (periods[0].last_month_number, periods[-1].last_month_number)
        found |= Q(indicator__in=keys, ends__range=ends)
    return found


def person_name(first: str | None, last: str | None, username: str | None) -> str:
    """The full name, or the username where there is none; empty where nobody is named."""
    return " ".join(part for part in (first, last) if part) or username or ""


def _targets(indicators: Collection[int], month: Period) -> dict[int, list[TargetRow]]:
    """The targets that could stand for a period that ends in the month. One query."""
    ends = (month.number, month.number + A_YEAR_AHEAD)
    rows = StoredTarget.objects.filter(indicator__in=indicators, ends__range=ends).order_by()
    found: dict[int, list[TargetRow]] = {}
    for pk, period, *columns in rows.values_list("indicator_id", "period", "value", "value_to", "profile", "note"):
        facts = target_facts(*columns)
        profile = profile_of(facts.profile) if facts.profile else None
        found.setdefault(pk, []).append(TargetRow(parse(period), facts.value, facts.value_to, profile))
    return found


def _target_at(rows: Iterable[TargetRow], period: Period) -> Target | None:
    return Targets.of(rows).at(period)


def _steps(committee: int, month: Period) -> tuple[RoundStep, ...]:
    events = RoundEvent.objects.filter(committee=committee, period=month.written).order_by("-id")
    rows = events.values_list("step", "at", "reason", "by__first_name", "by__last_name", "by__username")
    return tuple(RoundStep(step == "locked", person_name(*by), at, reason) for step, at, reason, *by in rows)


def rows_of(standing: Standing) -> Rows:
    """What stands, as the rules of rounds take it."""
    verified, draft = standing.verified, standing.on_its_way
    return Rows(
        None if verified is None else verified.facts.status,
        None if draft is None else OnItsWay(Way(draft.state), draft.facts.status, bool(draft.sent_back)),
    )
