"""Words as a whole: whatever the core concludes is said, and what is too small to be shown is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.definitions import Basis, Colour, Polarity
from indicators.domain.exception_report import CommitteeRules, find
from indicators.domain.periods import Frequency
from indicators.domain.series import Observation, Status
from indicators.domain.travel import Direction
from reports.wording import ratings, rules, travel, voice
from reports.wording.voice import Voice
from tests.domain.from_text import definition_of
from tests.domain.strategies import History, histories, odd_histories
from tests.reports.worded import NOVEMBER, voice_of

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
