"""The demonstration's accounts: one for each role, in every committee that was loaded, with indicators of their own."""

from __future__ import annotations

import secrets
from collections import Counter

from django.contrib.auth.models import Group, User
from django.core.management.base import CommandError

from indicators.actions.people import give_role, put_in_charge
from indicators.domain.periods import Frequency
from indicators.queries.committees import EVERYTHING, committees
from indicators.queries.rights import Titles, titles
from indicators.rights import Capacity
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, LEAD_OFFICER, PERFORMANCE_LEAD, ROLES


def username_of(role: str) -> str:
    """`Data officer` signs in as `data-officer`."""
    return role.lower().replace(" ", "-")


def make_accounts() -> dict[str, str]:
    """The passwords of the new accounts by their usernames. They have no role yet: there is no committee."""
    if Group.objects.filter(name__in=ROLES).count() < len(ROLES):
        raise CommandError("The roles are not there yet. Run `python manage.py migrate` first.")
    passwords = {username_of(role): secrets.token_urlsafe(12) for role in ROLES}
    for username, password in passwords.items():
        User.objects.create_user(username, f"{username}@council.example", password)  # reaches nobody: RFC 2606
    return passwords


def give_roles() -> None:
    """Each account its role in each committee, the administrator's in every one; and whose the indicators are.

    The data officer has the monthly indicators whose data owner is named, the performance lead those of other
    frequencies, the lead officer those of the lead that a committee names most often.
    """
    users = {role: User.objects.get(username=username_of(role)) for role in ROLES}
    here = [one.pk for one in committees(EVERYTHING)]
    for role, user in users.items():
        give_role(user=user, role=role, committees=None if role == ADMINISTRATOR else here)
    for committee in here:
        known = [one for one in titles() if one.committee == committee]
        named = [one for one in known if one.data_owner]
        monthly = [one for one in named if one.frequency == Frequency.MONTHLY]
        _put_in_charge(users[DATA_OFFICER], Capacity.DATA, monthly)
        _put_in_charge(users[PERFORMANCE_LEAD], Capacity.DATA, [one for one in named if one not in monthly])
        leads = Counter(one.lead for one in known if one.lead).most_common(1)
        _put_in_charge(users[LEAD_OFFICER], Capacity.LEAD, [one for one in known if one.lead in dict(leads)])


def _put_in_charge(user: User, capacity: Capacity, indicators: list[Titles]) -> None:
    put_in_charge(user=user, capacity=capacity, indicators=[one.indicator for one in indicators])
