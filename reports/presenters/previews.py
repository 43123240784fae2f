"""What would be said of a figure that is still being typed: the words of its card, as the pages would have them."""

from __future__ import annotations

from indicators.domain.periods import Period
from indicators.domain.travel import Direction
from reports.cards import IndicatorCard
from reports.cards.previews import Preview
from reports.wording.numbers import sentence


def preview(address: str, period: Period, card: IndicatorCard | None, problem: str) -> Preview:
    """The preview of one line; an empty one where the figure of the period is not the newest that can be rated."""
    if card is None or card.latest is None or card.latest.period.written != period.written:
        return Preview(address, problem=sentence(problem) if problem else "")
    why = " ".join(part for part in (card.rating_words, card.computed_words) if part)
    return Preview(address, card.latest.text, card.badge, why, sentence(_travel(card)))


def _travel(card: IndicatorCard) -> str:
    """What it may be compared with; that something may not is said by the pages, here there is little room."""
    arrows = (card.since_previous, card.since_last_year)
    words = [one.words for one in arrows if one.direction is not Direction.NOT_COMPARABLE]
    return ", ".join(dict.fromkeys(words))
