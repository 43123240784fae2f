"""All rounds of some committees, each with how far it has come: three queries, however many rounds there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from indicators.domain.periods import Frequency, Period
from indicators.domain.rounds import Completeness, DueFigure, OnItsWay, Rows, Way, completeness, due_figure
from indicators.domain.series import Status
from indicators.models import Figure
from indicators.queries.entries import locked_rounds
from indicators.queries.rounds import Registered


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """How a round stands, for the list of them. `committee` is its key."""

    committee: int
    month: Period
    completeness: Completeness
    is_locked: bool


def months_of_rounds(indicators: Iterable[Registered], this_month: Period) -> list[Period]:
    """The months of a committee's rounds, newest first: from its first figure to the month after its newest one.

    That next round is there once its month has ended. A committee without figures has the month that ended last, and
    one whose rounds are long over has no empty rounds up to today.
    """
    known, last_ended = list(indicators), this_month.previous
    oldest = min((one.oldest for one in known if one.oldest is not None), default=None)
    newest = max((one.newest for one in known if one.newest is not None), default=None)
    if not known:
        return []
    if oldest is None or newest is None:
        return [last_ended]
    last = max(newest, min(newest + 1, last_ended.number))
    return [Period(Frequency.MONTHLY, number) for number in range(last, oldest - 1, -1)]


def summaries(
    wanted: Collection[tuple[int, Period]], indicators: Collection[Registered], slugs: Mapping[int, str], today: date
) -> list[RoundSummary]:
    """How each of some rounds, by committee and month, stands as at a day. Two queries."""
    of_committee: dict[int, list[Registered]] = {}
    for one in indicators:
        of_committee.setdefault(one.committee, []).append(one)
    stored = stored_rows(wanted)
    locked = locked_rounds()
    return [
        RoundSummary(
            committee,
            month,
            completeness(_due_figures(of_committee.get(committee, ()), month, stored, today)),
            (slugs[committee], month.number) in locked,
        )
        for committee, month in wanted
    ]


def _due_figures(
    indicators: Iterable[Registered], month: Period, stored: Mapping[tuple[int, int], Rows], today: date
) -> Iterator[DueFigure]:
    for one in indicators:
        found = due_figure(one.reporting, month, stored.get((one.pk, month.number), Rows()), today)
        if found is not None:
            yield found


def stored_rows(wanted: Collection[tuple[int, Period]]) -> dict[tuple[int, int], Rows]:
    """How far the figures of some rounds have come, by indicator and the month they end in. One query."""
    months: dict[int, list[int]] = {}
    for committee, month in wanted:
        months.setdefault(committee, []).append(month.number)
    condition = Q(pk__in=[])
    for committee, numbers in months.items():
        condition |= Q(indicator__committee=committee, ends__range=(min(numbers), max(numbers)))
    rows = Figure.objects.filter(condition).order_by()
    verified: dict[tuple[int, int], Status] = {}
    on_its_way: dict[tuple[int, int], OnItsWay] = {}
    for indicator, ends, state, status, sent_back in rows.values_list(
        "indicator_id", "ends", "state", "status", "sent_back"
    ):
        if state == "verified":
            verified[indicator, ends] = Status(status)
        else:
            on_its_way[indicator, ends] = OnItsWay(Way(state), Status(status), bool(sent_back))
    return {place: Rows(verified.get(place), on_its_way.get(place)) for place in verified.keys() | on_its_way.keys()}
