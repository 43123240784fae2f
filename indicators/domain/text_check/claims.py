"""What one sentence claims: numbers with their periods, changes, gaps, directions, extremes, sides of a target.

Only reading: whether it is so is judged elsewhere, by the figures of the indicator that is spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from indicators.domain.text_check.clauses import About, Clause, clauses_of
from indicators.domain.text_check.numbers import Number, numbers_of
from indicators.domain.text_check.vocabulary import Way
from indicators.domain.text_check.words import Word


class ClaimKind(StrEnum):
    LEVEL = "level"  # `613 in August`
    AIM = "aim"  # `a target of 590`
    CHANGE = "change"  # `down 15%`
    GAP = "gap"  # `8% worse than target`
    MOVE = "move"  # `has risen since August`
    FACTOR = "factor"  # `has doubled`
    EXTREME = "extreme"  # `the lowest since August`
    SIDE = "side"  # `below target`


@dataclass(frozen=True, slots=True)
class Claim:
    """The words from `first` to `last`. `when` are the places of the periods it is said of, `since` of those it is
    compared with. `wished`: not told as a fact. `start` and `end` are numbers that a direction runs between.

    `strict` tells an extreme, or a factor, that is bound to what it says (`ever`, `more than`); `of_target` a direction
    of performance, which is not that of the figure.
    """

    kind: ClaimKind
    first: int
    last: int
    about: About
    number: Number | None = None
    way: Way = Way.SAME
    when: tuple[int, ...] = ()
    since: tuple[int, ...] = ()
    wished: bool = False
    start: Number | None = None
    end: Number | None = None
    factor: int = 1
    span: int = 0
    now: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence with its words, clauses and numbers. `own` are the stems of the indicator's name."""

    text: str
    words: tuple[Word, ...]
    own: frozenset[str]
    clauses: tuple[Clause, ...]
    numbers: tuple[Number, ...] = field(default=())

    def said(self, claim: Claim) -> str:
        return self.text[self.words[claim.first].start : self.words[claim.last].end]

    def low(self, at: int) -> str:
        return self.words[at].low if 0 <= at < len(self.words) else ""


def read(text: str, words: Sequence[Word], own: frozenset[str], before: About) -> Read:
    """`before` is what the sentence before speaks of."""
    return Read(text, tuple(words), own, tuple(clauses_of(words, own, before)), tuple(numbers_of(words)))
