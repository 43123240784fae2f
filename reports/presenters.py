"""Judgements into cards: what was concluded becomes what is printed. No arithmetic beyond rounding for print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from indicators.domain.assessment import Assessment, Point
from indicators.domain.definitions import Colour
from indicators.domain.exception_report import Finding
from indicators.domain.periods import Period, window
from indicators.domain.rating import Scheme, ShownRating
from indicators.domain.series import Observation, Status
from indicators.domain.travel import Comparison, Direction
from reports import cards
from reports.cards import Badge, Cell, CellKind, ChartPoint, ChartSpec, IndicatorCard, PeriodCard, SeriesEntry, Shape
from reports.wording import numbers, verdicts
from reports.wording.pictures import alternative
from reports.wording.verdicts import COLOUR_WORDS, STATUS_WORDS, Voice

SHAPES = {
    Colour.RED: Shape.TRIANGLE,
    Colour.AMBER: Shape.CIRCLE,
    Colour.GREEN: Shape.STAR,
    Colour.NONE: Shape.DASH,
}
BADGES = {colour: Badge(colour, SHAPES[colour], COLOUR_WORDS[colour]) for colour in Colour}
PROVISIONAL = ("p", "provisional")
TARGET_MOVED = ("t", "the colour changed only because the target moved")
BY_HAND = ("h", "the colour was set by hand")
CARD_HEADINGS = (
    ("why", "Why is this important?"),
    ("explains", "What explains current performance?"),
    ("success", "What will success look like?"),
    ("actions", "Action required"),
)
DAYS_COUNTED = 93  # after that, months say more
AXES = {"percent": ("", "%"), "pounds": ("£", "")}


class CardText(Protocol):
    """Report-card text in Markdown, part by part."""

    why: str
    explains: str
    success: str
    actions: str


class DefinitionText(Protocol):
    """One version of what an indicator means."""

    from_period: Period
    definition: str
    why: str
    target_rationale: str
    breaks_series: bool
    note: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What the register says of an indicator, ready to print."""

    code: str
    address: str
    name: str
    section: str
    section_slug: str
    lead: str
    data_owner: str
    voice: Voice


@lru_cache(maxsize=4096)
def period_card(period: Period) -> PeriodCard:
    return PeriodCard(period.written, period.label, period.name, period.address)


