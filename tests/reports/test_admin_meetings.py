"""Meetings and standing texts in the admin: what is read, what is refused, what stays as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from indicators.roles import DATA_OFFICER, PERFORMANCE_LEAD
from reports.admin.meetings import publish_words
from reports.models import Meeting, Paper, StandingText
from reports.queries.papers import standing_texts
from tests.indicators.actors import client_of, text_of
from tests.reports import desk, papering

pytestmark = pytest.mark.django_db

MEETINGS, TEXTS = "/admin/reports/meeting/", "/admin/reports/standingtext/"
DUE = "24 February 2017: 5 clear working days before the meeting."
DEADLINES = (
    (date(2017, 2, 20), f"{DUE} 4 days left."),
    (date(2017, 2, 23), f"{DUE} 1 day left."),
    (date(2017, 2, 24), f"{DUE} Today is the last day."),
    (date(2017, 2, 25), f"{DUE} That day has passed: what is published now is late."),
    (date(2017, 3, 6), DUE),
)


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    papering.store(tmp_path / "store")


@pytest.fixture
def clerk() -> Client:
    return desk.clerk()


@pytest.mark.parametrize(("today", "said"), DEADLINES)
def test_how_far_away_the_last_day_of_publication_is(today: date, said: str) -> None:
    assert publish_words(papering.MEETING_DAY, today) == said


# Meetings


def test_two_meetings_of_a_committee_on_one_day_are_refused(clerk: Client) -> None:
    meeting = papering.meeting()
    sent = {"committee": meeting.committee.pk, "day": meeting.day.isoformat(), "time": "", "place": ""}
    assert "already exists" in text_of(clerk.post(f"{MEETINGS}add/", sent))
    assert clerk.post(f"{MEETINGS}add/", {**sent, "day": "soon"}).status_code == 200
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("day", ["0001-01-03", "0217-03-06", "9999-12-31"])
def test_a_slip_in_the_year_is_told(clerk: Client, day: str) -> None:
    committee = papering.meeting().committee
    sent = {"committee": committee.pk, "day": day, "time": "", "place": ""}
    assert "Look at the year: years 1900 to 2199 are known." in text_of(clerk.post(f"{MEETINGS}add/", sent))
    assert Meeting.objects.count() == 1


def test_the_list_says_how_many_papers_a_meeting_has(clerk: Client) -> None:
    papering.meeting()
    assert "none yet" in text_of(clerk.get(MEETINGS))
    papering.begun()
    assert "1 paper<" in text_of(clerk.get(MEETINGS))


def test_papers_of_a_meeting_that_is_moved_are_kept_six_years_after_its_new_day(clerk: Client) -> None:
    paper, other = papering.begun(), papering.begun(slug="other")
    Paper.objects.filter(pk=other.pk).update(retained_until=date(2040, 1, 1))
    sent = {"time": "10:00", "place": "County Hall", "day": "2017-03-13", "change_reason": "The hall was taken"}
    assert clerk.post(f"{MEETINGS}{paper.meeting.pk}/change/", sent).status_code == 302
    kept = dict(Paper.objects.values_list("slug", "retained_until"))
    assert kept == {"performance": date(2023, 3, 13), "other": date(2040, 1, 1)}, "what somebody set stays"
    assert "13 March 2023 at least" in desk.read(clerk, paper)
    history = desk.read(clerk, paper, "history/")
    assert "The meeting was moved to 13 March 2017" in history
    assert "6 March 2023" in history


def test_a_performance_lead_looks_at_meetings_and_makes_none() -> None:
    meeting, lead = papering.meeting(), client_of(PERFORMANCE_LEAD, "lead", committees=desk.HERE)
    assert lead.get(f"{MEETINGS}{meeting.pk}/change/").status_code == 200
    assert lead.get(f"{MEETINGS}add/").status_code == 403
    assert lead.post(f"{MEETINGS}{meeting.pk}/change/", {"day": "2017-03-07"}).status_code == 403


# Standing texts


def test_a_standing_text_is_read_as_the_parts_of_papers_are(clerk: Client) -> None:
    committee = papering.meeting().committee
    sent = {"committee": committee.pk, "part": "contact", "text": "Write to us.  \r\n\r\n- by post\r\n"}
    assert clerk.post(f"{TEXTS}add/", sent).status_code == 302
    assert standing_texts(committee.pk) == {"contact": "Write to us.\n\n- by post"}
    assert StandingText.objects.get().history.get().history_user.username == "clerk"
    for wrong, told in (
        ({"part": "invented"}, "Select a valid choice"),
        ({"part": "background", "text": "# Ours"}, "would be a heading, which only the page makes"),
        ({}, "already exists"),
    ):
        assert told in text_of(clerk.post(f"{TEXTS}add/", {**sent, **wrong}))
    assert StandingText.objects.count() == 1


def test_a_standing_text_is_changed_with_a_reason_beside_what_ours_says(clerk: Client) -> None:
    committee = papering.meeting().committee
    text = StandingText.objects.create(committee=committee, part="background", text="See the website.")
    address = f"{TEXTS}{text.pk}/change/"
    page = text_of(clerk.get(address))
    assert "Background papers" in page
    assert "without it the part begins with" in page.lower()
    sent = {"text": "See the library.", "part": "contact", "change_reason": "Moved"}
    assert clerk.post(address, sent).status_code == 302
    text.refresh_from_db()
    assert (text.text, text.part) == ("See the library.", "background"), "the part stays"
    assert "Moved" in text_of(clerk.get(f"{TEXTS}{text.pk}/history/"))
    onlooker = client_of(DATA_OFFICER, "onlooker", committees=desk.HERE)
    assert onlooker.get(address).status_code == 200
    assert onlooker.post(address, {"text": "Mine"}).status_code == 403
    assert "Empty: the part begins without a text." not in text_of(clerk.get(TEXTS))
    StandingText.objects.update(text="")
    assert "Empty: the part begins without a text." in text_of(clerk.get(TEXTS))
