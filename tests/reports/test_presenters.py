"""Judgements into cards: what is printed, what machines get beside it, and nothing that may not be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain import periods
from indicators.domain.assessment import Assessment, assess
from indicators.domain.definitions import Colour, Definition
from indicators.domain.exception_report import CommitteeRules, find
from indicators.domain.periods import Period, parse
from indicators.domain.series import Series
from reports.cards import Cell, CellKind, IndicatorCard, Mark, Shape, Spark
from reports.presenters import committees
from reports.presenters.figures import BADGES, Subject, figure_rows, period_card
from reports.presenters.pictures import chart, spark
from reports.presenters.signs import indicator_card
from reports.presenters.texts import definition_cards, retired_words, text_parts
from reports.wording.voice import Voice
from tests.domain.from_text import definition_of, overrides_of, scheme_of, series_of, targets_of
from tests.domain.strategies import histories, odd_histories

NOVEMBER = periods.month(2016, 11)


def subject(definition: Definition, decimals: int | None = None, suppress_below: int | None = None) -> Subject:
    return Subject(
        code="A03",
        address="a03",
        name="Admissions",
        section="Care",
        section_slug="care",
        lead="Head of Care",
        data_owner="Performance Team",
        voice=Voice(definition, decimals, suppress_below),
    )


def assessed(
    figures: str | Series,
    targets: str = "",
    definition: str = "smaller per_100k",
    *,
    scheme: str = "percent_of_target 0 5",
    overrides: str = "",
    as_at: Period = NOVEMBER,
    breaks: str = "",
) -> Assessment:
    series = series_of(figures) if isinstance(figures, str) else figures
    made = definition_of(definition, breaks=breaks)
    return assess(made, series, targets_of(targets), scheme_of(scheme), overrides_of(overrides), as_at)


def card(assessment: Assessment, decimals: int | None = None, suppress_below: int | None = None) -> IndicatorCard:
    finding = find(assessment, CommitteeRules(), ())
    return indicator_card(subject(assessment.definition, decimals, suppress_below), finding)


def said(cell: Cell) -> str:
    """What stands in a cell beside its text: the word of its rating and the meaning of its signs."""
    return ", ".join([cell.badge.word.lower(), *(mark.meaning for mark in cell.marks)])


def test_the_card_of_a_red_indicator() -> None:
    """Norfolk's A03 as at November 2016."""
    one = card(assessed("2016-08: 620 625 630 637", "2016-11 590"))
    assert (one.latest.text, one.latest.value, one.latest.period.label) == ("637", "637", "Nov 16")
    assert (one.badge.colour, one.badge.shape, one.badge.word) == (Colour.RED, Shape.TRIANGLE, "Red")
    assert (one.rating.gap, one.rating.gap_unit, one.rating.since) == ("7.97", "percent", "2016-11")
    assert (one.target_text, one.target_value, one.target_to, one.target_period) == ("590", "590", None, "2016-11")
    assert one.rating_words == one.rating.reason == "8.0% worse than the target of 590; red from 5%."
    assert one.travel_words == "worse than October 2016, not comparable with November 2015 (no figure)"
    assert one.since_previous.change == "up 7 per 100,000, 1.1 per cent of the earlier figure"
    assert (one.is_exception, one.nearly, one.left_out) == (True, False, False)
    assert [outcome.rule.value for outcome in one.fired] == ["off_target", "deteriorating"]
    assert [outcome.rule.value for outcome in one.outcomes] == [
        "off_target",
        "deteriorating",
        "budget",
        "corporate_risk",
    ]
    assert (one.age_words, one.months_old) == ("", 0)


def test_no_figure_at_all() -> None:
    for figures in ("", "2016-11: awaited"):
        one = card(assessed(figures))
        assert (one.latest, one.months_old, one.badge.colour) == (None, None, Colour.NONE)
        assert one.rating_words == one.rating.reason == "There is no figure yet."
        assert (one.rating.gap, one.rating.since) == (None, None)
        assert one.travel_words == "not comparable: there is no figure"
    assert card(assessed("")).newest is None
    awaited = card(assessed("2016-11: awaited")).newest
    assert (awaited.status, awaited.reason, awaited.words) == (
        "awaited",
        "not received",
        "November 2016: awaited. Not received.",
    )


def test_the_badge_is_the_one_shown_and_the_facts_keep_the_computed_one() -> None:
    one = card(assessed("2016-11: 637", "2016-11 590", overrides="2016-11 amber"))
    assert (one.badge.word, one.rating.colour, one.rating.computed, one.rating.overridden) == (
        "Amber",
        "amber",
        "red",
        True,
    )
    assert one.rating.reason.endswith("Computed: red. Set to amber by hand: the audit found the figure wrong.")
    assert one.computed_words in one.rating.reason
    assert one.is_exception, "computed red is off target, whatever is shown"


