"""Roles and accounts: six roles with the least each needs, held in a committee or in every one. An administrator of
every committee gives them, and no power beyond them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Committee, CommitteeRole
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
from tests.indicators.actors import client_for, client_of, person, text_of

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


SHARED = {"responsibility"}
COMPOSED = {"paper", "standingtext"}


@pytest.mark.parametrize(
    ("role", "writes", "withdraws"),
    [
        (DATA_OFFICER, {"figure", "handover"}, set()),
        (LEAD_OFFICER, {"reportcardtext", "handover"}, set()),
        (PERFORMANCE_LEAD, REGISTERS | ENTRIES | COMPOSED | {"reportcardtext", "handover"}, ENTRIES | SHARED),
        (DEMOCRATIC_SERVICES, COMPOSED | {"meeting"}, set()),
        (MEMBER, set(), set()),
        (
            ADMINISTRATOR,
            REGISTERS | ENTRIES | COMPOSED | {"reportcardtext", "handover", "user", "meeting"},
            REGISTERS | ENTRIES | {"reportcardtext", "committeerole"} | SHARED,
        ),
    ],
)
def test_what_each_role_may_write(role: str, writes: set[str], withdraws: set[str]) -> None:
    given_and_taken = withdraws & {"responsibility", "committeerole"}
    assert may(role, "add") == writes | given_and_taken
    assert may(role, "change") == writes
    assert may(role, "delete") == withdraws


def test_nobody_writes_revisions_and_a_member_sees_no_admin() -> None:
    writers = Permission.objects.filter(codename__in=("add_revision", "change_revision", "delete_revision"))
    assert not writers.filter(group__isnull=False).exists()
    assert person(MEMBER).get_all_permissions() == {"reports.view_restricted_paper"}
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


def submit(
    client: Client,
    user: User,
    *,
    give: Sequence[tuple[str, Committee | None]] = (),
    take: Sequence[str] = (),
    **typed: object,
) -> HttpResponse:
    """Saves the page of an account, with roles given (each in a committee or everywhere) and taken, by their names."""
    held = list(user.committee_roles.order_by("role", "committee__name"))
    roles: dict[str, object] = {"TOTAL_FORMS": len(held) + len(give), "INITIAL_FORMS": len(held)}
    for number, row in enumerate(held):
        roles |= {f"{number}-id": row.pk, f"{number}-user": user.pk}
        if row.role in take:
            roles[f"{number}-DELETE"] = "on"
    for number, (role, committee) in enumerate(give, start=len(held)):
        roles |= {f"{number}-user": user.pk, f"{number}-role": role}
        roles[f"{number}-committee"] = "" if committee is None else committee.pk
    data: dict[str, object] = {"username": user.username, "is_active": "on", **typed}
    data |= {f"committee_roles-{name}": value for name, value in roles.items()}
    return client.post(f"{USERS}{user.pk}/change/", data)


def roles_of(user: User) -> set[tuple[str, str]]:
    return {(row.role, row.committee.slug if row.committee else "") for row in user.committee_roles.all()}


def groups_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


@pytest.fixture
def administrator() -> Client:
    return client_of(ADMINISTRATOR)


@pytest.fixture
def superuser() -> User:
    return person(None, "root", superuser=True)


@pytest.fixture
def committees() -> tuple[Committee, Committee]:
    return tuple(
        Committee.objects.create(slug=slug, name=slug.title(), council="Example") for slug in ("adults", "housing")
    )


def test_a_new_account_gets_its_roles_and_they_open_the_admin(administrator: Client, committees: tuple) -> None:
    adults, housing = committees
    password = "correct horse battery staple"
    new = {"username": "jane", "usable_password": "true", "password1": password, "password2": password}
    assert administrator.post(f"{USERS}add/", new).status_code == 302
    jane = User.objects.get(username="jane")
    assert not jane.is_staff
    assert submit(administrator, jane, give=[(DATA_OFFICER, adults), (MEMBER, housing)]).status_code == 302
    jane = User.objects.get(username="jane")
    assert jane.is_staff
    assert jane.has_perm("indicators.change_figure")
    assert roles_of(jane) == {(DATA_OFFICER, "adults"), (MEMBER, "housing")}
    assert groups_of(jane) == {DATA_OFFICER, MEMBER}
    submit(administrator, jane, take=[DATA_OFFICER])
    jane = User.objects.get(username="jane")
    assert not jane.is_staff
    assert groups_of(jane) == {MEMBER}
    history = text_of(administrator.get(f"{USERS}{jane.pk}/history/"))
    assert history.index("Taken</td> <td>Data officer</td> <td>Adults") < history.index("Given</td> <td>Data officer")
    assert "administrator" in history


def test_a_role_is_given_once_in_a_committee_and_once_in_every_one(administrator: Client, committees: tuple) -> None:
    adults, housing = committees
    jane = person(None, "jane")
    everything = [(LEAD_OFFICER, adults), (LEAD_OFFICER, housing), (LEAD_OFFICER, None)]
    assert submit(administrator, jane, give=everything).status_code == 302
    assert roles_of(jane) == {(LEAD_OFFICER, "adults"), (LEAD_OFFICER, "housing"), (LEAD_OFFICER, "")}
    for committee, where in ((adults, "Adults, Example"), (None, "every committee")):
        refused = submit(administrator, jane, give=[(LEAD_OFFICER, committee)])
        assert refused.status_code == 200
        assert f"This account has this role already: Lead officer, {where}." in text_of(refused)
    twice = submit(administrator, person(None, "tom"), give=[(MEMBER, None), (MEMBER, None)])
    assert "has this role already: Member, every committee" in text_of(twice)
    assert not person(None, "tom").committee_roles.exists()
    anew = submit(administrator, jane, give=[(LEAD_OFFICER, adults)], take=[LEAD_OFFICER])
    assert anew.status_code == 302
    assert roles_of(jane) == {(LEAD_OFFICER, "adults")}


def test_a_role_cannot_be_turned_into_another(administrator: Client, committees: tuple) -> None:
    jane = person(MEMBER, "jane", committees=["adults"])
    row = jane.committee_roles.get()
    data = {
        "username": "jane",
        "is_active": "on",
        "committee_roles-TOTAL_FORMS": 1,
        "committee_roles-INITIAL_FORMS": 1,
        "committee_roles-0-id": row.pk,
        "committee_roles-0-user": jane.pk,
        "committee_roles-0-role": ADMINISTRATOR,
        "committee_roles-0-committee": "",
    }
    administrator.post(f"{USERS}{jane.pk}/change/", data)
    assert roles_of(jane) == {(MEMBER, "adults")}
    row.role = ADMINISTRATOR
    with pytest.raises(TypeError, match="given or taken, never changed"):
        row.save()


@pytest.mark.parametrize("role", ["Superhero", "", "<b>", "Data officer "])
def test_there_are_no_other_roles(administrator: Client, role: str) -> None:
    jane = person(None, "jane")
    assert submit(administrator, jane, give=[(role, None)]).status_code == (302 if role == "" else 200)
    assert roles_of(jane) == set()
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeRole.objects.create(user=jane, role=role)


def test_groups_follow_whoever_gives_and_takes_a_role(committees: tuple) -> None:
    jane = person(DATA_OFFICER, "jane", committees=["adults", "housing"])
    assert groups_of(jane) == {DATA_OFFICER}
    committees[0].delete()
    assert groups_of(jane) == {DATA_OFFICER}
    committees[1].delete()
    jane.refresh_from_db()
    assert groups_of(jane) == set()
    assert not jane.is_staff
    CommitteeRole.objects.create(user=jane, role=PERFORMANCE_LEAD)
    jane.groups.add(Group.objects.get(name=ADMINISTRATOR))
    CommitteeRole.objects.filter(user=jane).delete()
    assert groups_of(jane) == set(), "what was added by hand does not stay either"
    with transaction.atomic():
        CommitteeRole.objects.create(user=jane, role=ADMINISTRATOR)
        assert groups_of(jane) == {ADMINISTRATOR}
        transaction.set_rollback(True)
    assert groups_of(jane) == set(), "in the same transaction"
    person(None, "tom").delete()  # no role, no trouble


def test_a_deleted_account_takes_its_roles_along() -> None:
    person(DATA_OFFICER, "tom").delete()
    assert not CommitteeRole.objects.exists()


def test_who_is_in_a_group_by_hand_is_not_after_the_next_migration() -> None:
    jane, tom = person(DATA_OFFICER, "jane"), person(MEMBER, "tom")
    tom.groups.add(Group.objects.get(name=ADMINISTRATOR))
    Group.objects.get(name=DATA_OFFICER).delete()
    call_command("migrate", verbosity=0)
    assert groups_of(jane) == {DATA_OFFICER}
    assert groups_of(tom) == {MEMBER}


def test_an_administrator_gives_no_power_beyond_roles(administrator: Client) -> None:
    jane = person(DATA_OFFICER, "jane")
    mighty = Group.objects.create(name="Mighty")
    mighty.permissions.set(Permission.objects.all())
    page = administrator.get(f"{USERS}{jane.pk}/change/").context["adminform"].form
    assert {"is_superuser", "groups", "user_permissions", "is_staff"}.isdisjoint(page.fields)
    submit(
        administrator,
        jane,
        is_superuser="on",
        is_staff="on",
        groups=[mighty.pk],
        user_permissions=[Permission.objects.first().pk],
    )
    jane.refresh_from_db()
    assert not jane.is_superuser
    assert not jane.user_permissions.exists()
    assert groups_of(jane) == {DATA_OFFICER}
    assert administrator.get("/admin/auth/group/").status_code == 403
    assert "Groups" not in text_of(administrator.get("/admin/"))


def test_an_administrator_of_some_committees_gives_no_roles(committees: tuple) -> None:
    jane = person(DATA_OFFICER, "jane")
    here = client_of(ADMINISTRATOR, "here", committees=["adults", "housing"])
    assert here.get("/admin/").status_code == 200
    assert "Users" not in text_of(here.get("/admin/"))
    assert here.get(USERS).status_code == 403
    assert submit(here, jane, give=[(ADMINISTRATOR, None)]).status_code == 403
    assert here.get(f"{USERS}{jane.pk}/history/").status_code == 403
    assert roles_of(jane) == {(DATA_OFFICER, "")}


def test_a_group_that_a_superuser_gave_is_kept(administrator: Client, superuser: User) -> None:
    jane = person(DATA_OFFICER, "jane")
    own = Group.objects.create(name="Scrutiny")
    chief = client_for(superuser)
    form = chief.get(f"{USERS}{jane.pk}/change/").context["adminform"].form
    assert list(form.fields["groups"].queryset) == [own], "those of the project follow from the roles"
    submit(chief, jane, groups=[own.pk])
    assert groups_of(jane) == {DATA_OFFICER, "Scrutiny"}
    submit(administrator, jane, give=[(LEAD_OFFICER, None)], take=[DATA_OFFICER])
    assert groups_of(jane) == {LEAD_OFFICER, "Scrutiny"}
    submit(chief, jane, groups=[])
    assert groups_of(jane) == {LEAD_OFFICER}


def test_an_administrator_cannot_touch_a_superuser(administrator: Client, superuser: User) -> None:
    assert administrator.get(f"{USERS}{superuser.pk}/change/").status_code == 200, "only to look at"
    assert submit(administrator, superuser, first_name="Renamed").status_code == 403
    password = {"password1": "correct horse battery", "password2": "correct horse battery", "set-password": "1"}
    assert administrator.post(f"{USERS}{superuser.pk}/password/", password).status_code == 403
    superuser.refresh_from_db()
    assert superuser.first_name == ""


def test_accounts_are_switched_off_not_deleted(administrator: Client, superuser: User) -> None:
    jane = person(DATA_OFFICER, "jane")
    for client in (administrator, client_for(superuser)):
        assert client.post(f"{USERS}{jane.pk}/delete/", {"post": "yes"}).status_code == 403
    submit(administrator, jane, is_active="")
    jane.refresh_from_db()
    assert not jane.is_active


def test_nobody_shuts_themselves_out_or_takes_another_role(administrator: Client) -> None:
    me = person(ADMINISTRATOR)
    submit(administrator, me, is_active="", give=[(DATA_OFFICER, None)], take=[ADMINISTRATOR])
    me.refresh_from_db()
    assert me.is_active
    assert roles_of(me) == {(ADMINISTRATOR, "")}
    assert groups_of(me) == {ADMINISTRATOR}
    assert me.is_staff


def test_a_superuser_sees_what_lies_beyond_roles(superuser: User) -> None:
    chief = client_for(superuser)
    jane = person(DATA_OFFICER, "jane")
    assert "user_permissions" in chief.get(f"{USERS}{jane.pk}/change/").context["adminform"].form.fields
    assert chief.get("/admin/auth/group/").status_code == 200
    submit(chief, jane, take=[DATA_OFFICER], is_superuser="on")
    jane.refresh_from_db()
    assert jane.is_superuser
    assert jane.is_staff


def test_the_list_says_who_has_which_role_where(administrator: Client, committees: tuple) -> None:
    person(DATA_OFFICER, "jane", committees=["adults", "housing"])
    person(MEMBER, "tom")
    page = text_of(administrator.get(USERS))
    assert "Data officer, Adults, Example; Data officer, Housing, Example" in page
    assert "Member, every committee" in page
    by_committee = administrator.get(USERS, {"committee_roles__committee__id__exact": committees[0].pk})
    assert [row.username for row in by_committee.context["cl"].result_list] == ["jane"]
    by_role = administrator.get(USERS, {"committee_roles__role__exact": MEMBER})
    assert [row.username for row in by_role.context["cl"].result_list] == ["tom"]


def test_the_list_takes_the_same_queries_for_many(administrator: Client) -> None:
    def seen() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert administrator.get(USERS).status_code == 200
        return len(captured)

    person(MEMBER, "one")
    few = seen()
    for number in range(20):
        person(DATA_OFFICER, f"officer-{number}")
    assert seen() == few


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
            [
                "Rounds",
                "Uploads",
                "Figures",
                "Targets",
                "Rating overrides",
                "Exception flags",
                "Report-card texts",
                "Revisions",
            ],
        ),
        ("Papers", ["Papers", "Meetings", "Standing texts"]),
        ("Registers", ["Committees", "Sections", "Rating schemes", "Indicators", "Definitions"]),
        ("People", ["Responsibilities", "Handovers", "Users"]),
    ]
    assert "Adult social care performance" in text_of(client.get("/admin/"))
    assert [room["name"] for room in client.get("/admin/auth/").context["app_list"]] == ["People"]


def test_every_model_of_the_admin_has_its_place_on_the_front_page(superuser: User) -> None:
    from django.contrib import admin

    chief = client_for(superuser)
    shown = {model["model"] for room in chief.get("/admin/").context["app_list"] for model in room["models"]}
    assert shown == set(admin.site._registry)
