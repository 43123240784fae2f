"""A folder's row laid over what is stored: columns that are absent say nothing, so the stored facts stay.

The same rule serves the check of a folder and its loading.
"""

from __future__ import annotations

from indicators.domain.definitions import Unit
from indicators.importing.known import FigureFacts, TargetFacts
from indicators.importing.rows import FigureRow, TargetRow
from indicators.importing.values import ratio


def figure_over(row: FigureRow, stored: FigureFacts | None, unit: Unit) -> FigureFacts:
    """The figure as it will be stored.

    Where the row gives no value but a numerator and a denominator, the value is their ratio in the unit. Without a
    `value` column a stored value stays as it is unless its numerator or denominator changed. Raises `ValueProblem`
    where the ratio cannot be worked out; what else contradicts itself is found by `checks.check`.
    """
    given = row.given
    if stored is None:
        numerator, denominator, status = row.numerator, row.denominator, row.status
        value, reason, judged, note = row.value, row.reason, row.judged, row.note
    else:
        value = row.value if "value" in given else stored.value
        numerator = row.numerator if "numerator" in given else stored.numerator
        denominator = row.denominator if "denominator" in given else stored.denominator
        status = row.status if "status" in given else stored.status
        reason = row.reason if "reason" in given else stored.reason
        judged = row.judged if "judged" in given else stored.judged
        note = row.note if "note" in given else stored.note
        come = any(one is not None for one in (row.value, row.numerator, row.judged))
        if "status" not in given and not stored.status.has_value and come:
            status = row.status
        if status.has_value and not stored.status.has_value:
            # The figure has come: it is no longer awaited, and the reason for having none is spent.
            reason = row.reason
        changed = (numerator, denominator) != (stored.numerator, stored.denominator)
        if "value" not in given and changed and numerator is not None and denominator is not None:
            value = None
    measured = status.has_value and unit is not Unit.JUDGEMENT
    if measured and value is None and numerator is not None and denominator is not None:
        value = ratio(numerator, denominator, unit.scale)
    return FigureFacts(status, value, numerator, denominator, judged, reason, note)


def target_over(row: TargetRow, stored: TargetFacts | None) -> TargetFacts:
    """The target as it will be stored."""
    if stored is None:
        return TargetFacts(row.value, row.value_to, row.profile, row.note)
    return TargetFacts(
        row.value,
        row.value_to if "value_to" in row.given else stored.value_to,
        row.profile if "profile" in row.given else stored.profile,
        row.note if "note" in row.given else stored.note,
    )
