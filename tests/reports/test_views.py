"""The addresses: what each answers, whom it refuses, and what its templates are given."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import Manager, Model, QuerySet
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import ContextList
from django.urls import get_resolver
from openpyxl import load_workbook

from indicators.domain import periods
from indicators.roles import ADMINISTRATOR, MEMBER, PERFORMANCE_LEAD
from reports import pages, views
from reports.cards import Dashboard, Drafts, NoFigures
from reports.tables import VitalSignsTable
from tests.indicators.actors import client_of
from tests.reports import sample_cards
from tests.reports.pages_seen import BOARD_SLUG
from tests.stores import COMMITTEES, load

NORFOLK = "/committees/norfolk-adult-social-care"
DEMONSHIRE = "/committees/demonshire-adult-social-care"
BOARD = "/committees/demonshire-care-market-board"  # not public
PAGES = (
    "/",
    f"{NORFOLK}/2017-01/",
    f"{DEMONSHIRE}/2026-09/",
    f"{DEMONSHIRE}/2026-09/?sort=-2026-08&rating=red",
    f"{DEMONSHIRE}/2026-09/exceptions/",
    "/indicators/a03/",
    "/indicators/d-7-a/2026-09/",
    "/indicators/d21/",
    "/indicators/d26/",
    "/definitions/demonshire-adult-social-care/",
)
DATA = {
    f"{NORFOLK}/2017-01.csv": views.CSV,
    f"{NORFOLK}/2017-01.json": views.JSON,
    f"{NORFOLK}/2017-01.xlsx": views.XLSX,
    f"{NORFOLK}/2017-01/exceptions.csv": views.CSV,
    "/indicators/a03.csv": views.CSV,
    "/indicators/a03.json": views.JSON,
    "/indicators/a03/2017-01.csv": views.CSV,
    "/indicators/a03/2017-01.json": views.JSON,
    "/indicators/a03/2017-01/chart.json": views.JSON,
    "/definitions/norfolk-adult-social-care.csv": views.CSV,
    f"{NORFOLK}/2017-01.pdf": views.PDF,
    f"{NORFOLK}/2017-01/exceptions.pdf": views.PDF,
    "/indicators/a03.pdf": views.PDF,
    "/indicators/a03/2017-01.pdf": views.PDF,
    "/definitions/norfolk-adult-social-care.pdf": views.PDF,
}


class Links(HTMLParser):
    """The links of a page, its alternates, its ids and what points to an id."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.alternates: list[str] = []
        self.ids: list[str] = []
        self.pointed: set[str] = set()
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.ids += [named["id"]] if "id" in named else []
        self.pointed |= set(f"{named.get('aria-labelledby', '')} {named.get('for', '')}".split())
        if tag in ("a", "use"):
            self.hrefs.append(named["href"])
            self.pointed |= {named["href"][1:]} if named["href"].startswith("#") else set()
        if tag == "link" and named.get("rel") == "alternate":
            self.alternates.append(named["href"])


