"""A figure as it is shown: its rating, its period, its cell in a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.domain.definitions import Colour


class Shape(StrEnum):
    """A rating is a shape and a word and a colour; these are the shapes Norfolk printed in 2014."""

    TRIANGLE = "triangle"
    CIRCLE = "circle"
    STAR = "star"
    DASH = "dash"


@dataclass(frozen=True, slots=True)
class Badge:
    """A rating to show: `colour` names its class, `shape` its mark, `word` its name ("Red", "Not rated")."""

    colour: Colour
    shape: Shape
    word: str


@dataclass(frozen=True, slots=True)
class PeriodCard:
    """A period in all the ways it is shown: `2016-12`, `Dec 16`, `December 2016`, and in addresses."""

    written: str
    label: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A short sign printed beside a figure ("r") with its meaning ("revised"), which the key names once. `detail` is
    what more is read out of this one figure ("on 12 October 2026")."""

    sign: str
    meaning: str
    detail: str = ""


class CellKind(StrEnum):
    """What a cell of the dashboard holds."""

    VALUE = "value"
    MISSING = "missing"  # a row that says why there is no value: shown with the same weight as a red
    EMPTY = "empty"  # never due, or not come yet: no row


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one indicator.

    `text` is what is printed ("637", "Awaited", ""). `sort_key` orders a column of cells: None where there is no value.
    """

    period: PeriodCard
    kind: CellKind
    text: str
    badge: Badge
    marks: tuple[Mark, ...] = ()
    sort_key: float | None = None


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """One period of the indicator's own frequency, for machines: decimal strings, None where there is nothing.

    `revised` is the day on which it took the place of another figure, `2026-10-12`.
    """

    period: str
    value: str | None
    status: str
    target: str | None
    target_to: str | None
    rating: str
    revised: str | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of the indicator's data table, for its own frequency. `standing` says how the figure came to stand
    there, where that must be said ("Revised on 12 October 2026.")."""

    period: PeriodCard
    text: str
    numerator: str
    denominator: str
    target_text: str
    badge: Badge
    status_words: str
    reason: str
    marks: tuple[Mark, ...]
    entry: SeriesEntry
    standing: str = ""
