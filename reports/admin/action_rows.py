"""The actions of a report card as rows of four fields, and as the Markdown table in which they are stored.

A list, or a table of another kind, is left as the text it is: nothing of it may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Final

from indicators.actions.texts import ACTION_COLUMNS

_BETWEEN_CELLS: Final = re.compile(r"(?<!\\)\|")
_RULE: Final = re.compile(r"\s*:?-+:?\s*")


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action: what is done, who does it (a role), by when, and how far it is."""

    action: str = ""
    who: str = ""
    by_when: str = ""
    state: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


NAMES: Final = tuple(field.name for field in fields(ActionRow))


def rows_of(text: str) -> tuple[ActionRow, ...] | None:
    """The rows of the table that the text is; none for no text; None where it is anything else."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if not lines:
        return ()
    cells = [_cells(line) for line in lines]
    if len(cells) < 2 or any(one is None or len(one) != len(NAMES) for one in cells):
        return None
    head, rule, *body = [one for one in cells if one is not None]
    if [name.lower() for name in head] != [name.lower() for name in ACTION_COLUMNS]:
        return None
    if not all(_RULE.fullmatch(cell) for cell in rule):
        return None
    return tuple(ActionRow(*one) for one in body)


def table_of(rows: Iterable[ActionRow]) -> str:
    """The Markdown table of the rows; empty rows are left out, and no text stands for no rows."""
    written = [row for row in rows if not row.is_empty]
    if not written:
        return ""
    lines = [_line(ACTION_COLUMNS), _line(["---"] * len(NAMES)), *(_line(row.cells) for row in written)]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _cells(line: str) -> list[str] | None:
    """The cells of one line of a table that has a `|` at both ends; None where it has not."""
    if len(line) < 2 or not (line.startswith("|") and line.endswith("|") and not line.endswith("\\|")):
        return None
    return [cell.strip().replace("\\|", "|") for cell in _BETWEEN_CELLS.split(line[1:-1])]
