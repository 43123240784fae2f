"""What is to be written for a month: which exceptions have no text yet, and how far the others' have come."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from django.utils import timezone

from indicators.domain.periods import Period
from indicators.queries import committees as committee_queries
from indicators.queries import texts as text_queries
from indicators.queries.committees import Reader
from indicators.queries.texts import TextState
from reports.cards import Dashboard, IndicatorCard
from reports.cards.writing import TextDue, TextsDue
from reports.pages.boards import dashboard
from reports.pages.committees import NotYours, committee_seen
from reports.presenters.figures import period_card
from reports.presenters.texts import older_words
from reports.wording.standing import day
from reports.wording.writing import STATE_WORDS


def texts_due(slug: str, month: Period, *, reader: Reader, seen: Container[object]) -> TextsDue:
    """The exceptions of a committee's month and every text on its way, the least finished first; only of committees
    whose texts are among those `seen`. Raises `Missing`, `SignInNeeded` and `NotYours`."""
    found = committee_seen(slug, reader=reader)
    if found.pk not in seen:
        raise NotYours(slug)
    board = dashboard(slug, month, reader=reader, any_month=True)
    keys = committee_queries.committees_of_codes([card.address for card in board.every])
    states = text_queries.text_states(found.pk, month)
    lines = [_line(card, states[keys[card.address][0]]) for card in _in_order(board)]
    order = list(STATE_WORDS)
    wanted = [one for one in lines if one.card.is_exception or one.state in ("sent_back", "draft", "submitted")]
    return TextsDue(
        committee=board.committee,
        as_at=board.as_at,
        lines=tuple(sorted(wanted, key=lambda one: order.index(one.state))),
        previous=board.previous,
        next=board.next,
    )


def _in_order(board: Dashboard) -> list[IndicatorCard]:
    """The most serious exceptions first, then the others as on the dashboard."""
    return [*board.exceptions, *(card for card in board.every if not card.is_exception)]


def older_text(card: IndicatorCard, state: TextState) -> str:
    """Why the approved text of an indicator is older than the figure it explains; empty where it is not, or there is
    none."""
    return "" if state.approved is None else older_words(card, state.approved, _approved_on(state))


def _approved_on(state: TextState) -> date | None:
    return None if state.approved_at is None else timezone.localdate(state.approved_at)


def _line(card: IndicatorCard, state: TextState) -> TextDue:
    approved_on, older = _approved_on(state), older_text(card, state)
    stands = "current"
    if state.on_its_way:
        stands = "sent_back" if state.sent_back else state.on_its_way
    elif state.approved is None:
        stands = "missing"
    elif older:
        stands = "older"
    by = f"by {state.approved_by}" if state.approved_by else ""
    when = "" if approved_on is None else day(approved_on)
    return TextDue(
        card=card,
        text_month=None if state.approved is None else period_card(state.approved),
        approved_words=", ".join(filter(None, (f"Approved {by}".strip(), when))) if by or when else "",
        state=stands,
        words=STATE_WORDS[stands],
        older_words=older,
    )
