"""The demonstration's accounts have their roles in every committee, and indicators of their own."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from indicators import rights
from indicators.management.demonstration_people import give_roles, make_accounts
from indicators.models import Capacity, Committee, CommitteeRole, Indicator, Responsibility
from indicators.roles import ADMINISTRATOR, ROLES
from tests import stores

pytestmark = pytest.mark.django_db


def account(role: str) -> User:
    return User.objects.get(username=role.lower().replace(" ", "-"))


@pytest.fixture
def people() -> None:
    make_accounts()
    for name in stores.DEMONSTRATIONS:
        stores.demonstration(name)
    give_roles()


@pytest.mark.usefixtures("people")
def test_each_account_has_its_role_in_each_committee() -> None:
    committees = set(Committee.objects.values_list("slug", flat=True))
    assert len(committees) == 3
    for role in ROLES:
        held = account(role).committee_roles.all()
        assert {row.role for row in held} == {role}
        where = {row.committee.slug if row.committee else None for row in held}
        assert where == ({None} if role == ADMINISTRATOR else committees)
        assert [group.name for group in account(role).groups.all()] == [role]
        assert account(role).is_staff is (role != "Member")


@pytest.mark.usefixtures("people")
def test_officers_have_a_part_of_each_committees_indicators() -> None:
    data, lead = account("Data officer"), account("Lead officer")
    for committee in Committee.objects.all():
        every = set(committee.indicators.values_list("pk", flat=True))
        entered = rights.indicators_of(data, committee, Capacity.DATA)
        written = rights.indicators_of(lead, committee, Capacity.LEAD)
        assert set() < entered.own < every
        assert set() < written.own < every
        assert entered.deputising == written.deputising == frozenset()
    mine = Indicator.objects.filter(rights.indicators_for(data, "indicators.change_figure"))
    assert set(mine) == set(Indicator.objects.filter(frequency="monthly").exclude(data_owner=""))
    others = Responsibility.objects.filter(user=account("Performance lead"))
    assert {row.indicator.frequency for row in others} == {"quarterly", "annual"}
    assert not Responsibility.objects.exclude(user__in=[data, lead, account("Performance lead")]).exists()


@pytest.mark.usefixtures("people")
def test_giving_them_again_changes_nothing() -> None:
    before = stores.picture()
    give_roles()
    assert stores.picture() == before


def test_the_command_gives_them() -> None:
    call_command("set_up_demonstration", stdout=io.StringIO())
    assert CommitteeRole.objects.count() == 5 * 3 + 1
    assert Responsibility.objects.filter(user=account("Data officer")).count() > 20


def test_before_the_first_migration_there_is_nobody() -> None:
    Group.objects.get(name=ADMINISTRATOR).delete()
    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        make_accounts()
    assert not User.objects.exists()
