"""Kept answers: right at once after any change, for nobody but the anonymous, and no larger than they may be."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indicators.actions import (
    TargetEntry,
    change_target,
    enter_figures,
    set_flag,
    set_override,
    submit_figures,
    verify_figures,
)
from indicators.domain.definitions import Colour
from indicators.domain.exception_report import Rule
from indicators.domain.periods import month, year
from indicators.models import Committee, DefinitionVersion, Indicator, ReportCardText, Section
from indicators.queries.committees import store_token
from reports import kept, pages
from reports.kept import Answer, Shelf
from tests.indicators.actors import client_of
from tests.stores import indicator, load, officer, on_its_way, typed, verified_figure

pytestmark = pytest.mark.django_db
FILES = {
    "committees.csv": "slug,name,council,public\nadults,Adult Social Care,Example,yes\ninside,Inside,Example,no\n",
    "sections.csv": "committee,slug,name\nadults,care,Care at home\n",
    "indicators.csv": (
        "code,committee,name,good_is,unit,frequency,basis,section\n"
        "A01,adults,People with a review,bigger,percent,monthly,period,care\n"
        "P01,inside,Unpublished measure,bigger,count,monthly,period,\n"
    ),
    "definitions.csv": "code,from_period,definition\nA01,2016-04,Reviews done\n",
    "targets.csv": "code,period,value\nA01,2016-12,90\n",
    "figures.csv": "code,period,value\nA01,2016-11,85\nA01,2016-12,86.2\nP01,2016-12,4321\n",
}
DASHBOARD = "/committees/adults/2016-12/"
CARD = "/indicators/a01/2016-12/"
DECEMBER = month(2016, 12)


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    load(tmp_path / "store", FILES)


def body(client: Client, address: str = DASHBOARD, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_answer_kept_takes_one_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = body(client)
    with django_assert_num_queries(1):
        assert body(client) == first


def save_figure() -> None:
    verified_figure("A01", DECEMBER, "91.4", why="Counted again")


def save_target() -> None:
    change_target(
        indicator=indicator("A01"),
        period=year(2016),
        entry=TargetEntry(value=Decimal(70), profile="flat"),
        by=officer(),
        expected_version=None,
    )


def rename(model: type, **changes: str) -> Callable[[], None]:
    def save() -> None:
        row = model.objects.first()
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()

    return save


CHANGES: dict[str, tuple[str, Callable[[], None], str]] = {
    "a figure": (DASHBOARD, save_figure, "91.4%"),
    "a target": ("/committees/adults/2016-11/", save_target, "70%"),
    "a committee": (DASHBOARD, rename(Committee, name="People Committee", council="New Council"), "New Council"),
    "a section": (DASHBOARD, rename(Section, name="Care in new words"), "Care in new words"),
    "an indicator": (DASHBOARD, rename(Indicator, name="Renamed measure"), "Renamed measure"),
    "a definition": (CARD, rename(DefinitionVersion, definition="Reviews done anew"), "Reviews done anew"),
    "a text": (
        CARD,
        lambda: ReportCardText.objects.create(
            indicator=indicator("A01"), period="2016-12", why="Because it matters", state="approved"
        ),
        "Because it matters",
    ),
    "an override": (
        DASHBOARD,
        lambda: set_override(
            indicator=indicator("A01"), period=DECEMBER, colour=Colour.RED, reason="Known to be worse", by=officer()
        ),
        "Known to be worse",
    ),
    "a flag": (
        DASHBOARD,
        lambda: set_flag(
            indicator=indicator("A01"), period=DECEMBER, rule=Rule.BUDGET.value, reason="Line 12", by=officer()
        ),
        "Line 12",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_shows_on_the_very_next_request(client: Client, what: str) -> None:
    address, change, words = CHANGES[what]
    assert words not in body(client, address)
    change()
    assert words in body(client, address)


def test_a_figure_shows_when_it_is_verified_and_not_a_step_before(client: Client) -> None:
    before = body(client)
    steps: tuple[Callable[[], Any], ...] = (
        lambda: enter_figures([typed("A01", DECEMBER, "91.4", why="Counted again")], by=officer()),
        lambda: submit_figures([on_its_way("A01", DECEMBER)], by=officer()),
        lambda: verify_figures([on_its_way("A01", DECEMBER)], by=officer()),  # their own
    )
    for take in steps:
        take()
        assert body(client) == before
    (done,) = verify_figures([on_its_way("A01", DECEMBER)], by=officer("performance-lead"))
    assert done.is_done
    assert "91.4%" in body(client)


def test_the_tests_above_fail_where_the_stamp_does_not_move(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "store_token", lambda: "always the same")
    body(client)
    save_figure()
    assert "91.4%" not in body(client)


def test_a_new_day_makes_ages_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, words in ((date(2017, 1, 10), "ended 10 days ago"), (date(2017, 1, 11), "ended 11 days ago")):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda day=day: day)
        assert words in body(client)


def test_what_signed_in_people_see_is_never_kept(client: Client) -> None:
    member = client_of("Member")
    assert "Inside" in body(member, "/")
    assert "Inside" not in body(client, "/")
    assert "4,321" in body(member, "/committees/inside/2016-12/")
    assert client.get("/committees/inside/2016-12/").status_code == 302
    assert member.get("/").headers["Cache-Control"] == "private, no-store"
    assert "Sign out" in body(member, "/")


def test_refusals_are_not_kept(client: Client) -> None:
    for address in ("/committees/none/2016-12/", "/committees/inside/2016-12/", "/committees/adults/"):
        assert client.get(address).status_code in (302, 404)
    assert kept.shelf.take("http://testserver/committees/none/2016-12/", store_token()) is None
    assert not kept.shelf._answers


def test_addresses_and_queries_are_kept_apart(client: Client) -> None:
    assert body(client) != body(client, f"{DASHBOARD}?rating=red")
    assert body(client, "/committees/adults/2016-12.csv") != body(client, "/committees/adults/2016-12.json")


def test_compressed_for_those_who_ask(client: Client) -> None:
    plain = client.get(DASHBOARD)
    packed = client.get(DASHBOARD, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert {"Accept-Encoding", "Cookie"} <= set(plain.headers["Vary"].replace(" ", "").split(","))


def test_a_browser_asks_whether_its_copy_holds(client: Client) -> None:
    first = client.get(DASHBOARD)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(DASHBOARD, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    save_figure()
    changed = client.get(DASHBOARD, headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert b"91.4%" in changed.content


def test_headers_of_safety_and_of_a_download_stay(client: Client) -> None:
    for _ in range(2):
        page, file = client.get(CARD), client.get("/committees/adults/2016-12.csv")
        assert "sha256-" in page.headers["Content-Security-Policy"]
        assert "attachment" in file.headers["Content-Disposition"]
        assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_head_has_no_body(client: Client) -> None:
    body(client)
    answer = client.head(DASHBOARD)
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_name_of_the_site_not_allowed_is_refused(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["dashboard.example"]
    assert client.get(DASHBOARD, headers={"host": "evil.example"}).status_code == 400


def test_the_shelf_forgets_the_oldest_first_and_never_holds_more_than_it_may() -> None:
    def answer(size: int) -> Answer:
        return Answer("now", b"x" * size, None, ())

    shelf = Shelf(most_bytes=100)
    for name in "abcde":
        shelf.put(name, answer(20))
    assert shelf.take("a", "now") is not None  # asked for, so it is the newest now
    shelf.put("f", answer(20))
    assert shelf.take("b", "now") is None
    assert shelf.take("a", "now") is not None
    shelf.put("a", answer(10))
    assert shelf.take("c", "now") is not None
    shelf.put("too large", answer(26))
    assert shelf.take("too large", "now") is None
    assert shelf.take("a", "later") is None
