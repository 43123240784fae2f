"""Doubts in words: each sentence says what was found and what it was judged by, and never contradicts itself."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.admin.doubt_words import doubt_words
from indicators.domain.definitions import Unit
from indicators.domain.periods import month, parse
from indicators.domain.plausibility import DoubtKind, Entry, Unlikely, doubts
from indicators.domain.series import Observation, Series
from indicators.domain.usual import Span
from tests.domain.from_text import definition_of, series_of
from tests.domain.strategies import ODD_NUMBERS
from tests.domain.worked_plausibility import A01, ASSESSED, DOUBTED, NO_INCIDENTS, PEAK


class Worded(NamedTuple):
    """What is said of a value typed for the period after the series."""

    definition: str
    series: str
    typed: str
    says: str
    decimals: int | None = None


COUNTY = "2016-01: 690000 720000 650000"
WORDED = (
    Worded(
        "bigger",
        "2016-01: 84.1 92.9 86.0",
        "0.862",
        "0.862 looks like 86.2 with its point two places to the left: the last 3 figures lie between 84.1% and 92.9%.",
    ),
    Worded(
        *("smaller per_100k", "2016-01: 22.5 22.5 22.5", "2207"),
        "2,207 looks like 22.07 with its point left out: the last 3 figures are all 22.5.",
    ),
    Worded(
        *("bigger", "2016-01: 86.2 86.5 86.3", "862.50"),
        "862.50 looks like 86.25 with its point one place to the right: the last 3 figures lie between 86.2% and "
        "86.5%.",
    ),
    Worded(
        *("pounds", COUNTY, "690"),
        "690 looks like 690,000 with three noughts left out: the last 3 figures lie between £650,000 and £720,000.",
    ),
    Worded(
        *("pounds", "2016-01: -690000 -720000 -650000", "-6900000"),
        "-6,900,000 looks like -690,000 with one nought too many: the last 3 figures lie between -£720,000 and "
        "-£650,000.",
    ),
    Worded(
        *("bigger", A01, "68.2"),
        "68.2% is lower than its history makes likely: the last 12 figures lie between 86.2% and 92.9%, and 78.3% to "
        "100.0% would be usual now.",
    ),
    Worded(
        *("bigger", A01, "68.2"),
        "68.2% is lower than its history makes likely: the last 12 figures lie between 86% and 93%, and 79% to 100% "
        "would be usual now.",
        0,
    ),
    Worded(
        *("smaller count", NO_INCIDENTS, "7"),
        "7 is higher than its history makes likely: the last 12 figures are all 0, and 0 to 3 would be usual now.",
    ),
    Worded(
        *("smaller", PEAK, "28.0"),
        "28.0% is unlike its history: the last 7 figures lie between 19.8% and 35.0%, and 19.1% to 21.1% or 32.9% to "
        "37.4% would be usual now.",
    ),
    Worded(
        *("count year_to_date", f"{ASSESSED} 118 243", "636"),
        "636 is higher than its history makes likely: at the same point a year before it was 348, and 321 to 449 would "
        "be usual now.",
    ),
    Worded(
        *("count year_to_date", f"{ASSESSED} 118 243", "3660"),
        "3,660 looks like 366 with one nought too many: at the same point a year before it was 348.",
    ),
    Worded(
        *("bigger", "2016-01: 86.2 86.5 86.5", "86.50"),
        "86.50% is exactly what it was in February 2016 and in March 2016: please check that it is the new figure, not "
        "the last one copied.",
    ),
    Worded(
        *("bigger quarterly", "2016/17 Q1: 86.5 86.5", "86.5"),
        "86.5% is exactly what it was in Q1 2016/17 and in Q2 2016/17: please check that it is the new figure, not the "
        "last one copied.",
    ),
    Worded(
        *("bigger", "2016-01: 80", "103.448276 1,050/1,015"),
        "The numerator 1,050 is more than the denominator 1,015, which makes more than 100%: the numerator is a part "
        "of the denominator.",
    ),
)


def told(definition_words: str, series: str, typed: str, decimals: int | None = None, breaks: str = "") -> list[str]:
    definition = definition_of(definition_words, breaks=breaks)
    start, _, words = series.partition(":")
    value, _, fraction = typed.replace(",", "").partition(" ")
    entry = Entry(*(Decimal(part) if part else None for part in (value, *fraction.partition("/")[::2])))
    found = doubts(definition, series_of(series), parse(start).plus(len(words.split())), entry)
    return [doubt_words(doubt, definition.unit, decimals) for doubt in found]


@pytest.mark.parametrize("case", WORDED, ids=lambda case: case.says[:40])
def test_one_sentence(case: Worded) -> None:
    assert told(case.definition, case.series, case.typed, case.decimals) == [case.says]


@pytest.mark.parametrize("case", DOUBTED, ids=lambda case: case.sentence)
def test_every_worked_doubt_has_a_sentence_that_names_what_was_typed(case) -> None:
    said = told(case.definition, case.series, case.typed, breaks=case.breaks)
    assert len(said) == len(case.kinds.split())
    for sentence, kind in zip(said, case.kinds.split(), strict=True):
        typed = case.typed.split(" ")[-1].split("/")[0] if kind == DoubtKind.NUMERATOR_ABOVE else case.typed.split()[0]
        assert typed.lstrip("-") in re.sub(r"(?<=\d),(?=\d)", "", sentence)
        assert sentence.endswith(".")
        assert not re.search(r"[<>&{}]|E[+-]|Decimal|None", sentence)


VALUES = st.lists(st.decimals(0, 100, places=1), min_size=6, max_size=14)


@given(VALUES, st.decimals(-50, 200, places=1), st.none() | st.integers(0, 3), st.sampled_from(Unit))
def test_a_value_in_doubt_is_never_printed_as_usual(
    values: list[Decimal], typed: Decimal, decimals: int | None, unit: Unit
) -> None:
    series = Series.of(Observation(month(2016, 1).plus(at), value) for at, value in enumerate(values))
    definition = definition_of(f"bigger {unit}")
    for doubt in doubts(definition, series, month(2016, 1).plus(len(values)), Entry(typed)):
        sentence = doubt_words(doubt, definition.unit, decimals)
        if doubt.kind is DoubtKind.UNLIKELY:
            for stretch in sentence.rpartition(", and ")[2].removesuffix(" would be usual now.").split(" or "):
                low, _, high = re.sub("[£%,]", "", stretch).partition(" to ")
                assert not Decimal(low) <= typed <= Decimal(high or low)


@given(ODD_NUMBERS, ODD_NUMBERS, st.integers(0, 6))
def test_a_narrow_stretch_is_printed_to_more_places(one: Decimal, other: Decimal, decimals: int) -> None:
    low, high = sorted((one, other))
    before = (Observation(month(2016, 1), low),)
    doubt = Unlikely(high + 1, before, (Span(low, high),))
    said = doubt_words(doubt, Unit.COUNT, decimals).rpartition(", and ")[2].removesuffix(" would be usual now.")
    shown_low, _, shown_high = said.replace(",", "").partition(" to ")
    assert low <= Decimal(shown_low) <= Decimal(shown_high or shown_low) <= high