@pytest.mark.usefixtures("demonstrations")
class TestPages:
    def test_every_page_answers_and_every_link_on_it_leads_somewhere(self, client: Client) -> None:
        followed: set[str] = set()
        for address in PAGES:
            response = client.get(address)
            assert response.status_code == 200, address
            links = Links(response)
            here = {href.partition("#")[0] for href in links.hrefs if href.startswith(("/", "?"))}
            followed |= {href if href.startswith("/") else address.partition("?")[0] + href for href in here if href}
            assert links.alternates or address == "/", address
            followed |= set(links.alternates)
        broken = {link: client.get(link).status_code for link in followed if not link.startswith("/accounts/")}
        assert {link: status for link, status in broken.items() if status >= 400} == {}
        assert len(broken) > 100

    @pytest.mark.parametrize("address", PAGES)
    def test_every_id_is_there_once_and_all_that_is_pointed_to_is_there(self, client: Client, address: str) -> None:
        found = Links(client.get(address))
        assert "" not in found.ids
        assert len(found.ids) == len(set(found.ids))
        assert found.pointed - set(found.ids) == set()

    def test_a_committee_leads_to_its_newest_month(self, client: Client) -> None:
        assert client.get(f"{NORFOLK}/").headers["Location"] == f"{NORFOLK}/2017-01/"

    @pytest.mark.parametrize(
        "rest", ["/", ".csv", ".json", ".pdf", "/exceptions/", "/exceptions.csv", "/exceptions.pdf"]
    )
    @pytest.mark.parametrize(("written", "month"), [("2016-17-q3", "2016-12"), ("fy2015-16", "2016-03")])
    def test_a_quarter_or_a_year_leads_to_its_last_month(
        self, client: Client, rest: str, written: str, month: str
    ) -> None:
        assert client.get(f"{NORFOLK}/{written}{rest}").headers["Location"] == f"{NORFOLK}/{month}{rest}"

    @pytest.mark.parametrize("rest", ["/", ".csv", ".pdf"])
    def test_so_it_does_on_an_indicators_page(self, client: Client, rest: str) -> None:
        there = client.get(f"/indicators/a03/2016-17-q3{rest}").headers["Location"]
        assert there == f"/indicators/a03/2016-12{rest}"

    @pytest.mark.parametrize(
        "address",
        [
            f"{NORFOLK}/2016-17/",  # a month that is none
            f"{NORFOLK}/Dec-2016/",
            f"{NORFOLK}/2016-12-01/",
            f"{NORFOLK}/fy2016-18/",
            f"{NORFOLK}/2016-17-q5/",
            f"{NORFOLK}/2017-02/",  # after the newest
            f"{NORFOLK}/1999-01/",
            "/committees/no-such/",
            "/committees/no-such/2017-01/",
            "/indicators/no-such/",
            "/indicators/a03/2031-01/",
            "/definitions/no-such/",
        ],
    )
    def test_what_is_not_there_is_a_page_that_keeps_the_way_back(self, client: Client, address: str) -> None:
        response = client.get(address)
        assert response.status_code == 404
        assert "This page is not here" in response.content.decode()
        assert "/" in Links(response).hrefs

    @pytest.mark.parametrize("address", [*PAGES, *DATA])
    def test_nothing_can_be_sent_to_a_page(self, client: Client, address: str) -> None:
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200

    def test_a_filter_lets_through_what_it_says(self, client: Client) -> None:
        red = client.get(f"{DEMONSHIRE}/2026-09/?rating=red").content.decode()
        table = red.partition('<table class="v">')[2]
        assert 'href="/indicators/d10/2026-09/"' in table
        assert 'href="/indicators/d01/2026-09/"' not in table
        assert '<a href="?rating=red#vital-signs" aria-current="true">Red</a>' in red

    def test_filters_that_fit_nothing_say_what_to_do(self, client: Client) -> None:
        empty = client.get(f"{DEMONSHIRE}/2026-09/?rating=purple").content.decode()
        assert "No vital sign fits these choices." in empty
        assert '<a href="?#vital-signs">Show all 26</a>' in empty

    def test_a_sorted_table_says_by_what(self, client: Client) -> None:
        page = client.get(f"{DEMONSHIRE}/2026-09/?sort=-2026-08").content.decode()
        assert page.count('aria-sort="descending"') == 1
        assert "Back to the order by section" in page
        assert 'scope="rowgroup"' not in page

    def test_the_dashboard_says_first_what_the_committee_must_see(self, client: Client) -> None:
        page = client.get(f"{NORFOLK}/2017-01/").content.decode()
        assert page.index("Norfolk County Council") < page.index("Adult Social Care Committee: vital signs</h1>")
        assert page.index('id="exceptions"') < page.index('class="v"')
        assert "106.7% worse than the target of 1.5" in page

    def test_texts_of_a_report_card_stand_in_their_order(self, client: Client) -> None:
        page = client.get("/indicators/a03/").content.decode()
        places = [page.index(f"{words}</h2>") for words in ("Why is this important?", "The figures", "Action required")]
        assert places == sorted(places)


@pytest.mark.usefixtures("demonstrations")
class TestData:
    @pytest.mark.parametrize("address", DATA)
    def test_each_sibling_has_its_type_and_a_name_to_keep_it_under(self, client: Client, address: str) -> None:
        response = client.get(address)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == DATA[address]
        ending = address.rpartition(".")[2]
        if not address.endswith("chart.json"):
            name = response.headers["Content-Disposition"]
            assert re.fullmatch(rf'(attachment|inline); filename="[a-z0-9-]+\.{ending}"', name)

    def test_they_can_be_read(self, client: Client) -> None:
        board = json.loads(client.get(f"{NORFOLK}/2017-01.json").content)
        assert len(board["indicators"]) == 15
        assert client.get(f"{NORFOLK}/2017-01.csv").content.decode().startswith("code,name,period,value")
        assert load_workbook(io.BytesIO(client.get(f"{NORFOLK}/2017-01.xlsx").content)).sheetnames
        assert set(json.loads(client.get("/indicators/a03/2017-01/chart.json").content)) >= {"data", "layout"}

    def test_filters_do_not_thin_them(self, client: Client) -> None:
        assert client.get(f"{NORFOLK}/2017-01.csv?rating=red").content == client.get(f"{NORFOLK}/2017-01.csv").content

    @pytest.mark.parametrize(
        "address", [f"{NORFOLK}/2017-01.docx", f"{NORFOLK}/2030-01.csv", "/indicators/a03.xlsx", "/indicators/nope.pdf"]
    )
    def test_what_is_not_there_is_said_in_plain_text(self, client: Client, address: str) -> None:
        response = client.get(address)
        assert response.status_code == 404
        assert response.headers["Content-Type"] == views.TEXT
        assert response.content.decode().startswith(("There is no", "Adult Social Care Committee has no"))


