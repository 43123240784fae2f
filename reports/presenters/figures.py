"""One figure after another: cells, rows and entries of one indicator's periods, with their badges and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from indicators.domain.assessment import Point
from indicators.domain.definitions import Colour
from indicators.domain.periods import Period
from indicators.domain.rating import ShownRating
from indicators.domain.series import Observation, State, Status
from reports.cards import Badge, Cell, CellKind, FigureRow, Mark, PeriodCard, SeriesEntry, Shape
from reports.wording import numbers
from reports.wording.standing import REVISED, STATE_WORDS, day, standing_words
from reports.wording.voice import COLOUR_WORDS, STATUS_WORDS, Voice

SHAPES = {
    Colour.RED: Shape.TRIANGLE,
    Colour.AMBER: Shape.CIRCLE,
    Colour.GREEN: Shape.STAR,
    Colour.NONE: Shape.DASH,
}
BADGES = {colour: Badge(colour, SHAPES[colour], COLOUR_WORDS[colour]) for colour in Colour}
PROVISIONAL = Mark("p", "provisional")
TARGET_MOVED = Mark("t", "the colour changed only because the target moved")
BY_HAND = Mark("h", "the colour was set by hand")
NOT_VERIFIED = {
    State.DRAFT: Mark("d", STATE_WORDS[State.DRAFT]),
    State.SUBMITTED: Mark("s", STATE_WORDS[State.SUBMITTED]),
}


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


def cell(voice: Voice, month: Period, point: Point | None) -> Cell:
    if point is None or point.observation is None:
        card = period_card(month if point is None else point.period)
        return Cell(card, CellKind.EMPTY, "", BADGES[Colour.NONE])
    observation, rating = point.observation, point.rating
    card = period_card(point.period)
    text = observation_text(voice, observation)
    if not observation.has_figure:
        return Cell(card, CellKind.MISSING, text, BADGES[Colour.NONE], marks_of(observation, rating, point))
    badge = BADGES[rating.colour]
    hidden = voice.hides(observation)
    kind = CellKind.MISSING if hidden else CellKind.VALUE
    key = None if hidden or observation.value is None else float(observation.value)
    return Cell(card, kind, text, badge, marks_of(observation, rating, point), key)


def observation_text(voice: Voice, observation: Observation) -> str:
    """What is printed for one figure: its value, its judged colour, or why there is none."""
    if voice.hides(observation):
        return STATUS_WORDS[Status.SUPPRESSED]
    if observation.value is not None:
        return voice.value(observation.value)
    if observation.judged is not None:
        return COLOUR_WORDS[observation.judged]
    return STATUS_WORDS[observation.status]


def marks_of(observation: Observation, rating: ShownRating, point: Point) -> tuple[Mark, ...]:
    """The signs printed beside a figure, each with its meaning."""
    revised_on, state = observation.revised_on, observation.state
    verified = state is State.VERIFIED
    if verified and not (observation.provisional or point.moved_by_target or rating.override or revised_on):
        return ()
    found = (
        (PROVISIONAL, observation.provisional),
        (TARGET_MOVED, point.moved_by_target),
        (BY_HAND, rating.override is not None),
    )
    others = [] if verified else [NOT_VERIFIED[state]]
    if revised_on:
        others.append(_revised(revised_on))
    return (*(mark for mark, holds in found if holds), *others)


def _bare(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(Mark(one.sign, one.meaning) for one in marks)


@lru_cache(maxsize=512)
def _revised(on: date) -> Mark:
    return Mark("r", REVISED, f"on {day(on)}")


def revised_for_machines(observation: Observation | None) -> str | None:
    """`2026-10-12`; None where the figure took no other's place."""
    return None if observation is None or observation.revised_on is None else observation.revised_on.isoformat()


def series_entry(voice: Voice, point: Point) -> SeriesEntry:
    """One period for machines."""
    observation, target = point.observation, point.target
    hidden = voice.hides(observation)
    value = None if observation is None or hidden or observation.value is None else numbers.plain(observation.value)
    status = "none" if observation is None else Status.SUPPRESSED if hidden else observation.status
    return SeriesEntry(
        point.period.written,
        value,
        status,
        None if target is None else numbers.plain(target.value),
        None if target is None or target.value_to is None else numbers.plain(target.value_to),
        point.rating.colour,
        revised_for_machines(observation),
    )


def figure_rows(subject: Subject, points: Sequence[Point]) -> tuple[FigureRow, ...]:
    """The indicator's data table, newest first."""
    voice = subject.voice
    rows = []
    for point in reversed(points):
        observation = point.observation
        hidden = voice.hides(observation)
        shown = observation if observation is not None and not hidden else None
        status = "" if observation is None else STATUS_WORDS[Status.SUPPRESSED if hidden else observation.status]
        rows.append(
            FigureRow(
                period=period_card(point.period),
                text="No figure" if observation is None else observation_text(voice, observation),
                numerator="" if shown is None or shown.numerator is None else numbers.digits(shown.numerator),
                denominator="" if shown is None or shown.denominator is None else numbers.digits(shown.denominator),
                target_text="" if point.target is None else voice.target(point.target),
                badge=BADGES[point.rating.colour],
                status_words=status,
                reason=observation.reason if observation is not None else "",
                # The date stands in the note beside it: nobody should hear it twice.
                marks=() if observation is None else _bare(marks_of(observation, point.rating, point)),
                entry=series_entry(voice, point),
                standing=numbers.sentence(standing_words(observation)),
            )
        )
    return tuple(rows)
