"""The figure of one period as it is stored: what the public sees, and what is on its way to take its place."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser

from indicators.actions import Seen
from indicators.domain.periods import Period
from indicators.models import Figure, Indicator


class FigureRows(NamedTuple):
    """Both rows that a period may have."""

    verified: Figure | None = None
    on_its_way: Figure | None = None

    @property
    def newest(self) -> Figure | None:
        """What somebody who enters figures goes on from."""
        return self.on_its_way or self.verified

    @property
    def seen(self) -> Seen:
        """What somebody who is shown these has seen."""
        return Seen.of(self.on_its_way, self.verified)

    @property
    def corrects(self) -> bool:
        """Is there a verified value or colour, which only a reason changes?"""
        return self.verified is not None and (self.verified.value is not None or self.verified.judged is not None)

    @property
    def public(self) -> str:
        """What the public sees, in words that follow "the public sees"."""
        return "no figure for this period" if self.verified is None else shown(self.verified)


def figure_rows(indicator: Indicator, period: Period) -> FigureRows:
    """The rows of one period. One query."""
    rows = Figure.objects.filter(indicator=indicator, period=period.written).select_related("entered_by")
    found = {row.state == "verified": row for row in rows}
    return FigureRows(found.get(True), found.get(False))


def shown(row: Figure) -> str:
    """The value as stored, the colour it was judged, or why there is neither."""
    return row.value or (row.get_judged_display() if row.judged else row.get_status_display())


def name_of(person: AbstractBaseUser | None) -> str:
    """Who did it; a command that nobody signed has no name to give."""
    return "a command, nobody named" if person is None else person.get_full_name() or person.get_username()
