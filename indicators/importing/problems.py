"""What is wrong with a file: where it stands, what was found and what would be accepted.

Problems are collected, never raised one by one: whoever sends in a folder sees all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST_QUOTE: Final = 60


class Severity(StrEnum):
    """An error keeps the whole folder out; with a warning the row is loaded as given."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or odd enough to ask about.

    `file` is the path below the folder, with `/`. `row` is the row's number as a spreadsheet shows it (the header is
    row 1; a quoted line break does not start another row), None where the whole file is meant. In a report card it is
    the number of the line. `column` and `value` are empty where none is to blame; `message` quotes the value and says
    what would be accepted.
    """

    file: str
    row: int | None
    column: str
    value: str
    message: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        """One line: `figures.csv, row 3, column value: “abc” is not a number; accepted: ...`."""
        place = [self.file]
        if self.row is not None:
            place.append(f"{'line' if self.file.endswith('.md') else 'row'} {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.message}"


def quoted(text: str) -> str:
    """The text in quotation marks, on one line and not longer than a line can bear."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: LONGEST_QUOTE * 4])
    shown = " ".join(shown.split())
    return f"“{shown[:LONGEST_QUOTE]}…”" if len(shown) > LONGEST_QUOTE else f"“{shown}”"


def listed(words: list[str] | tuple[str, ...], joint: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`."""
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else last
