"""Who gets to which address: every address of the site, as every role, as every role of another committee, as somebody
signed in without a role, as a superuser and as nobody.

A new address fails `test_every_address_stands_in_the_table` until it has its rows here.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from indicators.actions import Preview, receive_upload
from indicators.actions.upload_packing import packed
from indicators.domain.periods import month
from indicators.models import (
    Committee,
    DefinitionVersion,
    Handover,
    ReportCardText,
    Responsibility,
    Scheme,
    Section,
    Upload,
)
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
from reports.actions import begin_paper, save_part, set_exempt
from reports.exports import document_json
from reports.models import Meeting, Paper, PaperVersion, Publication, StandingText, VersionFile
from tests import stores
from tests.indicators.actors import DRAFT_VALUE, PRIVATE_WORDS, client_for, client_of, officer, person, working_store
from tests.printed import render_once, said_once
from tests.reports import sample_documents

pytestmark = pytest.mark.django_db

NOBODY, SUPERUSER, ROLELESS = "nobody", "superuser", "somebody without a role"
HERE = ("adults", "cabinet")
"""Two committees, one of them public. The roles are held in these; an administrator's in every committee."""

ELSEWHERE = "housing"
ELSEWHERE_WORDS = ("Housing Board", "Homes let in confidence", "98761234", "98,761,234")
"""What only people of that committee, and administrators, may read."""

EXEMPT_WORDS = ("Contract with Larkfield", "Larkfield asks for 4,711,000")
"""What stands in a part of a paper that is not for publication: its heading and its text."""
NOW = datetime(2017, 2, 20, 14, 5, tzinfo=UTC)

HERE_WORDS = ("Adult Social Care Committee", "People with a review", *PRIVATE_WORDS)
"""What the admin tells nobody of another committee."""


def elsewhere(*roles: str) -> frozenset[str]:
    """People with these roles in the other committee only."""
    return frozenset(f"{role} elsewhere" for role in roles)


ALL_ELSEWHERE = elsewhere(*ROLES)
EVERYBODY = frozenset({NOBODY, ROLELESS, SUPERUSER, *ROLES}) | ALL_ELSEWHERE
SIGNED_IN = EVERYBODY - {NOBODY}
COMMITTEES_OWN = frozenset({SUPERUSER, *ROLES})
STAFF = COMMITTEES_OWN - {MEMBER}
STAFF_ELSEWHERE = ALL_ELSEWHERE - elsewhere(MEMBER)
ALL_STAFF = STAFF | STAFF_ELSEWHERE
LEADS = frozenset({PERFORMANCE_LEAD, ADMINISTRATOR, SUPERUSER})
LEADS_ANYWHERE = LEADS | elsewhere(PERFORMANCE_LEAD, ADMINISTRATOR)
ADMINISTRATORS = frozenset({ADMINISTRATOR, SUPERUSER})
READ_RESTRICTED = frozenset({PERFORMANCE_LEAD, DEMOCRATIC_SERVICES, ADMINISTRATOR, SUPERUSER})
ONLY_SUPERUSER = frozenset({SUPERUSER})
NO_ONE: frozenset[str] = frozenset()

NOT_HERE = {"committee": "slug", "section": "committee__slug", "scheme": "slug", "reportcardtext": "indicator__code"}
ALLOWED, REFUSED, SIGN_IN, ABSENT = "allowed", "refused", "asked to sign in", "not there"
REGISTERS = ("committee", "section", "scheme", "indicator", "definitionversion")


@dataclass(frozen=True)
class Visit:
    """One address, and how who fares there: `found` is for those who are allowed. Keys in braces are filled in. A row
    of committees `of_here` is refused to officers of another committee, or is not there for them."""

    route: str
    address: str
    allowed: frozenset[str]
    nobody: str = SIGN_IN
    found: str = ALLOWED
    of_here: bool = False
    refused: str = REFUSED

    def expected(self, who: str) -> tuple[str, ...]:
        if who in self.allowed:
            return (self.found,)
        if who == NOBODY:
            return (self.nobody,)
        if self.of_here and who in STAFF_ELSEWHERE:
            return REFUSED, ABSENT
        return (self.refused if who in STAFF else REFUSED,)


