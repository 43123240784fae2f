"""Who gets to which address: every address of the site, as every role, as a superuser and as nobody.

A new address fails `test_every_address_stands_in_the_table` until it has its rows here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from indicators.models import Committee, DefinitionVersion, ReportCardText, Scheme, Section
from indicators.roles import (
    ADMINISTRATOR,
    DATA_OFFICER,
    DEMOCRATIC_SERVICES,
    LEAD_OFFICER,
    MEMBER,
    PERFORMANCE_LEAD,
    ROLES,
)
from reports import views
from tests import stores
from tests.indicators.actors import BACKEND, DRAFT_VALUE, PRIVATE_WORDS, client_of, person, working_store

pytestmark = pytest.mark.django_db

NOBODY, SUPERUSER = "nobody", "superuser"
EVERYBODY = frozenset({NOBODY, SUPERUSER, *ROLES})
SIGNED_IN = EVERYBODY - {NOBODY}
STAFF = SIGNED_IN - {MEMBER}
LEADS = frozenset({PERFORMANCE_LEAD, ADMINISTRATOR, SUPERUSER})
RECORDERS = LEADS | {DATA_OFFICER}
WRITERS = LEADS | {LEAD_OFFICER}
ADMINISTRATORS = frozenset({ADMINISTRATOR, SUPERUSER})
ONLY_SUPERUSER = frozenset({SUPERUSER})
NO_ONE: frozenset[str] = frozenset()

ALLOWED, REFUSED, SIGN_IN, ABSENT = "allowed", "refused", "asked to sign in", "not there"
REGISTERS = ("committee", "section", "scheme", "indicator", "definitionversion")


@dataclass(frozen=True)
class Visit:
    """One address, and how who fares there: `found` is for those who are allowed. Keys in braces are filled in."""

    route: str
    address: str
    allowed: frozenset[str]
    nobody: str = SIGN_IN
    found: str = ALLOWED

    def expected(self, who: str) -> str:
        if who in self.allowed:
            return self.found
        return self.nobody if who == NOBODY else REFUSED


def registers() -> Iterator[Visit]:
    for noun in (*REGISTERS, "reportcardtext"):
        start = f"admin/indicators/{noun}/"
        yield Visit(start, f"/{start}", STAFF)
        yield Visit(f"{start}add/", f"/{start}add/", WRITERS if noun == "reportcardtext" else LEADS)
        for page, allowed in (("history", STAFF), ("change", STAFF), ("delete", ADMINISTRATORS)):
            yield Visit(f"{start}<path:object_id>/{page}/", f"/{start}{{{noun}}}/{page}/", allowed)


def entries() -> Iterator[Visit]:
    place, here = "<slug:address>/<slug:period>/", "a01/2016-12/"
    for noun in ("figure", "target", "ratingoverride", "exceptionflag"):
        start = f"admin/indicators/{noun}/"
        rule, this_rule = ("<slug:rule>/", "budget/") if noun == "exceptionflag" else ("", "")
        recorders = RECORDERS if noun == "figure" else LEADS
        yield Visit(start, f"/{start}", STAFF)
        yield Visit(f"{start}add/", f"/{start}add/", recorders)
        yield Visit(f"{start}{place}{rule}", f"/{start}{here}{this_rule}", recorders)
        yield Visit(f"{start}{place}{rule}", f"/{start}a01/2016-10/{this_rule}", recorders)
        yield Visit(f"{start}{place}{rule}withdraw/", f"/{start}{here}{this_rule}withdraw/", LEADS)
    yield Visit("admin/indicators/target/copy-forward/", "/admin/indicators/target/copy-forward/", LEADS)
    yield Visit("admin/indicators/revision/", "/admin/indicators/revision/", STAFF)
    yield Visit(f"admin/indicators/revision/{place}", f"/admin/indicators/revision/{here}", STAFF)


def accounts() -> Iterator[Visit]:
    for noun, allowed in (("user", ADMINISTRATORS), ("group", ONLY_SUPERUSER)):
        start = f"admin/auth/{noun}/"
        yield Visit(start, f"/{start}", allowed)
        yield Visit(f"{start}add/", f"/{start}add/", allowed)
        yield Visit(f"{start}<path:object_id>/", f"/{start}{{{noun}}}/", STAFF)  # only sends on, to the next
        for page in ("history", "change"):
            yield Visit(f"{start}<path:object_id>/{page}/", f"/{start}{{{noun}}}/{page}/", allowed)
        deleters = NO_ONE if noun == "user" else allowed
        yield Visit(f"{start}<path:object_id>/delete/", f"/{start}{{{noun}}}/delete/", deleters)
    yield Visit("admin/auth/user/<id>/password/", "/admin/auth/user/{user}/password/", ADMINISTRATORS)
    yield Visit("admin/auth/user/<id>/password/", "/admin/auth/user/{superuser}/password/", ONLY_SUPERUSER)


def pages() -> Iterator[Visit]:
    """The pages and their siblings: of a public committee, and of one for signed-in people only."""
    dashboard, month = "committees/<slug:slug>/<period:period>", "indicators/<slug:address>/<period:period>"
    for slug, code, allowed in (("adults", "a01", EVERYBODY), ("cabinet", "p01", SIGNED_IN)):
        for route, address in (
            ("committees/<slug:slug>/", f"/committees/{slug}/"),
            (f"{dashboard}/", f"/committees/{slug}/2016-12/"),
            (f"{dashboard}/", f"/committees/{slug}/2016-17-q3/"),
            (f"{dashboard}/exceptions/", f"/committees/{slug}/2016-12/exceptions/"),
            ("indicators/<slug:address>/", f"/indicators/{code}/"),
            (f"{month}/", f"/indicators/{code}/2016-12/"),
            ("definitions/<slug:slug>/", f"/definitions/{slug}/"),
        ):
            yield Visit(route, address, allowed)
        for route, address in (
            *((f"{dashboard}.<slug:ending>", f"/committees/{slug}/2016-12.{one}") for one in views.DASHBOARD_DATA),
            *((f"{month}.<slug:ending>", f"/indicators/{code}/2016-12.{one}") for one in views.INDICATOR_DATA),
            *(("indicators/<slug:address>.<slug:ending>", f"/indicators/{code}.{one}") for one in views.INDICATOR_DATA),
            (f"{dashboard}/exceptions.csv", f"/committees/{slug}/2016-12/exceptions.csv"),
            (f"{month}/chart.json", f"/indicators/{code}/2016-12/chart.json"),
            ("definitions/<slug:slug>.csv", f"/definitions/{slug}.csv"),
        ):
            yield Visit(route, address, allowed, nobody=REFUSED)


TABLE = (
    Visit("", "/", EVERYBODY),
    Visit("favicon.ico", "/favicon.ico", EVERYBODY),
    Visit("healthz", "/healthz", EVERYBODY),
    Visit("brand.css", "/brand.css", EVERYBODY),
    Visit("accounts/sign-in/", "/accounts/sign-in/", EVERYBODY),
    Visit("accounts/sign-out/", "/accounts/sign-out/", EVERYBODY),
    Visit("admin/", "/admin/", STAFF),
    Visit("admin/login/", "/admin/login/", STAFF),
    Visit("admin/logout/", "/admin/logout/", STAFF),
    Visit("admin/password_change/", "/admin/password_change/", STAFF),
    Visit("admin/password_change/done/", "/admin/password_change/done/", STAFF),
    Visit("admin/autocomplete/", "/admin/autocomplete/", NO_ONE),
    Visit("admin/jsi18n/", "/admin/jsi18n/", STAFF),
    Visit("admin/r/<path:content_type_id>/<path:object_id>/", "/admin/r/0/0/", STAFF, found=ABSENT),
    Visit("admin/(?P<app_label>auth|indicators)/$", "/admin/indicators/", STAFF),
    Visit("admin/(?P<url>.*)$", "/admin/nothing/here/", STAFF, found=ABSENT),
    *registers(),
    *entries(),
    *accounts(),
    *pages(),
)


@pytest.fixture
def ids(tmp_path: Path) -> dict[str, int]:
    """A store with a row of each kind, by what the table calls it."""
    working_store(tmp_path / "store")
    stores.load(
        tmp_path / "more",
        {
            "schemes.csv": "slug,kind\nstrict,points\n",
            "sections.csv": "committee,slug,name\nadults,front,Front door\n",
            "report_cards/a01/2016-12.md": "## Action required\n\nNone.\n",
        },
    )
    stores.indicator("A01").related.add(stores.indicator("P01"))
    models = {"committee": Committee, "section": Section, "scheme": Scheme, "reportcardtext": ReportCardText}
    return {
        **{name: model.objects.latest("pk").pk for name, model in models.items()},
        "indicator": stores.indicator("A01").pk,
        "definitionversion": DefinitionVersion.objects.latest("pk").pk,
        "user": person(DATA_OFFICER, "somebody").pk,
        "superuser": person(None, "root", superuser=True).pk,
        "group": Group.objects.get(name=MEMBER).pk,
    }


def client_as(who: str) -> Client:
    if who == NOBODY:
        return Client()
    if who == SUPERUSER:
        client = Client()
        client.force_login(person(None, "root", superuser=True), backend=BACKEND)
        return client
    return client_of(who)


def outcome(client: Client, address: str, method: str) -> tuple[str, HttpResponse]:
    """How somebody fares who goes there and wherever they are sent on to."""
    answer = client.generic(method, address)
    while answer.status_code in (301, 302) and not answer["Location"].startswith("/static/"):
        place = answer["Location"].partition("?")[0]
        if place == "/accounts/sign-in/":
            return SIGN_IN, answer
        answer = client.get(answer["Location"])
    # Nobody is kept from what only takes another method, or from a file that is not collected in tests.
    known = {200: ALLOWED, 302: ALLOWED, 405: ALLOWED, 403: REFUSED, 404: ABSENT}
    return known.get(answer.status_code, f"status {answer.status_code}"), answer


def words(answer: HttpResponse) -> str:
    """Everything the answer says, cell by cell in a workbook."""
    if answer.get("Content-Type", "") == views.XLSX:
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        return " ".join(str(value) for sheet in book for row in sheet.values for value in row)
    return answer.content.decode()


# The tests


def routes(resolver: URLResolver, start: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = f"{start}{pattern.pattern}".replace("^", "")
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern, route)


def test_every_address_stands_in_the_table() -> None:
    assert {visit.route for visit in TABLE} == set(routes(get_resolver()))


@pytest.mark.parametrize("visit", TABLE, ids=lambda visit: visit.address)
def test_an_address_of_the_table_belongs_to_its_route(visit: Visit) -> None:
    filled = visit.address.translate(str.maketrans({"{": "", "}": ""}))
    assert resolve(filled).route.replace("\\Z", "$") == visit.route


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_who_gets_where(who: str, ids: dict[str, int]) -> None:
    client = client_as(who)
    wrong, leaks = [], []
    for visit in TABLE:
        address = visit.address.format(**ids)
        found, answer = outcome(client, address, "GET")
        if found != visit.expected(who) and not (found == REFUSED and only_sends_on(visit)):
            wrong.append(f"{address}: {found}, not {visit.expected(who)}")
        secrets = ((DRAFT_VALUE,) if not address.startswith("/admin/") else ()) + (
            PRIVATE_WORDS if who == NOBODY else ()
        )
        leaks += [f"{address} tells {secret}" for secret in secrets if secret in words(answer)]
    assert wrong == []
    assert leaks == []


def only_sends_on(visit: Visit) -> bool:
    """An old address of Django's that leads to a page with rules of its own."""
    return visit.route.endswith("<path:object_id>/")


