"""A Markdown text as sentences in plain words: where each stands, and whether it speaks of what is, or of aims.

Only as much Markdown is read as report-card texts have (`reports/markdown.py` draws them). No input raises, and the
time grows with the length of the text alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indicators.domain.text_check import vocabulary

LONGEST: Final = 1000
"""Letters. A longer sentence is read in pieces, so that looking round within one never takes long."""

_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:|www\.)\S+")
_EMPHASIS: Final = re.compile(r"\*+|`+|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])")
_ITEM: Final = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s+")
_QUOTED: Final = re.compile(r"[\s>]*")
_ENDS: Final = re.compile(r"[.!?][\"”’)]?\s+(?=[\[A-Z0-9£“\"(‘'\-−–])")
_SHORTENED: Final = vocabulary.words(
    "approx no nos e.g i.e cf vs dr mr mrs ms st para fig jan feb mar apr jun jul aug sep sept oct nov dec"
)
_OF_AIMS: Final = ("success", "action", "next steps", "aims")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Its words, the number of the paragraph, item or table row it stands in, and whether it is the first there.

    `aims`: it stands under a heading for what is wanted or will be done. `table`: it is a row of a table.
    """

    text: str
    block: int
    first: bool
    aims: bool = False
    table: bool = False


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text in their order."""
    number, aims = 0, False
    for kind, words in _blocks(html.unescape(text)):
        if kind == "#":
            aims = any(one in words.lower() for one in _OF_AIMS)
            continue
        number += 1
        first = True
        for sentence in _split(_plain(words)):
            yield Sentence(sentence, number, first, aims, kind == "|")
            first = False


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Headings (`#`), rows of tables (`|`) and everything else, each with its words on one line."""
    held: list[str] = []
    for line in [*text.splitlines(), ""]:
        stripped = line[_QUOTED.match(line).end() :].rstrip()  # type: ignore[union-attr]
        heading = _HEADING.match(stripped)
        row, item = stripped.startswith("|"), _ITEM.match(stripped)
        if held and (not stripped or heading or row or item):
            yield "", " ".join(held)
            held = []
        if heading:
            yield "#", stripped
        elif row:
            yield "|", stripped
        elif stripped:
            held.append(stripped[item.end() :] if item else stripped)


def _plain(words: str) -> str:
    """Without what only marks: links keep their words, addresses go."""
    words = _ADDRESS.sub(" ", _LINK.sub(r"\1", words))
    return " ".join(_EMPHASIS.sub("", words).split())


def _split(words: str) -> Iterator[str]:
    start = 0
    for found in _ENDS.finditer(words):
        before = words[max(start, found.start() - 8) : found.start()].rpartition(" ")[2].lower().lstrip("(")
        if before not in _SHORTENED:
            yield from _pieces(words[start : found.end()].strip())
            start = found.end()
    yield from _pieces(words[start:].strip())


def _pieces(sentence: str) -> Iterator[str]:
    """Itself, or its pieces where it is longer than any sentence that people write."""
    while len(sentence) > LONGEST:
        cut = sentence.rfind(" ", 0, LONGEST)
        cut = LONGEST if cut <= 0 else cut
        yield sentence[:cut]
        sentence = sentence[cut:].lstrip()
    if sentence:
        yield sentence
