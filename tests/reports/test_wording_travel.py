"""Words about travel: every reason has its own, and nothing is compared that may not be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indicators.domain.travel import Because, Comparison, Direction, since_last_year, since_previous
from reports.wording import travel
from reports.wording.voice import Voice
from tests.domain.from_text import definition_of, series_of, targets_of

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
