"""How a figure came to stand where it stands: whether it took the place of another, and when; how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from indicators.domain.series import Observation, State
from reports.wording.numbers import counted, listed

REVISED = "revised"
STATE_WORDS = {State.DRAFT: "draft, not verified yet", State.SUBMITTED: "submitted, not verified yet"}


def day(of: date) -> str:
    """`12 October 2026`."""
    return f"{of.day} {of:%B %Y}"


def standing_words(observation: Observation | None) -> str:
    """`revised on 12 October 2026`, `draft, not verified yet`; empty where it is verified and the first that was."""
    if observation is None:
        return ""
    if observation.revised_on is not None:
        return f"{REVISED} on {day(observation.revised_on)}"
    return STATE_WORDS.get(observation.state, "")


def with_drafts_words(observations: Iterable[Observation | None]) -> str:
    """`This page counts 2 drafts and 1 submitted figure, marked where shown.`"""
    states = Counter(one.state for one in observations if one is not None)
    nouns = ((State.DRAFT, "draft"), (State.SUBMITTED, "submitted figure"))
    found = [counted(states[state], noun) for state, noun in nouns if states[state]]
    if not found:
        return "No figure here is waiting to be verified."
    return f"This page counts {listed(found)}, marked where shown."
