"""Indicators handed to a deputy for a time, in the admin: by whom, to whom, from when until when, and ended early."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from indicators import rights
from indicators.models import Capacity, Committee, CommitteeRole, Figure, Handover
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, DEMOCRATIC_SERVICES, LEAD_OFFICER, MEMBER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import client_for, client_of, in_charge, officer, save, text_of, working_store

pytestmark = pytest.mark.django_db

LIST = "/admin/indicators/handover/"
ADD = f"{LIST}add/"
TODAY = date(2016, 12, 15)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    working_store(tmp_path / "store")
    monkeypatch.setattr(rights, "today", lambda: TODAY)


@pytest.fixture
def jo() -> User:
    """A data officer with A01 and A02."""
    user = officer(DATA_OFFICER, "jo", committees=["adults"])
    in_charge(user, Capacity.DATA, stores.indicator("A01"), stores.indicator("A02"))
    return user


@pytest.fixture
def sam() -> User:
    """A colleague, with no indicator yet."""
    return officer(DATA_OFFICER, "sam", committees=["adults"])


def of(giver: User, slug: str = "adults") -> dict[str, str]:
    return {"of": f"{Committee.objects.get(slug=slug).pk}-{giver.pk}"}


def typed(deputy: User, *codes: str, **fields: object) -> dict[str, object]:
    keys = [stores.indicator(code).pk for code in codes]
    usual = {
        "deputy": deputy.pk,
        "indicators": keys,
        "from_day": TODAY,
        "until_day": TODAY + 7 * DAY,
        "reason": "Leave",
    }
    return usual | fields


def hand(
    client: Client, giver: User, deputy: User, *codes: str, slug: str = "adults", **fields: object
) -> HttpResponse:
    return client.post(ADD, typed(deputy, *codes, **fields), query_params=of(giver, slug))


def problem(answer: HttpResponse, field: str) -> str:
    assert answer.status_code == 200, "it was saved"
    assert not Handover.objects.exists()
    return " ".join(answer.context["adminform"].form.errors.get(field, []))


# Handing over


def test_an_officer_hands_over_and_the_deputy_enters_figures(jo: User, sam: User) -> None:
    mine, theirs = client_for(jo), client_for(sam)
    page = "/admin/indicators/figure/a01/2016-12/"
    assert theirs.get(page).status_code == 403
    start = mine.get(ADD)
    assert start["Location"] == f"{ADD}?of={of(jo)['of']}", "there is one answer to whose: no need to ask"
    form = mine.get(ADD, of(jo)).context["adminform"].form
    ticked = set(form["indicators"].value())
    assert ticked == {stores.indicator(code).pk for code in ("A01", "A02")}, "all of them, unless some are left out"
    assert hand(mine, jo, sam, "A01").status_code == 302
    assert theirs.get(page).status_code == 200
    assert save(theirs, page, value="87.1", why="Counted again").status_code == 302
    assert Figure.objects.filter(indicator__code="A01", period="2016-12", value="87.1").exists()
    assert theirs.get("/admin/indicators/figure/a02/2016-12/").status_code == 403
    assert mine.get(page).status_code == 200, "whoever hands over keeps their own rights"
    assert "Stands in" in text_of(theirs.get(LIST))


def test_the_deputys_rights_end_by_themselves(jo: User, sam: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hand(client_for(jo), jo, sam, "A01", from_day=TODAY + DAY, until_day=date(2017, 1, 2))
    page, theirs = "/admin/indicators/figure/a01/2016-12/", client_for(sam)
    for today, status, words in (
        (TODAY, 403, "Begins later"),
        (TODAY + DAY, 200, "Stands in"),
        (date(2017, 1, 2), 200, "Stands in"),
        (date(2017, 1, 3), 403, "Over"),
    ):
        monkeypatch.setattr(rights, "today", lambda day=today: day)
        assert theirs.get(page).status_code == status
        assert f">{words}<" in text_of(theirs.get(LIST))


def test_days_are_written_as_people_write_them(jo: User, sam: User) -> None:
    assert hand(client_for(jo), jo, sam, "A01", from_day="15/12/2016", until_day="2016-12-24").status_code == 302
    handover = Handover.objects.get()
    assert (handover.from_day, handover.until_day) == (TODAY, date(2016, 12, 24))


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"from_day": TODAY - DAY}, "from_day", "14 December 2016 has passed. Write 15 December 2016 or a later day."),
        ({"until_day": TODAY - DAY}, "until_day", "14 December 2016 is too early. Write 15 December 2016 or"),
        (
            {"from_day": TODAY + 9 * DAY, "until_day": TODAY + 8 * DAY},
            "until_day",
            "23 December 2016 is too early. Write 24 December 2016 or a later day.",
        ),
        (
            {"until_day": TODAY + 367 * DAY},
            "until_day",
            "is more than a year later. Write 16 December 2017 or an earlier",
        ),
        ({"until_day": "9999-12-31"}, "until_day", "31 December 9999 is more than a year later"),
        ({"until_day": "soon"}, "until_day", "valid date"),
        ({"until_day": "2017-02-29"}, "until_day", "valid date"),
        ({"from_day": ""}, "from_day", "required"),
        ({"reason": ""}, "reason", "required"),
        ({"reason": " \n "}, "reason", "required"),
        ({"indicators": []}, "indicators", "required"),
    ],
)
def test_what_makes_no_sense_is_asked_again(
    jo: User, sam: User, fields: dict[str, object], field: str, words: str
) -> None:
    assert words in problem(hand(client_for(jo), jo, sam, "A01", **fields), field)


def test_a_deputy_is_asked_for(jo: User, sam: User) -> None:
    answer = client_for(jo).post(ADD, {**typed(sam, "A01"), "deputy": ""}, query_params=of(jo))
    assert "required" in problem(answer, "deputy")


def test_a_whole_year_over_a_leap_day_is_not_too_long(jo: User, sam: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "today", lambda: date(2027, 3, 1))
    answer = hand(client_for(jo), jo, sam, "A01", from_day="2027-03-01", until_day="2028-03-01")
    assert answer.status_code == 302


def test_only_to_a_colleague_who_can_do_the_work(jo: User, sam: User) -> None:
    mine = client_for(jo)
    lead, member = officer(LEAD_OFFICER, "lead", committees=["adults"]), officer(MEMBER, committees=["adults"])
    elsewhere, off = officer(DATA_OFFICER, "elsewhere", committees=["cabinet"]), officer(DATA_OFFICER, "off")
    User.objects.filter(pk=off.pk).update(is_active=False)
    offered = mine.get(ADD, of(jo)).context["adminform"].form.fields["deputy"].queryset
    assert {user.username for user in offered} == {"lead", "sam"}
    for who in (jo, member, elsewhere, off, officer(DEMOCRATIC_SERVICES)):
        assert hand(mine, jo, who, "A01").status_code == 403, "not offered, and refused to who asks nevertheless"
    refused = problem(hand(mine, jo, lead, "A01", "A02"), "indicators")
    assert "lead has no role in Adult Social Care Committee, Example Council for what jo does for A01" in refused
    assert "A02" in refused
    everywhere = officer(DATA_OFFICER, "everywhere")
    assert hand(mine, jo, everywhere, "A01").status_code == 302


def test_who_is_both_may_hand_over_both(jo: User) -> None:
    CommitteeRole.objects.create(user=jo, role=LEAD_OFFICER, committee=Committee.objects.get(slug="adults"))
    in_charge(jo, Capacity.LEAD, stores.indicator("A01"), stores.indicator("A03"))
    kim = officer(LEAD_OFFICER, "kim", committees=["adults"])
    mine = client_for(User.objects.get(pk=jo.pk))
    assert "for A02" in problem(hand(mine, jo, kim, "A01", "A02", "A03"), "indicators")
    assert hand(mine, jo, kim, "A01", "A03").status_code == 302
    fresh = User.objects.get(pk=kim.pk)
    assert rights.may_write_text(fresh, stores.indicator("A01"))
    assert rights.may_write_text(fresh, stores.indicator("A03"))
    assert not rights.may_enter(fresh, stores.indicator("A01"))


def test_only_what_is_ones_own_is_handed_over(jo: User, sam: User) -> None:
    mine = client_for(jo)
    in_charge(jo, Capacity.DATA, stores.indicator("P01"))  # once theirs, in a committee where they have no role
    for codes in (("A03",), ("A01", "A03"), ("P01",)):
        assert hand(mine, jo, sam, *codes).status_code == 403
    assert hand(mine, jo, sam, "P01", slug="cabinet").status_code == 403
    assert mine.post(ADD, typed(sam, "A01", indicators=["x"]), query_params=of(jo)).status_code == 403
    hand(client_for(jo), jo, sam, "A01")
    for giver in (sam, officer(DATA_OFFICER, "kim")):
        assert hand(client_for(sam), giver, jo, "A01").status_code == 403, "what was handed over is not handed on"


@pytest.mark.parametrize("asked", ["", "x", "1", "1-", "-1", "9" * 40 + "-1", "1-2-3", "' OR 1=1", "\x00", "1-0"])
def test_nonsense_for_whose_is_refused(jo: User, sam: User, asked: str) -> None:
    for answer in (
        client_for(jo).get(ADD, {"of": asked}),
        client_for(jo).post(ADD, typed(sam, "A01"), query_params={"of": asked}),
    ):
        assert answer.status_code == 403
    assert not Handover.objects.exists()


def test_who_has_no_indicator_is_told_so(sam: User) -> None:
    assert "no indicator is yours" in text_of(client_for(sam).get(ADD))


@pytest.mark.parametrize("role", [MEMBER, DEMOCRATIC_SERVICES])
def test_who_only_reads_hands_over_nothing(role: str, jo: User, sam: User) -> None:
    client = client_of(role, "reader", committees=["adults"])
    assert client.get(ADD, follow=True).status_code == 403
    assert hand(client, jo, sam, "A01").status_code in (302, 403)
    assert not Handover.objects.exists()


# For somebody else


@pytest.mark.parametrize("role", [PERFORMANCE_LEAD, ADMINISTRATOR])
def test_who_leads_hands_over_for_somebody_who_is_ill(role: str, jo: User, sam: User) -> None:
    client = client_of(role, "lead", committees=["adults"])
    kim = officer(DATA_OFFICER, "kim", committees=["adults", "cabinet"])
    in_charge(kim, Capacity.DATA, stores.indicator("A03"), stores.indicator("P01"))
    User.objects.filter(pk=jo.pk).update(is_active=False)
    offered = dict(client.get(ADD).context["form"].fields["of"].choices)
    assert list(offered.values()) == [f"{name}, Adult Social Care Committee, Example Council" for name in ("jo", "kim")]
    assert hand(client, jo, sam, "A01", reason="Illness").status_code == 302
    assert rights.may_enter(User.objects.get(pk=sam.pk), stores.indicator("A01"))
    record = Handover.objects.get().history.last()
    assert record.history_user.username == "lead"
    assert hand(client, kim, sam, "P01", slug="cabinet").status_code == 403, "leads in adults, not in cabinet"
    assert hand(client, kim, sam, "A03", "P01").status_code == 403


def test_an_officer_does_not_hand_over_for_somebody_else(jo: User, sam: User) -> None:
    in_charge(sam, Capacity.DATA, stores.indicator("A03"))
    assert hand(client_for(sam), jo, sam, "A01").status_code == 403
    assert hand(client_for(sam), jo, officer(DATA_OFFICER, "kim"), "A01").status_code == 403


# Changing and ending


@pytest.fixture
def handover(jo: User, sam: User) -> Handover:
    hand(client_for(jo), jo, sam, "A01", from_day=TODAY, until_day=TODAY + 7 * DAY)
    return Handover.objects.get()


def change(client: Client, handover: Handover, **fields: object) -> HttpResponse:
    keys = [one.pk for one in handover.indicators.all()]
    usual = {"indicators": keys, "from_day": handover.from_day, "until_day": handover.until_day, "reason": "Leave"}
    return client.post(f"{LIST}{handover.pk}/change/", usual | fields)


def test_it_is_lengthened_and_narrowed_while_it_lasts(jo: User, sam: User, handover: Handover) -> None:
    mine, other = client_for(jo), officer(DATA_OFFICER, "kim")
    moved = {"deputy": other.pk, "giver": other.pk, "from_day": TODAY + DAY, "ended_at": "2016-12-01"}
    keys = [stores.indicator("A02").pk]
    assert change(mine, handover, until_day=TODAY + 14 * DAY, indicators=keys, **moved).status_code == 302
    handover.refresh_from_db()
    assert handover.until_day == TODAY + 14 * DAY
    assert [one.code for one in handover.indicators.all()] == ["A02"]
    assert (handover.deputy, handover.giver, handover.from_day, handover.ended_at) == (sam, jo, TODAY, None)
    page = text_of(mine.get(f"{LIST}{handover.pk}/history/"))
    for words in ("22 December 2016", "29 December 2016", "A01", "A02"):
        assert words in page or words.replace(" December ", "") in page or "2016-12-29" in page
    answer = change(mine, handover, until_day=TODAY - DAY)
    assert "14 December 2016 is too early" in text_of(answer)
    handover.refresh_from_db()
    assert handover.until_day == TODAY + 14 * DAY


def test_its_first_day_moves_until_it_has_come(jo: User, sam: User, handover: Handover) -> None:
    handover.from_day = TODAY + 2 * DAY
    handover.save()
    assert change(client_for(jo), handover, from_day=TODAY + DAY).status_code == 302
    handover.refresh_from_db()
    assert handover.from_day == TODAY + DAY
    assert "has passed" in text_of(change(client_for(jo), handover, from_day=TODAY - DAY))


def test_it_is_ended_at_once(jo: User, sam: User, handover: Handover) -> None:
    mine = client_for(jo)
    assert "End it now" in text_of(mine.get(f"{LIST}{handover.pk}/change/"))
    assert mine.get(f"{LIST}{handover.pk}/end/").status_code == 200
    handover.refresh_from_db()
    assert handover.ended_at is None, "looking ends nothing"
    assert mine.post(f"{LIST}{handover.pk}/end/").status_code == 302
    handover.refresh_from_db()
    assert abs(timezone.now() - handover.ended_at) < timedelta(minutes=5)
    assert not rights.may_enter(User.objects.get(pk=sam.pk), stores.indicator("A01"))
    assert "Ended early" in text_of(mine.get(LIST))
    assert "Ended early" in text_of(mine.get(f"{LIST}{handover.pk}/history/"))
    ended = handover.ended_at
    assert mine.post(f"{LIST}{handover.pk}/end/").status_code == 403, "once"
    assert change(mine, handover, until_day=TODAY + 20 * DAY).status_code == 403
    handover.refresh_from_db()
    assert handover.ended_at == ended


def test_what_is_over_stays_as_it_was(jo: User, handover: Handover, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "today", lambda: handover.until_day + DAY)
    mine = client_for(jo)
    assert mine.get(f"{LIST}{handover.pk}/change/").status_code == 200, "to look at"
    assert change(mine, handover, until_day=handover.until_day + 20 * DAY).status_code == 403
    assert mine.post(f"{LIST}{handover.pk}/end/").status_code == 403


def test_before_it_begins_it_is_ended_too(jo: User, sam: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hand(client_for(jo), jo, sam, "A01", from_day=TODAY + 5 * DAY)
    handover = Handover.objects.get()
    assert client_for(jo).post(f"{LIST}{handover.pk}/end/").status_code == 302
    monkeypatch.setattr(rights, "today", lambda: TODAY + 6 * DAY)
    assert not rights.may_enter(User.objects.get(pk=sam.pk), stores.indicator("A01"))


def test_who_may_change_and_end_it(jo: User, sam: User, handover: Handover) -> None:
    address = f"{LIST}{handover.pk}/"
    for client in (
        client_for(sam),
        client_of(DATA_OFFICER, "kim", committees=["adults"]),
        client_of(LEAD_OFFICER, "lea"),
    ):
        assert client.get(f"{address}change/").status_code == 200, "to look at"
        assert "End it now" not in text_of(client.get(f"{address}change/"))
        assert change(client, handover, until_day=TODAY + 20 * DAY).status_code == 403
        assert client.post(f"{address}end/").status_code == 403
        assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    elsewhere = client_of(PERFORMANCE_LEAD, "elsewhere", committees=["cabinet"])
    assert elsewhere.post(f"{address}end/").status_code == 404
    lead = client_of(PERFORMANCE_LEAD, committees=["adults"])
    assert change(lead, handover, until_day=TODAY + 20 * DAY).status_code == 302
    assert lead.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert lead.post(f"{address}end/").status_code == 302
    handover.refresh_from_db()
    assert (handover.until_day, handover.ended_at is None) == (TODAY + 20 * DAY, False)


def test_an_indicator_taken_from_its_owner_meanwhile_does_not_stand_in_the_way(
    jo: User, sam: User, handover: Handover
) -> None:
    jo.responsibilities.filter(indicator__code="A01").delete()
    lead = client_of(PERFORMANCE_LEAD, committees=["adults"])
    keys = [stores.indicator(code).pk for code in ("A01", "A02")]
    assert "for A01" in text_of(change(lead, handover, indicators=keys))
    assert change(lead, handover, indicators=keys[1:]).status_code == 302


def test_words_in_a_reason_are_only_words(jo: User, sam: User) -> None:
    reason = "<script>alert(1)</script> {{ 7 }} " + "é" * 300
    assert hand(client_for(jo), jo, sam, "A01", reason=reason).status_code == 302
    page = client_for(jo).get(LIST).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
