"""Who may do what in which committee and for which indicators, asked of the one place that answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators import rights
from indicators.models import Capacity, Committee, CommitteeRole, Handover, Indicator, Responsibility
from indicators.queries.committees import ANYBODY, EVERYTHING
from indicators.roles import (
    ADMINISTRATOR,
    DATA_OFFICER,
    DEMOCRATIC_SERVICES,
    LEAD_OFFICER,
    MEMBER,
    OF_OWN,
    PERFORMANCE_LEAD,
    ROLES,
)
from tests import stores
from tests.indicators.actors import PRIVATE, in_charge, officer

pytestmark = pytest.mark.django_db

ENTER, WRITE, VIEW = "indicators.change_figure", "indicators.change_reportcardtext", "indicators.view_figure"
TODAY = date(2016, 12, 15)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two committees: adults with A01 to A05, cabinet with P01. It is the middle of December 2016."""
    stores.registers(tmp_path)
    stores.load(tmp_path, PRIVATE)
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def committee(slug: str) -> Committee:
    return Committee.objects.get(slug=slug)


def fresh(user: User) -> User:
    """The person as another request would know them: rights are remembered for one."""
    return User.objects.get(pk=user.pk)


def one(code: str) -> Indicator:
    return stores.indicator(code)


def owner(role: str, username: str, *codes: str, committees: tuple[str, ...] = ("adults",)) -> User:
    """A data officer or lead officer with these indicators."""
    user = officer(role, username, committees=committees)
    in_charge(user, Capacity.DATA if role == DATA_OFFICER else Capacity.LEAD, *map(one, codes))
    return user


def hand_over(giver: User, deputy: User, *codes: str, first: date = TODAY, last: date = TODAY) -> Handover:
    handover = Handover.objects.create(
        committee=one(codes[0]).committee, giver=giver, deputy=deputy, from_day=first, until_day=last, reason="Leave"
    )
    handover.indicators.set(map(one, codes))
    return handover


def may_enter(user: User) -> set[str]:
    """The codes somebody may enter figures of: what is answered for one is what a form offers."""
    user = fresh(user)
    one_by_one = {each.code for each in Indicator.objects.all() if rights.may_enter(user, each)}
    offered = Indicator.objects.filter(rights.indicators_for(user, ENTER))
    assert one_by_one == set(offered.values_list("code", flat=True))
    return one_by_one


def may_write(user: User) -> set[str]:
    user = fresh(user)
    one_by_one = {each.code for each in Indicator.objects.all() if rights.may_write_text(user, each)}
    offered = Indicator.objects.filter(rights.indicators_for(user, WRITE))
    assert one_by_one == set(offered.values_list("code", flat=True))
    return one_by_one


# In committees


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_in_one_committee_is_none_in_another(role: str) -> None:
    user = officer(role, committees=["adults"])
    adults, cabinet = committee("adults"), committee("cabinet")
    for permission in sorted(ROLES[ADMINISTRATOR]):
        assert rights.may(user, permission, adults) is (permission in ROLES[role])
        assert rights.may(user, permission, adults.pk) is (permission in ROLES[role])
        assert not rights.may(user, permission, cabinet)
        assert not rights.may_everywhere(user, permission)
        assert rights.may_somewhere(user, permission) is (permission in ROLES[role])
        assert rights.committees_of(user, permission).keys == ({adults.pk} if permission in ROLES[role] else set())
    assert rights.reader_of(user).private.keys == {adults.pk}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_everywhere_holds_in_committees_still_to_come(role: str) -> None:
    user = officer(role)
    later = Committee.objects.create(slug="later", name="Later", council="Example Council")
    for permission in sorted(ROLES[ADMINISTRATOR]):
        assert rights.may(user, permission, later) is (permission in ROLES[role])
        assert rights.may_everywhere(user, permission) is (permission in ROLES[role])
    assert rights.reader_of(user).private.every


