"""What a benchmark prints: plain tables, with the goal of each figure beside it and whether it was met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MET = {True: "met", False: "NOT MET", None: ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, or one for each column; `goal` in words and `met`, where there is one."""

    label: str
    cells: tuple[str, ...]
    goal: str = ""
    met: bool | None = None


def number(value: float, places: int = 1) -> str:
    """With thousands separated, as figures are read."""
    return f"{value:,.{places}f}"


def printed(title: str, columns: Sequence[str], lines: Sequence[Line]) -> str:
    """The table as lines of text: labels to the left, figures to the right of their columns."""
    rows = [("", *columns, "goal", ""), *((one.label, *one.cells, one.goal, MET[one.met]) for one in lines)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    figures = range(1, 1 + len(columns))
    texts = [
        "  ".join(
            cell.rjust(width) if place in figures else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([title, "-" * len(title), *texts, ""])


def summary(lines: Sequence[Line]) -> str:
    """How many goals were met, and which were not."""
    judged = [one for one in lines if one.met is not None]
    missed = [one for one in judged if not one.met]
    said = f"{len(judged) - len(missed)} of {len(judged)} goals met."
    return "\n".join([said, *(f"Not met: {one.label}: {', '.join(one.cells)} (goal {one.goal})" for one in missed)])
