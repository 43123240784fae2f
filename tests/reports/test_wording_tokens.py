"""Figure tokens in report-card text, and what they do not say."""

from __future__ import annotations

import pytest

from indicators.domain import periods
from indicators.domain.periods import Period
from reports.wording.tokens import Speaker
from tests.domain.from_text import series_of, targets_of
from tests.reports.worded import assessed, voice_of

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
