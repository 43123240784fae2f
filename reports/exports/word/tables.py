"""Tables of the Word copy: a caption, a header row that every page repeats, a first column that heads the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from reports.cards import Block, Grid, GridCell, GridGroup
from reports.charts.colours import QUIET
from reports.exports.word.inline import Inline, rating
from reports.exports.word.nodes import Node, manner, node, paragraph, raised, run

PORTRAIT: Final = 9638
LANDSCAPE: Final = 15139
"""The width between the margins, in twentieths of a point: 170 mm and 267 mm."""
HELD: Final = 2400
"""The first column of a wide table."""
LONGEST: Final = 60
NARROWEST: Final = 6
"""In letters: a longer text has no larger share of the width, and a column without text has this."""


def grid_table(grid: Grid, inline: Inline, *, width: int) -> Iterator[Node]:
    """A table of figures with its caption before it, its key and notes behind it."""
    style = "SmallCell" if grid.wide else "Cell"
    if grid.caption:
        yield paragraph("Caption", run(grid.caption))
    rows = [_row([paragraph(style, run(name)) for name in grid.columns], head=True)]
    for group in grid.groups:
        rows += [_across(group, style, len(grid.columns))] if group.name else []
        rows += [_row([paragraph(style, *_inside(cell, inline, grid.wide)) for cell in row]) for row in group.rows]
    yield _table(rows, _widths(grid, width), grid.caption, fixed=grid.wide)
    for words in (*grid.key, *grid.notes):
        yield paragraph("SmallCell" if grid.wide else "Cell", run(words, *manner(colour=QUIET)))
    yield paragraph("Cell")


def written_table(table: Block, inline: Inline, *, width: int) -> Iterator[Node]:
    """A table that a person wrote: its first row heads the columns."""
    rows = [
        _row(
            [paragraph("Cell", *inline.runs(cell.runs), right=cell.numeric) for cell in row.blocks],
            head=any(cell.kind == "header" for cell in row.blocks),
        )
        for row in table.blocks
    ]
    columns = zip_longest(*(row.blocks for row in table.blocks), fillvalue=Block("cell"))
    longest = [max(len(cell.text) for cell in column) for column in columns]
    if longest:
        yield _table(rows, _shares(longest, width), "", fixed=False)
        yield paragraph("Cell")


def _inside(cell: GridCell, inline: Inline, wide: bool) -> Iterator[Node]:
    """A figure, its signs and its rating, below it where columns are narrow; a rating alone where the text is its
    word. What is said for those who hear a page has no place in a Word file: there all hear what stands there."""
    badge = cell.badge
    if badge is None or cell.text != badge.word:
        yield from inline.words(cell.text, cell.href, colour=QUIET if cell.quiet else "")
    for mark in cell.marks:
        yield raised(mark)
    if badge is not None:
        if cell.text and cell.text != badge.word:
            yield run("\n" if wide else "  ")
        yield rating(badge)


def _widths(grid: Grid, width: int) -> list[int]:
    """The widths of its columns: by what stands in them, but alike for the months of a wide table."""
    months = len(grid.columns) - 1
    if grid.wide and months:
        return [HELD, *[(width - HELD) // months] * months]
    longest = [len(name) for name in grid.columns]
    for group in grid.groups:
        for row in group.rows:
            longest = [max(most, _length(cell)) for most, cell in zip(longest, row, strict=True)]
    return _shares(longest, width)


def _length(cell: GridCell) -> int:
    return len(cell.text) + (len(cell.badge.word) if cell.badge is not None else 0)


def _shares(longest: Sequence[int], width: int) -> list[int]:
    """A share of the width for each column by its longest text, in letters. None has less than room for a word."""
    shares = [min(letters, LONGEST) + NARROWEST for letters in longest]
    return [width * share // sum(shares) for share in shares]


def _table(rows: Sequence[Node], widths: Sequence[int], caption: str, *, fixed: bool) -> Node:
    properties = node(
        "tblPr",
        node("tblStyle", val="PaperTable"),
        node("tblW", w=sum(widths), type="dxa"),
        node("tblLayout", type="fixed" if fixed else "autofit"),
        node("tblLook", val="06A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
        node("tblCaption", val=caption) if caption else None,
    )
    for row in rows:
        for cell, width in zip(row.iterchildren("{*}tc"), widths, strict=False):
            if cell[0].find("{*}gridSpan") is None:
                cell[0].insert(0, node("tcW", w=width, type="dxa"))
    return node("tbl", properties, node("tblGrid", *(node("gridCol", w=width) for width in widths)), *rows)


def _row(cells: Sequence[Node], *, head: bool = False) -> Node:
    properties = node("trPr", node("cantSplit"), node("tblHeader") if head else None)
    return node("tr", properties, *(node("tc", node("tcPr"), cell) for cell in cells))


def _across(group: GridGroup, style: str, columns: int) -> Node:
    """A row of one cell with the name of the rows that follow, on the same page as the first of them."""
    name = paragraph(style, run(group.name, *manner(bold=True)), keep=True)
    return node("tr", node("trPr", node("cantSplit")), node("tc", node("tcPr", node("gridSpan", val=columns)), name))
