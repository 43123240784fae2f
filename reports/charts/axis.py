"""The value axis: where it starts and ends, and the round numbers printed along it.

It starts at nought where the figures come near it, and otherwise where they begin: a line chart shows change, and a
flat line at the top of an empty picture shows none. Where it does not start at nought the chart says so (guidance of
the Government Analysis Function on charts: line charts need not start at zero, bar charts must).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reports.cards import ChartSpec

NEAR_ZERO: Final = 0.5
"""Figures that reach below this share of the highest are drawn from nought."""
INTERVALS: Final = 4
"""About so many steps between the lowest and the highest number printed."""
ROUND_STEPS: Final = ((1.0, 0), (2.0, 0), (2.5, -1), (5.0, 0), (10.0, 1))
"""What a round step begins with, and where its last digit stands beside the first: 2.5 has one more."""
SHORT_SCALES: Final = ((9, "bn"), (6, "m"))
"""Powers of ten that are printed as a word."""
ALL_EQUAL: Final = 1e-12
"""Figures closer than this share of their size are one level: a drawing's floats cannot tell them apart."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A value axis from its first tick to its last, each with what is printed at it."""

    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    @property
    def low(self) -> float:
        return self.ticks[0]

    @property
    def high(self) -> float:
        return self.ticks[-1]

    @property
    def pairs(self) -> tuple[tuple[str, float], ...]:
        """Each label with its place."""
        return tuple(zip(self.labels, self.ticks, strict=True))

    @property
    def starts_elsewhere(self) -> bool:
        """Is nought not on it? Then the chart has to say where it starts."""
        return self.low > 0 or self.high < 0


def axis_of(spec: ChartSpec) -> Axis | None:
    """The axis that holds every figure and target of the chart; None where there is no figure to draw."""
    if all(point.value is None for point in spec.points):
        return None
    shown = [
        number for point in spec.points for number in (point.value, point.target, point.target_to) if number is not None
    ]
    low, high = _limits(shown, at_most=100.0 if spec.suffix == "%" else math.inf)
    step, last_digit = _step((high - low) / INTERVALS, whole=all(number % 1 == 0 for number in shown))
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(number * step for number in range(first, last + 1))
    return Axis(ticks, _labels(ticks, last_digit, spec))


def _limits(shown: Sequence[float], at_most: float) -> tuple[float, float]:
    low, high = min(shown), max(shown)
    if high - low <= ALL_EQUAL * max(abs(low), abs(high)):
        around = abs(high) / 10 or 1.0
        floor, ceiling = (0.0 if low >= 0 else -math.inf), (at_most if high <= at_most else math.inf)
        low, high = max(low - around, floor), min(high + around, ceiling)
    if 0 < low < high * NEAR_ZERO:
        low = 0.0
    elif low * NEAR_ZERO < high < 0:
        high = 0.0
    return low, high


def _step(size: float, *, whole: bool) -> tuple[float, int]:
    """The smallest round step of at least that size, and the power of ten of its last digit."""
    power = 0 if whole and size < 1 else math.floor(math.log10(size))
    for lead, beside in ROUND_STEPS:
        # Divided for tenths, because 3 * 0.1 is not 0.3.
        step = lead * 10.0**power if power >= 0 else lead / 10.0**-power
        if step >= size and not (whole and power + beside < 0):
            return step, power + beside
    return 10.0 ** (power + 1), power + 1


def _labels(ticks: Sequence[float], last_digit: int, spec: ChartSpec) -> tuple[str, ...]:
    """`1,500`, `£1.5m`, `-20%`: with the places that the steps need and no more."""
    power, word = next(((power, word) for power, word in SHORT_SCALES if last_digit >= power - 1), (0, ""))
    places = max(0, power - last_digit)
    return tuple(
        f"{'-' if tick < 0 else ''}{spec.prefix}{abs(tick) / 10**power:,.{places}f}{word}{spec.suffix}"
        for tick in ticks
    )
