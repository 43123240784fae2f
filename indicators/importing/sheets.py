"""The files of the public data format: their columns, which are required, what each cell holds, what makes a row one.

The table of `docs/data-format.md`, as the reader uses it. A new column is one line here and one field in `rows.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from indicators.domain.definitions import Basis, Colour, Polarity, Unit
from indicators.domain.periods import Frequency
from indicators.domain.rating import SchemeKind
from indicators.domain.series import Status
from indicators.importing import cells
from indicators.importing.rows import (
    FLAG_RULES,
    CommitteeRow,
    DefinitionRow,
    FigureRow,
    FlagRow,
    IndicatorRow,
    OverrideRow,
    Row,
    SchemeRow,
    SectionRow,
    TargetRow,
)
from indicators.importing.values import parse_value


@dataclass(frozen=True, slots=True)
class Column:
    """A column fills the row's field of its name. A required one must stand in the header and be filled in each row;
    an empty cell of another one leaves the field's default. `typed_field` also keeps the text as typed."""

    name: str
    read: Callable[[str], Any]
    required: bool = False
    typed_field: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One CSV file. `identity` names the columns that no two rows may share; `part` the field of `Folder` it fills."""

    part: str
    row_type: type[Row]
    columns: tuple[Column, ...]
    identity: tuple[str, ...]

    @property
    def file(self) -> str:
        return self.row_type.file

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)

    @property
    def optional(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if not column.required)


SLUG: Final = cells.slug(60)
SCHEME_SLUG: Final = cells.slug(50)
COLOURS: Final = (Colour.RED, Colour.AMBER, Colour.GREEN)

SHEETS: Final = (
    Sheet(
        "committees",
        CommitteeRow,
        (
            Column("slug", SLUG, required=True),
            Column("name", cells.line(120), required=True),
            Column("council", cells.line(120), required=True),
            Column("default_scheme", SCHEME_SLUG),
            Column("public", cells.yes_no),
            Column("off_target_from", cells.not_negative),
            Column("worsening_moves", cells.whole(1)),
        ),
        identity=("slug",),
    ),
    Sheet(
        "sections",
        SectionRow,
        (
            Column("committee", SLUG, required=True),
            Column("slug", SLUG, required=True),
            Column("name", cells.line(120), required=True),
            Column("order", cells.whole(-cells.LARGEST_COUNT)),
        ),
        identity=("committee", "slug"),
    ),
    Sheet(
        "schemes",
        SchemeRow,
        (
            Column("slug", SCHEME_SLUG, required=True),
            Column("kind", cells.one_of(SchemeKind), required=True),
            Column("green_within", cells.not_negative),
            Column("red_from", cells.not_negative),
            Column("levels", cells.levels),
            Column("note", cells.long_text),
        ),
        identity=("slug",),
    ),
    Sheet(
        "indicators",
        IndicatorRow,
        (
            Column("code", cells.code, required=True),
            Column("committee", SLUG, required=True),
            Column("name", cells.line(250), required=True),
            Column("good_is", cells.one_of(Polarity), required=True),
            Column("unit", cells.one_of(Unit), required=True),
            Column("frequency", cells.one_of(Frequency), required=True),
            Column("basis", cells.one_of(Basis), required=True),
            Column("section", SLUG),
            Column("decimals", cells.whole(0, 15)),
            Column("scheme", SCHEME_SLUG),
            Column("lead", cells.line(120)),
            Column("data_owner", cells.line(120)),
            Column("due_days", cells.whole(0)),
            Column("order", cells.whole(-cells.LARGEST_COUNT)),
            Column("suppress_below", cells.whole(0)),
            Column("retired_from", cells.period),
            Column("related", cells.codes),
        ),
        identity=("code",),
    ),
    Sheet(
        "definitions",
        DefinitionRow,
        (
            Column("code", cells.code, required=True),
            Column("from_period", cells.period, required=True),
            Column("definition", cells.long_text, required=True),
            Column("why", cells.long_text),
            Column("target_rationale", cells.long_text),
            Column("breaks_series", cells.yes_no),
            Column("note", cells.long_text),
        ),
        identity=("code", "from_period"),
    ),
    Sheet(
        "targets",
        TargetRow,
        (
            Column("code", cells.code, required=True),
            Column("period", cells.period, required=True),
            Column("value", parse_value, required=True, typed_field="value_text"),
            Column("value_to", parse_value),
            Column("profile", cells.profile),
            Column("note", cells.long_text),
        ),
        identity=("code", "period"),
    ),
    Sheet(
        "figures",
        FigureRow,
        (
            Column("code", cells.code, required=True),
            Column("period", cells.period, required=True),
            Column("value", cells.value_or_nothing, typed_field="value_text"),
            Column("numerator", parse_value),
            Column("denominator", parse_value),
            Column("status", cells.one_of(Status)),
            Column("reason", cells.long_text),
            Column("judged", cells.one_of(COLOURS)),
            Column("note", cells.long_text),
        ),
        identity=("code", "period"),
    ),
    Sheet(
        "overrides",
        OverrideRow,
        (
            Column("code", cells.code, required=True),
            Column("period", cells.period, required=True),
            Column("rating", cells.one_of(COLOURS), required=True),
            Column("reason", cells.long_text, required=True),
        ),
        identity=("code", "period"),
    ),
    Sheet(
        "flags",
        FlagRow,
        (
            Column("code", cells.code, required=True),
            Column("period", cells.period, required=True),
            Column("rule", cells.one_of(FLAG_RULES), required=True),
            Column("reason", cells.long_text, required=True),
        ),
        identity=("code", "period", "rule"),
    ),
)
