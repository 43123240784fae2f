"""`assess`, the one door: worked examples of streaks, lapsed and moved targets, and what one record holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.domain.assessment import Assessment, OlderFigure, assess, lengthened
from indicators.domain.definitions import Colour
from indicators.domain.periods import Period, month, parse
from indicators.domain.rating import Why
from indicators.domain.travel import Because, Direction
from tests.domain.from_text import definition_of, overrides_of, scheme_of, series_of, targets_of
from tests.domain.worked_assessments import (
    LAPSED,
    MOVED,
    PARTS_READ,
    STREAKS,
    THREE_YEARS,
    Lapsed,
    Moved,
    PartRead,
    Streak,
)

JANUARY = month(2017, 1)


def assessed(
    series: str,
    targets: str = "",
    definition: str = "bigger",
    *,
    scheme: str = "percent_of_target 0 5",
    breaks: str = "",
    overrides: str = "",
    as_at: Period = JANUARY,
    left_out: bool = False,
) -> Assessment:
    return assess(
        definition_of(definition, breaks=breaks),
        series_of(series, earlier_left_out=left_out),
        targets_of(targets, earlier_left_out=left_out),
        scheme_of(scheme),
        overrides_of(overrides),
        as_at,
    )


@pytest.mark.parametrize("case", STREAKS, ids=lambda case: case.sentence)
def test_since_when_it_has_been_this_colour(case: Streak) -> None:
    found = assessed(case.series, case.targets, case.definition, breaks=case.breaks, overrides=case.overrides)
    assert found.colour == case.colour
    assert str(found.since or "") == case.since
    assert found.periods_in_colour == case.periods
    assert not found.history_needed


@pytest.mark.parametrize("case", LAPSED, ids=lambda case: case.sentence)
def test_a_target_that_was_let_lapse_is_pointed_out(case: Lapsed) -> None:
    assert assessed(case.series, case.targets).target_lapsed is case.lapsed


@pytest.mark.parametrize("case", MOVED, ids=lambda case: case.sentence)
def test_a_colour_that_changed_only_because_the_target_moved(case: Moved) -> None:
    found = assessed(
        case.series,
        case.targets,
        case.definition,
        breaks=case.breaks,
        overrides=case.overrides,
        scheme=case.scheme,
    )
    assert " ".join(str(point.period) for point in found.points if point.moved_by_target) == case.moved_in
    if found.latest is not None:
        assert found.latest.moved_by_target is (str(found.latest.period) in case.moved_in.split())


def test_norfolk_a03_as_published() -> None:
    """Admissions to care homes, 65 and over, as at January 2017: 637 in November against 590."""
    found = assessed(
        "2016-01: 622 617 623 616 622 614 613 613 621 630 637 awaited awaited",
        "2016-11 590",
        "smaller per_100k rolling_12",
    )
    assert found.latest is not None
    assert (str(found.latest.period), found.colour) == ("2016-11", Colour.RED)
    assert str(found.latest.rating.computed.printed_gap) == "7.97"
    assert (found.since, found.periods_in_colour) == (month(2016, 11), 1)
    assert found.since_previous.direction is Direction.WORSENING
    assert found.since_last_year.because is Because.NO_EARLIER_ROW
    assert [str(move.later.period) for move in found.run.moves if move.later] == ["2016-09", "2016-10", "2016-11"]
    assert found.newest is not None
    assert (str(found.newest.period), found.newest.status) == ("2017-01", "awaited")
    assert found.months_old == 2
    assert not found.target_lapsed


def test_the_points_are_the_periods_that_end_in_the_13_months() -> None:
    found = assessed("2015-12:" + " 90" * 16, "2016-12 100")
    assert [str(point.period) for point in found.points] == [
        *(f"2016-{number:02d}" for number in range(1, 13)),
        "2017-01",
    ]
    assert found.points[-1].observation is not None
    assert found.points[-2].rating.colour is Colour.RED
    assert found.points[-1].rating.computed.why is Why.NO_TARGET


def test_a_period_without_a_row_has_a_point_all_the_same() -> None:
    found = assessed("2016-11: 90", "2016-10 95")
    by_period = {str(point.period): point for point in found.points}
    assert by_period["2016-10"].observation is None
    assert by_period["2016-10"].target is not None
    assert by_period["2016-10"].rating.computed.why is Why.NO_FIGURE


@pytest.mark.parametrize(
    ("as_at", "shown"),
    [
        ("2017-01", ["2015/16 Q4", "2016/17 Q1", "2016/17 Q2", "2016/17 Q3"]),
        ("2016/17 Q3", ["2015/16 Q3", "2015/16 Q4", "2016/17 Q1", "2016/17 Q2", "2016/17 Q3"]),
        ("2016/17", ["2015/16 Q4", "2016/17 Q1", "2016/17 Q2", "2016/17 Q3", "2016/17 Q4"]),
    ],
)
def test_a_quarterly_figure_stands_in_the_month_its_quarter_ends(as_at: str, shown: list[str]) -> None:
    found = assessed("2015/16 Q1:" + " 90" * 12, definition="bigger quarterly", as_at=parse(as_at))
    assert [str(point.period) for point in found.points] == shown
    assert found.as_at == parse(as_at).last_month
    assert found.latest is not None
    assert str(found.latest.period) == shown[-1]


def test_an_annual_figure_stands_in_march() -> None:
    found = assessed("2013/14: 90 91 92", definition="bigger annual")
    assert [str(point.period) for point in found.points] == ["2015/16"]
    assert found.months_old == 10


def test_a_figure_older_than_the_window_is_still_the_latest() -> None:
    found = assessed("2014-12: 90", "2014-12 100")
    assert found.latest is not None
    assert (str(found.latest.period), found.colour, found.months_old) == ("2014-12", Colour.RED, 25)
    assert found.latest not in found.points


def test_nothing_known_at_all() -> None:
    found = assessed("")
    assert (found.latest, found.newest, found.colour, found.months_old) == (None, None, Colour.NONE, None)
    assert not found.run.evaluated
    assert not found.history_needed


def test_an_override_is_shown_with_the_computed_colour_beside_it() -> None:
    found = assessed("2016-12: 90", "2016-12 100", overrides="2016-12 amber")
    assert found.latest is not None
    assert (found.colour, found.latest.rating.computed.colour) == (Colour.AMBER, Colour.RED)
    assert found.latest.rating.override is not None
    assert found.latest.rating.override.reason


def test_a_provisional_figure_is_rated_and_marked() -> None:
    found = assessed("2016-11: 90 90p", "2016-12 100")
    assert found.latest is not None
    assert (found.colour, found.latest.rating.provisional) == (Colour.RED, True)


@pytest.mark.parametrize("case", PARTS_READ, ids=lambda case: case.sentence)
def test_it_says_when_what_was_not_read_could_change_a_verdict(case: PartRead) -> None:
    found = assessed(case.series, case.targets, left_out=True)
    needed = "history" if found.history_needed else "streak" if found.streak_open else ""
    assert needed == case.needed
    whole = assessed(case.series, case.targets)
    assert not whole.history_needed
    assert not whole.streak_open


def test_an_unread_target_at_a_break_is_asked_for() -> None:
    """The year's flat target was read; an own target of the first months of the new definition might not have been."""
    series = "2014-10:" + " 90" * 28
    found = assessed(series, "2014-09 95; 2014/15 95 flat; 2015/16 95 flat; 2016/17 95 flat", breaks="2014-11")
    assert (str(found.since), found.streak_open) == ("2014-11", False)
    part = assessed("2014-09: 90" + series[8:], THREE_YEARS, breaks="2014-11", left_out=True)
    assert (part.history_needed, part.streak_open, str(part.since)) == (False, True, "2015-03")
    older = {month(2014, of_year).number: OlderFigure(Decimal(90), None) for of_year in range(9, 13)}
    older |= {month(2015, of_year).number: OlderFigure(Decimal(90), None) for of_year in range(1, 3)}
    followed = lengthened(part, older, targets_of("2014-12 80; " + THREE_YEARS), {})
    assert (str(followed.since), followed.periods_in_colour, followed.streak_open) == ("2015-01", 25, False)
    followed = lengthened(part, older, targets_of(THREE_YEARS), {})
    assert (str(followed.since), followed.periods_in_colour) == ("2014-11", 27)
    followed = lengthened(part, older, targets_of("2014-12 80; " + THREE_YEARS), overrides_of("2014-12 red"))
    assert str(followed.since) == "2014-11"
    assert lengthened(assessed(""), older, targets_of(THREE_YEARS), {}) == assessed("")


def test_a_lapse_that_unread_targets_could_show_is_asked_for() -> None:
    found = assessed("2015-10:" + " 90" * 15, "2017-02 100", left_out=True)
    assert (found.target_lapsed, found.history_needed) == (False, True)
