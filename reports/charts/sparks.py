"""Small trend lines: the way of the last months at a glance, beside numbers that say the same."""

from __future__ import annotations

from typing import Final

from reports.cards import ChartSpec

LEFT: Final = 4
WIDTH: Final = 90
BOTTOM: Final = 20
HEIGHT: Final = 16
MIDDLE: Final = 12
OPENING: Final = '<svg class="spark" viewBox="0 0 100 24" aria-hidden="true"><path d="'


def spark_svg(spec: ChartSpec) -> str:
    """The figures as a line without any words, its newest point in the colour of its rating; empty without figures.

    Hidden from screen readers: the row's numbers and words stand beside it. Whole units only, and no more than 300
    bytes for thirteen points: a dashboard may hold 150 of them.
    """
    values = [point.value for point in spec.points if point.value is not None]
    if not values:
        return ""
    low = min(values)
    span = max(values) - low
    step = WIDTH / (len(spec.points) - 1) if len(spec.points) > 1 else 0.0
    path = []
    drawing = False
    x = y = MIDDLE
    colour = ""
    for index, point in enumerate(spec.points):
        if point.value is None:
            drawing = False
            continue
        x = round(LEFT + index * step)
        y = round(BOTTOM - (point.value - low) / span * HEIGHT) if span else MIDDLE
        # A line of no length, for a figure that stands alone between gaps: its round ends show it as a dot.
        path.append(f"L{x} {y}" if drawing and not point.break_before else f"M{x} {y}h0")
        drawing = True
        colour = point.badge.colour.value
    return f'{OPENING}{"".join(path)}"/><circle class="{colour}" cx="{x}" cy="{y}" r="3"/></svg>'
