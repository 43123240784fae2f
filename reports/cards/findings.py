"""What the number check says of one claim in a text."""

from __future__ import annotations

from dataclasses import dataclass

UNDOUBTED = ("agrees", "cannot_judge")


@dataclass(frozen=True, slots=True)
class TextFinding:
    """One claim of one sentence, held against the stored figures.

    `verdict` is one of agrees, other_period, not_found, wrong_direction, wrong_base, points_as_percent, cannot_judge.
    `stored` is what the store holds, as printed; empty where nothing stands against the claim. `why` is one sentence.
    `key` names the claim as long as its sentence, what it says and the verdict stay the same: a finding is set aside
    by it.
    """

    sentence: str
    said: str
    verdict: str
    stored: str
    why: str
    key: str

    @property
    def is_doubt(self) -> bool:
        """Is it to be mended, or set aside with a reason?"""
        return self.verdict not in UNDOUBTED
