"""Words kept beside figures: report-card text, versions of definitions, related indicators.

What pages show is approved, unless a reader asks for drafts; how a text on its way reads is told by `written_texts`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, QuerySet, Subquery

from indicators.domain.periods import Period, parse
from indicators.models import DefinitionVersion, FindingEvent, Indicator, ReportCardText
from indicators.queries.committees import Reader, fetched

BESIDE_SQL = """
SELECT 'text', t.period, t.why, t.explains, t.success, t.actions, t.state FROM indicators_reportcardtext t
WHERE t.indicator_id = %s AND {shown} AND t.period = (
  SELECT MAX(t.period) FROM indicators_reportcardtext t WHERE t.indicator_id = %s AND t.period <= %s AND {shown})
UNION ALL
SELECT 'related', r.code, r.address, r.name, '', '', '' FROM indicators_indicator_related l
JOIN indicators_indicator r ON r.id = l.to_indicator_id JOIN indicators_committee k ON k.id = r.committee_id
WHERE l.from_indicator_id = %s AND {seen}
"""
PARTS = ("why", "explains", "success", "actions")
PUBLIC_SQL, WITH_DRAFTS_SQL = "t.state = 'approved'", "1 = 1"
APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class CardText:
    """The lead officer's text, in Markdown, and the month it was written for. Whoever may not see drafts gets approved
    ones only."""

    period: Period
    why: str
    explains: str
    success: str
    actions: str
    state: str = APPROVED


@dataclass(frozen=True, slots=True)
class TextState:
    """How the text of one indicator stands as at a month. `approved` is the month the public's text was written for,
    None without one; `on_its_way` the state of the text of the month itself that is not approved yet, "" for none;
    `set_aside` holds the keys of the number check's doubts that somebody set aside."""

    approved: Period | None = None
    approved_at: datetime | None = None
    approved_by: str = ""
    on_its_way: str = ""
    sent_back: bool = False
    set_aside: frozenset[str] = frozenset()


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


def words_beside(
    indicator_pk: int, as_at: Period, reader: Reader, *, with_drafts: bool = False
) -> tuple[CardText | None, list[RelatedIndicator]]:
    """The newest approved text written for a dashboard up to that month, and the indicators to look at together with
    this one, as far as somebody may see them. `with_drafts`: a text on its way in its place. One query."""
    sql = BESIDE_SQL.format(seen=reader.sql, shown=WITH_DRAFTS_SQL if with_drafts else PUBLIC_SQL)
    text: CardText | None = None
    related: list[RelatedIndicator] = []
    for kind, *words in fetched(sql, [indicator_pk, indicator_pk, as_at.last_month.written, indicator_pk]):
        if kind == "text":
            if text is None or text.state == APPROVED:
                text = CardText(parse(words[0]), *words[1:])
        else:
            related.append(RelatedIndicator(*words[:3]))
    return text, sorted(related, key=lambda one: one.code.lower())


def text_states(committee_pk: int, month: Period) -> dict[int, TextState]:
    """How the text of each indicator of a committee stands, by the indicator's key; those of which nobody has written
    anything stand in it too. Two queries."""
    rows = Indicator.objects.filter(committee_id=committee_pk)
    newest = ReportCardText.objects.filter(indicator=OuterRef("pk"), period__lte=month.written, state="approved")
    on_its_way = ReportCardText.objects.filter(indicator=OuterRef("pk"), period=month.written).exclude(state="approved")
    of_newest = {
        name: Subquery(newest.order_by("-period").values(column)[:1])
        for name, column in (
            ("text_month", "period"),
            ("text_approved_at", "approved_at"),
            ("text_first", "approved_by__first_name"),
            ("text_last", "approved_by__last_name"),
            ("text_username", "approved_by__username"),
        )
    }
    of_draft = {name: Subquery(on_its_way.values(name[5:])[:1]) for name in ("text_state", "text_sent_back")}
    answered = answers_standing(FindingEvent.objects.filter(indicator__committee=committee_pk), month)
    keys: dict[int, set[str]] = {}
    for event in answered:
        keys.setdefault(event.indicator_id, set()).add(event.key)
    columns = ("pk", *of_newest, *of_draft)
    return {
        pk: TextState(
            approved=None if written is None else parse(written),
            approved_at=at,
            approved_by=f"{first or ''} {last or ''}".strip() or username or "",
            on_its_way=state or "",
            sent_back=bool(sent_back),
            set_aside=frozenset(keys.get(pk, ())),
        )
        for pk, written, at, first, last, username, state, sent_back in rows.annotate(
            **of_newest, **of_draft
        ).values_list(*columns)
    }


def approved_texts(indicator_pks: Collection[int], month: Period) -> dict[int, CardText]:
    """The newest approved text up to the month, by the indicator's key; none for an indicator without. One query."""
    rows = ReportCardText.objects.filter(indicator__in=list(indicator_pks), period__lte=month.written, state="approved")
    found = rows.order_by("period").values_list("indicator_id", "period", *PARTS)
    return {pk: CardText(parse(written), *parts) for pk, written, *parts in found}


def answers_standing(events: QuerySet[FindingEvent], month: Period) -> QuerySet[FindingEvent]:
    """Those of the events that are the newest of their doubt, where it was set aside."""
    of_month = events.filter(period__lte=month.written)
    newest = of_month.order_by().values("indicator", "key").annotate(newest=Max("id")).values("newest")
    return of_month.filter(pk__in=Subquery(newest), step="set_aside")


def definitions(indicator_pks: Collection[int]) -> dict[int, list[DefinitionText]]:
    """Every version of each indicator's definition, oldest first. One query."""
    found: dict[int, list[DefinitionText]] = {pk: [] for pk in indicator_pks}
    columns = ("from_period", "definition", "why", "target_rationale", "breaks_series", "note")
    rows = DefinitionVersion.objects.filter(indicator_id__in=list(indicator_pks)).order_by("ends")
    for key, period, *words in rows.values_list("indicator_id", *columns):
        found[key].append(DefinitionText(parse(period), *words))
    return found