def indicator_card(subject: Subject, finding: Finding) -> IndicatorCard:
    """One vital sign with everything said of it."""
    assessment = finding.assessment
    voice, definition = subject.voice, assessment.definition
    latest, target = assessment.latest, assessment.latest.target if assessment.latest else None
    by_month = {point.period.last_month_number: point for point in assessment.points}
    previous = _arrow(voice, assessment.since_previous)
    last_year = _arrow(voice, assessment.since_last_year)
    outcomes = tuple(
        cards.RuleOutcome(
            outcome.rule,
            verdicts.RULE_NAMES[outcome.rule],
            outcome.evaluated,
            outcome.fired,
            verdicts.evidence(voice, outcome, assessment),
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
        good_is_words=verdicts.GOOD_IS_WORDS[definition.good_is],
        unit=definition.unit.value,
        unit_words=numbers.UNIT_WORDS[definition.unit],
        basis=definition.basis.value,
        basis_words=verdicts.BASIS_WORDS[definition.basis],
        frequency_words=verdicts.FREQUENCY_WORDS[definition.frequency],
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
        rating_words="There is no figure yet." if latest is None else verdicts.rating_words(voice, latest.rating),
        computed_words="" if latest is None else verdicts.override_words(latest.rating),
        since_words=verdicts.since_words(assessment),
        since_previous=previous,
        since_last_year=last_year,
        travel_words=previous.words if previous == last_year else f"{previous.words}, {last_year.words}",
        cells=tuple(_cell(voice, month, by_month.get(month.number)) for month in window(assessment.as_at)),
        series=tuple(series_entry(voice, point) for point in assessment.points),
        spark=_spark(subject, assessment.recent),
        outcomes=outcomes,
        is_exception=finding.is_exception,
        left_out=finding.left_out.fired and not finding.is_exception,
        nearly=finding.nearly,
        nearly_words=verdicts.nearly_words(finding),
        notes=_notes(assessment),
    )


def _latest(voice: Voice, latest: Point | None) -> cards.LatestFigure | None:
    if latest is None or latest.observation is None:
        return None
    observation = latest.observation
    if voice.hides(observation):
        return cards.LatestFigure(
            period_card(latest.period), None, Status.SUPPRESSED.value, STATUS_WORDS[Status.SUPPRESSED]
        )
    if observation.value is None:
        return cards.LatestFigure(
            period_card(latest.period), None, observation.status.value, COLOUR_WORDS[observation.judged or Colour.NONE]
        )
    text = numbers.figure_with_unit(observation.value, voice.definition.unit, voice.decimals)
    return cards.LatestFigure(
        period_card(latest.period), numbers.plain(observation.value), observation.status.value, text
    )


def _newest(voice: Voice, newest: Observation | None) -> cards.NewestRow | None:
    if newest is None:
        return None
    status = Status.SUPPRESSED if voice.hides(newest) else newest.status
    words = ""
    if not newest.has_figure:
        reason = f" {numbers.sentence(newest.reason)}" if newest.reason else ""
        words = f"{newest.period.name}: {STATUS_WORDS[status].lower()}.{reason}"
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
    reason = verdicts.rating_words(voice, shown)
    if shown.override is not None:
        reason = f"{reason} {verdicts.override_words(shown)}"
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
    return cards.Arrow(
        comparison.direction,
        verdicts.ARROW_WORDS[comparison.direction],
        "" if period is None else f"since {period.name}",
        verdicts.arrow_words(voice, comparison),
        verdicts.change_words(voice, comparison) if comparison.direction is not Direction.NOT_COMPARABLE else "",
    )


def _cell(voice: Voice, month: Period, point: Point | None) -> Cell:
    if point is None or point.observation is None:
        card = period_card(month if point is None else point.period)
        return Cell(card, CellKind.EMPTY, "", "no figure", BADGES[Colour.NONE])
    observation, rating = point.observation, point.rating
    card = period_card(point.period)
    text = observation_text(voice, observation)
    if not observation.has_figure:
        return Cell(card, CellKind.MISSING, text, text.lower(), BADGES[Colour.NONE])
    badge = BADGES[rating.colour]
    hidden = voice.hides(observation)
    kind = CellKind.MISSING if hidden else CellKind.VALUE
    key = None if hidden or observation.value is None else float(observation.value)
    marks = marks_of(observation, rating, point)
    said = ", ".join([text, badge.word.lower(), *(meaning for _, meaning in marks)])
    return Cell(card, kind, text, said, badge, marks, key)


def observation_text(voice: Voice, observation: Observation) -> str:
    """What is printed for one figure: its value, its judged colour, or why there is none."""
    if voice.hides(observation):
        return STATUS_WORDS[Status.SUPPRESSED]
    if observation.value is not None:
        return voice.value(observation.value)
    if observation.judged is not None:
        return COLOUR_WORDS[observation.judged]
    return STATUS_WORDS[observation.status]


def marks_of(observation: Observation, rating: ShownRating, point: Point) -> tuple[tuple[str, str], ...]:
    """The signs printed beside a figure, each with its meaning."""
    if not (observation.provisional or point.moved_by_target or rating.override):
        return ()
    found = (
        (PROVISIONAL, observation.provisional),
        (TARGET_MOVED, point.moved_by_target),
        (BY_HAND, rating.override is not None),
    )
    return tuple(mark for mark, holds in found if holds)


def series_entry(voice: Voice, point: Point) -> SeriesEntry:
    """One period for machines."""
    observation, target = point.observation, point.target
    hidden = voice.hides(observation)
    value = None if observation is None or hidden or observation.value is None else numbers.plain(observation.value)
    status = "none" if observation is None else Status.SUPPRESSED.value if hidden else observation.status.value
    return SeriesEntry(
        point.period.written,
        value,
        status,
        None if target is None else numbers.plain(target.value),
        None if target is None or target.value_to is None else numbers.plain(target.value_to),
        point.rating.colour.value,
    )


def _spark(subject: Subject, points: Sequence[Point]) -> ChartSpec:
    """The bare line of the dashboard's small trend: no words, for nobody is told of it (the table says it all)."""
    voice, none = subject.voice, BADGES[Colour.NONE]
    drawn = []
    for point in points:
        observation = point.observation
        value = None if observation is None or voice.hides(observation) else observation.value
        drawn.append(ChartPoint("", "", None if value is None else float(value), "", None, None, "", none))
    return ChartSpec(subject.name, "", "", "", tuple(drawn), "")


def chart(subject: Subject, points: Sequence[Point]) -> ChartSpec:
    """The figures of some periods in a row, with their targets."""
    voice = subject.voice
    prefix, suffix = AXES.get(voice.definition.unit.value, ("", ""))
    drawn: list[ChartPoint] = []
    for index, point in enumerate(points):
        observation, target = point.observation, point.target
        shown = observation is not None and observation.value is not None and not voice.hides(observation)
        broke = index > 0 and voice.definition.break_between(points[index - 1].period, point.period) is not None
        drawn.append(
            ChartPoint(
                label=point.period.label,
                name=point.period.name,
                value=float(observation.value) if shown and observation and observation.value is not None else None,
                text="" if observation is None else observation_text(voice, observation),
                target=None if target is None else float(target.value),
                target_to=None if target is None or target.value_to is None else float(target.value_to),
                target_text="" if target is None else voice.target(target),
                badge=BADGES[point.rating.colour],
                provisional=observation is not None and observation.provisional,
                break_before=broke,
            )
        )
    return ChartSpec(
        title=subject.name,
        unit=numbers.UNIT_WORDS[voice.definition.unit],
        prefix=prefix,
        suffix=suffix,
        points=tuple(drawn),
        alternative=alternative(voice, points),
    )


def _notes(assessment: Assessment) -> tuple[str, ...]:
    """What must be said beside the verdict."""
    notes = []
    if assessment.latest is not None and assessment.latest.moved_by_target:
        notes.append(verdicts.target_moved_words(assessment.latest.period))
    if assessment.target_lapsed:
        notes.append(verdicts.TARGET_LAPSED)
    if assessment.latest is not None and assessment.latest.rating.provisional:
        notes.append("The figure is provisional, and so is what is said of it.")
    return tuple(notes)


def counts(findings: Iterable[Finding]) -> cards.Counts:
    """How many of each colour as shown, and how many exceptions."""
    everything = list(findings)
    by_colour = {colour: sum(one.assessment.colour is colour for one in everything) for colour in Colour}
    return cards.Counts(
        red=by_colour[Colour.RED],
        amber=by_colour[Colour.AMBER],
        green=by_colour[Colour.GREEN],
        none=by_colour[Colour.NONE],
        exceptions=sum(one.is_exception for one in everything),
        total=len(everything),
    )


def count_badges(of: cards.Counts) -> tuple[cards.CountBadge, ...]:
    """The counts with the badge of their colour: red, amber, green, not rated."""
    return tuple(
        cards.CountBadge(BADGES[colour], getattr(of, colour.value))
        for colour in (Colour.RED, Colour.AMBER, Colour.GREEN, Colour.NONE)
    )


def summary(of: cards.Counts) -> str:
    """`15 vital signs: 4 red, 0 amber, 2 green and 9 not rated. 5 are exceptions.`"""
    signs = numbers.counted(of.total, "vital sign")
    exceptions = "1 is an exception" if of.exceptions == 1 else f"{of.exceptions} are exceptions"
    return f"{signs}: {of.red} red, {of.amber} amber, {of.green} green and {of.none} not rated. {exceptions}."


def age(shown: Iterable[IndicatorCard], as_at: Period, today: date) -> str:
    """How long ago the dashboard's month ended, how old the oldest of the latest figures is, and which indicators have
    none."""
    everything = list(shown)
    aged = [card for card in everything if card.months_old is not None]
    bare = [card.code for card in everything if card.months_old is None]
    words = [ended_words(as_at, today)]
    if aged:
        oldest = max(aged, key=lambda card: card.months_old or 0)
        if oldest.months_old and oldest.latest is not None:
            months = numbers.counted(oldest.months_old, "month")
            words.append(
                f"The oldest latest figure is {months} older than this dashboard: {oldest.code}, "
                f"{oldest.latest.period.name}."
            )
        else:
            words.append("Every latest figure is of this month.")
    if bare:
        have = "has" if len(bare) == 1 else "have"
        words.append(f"{numbers.listed(bare)} {have} no figure yet.")
    return " ".join(filter(None, words))


def ended_words(month: Period, today: date) -> str:
    """`September 2026 ended 53 days ago.`, `January 2017 ended 9 years and 9 months ago.`; empty until it has."""
    days = (today - month.last_day).days
    if days <= 0:
        return ""
    if days < DAYS_COUNTED:
        return f"{month.name} ended {numbers.counted(days, 'day')} ago."
    # The last day of a month, so a month more has passed only on its same day or the last of a shorter one.
    whole = (today.year - month.last_day.year) * 12 + today.month - month.last_day.month
    full = today.day >= month.last_day.day or (today + timedelta(days=1)).day == 1
    years, months = divmod(whole if full else whole - 1, 12)
    spans = [numbers.counted(years, "year") if years else "", numbers.counted(months, "month") if months else ""]
    return f"{month.name} ended {numbers.listed([span for span in spans if span])} ago."


def figure_rows(subject: Subject, points: Sequence[Point]) -> tuple[cards.FigureRow, ...]:
    """The indicator's data table, newest first."""
    voice = subject.voice
    rows = []
    for point in reversed(points):
        observation = point.observation
        hidden = voice.hides(observation)
        shown = observation if observation is not None and not hidden else None
        status = "" if observation is None else STATUS_WORDS[Status.SUPPRESSED if hidden else observation.status]
        rows.append(
            cards.FigureRow(
                period=period_card(point.period),
                text="No figure" if observation is None else observation_text(voice, observation),
                numerator="" if shown is None or shown.numerator is None else numbers.digits(shown.numerator),
                denominator="" if shown is None or shown.denominator is None else numbers.digits(shown.denominator),
                target_text="" if point.target is None else voice.target(point.target),
                badge=BADGES[point.rating.colour],
                status_words=status,
                reason=observation.reason if observation is not None else "",
                marks=() if observation is None else marks_of(observation, point.rating, point),
                entry=series_entry(voice, point),
            )
        )
    return tuple(rows)


def text_parts(text: CardText | None, draw: Callable[[str], tuple[cards.Block, ...]]) -> tuple[cards.TextPart, ...]:
    """The four parts of a report card on the standard format, whether written yet or not."""
    return tuple(
        cards.TextPart(heading, draw(getattr(text, name)) if text is not None and getattr(text, name) else ())
        for name, heading in CARD_HEADINGS
    )


def definition_cards(versions: Sequence[DefinitionText]) -> tuple[cards.DefinitionCard, ...]:
    """Every version of a definition, newest first."""
    return tuple(
        cards.DefinitionCard(
            from_words=f"From {version.from_period.name}",
            definition=version.definition,
            why=version.why,
            target_rationale=version.target_rationale,
            breaks_words=(
                f"Figures from {version.from_period.name} on are not comparable with earlier ones."
                if version.breaks_series
                else ""
            ),
            note=version.note,
        )
        for version in reversed(versions)
    )


def definition_entry(
    subject: Subject, scheme: Scheme, retired_from: Period | None, versions: Sequence[DefinitionText]
) -> cards.DefinitionEntry:
    """One indicator in the reference document."""
    definition = subject.voice.definition
    return cards.DefinitionEntry(
        code=subject.code,
        address=subject.address,
        name=subject.name,
        section=subject.section,
        good_is_words=verdicts.GOOD_IS_WORDS[definition.good_is],
        unit_words=numbers.UNIT_WORDS[definition.unit],
        frequency_words=verdicts.FREQUENCY_WORDS[definition.frequency],
        basis_words=verdicts.BASIS_WORDS[definition.basis],
        lead=subject.lead,
        data_owner=subject.data_owner,
        how_rated=verdicts.how_rated(subject.voice, scheme),
        versions=definition_cards(versions),
        retired_words=retired_words(retired_from),
    )


def retired_words(retired_from: Period | None) -> str:
    return "" if retired_from is None else f"No longer reported from {retired_from.name} on."
