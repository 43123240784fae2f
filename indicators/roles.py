"""The six roles, each with no more than its work needs. In which committees somebody has one is answered by `rights`.

Each role is a group too, which belongs to the project: after every migration it has exactly these permissions, and the
people who have the role somewhere. A council that needs another role makes a group of its own beside them; what that
allows, it allows in every committee. For figures, targets, overrides and flags "delete" means withdraw: nothing is ever
deleted without its revision.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions

DATA_OFFICER: Final = "Data officer"
LEAD_OFFICER: Final = "Lead officer"
PERFORMANCE_LEAD: Final = "Performance lead"
DEMOCRATIC_SERVICES: Final = "Democratic services"
MEMBER: Final = "Member"
ADMINISTRATOR: Final = "Administrator"

REGISTERS: Final = ("committee", "section", "scheme", "indicator", "definitionversion")
TEXTS: Final = ("reportcardtext",)
DECISIONS: Final = ("ratingoverride", "exceptionflag")
RECORDED: Final = ("figure", "target", *DECISIONS)
OWNERS: Final = ("responsibility", "handover")
PAPERS: Final = ("paper", "standingtext")
ALL: Final = (*REGISTERS, *TEXTS, *RECORDED, "revision", *OWNERS)
WRITE: Final = ("add", "change")
WRITE_AND_DELETE: Final = (*WRITE, "delete")


def _may(verbs: Iterable[str], nouns: Iterable[str], app: str = "indicators") -> frozenset[str]:
    nouns = tuple(nouns)
    return frozenset(f"{app}.{verb}_{noun}" for verb in verbs for noun in nouns)


LOOKS: Final = _may(("view",), ALL) | _may(("view",), ("meeting", *PAPERS), "reports")
COMPOSES: Final = _may(WRITE, PAPERS, "reports")
# Who locks a paper publishes it, and opens it again for a correction.
LOCKS: Final = _may(WRITE, ("meeting",), "reports") | _may(("lock",), ("paper",), "reports")
READS_RESTRICTED: Final = _may(("view_restricted",), ("paper",), "reports")
# Responsibilities are given and taken, handovers are ended: both leave their history.
SHARES_OUT: Final = _may(("add", "delete"), ("responsibility",)) | _may(WRITE, ("handover",))

OF_OWN: Final[dict[str, frozenset[str]]] = {
    DATA_OFFICER: _may(WRITE, ("figure", "handover")),
    LEAD_OFFICER: _may(WRITE, (*TEXTS, "handover")),
}
"""What a role allows only for the indicators that are somebody's own, or that they stand in for."""

ROLES: Final[dict[str, frozenset[str]]] = {
    DATA_OFFICER: LOOKS | OF_OWN[DATA_OFFICER],
    LEAD_OFFICER: LOOKS | OF_OWN[LEAD_OFFICER],
    PERFORMANCE_LEAD: LOOKS
    | _may(WRITE, (*REGISTERS, *TEXTS))
    | _may(WRITE_AND_DELETE, RECORDED)
    | _may(("verify",), ("figure",))
    | _may(("approve",), TEXTS)
    | SHARES_OUT
    | COMPOSES
    | READS_RESTRICTED,
    DEMOCRATIC_SERVICES: LOOKS | COMPOSES | LOCKS | READS_RESTRICTED,
    MEMBER: READS_RESTRICTED,
    ADMINISTRATOR: LOOKS
    | _may(WRITE_AND_DELETE, (*REGISTERS, *TEXTS, *RECORDED))
    | _may(("approve",), TEXTS)
    | SHARES_OUT
    | COMPOSES
    | LOCKS
    | READS_RESTRICTED
    # Accounts are switched off, never deleted: revisions and histories name them. Roles are given and taken.
    | _may(("view", *WRITE), ("user",), "auth")
    | _may(("view", "add", "delete"), ("committeerole",)),
}
"""The permissions of each role, as `app.verb_noun`."""

SIGN_IN_TO_ADMIN: Final = frozenset(ROLES) - {MEMBER}
"""The roles whose work is in the admin; members read the pages of committees that are not public."""


def may_enter_admin(roles: Iterable[str]) -> bool:
    """Does one of these roles work in the admin?"""
    return not SIGN_IN_TO_ADMIN.isdisjoint(roles)


def sync_roles(*, using: str, apps: Apps = installed, **_signal: Any) -> None:
    """Makes the groups as they are written here. Called after every migration and flush (`indicators.apps`).

    `apps` holds the models as far as they are migrated; a role's permissions on the others follow with their migration.
    """
    for app in ("indicators", "reports", "auth"):
        # Django makes permissions at the same signal, perhaps after this receiver; asking twice does no harm.
        create_permissions(installed.get_app_config(app), verbosity=0, using=using, apps=apps)
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
    except LookupError:
        return
    try:
        rows = apps.get_model("indicators", "CommitteeRole").objects.using(using)
    except LookupError:
        rows = None  # before roles were given by committee
    found = {
        f"{app}.{codename}": pk
        for pk, app, codename in permissions.values_list("pk", "content_type__app_label", "codename")
    }
    for role, allowed in ROLES.items():
        group, _ = groups.get_or_create(name=role)
        group.permissions.set([found[name] for name in sorted(allowed) if name in found])
        if rows is not None:
            group.user_set.set(rows.filter(role=role).values_list("user", flat=True).distinct())
