"""The interactive chart: what plotly.js draws when somebody asks for it, as plain data.

A plain dict is 2,000 times faster than `plotly.graph_objects.Figure`, which checks it in the tests; lists and not
arrays, because plotly would pack arrays into base64. It tells what the picture of the page tells: the same axis,
shapes, gaps and breaks. Words are escaped, since plotly reads some tags; a touch scrolls the page, not the chart.
"""

from __future__ import annotations

from html import escape
from typing import Any, Final

from reports.cards import ChartPoint, ChartSpec, Shape
from reports.charts.axis import Axis, axis_of
from reports.charts.colours import BAND, INK, LINE, PAGE, QUIET, TEXT, UNKNOWN

VEIL: Final = "rgba(255,255,255,0.75)"
FONT: Final = {"family": "Arial, sans-serif", "size": 14, "color": TEXT}
MOST_LABELS: Final = 7
"""So many periods are named on a screen of 320 pixels, and half of them where their names are long."""
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
    traces = [*_targets(spec), *_figures(spec), *_gaps(spec, axis)] if axis else _judged(spec)
    return {"data": traces, "layout": _layout(spec, axis), "config": dict(CONFIG)}


def _judged(spec: ChartSpec) -> list[dict[str, Any]]:
    """Colours that a person gave: they have no height and stand in a row."""
    judged = [point for point in spec.points if point.badge.colour.value != "none"]
    return [_trace(spec, judged) | {"mode": "markers", "y": [0] * len(judged)}] if judged else []


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
        "cliponaxis": False,
        "line": {"color": TEXT, "width": 2},
        "marker": {
            "opacity": 1,
            "symbol": [SYMBOLS[point.badge.shape] for point in points],
            "size": [9 if point.badge.shape is Shape.DASH else 13 for point in points],
            "color": [PAGE if point.provisional else ink for point, ink in zip(points, inks, strict=True)],
            "line": {"color": inks, "width": [2 if point.provisional else 0 for point in points]},
        },
        "text": [_said(point) for point in points],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _said(point: ChartPoint) -> str:
    target = f"target {point.target_text}" if point.target_text else ""
    provisional = "provisional" if point.provisional else ""
    words = _words(point.text, point.badge.word.lower(), provisional, target, point.standing)
    return f"{_plain(point.name)}<br>{_plain(words)}"


def _words(text: str, *others: str) -> str:
    """What is printed, and of the others what there is to say."""
    return ", ".join([text, *filter(None, others)])


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
            "cliponaxis": False,
            "line": {"color": QUIET, "width": 2, "dash": "dash", "shape": "hvh"},
            "marker": {"symbol": "line-ew-open", "size": _lonely(values), "color": QUIET, "line": {"width": 2}},
            "hoverinfo": "skip",
        }
        for values in bounds
        if any(value is not None for value in values)
    ]


def _lonely(values: list[float | None]) -> list[int]:
    """Sizes of marks: only a target of one period alone needs one, since it has no line."""
    around = [None, *values, None]
    return [24 if around[at] is None and around[at + 2] is None else 0 for at in range(len(values))]


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
            "text": [f"{_plain(point.name)}<br>{_plain(_words(point.text, point.standing))}" for point in missing],
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]


def _layout(spec: ChartSpec, axis: Axis | None) -> dict[str, Any]:
    return {
        "autosize": True,
        "font": dict(FONT),
        "paper_bgcolor": PAGE,
        "plot_bgcolor": PAGE,
        "margin": {"l": 8, "r": 16, "t": 40, "b": 8},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": dict(FONT), "bgcolor": PAGE},
        "xaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [_plain(point.label) for point in spec.points],
            "range": [-0.5, len(spec.points) - 0.5],
            "automargin": True,
            "fixedrange": True,
            "showgrid": False,
            "linecolor": QUIET,
            "ticks": "outside",
            "tickangle": 0,
            **_period_ticks(spec),
        },
        "yaxis": {
            "automargin": True,
            "fixedrange": True,
            "gridcolor": LINE,
            "zeroline": False,
            "visible": axis is not None,
            **({"range": [-1, 1]} if axis is None else _value_ticks(axis)),
        },
        "shapes": [*_columns(spec), *_break_lines(spec)],
        "annotations": _annotations(spec, axis),
    }


