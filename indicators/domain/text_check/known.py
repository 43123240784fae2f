"""An indicator's stored figures and targets, ready to be looked up by what a sentence says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from indicators.domain.definitions import EXACT, Basis, Polarity, Unit
from indicators.domain.periods import MONTHS_IN_A_YEAR, Frequency, Period
from indicators.domain.rating import shortfall
from indicators.domain.series import Observation, Series
from indicators.domain.targets import Target
from indicators.domain.text_check.clauses import places_of, stem, stems_of
from indicators.domain.text_check.findings import Stored, Subject
from indicators.domain.text_check.numbers import Number, Said
from indicators.domain.text_check.vocabulary import COUNTED_AS_FIGURE, RELATIVES, UNSPECIFIC, Way
from indicators.domain.travel import Direction, compare

HUNDRED: Final = Decimal(100)
TWICE: Final = Decimal(2)
UNITS: Final = {
    Unit.PERCENT: {Said.PERCENT, Said.BARE},
    Unit.PER_100K: {Said.PER_100K, Said.BARE, Said.COUNTED, Said.DAYS},
    Unit.COUNT: {Said.BARE, Said.COUNTED},
    Unit.DAYS: {Said.DAYS, Said.BARE},
    Unit.POUNDS: {Said.POUNDS},
    Unit.SCORE: {Said.BARE, Said.POINTS},
    Unit.RATIO: {Said.BARE, Said.COUNTED},
    Unit.JUDGEMENT: set(),
}
"""In what a figure of each unit may be said to be."""
PLAIN: Final = {Said.PERCENT, Said.PER_100K, Said.POUNDS, Said.DAYS}
"""Said with its unit, so that no noun could make it something else."""
UP_OR_DOWN: Final = {
    (Way.BETTER, Polarity.BIGGER): Way.UP,
    (Way.BETTER, Polarity.SMALLER): Way.DOWN,
    (Way.WORSE, Polarity.BIGGER): Way.DOWN,
    (Way.WORSE, Polarity.SMALLER): Way.UP,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that has a value."""

    period: Period
    value: Decimal
    row: Observation

    @property
    def stored(self) -> Stored:
        return Stored(self.period, self.value)


