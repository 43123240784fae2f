"""How one indicator is spoken of: the words for its closed sets, its numbers as printed, what may not be shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.definitions import Basis, Colour, Definition, Polarity, Unit
from indicators.domain.periods import Frequency
from indicators.domain.series import Observation, Status
from indicators.domain.targets import Target
from reports.wording.numbers import figure

COLOUR_WORDS = {Colour.RED: "Red", Colour.AMBER: "Amber", Colour.GREEN: "Green", Colour.NONE: "Not rated"}
STATUS_WORDS = {
    Status.FINAL: "Final",
    Status.PROVISIONAL: "Provisional",
    Status.AWAITED: "Awaited",
    Status.NOT_REPORTABLE: "Cannot be reported",
    Status.SUPPRESSED: "Suppressed",
}
STATUS_WORDS = {
    Status.FINAL: "Final",
    Status.PROVISIONAL: "Provisional",
    Status.AWAITED: "Awaited",
    Status.NOT_REPORTABLE: "Cannot be reported",
    Status.SUPPRESSED: "Suppressed",
}
GOOD_IS_WORDS = {
    Polarity.BIGGER: "Bigger is better",
    Polarity.SMALLER: "Smaller is better",
    Polarity.RANGE: "Within a range is best",
    Polarity.NONE: "No way is better",
}
BASIS_WORDS = {
    Basis.PERIOD: "in the period",
    Basis.YEAR_TO_DATE: "year to date",
    Basis.ROLLING_12: "rolling 12 months",
    Basis.SNAPSHOT: "snapshot at its end",
}
FREQUENCY_WORDS = {Frequency.MONTHLY: "Monthly", Frequency.QUARTERLY: "Quarterly", Frequency.ANNUAL: "Annual"}
TOO_SMALL = "the figure is too small to be shown, to protect people"


@dataclass(frozen=True, slots=True)
class Voice:
    """How one indicator's numbers are spoken: its unit and places, and what is too small to be shown."""

    definition: Definition
    decimals: int | None = None
    suppress_below: int | None = None

    def value(self, value: Decimal) -> str:
        return figure(value, self.definition.unit, self.decimals)

    def hides(self, observation: Observation | None) -> bool:
        """Is its numerator, or the count itself, below what may be shown?"""
        if self.suppress_below is None or observation is None or observation.value is None:
            return False
        small = observation.numerator
        if small is None and self.definition.unit is Unit.COUNT:
            small = observation.value
        return small is not None and small < self.suppress_below

    def target(self, target: Target | None) -> str:
        """`590`, `88% to 95%`, `No target`."""
        if target is None:
            return "No target"
        if target.value_to is not None and self.definition.good_is is Polarity.RANGE:
            return f"{self.value(target.value)} to {self.value(target.value_to)}"
        return self.value(target.value)

    def aim(self, target: Target) -> str:
        """`the target of 590`, `the range of 88% to 95%`."""
        noun = "range" if self.definition.good_is is Polarity.RANGE else "target"
        return f"the {noun} of {self.target(target)}"
