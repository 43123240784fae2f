"""Nothing of a paper that is being composed, or locked and not published, is seen at any address by whoever is not at
work on it; of a published one, nothing of its exempt parts by whoever may not read them.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from indicators.models import Committee
from indicators.roles import DATA_OFFICER, DEMOCRATIC_SERVICES, MEMBER, PERFORMANCE_LEAD
from reports import views
from reports.actions import (
    accept_finding,
    add_part,
    begin_paper,
    leave_out_part,
    lock_paper,
    publish_version,
    record_clearance,
    save_part,
    set_deadlines,
    set_exempt,
)
from reports.models import Meeting, Paper, PaperVersion, VersionFile
from reports.pages.preflight import preflight
from reports.queries.papers import paper as paper_record
from tests import stores
from tests.indicators.actors import client_of
from tests.printed import render_once
from tests.reports.papering import DECEMBER, IN_TIME
from tests.site_addresses import addresses
from tests.test_leaks import OWN, PEOPLE, found_in, look
from tests.unripe import STORE

pytestmark = pytest.mark.django_db

WORDS = {
    name: f"unripe-paper-{name}"
    for name in (
        *("title", "item", "director", "urgency", "place", "heading", "text", "left-out", "comment", "initials"),
        *("deadline", "accepted", "locked", "file"),
    )
}
EXEMPT = {name: f"exempt-paper-{name}" for name in ("heading", "text", "reason-of-leaving-out")}
DAY = date(2017, 3, 6)  # the day and the committee's own name as the paper's: what the addresses are filled with
SLUG = "adults"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stores.load(tmp_path / "store", STORE)
    monkeypatch.setattr(views, "render_pdf", render_once)


def composed() -> Paper:
    """A paper with something to be found in all that people write."""
    lead, clerk = stores.officer("composing-lead"), stores.officer("composing-clerk")
    meeting = Meeting.objects.create(committee=Committee.objects.get(slug=SLUG), day=DAY, place=WORDS["place"])
    paper = begin_paper(
        meeting=meeting.pk,
        slug=SLUG,
        title=WORDS["title"],
        month=DECEMBER,
        item=WORDS["item"][:10],
        director=WORDS["director"],
        by=lead,
    )
    common = {"paper": paper.pk, "by": lead}
    save_part(**common, key="introduction", seen=1, heading=WORDS["heading"], text=WORDS["text"])
    save_part(**common, key="financial", seen=1, heading=EXEMPT["heading"], text=EXEMPT["text"])
    set_exempt(**common, key="financial", seen=2, paragraph=3, reason="A contract")
    for key in ("other-implications", "contact"):
        save_part(**common, key=key, seen=1, heading=key.capitalize(), text=WORDS["text"])
    leave_out_part(**common, key="prompts", seen=1, reason=WORDS["left-out"])
    added = add_part(**common, heading=EXEMPT["heading"], text=EXEMPT["text"], appendix=True)
    set_exempt(**common, key=added.key, seen=1, paragraph=1, reason="A person")
    leave_out_part(**common, key=added.key, seen=2, reason=EXEMPT["reason-of-leaving-out"])
    for kind in ("finance", "legal"):
        record_clearance(
            paper=paper.pk, kind=kind, comment=WORDS["comment"], initials=WORDS["initials"][-10:], day=DAY, by=clerk
        )
    set_deadlines(**common, deadlines={WORDS["deadline"]: DAY})
    record = paper_record(paper.pk)
    assert record is not None
    for one in preflight(record, at=IN_TIME):
        if one.acceptable:
            accept_finding(**common, finding=one.key, words=one.words, reason=WORDS["accepted"])
    return paper


def locked_by_hand(paper: Paper) -> PaperVersion:
    """A version that nobody published, with contents of its own."""
    version = PaperVersion.objects.create(
        paper=paper,
        major=1,
        title=WORDS["title"],
        content=WORDS["locked"].encode(),
        content_sha256=hashlib.sha256(WORDS["locked"].encode()).hexdigest(),
        locked_by=stores.officer("composing-clerk"),
        locked_at=IN_TIME,
    )
    for ending in ("csv", "json", "pdf"):
        content = WORDS["file"].encode()
        sha256 = hashlib.sha256(content).hexdigest()
        VersionFile.objects.create(version=version, ending=ending, content=content, size=len(content), sha256=sha256)
    return version


@pytest.mark.parametrize("who", ["nobody", "a member", "a lead of another committee"])
def test_no_address_says_anything_of_a_paper_that_is_not_published(who: str) -> None:
    client, wanted = PEOPLE[who](), addresses(admin=False)
    assert f"/papers/{SLUG}/{DAY.isoformat()}/{SLUG}/v1.0.pdf" in wanted
    before = look(client, wanted)
    locked_by_hand(composed())
    texts = [*WORDS.values(), *EXEMPT.values()]
    after = look(client, wanted)
    assert found_in(after, texts) == []
    assert [one for one in wanted if after[one] != before[one] and not OWN.match(one)] == []


@pytest.mark.parametrize("who", [one for one in PEOPLE if one != "a member"])
def test_the_admin_says_nothing_of_it_to_people_of_another_committee(who: str) -> None:
    locked_by_hand(composed())
    seen = look(PEOPLE[who](), addresses(admin=True))
    assert found_in(seen, [*WORDS.values(), *EXEMPT.values()]) == []


def test_the_admin_tells_officers_of_the_committee_all_but_what_is_exempt() -> None:
    locked_by_hand(composed())
    seen = look(client_of(DATA_OFFICER, committees=[SLUG]), addresses(admin=True))
    for name in ("title", "heading", "text", "director"):
        assert found_in(seen, [WORDS[name]]), name
    assert found_in(seen, EXEMPT.values()) == []
    clerk = look(client_of(DEMOCRATIC_SERVICES, committees=[SLUG]), addresses(admin=True))
    assert found_in(clerk, [EXEMPT["heading"]])


def test_of_a_published_paper_nothing_exempt_is_told_to_whom_may_not_read_it() -> None:
    paper = composed()
    version = lock_paper(paper=paper.pk, by=stores.officer("composing-clerk"), at=IN_TIME)
    publish_version(version=version.pk, by=stores.officer("composing-clerk"), at=IN_TIME)
    wanted = addresses(admin=False)
    for client in (
        Client(),
        client_of(DATA_OFFICER, committees=[SLUG]),
        client_of(PERFORMANCE_LEAD, committees=["children"]),
    ):
        seen = look(client, wanted)
        assert found_in(seen, [WORDS["text"]]), "the paper is there"
        assert found_in(seen, EXEMPT.values()) == []
    restricted = f"/papers/{SLUG}/{DAY.isoformat()}/{SLUG}/v1.0-restricted.pdf"
    seen = look(client_of(MEMBER, committees=[SLUG]), wanted)
    assert set(found_in(seen, EXEMPT.values())) == {f"{restricted}: {said}" for said in EXEMPT.values()}
