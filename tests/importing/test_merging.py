"""A row over what is stored: absent columns leave it, empty cells clear it, ratios are worked out anew."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.domain import periods
from indicators.domain.definitions import Colour, Unit
from indicators.domain.series import Status
from indicators.importing.known import FigureFacts, TargetFacts
from indicators.importing.merging import figure_over, target_over
from indicators.importing.rows import FigureRow, TargetRow
from indicators.importing.values import ValueProblem

DECEMBER = periods.month(2016, 12)
STORED = FigureFacts(
    Status.PROVISIONAL, Decimal("86.2"), Decimal(431), Decimal(500), None, "counted by hand", "see appendix"
)


def figure(*given: str, **values: object) -> FigureRow:
    """A figure row of a file with these columns beside code and period."""
    columns = frozenset({"code", "period", *given, *values})
    return FigureRow(row=2, given=columns, code="A01", period=DECEMBER, **values)  # type: ignore[arg-type]


def test_a_new_figure_takes_the_defaults() -> None:
    assert figure_over(figure(value=Decimal("86.20")), None, Unit.PERCENT) == FigureFacts(
        Status.FINAL, Decimal("86.20")
    )


def test_absent_columns_say_nothing() -> None:
    assert figure_over(figure(), STORED, Unit.PERCENT) == STORED
    changed = figure_over(figure(note="corrected"), STORED, Unit.PERCENT)
    assert (changed.note, changed.status, changed.value) == ("corrected", Status.PROVISIONAL, Decimal("86.2"))


def test_an_empty_cell_sets_the_default() -> None:
    facts = figure_over(figure("status", "reason", "note"), STORED, Unit.PERCENT)
    assert (facts.status, facts.reason, facts.note) == (Status.FINAL, "", "")


def test_without_a_value_the_ratio_stands() -> None:
    row = figure("value", numerator=Decimal(250), denominator=Decimal(290))
    assert figure_over(row, None, Unit.PERCENT).value == Decimal("86.206897")
    assert figure_over(row, None, Unit.RATIO).value == Decimal("0.862069")
    assert figure_over(row, STORED, Unit.PERCENT).value == Decimal("86.206897")


def test_a_typed_value_is_kept_beside_its_numerator() -> None:
    row = figure(value=Decimal("86.20"), numerator=Decimal(431), denominator=Decimal(500))
    assert str(figure_over(row, None, Unit.PERCENT).value) == "86.20"


def test_without_a_value_column_a_stored_value_follows_its_numerator() -> None:
    same = figure(numerator=Decimal(431), denominator=Decimal(500))
    assert figure_over(same, STORED, Unit.PERCENT) == STORED
    other = figure(numerator=Decimal(432))
    assert figure_over(other, STORED, Unit.PERCENT).value == Decimal("86.4")
    cleared = figure("numerator", "denominator")
    assert figure_over(cleared, STORED, Unit.PERCENT).value == Decimal("86.2")


def test_a_status_without_value_works_out_none() -> None:
    row = figure("value", numerator=Decimal(1), denominator=Decimal(2), status=Status.AWAITED)
    assert figure_over(row, None, Unit.PERCENT).value is None


def test_a_ratio_that_cannot_be_worked_out_is_refused() -> None:
    with pytest.raises(ValueProblem, match="denominator of 0"):
        figure_over(figure("value", numerator=Decimal(1), denominator=Decimal(0)), None, Unit.COUNT)


def test_a_judgement_over_a_stored_one() -> None:
    stored = FigureFacts(Status.FINAL, judged=Colour.RED, reason="Late")
    changed = figure_over(figure(judged=Colour.GREEN), stored, Unit.JUDGEMENT)
    assert (changed.judged, changed.reason) == (Colour.GREEN, "Late")


def test_targets() -> None:
    stored = TargetFacts(Decimal(85), Decimal(95), "flat", "as agreed")
    short = TargetRow(
        row=2, given=frozenset({"code", "period", "value"}), code="A01", period=DECEMBER, value=Decimal(86)
    )
    full = TargetRow(
        row=2,
        given=frozenset({"code", "period", "value", "value_to", "profile", "note"}),
        code="A01",
        period=DECEMBER,
        value=Decimal(86),
    )
    assert target_over(short, None) == TargetFacts(Decimal(86))
    assert target_over(short, stored) == TargetFacts(Decimal(86), Decimal(95), "flat", "as agreed")
    assert target_over(full, stored) == TargetFacts(Decimal(86))
