"""A document as the JSON that the templates draw: cleaned words, links that lead somewhere, charts drawn, pages told.

The tree is cut into sheets (`_sheets`): what begins on a page of its own, or lies on its side. Within a sheet parts
follow each other with the level of their heading, so that the templates walk no tree. Words of a person are JSON
strings from here on and never markup of any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from reports.cards import (
    Badge,
    Block,
    Document,
    DocumentBlock,
    Fact,
    Facts,
    Grid,
    GridCell,
    Notice,
    Part,
    Picture,
    Run,
    Verdict,
    Words,
)
from reports.pdf.cleaning import breakable, cleaned
from reports.pdf.fitting import HEADING_SIZES, size_of
from reports.pdf.pictures import printed_chart
from reports.pdf.typeface import italic

Json = dict[str, Any]

LOWEST: Final = 6
"""Headings have six levels; deeper ones are all of the sixth."""
DEEPEST: Final = 6
"""Lists within lists so deep are drawn as such; what lies deeper comes out as items of that list."""
ELSEWHERE: Final = ("https://", "http://", "mailto:")
SHORT: Final = 60
UNTITLED: Final = "Untitled"
WHITE, DARK = "#ffffff", "#14181a"
ENOUGH_CONTRAST: Final = 4.5


def prepared(document: Document, *, site: str = "") -> Json:
    """Everything the templates need. `site` (`https://performance.example.gov.uk`) goes before addresses of the site;
    without it they are words and no links."""
    return _Preparing(document, site).whole()


@dataclass
class _Preparing:
    document: Document
    site: str
    places: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        # The first of two parts of one key is the one that links lead to.
        keys = [part.key for part in self.document.walk()]
        self.places = {f"#{key}": f"part-{at}" for at, key in reversed([*enumerate(keys)])}

    def whole(self) -> Json:
        of = self.document
        title = _words(of.title).strip() or UNTITLED
        return {
            "title": title,
            "short_title": _short(title),
            "council": _words(of.council),
            "committee": _words(of.committee),
            "standing": _words(of.standing),
            "marking": _words(of.marking),
            "summary": _words(of.summary),
            "offering": _words(of.offering),
            "subject": _words(of.subject) or title,
            "language": of.language.partition("-")[0],
            "region": of.language.partition("-")[2] or None,
            "colour": of.colour,
            "on_colour": WHITE if _contrast_with_white(of.colour) >= ENOUGH_CONTRAST else DARK,
            "landscape": of.landscape,
            "cover": self._facts(of.cover),
            "source": self._link(of.source),
            "sheets": self._sheets(),
        }

    # Pages

    def _sheets(self) -> list[Json]:
        """The parts, cut where a page must begin. A sheet of one report card has the `size` of letters, in points, in
        which it takes one page; others have none."""
        sheets: list[Json] = []
        card_level = 0  # of the card on the sheet, whose page ends with what is within it
        for at, (part, level, landscape, follows) in enumerate(self._walk()):
            alone = not sheets and not self.document.cover
            is_card = (part.new_page or alone) and any(isinstance(block, Verdict) for block in part.blocks)
            begins = (part.new_page or _leads(part)) and not follows
            if not sheets or begins or landscape != sheets[-1]["landscape"] or level <= card_level:
                card_level = 0
                sheets.append({"landscape": landscape, "is_card": False, "parts": []})
            if is_card:
                card_level = 0 if alone else level
                sheets[-1]["is_card"] = True
            sheets[-1]["parts"].append(self._part(part, f"part-{at}", level))
        for at, sheet in enumerate(sheets):
            opening = self._opening() if at == 0 and not self.document.cover else ()
            sheet["size"] = size_of(sheet["parts"], opening) if sheet.pop("is_card") else None
        return sheets

    def _opening(self) -> Iterator[tuple[str, float]]:
        """What stands above the first part of a document without a cover, with the size of its letters."""
        of = self.document
        yield f"{of.council}, {of.committee}. {of.standing}", 1.0
        yield _words(of.title), HEADING_SIZES[1]
        if of.summary:
            yield _words(of.summary), 1.0

    def _walk(self) -> Iterator[tuple[Part, int, bool, bool]]:
        """Every part in the order of reading, with the level of its heading, whether it lies on its side, and whether
        it follows on the page of the heading above it."""
        waiting = [(part, 2, self.document.landscape, False) for part in reversed(self.document.parts)]
        while waiting:
            part, level, landscape, follows = waiting.pop()
            landscape = landscape or part.landscape
            yield part, min(level, LOWEST), landscape, follows
            inner = [(one, level + 1, landscape, at == 0 and _leads(part)) for at, one in enumerate(part.parts)]
            waiting += reversed(inner)

    def _part(self, part: Part, label: str, level: int) -> Json:
        return {
            "label": label,
            "key": part.key,
            "level": level,
            "number": _words(part.number),
            "heading": _words(part.heading).strip() or UNTITLED,
            "blocks": [self._block(block) for block in part.blocks],
        }

    # Blocks

    def _block(self, block: DocumentBlock) -> Json:
        match block:
            case Words():
                return {"kind": "words", "number": _words(block.number), "block": self._written(block.block)}
            case Notice():
                return {"kind": "notice", "words": _words(block.words), "strong": block.strong}
            case Facts():
                return {"kind": "facts", "facts": self._facts(block.facts)}
            case Verdict():
                return {
                    "kind": "verdict",
                    "badge": _badge(block.badge),
                    "figure": _words(block.figure),
                    "when": _words(block.when),
                    "facts": self._facts(block.facts),
                }
            case Picture():
                chart = block.chart
                return {
                    "kind": "picture",
                    "title": _words(chart.title),
                    "svg": printed_chart(chart),
                    "alternative": _words(chart.alternative).strip() or _words(chart.title).strip() or UNTITLED,
                    "data": self._grid(block.data),
                }
            case Grid():
                return self._grid(block)

    def _facts(self, facts: Iterable[Fact]) -> list[Json]:
        return [
            {
                "term": _words(fact.term),
                "words": _words(fact.words),
                "badge": _badge(fact.badge),
                "href": self._link(fact.href),
            }
            for fact in facts
        ]

    def _grid(self, grid: Grid) -> Json:
        return {
            "kind": "grid",
            "caption": _words(grid.caption),
            "columns": [_words(column) for column in grid.columns],
            "groups": [
                {"name": _words(group.name), "rows": [[self._cell(cell) for cell in row] for row in group.rows]}
                for group in grid.groups
                if group.rows  # Typst breaks down at a name above nothing, which says nothing either
            ],
            "key": [_words(words) for words in grid.key],
            "notes": [_words(words) for words in grid.notes],
            "wide": grid.wide,
        }

    def _cell(self, cell: GridCell) -> Json:
        """Only what there is: a dashboard has hundreds."""
        made: Json = {"text": _words(cell.text)}
        if badge := _badge(cell.badge):
            made["badge"] = badge | {"said": badge["word"] == cell.text}
        if cell.marks:
            made["marks"] = _words(" ".join(cell.marks))
        if cell.quiet:
            made["quiet"] = True
        if href := self._link(cell.href):
            made["href"] = href
        return made

    # Written words

    def _written(self, block: Block) -> Json:
        if block.kind == "table":
            return self._table(block)
        return self._nested(block, 0)

    def _nested(self, block: Block, depth: int) -> Json:
        inner = block.blocks if depth < DEEPEST else tuple(_flat(block.blocks))
        return {
            "kind": block.kind,
            "runs": self._runs(block.runs),
            "blocks": [self._table(one) if one.kind == "table" else self._nested(one, depth + 1) for one in inner],
        }

    def _table(self, table: Block) -> Json:
        """A table that a person wrote: its first row heads the columns, and every row has as many cells. Without any
        words it is none."""
        rows = [[self._runs(cell.runs) for cell in row.blocks] for row in table.blocks]
        head = table.blocks[0].blocks if table.blocks else ()
        width = (
            max((len(row) for row in rows), default=0)
            if any(run["text"].strip() for row in rows for cell in row for run in cell)
            else 0
        )
        return {
            "kind": "table",
            "width": width,
            "rows": [row + [[]] * (width - len(row)) for row in rows],
            "numeric": [at < len(head) and head[at].numeric for at in range(width)],
        }

    def _runs(self, runs: Iterable[Run]) -> list[Json]:
        return [self._run(run) for run in runs]

    def _run(self, run: Run) -> Json:
        text = _words(run.text)
        # Letters that only the upright faces have stand upright among italic ones.
        emphasis = run.emphasis and all(ord(letter) in italic() for letter in text)
        return {"text": text, "strong": run.strong, "emphasis": emphasis, "href": self._link(run.href)}

    def _link(self, href: str) -> Json | None:
        """Where a link leads: to a part, or to an address. None for what leads nowhere from a file."""
        if href.startswith("#"):
            label = self.places.get(href)
            return None if label is None else {"part": label}
        if href.startswith("/"):
            return {"address": f"{self.site}{href}"} if self.site else None
        return {"address": href} if href.startswith(ELSEWHERE) else None


def _leads(part: Part) -> bool:
    """Is it no more than a heading above a part with a page of its own? Then it stands on that page."""
    return not part.blocks and bool(part.parts) and part.parts[0].new_page


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """All words of the blocks, as items of one list."""
    waiting = list(blocks)[::-1]
    while waiting:
        block = waiting.pop()
        if block.runs:
            yield Block("item", block.runs)
        waiting += reversed(block.blocks)


def _words(text: str) -> str:
    return breakable(cleaned(text)[0])


def _short(title: str) -> str:
    """For the top of a page: as many whole words as have room there."""
    if len(title) <= SHORT:
        return title
    return f"{title[: SHORT + 1].rpartition(' ')[0] or title[:SHORT]} …"


def _badge(badge: Badge | None) -> Json | None:
    return None if badge is None else {"colour": badge.colour.value, "shape": badge.shape.value, "word": badge.word}


def _contrast_with_white(colour: str) -> float:
    """The contrast of the colour (`#1d5c63`) with white, by the formula of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
