"""One indicator's rows as they came from the database, and as records of the domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from indicators.domain.assessment import OlderFigure
from indicators.domain.definitions import Basis, Colour, Definition, Polarity, Unit
from indicators.domain.errors import SchemeError
from indicators.domain.exception_report import Flag, Rule
from indicators.domain.periods import Frequency, Period, parse
from indicators.domain.rating import Override, Scheme
from indicators.domain.series import Observation, Series, State, Status
from indicators.domain.targets import Profile, TargetRow, Targets, parse_profile
from indicators.queries.committees import scheme_of


@dataclass(frozen=True, slots=True)
class VitalSign:
    """One indicator as the core and the cards need it."""

    pk: int
    code: str
    address: str
    name: str
    section: str
    section_slug: str
    decimals: int | None
    lead: str
    data_owner: str
    suppress_below: int | None
    retired_from: Period | None
    definition: Definition
    scheme: Scheme
    series: Series
    targets: Targets
    overrides: dict[Period, Override]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class StoredSign:
    """One indicator's rows as they came from the database. It can be compared and hashed, so whoever concluded
    something from the same rows before need not do it again. Its newest revision is among the columns of the register:
    where that is the same, so are all its figures and targets, read or not. `read_from` and `read_to` are the first and
    the last month figures were read of: from 0 where all were. `default_scheme` is the committee's. `with_drafts`: its
    figures are those on their way where there are any, else the verified ones."""

    register: tuple[Any, ...]
    default_scheme: Scheme
    figures: tuple[tuple[Any, ...], ...] = ()
    targets: tuple[tuple[Any, ...], ...] = ()
    said: tuple[tuple[Any, ...], ...] = ()
    read_from: int = 0
    read_to: int = 0
    with_drafts: bool = False

    @property
    def pk(self) -> int:
        return int(self.register[1])

    @property
    def address(self) -> str:
        return str(self.register[3])

    @property
    def first_ends(self) -> int | None:
        """The month in which the oldest row ends that may be read; None without any."""
        return self._ends(16)

    @property
    def newest_ends(self) -> int | None:
        """The month in which the newest row ends that may be read; None without any."""
        return self._ends(18)

    def _ends(self, column: int) -> int | None:
        found = self.register[column]
        return None if found is None else int(found)

    def retired_at(self, as_at: Period) -> bool:
        """Is it no longer reported at the end of that month?"""
        return self.register[11] is not None and parse(self.register[11]).first_month.number <= as_at.last_month_number

    def read(self) -> VitalSign:
        """As records of the domain."""
        (_, pk, code, address, name, section, section_slug, decimals, lead, data_owner, suppress_below) = self.register[
            :11
        ]
        retired_from, good_is, unit, frequency, basis, first = self.register[11:17]
        overrides: dict[Period, Override] = {}
        flags: list[Flag] = []
        breaks: list[Period] = []
        for kind, period_text, what, reason in self.said:
            period = parse(period_text)
            if kind == "override":
                overrides[period] = Override(period, Colour(what), reason)
            elif kind == "flag":
                flags.append(Flag(period, Rule(what), reason))
            else:
                breaks.append(period)
        return VitalSign(
            pk=pk,
            code=code,
            address=address,
            name=name,
            section=section or "",
            section_slug=section_slug or "",
            decimals=decimals,
            lead=lead,
            data_owner=data_owner,
            suppress_below=suppress_below,
            retired_from=None if retired_from is None else parse(retired_from),
            definition=Definition(
                code, Polarity(good_is), Unit(unit), Frequency(frequency), Basis(basis), tuple(breaks)
            ),
            scheme=scheme_of(self.register[20:]) or self.default_scheme,
            series=Series.of(
                map(_observation, self.figures),
                earlier_left_out=first is not None and first < self.read_from,
            ),
            targets=self.read_targets(),
            overrides=overrides,
            flags=tuple(flags),
        )

    def older_figures(self) -> dict[int, OlderFigure]:
        """What was read, as `lengthened` takes it."""
        return {
            parse(period).number: OlderFigure(
                None if value is None else Decimal(value), None if judged is None else _COLOURS[judged]
            )
            for period, value, _, _, judged, *_ in self.figures
            if value is not None or judged is not None
        }

    def read_targets(self) -> Targets:
        """The targets, as records of the domain."""
        first_target = self.register[17]
        return Targets.of(
            map(_target, self.targets),
            earlier_left_out=first_target is not None and first_target < self.read_from,
        )


_STATUSES = {status.value: status for status in Status}
_STATES = {state.value: state for state in State}
_COLOURS = {colour.value: colour for colour in Colour}


def _observation(row: Sequence[Any]) -> Observation:
    period, value, status, reason, judged, numerator, denominator, revised_on, state = row
    return Observation(
        parse(period),
        None if value is None else Decimal(value),
        _STATUSES[status],
        reason,
        None if judged is None else _COLOURS[judged],
        None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
        revised_on,
        _STATES[state],
    )


def _target(row: Sequence[Any]) -> TargetRow:
    period, value, value_to, profile = row
    upper = None if value_to is None else Decimal(value_to)
    return TargetRow(parse(period), Decimal(value), upper, profile_of(profile) if profile else None)


@lru_cache(maxsize=256)
def profile_of(text: str) -> Profile | None:
    """The profile as stored; one nobody can read counts as none, so the year's target stands for its end only."""
    try:
        return parse_profile(text)
    except SchemeError:
        return None
