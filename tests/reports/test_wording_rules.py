"""Words about exception rules: the evidence of each, fired or not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.domain.assessment import Assessment
from indicators.domain.exception_report import CommitteeRules, Finding, Flag, Rule, find
from indicators.domain.travel import RunEnd
from reports.wording import rules
from tests.reports.worded import NOVEMBER, assessed, voice_of

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
