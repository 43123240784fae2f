"""Draws the block tree of a report-card text. Authors' words are escaped; only the tags below are ever written."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.cards import Block, Run

register = template.Library()

TAGS = {
    "paragraph": "p",
    "bullets": "ul",
    "numbers": "ol",
    "item": "li",
    "row": "tr",
    "cell": "td",
}
LINKS = ("https://", "http://", "mailto:", "/", "#")  # never javascript: or data:


@register.simple_tag
def report_text(blocks: Iterable[Block], number: int) -> SafeString:
    """The blocks as HTML. The heading above has the id `part-NUMBER`; it names the tables to a screen reader."""
    return written(blocks, f"part-{number}")


@register.simple_tag
def written(blocks: Iterable[Block], heading: str) -> SafeString:
    """The blocks as HTML. `heading` is the id of the heading above; it names the tables to a screen reader."""
    return mark_safe("".join(_block(block, escape(heading)) for block in blocks))


def linked(words: str, href: str) -> str:
    """The words, already escaped, as a link where its address may be followed."""
    return f'<a href="{escape(href)}">{words}</a>' if href.startswith(LINKS) else words


def _block(block: Block, heading: str) -> str:
    inside = "".join(map(_run, block.runs)) + "".join(_block(inner, heading) for inner in block.blocks)
    if block.kind == "table":
        named = f'aria-labelledby="{heading}"'
        return f'<div class="region" role="region" tabindex="0" {named}><table {named}>{inside}</table></div>'
    manner = ' class="number"' if block.numeric else ""
    if block.kind == "header":
        return f'<th scope="col"{manner}>{inside}</th>'
    tag = TAGS[block.kind]
    return f"<{tag}{manner}>{inside}</{tag}>"


def _run(run: Run) -> str:
    text = escape(run.text)
    if run.emphasis:
        text = f"<em>{text}</em>"
    if run.strong:
        text = f"<strong>{text}</strong>"
    return linked(text, run.href)