GAPS = {
    "2016-11: 590": "0.00",
    "2016-11: 589.99": "0.00",  # -0.0017 is no minus nought
    "2016-11: 580": "-1.69",
    "2016-11: 619.5": "5.00",
    "2016-11: 619.352": "4.97",
    "2016-11: 590.0295": "0.01",  # 0.005 half up
}


@pytest.mark.parametrize(("figures", "gap"), GAPS.items())
def test_a_gap_has_two_places_for_machines(figures: str, gap: str) -> None:
    assert card(assessed(figures, "2016-11 590")).rating.gap == gap


def test_a_gap_in_points_and_no_gap() -> None:
    points = card(assessed("2016-11: 592.5", "2016-11 590", scheme="points 0 5")).rating
    assert (points.gap, points.gap_unit) == ("2.50", "points")
    levels = card(assessed("2016-11: 592.5", "2016-11 590", scheme="thresholds green 500; red 600")).rating
    assert (levels.gap, levels.gap_unit, levels.colour) == (None, None, "amber")
    assert card(assessed("2016-11: 592.5")).rating.gap is None


def test_cells_of_thirteen_months() -> None:
    one = card(assessed("2016-07: 600 awaited . 620p 637", "2016-07 605; 2016-10 590; 2016-11 590"))
    assert len(one.cells) == 13
    assert [found.period.written for found in one.cells][:1] == ["2015-11"]
    kinds = {found.period.written: (found.kind, found.text, said(found), found.sort_key) for found in one.cells[-5:]}
    assert kinds == {
        "2016-07": (CellKind.VALUE, "600", "green", 600.0),
        "2016-08": (CellKind.MISSING, "Awaited", "not rated", None),
        "2016-09": (CellKind.EMPTY, "", "not rated", None),
        "2016-10": (CellKind.VALUE, "620", "red, provisional", 620.0),
        "2016-11": (CellKind.VALUE, "637", "red", 637.0),
    }
    assert one.cells[-2].marks == (Mark("p", "provisional"),)
    assert one.cells[0].kind is CellKind.EMPTY


def test_a_quarter_stands_in_its_last_month() -> None:
    one = card(assessed("2016/17 Q1: 80 81", "2016/17 90 flat", "bigger quarterly", as_at=periods.month(2016, 12)))
    where = {found.period.written: found.text for found in one.cells if found.text}
    assert where == {"2016/17 Q1": "80%", "2016/17 Q2": "81%"}
    june = next(index for index, found in enumerate(one.cells) if found.text == "80%")
    assert periods.window(periods.month(2016, 12))[june] == periods.month(2016, 6)
    assert [entry.period for entry in one.series] == [
        *("2015/16 Q3", "2015/16 Q4", "2016/17 Q1", "2016/17 Q2", "2016/17 Q3"),
    ]
    assert (one.series[-1].status, one.series[-1].value, one.series[-1].target) == ("none", None, "90")


def test_marks_say_what_they_mean() -> None:
    moved = card(assessed("2016-10: 600 600", "2016-10 605; 2016-11 590"))
    assert moved.cells[-1].marks == (Mark("t", "the colour changed only because the target moved"),)
    assert moved.notes == (
        "Its colour changed in November 2016 only because the target moved: against the target of the period before it "
        "would have kept its colour.",
    )
    by_hand = card(assessed("2016-11: 600p", "2016-11 590", overrides="2016-11 green"))
    assert by_hand.cells[-1].marks == (Mark("p", "provisional"), Mark("h", "the colour was set by hand"))
    assert (by_hand.cells[-1].text, said(by_hand.cells[-1])) == (
        "600",
        "green, provisional, the colour was set by hand",
    )


def test_a_lapsed_target_is_pointed_out() -> None:
    lapsed = card(assessed("2016-10: 600 600", "2016-10 605"))
    assert len(lapsed.notes) == 1
    assert "earlier period" in lapsed.notes[0]
    assert card(assessed("2016-10: 600 600")).notes == ()


