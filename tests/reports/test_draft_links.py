"""Where the choice of drafts goes, and where drafts never go."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from indicators.actions import RowSeen, discard_figures
from indicators.domain import periods
from indicators.models import Figure
from indicators.roles import (
    ADMINISTRATOR,
    DATA_OFFICER,
    DEMOCRATIC_SERVICES,
    LEAD_OFFICER,
    PERFORMANCE_LEAD,
)
from reports import pages
from reports.kept import kept, shelf
from reports.pages import judging
from tests.indicators.actors import client_for, client_of, person
from tests.reports.drafted import BANNER, CARD, CARD_NOW, DASHBOARD, EXCEPTIONS, OFFER, PAGES, drafted, fill, lead, text
from tests.stores import officer

pytestmark = pytest.mark.django_db
FILES = (
    *(f"/committees/adults/2016-12.{ending}" for ending in ("csv", "json")),
    *(f"/indicators/a01{month}.{ending}" for month in ("", "/2016-12") for ending in ("csv", "json")),
    *("/committees/adults/2016-12/exceptions.csv", "/indicators/a01/2016-12/chart.json", "/definitions/adults.csv"),
)


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    fill(tmp_path)


# Where the choice goes


def hrefs(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'<(?:a|link)\b[^>]* href="([^"]*)"', page)]


OF_FIGURES = re.compile(r"^(/committees/adults/|/indicators/|\?|\.)")


@pytest.mark.parametrize(
    "address",
    [
        drafted(DASHBOARD),
        f"{DASHBOARD}?rating=red&drafts=yes&sort=-2016-11",
        f"{DASHBOARD}?rating=amber&exceptions=yes&drafts=yes",
        drafted(EXCEPTIONS),
        drafted("/committees/adults/2017-01/"),
        drafted("/committees/adults/2016-11/exceptions/"),
        drafted("/indicators/a01/2017-01/"),
        drafted(CARD_NOW),
    ],
)
def test_every_link_keeps_the_choice_but_the_one_that_ends_it(address: str) -> None:
    client = lead("adults")
    page = text(client.get(address))
    found = [one for one in hrefs(page) if OF_FIGURES.match(one)]
    ends = [one for one in found if "drafts=yes" not in one]
    assert len(found) >= 4
    assert len(ends) == 1, ends
    (end,) = re.findall(r'<a href="([^"]*)">Show verified figures only', page)
    assert unescape(end) == ends[0]
    here = address.partition("?")[0]
    for one in found:
        target = one if one.startswith("/") else here + one.removeprefix(".")
        answer = client.get(target.partition("#")[0])
        assert answer.status_code == 200, one
        assert (BANNER in answer.content.decode()) == (one not in ends), one


def test_no_page_with_drafts_leads_to_a_file() -> None:
    for address in (DASHBOARD, EXCEPTIONS, CARD):
        page = text(lead("adults").get(drafted(address)))
        assert not [one for one in hrefs(page) if re.search(r"\.(csv|json|xlsx)$", one)]
        assert "Only verified figures can be taken away." in page


def test_filters_are_kept_when_the_choice_is_made_and_ended() -> None:
    client = lead("adults")
    assert "?rating=green&amp;drafts=yes" in text(client.get(f"{DASHBOARD}?rating=green"))
    assert f'<a href="{DASHBOARD}?rating=red">Show verified' in text(client.get(f"{DASHBOARD}?rating=red&drafts=yes"))
    shown = client.get(f"{DASHBOARD}?rating=red&drafts=yes").context["dashboard"]
    assert [card.code for card in shown.cards] == ["A01"]
    assert shown.filtered
    assert not client.get(drafted(DASHBOARD)).context["dashboard"].filtered


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/committees/adults/", "/committees/adults/2017-01/"),
        ("/committees/adults/2016-17-q4/", "/committees/adults/2017-03/"),
        ("/committees/adults/2016-17-q3/exceptions/", "/committees/adults/2016-12/exceptions/"),
        ("/indicators/a01/2016-17-q3/", "/indicators/a01/2016-12/"),
        ("/committees/empty/", "/committees/empty/2016-11/"),
    ],
)
def test_sending_on_keeps_the_choice(address: str, leads_to: str) -> None:
    answer = client_of(ADMINISTRATOR).get(drafted(address))
    assert (answer.status_code, answer.headers["Location"]) == (302, drafted(leads_to))


@pytest.mark.parametrize(
    ("address", "verified"),
    [
        ("/committees/adults/2017-01/", "/committees/adults/2016-12/"),
        ("/committees/adults/2016-02/", "/committees/adults/2016-10/"),
        ("/committees/adults/2016-11/", "/committees/adults/2016-11/"),
        ("/indicators/a01/2017-01/", "/indicators/a01/2016-12/"),
        ("/committees/empty/2016-11/", "/committees/empty/"),
    ],
)
def test_ending_the_choice_leads_to_the_nearest_month_with_verified_figures(address: str, verified: str) -> None:
    client = client_of(ADMINISTRATOR)
    assert f'<a href="{verified}">Show verified figures only' in text(client.get(drafted(address)))
    assert client.get(verified).status_code == 200


def test_the_months_reach_to_those_with_drafts_only() -> None:
    client = lead("adults")
    assert "January 2017" not in text(client.get(DASHBOARD))
    assert 'href="/committees/adults/2017-01/?drafts=yes">January 2017' in text(client.get(drafted(DASHBOARD)))
    assert client.get(drafted("/committees/adults/2017-02/")).status_code == 404
    assert 'href="/indicators/a02/2016-01' not in text(client.get(drafted("/indicators/a02/2016-02/")))


def test_a_committee_with_drafts_only_offers_them() -> None:
    page = text(lead("empty").get("/committees/empty/"))
    assert f'<a href="?drafts=yes">{OFFER}</a>' in page
    assert "5" in text(lead("empty").get(drafted("/committees/empty/"), follow=True))
    row = Figure.objects.get(indicator__code="E01")
    discard_figures([RowSeen(row.pk, row.version)], by=officer(), reason="Not needed")
    page = text(lead("empty").get(drafted("/committees/empty/")))
    assert "None is on its way either." in page
    assert OFFER not in page


# Where they never are


@pytest.mark.parametrize("address", FILES)
def test_files_hold_verified_figures_only_whoever_asks(address: str) -> None:
    public = Client().get(address).content
    for client in (lead("adults"), client_of(ADMINISTRATOR)):
        assert client.get(drafted(address)).content == public
    assert b"71.5" not in public


def test_they_are_never_kept_for_anybody() -> None:
    client = lead("adults")
    for address in PAGES:
        answer = client.get(drafted(address))
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer.headers
    assert not shelf._answers
    for address in PAGES:
        page = text(Client().get(drafted(address)))
        assert BANNER not in page
        assert "71.5" not in page


def test_an_answer_to_somebody_signed_in_without_a_session_is_not_kept_either() -> None:
    """As with a council's single sign-on that names the person in a header."""
    request = RequestFactory().get(drafted(DASHBOARD))
    request.user = person(PERFORMANCE_LEAD, "by-header")
    kept(request, lambda: HttpResponse("71.5"))
    assert not shelf._answers


