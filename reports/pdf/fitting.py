"""How large the letters of a report card may be so that it takes one page: its height counted line by line.

Typst could measure it, but measuring costs as much time as setting. So the lines are counted here, with the widths that
the letters have, and what `templates/parts.typ` and `card` in `templates/document.typ` leave between them; a test holds
both to what Typst measures. All heights are in parts of the letters' size (em) unless they are called points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from reports.pdf.cleaning import BREAK
from reports.pdf.typeface import widths

Json = dict[str, Any]

SIZES: Final = (10.5, 10.25, 10.0, 9.75, 9.5, 9.25, 9.0)
"""In points, the most readable first."""
FLOWING: Final = 10.0
"""The size of a card that takes more than a page in any."""
POINTS_A_MM: Final = 72 / 25.4
PAGE_WIDTH: Final = 174 * POINTS_A_MM
PAGE_HEIGHT: Final = 258 * POINTS_A_MM
SPARE: Final = 0.99
"""So much of the page may be counted as full: letters that are set closer in pairs, or wider, move a line's end."""

CAPITAL: Final = 0.66
"""A line is as high as its capitals; below it comes the leading."""
LEADING: Final = 0.5
GAP: Final = 0.65
HEADING_SIZES: Final = {1: 1.4, 2: 1.2, 3: 1.25, 4: 1.08, 5: 1.0, 6: 1.0}
ABOVE, BELOW = 0.95, 0.45
SEMIBOLD: Final = 1.05
MARKER: Final = 1.0
"""What a list's sign and the space round it take of the width."""
CHART: Final = 352 / 640
"""How high a chart is in parts of its width."""


def size_of(parts: list[Json], opening: Iterable[tuple[str, float]] = ()) -> float:
    """The size of the letters, in points, for the parts of one card. `opening` are lines above them, with their sizes
    in em."""
    lines = list(opening)
    for size in SIZES:
        width = PAGE_WIDTH / size
        above = sum(_lines(words, width, scale * SEMIBOLD, scale) + ABOVE * scale for words, scale in lines)
        wanted = above + height_of(parts, width)
        if wanted * size <= PAGE_HEIGHT * SPARE:
            return size
    return FLOWING


def height_of(parts: list[Json], width: float) -> float:
    """How high the parts are with letters of which so many stand side by side."""
    total = -ABOVE * HEADING_SIZES[parts[0]["level"]]  # nothing is left above the first
    for part in parts:
        scale = HEADING_SIZES[part["level"]]
        words = " ".join(filter(None, (part["number"], part["heading"])))
        total += _lines(words, width, scale * SEMIBOLD, scale) + (ABOVE + BELOW) * scale
        total += sum(_block(block, width) for block in part["blocks"]) + GAP * max(len(part["blocks"]) - 1, 0)
    return total


def _block(block: Json, width: float) -> float:
    match block["kind"]:
        case "words":
            return _written(block["block"], width - (2.9 if block["number"] else 0))
        case "notice":
            return _lines(block["words"], width - 1.5) + 1.0
        case "facts":
            return _facts(block["facts"], width)
        case "verdict":
            figure = 2.0 if len(block["figure"]) < 9 else 1.3
            left = 1.6 + 0.9 + CAPITAL * 1.05 + _lines(block["figure"], width / 4 - 1.8, figure) + CAPITAL
            return max(left, 0.95 * _facts(block["facts"], (width * 0.75 - 1.2) / 0.95))
        case "picture":
            return max((width * 0.56 - 1.2) * CHART, 0.84 * _grid(block["data"], width * 0.44 / 0.84, 0.15) + 0.1)
        case _:
            caption = CAPITAL + 0.5 if block["caption"] else 0.0
            return caption + 0.92 * _grid(block, width / 0.92, 0.32)


def _facts(facts: list[Json], width: float) -> float:
    indent = min(max(max((len(fact["term"]) for fact in facts), default=0) * 0.5 + 1, 5), 14)
    return sum(_lines(fact["words"], width - indent) + 0.4 for fact in facts) - 0.4


def _grid(grid: Json, width: float, inset: float) -> float:
    rows = [row for group in grid["groups"] for row in group["rows"]]
    longest = [
        max([len(heading), *(len(row[at]["text"]) for row in rows)]) for at, heading in enumerate(grid["columns"])
    ]
    shares = [min(max(math.sqrt(letters), 2.6), 12) for letters in longest]
    columns = [width * share / sum(shares) - 0.9 for share in shares]
    # A rating's shape stands before its word.
    lines = [grid["columns"], *([("    " if "badge" in cell else "") + cell["text"] for cell in row] for row in rows)]
    named = sum(bool(group["name"]) for group in grid["groups"])
    below = [f"Key: {'; '.join(grid['key'])}."] if grid["key"] else []
    notes = [0.9 * _lines(words, width / 0.9, leading=0.45) + 0.5 for words in (*below, *grid["notes"])]
    table = sum(_row(cells, columns) + 2 * inset for cells in lines) + named * (CAPITAL + 2 * inset)
    return table + (sum(notes) + GAP + 0.2 if notes else 0.0)


def _row(cells: Iterable[str], columns: Iterable[float], leading: float = LEADING) -> float:
    return max(
        (_lines(words, column, leading=leading) for words, column in zip(cells, columns, strict=True)), default=CAPITAL
    )


def _written(block: Json, width: float) -> float:
    if block["kind"] == "table":
        return 0.93 * _written_table(block, width / 0.93)
    if block["kind"] in ("bullets", "numbers"):
        return sum(_written(item, width - MARKER) + 0.45 for item in block["blocks"]) - 0.45
    own = _lines("".join(run["text"] for run in block["runs"]), width) if block["runs"] else 0.0
    return own + sum(_written(inner, width) + GAP for inner in block["blocks"])


def _written_table(table: Json, width: float) -> float:
    rows = [["".join(run["text"] for run in cell) for cell in row] for row in table["rows"]]
    longest = [max((len(row[at]) for row in rows), default=0) for at in range(table["width"])]
    shares = [min(max(math.sqrt(letters), 3.4), 11) for letters in longest]
    columns = [width * share / sum(shares) - 0.9 for share in shares]
    return sum(_row(row, columns, 0.45) + 0.56 for row in rows)


def _lines(words: str, width: float, wide: float = 1.0, high: float | None = None, leading: float = LEADING) -> float:
    """The height of some words in a column: as many lines as they take. Letters are so many times as `wide` and `high`
    as the rest."""
    known, most = widths(), width / wide
    lines, used = 1, 0.0
    space = known[ord(" ")]
    for word in words.replace(BREAK, " ").split(" "):
        length = sum(known.get(ord(letter), 0.5) for letter in word)
        if used and used + length > most:
            lines, used = lines + 1, 0.0
        used += length + space
    high = wide if high is None else high
    return (lines * CAPITAL + (lines - 1) * leading) * high
