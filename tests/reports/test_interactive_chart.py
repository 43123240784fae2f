"""The interactive chart: what plotly accepts, and that it tells what the picture tells."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
from hypothesis import example, given, settings

from reports.cards import ChartSpec
from reports.charts import plotly_figure
from reports.charts.colours import INK
from tests.reports import sample_cards
from tests.reports.chart_specs import ODD_SPECS, spec

CSS = Path(__file__).parents[2] / "static" / "css"


def test_colours_of_the_interactive_chart_are_those_of_the_stylesheet() -> None:
    tokens = (CSS / "tokens.css").read_text()
    inks = dict(re.findall(r"--(\w+)-ink: (#\w+);", tokens))
    shapes = dict(re.findall(r"--(\w+)-shape: (#\w+);", tokens))
    assert {name: shapes.get(name, inks[name]) for name in INK} == INK


@settings(max_examples=25)
@given(ODD_SPECS)
@example(spec([]))
def test_plotly_accepts_it(odd: ChartSpec) -> None:
    from plotly.graph_objects import Figure

    figure = plotly_figure(odd)
    Figure(data=figure["data"], layout=figure["layout"])
    assert set(figure) == {"data", "layout", "config"}


def test_it_is_plain_data() -> None:
    for code in sample_cards.DRAWN:
        figure = plotly_figure(sample_cards.report_card(code).chart)
        assert orjson.loads(orjson.dumps(figure)) == figure


def test_figures_targets_and_gaps() -> None:
    figure = plotly_figure(spec([1.4, "Awaited", 3.1], targets=[1.5, 1.5, 1.5], colours=["green", "none", "red"]))
    target, trend, gaps = figure["data"]
    assert target["y"] == [1.5, 1.5, 1.5]
    assert trend["y"] == [1.4, None, 3.1]
    assert trend["connectgaps"] is False
    assert trend["marker"]["symbol"] == ["star", "square", "triangle-up"]
    assert gaps["x"] == ["Dec 16"]
    assert gaps["text"] == ["December 2016<br>Awaited"]


def test_no_line_joins_two_definitions() -> None:
    figure = plotly_figure(spec([60.9, 62, 80.6], breaks=[2]))
    assert [trace["y"] for trace in figure["data"]] == [[60.9, 62.0], [80.6]]
    assert "New definition" in [note["text"] for note in figure["layout"]["annotations"]]


def test_a_range_has_its_band_on_every_period() -> None:
    shapes = plotly_figure(spec([45, 52], targets=[40, 40], tops=[60, 60]))["layout"]["shapes"]
    assert [(shape["y0"], shape["y1"]) for shape in shapes] == [(40, 60), (40, 60)]


def test_provisional_figures_are_hollow() -> None:
    marker = plotly_figure(spec([1, 2], colours=["red", "red"], provisional=[1]))["data"][0]["marker"]
    assert marker["color"] == [INK["red"], "#ffffff"]


def test_words_cannot_be_markup() -> None:
    chart = sample_cards.report_card("=1+1").chart
    assert "<script" not in str(plotly_figure(chart))
    assert "<b>" not in str(plotly_figure(chart))


def test_nothing_of_it_leaves_the_council() -> None:
    config = plotly_figure(spec([1, 2]))["config"]
    assert config["showSendToCloud"] is False
    assert config["displaylogo"] is False
