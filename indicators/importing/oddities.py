"""Values that may be right but look like a slip of the hand: fractions among percentages, and points left out.

`docs/data-format.md`: where the figures of a per cent indicator lie between 20 and 95, 0.862 is asked about and loaded
as given, never silently turned into 86.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from indicators.domain.definitions import Unit
from indicators.domain.periods import Period
from indicators.importing.known import KnownIndicator
from indicators.importing.problems import Problem, Severity, quoted
from indicators.importing.register_checks import problem_in
from indicators.importing.rows import FigureRow, TargetRow
from indicators.importing.values import plain

LOWEST_USUAL: Final = Decimal(20)
HIGHEST_USUAL: Final = Decimal(95)
HIGHEST_FRACTION: Final = Decimal(1)
LOWEST_SLIPPED: Final = Decimal(200)


def odd_percentages(
    figures: Sequence[FigureRow],
    targets: Sequence[TargetRow],
    values: Mapping[Period, Decimal],
    indicator: KnownIndicator,
) -> Iterator[Problem]:
    """Warnings for the folder's rows of one indicator; `values` holds all its values as they will be stored."""
    if indicator.unit is not Unit.PERCENT:
        return
    fractions = sum(1 for value in values.values() if _is_fraction(value))
    usual = [value for value in values.values() if _is_usual(value)]
    others = len(values) - fractions - len(usual)
    slipped = sum(1 for value in values.values() if value >= LOWEST_SLIPPED)
    for row in figures:
        value = values.get(row.period)
        if value is None:
            continue
        if _is_fraction(value) and usual and not others and len(usual) >= fractions:
            yield _odd(row, value, f"a fraction, but the other figures of {indicator.code} {_lie(usual)}")
        elif _is_usual(value) and not others and fractions > len(usual):
            yield _odd(row, value, f"a percentage, but most figures of {indicator.code} lie between 0 and 1")
        elif value >= LOWEST_SLIPPED and usual and others == slipped and not fractions and len(usual) >= slipped:
            yield _odd(row, value, f"far from the other figures of {indicator.code}, which {_lie(usual)}")
    for target in targets:
        if _is_fraction(target.value) and usual and not others and len(usual) > fractions:
            yield _odd(target, target.value, f"a fraction, but the figures of {indicator.code} {_lie(usual)}")


def _is_fraction(value: Decimal) -> bool:
    return 0 < value <= HIGHEST_FRACTION


def _is_usual(value: Decimal) -> bool:
    return LOWEST_USUAL <= value <= HIGHEST_USUAL


def _lie(usual: Iterable[Decimal]) -> str:
    ordered = sorted(usual)
    low, high = plain(ordered[0]), plain(ordered[-1])
    return f"are {low}" if low == high else f"lie between {low} and {high}"


def _odd(row: FigureRow | TargetRow, value: Decimal, why: str) -> Problem:
    message = f"{quoted(plain(value))} is {why}; loaded as given; accepted for 86.2 per cent: 86.2"
    return problem_in(row, "value", plain(value), message, Severity.WARNING)