def test_roles_of_several_committees_do_not_mix() -> None:
    user = officer(DATA_OFFICER, "jo", committees=["adults"])
    CommitteeRole.objects.create(user=user, role=LEAD_OFFICER, committee=committee("cabinet"))
    adults, cabinet = committee("adults"), committee("cabinet")
    assert rights.may(user, ENTER, adults)
    assert not rights.may(user, WRITE, adults)
    assert rights.may(user, WRITE, cabinet)
    assert not rights.may(user, ENTER, cabinet)
    assert rights.committees_of(user, ENTER, WRITE).keys == {adults.pk, cabinet.pk}
    assert set(Committee.objects.filter(rights.within(user, ENTER, path="pk"))) == {adults}
    assert set(Committee.objects.filter(rights.within(user, VIEW, path="pk"))) == {adults, cabinet}


def test_a_superuser_may_everything_and_nobody_nothing() -> None:
    chief, nobody = officer(None, "root", superuser=True), AnonymousUser()
    for permission in sorted(ROLES[ADMINISTRATOR] | {"indicators.something_new"}):
        assert rights.may_everywhere(chief, permission)
        assert not rights.may_somewhere(nobody, permission)
    assert rights.within(chief, ENTER) == Q()
    assert rights.indicators_for(chief, ENTER) == Q()
    assert not Indicator.objects.filter(rights.within(nobody, ENTER)).exists()
    assert not Indicator.objects.filter(rights.indicators_for(nobody, ENTER)).exists()
    assert rights.may_enter(chief, one("A01"))
    assert not rights.may_enter(nobody, one("A01"))
    assert rights.indicators_of(nobody, committee("adults")) == rights.InCharge(frozenset(), frozenset())
    assert rights.reader_of(nobody) == ANYBODY
    assert rights.reader_of(chief).private == EVERYTHING.private
    assert not rights.reader_of(officer(None, "roleless")).private


def test_an_account_switched_off_may_nothing() -> None:
    for user in (officer(PERFORMANCE_LEAD), officer(None, "root", superuser=True)):
        user.is_active = False
        user.save()
        assert not rights.may_somewhere(fresh(user), *ROLES[ADMINISTRATOR])
        assert not rights.reader_of(fresh(user)).private


def test_what_a_superuser_gave_beyond_roles_holds_everywhere_and_opens_no_page() -> None:
    user, colleague = officer(None, "jo"), officer(DATA_OFFICER, "sam", committees=["adults"])
    permission = Permission.objects.get(codename="change_target")
    group = Group.objects.create(name="Target setters")
    group.permissions.add(permission)
    user.groups.add(group)
    colleague.user_permissions.add(permission)
    for person in (fresh(user), fresh(colleague)):
        assert rights.may_everywhere(person, "indicators.change_target")
        assert rights.may_for(person, "indicators.change_target", one("P01"))
        assert not rights.may_everywhere(person, ENTER)
    assert not rights.reader_of(user).private
    assert rights.reader_of(colleague).private.keys == {committee("adults").pk}


def test_being_put_into_the_group_of_a_role_gives_no_right() -> None:
    user = officer(None, "jo")
    user.groups.add(Group.objects.get(name=ADMINISTRATOR))
    assert fresh(user).has_perm(ENTER), "Django believes it"
    assert not rights.may_somewhere(fresh(user), *ROLES[ADMINISTRATOR])


def test_a_permission_nobody_has_is_nobodys() -> None:
    for role in ROLES:
        assert not rights.may_somewhere(officer(role), "indicators.change_revision", "", "change_figure", "' OR 1=1")


# One's own indicators


def test_a_data_officer_enters_only_what_is_theirs() -> None:
    user = owner(DATA_OFFICER, "jo", "A01", "A03")
    in_charge(user, Capacity.LEAD, one("A02"))
    assert may_enter(user) == {"A01", "A03"}
    assert may_write(user) == set(), "being called its lead gives nothing without the role"
    found = rights.indicators_of(user, committee("adults"))
    assert found.own == {one(code).pk for code in ("A01", "A02", "A03")}
    assert rights.indicators_of(user, committee("adults"), Capacity.DATA).own == {one("A01").pk, one("A03").pk}
    assert rights.indicators_of(user, committee("cabinet")).own == frozenset()


