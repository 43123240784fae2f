"""A folder in the public data format: its typed rows and everything wrong with them, file by file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from indicators.importing.problems import Problem
from indicators.importing.rows import (
    CommitteeRow,
    DefinitionRow,
    FigureRow,
    FlagRow,
    IndicatorRow,
    OverrideRow,
    ReportCardRow,
    SchemeRow,
    SectionRow,
    TargetRow,
)


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: only rows that could be read whole, in the order of their files.

    `problems` are those of each file by itself; `checks.check` finds the ones between files and against the store.
    """

    path: Path
    committees: tuple[CommitteeRow, ...] = ()
    sections: tuple[SectionRow, ...] = ()
    schemes: tuple[SchemeRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    definitions: tuple[DefinitionRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    overrides: tuple[OverrideRow, ...] = ()
    flags: tuple[FlagRow, ...] = ()
    report_cards: tuple[ReportCardRow, ...] = ()
    problems: tuple[Problem, ...] = ()