def registers() -> Iterator[Visit]:
    for noun in (*REGISTERS, "reportcardtext"):
        start = f"admin/indicators/{noun}/"
        yield Visit(start, f"/{start}", ALL_STAFF)
        adders = LEADS_ANYWHERE
        if noun == "reportcardtext":
            adders |= {LEAD_OFFICER} | elsewhere(LEAD_OFFICER)
        # What belongs to no committee yet is for those who administer every one.
        yield Visit(f"{start}add/", f"/{start}add/", ADMINISTRATORS if noun in ("committee", "scheme") else adders)
        lookers = ALL_STAFF if noun == "scheme" else STAFF
        for page, allowed in (("history", lookers), ("change", lookers), ("delete", ADMINISTRATORS)):
            address = f"/{start}{{{noun}}}/{page}/"
            yield Visit(f"{start}<path:object_id>/{page}/", address, allowed, of_here=noun != "scheme")


def owners() -> Iterator[Visit]:
    """Whose an indicator is, and who stands in."""
    start = "admin/indicators/responsibility/"
    yield Visit(start, f"/{start}", ALL_STAFF)
    yield Visit(f"{start}add/", f"/{start}add/", LEADS_ANYWHERE)
    for page, allowed in (("history", STAFF), ("change", STAFF), ("delete", LEADS)):
        yield Visit(f"{start}<path:object_id>/{page}/", f"/{start}{{responsibility}}/{page}/", allowed, of_here=True)
    start = "admin/indicators/handover/"
    officers = (DATA_OFFICER, LEAD_OFFICER)
    yield Visit(start, f"/{start}", ALL_STAFF)
    yield Visit(f"{start}add/", f"/{start}add/", LEADS_ANYWHERE | {*officers} | elsewhere(*officers))
    for page, allowed in (("history", STAFF), ("change", STAFF), ("delete", NO_ONE)):
        yield Visit(f"{start}<path:object_id>/{page}/", f"/{start}{{handover}}/{page}/", allowed, of_here=True)
    yield Visit(f"{start}<path:object_id>/end/", f"/{start}{{handover}}/end/", LEADS, of_here=True)


def entries() -> Iterator[Visit]:
    place, here = "<slug:address>/<slug:period>/", "a01/2016-12/"
    for noun in ("figure", "target", "ratingoverride", "exceptionflag"):
        start = f"admin/indicators/{noun}/"
        rule, this_rule = ("<slug:rule>/", "budget/") if noun == "exceptionflag" else ("", "")
        recorders = {DATA_OFFICER} if noun == "figure" else set()
        yield Visit(start, f"/{start}", ALL_STAFF)
        yield Visit(f"{start}add/", f"/{start}add/", LEADS_ANYWHERE | recorders | elsewhere(*recorders))
        for when in (here, "a01/2016-10/"):
            yield Visit(f"{start}{place}{rule}", f"/{start}{when}{this_rule}", LEADS | recorders, of_here=True)
        withdraw = f"/{start}{here}{this_rule}withdraw/"
        yield Visit(f"{start}{place}{rule}withdraw/", withdraw, LEADS, of_here=True)
    copy = "admin/indicators/target/copy-forward/"
    yield Visit(copy, f"/{copy}", LEADS_ANYWHERE)
    yield Visit("admin/indicators/revision/", "/admin/indicators/revision/", ALL_STAFF)
    life = "admin/indicators/revision/"
    yield Visit(f"{life}{place}", f"/{life}{here}", STAFF, of_here=True)
    yield Visit(f"{life}{place.removesuffix('/')}.csv", f"/{life}a01/2016-12.csv", STAFF, of_here=True)


