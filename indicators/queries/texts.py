"""Words kept beside figures: report-card text, versions of definitions, related indicators."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from indicators.domain.periods import Period, parse
from indicators.models import DefinitionVersion
from indicators.queries.committees import Reader, fetched

BESIDE_SQL = """
SELECT 'text', period, why, explains, success, actions FROM indicators_reportcardtext
WHERE indicator_id = %s AND period = (
  SELECT MAX(t.period) FROM indicators_reportcardtext t WHERE t.indicator_id = %s AND t.period <= %s)
UNION ALL
SELECT 'related', r.code, r.address, r.name, '', '' FROM indicators_indicator_related l
JOIN indicators_indicator r ON r.id = l.to_indicator_id JOIN indicators_committee k ON k.id = r.committee_id
WHERE l.from_indicator_id = %s AND {seen}
"""


@dataclass(frozen=True, slots=True)
class CardText:
    """The lead officer's text, in Markdown, and the month it was written for."""

    period: Period
    why: str
    explains: str
    success: str
    actions: str


@dataclass(frozen=True, slots=True)
class DefinitionText:
    """One version of what an indicator means."""

    from_period: Period
    definition: str
    why: str
    target_rationale: str
    breaks_series: bool
    note: str


@dataclass(frozen=True, slots=True)
class RelatedIndicator:
    code: str
    address: str
    name: str


def words_beside(indicator_pk: int, as_at: Period, reader: Reader) -> tuple[CardText | None, list[RelatedIndicator]]:
    """The newest text written for a dashboard up to that month, and the indicators to look at together with this one,
    as far as somebody may see them. One query."""
    sql = BESIDE_SQL.format(seen=reader.sql)
    text: CardText | None = None
    related: list[RelatedIndicator] = []
    for kind, *words in fetched(sql, [indicator_pk, indicator_pk, as_at.last_month.written, indicator_pk]):
        if kind == "text":
            text = CardText(parse(words[0]), *words[1:])
        else:
            related.append(RelatedIndicator(*words[:3]))
    return text, sorted(related, key=lambda one: one.code.lower())


def definitions(indicator_pks: Collection[int]) -> dict[int, list[DefinitionText]]:
    """Every version of each indicator's definition, oldest first. One query."""
    found: dict[int, list[DefinitionText]] = {pk: [] for pk in indicator_pks}
    columns = ("from_period", "definition", "why", "target_rationale", "breaks_series", "note")
    rows = DefinitionVersion.objects.filter(indicator_id__in=list(indicator_pks)).order_by("ends")
    for key, period, *words in rows.values_list("indicator_id", *columns):
        found[key].append(DefinitionText(parse(period), *words))
    return found
