"""The life of a text: everything ever written for one indicator and month, each version against the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Final

from indicators.queries.written_texts import TextEvent
from reports.presenters.texts import CARD_HEADINGS

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed (`same`), went (`out`) or came (`in`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """What a version changed in one part."""

    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One step in the life of a text: when, who, what, with the words that changed and what was said with it."""

    at: datetime
    who: str
    what: str
    changes: tuple[PartChange, ...]
    reason: str


def changed_words(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts word by word. Words that stand everywhere are not looked for, which keeps the longest parts quick."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found: list[Piece] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[start:end])))
        else:
            found += _pieces(before[start:end], after[new_start:new_end])
    return tuple(found)


def _pieces(went: Sequence[str], came: Sequence[str]) -> Iterator[Piece]:
    if went:
        yield Piece("out", "".join(went))
    if came:
        yield Piece("in", "".join(came))


def life_of(events: Sequence[TextEvent]) -> list[LifeEvent]:
    """Events of one month, oldest first, as they are told: the newest first. A version is compared with the one that
    was written before it, be it approved by now or on its way."""
    told: list[LifeEvent] = []
    before: dict[str, str] = {}
    for event in events:
        changes = ()
        if event.parts is not None:
            changes = tuple(
                PartChange(heading, changed_words(before.get(name, ""), event.parts[name]))
                for name, heading in CARD_HEADINGS
                if before.get(name, "") != event.parts[name]
            )
            before = dict(event.parts)
        told.append(LifeEvent(event.at, event.who, event.what, changes, event.reason))
    return told[::-1]
