"""Documents as markup: nothing a person typed gets through, every name leads somewhere, no store is asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from django.template.loader import render_to_string
from hypothesis import example, given, settings

from asc_dashboard.settings import BASE_DIR
from reports.cards import Document, DocumentBlock, Fact, Facts, Grid, GridCell, GridGroup, Notice, Part, Words
from reports.templatetags.documents import TEMPLATES
from tests.reports import sample_documents
from tests.reports.odd_documents import ODD_DOCUMENTS
from tests.reports.printed_words import printed_words
from tests.reports.sample_documents import MARKUP, NASTY, paragraph
from tests.reports.sample_figures import BADGES

OURS = {
    *("article", "header", "nav", "section", "div", "p", "ul", "ol", "li", "dl", "dt", "dd"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "a", "em", "strong", "i", "span", "sup"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption"),
    *("svg", "title", "desc", "g", "path", "text", "tspan", "use"),
}


class Page(HTMLParser):
    """Markup as a tree's worth of facts: tags with their attributes, ids, and the words within each tag."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.markup = render_to_string("components/document/document.html", {"document": document})
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(self.markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)
        self.said.append((tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> ends nothing"

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.said:
            tag, words = self.said[-1]
            self.said[-1] = (tag, words + data)

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.tags if name == tag and attributes.items() <= found.items()]

    @property
    def ids(self) -> list[str]:
        return [found["id"] for _, found in self.tags if found.get("id")]

    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]


