"""What is drawn: the chart of an indicator's page and the small line of a dashboard's row."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.domain.assessment import Point
from indicators.domain.definitions import Colour
from reports.cards import ChartPoint, ChartSpec, Spark
from reports.presenters.figures import BADGES, Subject, observation_text
from reports.wording import numbers
from reports.wording.pictures import alternative
from reports.wording.standing import standing_words
from reports.wording.voice import Voice

AXES = {"percent": ("", "%"), "pounds": ("£", "")}


def chart(subject: Subject, points: Sequence[Point]) -> ChartSpec:
    """The figures of some periods in a row, with their targets."""
    voice = subject.voice
    prefix, suffix = AXES.get(voice.definition.unit.value, ("", ""))
    drawn: list[ChartPoint] = []
    for index, point in enumerate(points):
        observation, target = point.observation, point.target
        shown = observation is not None and observation.value is not None and not voice.hides(observation)
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
                break_before=index > 0 and _breaks_before(voice, points, index),
                standing=standing_words(observation),
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


def spark(voice: Voice, points: Sequence[Point]) -> Spark:
    """The bare line of the dashboard's small trend: no words, for nobody is told of it (the table says it all)."""
    values: list[float | None] = []
    colour = Colour.NONE
    for point in points:
        observation = point.observation
        if observation is None or observation.value is None or voice.hides(observation):
            values.append(None)
        else:
            values.append(float(observation.value))
            colour = point.rating.colour
    breaks = [index for index in range(1, len(points)) if _breaks_before(voice, points, index)]
    return Spark(tuple(values), colour, tuple(breaks))


def _breaks_before(voice: Voice, points: Sequence[Point], index: int) -> bool:
    """Did the definition change between the period before and this one?"""
    return voice.definition.break_between(points[index - 1].period, points[index].period) is not None