@pytest.mark.parametrize("who", sorted(EVERYBODY - {SUPERUSER}))
def test_who_may_not_look_may_not_send_either(who: str, ids: dict[str, int]) -> None:
    before = stores.picture()
    client = client_as(who)
    wrong = []
    for visit in TABLE:
        if who not in visit.allowed and not only_sends_on(visit):
            address = visit.address.format(**ids)
            found, answer = outcome(client, address, "POST")
            if found not in (REFUSED, SIGN_IN) and answer.status_code != 405:
                wrong.append(f"{address}: {found}")
    assert wrong == []
    assert stores.picture() == before


@pytest.mark.parametrize("address", ["/committees/cabinet/2016-12/", "/indicators/p01/", "/definitions/cabinet/"])
def test_signing_out_closes_the_pages_of_a_private_committee(address: str, ids: dict[str, int]) -> None:
    client = client_as(MEMBER)
    found, answer = outcome(client, address, "GET")
    assert found == ALLOWED
    assert any(word in words(answer) for word in PRIVATE_WORDS), "otherwise nobody's visits above prove nothing"
    client.post("/accounts/sign-out/")
    assert outcome(client, address, "GET")[0] == SIGN_IN


def test_a_committee_made_private_is_closed_at_once(ids: dict[str, int]) -> None:
    nobody = client_as(NOBODY)
    assert outcome(nobody, "/committees/adults/2016-12/", "GET")[0] == ALLOWED
    adults = Committee.objects.get(slug="adults")
    adults.public = False
    adults.save()
    assert outcome(nobody, "/committees/adults/2016-12/", "GET")[0] == SIGN_IN
    assert outcome(nobody, "/committees/adults/2016-12.json", "GET")[0] == REFUSED
    assert outcome(client_as(DEMOCRATIC_SERVICES), "/committees/adults/2016-12/", "GET")[0] == ALLOWED
