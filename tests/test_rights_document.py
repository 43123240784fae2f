"""The table of who may do what in docs/operating.md is what `rights` answers, for every permission that a role has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from indicators import rights
from indicators.models import Capacity, Committee, Indicator
from indicators.queries.committees import CommitteeRecord, committee
from indicators.roles import REGISTERS, ROLES
from tests import stores
from tests.indicators.actors import PRIVATE, in_charge, officer

pytestmark = pytest.mark.django_db

OPERATING = (Path(__file__).parents[1] / "docs" / "operating.md").read_text(encoding="utf-8")
HERE, ELSEWHERE = "adults", "cabinet"


def named(verbs: str, nouns: str, app: str = "indicators") -> tuple[str, ...]:
    return tuple(f"{app}.{verb}_{noun}" for verb in verbs.split() for noun in nouns.split())


VIEWED = " ".join(
    (*REGISTERS, "reportcardtext figure target ratingoverride exceptionflag revision responsibility handover")
)
ROWS: dict[str, tuple[str, ...]] = {
    "look at its records and histories in the admin": (
        *named("view", VIEWED),
        *named("view", "meeting paper standingtext", "reports"),
    ),
    "enter, correct and submit figures": named("add change", "figure"),
    "verify figures and send them back, lock rounds": named("verify", "figure"),
    "set, change and copy targets": named("add change", "target"),
    "set ratings by hand, flag exceptions": named("add change", "ratingoverride exceptionflag"),
    "withdraw a figure, target, rating or flag": named("delete", "figure target ratingoverride exceptionflag"),
    "write and submit report-card text": named("add change", "reportcardtext"),
    "approve report-card text and send it back": named("approve", "reportcardtext"),
    "hand indicators to a deputy for a time": named("add change", "handover"),
    "say whose an indicator is": named("add delete", "responsibility"),
    "change the committee, its sections, indicators and definitions": (
        *named("change", "committee"),
        *named("add change", "section indicator definitionversion"),
    ),
    "make and change meetings": named("add change", "meeting", "reports"),
    "compose papers, write their standing texts": named("add change", "paper standingtext", "reports"),
    "lock papers, publish them, open them for a correction": named("lock", "paper", "reports"),
    "read the parts of papers that are not for publication": named("view_restricted", "paper", "reports"),
    "delete a register's row or a text on which nothing hangs": named(
        "delete", "committee section indicator definitionversion reportcardtext"
    ),
    "add committees, change rating schemes": (*named("add", "committee"), *named("add change", "scheme")),
    "delete rating schemes": named("delete", "scheme"),
    "make accounts and give them roles": (
        *named("view add change", "user", "auth"),
        *named("view add delete", "committeerole"),
    ),
}
"""The permissions of each row."""

OF_NO_COMMITTEE = {
    "add committees, change rating schemes",
    "delete rating schemes",
    "make accounts and give them roles",
}
HANDING_OVER = "hand indicators to a deputy for a time"
PAGES = "see the pages of a committee that is not public"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    stores.registers(tmp_path)
    stores.load(tmp_path, PRIVATE)
    Committee.objects.update(public=False)


def table() -> dict[str, dict[str, str]]:
    """What the document says: by row and by role."""
    lines = OPERATING.partition("## Who may do what")[2].partition("\n## ")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    heads, _, *body = rows
    return {label: dict(zip(heads[1:], cells, strict=True)) for label, *cells in body}


def someone(role: str, committees: list[str] | None) -> User:
    """With that role, and A01 and P01 for their own."""
    user = officer(role, f"{role} of {committees}", committees=committees)
    for capacity in Capacity:
        in_charge(user, capacity, stores.indicator("A01"), stores.indicator("P01"))
    return user


def word(own: bool, every: bool) -> str:
    return "yes" if every else "own" if own else "no"


def for_indicators(user: User, permission: str) -> str:
    """For one's own, for another's, and never in another committee."""
    own, other, elsewhere = (rights.may_for(user, permission, stores.indicator(code)) for code in ("A01", "A02", "P01"))
    assert not elsewhere
    offered = set(Indicator.objects.filter(rights.indicators_for(user, permission)).values_list("code", flat=True))
    assert (own, other) == ("A01" in offered, "A02" in offered)
    return word(own, other)


def handing_over(user: User, permission: str) -> str:
    here, elsewhere = (Committee.objects.get(slug=slug) for slug in (HERE, ELSEWHERE))
    assert not rights.may_hand_over(user, user.pk, elsewhere)
    return word(rights.may_hand_over(user, user.pk, here), rights.may_hand_over(user, user.pk + 1, here))


def answers(label: str, role: str) -> set[str]:
    """What `rights` says of each permission of the row."""
    here, everywhere = someone(role, [HERE]), someone(role, None)
    if label == PAGES:
        assert not rights.reader_of(here).sees(_record(ELSEWHERE))
        return {"yes" if rights.reader_of(here).sees(_record(HERE)) else "no"}
    if label in OF_NO_COMMITTEE:
        assert not any(rights.may_everywhere(here, permission) for permission in ROWS[label])
        return {"everywhere" if rights.may_everywhere(everywhere, permission) else "no" for permission in ROWS[label]}
    asked: Callable[[User, str], str] = handing_over if label == HANDING_OVER else for_indicators
    return {asked(here, permission) for permission in ROWS[label]}


def _record(slug: str) -> CommitteeRecord:
    found = committee(slug)
    assert found is not None
    return found


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_table_says_what_rights_answers(role: str) -> None:
    said = {label: {cells[role.lower()]} for label, cells in table().items()}
    assert {label: answers(label, role) for label in said} == said


def test_the_table_has_every_role_and_every_permission() -> None:
    written = table()
    assert written.keys() == {PAGES, *ROWS}
    for cells in written.values():
        assert list(cells) == [role.lower() for role in ROLES]
        assert set(cells.values()) <= {"yes", "no", "own", "everywhere"}
    listed = [permission for permissions in ROWS.values() for permission in permissions]
    assert len(listed) == len(set(listed))
    assert set(listed) == frozenset().union(*ROLES.values())


def test_no_role_has_more_than_another_needs_it_for() -> None:
    """Least privilege: who may write a kind of row may look at it, and nobody deletes what they may not change."""
    for allowed in ROLES.values():
        for permission in allowed:
            app, _, verb_noun = permission.partition(".")
            verb, _, noun = verb_noun.partition("_")
            assert f"{app}.view_{noun}" in allowed
            if verb == "delete" and noun not in ("responsibility", "committeerole"):
                assert f"{app}.change_{noun}" in allowed
