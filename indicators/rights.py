"""Who may do what: the one place that answers, for a committee or for one indicator.

What a role allows is written in `roles`; who has which role in which committee, whose an indicator is and who stands in
for whom are rows. They are read when first asked for and remembered on the user object, that is for one request: no
question costs a query a row. A superuser may do everything, an account switched off nothing. What a superuser gave
beyond roles holds in every committee and for every indicator, and opens no page of a committee that is not public.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from indicators.models import Capacity, Committee, Indicator
from indicators.queries import rights as stored
from indicators.queries.committees import ANYBODY, EVERY_COMMITTEE, NO_COMMITTEE, Committees, Reader
from indicators.queries.rights import Charge
from indicators.roles import OF_OWN, ROLES

NEEDED: Final[Mapping[Capacity, str]] = {
    Capacity.DATA: "indicators.change_figure",
    Capacity.LEAD: "indicators.change_reportcardtext",
}
"""The permission that each capacity lives by."""

CAPACITY_FOR: Final[Mapping[str, Capacity]] = {
    f"indicators.{verb}_{noun}": capacity
    for noun, capacity in (("figure", Capacity.DATA), ("reportcardtext", Capacity.LEAD))
    for verb in ("add", "change")
}
"""As what an indicator must be one's own, for a permission that a role gives only for those."""


def today() -> date:
    """The day that rights are asked for: the one place here that looks at the clock."""
    return timezone.localdate()


# For committees ------------------------------------------------------------------------------------------------------


def may(user: Any, permission: str, committee: Committee | int) -> bool:
    """May somebody do this in a committee, be it only for indicators of their own?"""
    return _key(committee) in committees_of(user, permission)


def may_everywhere(user: Any, permission: str) -> bool:
    """May they do it in every committee? What belongs to no committee is changed only by such people."""
    return committees_of(user, permission).every


def may_somewhere(user: Any, *permissions: str) -> bool:
    """May they do one of these things anywhere?"""
    return bool(committees_of(user, *permissions))


def committees_of(user: Any, *permissions: str) -> Committees:
    """The committees in which somebody may do one of these things, be it only for indicators of their own."""
    return _held(user).committees(permissions, ROLES)


def committees_with_all_of(user: Any, permission: str) -> Committees:
    """The committees in which somebody may do this for every indicator."""
    return _held(user).committees((permission,), WHOLE)


def within(user: Any, *permissions: str, path: str = "committee") -> Q:
    """The condition on rows that their committee, at `path`, is one in which somebody may do one of these things."""
    return _condition(committees_of(user, *permissions), path)


# For indicators ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InCharge:
    """The keys of the indicators of one committee that are somebody's: their own, and others' that they stand in for.
    One may be both."""

    own: frozenset[int]
    deputising: frozenset[int]


def may_for(user: Any, permission: str, indicator: Indicator) -> bool:
    """May somebody do this for one indicator?"""
    return may_for_keys(user, permission, indicator.pk, indicator.committee_id)


def may_for_keys(user: Any, permission: str, indicator: int, committee: int) -> bool:
    """The same, for an indicator and its committee by their keys."""
    if committee in committees_with_all_of(user, permission):
        return True
    if permission not in CAPACITY_FOR or committee not in committees_of(user, permission):
        return False
    return indicator in _held(user).charge_of(CAPACITY_FOR[permission])


def may_enter(user: Any, indicator: Indicator) -> bool:
    """May they enter and change figures of the indicator?"""
    return may_for(user, NEEDED[Capacity.DATA], indicator)


def may_write_text(user: Any, indicator: Indicator) -> bool:
    """May they write report-card text for the indicator?"""
    return may_for(user, NEEDED[Capacity.LEAD], indicator)


def indicators_of(user: Any, committee: Committee | int, capacity: Capacity | None = None) -> InCharge:
    """Which indicators of a committee are somebody's, as data officer, as lead officer or (None) as either."""
    held, key = _held(user), _key(committee)

    def of(charges: Collection[Charge]) -> frozenset[int]:
        return frozenset(one.indicator for one in charges if one.committee == key and capacity in (None, one.capacity))

    return InCharge(of(held.own), of(held.deputising))


