"""An answer as lines of JSON, and back: how the child process hands over what it read. Never pickle, which could run
code.

A line for each figure and each refused row, then one that ends the answer and says how many there were.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from indicators.domain import periods
from indicators.domain.definitions import Colour
from indicators.domain.errors import PeriodError
from indicators.domain.series import Status
from indicators.importing.problems import Problem
from indicators.importing.rows import FigureRow
from indicators.importing.uploads.answers import (
    Answer,
    Refused,
    RefusedRow,
    Shape,
    UploadedFigure,
    UploadRead,
    WhichSheet,
)
from indicators.importing.values import plain

FIGURE: Final = "figure"
REFUSED_ROW: Final = "row"
_PARSED: Final = lru_cache(maxsize=4096)(periods.parse)
_GIVEN: Final = lru_cache(maxsize=256)(lambda names: frozenset(names.split()))


class NoAnswer(ValueError):
    """The lines are not a whole answer."""


def lines_of(answer: Answer) -> Iterator[str]:
    """Each without its line end."""
    if isinstance(answer, Refused):
        yield _line(["refused", answer.file, answer.message])
    elif isinstance(answer, WhichSheet):
        yield _line(["sheets", answer.file, answer.names])
    else:
        problems = _Problems()
        for one in answer.figures:
            yield _line([FIGURE, one.column, *_cells(one.figure)])
        for row in answer.refused:
            yield _line([REFUSED_ROW, row.row, row.column, row.cells, [problems.told(one) for one in row.problems]])
        head = (answer.file, answer.sheet, answer.shape, answer.header_row, answer.headings, answer.notices)
        yield _line(["read", *head, len(answer.figures), len(answer.refused)])


class _Problems:
    """A problem that several rows share is told once, and then by its number: the rows then share it again."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def told(self, problem: Problem) -> Any:
        number = self._numbers.get(id(problem))
        if number is not None:
            return number
        self._numbers[id(problem)] = len(self._numbers)
        return [problem.file, problem.row, problem.column, problem.value, problem.message]


def answer_from(lines: Iterable[bytes]) -> Answer:
    """Raises `NoAnswer` where they are not what `lines_of` gives."""
    try:
        return _answer(lines)
    except NoAnswer:
        raise
    except (ValueError, TypeError, IndexError, AttributeError, RecursionError, InvalidOperation, PeriodError) as error:
        raise NoAnswer(type(error).__name__) from error  # its words may be the file's, and this one is logged


def _answer(lines: Iterable[bytes]) -> Answer:
    figures: list[UploadedFigure] = []
    refused: list[RefusedRow] = []
    problems: list[Problem] = []
    for line in lines:
        kind, *rest = json.loads(line)
        if kind == FIGURE:
            column, *cells = rest
            figures.append(UploadedFigure(_figure(*cells), column))
        elif kind == REFUSED_ROW:
            row, column, typed, told = rest
            refused.append(RefusedRow(row, column, typed, tuple(_problem(one, problems) for one in told)))
        elif kind == "refused":
            return Refused(*rest)
        elif kind == "sheets":
            file, names = rest
            return WhichSheet(file, tuple(names))
        else:
            return _read(rest, figures, refused)
    raise NoAnswer("the answer breaks off")


def _read(rest: list[Any], figures: list[UploadedFigure], refused: list[RefusedRow]) -> UploadRead:
    file, sheet, shape, header_row, headings, notices, *counts = rest
    if counts != [len(figures), len(refused)]:
        raise NoAnswer("the answer lacks rows")
    return UploadRead(
        file=file,
        sheet=sheet,
        shape=Shape(shape),
        header_row=header_row,
        headings=headings,
        figures=tuple(figures),
        refused=tuple(refused),
        notices=tuple(notices),
    )


def _problem(told: Any, problems: list[Problem]) -> Problem:
    if isinstance(told, int):
        return problems[told]
    problems.append(Problem(*told))
    return problems[-1]


def _cells(figure: FigureRow) -> tuple[Any, ...]:
    numbers = (figure.value, figure.numerator, figure.denominator)
    return (
        figure.row,
        " ".join(sorted(figure.given)),
        figure.code,
        figure.period.written,
        figure.value_text,
        *(None if number is None else plain(number) for number in numbers),
        figure.status,
        figure.reason,
        figure.judged,
        figure.note,
    )


def _figure(
    row: int,
    given: str,
    code: str,
    period: str,
    value_text: str,
    value: str | None,
    numerator: str | None,
    denominator: str | None,
    status: str,
    reason: str,
    judged: str | None,
    note: str,
) -> FigureRow:
    return FigureRow(
        row=row,
        given=_GIVEN(given),
        code=code,
        period=_PARSED(period),
        value=None if value is None else Decimal(value),
        value_text=value_text,
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
        status=Status(status),
        reason=reason,
        judged=None if judged is None else Colour(judged),
        note=note,
    )


def _line(parts: list[Any]) -> str:
    return json.dumps(parts, separators=(",", ":"))
