"""What a chart shows, for every way of drawing it."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.domain.definitions import Colour
from reports.cards.figures import Badge


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One period of a chart. `value` is None for a gap, `text` then is the reason. Floats are for drawing only.

    `standing` says how the figure came to stand there, where that must be said ("revised on 12 October 2026").
    """

    label: str
    name: str
    value: float | None
    text: str
    target: float | None
    target_to: float | None
    target_text: str
    badge: Badge
    provisional: bool = False
    break_before: bool = False
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """A small trend line: `values` from old to new, None for a gap, for drawing only; the colour of the newest of them.

    `breaks` holds the places of those before which the definition changed.
    """

    values: tuple[float | None, ...]
    colour: Colour
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """What a chart shows, for every way of drawing it. `alternative` says in a sentence or two what it shows.

    `unit` labels the value axis ("per cent"); `prefix` and `suffix` go round printed axis numbers ("£", "%").
    """

    title: str
    unit: str
    prefix: str
    suffix: str
    points: tuple[ChartPoint, ...]
    alternative: str