@pytest.mark.usefixtures("demonstrations")
class TestOfACommitteeThatIsNotPublic:
    PAGES = (f"{BOARD}/", f"{BOARD}/2026-09/", f"{BOARD}/2026-09/exceptions/", "/indicators/m01/")
    DATA = (
        *(f"{BOARD}/2026-09.csv", f"{BOARD}/2026-09/exceptions.csv", "/indicators/m01.json"),
        *(f"{BOARD}/2026-09.pdf", f"{BOARD}/2026-09/exceptions.pdf", "/indicators/m01.pdf"),
        "/definitions/demonshire-care-market-board.pdf",
    )

    @pytest.mark.parametrize("address", [*PAGES, "/definitions/demonshire-care-market-board/"])
    def test_a_page_asks_to_sign_in_and_comes_back(self, client: Client, address: str) -> None:
        assert client.get(address).headers["Location"] == f"/accounts/sign-in/?next={address}"

    @pytest.mark.parametrize("address", [*DATA, "/definitions/demonshire-care-market-board.csv"])
    def test_data_is_refused_in_plain_text(self, client: Client, address: str) -> None:
        response = client.get(address)
        assert response.status_code == 403
        assert response.headers["Content-Type"] == views.TEXT
        assert b"M01" not in response.content

    def test_it_is_not_named_to_others(self, client: Client) -> None:
        assert "Care Market" not in client.get("/").content.decode()

    def test_a_member_of_the_committee_sees_it_all(self) -> None:
        client = client_of(MEMBER, committees=[BOARD_SLUG])
        for address in (*self.PAGES[1:], *self.DATA):
            assert client.get(address).status_code == 200
        landing = client.get("/").content.decode()
        assert "Care Market" in landing
        assert "Signed in as member" in landing
        assert '<form method="post" action="/accounts/sign-out/">' in landing
        assert "Enter and change data" not in landing

    @pytest.mark.parametrize("committees", [[], ["norfolk-adult-social-care"]])
    def test_somebody_of_another_committee_is_told_so_and_not_asked_to_sign_in_again(self, committees: list) -> None:
        client = client_of(PERFORMANCE_LEAD, committees=committees)
        for address in (*self.PAGES, "/definitions/demonshire-care-market-board/"):
            refused = client.get(address)
            assert refused.status_code == 403
            assert "Your account does not include it" in refused.content.decode()
            assert "Care Market" not in refused.content.decode()
        for address in (*self.DATA, "/definitions/demonshire-care-market-board.csv"):
            refused = client.get(address)
            assert refused.status_code == 403
            assert refused.content == b"This is for people with a role in its committee.\n"
        assert "Care Market" not in client.get("/").content.decode()

    def test_an_officer_finds_the_way_to_the_data(self, client: Client) -> None:
        client.force_login(get_user_model().objects.create_user("officer", is_staff=True))
        assert "Enter and change data" in client.get("/").content.decode()


class TestWithNothingInTheStore:
    def test_the_first_page_says_what_to_do(self, db: None, client: Client) -> None:
        assert "No committee shows its figures to everyone" in client.get("/").content.decode()
        assert "import_folder" in client_of(ADMINISTRATOR).get("/").content.decode()
        assert "for a role in it" in client_of(MEMBER).get("/").content.decode()

    def test_a_committee_without_figures_has_a_page(self, db: None, client: Client, tmp_path: Path) -> None:
        load(tmp_path / "store", {"committees.csv": COMMITTEES})
        page = client.get("/committees/adults/")
        assert page.status_code == 200
        assert "no figures yet" in page.content.decode()
        assert client.get("/definitions/adults/").status_code == 200
        assert "There are no figures yet" in client.get("/").content.decode()