def texts() -> Iterator[Visit]:
    """Where report cards are written, how they came about, and what is to be written for a month."""
    start, place, here = "admin/indicators/reportcardtext/", "<slug:address>/<slug:period>/", "a01/2016-12/"
    for page, allowed in (("write", STAFF), ("preview", LEADS | {LEAD_OFFICER}), ("life", STAFF)):
        yield Visit(f"{start}{page}/{place}", f"/{start}{page}/{here}", allowed, of_here=True)
    yield Visit(f"{start}due/", f"/{start}due/", ALL_STAFF)
    for slug in HERE:
        yield Visit(f"{start}due/<slug:slug>/<slug:period>/", f"/{start}due/{slug}/2016-12/", STAFF, of_here=True)


def rounds() -> Iterator[Visit]:
    """The monthly rounds, and what stands beside a field while somebody types."""
    start, place = "admin/indicators/roundevent/", "<slug:slug>/<slug:period>/"
    yield Visit(start, f"/{start}", ALL_STAFF)
    for page in ("", "print/", "chasing/"):
        for slug in ("adults", "cabinet"):
            yield Visit(f"{start}{place}{page}", f"/{start}{slug}/2016-12/{page}", STAFF, of_here=True)
    preview = "committees/<slug:slug>/<period:period>/preview"
    for slug in ("adults", "cabinet"):
        yield Visit(preview, f"/committees/{slug}/2016-12/preview", LEADS | {DATA_OFFICER}, nobody=REFUSED)


def uploads() -> Iterator[Visit]:
    """Files of figures. The one upload that there is is the data officer's own."""
    start = "admin/indicators/upload/"
    enters = LEADS | {DATA_OFFICER}
    for page in ("", "add/"):
        yield Visit(f"{start}{page}", f"/{start}{page}", LEADS_ANYWHERE | enters | elsewhere(DATA_OFFICER))
    template = f"{start}template/<slug:slug>/<slug:period>.<slug:ending>"
    for ending in ("csv", "xlsx"):
        yield Visit(template, f"/{start}template/adults/2016-12.{ending}", enters, of_here=True)
    one, this_one = f"{start}<int:key>/", f"/{start}{{upload}}/"
    for page in ("", "progress.json", "to-mend.csv"):
        yield Visit(f"{one}{page}", f"{this_one}{page}", enters, of_here=True)
    yield Visit(f"{one}lines/<slug:group>/", f"{this_one}lines/new/", enters, of_here=True)


def papers() -> Iterator[Visit]:
    """Meetings, standing texts, and one paper with an exempt part and a locked version."""
    clerks = frozenset({DEMOCRATIC_SERVICES, ADMINISTRATOR, SUPERUSER})
    composers = LEADS | clerks
    anywhere = elsewhere(DEMOCRATIC_SERVICES, ADMINISTRATOR)
    for noun, adders in (
        ("meeting", clerks | anywhere),
        ("standingtext", composers | anywhere | elsewhere(PERFORMANCE_LEAD)),
    ):
        start = f"admin/reports/{noun}/"
        yield Visit(start, f"/{start}", ALL_STAFF)
        yield Visit(f"{start}add/", f"/{start}add/", adders)
        for page, allowed in (("history", STAFF), ("change", STAFF), ("delete", ONLY_SUPERUSER)):
            yield Visit(f"{start}<path:object_id>/{page}/", f"/{start}{{{noun}}}/{page}/", allowed, of_here=True)
    start = "admin/reports/paper/"
    yield Visit(start, f"/{start}", ALL_STAFF)
    yield Visit(f"{start}add/", f"/{start}add/", composers | anywhere | elsewhere(PERFORMANCE_LEAD))
    one, this_one = f"{start}<int:pk>/", f"/{start}{{paper}}/"
    for page in ("", "change/", "about/", "preview/", "preview.pdf", "history/"):
        yield Visit(f"{one}{page}", f"{this_one}{page}", STAFF, of_here=True)
    for page in ("lock/", "reopen/"):
        yield Visit(f"{one}{page}", f"{this_one}{page}", clerks, of_here=True)
    part = f"{one}part/<slug:key>/"
    yield Visit(part, f"{this_one}part/background/", STAFF, of_here=True)
    # Who may not read what is not for publication does not even learn that the part is there.
    yield Visit(part, f"{this_one}part/financial/", composers, refused=ABSENT, of_here=True)
    yield Visit(f"{one}preview/", f"{this_one}preview/?restricted=yes", composers, of_here=True)
    yield Visit(f"{one}preview.pdf", f"{this_one}preview.pdf?restricted=yes", composers, of_here=True)
    version, this_version = f"{one}version/<int:version>/", f"{this_one}version/{{version}}/"
    # A version that nobody published is kept, like its parts, from whom parts of the paper are withheld.
    yield Visit(version, this_version, composers, refused=ABSENT, of_here=True)
    yield Visit(f"{version}publish/", f"{this_version}publish/", clerks, of_here=True)
    yield Visit(f"{version}paper.<slug:ending>", f"{this_version}paper.csv", composers, refused=ABSENT, of_here=True)
    restricted = f"{version}paper-restricted.<slug:ending>"
    yield Visit(restricted, f"{this_version}paper-restricted.csv", composers, refused=ABSENT, of_here=True)


