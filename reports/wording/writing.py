"""What is said to those who write report cards: the figures that fill themselves in, and how a text stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from indicators.domain.periods import Period

TOKENS: Final[Mapping[str, str]] = {
    "latest": "The latest figure",
    "target": "Its target",
    "rating": "Its rating",
}
"""The figure tokens that need no period, as they are offered."""

STATE_WORDS: Final[Mapping[str, str]] = {
    "missing": "Not written yet",
    "sent_back": "Sent back",
    "draft": "Draft",
    "submitted": "Waits to be approved",
    "older": "Older than its figure",
    "current": "Approved",
}
"""How the text of a month stands, in the order of the work still to be done."""

VERDICT_WORDS: Final[Mapping[str, str]] = {
    "other_period": "The figure of another period",
    "not_found": "Not among the stored figures",
    "wrong_direction": "It moved otherwise",
    "wrong_base": "A percentage of the wrong figure",
    "points_as_percent": "Percentage points called per cent",
}
"""What a doubt of the number check is called above its explanation."""


def period_label(period: Period) -> str:
    return f"The figure of {period.name}"


def change_label(earlier: Period) -> str:
    return f"The change from {earlier.name} to the latest figure"
