"""The committee of a page: found, if somebody may see it, and what every page of it says."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.domain.assessment import Point
from indicators.domain.periods import Period
from indicators.queries import committees as committee_queries
from indicators.queries.committees import CommitteeRecord, Reader
from reports import cards
from reports.presenters.choosing import Selection, drafts


class Missing(LookupError):
    """There is no such committee, indicator or month."""


class SignInNeeded(Exception):
    """It is there, for people who are signed in."""


class NotYours(Exception):
    """It is there, for people with a role in its committee."""


def committee_seen(slug: str, *, reader: Reader) -> CommitteeRecord:
    """The committee of an address. Raises `Missing`, `SignInNeeded` and `NotYours`."""
    found = committee_queries.committee(slug, reader.drafts_asked_for)
    if found is None:
        raise Missing(f"There is no committee called {slug}.")
    check_may_see(found, reader=reader)
    return found


def check_may_see(committee: CommitteeRecord, *, reader: Reader) -> None:
    """Raises `SignInNeeded` and `NotYours`."""
    if not reader.sees(committee):
        raise NotYours(committee.slug) if reader.signed_in else SignInNeeded(committee.slug)


def committee_card(committee: CommitteeRecord) -> cards.CommitteeCard:
    return cards.CommitteeCard(committee.slug, committee.name, committee.council, committee.public)


def choice_of_drafts(
    committee: CommitteeRecord,
    month: Period,
    selection: Selection,
    reader: Reader,
    shown: Iterable[Iterable[Point]],
) -> cards.Drafts | None:
    """The choice between verified figures and those on their way, for those who have it."""
    if committee.pk not in reader.drafts:
        return None
    # Without drafts there may be nothing to see in this month: the other choice leads to the nearest that has figures.
    span = committee.verified
    verified = None if span is None else min(max(month, span[0]), span[1])
    return drafts((point.observation for points in shown for point in points), selection, verified)
