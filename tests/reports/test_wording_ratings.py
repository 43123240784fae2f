"""Words about ratings: every reason the core can give for a colour has its own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.domain.assessment import Assessment
from indicators.domain.definitions import Colour, Polarity
from indicators.domain.rating import Rating, Scheme, ShownRating, Why
from reports.wording import ratings
from reports.wording.voice import Voice
from tests.domain.from_text import definition_of, scheme_of
from tests.reports.worded import assessed, voice_of


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
    nothing = Rating(Colour.NONE, Why.NO_FIGURE, Polarity.BIGGER, Scheme())
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