def test_rows_stand_newest_first_with_what_is_behind_them() -> None:
    series = series_of("2016-08: 86.20 86.3p awaited 86.4")
    observations = [
        replace(one, numerator=Decimal(8620), denominator=Decimal(10000))
        if one.period.number == NOVEMBER.number
        else one
        for one in series
    ]
    made = assessed(Series.of(observations), "2016/17 90 flat", "bigger")
    rows = figure_rows(subject(made.definition), made.recent)
    assert [(row.period.written, row.text, row.status_words, row.reason) for row in rows] == [
        ("2016-11", "86.4%", "Final", ""),
        ("2016-10", "Awaited", "Awaited", "not received"),
        ("2016-09", "86.3%", "Provisional", ""),
        ("2016-08", "86.20%", "Final", ""),
    ]
    assert (rows[0].numerator, rows[0].denominator, rows[0].target_text) == ("8,620", "10,000", "90%")
    hidden = figure_rows(subject(made.definition, suppress_below=9000), made.recent)[0]
    assert (hidden.text, hidden.numerator, hidden.denominator, hidden.entry.value) == ("Suppressed", "", "", None)
    assert (hidden.entry.status, hidden.status_words) == ("suppressed", "Suppressed")
    assert hidden.badge == rows[0].badge, "the colour is of the true figure"


def test_a_judgement_is_shown_as_its_colour() -> None:
    one = card(assessed("2016-10: green amber", definition="none judgement", scheme="judgement"))
    assert (one.latest.text, one.latest.value, one.cells[-1].text) == ("Amber", None, "Amber")
    assert one.cells[-1].sort_key is None
    assert (one.series[-1].value, one.series[-1].rating) == (None, "amber")


def test_the_chart_has_every_period_and_its_break() -> None:
    made = assessed("2016-07: 600 awaited 610 . 637", "2016/17 590 flat", breaks="2016-09")
    spec = chart(subject(made.definition), made.recent)
    assert [point.name for point in spec.points] == [
        *("July 2016", "August 2016", "September 2016", "October 2016", "November 2016"),
    ]
    assert [point.value for point in spec.points] == [600.0, None, 610.0, None, 637.0]
    assert [point.break_before for point in spec.points] == [False, False, True, False, False]
    assert [point.text for point in spec.points] == ["600", "Awaited", "610", "", "637"]
    assert {point.target for point in spec.points} == {590.0}
    assert (spec.unit, spec.prefix, spec.suffix) == ("per 100,000", "", "")
    hidden = chart(
        subject(assessed("2016-11: 3", definition="smaller count").definition, suppress_below=5), made.recent
    )
    assert hidden.points[0].value == 600.0
    small = assessed("2016-11: 3", definition="smaller count")
    assert chart(subject(small.definition, suppress_below=5), small.recent).points[0].value is None


def test_axes_carry_the_unit() -> None:
    for unit, expected in (("percent", ("", "%")), ("pounds", ("£", "")), ("days", ("", ""))):
        made = assessed("2016-11: 3", definition=f"smaller {unit}")
        spec = chart(subject(made.definition), made.recent)
        assert (spec.prefix, spec.suffix) == expected


def test_the_small_line_ends_in_the_colour_of_its_newest_figure_and_does_not_cross_a_new_definition() -> None:
    made = assessed("2016-08: 620 625 . 637", "2016-11 590", breaks="2016-09")
    line = spark(subject(made.definition).voice, made.recent)
    assert line == Spark((620.0, 625.0, None, 637.0), Colour.RED, breaks=(1,))
    hidden = assessed("2016-10: 8 2", "2016-11 1; 2016-10 9", "smaller count")
    line = spark(subject(hidden.definition, suppress_below=5).voice, hidden.recent)
    assert line == Spark((8.0, None), Colour.GREEN)


@given(histories() | odd_histories(), st.none() | st.integers(0, 6), st.none() | st.integers(0, 100))
def test_every_assessment_has_its_card(history, decimals: int | None, suppress_below: int | None) -> None:
    assessment = history.assess()
    one = card(assessment, decimals, suppress_below)
    assert len(one.cells) == 13
    assert len(one.spark.values) == len(assessment.recent)
    assert one.badge == BADGES[assessment.colour]
    assert all(said(found) for found in one.cells)
    assert all(found.text or found.kind is CellKind.EMPTY for found in one.cells)
    voice = Voice(history.definition, decimals, suppress_below)
    hidden = {found.period.written for found in assessment.recent if voice.hides(found.observation)}
    for entry in one.series:
        assert entry.value is None or entry.period not in hidden
    for found in one.cells:
        assert found.sort_key is None or found.period.written not in hidden
    assert one.latest is None or one.latest.period.written not in hidden or one.latest.value is None


# A committee's page as a whole


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2017, 1, 31), ""),
        (date(2016, 12, 1), ""),
        (date(2017, 2, 1), "January 2017 ended 1 day ago."),
        (date(2017, 2, 28), "January 2017 ended 28 days ago."),
        (date(2017, 5, 3), "January 2017 ended 92 days ago."),
        (date(2017, 5, 4), "January 2017 ended 3 months ago."),
        (date(2017, 5, 30), "January 2017 ended 3 months ago."),
        (date(2017, 5, 31), "January 2017 ended 4 months ago."),
        (date(2017, 6, 30), "January 2017 ended 5 months ago."),
        (date(2018, 1, 31), "January 2017 ended 1 year ago."),
        (date(2018, 2, 28), "January 2017 ended 1 year and 1 month ago."),
        (date(2026, 11, 22), "January 2017 ended 9 years and 9 months ago."),
    ],
)
def test_how_long_ago_a_month_ended(today: date, words: str) -> None:
    assert committees.ended_words(periods.month(2017, 1), today) == words


