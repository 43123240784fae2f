"""The interactive chart: what plotly.js draws when somebody asks for it, as plain data.

A plain dict is 2,000 times faster than `plotly.graph_objects.Figure`, which checks it in the tests; lists and not
arrays, because plotly would pack arrays into base64. It tells what the picture of the page tells: the same axis,
shapes, gaps and breaks. Words are escaped, since plotly reads some tags; a touch scrolls the page, not the chart.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Any, Final

from reports.cards import ChartPoint, ChartSpec, Shape
from reports.charts.axis import Axis, axis_of

INK: Final = {"red": "#a5130c", "amber": "#8f4400", "green": "#0b5c34", "none": "#566065"}
"""The colours of the ratings as `static/css/tokens.css` has them: plotly cannot read a stylesheet."""
TEXT: Final = "#14181a"
QUIET: Final = "#4b5457"
LINE: Final = "#d5dadc"
PAGE: Final = "#ffffff"
BAND: Final = "#e3ebf3"
SYMBOLS: Final = {
    Shape.TRIANGLE: "triangle-up",
    Shape.CIRCLE: "circle",
    Shape.STAR: "star",
    Shape.DASH: "square",
}
CONFIG: Final = {
    "displayModeBar": False,
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "showSendToCloud": False,  # plotly.js 4 would otherwise offer to upload the council's data
}


def plotly_figure(spec: ChartSpec) -> dict[str, Any]:
    """`data`, `layout` and `config` for `Plotly.newPlot`. Without figures the data is empty."""
    axis = axis_of(spec)
    traces = [] if axis is None else [*_targets(spec), *_figures(spec), *_gaps(spec, axis)]
    return {"data": traces, "layout": _layout(spec, axis), "config": dict(CONFIG)}


def _figures(spec: ChartSpec) -> list[dict[str, Any]]:
    """A trace for each definition, so that no line joins figures that may not be compared."""
    traces: list[list[ChartPoint]] = [[]]
    for point in spec.points:
        if point.break_before and traces[-1]:
            traces.append([])
        traces[-1].append(point)
    return [_trace(spec, points) for points in traces]


def _trace(spec: ChartSpec, points: list[ChartPoint]) -> dict[str, Any]:
    inks = [INK[point.badge.colour.value] for point in points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _plain(spec.title),
        "x": [_plain(point.label) for point in points],
        "y": [point.value for point in points],
        "connectgaps": False,
        "line": {"color": TEXT, "width": 2},
        "marker": {
            "symbol": [SYMBOLS[point.badge.shape] for point in points],
            "size": [9 if point.badge.shape is Shape.DASH else 13 for point in points],
            "color": [PAGE if point.provisional else ink for point, ink in zip(points, inks, strict=True)],
            "line": {"color": inks, "width": [2 if point.provisional else 0 for point in points]},
        },
        "text": [_said(point) for point in points],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _said(point: ChartPoint) -> str:
    words = [point.text, point.badge.word.lower()]
    if point.provisional:
        words.append("provisional")
    if point.target_text:
        words.append(f"target {point.target_text}")
    return f"{_plain(point.name)}<br>{_plain(', '.join(words))}"


def _targets(spec: ChartSpec) -> list[dict[str, Any]]:
    """The target as a dashed line in steps; a range as two, with the band between them drawn by the layout."""
    bounds = [[point.target for point in spec.points], [point.target_to for point in spec.points]]
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": "Target",
            "x": [_plain(point.label) for point in spec.points],
            "y": values,
            "connectgaps": False,
            "line": {"color": QUIET, "width": 2, "dash": "dash", "shape": "hvh"},
            # A target of one period alone has no line: its mark shows it.
            "marker": {"symbol": "line-ew-open", "size": 16, "color": QUIET, "line": {"width": 2}},
            "hoverinfo": "skip",
        }
        for values in bounds
        if any(value is not None for value in values)
    ]


def _gaps(spec: ChartSpec, axis: Axis) -> list[dict[str, Any]]:
    missing = [point for point in spec.points if point.value is None and point.text]
    if not missing:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "No figure",
            "x": [_plain(point.label) for point in missing],
            "y": [axis.low] * len(missing),
            "cliponaxis": False,
            "marker": {"symbol": "x-thin-open", "size": 10, "color": QUIET, "line": {"width": 2}},
            "text": [f"{_plain(point.name)}<br>{_plain(point.text)}" for point in missing],
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]


def _layout(spec: ChartSpec, axis: Axis | None) -> dict[str, Any]:
    labels = [_plain(point.label) for point in spec.points]
    return {
        "autosize": True,
        "font": {"family": "Arial, sans-serif", "size": 14, "color": TEXT},
        "paper_bgcolor": PAGE,
        "plot_bgcolor": PAGE,
        "margin": {"l": 8, "r": 8, "t": 32, "b": 8},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"family": "Arial, sans-serif", "size": 14, "color": TEXT}, "bgcolor": PAGE},
        "xaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": labels,
            "range": [-0.5, len(labels) - 0.5],
            "automargin": True,
            "fixedrange": True,
            "showgrid": False,
            "linecolor": QUIET,
            "ticks": "outside",
        },
        "yaxis": {
            "title": {"text": ""},
            "automargin": True,
            "fixedrange": True,
            "gridcolor": LINE,
            "zeroline": False,
            "visible": axis is not None,
            **({} if axis is None else _ticks(axis)),
        },
        "shapes": [*_bands(spec), *_break_lines(spec)],
        "annotations": _annotations(spec, axis),
    }


def _ticks(axis: Axis) -> dict[str, Any]:
    return {
        "range": [axis.low, axis.high],
        "tickmode": "array",
        "tickvals": list(axis.ticks),
        "ticktext": [_plain(label) for label in axis.labels],
    }


def _bands(spec: ChartSpec) -> list[dict[str, Any]]:
    """The band of each range, over the periods it holds for. On an axis of names, 0 is the first of them."""
    bands = []
    start = 0
    for (low, high), run in groupby(spec.points, key=lambda point: (point.target, point.target_to)):
        end = start + len(list(run))
        if low is not None and high is not None:
            place = {"x0": start - 0.5, "x1": end - 0.5, "y0": low, "y1": high}
            bands.append({"type": "rect", "layer": "below", "fillcolor": BAND, "line": {"width": 0}, **place})
        start = end
    return bands


def _break_lines(spec: ChartSpec) -> list[dict[str, Any]]:
    line = {"color": QUIET, "width": 1.5, "dash": "dot"}
    return [
        {"type": "line", "x0": place, "x1": place, "yref": "paper", "y0": 0, "y1": 1, "line": line}
        for place in _break_places(spec)
    ]


def _break_places(spec: ChartSpec) -> list[float]:
    return [index - 0.5 for index, point in enumerate(spec.points) if point.break_before]


def _annotations(spec: ChartSpec, axis: Axis | None) -> list[dict[str, Any]]:
    """The unit above the axis, and the words of each new definition."""
    if axis is None:
        return [{"text": "No figures in these periods", "showarrow": False, "xref": "paper", "yref": "paper"}]
    unit = spec.unit[:1].upper() + spec.unit[1:]
    if axis.starts_elsewhere:
        unit = f"{unit}, axis from {axis.labels[0]}"
    above = {"showarrow": False, "yref": "paper", "y": 1, "yanchor": "bottom"}
    half = len(spec.points) / 2
    return [
        {**above, "text": _plain(unit), "xref": "paper", "x": 0, "xanchor": "left", "font": {"color": QUIET}},
        *(
            {
                **above,
                "text": "New definition",
                "x": place,
                "yanchor": "top",
                "xanchor": "left" if place < half else "right",
                "bgcolor": PAGE,
            }
            for place in _break_places(spec)
        ),
    ]


def _plain(words: str) -> str:
    """Words that plotly prints as they are."""
    return escape(words, quote=False)