def test_a_lead_officer_writes_only_of_what_is_theirs() -> None:
    user = owner(LEAD_OFFICER, "jo", "A02")
    in_charge(user, Capacity.DATA, one("A01"))
    assert may_write(user) == {"A02"}
    assert may_enter(user) == set()


@pytest.mark.parametrize("role", [PERFORMANCE_LEAD, ADMINISTRATOR])
def test_who_leads_in_a_committee_may_for_all_of_its_indicators(role: str) -> None:
    user = officer(role, committees=["adults"])
    assert may_enter(user) == may_write(user) == {"A01", "A02", "A03", "A04", "A05"}


@pytest.mark.parametrize("role", [DEMOCRATIC_SERVICES, MEMBER])
def test_who_only_reads_may_for_none_whoever_calls_it_theirs(role: str) -> None:
    user = officer(role)
    in_charge(user, Capacity.DATA, one("A01"))
    in_charge(user, Capacity.LEAD, one("A01"))
    assert may_enter(user) == may_write(user) == set()


def test_several_people_share_an_indicator() -> None:
    jo, sam = owner(DATA_OFFICER, "jo", "A01", "A02"), owner(DATA_OFFICER, "sam", "A01")
    assert may_enter(jo) == {"A01", "A02"}
    assert may_enter(sam) == {"A01"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Responsibility.objects.create(user=jo, indicator=one("A01"), capacity=Capacity.DATA)


def test_what_is_somebodys_in_a_committee_where_they_lost_the_role_is_not_theirs_to_enter() -> None:
    user = owner(DATA_OFFICER, "jo", "A01", "P01", committees=("adults", "cabinet"))
    assert may_enter(user) == {"A01", "P01"}
    user.committee_roles.get(committee__slug="cabinet").delete()
    assert may_enter(user) == {"A01"}
    moved = one("A01")
    moved.committee = committee("cabinet")
    moved.save()
    assert may_enter(user) == set(), "an indicator that moved is another committee's"


def test_a_role_that_is_held_for_own_indicators_and_for_all_is_held_for_all() -> None:
    user = owner(DATA_OFFICER, "jo", "A01")
    CommitteeRole.objects.create(user=user, role=PERFORMANCE_LEAD, committee=committee("cabinet"))
    assert may_enter(user) == {"A01", "P01"}
    CommitteeRole.objects.create(user=user, role=PERFORMANCE_LEAD)
    assert may_enter(user) == {"A01", "A02", "A03", "A04", "A05", "P01"}


# Standing in


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY, True),
        (TODAY, TODAY + DAY, True),
        (date(2016, 2, 29), date(2017, 2, 28), True),
        (TODAY + DAY, TODAY + 2 * DAY, False),
        (TODAY - 2 * DAY, TODAY - DAY, False),
    ],
)
def test_a_handover_holds_from_its_first_day_to_its_last(first: date, last: date, holds: bool) -> None:
    jo, sam = owner(DATA_OFFICER, "jo", "A01", "A02"), owner(DATA_OFFICER, "sam", "A03")
    hand_over(jo, sam, "A01", first=first, last=last)
    assert may_enter(sam) == {"A03", "A01"} if holds else {"A03"}
    assert may_enter(jo) == {"A01", "A02"}, "who hands over keeps their own rights"
    found = rights.indicators_of(fresh(sam), committee("adults"))
    assert found == rights.InCharge(frozenset({one("A03").pk}), frozenset({one("A01").pk} if holds else ()))


@pytest.mark.parametrize("last", [date(2016, 2, 28), date(2016, 2, 29), date(2016, 12, 31), date(2017, 3, 31)])
def test_it_ends_by_itself_over_leap_days_and_years(last: date, monkeypatch: pytest.MonkeyPatch) -> None:
    jo, sam = owner(DATA_OFFICER, "jo", "A01"), owner(DATA_OFFICER, "sam")
    hand_over(jo, sam, "A01", first=last - 40 * DAY, last=last)
    for today, codes in ((last - 41 * DAY, set()), (last - 40 * DAY, {"A01"}), (last, {"A01"}), (last + DAY, set())):
        monkeypatch.setattr(timezone, "localdate", lambda *_, day=today: day)
        assert may_enter(sam) == codes, today


