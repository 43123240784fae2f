"""What is different between two versions of a paper, in words: what a correction says of itself.

Only documents that everybody may read are compared, so the list can be read by everybody too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from reports.cards import Document, DocumentBlock, Fact, Facts, Grid, GridCell, Part, Picture, Verdict

MOST: Final = 60
"""So many changes are told one by one; of more, how many there are."""


def changes(old: Document, new: Document) -> tuple[str, ...]:
    """A sentence for each difference: parts added, left out, renamed, texts changed, figures changed cell by cell."""
    found = list(_changes(old, new))
    if len(found) <= MOST:
        return tuple(found)
    return (*islice(found, MOST), f"And {len(found) - MOST} more changes.")


def changed_cards(old: Document, new: Document, keys: frozenset[str]) -> frozenset[str]:
    """Which of the parts of these keys are new or say something else than before: what a supplement holds."""
    before = {part.key: part for part in old.walk()}
    return frozenset(part.key for part in new.walk() if part.key in keys and _said(part) != _said(before.get(part.key)))


def _said(part: Part | None) -> object:
    """What a part says, without its number: a card is not another because one before it was left out."""
    return part and (part.heading, part.blocks, tuple(map(_said, part.parts)))


def _changes(old: Document, new: Document) -> Iterator[str]:
    if old.title != new.title:
        yield f"The title was “{old.title}”."
    yield from _facts("Cover", old.cover, new.cover)
    before, after = {part.key: part for part in old.walk()}, {part.key: part for part in new.walk()}
    heads_before, heads_after = _heads(old), _heads(new)
    names_before, names_after = _names(old), _names(new)
    for key in before:
        if key not in after and _stands_in(after, heads_before[key]):
            yield f"“{names_before[key]}” is no longer in the paper."
    for key, part in after.items():
        if key not in before:
            if _stands_in(before, heads_after[key]):
                yield f"“{names_after[key]}” is new."
            continue
        if before[key].heading != part.heading:
            yield f"“{names_before[key]}” is now called “{part.heading}”."
        yield from _blocks(names_after[key], before[key].blocks, part.blocks)
    shared = [key for key in before if key in after]
    if shared != [key for key in after if key in before]:
        yield "The parts stand in another order."


def _heads(document: Document) -> dict[str, Part | None]:
    """What each part stands under, by its key; None for what stands under nothing."""
    found: dict[str, Part | None] = dict.fromkeys(part.key for part in document.parts)
    return found | {inner.key: part for part in document.walk() for inner in part.parts}


def _stands_in(others: Mapping[str, Part], head: Part | None) -> bool:
    """Is what a part stands under in the other document too? Otherwise the part came or went with it."""
    return head is None or head.key in others


def _names(document: Document) -> dict[str, str]:
    """What each part is called, by its key. A heading that stands in several places, as those within report cards do,
    is told with what it stands under."""
    heads = _heads(document)
    often = Counter(part.heading for part in document.walk())
    names = {}
    for part in document.walk():
        head = heads[part.key]
        if head is None or often[part.heading] == 1:
            names[part.key] = part.heading
        else:
            names[part.key] = f"{head.heading}, {part.heading}"
    return names


def _blocks(where: str, old: tuple[DocumentBlock, ...], new: tuple[DocumentBlock, ...]) -> Iterator[str]:
    grids_before = {grid.caption: grid for grid in _grids(old)}
    grids_after = {grid.caption: grid for grid in _grids(new)}
    for caption, grid in grids_after.items():
        if caption in grids_before:
            yield from _cells(where, grids_before[caption], grid)
        else:
            yield f"{where}: the table “{caption}” is new."
    for caption in grids_before:
        if caption not in grids_after:
            yield f"{where}: the table “{caption}” is gone."
    verdicts = [tuple(block for block in blocks if isinstance(block, Verdict)) for blocks in (old, new)]
    for was, now in zip(*verdicts, strict=False):
        if (was.figure, was.when, was.badge) != (now.figure, now.when, now.badge):
            yield (
                f"{where}: was {was.figure} {was.when}, {was.badge.word.lower()}; now {now.figure} {now.when}, "
                f"{now.badge.word.lower()}."
            )
        yield from _facts(where, was.facts, now.facts)
    lists = [
        tuple(fact for block in blocks if isinstance(block, Facts) for fact in block.facts) for blocks in (old, new)
    ]
    yield from _facts(where, *lists)
    if _texts(old) != _texts(new):
        yield f"{where}: the text was changed."


def _grids(blocks: tuple[DocumentBlock, ...]) -> Iterator[Grid]:
    for block in blocks:
        if isinstance(block, Grid):
            yield block
        elif isinstance(block, Picture):
            yield block.data


def _texts(blocks: tuple[DocumentBlock, ...]) -> tuple[object, ...]:
    """The words of its paragraphs and notices, without paragraph numbers."""
    told = (Grid, Picture, Verdict, Facts)
    return tuple(getattr(block, "block", block) for block in blocks if not isinstance(block, told))


def _facts(where: str, old: tuple[Fact, ...], new: tuple[Fact, ...]) -> Iterator[str]:
    before, after = {fact.term: fact.words for fact in old}, {fact.term: fact.words for fact in new}
    for term in dict.fromkeys((*before, *after)):
        was, now = before.get(term), after.get(term)
        if was == now:
            continue
        if was and now:
            yield f"{where}, {term.lower()}: was “{was}”, now “{now}”."
        else:
            yield f"{where}, {term.lower()}: “{now or was}” is {'new' if now else 'gone'}."


def _cells(where: str, old: Grid, new: Grid) -> Iterator[str]:
    before, after = _rows(old), _rows(new)
    for name in before:
        if name not in after:
            yield f"{where}: the row “{name}” is gone."
    for name, cells in after.items():
        if name not in before:
            yield f"{where}: the row “{name}” is new."
            continue
        for column, was, now in zip(new.columns, before[name], cells, strict=False):
            if (was.text, was.badge, was.marks) != (now.text, now.badge, now.marks):
                yield f"{where}, {name}, {column}: was {_shown(was)}, now {_shown(now)}."


def _rows(grid: Grid) -> dict[str, tuple[GridCell, ...]]:
    return {row[0].text: row for group in grid.groups for row in group.rows if row}


def _shown(cell: GridCell) -> str:
    """`3.1 (red)`, `nothing`."""
    badge = cell.badge
    coloured = badge is not None and badge.word != cell.text
    text = cell.text or "nothing"
    return f"{text} ({badge.word.lower()})" if coloured and badge is not None else text
