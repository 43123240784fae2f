"""The words read in place of a chart: what it shows, and never a comparison that its basis forbids."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.assessment import assess
from indicators.domain.definitions import Basis
from indicators.domain.periods import parse
from indicators.domain.rating import Scheme
from reports.wording.pictures import alternative
from reports.wording.voice import Voice
from tests.domain.from_text import definition_of, series_of, targets_of
from tests.domain.strategies import History, histories, odd_histories


def words(
    figures: str,
    targets: str = "",
    definition: str = "smaller per_100k",
    *,
    breaks: str = "",
    decimals: int | None = None,
    suppress_below: int | None = None,
    as_at: str = "2016-12",
    periods: int = 25,
) -> str:
    made = definition_of(definition, breaks=breaks)
    found = assess(made, series_of(figures), targets_of(targets), Scheme(), {}, parse(as_at), periods)
    return alternative(Voice(made, decimals, suppress_below), found.recent)


SAID = {
    "Rose from 1.5 in March to 3.1 in November 2016, against a target of 1.5.": words(
        "2016-03: 1.5 1.6 1.7 1.8 2.0 2.5 3.0 3.1 3.1", "2016-11 1.5", as_at="2016-11"
    ),
    "Rose from 1.5 in November 2015 to 3.1 in November 2016, with no target.": words(
        "2015-11: 1.5 1.5 1.5 1.5 1.5 1.5 1.5 1.5 2.0 2.5 3.0 3.1 3.1", as_at="2016-11"
    ),
    "Fell from 3 in March to 2 in June 2016 (highest 4 in May 2016 and lowest 1 in April 2016), with no target.": words(
        "2016-03: 3 1 4 2", as_at="2016-06"
    ),
    "Stayed at 3.1 from March 2016 to May 2016, with no target.": words("2016-03: 3.1 3.1 3.1", as_at="2016-05"),
    "Ended where it began, at 3.1, from March 2016 to May 2016 (highest 4.0 in April 2016), with no target.": words(
        "2016-03: 3.1 4.0 3.1", as_at="2016-05"
    ),
    "One figure: 3.1 in May 2016, with no target.": words("2016-05: 3.1", as_at="2016-05"),
    "No figure to draw.": words("", as_at="2016-05"),
    "No figure to draw; awaited: Apr 16 and May 16.": words("2016-04: awaited awaited", as_at="2016-05"),
    "Rose from 1 in January to 2 in March 2016, with no target; cannot be reported: Feb 16; awaited: 5 periods.": words(
        "2016-01: 1 not_reportable 2 awaited awaited awaited awaited awaited", as_at="2016-08"
    ),
    "Rose from 70% in Q1 2016/17 to 80% in Q2 2016/17, against a range of 88% to 95%.": words(
        "2016/17 Q1: 70 80", "2016/17 88..95 flat", "range quarterly"
    ),
    "Fell from 70% in 2014/15 to 60% in 2015/16, against a target of 65%.": words(
        "2014/15: 70 60", "2015/16 65", "bigger annual"
    ),
}


@pytest.mark.parametrize("expected", SAID)
def test_what_a_chart_shows(expected: str) -> None:
    assert SAID[expected] == expected


def test_a_break_in_the_definition_begins_anew() -> None:
    """Norfolk 2014: self-directed support “rose” from 60.9% to 80.6% purely by definition."""
    said = words("2014-01: 60.9 61.0 80.6 80.7", "", "bigger", breaks="2014-03", as_at="2014-04")
    assert said == "Rose from 80.6% in March to 80.7% in April 2014, with no target."
    assert words("2014-01: 60.9 80.6", "", "bigger", breaks="2014-02", as_at="2014-02") == (
        "One figure: 80.6% in February 2014, with no target."
    )


def test_running_totals_meet_the_same_point_of_other_years_only() -> None:
    """Norfolk's admissions were 170.4 in July 2014 against 748.8 for the year: no fall."""
    figures = "2013-07: 160.0 220 280 340 400 460 520 600 748.8 50 90 130 170.4"
    said = words(figures, "", "smaller per_100k year_to_date", as_at="2014-07")
    assert said == "Rose from 160.0 in July 2013 to 170.4 in July 2014, with no target."
    alone = words("2014-04: 50 90 130 170.4", "", "smaller per_100k year_to_date", as_at="2014-07")
    assert alone == "One figure: 170.4 in July 2014, with no target."


def test_what_is_printed_alike_did_not_rise() -> None:
    said = words("2016-03: 3.14 3.06 3.11", decimals=1, as_at="2016-05")
    assert said == "Stayed at 3.1 from March 2016 to May 2016, with no target."
    said = words("2016-03: 3.14 3.26 3.11", decimals=1, as_at="2016-05")
    assert said.startswith("Ended where it began, at 3.1, from March 2016 to May 2016 (highest 3.3 in April 2016), ")


def test_figures_too_small_to_be_shown_are_not_among_them() -> None:
    said = words("2016-03: 9 3 7 1", "", "smaller count", suppress_below=5, as_at="2016-06")
    assert said == "Fell from 9 in March to 7 in May 2016, with no target; too small to be shown: Apr 16 and Jun 16."


def test_only_the_periods_drawn_are_spoken_of() -> None:
    assert words("2016-01: 9 1 2 3", as_at="2016-04", periods=3) == (
        "Rose from 1 in February to 3 in April 2016, with no target."
    )


@given(histories() | odd_histories(), st.none() | st.integers(0, 2), st.none() | st.integers(0, 100))
def test_every_chart_has_its_words(history: History, decimals: int | None, suppress_below: int | None) -> None:
    voice = Voice(history.definition, decimals, suppress_below)
    points = history.assess().recent
    said = alternative(voice, points)
    assert said.endswith(".")
    assert "None" not in said
    if history.definition.basis is Basis.YEAR_TO_DATE:
        seen = [point.period for point in points if f" in {point.period.name}" in said.partition(";")[0]]
        assert len({period.month_of_financial_year for period in seen}) <= 1, "one point of the year only"
    for point in points:
        observation = point.observation
        if observation is not None and voice.hides(observation) and observation.value not in _shown(history, voice):
            text = voice.value(observation.value)
            spoken = said.replace(",", " ").replace("(", " ").split("against")[0]
            assert f" {text} " not in spoken or _printed_elsewhere(history, voice, text)


def _shown(history: History, voice: Voice) -> set[Decimal | None]:
    return {one.value for one in history.series if not voice.hides(one)}


def _printed_elsewhere(history: History, voice: Voice, text: str) -> bool:
    return text in {voice.value(value) for value in _shown(history, voice) if value is not None}
