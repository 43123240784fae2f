"""Committees, as plain records, and the state of the store as one token."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.db.models import Max, OuterRef, QuerySet, Subquery

from indicators.domain.errors import SchemeError
from indicators.domain.exception_report import CommitteeRules
from indicators.domain.periods import Frequency, Period
from indicators.domain.rating import Scheme, SchemeKind, parse_levels
from indicators.models import Committee, Figure, Indicator, StoreStamp

SCHEME_COLUMNS = ("slug", "kind", "green_within", "red_from", "levels")


@dataclass(frozen=True, slots=True)
class CommitteeRecord:
    """A committee with its rules and its default scheme."""

    pk: int
    slug: str
    name: str
    council: str
    public: bool
    rules: CommitteeRules
    default_scheme: Scheme


def store_token() -> str:
    """Which state of the store this is: it differs after any change that could change a page. One query."""
    return StoreStamp.objects.values_list("token", flat=True).first() or ""


def committees(*, include_private: bool) -> list[CommitteeRecord]:
    """All committees somebody may see, by council and name. One query."""
    rows = Committee.objects.order_by("council", "name", "slug")
    return _records(rows if include_private else rows.filter(public=True))


def committee(slug: str) -> CommitteeRecord | None:
    """One committee, public or not: whoever asks decides who may see it. One query."""
    return next(iter(_records(Committee.objects.filter(slug=slug))), None)


def committee_of_indicator(address: str) -> tuple[int, CommitteeRecord] | None:
    """The key of the indicator with that address, and its committee. One query."""
    return committees_of_codes([address]).get(address)


def committees_of_codes(addresses: Collection[str]) -> dict[str, tuple[int, CommitteeRecord]]:
    """By the address form of a code: the key of the indicator, and its committee. One query."""
    columns = _columns("committee__")
    rows = Indicator.objects.filter(address__in=list(addresses)).values_list("address", "pk", *columns)
    return {row[0]: (row[1], _record(row[2:])) for row in rows}


def newest_month(committee_pk: int) -> Period | None:
    """The latest month in which any verified row of the committee ends, awaited ones included. One query."""
    newest = newest_ends()
    found = Indicator.objects.filter(committee_id=committee_pk).annotate(newest=newest).aggregate(Max("newest"))
    number = found["newest__max"]
    return None if number is None else Period(Frequency.MONTHLY, number)


def newest_ends() -> Subquery:
    """For an indicator's query: the month in which its newest verified row ends."""
    verified = Figure.objects.filter(indicator=OuterRef("pk"), state="verified")
    return Subquery(verified.order_by("-ends").values("ends")[:1])


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


def _columns(prefix: str = "") -> list[str]:
    own = ("pk", "slug", "name", "council", "public", "off_target_from", "worsening_moves")
    return [prefix + name for name in (*own, *(f"default_scheme__{name}" for name in SCHEME_COLUMNS))]


def _records(rows: QuerySet[Committee]) -> list[CommitteeRecord]:
    return [_record(row) for row in rows.values_list(*_columns())]


def _record(row: tuple) -> CommitteeRecord:
    pk, slug, name, council, public, off_target_from, worsening_moves = row[:7]
    rules = CommitteeRules(Decimal(off_target_from), worsening_moves)
    return CommitteeRecord(pk, slug, name, council, public, rules, scheme_of(tuple(row[7:12])) or Scheme())
