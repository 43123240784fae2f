"""Where the parts of a line chart go: plain geometry, in the units of the picture.

A phone shows the same picture at half its size with larger letters, so every label is given the room it takes there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from reports.cards import ChartPoint, ChartSpec
from reports.charts.axis import Axis, axis_of

WIDTH: Final = 640
HEIGHT: Final = 352
TOP: Final = 56
BOTTOM: Final = HEIGHT - 58
BREAK_ROW: Final = 28
"""Added to the top where the words of a new definition need a row of their own."""
LETTER: Final = 8.0
"""About the width of a letter as a desktop shows it."""
LARGE_LETTER: Final = 14.0
"""About the width of a letter as a phone shows it."""
LINE_HEIGHT: Final = 24.0
WIDEST_LEFT: Final = 150.0
WIDEST_RIGHT: Final = 170.0
BESIDE_A_POINT: Final = 13.0
LABEL_GROUND: Final = 4.0
"""Labels keep so far above the ground line, where the crosses of missing figures stand."""
TARGET_REACH: Final = 24.0
"""A target reaches so far beyond the first and last period it is for, or half a step where that is less."""
FULL_STEP: Final = 16.0
"""Points that stand closer than this have smaller marks."""
SHORT_LINE: Final = 8

Box = tuple[float, float, float, float]
"""Left, right, top, bottom."""


@dataclass(frozen=True, slots=True)
class TargetRun:
    """One target over some periods in a row, from `left` to `right`; `joined` to another one before it."""

    left: float
    right: float
    low: float
    high: float | None
    joined: bool


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside the end of a line. Their middle is at `y`; they start at `x`, or end there when `before`."""

    lines: tuple[str, ...]
    x: float
    y: float
    before: bool

    @property
    def width(self) -> float:
        return max(map(len, self.lines)) * LARGE_LETTER

    @property
    def left(self) -> float:
        return self.x - self.width if self.before else self.x

    @property
    def half_height(self) -> float:
        return len(self.lines) * LINE_HEIGHT / 2

    @property
    def box(self) -> Box:
        return self.left, self.left + self.width, self.y - self.half_height, self.y + self.half_height


@dataclass(frozen=True, slots=True)
class Layout:
    """A chart's places. `xs` has one for each point; x runs with the periods, `y_of` gives the height of a figure."""

    spec: ChartSpec
    axis: Axis | None
    top: float
    step: float
    xs: tuple[float, ...]
    mark_size: float
    targets: tuple[TargetRun, ...]
    newest: Label | None
    target: Label | None

    def y_of(self, value: float) -> float:
        return _height(self.axis, self.top, value)

    def taken(self) -> list[Box]:
        """Where something is drawn: figures and the line between them, targets, labels, the numbers of the axis."""
        boxes = [label.box for label in (self.newest, self.target) if label is not None]
        boxes += [(run.left, run.right, self.y_of(run.low), self.y_of(run.low)) for run in self.targets]
        if self.axis is not None:
            sides = [(len(label) * LARGE_LETTER, self.y_of(tick)) for label, tick in self.axis.pairs]
            boxes += [(0.0, width, y - LINE_HEIGHT, y) for width, y in sides]
        before: tuple[float, float] | None = None
        for x, point in zip(self.xs, self.spec.points, strict=True):
            at = None if point.value is None else (x, self.y_of(point.value))
            if at is not None:
                # The piece of the line that ends here, with room for the mark of the point.
                start_x, start_y = before or at
                boxes.append((start_x - 8, x + 8, min(start_y, at[1]) - 8, max(start_y, at[1]) + 8))
            before = at
        return boxes


def is_free(taken: list[Box], box: Box) -> bool:
    """Does the box lie within the picture and on nothing that is drawn?"""
    left, right, top, bottom = box
    inside = left >= 0 and right <= WIDTH + LARGE_LETTER
    return inside and not any(a < right and b > left and c < bottom and d > top for a, b, c, d in taken)


