"""The one mail that tells somebody which of their figures are late or soon due: its words, and nothing else.

It names figures by code, name and period and says how each stands; no value, note or reason of a figure is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.urls import reverse

from indicators.domain.chasing import Urgency
from indicators.domain.periods import Frequency
from indicators.domain.rounds import Standing
from indicators.queries.chasing import ChasedRound, Pending, Person

STANDS: Final = {
    Standing.MISSING: "Nothing is entered.",
    Standing.AWAITED: "It is said to be awaited.",
    Standing.SENT_BACK: "It was sent back: the reason stands on the round's page.",
    Standing.DRAFT: "A draft is saved, but not submitted.",
}
HEADINGS: Final = {Urgency.LATE: "Late:", Urgency.NEARLY_DUE: "Due soon:"}


@dataclass(frozen=True, slots=True)
class Told:
    """One figure that somebody is told of; `stands_in_for` where it is a colleague's."""

    round: ChasedRound
    pending: Pending
    stands_in_for: Person | None = None

    @property
    def thing(self) -> tuple[int, str]:
        """What it is that is told: the indicator by its key, and the period."""
        return self.pending.indicator.pk, self.pending.figure.period.written


@dataclass(frozen=True, slots=True)
class Digest:
    """A mail to one person, in plain text."""

    person: Person
    subject: str
    body: str


def digest(person: Person, told: Sequence[Told], as_at: date) -> Digest:
    """The mail about these figures, round by round in the order given."""
    late = sum(one.pending.urgency is Urgency.LATE for one in told)
    soon = len(told) - late
    lines = [
        f"Dear {_line(person.name)},",
        "",
        f"Of the figures that are yours to enter, {_counted(late, soon)}, as at {_day(as_at)}.",
    ]
    rounds = {(one.round.committee.pk, one.round.month): one.round for one in told}
    for key, one in rounds.items():
        mine = [each for each in told if (each.round.committee.pk, each.round.month) == key]
        lines += ["", *_round(one, mine)]
    lines += [
        "",
        "A figure is no longer mentioned once it is submitted, and never more than once a day.",
        f"This mail was sent by {_line(settings.SITE_NAME)}, {settings.SITE_ADDRESS}/",
    ]
    parts = [f"{late} {_figures(late)} late" if late else "", f"{soon} {_figures(soon)} due soon" if soon else ""]
    subject = f"{_line(settings.SITE_NAME)}: {', '.join(filter(None, parts))}"
    return Digest(person, subject, "\n".join(lines) + "\n")


def _round(of_round: ChasedRound, told: Sequence[Told]) -> Iterator[str]:
    committee, month = of_round.committee, of_round.month
    place = reverse("admin:indicators_roundevent_round", args=(committee.slug, month.address))
    yield f"Round of {month.name}: {_line(str(committee))}"
    yield f"{settings.SITE_ADDRESS}{place}"
    for urgency, heading in HEADINGS.items():
        mine = [one for one in told if one.pending.urgency is urgency]
        if mine:
            yield heading
        for one in sorted(mine, key=lambda one: (one.pending.figure.due_on or date.max, one.pending.indicator.code)):
            yield f"- {_figure(one)}"


def _figure(told: Told) -> str:
    one, figure = told.pending.indicator, told.pending.figure
    due = "" if figure.due_on is None else _day(figure.due_on)
    late = f"{figure.days_late} {'day' if figure.days_late == 1 else 'days'} late, was due on {due}"
    when = late if figure.is_late else f"due on {due}"
    whose = f" You stand in for {_line(told.stands_in_for.name)}." if told.stands_in_for else ""
    # A month is that of the round.
    period = "" if figure.period.frequency is Frequency.MONTHLY else f", {figure.period.name}"
    return f"{one.code} {_line(one.name)}{period}: {when}. {STANDS[figure.standing]}{whose}"


def _counted(late: int, soon: int) -> str:
    """`3 are late and 1 is due soon`."""
    parts = [f"{count} {'is' if count == 1 else 'are'} {what}" for count, what in ((late, "late"), (soon, "due soon"))]
    return " and ".join(part for part, count in zip(parts, (late, soon), strict=True) if count)


def _figures(count: int) -> str:
    return "figure" if count == 1 else "figures"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _line(text: str) -> str:
    """The text on one line: what people are called cannot end a header, nor begin a line of its own."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
