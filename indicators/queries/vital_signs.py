"""Indicators with their figures, targets and what people decided about them, ready to be assessed.

Verdicts use an indicator's whole history, yet a page must not grow slower as years pile up. So the newest 27 periods
of each are read (13 shown, their year before, and one to see an edge by), and `Series.earlier_left_out` says where
more is stored. The core says when a verdict could depend on more; only those indicators are then read whole
(docs/decisions/0003-bounded-reading.md).

Figures are the verified ones, save in a committee that is read `with_drafts`: there one on its way stands in the place
of the verified one. What is read with drafts is another `StoredSign`, so nothing concluded of it is ever taken for what
the public sees.

The four queries of a dashboard are written out: building them anew through the ORM costs more time than running them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from indicators.domain.assessment import OlderFigure
from indicators.domain.definitions import Basis, Colour, Definition, Polarity, Unit
from indicators.domain.errors import SchemeError
from indicators.domain.exception_report import Flag, Rule
from indicators.domain.periods import Frequency, Period, parse
from indicators.domain.rating import Override, Scheme
from indicators.domain.series import Observation, Series, State, Status
from indicators.domain.targets import Profile, TargetRow, Targets, parse_profile
from indicators.queries.committees import CommitteeRecord, fetched, scheme_of

PERIODS_READ = 27
MONTHS = {one.value: one.months for one in Frequency}
NO_MONTH = Period(Frequency.MONTHLY, 0)  # before every figure
YEAR_AHEAD = 11  # a year's target stands for its months long before the month its year ends in

REGISTER_SQL = """
SELECT i.committee_id, i.id, i.code, i.address, i.name, s.name, s.slug, i.decimals, i.lead, i.data_owner,
  i.suppress_below, i.retired_from, i.good_is, i.unit, i.frequency, i.basis,
  (SELECT f.ends FROM indicators_figure f WHERE f.indicator_id = i.id AND {seen}
    ORDER BY f.ends LIMIT 1),
  (SELECT t.ends FROM indicators_target t WHERE t.indicator_id = i.id ORDER BY t.ends LIMIT 1),
  (SELECT f.ends FROM indicators_figure f WHERE f.indicator_id = i.id AND {seen}
    ORDER BY f.ends DESC LIMIT 1),
  (SELECT r.id || ' ' || r.at FROM indicators_revision r WHERE r.indicator_id = i.id ORDER BY r.id DESC LIMIT 1),
  c.slug, c.kind, c.green_within, c.red_from, c.levels
FROM indicators_indicator i
LEFT JOIN indicators_section s ON s.id = i.section_id
LEFT JOIN indicators_scheme c ON c.id = i.scheme_id
WHERE {where}
ORDER BY s."order" IS NULL, s."order", s.name, i."order", i.code
"""
FIGURE_SQL = """
SELECT indicator_id, period, value, status, reason, judged, numerator, denominator, revised_on, state
FROM indicators_figure f WHERE {seen} AND ({where})
"""
VERIFIED = "f.state = 'verified'"
TARGET_SQL = "SELECT indicator_id, period, value, value_to, profile FROM indicators_target WHERE {where}"
SAID_SQL = """
SELECT indicator_id, 'override', period, rating, reason FROM indicators_ratingoverride WHERE {where}
UNION ALL SELECT indicator_id, 'flag', period, rule, reason FROM indicators_exceptionflag WHERE {where}
UNION ALL SELECT indicator_id, 'break', from_period, '', '' FROM indicators_definitionversion
  WHERE breaks_series AND {where}
