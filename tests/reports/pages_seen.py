"""What the tests of whole pages look at: the demonstrations' addresses, and everything that stands in a card."""

from __future__ import annotations

import dataclasses

from indicators.domain import periods
from reports import cards
from tests.plain_verdicts import rows

NORFOLK_SLUG = rows("norfolk_2017", "committees.csv")[0]["slug"]
DEMONSHIRE_SLUG, BOARD_SLUG = (row["slug"] for row in rows("demonshire", "committees.csv"))
JANUARY, SEPTEMBER = periods.month(2017, 1), periods.month(2026, 9)
"""The newest months of Norfolk's and of Demonshire's dashboards."""


def codes(group: tuple[cards.IndicatorCard, ...]) -> list[str]:
    return [card.code for card in group]


def card_of(page: cards.Dashboard, code: str) -> cards.IndicatorCard:
    (found,) = (card for card in page.every if card.code == code)
    return found


def texts(value: object) -> list[str]:
    """Every text and number that stands anywhere in a card."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [text for field in dataclasses.fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [text for part in value for text in texts(part)]
    return [] if value is None or isinstance(value, bool) else [str(value)]
