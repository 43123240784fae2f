"""The marks of a chart's points: the shapes of the ratings, as path data that starts from the point's own place."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from reports.cards import Shape

# Steps from corner to corner, for a mark some 14 units wide; the pair before is where the first corner lies.
_CORNERS: Final = {
    Shape.TRIANGLE: ((0.0, -8.0), ((7.5, 13.5), (-15.0, 0.0))),
    Shape.STAR: (
        (0.0, -8.5),
        (
            *((2.5, 5.7), (6.2, 0.5), (-4.6, 4.1), (1.4, 6.0), (-5.5, -3.2)),
            *((-5.5, 3.2), (1.4, -6.0), (-4.6, -4.1), (6.2, -0.5)),
        ),
    ),
    Shape.DASH: ((-5.0, -2.0), ((10.0, 0.0), (0.0, 4.0), (-10.0, 0.0))),
}
_RADIUS: Final = 6.0


def mark(shape: Shape, x: float, y: float, size: float = 1.0) -> str:
    """Path data of a rating's shape around a place; `size` 1 is the full size."""
    (start_x, start_y), rest = _outline(shape, size)
    return f"M{x + start_x:.4g} {y + start_y:.4g}{rest}"


@lru_cache(maxsize=256)
def _outline(shape: Shape, size: float) -> tuple[tuple[float, float], str]:
    """Where the first corner lies, and the way round from there."""
    if shape is Shape.CIRCLE:
        radius, across = f"{_RADIUS * size:.3g}", f"{2 * _RADIUS * size:.3g}"
        half = f"a{radius} {radius} 0 1 0 "
        return (-_RADIUS * size, 0.0), f"{half}{across} 0{half}-{across} 0z"
    (start_x, start_y), corners = _CORNERS[shape]
    steps = "".join(f"l{right * size:.3g} {down * size:.3g}" for right, down in corners)
    return (start_x * size, start_y * size), f"{steps}z"
