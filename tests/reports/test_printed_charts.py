"""Charts for paper and for Word: the page's picture with its rules inside, and the same as PNG."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from PIL import Image

from reports.cards import ChartSpec
from reports.charts import chart_png, printed_svg
from reports.charts.colours import BAND, INK, LINE, PAGE, QUIET, TEXT, UNKNOWN
from tests.reports import sample_cards
from tests.reports.chart_specs import ODD_SPECS, spec

CSS = Path(__file__).parents[2] / "static" / "css"
SVG = "{http://www.w3.org/2000/svg}"
GREEN = ["green"] * 3
RANGE = spec([45.0, "Awaited", 52.5, 61.0], targets=[40.0] * 4, tops=[60.0] * 4, colours=[*GREEN, "red"], breaks=[2])


def colours(png: bytes) -> set[str]:
    """Every colour that fills at least a few pixels."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    counts = picture.getcolors(picture.width * picture.height)
    return {f"#{red:02x}{green:02x}{blue:02x}" for count, (red, green, blue) in counts if count > 9}


def test_colours_are_those_of_the_stylesheets() -> None:
    tokens = dict(re.findall(r"--([\w-]+): (#\w+);", (CSS / "tokens.css").read_text()))
    charts = (CSS / "charts.css").read_text()
    assert (tokens["text"], tokens["quiet"], tokens["surface"]) == (TEXT, QUIET, UNKNOWN)
    assert tokens["page"] * 2 == PAGE or "#" + tokens["page"][1:] * 2 == PAGE
    assert f".grid {{ fill: none; stroke: {LINE};" in charts
    assert f".range {{ fill: {BAND}; }}" in charts


@given(ODD_SPECS)
@example(spec([]))
def test_it_is_whole_whatever_the_figures(odd: ChartSpec) -> None:
    picture = ElementTree.fromstring(printed_svg(odd, name="a"))
    assert picture.tag == f"{SVG}svg"
    assert [element.tag for element in picture][:3] == [f"{SVG}style", f"{SVG}title", f"{SVG}desc"]
    assert "var(" not in picture[0].text


@pytest.mark.parametrize("code", sample_cards.DRAWN)
def test_every_class_that_is_drawn_is_styled(code: str) -> None:
    picture = ElementTree.fromstring(printed_svg(sample_cards.report_card(code).chart))
    rules = picture[0].text
    drawn = {name for element in picture.iter() for name in element.get("class", "").split()}
    # `minor` words give way on a phone alone, the others are plain text or say which group it is.
    assert {name for name in drawn if f".{name}" not in rules} <= {"line-chart", "minor"}


def test_the_png_shows_the_ratings_in_their_colours() -> None:
    seen = colours(chart_png(sample_cards.report_card("A09").chart))
    assert {INK["red"], INK["amber"], INK["green"], TEXT, QUIET, LINE, UNKNOWN, PAGE} <= seen
    assert BAND in colours(chart_png(RANGE))


def test_the_same_chart_is_the_same_picture_wide_enough_for_print() -> None:
    chart = sample_cards.report_card("A09").chart
    assert chart_png(chart) == chart_png(chart)
    assert Image.open(io.BytesIO(chart_png(chart))).width > 1400


def test_the_png_is_lettered() -> None:
    chart = sample_cards.report_card("A09").chart
    months = (0, 670, 1422, 780)  # the band below the ground line, where only words stand
    plain = replace(chart, points=tuple(replace(point, label="", name="") for point in chart.points))
    words, none = (Image.open(io.BytesIO(chart_png(one))).convert("L").crop(months) for one in (chart, plain))
    assert sum(words.histogram()[:128]) > 10 * sum(none.histogram()[:128])


@settings(max_examples=15)
@given(ODD_SPECS)
@example(sample_cards.report_card("=1+1").chart)
def test_a_png_is_made_of_whatever_figures(odd: ChartSpec) -> None:
    assert chart_png(odd).startswith(b"\x89PNG")
