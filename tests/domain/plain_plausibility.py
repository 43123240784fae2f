"""A slow, plain twin of the rule for unlikely figures, written from `docs/methods.md` alone, in fractions.

It shares no code with the core but its record types. Scores are computed one by one, where the core computes the ends
of what is usual.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from statistics import mean, median

from indicators.domain.definitions import Definition
from indicators.domain.periods import Period

BARELY = Fraction(1, 10**30)


def score(value: Fraction, others: list[Fraction], least: Fraction) -> Fraction:
    """The modified z-score, or what is taken for it where the median deviation is nought."""
    middle = median(others)
    away = [abs(other - middle) for other in others]
    scale = median(away) / Fraction("0.6745") or Fraction("1.253314") * mean(away)
    return abs(value - middle) / max(scale, least)


def last_place(values: list[Decimal]) -> Fraction:
    places = [len(f"{value:f}".partition(".")[2]) for value in values]
    return Fraction(1, 10 ** max(places))


def scores(
    definition: Definition, figures: dict[Period, Decimal], period: Period, value: Decimal
) -> tuple[Fraction, ...]:
    """The scores of the value by each look; none where too little is known. `figures` may be compared with it."""
    figures = {one: figures[one] for one in figures if one < period and period.number - one.number <= 24}
    known = sorted(figures)
    typed = Fraction(value)
    if definition.basis == "year_to_date" and definition.frequency != "annual":
        return _of_total(figures, known, period, typed)
    recent = [figures[one] for one in known[-12:]]
    if len(recent) < 6:
        return ()
    exact = [Fraction(one) for one in recent]
    moves = [exact[at] - exact[at - 1] for at in range(1, len(exact))]
    least = last_place(recent)
    return score(typed, exact, least), score(typed - exact[-1], moves, least)


def _of_total(
    figures: dict[Period, Decimal], known: list[Period], period: Period, typed: Fraction
) -> tuple[Fraction, ...]:
    growths, parts, places = [], [], []
    for one in known:
        if figures.get(one.year_earlier, 0) > 0:
            growths.append(Fraction(figures[one]) / Fraction(figures[one.year_earlier]))
        if is_first(one):
            parts.append(Fraction(figures[one]))
            places.append([figures[one]])
        elif one.previous in figures:
            parts.append(Fraction(figures[one]) - Fraction(figures[one.previous]))
            places.append([figures[one], figures[one.previous]])
    growths, parts, places = growths[-12:], parts[-12:], places[-12:]
    year_before = figures.get(period.year_earlier, Decimal(0))
    if min(len(growths), len(parts)) < 6 or year_before <= 0:
        return ()
    if not is_first(period) and period.previous not in figures:
        return ()
    so_far = Fraction(0) if is_first(period) else Fraction(figures[period.previous])
    least = last_place([one for two in places for one in two])
    return score(typed / Fraction(year_before), growths, Fraction("0.01")), score(typed - so_far, parts, least)


def is_first(period: Period) -> bool:
    return period.last_month.written.endswith("-04" if period.frequency == "monthly" else "-06")


def is_near_the_limit(found: tuple[Fraction, ...]) -> bool:
    """So near to 3.5 that decimals, which are rounded to sixty digits, may fall on the other side."""
    return any(abs(one - Fraction("3.5")) < BARELY for one in found)
