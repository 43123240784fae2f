"""The one door for checking a folder that was read: its files against each other and against what is stored.

Figures and targets are compared with the store some indicators at a time, so that memory does not grow with history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeVar

from indicators.domain.periods import Period
from indicators.importing.figure_checks import figure_problems, sign_problems
from indicators.importing.folder import FILES, Folder
from indicators.importing.known import FigureFacts, Known, KnownIndicator, TargetFacts
from indicators.importing.merging import figure_over
from indicators.importing.oddities import odd_percentages
from indicators.importing.part_rows import part_row_problems
from indicators.importing.problems import Problem, quoted
from indicators.importing.register_checks import problem_in, register_problems, unknown_code
from indicators.importing.registers import Registers, registers_after
from indicators.importing.rows import BY_HAND, CodedRow, FigureRow, FlagRow, OverrideRow, PeriodRow, TargetRow
from indicators.importing.target_checks import target_problems, wrong_period
from indicators.importing.values import ValueProblem

INDICATORS_AT_A_TIME: Final = 40

Facts = TypeVar("Facts", FigureFacts, TargetFacts)


def check(folder: Folder, known: Known) -> list[Problem]:
    """The problems between files and against the store, in order; `folder.problems` has those of each file by itself.

    The folder may be loaded where none of both `is_error`; warnings are told and the rows loaded as given.
    """
    registers = registers_after(folder, known)
    problems = [*register_problems(folder, known, registers), *part_row_problems(folder, registers)]
    problems.extend(_problems_by_indicator(folder, known, registers))
    problems.extend(_contradicting_flags(folder.flags, known))
    return in_order(problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """As a person works through a folder: file by file, row by row."""
    return sorted(problems, key=_place)


def _place(problem: Problem) -> tuple[int, str, int]:
    known = problem.file in FILES
    return (FILES.index(problem.file) if known else len(FILES), "" if known else problem.file, problem.row or 0)


@dataclass(slots=True)
class _OfIndicator:
    """What the folder says of one indicator."""

    figures: list[FigureRow] = field(default_factory=list)
    targets: list[TargetRow] = field(default_factory=list)
    overrides: list[OverrideRow] = field(default_factory=list)
    flags: list[FlagRow] = field(default_factory=list)


def _by_indicator(folder: Folder) -> dict[str, _OfIndicator]:
    found: dict[str, _OfIndicator] = {}
    for figure in folder.figures:
        found.setdefault(figure.key, _OfIndicator()).figures.append(figure)
    for target in folder.targets:
        found.setdefault(target.key, _OfIndicator()).targets.append(target)
    for override in folder.overrides:
        found.setdefault(override.key, _OfIndicator()).overrides.append(override)
    for flag in folder.flags:
        found.setdefault(flag.key, _OfIndicator()).flags.append(flag)
    return found


def _problems_by_indicator(folder: Folder, known: Known, registers: Registers) -> Iterator[Problem]:
    by_indicator = _by_indicator(folder)
    for key, rows in by_indicator.items():
        if key not in registers.indicators:
            coded: tuple[CodedRow, ...] = (*rows.figures, *rows.targets, *rows.overrides, *rows.flags)
            for row in coded:
                if problem := unknown_code(row, registers):
                    yield problem
    keys = [key for key in by_indicator if key in registers.indicators]
    for start in range(0, len(keys), INDICATORS_AT_A_TIME):
        batch = keys[start : start + INDICATORS_AT_A_TIME]
        figures, targets = _split(known.figures(batch)), _split(known.targets(batch))
        for key in batch:
            rows, indicator = by_indicator[key], registers.indicators[key]
            history = figures.get(key, {})
            yield from _figures(rows, history, indicator)
            for target in rows.targets:
                yield from sign_problems(target, indicator)
                yield from target_problems(target, targets.get(key, {}).get(target.period), indicator)
            yield from _without_figure(rows, history, indicator, folder)


def _split(stored: Mapping[tuple[str, Period], Facts]) -> dict[str, dict[Period, Facts]]:
    found: dict[str, dict[Period, Facts]] = {}
    for (key, period), facts in stored.items():
        found.setdefault(key, {})[period] = facts
    return found


def _figures(rows: _OfIndicator, history: Mapping[Period, FigureFacts], indicator: KnownIndicator) -> Iterator[Problem]:
    """The problems of an indicator's figures, each by itself and among the others."""
    values = {period: facts.value for period, facts in history.items() if facts.value is not None}
    fitting: list[FigureRow] = []
    for row in rows.figures:
        if message := wrong_period(row.period, indicator):
            yield problem_in(row, "period", row.period.written, message)
            continue
        fitting.append(row)
        stored = history.get(row.period)
        yield from sign_problems(row, indicator)
        yield from figure_problems(row, stored, indicator)
        value = _value_after(row, stored, indicator)
        if value is None:
            values.pop(row.period, None)
        else:
            values[row.period] = value
    yield from odd_percentages(fitting, rows.targets, values, indicator)


def _value_after(row: FigureRow, stored: FigureFacts | None, indicator: KnownIndicator) -> Decimal | None:
    try:
        return figure_over(row, stored, indicator.unit).value
    except ValueProblem:
        return None  # told by figure_problems


def _without_figure(
    rows: _OfIndicator, history: Mapping[Period, FigureFacts], indicator: KnownIndicator, folder: Folder
) -> Iterator[Problem]:
    """Overrides and flags of a period that has no figure row, neither in the folder nor in the store."""
    given = {row.period for row in rows.figures} if rows.overrides or rows.flags else set()
    left_out = folder.left_out.get(FigureRow.file, frozenset())
    named: tuple[PeriodRow, ...] = (*rows.overrides, *rows.flags)
    for row in named:
        period = row.period
        if message := wrong_period(period, indicator):
            yield problem_in(row, "period", period.written, message)
        elif not (
            period in given or period in history or (row.key, period) in left_out or FigureRow.file in folder.incomplete
        ):
            message = (
                f"{quoted(period.written)} is a period without a figure of {indicator.code}; accepted: a period with a "
                "row in figures.csv or a stored figure"
            )
            yield problem_in(row, "period", period.written, message)


def _contradicting_flags(flags: tuple[FlagRow, ...], known: Known) -> Iterator[Problem]:
    """One period's figure cannot be both added to the report and left out of it."""
    by_hand = set(known.hand_flags)
    for flag in flags:
        if flag.rule not in BY_HAND:
            continue
        other = next(rule for rule in BY_HAND if rule != flag.rule)
        if (flag.key, flag.period, other) in by_hand:
            message = (
                f"{quoted(flag.rule)} contradicts {other}, which {flag.code} has for {flag.period.written} already; "
                "accepted: one of the two"
            )
            yield problem_in(flag, "rule", flag.rule, message)
        by_hand.add((flag.key, flag.period, flag.rule))