def indicators_for(user: Any, *permissions: str) -> Q:
    """The condition on indicators that somebody may do one of these things for them: what a form offers and accepts."""
    found = Q(pk__in=[])
    for permission in permissions:
        whole = committees_with_all_of(user, permission)
        if whole.every:
            return Q()
        found |= _condition(whole, "committee")
        if permission in CAPACITY_FOR:
            own = Q(pk__in=_held(user).charge_of(CAPACITY_FOR[permission]))
            found |= own & _condition(committees_of(user, permission), "committee")
    return found


def may_hand_over(user: Any, giver: int, committee: Committee | int) -> bool:
    """May somebody hand over what is `giver`'s: their own, or, who leads in the committee, that of a colleague?"""
    permission = "indicators.add_handover"
    own = user.pk == giver and may(user, permission, committee)
    return own or _key(committee) in committees_with_all_of(user, permission)


# For pages -----------------------------------------------------------------------------------------------------------


SEES_DRAFTS: Final = "indicators.view_figure"
"""Who may look at figures in the admin may see them on pages before they are verified."""


def reader_of(user: Any, *, asks_for_drafts: bool = False) -> Reader:
    """Which committees that are not public somebody sees: those in which they hold a role. And in which they see
    figures that are not verified yet, where they ask for them."""
    if not user.is_authenticated:
        return ANYBODY
    drafts = _Where(user, SEES_DRAFTS) if user.is_staff else NO_COMMITTEE
    return Reader(True, _held(user).with_any_role, drafts, asks_for_drafts)


@dataclass(frozen=True, slots=True)
class _Where:
    """The committees in which somebody may do something, found out one by one: what was given beyond roles takes a
    query, and is asked for only where their roles do not allow it."""

    user: Any
    permission: str

    def __contains__(self, committee: object) -> bool:
        held = _held(self.user)
        return committee in held.by_roles((self.permission,), ROLES) or self.permission in held.beyond


# ---------------------------------------------------------------------------------------------------------------------

WHOLE: Final[Mapping[str, frozenset[str]]] = {
    role: allowed - OF_OWN.get(role, frozenset()) for role, allowed in ROLES.items()
}
"""What each role allows for every indicator of the committee."""


class _Held:
    """What one person holds on one day, each part read when it is first needed."""

    def __init__(self, user: Any, day: date) -> None:
        self.user, self.day = user.pk, day
        self.nothing = not (user.is_authenticated and user.is_active)
        self.everything = not self.nothing and user.is_superuser

    def committees(self, permissions: Collection[str], allowed_by: Mapping[str, frozenset[str]]) -> Committees:
        held = self.by_roles(permissions, allowed_by)
        return held if held.every or self.beyond.isdisjoint(permissions) else EVERY_COMMITTEE

    def by_roles(self, permissions: Collection[str], allowed_by: Mapping[str, frozenset[str]]) -> Committees:
        """Without what was given beyond roles."""
        if self.everything:
            return EVERY_COMMITTEE
        held = [committee for role, committee in self.roles if not allowed_by[role].isdisjoint(permissions)]
        if None in held:
            return EVERY_COMMITTEE
        return Committees(frozenset(key for key in held if key is not None))

    @property
    def with_any_role(self) -> Committees:
        keys = frozenset(committee for _, committee in self.roles)
        return EVERY_COMMITTEE if self.everything or None in keys else Committees(frozenset(filter(None, keys)))

    def charge_of(self, capacity: Capacity) -> frozenset[int]:
        return frozenset(one.indicator for one in self.own | self.deputising if one.capacity == capacity)

    @cached_property
    def roles(self) -> list[tuple[str, int | None]]:
        return [] if self.nothing or self.everything else stored.roles_of(self.user)

    @cached_property
    def beyond(self) -> frozenset[str]:
        return frozenset() if self.nothing else stored.beyond_roles(self.user)

    @cached_property
    def own(self) -> frozenset[Charge]:
        return frozenset() if self.nothing else stored.responsibilities_of(self.user)

    @cached_property
    def deputising(self) -> frozenset[Charge]:
        return frozenset() if self.nothing else stored.stood_in_for(self.user, self.day, NEEDED)


def _held(user: Any) -> _Held:
    found = getattr(user, "_rights_held", None)
    if found is None:
        found = user._rights_held = _Held(user, today())
    return found


def _key(committee: Committee | int) -> int:
    return committee if isinstance(committee, int) else committee.pk


def _condition(committees: Committees, path: str) -> Q:
    return Q() if committees.every else Q((f"{path}__in", committees.keys))
