"""What would be said of a figure still being typed: the words of the pages, for who enters figures, kept nowhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.domain import periods
from indicators.models import Figure
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, DEMOCRATIC_SERVICES, LEAD_OFFICER, MEMBER, PERFORMANCE_LEAD
from reports import pages
from tests import stores
from tests.indicators.actors import BACKEND, client_for, client_of, person
from tests.indicators.round_pages import round_store

pytestmark = pytest.mark.django_db

ADDRESS = "/committees/adults/2016-12/preview"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    round_store(tmp_path)


@pytest.fixture
def data_officer() -> Client:
    return client_of(DATA_OFFICER)


def ask(client: Client, address: str = ADDRESS, **lines: dict[str, str]) -> list[dict[str, Any]]:
    """The previews of some lines, each by its indicator with the fields typed in."""
    body = {"lines": [{"indicator": key, "fields": fields} for key, fields in lines.items()]}
    answer = client.post(address, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200
    return answer.json()["lines"]


def test_the_words_are_those_of_the_page_once_the_figure_is_verified(data_officer: Client, tmp_path: Path) -> None:
    before = stores.picture()
    (said,) = ask(data_officer, a01={"value": "84.0%", "status": "provisional"})
    assert stores.picture() == before, "nothing is kept"
    columns = "code,period,value,status"
    stores.load(tmp_path / "verified", stores.figures("A01,2016-12,84.0,provisional", columns=columns))
    card = pages.report_card("a01", periods.month(2016, 12), reader=pages.EVERYTHING).card
    assert said["badge"] == {"colour": card.badge.colour, "shape": card.badge.shape, "word": card.badge.word}
    assert (said["badge"]["word"], said["text"]) == ("Amber", "84.0%")
    assert said["why"] == card.rating_words == "4.5% worse than the target of 88%; red from 5%."
    assert said["travel"].lower() == f"{card.since_previous.words}.".lower() == "worse than november 2016."
    assert said["problem"] == ""


def test_a_draft_of_the_month_before_counts_as_it_stands_beside_the_field(data_officer: Client, tmp_path: Path) -> None:
    stores.load(tmp_path / "draft", stores.figures("A01,2016-11,80.0"), draft=True, reason="Recounted")
    (said,) = ask(data_officer, a01={"value": "84.0"})
    assert said["travel"].startswith("Better than November 2016")
    assert "86.2" in pages.report_card("a01", None, reader=pages.ANYBODY).card.cells[-2].text


@pytest.mark.parametrize(
    ("line", "fields", "expected"),
    [
        ("a01", {"value": "88.1"}, "Green"),
        ("a01", {"value": "0"}, "Red"),
        ("a06", {"numerator": "1,100", "denominator": "2200"}, "Not rated"),
        ("a02", {"value": "3"}, "Not rated"),  # the target is zero and was missed
        ("a02", {"value": "0"}, "Green"),
        ("a03", {"value": "80"}, "Not rated"),
        ("a04", {"judged": "red"}, "Red"),
        ("a04", {"judged": "green", "reason": "On time"}, "Green"),
    ],
)
def test_each_kind_of_figure(data_officer: Client, line: str, fields: dict[str, str], expected: str) -> None:
    (said,) = ask(data_officer, **{line: fields})
    assert said["badge"]["word"] == expected
    assert said["why"]
    assert "not comparable" not in said["travel"].lower()


@pytest.mark.parametrize(
    "fields",
    [{}, {"value": ""}, {"value": "  "}, {"status": "final"}, {"value": "86", "status": "awaited"}, {"note": "x"}],
)
def test_without_a_figure_there_is_nothing_to_say(data_officer: Client, fields: dict[str, str]) -> None:
    (said,) = ask(data_officer, a01=fields)
    assert said == {"address": "a01", "text": "", "badge": None, "why": "", "travel": "", "problem": ""}


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"value": "<b>many</b>"}, "“<b>many</b>” is not a number; accepted: a number such as 86.2"),
        ({"value": "86", "numerator": "5", "denominator": "10"}, "“86” is not 5 / 10, which gives 50"),
        ({"numerator": "5"}, "accepted: both or neither"),
        ({"numerator": "5", "denominator": "0"}, "“0” cannot divide"),
        ({"value": "9" * 100_000}, "is not a number"),
        ({"value": "86", "status": "nonsense"}, "“nonsense” is not known"),
        ({"judged": "red"}, "is a judgement, but the unit of A01 is percent"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data_officer: Client, fields: dict[str, str], problem: str) -> None:
    (said,) = ask(data_officer, a01=fields)
    assert problem in said["problem"]
    assert said["problem"].endswith(".")
    assert said["badge"] is None


def test_only_indicators_due_in_this_round_of_this_committee_are_answered(data_officer: Client) -> None:
    lines = {key: {"value": "5"} for key in ("p01", "a07", "a08", "none-such", "a05")}
    assert [one["address"] for one in ask(data_officer, **lines)] == ["a05"]
    assert [one["address"] for one in ask(data_officer, "/committees/adults/2016-11/preview", a03={"value": "5"})] == []


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"lines": 5}', b'{"lines": [5]}'),
        *(b'{"lines": [{"indicator": "a01"}]}', b'{"lines": [{"indicator": "a01", "fields": []}]}'),
    ],
)
def test_what_no_page_of_ours_sends_is_answered_with_nothing(data_officer: Client, body: bytes) -> None:
    answer = data_officer.post(ADDRESS, body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (200, {"lines": []})


def test_only_who_enters_figures_in_the_committee_is_answered(tmp_path: Path) -> None:
    def status(client: Client, address: str = ADDRESS) -> int:
        return client.post(address, "{}", content_type="application/json").status_code

    for role in (DATA_OFFICER, PERFORMANCE_LEAD, ADMINISTRATOR):
        assert status(client_of(role)) == 200, role
    for role in (LEAD_OFFICER, DEMOCRATIC_SERVICES, MEMBER):
        assert status(client_of(role)) == 403, role
    assert status(Client()) == 403
    elsewhere = client_for(person(DATA_OFFICER, "elsewhere", committees=["cabinet"]))
    assert status(elsewhere) == 403
    assert status(elsewhere, "/committees/cabinet/2016-12/preview") == 200
    assert status(elsewhere, "/committees/none-such/2016-12/preview") == 404


def test_it_takes_only_a_post_of_our_own_page(data_officer: Client) -> None:
    assert data_officer.get(ADDRESS).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person(DATA_OFFICER), backend=BACKEND)
    assert strict.post(ADDRESS, "{}", content_type="application/json").status_code == 403


def test_many_lines_cost_the_queries_of_one(data_officer: Client) -> None:
    def cost(**lines: dict[str, str]) -> int:
        with CaptureQueriesContext(connection) as found:
            ask(data_officer, **lines)
        return len(found)

    many = {key: {"value": "5"} for key in ("a01", "a02", "a03", "a05", "a06")}
    assert cost(a01={"value": "5"}) == cost(**many) <= 9


def test_a_small_number_is_not_printed_in_words(data_officer: Client, tmp_path: Path) -> None:
    registers = "code,committee,name,good_is,unit,frequency,basis,suppress_below\n"
    stores.load(
        tmp_path / "small", {"indicators.csv": f"{registers}A09,adults,Few people,smaller,count,monthly,period,5\n"}
    )
    (said,) = ask(data_officer, a09={"value": "3"})
    assert "3" not in f"{said['text']} {said['why']} {said['travel']}"
    assert not Figure.objects.filter(indicator__code="A09").exists()
