"""Figures that wait to be verified: what a paper locked now would be without."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.domain.periods import Period, parse
from indicators.models import Figure


@dataclass(frozen=True, slots=True)
class FigureOnItsWay:
    """One figure that is entered and not verified: of which indicator and period, and how far it is."""

    code: str
    address: str
    period: Period
    state: str


def figures_on_their_way(committee: int, month: Period) -> list[FigureOnItsWay]:
    """Those of a committee for periods that end up to the month, by indicator and period. One query."""
    rows = Figure.objects.filter(indicator__committee=committee, ends__lte=month.last_month_number)
    found = rows.exclude(state="verified").order_by("indicator__order", "indicator__code", "ends")
    columns = found.values_list("indicator__code", "indicator__address", "period", "state")
    return [FigureOnItsWay(code, address, parse(period), state) for code, address, period, state in columns]
