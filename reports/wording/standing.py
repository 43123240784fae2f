"""How a figure came to stand where it stands: whether it took the place of another, and when."""

from __future__ import annotations

from datetime import date

from indicators.domain.series import Observation

REVISED = "revised"


def day(of: date) -> str:
    """`12 October 2026`."""
    return f"{of.day} {of:%B %Y}"


def standing_words(observation: Observation | None) -> str:
    """`revised on 12 October 2026`; empty where the figure is the first that was verified."""
    if observation is None or observation.revised_on is None:
        return ""
    return f"{REVISED} on {day(observation.revised_on)}"