def test_a_month_more_has_passed_on_the_last_of_a_shorter_one() -> None:
    assert committees.ended_words(periods.month(2015, 11), date(2016, 2, 28)) == "November 2015 ended 90 days ago."
    assert committees.ended_words(periods.month(2015, 10), date(2016, 2, 28)) == "October 2015 ended 3 months ago."
    assert committees.ended_words(periods.month(2015, 10), date(2016, 2, 29)) == "October 2015 ended 4 months ago."
    assert committees.ended_words(periods.month(2016, 2), date(2016, 6, 28)) == "February 2016 ended 3 months ago."
    assert committees.ended_words(periods.month(2016, 2), date(2016, 6, 29)) == "February 2016 ended 4 months ago."


def test_the_oldest_of_the_latest_figures_is_named() -> None:
    new, old = card(assessed("2016-11: 3")), card(assessed("2016-08: 3"))
    none = replace(card(assessed("")), code="A09")
    assert committees.age([new, old], NOVEMBER, NOVEMBER.last_day) == (
        "The oldest latest figure is 3 months older than this dashboard: A03, August 2016."
    )
    assert committees.age([new], NOVEMBER, NOVEMBER.last_day) == "Every latest figure is of this month."
    assert committees.age([new, none], NOVEMBER, NOVEMBER.last_day).endswith("A09 has no figure yet.")
    assert committees.age([none, none], NOVEMBER, NOVEMBER.last_day) == "A09 and A09 have no figure yet."
    assert committees.age([], NOVEMBER, NOVEMBER.last_day) == ""


def test_counts_and_summary() -> None:
    red, green = assessed("2016-11: 637", "2016-11 590"), assessed("2016-11: 580", "2016-11 590")
    counts = committees.counts([card(one) for one in (red, green, assessed(""))])
    assert (counts.red, counts.amber, counts.green, counts.none) == (1, 0, 1, 1)
    assert (counts.exceptions, counts.total) == (1, 3)
    assert committees.summary(counts) == ("3 vital signs: 1 red, 0 amber, 1 green and 1 not rated. 1 is an exception.")
    nothing = committees.counts([])
    assert committees.summary(nothing) == ("0 vital signs: 0 red, 0 amber, 0 green and 0 not rated. 0 are exceptions.")
    assert [(one.badge.word, one.count) for one in committees.count_badges(counts)] == [
        ("Red", 1),
        ("Amber", 0),
        ("Green", 1),
        ("Not rated", 1),
    ]


# Texts


@dataclass(frozen=True)
class Words:
    why: str = "Because"
    explains: str = ""
    success: str = "Success"
    actions: str = ""


def test_the_four_parts_stand_whether_written_or_not() -> None:
    drawn = text_parts(Words(), lambda words: (words,))
    assert [(part.heading, part.blocks) for part in drawn] == [
        ("Why is this important?", ("Because",)),
        ("What explains current performance?", ()),
        ("What will success look like?", ("Success",)),
        ("Action required", ()),
    ]
    assert [part.blocks for part in text_parts(None, lambda words: (words,))] == [(), (), (), ()]


@dataclass(frozen=True)
class Version:
    from_period: Period
    breaks_series: bool
    definition: str = "Reviews"
    why: str = ""
    target_rationale: str = ""
    note: str = ""


def test_versions_of_a_definition_say_what_they_break() -> None:
    older, newer = Version(parse("2015/16"), False), Version(parse("2016-09"), True, definition="All reviews")
    first, second = definition_cards([older, newer])
    assert (first.from_words, first.definition) == ("From September 2016", "All reviews")
    assert first.breaks_words == "Figures from September 2016 on are not comparable with earlier ones."
    assert (second.from_words, second.breaks_words) == ("From 2015/16", "")
    assert retired_words(None) == ""
    assert retired_words(parse("2017-04")) == "No longer reported from April 2017 on."


def test_a_period_in_all_its_forms() -> None:
    quarter = period_card(periods.quarter(2016, 3))
    assert (quarter.written, quarter.label, quarter.name, quarter.address) == (
        "2016/17 Q3",
        "Q3 2016/17",
        "Q3 2016/17",
        "2016-17-q3",
    )
