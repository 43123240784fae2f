"""What is said of an exception rule: whether it fired, and on what evidence."""

from __future__ import annotations

from indicators.domain.assessment import Assessment
from indicators.domain.definitions import Colour
from indicators.domain.exception_report import CommitteeRules, Deteriorating, Finding, OffTarget, Outcome, Rule
from indicators.domain.travel import Run, RunEnd
from reports.wording.numbers import number_word, sentence, times, trimmed
from reports.wording.ratings import gap_words, not_rated, why
from reports.wording.travel import run_words
from reports.wording.voice import COLOUR_WORDS, TOO_SMALL, Voice

RULE_NAMES = {
    Rule.OFF_TARGET: "Off target",
    Rule.DETERIORATING: "Deteriorating",
    Rule.BUDGET: "Affects the budget",
    Rule.CORPORATE_RISK: "Affects a corporate risk",
    Rule.ADDED_BY_HAND: "Added by hand",
    Rule.LEFT_OUT_BY_HAND: "Left out by hand",
}


def rules_words(rules: CommitteeRules) -> tuple[str, ...]:
    """How the committee decides what is an exception, a sentence a rule."""
    moves = rules.worsening_moves
    return (
        f"Off target: rated red, or {trimmed(rules.off_target_from)}% or more worse than its target.",
        f"Deteriorating: worse {times(moves)} in a row, ending at its latest figure; a tie or a gap ends the run.",
        "Affects the budget: an officer says so, with the budget line.",
        "Affects a corporate risk: an officer says so, with the risk.",
    )


def evidence(voice: Voice, outcome: Outcome, assessment: Assessment) -> str:
    """Why a rule fired, did not, or could not be applied."""
    if isinstance(outcome, OffTarget):
        return sentence(_off_target(voice, outcome, assessment))
    if isinstance(outcome, Deteriorating):
        return sentence(_deteriorating(outcome))
    if outcome.flag is not None:
        return sentence(outcome.flag.reason)
    return "Nobody has said so."


def _off_target(voice: Voice, outcome: OffTarget, assessment: Assessment) -> str:
    latest = assessment.latest
    if latest is None:
        return "there is no figure"
    rating = latest.rating.computed
    if not outcome.evaluated:
        return not_rated(rating)
    if voice.hides(rating.observation):
        return f"{'off' if outcome.fired else 'not off'} target by the true figure; {TOO_SMALL}"
    words = gap_words(voice, rating, (outcome.threshold,)) if rating.shortfall is not None else why(voice, rating)
    if outcome.fired and outcome.by_colour:
        computed = rating.colour is Colour.RED
        by_hand = latest.rating.override is not None
        if not by_hand:
            return words if outcome.by_size else f"{words}; rated red"
        shown = COLOUR_WORDS[latest.rating.colour].lower()
        return f"{words}; computed red, set to {shown} by hand" if computed else f"{words}; set to red by hand"
    if outcome.fired:
        shown = COLOUR_WORDS[latest.rating.colour].lower()
        though = f"{shown} by its own scheme" if latest.rating.override is None else f"set to {shown} by hand"
        return f"{words}: {trimmed(outcome.threshold)}% or more, though {though}"
    return words


def _deteriorating(outcome: Deteriorating) -> str:
    run = outcome.run
    if not outcome.evaluated:
        return {
            RunEnd.YEAR_TO_DATE: "not looked for: year-to-date figures always move",
            RunEnd.NO_GOOD_WAY: "not looked for: neither way is better",
            RunEnd.JUDGEMENT: "not looked for: judged by a person",
            RunEnd.NO_RANGE: "not looked for: there is no range to compare with",
        }.get(run.ended_by, "not looked for: there is no figure")
    if not run.moves:
        return _no_move(run)
    if outcome.fired:
        return run_words(run)
    return f"{run_words(run)}; the rule asks for {number_word(outcome.moves_wanted)} in a row"


def _no_move(run: Run) -> str:
    return {
        RunEnd.BETTER: "better than the period before",
        RunEnd.TIE: "unchanged since the period before",
        RunEnd.BREAK: "nothing comparable before it: the definition or range changed",
        RunEnd.GAP: "no figure for the period before",
        RunEnd.START: "its first figure",
    }.get(run.ended_by, "no worsening move")


def nearly_words(finding: Finding) -> str:
    """Why it nearly qualifies; empty when it does not."""
    words = []
    if finding.nearly_by_colour:
        words.append("amber")
    if finding.nearly_by_run:
        words.append(f"{run_words(finding.deteriorating.run)}: one more would be an exception")
    return sentence("; ".join(words))
