"""Small things that every part is made of: a paragraph, a list, where a name of an indicator leads."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from string import ascii_lowercase

from reports.cards import Block, PeriodCard, Run, Words

Indoors = Collection[str]
"""The addresses of the indicators whose report cards stand in the same document: their names lead there."""


def paragraph(text: str, number: str = "") -> Words:
    """A plain paragraph."""
    return Words(Block("paragraph", (Run(text),)), number)


def bullets(items: Iterable[str]) -> Words:
    """A plain list."""
    return Words(Block("bullets", blocks=tuple(Block("item", (Run(item),)) for item in items)))


def card_key(address: str) -> str:
    """The key of an indicator's report card in a document: `card-a09`."""
    return f"card-{address}"


def letter(place: int) -> str:
    """`a` for the first, `z` for the 26th, `aa` after it."""
    found = ""
    while place:
        place, index = divmod(place - 1, len(ascii_lowercase))
        found = ascii_lowercase[index] + found
    return found


def indicator_href(address: str, as_at: PeriodCard | None, indoors: Indoors = ()) -> str:
    """Where the name of an indicator leads: to its card in the same document, or to its page as at the month."""
    if address in indoors:
        return f"#{card_key(address)}"
    return f"/indicators/{address}/{as_at.address}/" if as_at is not None else f"/indicators/{address}/"
