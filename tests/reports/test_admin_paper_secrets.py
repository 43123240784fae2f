"""What is not for publication is kept in the admin from everybody without the right to read it, on every page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from indicators.roles import DATA_OFFICER, LEAD_OFFICER
from reports.actions import accept_finding, add_card, save_part
from reports.models import Paper, PaperPart
from reports.pages.paper_exceptions import reported_now
from reports.pages.preflight import preflight
from reports.queries.papers import meeting_record
from tests.indicators.actors import client_for, client_of, person, text_of
from tests.reports import desk, papering

pytestmark = pytest.mark.django_db

HEADING, TEXT, DOUBT = "Closing Larkfield Court", "Larkfield asks for 4,711,000 pounds.", "Larkfield: 471 is not stored"
SECRETS = ("Larkfield", "4,711,000", "471", "closing-larkfield", "card-a02")
REASON = "A sale is being talked about"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    papering.store(tmp_path / "store")


@pytest.fixture
def paper() -> Paper:
    """With an exempt part of its own, an exempt report card, and a finding about it that was accepted."""
    paper = desk.ready()
    composer = desk.composer()
    desk.press(composer, paper, "add-part", heading=HEADING)
    desk.save(composer, paper, "closing-larkfield-court", TEXT)
    a02 = next(one for one in reported_now(meeting_record(paper.meeting), papering.DECEMBER) if one.code == "A02")
    add_card(paper=paper.pk, indicator=a02, by=papering.lead())
    for key in ("closing-larkfield-court", "card-a02"):
        papering.exempt(paper, key, reason=REASON)
    accept_finding(
        paper=paper.pk, finding="number:closing-larkfield-court:x", words=DOUBT, reason="Known", by=papering.lead()
    )
    return paper


def pages(paper: Paper) -> list[str]:
    kept = ["", "about/", "preview/", "history/", "history/?page=2"]
    return [*kept, *(f"part/{key}/" for key in ("contact", "report-cards", "executive-summary"))]


@pytest.mark.parametrize("role", [DATA_OFFICER, LEAD_OFFICER])
def test_no_page_says_anything_of_it(paper: Paper, role: str) -> None:
    client = client_of(role, "onlooker", committees=desk.HERE)
    told = {}
    for place in pages(paper):
        page = desk.read(client, paper, place)
        told[place] = [secret for secret in SECRETS if secret in page]
    assert not any(told.values()), told
    assert REASON in desk.read(client, paper), "that it is there and why is told as the public paper tells it"
    assert "You do not have the right to read it." in desk.read(client, paper, "history/")
    for key in ("closing-larkfield-court", "card-a02"):
        assert client.get(desk.url(paper, f"part/{key}/")).status_code == 404
    for place in ("preview/", "preview.pdf"):
        assert client.get(desk.url(paper, place), {"restricted": "yes"}).status_code == 403


def test_who_may_read_it_finds_it_on_those_pages(paper: Paper) -> None:
    """Otherwise the test above proves nothing."""
    clerk = desk.clerk()
    for place in ("", "history/", "part/closing-larkfield-court/", "preview/?restricted=yes"):
        assert "Larkfield" in desk.read(clerk, paper, place), place
    assert "471 is not stored" in desk.read(clerk, paper, "history/")
    assert "Larkfield" not in desk.read(clerk, paper, "preview/"), "that is what everybody reads"


def test_files_of_a_locked_version_are_kept_apart(paper: Paper) -> None:
    clerk = desk.clerk()
    desk.press(clerk, paper, "accept", finding="card-missing:A02", reason="x")
    PaperPart.objects.filter(paper=paper, key="card-a02").delete()
    clerk.post(desk.url(paper, "lock/"))
    version = desk.newest(paper)
    onlooker = client_of(DATA_OFFICER, "onlooker", committees=desk.HERE)
    page = desk.read(onlooker, paper, f"version/{version.pk}/")
    assert page.count("SHA-256 <span>") == 4
    assert not [secret for secret in ("Larkfield", "restricted") if secret in page]
    restricted = desk.url(paper, f"version/{version.pk}/paper-restricted.pdf")
    assert onlooker.get(restricted).status_code == 403
    assert clerk.get(restricted).content == bytes(version.files.get(restricted=True).content)
    assert desk.read(clerk, paper, f"version/{version.pk}/").count("SHA-256 <span>") == 5


def test_what_was_exempt_once_stays_so_in_the_history(paper: Paper) -> None:
    composer = desk.composer()
    key = "closing-larkfield-court"
    desk.press(composer, paper, "open", f"part/{key}/", version=papering.part(paper, key).version)
    desk.save(composer, paper, key, "Nothing to hide now.", heading="A care home")
    onlooker = client_of(DATA_OFFICER, "onlooker", committees=desk.HERE)
    assert "Nothing to hide now." in desk.read(onlooker, paper, f"part/{key}/")
    page = desk.read(onlooker, paper, "history/")
    assert not [secret for secret in SECRETS if secret in page]


def composes_only() -> Client:
    own = Group.objects.create(name="Typists")
    allowed = Permission.objects.filter(codename__in=("view_paper", "change_paper", "lock_paper"))
    own.permissions.set(allowed.filter(content_type__app_label="reports"))
    user = person(DATA_OFFICER, "typist", committees=desk.HERE)
    user.groups.add(own)
    return client_for(user)


def test_who_composes_by_a_group_of_the_councils_own_is_kept_from_it_too(paper: Paper) -> None:
    """A council may give the right to compose without the right to read what is not for publication."""
    typist = composes_only()
    page = desk.read(typist, paper)
    assert 'name="do"' in page, "they compose"
    assert not [secret for secret in SECRETS if secret in page]
    key = "closing-larkfield-court"
    for place, typed in (
        (f"part/{key}/", {"do": "save", "heading": "x", "text": "x", "version": 1}),
        ("", {"do": "up", "key": key}),
    ):
        assert typist.post(desk.url(paper, place), typed).status_code == 404
    assert typist.get(desk.url(paper, "lock/")).status_code == 403, "nobody locks what they may not read"
    added = desk.press(typist, paper, "add-card", indicator="a02", follow=True)
    assert "A02 has a report card" not in text_of(added)


def test_a_version_that_was_never_published_is_not_there_for_whom_its_parts_are_withheld_now(paper: Paper) -> None:
    """It was opened again because something in it must not be read."""
    clerk, key = desk.clerk(), "closing-larkfield-court"
    PaperPart.objects.filter(paper=paper, key="card-a02").delete()
    desk.press(clerk, paper, "open", f"part/{key}/", version=papering.part(paper, key).version)
    for one in preflight(papering.record(paper)):
        accept_finding(paper=paper.pk, finding=one.key, words=one.words, reason="Known", by=papering.lead())
    clerk.post(desk.url(paper, "lock/"))
    version = desk.newest(paper)
    onlooker = client_of(DATA_OFFICER, "onlooker", committees=desk.HERE)
    where = (f"version/{version.pk}/", f"version/{version.pk}/paper.pdf")
    assert [onlooker.get(desk.url(paper, one)).status_code for one in where] == [200, 200], "nothing is withheld yet"
    assert f'href="{desk.url(paper, "reopen/")}"' in desk.read(clerk, paper, where[0]), "it need not be published first"
    clerk.post(desk.url(paper, "reopen/"), {"reason": "A sale is being talked about"})
    papering.exempt(paper, key, reason=REASON)
    assert [onlooker.get(desk.url(paper, one)).status_code for one in where] == [404, 404]
    assert "Version 1.0" not in desk.read(onlooker, paper)
    assert "Version 1.0" in desk.read(clerk, paper)
    assert clerk.get(desk.url(paper, where[1])).status_code == 200
    clerk.post(desk.url(paper, "lock/"), {"kind": "minor", "reason": "A slip"})
    page = desk.read(clerk, paper, where[0])
    assert "was locked in its place" in page
    assert "publish/" not in page


def test_what_is_withheld_while_somebody_types_is_not_shown_to_them(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(**typed: Any) -> PaperPart:
        papering.write(paper, "background", TEXT)
        papering.exempt(paper, "background")
        return save_part(**typed)

    typist = composes_only()
    desk.read(typist, paper, "part/background/")
    monkeypatch.setattr("reports.admin.part_pages.save_part", meanwhile)
    answer = desk.save(typist, paper, "background", "Mine")
    assert answer.status_code == 404
    assert "Larkfield" not in text_of(answer)