def test_a_handover_ended_early_holds_no_longer() -> None:
    jo, sam = owner(DATA_OFFICER, "jo", "A01"), owner(DATA_OFFICER, "sam")
    handover = hand_over(jo, sam, "A01", last=TODAY + 30 * DAY)
    assert may_enter(sam) == {"A01"}
    handover.ended_at = timezone.now()
    handover.save()
    assert may_enter(sam) == set()


def test_overlapping_handovers_each_hold_for_themselves() -> None:
    jo, sam, kim = owner(DATA_OFFICER, "jo", "A01", "A02"), owner(DATA_OFFICER, "sam"), owner(DATA_OFFICER, "kim")
    first = hand_over(jo, sam, "A01", "A02", last=TODAY + DAY)
    hand_over(jo, sam, "A02", first=TODAY - DAY, last=TODAY + 2 * DAY)
    hand_over(jo, kim, "A01")
    assert may_enter(sam) == {"A01", "A02"}
    assert may_enter(kim) == {"A01"}
    first.delete()
    assert may_enter(sam) == {"A02"}


def test_a_deputy_gains_no_more_than_the_owner_has() -> None:
    jo, sam = owner(DATA_OFFICER, "jo", "A01"), owner(DATA_OFFICER, "sam")
    hand_over(jo, sam, "A01", "A02")  # A02 is not Jo's
    assert may_enter(sam) == {"A01"}
    assert may_write(sam) == set()
    for permission in ("indicators.delete_figure", "indicators.change_target", "indicators.add_responsibility"):
        assert not rights.may_for(fresh(sam), permission, one("A01"))
    jo.responsibilities.all().delete()
    assert may_enter(sam) == set(), "what is taken from the owner is taken from the deputy"


def test_a_deputy_gains_nothing_through_an_owner_who_lost_the_role() -> None:
    jo, sam = owner(DATA_OFFICER, "jo", "A01"), owner(DATA_OFFICER, "sam")
    in_charge(jo, Capacity.LEAD, one("A01"))
    CommitteeRole.objects.create(user=sam, role=LEAD_OFFICER, committee=committee("adults"))
    hand_over(jo, sam, "A01")
    assert (may_enter(sam), may_write(sam)) == ({"A01"}, set()), "Jo is no lead officer, whatever the list says"
    jo.committee_roles.all().delete()
    CommitteeRole.objects.create(user=jo, role=DATA_OFFICER, committee=committee("cabinet"))
    assert may_enter(sam) == set()
    CommitteeRole.objects.create(user=jo, role=DATA_OFFICER)
    assert may_enter(sam) == {"A01"}, "a role in every committee is one in this"


def test_a_deputy_needs_the_role_for_the_work() -> None:
    jo = owner(DATA_OFFICER, "jo", "A01")
    for role, where in ((LEAD_OFFICER, "adults"), (DATA_OFFICER, "cabinet"), (DEMOCRATIC_SERVICES, "adults")):
        deputy = officer(role, f"deputy {role} {where}", committees=[where])
        hand_over(jo, deputy, "A01")
        assert may_enter(deputy) == set()


def test_work_goes_on_when_the_owners_account_is_switched_off_and_stops_with_the_deputys() -> None:
    jo, sam = owner(DATA_OFFICER, "jo", "A01"), owner(DATA_OFFICER, "sam")
    hand_over(jo, sam, "A01")
    User.objects.filter(pk=jo.pk).update(is_active=False)
    assert may_enter(sam) == {"A01"}
    assert may_enter(jo) == set()
    User.objects.filter(pk=sam.pk).update(is_active=False)
    assert may_enter(sam) == set()


