"""A chart's data as a table: what every chart stands beside."""

from __future__ import annotations

from typing import NamedTuple

from reports.cards import ChartSpec

HEADINGS = ("Period", "Figure", "Target", "Rating", "Remark")


class DataRow(NamedTuple):
    """One period of a chart in words; `remark` says what the picture shows by a sign or only on asking: provisional, a
    new definition, revised."""

    period: str
    figure: str
    target: str
    rating: str
    remark: str


def data_table(spec: ChartSpec) -> tuple[DataRow, ...]:
    """Every period of the chart, oldest first, under `HEADINGS`."""
    return tuple(
        DataRow(
            point.name,
            point.text,
            point.target_text,
            point.badge.word,
            ", ".join(
                words
                for words, holds in (
                    ("provisional", point.provisional),
                    ("new definition", point.break_before),
                    (point.standing, point.standing),
                )
                if holds
            ),
        )
        for point in spec.points
    )
