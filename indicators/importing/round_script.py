"""A round in progress, told in files: what is entered, submitted, sent back and verified, by whom, in this order.

The folder holds `figures.csv` of the public data format, `steps.csv` (code, period, step, by, reason, checked; a row
for each thing somebody does) and `handovers.csv` (committee, giver, deputy, codes, from_days, until_days, reason; days
are counted from the day it is played). Demonstrations are played from it; it is no part of the public data format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Final

from indicators.domain.periods import Period
from indicators.importing import cells
from indicators.importing.problems import Problem
from indicators.importing.rows import FigureRow, PeriodRow, Row
from indicators.importing.sheet_reader import read_sheet
from indicators.importing.sheets import SHEETS, SLUG, Column, Sheet

USERNAME: Final = cells.line(150)


class Step(StrEnum):
    """What somebody does with a figure. Each has its row; the figures of `enter` stand in `figures.csv`."""

    ENTER = "enter"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow(PeriodRow):
    """`reason` says why a verified figure changes, or why one is sent back; `checked` what is said to its doubts."""

    file: ClassVar[str] = "steps.csv"
    step: Step
    by: str
    reason: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow(Row):
    """`from_days` and `until_days` are counted from the day it is played: -3 is three days before."""

    file: ClassVar[str] = "handovers.csv"
    committee: str
    giver: str
    deputy: str
    codes: tuple[str, ...]
    from_days: int
    until_days: int
    reason: str


@dataclass(frozen=True, slots=True)
class RoundScript:
    """What the folder holds; nothing may be played while there are `problems`."""

    figures: tuple[FigureRow, ...]
    steps: tuple[StepRow, ...]
    handovers: tuple[HandoverRow, ...]
    problems: tuple[Problem, ...]

    def figure(self, key: str, period: Period) -> FigureRow:
        """The figure that is entered; there where `problems` has nothing."""
        return next(row for row in self.figures if (row.key, row.period) == (key, period))


_STEPS: Final = Sheet(
    "steps",
    StepRow,
    (
        Column("code", cells.code, required=True),
        Column("period", cells.period, required=True),
        Column("step", cells.one_of(Step), required=True),
        Column("by", USERNAME, required=True),
        Column("reason", cells.long_text),
        Column("checked", cells.long_text),
    ),
    identity=("code", "period", "step"),
)
_HANDOVERS: Final = Sheet(
    "handovers",
    HandoverRow,
    (
        Column("committee", SLUG, required=True),
        Column("giver", USERNAME, required=True),
        Column("deputy", USERNAME, required=True),
        Column("codes", cells.codes, required=True),
        Column("from_days", cells.whole(-cells.LARGEST_COUNT), required=True),
        Column("until_days", cells.whole(-cells.LARGEST_COUNT), required=True),
        Column("reason", cells.long_text, required=True),
    ),
    identity=("committee", "giver", "deputy"),
)
_FIGURES: Final = next(sheet for sheet in SHEETS if sheet.row_type is FigureRow)


def read_round_script(folder: Path) -> RoundScript:
    """Reads all of it and reports all that is wrong; never raises for what the folder holds or lacks."""
    parts: dict[str, tuple[Any, ...]] = {}
    problems: list[Problem] = []
    for sheet in (_FIGURES, _STEPS, _HANDOVERS):
        read = read_sheet(sheet, folder / sheet.file)
        parts[sheet.part] = tuple(read.rows)
        problems += read.problems
    script = RoundScript(**parts, problems=tuple(problems))
    return script if problems else replace(script, problems=tuple(_wrong(script)))


def _wrong(script: RoundScript) -> Iterator[Problem]:
    """Figures that nobody enters, entries without their figure, and figures sent back without a word."""
    figures = {(row.key, row.period): row for row in script.figures}
    entered = {(row.key, row.period): row for row in script.steps if row.step is Step.ENTER}
    for key in figures.keys() - entered.keys():
        yield _at(figures[key], "is entered by nobody; accepted: a row in steps.csv with the step enter")
    for key in entered.keys() - figures.keys():
        yield _at(entered[key], "has no figure to enter; accepted: its row in figures.csv")

    for row in script.steps:
        if row.step is Step.SEND_BACK and not row.reason:
            yield _at(row, "is sent back without a reason; accepted: what is to be mended, in the column reason")


def _at(row: PeriodRow, message: str) -> Problem:
    return Problem(row.file, row.row, "", row.code, f"{row.code} {row.period.written} {message}")
