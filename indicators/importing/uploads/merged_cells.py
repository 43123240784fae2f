"""Merged cells below the headings. A code or period merged downwards holds for all its rows, as it is seen; any other
block that spans several figures is told, since nobody can say whose its content is."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.importing.uploads.grids import GridRow, Merged
from indicators.importing.uploads.headers import Header


class MergedCells:
    """To be asked row by row, in order."""

    def __init__(self, merged: Sequence[Merged], header: Header) -> None:
        read = {*header.columns.values(), *(column.place for column in header.periods)}
        self._keys = {header.columns[name] for name in ("code", "period") if name in header.columns}
        self._spans: dict[Merged, bool] = {}
        for block in merged:
            reached = sum(1 for place in read if block.left <= place <= block.right)
            if block.top > header.row and block.left in read and (reached > 1 or block.bottom > block.top):
                self._spans[block] = reached > 1
        self._coming = sorted(self._spans, key=lambda one: one.top, reverse=True)
        self._open: list[tuple[Merged, str]] = []

    def told(self, row: GridRow) -> GridRow:
        """The row with what is merged into it, and a flaw where that cannot be told."""
        if not self._coming and not self._open:
            return row
        cells, flaws = list(row.cells), dict(row.flaws)
        self._open = [(block, text) for block, text in self._open if block.bottom >= row.number]
        for block, text in self._open:
            if block.left < len(cells) and not cells[block.left]:
                cells[block.left] = text
        while self._coming and self._coming[-1].top <= row.number:
            block = self._coming.pop()
            text = cells[block.left] if block.top == row.number and block.left < len(cells) else ""
            if not text:
                continue
            if block.left in self._keys and not self._spans[block]:
                self._open.append((block, text))
            else:
                flaws[block.left] = (
                    f"the cell is merged with others ({block.reference}), so it cannot be told which figure is meant; "
                    "accepted: a cell for each figure"
                )
        return GridRow(row.number, cells, flaws, row.longer)
