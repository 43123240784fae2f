"""The figure of one period as it is stored: what the public sees, and what is on its way to take its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser

from indicators.actions import Seen
from indicators.domain.periods import Period
from indicators.models import Figure, Indicator

MARK = re.compile(r"(?:([0-9]{1,18}):([0-9]{1,9}))?/(?:([0-9]{1,18}):([0-9]{1,9}))?")


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
        return Seen(*(row and row.version for row in (self.on_its_way, self.verified)))

    @property
    def mark(self) -> str:
        """What a page sends back to say what it showed: the key and version of each, `12:2/7:1`, nothing for none."""
        return "/".join("" if row is None else f"{row.pk}:{row.version}" for row in (self.on_its_way, self.verified))

    def seen_by(self, mark: str) -> Seen:
        """What somebody saw who was sent that mark. A row that took the place of another was not seen, whatever its
        version; what no page of ours has sent means that nothing was seen."""
        found = MARK.fullmatch(mark)
        if found is None:
            return Seen()
        draft, draft_version, verified, verified_version = found.groups()
        return Seen(_seen(self.on_its_way, draft, draft_version), _seen(self.verified, verified, verified_version))

    @property
    def corrects(self) -> bool:
        """Is there a verified value or colour, which only a reason changes?"""
        return self.verified is not None and (self.verified.value is not None or self.verified.judged is not None)

    @property
    def public(self) -> str:
        """What the public sees, in words that follow "the public sees"."""
        return "no figure for this period" if self.verified is None else shown(self.verified)


def _seen(row: Figure | None, key: str | None, version: str | None) -> int | None:
    if key is None or version is None:
        return None
    return int(version) if row is None or row.pk == int(key) else 0


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
