"""What stands in the way of locking a paper, each with the place where it is mended."""

from __future__ import annotations

from dataclasses import dataclass

from reports.cards.papers import AcceptanceRecord


@dataclass(frozen=True, slots=True)
class PreflightFinding:
    """One thing to be mended before a paper is locked.

    `key` names it as long as it stays what it is. `acceptable` ones may be accepted with a reason instead; `accepted`
    is that, once it was done. `href` leads to where it is mended, `part` is the key of the part it is about. `alike`
    ones have one reason as a rule: they may be accepted together.
    """

    key: str
    about: str
    words: str
    href: str
    part: str = ""
    acceptable: bool = False
    alike: bool = False
    accepted: AcceptanceRecord | None = None

    @property
    def stands_in_the_way(self) -> bool:
        return self.accepted is None
