"""Small trend lines: the way of the last months at a glance, beside numbers that say the same."""

from __future__ import annotations

from typing import Final

from reports.cards import Spark

LEFT: Final = 4
WIDTH: Final = 90
BOTTOM: Final = 20
HEIGHT: Final = 16
MIDDLE: Final = 12
OPENING: Final = '<svg class="spark" viewBox="0 0 100 24" aria-hidden="true"><path d="'


def spark_svg(of: Spark) -> str:
    """The figures as a line without any words, its newest point in the colour of its rating; empty without figures.

    Hidden from screen readers: the row's numbers and words stand beside it. Whole units only, and no more than 300
    bytes for thirteen points: a dashboard may hold 150 of them.
    """
    known = [value for value in of.values if value is not None]
    if not known:
        return ""
    low = min(known)
    span = max(known) - low
    step = WIDTH / (len(of.values) - 1) if len(of.values) > 1 else 0.0
    path = []
    drawing = False
    x = y = MIDDLE
    for index, value in enumerate(of.values):
        if value is None:
            drawing = False
            continue
        x = round(LEFT + index * step)
        y = round(BOTTOM - (value - low) / span * HEIGHT) if span else MIDDLE
        # A line of no length, for a figure that stands alone between gaps: its round ends show it as a dot.
        path.append(f"L{x} {y}" if drawing and index not in of.breaks else f"M{x} {y}h0")
        drawing = True
    return f'{OPENING}{"".join(path)}"/><circle class="{of.colour}" cx="{x}" cy="{y}" r="3"/></svg>'
