"""The exception report: a committee's four rules, decisions by hand, what nearly qualifies, and the order."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.domain.assessment import assess
from indicators.domain.exception_report import CommitteeRules, Finding, Flag, Rule, find, in_order
from indicators.domain.periods import month, parse
from tests.domain.from_text import definition_of, overrides_of, scheme_of, series_of, targets_of
from tests.domain.norfolk_2017 import PUBLISHED_EXCEPTIONS, VITAL_SIGNS, VitalSign
from tests.domain.worked_exceptions import REPORTED, Reported

JANUARY = month(2017, 1)
ALWAYS = [Rule.OFF_TARGET, Rule.DETERIORATING, Rule.BUDGET, Rule.CORPORATE_RISK]


def flags_of(text: str) -> list[Flag]:
    pairs = (part.strip().rsplit(" ", 1) for part in text.split(";") if part.strip())
    return [Flag(parse(period), Rule(rule), "savings line 7 depends on it") for period, rule in pairs]


def found(case: Reported) -> Finding:
    assessment = assess(
        definition_of(case.definition),
        series_of(case.series),
        targets_of(case.targets),
        scheme_of(case.scheme),
        overrides_of(case.overrides),
        JANUARY,
    )
    percent, moves = case.rules
    return find(assessment, CommitteeRules(Decimal(percent), moves), flags_of(case.flags))


@pytest.mark.parametrize("case", REPORTED, ids=lambda case: case.sentence)
def test_which_rules_fire(case: Reported) -> None:
    finding = found(case)
    assert " ".join(one.rule for one in finding.outcomes if one.fired) == case.fired
    assert (finding.is_exception, finding.nearly) == (case.is_exception, case.nearly)


@pytest.mark.parametrize("case", REPORTED, ids=lambda case: case.sentence)
def test_every_outcome_is_kept_whether_it_fired_or_has_a_meaning(case: Reported) -> None:
    finding = found(case)
    assert [one.rule for one in finding.outcomes[:4]] == ALWAYS
    assert {one.rule for one in finding.outcomes[4:]} <= {Rule.ADDED_BY_HAND, Rule.LEFT_OUT_BY_HAND}
    assert " ".join(one.rule for one in finding.outcomes if not one.evaluated) == case.not_evaluated


def norfolk(sign: VitalSign, rules: CommitteeRules | None = None) -> Finding:
    assessment = assess(
        definition_of(sign.good_is, code=sign.code),
        series_of(f"2016-01: {sign.figures}"),
        targets_of(sign.target),
        scheme_of(),
        {},
        JANUARY,
    )
    return find(assessment, rules or CommitteeRules(), [])


@pytest.mark.parametrize("sign", VITAL_SIGNS, ids=lambda sign: sign.code)
def test_norfolk_2017(sign: VitalSign) -> None:
    finding = norfolk(sign)
    latest = finding.assessment.latest
    assert latest is not None
    assert latest.rating.colour == sign.colour
    assert str(latest.rating.computed.printed_gap or "") == sign.gap
    assert len(finding.assessment.run.moves) == sign.worse_in_a_row
    assert tuple(one.rule for one in finding.outcomes if one.fired) == sign.fired


def test_norfolks_published_exceptions_and_one_more() -> None:
    """Community-based care (A05) got worse in October, November and December 2016; the paper does not report it."""
    exceptions = {sign.code for sign in VITAL_SIGNS if norfolk(sign).is_exception}
    assert exceptions == PUBLISHED_EXCEPTIONS | {"A05"}
    off_target = {sign.code for sign in VITAL_SIGNS if norfolk(sign).off_target.fired}
    assert off_target == PUBLISHED_EXCEPTIONS


def test_norfolk_two_moves_instead_of_three_would_be_another_rule() -> None:
    two = CommitteeRules(worsening_moves=2)
    added = {sign.code for sign in VITAL_SIGNS if norfolk(sign, two).is_exception and not norfolk(sign).is_exception}
    assert added == {"A08"}
    assert [sign.code for sign in VITAL_SIGNS if norfolk(sign).nearly] == ["A08"]


def test_norfolk_in_order_of_gravity() -> None:
    ordered = in_order(norfolk(sign) for sign in VITAL_SIGNS)
    reported = [one.assessment.definition.code for one in ordered if one.is_exception]
    assert reported == ["A09", "A11", "A10", "A03", "A05"]


def test_the_order_is_colour_then_per_cent_then_as_given() -> None:
    cases = {
        "green": Reported("", "2016-12: 100", "2016-12 100"),
        "first unrated": Reported("", "2016-12: 1"),
        "amber": Reported("", "2016-12: 96", "2016-12 100"),
        "red without a target": Reported("", "2016-12: 1", overrides="2016-12 red"),
        "red by 50%": Reported("", "2016-12: 50", "2016-12 100"),
        "shown red, though better than target": Reported("", "2016-12: 130", "2016-12 100", overrides="2016-12 red"),
        "red by 60%": Reported("", "2016-12: 40", "2016-12 100"),
        "second unrated": Reported("", "2016-12: 2"),
    }
    findings = {name: found(case) for name, case in cases.items()}
    ordered = in_order(findings.values())
    assert [name for one in ordered for name, finding in findings.items() if finding is one] == [
        "red by 60%",
        "red by 50%",
        "shown red, though better than target",
        "red without a target",
        "amber",
        "green",
        "first unrated",
        "second unrated",
    ]


def test_off_target_keeps_its_inputs() -> None:
    outcome = found(Reported("", "2016-12: 637", "2016-12 590", definition="smaller")).off_target
    assert (outcome.by_colour, outcome.by_size, outcome.threshold) == (True, True, 5)
    assert outcome.shortfall is not None
    assert (outcome.shortfall.worse, outcome.shortfall.bound) == (47, 590)


def test_deteriorating_keeps_its_inputs() -> None:
    outcome = found(Reported("", "2016-10: 99 98 97", rules=("5", 4))).deteriorating
    assert (outcome.fired, outcome.moves_wanted) == (False, 4)
    assert [(move.earlier.value, move.later.value) for move in outcome.run.moves if move.earlier and move.later] == [
        (99, 98),
        (98, 97),
    ]


def test_what_an_officer_said_is_kept_and_the_newest_word_counts() -> None:
    assessment = found(Reported("", "2016-11: 99 awaited awaited")).assessment
    older = Flag(month(2016, 11), Rule.BUDGET, "savings line 7")
    newer = Flag(month(2017, 1), Rule.BUDGET, "reserves")
    for flags in ([older, newer], [newer, older]):
        finding = find(assessment, CommitteeRules(), flags)
        assert finding.budget.flag == newer
        assert finding.corporate_risk.flag is None


def test_the_defaults_are_norfolks_of_2016() -> None:
    rules = CommitteeRules()
    assert (rules.off_target_from, rules.worsening_moves) == (5, 3)
