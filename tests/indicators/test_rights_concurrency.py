"""Roles given and taken at once: somebody's groups follow from all of them, whoever was last."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from indicators.models import CommitteeRole
from indicators.roles import MEMBER, ROLES
from tests.indicators.actors import officer
from tests.indicators.test_concurrency import at_once, on_a_server

NAMES = sorted(ROLES)


def groups_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


@on_a_server
@pytest.mark.django_db(transaction=True)
def test_groups_are_equal_to_roles_after_six_administrators_at_once() -> None:
    user = officer(None, "jo")

    def give(number: int) -> str:
        with transaction.atomic():
            CommitteeRole.objects.create(user=User.objects.get(pk=user.pk), role=NAMES[number])
        return "given"

    def take(number: int) -> str:
        CommitteeRole.objects.get(user=user, role=NAMES[number]).delete()
        return "taken"

    def swap(number: int) -> str:
        return give(number) if number % 2 else take(number)

    assert at_once(give, len(NAMES)) == ["given"] * len(NAMES)
    assert groups_of(user) == set(NAMES)
    odd = [number for number in range(len(NAMES)) if number % 2]
    for number in odd:
        take(number)
    assert set(at_once(swap, len(NAMES))) == {"given", "taken"}
    assert groups_of(user) == {NAMES[number] for number in odd}
    user.refresh_from_db()
    assert user.is_staff is bool(groups_of(user) - {MEMBER})
    assert at_once(lambda place: take(odd[place]), len(odd)) == ["taken"] * len(odd)
    user.refresh_from_db()
    assert (groups_of(user), user.is_staff) == (set(), False)
