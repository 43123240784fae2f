"""Lists of entries in the admin: read only, drafts marked, searched and filtered, each row with its whole life."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.admin.entries import ThroughActionsOnly
from indicators.models import Committee, ExceptionFlag, Figure, RatingOverride, Target
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import DRAFT_VALUE, client_of, figure, save, text_of, working_store

pytestmark = pytest.mark.django_db

LIST = "/admin/indicators/figure/"
DECEMBER = f"{LIST}a01/2016-12/"
LIFE = "/admin/indicators/revision/a01/2016-12/"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    working_store(tmp_path / "store")


@pytest.fixture
def officer() -> Client:
    return client_of(DATA_OFFICER)


# Nothing goes past the actions


@pytest.mark.parametrize("model", [Figure, Target, RatingOverride, ExceptionFlag])
def test_rows_cannot_be_saved_or_deleted_by_the_admin_itself(model: type) -> None:
    of_model = admin.site._registry[model]
    for method in (of_model.save_model, of_model.delete_model, of_model.delete_queryset):
        with pytest.raises(ThroughActionsOnly):
            method(None, None, None, True)


def test_djangos_own_pages_for_saving_rows_are_not_there() -> None:
    key = figure("A01", "2016-12").pk
    client = client_of(ADMINISTRATOR)
    for page in ("change", "delete", "history"):
        assert client.get(f"{LIST}{key}/{page}/").status_code == 404
    answer = client.post(LIST, {"action": "delete_selected", "_selected_action": key, "post": "yes"})
    assert answer.status_code == 200
    assert figure("A01", "2016-12")


# Drafts


def test_drafts_stand_in_the_list_and_are_marked(officer: Client) -> None:
    page = text_of(officer.get(LIST))
    assert DRAFT_VALUE in page
    assert "Draft: not on any page" in page
    assert "The form opens on it" in text_of(officer.get(DECEMBER))
    assert "Draft: not on any page" in text_of(officer.get(LIFE))


# The list and the life of a figure


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "A02"}, {"A02"}),
        ({"q": "days waited"}, {"A02"}),
        ({"q": "Nov 2016"}, {"A01"}),
        ({"state": "draft"}, {"A01"}),
        ({"status__exact": "awaited"}, set()),
        ({"indicator__committee__id__exact": "cabinet"}, {"P01"}),
    ],
)
def test_the_list_is_searched_and_filtered(officer: Client, asked: dict[str, str], found: set[str]) -> None:
    if "indicator__committee__id__exact" in asked:
        asked = {"indicator__committee__id__exact": str(Committee.objects.get(slug="cabinet").pk)}
    listed = officer.get(LIST, asked).context["cl"].result_list
    assert {row.indicator.code for row in listed} == found


def test_the_newest_stand_first(officer: Client) -> None:
    ends = [row.ends for row in officer.get(LIST).context["cl"].result_list]
    assert ends == sorted(ends, reverse=True)
    assert len(set(ends)) > 1


def test_a_life_offers_what_its_reader_may_do(officer: Client) -> None:
    page = text_of(officer.get(LIFE))
    assert "Change it" in page
    assert "Withdraw" not in page
    assert "Withdraw" in text_of(client_of(PERFORMANCE_LEAD).get(LIFE))


def test_a_life_that_nothing_was_recorded_for_says_so(officer: Client) -> None:
    assert "Nothing has been recorded" in text_of(officer.get("/admin/indicators/revision/a02/2010-01/"))
    assert officer.get("/admin/indicators/revision/a99/2010-01/").status_code == 404
    assert officer.get("/admin/indicators/revision/a01/2010-13/").status_code == 404


PAGES = (LIFE, DECEMBER, *(f"/admin/indicators/{list_}/" for list_ in ("figure", "target", "revision", "indicator")))


def test_pages_ask_as_often_for_many_rows_as_for_few(tmp_path: Path) -> None:
    client = client_of(PERFORMANCE_LEAD)
    asked_often(client)  # what is asked once in a process is asked here
    few = asked_often(client)
    codes = [f"B{number:02}" for number in range(45)]
    stores.load(
        tmp_path / "more",
        {
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis\n"
            + "".join(f"{code},adults,Measure {code},bigger,count,monthly,period\n" for code in codes),
            "figures.csv": "code,period,value\n" + "".join(f"{code},2016-12,7\n" for code in codes),
            "targets.csv": "code,period,value\n" + "".join(f"{code},2016-12,7\n" for code in codes),
        },
    )
    for number in range(5):
        save(client, DECEMBER, value=str(number), why=f"Change {number}")
    assert asked_often(client) == few


def asked_often(client: Client) -> dict[str, int]:
    """How many queries each page takes."""
    counts = {}
    for page in PAGES:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        counts[page] = len(asked)
    return counts
