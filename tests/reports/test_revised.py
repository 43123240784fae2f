"""A figure that took the place of another says so with its date, wherever it is shown."""

from __future__ import annotations

import calendar
import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.series import Series
from reports.cards import CellKind, Mark
from reports.presenters.figures import figure_rows
from reports.presenters.pictures import chart
from reports.tables import VitalSignsTable
from reports.wording.standing import day
from tests.domain.from_text import series_of
from tests.reports import sample_cards
from tests.reports.on_their_way import AWAITED, OCTOBER_12, verified
from tests.reports.test_presenters import assessed, card, subject
from tests.stores import figures, load, registers

DAY, LATER = date(2026, 10, 12), date(2026, 11, 3)
REVISED = Mark("r", "revised", "on 12 October 2026")


def revised(text: str, **days: date) -> Series:
    """Figures from a short text; those of the named months (`m2016_11`) took the place of others on a day."""
    by_month = {name[1:].replace("_", "-"): on for name, on in days.items()}
    return Series.of(replace(one, revised_on=by_month.get(one.period.written)) for one in series_of(text))


# Cards


def test_a_cell_has_a_sign_that_is_read_out_with_its_date() -> None:
    one = card(assessed(revised("2016-10: 620p 637", m2016_10=DAY, m2016_11=LATER), "2016-11 590"))
    assert one.cells[-2].marks == (Mark("p", "provisional"), REVISED)
    assert one.cells[-1].marks == (Mark("r", "revised", "on 3 November 2026"),)
    assert all(cell.marks == () for cell in one.cells[:-2])


def test_what_was_withdrawn_to_a_reason_for_none_is_revised_too() -> None:
    one = card(assessed(revised("2016-10: 620 awaited", m2016_11=DAY)))
    assert (one.cells[-1].kind, one.cells[-1].text, one.cells[-1].marks) == (CellKind.MISSING, "Awaited", (REVISED,))
    assert (one.latest.period.written, one.latest.standing, one.latest.revised) == ("2016-10", "", None)


def test_a_judged_colour_and_a_figure_too_small_to_be_shown_are_revised_too() -> None:
    judged = revised("2016-11: amber", m2016_11=DAY)
    one = card(assessed(judged, definition="none judgement", scheme="judgement"))
    assert (one.latest.text, one.latest.standing) == ("Amber", "Revised on 12 October 2026.")
    small = card(assessed(revised("2016-11: 3", m2016_11=DAY), definition="smaller count"), suppress_below=5)
    assert (small.cells[-1].text, small.cells[-1].marks) == ("Suppressed", (REVISED,))
    assert (small.latest.value, small.latest.revised) == (None, "2026-10-12")


def test_the_key_names_the_sign_once_and_without_a_date() -> None:
    board = sample_cards.dashboard()
    cells = board.cards[0].cells
    marked = (replace(cells[0], marks=(REVISED,)), replace(cells[1], marks=(replace(REVISED, detail="on 1 May 2026"),)))
    first = replace(board.cards[0], cells=(*marked, *cells[2:]))
    table = VitalSignsTable(replace(board, cards=(first, *board.cards[1:])))
    assert table.marks == {"p": "provisional", "r": "revised"}


def test_a_row_of_the_table_has_its_date_in_words_once() -> None:
    made = assessed(revised("2016-10: 620 awaited", m2016_10=DAY, m2016_11=LATER))
    newest, older = figure_rows(subject(made.definition), made.recent)
    assert (older.standing, older.marks) == ("Revised on 12 October 2026.", (Mark("r", "revised"),))
    assert (newest.standing, newest.marks) == ("Revised on 3 November 2026.", (Mark("r", "revised"),))
    assert (older.entry.revised, newest.entry.revised) == ("2026-10-12", "2026-11-03")


def test_the_chart_tells_it_in_every_drawing() -> None:
    made = assessed(revised("2016-07: 600 awaited 610 . 637", m2016_07=DAY, m2016_08=DAY, m2016_11=LATER))
    spec = chart(subject(made.definition), made.recent)
    assert [point.standing for point in spec.points] == [
        *("revised on 12 October 2026", "revised on 12 October 2026", "", "", "revised on 3 November 2026"),
    ]
    assert spec.alternative.endswith(
        "; awaited: Aug 16; revised on 12 October 2026: Jul 16 and Aug 16; revised on 3 November 2026: Nov 16."
    )


def test_the_alternative_of_many_counts_them_and_of_none_to_draw_still_tells() -> None:
    many = assessed(revised("2016-07: 1 2 3 4 5", **{f"m2016_{month:02d}": DAY for month in range(7, 11)}))
    assert "revised on 12 October 2026: 4 periods" in chart(subject(many.definition), many.recent).alternative
    none = assessed(revised("2016-11: awaited", m2016_11=DAY))
    assert chart(subject(none.definition), none.recent).alternative == (
        "No figure to draw; awaited: Nov 16; revised on 12 October 2026: Nov 16."
    )


@given(st.dates())
def test_a_day_is_printed_as_people_write_it(of: date) -> None:
    number, month, year = day(of).split()
    assert (int(number), int(year)) == (of.day, of.year)
    assert not number.startswith("0")
    assert date.fromisoformat(f"{of.year:04d}-{list(calendar.month_name).index(month):02d}-{int(number):02d}") == of


