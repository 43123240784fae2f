"""What applying an uploaded file would do, line by line: kept with the upload, so that what is confirmed is what was
shown."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.actions.entries import Entered, Entry, Result, Seen
from indicators.domain.definitions import Colour
from indicators.domain.periods import parse
from indicators.domain.series import Status
from indicators.importing.rows import FigureRow
from indicators.importing.values import plain

NUMBERS = ("value", "numerator", "denominator")
TEXTS = ("value_text", "reason", "note")
Columns = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of an uploaded file and what would become of it.

    `place` says where it stands in the file, `cells` how it was typed there (by the data format's columns). `says`
    holds why it was refused or warned about; `doubts` what looks like a slip, in words. `figure` is None where the row
    could not be read. `old` and `new` are the figure's columns before and after.
    """

    place: str
    result: Result
    cells: dict[str, str]
    says: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    why_needed: bool = False
    figure: FigureRow | None = None
    old: Columns | None = None
    new: Columns | None = None
    seen: Seen = Seen()  # noqa: RUF009 - a tuple, which nobody can change

    @property
    def is_offered(self) -> bool:
        """Would confirming write it, given the reasons it asks for?"""
        return self.figure is not None and (self.result in WRITES or self.why_needed or self.result is Result.DOUBTED)

    def entry(self, *, why: str, checked: str) -> Entry:
        """As it is entered once it is confirmed: over what was shown, and nothing else."""
        if self.figure is None:
            raise ValueError(f"{self.place} could not be read")
        return Entry(row=self.figure, seen=self.seen, why=why, checked=checked, ask=bool(self.doubts))


WRITES = (Result.NEW, Result.CHANGED, Result.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class Preview:
    """All lines of a file, in its order, and what the reader noticed on the way."""

    lines: tuple[Line, ...]
    notices: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Lines by what would become of them."""
        found = Counter(line.result.value for line in self.lines)
        return {result.value: found[result.value] for result in Result}

    @property
    def needs_why(self) -> bool:
        """Does a verified figure change?"""
        return any(line.why_needed for line in self.lines)

    @property
    def has_doubts(self) -> bool:
        return any(line.result is Result.DOUBTED for line in self.lines)

    def packed(self) -> bytes:
        """As it is stored."""
        written = {"notices": self.notices, "lines": [_written(line) for line in self.lines]}
        return zlib.compress(json.dumps(written, ensure_ascii=False).encode(), 6)

    @classmethod
    def unpacked(cls, stored: bytes) -> Preview:
        """As it was stored by `packed`."""
        found = json.loads(zlib.decompress(bytes(stored)))
        return cls(tuple(_read(line) for line in found["lines"]), tuple(found["notices"]))


def line_of(place: str, cells: dict[str, str], entered: Entered, doubts: Sequence[str]) -> Line:
    """The line of a row that could be read."""
    return Line(
        place=place,
        result=entered.result,
        cells=cells,
        says=tuple(problem.message for problem in entered.problems),
        doubts=tuple(doubts),
        why_needed=entered.why_needed,
        figure=entered.entry.row,
        old=entered.old,
        new=entered.new,
        seen=entered.seen,
    )


def _written(line: Line) -> dict[str, Any]:
    found: dict[str, Any] = {"place": line.place, "result": line.result.value, "cells": line.cells, "seen": line.seen}
    more = {"says": line.says, "doubts": line.doubts, "why": line.why_needed, "old": line.old, "new": line.new}
    found |= {name: value for name, value in more.items() if value}
    if line.figure is not None:
        found["figure"] = dict(_figure_written(line.figure))
    return found


def _figure_written(row: FigureRow) -> Iterator[tuple[str, Any]]:
    yield from (("row", row.row), ("given", sorted(row.given)), ("code", row.code), ("period", row.period.written))
    for name in NUMBERS:
        number = getattr(row, name)
        if number is not None:
            yield name, plain(number)
    for name in TEXTS:
        if text := getattr(row, name):
            yield name, text
    yield "status", row.status.value
    if row.judged is not None:
        yield "judged", row.judged.value


def _read(found: dict[str, Any]) -> Line:
    figure = found.get("figure")
    return Line(
        place=found["place"],
        result=Result(found["result"]),
        cells=found["cells"],
        says=tuple(found.get("says", ())),
        doubts=tuple(found.get("doubts", ())),
        why_needed=found.get("why", False),
        figure=None if figure is None else _figure_read(figure),
        old=tuple(found["old"]) if "old" in found else None,
        new=tuple(found["new"]) if "new" in found else None,
        seen=Seen(*found["seen"]),
    )


def _figure_read(found: dict[str, Any]) -> FigureRow:
    judged = found.get("judged")
    return FigureRow(
        row=found["row"],
        given=frozenset(found["given"]),
        code=found["code"],
        period=parse(found["period"]),
        status=Status(found["status"]),
        judged=None if judged is None else Colour(judged),
        **{name: Decimal(found[name]) for name in NUMBERS if name in found},
        **{name: found[name] for name in TEXTS if name in found},
    )
