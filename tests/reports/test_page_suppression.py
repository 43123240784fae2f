"""Figures too small to be shown stand in no card, no file and no word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reports import cards, pages
from reports.exports.delimited import report_card_csv
from reports.exports.structured import dashboard_json, report_card_json
from tests.reports.pages_seen import (
    DEMONSHIRE_SLUG,
    JANUARY,
    SEPTEMBER,
    card_of,
    texts,
)
from tests.stores import REGISTERS, demonstration, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonshire(db: None) -> None:
    demonstration("demonshire")


# Figures too small to be shown


@pytest.mark.usefixtures("demonshire")
def test_suppressed_figures_stand_nowhere() -> None:
    """D17 counts people: 2 in 2020/21 and 3 in 2025/26, and is not shown below 5."""
    card = pages.report_card("d17", None, reader=pages.EVERYTHING)
    page = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, reader=pages.EVERYTHING)
    dashboard_card = card_of(page, "D17")
    for shown in (card.card, dashboard_card):
        assert (shown.latest.value, shown.latest.status, shown.latest.text) == (None, "suppressed", "Suppressed")
    by_period = {row.period.written: row for row in card.rows}
    for hidden in ("2020/21", "2025/26"):
        row = by_period[hidden]
        assert (row.text, row.numerator, row.denominator) == ("Suppressed", "", "")
        assert (row.entry.value, row.entry.status) == (None, "suppressed")
    assert {period: row.text for period, row in by_period.items() if row.text != "Suppressed"} == {
        "2019/20": "6",
        "2021/22": "7",
        "2022/23": "9",
        "2023/24": "11",
        "2024/25": "8",
    }
    for values in ([point.value for point in card.chart.points], list(dashboard_card.spark.values)):
        assert values == [6.0, None, 7.0, 9.0, 11.0, 8.0, None]
    lonely = {"2", "3", "2.0", "3.0"}
    figure_texts = texts(card.chart) + texts(card.rows) + texts(dashboard_card) + texts(card.card)
    assert not [text for text in figure_texts if lonely & set(text.replace(",", " ").rstrip(".").split())]
    (written,) = (one for one in json.loads(dashboard_json(page))["indicators"] if one["code"] == "D17")
    assert written["latest"] == {
        "period": "2025/26",
        "value": None,
        "status": "suppressed",
        "text": "Suppressed",
        "revised": None,
    }
    assert {one["value"] for one in written["series"]} == {None}
    assert b"2025/26,,suppressed" in report_card_csv(card).replace(b'"', b"")


NUMERATORS = (
    "code,period,value,numerator,denominator\n"
    "S1,2016-11,,4,250\nS1,2016-12,,3,200\nS1,2017-01,,9,300\n"
    "S2,2016-12,8,,\nS2,2017-01,1,,\n"
)


def test_small_numerators_hide_their_percentage_from_every_word(tmp_path: Path) -> None:
    load(
        tmp_path,
        {
            **REGISTERS,
            "schemes.csv": "slug,kind,green_within,red_from\nin-points,points,0,2\n",
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis,scheme,suppress_below,decimals\n"
            "S1,adults,Small share,smaller,percent,monthly,period,in-points,5,1\n"
            "S2,adults,Small count,smaller,count,monthly,period,in-points,5,\n",
            "figures.csv": NUMERATORS,
            "targets.csv": "code,period,value,profile\nS1,2016/17,0.7,flat\nS2,2016/17,9,flat\n",
            "report_cards/s1/2016-11.md": "## What explains current performance?\n\n"
            "{{latest}} {{2016-11}} {{2016-12}} {{change 2016-11 2016-12}} {{change 2016-12 2017-01}} {{S2:latest}} "
            "{{S2:change 2016-12 2017-01}}\n",
        },
    )
    december, january = (
        pages.dashboard("adults", month, reader=pages.EVERYTHING) for month in (JANUARY.previous, JANUARY)
    )
    words = texts(december) + texts(january)
    for month in (JANUARY.previous, JANUARY):
        for address in ("s1", "s2"):
            words += texts(pages.report_card(address, month, reader=pages.EVERYTHING))
    for month in (JANUARY.previous, JANUARY):
        words += [dashboard_json(pages.dashboard("adults", month, reader=pages.EVERYTHING)).decode()]
        for address in ("s1", "s2"):
            report = pages.report_card(address, month, reader=pages.EVERYTHING)
            words += [report_card_json(report).decode(), report_card_csv(report).decode()]
    for hidden in ("1.6", "1.5", "0.1", "0.8", "0.9"):
        assert not [text for text in words if hidden in text], f"{hidden} can be read or worked out"
    one, two = card_of(december, "S1"), card_of(january, "S2")
    assert one.latest.text == two.latest.text == "Suppressed"
    assert (one.rating.gap, one.rating.gap_unit, two.rating.gap) == (None, None, None)
    assert one.rating_words == "Rated on the true figure; the figure is too small to be shown, to protect people."
    assert (one.cells[-1].kind, one.cells[-1].sort_key) == (cards.CellKind.MISSING, None)
    assert card_of(january, "S1").latest.text == "3.0%"
    assert card_of(january, "S1").since_previous.change == ""
    (said,) = (text for text in words if text.startswith("3.0% "))
    assert said == (
        "3.0% a figure too small to be shown a figure too small to be shown not comparable not comparable "
        "a figure too small to be shown not comparable"
    )
