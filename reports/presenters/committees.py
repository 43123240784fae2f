"""What is said of all of a committee's vital signs together: counts, the summary, ages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from indicators.domain.definitions import Colour
from indicators.domain.periods import Period
from reports import cards
from reports.cards import IndicatorCard
from reports.presenters.figures import BADGES
from reports.wording import numbers

DAYS_COUNTED = 93  # after that, months say more


def counts(of: Iterable[IndicatorCard]) -> cards.Counts:
    """How many of each colour as shown, and how many exceptions."""
    everything = list(of)
    by_colour = Counter(one.badge.colour for one in everything)
    return cards.Counts(
        red=by_colour[Colour.RED],
        amber=by_colour[Colour.AMBER],
        green=by_colour[Colour.GREEN],
        none=by_colour[Colour.NONE],
        exceptions=sum(one.is_exception for one in everything),
        total=len(everything),
    )


def count_badges(of: cards.Counts) -> tuple[cards.CountBadge, ...]:
    """The counts with the badge of their colour: red, amber, green, not rated."""
    return tuple(
        cards.CountBadge(BADGES[colour], getattr(of, colour.value))
        for colour in (Colour.RED, Colour.AMBER, Colour.GREEN, Colour.NONE)
    )


def summary(of: cards.Counts) -> str:
    """`15 vital signs: 4 red, 0 amber, 2 green and 9 not rated. 5 are exceptions.`"""
    signs = numbers.counted(of.total, "vital sign")
    exceptions = "1 is an exception" if of.exceptions == 1 else f"{of.exceptions} are exceptions"
    return f"{signs}: {of.red} red, {of.amber} amber, {of.green} green and {of.none} not rated. {exceptions}."


def age(shown: Iterable[IndicatorCard], as_at: Period, today: date) -> str:
    """How long ago the dashboard's month ended, how old the oldest of the latest figures is, and which indicators have
    none."""
    everything = list(shown)
    aged = [card for card in everything if card.months_old is not None]
    bare = [card.code for card in everything if card.months_old is None]
    words = [ended_words(as_at, today)]
    if aged:
        oldest = max(aged, key=lambda card: card.months_old or 0)
        if oldest.months_old and oldest.latest is not None:
            months = numbers.counted(oldest.months_old, "month")
            words.append(
                f"The oldest latest figure is {months} older than this dashboard: {oldest.code}, "
                f"{oldest.latest.period.name}."
            )
        else:
            words.append("Every latest figure is of this month.")
    if bare:
        have = "has" if len(bare) == 1 else "have"
        words.append(f"{numbers.listed(bare)} {have} no figure yet.")
    return " ".join(filter(None, words))


def ended_words(month: Period, today: date) -> str:
    """`September 2026 ended 53 days ago.`, `January 2017 ended 9 years and 9 months ago.`; empty until it has."""
    days = (today - month.last_day).days
    if days <= 0:
        return ""
    if days < DAYS_COUNTED:
        return f"{month.name} ended {numbers.counted(days, 'day')} ago."
    # The last day of a month, so a month more has passed only on its same day or the last of a shorter one.
    whole = (today.year - month.last_day.year) * 12 + today.month - month.last_day.month
    full = today.day >= month.last_day.day or (today + timedelta(days=1)).day == 1
    years, months = divmod(whole if full else whole - 1, 12)
    spans = [numbers.counted(years, "year") if years else "", numbers.counted(months, "month") if months else ""]
    return f"{month.name} ended {numbers.listed([span for span in spans if span])} ago."
