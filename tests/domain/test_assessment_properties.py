"""What holds for every assessment: nothing later matters, older figures change nothing newer, and it never fails."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.assessment import Assessment, Point
from indicators.domain.definitions import Colour, Polarity
from indicators.domain.exception_report import CommitteeRules, Finding, find, in_order
from indicators.domain.periods import Period
from indicators.domain.rating import Override
from indicators.domain.series import Observation, Series
from indicators.domain.targets import TargetRow, Targets
from indicators.domain.travel import Because, Direction, Run, RunEnd
from tests.domain.plain_twins import gap_by_hand
from tests.domain.strategies import COLOURS, FEWER, LEVELS, History, flags_for, histories, odd_histories

RULES = st.builds(CommitteeRules, st.sampled_from([Decimal(0), Decimal(2), Decimal(5), Decimal(10)]), st.integers(1, 4))


def periods_of(history: History) -> list[Period]:
    return [one.period for one in history.series]


def newest_of(found: Assessment) -> Point | None:
    return found.latest and replace(found.latest, moved_by_target=False)


@FEWER
@given(odd_histories(), RULES, st.data())
def test_odd_data_gets_a_reason_and_never_an_error(
    history: History, rules: CommitteeRules, data: st.DataObject
) -> None:
    found = history.assess()
    finding = find(found, rules, data.draw(flags_for([history.as_at, *periods_of(history)])))
    assert in_order([finding, finding]) == [finding, finding]
    assert finding.nearly in (True, False)
    assert found.colour in Colour
    for point in found.points:
        computed = point.rating.computed
        assert computed.why
        assert computed.printed_gap is None or abs(computed.printed_gap - computed.gap) <= Decimal("0.005")


@FEWER
@given(histories(), st.lists(LEVELS, max_size=4), st.data())
def test_nothing_later_than_as_at_matters(history: History, values: list[Decimal], data: st.DataObject) -> None:
    known = history.series.up_to(history.as_at)
    first = max((one.period.number for one in known), default=history.definition.frequency.months * 0)
    template = Period(history.definition.frequency, first)
    later = [template.plus(step) for step in range(1, 30)]
    later = [one for one in later if one.last_month_number > history.as_at.last_month_number][: len(values)]
    more = replace(
        history,
        series=Series.of([*known, *(Observation(period, value) for period, value in zip(later, values, strict=False))]),
        overrides=history.overrides | {period: Override(period, Colour.RED, "later") for period in later},
        definition=replace(
            history.definition, breaks=(*history.definition.breaks, *(period.last_month for period in later))
        ),
        targets=Targets.of(
            [row for row in history.targets.rows if row.period not in later]
            + [TargetRow(period, data.draw(LEVELS)) for period in later]
        ),
    )
    less = replace(
        history, series=known, targets=Targets.of(row for row in history.targets.rows if row.period not in later)
    )
    assert replace(more.assess(), definition=history.definition) == less.assess()


@FEWER
@given(histories(), st.lists(LEVELS, min_size=1, max_size=5))
def test_an_older_figure_never_changes_the_newest_rating(history: History, values: list[Decimal]) -> None:
    if not history.series:
        return
    oldest = history.series.observations[0].period
    older = [Observation(oldest.plus(-1 - back), value) for back, value in enumerate(values)]
    before = history.assess()
    after = replace(history, series=Series.of([*older, *history.series])).assess()
    if before.latest is None:
        return
    assert newest_of(after) == newest_of(before)
    assert after.newest == before.newest
    assert_same_travel(before, after)
    assert_run_only_grows(before.run, after.run)
    assert after.periods_in_colour >= before.periods_in_colour


def assert_same_travel(before: Assessment, after: Assessment) -> None:
    """Comparisons whose figures were both there already."""
    for old, new in (
        (before.since_previous, after.since_previous),
        (before.since_last_year, after.since_last_year),
    ):
        assert new == old or old.because is Because.NO_EARLIER_ROW or old.earlier is None


def assert_run_only_grows(before: Run, after: Run) -> None:
    """A run whose figures are all newer is the same; one that began with the series may begin earlier now."""
    assert after.evaluated is before.evaluated
    if before.ended_by is RunEnd.START:
        assert after.moves[len(after.moves) - len(before.moves) :] == before.moves
    else:
        assert after == before


@FEWER
@given(histories(), COLOURS, st.data())
def test_what_is_shown_never_changes_what_is_computed(history: History, colour: Colour, data: st.DataObject) -> None:
    plain = replace(history, overrides={}).assess()
    periods = [point.period for point in plain.points]
    chosen = data.draw(st.sets(st.sampled_from(periods)))
    overrides = {period: Override(period, colour, "checked by audit") for period in chosen}
    shown = replace(history, overrides=overrides).assess()
    for one, other in zip(plain.points, shown.points, strict=True):
        assert other.rating.computed == one.rating.computed
        has_figure = one.observation is not None and one.observation.has_figure
        assert other.rating.colour is (colour if one.period in chosen and has_figure else one.rating.computed.colour)
    assert (shown.run, shown.since_previous, shown.since_last_year) == (
        plain.run,
        plain.since_previous,
        plain.since_last_year,
    )
    assert find(shown, CommitteeRules(), []).off_target.by_size == find(plain, CommitteeRules(), []).off_target.by_size


@FEWER
@given(histories())
def test_the_latest_is_the_newest_point_with_a_figure(history: History) -> None:
    found = history.assess()
    known = [one for one in history.series if one.period.last_month_number <= history.as_at.last_month_number]
    with_figure = [one for one in known if one.has_figure]
    assert found.newest == (known[-1] if known else None)
    if found.latest is None:
        assert not with_figure
    else:
        assert found.latest.observation == with_figure[-1]
        assert found.months_old is not None
        assert found.months_old >= 0
        same = [point for point in found.points if point.period == found.latest.period]
        assert same in ([], [found.latest])


@FEWER
@given(histories())
def test_the_decimal_context_of_the_caller_is_of_no_meaning(history: History) -> None:
    straight = history.assess()
    with localcontext() as rough:
        rough.prec = 2
        same = history.assess()
    assert same == straight


def recomputed(finding: Finding, rules: CommitteeRules) -> tuple[bool, bool]:
    """Do rules 1 and 2 fire? From the kept evidence alone, by hand."""
    found, off = finding.assessment, finding.off_target
    shown = found.latest.rating if found.latest else None
    red = shown is not None and Colour.RED in (shown.colour, shown.computed.colour)
    far = False
    if off.shortfall is not None and off.shortfall.bound:
        far = Fraction(off.shortfall.worse) / abs(Fraction(off.shortfall.bound)) * 100 >= Fraction(off.threshold)
        far = far and off.shortfall.worse > 0
    return red or far, finding.deteriorating.run.evaluated and len(
        finding.deteriorating.run.moves
    ) >= rules.worsening_moves


@FEWER
@given(histories(), RULES, st.data())
def test_the_evidence_of_every_exception_gives_the_same_answer_again(
    history: History, rules: CommitteeRules, data: st.DataObject
) -> None:
    flags = data.draw(flags_for(periods_of(history)))
    found = history.assess()
    finding = find(found, rules, flags)
    assert (finding.off_target.fired, finding.deteriorating.fired) == recomputed(finding, rules)
    assert (finding.off_target.threshold, finding.deteriorating.moves_wanted) == (
        rules.off_target_from,
        rules.worsening_moves,
    )
    assert_shortfall_is_of_the_latest_figure(finding)
    assert_moves_are_worse(finding)
    for outcome in (finding.budget, finding.corporate_risk, finding.added, finding.left_out):
        assert outcome.flag is None or (outcome.flag in flags and outcome.flag.rule is outcome.rule)
    assert finding.is_exception is (
        finding.added.fired or (any(one.fired for one in finding.outcomes[:4]) and not finding.left_out.fired)
    )
    assert not (finding.nearly and finding.is_exception)


def assert_shortfall_is_of_the_latest_figure(finding: Finding) -> None:
    found, short = finding.assessment, finding.off_target.shortfall
    if short is None:
        return
    assert found.latest is not None
    assert found.latest.target is not None
    assert found.latest.observation is not None
    assert found.latest.observation.value is not None
    measured = gap_by_hand(found.definition.good_is, found.latest.observation.value, found.latest.target)
    assert measured == (Fraction(short.worse), Fraction(short.bound))


def assert_moves_are_worse(finding: Finding) -> None:
    """Each move of a run joins neighbours of one definition, and is worse by its own two figures."""
    definition = finding.assessment.definition
    for move in finding.deteriorating.run.moves:
        assert move.direction is Direction.WORSENING
        assert move.earlier is not None
        assert move.later is not None
        assert move.earlier.value is not None
        assert move.later.value is not None
        assert move.later.period.since(move.earlier.period) == 1
        change = move.later.value - move.earlier.value
        assert move.change == change
        if definition.good_is is not Polarity.RANGE:
            assert change < 0 if definition.good_is is Polarity.BIGGER else change > 0
