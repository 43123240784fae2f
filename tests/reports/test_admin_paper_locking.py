"""A paper locked, published, corrected in the admin, and its history: by whom, and what is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from indicators.roles import ADMINISTRATOR, DATA_OFFICER, LEAD_OFFICER, PERFORMANCE_LEAD
from reports.actions import publish_version, record_clearance, reopen_paper
from reports.models import Meeting, Paper, PaperVersion, Publication
from tests.indicators.actors import client_of, text_of
from tests.reports import desk, papering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    papering.store(tmp_path / "store")


@pytest.fixture
def clerk() -> Client:
    return desk.clerk()


def a_version(paper: Paper, major: int = 1, minor: int = 0) -> PaperVersion:
    """A version without its files, where only what is said of it matters."""
    Paper.objects.filter(pk=paper.pk).update(state="locked")
    return PaperVersion.objects.create(
        paper=paper,
        major=major,
        minor=minor,
        title=paper.title,
        reason="" if major == 1 and minor == 0 else "A slip",
        content=b"",
        content_sha256="0",
        locked_by=papering.clerk(),
        locked_at=timezone.now(),
    )


# Locking


def test_what_stands_in_the_way_is_told_and_nothing_is_locked(clerk: Client) -> None:
    paper = papering.begun()
    page = desk.read(clerk, paper, "lock/")
    assert "stand in the way" in page
    assert f'href="{desk.url(paper, "part/financial/")}#id_text"' in page
    assert "<button" not in page.partition("paper-step")[2]
    answer = clerk.post(desk.url(paper, "lock/"))
    assert "things stand in the way of locking" in text_of(answer)
    assert not PaperVersion.objects.exists()


def test_a_paper_is_locked_published_and_corrected(clerk: Client) -> None:
    paper = desk.ready()
    assert f'href="{desk.url(paper, "lock/")}"' in desk.read(clerk, paper), "the next step"
    answer = clerk.post(desk.url(paper, "lock/"))
    first = desk.newest(paper)
    assert answer["Location"] == desk.url(paper, f"version/{first.pk}/")
    page = desk.read(clerk, paper, f"version/{first.pk}/")
    assert page.count("SHA-256 <span>") == 4
    for ending in ("pdf", "docx", "csv", "json"):
        taken = clerk.get(desk.url(paper, f"version/{first.pk}/paper.{ending}"))
        assert taken.content == bytes(first.files.get(ending=ending).content)
        assert taken["Content-Disposition"] == f'attachment; filename="performance-v1.0.{ending}"'
    assert clerk.get(desk.url(paper, f"version/{first.pk}/paper.exe")).status_code == 404
    again = clerk.post(desk.url(paper, "lock/"), follow=True)
    assert "This paper is locked, as version 1.0." in text_of(again)
    assert PaperVersion.objects.count() == 1, "pressed twice, it is locked once"
    assert "Publish version 1.0" in desk.read(clerk, paper), "the next step"
    clerk.post(desk.url(paper, f"version/{first.pk}/publish/"))
    assert Publication.objects.get().lateness == ""
    assert desk.read(clerk, paper, f"version/{first.pk}/").count("/papers/adults/") >= 1
    told = clerk.post(desk.url(paper, f"version/{first.pk}/publish/"), follow=True)
    assert "Version 1.0 is published already." in text_of(told)

    assert "Correct this paper" in desk.read(clerk, paper), "the next step"
    assert "This field is required." in text_of(clerk.post(desk.url(paper, "reopen/"), {"reason": " "}))
    clerk.post(desk.url(paper, "reopen/"), {"reason": "The contact moved"})
    assert "Being corrected after version 1.0" in desk.read(clerk, paper)
    desk.save(clerk, paper, "contact", "Write to the new officer.")
    without = clerk.post(desk.url(paper, "lock/"), {"kind": "minor", "reason": ""})
    assert "This field is required." in text_of(without)
    nothing = clerk.post(desk.url(paper, "lock/"), {"kind": "supplement", "reason": "A slip"})
    assert "No report card is different from the last version" in text_of(nothing)
    clerk.post(desk.url(paper, "lock/"), {"kind": "minor", "reason": "A slip"})
    second = desk.newest(paper)
    assert (second.number, second.reason) == ("1.1", "A slip")
    page = desk.read(clerk, paper, f"version/{second.pk}/")
    assert "What it changed" in page
    assert "Officer contact: the text was changed." in page

    history = desk.read(clerk, paper, "history/")
    for told in (
        "Locked as version 1.1",
        "Opened again for a correction",
        "Version 1.0 published",
        "The contact moved",
    ):
        assert told in history


def test_a_major_correction_has_the_next_whole_number(clerk: Client) -> None:
    paper = desk.ready()
    clerk.post(desk.url(paper, "lock/"))
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="A wrong target")
    assert "Change what is wrong in the parts below, then lock it." in desk.read(clerk, paper)
    assert "Lock the correction" in desk.read(clerk, paper, "lock/")
    desk.save(clerk, paper, "contact", "Write to the new officer.")
    clerk.post(desk.url(paper, "lock/"), {"kind": "major", "reason": "Members relied on it"})
    assert desk.newest(paper).number == "2.0"


# Publishing


def test_a_late_version_is_published_with_its_reason_of_urgency(clerk: Client) -> None:
    paper = papering.begun()
    version = a_version(paper)
    address = desk.url(paper, f"version/{version.pk}/publish/")
    asked = text_of(clerk.get(address))
    assert "It would be published late" in asked
    assert "Published late" not in asked
    refused = clerk.post(address, {"urgency": " "})
    assert "Give the reason of urgency" in text_of(refused)
    assert not Publication.objects.exists()
    clerk.post(address, {"urgency": "A decision cannot wait"})
    assert Publication.objects.get().urgency == "A decision cannot wait"
    page = desk.read(clerk, paper, f"version/{version.pk}/")
    assert "Published late" in page
    assert "A decision cannot wait" in page


def test_a_version_of_another_paper_is_not_there(clerk: Client) -> None:
    paper, other = papering.begun(), papering.begun(slug="other")
    version = a_version(other)
    for page in ("", "publish/", "paper.pdf"):
        assert clerk.get(desk.url(paper, f"version/{version.pk}/{page}")).status_code == 404


def test_an_open_paper_needs_no_opening(clerk: Client) -> None:
    answer = clerk.post(desk.url(papering.begun(), "reopen/"), {"reason": "Why not"}, follow=True)
    assert "This paper is open" in text_of(answer)


# Who may


@pytest.mark.parametrize("role", [DATA_OFFICER, LEAD_OFFICER, PERFORMANCE_LEAD])
def test_who_does_not_lock_neither_publishes_nor_opens(role: str) -> None:
    paper = papering.begun()
    version = a_version(paper)
    client = client_of(role, "onlooker", committees=desk.HERE)
    for page in ("lock/", "reopen/", f"version/{version.pk}/publish/"):
        for method in (client.get, client.post):
            assert method(desk.url(paper, page), {"reason": "Mine", "urgency": "Mine"}).status_code == 403
    assert not Publication.objects.exists()
    paper.refresh_from_db()
    assert paper.state == "locked"
    assert "Democratic services publish it." in desk.read(client, paper)
    assert "Democratic services publish it." in desk.read(client, paper, f"version/{version.pk}/")
    publish_version(version=version.pk, by=papering.clerk(), urgency="Late")
    assert "tell democratic services" in desk.read(client, paper)


def test_an_administrator_may_and_a_lead_is_told_who_does(clerk: Client) -> None:
    paper = desk.ready()
    assert "Democratic services lock it." in desk.read(desk.composer(), paper)
    chief = client_of(ADMINISTRATOR, "chief", committees=desk.HERE)
    assert "Lock this paper" in desk.read(chief, paper, "lock/")


# Meetings and what follows from their day


def test_a_meeting_says_by_when_its_papers_are_published(clerk: Client) -> None:
    day = timezone.localdate() + timedelta(days=200)
    sent = {"committee": papering.meeting().committee.pk, "day": day.isoformat(), "time": "10:00", "place": "Hall"}
    answer = clerk.post("/admin/reports/meeting/add/", sent)
    assert answer.status_code == 302
    meeting = Meeting.objects.get(day=day)
    page = text_of(clerk.get(f"/admin/reports/meeting/{meeting.pk}/change/"))
    assert "5 clear working days before the meeting." in page
    listed = text_of(clerk.get("/admin/reports/meeting/"))
    assert "That day" not in listed.partition("6 March 2017")[0]


def test_the_day_of_a_meeting_stays_once_a_paper_of_it_is_locked(clerk: Client) -> None:
    paper = papering.begun()
    address = f"/admin/reports/meeting/{paper.meeting.pk}/change/"
    sent = {"day": "2017-03-07", "time": "10:00", "place": "Hall", "change_reason": "Moved"}
    assert clerk.post(address, sent).status_code == 302
    paper.meeting.refresh_from_db()
    assert paper.meeting.day.day == 7
    a_version(paper)
    assert 'name="day"' not in text_of(clerk.get(address))
    clerk.post(address, {**sent, "day": "2017-03-08"})
    paper.meeting.refresh_from_db()
    assert paper.meeting.day.day == 7, "it stands in the paper’s lasting address"


# The history


def test_the_history_tells_who_did_what_with_the_words_that_changed(clerk: Client) -> None:
    paper = papering.begun()
    desk.save(desk.composer(), paper, "contact", "Write to us.")
    desk.save(clerk, paper, "contact", "Write to them.")
    desk.press(clerk, paper, "up", key="recommendations")
    desk.press(clerk, paper, "leave-out", "part/background/", reason="There are none", version=1)
    record_clearance(
        paper=paper.pk, kind="legal", comment="", initials="LS", day=timezone.localdate(), by=papering.clerk()
    )
    events = clerk.get(desk.url(paper, "history/")).context["events"]
    assert [one.what for one in events] == [
        "Legal has cleared the paper",
        "“Background papers” was left out",
        "“Recommendations” was moved",
        "“Officer contact” was changed",
        "“Officer contact” was changed",
        "The paper was begun",
    ]
    assert events[1].why == "There are none"
    assert [one.label for one in events[0].changes] == ["Initials", "Date"], "no comment is no change of it"
    assert [one.who for one in events[3:5]] == ["clerk", "composer"]
    (change,) = events[3].changes
    assert [(piece.kind, piece.text) for piece in change.pieces if piece.kind != "same"] == [
        ("out", "us"),
        ("in", "them"),
    ]


def test_a_long_history_has_pages_and_costs_the_same(clerk: Client, django_assert_max_num_queries: object) -> None:
    paper = papering.begun()
    address = desk.url(paper, "history/")
    clerk.get(address)
    with django_assert_max_num_queries(40) as counted:
        clerk.get(address)
    for number in range(40):
        papering.write(paper, "contact", f"Version {number}")
    with django_assert_max_num_queries(len(counted)):
        page = clerk.get(address)
    assert len(page.context["events"]) == 30
    assert "The paper was begun" in text_of(clerk.get(address, {"page": 2}))
