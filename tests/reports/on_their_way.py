"""Figures on their way to being verified, for tests of pages: entered, submitted, sent back, in another's place."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from indicators.actions import Entry, Result, Way, enter_figures, send_back, submit_figures, verify_figures
from indicators.domain.periods import parse
from indicators.domain.series import Status
from indicators.importing.rows import FigureRow
from indicators.models import Figure
from tests.stores import officer

OCTOBER_12 = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)
COLUMNS = frozenset(("value", "numerator", "denominator", "status", "reason", "judged", "note"))


def draft(code: str, period: str, value: str | None = None, *, at: datetime | None = None, **columns: Any) -> Figure:
    """A figure as an officer enters it. The reasons and the tick that could be asked for are given."""
    words = {name: columns.pop(name, f"{name} of {code} {period}") for name in ("why", "checked")}
    row = FigureRow(
        row=1,
        given=COLUMNS,
        code=code,
        period=parse(period),
        value=None if value is None else Decimal(value),
        value_text=value or "",
        **columns,
    )
    (entered,) = enter_figures([Entry(row=row, **words)], by=officer(), at=at)
    assert entered.result in (Result.NEW, Result.CHANGED), entered.problems
    return standing(code, period)


def submitted(code: str, period: str, value: str | None = None, **columns: Any) -> Figure:
    row = draft(code, period, value, **columns)
    (one,) = submit_figures([Way(row.pk, row.version)], by=officer())
    assert one.is_done, one.problem
    return standing(code, period)


def sent_back(code: str, period: str, value: str | None = None, *, reason: str, **columns: Any) -> Figure:
    row = submitted(code, period, value, **columns)
    (one,) = send_back([Way(row.pk, row.version)], by=officer("performance-lead"), reason=reason)
    assert one.is_done, one.problem
    return standing(code, period)


def verified(code: str, period: str, value: str | None = None, *, at: datetime = OCTOBER_12, **columns: Any) -> Figure:
    """What an officer entered and somebody else verified, in the place of what the public saw."""
    row = submitted(code, period, value, at=at, **columns)
    (one,) = verify_figures([Way(row.pk, row.version)], by=officer("performance-lead"), at=at)
    assert one.is_done, one.problem
    return Figure.objects.get(indicator__code=code, period=period, state="verified")


def standing(code: str, period: str) -> Figure:
    """The row on its way."""
    return Figure.objects.exclude(state="verified").get(indicator__code=code, period=period)


AWAITED = {"status": Status.AWAITED}
