"""A part of a paper while it is written: how its text reads, what may be inserted, what the number check doubts."""

from __future__ import annotations

from dataclasses import dataclass

from reports.cards.findings import TextFinding
from reports.cards.papers import AcceptanceRecord
from reports.cards.texts import Block
from reports.cards.writing import TokenOffer


@dataclass(frozen=True, slots=True)
class PartDoubt:
    """A doubt of the number check about a part's own text. `key` and `words` are those that preflight has for it."""

    finding: TextFinding
    key: str
    words: str
    accepted: AcceptanceRecord | None


@dataclass(frozen=True, slots=True)
class PartReading:
    blocks: tuple[Block, ...]
    tokens: tuple[TokenOffer, ...]
    doubts: tuple[PartDoubt, ...]

    def by_key(self, key: str) -> PartDoubt | None:
        """The doubt of that key, while it stands."""
        return next((one for one in self.doubts if one.key == key), None)

    @property
    def open_doubts(self) -> int:
        return sum(one.accepted is None for one in self.doubts)
