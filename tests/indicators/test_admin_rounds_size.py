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
from tests.indicators.actors import client_of
from tests.indicators.round_pages import ROUNDS, open_round, press

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