def plain(words: str) -> str:
    """With spaces for what cannot be seen: charts hold no other."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def one_part(*blocks: Any) -> Document:
    return replace(sample_documents.live_card(), parts=(Part("part", "Part", blocks=blocks),))


@pytest.fixture(scope="module")
def drawn() -> Page:
    return Page(sample_documents.paper())


def test_everything_that_is_opened_is_closed(drawn: Page) -> None:
    assert drawn.open == []


def test_headings_begin_at_one_and_skip_no_level(drawn: Page) -> None:
    levels = drawn.headings()
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - before <= 1 for before, deeper in pairwise(levels))


def test_every_part_has_the_id_that_links_lead_to(drawn: Page) -> None:
    headed = {found["id"] for tag, found in drawn.tags if tag in ("h2", "h3", "h4", "h5")} - {"contents"}
    assert headed == {part.key for part in sample_documents.paper().walk()}
    within = {found["href"][1:] for found in drawn.all("a") if found["href"].startswith("#")}
    assert within <= set(drawn.ids)
    assert {"card-a09", "exceptions", "contents"} <= within


def test_no_id_stands_twice_and_every_name_that_is_asked_for_is_there(drawn: Page) -> None:
    assert [name for name, count in Counter(drawn.ids).items() if count > 1] == []
    asked = {one for _, found in drawn.tags for one in (found.get("aria-labelledby") or "").split()}
    assert asked <= set(drawn.ids)


def test_paragraphs_are_cited_by_their_numbers(drawn: Page) -> None:
    assert {"paragraph-1.1", "paragraph-1.3", "paragraph-2.2.1.1", "paragraph-4.1"} <= set(drawn.ids)


def test_every_table_scrolls_by_itself_has_a_name_and_heads_its_rows_and_columns(drawn: Page) -> None:
    tables = drawn.all("table")
    regions = drawn.all("div", role="region", tabindex="0")
    assert len(tables) == len(regions) == 8
    assert all(found["aria-labelledby"] for found in regions)
    columns = drawn.all("th", scope="col")
    rows = drawn.all("th", scope="row")
    grids = 14 + 4 + 3 + 3 + 3 + 3  # of the six that are no written tables
    assert len(columns) == grids + 4 + 2
    assert len(rows) == 40 + 2 + 13 + 4 + 4 + 13
    assert len(drawn.all("th", scope="rowgroup")) == 2 + 1


def test_a_rating_is_a_shape_and_a_word_and_a_colour() -> None:
    cell = GridCell("3.1", BADGES["red"], ("p",))
    wide = Grid("Wide", ("a", "b"), (GridGroup("", ((GridCell("A09"), cell),)),), wide=True)
    shape = '<use href="#red"/></svg>'
    said = '<td class="r">3.1<sup>p</sup><svg class="shape" role="img" aria-label="Red">'
    assert f"{said}{shape}</td>" in Page(one_part(wide)).markup
    narrow = Page(one_part(replace(wide, wide=False))).markup
    assert '<td>3.1<sup>p</sup> <strong class="tag red">' in narrow
    same = GridCell("Red", BADGES["red"])
    once = replace(wide, groups=(GridGroup("", ((GridCell("A09"), same),)),))
    assert Page(one_part(once)).markup.count(">Red<") == 1


def test_what_is_heard_may_be_fuller_than_what_is_seen() -> None:
    cell = GridCell("Awaited", quiet=True, spoken="Awaited, due on 20 March")
    grid = Grid("Grid", ("a", "b"), (GridGroup("", ((GridCell("A09"), cell),)),))
    heard = '<td class="q"><span aria-hidden="true">Awaited</span><i class="hidden">Awaited, due on 20 March</i></td>'
    assert heard in Page(one_part(grid)).markup


def test_charts_say_what_they_show_and_stand_beside_their_figures(drawn: Page) -> None:
    charts = drawn.all("svg", **{"class": "line-chart"})
    assert len(charts) == 3
    assert all(found["role"] == "img" for found in charts)
    assert "<desc" in drawn.markup
    for chart in charts:
        title, alternative = chart["aria-labelledby"].split()
        assert {title, alternative} <= set(drawn.ids)


def test_without_a_cover_there_is_no_list_of_contents_and_no_way_back_to_it() -> None:
    page = Page(sample_documents.live_card())
    assert page.all("nav") == []
    assert "Back to contents" not in page.markup
    assert Page(sample_documents.paper()).markup.count("Back to contents") == 7


def test_what_is_not_for_publication_says_so_at_the_top() -> None:
    restricted = sample_documents.restricted()
    assert f'<p class="banner"><strong>{restricted.marking}</strong></p>' in Page(restricted).markup
    assert restricted.marking not in Page(sample_documents.paper()).markup


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "vbscript:x"])
def test_a_link_that_could_act_is_only_words(href: str) -> None:
    cells = ((GridCell("cell", href=href), GridCell("other", href=href)),)
    blocks = (
        Facts((Fact("See", "fact", href=href),)),
        Words(paragraph(sample_documents.Run("run", href=href))),
        Grid("Grid", ("a", "b"), (GridGroup("", cells),)),
    )
    assert Page(one_part(*blocks)).all("a") == []


def test_parts_deeper_than_headings_go_keep_the_last_level() -> None:
    part = Part("p9", "Deepest")
    for depth in range(8, 0, -1):
        part = Part(f"p{depth}", "Above", parts=(part,))
    assert Page(replace(sample_documents.live_card(), parts=(part,))).headings() == [1, 2, 3, 4, 5, 6, 6, 6, 6, 6]


def test_nasty_words_come_out_as_typed(drawn: Page) -> None:
    words = [said for _, said in drawn.said]
    for text in NASTY:
        assert any(text in said for said in words), text
    assert MARKUP in " ".join(said for tag, said in drawn.said if tag in ("h2", "span"))
    assert drawn.all("script") == []


def test_nothing_is_left_out() -> None:
    for document in (sample_documents.restricted(), sample_documents.live_card()):
        drawn = Page(document)
        shown = " ".join(drawn.words)
        shown += " ".join(found["aria-label"] for _, found in drawn.tags if found.get("aria-label"))
        assert {words for words in printed_words(document) if plain(words) not in plain(shown)} == set()


@settings(max_examples=60)
@given(ODD_DOCUMENTS)
@example(sample_documents.paper())
@example(one_part(Notice(MARKUP, strong=True)))
def test_only_our_own_tags_are_ever_written(document: Document) -> None:
    page = Page(document)
    assert {tag for tag, _ in page.tags} <= OURS
    assert page.open == []
    assert not any(name.startswith("on") or name == "style" for _, found in page.tags for name in found)


def test_every_kind_of_block_has_a_template_that_says_what_it_takes() -> None:
    assert set(TEMPLATES) == set(get_args(DocumentBlock))
    folder = Path(BASE_DIR, "templates", "components", "document")
    assert all((BASE_DIR / "templates" / name).is_file() for name in TEMPLATES.values())
    for template in folder.iterdir():
        first = template.read_text().splitlines()[0]
        assert first.startswith("{#"), template.name
        assert "Arguments: " in first, template.name