def _period_ticks(spec: ChartSpec) -> dict[str, Any]:
    """The periods to name, counted from the newest, with the year below where it changes."""
    words = [point.label.partition(" ")[0] for point in spec.points]
    most = MOST_LABELS if max(map(len, words), default=0) <= 4 else MOST_LABELS // 2
    every = -(-len(words) // most) or 1
    named, texts, before = [], [], ""
    for index in range((len(words) - 1) % every, len(words), every):
        point = spec.points[index]
        _, space, year = point.name.rpartition(" ")
        texts.append(_plain(words[index]) + (f"<br>{_plain(year)}" if space and year != before else ""))
        named.append(_plain(point.label))
        before = year
    return {"tickmode": "array", "tickvals": named, "ticktext": texts}


def _value_ticks(axis: Axis) -> dict[str, Any]:
    return {
        "range": [axis.low, axis.high],
        "tickmode": "array",
        "tickvals": list(axis.ticks),
        "ticktext": [_plain(label) for label in axis.labels],
    }


def _columns(spec: ChartSpec) -> list[dict[str, Any]]:
    """The band of each range and a grey column behind each missing figure. On an axis of names, 0 is the first."""
    bands = []
    for at, point in enumerate(spec.points):
        sides = {"type": "rect", "layer": "below", "line": {"width": 0}, "x0": at - 0.5, "x1": at + 0.5}
        if point.value is None and point.text and point.badge.colour.value == "none":
            bands.append({**sides, "yref": "paper", "y0": 0, "y1": 1, "fillcolor": UNKNOWN})
        if point.target is not None and point.target_to is not None:
            bands.append({**sides, "y0": point.target, "y1": point.target_to, "fillcolor": BAND})
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
    """The unit above the axis, the words of each new definition, the newest figure and the target by name."""
    if axis is None:
        return [] if _judged(spec) else [_note("No figures in these periods", xref="paper", yref="paper", x=0.5, y=0.5)]
    unit = spec.unit[:1].upper() + spec.unit[1:]
    if axis.starts_elsewhere:
        unit = f"{unit}, axis from {axis.labels[0]}" if unit else f"Axis from {axis.labels[0]}"
    above = {"yref": "paper", "y": 1}
    half = len(spec.points) / 2
    return [
        _note(unit, **above, yanchor="bottom", yshift=12, xref="paper", x=0, xanchor="left"),
        *(
            _note("New definition", **above, yanchor="top", x=place, xanchor="left" if place < half else "right")
            for place in _break_places(spec)
        ),
        *_named_ends(spec),
    ]


def _named_ends(spec: ChartSpec) -> list[dict[str, Any]]:
    """The newest figure and the newest target, on the sides turned away from each other."""
    at, newest = [(at, point) for at, point in enumerate(spec.points) if point.value is not None][-1]
    with_target = [(at, point) for at, point in enumerate(spec.points) if point.target is not None]
    above = not with_target or (newest.value or 0) >= (with_target[-1][1].target or 0)
    up, down = {"yanchor": "bottom", "yshift": 8}, {"yanchor": "top", "yshift": -8}
    at_the_end = {"xanchor": "right", **(up if above else down)}
    side = at_the_end if at == len(spec.points) - 1 else {"xanchor": "left", "xshift": 8}
    notes = [_note(newest.text, x=at, y=newest.value, **side, font={"size": 16})]
    if with_target:
        at, point = with_target[-1]
        words = f"Target {point.target_text}"
        place = {"x": min(at + 0.5, len(spec.points) - 0.5), "xanchor": "right"}
        notes.append(_note(words, y=point.target, **place, **(down if above else up), font={"color": QUIET}))
    return notes


def _note(words: str, **place: Any) -> dict[str, Any]:
    return {"text": _plain(words), "showarrow": False, "bgcolor": VEIL, "borderpad": 0, **place}


def _plain(words: str) -> str:
    """Words that plotly prints as they are."""
    return escape(words, quote=False)
