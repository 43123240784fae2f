"""A preview as it is stored: blocks of a hundred lines under one heading, each compressed by itself.

So a page of fifty thousand rows costs what a hundred of them cost. Before the blocks stand the length of the head, in
four bytes, and the head: counts, notices, and how long each block is.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any, Final

from indicators.actions.entries import Result, RowSeen, Seen
from indicators.actions.upload_preview import Group, Line, Preview
from indicators.domain.definitions import Colour
from indicators.domain.periods import parse
from indicators.domain.series import Status
from indicators.importing.rows import FigureRow
from indicators.importing.values import plain

LINES_A_BLOCK: Final = 100
LENGTH_BYTES: Final = 4
NUMBERS: Final = ("value", "numerator", "denominator")
TEXTS: Final = ("value_text", "reason", "note")
# Fifty thousand rows share a few hundred periods and a few sets of columns.
_parsed: Final = lru_cache(maxsize=4096)(parse)
_given: Final = lru_cache(maxsize=256)(lambda names: frozenset(names.split()))


def packed(preview: Preview) -> bytes:
    """As `PackedPreview` reads it."""
    blocks: list[bytes] = []
    lengths: dict[str, list[int]] = {}
    for group, lines in _grouped(preview).items():
        for start in range(0, len(lines), LINES_A_BLOCK):
            block = [{"at": at, **_written(line)} for at, line in lines[start : start + LINES_A_BLOCK]]
            blocks.append(_compressed(block))
            lengths.setdefault(group, []).append(len(blocks[-1]))
    head = _compressed(
        {
            "counts": preview.counts,
            "notices": preview.notices,
            "moved": preview.moved,
            "doubted_corrections": sum(line.why_needed and bool(line.doubts) for line in preview.lines),
            "blocks": lengths,
        }
    )
    return b"".join((len(head).to_bytes(LENGTH_BYTES), head, *blocks))


class PackedPreview:
    """A stored preview, of which no more is unpacked than is asked for."""

    def __init__(self, stored: bytes | memoryview) -> None:
        self._stored = memoryview(stored)

    @cached_property
    def _head(self) -> Mapping[str, Any]:
        head: Mapping[str, Any] = _expanded(self._stored[LENGTH_BYTES : self._blocks_at])
        return head

    @property
    def _blocks_at(self) -> int:
        return LENGTH_BYTES + int.from_bytes(self._stored[:LENGTH_BYTES])

    @property
    def counts(self) -> dict[str, int]:
        """Lines by their heading."""
        return dict(self._head["counts"])

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader of the file assumed and left out."""
        return tuple(self._head["notices"])

    @property
    def moved(self) -> tuple[str, ...]:
        """The places whose figures were others when they were shown before."""
        return tuple(self._head["moved"])

    @property
    def needs_why(self) -> bool:
        """Does a verified figure change that nothing looks odd about?"""
        return bool(self.counts[Group.CORRECTED])

    @property
    def doubted_need_why(self) -> bool:
        """Does one of those change a verified figure that look odd?"""
        return bool(self._head["doubted_corrections"])

    @cached_property
    def mark(self) -> str:
        """Sixteen digits that are others for another preview."""
        return sha256(self._stored).hexdigest()[:16]

    def pages(self, group: Group) -> int:
        """How many pages of `LINES_A_BLOCK` lines there are under a heading."""
        return len(self._head["blocks"].get(group, ()))

    def page(self, group: Group, number: int) -> tuple[Line, ...]:
        """One page, counted from 1, in the file's order."""
        return tuple(line for _, line in self._block(group, number))

    def lines(self, group: Group) -> Iterator[Line]:
        """All lines under one heading, in the file's order."""
        for number in range(1, self.pages(group) + 1):
            yield from self.page(group, number)

    def whole(self) -> Preview:
        """Everything at once: for those who write it."""
        numbered = [
            one for group in Group for number in range(1, self.pages(group) + 1) for one in self._block(group, number)
        ]
        numbered.sort(key=lambda one: one[0])
        return Preview(tuple(line for _, line in numbered), self.notices, self.moved)

    def _block(self, group: Group, number: int) -> list[tuple[int, Line]]:
        start = self._blocks_at
        for other, lengths in self._head["blocks"].items():
            if other == group:
                start += sum(lengths[: number - 1])
                return [(one["at"], _read(one)) for one in _expanded(self._stored[start : start + lengths[number - 1]])]
            start += sum(lengths)
        raise IndexError(f"there is no page {number} of {group}")


def _grouped(preview: Preview) -> dict[str, list[tuple[int, Line]]]:
    found: dict[str, list[tuple[int, Line]]] = {}
    for at, line in enumerate(preview.lines):
        found.setdefault(line.group.value, []).append((at, line))
    return found


def _compressed(what: object) -> bytes:
    return zlib.compress(json.dumps(what, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _expanded(data: memoryview) -> Any:
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def _written(line: Line) -> dict[str, Any]:
    found: dict[str, Any] = {"row": line.row, "result": line.result.value, "cells": line.cells, "seen": line.seen}
    more = {
        "column": line.column,
        "says": line.says,
        "doubts": line.doubts,
        "why": line.why_needed,
        "old": line.old,
        "new": line.new,
    }
    found |= {name: value for name, value in more.items() if value}
    if line.figure is not None:
        found["figure"] = dict(_figure_written(line.figure))
    return found


def _figure_written(row: FigureRow) -> Iterator[tuple[str, Any]]:
    yield from (
        ("row", row.row),
        ("given", " ".join(sorted(row.given))),
        ("code", row.code),
        ("period", row.period.written),
    )
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


def _read(found: Mapping[str, Any]) -> Line:
    figure = found.get("figure")
    return Line(
        row=found["row"],
        column=found.get("column", ""),
        result=Result(found["result"]),
        cells=found["cells"],
        says=tuple(found.get("says", ())),
        doubts=tuple(found.get("doubts", ())),
        why_needed=found.get("why", False),
        figure=None if figure is None else _figure_read(figure),
        old=tuple(found["old"]) if "old" in found else None,
        new=tuple(found["new"]) if "new" in found else None,
        seen=Seen(*(None if row is None else RowSeen(*row) for row in found["seen"])),
    )


def _figure_read(found: Mapping[str, Any]) -> FigureRow:
    judged = found.get("judged")
    return FigureRow(
        row=found["row"],
        given=_given(found["given"]),
        code=found["code"],
        period=_parsed(found["period"]),
        status=Status(found["status"]),
        judged=None if judged is None else Colour(judged),
        **{name: Decimal(found[name]) for name in NUMBERS if name in found},
        **{name: found[name] for name in TEXTS if name in found},
    )
