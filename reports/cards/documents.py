"""What is printed as one document: a committee paper, a report card, the exceptions, the definitions.

A document is a tree of parts with headings, and in each part blocks of a few kinds. Every way of drawing it (page, PDF,
Word copy, JSON) draws those kinds and knows nothing of where they came from, so they all hold the same. A locked paper
is kept as this tree: whatever becomes of the figures, it is drawn from here again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from reports.cards.charts import ChartSpec
from reports.cards.figures import Badge
from reports.cards.texts import Block


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, list or small table that a person wrote. `number` is its paragraph number ("3.2"), if it has one."""

    block: Block
    number: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence set apart. `strong` for what nobody may miss."""

    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is said of it: "Target" and "1.5". `href` leads to a part of the document (`#card-a09`) or to a
    page of the site (`/indicators/a09/`)."""

    term: str
    words: str
    badge: Badge | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of terms with what is said of each."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one indicator stands: its rating, its latest figure ("3.1"), of when ("in November 2016"), and the facts
    that belong to it."""

    badge: Badge
    figure: str
    when: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell. `badge` is a rating to draw beside `text`; `marks` are short signs after it ("p"), explained in the
    notes of the grid. `quiet` is for what is there but says little ("Awaited"); `spoken` replaces the text for those
    who hear it."""

    text: str
    badge: Badge | None = None
    marks: tuple[str, ...] = ()
    quiet: bool = False
    href: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class GridGroup:
    """Rows under a name of their own, which may be empty. The first cell of a row names the row."""

    name: str
    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of figures: every column has a heading, the first column heads the rows.

    `wide` tables have a column a month. `key` says what the badges and signs mean, `notes` what else is to be said.
    """

    caption: str
    columns: tuple[str, ...]
    groups: tuple[GridGroup, ...]
    key: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, with the same data beside it as a table."""

    chart: ChartSpec
    data: Grid


DocumentBlock = Words | Notice | Facts | Verdict | Grid | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it. `key` names it in addresses and for jumps ("card-a09"); `number` is printed
    before the heading ("3"). `new_page` starts a page of its own in print, `landscape` one that lies on its side."""

    key: str
    heading: str
    number: str = ""
    blocks: tuple[DocumentBlock, ...] = ()
    parts: tuple[Part, ...] = ()
    new_page: bool = False
    landscape: bool = False

    def walk(self) -> Iterator[Part]:
        """This part and every part within it, in the order of reading."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """The whole. Its title is the one heading of the first level; its parts are of the second.

    `standing` says what it is: "Published paper, version 1.0, locked on 20 February 2017 at 14:05", or "As at January
    2017, made on 27 November 2026: not a published paper". `made_at` is the time that files of it carry, so that the
    same document gives the same bytes. `marking` is printed on every page ("Not for publication ..."), empty for public
    documents. `cover` facts make a cover page and a list of contents; without them the parts follow the title.
    `source` is the address of the page it was made from.
    """

    title: str
    council: str
    committee: str
    standing: str
    made_at: datetime
    parts: tuple[Part, ...]
    cover: tuple[Fact, ...] = ()
    summary: str = ""
    marking: str = ""
    landscape: bool = False
    colour: str = "#1d5c63"
    source: str = ""
    subject: str = ""  # what it is about, for a file's properties
    offering: str = ""  # the sentence that offers other formats
    language: str = "en-GB"

    def contents(self) -> tuple[tuple[Part, tuple[Part, ...]], ...]:
        """What a list of contents names: each part, and of the parts within it those with a number or a page of their
        own. The headings that every report card repeats are not among them."""
        return tuple((part, tuple(one for one in part.parts if one.number or one.new_page)) for part in self.parts)

    def walk(self) -> Iterator[Part]:
        """Every part, in the order of reading."""
        for part in self.parts:
            yield from part.walk()
