"""Which row has the headings, and what each column holds: columns are matched by name, in any order.

Tidy: code, period and a value (or numerator, status or judged). Wide: code, and columns whose headings are periods.
Title rows may stand above. A heading of a month or quarter without its year takes the year that stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from indicators.domain.periods import Period
from indicators.importing.problems import listed, quoted
from indicators.importing.uploads.answers import Shape
from indicators.importing.uploads.grids import EPOCH_1900, GridRow, Merged, letters, one_line
from indicators.importing.uploads.period_columns import PeriodColumn, bare, is_period, period_columns, spanning

HEAD_ROWS: Final = 30
"""So many rows with content are looked through for the headings."""
MOST_NAMED: Final = 12
"""So many headings are named in one message."""

SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": (
        *("ref", "reference", "ref no", "indicator code", "indicator ref", "indicator reference", "indicator id"),
        *("measure code", "measure ref", "kpi", "kpi code", "kpi ref", "pi", "pi ref", "id"),
    ),
    "period": ("month", "quarter", "financial year", "reporting period", "month ending", "period ending", "date"),
    "value": ("figure", "actual", "result", "performance", "outturn"),
    "numerator": ("num",),
    "denominator": ("denom", "den"),
    "status": ("figure status",),
    "reason": ("reason for no figure",),
    "judged": ("judgement", "judgment", "rating"),
    "note": ("notes", "comment", "comments", "commentary"),
}
OF_ROUND: Final = frozenset({"name", "unit", "where", "what is wrong"})
"""Headings that we write for people beside those that are read; nothing needs to be said of them."""
ACCEPTED: Final = (
    "accepted: a row with the headings code, period and value (and, where wanted, numerator, denominator, status, "
    "reason, judged, note), or code and then months such as Apr 2016, quarters such as 2016/17 Q3 or years such as "
    "2016/17"
)

_NAMES: Final = {name: name for name in SYNONYMS} | {word: name for name, words in SYNONYMS.items() for word in words}
_FIGURES: Final = ("value", "numerator", "judged", "status")
_NOT_A_NAME: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Header:
    """The row of headings. `columns` and `headings` go by the names of the data format; `cells` is the row as it is.

    `ignored` are the headings that are not read. `conflict`, where not empty, says why the sheet cannot be read though
    its headings were recognised. `notices` say what was assumed of a heading.
    """

    row: int
    shape: Shape
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    periods: tuple[PeriodColumn, ...]
    ignored: tuple[str, ...]
    cells: tuple[str, ...]
    conflict: str = ""
    notices: tuple[str, ...] = ()

    @property
    def judged_is_rating(self) -> bool:
        """Does the column read as `judged` bear a heading under which people also keep computed colours?"""
        return normal(self.headings.get("judged", "judged")) == "rating"


def best_header(head: Sequence[GridRow], merged: Sequence[Merged] = (), epoch: date = EPOCH_1900) -> Header | None:
    """The first of the rows that can be the row of headings; None where none can."""
    for at, row in enumerate(head):
        cells = _filled(row, head[:at], merged)
        header = _tidy(row.number, cells) or _wide(row, cells, head[:at], merged, epoch)
        if header is not None:
            return header
    return None


def no_header(file: str, head: Sequence[GridRow], merged: Sequence[Merged] = ()) -> str:
    """Why no row can be the row of headings: what the nearest lacks."""
    nearest, names, shown = 0, set[str](), ""
    undated: list[str] = []
    spans: list[str] = []
    for row in head:
        found = {_NAMES[name] for cell in row.cells if (name := normal(cell)) in _NAMES}
        if len(found) > len(names) or not nearest:
            nearest, names, shown = row.number, found, _quoted([cell for cell in row.cells if cell])
        undated.extend(cell for cell in row.cells if "code" in found and bare(cell) is not None)
        spans.extend(row.cells[place] for place in sorted(spanning(row, merged)) if is_period(row.cells, place))
    lacks = ""
    if names:
        lacking = [name for name in ("code", "period", "value") if name not in names]
        lacks = f": it has {listed(sorted(names), 'and')}, but not {listed(lacking)}" if lacking else ""
    if undated:
        lacks += f"; {_quoted(undated)} without a year could be of any year"
    if spans:
        lacks += f"; {_quoted(spans)} spans several columns"
    found_there = f"; the nearest is row {nearest} with {shown}{lacks}" if nearest else ""
    return f"No row of {quoted(file)} was recognised as its headings{found_there}; {ACCEPTED}."


def normal(heading: str) -> str:
    """What headings are compared by: words in small letters."""
    return _NOT_A_NAME.sub(" ", heading.lower()).strip()


def _quoted(cells: Sequence[str]) -> str:
    """As many as a message bears."""
    words = [quoted(cell) for cell in cells[:MOST_NAMED]]
    return listed(words, "and") if len(cells) <= MOST_NAMED else f"{', '.join(words)} and others"


def _filled(row: GridRow, above: Sequence[GridRow], merged: Sequence[Merged]) -> list[str]:
    """The row's cells, those merged with cells above holding what stands there."""
    cells = list(row.cells)
    for block in merged:
        if block.top < row.number <= block.bottom and not block.is_wide:
            text = next(
                (one.cells[block.left] for one in above if one.number == block.top and block.left < len(one.cells)), ""
            )
            cells.extend([""] * (block.left + 1 - len(cells)))
            cells[block.left] = cells[block.left] or text
    return cells


