"""What is still with its owners, and who they are: for one round, or for all rounds of which people are reminded.

A number of queries that grows neither with the indicators nor with the rounds or people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q

from indicators.domain import periods
from indicators.domain.chasing import Urgency, asked_for, rounds_chased
from indicators.domain.periods import Period
from indicators.domain.rounds import Completeness, DueFigure, Rows, completeness, due_figure
from indicators.models import Capacity, Committee, CommitteeRole, Handover, Responsibility
from indicators.queries.entries import locked_rounds
from indicators.queries.round_lists import months_of_rounds, stored_rows
from indicators.queries.rounds import Registered, person_name, registered
from indicators.roles import ROLES


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; `is_in_use` where it is not switched off."""

    pk: int
    username: str
    name: str
    email: str
    is_in_use: bool


@dataclass(frozen=True, slots=True)
class InCharge:
    """Whose an indicator's figures are to enter: their own, or those of somebody they stand in for.

    `is_able`: their account is in use, and they have a role in the committee that goes with it.
    """

    person: Person
    is_able: bool
    stands_in_for: Person | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A figure of a round that is still with its owners. `urgency` is None where they are not asked for it yet."""

    indicator: Registered
    month: Period
    figure: DueFigure
    urgency: Urgency | None
    in_charge: tuple[InCharge, ...]

    @property
    def is_nobodys(self) -> bool:
        """Is there nobody who could enter it as their own?"""
        return not any(one.is_able for one in self.in_charge)


@dataclass(frozen=True, slots=True)
class ChasedRound:
    """A committee's round of a month, as at a day: how far it has come, and what is still with its owners."""

    committee: Committee
    month: Period
    completeness: Completeness
    pending: tuple[Pending, ...]
    is_locked: bool


def chased_round(committee: Committee, month: Period, as_at: date, permission: str) -> ChasedRound:
    """One round; `permission` is the one that whoever enters figures needs. Eight queries."""
    indicators = registered([committee.pk])
    (found,) = _rounds({committee.pk: committee}, indicators, [(committee.pk, month)], as_at, permission)
    return found


def rounds_to_remind_of(as_at: date, permission: str) -> tuple[ChasedRound, ...]:
    """The open rounds of every committee that are chased as at a day, the newest first. Nine queries.

    Raises `PeriodError` for a day of which no month is known.
    """
    committees = Committee.objects.in_bulk()
    indicators = registered(list(committees))
    this_month = periods.month(as_at.year, as_at.month)
    wanted = [
        (pk, one)
        for pk in committees
        for one in rounds_chased(months_of_rounds((i for i in indicators if i.committee == pk), this_month), as_at)
    ]
    found = (one for one in _rounds(committees, indicators, wanted, as_at, permission) if not one.is_locked)
    return tuple(sorted(found, key=lambda one: (-one.month.number, one.committee.council, one.committee.name)))


def _rounds(
    committees: Mapping[int, Committee],
    indicators: Collection[Registered],
    wanted: Collection[tuple[int, Period]],
    as_at: date,
    permission: str,
) -> Iterator[ChasedRound]:
    stored, locked = stored_rows(wanted), locked_rounds()
    in_charge = _in_charge(list(committees), as_at, permission)
    for pk, of_month in wanted:
        due: list[DueFigure] = []
        pending: list[Pending] = []
        for one in (one for one in indicators if one.committee == pk):
            rows = stored.get((one.pk, of_month.number), Rows())
            figure = due_figure(one.reporting, of_month, rows, as_at)
            if figure is None:
                continue
            due.append(figure)
            if figure.standing.is_owners:
                asked = asked_for(one.reporting, of_month, rows, as_at)
                people = in_charge.get(one.pk, ())
                pending.append(Pending(one, of_month, figure, None if asked is None else asked.urgency, people))
        is_locked = (committees[pk].slug, of_month.number) in locked
        yield ChasedRound(committees[pk], of_month, completeness(due), tuple(pending), is_locked)


def _in_charge(committees: Collection[int], day: date, permission: str) -> dict[int, tuple[InCharge, ...]]:
    """Who is in charge of the figures of which indicator on a day, by the indicator's key. Five queries.

    It follows the rule of `rights`: a handover holds as long as the indicators are its giver's and the giver has a role
    for them; a deputy needs as much to do anything about them.
    """
    owners = Responsibility.objects.filter(indicator__committee__in=committees, capacity=Capacity.DATA).order_by("pk")
    own = list(owners.values_list("indicator", "indicator__committee", "user"))
    deputies = _deputies(committees, day)
    people = _people({user for *_, user in own} | {one for of_one in deputies.values() for one in of_one})
    roles = _Roles(people, permission)
    found: dict[int, dict[int, InCharge]] = {}
    for indicator, committee, user in own:
        found.setdefault(indicator, {})[user] = InCharge(people[user], roles.is_able(people[user], committee))
    for indicator, committee, user in own:
        # Whose own it is besides stands in for nobody.
        for deputy in deputies.get((indicator, user), ()) if roles.holds(user, committee) else ():
            able = roles.is_able(people[deputy], committee)
            found[indicator].setdefault(deputy, InCharge(people[deputy], able, stands_in_for=people[user]))
    return {indicator: tuple(some.values()) for indicator, some in found.items()}


def _deputies(committees: Collection[int], day: date) -> dict[tuple[int, int], list[int]]:
    """Who stands in on a day, by the keys of the indicator and of whoever handed it over. One query."""
    rows = Handover.objects.filter(
        indicators__committee__in=committees, from_day__lte=day, until_day__gte=day, ended_at__isnull=True
    ).order_by("pk")
    found: dict[tuple[int, int], list[int]] = {}
    for indicator, giver, deputy in rows.values_list("indicators", "giver", "deputy"):
        found.setdefault((indicator, giver), []).append(deputy)
    return found


def _people(keys: Collection[int]) -> dict[int, Person]:
    columns = ("first_name", "last_name", "username", "email", "is_active")
    return {
        pk: Person(pk, username, person_name(first, last, username), email.strip(), is_active)
        for pk, first, last, username, email, is_active in User.objects.filter(pk__in=keys).values_list("pk", *columns)
    }


class _Roles:
    """Which of some people may do something, as `rights` answers it for one person. Two queries."""

    def __init__(self, people: Collection[int], permission: str) -> None:
        allowing = [role for role, allowed in ROLES.items() if permission in allowed]
        held = CommitteeRole.objects.filter(user__in=people, role__in=allowing)
        self._held = set(held.order_by().values_list("user", "committee"))
        app, codename = permission.split(".")
        named = {"content_type__app_label": app, "codename": codename}
        groups = Group.objects.exclude(name__in=ROLES).filter(permissions__in=Permission.objects.filter(**named))
        beyond = Q(is_superuser=True) | Q(groups__in=groups)
        beyond |= Q(user_permissions__in=Permission.objects.filter(**named))
        self._everywhere = set(User.objects.filter(beyond, pk__in=people).values_list("pk", flat=True))

    def holds(self, person: int, committee: int) -> bool:
        """Have they a role for it in the committee?"""
        return not self._held.isdisjoint({(person, committee), (person, None)})

    def is_able(self, person: Person, committee: int) -> bool:
        """May they do it there, by a role or by what a superuser gave beyond roles?"""
        return person.is_in_use and (person.pk in self._everywhere or self.holds(person.pk, committee))
