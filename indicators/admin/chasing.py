"""What is missing in a round, whose it is and how many days late: person by person, and what is nobody's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from indicators import rights
from indicators.admin.round_lines import HOW_WORDS
from indicators.domain.periods import Frequency, Period
from indicators.models import Capacity, Committee
from indicators.queries.chasing import InCharge, Pending, Person, chased_round

Place = Callable[[HttpRequest, str, str], tuple[Committee, Period]]
Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Missing:
    """A line of the page: one figure that is still with its owners. `beside` says who else, or why nobody."""

    pending: Pending
    stands: str
    beside: str

    @property
    def period(self) -> str:
        """The quarter or year; a month is that of the round."""
        period = self.pending.figure.period
        return "" if period.frequency is Frequency.MONTHLY else period.name


@dataclass(slots=True)
class Chased:
    """What one person is to be asked for."""

    person: Person
    lines: list[Missing] = field(default_factory=list)

    @property
    def late(self) -> int:
        return sum(one.pending.figure.is_late for one in self.lines)

    @property
    def most_days_late(self) -> int:
        return max(one.pending.figure.days_late for one in self.lines)


def chasing_view(place: Place, page: Page) -> Callable[..., HttpResponse]:
    """The view: `place` finds the committee and month that somebody may look into, `page` draws."""

    def view(request: HttpRequest, slug: str, period: str) -> HttpResponse:
        committee, month = place(request, slug, period)
        found = chased_round(committee, month, timezone.localdate(), rights.NEEDED[Capacity.DATA])
        pending = sorted(found.pending, key=lambda one: (-one.figure.days_late, one.indicator.code))
        context: dict[str, Any] = {
            "committee": committee,
            "month": month,
            "found": found,
            "people": _by_person(pending),
            "nobodys": [_missing(one, _why_nobody(one)) for one in pending if one.is_nobodys],
            "shares_out": rights.may(request.user, "indicators.add_responsibility", committee),
        }
        return page(request, "admin/indicators/round_chasing.html", f"Chasing the round of {month.name}", **context)

    return view


def _by_person(pending: list[Pending]) -> list[Chased]:
    """Everybody who could do something about it, whose figures are latest first."""
    found: dict[int, Chased] = {}
    for one in pending:
        able = [each for each in one.in_charge if each.is_able]
        for each in able:
            others = [other.person.name for other in able if other.person not in (each.person, each.stands_in_for)]
            beside = [f"for {each.stands_in_for.name}"] if each.stands_in_for else []
            beside += [f"with {', '.join(others)}"] if others else []
            mine = found.setdefault(each.person.pk, Chased(each.person))
            mine.lines.append(_missing(one, "; ".join(beside)))
    return sorted(found.values(), key=lambda one: (-one.most_days_late, -one.late, one.person.name.lower()))


def _missing(pending: Pending, beside: str) -> Missing:
    return Missing(pending, HOW_WORDS[pending.figure.standing], beside)


def _why_nobody(pending: Pending) -> str:
    return "; ".join(map(_unable, pending.in_charge)) or "given to nobody"


def _unable(one: InCharge) -> str:
    why = "has no role for it here" if one.person.is_in_use else "account is switched off"
    return f"{one.person.name}: {why}"
