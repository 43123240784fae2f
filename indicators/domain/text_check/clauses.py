"""Of what a part of a sentence speaks: of the indicator, of something else, or of what was spoken of before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from indicators.domain.text_check import vocabulary as said
from indicators.domain.text_check.words import PERIOD_KINDS, Kind, Word

STEM: Final = 5
SHORTEST: Final = 4
REACH: Final = 40
"""So many words before a claim may say what it is of."""
ENDINGS: Final = ("ing", "ed")
BREAKS: Final = frozenset(",;:()–—")


class About(StrEnum):
    """AIM: its target. OTHERS: another organisation or a mean. ELSE: some other thing, or nothing that can be told."""

    OWN = "own"
    AIM = "aim"
    OTHERS = "others"
    ELSE = "else"


@dataclass(frozen=True, slots=True)
class Clause:
    """The words from `start` up to `end`, and what was spoken of before them."""

    start: int
    end: int
    before: About


def stem(word: str) -> str:
    """The beginning of a word, by which `waited` is like `waiting`."""
    word = word.removesuffix("'s").removesuffix("s")
    ending = next((one for one in ENDINGS if word.endswith(one) and len(word) > len(one) + 2), "")
    return word.removesuffix(ending)[:STEM]


def stems_of(name: str) -> frozenset[str]:
    """The words of an indicator's name that tell it from others."""
    words = ("".join(letter for letter in word if letter.isalpha()) for word in name.lower().split())
    return frozenset(
        stem(word) for word in words if len(word) >= SHORTEST and word not in said.UNSPECIFIC and stem(word) != "rate"
    )


def clauses_of(words: Sequence[Word], own: frozenset[str], before: About) -> list[Clause]:
    """In order. `own` are the stems of the indicator's name, `before` what the sentence before speaks of."""
    starts = [0]
    for at, word in enumerate(words):
        if at and (word.low in BREAKS if word.kind is Kind.SIGN else _begins_clause(words, at)):
            starts.append(at)
    found: list[Clause] = []
    for start, end in pairwise([*starts, len(words)]):
        found.append(Clause(start, end, before))
        before = spoken_of(words, found[-1], end, own)
    return found


def _begins_clause(words: Sequence[Word], at: int) -> bool:
    """Not so the `and` between two numbers or two periods."""
    if words[at].low != "and":
        return words[at].low in said.CLAUSE_ENDS
    return at + 1 == len(words) or words[at + 1].kind not in (*PERIOD_KINDS, Kind.NUMBER)


def clause_at(clauses: Sequence[Clause], at: int) -> Clause:
    return next(clause for clause in clauses if at < clause.end)


def spoken_of(words: Sequence[Word], clause: Clause, at: int, own: frozenset[str]) -> About:
    """Of what the words of a clause before `at` speak."""
    names_something = False
    if _is_of_others(words, clause.start, at, own):
        return About.OTHERS
    for place in range(at - 1, max(clause.start, at - REACH) - 1, -1):
        word = words[place]
        if word.kind is Kind.INDICATOR or _is_own(words, place, own):
            return About.OWN
        if word.low in said.AIMED:
            return About.AIM
        if word.low in said.PRONOUNS or word.low in said.LOOSE_WORDS:
            return clause.before
        names_something = names_something or _names(word)
    return About.ELSE if names_something and not _starts_with_share(words, clause) else clause.before


def _is_of_others(words: Sequence[Word], start: int, end: int, own: frozenset[str]) -> bool:
    """Do the words since the last number name another organisation: `the England rate`, `Suffolk's rate`?"""
    for at in range(end - 1, start - 1, -1):
        word = words[at]
        if word.kind is Kind.NUMBER and words[at - 1].low not in ("per", "every", "each"):
            return False
        if word.kind is not Kind.WORD or stem(word.low) in own:
            continue
        if word.low.removesuffix("'s") in said.OF_OTHERS:
            return True
        ours = word.text.replace("’", "'").removesuffix("'s") in own
        if word.text[0].isupper() and not ours and _is_elsewhere(words, at):
            return True
    return False


def _is_elsewhere(words: Sequence[Word], at: int) -> bool:
    """A name of a place or body that has the figure: `Suffolk's rate`, `in Suffolk the rate`."""
    word = words[at]
    if word.low.endswith("'s"):
        following = [one.low for one in words[at + 1 : at + 4]]
        return word.low not in said.NO_NAMES and any(
            one in said.RATE_WORDS or one in said.LOOSE_WORDS for one in following
        )
    return at > 0 and words[at - 1].low in ("in", "for") and not word.text.isupper()


def places_of(council: str) -> frozenset[str]:
    """The names of the council's own place, with their capitals: beside `own` stems they cannot be taken for one."""
    return frozenset(word for word in council.split() if word[:1].isupper() and word.lower() not in said.UNSPECIFIC)


def _starts_with_share(words: Sequence[Word], clause: Clause) -> bool:
    """`91.9% of people needed no service`: with a figure for its subject, as the sentence before had."""
    for at in range(clause.start, clause.end):
        if words[at].kind is Kind.NUMBER:
            return at + 1 < len(words) and (words[at + 1].low == "%" or words[at + 1].low == "per")
        if words[at].kind is Kind.WORD and _names(words[at]):
            return False
    return False


def _is_own(words: Sequence[Word], at: int, own: frozenset[str]) -> bool:
    """Is it a word of the indicator's name, or what its figure is called? Not so `the rate of sickness`."""
    low = words[at].low
    if words[at].kind is not Kind.WORD or low not in said.RATE_WORDS:
        return words[at].kind is Kind.WORD and stem(low) in own
    if low in ("rate", "rates", "share") and at and words[at - 1].kind is Kind.WORD:
        before = words[at - 1]
        if _names(before) and stem(before.low) not in own and before.low not in said.OF_A_RATE:
            return False  # `the response rate`
    following = [word.low for word in words[at + 1 : at + 1 + STEM]]
    if following[:1] != ["of"]:
        return True
    return any(stem(one) in own or one in said.COUNTED_AS_FIGURE for one in following)


def _names(word: Word) -> bool:
    """Does it name a thing, so that what follows may be said of it?"""
    if word.kind is not Kind.WORD:
        return word.kind is Kind.GIVEN
    low = word.low
    if low in said.FUNCTION_WORDS or low in said.AFTER_BARE or low in said.MOVED or low in said.CARRIED:
        return False
    if low in said.DESCRIBING or low in said.MOVING or low in said.BEGUN:
        return False
    if low in said.SIZED_BEFORE or low in said.ABOUT or low in said.NOW or low in said.FACTORS:
        return False
    return not low.endswith("ly") and low not in said.OF_ANYBODY and low not in said.WISHED


def is_wished(words: Sequence[Word], clause: Clause, at: int, own: frozenset[str], *, aims: bool = False) -> bool:
    """Is what stands there wanted, expected or denied, and not told? `aims`: an aim alone makes no wish."""
    return any(
        word.kind is Kind.WORD
        and word.low in said.WISHED
        and stem(word.low) not in own
        and not (aims and word.low in said.AIMED)
        for word in words[max(clause.start, at - REACH) : at]
    )


def periods_in(words: Sequence[Word], start: int, end: int) -> list[int]:
    """Where periods are named."""
    return [at for at in range(max(start, 0), min(end, len(words))) if words[at].kind in PERIOD_KINDS]
