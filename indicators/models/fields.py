"""Columns the stock fields do not give: exact decimals, periods, and the month a period ends in.

A DecimalField pads 86.2 to 86.2000, and SQLite loses the 16th digit. What was typed is what an auditor must find, so
decimals are kept as text in fixed notation with the places they were given, on both databases
(docs/decisions/0002-decimals-as-text.md).
"""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, GeneratedField, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Substr

# `\Z` and not `$`, which on SQLite lets a line end through.
DECIMAL_PATTERN = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?\Z"
MONTH_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])\Z"
QUARTER_PATTERN = r"^[0-9]{4}/[0-9]{2} Q[1-4]\Z"
YEAR_PATTERN = r"^[0-9]{4}/[0-9]{2}\Z"


class _TextField(models.CharField):
    """A column that migrations see as the plain text it is: history must not move when this module does."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, args, kwargs = super().deconstruct()
        return name or "", "django.db.models.CharField", list(args), kwargs


class DecimalTextField(_TextField):
    """A decimal number as text, with its places as given: at most 15 digits, no exponent, no thousands comma."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        kwargs.setdefault(
            "validators", [RegexValidator(DECIMAL_PATTERN, "Write a number such as 5 or 12.5, without a unit.")]
        )
        super().__init__(*args, **kwargs)


class PeriodField(_TextField):
    """A period in its written form: `2016-12`, `2016/17 Q3`, `2016/17`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(*args, **kwargs)


def ends_field(column: str = "period") -> GeneratedField:
    """The month in which the period ends, counted as year * 12 + month - 1, computed by the database itself.

    Equal to `Period.last_month_number` (a test holds the two together); it sorts and bounds periods of every kind.
    """
    year = Cast(Substr(column, 1, 4), IntegerField()) * Value(12)
    return GeneratedField(
        expression=Case(
            When(**{f"{column}__contains": "Q"}, then=year + Cast(Substr(column, 10, 1), IntegerField()) * 3 + 2),
            When(**{f"{column}__contains": "/"}, then=year + Value(14)),
            default=year + Cast(Substr(column, 6, 2), IntegerField()) - 1,
            output_field=IntegerField(),
        ),
        output_field=IntegerField(),
        db_persist=True,
    )


def is_decimal(column: str) -> Q:
    """Holds a decimal number or nothing."""
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__regex": DECIMAL_PATTERN})


def is_period(column: str = "period") -> Q:
    """Holds a month, quarter or financial year in its written form."""
    return (
        Q(**{f"{column}__regex": MONTH_PATTERN})
        | Q(**{f"{column}__regex": QUARTER_PATTERN})
        | Q(**{f"{column}__regex": YEAR_PATTERN})
    )


def number(column: str) -> Cast:
    """The column as a number, for comparing inside the database."""
    return Cast(F(column), models.DecimalField(max_digits=30, decimal_places=15))
