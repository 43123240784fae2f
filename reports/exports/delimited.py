"""CSV: a header row, one line a row, LF line ends, no byte-order mark. Numbers as stored, text defused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from indicators.spreadsheets import defused
from reports.cards import Dashboard, Definitions, IndicatorCard, ReportCard

Row = tuple[str | None, ...]

DASHBOARD_COLUMNS: Final = (
    *("code", "name", "period", "value", "status", "target", "rating"),
    *("travel_since_previous", "travel_since_last_year", "exception_rules"),
)
"""Fixed to the letter by `docs/data-format.md`; other files have one more."""
FIGURE_COLUMNS: Final = (*DASHBOARD_COLUMNS, "revised")
EXCEPTION_COLUMNS: Final = (
    *("code", "name", "section", "standing", "period", "value", "status", "target", "rating", "rule", "evidence"),
    "revised",
)
REPORT_CARD_COLUMNS: Final = (
    *("code", "name", "period", "value", "status", "target", "target_to", "rating"),
    *("numerator", "denominator", "reason", "revised"),
)
DEFINITION_COLUMNS: Final = (
    *("code", "name", "section", "good_is", "unit", "frequency", "basis", "lead", "data_owner", "from", "definition"),
    *("why", "target_rationale", "comparable", "note", "how_rated", "retired"),
)
NUMBER_COLUMNS: Final = frozenset({"value", "target", "target_to", "numerator", "denominator"})


def dashboard_csv(dashboard: Dashboard) -> bytes:
    """One row per entry of each indicator's series."""
    return _file(DASHBOARD_COLUMNS, (row[: len(DASHBOARD_COLUMNS)] for row in figure_rows(dashboard)))


def figure_rows(dashboard: Dashboard) -> Iterator[Row]:
    """The rows of `FIGURE_COLUMNS`. Travel and exception rules stand on the latest figure's row only."""
    for card in dashboard.every:
        latest = card.latest.period.written if card.latest is not None else None
        verdict = (
            card.since_previous.direction.value,
            card.since_last_year.direction.value,
            ";".join(outcome.rule.value for outcome in card.fired),
        )
        for entry in card.series:
            last = verdict if entry.period == latest else (None, None, None)
            figure = (entry.period, entry.value, entry.status, entry.target, entry.rating)
            yield (card.code, card.name, *figure, *last, entry.revised)


def exceptions_csv(dashboard: Dashboard) -> bytes:
    """One row for each rule that makes an indicator an exception; then those that nearly are; then those left out."""
    return _file(EXCEPTION_COLUMNS, exception_rows(dashboard))


def exception_rows(dashboard: Dashboard) -> Iterator[Row]:
    """The rows of `EXCEPTION_COLUMNS`, the most serious exception first."""
    for card in dashboard.exceptions:
        yield from _rule_rows(card, "exception")
    for card in dashboard.nearly:
        yield (*_standing(card, "nearly"), None, card.nearly_words, _revised(card))
    for card in dashboard.left_out:
        yield from _rule_rows(card, "left_out")


def _rule_rows(card: IndicatorCard, standing: str) -> Iterator[Row]:
    for outcome in card.fired:
        yield (*_standing(card, standing), outcome.rule.value, outcome.evidence, _revised(card))


def _standing(card: IndicatorCard, standing: str) -> Row:
    latest = card.latest
    figure = (None, None, None) if latest is None else (latest.period.written, latest.value, latest.status)
    return (card.code, card.name, card.section, standing, *figure, card.target_value, card.rating.colour)


def _revised(card: IndicatorCard) -> str | None:
    return None if card.latest is None else card.latest.revised


def report_card_csv(report: ReportCard) -> bytes:
    """One row for each period of the indicator's data table, oldest first."""
    return _file(REPORT_CARD_COLUMNS, _report_card_rows(report))


def _report_card_rows(report: ReportCard) -> Iterator[Row]:
    for row in reversed(report.rows):
        entry = row.entry
        yield (
            *(report.card.code, report.card.name, entry.period, entry.value, entry.status),
            *(entry.target, entry.target_to, entry.rating),
            *(machine_number(row.numerator), machine_number(row.denominator), row.reason),
            entry.revised,
        )


def machine_number(printed: str) -> str | None:
    """A count as printed without its thousands commas; None for none."""
    return printed.replace(",", "") or None


def definitions_csv(definitions: Definitions) -> bytes:
    """One row for each version of each indicator's definition, newest first; one for an indicator without any."""
    return _file(DEFINITION_COLUMNS, _definition_rows(definitions))


def _definition_rows(definitions: Definitions) -> Iterator[Row]:
    for entry in definitions.entries:
        about = (entry.code, entry.name, entry.section, entry.good_is_words, entry.unit_words, entry.frequency_words)
        people = (entry.basis_words, entry.lead, entry.data_owner)
        rules = (" ".join(entry.how_rated), entry.retired_words)
        if not entry.versions:
            yield (*about, *people, *[None] * 6, *rules)
        for version in entry.versions:
            words = (version.from_words, version.definition, version.why, version.target_rationale)
            yield (*about, *people, *words, version.breaks_words, version.note, *rules)


def _file(columns: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    numbers = [column in NUMBER_COLUMNS for column in columns]
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            [cell if number or not cell else defused(cell) for cell, number in zip(row, numbers, strict=True)]
        )
    return lines.getvalue().encode()
