"""What stands in the store for figures that somebody is about to enter: verified, on its way there, or locked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Lower

from indicators.domain.definitions import Basis, Definition, Polarity, Unit
from indicators.domain.periods import Frequency, Period, parse
from indicators.importing.known import FigureFacts, KnownIndicator
from indicators.importing.rows import code_key
from indicators.models import DefinitionVersion, Figure, Indicator, RoundEvent
from indicators.queries.stored import FIGURE_FACTS, figure_facts


@dataclass(frozen=True, slots=True)
class StandingFigure:
    """One stored row of a figure, with what was said when it was entered."""

    pk: int
    version: int
    state: str
    facts: FigureFacts
    entered_by: int | None
    why: str
    checked: str
    sent_back: str

    @property
    def has_figure(self) -> bool:
        """Is there a value or a judged colour?"""
        return self.facts.value is not None or self.facts.judged is not None


@dataclass(slots=True)
class Standing:
    """What stands for one period: what the public sees, and what is on its way to take its place."""

    verified: StandingFigure | None = None
    on_its_way: StandingFigure | None = None

    @property
    def newest(self) -> StandingFigure | None:
        """What somebody who enters figures goes on from."""
        return self.on_its_way or self.verified


Months = tuple[int, int]
"""The numbers of the first and the last month of a stretch."""


@dataclass(frozen=True, slots=True)
class Enterable:
    """An indicator as far as entering its figures needs it."""

    pk: int
    known: KnownIndicator
    definition: Definition
    retired_from: Period | None = None


def enterable(codes: Collection[str]) -> dict[str, Enterable]:
    """The indicators of these codes, by code key; unknown ones are not there. Two queries."""
    keys = sorted({code_key(code) for code in codes})
    rows = list(
        Indicator.objects.annotate(key=Lower("code"))
        .filter(key__in=keys)
        .order_by()
        .values_list("pk", "code", "committee__slug", "good_is", "unit", "frequency", "basis", "retired_from")
    )
    breaks: dict[int, list[Period]] = {}
    versions = DefinitionVersion.objects.filter(indicator_id__in=[row[0] for row in rows], breaks_series=True)
    for pk, period in versions.order_by().values_list("indicator_id", "from_period"):
        breaks.setdefault(pk, []).append(parse(period))
    return {
        code_key(code): Enterable(
            pk,
            KnownIndicator(code, committee, Polarity(good_is), Unit(unit), Frequency(frequency), Basis(basis)),
            Definition(
                code,
                Polarity(good_is),
                Unit(unit),
                Frequency(frequency),
                Basis(basis),
                tuple(breaks.get(pk, ())),
            ),
            None if retired_from is None else parse(retired_from),
        )
        for pk, code, committee, good_is, unit, frequency, basis, retired_from in rows
    }


def standing_figures(spans: Mapping[int, Months]) -> dict[int, dict[Period, Standing]]:
    """The stored figures of some indicators that end in a span of months each, by the indicator's key and period.

    One query.
    """
    found: dict[int, dict[Period, Standing]] = {pk: {} for pk in spans}
    columns = ("pk", "indicator_id", "period", "state", "version", "entered_by_id", "why", "checked", "sent_back")
    alike: dict[Months, list[int]] = {}
    for pk, span in spans.items():
        alike.setdefault(span, []).append(pk)
    wanted = Q(pk__in=())
    for span, keys in alike.items():
        wanted |= Q(indicator_id__in=keys, ends__range=span)
    rows = Figure.objects.filter(wanted).order_by().values_list(*columns, *FIGURE_FACTS)
    for pk, indicator, written, state, version, entered_by, why, checked, sent_back, *facts in rows:
        row = StandingFigure(pk, version, state, figure_facts(*facts), entered_by, why, checked, sent_back)
        standing = found[indicator].setdefault(parse(written), Standing())
        if state == "verified":
            standing.verified = row
        else:
            standing.on_its_way = row
    return found


@dataclass(frozen=True, slots=True)
class Lock:
    """Who locked a round, when and why."""

    by: str
    at: datetime
    reason: str


def locked_rounds() -> Mapping[tuple[str, int], Lock]:
    """The rounds that are locked now, by their committee's slug and the number of their month. One query."""
    found: dict[tuple[str, int], Lock] = {}
    events = RoundEvent.objects.order_by("id").values_list(
        "committee__slug", "period", "step", "by__username", "at", "reason"
    )
    for slug, period, step, by, at, reason in events:
        place = (slug, parse(period).number)
        found.pop(place, None)
        if step == "locked":
            found[place] = Lock(by, at, reason)
    return found
