"""Markup of figures: badges, arrows, charts, and the row of the dashboard's table in one call.

Here and in `report_text` stand the only `mark_safe` of the project. What comes from a card is escaped where it is put
in; only drawings made by `reports.charts` go in as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape  # five times as fast as Django's, which a row of cells notices

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from reports import charts
from reports.cards import Arrow, Badge, Cell, CellKind, ChartSpec, FigureRow, IndicatorCard, Mark, PeriodCard

register = template.Library()

REMEMBERED = 600  # as many as `pages` remembers cards


class Itself:
    """A card that is equal to itself alone. What was drawn from it is remembered without comparing all that it holds:
    `pages` gives the same card as long as nothing of it changed."""

    __slots__ = ("card",)

    def __init__(self, card: IndicatorCard) -> None:
        self.card = card

    def __hash__(self) -> int:
        return id(self.card)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and other.card is self.card


# One letter a colour: a dashboard of 40 rows holds 520 of them.
CELL_CLASSES = {"red": "r", "amber": "a", "green": "g", "none": "n"}


def _shape(colour: str) -> str:
    return f'<svg class="shape" aria-hidden="true"><use href="#{colour}"/></svg>'


@register.simple_tag
def badge(of: Badge) -> SafeString:
    """A rating as shape, word and colour."""
    colour = of.colour.value
    return mark_safe(f'<strong class="tag {colour}">{_shape(colour)}{escape(of.word)}</strong>')


@register.simple_tag
def shape(of: Badge) -> SafeString:
    """The shape alone, where its word stands beside it."""
    return mark_safe(_shape(of.colour.value))


@register.simple_tag
def arrow(of: Arrow) -> SafeString:
    """Travel as an arrow and its word."""
    return mark_safe(f"{_arrow(of)} {escape(of.word)}")


def _arrow(of: Arrow) -> str:
    return f'<svg class="arrow" aria-hidden="true"><use href="#{of.direction.value}"/></svg>'


@register.simple_tag
def line_chart(spec: ChartSpec, name: str = "chart") -> SafeString:
    """The chart of an indicator's page, with its text alternative inside. `name` starts its ids: one a chart."""
    return mark_safe(charts.line_svg(spec, name=escape(name)))


@register.simple_tag
def figure_cell(text: str, marks: tuple[Mark, ...]) -> SafeString:
    """A figure with its signs, whose meanings are read out."""
    return mark_safe(escape(text) + _marks(marks))


def _marks(marks: tuple[Mark, ...]) -> str:
    return "".join([_mark(one) for one in marks]) if marks else ""


@lru_cache(maxsize=REMEMBERED)
def _mark(of: Mark) -> str:
    said = f"{of.meaning} {of.detail}" if of.detail else of.meaning
    return f'<sup><span aria-hidden="true">{escape(of.sign)}</span><i class="hidden">, {escape(said)}</i></sup>'


@register.simple_tag
def exception(card: IndicatorCard, as_at: PeriodCard) -> SafeString:
    """One exception: name, rating and latest figure against its target. The evidence stands in the table of every rule
    beside it."""
    return mark_safe(_exception(Itself(card), as_at, True))


@register.simple_tag
def exceptions(of: Iterable[IndicatorCard], as_at: PeriodCard) -> SafeString:
    """The items of a list of exceptions, each with the rules that fired and their evidence."""
    return mark_safe(
        "".join(f'<li class="{card.badge.colour}">{_exception(Itself(card), as_at, False)}</li>\n' for card in of)
    )


@register.simple_tag
def brief(of: Iterable[IndicatorCard], as_at: PeriodCard) -> SafeString:
    """The items of a list of indicators that are named with their rating, and why they stand there."""
    return mark_safe("".join([_brief(Itself(card), as_at) for card in of]))


@lru_cache(maxsize=REMEMBERED)
def _brief(of: Itself, as_at: PeriodCard) -> str:
    card = of.card
    left_out = (one.evidence for one in card.fired if one.rule == "left_out_by_hand")
    why = escape(card.nearly_words or next(left_out, ""))
    return f"<li>{badge(card.badge)} {_link(card, as_at)}{f': {why}' if why else ''}</li>\n"


def _link(card: IndicatorCard, as_at: PeriodCard) -> str:
    """The indicator's name, which leads to its page as at the same month."""
    href = f"{reverse('indicator-month', args=(card.address, as_at.address))}{card.keeps}"
    return f'<a href="{escape(href)}">{escape(card.name)}</a>'


