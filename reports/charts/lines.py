"""The chart of an indicator's page: a line with its target, made on the server, whole without JavaScript.

It carries classes and no styles (`static/css/charts.css` has the rules). What is drawn is said where it is drawn: the
newest figure and the target are labelled at their ends, so that there is no legend to hunt. A point has the shape of
its rating, and is hollow while provisional; a missing figure leaves a gap with a cross; a new definition interrupts
the line. A phone shows the same picture with larger letters and fewer months, so that text is placed with room to grow.

| class           | what it is                                                                        |
| --------------- | --------------------------------------------------------------------------------- |
| `line-chart`    | the picture                                                                       |
| `grid`, `ticks` | the lines across, the numbers above them                                          |
| `months`        | words below: `minor` ones give way on a phone                                     |
| `caption`       | the unit, and where the axis starts if not at nought                              |
| `target`        | the target's dashed line; `range` the band of a range; `target-words` its label   |
| `break`         | a new definition: the dashed line down and its words                              |
| `gaps`          | the crosses of missing figures and their reason; `unknown` the grey behind them   |
| `trend`         | the line through the figures                                                      |
| `points`        | marks, each with the class of its rating (`red`, ...), `provisional` when hollow; |
|                 | `dense` where there are so many that each is small                                |
| `newest`        | the label of the newest figure                                                    |
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from reports.cards import ChartPoint, ChartSpec
from reports.charts.layout import BOTTOM, HEIGHT, LARGE_LETTER, LETTER, TOP, WIDTH, Box, Label, Layout, is_free, lay_out
from reports.charts.shapes import mark

REASON_HEIGHTS: Final = tuple(BOTTOM - above for above in (12, 62, 112, 162))
"""Where the reason of a missing figure may stand, the nearest to its cross first."""
MONTH_STEPS: Final = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)

Gap = list[tuple[int, ChartPoint]]
"""Missing figures in a row, each with its place among the points."""


def line_svg(spec: ChartSpec, *, name: str = "chart") -> str:
    """The chart as SVG. `name` starts its ids: give each chart of one page its own. Total: odd figures are drawn."""
    layout = lay_out(spec)
    gaps = _gaps_of(layout)
    return "".join(
        [
            f'<svg class="line-chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-t {name}-d">'
            f'<title id="{name}-t">{_text(spec.title)}</title><desc id="{name}-d">{_text(spec.alternative)}</desc>',
            *_shade(layout, gaps),
            *_targets(layout),
            *_grid(layout),
            *_months(layout),
            *_breaks(layout),
            *_gaps(layout, gaps),
            *_figures(layout),
            *_labels(layout),
            "</svg>",
        ]
    )


def _text(words: str) -> str:
    """Escaped, and without the control characters that no document may hold."""
    if not words.isprintable():
        words = "".join([letter if letter.isprintable() else " " for letter in words])
    return escape(words, quote=False)


def _targets(layout: Layout) -> Iterator[str]:
    """The target of each period: a dashed line in steps, or the band of a range."""
    line, bands = [], []
    for run in layout.targets:
        y = layout.y_of(run.low)
        if run.high is None:
            # A step up or down joins targets that follow each other, but not one to a band.
            line.append(f"{'V' if run.joined and line else f'M{run.left:.4g} '}{y:.4g}H{run.right:.4g}")
        else:
            bands.append(f"M{run.left:.4g} {layout.y_of(run.high):.4g}H{run.right:.4g}V{y:.4g}H{run.left:.4g}z")
    if bands:
        yield f'<path class="range" d="{"".join(bands)}"/>'
    if line:
        yield f'<path class="target" d="{"".join(line)}"/>'


def _grid(layout: Layout) -> Iterator[str]:
    axis = layout.axis
    unit = layout.spec.unit
    unit = unit[:1].upper() + unit[1:]
    if axis is None:
        yield f'<path class="grid" d="M0 {BOTTOM}H{WIDTH}"/>'
    else:
        ticks = [(label, round(layout.y_of(tick))) for label, tick in axis.pairs]
        yield f'<path class="grid" d="{"".join([f"M0 {y}H{WIDTH}" for _, y in ticks])}"/><g class="ticks">'
        for label, y in ticks:
            yield f'<text y="{y - 5}">{_text(label)}</text>'
        yield "</g>"
        if axis.starts_elsewhere:
            unit = f"{unit}, axis from {axis.labels[0]}" if unit else f"Axis from {axis.labels[0]}"
    if unit:
        yield f'<text class="caption" y="20">{_text(unit)}</text>'


def _months(layout: Layout) -> Iterator[str]:
    """The periods below, counted from the newest, as many as fit; and their years where one begins."""
    points, xs = layout.spec.points, layout.xs
    words = [point.label.partition(" ")[0] for point in points]
    longest = max(map(len, words), default=0)
    every = _how_often(longest * LETTER + 10, layout.step)
    every_on_a_phone = _how_often(longest * LARGE_LETTER + 10, layout.step, multiple_of=every)
    last = len(words) - 1
    yield '<g class="months">'
    for index in range(last % every, len(words), every):
        minor = ' class="minor"' if (last - index) % every_on_a_phone else ""
        yield f'<text{minor} x="{xs[index]:.4g}" y="{BOTTOM + 23}">{_text(words[index])}</text>'
    before, free_from = "", -WIDTH
    for x, point in zip(xs, points, strict=True):
        _, space, year = point.name.rpartition(" ")
        half = len(year) * LETTER / 2
        if space and year != before and x - half >= free_from:
            yield f'<text x="{x:.4g}" y="{BOTTOM + 50}">{_text(year)}</text>'
            free_from = x + half + 10
        before = year
    yield "</g>"


def _how_often(width: float, step: float, multiple_of: int = 1) -> int:
    """Every how many periods a word of that width fits."""
    fits = (every for every in MONTH_STEPS if every * step >= width and every % multiple_of == 0)
    return next(fits, MONTH_STEPS[-1])


def _breaks(layout: Layout) -> Iterator[str]:
    """Where a new definition begins: figures on its two sides may not be compared."""
    free_from = 0.0
    for point, place in zip(layout.spec.points, layout.xs, strict=True):
        if not point.break_before:
            continue
        x = max(place - layout.step / 2, 2.0)
        yield f'<g class="break"><path d="M{x:.4g} {TOP - 20}V{BOTTOM}"/>'
        if x >= free_from:
            side, start = ("", x + 5) if x < WIDTH * 0.55 else (' class="before"', x - 5)
            yield f'<text{side} x="{start:.4g}" y="{TOP - 2}">New definition</text>'
            free_from = x + 14 * LETTER
        yield "</g>"


def _shade(layout: Layout, gaps: list[Gap]) -> Iterator[str]:
    """A grey column behind each run of missing figures, which ties the reason to its crosses."""
    half = layout.step / 2
    columns = []
    for gap in gaps:
        left, right = max(layout.xs[gap[0][0]] - half, 0.0), min(layout.xs[gap[-1][0]] + half, WIDTH)
        columns.append(f"M{left:.4g} {layout.top}H{right:.4g}V{BOTTOM}H{left:.4g}z")
    if columns:
        yield f'<path class="unknown" d="{"".join(columns)}"/>'


def _gaps(layout: Layout, gaps: list[Gap]) -> Iterator[str]:
    """A cross on the ground line for each missing figure, and the reason where there is room for it."""
    if not gaps:
        return
    size = round(5 * layout.mark_size, 1)
    cross = f"l{2 * size:.3g} {2 * size:.3g}m0-{2 * size:.3g}l-{2 * size:.3g} {2 * size:.3g}"
    taken = layout.taken()
    yield '<g class="gaps">'
    for gap in gaps:
        for index, point in gap:
            start = f"M{layout.xs[index] - size:.4g} {BOTTOM - size:.4g}"
            words = f"{point.name}: {point.text}{_standing(point)}"
            yield f'<path d="{start}{cross}"><title>{_text(words)}</title></path>'
        if len({point.text for _, point in gap}) == 1:
            yield _reason(taken, (layout.xs[gap[0][0]] + layout.xs[gap[-1][0]]) / 2, gap[0][1].text)
    yield "</g>"


def _reason(taken: list[Box], middle: float, text: str) -> str:
    """Why figures are missing, above their crosses where nothing else is drawn; a phone shows it if it has the room."""
    for letter, above, name in ((LARGE_LETTER, 26, ""), (LETTER, 16, ' class="minor"')):
        half = len(text) * letter / 2
        for y in REASON_HEIGHTS:
            if is_free(taken, (middle - half, middle + half, y - above, y + 4.0)):
                return f'<text{name} x="{middle:.4g}" y="{y}">{_text(text)}</text>'
    return ""


def _gaps_of(layout: Layout) -> list[Gap]:
    """The runs of figures that are missing for a reason. A period that was never due has no text."""

    def is_gap(place: tuple[int, ChartPoint]) -> bool:
        point = place[1]
        return point.value is None and bool(point.text) and not _is_judged(layout, point)

    return [list(run) for missing, run in groupby(enumerate(layout.spec.points), key=is_gap) if missing]


def _is_judged(layout: Layout, point: ChartPoint) -> bool:
    """Is it a colour that a person gave? Those have no height and stand in a row."""
    return layout.axis is None and point.badge.colour.value != "none"


def _figures(layout: Layout) -> Iterator[str]:
    """The line, broken by gaps and new definitions, and the points on it."""
    path, marks = [], []
    drawing = False
    for x, point in zip(layout.xs, layout.spec.points, strict=True):
        if point.value is None and not _is_judged(layout, point):
            drawing = False
            continue
        y = layout.y_of(point.value or 0.0)
        if point.value is not None:
            path.append(f"{'L' if drawing and not point.break_before else 'M'}{x:.4g} {y:.4g}")
            drawing = True
        target = f", target {point.target_text}" if point.target_text else ""
        provisional = ", provisional" if point.provisional else ""
        words = f"{point.name}: {point.text}, {point.badge.word.lower()}{provisional}{target}{_standing(point)}"
        marks.append(
            f'<path class="{point.badge.colour.value}{provisional[1:]}" '
            f'd="{mark(point.badge.shape, x, y, layout.mark_size)}"><title>{_text(words)}</title></path>'
        )
    if path:
        yield f'<path class="trend" d="{"".join(path)}"/>'
    if marks:
        dense = " dense" if layout.mark_size < 1 else ""
        yield f'<g class="points{dense}">{"".join(marks)}</g>'
    else:
        yield f'<text class="empty" x="{WIDTH / 2:.4g}" y="{layout.y_of(0.0):.4g}">No figures in these periods</text>'


def _standing(point: ChartPoint) -> str:
    """How its figure came to stand there, after what is said of it."""
    return f", {point.standing}" if point.standing else ""


def _labels(layout: Layout) -> Iterator[str]:
    """The newest figure and the target, named beside their ends."""
    if layout.target is not None:
        yield _label("target-words", layout.target)
    if layout.newest is not None:
        yield _label("newest", layout.newest)


def _label(name: str, label: Label) -> str:
    name += " before" if label.before else ""
    # In letters' heights, so that the lines part when a phone enlarges them: the middle of all is at y.
    downs = [0.9 - 0.55 * len(label.lines), *[1.1] * (len(label.lines) - 1)]
    lines = [
        f'<tspan x="{label.x:.4g}" dy="{down:.3g}em">{_text(line)}</tspan>'
        for line, down in zip(label.lines, downs, strict=True)
    ]
    return f'<text class="{name}" y="{label.y:.4g}">{"".join(lines)}</text>'
