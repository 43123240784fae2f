"""Rounds of 60 and of 200 indicators: the queries of a round of one, and every second line bad."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Figure
from indicators.roles import DATA_OFFICER
from tests import stores
from tests.indicators.actors import client_of, text_of
from tests.indicators.round_pages import ROUNDS, open_round, press, read

pytestmark = pytest.mark.django_db

ROUND = f"{ROUNDS}c0/2016-12/"


def round_of(folder: Path, indicators: int, months: int = 24) -> None:
    """A committee with so many monthly indicators and so many months of figures up to November 2016."""
    codes = [f"B{number:03d}" for number in range(indicators)]
    lines = [
        f"{code},{(2016 * 12 + 10 - back) // 12}-{(2016 * 12 + 10 - back) % 12 + 1:02d},{80 + back % 7}.{back % 10}"
        for code in codes
        for back in range(months)
    ]
    stores.load(
        folder,
        {
            "committees.csv": "slug,name,council,public\nc0,Adults,Example,yes\n",
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis\n"
            + "".join(f"{code},c0,Measure {code},bigger,percent,monthly,period\n" for code in codes),
            "targets.csv": "code,period,value,profile\n" + "".join(f"{code},2016/17,90,flat\n" for code in codes),
            **stores.figures(*lines),
        },
    )


def values(count: int, text: str = "83.{}") -> dict[str, str]:
    return {f"b{number:03d}__value": text.format(number % 10) for number in range(count)}


def queries(client: Client, count: int) -> tuple[int, int, int]:
    """How many it takes to show a round, to save so many lines of it, and to change and submit them."""
    with CaptureQueriesContext(connection) as shown:
        page = open_round(client, ROUND)
    with CaptureQueriesContext(connection) as saved:
        assert press(client, page, address=ROUND, **values(count)).status_code == 302
    page = open_round(client, ROUND)
    with CaptureQueriesContext(connection) as submitted:
        answer = press(client, page, "save_and_submit", address=ROUND, **values(count, "84.{}"))
        assert answer.status_code == 302
    assert Figure.objects.filter(state="submitted").count() == count
    return len(shown), len(saved), len(submitted)


@pytest.mark.parametrize("count", [2, 60])
def test_sixty_lines_cost_the_queries_of_two(tmp_path: Path, count: int) -> None:
    round_of(tmp_path / "store", count)
    # SQLite takes 999 values a statement, so it inserts 60 figures, and their 60 revisions, in two statements each.
    more = 2 if count == 60 and connection.features.max_query_params else 0
    shown, saved, submitted = queries(client_of(DATA_OFFICER), count)
    assert (shown, saved - more, submitted - more) == (14, 21, 35)


def test_sixty_lines_with_every_second_bad_keep_the_other_thirty(tmp_path: Path) -> None:
    round_of(tmp_path / "store", 60)
    client = client_of(DATA_OFFICER)
    typed = {name: "eighty" if number % 2 else "83.1" for number, name in enumerate(values(60))}
    answer = press(client, open_round(client, ROUND), address=ROUND, **typed)
    assert answer.status_code == 200
    assert Figure.objects.filter(state="draft").count() == 30
    form, text = read(answer), text_of(answer)
    assert "30 figures are saved as drafts." in text
    assert text.count("“eighty” is not a number") == 60, "30 times in the summary and 30 times at the field"
    assert [form.fields[name.replace("__", "-")] for name in typed] == [["83.1"], ["eighty"]] * 30
    assert press(client, answer, address=ROUND, **values(60, "83.1")).status_code == 302
    assert Figure.objects.filter(state="draft").count() == 60


def test_two_hundred_lines_all_filled_in(tmp_path: Path) -> None:
    round_of(tmp_path / "store", 200, months=3)
    client = client_of(DATA_OFFICER)
    page = open_round(client, ROUND)
    everything = {
        name.replace("value", column): text
        for name in values(200)
        for column, text in (("value", ""), ("numerator", "830"), ("denominator", "1000"), ("note", "n" * 2000))
    }
    ticked = tuple(f"b{number:03d}" for number in range(200))
    answer = press(client, page, "submit", ticked=ticked, address=ROUND, **everything)
    assert answer.status_code == 302
    assert Figure.objects.filter(state="submitted", value="83").count() == 200
    answer = press(client, open_round(client, ROUND), address=ROUND, **dict.fromkeys(values(200), "x"))
    assert answer.status_code == 200
    assert text_of(answer).count("“x” is not a number") == 400


def test_two_hundred_slips_of_unit_are_asked_about_and_ticked_at_once(tmp_path: Path) -> None:
    round_of(tmp_path / "store", 200, months=12)
    stores.load(tmp_path / "verified", stores.figures(*(f"B{number:03d},2016-12,84.1" for number in range(200))))
    client = client_of(DATA_OFFICER)
    answer = press(client, open_round(client, ROUND), address=ROUND, **values(200, "0.83{}"))
    assert answer.status_code == 200
    assert not Figure.objects.filter(state="draft").exists()
    assert len(read(answer).names) > 2000
    said = {
        f"b{number:03d}__{field}": text
        for number in range(200)
        for field, text in (("tick", "on"), ("checked", "It is a ratio now"), ("why", "Recounted"))
    }
    assert press(client, answer, address=ROUND, **said).status_code == 302
    assert Figure.objects.filter(state="draft", checked="It is a ratio now", why="Recounted").count() == 200
