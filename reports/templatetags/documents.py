"""Markup of documents: their headings, which template draws which block, and the rows of their tables.

A table of 40 rows and 13 months is 520 cells, which templates would take longer for than for all the rest of a page.
"""

from __future__ import annotations

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports.cards import (
    Block,
    DocumentBlock,
    Fact,
    Facts,
    Grid,
    GridCell,
    GridGroup,
    Notice,
    Part,
    Picture,
    Verdict,
    Words,
)
from reports.templatetags.report_text import linked
from reports.templatetags.vital_signs import CELL_CLASSES, badge, named_shape

register = template.Library()

DEEPEST = 6
"""HTML has so many levels of headings; what lies deeper keeps the last."""
TEMPLATES = {
    Words: "components/document/words.html",
    Notice: "components/document/notice.html",
    Facts: "components/document/facts.html",
    Verdict: "components/document/verdict.html",
    Grid: "components/document/grid.html",
    Picture: "components/document/picture.html",
}


@register.filter
def template_of(block: DocumentBlock) -> str:
    """The template that draws a block of its kind."""
    return TEMPLATES[type(block)]


@register.filter
def alone(words: Words) -> tuple[Block]:
    """What was written, as the text of one block."""
    return (words.block,)


@register.filter
def place(name: str, number: int) -> str:
    """The id of the so-manieth thing in what has that id; with a sign that no part's key has."""
    return f"{name}.{number}"


@register.simple_tag
def heading(part: Part, level: int) -> SafeString:
    """The heading of a part, with its number; links lead to it."""
    tag = f"h{min(level, DEEPEST)}"
    return mark_safe(f'<{tag} id="{escape(part.key)}">{_named(part)}</{tag}>')


@register.simple_tag
def contents_entry(part: Part) -> SafeString:
    """A part's line in the list of contents."""
    return mark_safe(linked(_named(part), f"#{part.key}"))


def _named(part: Part) -> str:
    number = f'<span class="no">{escape(part.number)}</span> ' if part.number else ""
    return f"{number}{escape(part.heading)}"


@register.simple_tag
def said(fact: Fact) -> SafeString:
    """What is said of a term: a rating, words, a link."""
    shown = badge(fact.badge) if fact.badge else ""
    words = linked(escape(fact.words), fact.href) if fact.words else ""
    return mark_safe(" ".join(filter(None, (shown, words))))


@register.simple_tag
def grid_rows(grid: Grid) -> SafeString:
    """The bodies of a table: one a group, under its name where it has one."""
    return mark_safe("".join([_group(group, len(grid.columns), grid.wide) for group in grid.groups]))


def _group(group: GridGroup, columns: int, wide: bool) -> str:
    name = f'<th scope="rowgroup" colspan="{columns}"><span>{escape(group.name)}</span></th>' if group.name else ""
    rows = "".join([_row(row, wide) for row in group.rows])
    return f"<tbody>\n{f'<tr>{name}</tr>' if name else ''}{rows}</tbody>\n"


def _row(row: tuple[GridCell, ...], wide: bool) -> str:
    head, *cells = row
    return f'<tr><th scope="row">{_content(head, wide)}</th>{"".join([_cell(cell, wide) for cell in cells])}</tr>\n'


def _cell(cell: GridCell, wide: bool) -> str:
    """A wide table's cell has the tint of its rating, since there is no room for the word beside the figure."""
    css = "q" if cell.quiet else CELL_CLASSES[cell.badge.colour] if wide and cell.badge else ""
    return f'<td class="{css}">{_content(cell, wide)}</td>' if css else f"<td>{_content(cell, wide)}</td>"


def _content(cell: GridCell, wide: bool) -> str:
    words = linked(escape(cell.text), cell.href) if cell.text else ""
    if cell.spoken:
        words = f'<span aria-hidden="true">{words}</span><i class="hidden">{escape(cell.spoken)}</i>'
    marks = "".join([f"<sup>{escape(mark)}</sup>" for mark in cell.marks])
    if cell.badge is None:
        return words + marks
    if cell.text == cell.badge.word:  # which need not be said twice
        return badge(cell.badge) + marks
    return f"{words}{marks}{named_shape(cell.badge)}" if wide else f"{words}{marks} {badge(cell.badge)}"
