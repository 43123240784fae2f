"""A column of numbers in a file that we write, where somebody may have typed anything."""

from __future__ import annotations

from indicators.importing.values import ValueProblem, parse_value
from indicators.spreadsheets import cell_text


def defused_number(words: str) -> str:
    """What stands in a column of numbers: a number keeps its sign, anything else is text."""
    try:
        parse_value(words)
    except ValueProblem:
        return cell_text(words)
    return words
