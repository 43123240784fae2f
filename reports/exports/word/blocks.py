"""The blocks of a part as Word's paragraphs, lists, tables and pictures."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, Final, assert_never

from docx.shared import Mm

from indicators.spreadsheets import fit_for_xml
from reports import charts
from reports.cards import (
    Block,
    ChartSpec,
    DocumentBlock,
    Fact,
    Facts,
    Grid,
    Notice,
    Picture,
    Verdict,
    Words,
)
from reports.exports.word.inline import Inline, rating
from reports.exports.word.looks import BULLETS, DEEPEST, new_list
from reports.exports.word.nodes import Node, manner, node, paragraph, run
from reports.exports.word.tables import grid_table, written_table

PICTURE_WIDTH: Final = Mm(130)
FIGURE_SIZE: Final = 40
"""Of the latest figure, in half points."""
LIST_STYLES: Final = {"bullets": "ListBullet", "numbers": "ListNumber"}


class Blocks:
    """Makes what stands under a heading. `width` is the room between the margins where it stands."""

    def __init__(self, file: Any, inline: Inline) -> None:
        self._file = file
        self._inline = inline

    def of(self, block: DocumentBlock, width: int) -> Iterator[Node]:
        """One block, whatever its kind."""
        match block:
            case Words():
                yield from self._words(block, width)
            case Notice():
                yield paragraph("StrongNotice" if block.strong else "Notice", run(block.words))
            case Facts():
                yield from self.facts(block.facts)
            case Verdict():
                yield self._standing(block)
                yield from self.facts(block.facts)
            case Grid():
                yield from grid_table(block, self._inline, width=width)
            case Picture():
                yield self._picture(block.chart)
                yield from grid_table(block.data, self._inline, width=width)
            case _:
                assert_never(block)

    def facts(self, of: Iterable[Fact]) -> Iterator[Node]:
        """A line for each: the term, and beside it what is said."""
        for fact in of:
            said = self._inline.words(fact.words, fact.href)
            shown = [rating(fact.badge), *([run(" ")] if said else [])] if fact.badge else []
            yield paragraph("Fact", run(f"{fact.term}\t", *manner(bold=True)), *shown, *said)

    def _words(self, words: Words, width: int) -> Iterator[Node]:
        block, number = words.block, words.number
        if block.kind == "paragraph":
            inside = self._inline.runs(block.runs)
            yield (
                paragraph("NumberedParagraph", run(f"{number}\t"), *inside) if number else paragraph("Normal", *inside)
            )
            return
        if number:  # of a list or a table: it stands before it, on the same page
            yield paragraph("NumberedParagraph", run(number), keep=True)
        if block.kind == "table":
            yield from written_table(block, self._inline, width=width)
        else:
            yield from self._list(block, 0)

    def _list(self, block: Block, depth: int) -> Iterator[Node]:
        """Its items, each with what stands within it one step deeper."""
        depth = min(depth, DEEPEST - 1)
        numbered = block.kind == "numbers"
        listed = (new_list(self._file, depth) if numbered else BULLETS, depth)
        style = LIST_STYLES[block.kind]
        for item in block.blocks:
            first, inner = item.runs, list(item.blocks)
            if not first and inner and inner[0].kind == "paragraph":
                first = inner.pop(0).runs
            yield paragraph(style, *self._inline.runs(first), numbering=listed)
            for one in inner:
                if one.kind in LIST_STYLES:
                    yield from self._list(one, depth + 1)
                else:
                    yield paragraph("ListContinue", *self._inline.runs(one.runs))

    def _standing(self, verdict: Verdict) -> Node:
        """The latest figure in large letters, of when it is, and its rating."""
        figure = run(verdict.figure, *manner(bold=True, half_points=FIGURE_SIZE))
        return paragraph("Normal", figure, run(f" {verdict.when}  "), rating(verdict.badge, half_points=28), keep=True)

    def _picture(self, chart: ChartSpec) -> Node:
        """The chart as a picture with its alternative text, on the same page as its figures."""
        drawn = self._file.part.new_pic_inline(io.BytesIO(charts.chart_png(chart)), width=PICTURE_WIDTH)
        said = drawn.find(".//{*}docPr")
        said.set("name", f"Chart {said.get('id')}")
        said.set("title", fit_for_xml(chart.title))
        said.set("descr", fit_for_xml(chart.alternative))
        return paragraph("Normal", node("r", node("drawing", drawn)), keep=True)
