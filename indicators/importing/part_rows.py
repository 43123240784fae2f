"""Rows that could not be read whole still name things: what those cells contradict is told in the same go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from indicators.importing.folder import Folder
from indicators.importing.problems import Problem
from indicators.importing.register_checks import unknown
from indicators.importing.registers import Registers
from indicators.importing.rows import (
    CommitteeRow,
    IndicatorRow,
    Row,
    SchemeRow,
    TargetRow,
    code_key,
)
from indicators.importing.target_checks import wrong_period

NAMES: Final[dict[str, type[Row]]] = {
    "committee": CommitteeRow,
    "default_scheme": SchemeRow,
    "scheme": SchemeRow,
    "code": IndicatorRow,
}


def part_row_problems(folder: Folder, registers: Registers) -> Iterator[Problem]:
    """Names of things that are nowhere, and periods of the wrong kind."""
    for part in folder.part_rows:
        for column, wanted in NAMES.items():
            name = part.values.get(column, "")
            own_name = column == "code" and part.file == IndicatorRow.file
            if name and not own_name and registers.lacks(wanted, code_key(name) if column == "code" else name):
                yield Problem(part.file, part.row, column, name, unknown(name, wanted))
        period = part.values.get("period")
        indicator = registers.indicators.get(code_key(part.values.get("code", "")))
        if period is not None and indicator is not None:
            message = wrong_period(period, indicator, also_years=part.file == TargetRow.file)
            if message is not None:
                yield Problem(part.file, part.row, "period", period.written, message)