def _named(cells: Sequence[str]) -> tuple[dict[str, int], dict[str, str]]:
    """The places of the columns of the data format, and which of them are in conflict. A column's own name goes before
    other words for it."""
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        if name := _NAMES.get(normal(cell)):
            places.setdefault(name, []).append(place)
    conflicts: dict[str, str] = {}
    columns: dict[str, int] = {}
    for name, candidates in places.items():
        own = [place for place in candidates if normal(cells[place]) == name] or candidates
        columns[name] = own[0]
        if len(own) > 1:
            both = listed([f"{letters(place)} {quoted(cells[place])}" for place in own], "and")
            conflicts[name] = f"the columns {both} could each be the {name}; accepted: one of them"
    return columns, conflicts


def _tidy(number: int, cells: list[str]) -> Header | None:
    columns, conflicts = _named(cells)
    if "code" not in columns or "period" not in columns or not any(name in columns for name in _FIGURES):
        return None
    headings = {name: one_line(cells[place]) for name, place in columns.items()}
    ignored = _ignored(cells, set(columns.values()))
    return Header(number, Shape.TIDY, columns, headings, (), ignored, tuple(cells), next(iter(conflicts.values()), ""))


def _wide(
    row: GridRow, cells: list[str], above: Sequence[GridRow], merged: Sequence[Merged], epoch: date
) -> Header | None:
    columns, conflicts = _named(cells)
    if "code" not in columns:
        return None
    found, notices = period_columns(row, cells, above, merged, epoch)
    if not found:
        return None
    conflict = conflicts.get("code", "") or _same_period_twice(found)
    read = {columns["code"], *(column.place for column in found)}
    headings = {"code": one_line(cells[columns["code"]])}
    code = {"code": columns["code"]}
    return Header(
        row.number, Shape.WIDE, code, headings, found, _ignored(cells, read), tuple(cells), conflict, tuple(notices)
    )


def _same_period_twice(found: Sequence[PeriodColumn]) -> str:
    seen: dict[Period, PeriodColumn] = {}
    for column in found:
        earlier = seen.setdefault(column.period, column)
        if earlier is not column:
            both = [f"{letters(one.place)} {quoted(one.heading)}" for one in (earlier, column)]
            return f"the columns {listed(both, 'and')} are both {column.period.name}; accepted: each period once"
    return ""


def _ignored(cells: Sequence[str], read: set[int]) -> tuple[str, ...]:
    return tuple(
        one_line(cell)
        for place, cell in enumerate(cells)
        if cell and place not in read and normal(cell) not in OF_ROUND
    )
