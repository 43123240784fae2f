"""Words written by people, safe to print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of report-card text, safe to print: what it is, its inline runs, and the blocks within.

    `kind` is one of paragraph, bullets, numbers, item, table, row, header, cell. Inline runs stand in `runs`. The cells
    of a column of numbers, its header among them, are `numeric`: they are set to the right.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    blocks: tuple[Block, ...] = ()
    numeric: bool = False

    @property
    def text(self) -> str:
        """Its own words, without their manner."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one manner: plain, strong, emphasis; `href` makes them a link."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part of a report card: its heading and its blocks; without blocks nobody has written it yet."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DefinitionCard:
    """One version of a definition."""

    from_words: str  # "From April 2015"
    definition: str
    why: str
    target_rationale: str
    breaks_words: str  # "Figures from April 2016 on are not comparable with earlier ones."; else empty
    note: str


@dataclass(frozen=True, slots=True)
class RelatedIndicator:
    """An indicator to look at together with this one, and where its page is."""

    label: str
    address: str
