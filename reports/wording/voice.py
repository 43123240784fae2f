"""How one indicator is spoken of: the words for its closed sets, its numbers as printed, what may not be shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.definitions import Basis, Colour, Definition, Polarity, Unit
from indicators.domain.periods import Frequency
from indicators.domain.series import Observation, Status
from indicators.domain.targets import Target
from reports.wording.numbers import figure, places_of

COLOUR_WORDS = {Colour.RED: "Red", Colour.AMBER: "Amber", Colour.GREEN: "Green", Colour.NONE: "Not rated"}
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
WORKED_OUT = 2  # places of a profiled target, as Norfolk printed 7.13 for a quarter of 28.5
TOO_SMALL = "the figure is too small to be shown, to protect people"


@dataclass(frozen=True, slots=True)
class Voice:
    """How one indicator's numbers are spoken: its unit and places, and what is too small to be shown."""

    definition: Definition
    decimals: int | None = None
    suppress_below: int | None = None

    def value(self, value: Decimal) -> str:
        return figure(value, self.definition.unit, self.decimals)

    def level(self, value: Decimal) -> str:
        """A level of a scheme, with the places it was set with: rounded, it would be another level."""
        return figure(value, self.definition.unit)

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
            return f"{self._aimed(target.value, target)} to {self._aimed(target.value_to, target)}"
        return self._aimed(target.value, target)

    def _aimed(self, value: Decimal, target: Target) -> str:
        """As many places as figures have, or more: what was set is never rounded, nor what a profile gives to two
        places; beyond that it is rounded as figures are."""
        own, wanted = places_of(value), self.decimals or 0
        if target.profiled and own > WORKED_OUT:
            own = WORKED_OUT if self.decimals is None else wanted
        return figure(value, self.definition.unit, max(own, wanted))

    def aim(self, target: Target) -> str:
        """`the target of 590`, `the range of 88% to 95%`."""
        noun = "range" if self.definition.good_is is Polarity.RANGE else "target"
        return f"the {noun} of {self.target(target)}"
