"""The table of vital signs: its columns, its order, what its heads link to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import RequestFactory
from django_tables2 import RequestConfig

from reports.cards import Dashboard, IndicatorCard
from reports.tables import Heading, VitalSignsTable
from tests.reports import sample_cards


def table_of(dashboard: Dashboard, query: str = "") -> VitalSignsTable:
    table = VitalSignsTable(dashboard)
    RequestConfig(RequestFactory().get(f"/?{query}"), paginate=False).configure(table)
    return table


def codes(table: VitalSignsTable) -> list[str]:
    return [card.code for group in table.groups for card in group.cards]


def heading(table: VitalSignsTable, words: str) -> Heading:
    return next(one for one in table.headings if one.words == words)


def changed(code: str, **fields: object) -> Dashboard:
    """The sample dashboard with some fields of one indicator changed."""

    def edit(card: IndicatorCard) -> IndicatorCard:
        return replace(card, **fields) if card.code == code else card

    dashboard = sample_cards.dashboard()
    return replace(dashboard, cards=tuple(map(edit, dashboard.cards)))


def test_there_is_a_column_a_month_between_rating_and_target() -> None:
    words = [one.words for one in table_of(sample_cards.dashboard()).headings]
    assert words[:3] == ["Indicator", "Rating", "Jan 16"]
    assert words[14:] == ["Jan 17", "Target", "Since previous period", "Since last year", "Trend"]


def test_rows_stand_by_section_until_a_column_is_chosen() -> None:
    table = table_of(sample_cards.dashboard())
    assert [group.name for group in table.groups][:2] == ["Admissions", "Delays"]
    assert codes(table) == [card.code for one in sample_cards.dashboard().sections for card in one.cards]
    assert not any(one.sort for one in table.headings)
    assert table.unsorted_href == ""


def test_a_chosen_column_makes_the_table_flat() -> None:
    table = table_of(sample_cards.dashboard(), "sort=name")
    assert [group.name for group in table.groups] == [""]
    assert heading(table, "Indicator").sort == "ascending"
    assert heading(table, "Rating").sort == ""
    assert table.unsorted_href == "?"


def test_ratings_sort_the_most_serious_first() -> None:
    assert codes(table_of(sample_cards.dashboard(), "sort=rating"))[:3] == ["A03", "A09", "P(1)/x"]


@pytest.mark.parametrize(("sort", "first"), [("2016-11", "A09"), ("-2016-11", "A03")])
def test_a_month_sorts_by_value_and_what_has_none_comes_last_either_way(sort: str, first: str) -> None:
    dashboard = sample_cards.dashboard()
    dashboard = replace(dashboard, cards=tuple(card for card in dashboard.cards if card.code in ("A03", "A09", "Z99")))
    found = codes(table_of(dashboard, f"sort={sort}"))
    assert found[0] == first
    assert found[-1] == "Z99"


def test_targets_sort_as_numbers() -> None:
    dashboard = changed("A09", target_value="1050")
    assert codes(table_of(dashboard, "sort=target"))[:3] == ["C01", "A03", "A09"]


def test_travel_sorts_what_got_worse_first_and_what_cannot_be_compared_last() -> None:
    found = codes(table_of(sample_cards.dashboard(), "sort=previous"))
    assert found[:2] == ["A03", "A09"]


def test_ties_keep_the_order_of_the_register() -> None:
    assert codes(table_of(sample_cards.dashboard(), "sort=-rating"))[:3] == ["=1+1", "Z99", "C01"]


def test_a_head_sorts_the_other_way_round_and_keeps_the_filters() -> None:
    table = table_of(replace(sample_cards.dashboard(), query="rating=red"), "rating=red&sort=2016-11")
    assert heading(table, "Nov 16").href == "?rating=red&sort=-2016-11#vital-signs"
    assert heading(table, "Dec 16").href == "?rating=red&sort=2016-12#vital-signs"
    assert table.unsorted_href == "?rating=red"


@pytest.mark.parametrize("sort", ["nonsense", "trend", "-", "cells", "name,,rating", "__class__"])
def test_an_unknown_column_changes_nothing(sort: str) -> None:
    table = table_of(sample_cards.dashboard(), f"sort={sort}")
    assert set(codes(table)) == {card.code for card in sample_cards.dashboard().cards}


def test_the_key_names_only_the_signs_that_are_there() -> None:
    assert table_of(sample_cards.dashboard()).marks == {"p": "provisional"}
    unmarked = tuple(card for card in sample_cards.dashboard().cards if card.code == "A03")
    assert table_of(replace(sample_cards.dashboard(), cards=unmarked)).marks == {}