@dataclass(frozen=True, slots=True)
class Known:
    """One indicator. `figures` are those with a value, oldest first; `aims` all targets of its periods."""

    subject: Subject
    series: Series
    figures: tuple[Figure, ...]
    aims: tuple[Target, ...]
    own: frozenset[str]

    @property
    def latest(self) -> Figure | None:
        return self.figures[-1] if self.figures else None

    def at(self, period: Period) -> Figure | None:
        row = self.series.at(period)
        return None if row is None or row.value is None else Figure(period, row.value, row)

    def target(self, period: Period) -> Target | None:
        return self.subject.targets.at(period)

    def fits(self, number: Number) -> bool:
        """May it be a figure of this indicator, by what it is said to count?"""
        unit = self.subject.definition.unit
        if number.unit not in UNITS[unit]:
            return False
        if number.unit is not Said.COUNTED:
            return True
        if number.noun[:1] == ("of",) or not number.noun:
            return False
        if unit is Unit.RATIO:
            return number.step < 1
        named = number.noun[0] in self.subject.name.lower().split()  # `new` in `1,634 new requests`
        counted = number.noun[: 2 if named else 1]
        return any(one in COUNTED_AS_FIGURE or stem(one) in self.own for one in counted)

    def looks_like(self, number: Number) -> bool:
        """Is it as large as figures and targets of this indicator are, give or take the half or the double?"""
        sizes = [abs(one.value) for one in self.figures] + [abs(one.value) for one in self.aims]
        if not sizes:
            return False
        return min(sizes) <= EXACT.multiply(number.value, TWICE) and number.value <= EXACT.multiply(max(sizes), TWICE)

    def up_or_down(self, way: Way) -> Way | None:
        """Where the figure goes when it goes that way; None where neither way is good."""
        if way in (Way.UP, Way.DOWN):
            return way
        return UP_OR_DOWN.get((way, self.subject.definition.good_is))

    def may_compare(self, earlier: Period, later: Period) -> bool:
        """Does the basis allow it: running totals only with the same point of another year, nothing across a break?"""
        if self.subject.definition.break_between(earlier, later) is not None:
            return False
        if self.subject.definition.basis is not Basis.YEAR_TO_DATE:
            return True
        return earlier.month_of_financial_year == later.month_of_financial_year

    def went(self, earlier: Figure, later: Figure, way: Way) -> bool | None:
        """Did it go that way from one figure to the other? None where that cannot be said."""
        if not self.may_compare(earlier.period, later.period):
            return None
        change = EXACT.subtract(later.value, earlier.value)
        if way is Way.SAME:
            return self.printed(earlier.value) == self.printed(later.value)
        if way in (Way.UP, Way.DOWN):
            return change > 0 if way is Way.UP else change < 0
        definition, targets = self.subject.definition, self.subject.targets
        found = compare(definition, targets, earlier.period, earlier.row, later.row).direction
        if found is Direction.NOT_COMPARABLE:
            return None
        return found is (Direction.IMPROVING if way is Way.BETTER else Direction.WORSENING)

    def printed(self, value: Decimal) -> Decimal:
        """As it is printed, to see whether two are equal there."""
        if self.subject.decimals is None:
            return value
        return value.quantize(Decimal(1).scaleb(-self.subject.decimals), context=EXACT)

    def missed_by(self, figure: Figure, target: Target) -> Decimal | None:
        """How much worse than the target, negative when better; None where neither way is good."""
        found = shortfall(self.subject.definition.good_is, figure.value, target)
        return None if found is None else found.worse

    def before(self, later: Figure) -> tuple[Figure, ...]:
        """The figures it may be compared with where none is named: the one before, the one of a year before, the
        first of a year."""
        periods = [later.period.previous, later.period.year_earlier]
        found = [self.at(period) for period in dict.fromkeys(periods)]
        oldest = [one for one in self.figures if later.period.year_earlier <= one.period < later.period][:1]
        each = {one.period.number: one for one in [*found, *oldest] if one is not None}
        return tuple(one for one in each.values() if self.may_compare(one.period, later.period))


def known(subject: Subject) -> Known:
    """What is stored of an indicator, as a text as at its month may speak of it."""
    frequency = subject.definition.frequency
    series = Series.of(
        (one for one in subject.series.up_to(subject.as_at) if one.period.frequency is frequency),
        earlier_left_out=subject.series.earlier_left_out,
    )
    figures = tuple(Figure(one.period, one.value, one) for one in series if one.value is not None)
    aims = {
        period.number: subject.targets.at(period)
        for row in subject.targets.rows
        for period in _within(row.period, frequency)
    }
    return Known(
        subject,
        series,
        figures,
        tuple(one for one in aims.values() if one is not None),
        stems_of(subject.name) | places_of(subject.council),
    )


def _within(period: Period, frequency: Frequency) -> list[Period]:
    """The periods of that frequency that a target of the period may stand for."""
    if period.frequency is frequency:
        return [period]
    if period.frequency is not Frequency.ANNUAL:
        return []
    steps = MONTHS_IN_A_YEAR // frequency.months
    last = period.last_month_number
    newest = Period(frequency, last if frequency is Frequency.MONTHLY else (last - 5) // 3)
    return [newest.plus(-back) for back in range(steps)]


def is_of_ours(noun: tuple[str, ...], own: frozenset[str]) -> bool:
    """`of people who ...`, `of those`: may what is counted be the indicator's? Not so `of staff`."""
    for word in noun:
        if word in ("the", "our", "all", "its", "their", "of"):
            continue
        plain = word.removesuffix("'s")
        return plain in COUNTED_AS_FIGURE or plain in UNSPECIFIC or stem(plain) in own or plain in RELATIVES
    return True