# Pages and files


@pytest.fixture
def store(tmp_path: Path) -> None:
    """A01 revised in November by the way people go, A02 corrected by a folder, A03 (quarterly) and A05 never."""
    registers(tmp_path, figures="code,period,value\nA01,2016-11,85.0\nA01,2016-12,86.2\nA02,2016-12,14\n")
    load(tmp_path, figures("A05,2016-11,,awaited", "A05,2016-12,170.4,final", columns="code,period,value,status"))
    verified("A01", "2016-11", "84.0", why="Counted again")
    verified("A01", "2016-12", "86.20")  # the same number, printed to more places
    verified("A05", "2016-11", "160")  # what was awaited has come


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_everywhere_on_the_pages(client: Client) -> None:
    dashboard = client.get("/committees/adults/2016-12/").content.decode()
    assert '84.0%<sup><span aria-hidden="true">r</span><i class="hidden">, revised on 12 October 2026</i></sup>' in (
        dashboard
    )
    assert dashboard.count("revised") == 2, "the cell, and the key once"
    assert "<li><sup>r</sup> revised</li>" in dashboard
    page = client.get("/indicators/a01/2016-11/").content.decode()
    assert '<p class="small">Revised on 12 October 2026.</p>' in page
    assert '<td class="note">Revised on 12 October 2026.</td>' in page
    assert "<title>November 2016: 84.0%, not rated, revised on 12 October 2026</title>" in page
    assert "; revised on 12 October 2026: Nov 16.</desc>" in page
    later = client.get("/indicators/a01/2016-12/").content.decode()
    assert '<p class="small">Revised' not in later, "its latest figure is of December"
    assert "revised" not in client.get("/indicators/a05/2016-12/").content.decode().lower()
    hover = client.get("/indicators/a01/2016-12/chart.json").json()["data"][-1]["text"]
    assert hover == [
        "November 2016<br>84.0%, not rated, revised on 12 October 2026",
        "December 2016<br>86.20%, not rated",
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_an_exception_says_that_its_figure_was_revised(client: Client, tmp_path: Path) -> None:
    load(tmp_path, {"targets.csv": "code,period,value\nA01,2016-11,95\n"})
    for address in ("/committees/adults/2016-11/", "/committees/adults/2016-11/exceptions/"):
        assert "Revised on 12 October 2026.</p>" in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_everywhere_in_the_files(client: Client, tmp_path: Path) -> None:
    load(tmp_path, {"targets.csv": "code,period,value\nA01,2016-11,95\n"})
    content = json.loads(client.get("/committees/adults/2016-12.json").content)
    days = {
        (one["code"], entry["period"]): entry["revised"] for one in content["indicators"] for entry in one["series"]
    }
    assert {key: found for key, found in days.items() if found} == {("A01", "2016-11"): "2026-10-12"}
    latest = json.loads(client.get("/indicators/a01/2016-11.json").content)
    assert latest["indicator"]["latest"]["revised"] == "2026-10-12"
    assert [one["revised"] for one in latest["figures"]] == ["2026-10-12"]
    rows = list(csv.DictReader(io.StringIO(client.get("/indicators/a01/2016-12.csv").content.decode())))
    assert [(row["period"], row["revised"]) for row in rows] == [("2016-11", "2026-10-12"), ("2016-12", "")]
    rows = list(csv.DictReader(io.StringIO(client.get("/committees/adults/2016-11/exceptions.csv").content.decode())))
    assert [(row["code"], row["revised"]) for row in rows] == [("A01", "2026-10-12")]
    assert b"revised" not in client.get("/committees/adults/2016-12.csv").content, "its header is fixed"
    book = openpyxl.load_workbook(io.BytesIO(client.get("/committees/adults/2016-12.xlsx").content))
    names, *lines = book["Figures"].iter_rows(values_only=True)
    assert names[-1] == "revised"
    assert [(line[0], line[2], line[-1]) for line in lines if line[-1]] == [("A01", "2016-11", "2026-10-12")]


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_what_is_withdrawn_says_so_in_the_cell(client: Client) -> None:
    verified("A02", "2016-12", why="It was another month's", at=OCTOBER_12, **AWAITED)
    page = client.get("/committees/adults/2016-12/").content.decode()
    assert '<td class="m">Awaited<sup><span aria-hidden="true">r</span>' in page


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_a_folder_that_corrects_a_figure_revises_it(client: Client, tmp_path: Path) -> None:
    load(tmp_path, figures("A02,2016-12,15"), reason="Two were counted twice")
    assert client.get("/indicators/a02/2016-12.json").json()["figures"][-1]["revised"] is not None
    load(tmp_path, figures("A02,2016-12,15.0"), reason="One more place")
    (entry,) = (one for one in client.get("/indicators/a02.json").json()["figures"] if one["period"] == "2016-12")
    assert (entry["value"], entry["revised"] is not None) == ("15.0", True), "once revised, it stays so"


def test_no_sign_for_what_was_never_revised() -> None:
    one = card(assessed("2016-10: awaited 637"))
    assert [cell.marks for cell in one.cells] == [()] * 13
    assert (one.latest.standing, one.latest.revised) == ("", None)