def published_papers() -> Iterator[Visit]:
    """A published paper of each committee, with a file for everybody and one with exempt parts."""
    yield Visit("papers/", "/papers/", EVERYBODY)
    yield Visit("papers/feed.xml", "/papers/feed.xml", EVERYBODY)
    reads_restricted = LEADS | {DEMOCRATIC_SERVICES, MEMBER}
    place = "papers/<slug:committee>/<day:day>/<slug:slug>"
    for slug, allowed in (("adults", EVERYBODY), ("cabinet", COMMITTEES_OWN)):
        of = f"/papers/{slug}/2017-04-03/published"
        yield Visit("papers/<slug:committee>/", f"/papers/{slug}/", allowed)
        # A feed reader has no account: the feed of a committee that is not public is nobody's.
        feed = EVERYBODY if slug == "adults" else NO_ONE
        yield Visit("papers/<slug:committee>/feed.xml", f"/papers/{slug}/feed.xml", feed, nobody=REFUSED)
        for page in ("/", "/v1.0/"):
            yield Visit(f"{place}{page.replace('1.0', '<number:number>')}", f"{of}{page}", allowed)
        yield Visit(f"{place}.<slug:ending>", f"{of}.csv", allowed, nobody=REFUSED)
        version = f"{place}/v<number:number>"
        yield Visit(f"{version}.<slug:ending>", f"{of}/v1.0.csv", allowed, nobody=REFUSED)
        restricted = f"{version}-restricted.<slug:ending>"
        yield Visit(restricted, f"{of}/v1.0-restricted.csv", reads_restricted, nobody=REFUSED)


def accounts() -> Iterator[Visit]:
    for noun, allowed in (("user", ADMINISTRATORS), ("group", ONLY_SUPERUSER)):
        start = f"admin/auth/{noun}/"
        yield Visit(start, f"/{start}", allowed)
        yield Visit(f"{start}add/", f"/{start}add/", allowed)
        yield Visit(f"{start}<path:object_id>/", f"/{start}{{{noun}}}/", ALL_STAFF)  # only sends on, to the next
        for page in ("history", "change"):
            yield Visit(f"{start}<path:object_id>/{page}/", f"/{start}{{{noun}}}/{page}/", allowed)
        deleters = NO_ONE if noun == "user" else allowed
        yield Visit(f"{start}<path:object_id>/delete/", f"/{start}{{{noun}}}/delete/", deleters)
    yield Visit("admin/auth/user/<id>/password/", "/admin/auth/user/{user}/password/", ADMINISTRATORS)
    yield Visit("admin/auth/user/<id>/password/", "/admin/auth/user/{superuser}/password/", ONLY_SUPERUSER)


