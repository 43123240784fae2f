"""The markup tags: what they write, and that nothing a person typed gets through as markup."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template import Context, Template

from indicators.domain.definitions import Colour
from reports.cards import Badge, Block, Cell, CellKind, IndicatorCard, Mark, Run, Shape
from reports.templatetags.report_text import report_text
from reports.templatetags.vital_signs import arrow, badge, figure_cell, vital_sign_rows
from tests.reports import sample_cards

WINDOW = sample_cards.dashboard().window
RED = sample_cards.BADGES["red"]


class Cells(HTMLParser):
    """A row's cells as a screen reader says them: words, names of pictures; what is hidden from it left out."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.headers: list[str] = []
        self._hidden: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in ("td", "th"):
            self.cells.append("")
        if tag == "th":
            self.headers.append(named.get("scope") or "")
        if named.get("aria-hidden") == "true":
            self._hidden.append(tag)
        elif named.get("aria-label"):
            self.cells[-1] += f" {named['aria-label']}"

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden and self.cells:
            self.cells[-1] += data


def row(card: IndicatorCard) -> Cells:
    return Cells(vital_sign_rows([card], WINDOW))


def test_a_row_has_a_header_and_a_cell_for_each_column() -> None:
    found = row(sample_cards.a03())
    assert found.headers == ["row"]
    assert len(found.cells) == 1 + 1 + len(WINDOW) + 4
    assert "Rate of admissions" in found.cells[0]
    assert "A03 · Smaller is better · per 100,000" in found.cells[0]


def test_a_cell_says_its_value_and_its_rating() -> None:
    cells = row(sample_cards.a03()).cells
    assert cells[2] == "622 Not rated"  # January 2016
    assert cells[12] == "637 Red"  # November 2016
    assert cells[13] == "Awaited"


def test_a_provisional_figure_is_marked_and_the_mark_is_said() -> None:
    cells = row(sample_cards.a09()).cells
    assert cells[14] == "3.3, provisional Amber"


def test_a_quarter_says_which_it_is() -> None:
    cells = row(sample_cards.c01()).cells
    assert cells[4] == "38.5% AmberQ4 2015/16"
    assert cells[3] == ""


def test_what_a_person_judged_is_not_said_twice() -> None:
    assert row(sample_cards.project()).cells[4] == "Amber2015/16"


def test_travel_is_said_with_the_period_it_is_since() -> None:
    cells = row(sample_cards.a09()).cells
    assert cells[16] == "Worse since December 2016"
    assert cells[17] == "Worse since January 2016"


def test_the_row_links_to_the_indicator_as_at_the_same_month() -> None:
    assert 'href="/indicators/a03/2017-01/"' in vital_sign_rows([sample_cards.a03()], WINDOW)


@pytest.mark.parametrize("card", sample_cards.dashboard().cards, ids=lambda card: card.code)
def test_nothing_typed_gets_through_as_markup(card: IndicatorCard) -> None:
    markup = vital_sign_rows([card], WINDOW)
    assert "<script" not in markup
    assert "style=" not in markup


def test_every_text_of_a_cell_is_escaped() -> None:
    nasty = '"><img src=x onerror=alert(1)>'
    marks = (Mark(nasty, nasty, nasty),)
    cell = Cell(WINDOW[0], CellKind.VALUE, nasty, Badge(Colour.RED, Shape.TRIANGLE, nasty), marks)
    missing = replace(cell, kind=CellKind.MISSING)
    quarter = replace(cell, period=replace(WINDOW[0], written="other", label=nasty))
    card = replace(
        sample_cards.a03(),
        name=nasty,
        code=nasty,
        target_text=nasty,
        good_is_words=nasty,
        unit_words=nasty,
        badge=Badge(Colour.RED, Shape.TRIANGLE, nasty),
        cells=(cell, missing, quarter, *sample_cards.a03().cells[3:]),
        since_previous=replace(sample_cards.a03().since_previous, word=nasty, since=nasty),
    )
    assert "<img" not in vital_sign_rows([card], WINDOW)
    assert "<img" not in badge(card.badge) + arrow(card.since_previous) + figure_cell(nasty, marks)


def test_a_badge_is_a_shape_and_a_word_and_a_colour() -> None:
    assert badge(RED) == (
        '<strong class="tag red"><svg class="shape" aria-hidden="true"><use href="#red"/></svg>Red</strong>'
    )


def test_every_shape_and_arrow_that_is_used_is_in_the_sprite() -> None:
    sprite = Template("{% include 'components/shapes.html' %}").render(Context())
    for badge_of in sample_cards.BADGES.values():
        assert f'id="{badge_of.colour}"' in sprite
    for direction in ("improving", "worsening", "steady", "not_comparable"):
        assert f'id="{direction}"' in sprite


def test_report_text_is_drawn_from_its_tree() -> None:
    drawn = [report_text(part.blocks, 2) for part in sample_cards.text_parts()]
    assert drawn[0].startswith("<p>People <em>want</em> to stay at home; see </p><p><a href=")
    assert "<ul><li>More beds</li>" in drawn[1]
    assert "<ol><li>" in drawn[1]
    assert '<th scope="col"><strong>Action</strong></th>' in drawn[2]
    assert 'role="region" tabindex="0" aria-labelledby="part-2"' in drawn[2]
    assert drawn[3] == ""
    assert "<script" not in "".join(drawn)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)"])
def test_a_link_that_could_act_is_only_words(href: str) -> None:
    drawn = report_text((Block("paragraph", (Run("here", href=href),)),), 0)
    assert drawn == "<p>here</p>"
