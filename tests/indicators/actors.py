"""People with their roles, signed in, and stores for them to work on: made through the project's own actions."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from indicators.actions import load_folder
from indicators.importing.folder import read_folder
from indicators.models import Capacity, Committee, CommitteeRole, Figure, Indicator, Responsibility, Revision, Target
from indicators.roles import DATA_OFFICER, LEAD_OFFICER
from tests import stores
from tests.snapshots import made_once

BACKEND = "django.contrib.auth.backends.ModelBackend"  # the other one only counts wrong passwords

FIGURES = "code,period,value\nA01,2016-11,85.0\nA01,2016-12,86.2\nA02,2016-12,14\n"
TARGETS = "code,period,value,value_to,profile\nA01,2016/17,90,,linear 80\nA01,2016-12,88,,\nA03,2016/17 Q3,80,90,\n"
PRIVATE = {
    "committees.csv": "slug,name,council,public\ncabinet,Cabinet Board,Example Council,no\n",
    "indicators.csv": (
        "code,committee,name,good_is,unit,frequency,basis\n"
        "P01,cabinet,Unpublished measure,bigger,count,monthly,period\n"
    ),
    "definitions.csv": "code,from_period,definition\nP01,2016-04,Counted in confidence\n",
    "figures.csv": "code,period,value\nP01,2016-12,43219876\n",
}
PRIVATE_WORDS = ("Cabinet Board", "Unpublished measure", "43219876", "43,219,876", "Counted in confidence")
"""What nobody may read who is not signed in."""

DRAFT_VALUE = "66.6123"
"""A figure that stands in the store as a draft and must be seen by nobody but officers."""


CAPACITIES = {DATA_OFFICER: Capacity.DATA, LEAD_OFFICER: Capacity.LEAD}


def person(
    role: str | None, username: str = "", *, superuser: bool = False, committees: Collection[str] | None = None
) -> User:
    """Somebody with that role, or with none: in some committees, or (None) in every one. All indicators there are by
    now are a data officer's or lead officer's own, unless they were made for less (`officer`)."""
    user = officer(role, username, superuser=superuser, committees=committees)
    if role in CAPACITIES:
        where = {} if committees is None else {"committee__slug__in": committees}
        in_charge(user, CAPACITIES[role], *Indicator.objects.filter(**where))
    return user


def officer(
    role: str | None, username: str = "", *, superuser: bool = False, committees: Collection[str] | None = None
) -> User:
    """The same, in charge of no indicator."""
    username = username or (role or "nobody-in-particular").lower().replace(" ", "-")
    user, made = User.objects.get_or_create(
        username=username, defaults={"is_staff": superuser, "is_superuser": superuser}
    )
    if made and role is not None:
        where = [None] if committees is None else Committee.objects.filter(slug__in=committees)
        for committee in where:
            CommitteeRole.objects.create(user=user, role=role, committee=committee)
    # A fresh one: what somebody may do is remembered on the object.
    return User.objects.get(pk=user.pk)


def in_charge(user: User, capacity: Capacity, *indicators: Indicator) -> None:
    """Makes indicators somebody's own."""
    for one in indicators:
        Responsibility.objects.get_or_create(indicator=one, user=user, capacity=capacity)


def client_of(role: str | None, username: str = "", *, committees: Collection[str] | None = None) -> Client:
    """A browser in which that person is signed in."""
    return client_for(person(role, username, committees=committees))


def client_for(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@made_once
def working_store(folder: Path) -> None:
    """A public committee with figures, targets and a draft, and a committee for signed-in people only."""
    stores.registers(folder, figures=FIGURES, targets=TARGETS)
    stores.load(folder, PRIVATE)
    draft = stores.figures(f"A01,2017-01,{DRAFT_VALUE}", f"A01,2016-12,{DRAFT_VALUE}")
    load_folder(read_folder(stores.write(folder, draft)), draft=True, reason="First count")


def figure(code: str, period: str) -> Figure:
    """The verified figure."""
    return Figure.objects.get(indicator__code=code, period=period, state="verified")


def target(code: str, period: str) -> Target:
    return Target.objects.get(indicator__code=code, period=period)


def newest_revision() -> Revision:
    return Revision.objects.order_by("-id")[0]


def text_of(answer: HttpResponse) -> str:
    """The page as text, on one line."""
    return " ".join(answer.content.decode().split())


def form_data(answer: HttpResponse, **typed: str) -> dict[str, str]:
    """What a browser would send from the page's form once somebody has typed."""
    form = answer.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value) for name, value in shown.items()} | typed


def save(client: Client, address: str, **typed: str) -> HttpResponse:
    """Opens the form, types, and presses Save."""
    return client.post(address, form_data(client.get(address), **typed))
