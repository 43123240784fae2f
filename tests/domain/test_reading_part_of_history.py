"""An assessment made from the newest figures and targets only is the same as from all, or says that it may not be."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.assessment import Assessment, OlderFigure, lengthened
from indicators.domain.series import Series
from indicators.domain.targets import Targets
from tests.domain.strategies import AS_AT, FEWER, History, histories


def newest_part(history: History, first_month: int) -> History:
    """What ends in the month or later, with a mark on what was left out, as a bounded reading of a store gives it."""
    rows = [one for one in history.series if one.period.last_month_number >= first_month]
    aims = [one for one in history.targets.rows if one.period.last_month_number >= first_month]
    return replace(
        history,
        series=Series.of(rows, earlier_left_out=len(rows) < len(history.series)),
        targets=Targets.of(aims, earlier_left_out=len(aims) < len(history.targets.rows)),
    )


def verdicts(found: Assessment) -> Assessment:
    """Without the two marks that only speak of what was read."""
    return replace(found, history_needed=False, run=replace(found.run, reaches_unread=False))


@FEWER
@given(histories(), st.integers(0, 120), st.integers(0, 120))
def test_a_part_of_history_gives_the_same_verdicts_or_says_that_more_is_needed(
    history: History, back: int, targets_back: int
) -> None:
    part = newest_part(history, AS_AT.last_month_number - back)
    # Figures and targets may be cut at different months.
    targets = newest_part(history, AS_AT.last_month_number - targets_back).targets
    whole = history.assess()
    found = replace(part, targets=targets).assess()
    older = {one.period.number: OlderFigure(one.value, one.judged) for one in history.series if one.has_figure}
    followed = lengthened(found, older, history.targets, history.overrides) if found.streak_open else found
    assert found.history_needed or verdicts(followed) == verdicts(whole)
    assert (found.since, found.periods_in_colour) == (whole.since, whole.periods_in_colour) or (
        found.history_needed or found.streak_open
    )
    assert not whole.history_needed
    assert not whole.streak_open
    assert not whole.run.reaches_unread


@FEWER
@given(histories())
def test_nothing_more_is_needed_where_nothing_was_left_out(history: History) -> None:
    part = newest_part(history, 0)
    assert part.assess() == history.assess()


@FEWER
@given(histories())
def test_27_months_read_are_enough_for_most(history: History) -> None:
    """A figure that is not older than a year, in a colour and a run that end in time, needs no more."""
    part = newest_part(history, AS_AT.last_month_number - 27 * history.definition.frequency.months + 1)
    found = part.assess()
    if part.series.earlier_left_out and found.latest is not None and not found.run.moves:
        edge = part.series.observations[0].period
        first_looked_at = min(found.latest.period.year_earlier, found.points[0].period.previous)
        certain = edge <= first_looked_at and found.periods_in_colour < 6 and not part.targets.earlier_left_out
        assert not (certain and found.history_needed)
