"""Figures as somebody is typing them, laid over what is stored: what the rules would see once they were verified.

Nothing is written. What is typed is read as a saved figure would be read; a draft of an earlier period counts, since it
stands beside the field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from indicators.domain.definitions import Unit
from indicators.domain.periods import Period, latest_ending_by
from indicators.domain.series import Observation, Series, Status
from indicators.importing.figure_checks import figure_problems
from indicators.importing.known import KnownIndicator
from indicators.importing.merging import figure_over
from indicators.importing.rows import FigureRow
from indicators.importing.sheets import SHEETS
from indicators.importing.values import ValueProblem
from indicators.queries.committees import CommitteeRecord
from indicators.queries.sign_records import StoredSign, VitalSign
from indicators.queries.vital_signs import stored_signs, with_rows

COLUMNS: Final = ("value", "numerator", "denominator", "status", "judged", "reason")
READ: Final = {column.name: column.read for sheet in SHEETS if sheet.file == FigureRow.file for column in sheet.columns}


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of one line, exactly as typed, by the names of `COLUMNS`; `address` is the indicator's."""

    address: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Previewed:
    """What was typed, laid over what is stored. `problem` says why it cannot be read; `sign` is None then, and where
    there is no value yet."""

    address: str
    period: Period
    sign: VitalSign | None = None
    problem: str = ""


def with_typed(committee: CommitteeRecord, month: Period, typed: Sequence[Typed]) -> list[Previewed]:
    """Each line laid over its indicator, as far as it belongs to the committee and a period of it ends in the month.

    Four queries, however many lines there are.
    """
    wanted = {one.address: one for one in typed}
    signs = stored_signs([replace(committee, with_drafts=True)])[committee.pk]
    given = [
        (stored, period, _read(stored.read(), period, wanted[stored.address]))
        for stored in signs
        if stored.address in wanted
        and not stored.retired_at(month)
        and (period := _period(stored, month)).last_month_number == month.number
    ]
    rows = with_rows([(stored, month) for stored, _, read in given if isinstance(read, Observation)])
    filled = {stored.pk: stored.read() for stored in rows}
    return [
        Previewed(stored.address, period, _with(filled[stored.pk], read))
        if isinstance(read, Observation)
        else Previewed(stored.address, period, problem=read or "")
        for stored, period, read in given
    ]


def _period(stored: StoredSign, month: Period) -> Period:
    return latest_ending_by(stored.read().definition.frequency, month)


def _with(sign: VitalSign, newer: Observation) -> VitalSign:
    """The sign with one figure more, or another in the place of the one that stands."""
    others = (one for one in sign.series if one.period != newer.period)
    series = Series.of((*others, newer), earlier_left_out=sign.series.earlier_left_out)
    return replace(sign, series=series)


def _read(sign: VitalSign, period: Period, typed: Typed) -> Observation | str | None:
    """The figure that the fields make; what is wrong with them; None where there is nothing to rate yet."""
    values = {}
    for column in COLUMNS:
        text = typed.fields.get(column, "").strip()
        try:
            values[column] = READ[column](text) if text else None
        except ValueProblem as problem:
            return str(problem)
    if not any(values[column] is not None for column in ("value", "numerator", "denominator", "judged")):
        return None
    definition = sign.definition
    unit = definition.unit
    status = values.pop("status") or Status.FINAL
    if not status.has_value:
        return None
    given = {column: value for column, value in values.items() if value is not None}
    if unit is Unit.JUDGEMENT:
        given.setdefault("reason", "…")  # it is still being typed; the colour can be shown already
    row = FigureRow(
        row=1,
        given=frozenset((*COLUMNS, "note")),
        code=sign.code,
        period=period,
        value_text=typed.fields.get("value", "").strip(),
        status=status,
        **given,
    )
    known = KnownIndicator(sign.code, "", definition.good_is, unit, definition.frequency, definition.basis)
    for problem in figure_problems(row, None, known):
        if problem.is_error:
            return problem.message
    facts = figure_over(row, None, unit)
    return Observation(
        period, facts.value, facts.status, facts.reason, facts.judged, facts.numerator, facts.denominator
    )
