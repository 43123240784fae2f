"""People given their roles and their indicators by a command. In the admin these are forms, one row at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.contrib.auth.models import User
from django.db import transaction

from indicators.models import Capacity, CommitteeRole, Responsibility


def give_role(*, user: User, role: str, committees: Collection[int] | None) -> None:
    """Gives somebody a role in some committees, by their keys, or (None) in every one. What they have already stays."""
    with transaction.atomic():
        for committee in (None,) if committees is None else committees:
            CommitteeRole.objects.get_or_create(user=user, role=role, committee_id=committee)


def put_in_charge(*, user: User, capacity: Capacity, indicators: Iterable[int]) -> None:
    """Makes indicators, by their keys, somebody's own beside whose they are already."""
    with transaction.atomic():
        for indicator in indicators:
            Responsibility.objects.get_or_create(user=user, capacity=capacity, indicator_id=indicator)
