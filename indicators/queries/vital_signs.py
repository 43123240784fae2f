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
from dataclasses import replace
from typing import Any

from indicators.domain.periods import Frequency, Period
from indicators.domain.series import State
from indicators.queries.committees import CommitteeRecord, fetched
from indicators.queries.sign_records import StoredSign

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
