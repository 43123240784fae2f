"""Whose an indicator is, shared out in the admin: one person, many indicators at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Capacity, Committee, Indicator, Responsibility
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, DEMOCRATIC_SERVICES, LEAD_OFFICER, MEMBER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import PRIVATE, client_of, in_charge, officer, text_of

pytestmark = pytest.mark.django_db

LIST = "/admin/indicators/responsibility/"
ADD = f"{LIST}add/"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    stores.registers(tmp_path)
    stores.load(tmp_path, PRIVATE)


@pytest.fixture
def lead() -> Client:
    return client_of(PERFORMANCE_LEAD, committees=["adults"])


@pytest.fixture
def jane() -> User:
    user = officer(DATA_OFFICER, "jane", committees=["adults"])
    user.first_name, user.last_name = "Jane", "O'Neill <b>"
    user.save()
    return user


def place(person: User, capacity: str = "data", slug: str = "adults") -> dict[str, object]:
    return {"committee": Committee.objects.get(slug=slug).pk, "person": person.pk, "capacity": capacity}


def keys(*codes: str) -> list[int]:
    return [stores.indicator(code).pk for code in codes]


def send(client: Client, where: dict[str, object], *codes: str, before: tuple[str, ...] = ()) -> HttpResponse:
    return client.post(ADD, {"indicators": keys(*codes), "before": keys(*before)}, query_params=where)


def theirs(person: User, capacity: str = "data") -> set[str]:
    rows = Responsibility.objects.filter(user=person, capacity=capacity)
    return set(rows.values_list("indicator__code", flat=True))


def test_many_indicators_are_given_and_taken_at_once(lead: Client, jane: User) -> None:
    assert send(lead, place(jane), "A01", "A02", "A05").status_code == 302
    assert theirs(jane) == {"A01", "A02", "A05"}
    page = lead.get(ADD, place(jane))
    assert page.context["which"].initial["indicators"] == page.context["which"].initial["before"]
    assert set(page.context["which"].initial["before"]) == set(keys("A01", "A02", "A05"))
    assert send(lead, place(jane), "A02", "A03", before=("A01", "A02", "A05")).status_code == 302
    assert theirs(jane) == {"A02", "A03"}
    assert "1 given, 2 taken away" in text_of(lead.get(LIST))
    send(lead, place(jane), "A02", "A03", before=("A02", "A03"))
    assert "Nothing was changed" in text_of(lead.get(LIST))


def test_it_is_kept_who_gave_and_who_took(lead: Client, jane: User) -> None:
    send(lead, place(jane), "A01")
    row = Responsibility.objects.get()
    assert "performance-lead" in text_of(lead.get(f"{LIST}{row.pk}/history/"))
    send(lead, place(jane), before=("A01",))
    record = Responsibility.history.first()
    assert (record.history_type, record.history_user.username, record.user) == ("-", "performance-lead", jane)


def test_two_who_share_out_at_once_undo_nothing_of_each_others(lead: Client, jane: User) -> None:
    send(lead, place(jane), "A01", "A02")
    send(lead, place(jane), "A01", "A02", "A03", before=("A01", "A02"))
    send(lead, place(jane), "A01", before=("A01", "A02"))  # sent from a page opened before A03 was given
    assert theirs(jane) == {"A01", "A03"}


def test_the_page_says_whose_else_an_indicator_is(lead: Client, jane: User) -> None:
    in_charge(officer(DATA_OFFICER, "sam"), Capacity.DATA, stores.indicator("A02"))
    in_charge(officer(LEAD_OFFICER, "kim"), Capacity.LEAD, stores.indicator("A03"))
    page = text_of(lead.get(ADD, place(jane)))
    assert "A02 Days waited – now: sam" in page
    assert "kim" not in page.partition("which Jane")[2]
    assert "Jane O&#x27;Neill &lt;b&gt; (jane)" in page
    assert "<b>" not in page


def test_as_lead_officer_and_as_data_officer_are_two_things(lead: Client) -> None:
    kim = officer(LEAD_OFFICER, "kim", committees=["adults"])
    assert send(lead, place(kim, "lead"), "A01").status_code == 302
    refused = send(lead, place(kim, "data"), "A02")
    assert refused.status_code == 200
    assert "kim has no role in Adult Social Care Committee, Example Council that goes with being the data" in text_of(
        refused
    )
    assert (theirs(kim, "lead"), theirs(kim, "data")) == ({"A01"}, set())


def test_who_leads_may_be_named_as_owner_too(lead: Client) -> None:
    chief = officer(ADMINISTRATOR, "chief")
    assert send(lead, place(chief), "A01").status_code == 302
    assert send(lead, place(chief, "lead"), "A01").status_code == 302


def test_people_offered_are_those_with_a_role_here_and_those_who_still_have_indicators(
    lead: Client, jane: User
) -> None:
    for role in (MEMBER, DEMOCRATIC_SERVICES):
        officer(role)
    officer(DATA_OFFICER, "elsewhere", committees=["cabinet"])
    off, left = officer(DATA_OFFICER, "switched-off"), officer(DATA_OFFICER, "left")
    in_charge(left, Capacity.DATA, stores.indicator("A01"))
    User.objects.filter(username__in=["switched-off", "left"]).update(is_active=False)
    offered = {user.username for user in lead.get(ADD).context["form"].fields["person"].queryset}
    assert offered == {"jane", "left", "performance-lead"}
    assert send(lead, place(off), "A01").status_code == 403
    assert "has no role" in text_of(send(lead, place(left), "A01", "A02", before=("A01",)))
    assert theirs(left) == {"A01"}
    assert send(lead, place(left), before=("A01",)).status_code == 302, "from who left they are taken away"
    assert theirs(left) == set()


def test_nothing_is_shared_out_in_another_committee(lead: Client, jane: User) -> None:
    elsewhere = officer(DATA_OFFICER, "elsewhere", committees=["cabinet"])
    assert send(lead, place(elsewhere, slug="cabinet"), "P01").status_code == 403
    assert send(lead, place(jane, slug="cabinet"), "P01").status_code == 403
    assert send(lead, place(elsewhere), "A01").status_code == 403
    assert send(lead, place(jane), "P01").status_code == 403, "not one of this committee"
    assert send(lead, place(jane), "A01", before=("P01",)).status_code == 403
    assert lead.get(ADD, place(jane, slug="cabinet")).status_code == 403
    assert not Responsibility.objects.exists()


@pytest.mark.parametrize("role", [DATA_OFFICER, LEAD_OFFICER, DEMOCRATIC_SERVICES])
def test_officers_look_and_do_not_share_out(role: str, jane: User) -> None:
    in_charge(jane, Capacity.DATA, stores.indicator("A01"))
    row, client = Responsibility.objects.get(), client_of(role, "looker", committees=["adults"])
    Responsibility.objects.exclude(pk=row.pk).delete()
    assert "A01 People with a review" in text_of(client.get(LIST))
    assert send(client, place(jane), "A02").status_code == 403
    assert client.get(ADD).status_code == 403
    assert client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{LIST}{row.pk}/change/", {"user": jane.pk}).status_code == 403
    assert list(Responsibility.objects.all()) == [row]


def test_one_is_taken_away_from_the_list_too_and_never_changed(lead: Client, jane: User) -> None:
    in_charge(jane, Capacity.DATA, stores.indicator("A01"))
    row = Responsibility.objects.get()
    assert lead.post(f"{LIST}{row.pk}/change/", {"user": jane.pk, "capacity": "lead"}).status_code == 403
    assert lead.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Responsibility.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"capacity": "chief"},
        {"capacity": ""},
        {"committee": "x"},
        {"committee": "9" * 40},
        {"person": ""},
        {"person": "' OR 1=1"},
        {"committee": "\x00"},
    ],
)
def test_nonsense_in_the_address_asks_again(lead: Client, jane: User, asked: dict[str, str]) -> None:
    for answer in (lead.get(ADD, {**place(jane), **asked}), send(lead, {**place(jane), **asked}, "A01")):
        assert answer.status_code == 200
        assert answer.context["which"] is None
        assert answer.context["form"].errors
    assert not Responsibility.objects.exists()


@pytest.mark.parametrize("sent", ["x", "9" * 40, "", "-1", "\x00"])
def test_nonsense_among_the_indicators_is_refused(lead: Client, jane: User, sent: str) -> None:
    answer = lead.post(ADD, {"indicators": [sent], "before": []}, query_params=place(jane))
    assert answer.status_code in (200, 403)
    assert not Responsibility.objects.exists()


def test_three_hundred_at_once_and_as_many_queries_for_the_page(lead: Client, jane: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert lead.get(ADD, place(jane)).status_code == 200
        return len(captured)

    queries()
    few = queries()
    first = stores.indicator("A01")
    Indicator.objects.bulk_create(
        Indicator(
            code=f"B{number}",
            address=f"b{number}",
            name="Measure",
            committee=first.committee,
            good_is="bigger",
            unit="count",
            frequency="monthly",
            basis="period",
        )
        for number in range(300)
    )
    codes = [f"B{number}" for number in range(300)]
    every = list(Indicator.objects.filter(code__in=codes).values_list("pk", flat=True))
    assert lead.post(ADD, {"indicators": every, "before": []}, query_params=place(jane)).status_code == 302
    assert theirs(jane) == set(codes)
    assert queries() == few
