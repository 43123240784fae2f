"""Committees, as plain records, and the state of the store as one token.

Written out for the same reason as the queries of `vital_signs`: they stand in the way of every page.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connection

from indicators.domain.errors import SchemeError
from indicators.domain.exception_report import CommitteeRules
from indicators.domain.periods import Frequency, Period
from indicators.domain.rating import Scheme, SchemeKind, parse_levels

TOKEN_SQL = "SELECT token FROM indicators_storestamp WHERE id = 1"
COMMITTEE_COLUMNS = """
  k.id, k.slug, k.name, k.council, k.public, k.off_target_from, k.worsening_moves,
  (SELECT MAX((SELECT f.ends FROM indicators_figure f WHERE f.indicator_id = j.id AND f.state = 'verified'
    ORDER BY f.ends DESC LIMIT 1)) FROM indicators_indicator j WHERE j.committee_id = k.id),
  c.slug, c.kind, c.green_within, c.red_from, c.levels
"""
DRAFTS_COLUMNS = """,
  (SELECT MAX(f.ends) FROM indicators_figure f JOIN indicators_indicator j ON j.id = f.indicator_id
    WHERE j.committee_id = k.id),
  (SELECT MIN(f.ends) FROM indicators_figure f JOIN indicators_indicator j ON j.id = f.indicator_id
    WHERE j.committee_id = k.id AND f.state = 'verified')
"""
COMMITTEE_SQL = f"""
SELECT {COMMITTEE_COLUMNS}{{drafts}} FROM indicators_committee k
LEFT JOIN indicators_scheme c ON c.id = k.default_scheme_id
"""
OF_INDICATORS_SQL = f"""
SELECT i.address, i.id, {COMMITTEE_COLUMNS}{{drafts}} FROM indicators_indicator i
JOIN indicators_committee k ON k.id = i.committee_id LEFT JOIN indicators_scheme c ON c.id = k.default_scheme_id
WHERE i.address IN ({{addresses}})
"""


@dataclass(frozen=True, slots=True)
class Committees:
    """Some committees, by their keys, or every one, those still to come included."""

    keys: frozenset[int] = frozenset()
    every: bool = False

    def __contains__(self, key: object) -> bool:
        return self.every or key in self.keys

    def __bool__(self) -> bool:
        return self.every or bool(self.keys)


NO_COMMITTEE, EVERY_COMMITTEE = Committees(), Committees(every=True)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a page: whether they are signed in, and which committees they see though these are not public.

    `drafts` are the committees in which they may see figures that are not verified yet; they do where they ask for it.
    """

    signed_in: bool
    private: Committees
    drafts: Container[object] = NO_COMMITTEE
    asks_for_drafts: bool = False

    @property
    def drafts_asked_for(self) -> Container[object] | None:
        """The committees that are to be read with figures on their way; None where that was not asked for."""
        return self.drafts if self.asks_for_drafts else None

    def sees(self, committee: CommitteeRecord) -> bool:
        return committee.public or committee.pk in self.private

    @property
    def sql(self) -> str:
        """The condition on a committee `k` that they see it. Keys are whole numbers of our own: nothing to escape."""
        if self.private.every:
            return "1 = 1"
        keys = ", ".join(str(int(key)) for key in sorted(self.private.keys))
        return f"(k.public OR k.id IN ({keys}))" if keys else "k.public"


ANYBODY = Reader(signed_in=False, private=NO_COMMITTEE)
"""Somebody who is not signed in."""
EVERYTHING = Reader(signed_in=True, private=EVERY_COMMITTEE)
"""A command of this machine, and a superuser."""


@dataclass(frozen=True, slots=True)
class CommitteeRecord:
    """A committee with its rules and its default scheme. `newest` is the latest month in which any of its rows ends,
    awaited ones included; None without any.

    `with_drafts`: figures on their way are read in the place of verified ones, and count for `newest`. Then `verified`
    is the first and the latest month in which a verified row ends; None without any, and where it is not asked for.
    """

    pk: int
    slug: str
    name: str
    council: str
    public: bool
    rules: CommitteeRules
    newest: Period | None
    default_scheme: Scheme
    with_drafts: bool = False
    verified: tuple[Period, Period] | None = None


def store_token() -> str:
    """Which state of the store this is: it differs after any change that could change a page. One query."""
    rows = fetched(TOKEN_SQL)
    return str(rows[0][0]) if rows else ""


def committees(reader: Reader) -> list[CommitteeRecord]:
    """All committees somebody may see, by council and name. One query."""
    sql = f"{COMMITTEE_SQL.format(drafts='')}WHERE {reader.sql} ORDER BY k.council, k.name, k.slug"
    return [_record(row) for row in fetched(sql)]


def committee(slug: str, drafts: Container[object] | None = None) -> CommitteeRecord | None:
    """One committee, public or not: whoever asks decides who may see it. With drafts where it is one of `drafts`. One
    query."""
    sql = COMMITTEE_SQL.format(drafts="" if drafts is None else DRAFTS_COLUMNS)
    return next((_record(row, drafts) for row in fetched(f"{sql}WHERE k.slug = %s", [slug])), None)


def committee_of_indicator(address: str, drafts: Container[object] | None = None) -> tuple[int, CommitteeRecord] | None:
    """The key of the indicator with that address, and its committee, as `committee` gives it. One query."""
    return committees_of_codes([address], drafts).get(address)


def committees_of_codes(
    addresses: Collection[str], drafts: Container[object] | None = None
) -> dict[str, tuple[int, CommitteeRecord]]:
    """By the address form of a code: the key of the indicator, and its committee. One query, none for none."""
    if not addresses:
        return {}
    marks = ", ".join(["%s"] * len(addresses))
    sql = OF_INDICATORS_SQL.format(addresses=marks, drafts="" if drafts is None else DRAFTS_COLUMNS)
    return {address: (key, _record(columns, drafts)) for address, key, *columns in fetched(sql, list(addresses))}


def fetched(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of one query, as they come."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()


@lru_cache(maxsize=512)
def scheme_of(columns: tuple[str | None, ...]) -> Scheme | None:
    """The domain's scheme from its columns; None where there is no row. Levels nobody can read give none."""
    slug, kind, green_within, red_from, levels = columns
    if slug is None or kind is None:
        return None
    scheme_kind = SchemeKind(kind)
    try:
        thresholds, bands = parse_levels(scheme_kind, levels or "")
    except SchemeError:
        thresholds, bands = None, ()  # the core then says that the scheme has no levels it can use
    return Scheme(slug, scheme_kind, Decimal(green_within or 0), Decimal(red_from or 5), thresholds, bands)


def _record(row: Sequence[Any], drafts: Container[object] | None = None) -> CommitteeRecord:
    pk, slug, name, council, public, off_target_from, worsening_moves, ends = row[:8]
    newest = _month(ends)
    record = CommitteeRecord(
        pk,
        slug,
        name,
        council,
        bool(public),
        CommitteeRules(Decimal(off_target_from), worsening_moves),
        newest,
        scheme_of(tuple(row[8:13])) or Scheme(),
    )
    if drafts is None or pk not in drafts:
        return record
    of_any_state, first = map(_month, row[13:15])
    verified = None if first is None or newest is None else (first, newest)
    return replace(record, newest=of_any_state, with_drafts=True, verified=verified)


def _month(ends: int | None) -> Period | None:
    return None if ends is None else Period(Frequency.MONTHLY, ends)
