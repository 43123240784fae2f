"""A report card on the standard format: how it stands, why it matters, its chart and figures, what explains them, what
success looks like, what is being done, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from reports.cards import (
    Arrow,
    Document,
    DocumentBlock,
    Fact,
    Facts,
    IndicatorCard,
    Notice,
    Part,
    Picture,
    ReportCard,
    TextPart,
    Verdict,
    Words,
)
from reports.presenters.documents.blocks import card_key, paragraph
from reports.presenters.documents.grids import figures_grid
from reports.presenters.documents.live import Making, live_document
from reports.wording.numbers import sentence

NOBODY_YET = "Not named yet"
NOT_WRITTEN = "Nobody has written yet why it matters, what explains it and what is being done about it."


def report_card_part(report: ReportCard, *, number: str = "", new_page: bool = True) -> Part:
    """The card as one part of a document, of the key `card-ADDRESS`, on a page of its own."""
    card = report.card
    key = card_key(card.address)
    return Part(
        key=key,
        heading=f"{card.code} {card.name}",
        number=number,
        blocks=tuple(_standing(report)),
        parts=tuple(_sections(report, key, _live(report))),
        new_page=new_page,
    )


def report_card_document(report: ReportCard, making: Making) -> Document:
    """The card alone, from live figures."""
    card, as_at = report.card, report.as_at
    key = card_key(card.address)
    stands = Part(f"{key}-now", "How it stands", blocks=tuple(_standing(report)))
    return live_document(
        f"{card.code} {card.name}",
        report.committee,
        as_at,
        (stands, *_sections(report, key)),
        making,
        source=f"/indicators/{card.address}/{as_at.address}/",
        subject=f"Report card of {card.code} as at {as_at.name}",
    )


def _standing(report: ReportCard) -> Iterator[DocumentBlock]:
    card = report.card
    if report.retired_words:
        yield Notice(report.retired_words)
    yield verdict(card)
    for note in card.notes:
        yield Notice(note)


def verdict(card: IndicatorCard) -> Verdict:
    """How it stands, with all that is said of its rating."""
    latest, newest = card.latest, card.newest
    said = (
        ("Rating", " ".join(filter(None, (card.rating_words, card.computed_words)))),
        ("How long", card.since_words),
        ("Target", f"{card.target_text}. {card.good_is_words}."),
        ("Direction of travel", sentence("; ".join(map(_travel, (card.since_previous, card.since_last_year))))),
        ("Figure", "" if latest is None else latest.standing),
        ("Age of the figure", card.age_words),
        ("Newer", "" if newest is None else newest.words),
    )
    return Verdict(
        badge=card.badge,
        figure="No figure yet" if latest is None else latest.text,
        when="" if latest is None else f"in {latest.period.name}",
        facts=tuple(Fact(term, words) for term, words in said if words),
    )


def _travel(arrow: Arrow) -> str:
    """`worse since November 2016: down 0.3 percentage points`, `not comparable with November 2015`."""
    return " ".join(filter(None, (arrow.word.lower(), arrow.since))) + (f": {arrow.change}" if arrow.change else "")


def _sections(report: ReportCard, key: str, *more: Fact) -> Iterator[Part]:
    """Why it matters comes before the figures, the rest of the text after them."""
    written = report.parts if report.text_for else ()
    for at, part in enumerate(written[:1]):
        yield _text(part, f"{key}-text-{at + 1}")
    yield Part(f"{key}-figures", "The figures", blocks=_figures(report))
    for at, part in enumerate(written[1:], start=1):
        yield _text(part, f"{key}-text-{at + 1}")
    yield Part(f"{key}-who", "Who answers for it", blocks=tuple(_who(report, more)))


def _figures(report: ReportCard) -> tuple[DocumentBlock, ...]:
    if not report.rows:
        return (paragraph("There is no figure yet."),)
    return (Picture(report.chart, figures_grid(report)),)


def _text(part: TextPart, key: str) -> Part:
    blocks: tuple[DocumentBlock, ...] = tuple(Words(block) for block in part.blocks)
    return Part(key, part.heading, blocks=blocks or (paragraph("Not written yet."),))


def _live(report: ReportCard) -> Fact:
    """The way from a card in a paper to the indicator as it is on the day of reading."""
    card = report.card
    return Fact("As it is now", f"{card.code} on the site", href=f"/indicators/{card.address}/")


def _who(report: ReportCard, more: tuple[Fact, ...]) -> Iterator[DocumentBlock]:
    card = report.card
    named = (Fact("Lead officer", card.lead or NOBODY_YET), Fact("Data owner", card.data_owner or NOBODY_YET))
    yield Facts((*named, *more))
    if not report.text_for:
        yield Notice(NOT_WRITTEN)
