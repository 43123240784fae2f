"""The page of what is missing in a round, whose it is and how late; and what is asked of an empty store."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.actions import Reminded, lock_round, send_back, send_reminders, submit_figures, verify_figures
from indicators.domain import periods
from indicators.domain.rounds import Standing
from indicators.models import Capacity, Committee, Indicator
from indicators.queries.chasing import chased_round
from indicators.roles import DATA_OFFICER, LEAD_OFFICER, MEMBER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import client_for, in_charge, officer, text_of
from tests.indicators.test_entering import enter, entry
from tests.indicators.test_reminders import AS_AT, COLUMNS, DECEMBER, ENTER, FILES, december, hand_over, somebody

pytestmark = pytest.mark.django_db
PAGE = "/admin/indicators/roundevent/adults/2016-12/chasing/"
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def test_an_empty_store_has_nothing_to_tell() -> None:
    officer(DATA_OFFICER, "ann")
    assert send_reminders(as_at=AS_AT) == Reminded()


@pytest.fixture
def store(tmp_path: Path) -> None:
    stores.load(tmp_path / "store", FILES)


def look(user: User | None = None, address: str = PAGE) -> HttpResponse:
    return client_for(user or officer(PERFORMANCE_LEAD, "lead")).get(address)


def sections(answer: HttpResponse) -> dict[str, list[list[str]]]:
    """The tables of the page by their heading: each row's cells as text."""
    assert answer.status_code == 200
    found = {}
    for part in answer.content.decode().split("<section ")[1:]:
        heading = re.search(r"<h2[^>]*>(.*?)</h2>", part, re.DOTALL)[1]
        rows = [
            [" ".join(re.sub("<[^>]*>", "", cell).split()) for cell in CELL.findall(row)] for row in part.split("<tr>")
        ]
        found[heading] = [row for row in rows if row][1:]
    return found


def days_late(due: date) -> str:
    return f"{(timezone.localdate() - due).days} days"


@pytest.mark.usefixtures("store")
def test_person_by_person_the_latest_first_and_what_is_nobodys_on_top() -> None:
    ann = somebody("ann", "A01", "A02", first_name="Ann", last_name="Lee")
    somebody("gone", "A03", is_active=False)
    ben = somebody("ben")
    hand_over(ann, ben, "A02", first=timezone.localdate(), last=timezone.localdate())
    enter(entry("14", code="A02"), username="ann")
    due_a01, due_a02 = date(2017, 1, 14), date(2017, 1, 21)
    found = sections(look())
    assert found == {
        "Nobody’s": [
            ["A03 Beds in use, Q3 2016/17", "Nothing entered", "no day is set", "–", "gone: account is switched off"]
        ],
        "Ann Lee: 2 figures, 2 late": [
            ["A01 People with a review", "Nothing entered", "14 January 2017", days_late(due_a01), ""],
            ["A02 Days waited", "Draft", "21 January 2017", days_late(due_a02), "with ben"],
        ],
        "ben: 1 figure, 1 late": [["A02 Days waited", "Draft", "21 January 2017", days_late(due_a02), "for Ann Lee"]],
    }


@pytest.mark.usefixtures("store")
def test_what_was_sent_back_is_missing_and_what_is_submitted_or_verified_is_not() -> None:
    ann, lead = somebody("ann", "A01", "A02"), officer(PERFORMANCE_LEAD, "lead")
    enter(entry("85.2"), entry("14", code="A02"), username="ann")
    submit_figures([december("A01"), december("A02")], by=ann)
    verify_figures([december("A02", "submitted")], by=lead)
    assert "1 settled, 1 waiting to be verified, 1 with its owner" in text_of(look())
    send_back([december("A01", "submitted")], by=lead, reason="Look again")
    (row,) = sections(look())["ann: 1 figure, 1 late"]
    assert row[:2] == ["A01 People with a review", "Sent back"]


