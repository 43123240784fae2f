"""Which lines of a round are shown: links, so that they work without a script, and lead to an address one can send."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from indicators.domain.rounds import Standing
from indicators.queries.rounds import RoundRow

NAME: Final = "show"
HANDFUL: Final = 6
"""Rounds of so many lines are seen at a glance, and have no links to shorten them."""


class Show(StrEnum):
    """What is shown of a round, as the address says it."""

    ALL = ""
    MINE = "mine"
    MISSING = "missing"
    """There is no figure yet: nothing is entered, or it is awaited."""
    TO_VERIFY = "to-verify"
    SENT_BACK = "sent-back"

    @classmethod
    def read(cls, text: str) -> Show:
        """All of it for what no link of ours says."""
        return cls(text) if text in list(cls) else cls.ALL

    def has(self, row: RoundRow, *, mine: bool) -> bool:
        """Is the line among those to be shown?"""
        match self:
            case Show.MINE:
                return mine
            case Show.MISSING:
                return row.due.standing in (Standing.MISSING, Standing.AWAITED)
            case Show.TO_VERIFY:
                draft = row.standing.on_its_way
                return draft is not None and draft.state == "submitted"
            case Show.SENT_BACK:
                return row.due.standing is Standing.SENT_BACK
        return True


WORDS: Final = {
    Show.ALL: "All",
    Show.MINE: "Yours",
    Show.MISSING: "No figure yet",
    Show.TO_VERIFY: "To verify",
    Show.SENT_BACK: "Sent back",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One link: its words, how many lines it shows, where it leads, and whether it is the one chosen."""

    words: str
    count: int
    query: str
    is_chosen: bool


def choices(rows: Collection[RoundRow], mine: Collection[str], chosen: Show) -> Iterable[Choice]:
    """The links above a round; none above a handful of lines, unless some are hidden. `mine`: the addresses of the
    indicators that are this person's own."""
    if len(rows) <= HANDFUL and chosen is Show.ALL:
        return
    for show, words in WORDS.items():
        count = sum(show.has(row, mine=row.indicator.address in mine) for row in rows)
        yield Choice(words, count, f"?{NAME}={show}" if show else "?", show is chosen)
