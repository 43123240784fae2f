"""`assess`: the one door of the core. All that is concluded about one indicator as at one month, in one frozen record.

Total: odd data gives a verdict of none with its reason, never an exception. Verdicts use the whole history up to the
month, not only the window shown, and nothing later. "As at" is an argument, never the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from indicators.domain.definitions import Basis, Colour, Definition
from indicators.domain.periods import Period, ending_within, latest_ending_by, run_up_to
from indicators.domain.rating import Override, Scheme, SchemeKind, ShownRating, rate, verdict
from indicators.domain.series import Observation, Series
from indicators.domain.targets import Target, Targets
from indicators.domain.travel import Comparison, Run, since_last_year, since_previous, worsening_run

SHOWN: Final = 13


class OlderFigure(NamedTuple):
    """As much of an old figure as its colour needs."""

    value: Decimal | None
    judged: Colour | None


@dataclass(frozen=True, slots=True)
class Point:
    """What stands for one period: its row if there is one, its target, and how it is rated.

    `moved_by_target`: the colour differs from the period before only because the target moved. With the earlier
    period's target this figure would have kept the earlier colour (Norfolk 2017: "the alert can change without the
    result changing"). Never said of what is not compared with the period before: a year-to-date figure, one after a
    break in the definition, or where a person set a colour.
    """

    period: Period
    observation: Observation | None
    target: Target | None
    rating: ShownRating
    moved_by_target: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """One indicator as at one month: every verdict with its inputs.

    `points` are its periods that end in the 13 months shown; `recent` the last so many of its own periods, from its
    first row on, which for a quarterly or annual indicator reach further back.
    `latest` is the point of the newest figure, `newest` the newest row of any status. `since` is the first period of
    the unbroken stretch in which it has had its present colour, `periods_in_colour` how many of its periods that is
    (None and 0 when not rated). `target_lapsed`: it had a target in an earlier period and has none for its latest
    figure. `months_old` is how long before the end of "as at" the latest figure's period ended.
    `history_needed`: figures or targets that were not read could change a verdict; read them and assess again.
    `streak_open`: they could only make `since` earlier; `lengthened` says how far, without assessing again.
    """

    definition: Definition
    scheme: Scheme
    as_at: Period
    points: tuple[Point, ...]
    recent: tuple[Point, ...]
    newest: Observation | None
    latest: Point | None
    since_previous: Comparison
    since_last_year: Comparison
    run: Run
    since: Period | None
    periods_in_colour: int
    target_lapsed: bool
    history_needed: bool
    streak_open: bool = False

    @property
    def colour(self) -> Colour:
        """The colour shown for the latest figure."""
        return Colour.NONE if self.latest is None else self.latest.rating.colour

    @property
    def months_old(self) -> int | None:
        if self.latest is None:
            return None
        return self.as_at.last_month_number - self.latest.period.last_month_number


def assess(
    definition: Definition,
    series: Series,
    targets: Targets,
    scheme: Scheme,
    overrides: Mapping[Period, Override],
    as_at: Period,
    recent: int = SHOWN,
) -> Assessment:
    """All that is concluded about one indicator at the end of the month `as_at` (a quarter or year: its last month)."""
    known = series.up_to(as_at)
    rater = _Rater(definition, scheme, known, targets, overrides)
    points = tuple(map(rater.point, ending_within(definition.frequency, as_at)))
    latest_row = known.latest
    latest = None if latest_row is None else rater.point(latest_row.period)
    since, count, streak_open = rater.streak(latest)
    run = worsening_run(definition, known, targets)
    recent_periods = run_up_to(latest_ending_by(definition.frequency, as_at), recent)
    unread = _beyond_what_was_read(known, targets, latest_row, (points[0].period, recent_periods[0]))
    return Assessment(
        definition=definition,
        scheme=scheme,
        as_at=as_at.last_month,
        points=points,
        recent=rater.since_first_row(recent_periods),
        newest=known.newest,
        latest=latest,
        since_previous=since_previous(definition, known, targets, latest_row),
        since_last_year=since_last_year(definition, known, targets, latest_row),
        run=run,
        since=since,
        periods_in_colour=count,
        target_lapsed=_target_lapsed(latest, targets),
        history_needed=unread or run.reaches_unread,
        streak_open=streak_open,
    )


def lengthened(
    found: Assessment, older: Mapping[int, OlderFigure], targets: Targets, overrides: Mapping[Period, Override]
) -> Assessment:
    """The same with its streak followed through what had not been read: `older` holds figures by the numbers of their
    periods, without those that have only a reason for none. Equal to assessing anew with everything, and cheaper where
    a colour has stood for twenty years."""
    definition, scheme, colour = found.definition, found.scheme, found.colour
    since, count = found.since, found.periods_in_colour
    if since is None:
        return found
    while True:
        before = since.previous
        figure = older.get(before.number)
        if figure is None or definition.break_between(before, since) is not None:
            break
        override = overrides.get(before) if overrides else None
        if override is None:
            shown, _ = verdict(definition, scheme, figure, targets.at(before))
        else:
            shown = override.colour
        if shown is not colour:
            break
        since, count = before, count + 1
    return replace(found, since=since, periods_in_colour=count, streak_open=False)


def _beyond_what_was_read(
    known: Series, targets: Targets, latest: Observation | None, oldest_shown: Iterable[Period]
) -> bool:
    """Could the latest figure, the one a year before it, or the one before those shown lie before what was read?"""
    if latest is None and known.earlier_left_out:
        return True
    looked_at = [period.previous for period in oldest_shown]
    looked_at += [] if latest is None else [latest.period.year_earlier]
    return any(known.unread_at(period) or targets.unread_at(period) for period in looked_at)


def _target_lapsed(latest: Point | None, targets: Targets) -> bool:
    """Had it a target for an earlier period, and none now?"""
    return latest is not None and latest.target is None and targets.any_before(latest.period)


class _Rater:
    """Rates the periods of one indicator, each once."""

    __slots__ = ("_decided", "_definition", "_known", "_overrides", "_points", "_scheme", "_targets")

    def __init__(
        self,
        definition: Definition,
        scheme: Scheme,
        known: Series,
        targets: Targets,
        overrides: Mapping[Period, Override],
    ) -> None:
        self._definition, self._scheme, self._known = definition, scheme, known
        self._targets, self._overrides = targets, overrides
        self._points: dict[int, Point] = {}
        self._decided: dict[int, Point] = {}

    def point(self, period: Period) -> Point:
        """The period with its rating, and whether only a moved target changed its colour."""
        found = self._decided.get(period.number)
        if found is None:
            plain = self._plain(period)
            found = replace(plain, moved_by_target=True) if self._moved_by_target(plain) else plain
            self._decided[period.number] = found
        return found

    def _moved_by_target(self, now: Point) -> bool:
        if now.target is None or now.rating.computed.colour is Colour.NONE:
            return False
        definition, before = self._definition, self._plain(now.period.previous)
        computed, earlier = now.rating.computed.colour, before.rating.computed.colour
        if computed is earlier or earlier is Colour.NONE or before.target is None:
            return False
        if now.rating.override is not None or before.rating.override is not None:
            return False
        # A figure that is not compared with the one before cannot have kept its colour either.
        if definition.basis is Basis.YEAR_TO_DATE and now.period.previous != now.period.year_earlier:
            return False
        if definition.break_between(before.period, now.period) is not None:
            return False
        return verdict(definition, self._scheme, now.observation, before.target)[0] is earlier

    def since_first_row(self, periods: Iterable[Period]) -> tuple[Point, ...]:
        """Those of the periods that are not before the first row."""
        if not self._known.observations:
            return ()
        first = self._known.observations[0].period.last_month_number
        return tuple(self.point(period) for period in periods if period.last_month_number >= first)

    def _plain(self, period: Period) -> Point:
        found = self._points.get(period.number)
        if found is None:
            observation, target = self._known.at(period), self._targets.at(period)
            computed = rate(self._definition, self._scheme, observation, target)
            found = Point(period, observation, target, ShownRating(computed, self._override(observation)))
            self._points[period.number] = found
        return found

    def _override(self, observation: Observation | None) -> Override | None:
        """What a person set instead; without a figure there is nothing to set a colour for."""
        if not self._overrides or observation is None or not observation.has_figure:
            return None
        return self._overrides.get(observation.period)

    def _colour(self, period: Period) -> Colour:
        """The colour of its point, without making one: a streak may look back twenty years."""
        found = self._points.get(period.number)
        if found is not None:
            return found.rating.colour
        observation = self._known.at(period)
        override = self._override(observation)
        if override is not None or observation is None:
            return Colour.NONE if override is None else override.colour
        shown, _ = verdict(self._definition, self._scheme, observation, self._targets.at(period))
        return shown

    def streak(self, latest: Point | None) -> tuple[Period | None, int, bool]:
        """Since when it has been this colour without a break, for how many periods, and whether it was followed only
        to where something was not read. A missing figure, another colour or a break in the definition ends it."""
        if latest is None or latest.rating.colour is Colour.NONE:
            return None, 0, False
        since, count = latest.period, 1
        while True:
            before = since.previous
            if self._definition.break_between(before, since) is not None:
                return since, count, False
            if self._unread(before):
                return since, count, True
            if self._colour(before) is not latest.rating.colour:
                return since, count, False
            since, count = before, count + 1

    def _unread(self, period: Period) -> bool:
        """Could a figure or a target that was not read change the colour?"""
        if self._known.unread_at(period):
            return True
        depends_on_target = self._scheme.kind in (SchemeKind.PERCENT_OF_TARGET, SchemeKind.POINTS)
        return depends_on_target and self._targets.unread_at(period)
