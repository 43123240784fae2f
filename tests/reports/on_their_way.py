"""Figures on their way to being verified, for tests of pages: entered, submitted, sent back, in another's place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from indicators.actions import Result, enter_figures, send_back, submit_figures, verify_figures
from indicators.domain.periods import parse
from indicators.domain.series import Status
from indicators.models import Figure
from tests.stores import officer, on_its_way, typed

OCTOBER_12 = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)
AWAITED = {"status": Status.AWAITED}


def draft(
    code: str, period: str, value: str | None = None, *, at: datetime | None = None, why: str = "", **columns: Any
) -> Figure:
    """A figure as an officer enters it. The reason and the tick that could be asked for are given."""
    entry = typed(code, parse(period), value, why=why or f"Why {code} changed", **columns)
    (entered,) = enter_figures([entry], by=officer(), at=at)
    assert entered.result in (Result.NEW, Result.CHANGED), entered.problems
    return standing(code, period)


def submitted(code: str, period: str, value: str | None = None, **columns: Any) -> Figure:
    draft(code, period, value, **columns)
    (one,) = submit_figures([on_its_way(code, parse(period))], by=officer())
    assert one.is_done, one.problem
    return standing(code, period)


def sent_back(code: str, period: str, value: str | None = None, *, reason: str, **columns: Any) -> Figure:
    submitted(code, period, value, **columns)
    (one,) = send_back([on_its_way(code, parse(period))], by=officer("performance-lead"), reason=reason)
    assert one.is_done, one.problem
    return standing(code, period)


def verified(code: str, period: str, value: str | None = None, *, at: datetime = OCTOBER_12, **columns: Any) -> Figure:
    """What an officer entered and somebody else verified on that day, in the place of what the public saw."""
    submitted(code, period, value, at=at, **columns)
    (one,) = verify_figures([on_its_way(code, parse(period))], by=officer("performance-lead"), at=at)
    assert one.is_done, one.problem
    return Figure.objects.get(indicator__code=code, period=period, state="verified")


def standing(code: str, period: str) -> Figure:
    """The row on its way."""
    return Figure.objects.exclude(state="verified").get(indicator__code=code, period=period)