class TestWhatTemplatesAreGiven:
    """A template gets cards: printing one reads nothing from the store (docs/decisions)."""

    def drawn_dashboard(self, dashboard: Dashboard) -> str:
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        return render_to_string(
            "reports/dashboard.html", {"dashboard": dashboard, "table": VitalSignsTable(dashboard)}, request
        )

    def rendered(self) -> Iterator[str]:
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        dashboard = sample_cards.dashboard()
        yield self.drawn_dashboard(dashboard)
        yield render_to_string("reports/exceptions.html", {"dashboard": dashboard}, request)
        yield render_to_string("reports/definitions.html", {"definitions": sample_cards.definitions()}, request)
        yield render_to_string("reports/landing.html", {"landing": sample_cards.landing()}, request)
        drafts = Drafts(True, sample_cards.NASTY, "?rating=red", sample_cards.dashboard().newest, "?drafts=yes")
        yield self.drawn_dashboard(replace(dashboard, drafts=drafts))
        for choice in (None, drafts, replace(drafts, shown=False, keeps="")):
            yield render_to_string(
                "reports/no_figures.html", {"page": NoFigures(sample_cards.COMMITTEE, choice)}, request
            )
            page = {"dashboard": replace(dashboard, drafts=choice)}
            yield render_to_string("reports/exceptions.html", page, request)
        for card in dashboard.cards:
            report = replace(sample_cards.report_card(card.code), drafts=drafts)
            yield render_to_string("reports/indicator.html", {"report": report, "card": report.card}, request)
            report = replace(report, drafts=None)
            yield render_to_string("reports/indicator.html", {"report": report, "card": report.card}, request)

    def test_a_card_is_printed_without_a_query_and_without_a_database(self) -> None:
        # No `db` fixture: pytest-django fails the test at the first query.
        for page in self.rendered():
            assert "<h1>" in page

    def test_nothing_typed_acts_and_nothing_is_styled_in_place(self) -> None:
        for page in self.rendered():
            assert "<script>alert" not in page
            assert not re.search(r"<[^>]+ (style|on\w+)=", page)
            assert "<style" not in page
            assert not re.search(r"<script(?![^>]* src=)", page)

    @pytest.mark.usefixtures("demonstrations")
    @pytest.mark.parametrize("address", PAGES)
    def test_no_row_or_query_reaches_a_template(self, client: Client, address: str) -> None:
        layers = list(_layers(client.get(address).context))
        assert any({"landing", "dashboard", "report", "definitions"} & layer.keys() for layer in layers)
        for layer in layers:
            for name, value in layer.items():
                if name not in ("user", "request", "perms"):  # who is asking: Django's own
                    assert not isinstance(value, Model | QuerySet | Manager), name

    @pytest.mark.usefixtures("demonstrations")
    def test_a_card_from_the_store_is_printed_without_a_query(
        self, django_assert_num_queries: Callable[[int], AbstractContextManager]
    ) -> None:
        dashboard = pages.dashboard("demonshire-adult-social-care", periods.month(2026, 9), reader=pages.ANYBODY)
        report = pages.report_card("d10", None, reader=pages.ANYBODY)
        with django_assert_num_queries(0):
            assert "D10" in self.drawn_dashboard(dashboard)
            assert "D10" in render_to_string("reports/indicator.html", {"report": report, "card": report.card})


class TestThePolicy:
    def test_the_hash_of_plotlys_style_is_that_of_the_installed_package(self) -> None:
        bundle = Path(find_spec("plotly").origin).parent / "package_data" / "plotly.min.js"
        found = re.findall(r"\.textContent='(\.maplibregl-map\{[^']*)'", bundle.read_text(encoding="utf-8"))
        assert len(found) == 1
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        empty = base64.b64encode(hashlib.sha256(b"").digest()).decode()
        assert (f"'sha256-{empty}'", f"'sha256-{digest}'") == views.PLOTLY_STYLES

    @pytest.mark.usefixtures("demonstrations")
    def test_only_the_page_with_the_chart_allows_them(self, client: Client) -> None:
        for address in PAGES:
            policy = client.get(address).headers["Content-Security-Policy"]
            assert (views.PLOTLY_STYLES[1] in policy) == address.startswith("/indicators/"), address
            assert "unsafe" not in policy


def test_every_address_of_the_pages_is_visited_by_these_tests() -> None:
    """A new address must join PAGES or DATA. The preview of a round's figures is posted to, and tested by itself; the
    addresses of papers are visited in `test_paper_pages`, which have a test like this one."""
    names = {pattern.name for pattern in get_resolver("reports.urls").url_patterns} - {None, "committee", "preview"}
    names = {name for name in names if "paper" not in name}
    visited = {get_resolver().resolve(address.partition("?")[0]).url_name for address in (*PAGES, *DATA)}
    assert names - visited == set()


def _layers(context: ContextList | None) -> Iterator[dict[str, Any]]:
    for one in context or ():
        yield from one.dicts if hasattr(one, "dicts") else [one]