@pytest.mark.parametrize("first", ["public", "drafts"])
def test_what_is_remembered_of_one_is_never_taken_for_the_other(first: str) -> None:
    judging._place.cache_clear()
    client, december = lead("adults"), periods.month(2016, 12)
    addresses = [DASHBOARD, drafted(DASHBOARD)]
    for address in addresses if first == "public" else reversed(addresses):
        client.get(address)
    seen = pages.dashboard("adults", december, reader=pages.ANYBODY)
    assert seen.every[0].latest.value == "92.3"
    signs = {mark.sign for card in seen.every for cell in card.cells for mark in cell.marks}
    assert not signs & {"d", "s"}
    assert {card.keeps for card in seen.every} == {""}
    assert "71.5%" in text(client.get(drafted(DASHBOARD)))


@pytest.mark.parametrize("role", [DATA_OFFICER, LEAD_OFFICER, DEMOCRATIC_SERVICES, PERFORMANCE_LEAD])
@pytest.mark.parametrize("address", PAGES)
def test_they_cost_no_query_more(address: str, role: str) -> None:
    client = client_for(person(role, committees=["adults"]))

    def queries(wanted: str) -> int:
        client.get(wanted)
        judging._place.cache_clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(wanted).status_code == 200
        return len(captured)

    assert queries(drafted(address)) == queries(address)
