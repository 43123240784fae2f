"""Which indicators the committee must see, by which of its rules, in what order, with the evidence.

Norfolk's four rules of 2016 are the default (`docs/methods.md`, Exceptions). Every rule's outcome is kept with its
inputs, fired or not. The core gives codes and inputs; the words are made where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.domain.assessment import Assessment
from indicators.domain.definitions import Colour
from indicators.domain.periods import Period
from indicators.domain.rating import Shortfall
from indicators.domain.travel import Run


class Rule(StrEnum):
    """Why an indicator is reported. The last two are a person's decision, always with a reason."""

    OFF_TARGET = "off_target"
    DETERIORATING = "deteriorating"
    BUDGET = "budget"
    CORPORATE_RISK = "corporate_risk"
    ADDED_BY_HAND = "added_by_hand"
    LEFT_OUT_BY_HAND = "left_out_by_hand"


@dataclass(frozen=True, slots=True)
class CommitteeRules:
    """A committee's settings: off target from so many per cent worse; deteriorating after so many moves in a row."""

    off_target_from: Decimal = Decimal(5)
    worsening_moves: int = 3


@dataclass(frozen=True, slots=True)
class Flag:
    """What a person said of the figure of one period: a rule that applies, with the budget line, risk or reason."""

    period: Period
    rule: Rule
    reason: str


@dataclass(frozen=True, slots=True)
class OffTarget:
    """Rule 1, with its inputs. `by_colour`: computed or shown red. `by_size`: so much worse than target or more."""

    evaluated: bool
    fired: bool
    by_colour: bool
    by_size: bool
    shortfall: Shortfall | None
    threshold: Decimal
    rule: Rule = Rule.OFF_TARGET


@dataclass(frozen=True, slots=True)
class Deteriorating:
    """Rule 2, with its inputs: the run, and how many moves the committee asks for."""

    evaluated: bool
    fired: bool
    run: Run
    moves_wanted: int
    rule: Rule = Rule.DETERIORATING


@dataclass(frozen=True, slots=True)
class SaidByOfficer:
    """Rules 3 and 4, and the decisions by hand: what was said, if anything was."""

    rule: Rule
    flag: Flag | None
    evaluated: bool = True

    @property
    def fired(self) -> bool:
        return self.flag is not None


Outcome = OffTarget | Deteriorating | SaidByOfficer


@dataclass(frozen=True, slots=True)
class Finding:
    """One indicator's place in the exception report, with every rule's outcome in the order of the rules."""

    assessment: Assessment
    off_target: OffTarget
    deteriorating: Deteriorating
    budget: SaidByOfficer
    corporate_risk: SaidByOfficer
    added: SaidByOfficer
    left_out: SaidByOfficer

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The four rules always; the decisions by hand only where a person took one."""
        by_hand = tuple(outcome for outcome in (self.added, self.left_out) if outcome.fired)
        return (self.off_target, self.deteriorating, self.budget, self.corporate_risk, *by_hand)

    @property
    def qualifies(self) -> bool:
        """Does a rule say that the committee must see it, whatever a person decided?"""
        return self.off_target.fired or self.deteriorating.fired or self.budget.fired or self.corporate_risk.fired

    @property
    def is_exception(self) -> bool:
        """Is it reported? Adding by hand beats leaving out: in doubt the committee sees it."""
        return self.added.fired or (self.qualifies and not self.left_out.fired)

    @property
    def nearly_by_colour(self) -> bool:
        return not self.is_exception and not self.left_out.fired and self.assessment.colour is Colour.AMBER

    @property
    def nearly_by_run(self) -> bool:
        one_short = len(self.deteriorating.run.moves) == self.deteriorating.moves_wanted - 1
        return (
            not self.is_exception
            and not self.left_out.fired
            and self.deteriorating.evaluated
            and one_short
            and self.deteriorating.moves_wanted > 1
        )

    @property
    def nearly(self) -> bool:
        """Amber, or one move short of a run, and not an exception already."""
        return self.nearly_by_colour or self.nearly_by_run


def find(assessment: Assessment, rules: CommitteeRules, flags: Iterable[Flag]) -> Finding:
    """Applies a committee's rules to one assessment. Total."""
    said = _current(assessment, flags)
    return Finding(
        assessment=assessment,
        off_target=off_target(assessment, rules),
        deteriorating=deteriorating(assessment, rules),
        budget=SaidByOfficer(Rule.BUDGET, said.get(Rule.BUDGET)),
        corporate_risk=SaidByOfficer(Rule.CORPORATE_RISK, said.get(Rule.CORPORATE_RISK)),
        added=SaidByOfficer(Rule.ADDED_BY_HAND, said.get(Rule.ADDED_BY_HAND)),
        left_out=SaidByOfficer(Rule.LEFT_OUT_BY_HAND, said.get(Rule.LEFT_OUT_BY_HAND)),
    )


def off_target(assessment: Assessment, rules: CommitteeRules) -> OffTarget:
    """Rule 1: computed red or shown red, or (whatever its scheme) so many per cent worse than target or more."""
    latest = assessment.latest
    if latest is None:
        return OffTarget(False, False, False, False, None, rules.off_target_from)
    short = latest.rating.computed.shortfall
    red = Colour.RED in (latest.rating.colour, latest.rating.computed.colour)
    far = short is not None and short.worse > 0 and short.at_least(rules.off_target_from)
    rated = latest.rating.colour is not Colour.NONE or latest.rating.computed.colour is not Colour.NONE
    measured = short is not None and short.percent is not None
    return OffTarget(rated or measured, red or far, red, far, short, rules.off_target_from)


def deteriorating(assessment: Assessment, rules: CommitteeRules) -> Deteriorating:
    """Rule 2: worse so many times in a row, ending at the indicator's own latest figure."""
    run = assessment.run
    fired = run.evaluated and len(run.moves) >= rules.worsening_moves
    return Deteriorating(run.evaluated, fired, run, rules.worsening_moves)


def _current(assessment: Assessment, flags: Iterable[Flag]) -> dict[Rule, Flag]:
    """What was said of the latest figure, or of a later row that has only a reason for having none; newest first."""
    as_at = assessment.as_at.last_month_number
    start = -1 if assessment.latest is None else assessment.latest.period.last_month_number
    current = [flag for flag in flags if start <= flag.period.last_month_number <= as_at]
    return {flag.rule: flag for flag in sorted(current, key=lambda flag: flag.period.last_month_number)}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The most serious first: by colour (red, amber, the rest), then by per cent worse than target; ties stay put."""

    def gravity(finding: Finding) -> tuple[int, bool, Decimal]:
        short = finding.off_target.shortfall
        percent = None if short is None else short.percent
        worse = Decimal(0) if percent is None else percent
        return -finding.assessment.colour.severity, percent is None, worse.copy_negate()

    return sorted(findings, key=gravity)
