"""The table of vital signs, over cards: which columns there are, what each sorts by, how rows are grouped.

The markup is in `templates/components/vital_signs_table.html`, a row of it in `reports/templatetags/vital_signs.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

import django_tables2 as tables
from django_tables2.data import TableListData
from django_tables2.utils import OrderBy

from reports.cards import Arrow, Dashboard, IndicatorCard, PeriodCard

SORT = "sort"
"""The query field that names the column: `?sort=rating`, `?sort=-2016-11`."""

SortKey = Callable[[IndicatorCard], Any]
# The most serious first, when a column is chosen once.
COLOURS = ("red", "amber", "green", "none")
DIRECTIONS = ("worsening", "steady", "improving", "not_comparable")


class CardColumn(tables.Column):
    """A column of prepared cells. `key` gives what it sorts by; None stands for nothing and always comes last."""

    def __init__(self, header: str, key: SortKey | None, css: str = "") -> None:
        super().__init__(verbose_name=header, orderable=key is not None, empty_values=())
        self.key = key
        self.css = css


class Cards(TableListData):
    """Cards in the order of a column. django-tables2 alone would put what is missing first or last by turns."""

    def order_by(self, aliases: Sequence[str]) -> None:
        for alias in reversed(aliases):
            key = self.table.columns[OrderBy(alias).bare].column.key
            known = [card for card in self.data if key(card) is not None]
            missing = [card for card in self.data if key(card) is None]
            self.data = sorted(known, key=key, reverse=OrderBy(alias).is_descending) + missing


class Heading(NamedTuple):
    """The head of a column: its words, the address that sorts by it (if any), and how it is sorted now (aria-sort)."""

    words: str
    href: str
    sort: str
    css: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; without a name when the table is sorted and therefore flat."""

    name: str
    cards: tuple[IndicatorCard, ...]


class VitalSignsTable(tables.Table):
    """The dashboard's table: indicator, rating, a column a month, target, travel and trend."""

    name = CardColumn("Indicator", lambda card: card.name.casefold())
    rating = CardColumn("Rating", lambda card: COLOURS.index(card.badge.colour.value), "t")

    class Meta:
        order_by_field = SORT
        template_name = "components/vital_signs_table.html"
        sequence = ("name", "rating", "...")

    def __init__(self, dashboard: Dashboard, **options: Any) -> None:
        self.window = dashboard.window
        self.sections = dashboard.sections
        self.query = dashboard.query
        months = [(month.written, _month_column(month, index)) for index, month in enumerate(dashboard.window)]
        after = [
            ("target", CardColumn("Target", _target)),
            ("previous", CardColumn("Since previous period", lambda card: _way(card.since_previous), "t")),
            ("last-year", CardColumn("Since last year", lambda card: _way(card.since_last_year), "t")),
            ("trend", CardColumn("Trend", None)),
        ]
        super().__init__(Cards(list(dashboard.cards)), extra_columns=months + after, **options)
        self.width = len(self.columns)

    @property
    def headings(self) -> Iterator[Heading]:
        """The heads of the columns. A column sorted already sorts the other way round; sorting keeps the filters."""
        for bound in self.columns:
            if not bound.orderable:
                yield Heading(bound.header, "", "", bound.column.css)
                continue
            query = "&".join(filter(None, (self.query, urlencode({SORT: bound.order_by_alias.next}))))
            now = ("descending" if bound.order_by_alias.is_descending else "ascending") if bound.is_ordered else ""
            yield Heading(bound.header, f"?{query}#vital-signs", now, bound.column.css)

    @property
    def unsorted_href(self) -> str:
        """The address of the same rows by section again; empty where they are."""
        return f"?{self.query}" if self.order_by else ""

    @property
    def groups(self) -> Iterator[Group]:
        """The rows by section, or all of them flat when a column was chosen."""
        if self.order_by:
            yield Group("", tuple(row.record for row in self.rows))
        else:
            for section in self.sections:
                yield Group(section.name, section.cards)

    @property
    def marks(self) -> dict[str, str]:
        """The signs printed in its cells, each with its meaning, for the key."""
        cells = (cell for row in self.rows for cell in row.record.cells)
        return dict(sorted({(mark.sign, mark.meaning) for cell in cells for mark in cell.marks}))


def _month_column(month: PeriodCard, index: int) -> CardColumn:
    return CardColumn(month.label, lambda card: card.cells[index].sort_key)


def _target(card: IndicatorCard) -> Decimal | None:
    return None if card.target_value is None else Decimal(card.target_value)


def _way(arrow: Arrow) -> int:
    return DIRECTIONS.index(arrow.direction.value)
