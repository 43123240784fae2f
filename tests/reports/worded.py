"""Assessments from short texts, for the tests of words."""

from __future__ import annotations

from indicators.domain import periods
from indicators.domain.assessment import Assessment, assess
from indicators.domain.periods import parse
from reports.wording.voice import Voice
from tests.domain.from_text import definition_of, overrides_of, scheme_of, series_of, targets_of

NOVEMBER = periods.month(2016, 11)


def assessed(
    figures: str,
    targets: str = "",
    definition: str = "smaller",
    *,
    scheme: str = "percent_of_target 0 5",
    overrides: str = "",
    breaks: str = "",
    as_at: str = "2016-11",
) -> Assessment:
    return assess(
        definition_of(definition, breaks=breaks),
        series_of(figures),
        targets_of(targets),
        scheme_of(scheme),
        overrides_of(overrides),
        parse(as_at),
    )


def voice_of(assessment: Assessment, decimals: int | None = None, suppress_below: int | None = None) -> Voice:
    return Voice(assessment.definition, decimals, suppress_below)
