"""Figures, targets and standings of a round in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from indicators.domain.definitions import EXACT, Polarity, Unit
from indicators.domain.rounds import Standing as How
from indicators.domain.targets import Target
from indicators.importing.known import FigureFacts
from indicators.models.figures import Judged
from indicators.models.figures import Status as StatusWords
from indicators.models.registers import Basis, GoodIs
from indicators.models.registers import Unit as UnitWords
from indicators.queries.rounds import Registered

STATUS_WORDS: Final = dict(StatusWords.choices)
JUDGED_WORDS: Final = dict(Judged.choices)
BASIS_WORDS: Final = {
    Basis.PERIOD: "in the period",
    Basis.YEAR_TO_DATE: "year to date",
    Basis.ROLLING_12: "rolling 12 months",
    Basis.SNAPSHOT: "snapshot",
}
HOW_WORDS: Final = {
    How.MISSING: "Nothing entered",
    How.AWAITED: "Awaited",
    How.SENT_BACK: "Sent back",
    How.DRAFT: "Draft",
    How.SUBMITTED: "Submitted",
    How.VERIFIED: "Verified",
    How.NOT_REPORTABLE: "Cannot be reported",
    How.SUPPRESSED: "Suppressed",
}


def about(indicator: Registered) -> str:
    """`Per cent, bigger is better, in the period`."""
    parts = [str(UnitWords(indicator.unit).label), BASIS_WORDS[Basis(indicator.basis)]]
    if indicator.good_is is not Polarity.NONE:
        parts.insert(1, str(GoodIs(indicator.good_is).label).lower())
    return ", ".join(parts)


def late_words(days: int) -> str:
    return "" if not days else "1 day late" if days == 1 else f"{days:,} days late"


def number_words(value: Decimal, unit: Unit, decimals: int | None) -> str:
    """With its sign and thousands commas, to the indicator's decimal places: `86.2%`, `-£1,050`, `637`."""
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)
    text = f"{value.copy_abs():,f}"
    sign = "-" if value < 0 else ""
    return f"{sign}£{text}" if unit is Unit.POUNDS else f"{sign}{text}%" if unit is Unit.PERCENT else f"{sign}{text}"


def figure_words(indicator: Registered, facts: FigureFacts) -> str:
    """What is printed for a figure: its value, its colour, or why there is neither."""
    if facts.value is not None:
        return number_words(facts.value, indicator.unit, indicator.decimals)
    return JUDGED_WORDS[facts.judged.value] if facts.judged is not None else STATUS_WORDS[facts.status.value]


def target_words(indicator: Registered, target: Target | None) -> str:
    """`88%`, `88% to 95%`; empty without one."""
    if target is None:
        return ""
    # A target is shown as it was set; one that follows from a year's profile to two places, as the pages show it.
    places = 2 if target.profiled and _places(target.value) > 2 else None
    ends = [target.value] if target.value_to is None else [target.value, target.value_to]
    return " to ".join(number_words(end, indicator.unit, places) for end in ends)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