def pages() -> Iterator[Visit]:
    """The pages and their siblings: of a public committee, and of one that only its own people see."""
    dashboard, month = "committees/<slug:slug>/<period:period>", "indicators/<slug:address>/<period:period>"
    for slug, code, allowed in (("adults", "a01", EVERYBODY), ("cabinet", "p01", COMMITTEES_OWN)):
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
            (f"{dashboard}/exceptions.pdf", f"/committees/{slug}/2016-12/exceptions.pdf"),
            (f"{month}/chart.json", f"/indicators/{code}/2016-12/chart.json"),
            ("definitions/<slug:slug>.csv", f"/definitions/{slug}.csv"),
            ("definitions/<slug:slug>.pdf", f"/definitions/{slug}.pdf"),
        ):
            yield Visit(route, address, allowed, nobody=REFUSED)


TABLE = (
    Visit("", "/", EVERYBODY),
    Visit("favicon.ico", "/favicon.ico", EVERYBODY),
    Visit("healthz", "/healthz", EVERYBODY),
    Visit("brand.css", "/brand.css", EVERYBODY),
    Visit("accounts/sign-in/", "/accounts/sign-in/", EVERYBODY),
    Visit("accounts/sign-out/", "/accounts/sign-out/", EVERYBODY),
    Visit("admin/", "/admin/", ALL_STAFF),
    Visit("admin/login/", "/admin/login/", ALL_STAFF),
    Visit("admin/logout/", "/admin/logout/", ALL_STAFF),
    Visit("admin/password_change/", "/admin/password_change/", ALL_STAFF),
    Visit("admin/password_change/done/", "/admin/password_change/done/", ALL_STAFF),
    Visit("admin/autocomplete/", "/admin/autocomplete/", NO_ONE),
    Visit("admin/jsi18n/", "/admin/jsi18n/", ALL_STAFF),
    Visit("admin/r/<path:content_type_id>/<path:object_id>/", "/admin/r/0/0/", ALL_STAFF, found=ABSENT),
    Visit("admin/(?P<app_label>auth|indicators|reports)/$", "/admin/indicators/", ALL_STAFF),
    Visit("admin/(?P<url>.*)$", "/admin/nothing/here/", ALL_STAFF, found=ABSENT),
    *registers(),
    *owners(),
    *entries(),
    *rounds(),
    *texts(),
    *uploads(),
    *papers(),
    *published_papers(),
    *accounts(),
    *pages(),
)


@pytest.fixture
def ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """A store with a row of each kind, by what the table calls it, and with what could leak to another committee."""
    monkeypatch.setattr(views, "render_pdf", render_once)
    working_store(tmp_path / "store")
    stores.load(
        tmp_path / "more",
        {
            "schemes.csv": "slug,kind\nstrict,points\n",
            "sections.csv": "committee,slug,name\nadults,front,Front door\n",
            "report_cards/a01/2016-12.md": "## Action required\n\nWatch {{P01:latest}} and {{H01:latest}}.\n",
        },
    )
    stores.load(
        tmp_path / "elsewhere",
        {
            "committees.csv": f"slug,name,council,public\n{ELSEWHERE},Housing Board,Example Council,no\n",
            "indicators.csv": (
                "code,committee,name,good_is,unit,frequency,basis\n"
                f"H01,{ELSEWHERE},Homes let in confidence,bigger,count,monthly,period\n"
            ),
            **stores.figures("H01,2016-12,98761234"),
        },
    )
    published()
    stores.indicator("A01").related.add(stores.indicator("P01"), stores.indicator("H01"))
    somebody = person(DATA_OFFICER, "somebody", committees=HERE)
    handover = Handover.objects.create(
        committee=Committee.objects.get(slug="adults"),
        giver=somebody,
        deputy=person(PERFORMANCE_LEAD, "deputy", committees=HERE),
        from_day=date(2016, 12, 1),
        until_day=date(2099, 12, 1),
        reason="Leave",
    )
    handover.indicators.add(stores.indicator("A01"))
    upload = receive_upload(
        committee=Committee.objects.get(slug="adults"),
        month=month(2016, 12),
        name="december.csv",
        data=b"code,period,value\n",
        by=person(DATA_OFFICER, committees=HERE),
    )
    Upload.objects.filter(pk=upload.pk).update(state="previewed", preview=packed(Preview(())))
    models = {"committee": Committee, "section": Section, "scheme": Scheme, "reportcardtext": ReportCardText}
    return {
        **{
            name: model.objects.exclude(**{NOT_HERE[name]: ELSEWHERE}).latest("pk").pk for name, model in models.items()
        },
        "indicator": stores.indicator("A01").pk,
        "definitionversion": DefinitionVersion.objects.latest("pk").pk,
        "responsibility": Responsibility.objects.filter(indicator__code="A01").latest("pk").pk,
        "handover": handover.pk,
        "upload": upload.pk,
        **a_paper(),
        "user": somebody.pk,
        "superuser": person(None, "root", superuser=True).pk,
        "group": Group.objects.get(name=MEMBER).pk,
    }