"""


@dataclass(frozen=True, slots=True)
class VitalSign:
    """One indicator as the core and the cards need it."""

    pk: int
    code: str
    address: str
    name: str
    section: str
    section_slug: str
    decimals: int | None
    lead: str
    data_owner: str
    suppress_below: int | None
    retired_from: Period | None
    definition: Definition
    scheme: Scheme
    series: Series
    targets: Targets
    overrides: dict[Period, Override]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class StoredSign:
    """One indicator's rows as they came from the database. It can be compared and hashed, so whoever concluded
    something from the same rows before need not do it again. Its newest revision is among the columns of the register:
    where that is the same, so are all its figures and targets, read or not. `read_from` and `read_to` are the first and
    the last month figures were read of: from 0 where all were. `default_scheme` is the committee's. `with_drafts`: its
    figures are those on their way where there are any, else the verified ones."""

    register: tuple[Any, ...]
    default_scheme: Scheme
    figures: tuple[tuple[Any, ...], ...] = ()
    targets: tuple[tuple[Any, ...], ...] = ()
    said: tuple[tuple[Any, ...], ...] = ()
    read_from: int = 0
    read_to: int = 0
    with_drafts: bool = False

    @property
    def pk(self) -> int:
        return int(self.register[1])

    @property
    def address(self) -> str:
        return str(self.register[3])

    @property
    def first_ends(self) -> int | None:
        """The month in which the oldest row ends that may be read; None without any."""
        return self._ends(16)

    @property
    def newest_ends(self) -> int | None:
        """The month in which the newest row ends that may be read; None without any."""
        return self._ends(18)

    def _ends(self, column: int) -> int | None:
        found = self.register[column]
        return None if found is None else int(found)

    def retired_at(self, as_at: Period) -> bool:
        """Is it no longer reported at the end of that month?"""
        return self.register[11] is not None and parse(self.register[11]).first_month.number <= as_at.last_month_number

    def read(self) -> VitalSign:
        """As records of the domain."""
        (_, pk, code, address, name, section, section_slug, decimals, lead, data_owner, suppress_below) = self.register[
            :11
        ]
        retired_from, good_is, unit, frequency, basis, first = self.register[11:17]
        overrides: dict[Period, Override] = {}
        flags: list[Flag] = []
        breaks: list[Period] = []
        for kind, period_text, what, reason in self.said:
            period = parse(period_text)
            if kind == "override":
                overrides[period] = Override(period, Colour(what), reason)
            elif kind == "flag":
                flags.append(Flag(period, Rule(what), reason))
            else:
                breaks.append(period)
        return VitalSign(
            pk=pk,
            code=code,
            address=address,
            name=name,
            section=section or "",
            section_slug=section_slug or "",
            decimals=decimals,
            lead=lead,
            data_owner=data_owner,
            suppress_below=suppress_below,
            retired_from=None if retired_from is None else parse(retired_from),
            definition=Definition(
                code, Polarity(good_is), Unit(unit), Frequency(frequency), Basis(basis), tuple(breaks)
            ),
            scheme=scheme_of(self.register[20:]) or self.default_scheme,
            series=Series.of(
                map(_observation, self.figures),
                earlier_left_out=first is not None and first < self.read_from,
            ),
            targets=self.read_targets(),
            overrides=overrides,
            flags=tuple(flags),
        )

    def older_figures(self) -> dict[int, OlderFigure]:
        """What was read, as `lengthened` takes it."""
        return {
            parse(period).number: OlderFigure(
                None if value is None else Decimal(value), None if judged is None else _COLOURS[judged]
            )
            for period, value, _, _, judged, *_ in self.figures
            if value is not None or judged is not None
        }

    def read_targets(self) -> Targets:
        """The targets, as records of the domain."""
        first_target = self.register[17]
        return Targets.of(
            map(_target, self.targets),
            earlier_left_out=first_target is not None and first_target < self.read_from,
        )


_STATUSES = {status.value: status for status in Status}
_STATES = {state.value: state for state in State}
_COLOURS = {colour.value: colour for colour in Colour}


def _observation(row: Sequence[Any]) -> Observation:
    period, value, status, reason, judged, numerator, denominator, revised_on, state = row
    return Observation(
        parse(period),
        None if value is None else Decimal(value),
        _STATUSES[status],
        reason,
        None if judged is None else _COLOURS[judged],
        None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
        revised_on,
        _STATES[state],
    )


def _target(row: Sequence[Any]) -> TargetRow:
    period, value, value_to, profile = row
    upper = None if value_to is None else Decimal(value_to)
    return TargetRow(parse(period), Decimal(value), upper, profile_of(profile) if profile else None)


@lru_cache(maxsize=256)
def profile_of(text: str) -> Profile | None:
    """The profile as stored; one nobody can read counts as none, so the year's target stands for its end only."""
    try:
        return parse_profile(text)
    except SchemeError:
        return None


def vital_signs(
    committees: Collection[CommitteeRecord],
    as_at: Period | None = None,
    *,
    only: Collection[int] | None = None,
    whole: bool = False,
) -> dict[int, list[StoredSign]]:
    """The indicators of each committee (by its key), in the order of its dashboard, with rows up to the month.

    The newest 27 periods of each are read, with `whole` all. Without `as_at` each committee's newest month bounds
    them. `only` holds the keys of the indicators wanted. Four queries.
    """
    found = stored_signs(committees, only=only)
    months = {one.pk: as_at or one.newest or NO_MONTH for one in committees}
    wanted = [(sign, months[key]) for key, signs in found.items() for sign in signs]
    filled = {sign.pk: sign for sign in with_rows(wanted, whole=whole)}
    return {key: [filled[sign.pk] for sign in signs] for key, signs in found.items()}


