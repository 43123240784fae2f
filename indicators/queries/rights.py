"""What is stored of who may do what: roles, what was given beyond them, whose an indicator is, who stands in for whom.

`indicators.rights` draws the conclusions. One query each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Permission
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from indicators.models import Capacity, CommitteeRole, Indicator, Responsibility
from indicators.roles import ROLES


@dataclass(frozen=True, slots=True)
class Charge:
    """That an indicator is in somebody's charge, and as what: by the keys of the indicator and of its committee."""

    indicator: int
    committee: int
    capacity: str


@dataclass(frozen=True, slots=True)
class Titles:
    """What the register says of who answers for an indicator, in titles and not in accounts."""

    indicator: int
    committee: int
    frequency: str
    lead: str
    data_owner: str


def roles_of(user: int) -> list[tuple[str, int | None]]:
    """The roles somebody holds, each with the key of its committee, None for every committee."""
    return list(CommitteeRole.objects.filter(user=user).order_by().values_list("role", "committee"))


def beyond_roles(user: int) -> frozenset[str]:
    """The permissions that a superuser gave somebody beside their roles, as `app.verb_noun`."""
    own_groups = Q(group__user=user) & ~Q(group__name__in=ROLES)
    rows = Permission.objects.filter(own_groups | Q(user=user)).order_by()
    return frozenset(f"{app}.{name}" for app, name in rows.values_list("content_type__app_label", "codename"))


def responsibilities_of(user: int) -> frozenset[Charge]:
    """The indicators that are somebody's own."""
    return _charges(Responsibility.objects.filter(user=user))


def stood_in_for(user: int, today: date, needed: Mapping[Capacity, str]) -> frozenset[Charge]:
    """The indicators that others have handed to somebody and that are these others' on the day.

    `needed` is the permission that each capacity lives by: nobody hands on what they have no role for any more.
    """
    rows = Responsibility.objects.filter(
        indicator__handovers__deputy=user,
        indicator__handovers__giver=F("user"),
        indicator__handovers__from_day__lte=today,
        indicator__handovers__until_day__gte=today,
        indicator__handovers__ended_at__isnull=True,
    )
    still = Q(pk__in=[])
    for capacity, permission in needed.items():
        roles = CommitteeRole.objects.filter(
            Q(committee__isnull=True) | Q(committee=OuterRef("indicator__committee")),
            user=OuterRef("user"),
            role__in=[role for role, allowed in ROLES.items() if permission in allowed],
        )
        still |= Q(Exists(roles), capacity=capacity)
    return _charges(rows.filter(still))


def titles() -> list[Titles]:
    """Of every indicator, in the order of the register. One query."""
    columns = ("pk", "committee", "frequency", "lead", "data_owner")
    return [Titles(*row) for row in Indicator.objects.order_by("order", "code").values_list(*columns)]


def _charges(rows: QuerySet[Responsibility]) -> frozenset[Charge]:
    found = rows.order_by().values_list("indicator", "indicator__committee", "capacity")
    return frozenset(Charge(*row) for row in found)
