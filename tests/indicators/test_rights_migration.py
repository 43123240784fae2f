"""An installation whose roles were for all committees keeps them: everybody has theirs in every committee."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from indicators import rights

BEFORE, AFTER = ("indicators", "0002_figure_states"), ("indicators", "0003_rights_per_committee")


def migrate(*targets: tuple[str, str]) -> Any:
    """The models as they are after the migration."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.mark.django_db(transaction=True)
def test_everybody_in_a_roles_group_has_the_role_everywhere() -> None:
    from django.contrib.auth.models import User

    try:
        old = migrate(BEFORE)
        users, groups = old.get_model("auth", "User").objects, old.get_model("auth", "Group").objects
        held = {
            "both": ("Data officer", "Lead officer"),
            "chief": ("Administrator",),
            "own": ("Scrutiny",),
            "mixed": ("Member", "Scrutiny"),
            "none": (),
        }
        for name, roles in held.items():
            user = users.create(username=name, is_staff=name in ("both", "chief"), is_active=name != "mixed")
            user.groups.set([groups.get_or_create(name=role)[0] for role in roles])
        new = migrate(AFTER)
        rows = new.get_model("indicators", "CommitteeRole").objects.values_list("user__username", "role", "committee")
        assert set(rows) == {
            ("both", "Data officer", None),
            ("both", "Lead officer", None),
            ("chief", "Administrator", None),
            ("mixed", "Member", None),
        }
        records = new.get_model("indicators", "HistoricalCommitteeRole").objects.all()
        assert {(one.history_type, one.history_user, one.history_change_reason) for one in records} == {
            ("+", None, "Held for all committees before roles were given by committee")
        }
        assert records.count() == 4
    finally:
        call_command("migrate", verbosity=0)
    for name, roles in held.items():
        user = User.objects.get(username=name)
        assert set(user.groups.values_list("name", flat=True)) == set(roles), "nobody is in another group for it"
        assert user.is_staff is (name in ("both", "chief"))
    assert rights.may_everywhere(User.objects.get(username="both"), "indicators.change_figure")
    assert rights.reader_of(User.objects.get(username="chief")).private.every
    assert not rights.may_somewhere(User.objects.get(username="own"), "indicators.view_figure")
    call_command("migrate", verbosity=0)
    assert User.objects.get(username="both").committee_roles.count() == 2, "a second run gives nothing twice"


@pytest.mark.django_db(transaction=True)
def test_a_new_installation_has_nobody_to_give_roles_to() -> None:
    try:
        migrate(BEFORE)
        new = migrate(AFTER)
        assert not new.get_model("indicators", "CommitteeRole").objects.exists()
    finally:
        call_command("migrate", verbosity=0)
