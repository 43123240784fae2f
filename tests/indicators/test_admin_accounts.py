"""Roles and accounts: six groups with the least each needs; an administrator gives roles and no power beyond them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from indicators.roles import (
    ADMINISTRATOR,
    DATA_OFFICER,
    DEMOCRATIC_SERVICES,
    LEAD_OFFICER,
    MEMBER,
    PERFORMANCE_LEAD,
    ROLES,
    sync_roles,
)
from tests.indicators.actors import BACKEND, client_of, person, text_of

pytestmark = pytest.mark.django_db

USERS = "/admin/auth/user/"
ENTRIES = {"figure", "target", "ratingoverride", "exceptionflag"}
REGISTERS = {"committee", "section", "scheme", "indicator", "definitionversion"}


# Roles


def may(role: str, verb: str) -> set[str]:
    """What somebody with that role may add, change, delete or view."""
    start = f"{verb}_"
    held = Permission.objects.filter(group__name=role, codename__startswith=start)
    return {codename.removeprefix(start) for codename in held.values_list("codename", flat=True)}


def test_the_groups_have_exactly_the_permissions_that_are_written() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {
        "Data officer",
        "Lead officer",
        "Performance lead",
        "Democratic services",
        "Member",
        "Administrator",
    }
    for group in Group.objects.all():
        held = {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}
        assert held == ROLES[group.name]


@pytest.mark.parametrize(
    ("role", "writes", "withdraws"),
    [
        (DATA_OFFICER, {"figure"}, set()),
        (LEAD_OFFICER, {"reportcardtext"}, set()),
        (PERFORMANCE_LEAD, REGISTERS | ENTRIES | {"reportcardtext"}, ENTRIES),
        (DEMOCRATIC_SERVICES, set(), set()),
        (MEMBER, set(), set()),
        (ADMINISTRATOR, REGISTERS | ENTRIES | {"reportcardtext", "user"}, REGISTERS | ENTRIES | {"reportcardtext"}),
    ],
)
def test_what_each_role_may_write(role: str, writes: set[str], withdraws: set[str]) -> None:
    assert may(role, "add") == may(role, "change") == writes
    assert may(role, "delete") == withdraws


def test_nobody_writes_revisions_and_a_member_sees_no_admin() -> None:
    writers = Permission.objects.filter(codename__in=("add_revision", "change_revision", "delete_revision"))
    assert not writers.filter(group__isnull=False).exists()
    assert person(MEMBER).get_all_permissions() == set()
    assert not person(MEMBER).is_staff


def test_a_group_that_was_altered_is_as_written_after_the_next_migration() -> None:
    officers = Group.objects.get(name=DATA_OFFICER)
    officers.permissions.set(Permission.objects.all())
    own = Group.objects.create(name="Scrutiny")
    own.permissions.set(Permission.objects.filter(codename="view_figure"))
    call_command("migrate", verbosity=0)
    assert len(ROLES[DATA_OFFICER]) == officers.permissions.count()
    assert own.permissions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_has_the_groups_again() -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert Group.objects.get(name=ADMINISTRATOR).permissions.count() == len(ROLES[ADMINISTRATOR])


def test_without_the_accounts_of_django_there_is_nothing_to_do() -> None:
    sync_roles(apps=type(apps)(installed_apps=()), using="default")
    assert Group.objects.count() == len(ROLES)


# Accounts


def submit(client: Client, user: User, **typed: object) -> HttpResponse:
    data: dict[str, object] = {"username": user.username, "is_active": "on", **typed}
    return client.post(f"{USERS}{user.pk}/change/", data)


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


@pytest.fixture
def administrator() -> Client:
    return client_of(ADMINISTRATOR)


@pytest.fixture
def superuser() -> User:
    return person(None, "root", superuser=True)


def test_a_new_account_gets_its_role_and_the_role_opens_the_admin(administrator: Client) -> None:
    password = "correct horse battery staple"
    new = {"username": "jane", "usable_password": "true", "password1": password, "password2": password}
    assert administrator.post(f"{USERS}add/", new).status_code == 302
    jane = User.objects.get(username="jane")
    assert not jane.is_staff
    assert submit(administrator, jane, groups=[group(DATA_OFFICER)]).status_code == 302
    jane.refresh_from_db()
    assert jane.is_staff
    assert jane.has_perm("indicators.change_figure")
    submit(administrator, jane, groups=[group(MEMBER)])
    jane.refresh_from_db()
    assert not jane.is_staff


def test_an_administrator_gives_no_power_beyond_roles(administrator: Client) -> None:
    jane = person(DATA_OFFICER, "jane")
    mighty = Group.objects.create(name="Mighty")
    mighty.permissions.set(Permission.objects.all())
    page = administrator.get(f"{USERS}{jane.pk}/change/").context["adminform"].form
    assert {"is_superuser", "user_permissions", "is_staff"}.isdisjoint(page.fields)
    submit(
        administrator,
        jane,
        groups=[group(DATA_OFFICER)],
        is_superuser="on",
        is_staff="on",
        user_permissions=[Permission.objects.first().pk],
    )
    jane.refresh_from_db()
    assert not jane.is_superuser
    assert not jane.user_permissions.exists()
    refused = submit(administrator, jane, groups=[mighty.pk])
    assert "groups" in refused.context["adminform"].form.errors
    assert administrator.get("/admin/auth/group/").status_code == 403
    assert "Groups" not in text_of(administrator.get("/admin/"))


def test_a_group_that_a_superuser_gave_is_kept(administrator: Client) -> None:
    jane = person(DATA_OFFICER, "jane")
    jane.groups.add(Group.objects.create(name="Scrutiny"))
    submit(administrator, jane, groups=[group(LEAD_OFFICER)])
    assert set(jane.groups.values_list("name", flat=True)) == {"Lead officer", "Scrutiny"}


def test_an_administrator_cannot_touch_a_superuser(administrator: Client, superuser: User) -> None:
    assert administrator.get(f"{USERS}{superuser.pk}/change/").status_code == 200, "only to look at"
    assert submit(administrator, superuser, first_name="Renamed").status_code == 403
    password = {"password1": "correct horse battery", "password2": "correct horse battery", "set-password": "1"}
    assert administrator.post(f"{USERS}{superuser.pk}/password/", password).status_code == 403
    superuser.refresh_from_db()
    assert superuser.first_name == ""


def test_accounts_are_switched_off_not_deleted(administrator: Client, superuser: User) -> None:
    jane = person(DATA_OFFICER, "jane")
    chief = Client()
    chief.force_login(superuser, backend=BACKEND)
    for client in (administrator, chief):
        assert client.post(f"{USERS}{jane.pk}/delete/", {"post": "yes"}).status_code == 403
    administrator.post(f"{USERS}{jane.pk}/change/", {"username": "jane", "groups": [group(DATA_OFFICER)]})
    jane.refresh_from_db()
    assert not jane.is_active


def test_nobody_shuts_themselves_out_or_takes_another_role(administrator: Client) -> None:
    me = person(ADMINISTRATOR)
    administrator.post(f"{USERS}{me.pk}/change/", {"username": me.username, "groups": [group(DATA_OFFICER)]})
    me.refresh_from_db()
    assert me.is_active
    assert list(me.groups.values_list("name", flat=True)) == [ADMINISTRATOR]
    assert me.is_staff


def test_a_superuser_sees_what_lies_beyond_roles(superuser: User) -> None:
    chief = Client()
    chief.force_login(superuser, backend=BACKEND)
    jane = person(DATA_OFFICER, "jane")
    assert "user_permissions" in chief.get(f"{USERS}{jane.pk}/change/").context["adminform"].form.fields
    assert chief.get("/admin/auth/group/").status_code == 200
    submit(chief, jane, groups=[group(DATA_OFFICER)], is_superuser="on")
    jane.refresh_from_db()
    assert jane.is_superuser
    assert jane.is_staff


# Coming in


def test_there_is_one_place_to_sign_in(client: Client) -> None:
    assert client.get("/admin/figures/", follow=True).redirect_chain[-1][0].startswith("/accounts/sign-in/?next=")
    assert client.get("/admin/login/")["Location"] == "/accounts/sign-in/?next=/admin/"
    assert client_of(DATA_OFFICER).get("/admin/login/")["Location"] == "/admin/"


def test_somebody_without_a_role_in_the_admin_is_told_so_and_not_asked_again() -> None:
    assert client_of(MEMBER).get("/admin/", follow=True).status_code == 403


def test_the_front_page_stands_in_the_order_of_the_work() -> None:
    client = client_of(ADMINISTRATOR)
    rooms = client.get("/admin/").context["app_list"]
    assert [(room["name"], [model["name"] for model in room["models"]]) for room in rooms] == [
        (
            "Figures and targets",
            ["Figures", "Targets", "Rating overrides", "Exception flags", "Report-card texts", "Revisions"],
        ),
        ("Registers", ["Committees", "Sections", "Rating schemes", "Indicators", "Definitions"]),
        ("People", ["Users"]),
    ]
    assert "Adult social care performance" in text_of(client.get("/admin/"))
    assert [room["name"] for room in client.get("/admin/auth/").context["app_list"]] == ["People"]


def test_every_model_of_the_admin_has_its_place_on_the_front_page(superuser: User) -> None:
    from django.contrib import admin

    chief = Client()
    chief.force_login(superuser, backend=BACKEND)
    shown = {model["model"] for room in chief.get("/admin/").context["app_list"] for model in room["models"]}
    assert shown == set(admin.site._registry)
