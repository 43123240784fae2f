"""How often the demonstrations' figures are doubted, and how many slips of the hand are: each figure judged by those
before it, as if it were being entered. The table in `docs/methods.md` is what this measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from indicators.domain.definitions import Basis, Definition, Polarity, Unit
from indicators.domain.periods import Frequency, Period, parse
from indicators.domain.plausibility import Doubt, DoubtKind, Entry, doubts
from indicators.domain.series import Observation, Series
from indicators.domain.usual import FEWEST
from tests.plain_verdicts import rows

SIX_PLACES = Decimal("0.000001")


class Entered(NamedTuple):
    """A figure of a demonstration as it was entered, with all that is known of its indicator."""

    definition: Definition
    series: Series
    period: Period
    entry: Entry
    typed: str

    def doubted(self, value: Decimal | None = None) -> tuple[Doubt, ...]:
        """As it stands, or with another value typed for it."""
        entry = self.entry if value is None else Entry(value)
        return doubts(self.definition, self.series, self.period, entry)


def figures_of(folder: str) -> list[Entered]:
    """All figures of the folder that are numbers."""
    entered = []
    for row in rows(folder, "indicators.csv"):
        definition, mine = _definition(folder, row), [_entry(one, row) for one in _figures(folder, row["code"])]
        numbers = [one for one in mine if one[1].value is not None]
        series = Series.of(Observation(period, entry.value) for period, entry, _ in numbers)
        entered += [Entered(definition, series, *one) for one in numbers]
    return entered


def _definition(folder: str, row: dict[str, str]) -> Definition:
    versions = (one for one in rows(folder, "definitions.csv") if one["code"] == row["code"])
    return Definition(
        row["code"],
        Polarity(row["good_is"]),
        Unit(row["unit"]),
        Frequency(row["frequency"]),
        Basis(row["basis"]),
        tuple(parse(one["from_period"]) for one in versions if one["breaks_series"] == "yes"),
    )


def _figures(folder: str, code: str) -> list[dict[str, str]]:
    return [one for one in rows(folder, "figures.csv") if one["code"] == code]


def _entry(figure: dict[str, str], indicator: dict[str, str]) -> tuple[Period, Entry, str]:
    value, numerator, denominator = (_number(figure.get(one, "")) for one in ("value", "numerator", "denominator"))
    if value is None and numerator is not None and denominator is not None:
        value = (numerator / denominator * Unit(indicator["unit"]).scale).quantize(SIX_PLACES)
    return parse(figure["period"]), Entry(value, numerator, denominator), figure["value"]


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


SWAPPED_FIRST = "the first two digits swapped"
SLIPS = (
    SWAPPED_FIRST,
    "two other neighbours swapped",
    "a digit left out",
    "a digit typed twice",
    "the point left out",
    "a fraction for a percentage",
)


def slips_of(typed: str, unit: Unit) -> Iterator[tuple[str, Decimal]]:
    """What the hand may make of a figure, by the kind of slip; only what is another number."""
    sign, digits = ("-", typed[1:]) if typed.startswith("-") else ("", typed)
    places = [at for at, letter in enumerate(digits) if letter.isdigit()]
    slips = [
        (SLIPS[0] if first == 0 else SLIPS[1], _swapped(digits, first, second)) for first, second in pairwise(places)
    ]
    slips += [(SLIPS[2], digits[:at] + digits[at + 1 :]) for at in places if len(places) > 1]
    slips += [(SLIPS[3], digits[: at + 1] + digits[at:]) for at in places]
    slips += [(SLIPS[4], digits.replace(".", ""))]
    slips += [(SLIPS[5], str(Decimal(digits) / 100))] if unit is Unit.PERCENT else []
    return ((kind, Decimal(sign + text)) for kind, text in slips if Decimal(text) != Decimal(digits))


def _swapped(digits: str, first: int, second: int) -> str:
    letters = list(digits)
    letters[first], letters[second] = letters[second], letters[first]
    return "".join(letters)


@dataclass
class Measured:
    """Counts over one folder. `judged`: figures with enough before them to be judged unlikely."""

    figures: int = 0
    judged: int = 0
    asked: int = 0
    by_kind: Counter[DoubtKind] = field(default_factory=Counter)
    slips: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)

    def share_caught(self, kind: str) -> Decimal:
        """In per cent."""
        return 100 * Decimal(self.caught[kind]) / self.slips[kind]


def measured(folder: str) -> Measured:
    """Every figure as it stands, and every slip of those typed as one number that have enough before them."""
    found = Measured()
    for one in figures_of(folder):
        kinds = [doubt.kind for doubt in one.doubted()]
        found.figures += 1
        found.asked += bool(kinds)
        found.by_kind.update(kinds)
        before = [
            row.period
            for row in one.series
            if row.period < one.period and not one.definition.break_between(row.period, one.period)
        ]
        if len(before) < FEWEST:
            continue
        found.judged += 1
        for kind, value in slips_of(one.typed, one.definition.unit) if one.typed else ():
            found.slips[kind] += 1
            found.caught[kind] += bool(one.doubted(value))
    return found