def a_paper() -> dict[str, int]:
    """A paper that is composed again after a version was locked, with one part not for publication."""
    clerk = person(DEMOCRATIC_SERVICES, "clerk", committees=HERE)
    committee = Committee.objects.get(slug="adults")
    meeting = Meeting.objects.create(committee=committee, day=date(2017, 3, 6))
    standing = StandingText.objects.create(committee=committee, part="contact", text="Write to us.")
    paper = begin_paper(meeting=meeting.pk, slug="performance", title="Performance", month=month(2016, 12), by=clerk)
    place: dict[str, Any] = {"paper": paper.pk, "key": "financial", "by": clerk}
    save_part(**place, seen=1, heading=EXEMPT_WORDS[0], text=EXEMPT_WORDS[1])
    set_exempt(**place, seen=2, paragraph=3, reason="A contract is being let")
    version = PaperVersion.objects.create(
        paper=paper, major=1, title="Performance", content=b"", content_sha256="0", locked_by=clerk, locked_at=NOW
    )
    for restricted in (False, True):
        content = EXEMPT_WORDS[1].encode() if restricted else b"Nothing to hide"
        VersionFile.objects.create(
            version=version, ending="csv", restricted=restricted, content=content, size=len(content), sha256="0"
        )
    return {"meeting": meeting.pk, "standingtext": standing.pk, "paper": paper.pk, "version": version.pk}


def published() -> None:
    """A published paper of each committee."""
    clerk = person(DEMOCRATIC_SERVICES, "clerk", committees=HERE)
    content = document_json(sample_documents.short())
    for slug in HERE:
        meeting = Meeting.objects.create(committee=Committee.objects.get(slug=slug), day=date(2017, 4, 3))
        title = "Performance" if slug == "adults" else f"Performance of {PRIVATE_WORDS[1]}"
        paper = Paper.objects.create(
            meeting=meeting, slug="published", month="2016-12", title=title, retained_until=date(2023, 4, 3)
        )
        version = PaperVersion.objects.create(
            paper=paper,
            major=1,
            title=title,
            content=content,
            content_sha256=hashlib.sha256(content).hexdigest(),
            locked_by=clerk,
            locked_at=NOW,
        )
        for restricted, said in ((False, PRIVATE_WORDS[2] if slug == "cabinet" else "1"), (True, EXEMPT_WORDS[1])):
            VersionFile.objects.create(
                version=version,
                ending="csv",
                restricted=restricted,
                content=said.encode(),
                size=len(said),
                sha256=hashlib.sha256(said.encode()).hexdigest(),
            )
        Publication.objects.create(version=version, by=clerk, at=NOW)


