"""Every address of the site, from its own patterns: filled in with what the store of `unripe` holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from indicators.actions import Group
from tests.unripe import CODES, COMMITTEES

PERIODS = ("2016-12", "2017-01", "2016-17-q3")
FILLED: Mapping[str, tuple[str, ...]] = {
    "period": PERIODS,
    "ending": ("csv", "json", "xlsx", "pdf"),
    "rule": ("budget",),
    "group": tuple(Group),
    "content_type_id": ("1",),
    "day": ("2017-03-06",),
    "number": ("1.0",),
}
PAPERS = ("adults",)
"""How papers are called in an address: `test_paper_leaks` composes the one there is."""

KEYS = ("object_id", "id", "pk", "key", "version")


def patterns(resolver: URLResolver, start: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every route of the site with the names it takes, but for the two of the admin that are regular expressions."""
    for pattern in resolver.url_patterns:
        route = f"{start}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        elif isinstance(pattern, URLPattern) and "(?P<" not in route:
            yield route, tuple(pattern.pattern.converters)


def fillings(name: str, route: str) -> tuple[str, ...]:
    """What stands for a name of a route. A name that is not known here fails the test: say what it stands for."""
    if name == "slug" and route.startswith("papers/"):
        return PAPERS
    if name in ("slug", "committee"):
        return COMMITTEES
    if name == "address":
        return CODES
    if name in KEYS:
        return keys_of(route)
    assert name in FILLED, f"{route}: what may stand for <{name}>? Add it to FILLED."
    return FILLED[name]


def keys_of(route: str) -> tuple[str, ...]:
    """The keys of the rows that a route of the admin is about, if there are any."""
    try:
        model = apps.get_model(*route.split("/")[1:3])
    except LookupError:
        return ("1",)
    return tuple(map(str, model._default_manager.order_by("pk").values_list("pk", flat=True)[:12])) or ("1",)


def addresses(*, admin: bool) -> list[str]:
    found = []
    for route, names in patterns(get_resolver()):
        if route.startswith("admin/") is admin:
            for values in product(*(fillings(name, route) for name in names)):
                address = f"/{route}"
                for name, value in zip(names, values, strict=True):
                    address = re.sub(rf"<(?:\w+:)?{name}>", value, address)
                found.append(address)
    return found
