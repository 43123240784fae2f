"""What a line of a round was rendered with, carried by the line itself and sent back with it.

So a line nobody typed in is left alone, and one that somebody else changed meanwhile is a conflict only if this person
typed in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indicators.actions import Kind, Seen
from indicators.queries.entries import StandingFigure
from indicators.queries.rounds import RoundRow

COLUMNS: Final = Kind.FIGURE.columns
_ROW: Final = r"(?:(\d{1,18}):(\d{1,9}))?"
_MARK: Final = re.compile(rf"{_ROW}/{_ROW}/([0-9a-f]{{16}})", re.ASCII)

_Row = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """The draft and the verified figure that were shown, each by its key and version, and a digest of the fields."""

    draft: _Row | None
    verified: _Row | None
    digest: str

    @classmethod
    def of(cls, row: RoundRow, digest: str) -> Mark:
        draft, verified = (
            None if one is None else (one.pk, one.version) for one in (row.standing.on_its_way, row.standing.verified)
        )
        return cls(draft, verified, digest)

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """None for what no page of ours has sent."""
        found = _MARK.fullmatch(text)
        if found is None:
            return None
        draft, draft_version, verified, verified_version, digest = found.groups()
        return cls(_row(draft, draft_version), _row(verified, verified_version), digest)

    def __str__(self) -> str:
        draft, verified = ("" if one is None else f"{one[0]}:{one[1]}" for one in (self.draft, self.verified))
        return f"{draft}/{verified}/{self.digest}"

    def seen_over(self, row: RoundRow) -> Seen:
        """What was seen of what stands now, as the actions take it."""
        return Seen(_seen(self.draft, row.standing.on_its_way), _seen(self.verified, row.standing.verified))


def _row(pk: str | None, version: str | None) -> _Row | None:
    return None if pk is None or version is None else (int(pk), int(version))


def _seen(shown: _Row | None, standing: StandingFigure | None) -> int | None:
    """A row that took the place of the one shown was not seen, whatever its version."""
    if shown is None:
        return None
    return shown[1] if standing is None or standing.pk == shown[0] else 0


def digest(typed: Mapping[str, str]) -> str:
    """Sixteen digits that are the same for the same fields, whatever a browser does to blanks and line ends."""
    plain_texts = [plain_text(typed.get(column, "")) for column in COLUMNS]
    return hashlib.sha256("\x1f".join(plain_texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def plain_text(text: str) -> str:
    """Without what a browser does to line ends, and without blanks at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
