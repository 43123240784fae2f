"""Every word of a document that a reader must find, however it is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from reports.cards import (
    Badge,
    Block,
    Document,
    DocumentBlock,
    Fact,
    Facts,
    Grid,
    Notice,
    Part,
    Picture,
    Verdict,
    Words,
)


def printed_words(document: Document) -> set[str]:
    """The texts that stand in it, each as one piece; those that are only heard or only lead somewhere left out."""
    found = {document.title, document.council, document.committee, document.standing, document.summary}
    found |= {document.marking, document.offering, *_facts(document.cover)}
    for part in document.walk():
        found |= set(_part(part))
    return {words for words in found if words.strip()}


def _part(part: Part) -> Iterator[str]:
    yield from (part.number, part.heading)
    for block in part.blocks:
        yield from _block(block)


def _block(block: DocumentBlock) -> Iterator[str]:
    match block:
        case Words(written, number):
            yield number
            yield from _written(written)
        case Notice(words):
            yield words
        case Facts(facts):
            yield from _facts(facts)
        case Verdict(badge, figure, when, facts):
            yield from (badge.word, figure, when, *_facts(facts))
        case Grid():
            yield from _grid(block)
        case Picture(chart, data):
            yield from (chart.title, chart.alternative, *_grid(data))


def _written(block: Block) -> Iterator[str]:
    yield from (run.text for run in block.runs)
    for inner in block.blocks:
        yield from _written(inner)


def _facts(facts: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        yield from (fact.term, fact.words, *_badge(fact.badge))


def _badge(badge: Badge | None) -> tuple[str, ...]:
    return () if badge is None else (badge.word,)


def _grid(grid: Grid) -> Iterator[str]:
    yield from (grid.caption, *grid.columns, *grid.key, *grid.notes)
    for group in grid.groups:
        yield group.name
        for row in group.rows:
            for cell in row:
                yield from (cell.text, *cell.marks, *_badge(cell.badge))
