"""Direction of travel and runs of worsening: worked examples, and what holds for every history."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.definitions import Basis, Definition, Polarity, Unit
from indicators.domain.periods import Frequency, Period, month, parse
from indicators.domain.series import Observation, Series
from indicators.domain.targets import Profile, Targets
from indicators.domain.travel import Because, Direction, RunEnd, since_last_year, since_previous, worsening_run
from tests.domain.from_text import definition_of, series_of, targets_of
from tests.domain.strategies import FEWER, ODD_NUMBERS, History, histories
from tests.domain.worked_travel import FLAT_RANGE, PRINTED_A03, RAN, TRAVELLED, Ran, Travelled

FLIPPED = {
    Direction.IMPROVING: Direction.WORSENING,
    Direction.WORSENING: Direction.IMPROVING,
    Direction.STEADY: Direction.STEADY,
    Direction.NOT_COMPARABLE: Direction.NOT_COMPARABLE,
}
OTHER_WAY = {Polarity.BIGGER: Polarity.SMALLER, Polarity.SMALLER: Polarity.BIGGER}


@pytest.mark.parametrize("case", TRAVELLED, ids=lambda case: case.sentence)
def test_better_or_worse_than_earlier(case: Travelled) -> None:
    definition = definition_of(case.definition, breaks=case.breaks)
    series, targets = series_of(case.series), targets_of(case.targets)
    previous = since_previous(definition, series, targets, series.latest)
    last_year = since_last_year(definition, series, targets, series.latest)
    assert f"{previous.direction} {previous.because}" == case.previous
    assert f"{last_year.direction} {last_year.because}" == case.last_year


def test_the_inputs_travel_with_the_answer() -> None:
    series = series_of(PRINTED_A03)
    found = since_previous(definition_of("smaller"), series, targets_of(), series.latest)
    assert found.earlier_period == month(2016, 10)
    assert (found.earlier, found.later) == (series.at(month(2016, 10)), series.at(month(2016, 11)))
    assert found.change == 7


def test_the_sign_of_the_change_is_separate_from_better_and_worse() -> None:
    """Down is better here: the arrow says better, the change stays negative."""
    series = series_of("2016-11: 707.0 616.4")
    found = since_previous(definition_of("smaller"), series, targets_of(), series.latest)
    assert (found.direction, found.change) == (Direction.IMPROVING, Decimal("-90.6"))


def test_a_range_that_changed_still_tells_by_how_much_the_figure_did() -> None:
    series = series_of("2016-11: 35 64")
    found = since_previous(definition_of("range"), series, targets_of("2016-12 40..60"), series.latest)
    assert (found.because, found.change) == (Because.NO_RANGE, 29)


def test_a_break_names_the_newest_version_that_stands_between() -> None:
    series = series_of("2015-12: 80 . . . . . . . . . . 90 85")
    definition = definition_of(breaks="2016/17, 2016-07, 2016/17 Q1")
    found = since_last_year(definition, series, targets_of(), series.latest)
    assert (found.because, found.broke_at) == (Because.BREAK, month(2016, 7))
    assert found.change is None


def test_year_to_date_still_names_what_it_does_not_compare_with() -> None:
    series = series_of("2016-11: 440 480")
    found = since_previous(definition_of("smaller year_to_date"), series, targets_of(), series.latest)
    assert (found.earlier_period, found.earlier) == (month(2016, 11), series.at(month(2016, 11)))
    assert found.change is None


@pytest.mark.parametrize("case", RAN, ids=lambda case: case.sentence)
def test_runs_of_worsening(case: Ran) -> None:
    definition = definition_of(case.definition, breaks=case.breaks)
    run = worsening_run(definition, series_of(case.series), targets_of(case.targets))
    assert run.evaluated is (case.worse_in is not None)
    assert " ".join(str(move.later.period) for move in run.moves if move.later) == (case.worse_in or "")
    assert run.ended_by == case.ended_by
    assert not run.reaches_unread


@pytest.mark.parametrize(
    ("definition", "series", "targets", "reaches"),
    [
        ("bigger", "2016-10: 50 49 48", FLAT_RANGE, True),
        ("bigger", "2016-10: 50 51 50", FLAT_RANGE, False),
        ("range", "2016-10: 39 38 37", "2016/17 40..60 flat", True),
        ("none", "2016-10: 39 38 37", FLAT_RANGE, False),
    ],
)
def test_a_run_says_when_unread_figures_might_lengthen_it(
    definition: str, series: str, targets: str, reaches: bool
) -> None:
    run = worsening_run(definition_of(definition), series_of(series, earlier_left_out=True), targets_of(targets))
    assert run.reaches_unread is reaches


def test_a_run_of_a_range_says_when_an_unread_range_might_lengthen_it() -> None:
    series = series_of("2016-09: 39 38 37 36")
    targets = "2016-11 40..60; 2016-12 40..60"
    for left_out in (True, False):
        run = worsening_run(definition_of("range"), series, targets_of(targets, earlier_left_out=left_out))
        assert (len(run.moves), run.ended_by, run.reaches_unread) == (1, RunEnd.NO_RANGE, left_out)


def flipped(definition: Definition) -> Definition:
    return replace(definition, good_is=OTHER_WAY.get(definition.good_is, definition.good_is))


def mirrored_series(series: Series) -> Series:
    """Every value with its sign turned."""
    return Series.of(replace(one, value=None if one.value is None else -one.value) for one in series)


def mirrored_targets(targets: Targets) -> Targets:
    """Every level with its sign turned; a range then runs from its turned upper end to its turned lower end."""
    return Targets.of(
        replace(
            row,
            value=-row.value if row.value_to is None else -row.value_to,
            value_to=None if row.value_to is None else -row.value,
            profile=mirrored_profile(row.profile),
        )
        for row in targets.rows
    )


def mirrored_profile(profile: Profile | None) -> Profile | None:
    if profile is None or profile.start is None:
        return profile
    return replace(profile, start=-profile.start)


def travels(history: History, definition: Definition, series: Series, targets: Targets) -> list[Direction]:
    """Both directions of every figure of the history."""
    return [
        since(definition, series, targets, one).direction
        for one in series
        for since in (since_previous, since_last_year)
    ]


@FEWER
@given(histories())
def test_flipping_good_is_flips_travel(history: History) -> None:
    if history.definition.good_is is Polarity.RANGE:
        return
    straight = travels(history, history.definition, history.series, history.targets)
    other = travels(history, flipped(history.definition), history.series, history.targets)
    assert other == [FLIPPED[direction] for direction in straight]


@FEWER
@given(histories())
def test_flipping_good_is_and_every_sign_changes_no_travel(history: History) -> None:
    straight = travels(history, history.definition, history.series, history.targets)
    turned_series, turned_targets = mirrored_series(history.series), mirrored_targets(history.targets)
    if history.definition.good_is is Polarity.RANGE and any(row.profile for row in history.targets.rows):
        return  # only a flat range has a mirror image, as a profile moves its lower end only
    assert travels(history, flipped(history.definition), turned_series, turned_targets) == straight


@FEWER
@given(histories())
def test_flipping_good_is_flips_a_run(history: History) -> None:
    """A run of worsening becomes an improvement, and with every sign turned it is the same run again."""
    if history.definition.good_is is Polarity.RANGE:
        return
    run = worsening_run(history.definition, history.series, history.targets)
    other = worsening_run(flipped(history.definition), history.series, history.targets)
    assert other.evaluated is run.evaluated
    if run.moves and history.definition.good_is in OTHER_WAY:
        assert (other.moves, other.ended_by) == ((), RunEnd.BETTER)
    again = worsening_run(flipped(history.definition), mirrored_series(history.series), history.targets)
    assert again.ended_by is run.ended_by
    assert [move.earlier_period for move in again.moves] == [move.earlier_period for move in run.moves]


@FEWER
@given(histories())
def test_a_run_is_made_of_worsening_steps_in_a_row_that_end_at_the_latest_figure(history: History) -> None:
    run = worsening_run(history.definition, history.series, history.targets)
    if run.moves:
        assert run.moves[-1].later == history.series.latest
    assert {move.direction for move in run.moves} <= {Direction.WORSENING}
    for earlier, later in zip(run.moves, run.moves[1:], strict=False):
        assert later.earlier == earlier.later
    for move in run.moves:
        assert move.later is not None
        assert move.earlier is not None
        assert move.later.period.previous == move.earlier.period


@FEWER
@given(histories())
def test_the_first_step_of_travel_is_the_last_step_of_a_run(history: History) -> None:
    run = worsening_run(history.definition, history.series, history.targets)
    last = since_previous(history.definition, history.series, history.targets, history.series.latest)
    if run.evaluated:
        assert bool(run.moves) is (last.direction is Direction.WORSENING)


@given(ODD_NUMBERS, ODD_NUMBERS, st.sampled_from([Polarity.BIGGER, Polarity.SMALLER]))
def test_two_figures_and_nothing_else(earlier: Decimal, later: Decimal, good_is: Polarity) -> None:
    definition = Definition("X1", good_is, Unit.COUNT, Frequency.MONTHLY, Basis.PERIOD)
    period: Period = parse("2016-12")
    series = Series.of([Observation(period.previous, earlier), Observation(period, later)])
    found = since_previous(definition, series, Targets.of(()), series.latest)
    if earlier == later:
        assert found.direction is Direction.STEADY
    else:
        better = later > earlier if good_is is Polarity.BIGGER else later < earlier
        assert found.direction is (Direction.IMPROVING if better else Direction.WORSENING)
    assert found.change is not None
    assert (found.change > 0) is (later > earlier)
