"""Findings of the number check as cards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from indicators.domain.text_check.findings import Finding
from reports.cards.findings import TextFinding
from reports.wording.text_findings import stored_words, why_words
from reports.wording.voice import Voice

KEY_LENGTH = 16


def text_findings(findings: Iterable[Finding], voices: Mapping[str, Voice]) -> tuple[TextFinding, ...]:
    """In the same order; each indicator is spoken of in its own voice, by its code.

    What is said twice in the same sentence has keys of its own.
    """
    cards: list[TextFinding] = []
    seen: dict[tuple[str, str, str], int] = {}
    for one in findings:
        claim = (one.sentence, one.said, one.verdict.value)
        seen[claim] = seen.get(claim, 0) + 1
        voice = voices.get(one.code)
        key = key_of(*claim, *([str(seen[claim])] if seen[claim] > 1 else []))
        cards.append(TextFinding(*claim, stored_words(one, voice), why_words(one, voice), key))
    return tuple(cards)


def key_of(*words: str) -> str:
    """A short name of a claim, the same as long as its words and its verdict are."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:KEY_LENGTH]
