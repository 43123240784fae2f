"""What is said of a finding of the number check: what the store holds, and why the claim has its verdict."""

from __future__ import annotations

from decimal import Decimal

from indicators.domain.definitions import EXACT, Unit
from indicators.domain.text_check.findings import Finding, Reason, Stored, Verdict
from reports.wording.numbers import difference, figure, figure_with_unit, listed, percent, places_of, sentence
from reports.wording.voice import WORKED_OUT, Voice

VERDICT_WORDS = {
    Verdict.AGREES: "Agrees",
    Verdict.OTHER_PERIOD: "Another period",
    Verdict.NOT_FOUND: "Not found",
    Verdict.WRONG_DIRECTION: "Wrong direction",
    Verdict.WRONG_BASE: "Wrong base",
    Verdict.POINTS_AS_PERCENT: "Points and per cent mixed up",
    Verdict.CANNOT_JUDGE: "Cannot be judged",
}
UNJUDGED = {
    Reason.NOT_OURS: "it is not said clearly to be a figure of this indicator",
    Reason.NO_FIGURE: "no figure to hold it against is stored",
    Reason.NOT_COMPARED: "these figures are not compared with each other",
}


def stored_words(finding: Finding, voice: Voice | None) -> str:
    """`637 in November 2016`, `630 in October 2016 and 637 in November 2016`; empty where nothing stands against it."""
    if voice is None:
        return ""
    return listed([_stored(one, voice) for one in finding.stored])


def _stored(one: Stored, voice: Voice) -> str:
    if not one.target:
        return f"{figure_with_unit(one.value, voice.definition.unit, voice.decimals)} in {one.period.name}"
    ends = [one.value] if one.upper is None else [one.value, one.upper]
    return f"a target of {' to '.join(_aimed(end, voice) for end in ends)} in {one.period.name}"


def _aimed(value: Decimal, voice: Voice) -> str:
    places = voice.decimals if places_of(value) > max(WORKED_OUT, voice.decimals or 0) else None
    return figure(value, voice.definition.unit, places)


def why_words(finding: Finding, voice: Voice | None) -> str:
    """One sentence."""
    return sentence(_why(finding, voice))


def _why(finding: Finding, voice: Voice | None) -> str:
    reason = finding.reason
    if voice is None or not finding.stored:
        return UNJUDGED.get(reason, "the words and the stored figures agree")
    stored = [_stored(one, voice) for one in finding.stored]
    first, last = stored[0], stored[-1]
    if reason is Reason.IS_FIGURE:
        return f"the stored figure is {first}"
    if reason is Reason.IS_TARGET:
        return f"the store has {first}"
    if reason is Reason.IS_PART:
        return f"it is one of the two numbers that give {first}"
    if reason is Reason.FIGURE_OF_ANOTHER:
        other = f"{finding.said} is the figure of {finding.stored[-1].period.name}"
        return other if len(stored) == 1 else f"{other}; there was {first}"
    if reason is Reason.NO_SUCH_FIGURE:
        return f"no stored figure or target is {finding.said}; there was {first}"
    if reason is Reason.NO_SUCH_TARGET:
        return f"no stored target is {finding.said}; there was {first}"
    if reason is Reason.NOT_EXTREME:
        return f"there was {first}, beyond {last}"
    if reason in (Reason.IS_SO, Reason.OTHER_SIDE, Reason.IS_GAP, Reason.NO_SUCH_GAP) and finding.stored[-1].target:
        return f"there was {first} against {last}{_gap(finding, voice)}"
    if len(stored) == 1:
        return f"there was {first}"
    return f"there was {first} and {last}{_change(finding, voice)}"


def _change(finding: Finding, voice: Voice) -> str:
    """`: up 24, 3.9 per cent of the earlier figure`."""
    earlier, later = finding.stored[0].value, finding.stored[-1].value
    change = EXACT.subtract(later, earlier)
    if not change:
        return ": no change"
    words = f": {'up' if change > 0 else 'down'} {difference(change, voice.definition.unit, voice.decimals)}"
    relative = finding.reason in (Reason.LATER_BASE, Reason.IS_CHANGE, Reason.NO_SUCH_CHANGE, Reason.MOVED_OTHERWISE)
    if voice.definition.unit is Unit.PERCENT and finding.reason is not Reason.LATER_BASE:
        return words
    if not earlier or not relative:
        return words
    words += f", {_share(change, earlier)} per cent of the earlier figure"
    if finding.reason is Reason.LATER_BASE:
        words += f" ({_share(change, later)} of the later one)"
    return words


def _gap(finding: Finding, voice: Voice) -> str:
    """`: 47 per 100,000, 8.0 per cent of the target`."""
    value, target = finding.stored[0].value, finding.stored[-1].value
    gap = EXACT.subtract(value, target)
    if not gap or not target or finding.stored[-1].upper is not None:
        return ""
    side = "above" if gap > 0 else "below"
    return f": {difference(gap, voice.definition.unit, voice.decimals)} {side}, {_share(gap, target)} per cent of it"


def _share(amount: Decimal, whole: Decimal) -> str:
    return percent(EXACT.divide(EXACT.multiply(amount, Decimal(100)), abs(whole))).removesuffix("%")