def test_what_was_handed_over_is_not_handed_on() -> None:
    jo, sam, kim = owner(DATA_OFFICER, "jo", "A01"), owner(DATA_OFFICER, "sam", "A02"), owner(DATA_OFFICER, "kim")
    hand_over(jo, sam, "A01")
    hand_over(sam, kim, "A01", "A02")
    assert may_enter(kim) == {"A02"}


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"until_day": TODAY - DAY}, "handover_ends_after_it_begins"),
        ({"reason": ""}, "handover_has_reason"),
        ({"deputy": "giver"}, "handover_to_another"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(changed: dict[str, object], refused: str) -> None:
    jo, sam = officer(DATA_OFFICER, "jo"), officer(DATA_OFFICER, "sam")
    row = {"giver": jo, "deputy": sam, "from_day": TODAY, "until_day": TODAY, "reason": "Leave"} | changed
    if row["deputy"] == "giver":
        row["deputy"] = jo
    with pytest.raises(IntegrityError, match=refused), transaction.atomic():
        Handover.objects.create(committee=committee("adults"), **row)


def test_who_may_hand_over_for_whom() -> None:
    jo, sam = owner(DATA_OFFICER, "jo", "A01"), owner(LEAD_OFFICER, "sam", "A02")
    lead, elsewhere = officer(PERFORMANCE_LEAD, committees=["adults"]), officer(ADMINISTRATOR, committees=["cabinet"])
    adults = committee("adults")
    assert rights.may_hand_over(jo, jo.pk, adults)
    assert not rights.may_hand_over(jo, sam.pk, adults)
    assert not rights.may_hand_over(jo, jo.pk, committee("cabinet"))
    assert rights.may_hand_over(lead, jo.pk, adults.pk)
    assert not rights.may_hand_over(elsewhere, jo.pk, adults)
    for role in (MEMBER, DEMOCRATIC_SERVICES):
        user = officer(role, committees=["adults"])
        assert not rights.may_hand_over(user, user.pk, adults)


# What it costs


QUESTIONS: dict[str, Callable[[User], object]] = {
    "a committee": lambda user: [rights.may(user, ENTER, each) for each in Committee.objects.all()],
    "committees": lambda user: (rights.committees_of(user, ENTER), rights.within(user, VIEW)),
    "each indicator": lambda user: [rights.may_enter(user, each) for each in Indicator.objects.all()],
    "each text": lambda user: [rights.may_write_text(user, each) for each in Indicator.objects.all()],
    "mine": lambda user: [rights.indicators_of(user, each) for each in Committee.objects.all()],
    "a form": lambda user: list(Indicator.objects.filter(rights.indicators_for(user, ENTER, WRITE))),
    "a page": rights.reader_of,
}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_everything_is_read_once_for_a_request(role: str) -> None:
    user = owner(role, "jo", "A01") if role in OF_OWN else officer(role, "jo", committees=["adults"])

    def asked() -> int:
        person = fresh(user)
        with CaptureQueriesContext(connection) as captured:
            for question in QUESTIONS.values():
                question(person)
                question(person)
        own = [query["sql"] for query in captured if "committeerole" in query["sql"] or "auth_perm" in query["sql"]]
        own += [query["sql"] for query in captured if "responsibility" in query["sql"]]
        assert len(set(own)) <= 4
        return len(captured)

    few = asked()
    for number in range(12):
        more = Committee.objects.create(slug=f"more-{number}", name="More", council="Example Council")
        CommitteeRole.objects.create(user=user, role=role, committee=more)
        colleague = owner(DATA_OFFICER, f"colleague-{number}", "A02")
        hand_over(colleague, user, "A02")
        in_charge(user, Capacity.DATA, *Indicator.objects.all())
    assert asked() == few


def test_a_page_asks_only_for_roles() -> None:
    user = fresh(owner(DATA_OFFICER, "jo", "A01"))
    with CaptureQueriesContext(connection) as captured:
        reader = rights.reader_of(user)
        assert reader.private.keys == {committee("adults").pk}
    assert ["committeerole" in query["sql"] for query in captured] == [True, False], "and the committee asked for here"
    with CaptureQueriesContext(connection) as captured:
        rights.reader_of(AnonymousUser())
    assert not captured.captured_queries


def test_only_one_place_looks_at_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    jo, sam = owner(DATA_OFFICER, "jo", "A01"), owner(DATA_OFFICER, "sam")
    hand_over(jo, sam, "A01", first=date(2030, 1, 1), last=date(2030, 1, 2))
    assert may_enter(sam) == set()
    monkeypatch.setattr(rights, "today", lambda: date(2030, 1, 2))
    assert may_enter(sam) == {"A01"}
