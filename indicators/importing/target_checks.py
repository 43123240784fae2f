"""Checks of one target: its period, the two ends of a range, and the profile of a year's target."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.domain.definitions import Basis, Polarity, Unit
from indicators.domain.errors import SchemeError
from indicators.domain.periods import Frequency, Period
from indicators.domain.targets import Profile, ProfileKind, parse_profile
from indicators.importing.known import KnownIndicator, TargetFacts
from indicators.importing.merging import target_over
from indicators.importing.problems import Problem, Severity, quoted
from indicators.importing.register_checks import problem_in
from indicators.importing.rows import TargetRow
from indicators.importing.values import plain

EXAMPLES = {Frequency.MONTHLY: "2016-12", Frequency.QUARTERLY: "2016/17 Q3", Frequency.ANNUAL: "2016/17"}


def wrong_period(period: Period, indicator: KnownIndicator, also_years: bool = False) -> str | None:
    """Why the period does not fit how often the indicator has a figure; None where it fits."""
    wanted = indicator.frequency
    if period.frequency is wanted or (also_years and period.frequency is Frequency.ANNUAL):
        return None
    or_year = ", or a financial year such as 2016/17" if also_years else ""
    return (
        f"{quoted(period.written)} is a {period.frequency.noun}, but {indicator.code} is {wanted}; accepted: a "
        f"{wanted.noun} such as {EXAMPLES[wanted]}{or_year}"
    )


def target_problems(row: TargetRow, stored: TargetFacts | None, indicator: KnownIndicator) -> Iterator[Problem]:
    """All problems of a target, as it will be stored."""
    if message := wrong_period(row.period, indicator, also_years=True):
        yield problem_in(row, "period", row.period.written, message)
        return
    facts = target_over(row, stored)
    if indicator.unit is Unit.JUDGEMENT:
        message = (
            f"{quoted(row.value_text)} cannot be missed or met: {indicator.code} is a judgement; accepted: no target"
        )
        yield problem_in(row, "value", row.value_text, message, Severity.WARNING)
    yield from _range_problems(row, facts, indicator)
    profile = _profile(facts)
    if profile is not None:
        yield from _profile_problems(row, facts, profile, indicator)


def _range_problems(row: TargetRow, facts: TargetFacts, indicator: KnownIndicator) -> Iterator[Problem]:
    upper = facts.value_to
    if indicator.good_is is not Polarity.RANGE:
        if upper is not None:
            message = (
                f"{quoted(plain(upper))} is the upper end of a range, but good_is of {indicator.code} is "
                f"{indicator.good_is}; accepted: an empty cell"
            )
            yield problem_in(row, "value_to", plain(upper), message)
    elif upper is None:
        message = f"the cell is empty, but good_is of {indicator.code} is range; accepted: the upper end of the range"
        yield problem_in(row, "value_to", "", message)
    elif upper < facts.value:
        message = (
            f"{quoted(plain(upper))} is below the lower end, {plain(facts.value)}; accepted: a number not below it"
        )
        yield problem_in(row, "value_to", plain(upper), message)


def _profile(facts: TargetFacts) -> Profile | None:
    try:
        return parse_profile(facts.profile)
    except SchemeError:
        return None  # a stored text that can no longer be read is not this folder's fault


def _profile_problems(
    row: TargetRow, facts: TargetFacts, profile: Profile, indicator: KnownIndicator
) -> Iterator[Problem]:
    text = facts.profile
    if row.period.frequency is not Frequency.ANNUAL:
        message = (
            f"{quoted(text)} spreads a year, but {row.period.written} is a {row.period.frequency.noun}; accepted: a "
        )
        yield problem_in(row, "profile", text, message + "profile on a financial year's target only")
    elif indicator.frequency is Frequency.ANNUAL:
        message = f"{quoted(text)} spreads a year, but {indicator.code} is annual; accepted: an empty cell"
        yield problem_in(row, "profile", text, message)
    if profile.kind is ProfileKind.SHARES and indicator.basis is not Basis.YEAR_TO_DATE:
        message = (
            f"{quoted(text)} is for running totals, but the basis of {indicator.code} is {indicator.basis}; accepted: "
            "flat, linear or none (shares only for year_to_date)"
        )
        yield problem_in(row, "profile", text, message)
    if profile.kind is not ProfileKind.FLAT and indicator.good_is is Polarity.RANGE:
        message = f"{quoted(text)} cannot move the two ends of a range ({indicator.code}); accepted: flat or none"
        yield problem_in(row, "profile", text, message)
