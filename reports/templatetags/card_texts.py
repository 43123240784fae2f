"""Words for the pages on which report cards are written."""

from __future__ import annotations

from django import template

from reports.wording.writing import VERDICT_WORDS

register = template.Library()


@register.filter
def verdict_words(verdict: str) -> str:
    """What a doubt of the number check is called."""
    return VERDICT_WORDS.get(verdict, verdict)
