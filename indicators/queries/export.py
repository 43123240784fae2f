"""The store as the files of the public data format: verified figures and approved texts only, in one fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.db.models import Model, QuerySet

from indicators.domain.periods import parse
from indicators.importing.writing import CardFile, Table
from indicators.models import (
    Committee,
    DefinitionVersion,
    ExceptionFlag,
    Figure,
    Indicator,
    RatingOverride,
    ReportCardText,
    Scheme,
    Section,
    Target,
)

GAP_KINDS = ("percent_of_target", "points")
LINE_ENDS = re.compile(r"\r\n?")
Cell = str | int | bool | None


def tables() -> Iterator[Table]:
    """Every file of the format with its rows. Codes sort without case, the same on every database."""
    yield _table(
        "committees.csv",
        ("slug", "name", "council", "default_scheme", "public", "off_target_from", "worsening_moves"),
        Committee.objects.order_by("slug"),
        ("slug", "name", "council", "default_scheme__slug", "public", "off_target_from", "worsening_moves"),
    )
    yield _table(
        "sections.csv",
        ("committee", "slug", "name", "order"),
        Section.objects.order_by("committee__slug", "order", "slug"),
        ("committee__slug", "slug", "name", "order"),
    )
    yield Table("schemes.csv", ("slug", "kind", "green_within", "red_from", "levels", "note"), _schemes())
    yield _indicators()
    yield _by_code(
        "definitions.csv",
        ("from_period", "definition", "why", "target_rationale", "breaks_series", "note"),
        DefinitionVersion.objects.order_by("ends", "from_period"),
    )
    yield _by_code(
        "targets.csv",
        ("period", "value", "value_to", "profile", "note"),
        Target.objects.order_by("ends", "period"),
    )
    yield _by_code(
        "figures.csv",
        ("period", "value", "numerator", "denominator", "status", "reason", "judged", "note"),
        Figure.objects.filter(state="verified").order_by("ends"),
    )
    yield _by_code(
        "rating_overrides.csv", ("period", "rating", "reason"), RatingOverride.objects.order_by("ends", "period")
    )
    yield _by_code(
        "exception_flags.csv",
        ("period", "rule", "reason"),
        ExceptionFlag.objects.order_by("ends", "period", "rule"),
    )


def card_files() -> Iterator[CardFile]:
    """Every approved report-card text, by the indicator's address and the dashboard's month."""
    rows = ReportCardText.objects.filter(state="approved").order_by("indicator__address", "period")
    columns = ("indicator__address", "period", "why", "explains", "success", "actions")
    for address, period, *parts in rows.values_list(*columns):
        yield CardFile(address, parse(period), *parts)


def _schemes() -> Iterator[tuple[str, ...]]:
    for scheme in Scheme.objects.order_by("slug"):
        levels = (scheme.green_within, scheme.red_from) if scheme.kind in GAP_KINDS else ("", "")
        yield (scheme.slug, scheme.kind, *levels, scheme.levels, scheme.note)


def _indicators() -> Table:
    columns = (
        *("code", "committee", "name", "good_is", "unit", "frequency", "basis", "section", "decimals", "scheme"),
        *("lead", "data_owner", "due_days", "order", "suppress_below", "retired_from", "related"),
    )
    links: dict[int, list[str]] = {}
    through = Indicator.related.through.objects.values_list("from_indicator_id", "to_indicator__code")
    for key, code in through:
        links.setdefault(key, []).append(code)
    stored = {"committee": "committee__slug", "section": "section__slug", "scheme": "scheme__slug"}
    names = [stored.get(name, name) for name in columns[:-1]]
    rows = [
        (*map(_cell, row[1:]), ";".join(sorted(links.get(row[0], ()), key=str.lower)))
        for row in Indicator.objects.values_list("pk", *names)
    ]
    return Table("indicators.csv", columns, iter(sorted(rows, key=lambda row: row[0].lower())))


def _table(file: str, columns: tuple[str, ...], rows: QuerySet[Model], names: tuple[str, ...]) -> Table:
    return Table(file, columns, (tuple(map(_cell, row)) for row in rows.values_list(*names)))


def _by_code(file: str, columns: tuple[str, ...], rows: QuerySet[Model]) -> Table:
    """Rows that belong to an indicator, an indicator at a time, so that a large store is never in memory whole."""

    def lines() -> Iterator[tuple[str, ...]]:
        codes: Iterable[tuple[int, str]] = Indicator.objects.values_list("pk", "code")
        for key, code in sorted(codes, key=lambda one: one[1].lower()):
            for row in rows.filter(indicator_id=key).values_list(*columns):
                yield (code, *map(_cell, row))

    return Table(file, ("code", *columns), lines())


def _cell(value: Cell) -> str:
    """As a file holds it: what a form's text has besides would not come back from there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return LINE_ENDS.sub("\n", str(value)).strip()