@lru_cache(maxsize=REMEMBERED)
def _exception(of: Itself, as_at: PeriodCard, whole: bool) -> str:
    card = of.card
    latest = "" if card.latest is None else _fact(card.latest.period.name, escape(card.latest.text))
    rules = (
        ""
        if whole
        else "".join(f"<li><strong>{escape(one.name)}:</strong> {escape(one.evidence)}</li>\n" for one in card.fired)
    )
    said = (
        f"{card.since_words}." if card.since_words else "",
        f"Its figure is {card.age_words}." if card.age_words else "",
        "" if card.latest is None else card.latest.standing,
        card.computed_words,
    )
    small = escape(" ".join(filter(None, said)))
    return (
        f'<div>\n<h3>{_link(card, as_at)}</h3>\n<dl class="facts">\n'
        f"{_fact('Rating', badge(card.badge))}{latest}{_fact('Target', escape(card.target_text))}</dl>\n"
        + (f'<ul class="evidence">\n{rules}</ul>\n' if rules else "")
        + (f'<p class="small quiet">{small}</p>\n' if small else "")
        + "</div>"
    )


def _fact(name: str, markup: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{markup}</dd></div>\n"


@register.simple_tag
def has_counts(rows: Iterable[FigureRow]) -> bool:
    """Was any of the figures given as a numerator over a denominator? Otherwise their columns would stand empty."""
    return any(row.numerator or row.denominator for row in rows)


@register.simple_tag
def has_notes(rows: Iterable[FigureRow]) -> bool:
    """Is there anything to say beside a figure: why there is none, that it is provisional or revised, a reason?"""
    return any(row.reason or row.standing or row.entry.status not in ("final", "none") for row in rows)


@register.simple_tag
def marks_of(rows: Iterable[FigureRow]) -> dict[str, str]:
    """The signs beside the figures, each with its meaning."""
    return dict(sorted({(mark.sign, mark.meaning) for row in rows for mark in row.marks}))


@register.simple_tag
def column_heads(of: Iterable[tuple[str, str, str, str]]) -> SafeString:
    """The heads of the columns (`reports.tables.Heading`): words, the address that sorts, how it is sorted, class."""
    return mark_safe("".join([_head(*heading) for heading in of]))


@lru_cache(maxsize=REMEMBERED)
def _head(words: str, href: str, sort: str, css: str) -> str:
    classes = f' class="{escape(css)}"' if css else ""
    sorted_now = f' aria-sort="{escape(sort)}"' if sort else ""
    inside = f'<a href="{escape(href)}">{escape(words)}</a>' if href else escape(words)
    return f'<th scope="col"{classes}{sorted_now}>{inside}</th>\n'


@register.simple_tag
def vital_sign_rows(of: Iterable[IndicatorCard], window: tuple[PeriodCard, ...]) -> SafeString:
    """Rows of the dashboard's table.

    The row's header names the indicator and the column's header the month, so a cell need say only value and rating.
    """
    return mark_safe("".join([_vital_sign_row(Itself(card), window) for card in of]))


@lru_cache(maxsize=REMEMBERED)
def _vital_sign_row(of: Itself, window: tuple[PeriodCard, ...]) -> str:
    card = of.card
    about = " · ".join(escape(words) for words in (card.code, card.good_is_words, card.unit_words) if words)
    cells = "".join([_cell(cell, month) for cell, month in zip(card.cells, window, strict=True)])
    return (
        f'<tr><th scope="row">{_link(card, window[-1])}<small>{about}</small></th>'
        f"<td>{badge(card.badge)}</td>{cells}<td>{escape(card.target_text)}</td>"
        f"{_travel(card.since_previous)}{_travel(card.since_last_year)}"
        f'<td class="spark">{charts.spark_svg(card.spark)}</td></tr>\n'
    )


def _cell(cell: Cell, month: PeriodCard) -> str:
    if cell.kind is CellKind.EMPTY:
        return "<td></td>"
    text = escape(cell.text)
    # A quarter or a year stands in the month in which it ends: say which it is.
    label = "" if cell.period.written == month.written else f"<small>{escape(cell.period.label)}</small>"
    if cell.kind is CellKind.MISSING:
        return f'<td class="m">{text}{_marks(cell.marks)}{label}</td>'
    opening, shape = _cell_of(cell.badge.colour, cell.badge.word)
    if cell.text == cell.badge.word:
        # What a person judged has its colour's word for a value, which need not be read out twice.
        shape = _shape(cell.badge.colour)
    return f"{opening}{text}{_marks(cell.marks)}{shape}{label}</td>"


@lru_cache(maxsize=64)
def _cell_of(colour: str, word: str) -> tuple[str, str]:
    """How a cell of that rating begins, and its shape, which says its word."""
    return f'<td class="{CELL_CLASSES[colour]}">', _named_shape(colour, word)


def named_shape(of: Badge) -> str:
    """The shape alone, which says its word to those who hear it."""
    return _named_shape(of.colour.value, of.word)


def _named_shape(colour: str, word: str) -> str:
    return f'<svg class="shape" role="img" aria-label="{escape(word)}"><use href="#{colour}"/></svg>'


def _travel(of: Arrow) -> str:
    since = f'<i class="hidden"> {escape(of.since)}</i>' if of.since else ""
    return f'<td class="t">{_arrow(of)}{escape(of.word)}{since}</td>'
