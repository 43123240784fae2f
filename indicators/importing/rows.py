"""One typed row for each file of the public data format (`docs/data-format.md`).

A row knows its number and which columns its file has (`given`). A column that is absent says nothing: the field then
holds the default, but what is stored already must be left alone (`merging.py`). A column that is there with an empty
cell sets the default. Cells are trimmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, Final

from indicators.domain.definitions import Basis, Colour, Polarity, Unit, address_of
from indicators.domain.exception_report import Rule
from indicators.domain.periods import Frequency, Period
from indicators.domain.rating import SchemeKind
from indicators.domain.series import Status

BY_HAND: Final = (Rule.ADDED_BY_HAND.value, Rule.LEFT_OUT_BY_HAND.value)
FLAG_RULES: Final = (Rule.BUDGET.value, Rule.CORPORATE_RISK.value, *BY_HAND)


@lru_cache(maxsize=4096)
def code_key(code: str) -> str:
    """What codes are compared by: they are the same whatever their case. Kept, as fifty thousand rows ask for it."""
    return code.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`row` is its number as a spreadsheet shows it (header 1); `given` the columns of its file, shared by all rows."""

    file: ClassVar[str] = ""
    row: int
    given: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRow(Row):
    """A row about one indicator; `key` is what its code is compared by."""

    code: str

    @property
    def key(self) -> str:
        return code_key(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow(CodedRow):
    """A row about one period of one indicator."""

    period: Period


@dataclass(frozen=True, slots=True)
class PartRow:
    """A row that could not be read whole: `values` holds, by column, the cells that could."""

    file: str
    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeRow(Row):
    """`off_target_from` is in per cent of the target; `worsening_moves` a number of moves in a row."""

    file: ClassVar[str] = "committees.csv"
    slug: str
    name: str
    council: str
    default_scheme: str = ""
    public: bool = False
    off_target_from: Decimal = Decimal(5)
    worsening_moves: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow(Row):
    file: ClassVar[str] = "sections.csv"
    committee: str
    slug: str
    name: str
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeRow(Row):
    """`green_within` and `red_from` are None where the kind has none, and where the cell is empty: then 0 and 5 hold
    for the kinds that measure a gap."""

    file: ClassVar[str] = "schemes.csv"
    slug: str
    kind: SchemeKind
    green_within: Decimal | None = None
    red_from: Decimal | None = None
    levels: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow(CodedRow):
    """`decimals` None means as given; `due_days`, `suppress_below` and `retired_from` None means not set."""

    file: ClassVar[str] = "indicators.csv"
    committee: str
    name: str
    good_is: Polarity
    unit: Unit
    frequency: Frequency
    basis: Basis
    section: str = ""
    decimals: int | None = None
    scheme: str = ""
    lead: str = ""
    data_owner: str = ""
    due_days: int | None = None
    order: int = 0
    suppress_below: int | None = None
    retired_from: Period | None = None
    related: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return address_of(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionRow(CodedRow):
    file: ClassVar[str] = "definitions.csv"
    from_period: Period
    definition: str
    why: str = ""
    target_rationale: str = ""
    breaks_series: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow(PeriodRow):
    """`profile` is the text as given; `value_text` the value as typed (a `%` or `£` may contradict the unit)."""

    file: ClassVar[str] = "targets.csv"
    value: Decimal
    value_text: str = ""
    value_to: Decimal | None = None
    profile: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow(PeriodRow):
    """`value_text` is the value as typed: `n/a` and its like leave `value` None, a `%` or `£` may contradict the unit.

    The value to store may be computed from numerator and denominator: see `merging.figure_over`.
    """

    file: ClassVar[str] = "figures.csv"
    value: Decimal | None = None
    value_text: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    status: Status = Status.FINAL
    reason: str = ""
    judged: Colour | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRow(PeriodRow):
    file: ClassVar[str] = "rating_overrides.csv"
    rating: Colour
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRow(PeriodRow):
    """`rule` is one of `FLAG_RULES`."""

    file: ClassVar[str] = "exception_flags.csv"
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCardRow(Row):
    """One text file `report_cards/CODE/PERIOD.md`. `address` is the code in address form, `period` the dashboard's
    month; `given` names the parts whose heading is there; `row` is 1."""

    address: str
    period: Period
    why: str = ""
    performance: str = ""
    success: str = ""
    action: str = ""

    @property
    def path(self) -> str:
        """Where it stands below the folder."""
        return f"report_cards/{self.address}/{self.period.address}.md"
