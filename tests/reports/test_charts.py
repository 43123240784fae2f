"""Pictures of odd and ordinary figures: whole, well-formed, truthful, and styled by classes alone."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given

from reports.cards import ChartSpec
from reports.charts import data_table, line_svg, spark_svg
from reports.charts.axis import axis_of
from reports.charts.layout import BOTTOM, HEIGHT, WIDTH, lay_out
from tests.reports import sample_cards
from tests.reports.chart_specs import ODD_SPECS, spec
from tests.reports.sample_figures import spark_of

CSS = Path(__file__).parents[2] / "static" / "css"
SAMPLES = [sample_cards.report_card(code).chart for code in sample_cards.DRAWN]
RISING = spec([1.4, 1.5, 1.9, 2.4, 3.1], targets=[1.5] * 5, colours=["green", "green", "red", "red", "red"])


def drawn(of: ChartSpec) -> ElementTree.Element:
    return ElementTree.fromstring(line_svg(of))


def by_class(picture: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in picture.iter() if name in element.get("class", "").split()]


def texts(picture: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in picture.iter("text")]


def moves(path: str) -> int:
    """How many separate pieces a line has."""
    return path.count("M")


AXES = {
    "from nought when figures come near it": ([1.4, 3.3, 1.5], "", "", ["0", "1", "2", "3", "4"]),
    "from where they begin when they do not": ([613, 637, 590], "", "", ["580", "600", "620", "640"]),
    "never beyond 100% for figures within it": ([96.1, 99.9], "", "%", ["96%", "97%", "98%", "99%", "100%"]),
    "beyond it when they are": ([90, 104], "", "%", ["90%", "95%", "100%", "105%"]),
    "all equal": ([50, 50], "", "", ["45", "50", "55"]),
    "all equal at the top": ([100], "", "%", ["90%", "95%", "100%"]),
    "all nought": ([0, 0], "", "", ["0", "1"]),
    "whole figures have whole steps": ([1, 2], "", "", ["1", "2"]),
    "across nought": ([-1200, 2207], "£", "", ["-£2,000", "-£1,000", "£0", "£1,000", "£2,000", "£3,000"]),
    "below nought, near it": ([-2200, -900], "", "", ["-3,000", "-2,000", "-1,000", "0"]),
    "tiny differences": ([0.001, 0.0012], "", "", ["0.00100", "0.00105", "0.00110", "0.00115", "0.00120"]),
    "millions": ([1.5e6, 2.6e6], "£", "", ["£1.5m", "£2.0m", "£2.5m", "£3.0m"]),
    "steps too small for millions": ([2_000_000, 2_000_010], "", "", ["2,000,000", "2,000,005", "2,000,010"]),
    "thousands of millions": ([2e9, 9e9], "", "", ["0.0bn", "2.5bn", "5.0bn", "7.5bn", "10.0bn"]),
}


@pytest.mark.parametrize("name", AXES)
def test_axes(name: str) -> None:
    values, prefix, suffix, labels = AXES[name]
    axis = axis_of(spec(values, prefix=prefix, suffix=suffix))
    assert axis is not None
    assert list(axis.labels) == labels


@given(ODD_SPECS)
def test_an_axis_holds_every_figure_between_distinct_numbers(odd: ChartSpec) -> None:
    axis = axis_of(odd)
    numbers = [n for point in odd.points for n in (point.value, point.target, point.target_to) if n is not None]
    if all(point.value is None for point in odd.points):
        assert axis is None
        return
    assert axis is not None
    room = (axis.high - axis.low) * 1e-9
    assert axis.low - room <= min(numbers)
    assert max(numbers) <= axis.high + room
    assert 2 <= len(axis.ticks) <= 7
    assert all(lower < higher for lower, higher in pairwise(axis.ticks))
    assert len(set(axis.labels)) == len(axis.labels)


@given(ODD_SPECS)
@example(spec([]))
@example(spec([1e15, 1e15 - 0.125]))
@example(spec([1e-15, 2e-15]))
@example(spec([86.2]))
@example(spec(["Awaited"] * 13))
@example(spec([None] * 3, colours=["red"] * 3))
def test_any_figures_are_drawn_within_the_picture(odd: ChartSpec) -> None:
    text = line_svg(odd)
    picture = ElementTree.fromstring(text)
    assert picture.get("role") == "img"
    assert picture[0].tag == "title"
    assert picture[1].tag == "desc"
    assert "nan" not in re.sub(r"<(title|desc|text|tspan)[^>]*>[^<]*", "", text)
    for mark in by_class(picture, "points"):
        for shape in mark:
            x, y = map(float, re.match(r"M(\S+) (\S+?)[a-z]", shape.get("d", "")).groups())
            assert -10 <= x <= WIDTH + 10
            assert -10 <= y <= HEIGHT
    figures = [point for point in odd.points if point.value is not None]
    judged = [point for point in odd.points if point.badge.colour.value != "none"]
    assert sum(map(len, by_class(picture, "points"))) == len(figures or judged)


@given(ODD_SPECS)
def test_labels_never_cover_each_other(odd: ChartSpec) -> None:
    layout = lay_out(odd)
    if layout.newest is None or layout.target is None:
        return
    a, b = layout.newest.box, layout.target.box
    apart = 1e-6
    assert a[1] <= b[0] + apart or b[1] <= a[0] + apart or a[3] <= b[2] + apart or b[3] <= a[2] + apart


@pytest.mark.parametrize("chart", [*SAMPLES, RISING])
def test_pictures_have_classes_and_no_styles_and_each_class_has_a_rule(chart: ChartSpec) -> None:
    text = line_svg(chart) + spark_svg(spark_of(chart))
    assert "style=" not in text
    assert "<style" not in text
    rules = "".join((CSS / name).read_text() for name in ("charts.css", "components.css"))
    used = {name for names in re.findall(r'class="([^"]+)"', text) for name in names.split()}
    assert {name for name in used if not re.search(rf"\.{name}\b", rules)} == set()


def test_the_alternative_text_names_the_picture() -> None:
    picture = ElementTree.fromstring(line_svg(RISING, name="a-1"))
    assert picture.get("aria-labelledby") == "a-1-t a-1-d"
    assert [(child.get("id"), child.text) for child in picture[:2]] == [
        ("a-1-t", "Delayed transfers"),
        ("a-1-d", "Rose from 1 to 2."),
    ]


def test_the_newest_figure_and_the_target_are_named_where_they_end() -> None:
    picture = drawn(RISING)
    assert ["".join(one.itertext()) for one in by_class(picture, "newest")] == ["3.1"]
    assert [line.text for line in by_class(picture, "target-words")[0]] == ["Target", "1.5"]


def test_a_point_has_the_shape_and_class_of_its_rating_and_is_hollow_while_provisional() -> None:
    chart = spec([1, 2, 3, 4], colours=["red", "amber", "green", "none"], provisional=[1])
    marks = by_class(drawn(chart), "points")[0]
    assert [mark.get("class") for mark in marks] == ["red", "amber provisional", "green", "none"]
    outlines = [re.sub(r"^M\S+ \S+?(?=[a-z])", "", mark.get("d", "")) for mark in marks]
    assert len(set(outlines)) == 4
    assert marks[1][0].text == "November 2016: 2, amber, provisional"


def test_a_missing_figure_interrupts_the_line_and_says_why() -> None:
    picture = drawn(spec([622, 617, "Cannot be reported", 616, 622]))
    assert moves(by_class(picture, "trend")[0].get("d", "")) == 2
    crosses = by_class(picture, "gaps")[0]
    assert [cross[0].text for cross in crosses if cross.tag == "path"] == ["November 2016: Cannot be reported"]
    assert "Cannot be reported" in texts(picture)
    assert len(by_class(picture, "unknown")) == 1


def test_neighbours_missing_for_one_reason_share_its_words() -> None:
    assert texts(drawn(spec([622, 617, 616, "Awaited", "Awaited"]))).count("Awaited") == 1


def test_a_period_never_due_has_no_cross() -> None:
    picture = drawn(spec([622, None, 617]))
    assert not by_class(picture, "gaps")
    assert moves(by_class(picture, "trend")[0].get("d", "")) == 2


def test_a_new_definition_interrupts_the_line_and_is_named() -> None:
    picture = drawn(spec([60.9, 62, 80.6, 81], breaks=[2]))
    assert moves(by_class(picture, "trend")[0].get("d", "")) == 2
    assert len(by_class(picture, "break")) == 1
    assert "New definition" in texts(picture)


def test_a_target_is_drawn_in_steps_and_only_where_it_holds() -> None:
    steps = by_class(drawn(spec([1, 2, 3, 4], targets=[5, 5, 6, None])), "target")[0].get("d", "")
    assert moves(steps) == 1
    assert steps.count("V") == 1
    apart = by_class(drawn(spec([1, 2, 3, 4], targets=[5, None, 5, 5])), "target")[0].get("d", "")
    assert moves(apart) == 2


def test_a_range_is_a_band() -> None:
    picture = drawn(spec([45, 52, 61], targets=[40] * 3, tops=[60] * 3))
    assert not by_class(picture, "target")
    band = by_class(picture, "range")[0].get("d", "")
    assert band.count("z") == 1
    assert by_class(picture, "target-words")


def test_the_axis_says_when_it_does_not_start_at_nought() -> None:
    assert by_class(drawn(spec([622, 637], unit="per 100,000")), "caption")[0].text == "Per 100,000, axis from 620"
    assert by_class(drawn(spec([1, 3], unit="per 100,000")), "caption")[0].text == "Per 100,000"


def test_without_any_figure_the_picture_says_so() -> None:
    assert "No figures in these periods" in texts(drawn(spec(["Awaited"] * 3)))


def test_judged_colours_stand_in_a_row() -> None:
    picture = drawn(spec(["Amber", "Red", "Green"], colours=["amber", "red", "green"]))
    marks = by_class(picture, "points")[0]
    assert [mark.get("class") for mark in marks] == ["amber", "red", "green"]
    assert not by_class(picture, "trend")
    assert not by_class(picture, "gaps")


def test_periods_are_thinned_from_the_newest_and_more_so_on_a_phone() -> None:
    months = by_class(drawn(spec([1.0] * 25)), "months")[0]
    shown = [text for text in months if int(text.get("y", "0")) == BOTTOM + 23]
    assert shown[-1].text == "Jan"
    assert shown[-1].get("class") is None
    assert [text.get("class") for text in shown[:2]].count("minor") == 1
    xs = [float(text.get("x", "0")) for text in shown]
    assert min(right - left for left, right in pairwise(xs)) >= 34
    years = [text.text for text in months if int(text.get("y", "0")) != BOTTOM + 23]
    assert years == ["2015", "2016", "2017"]


@pytest.mark.parametrize("chart", SAMPLES)
def test_sizes(chart: ChartSpec) -> None:
    assert len(line_svg(chart).encode()) < 4500
    assert len(spark_svg(spark_of(chart)).encode()) < 300


@given(ODD_SPECS)
def test_small_trend_lines(odd: ChartSpec) -> None:
    small = spark_svg(spark_of(odd))
    figures = [point for point in odd.points if point.value is not None]
    if not figures:
        assert small == ""
        return
    picture = ElementTree.fromstring(small)
    assert picture.get("aria-hidden") == "true"
    assert "".join(picture.itertext()) == ""
    assert picture[1].get("class") == figures[-1].badge.colour.value
    for x, y in re.findall(r"[ML](-?\d+) (-?\d+)", picture[0].get("d", "")):
        assert 0 <= int(x) <= 100
        assert 0 <= int(y) <= 24


def test_a_small_trend_line_rises_when_figures_rise_and_stops_at_gaps() -> None:
    path = ElementTree.fromstring(spark_svg(spark_of(spec([1, 2, "Awaited", 4, 5], breaks=[4]))))[0].get("d", "")
    heights = [int(y) for _, y in re.findall(r"[ML](\d+) (\d+)", path)]
    assert heights == sorted(heights, reverse=True)
    assert moves(path) == 3


def test_the_table_says_what_the_picture_shows() -> None:
    chart = spec([3.1, "Awaited"], targets=[1.5], colours=["red"], provisional=[0], breaks=[0])
    assert data_table(chart) == (
        ("December 2016", "3.1", "1.5", "Red", "provisional, new definition"),
        ("January 2017", "Awaited", "", "Not rated", ""),
    )
