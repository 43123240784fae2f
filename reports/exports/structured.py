"""JSON as `docs/data-format.md` fixes it: periods in written form, numbers as decimal strings, absent things null."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from reports.cards import Block, CommitteeCard, Dashboard, DefinitionCard, FigureRow, IndicatorCard, ReportCard
from reports.exports.delimited import machine_number


def dashboard_json(dashboard: Dashboard) -> bytes:
    """What the dashboard shows, of every indicator."""
    return _file(
        {
            "committee": _committee(dashboard.committee),
            "as_at": dashboard.as_at.written,
            "window": [month.written for month in dashboard.window],
            "indicators": [_indicator(card) for card in dashboard.every],
        }
    )


def report_card_json(report: ReportCard) -> bytes:
    """One indicator: what the dashboard says of it, its figures, its text and its definitions."""
    card = report.card
    return _file(
        {
            "committee": _committee(report.committee),
            "as_at": report.as_at.written,
            "indicator": _indicator(card),
            "lead": card.lead or None,
            "data_owner": card.data_owner or None,
            "figures": [_figure(row) for row in reversed(report.rows)],
            "written_for": report.text_for or None,
            "text": [
                {"heading": part.heading, "text": "\n".join(_lines(part.blocks)) or None} for part in report.parts
            ],
            "definitions": [_definition(version) for version in report.definitions],
            "how_rated": list(report.how_rated),
            "related": [link.label for link in report.related],
            "retired": report.retired_words or None,
        }
    )


def _committee(committee: CommitteeCard) -> dict[str, str]:
    return {"slug": committee.slug, "name": committee.name, "council": committee.council}


def _indicator(card: IndicatorCard) -> dict[str, Any]:
    latest, newest, rating = card.latest, card.newest, card.rating
    return {
        "code": card.code,
        "name": card.name,
        "section": card.section or None,
        "good_is": card.good_is,
        "unit": card.unit,
        "basis": card.basis,
        "latest": latest
        and {
            "period": latest.period.written,
            "value": latest.value,
            "status": latest.status,
            "text": latest.text,
            "revised": latest.revised,
        },
        "newest_period": newest
        and {"period": newest.period.written, "status": newest.status, "reason": newest.reason or None},
        "target": card.target_period
        and {"period": card.target_period, "value": card.target_value, "value_to": card.target_to},
        "rating": {
            "colour": rating.colour,
            "computed": rating.computed,
            "overridden": rating.overridden,
            "gap": rating.gap,
            "gap_unit": rating.gap_unit,
            "scheme": rating.scheme,
            "provisional": rating.provisional,
            "since": rating.since,
            "reason": rating.reason,
        },
        "travel": {
            "since_previous": card.since_previous.direction.value,
            "since_last_year": card.since_last_year.direction.value,
            "words": card.travel_words,
        },
        "exceptions": [
            {
                "rule": outcome.rule.value,
                "evaluated": outcome.evaluated,
                "fired": outcome.fired,
                "evidence": outcome.evidence,
            }
            for outcome in card.outcomes
        ],
        "is_exception": card.is_exception,
        "nearly": card.nearly,
        "series": [
            {
                "period": entry.period,
                "value": entry.value,
                "status": entry.status,
                "target": entry.target,
                "rating": entry.rating,
                "revised": entry.revised,
            }
            for entry in card.series
        ],
    }


def _figure(row: FigureRow) -> dict[str, str | None]:
    entry = row.entry
    return {
        "period": entry.period,
        "value": entry.value,
        "status": entry.status,
        "target": entry.target,
        "target_to": entry.target_to,
        "rating": entry.rating,
        "numerator": machine_number(row.numerator),
        "denominator": machine_number(row.denominator),
        "reason": row.reason or None,
        "revised": entry.revised,
    }


def _definition(version: DefinitionCard) -> dict[str, str | None]:
    return {
        "from": version.from_words,
        "definition": version.definition,
        "why": version.why or None,
        "target_rationale": version.target_rationale or None,
        "comparable": version.breaks_words or None,
        "note": version.note or None,
    }


def _lines(blocks: Iterable[Block], indent: str = "") -> list[str]:
    """A text's words without markup: a line a paragraph, items after a dash, the cells of a row between bars."""
    lines: list[str] = []
    for block in blocks:
        words = "".join(run.text for run in block.runs)
        if block.kind == "row":
            lines.append(indent + " | ".join("".join(run.text for run in cell.runs) for cell in block.blocks))
        elif block.kind == "item":
            inner = _lines(block.blocks, f"{indent}  ")
            first = words or (inner.pop(0).strip() if inner else "")
            lines += [f"{indent}- {first}", *inner]
        else:
            lines += [indent + words] if words else []
            lines += _lines(block.blocks, indent)
    return lines


def _file(content: dict[str, Any]) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)