def client_as(who: str) -> Client:
    if who == NOBODY:
        return Client()
    if who == ROLELESS:
        return client_for(officer(None, "roleless"))
    if who == SUPERUSER:
        return client_for(person(None, "root", superuser=True))
    if who in ALL_ELSEWHERE:
        role = who.removesuffix(" elsewhere")
        return client_of(role, f"{role.lower().replace(' ', '-')}-elsewhere", committees=[ELSEWHERE])
    return client_of(who, committees=None if who == ADMINISTRATOR else HERE)


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
    """Everything the answer says, cell by cell in a workbook, with every property and mark of a PDF."""
    if answer.get("Content-Type", "") == views.XLSX:
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        return " ".join(str(value) for sheet in book for row in sheet.values for value in row)
    if answer.get("Content-Type", "") == views.PDF:
        return said_once(answer.content)
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
    filled = re.sub(r"\{\w+\}", "1", visit.address).partition("?")[0]
    assert resolve(filled).route.replace("\\Z", "$") == visit.route


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_who_gets_where(who: str, ids: dict[str, int]) -> None:
    client = client_as(who)
    wrong, leaks = [], []
    for visit in TABLE:
        address = visit.address.format(**ids)
        found, answer = outcome(client, address, "GET")
        if found not in visit.expected(who) and not (found == REFUSED and only_sends_on(visit)):
            wrong.append(f"{address}: {found}, not {' or '.join(visit.expected(who))}")
        said = words(answer)
        leaks += [f"{address} tells {secret}" for secret in secrets_from(who, visit) if secret in said]
    assert wrong == []
    assert leaks == []


def secrets_from(who: str, visit: Visit) -> Iterator[str]:
    """What this answer must not tell this person."""
    in_admin = visit.address.startswith("/admin/")
    if not in_admin or who not in STAFF:
        yield DRAFT_VALUE
    if who not in ADMINISTRATORS | ALL_ELSEWHERE:
        yield from ELSEWHERE_WORDS
    # Members read the restricted file of a published paper, and work nowhere in the admin.
    if who not in READ_RESTRICTED and not (who == MEMBER and "-restricted" in visit.address):
        yield from EXEMPT_WORDS
    if who not in COMMITTEES_OWN:
        yield from HERE_WORDS if in_admin else PRIVATE_WORDS


def test_what_must_not_leak_is_told_to_those_who_may_know(ids: dict[str, int]) -> None:
    """Otherwise the visits above prove nothing."""
    chief, theirs = client_as(ADMINISTRATOR), client_as(elsewhere_one(MEMBER))
    card = words(chief.get("/indicators/a01/2016-12/"))
    assert "43,219,876" in card
    assert "98,761,234" in card
    assert "Homes let in confidence" in card
    assert "98,761,234" in words(theirs.get(f"/committees/{ELSEWHERE}/2016-12/"))
    assert "Housing Board" in words(theirs.get("/"))
    for page, secret in (("", 0), ("history/", 0), ("history/", 1), ("preview/?restricted=yes", 1)):
        assert EXEMPT_WORDS[secret] in words(chief.get("/admin/reports/paper/{paper}/".format(**ids) + page))
    for address in ("indicator/{indicator}/change/", "indicator/{indicator}/history/"):
        assert "H01" in words(chief.get(f"/admin/indicators/{address.format(**ids)}"))


def elsewhere_one(role: str) -> str:
    (who,) = elsewhere(role)
    return who


def only_sends_on(visit: Visit) -> bool:
    """An old address of Django's that leads to a page with rules of its own."""
    return visit.route.endswith("<path:object_id>/")


@pytest.mark.parametrize("who", sorted(EVERYBODY - {SUPERUSER}))
def test_who_may_not_look_may_not_send_either(who: str, ids: dict[str, int]) -> None:
    client = client_as(who)
    before = stores.picture()
    wrong = []
    for visit in TABLE:
        if who not in visit.allowed and not only_sends_on(visit):
            address = visit.address.format(**ids)
            found, answer = outcome(client, address, "POST")
            if found not in (REFUSED, SIGN_IN, *visit.expected(who)) and answer.status_code != 405:
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
