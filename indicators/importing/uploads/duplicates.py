"""Figures that stand in one file twice: none of them is taken, since nobody can tell which is meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indicators.domain.periods import Period
from indicators.importing.problems import listed, quoted
from indicators.importing.uploads.answers import UploadedFigure

MOST_NAMED: Final = 5


def apart(figures: Sequence[UploadedFigure]) -> tuple[list[UploadedFigure], list[tuple[UploadedFigure, str]]]:
    """Those that stand there once, and the others each with where else it stands."""
    places: dict[tuple[str, Period], list[UploadedFigure]] = {}
    for one in figures:
        places.setdefault((one.figure.key, one.figure.period), []).append(one)
    once: list[UploadedFigure] = []
    several: list[tuple[UploadedFigure, str]] = []
    for one in figures:
        same = places[one.figure.key, one.figure.period]
        if len(same) == 1:
            once.append(one)
        else:
            several.append((one, _stands_too(one, same)))
    return once, several


def _stands_too(one: UploadedFigure, same: Sequence[UploadedFigure]) -> str:
    others = [other.place for other in same if other is not one]
    places = listed(others[:MOST_NAMED], "and") + (" and others" if len(others) > MOST_NAMED else "")
    spelt_alike = all(other.figure.code == one.figure.code for other in same)
    why = "" if spelt_alike else " (codes are compared without case)"
    named = quoted(f"{one.figure.code}, {one.figure.period.written}")
    return f"{named} stands in {places} too{why}; accepted: one figure for each code and period"
