"""The pages of published papers: who sees what, every version, every file, the feed."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve

from indicators.models import Committee
from indicators.roles import DATA_OFFICER, DEMOCRATIC_SERVICES, MEMBER
from reports.actions import add_part, change_paper, publish_version, reopen_paper
from reports.actions.locking import Correction
from reports.models import PaperVersion, VersionFile
from tests import stores
from tests.indicators.actors import client_of
from tests.reports import papering
from tests.reports.test_paper_locking import SECRET, exempt_paper, words_of

pytestmark = pytest.mark.django_db

PAPER = "/papers/adults/2017-03-06/performance"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    papering.store(tmp_path / "store")


@pytest.fixture
def corrected(tmp_path: Path) -> PaperVersion:
    """A paper published as 1.0 and corrected as 1.1."""
    return papering.corrected(tmp_path / "mended")


def get(address: str, client: Client | None = None) -> HttpResponse:
    return (client or Client()).get(address)


def text(address: str, client: Client | None = None) -> str:
    answer = get(address, client)
    assert answer.status_code == 200, (address, answer.status_code)
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize(("locked_at", "locked_late"), [(papering.IN_TIME, 0), (papering.LATE, 1)])
def test_a_late_paper_says_when_it_was_locked_when_published_and_why_once(
    locked_at: datetime, locked_late: int
) -> None:
    paper = papering.filled()
    change_paper(
        paper=paper.pk,
        seen=papering.record(paper).version,
        title=paper.title,
        item=paper.item,
        director=paper.director,
        urgency="A figure came late",
        retained_until=paper.retained_until,
        by=papering.lead(),
    )
    version = papering.locked(paper, at=locked_at)
    publish_version(version=version.pk, by=papering.clerk(), at=papering.LATE + timedelta(days=1))
    said = text(f"{PAPER}/")
    assert said.count("Published late: on 3 March 2017") == said.count("A figure came late") == 1
    assert said.count("Locked late: on 2 March 2017, with 1 clear working day before") == locked_late
    assert "would be" not in said


ADDRESSES = (
    *("/papers/", "/papers/feed.xml", "/papers/adults/", "/papers/adults/feed.xml"),
    *(f"{PAPER}/", f"{PAPER}/v1.0/", f"{PAPER}.pdf", f"{PAPER}/v1.0.csv", f"{PAPER}/v1.0-restricted.pdf"),
)


def test_every_address_of_papers_answers_and_its_page_is_drawn_from_cards() -> None:
    papering.published(exempt_paper())
    names = {str(one.name) for one in get_resolver("reports.urls").url_patterns if "paper" in str(one.name)}
    assert {resolve(address).url_name for address in ADDRESSES} == names
    client = client_of(MEMBER, committees=["adults"])
    for address in ADDRESSES:
        answer = client.get(address)
        assert answer.status_code == 200, address
        for layer in answer.context or ():
            given = [value for one in getattr(layer, "dicts", [layer]) for value in one.values()]
            rows = [
                value
                for value in given
                if isinstance(value, (Model, QuerySet)) and not isinstance(value, AbstractBaseUser)
            ]
            assert rows == [], address
        if address.endswith("/"):
            page = answer.content.decode()
            ids = re.findall(r' id="([^"]+)"', page)
            assert len(ids) == len(set(ids)), address
            assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids), address


@pytest.mark.parametrize("heading", ["Contents", "Green", "Dashboard 2", "Definition A01"])
def test_a_part_of_any_heading_has_an_address_of_its_own_on_the_page(heading: str) -> None:
    paper = papering.filled()
    part = add_part(paper=paper.pk, heading=heading, text="Something.", appendix=False, by=papering.lead())
    papering.published(paper)
    page = Client().get(f"{PAPER}/").content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert f'href="#{part.key}"' in page


# The list and the feed


def test_a_list_without_papers_says_when_there_will_be_some() -> None:
    assert "No paper is published yet" in text("/papers/")
    assert "No paper is published yet" in text("/papers/adults/")


def test_a_paper_is_listed_once_it_is_published() -> None:
    version = papering.locked()
    assert "Performance monitoring" not in text("/papers/")
    assert get(f"{PAPER}/").status_code == 404
    publish_version(version=version.pk, by=papering.clerk(), at=papering.IN_TIME)
    for address in ("/papers/", "/papers/adults/"):
        shown = text(address)
        assert "Performance monitoring" in shown
        assert "6 March 2017 at 10:00 · item 8" in shown
        assert "Version 1.0, published on 20 February 2017" in shown


def test_the_feed_has_the_newest_version_of_each_paper(corrected: PaperVersion) -> None:
    answer = get("/papers/feed.xml")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    (entry,) = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
    assert (
        entry.findtext(f"{ATOM}title") == "Performance monitoring (Adult Social Care Committee, 6 March 2017 at 10:00)"
    )
    assert entry.findtext(f"{ATOM}id", "").endswith(f"{PAPER}/v1.1/")
    assert entry.findtext(f"{ATOM}summary") == (
        "Version 1.1: A figure was wrong. For the meeting of 6 March 2017 at 10:00."
    )
    assert get("/papers/adults/feed.xml").content.count(b"<entry>") == 1


# One paper


def test_signs_that_no_xml_can_hold_do_not_end_the_feed() -> None:
    """They come along with what is pasted from a PDF or from Word."""
    paper = papering.filled()
    change_paper(
        paper=paper.pk,
        seen=papering.record(paper).version,
        title="Performance\x0bmonitoring\uffff",
        item="",
        director="Director",
        urgency="",
        retained_until=papering.MEETING_DAY,
        by=papering.lead(),
    )
    papering.published(paper)
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="x")
    papering.published(paper, correction=Correction("A figure\x0cwas\x07 wrong."))
    (entry,) = ElementTree.fromstring(Client().get("/papers/feed.xml").content).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title", "").startswith("Performance monitoring (")
    assert "Version 1.1: A figure was wrong. " in entry.findtext(f"{ATOM}summary", "")


def test_the_page_says_what_the_paper_says(corrected: PaperVersion) -> None:
    shown = text(f"{PAPER}/")
    for words in (
        "Version 1.1, locked on 20 February 2017 at 14:05",
        "Item number 8",
        "3.2 A01 People with a review",
        "In December 2016 it was 81.5% against 90%.",
        "Train reviewers",
        "Why it was corrected A figure was wrong",
        "was 80.5% (red), now 81.5% (red)",
        "Kept until 6 March 2023 at least.",
    ):
        assert words in shown, words
    assert "A newer version was published" not in shown


def test_an_older_version_stays_as_it_was(corrected: PaperVersion) -> None:
    shown = text(f"{PAPER}/v1.0/")
    assert "In December 2016 it was 80.5% against 90%." in shown
    assert "A newer version was published" in shown
    assert f'href="{PAPER}/"' in get(f"{PAPER}/v1.0/").content.decode()
    assert text(f"{PAPER}/v1.1/") == text(f"{PAPER}/")


def test_a_supplement_and_the_paper_that_it_adds_to_lead_to_each_other(tmp_path: Path) -> None:
    paper = papering.filled()
    papering.published(paper)
    for value, kind in (("81", {"supplement": True}), ("82", {"major": True}), ("83", {"supplement": True})):
        reopen_paper(paper=paper.pk, by=papering.clerk(), reason="x")
        stores.load(tmp_path / value, stores.figures(f"A01,2016-12,{value}"), reason="Counted anew")
        papering.published(paper, correction=Correction("Counted anew", **kind))
    said = {}
    for number in ("1.0", "1.1", "2.0", "2.1"):
        page = Client().get(f"{PAPER}/v{number}/").content.decode()
        banners = ("A supplement was published", "A newer version was published", "This is a supplement")
        said[number] = [words for words in banners if words in page]
        beside = re.search(r'v([\d.]+)/">Read it beside', page)
        said[number] += [beside[1]] if beside else []
    assert said == {
        "1.0": ["A newer version was published"],
        "1.1": ["A newer version was published", "This is a supplement", "1.0"],
        "2.0": ["A supplement was published"],
        "2.1": ["This is a supplement", "2.0"],
    }


def test_an_old_link_leads_to_the_whole_paper_which_announces_its_supplements(tmp_path: Path) -> None:
    paper = papering.filled()
    papering.published(paper)
    for value in ("81", "82"):
        reopen_paper(paper=paper.pk, by=papering.clerk(), reason="x")
        stores.load(tmp_path / value, stores.figures(f"A01,2016-12,{value}"), reason="Counted anew")
        papering.published(paper, correction=Correction(f"Counted as {value}", supplement=True))
    page = get(f"{PAPER}/").content.decode()
    assert "Strategic impact" in page
    assert "80.5% against 90%" in page
    announced = [page.index(f'<a href="{PAPER}/v{one}/">Read supplement {one}</a> beside it') for one in ("1.1", "1.2")]
    assert announced == sorted(announced)
    assert announced[-1] < page.index("Strategic impact"), "at the top"
    assert get(f"{PAPER}.pdf").content == get(f"{PAPER}/v1.0.pdf").content
    first = text(f"{PAPER}/v1.1/")
    assert "Read supplement 1.2 ." in first
    assert "Read supplement 1.1" not in first
    listed = get("/papers/").content.decode()
    assert "Version 1.0, published on 20 February 2017." in listed
    assert [f'href="{PAPER}/v{one}/"' in listed for one in ("1.1", "1.2")] == [True, True]
    (entry,) = ElementTree.fromstring(get("/papers/feed.xml").content).findall(f"{ATOM}entry")
    assert "Version 1.2: Counted as 82." in entry.findtext(f"{ATOM}summary", ""), "the feed tells what is new"


def test_an_item_number_of_a_correction_is_not_told_before_it_is_published() -> None:
    paper = papering.filled()
    papering.published(paper)
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="x")
    change_paper(
        paper=paper.pk,
        seen=papering.record(paper).version,
        title=paper.title,
        item="11",
        director=paper.director,
        urgency="",
        retained_until=paper.retained_until,
        by=papering.lead(),
    )
    assert "· item 8" in text("/papers/")
    papering.published(paper, correction=Correction("The agenda changed"))
    assert "· item 11" in text("/papers/")


def test_a_member_gets_from_the_dashboard_to_the_card_and_to_the_live_indicator(corrected: PaperVersion) -> None:
    page = get(f"{PAPER}/").content.decode()
    assert 'href="#card-a01"' in page
    assert 'id="card-a01"' in page
    assert 'href="/indicators/a01/"' in page


def test_every_file_of_every_version_is_there_byte_for_byte(corrected: PaperVersion) -> None:
    for number in ("1.0", "1.1"):
        version = PaperVersion.objects.get(minor=int(number[-1]))
        for file in VersionFile.objects.filter(version=version):
            answer = get(f"{PAPER}/v{number}.{file.ending}")
            assert hashlib.sha256(answer.content).hexdigest() == file.sha256
            assert f"-v{number}.{file.ending}" in answer.headers["Content-Disposition"]
            assert file.sha256 in get(f"{PAPER}/v{number}/").content.decode()
    assert get(f"{PAPER}.pdf").content == get(f"{PAPER}/v1.1.pdf").content


@pytest.mark.parametrize(
    "address",
    [
        f"{PAPER}/v9.9/",
        f"{PAPER}/v9.9.pdf",
        f"{PAPER}.exe",
        f"{PAPER}/v1.0-restricted.pdf",
        "/papers/adults/2017-03-06/nothing/",
        "/papers/adults/2017-02-30/performance/",
        "/papers/nobody/2017-03-06/performance/",
        "/papers/nobody/",
    ],
)
def test_what_is_not_there(address: str, corrected: PaperVersion) -> None:
    answer = get(address)
    assert answer.status_code in (403, 404)
    if "restricted" not in address:
        assert answer.status_code == 404


# Who sees what


def test_a_private_committees_papers_are_for_its_own_people(corrected: PaperVersion) -> None:
    member = client_of(MEMBER, committees=["adults"])
    Committee.objects.update(public=False)
    for address in ("/papers/adults/", f"{PAPER}/", f"{PAPER}/v1.0/"):
        assert get(address).status_code == 302, "asked to sign in"
        assert get(address, member).status_code == 200
    assert get(f"{PAPER}.pdf").status_code == 403
    assert "Performance monitoring" not in text("/papers/")
    assert "Performance monitoring" in text("/papers/", member)
    assert "Performance monitoring" not in get("/papers/feed.xml", member).content.decode()


def test_exempt_parts_are_for_those_who_may_read_them() -> None:
    papering.published(exempt_paper())
    restricted = f"{PAPER}/v1.0-restricted.pdf"
    for role, may in ((None, False), (DATA_OFFICER, False), (MEMBER, True), (DEMOCRATIC_SERVICES, True)):
        client = Client() if role is None else client_of(role, "reader-" + role.lower()[:4], committees=["adults"])
        page = get(f"{PAPER}/", client).content.decode()
        assert SECRET not in page
        assert "Exempt information" in page
        assert (restricted in page) is may
        answer = get(restricted, client)
        assert answer.status_code == (200 if may else 403)
        if may:
            assert SECRET in words_of(answer.content) or answer.content.startswith(b"%PDF")
            assert answer.headers["Cache-Control"] == "private, no-store"
        for ending in ("pdf", "csv", "json", "docx"):
            assert SECRET not in words_of(get(f"{PAPER}.{ending}", client).content)


def test_a_role_elsewhere_opens_no_exempt_part(tmp_path: Path) -> None:
    stores.load(tmp_path / "other", {"committees.csv": "slug,name,council,public\nother,Other,Example Council,yes\n"})
    papering.published(exempt_paper())
    assert get(f"{PAPER}/v1.0-restricted.pdf", client_of(MEMBER, committees=["other"])).status_code == 403


# How much work it is


def test_as_many_queries_for_one_paper_as_for_many(corrected: PaperVersion) -> None:
    few = {address: queries(address) for address in ("/papers/", "/papers/feed.xml", f"{PAPER}/", f"{PAPER}.pdf")}
    for number in range(3):
        papering.published(papering.filled(slug=f"other-{number}"))
    assert {address: queries(address) for address in few} == few
    assert max(few.values()) <= 9


def queries(address: str) -> int:
    client = client_of(MEMBER, "counted", committees=["adults"])  # what is kept is kept for nobody in particular
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)
