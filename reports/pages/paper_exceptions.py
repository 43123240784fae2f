"""Which indicators a committee reports by exception now, and which it could report: what a paper is composed from."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.domain.periods import Period
from indicators.queries import committees as committee_queries
from indicators.queries.committees import ANYBODY, Committees, Reader
from reports.cards import Dashboard, IndicatorCard
from reports.cards.papers import MeetingRecord
from reports.pages.boards import dashboard


@dataclass(frozen=True, slots=True)
class IndicatorNow:
    """An indicator that a paper may have a report card of, by its key."""

    key: int
    code: str
    address: str
    name: str


def readers_of(meeting: MeetingRecord) -> Reader:
    """Whom a paper to the meeting is made for: everybody, or those who may read the committee's pages."""
    if meeting.committee_public:
        return ANYBODY
    return Reader(signed_in=True, private=Committees(frozenset({meeting.committee})))


def exceptions_now(meeting: MeetingRecord, month: Period) -> tuple[IndicatorNow, ...]:
    """The exceptions of the meeting's committee as at a month, the most serious first, from verified figures."""
    return _known(_board(meeting, month).exceptions)


def reported_now(meeting: MeetingRecord, month: Period) -> tuple[IndicatorNow, ...]:
    """Every indicator that the committee reports in the month, in the order of its dashboard."""
    return _known(_board(meeting, month).every)


def _board(meeting: MeetingRecord, month: Period) -> Dashboard:
    return dashboard(meeting.committee_slug, month, reader=readers_of(meeting), any_month=True)


def _known(cards: tuple[IndicatorCard, ...]) -> tuple[IndicatorNow, ...]:
    keys = committee_queries.committees_of_codes([card.address for card in cards])
    return tuple(IndicatorNow(keys[card.address][0], card.code, card.address, card.name) for card in cards)
