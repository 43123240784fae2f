"""One vital sign with everything said of it."""

from __future__ import annotations

from indicators.domain.assessment import Assessment, Point
from indicators.domain.definitions import Colour
from indicators.domain.exception_report import Finding
from indicators.domain.periods import window
from indicators.domain.series import Observation, Status
from indicators.domain.travel import Comparison, Direction
from reports import cards
from reports.cards import IndicatorCard
from reports.presenters.figures import BADGES, Subject, cell, period_card, revised_for_machines, series_entry
from reports.presenters.pictures import spark
from reports.wording import numbers, ratings, rules, travel
from reports.wording.standing import standing_words
from reports.wording.voice import BASIS_WORDS, COLOUR_WORDS, FREQUENCY_WORDS, GOOD_IS_WORDS, STATUS_WORDS, Voice


def indicator_card(subject: Subject, finding: Finding, keeps: str = "") -> IndicatorCard:
    """One vital sign with everything said of it. `keeps` is what its links add to an address."""
    assessment = finding.assessment
    voice, definition = subject.voice, assessment.definition
    latest, target = assessment.latest, assessment.latest.target if assessment.latest else None
    by_month = {point.period.last_month_number: point for point in assessment.points}
    previous = _arrow(voice, assessment.since_previous)
    last_year = _arrow(voice, assessment.since_last_year)
    outcomes = tuple(
        cards.RuleOutcome(
            outcome.rule,
            rules.RULE_NAMES[outcome.rule],
            outcome.evaluated,
            outcome.fired,
            rules.evidence(voice, outcome, assessment),
        )
        for outcome in finding.outcomes
    )
    return IndicatorCard(
        code=subject.code,
        address=subject.address,
        name=subject.name,
        section=subject.section,
        section_slug=subject.section_slug,
        good_is=definition.good_is.value,
        good_is_words=GOOD_IS_WORDS[definition.good_is],
        unit=definition.unit.value,
        unit_words=numbers.UNIT_WORDS[definition.unit],
        basis=definition.basis.value,
        basis_words=BASIS_WORDS[definition.basis],
        frequency_words=FREQUENCY_WORDS[definition.frequency],
        lead=subject.lead,
        data_owner=subject.data_owner,
        latest=_latest(voice, latest),
        newest=_newest(voice, assessment.newest),
        age_words=_age_words(assessment),
        months_old=assessment.months_old,
        target_text=voice.target(target),
        target_period=None if target is None else target.period.written,
        target_value=None if target is None else numbers.plain(target.value),
        target_to=None if target is None or target.value_to is None else numbers.plain(target.value_to),
        badge=BADGES[assessment.colour],
        rating=_rating_facts(voice, assessment),
        rating_words="There is no figure yet." if latest is None else ratings.rating_words(voice, latest.rating),
        computed_words="" if latest is None else ratings.override_words(latest.rating),
        since_words=ratings.since_words(assessment),
        since_previous=previous,
        since_last_year=last_year,
        travel_words=previous.words if previous == last_year else f"{previous.words}, {last_year.words}",
        cells=tuple(cell(voice, month, by_month.get(month.number)) for month in window(assessment.as_at)),
        series=tuple(series_entry(voice, point) for point in assessment.points),
        spark=spark(voice, assessment.recent),
        outcomes=outcomes,
        is_exception=finding.is_exception,
        left_out=finding.left_out.fired and not finding.is_exception,
        nearly=finding.nearly,
        nearly_words=rules.nearly_words(finding),
        notes=_notes(assessment),
        keeps=keeps,
    )


def _latest(voice: Voice, latest: Point | None) -> cards.LatestFigure | None:
    if latest is None or latest.observation is None:
        return None
    observation = latest.observation
    value, status = None, observation.status
    if voice.hides(observation):
        status = Status.SUPPRESSED
        text = STATUS_WORDS[status]
    elif observation.value is None:
        text = COLOUR_WORDS[observation.judged or Colour.NONE]
    else:
        value = numbers.plain(observation.value)
        text = numbers.figure_with_unit(observation.value, voice.definition.unit, voice.decimals)
    standing, revised = numbers.sentence(standing_words(observation)), revised_for_machines(observation)
    return cards.LatestFigure(period_card(latest.period), value, status.value, text, standing, revised)


def _newest(voice: Voice, newest: Observation | None) -> cards.NewestRow | None:
    if newest is None:
        return None
    status = Status.SUPPRESSED if voice.hides(newest) else newest.status
    words = ""
    if not newest.has_figure:
        reason = f" {numbers.sentence(newest.reason)}" if newest.reason else ""
        standing = numbers.sentence(standing_words(newest))
        words = f"{newest.period.name}: {STATUS_WORDS[status].lower()}.{reason} {standing}".rstrip()
    return cards.NewestRow(period_card(newest.period), status.value, newest.reason or None, words)


def _age_words(assessment: Assessment) -> str:
    age = assessment.months_old
    if not age:
        return ""
    return f"{numbers.counted(age, 'month')} older than this dashboard"


def _rating_facts(voice: Voice, assessment: Assessment) -> cards.RatingFacts:
    latest = assessment.latest
    scheme = assessment.scheme.slug or assessment.scheme.kind.value
    if latest is None:
        none = Colour.NONE.value
        return cards.RatingFacts(none, none, False, None, None, scheme, False, None, "There is no figure yet.")
    shown = latest.rating
    hidden = voice.hides(latest.observation)
    gap = None if hidden else shown.computed.printed_gap
    unit = None if gap is None or shown.computed.gap_unit is None else shown.computed.gap_unit.value
    reason = ratings.rating_words(voice, shown)
    if shown.override is not None:
        reason = f"{reason} {ratings.override_words(shown)}"
    return cards.RatingFacts(
        colour=shown.colour.value,
        computed=shown.computed.colour.value,
        overridden=shown.override is not None,
        gap=None if gap is None else numbers.plain(gap if gap else abs(gap)),
        gap_unit=unit,
        scheme=scheme,
        provisional=shown.provisional,
        since=None if assessment.since is None else assessment.since.written,
        reason=reason,
    )


def _arrow(voice: Voice, comparison: Comparison) -> cards.Arrow:
    period = comparison.earlier_period
    # Nothing is told to have happened since a period that it cannot be compared with.
    to = "with" if comparison.direction is Direction.NOT_COMPARABLE else "since"
    return cards.Arrow(
        comparison.direction,
        travel.ARROW_WORDS[comparison.direction],
        "" if period is None else f"{to} {period.name}",
        travel.arrow_words(voice, comparison),
        travel.change_words(voice, comparison) if comparison.direction is not Direction.NOT_COMPARABLE else "",
    )


def _notes(assessment: Assessment) -> tuple[str, ...]:
    """What must be said beside the verdict."""
    notes = []
    if assessment.latest is not None and assessment.latest.moved_by_target:
        notes.append(ratings.target_moved_words(assessment.latest.period))
    if assessment.target_lapsed:
        notes.append(ratings.TARGET_LAPSED)
    if assessment.latest is not None and assessment.latest.rating.provisional:
        notes.append("The figure is provisional, and so is what is said of it.")
    return tuple(notes)
