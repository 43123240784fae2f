"""Queries per page: the same whatever the number of indicators, committees and years stored, and never many."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.domain import periods
from indicators.domain.periods import parse
from indicators.queries.vital_signs import PERIODS_READ
from reports import pages
from reports.pages import judging
from tests.indicators.actors import client_for, person
from tests.stores import demonstration, figures, indicator, load

pytestmark = pytest.mark.django_db

NEWEST = periods.month(2017, 1)
MOST_OF_A_DASHBOARD = 8
PAGES: dict[str, Callable[[], object]] = {
    "landing": lambda: pages.landing(reader=pages.EVERYTHING),
    "newest month": lambda: pages.newest_month("c0", reader=pages.ANYBODY),
    "dashboard": lambda: pages.dashboard("c0", NEWEST, reader=pages.ANYBODY),
    "an older dashboard": lambda: pages.dashboard("c0", periods.month(2016, 3), reader=pages.ANYBODY),
    "report card": lambda: pages.report_card("c0-00", None, reader=pages.ANYBODY),
    "definitions": lambda: pages.definitions("c0", reader=pages.ANYBODY),
}


def committees(
    folder: Path, *, indicators: int, years: int, committees: int = 1, streaks: bool = False, together: bool = True
) -> None:
    """Committees with so many monthly indicators and so many years of figures, targets, definitions and flags.

    With `streaks` every indicator has had one colour and become worse month by month for all the time, so that its
    verdict hangs on the whole of its history. Not `together`: each committee's newest month lies years apart.
    """
    slugs = [f"c{number}" for number in range(committees)]
    codes = [f"{slug}-{number:02d}" for slug in slugs for number in range(indicators)]
    header = "code,committee,name,good_is,unit,frequency,basis,related\n"
    lines: list[str] = []
    for code in codes:
        last = NEWEST.plus(-24 * int(code[1]) if not together else 0)
        for step in range(12 * years):
            value = Decimal(95) - Decimal(step) / 10 if streaks else 90 + step % 3
            lines.append(f"{code},{last.plus(step + 1 - 12 * years).written},{value}")
    load(
        folder,
        {
            "committees.csv": "slug,name,council,public\n" + "".join(f"{slug},{slug},Example,yes\n" for slug in slugs),
            "indicators.csv": header
            + "".join(f"{code},{code[:2]},Measure,bigger,percent,monthly,period,{codes[-1]}\n" for code in codes[:-1])
            + f"{codes[-1]},{codes[-1][:2]},Measure,bigger,percent,monthly,period,\n",
            "definitions.csv": "code,from_period,definition\n" + "".join(f"{code},2004-04,One\n" for code in codes),
            "targets.csv": "code,period,value,profile\n"
            + "".join(
                f"{code},{periods.year(2017 - year).written},99,flat\n" for code in codes for year in range(years + 2)
            ),
            "exception_flags.csv": "code,period,rule,reason\n"
            + "".join(f"{line[:5]},{line[6:13]},budget,Line 7\n" for line in lines[-1:]),
            "report_cards/c0-00/2016-01.md": "## Why is this important?\n\n{{latest}}\n",
            **figures(*lines),
        },
    )


def queries(page: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        page()
    return len(captured)


def counted(*, remembered: bool = False) -> dict[str, int]:
    found = {}
    for name, page in PAGES.items():
        if not remembered:
            judging._place.cache_clear()
        found[name] = queries(page)
    return found


def test_pages_take_the_same_queries_whatever_is_stored(tmp_path: Path) -> None:
    committees(tmp_path, indicators=5, years=2)
    few = counted()
    committees(tmp_path, indicators=40, years=2)
    assert counted() == few, "more indicators"
    committees(tmp_path, indicators=5, years=12)
    # Where more is stored than was read, one more look may be needed: never more than one of figures, one of targets.
    many = counted()
    for page in PAGES.values():
        page()
    remembered = few | {"landing": 3, "dashboard": 3, "an older dashboard": 3}
    assert counted(remembered=True) == remembered, "nothing is read again where nothing changed, however long it is"
    assert all(0 <= many[name] - few[name] <= 2 for name in PAGES), "more years"
    assert many["dashboard"] <= few["dashboard"] + 2
    assert few == {
        "landing": 5,
        "newest month": 1,
        "dashboard": 5,
        "an older dashboard": 5,
        "report card": 7,
        "definitions": 3,
    }


@pytest.mark.parametrize(
    ("indicators", "years", "streaks"), [(5, 2, False), (40, 2, True), (5, 12, False), (40, 8, True)]
)
def test_a_dashboard_takes_at_most_eight_with_the_stamp(
    tmp_path: Path, indicators: int, years: int, streaks: bool
) -> None:
    committees(tmp_path, indicators=indicators, years=years, streaks=streaks)

    def page() -> None:
        pages.store_token()
        pages.newest_month("c0", reader=pages.ANYBODY)
        pages.dashboard("c0", NEWEST, reader=pages.ANYBODY)

    with_month = queries(page)
    alone = with_month - queries(PAGES["newest month"])
    assert alone <= MOST_OF_A_DASHBOARD
    assert with_month <= MOST_OF_A_DASHBOARD + 2


@pytest.mark.parametrize("together", [True, False])
def test_the_landing_page_takes_no_more_for_more_committees(tmp_path: Path, together: bool) -> None:
    committees(tmp_path, indicators=3, years=6, committees=2, streaks=True, together=together)
    two = queries(PAGES["landing"])
    committees(tmp_path, indicators=3, years=6, committees=6, streaks=True, together=together)
    assert queries(PAGES["landing"]) == two <= MOST_OF_A_DASHBOARD


def test_a_report_card_takes_no_more_for_more_tokens(tmp_path: Path) -> None:
    committees(tmp_path, indicators=20, years=3)
    one = indicator("C0-00")
    text = one.texts.get()

    def with_tokens(*tokens: str) -> int:
        text.why = " ".join(f"{{{{{token}}}}}" for token in tokens)
        text.save()
        return queries(PAGES["report card"])

    none = with_tokens()
    assert with_tokens("latest", "2016-11", "change 2016-10 latest", "C0-00:rating") == none
    other = with_tokens("C0-01:latest")
    assert with_tokens(*(f"C0-{number:02d}:latest" for number in range(1, 20))) == other == none + 1


@pytest.mark.parametrize("name", ["demonshire", "norfolk_2017"])
def test_the_demonstrations_take_at_most_eight(name: str) -> None:
    demonstration(name)
    for entry in pages.landing(reader=pages.EVERYTHING).committees:
        slug, month = entry.committee.slug, periods.parse(entry.as_at.written)
        assert queries(lambda: pages.dashboard(slug, month, reader=pages.EVERYTHING)) + 1 <= MOST_OF_A_DASHBOARD  # noqa: B023


@pytest.mark.parametrize("role", [None, "Member", "Data officer"])
@pytest.mark.parametrize("address", ["/", "/committees/c0/2017-01/", "/indicators/c0-00/", "/definitions/c0.csv"])
def test_what_somebody_may_see_costs_one_query(tmp_path: Path, address: str, role: str | None) -> None:
    committees(tmp_path, indicators=3, years=2, committees=3)
    user = person(role, committees=["c0", "c1"])
    client, everything = client_for(user), client_for(person(None, "root", superuser=True))
    client.get(address)
    with CaptureQueriesContext(connection) as theirs:
        assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as of_a_superuser:
        assert everything.get(address).status_code == 200
    assert len(theirs) == len(of_a_superuser) + 1
    # The session and the account come first, as they always have.
    assert [query["sql"] for query in theirs][2].startswith('SELECT "indicators_committeerole"')


def test_a_correction_of_a_figure_long_ago_is_not_missed(tmp_path: Path) -> None:
    committees(tmp_path, indicators=1, years=6, streaks=True)

    def since() -> str | None:
        return pages.dashboard("c0", NEWEST, reader=pages.ANYBODY).every[0].rating.since

    first = since()
    assert first is not None
    assert parse(first) < NEWEST.plus(-PERIODS_READ), "the streak is longer than what is read at first"
    assert since() == first
    long_ago = NEWEST.plus(-PERIODS_READ - 6)
    status = "code,period,value,status,reason"
    load(tmp_path, figures(f"C0-00,{long_ago},,not_reportable,Lost", columns=status), reason="The file was lost")
    assert since() == long_ago.next.written
