"""What the store holds already, as far as checking a folder needs it. Filled by whoever can read the store.

Figures and targets are asked for a few indicators at a time, so that twenty years of history need not fit in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.domain.definitions import Basis, Colour, Polarity, Unit
from indicators.domain.periods import Frequency, Period
from indicators.domain.rating import SchemeKind
from indicators.domain.series import Status


@dataclass(frozen=True, slots=True)
class KnownScheme:
    """A rating scheme as stored, or as it will be stored. None stands for the default."""

    kind: SchemeKind
    green_within: Decimal | None = None
    red_from: Decimal | None = None
    levels: str = ""


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """An indicator as it will be once the folder is loaded; `section` and `scheme` are slugs, empty for none."""

    code: str
    committee: str
    good_is: Polarity
    unit: Unit
    frequency: Frequency
    basis: Basis
    section: str = ""
    scheme: str = ""
    has_figures: bool = False
    has_targets: bool = False


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """One figure as stored, or as it will be stored."""

    status: Status
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    judged: Colour | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """One target as stored, or as it will be stored; `profile` is its text."""

    value: Decimal
    value_to: Decimal | None = None
    profile: str = ""
    note: str = ""


def _no_figures(keys: Sequence[str]) -> Mapping[tuple[str, Period], FigureFacts]:
    return {}


def _no_targets(keys: Sequence[str]) -> Mapping[tuple[str, Period], TargetFacts]:
    return {}


@dataclass(frozen=True, slots=True)
class Known:
    """The store. An empty one is `Known()`.

    `committees` gives each slug its default scheme's slug (empty for none). Codes are given as `rows.code_key(code)`:
    the keys of `indicators`, of what `figures` and `targets` are asked for, and of what they give. `figures` and
    `targets` are asked for some indicators and give all their stored figures (every status; the one that loading would
    change where there are two of a period) and targets. `hand_flags` holds (code key, period, rule) of the stored
    flags added_by_hand and left_out_by_hand.
    """

    committees: Mapping[str, str] = field(default_factory=dict)
    sections: frozenset[tuple[str, str]] = frozenset()
    schemes: Mapping[str, KnownScheme] = field(default_factory=dict)
    indicators: Mapping[str, KnownIndicator] = field(default_factory=dict)
    figures: Callable[[Sequence[str]], Mapping[tuple[str, Period], FigureFacts]] = _no_figures
    targets: Callable[[Sequence[str]], Mapping[tuple[str, Period], TargetFacts]] = _no_targets
    hand_flags: frozenset[tuple[str, Period, str]] = frozenset()