@pytest.mark.usefixtures("store")
def test_a_round_with_nothing_left_to_enter_says_so() -> None:
    lead = officer(PERFORMANCE_LEAD, "lead")
    Indicator.objects.filter(code="A03").update(retired_from="2016-12")
    enter(entry("85.2"), entry("14", code="A02"), username="ann")
    submit_figures([december("A01"), december("A02")], by=officer(DATA_OFFICER, "ann"))
    verify_figures([december("A01", "submitted"), december("A02", "submitted")], by=lead)
    answer = look()
    assert "2 due: 2 settled" in re.sub("<[^>]*>", "", text_of(answer))
    assert "Nobody has anything left to enter." in text_of(answer)
    assert sections(answer) == {}
    assert "Nothing is due in this round." in text_of(look(address=PAGE.replace("2016-12", "2016-10")))


@pytest.mark.usefixtures("store")
def test_a_locked_round_says_that_nobody_is_reminded() -> None:
    lead = officer(PERFORMANCE_LEAD, "lead")
    lock_round(committee=Committee.objects.get(slug="adults"), month=DECEMBER, by=lead)
    assert "The round is locked, so nobody is reminded of it." in text_of(look())


@pytest.mark.usefixtures("store")
def test_names_are_words_and_never_markup() -> None:
    somebody("ann", "A01", first_name="<script>alert(1)</script>", email="")
    Indicator.objects.filter(code="A01").update(name="<b>Bold</b>")
    page = look().content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;Bold" in page
    assert "This account has no mail address" in page


@pytest.mark.usefixtures("store")
def test_no_value_stands_on_it() -> None:
    somebody("ann", "A01")
    enter(entry("66.6123", note="Note 771"), username="ann")
    assert not {"66.6123", "Note 771"} & set(re.split("[<>]", look().content.decode()))
    assert "66.61" not in look().content.decode()


@pytest.mark.usefixtures("store")
def test_only_who_may_look_into_the_committee_sees_it() -> None:
    assert look(officer(LEAD_OFFICER, "reader", committees=["adults"])).status_code == 200
    assert look(officer(MEMBER, "member")).status_code in (302, 403)
    assert look(officer(DATA_OFFICER, "elsewhere", committees=["board"])).status_code == 404
    for address in ("/admin/indicators/roundevent/none/2016-12/chasing/", PAGE.replace("2016-12", "2016-17-q3")):
        assert look(address=address).status_code == 404


@pytest.mark.usefixtures("store")
def test_only_who_may_share_out_is_led_there() -> None:
    assert "responsibility/add/" in text_of(look())
    assert "responsibility/add/" not in text_of(look(officer(LEAD_OFFICER, "reader")))


@pytest.mark.usefixtures("store")
def test_it_costs_the_same_for_many(tmp_path: Path) -> None:
    somebody("ann", "A01")
    lead = client_for(officer(PERFORMANCE_LEAD, "lead"))
    adults = Committee.objects.get(slug="adults")

    def costs() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as of_query:
            chased_round(adults, DECEMBER, AS_AT, ENTER)
        with CaptureQueriesContext(connection) as of_page:
            lead.get(PAGE)
        return len(of_query), len(of_page)

    few = costs()
    more = "".join(f"C{number},adults,Measure,bigger,count,monthly,period,14\n" for number in range(40))
    stores.load(tmp_path / "more", {"indicators.csv": COLUMNS + more})
    for number in range(8):
        user = somebody(f"user-{number}", *(f"C{one}" for one in range(40)))
        hand_over(user, User.objects.get(username="ann"), *(f"C{one}" for one in range(40)))
    assert costs() == few
    assert few[0] == 8


@pytest.mark.usefixtures("store")
def test_a_lead_officer_is_in_charge_of_texts_and_of_no_figure() -> None:
    in_charge(officer(LEAD_OFFICER, "reader"), Capacity.LEAD, *Indicator.objects.all())
    found = chased_round(Committee.objects.get(slug="adults"), periods.month(2016, 12), AS_AT, ENTER)
    assert [one.in_charge for one in found.pending] == [(), (), ()]
    assert {one.figure.standing for one in found.pending} == {Standing.MISSING}


@pytest.mark.usefixtures("store")
def test_each_leads_to_its_line_of_the_round() -> None:
    somebody("ann", "A01")
    place = PAGE.removesuffix("chasing/")
    lines = re.findall(rf'href="{place}#(line-[^"]+)"', look().content.decode())
    assert lines == ["line-a02", "line-a03", "line-a01"], "what is nobody's first"
    round_page = look(address=place).content.decode()
    assert all(f'id="{line}"' in round_page for line in lines)