def stored_signs(
    committees: Collection[CommitteeRecord], *, only: Collection[int] | None = None
) -> dict[int, list[StoredSign]]:
    """The indicators of each committee (by its key), in the order of its dashboard, with what people said of them but
    without their figures and targets. Two queries."""
    found: dict[int, list[StoredSign]] = {one.pk: [] for one in committees}
    bare = _registers(committees, only)
    said = _said([sign.pk for sign in bare])
    for sign in bare:
        found[sign.register[0]].append(replace(sign, said=tuple(said.get(sign.pk, ()))))
    return found


def with_rows(wanted: Sequence[tuple[StoredSign, Period]], *, whole: bool = False) -> list[StoredSign]:
    """Each indicator with its figures and targets up to its month: the newest 27 periods, with `whole` all.

    Two queries, none for none.
    """
    if not wanted:
        return []
    spans: dict[int, tuple[int, int]] = {}
    for sign, month in wanted:
        last = month.last_month_number
        spans[sign.pk] = (0 if whole else last - PERIODS_READ * MONTHS[sign.register[14]] + 1, last)
    seen = _seen("f.indicator_id", [sign.pk for sign, _ in wanted if sign.with_drafts])
    figures = _grouped(FIGURE_SQL, *_between(spans), seen=seen)
    targets = _grouped(TARGET_SQL, *_between(spans, YEAR_AHEAD))
    return [
        StoredSign(
            sign.register,
            sign.default_scheme,
            _standing(figures.get(sign.pk, ()), with_drafts=sign.with_drafts),
            tuple(targets.get(sign.pk, ())),
            sign.said,
            *spans[sign.pk],
            sign.with_drafts,
        )
        for sign, _ in wanted
    ]


def _standing(rows: Sequence[tuple[Any, ...]], *, with_drafts: bool) -> tuple[tuple[Any, ...], ...]:
    """One row a period: with drafts the one on its way where there is one."""
    if not with_drafts:
        return tuple(rows)
    verified_first = sorted(rows, key=lambda row: row[-1] != State.VERIFIED)
    return tuple({row[0]: row for row in verified_first}.values())


def registered(committee: CommitteeRecord) -> list[StoredSign]:
    """A committee's indicators in order, retired ones too, without their figures. One query."""
    return _registers([committee], None)


def with_whole_history(signs: Collection[StoredSign]) -> list[StoredSign]:
    """The same indicators with all their figures and targets up to the month each was read to. Two queries, none for
    none."""
    return with_rows([(sign, Period(Frequency.MONTHLY, sign.read_to)) for sign in signs], whole=True)


def _registers(committees: Collection[CommitteeRecord], only: Collection[int] | None) -> list[StoredSign]:
    defaults = {one.pk: one.default_scheme for one in committees}
    where, values = _among("i.committee_id", list(defaults))
    if only is not None:
        own, keys = _among("i.id", list(only))
        where, values = f"{where} AND {own}", [*values, *keys]
    drafted = {one.pk for one in committees if one.with_drafts}
    sql = REGISTER_SQL.format(where=where, seen=_seen("i.committee_id", drafted))
    return [StoredSign(tuple(row), defaults[row[0]], with_drafts=row[0] in drafted) for row in fetched(sql, values)]


def _seen(column: str, with_drafts: Collection[int]) -> str:
    """The condition on a figure `f` that it may be read. Keys are whole numbers of our own: nothing to escape."""
    keys = ", ".join(str(int(key)) for key in sorted(with_drafts))
    return f"({VERIFIED} OR {column} IN ({keys}))" if keys else VERIFIED


def _said(keys: list[int]) -> dict[int, list[tuple[Any, ...]]]:
    """Overrides, flags and breaks in one query: three small tables of the same shape."""
    where, values = _among("indicator_id", keys)
    return _grouped(SAID_SQL, where, values * 3)


def _grouped(sql: str, where: str, values: list[int], **conditions: str) -> dict[int, list[tuple[Any, ...]]]:
    """Rows by the indicator they belong to, which stands first in each."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in fetched(sql.format(where=where, **conditions), values):
        found[row[0]].append(row[1:])
    return found


def _between(spans: Mapping[int, tuple[int, int]], ahead: int = 0) -> tuple[str, list[int]]:
    """Each indicator from its first month to its last and so many further; those with the same span together."""
    wanted: dict[tuple[int, int], list[int]] = defaultdict(list)
    for key, span in spans.items():
        wanted[span].append(key)
    parts, values = [], []
    for (first, last), keys in wanted.items():
        among, found = _among("indicator_id", keys)
        parts.append(f"({among} AND ends BETWEEN %s AND %s)")
        values += [*found, first, last + ahead]
    return " OR ".join(parts) or "1 = 0", values


def _among(column: str, keys: list[int]) -> tuple[str, list[int]]:
    return (f"{column} IN ({', '.join(['%s'] * len(keys))})", keys) if keys else ("1 = 0", [])
