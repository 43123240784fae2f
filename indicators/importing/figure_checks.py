"""Checks of one figure: its status against its value, its value against numerator and denominator, and its unit.

A figure is a value or a stated reason for none (`docs/methods.md`, A figure). What is checked is the figure as it will
be stored: the row over what is stored already.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from indicators.domain.definitions import Unit
from indicators.importing.known import FigureFacts, KnownIndicator
from indicators.importing.merging import figure_over
from indicators.importing.problems import Problem, Severity, quoted
from indicators.importing.register_checks import problem_in
from indicators.importing.rows import FigureRow, TargetRow
from indicators.importing.values import ValueProblem, agrees, plain, ratio


def figure_problems(row: FigureRow, stored: FigureFacts | None, indicator: KnownIndicator) -> Iterator[Problem]:
    """All problems of a figure whose period is right."""
    yield from _fraction_problems(row, stored)
    try:
        facts = figure_over(row, stored, indicator.unit)
    except ValueProblem as problem:
        if not _bad_denominator(_merged(row, stored, "denominator")):
            yield problem_in(row, "numerator", "", str(problem))
        return
    yield from _judgement_problems(row, facts, indicator)
    if indicator.unit is not Unit.JUDGEMENT:
        yield from _value_problems(row, facts, indicator)
    if not facts.status.has_value and (facts.value, facts.numerator, facts.denominator) != (None, None, None):
        column, found = _first_number(facts)
        message = (
            f"{quoted(found)} stands beside status {facts.status}; accepted: no value, or status final or provisional"
        )
        yield problem_in(row, column, found, message)
    if facts.status == "not_reportable" and not facts.reason:
        yield problem_in(row, "reason", "", "the cell is empty; accepted: why the figure is not_reportable, in words")


def _merged(row: FigureRow, stored: FigureFacts | None, column: str) -> Decimal | None:
    value: Decimal | None = getattr(row if stored is None or column in row.given else stored, column)
    return value


def _bad_denominator(denominator: Decimal | None) -> bool:
    return denominator is not None and denominator <= 0


def _fraction_problems(row: FigureRow, stored: FigureFacts | None) -> Iterator[Problem]:
    numerator, denominator = _merged(row, stored, "numerator"), _merged(row, stored, "denominator")
    if numerator is not None and denominator is None:
        message = f"the cell is empty beside numerator {plain(numerator)}; accepted: both or neither"
        yield problem_in(row, "denominator", "", message)
    if denominator is not None and numerator is None:
        message = f"the cell is empty beside denominator {plain(denominator)}; accepted: both or neither"
        yield problem_in(row, "numerator", "", message)
    if denominator is not None and _bad_denominator(denominator):
        found = plain(denominator)
        yield problem_in(row, "denominator", found, f"{quoted(found)} cannot divide; accepted: a number above 0")


def _judgement_problems(row: FigureRow, facts: FigureFacts, indicator: KnownIndicator) -> Iterator[Problem]:
    code = indicator.code
    if indicator.unit is not Unit.JUDGEMENT:
        if facts.judged is not None:
            unit = indicator.unit
            message = (
                f"{quoted(facts.judged)} is a judgement, but the unit of {code} is {unit}; accepted: an empty cell"
            )
            yield problem_in(row, "judged", facts.judged, message)
        return
    if facts.status.has_value:
        column, found = _first_number(facts)
        if found:
            message = f"{quoted(found)} is a value, but {code} is a judgement; accepted: none, and a colour in judged"
            yield problem_in(row, column, found, message)
        if facts.judged is None:
            message = f"the cell is empty, but {code} is a judgement; accepted: red, amber or green, or another status"
            yield problem_in(row, "judged", "", message)
        elif not facts.reason:
            message = f"the cell is empty; accepted: why {code} was judged {facts.judged}, in words"
            yield problem_in(row, "reason", "", message)
    elif facts.judged is not None:
        message = (
            f"{quoted(facts.judged)} stands beside status {facts.status}; accepted: an empty cell, or status final or "
            "provisional"
        )
        yield problem_in(row, "judged", facts.judged, message)


def _first_number(facts: FigureFacts) -> tuple[str, str]:
    """The first column that holds a number, and the number."""
    for column in ("value", "numerator", "denominator"):
        number: Decimal | None = getattr(facts, column)
        if number is not None:
            return column, plain(number)
    return "value", ""


def _value_problems(row: FigureRow, facts: FigureFacts, indicator: KnownIndicator) -> Iterator[Problem]:
    value, numerator, denominator = facts.value, facts.numerator, facts.denominator
    if not facts.status.has_value:
        return
    if value is None:
        if numerator is None and denominator is None:
            yield problem_in(row, "value", row.value_text, _no_value(row, facts))
        return
    if numerator is None or denominator is None or _bad_denominator(denominator):
        return
    if not agrees(value, numerator, denominator, indicator.unit.scale):
        message = _disagreement(row, value, numerator, denominator, indicator.unit)
        yield problem_in(row, "value", plain(value), message)
    if indicator.unit is Unit.PERCENT and numerator > denominator:
        message = (
            f"{quoted(plain(numerator))} is more than the denominator {plain(denominator)}, so {indicator.code} is "
            "above 100%; accepted: a numerator that is part of the denominator"
        )
        yield problem_in(row, "numerator", plain(numerator), message, Severity.WARNING)


def _disagreement(row: FigureRow, value: Decimal, numerator: Decimal, denominator: Decimal, unit: Unit) -> str:
    stored = "" if {"numerator", "denominator"} <= row.given else " as stored"
    try:
        gives = plain(ratio(numerator, denominator, unit.scale))
    except ValueProblem:
        gives = "a far larger number"
    return (
        f"{quoted(plain(value))} is not {plain(numerator)} / {plain(denominator)}{stored}, which gives {gives} "
        f"({unit}); accepted: a value that agrees within its rounding, or an empty cell"
    )


def _no_value(row: FigureRow, facts: FigureFacts) -> str:
    found = quoted(row.value_text) + " is no value" if row.value_text else "the cell is empty"
    return (
        f"{found}, but the status is {facts.status}; accepted: a value, a numerator and a denominator, or status "
        "awaited, not_reportable or suppressed"
    )


def sign_problems(row: FigureRow | TargetRow, indicator: KnownIndicator) -> Iterator[Problem]:
    """A per cent or pound sign typed on a unit it does not fit."""
    for sign, unit in (("%", Unit.PERCENT), ("£", Unit.POUNDS)):
        if sign in row.value_text and indicator.unit is not unit:
            message = (
                f"{quoted(row.value_text)} has a {sign} sign, but the unit of {indicator.code} is {indicator.unit}; "
                "accepted: the number alone"
            )
            yield problem_in(row, "value", row.value_text, message, Severity.WARNING)
