"""Words kept beside figures: report-card text, versions of definitions, related indicators."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from indicators.domain.periods import Period, parse
from indicators.models import DefinitionVersion, Indicator, ReportCardText


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
    public: bool


def card_text(indicator_pk: int, as_at: Period) -> CardText | None:
    """The newest text written for a dashboard up to that month. One query."""
    rows = ReportCardText.objects.filter(indicator_id=indicator_pk, period__lte=as_at.last_month.written)
    row = rows.order_by("-period").values_list("period", "why", "explains", "success", "actions").first()
    return None if row is None else CardText(parse(row[0]), *row[1:])


def definitions(indicator_pks: Collection[int]) -> dict[int, list[DefinitionText]]:
    """Every version of each indicator's definition, oldest first. One query."""
    found: dict[int, list[DefinitionText]] = {pk: [] for pk in indicator_pks}
    columns = ("from_period", "definition", "why", "target_rationale", "breaks_series", "note")
    rows = DefinitionVersion.objects.filter(indicator_id__in=list(indicator_pks)).order_by("ends")
    for key, period, *words in rows.values_list("indicator_id", *columns):
        found[key].append(DefinitionText(parse(period), *words))
    return found


def related(indicator_pk: int, *, include_private: bool) -> list[RelatedIndicator]:
    """The indicators to look at together with this one, as far as somebody may see them. One query."""
    rows = Indicator.objects.filter(related_from=indicator_pk).order_by("code")
    if not include_private:
        rows = rows.filter(committee__public=True)
    return [RelatedIndicator(*row) for row in rows.values_list("code", "address", "name", "committee__public")]
