"""A figure that is still being typed, as it would be judged."""

from __future__ import annotations

from dataclasses import dataclass

from reports.cards.figures import Badge


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be said of one figure: `text` as printed, the rating with its reason, the travel in words.

    `problem` says why it cannot be read. All are empty, and `badge` None, while there is nothing to say yet.
    """

    address: str
    text: str = ""
    badge: Badge | None = None
    why: str = ""
    travel: str = ""
    problem: str = ""
