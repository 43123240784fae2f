"""What a line of a round was rendered with, carried by the line itself and sent back with it.

So a line nobody typed in is left alone, one that somebody else changed meanwhile is a conflict only if this person
typed in it, and what was typed for a month is never taken for its quarter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indicators.actions import Kind, Seen
from indicators.domain.errors import PeriodError
from indicators.domain.periods import Period, from_address
from indicators.queries.rounds import RoundRow

COLUMNS: Final = Kind.FIGURE.columns
_DIGEST: Final = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Mark:
    """The figures that were shown, the period in which they stand, and a digest of the fields."""

    seen: Seen
    period: Period
    digest: str

    @classmethod
    def of(cls, row: RoundRow, digest: str) -> Mark:
        return cls(Seen.of(row.standing.on_its_way, row.standing.verified), row.due.period, digest)

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """None for what no page of ours has sent."""
        figures, period, digest = ["", "", *text.rsplit("/", 2)][-3:]
        seen = Seen.read(figures)
        if seen is None or not _DIGEST.fullmatch(digest):
            return None
        try:
            return cls(seen, from_address(period), digest)
        except PeriodError:
            return None

    def __str__(self) -> str:
        return f"{self.seen}/{self.period.address}/{self.digest}"


def digest(typed: Mapping[str, str]) -> str:
    """Sixteen digits that are the same for the same fields, whatever a browser does to blanks and line ends."""
    plain_texts = [plain_text(typed.get(column, "")) for column in COLUMNS]
    return hashlib.sha256("\x1f".join(plain_texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def plain_text(text: str) -> str:
    """Without what a browser does to line ends, and without blanks at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