def lay_out(spec: ChartSpec) -> Layout:
    """Finds a place for everything. Total: without figures there is no axis and no label."""
    points = spec.points
    axis = axis_of(spec)
    top = TOP + BREAK_ROW * any(point.break_before for point in points)
    figure = _last(points, "value") if axis else None
    target = _last(points, "target") if axis else None
    target_lines = () if target is None else ("Target", *_short_lines(points[target].target_text))
    left = 24 + max((len(label) for label in axis.labels), default=0) * (LETTER + 1) if axis else 24
    ends = []
    if figure is not None:
        ends.append((figure, BESIDE_A_POINT + len(points[figure].text) * LARGE_LETTER))
    if target is not None:
        ends.append((target, TARGET_REACH + 5 + max(map(len, target_lines)) * LARGE_LETTER))
    left = WIDTH * 0.4 if len(points) == 1 else min(left, WIDEST_LEFT)
    step = _step(len(points), left, ends)
    xs = tuple(left + index * step for index in range(len(points)))
    runs = tuple(_target_runs(points, xs, step)) if axis else ()
    labels: list[Label | None] = [None, None]
    if figure is not None:
        value = points[figure].value or 0.0
        labels[0] = _beside((points[figure].text,), xs[figure] + BESIDE_A_POINT, _height(axis, top, value), top)
    if target is not None:
        bounds = [runs[-1].low] if runs[-1].high is None else [runs[-1].low, runs[-1].high]
        middle = sum(_height(axis, top, bound) for bound in bounds) / len(bounds)
        labels[1] = _beside(target_lines, runs[-1].right + 5, middle, top)
    newest, target_label = _apart(*labels, top)
    size = 1.0 if step >= FULL_STEP else max(round(step / FULL_STEP, 1), 0.3)
    return Layout(spec, axis, top, step, xs, size, runs, newest, target_label)


def _height(axis: Axis | None, top: float, value: float) -> float:
    if axis is None:
        return (top + BOTTOM) / 2
    return BOTTOM - (value - axis.low) / (axis.high - axis.low) * (BOTTOM - top)


def _last(points: tuple[ChartPoint, ...], name: str) -> int | None:
    """The place of the newest point that has it."""
    return next((at for at in reversed(range(len(points))) if getattr(points[at], name) is not None), None)


def _step(count: int, left: float, ends: list[tuple[int, float]]) -> float:
    """How far apart two periods stand. `ends` names the points that need so much room to their right."""
    room = WIDTH - left
    if count < 2:
        return room / 2
    steps = [(room - min(needed, WIDEST_RIGHT)) / index for index, needed in ends if index]
    return min([(room - 24) / (count - 1), *steps])


def _short_lines(words: str) -> list[str]:
    """Words cut into lines short enough to stand beside a plot."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < SHORT_LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _target_runs(points: tuple[ChartPoint, ...], xs: tuple[float, ...], step: float) -> list[TargetRun]:
    """The targets, each as long as it stays the same."""
    reach = min(step / 2, TARGET_REACH)
    runs: list[TargetRun] = []
    start = 0
    for (low, high), same in groupby(points, key=lambda point: (point.target, point.target_to)):
        end = start + len(list(same))
        if low is not None:
            joined = start > 0 and points[start - 1].target is not None
            followed = end < len(points) and points[end].target is not None
            left = xs[start] - (step / 2 if joined else reach)
            right = xs[end - 1] + (step / 2 if followed else reach)
            runs.append(TargetRun(max(left, 0.0), right, low, high, joined))
        start = end
    return runs


def _beside(lines: tuple[str, ...], x: float, y: float, top: float) -> Label:
    """Right of its place where it fits there, even on a phone; otherwise ending at the edge. Never below the plot."""
    half = len(lines) * LINE_HEIGHT / 2
    y = min(max(y, top - LINE_HEIGHT + half), BOTTOM - LABEL_GROUND - half)
    label = Label(lines, x, y, before=False)
    return label if x + label.width <= WIDTH + LARGE_LETTER else Label(lines, float(WIDTH), y, before=True)


def _apart(first: Label | None, second: Label | None, top: float) -> tuple[Label | None, Label | None]:
    """Both labels moved up and down until neither covers the other nor leaves the plot."""
    if first is None or second is None:
        return first, second
    side_by_side = first.left + first.width < second.left or second.left + second.width < first.left
    overlap = first.half_height + second.half_height - abs(first.y - second.y)
    if side_by_side or overlap <= 0:
        return first, second
    direction = 1 if first.y <= second.y else -1
    first_y, second_y = first.y - direction * overlap / 2, second.y + direction * overlap / 2
    highest = min(first_y - first.half_height, second_y - second.half_height)
    lowest = max(first_y + first.half_height, second_y + second.half_height)
    inside = max(top - LINE_HEIGHT - highest, 0.0) or min(BOTTOM - LABEL_GROUND - lowest, 0.0)
    return (
        Label(first.lines, first.x, first_y + inside, first.before),
        Label(second.lines, second.x, second_y + inside, second.before),
    )
