"""Words about ratings, travel and rules: every reason the core can give has its own, and none says what it must not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain import periods
from indicators.domain.assessment import Assessment, assess
from indicators.domain.definitions import Basis, Colour, Polarity
from indicators.domain.exception_report import CommitteeRules, Finding, Flag, Rule, find
from indicators.domain.periods import Frequency, Period, parse
from indicators.domain.rating import Rating, Scheme, ShownRating, Why
from indicators.domain.series import Observation, Status
from indicators.domain.travel import Because, Comparison, Direction, RunEnd, since_last_year, since_previous
from reports.wording import ratings, rules, travel, voice
from reports.wording.tokens import Speaker
from reports.wording.voice import Voice
from tests.domain.from_text import definition_of, overrides_of, scheme_of, series_of, targets_of
from tests.domain.strategies import History, histories, odd_histories

NOVEMBER = periods.month(2016, 11)


def assessed(
    figures: str,
    targets: str = "",
    definition: str = "smaller",
    *,
    scheme: str = "percent_of_target 0 5",
    overrides: str = "",
    breaks: str = "",
    as_at: str = "2016-11",
) -> Assessment:
    return assess(
        definition_of(definition, breaks=breaks),
        series_of(figures),
        targets_of(targets),
        scheme_of(scheme),
        overrides_of(overrides),
        parse(as_at),
    )


def voice_of(assessment: Assessment, decimals: int | None = None, suppress_below: int | None = None) -> Voice:
    return Voice(assessment.definition, decimals, suppress_below)


def shown(assessment: Assessment) -> ShownRating:
    assert assessment.latest is not None
    return assessment.latest.rating


def why_said(assessment: Assessment, decimals: int | None = None) -> str:
    return ratings.rating_words(voice_of(assessment, decimals), shown(assessment))


# Ratings

WHY: dict[Why, list[tuple[Assessment, str]]] = {
    Why.MET: [
        (assessed("2016-11: 580", "2016-11 590", "smaller count"), "1.7% better than the target of 590."),
        (assessed("2016-11: 590", "2016-11 590", "smaller count"), "On the target of 590."),
        (assessed("2016-11: 92", "2016-11 88..95", "range"), "Within the range of 88% to 95%."),
        (assessed("2016-11: 0", "2016-11 0"), "On the target of 0%."),
        (
            assessed("2016-11: -3", "2016-11 0", "smaller pounds", scheme="points 0 5"),
            "£3 better than the target of £0.",
        ),
    ],
    Why.WITHIN_GREEN: [
        (
            assessed("2016-11: 599", "2016-11 590", "smaller count", scheme="percent_of_target 2 10"),
            "1.5% worse than the target of 590, which is green up to 2%.",
        ),
        (
            assessed("2016-11: 87", "2016-11 88", "bigger", scheme="points 1 2"),
            "1 percentage point worse than the target of 88%, which is green up to 1 percentage point.",
        ),
    ],
    Why.SHORT: [
        (
            assessed("2016-11: 87.1", "2016-11 90", "bigger"),
            "3.2% worse than the target of 90%; red from 5%.",
        ),
        (
            assessed("2016-11: 96", "2016-11 88..95", "range"),
            "1.1% above the range of 88% to 95%; red from 5%.",
        ),
        (
            assessed("2016-11: 619.352", "2016-11 590", "smaller per_100k"),
            "4.97% worse than the target of 590; red from 5%.",
        ),
    ],
    Why.FAR_SHORT: [
        (
            assessed("2016-11: 637", "2016-11 590", "smaller per_100k"),
            "8.0% worse than the target of 590; red from 5%.",
        ),
        (
            assessed("2016-11: 80", "2016-11 88..95", "range"),
            "9.1% below the range of 88% to 95%; red from 5%.",
        ),
        (
            assessed("2016-11: 700000", "2016-11 0", "smaller pounds", scheme="points 0 500000"),
            "£700,000 worse than the target of £0; red from £500,000.",
        ),
    ],
    Why.AT_GREEN_LEVEL: [
        (
            assessed("2016-11: 20", "", "smaller days", scheme="thresholds green 20; red 30"),
            "At the green level of 20 or better.",
        ),
    ],
    Why.BETWEEN_LEVELS: [
        (
            assessed("2016-11: 25", "", "smaller days", scheme="thresholds green 20.5; red 30"),
            "Between the green level of 20.5 and the red level of 30.",
        ),
    ],
    Why.AT_RED_LEVEL: [
        (
            assessed("2016-11: 31", "", "smaller days", scheme="thresholds green 20; red 30"),
            "At the red level of 30 or worse.",
        ),
    ],
    Why.IN_BAND: [
        (
            assessed("2016-11: 7", "", "smaller score", scheme="bands green 1-5; amber 6-15; red 16-25"),
            "In the amber band, 6 to 15.",
        ),
        (assessed("2016-11: 3", "", "smaller score", scheme="bands green 3"), "In the green band, 3."),
    ],
    Why.JUDGED: [
        (
            assessed("2016-11: amber", "", "none judgement", scheme="judgement"),
            "Judged by a person: in the view of the project board.",
        ),
    ],
    Why.NO_TARGET: [(assessed("2016-11: 5"), "Not rated: no target for November 2016.")],
    Why.NO_RANGE: [
        (assessed("2016-11: 5", "2016-11 4", "range"), "Not rated: the range for November 2016 has no upper end."),
    ],
    Why.NO_GOOD_WAY: [
        (
            assessed("2016-11: 5", "2016-11 4", "none"),
            "Not rated: for this indicator neither bigger nor smaller is better.",
        ),
    ],
    Why.ZERO_TARGET_MISSED: [
        (
            assessed("2016-11: 5", "2016-11 0", "smaller count"),
            "Not rated: the target is zero and was missed, and a percentage of zero has no size; a scheme in points "
            "could rate it.",
        ),
    ],
    Why.OUTSIDE_BANDS: [
        (
            assessed("2016-11: 26", "", "smaller score", scheme="bands green 1-5; red 16-25"),
            "Not rated: the value is in none of the bands.",
        ),
    ],
    Why.NO_LEVELS: [
        (
            assessed("2016-11: 25", "", "bigger days", scheme="thresholds green 20; red 30"),
            "Not rated: the levels of its scheme do not fit which way is good.",
        ),
    ],
    Why.NOT_JUDGED: [
        (assessed("2016-11: 5", "", "bigger", scheme="judgement"), "Not rated: nobody has judged it."),
    ],
}


@pytest.mark.parametrize("why", WHY)
def test_every_reason_for_a_colour_has_its_words(why: Why) -> None:
    for assessment, words in WHY[why]:
        assert shown(assessment).computed.why is why
        assert why_said(assessment) == words


def test_no_reason_for_a_colour_is_left_out() -> None:
    assert set(WHY) == set(Why) - {Why.NO_FIGURE}
    nothing = Rating(Colour.NONE, Why.NO_FIGURE, Scheme())
    assert ratings.rating_words(Voice(definition_of()), ShownRating(nothing)) == "Not rated: there is no figure yet."
    assert len({words for cases_of in WHY.values() for _, words in cases_of}) == sum(map(len, WHY.values()))


def test_levels_and_targets_are_printed_as_they_were_set() -> None:
    """Rounded to the places of the figures, 2.5 days would be 3: another target."""
    set_by_hand = assessed("2016-11: 3", "2016-11 2.5", "smaller days")
    assert why_said(set_by_hand, 0) == "20.0% worse than the target of 2.5; red from 5%."
    by_levels = assessed("2016-11: 3", "", "smaller days", scheme="thresholds green 2.5; red 3.5")
    assert why_said(by_levels, 0) == "Between the green level of 2.5 and the red level of 3.5."
    assert ratings.how_rated(voice_of(by_levels, 0), by_levels.scheme)[0].startswith(
        "Green at 2.5 or better, red at 3.5"
    )


def test_a_worked_out_target_is_rounded_as_figures_are() -> None:
    line = assessed("2016-05: 7", "2016/17 13 linear 14", "smaller", as_at="2016-05")
    target = line.latest.target
    assert target.value == Decimal("13.833333")
    quarter = assessed("2016-06: 7", "2016/17 28.5 shares 25 50 75 100", "smaller year_to_date", as_at="2016-06")
    assert quarter.latest.target.value == Decimal("7.125")
    assert voice_of(quarter).target(quarter.latest.target) == "7.13%", "as Norfolk printed it in 2014"
    assert [voice_of(line, decimals).target(target) for decimals in (None, 0, 1, 4)] == [
        "13.83%",
        "14%",
        "13.8%",
        "13.8333%",
    ]
    flat = assessed("2016-05: 7", "2016/17 2.5 flat", "smaller", as_at="2016-05")
    assert voice_of(flat, 0).target(flat.latest.target) == "2.5%"


def test_a_gap_in_points_is_printed_with_the_places_of_the_figures() -> None:
    ratio = assessed("2016-11: 86.123456", "2016-11 88", "bigger", scheme="points 0 2")
    assert why_said(ratio, 1) == "1.9 percentage points worse than the target of 88.0%; red from 2 percentage points."
    near = assessed("2016-11: 86.012345", "2016-11 88", "bigger", scheme="points 0 2")
    assert why_said(near, 1) == "1.99 percentage points worse than the target of 88.0%; red from 2 percentage points."


HOW = {
    "percent_of_target 0 5": "Green at the target or better, red from 5% of the target worse, amber between.",
    "percent_of_target 2 10": "Green within 2% of the target, red from 10% of the target worse, amber between.",
    "points 0.5 2": "Green within 0.5 days of the target, red from 2 days worse, amber between.",
    "thresholds green 20; red 30": "Green at 20 or better, red at 30 or worse, amber between.",
    "bands green 1-5; amber 6-15; red 16-25": "Green: 1 to 5; amber: 6 to 15; red: 16 to 25.",
    "judgement": "A person judges it red, amber or green, with a reason.",
    "bands": "Not rated: its scheme has no levels.",
}


@pytest.mark.parametrize("scheme", HOW)
def test_how_it_is_rated_in_a_sentence(scheme: str) -> None:
    (words,) = ratings.how_rated(Voice(definition_of("smaller days")), scheme_of(scheme))
    assert words.startswith(HOW[scheme])


def test_how_a_range_and_a_measure_without_a_good_way_are_rated() -> None:
    (in_range,) = ratings.how_rated(Voice(definition_of("range")), Scheme())
    assert in_range.startswith("Green within the range, red from 5% of the nearest bound outside it, amber between.")
    (neither,) = ratings.how_rated(Voice(definition_of("none")), Scheme())
    assert neither == "Not rated: for this indicator neither bigger nor smaller is better."


def test_since_when_it_has_its_colour() -> None:
    monthly = assessed("2016-05: 637 640 641 650 660 662 663", "2016/17 590 flat")
    assert ratings.since_words(monthly) == "Red for 7 months, since May 2016"
    annual = assessed("2015/16: 637", "2015/16 590", "smaller annual")
    assert ratings.since_words(annual) == "Red for 1 year, since 2015/16"
    quarterly = assessed("2016/17 Q1: 80 80", "2016/17 90 flat", "bigger quarterly")
    assert ratings.since_words(quarterly) == "Red for 2 quarters, since Q1 2016/17"
    assert ratings.since_words(assessed("2016-11: 5")) == ""


def test_an_override_says_both_colours_and_the_reason() -> None:
    one = assessed("2016-11: 637", "2016-11 590", overrides="2016-11 amber")
    assert ratings.override_words(shown(one)) == (
        "Computed: red. Set to amber by hand: the audit found the figure wrong."
    )
    assert ratings.override_words(shown(assessed("2016-11: 637", "2016-11 590"))) == ""


# Travel

BECAUSE: dict[Because, list[tuple[Comparison, str]]] = {}


def compared(
    because: Because,
    words: str,
    figures: str,
    definition: str = "smaller",
    targets: str = "",
    *,
    breaks: str = "",
    since: Callable[..., Comparison] = since_previous,
) -> None:
    made, series = definition_of(definition, breaks=breaks), series_of(figures)
    comparison = since(made, series, targets_of(targets), series.latest)
    BECAUSE.setdefault(because, []).append((comparison, words))
    COMPARED[id(comparison)] = Voice(made)


COMPARED: dict[int, Voice] = {}
compared(Because.BETTER, "better than October 2016", "2016-10: 3 2")
compared(Because.WORSE, "worse than October 2016", "2016-10: 2 3")
compared(Because.WORSE, "worse than November 2015", "2015-11: 2 . . . . . . . . . . . 3", since=since_last_year)
compared(Because.WORSE, "worse than Q2 2016/17", "2016/17 Q2: 2 3", "smaller quarterly")
compared(Because.EQUAL, "unchanged as printed since October 2016", "2016-10: 3.1 3.1")
compared(Because.EQUAL, "unchanged as printed since October 2016", "2016-10: 3 3", "smaller score")
compared(Because.EQUAL, "unchanged since October 2016", "2016-10: 3.10 3.10")
compared(Because.EQUAL, "unchanged since October 2016", "2016-10: 3 3", "smaller count")
compared(
    Because.EQUAL,
    "as far from its range as in October 2016",
    "2016-10: 87 96",
    "range",
    "2016-10 88..95; 2016-11 88..95",
)
compared(Because.NO_FIGURE, "not comparable: there is no figure", "2016-10: awaited")
compared(Because.NO_EARLIER_ROW, "not comparable with October 2016 (no figure)", "2016-11: 3")
compared(Because.NO_EARLIER_VALUE, "not comparable with October 2016 (awaited)", "2016-10: awaited 3")
compared(Because.NO_EARLIER_VALUE, "not comparable with October 2016 (cannot be reported)", "2016-10: not_reportable 3")
compared(
    Because.BREAK,
    "not comparable with October 2016 (the definition changed from November 2016)",
    "2016-10: 2 3",
    breaks="2016-11",
)
compared(
    Because.YEAR_TO_DATE,
    "not comparable with October 2016 (a year-to-date figure grows through the year)",
    "2016-10: 2 3",
    "smaller year_to_date",
)
compared(Because.NO_GOOD_WAY, "not comparable with October 2016 (neither way is better)", "2016-10: 2 3", "none")
compared(
    Because.JUDGEMENT,
    "not comparable with October 2016 (judged by a person)",
    "2016-10: red amber",
    "none judgement",
)
compared(Because.NO_RANGE, "not comparable with October 2016 (no range)", "2016-10: 2 3", "range")
compared(
    Because.RANGE_CHANGED,
    "not comparable with October 2016 (its range changed)",
    "2016-10: 2 3",
    "range",
    "2016-10 1..2; 2016-11 1..3",
)


@pytest.mark.parametrize("because", BECAUSE)
def test_every_reason_of_travel_has_its_words(because: Because) -> None:
    for comparison, words in BECAUSE[because]:
        assert comparison.because is because
        assert travel.arrow_words(COMPARED[id(comparison)], comparison) == words


def test_no_reason_of_travel_is_left_out() -> None:
    assert set(BECAUSE) == set(Because)
    assert set(travel.ARROW_WORDS) == set(Direction)


def test_no_change_is_said_where_nothing_may_be_compared() -> None:
    for some in BECAUSE.values():
        for comparison, _ in some:
            words = travel.change_words(COMPARED[id(comparison)], comparison)
            if comparison.direction is Direction.NOT_COMPARABLE:
                assert words == ""


CHANGES = {  # two months, the definition, the places shown: the change
    ("707.0 616.4", "smaller per_100k", None): "down 90.6 per 100,000, 12.8 per cent of the earlier figure",
    ("80.0 84.0", "bigger percent", None): "up 4.0 percentage points",
    ("75.204675 73.8", "bigger percent", 1): "down 1.4 percentage points",
    ("75.20 75.21", "bigger percent", 1): "up 0.01 percentage points",
    ("20 0", "smaller count", None): "down 20, 100.0 per cent of the earlier figure",
    ("0 20", "smaller count", None): "up 20",
    ("-10 -15", "smaller pounds", None): "down £5, 50.0 per cent of the earlier figure",
    ("30 31", "smaller days", None): "up 1 day, 3.3 per cent of the earlier figure",
    ("5 5", "smaller days", None): "",
}


@pytest.mark.parametrize(("given", "words"), CHANGES.items())
def test_percentage_points_are_told_from_per_cent_of_the_earlier_figure(
    given: tuple[str, str, int | None], words: str
) -> None:
    """The 2017 paper gave “down 15%” for 707.0 to 616.4, dividing by the later figure: it is 12.8."""
    figures, definition, decimals = given
    made, series = definition_of(definition), series_of(f"2016-10: {figures}")
    comparison = since_previous(made, series, targets_of(), series.latest)
    assert travel.change_words(Voice(made, decimals), comparison) == words


# Rules

RUN_ENDS: dict[RunEnd, tuple[Assessment, str]] = {
    RunEnd.BETTER: (assessed("2016-10: 3 2"), "Better than the period before."),
    RunEnd.TIE: (assessed("2016-10: 3 3"), "Unchanged since the period before."),
    RunEnd.GAP: (assessed("2016-09: 1 . 3"), "No figure for the period before."),
    RunEnd.BREAK: (
        assessed("2016-10: 2 3", breaks="2016-11"),
        "Nothing comparable before it: the definition or range changed.",
    ),
    RunEnd.START: (assessed("2016-11: 3"), "Its first figure."),
    RunEnd.YEAR_TO_DATE: (
        assessed("2016-10: 2 3", definition="smaller year_to_date"),
        "Not looked for: year-to-date figures always move.",
    ),
    RunEnd.NO_GOOD_WAY: (assessed("2016-10: 2 3", definition="none"), "Not looked for: neither way is better."),
    RunEnd.JUDGEMENT: (
        assessed("2016-10: red red", definition="none judgement"),
        "Not looked for: judged by a person.",
    ),
    RunEnd.NO_RANGE: (
        assessed("2016-10: 2 3", definition="range"),
        "Not looked for: there is no range to compare with.",
    ),
    RunEnd.NO_FIGURE: (assessed("2016-10: awaited"), "Not looked for: there is no figure."),
}


def found(
    assessment: Assessment, rule: Rule = Rule.OFF_TARGET, *flags: Flag, **settings: object
) -> tuple[Finding, str]:
    finding = find(assessment, CommitteeRules(**settings), flags)
    (outcome,) = (one for one in finding.outcomes if one.rule is rule)
    return finding, rules.evidence(voice_of(assessment), outcome, assessment)


@pytest.mark.parametrize("end", RUN_ENDS)
def test_every_end_of_a_run_has_its_words(end: RunEnd) -> None:
    assessment, words = RUN_ENDS[end]
    assert assessment.run.ended_by is end
    assert found(assessment, Rule.DETERIORATING)[1] == words


def test_no_end_of_a_run_is_left_out() -> None:
    assert set(RUN_ENDS) == set(RunEnd)
    assert len({words for _, words in RUN_ENDS.values()}) == len(RunEnd)


RUNS = {
    "2016-08: 1 2 3 4": "Worse three times in a row, in Sep, Oct and Nov 2016.",
    "2016-10: 1 2": "Worse than the period before, in Nov 2016; the rule asks for three in a row.",
    "2016-09: 1 2 3": "Worse twice in a row, in Oct and Nov 2016; the rule asks for three in a row.",
    "2015-10: 1 2 3 4 5 6 7 8 9 10 11 12 13 14": "Worse 13 times in a row, in Nov, Dec 2015, Jan, Feb, Mar, Apr, May, "
    "Jun, Jul, Aug, Sep, Oct and Nov 2016.",
}


@pytest.mark.parametrize(("figures", "words"), RUNS.items())
def test_a_run_names_its_months(figures: str, words: str) -> None:
    assert found(assessed(figures), Rule.DETERIORATING)[1] == words


def test_a_run_of_quarters_and_of_years() -> None:
    quarters = assessed("2015/16 Q4: 1 2 3 4", definition="smaller quarterly", as_at="2016-12")
    assert found(quarters, Rule.DETERIORATING)[1] == (
        "Worse three times in a row, in Q1 2016/17, Q2 2016/17 and Q3 2016/17."
    )
    years = assessed("2012/13: 1 2 3 4", definition="smaller annual")
    assert found(years, Rule.DETERIORATING)[1] == "Worse three times in a row, in 2013/14, 2014/15 and 2015/16."


def test_evidence_of_off_target() -> None:
    red = assessed("2016-11: 637", "2016-11 590", "smaller per_100k")
    assert found(red)[1] == "8.0% worse than the target of 590."
    wide = "percent_of_target 2 10"
    amber = assessed("2016-11: 637", "2016-11 590", "smaller per_100k", scheme=wide)
    assert found(amber)[1] == "8.0% worse than the target of 590: 5% or more, though amber by its own scheme."
    by_hand = assessed("2016-11: 637", "2016-11 590", scheme=wide, overrides="2016-11 green")
    assert found(by_hand)[1] == "8.0% worse than the target of 590%: 5% or more, though set to green by hand."
    strict = assessed("2016-11: 599", "2016-11 590", "smaller count", scheme="percent_of_target 0 1")
    assert found(strict)[1] == "1.5% worse than the target of 590; rated red."
    shown_red = assessed("2016-11: 599", "2016-11 590", "smaller count", overrides="2016-11 red")
    assert found(shown_red)[1] == "1.5% worse than the target of 590; set to red by hand."
    shown_amber = assessed("2016-11: 637", "2016-11 590", "smaller count", overrides="2016-11 amber")
    assert found(shown_amber)[1] == "8.0% worse than the target of 590; computed red, set to amber by hand."
    nearly = assessed("2016-11: 619.352", "2016-11 590", "smaller count", scheme="percent_of_target 2 10")
    assert found(nearly)[1] == "4.97% worse than the target of 590."
    assert found(assessed("2016-11: 3"))[1] == "No target for November 2016."
    assert found(assessed("2016-10: awaited"))[1] == "There is no figure."
    level = assessed("2016-11: 31", "", "smaller days", scheme="thresholds green 20; red 30")
    assert found(level)[1] == "At the red level of 30 or worse; rated red."
    untargeted = assessed("2016-11: 3", overrides="2016-11 red")
    assert found(untargeted)[1] == "Not rated: no target for November 2016; set to red by hand."


def test_evidence_of_what_an_officer_said() -> None:
    flag = Flag(NOVEMBER, Rule.BUDGET, "Line 7 is overspent")
    assert found(assessed("2016-11: 3"), Rule.BUDGET, flag)[1] == "Line 7 is overspent."
    assert found(assessed("2016-11: 3"), Rule.BUDGET)[1] == "Nobody has said so."
    assert set(rules.RULE_NAMES) == set(Rule)


def test_nearly_says_why() -> None:
    amber = assessed("2016-09: 590 591 599", "2016/17 590 flat", "smaller count")
    assert rules.nearly_words(found(amber)[0]) == (
        "Amber; worse twice in a row, in Oct and Nov 2016: one more would be an exception."
    )
    assert rules.nearly_words(found(assessed("2016-11: 3"))[0]) == ""


def test_a_committees_rules_are_said_with_its_settings() -> None:
    said = rules.rules_words(CommitteeRules(Decimal("7.50"), 2))
    assert said[0] == "Off target: rated red, or 7.5% or more worse than its target."
    assert said[1].startswith("Deteriorating: worse twice in a row, ")
    assert len(said) == 4


# Figures too small to be shown


@pytest.mark.parametrize(
    ("value", "numerator", "unit", "hidden"),
    [
        ("4", None, "count", True),
        ("5", None, "count", False),
        ("0", None, "count", True),
        ("4", None, "percent", False),  # the number of people is not known
        ("50", "4", "percent", True),
        ("4", "50", "percent", False),
        ("4", "50", "count", False),
        (None, None, "count", False),
    ],
)
def test_what_is_too_small_to_be_shown(value: str | None, numerator: str | None, unit: str, hidden: bool) -> None:
    observation = Observation(
        NOVEMBER,
        None if value is None else Decimal(value),
        Status.AWAITED if value is None else Status.FINAL,
        numerator=None if numerator is None else Decimal(numerator),
    )
    definition = definition_of(f"smaller {unit}")
    assert Voice(definition, suppress_below=5).hides(observation) is hidden
    assert not Voice(definition).hides(observation)
    assert not Voice(definition, suppress_below=5).hides(None)


# Everything the core can conclude


@given(histories() | odd_histories(), st.none() | st.integers(0, 3), st.none() | st.integers(0, 9))
def test_nothing_the_core_concludes_is_without_words(
    history: History, decimals: int | None, suppress_below: int | None
) -> None:
    """Total, as the core is: no word is missing, none stands for something a reader would not know."""
    assessment = history.assess()
    finding = find(assessment, CommitteeRules(), ())
    spoken = voice_of(assessment, decimals, suppress_below)
    said = [rules.evidence(spoken, outcome, assessment) for outcome in finding.outcomes]
    said += [travel.arrow_words(spoken, one) for one in (assessment.since_previous, assessment.since_last_year)]
    if assessment.latest is not None:
        said.append(ratings.rating_words(spoken, assessment.latest.rating))
    said += ratings.how_rated(spoken, assessment.scheme)
    assert all(said)
    everything = " ".join(said)
    assert "None" not in everything
    assert "Decimal" not in everything
    for comparison in (assessment.since_previous, assessment.since_last_year):
        if comparison.direction is Direction.NOT_COMPARABLE:
            assert travel.change_words(spoken, comparison) == ""


def test_every_closed_set_has_its_words() -> None:
    for words, members in (
        (voice.COLOUR_WORDS, Colour),
        (voice.STATUS_WORDS, Status),
        (voice.GOOD_IS_WORDS, Polarity),
        (voice.BASIS_WORDS, Basis),
        (voice.FREQUENCY_WORDS, Frequency),
    ):
        assert set(words) == set(members)
        assert len(set(words.values())) == len(members)


# Figure tokens


def speaker(
    figures: str,
    targets: str = "",
    definition: str = "smaller per_100k",
    *,
    breaks: str = "",
    suppress_below: int | None = None,
    as_at: str = "2016-11",
) -> Speaker:
    made = assessed(figures, targets, definition, breaks=breaks, as_at=as_at)
    return Speaker(voice_of(made, suppress_below=suppress_below), made, series_of(figures), targets_of(targets))


TOKENS = {
    "latest": "637",
    "target": "590",
    "rating": "red",
    "2016-10": "630",
    "Oct 2016": "630",
    "2016-09": "awaited",
    "change 2016-10 latest": "up 7 per 100,000, 1.1 per cent of the earlier figure",
    "change 2016-10 2016-11": "up 7 per 100,000, 1.1 per cent of the earlier figure",
    "change latest 2016-10": "down 7 per 100,000, 1.1 per cent of the earlier figure",
    "change 2016-10 2016-10": "no change",
    "change 2016-09 latest": "not comparable",
    "change Oct 2016 latest": "up 7 per 100,000, 1.1 per cent of the earlier figure",
    "change 2016-10": None,
    "change 2016-01 latest": None,
    "2016-12": None,  # later than the page
    "2016-01": None,
    "": None,
    "latest figure": None,
    "change": None,
    "Latest": None,
}


@pytest.mark.parametrize(("token", "said"), TOKENS.items())
def test_tokens_are_spoken(token: str, said: str | None) -> None:
    assert speaker("2016-08: 620 awaited 630 637 641", "2016-11 590").say(token) == said


def test_tokens_compare_nothing_that_may_not_be() -> None:
    running = speaker("2015-11: 3 4 . . . . . . . . . 7 8", definition="smaller year_to_date")
    assert running.say("change 2016-10 latest") == "not comparable"
    assert running.say("change 2015-11 latest") == "up 5 percentage points"
    assert speaker("2016-10: 2 3", breaks="2016-11").say("change 2016-10 latest") == "not comparable"
    assert speaker("2016-10: 2 3", definition="none count").say("change 2016-10 latest") == "not comparable"
    hidden = speaker("2016-09: 3 3 9", definition="smaller count", suppress_below=5)
    assert hidden.say("2016-10") == "a figure too small to be shown"
    assert hidden.say("change 2016-09 2016-10") == "not comparable", "not even that they are the same"
    assert hidden.say("change 2016-10 latest") == "not comparable"


def test_tokens_of_quarters_judgements_and_nothing() -> None:
    quarters = speaker("2016/17 Q1: 80 84", definition="bigger quarterly", as_at="2016-12")
    assert quarters.say("change 2016/17 Q1 2016/17 Q2") == "up 4 percentage points"
    assert quarters.say("change 2016/17 Q1 latest") == "up 4 percentage points"
    assert quarters.say("2016/17 Q1") == "80%"
    judged = speaker("2016-11: amber", definition="none judgement")
    assert (judged.say("latest"), judged.say("rating"), judged.say("target")) == ("amber", "amber", None)
    nothing = speaker("")
    assert (nothing.say("latest"), nothing.say("target"), nothing.say("rating")) == (None, None, "not rated")


def test_periods_of_a_token_are_those_of_the_indicator() -> None:
    one: Period = periods.quarter(2016, 3)
    assert speaker("2016-11: 637").say(one.written) is None
