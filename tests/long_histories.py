"""A committee with long and awkward histories, made by chance from a seed, as files of the public data format.

Runs and streaks that reach back for years, gaps, breaks, targets that ended long ago or move every month: whatever
tempts a page that reads only the newest periods to say something else than one that reads everything.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from indicators.domain.periods import Frequency, Period, latest_ending_by, month

FIRST, LAST = month(2010, 4), month(2017, 1)
COMMITTEE = "long-memory"
SCHEMES = {
    "usual": ("percent_of_target", "0", "5", ""),
    "wide": ("percent_of_target", "2", "10", ""),
    "by-points": ("points", "1", "4", ""),
    "rising-levels": ("thresholds", "", "", "green 80; red 60"),
    "falling-levels": ("thresholds", "", "", "green 60; red 80"),
    "by-bands": ("bands", "", "", "green 1-49; amber 50-79; red 80-200"),
}
SPANS = {Frequency.MONTHLY: 72, Frequency.QUARTERLY: 27, Frequency.ANNUAL: 7}


@dataclass
class _Files:
    indicators: list[list[str]] = field(default_factory=list)
    definitions: list[list[str]] = field(default_factory=list)
    targets: list[list[str]] = field(default_factory=list)
    figures: list[list[str]] = field(default_factory=list)
    overrides: list[list[str]] = field(default_factory=list)
    flags: list[list[str]] = field(default_factory=list)


def files(seed: int, indicators: int = 40) -> dict[str, str]:
    """The folder's files by name."""
    chance, found = Random(seed), _Files()
    for number in range(indicators):
        _add(found, chance, f"L{number:02d}")
    return {
        "committees.csv": _csv(
            "slug,name,council,default_scheme,public,off_target_from,worsening_moves",
            [[COMMITTEE, "Long Memory Committee", "Example Council", "usual", "yes", "5", "3"]],
        ),
        "schemes.csv": _csv(
            "slug,kind,green_within,red_from,levels", [[slug, *rest] for slug, rest in SCHEMES.items()]
        ),
        "indicators.csv": _csv(
            "code,committee,name,good_is,unit,frequency,basis,scheme,decimals,retired_from", found.indicators
        ),
        "definitions.csv": _csv("code,from_period,definition,breaks_series", found.definitions),
        "targets.csv": _csv("code,period,value,value_to,profile", found.targets),
        "figures.csv": _csv(
            "code,period,value,numerator,denominator,status,reason,judged",
            sorted(found.figures, key=lambda row: row[0]),
        ),
        "rating_overrides.csv": _csv("code,period,rating,reason", found.overrides),
        "exception_flags.csv": _csv("code,period,rule,reason", found.flags),
    }


def _csv(header: str, rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header.split(","), *rows])
    return text.getvalue()


def _add(found: _Files, chance: Random, code: str) -> None:
    good_is = chance.choice(["bigger", "bigger", "smaller", "smaller", "range", "none"])
    frequency = chance.choices(list(Frequency), weights=(8, 3, 1))[0]
    basis = chance.choice(["period", "snapshot", "rolling_12", "year_to_date"])
    unit = chance.choice(["percent", "score", "per_100k"])
    levels = {"bigger": ["rising-levels"], "smaller": ["falling-levels"]}.get(good_is, [])
    scheme = chance.choice(["", "", "wide", "by-points", "by-bands", *levels])
    late = min(chance.choice([0, 0, 0, 1, 2, 5, 30]), SPANS[frequency] // 2)
    newest = latest_ending_by(frequency, LAST).plus(-late)
    oldest = max(newest.plus(-SPANS[frequency] * chance.randint(2, 6) // 6), _from_first(frequency))
    periods = [oldest.plus(step) for step in range(newest.since(oldest) + 1)]
    retired = chance.choice(["2016-06", "2018-04"]) if chance.random() < 0.1 else ""
    found.indicators.append(
        [code, COMMITTEE, f"Measure {code}", good_is, unit, frequency.value, basis, scheme, "1", retired]
    )
    found.definitions.append([code, FIRST.written, "As counted", "no"])
    for broken in chance.sample(periods[1:], k=min(chance.choice([0, 0, 1, 2]), len(periods) - 1)):
        found.definitions.append([code, broken.written, "As counted since", "yes"])
    values = _figures(found, chance, code, good_is, periods)
    _targets(found, chance, code, good_is, periods)
    for period in chance.sample(values, k=min(chance.choice([0, 0, 0, 1, 3]), len(values))):
        found.overrides.append([code, period.written, chance.choice(["red", "amber", "green"]), "Set by chance"])
    if values and chance.random() < 0.2:
        period = chance.choice([values[-1], values[0]])
        rule = chance.choice(["budget", "corporate_risk", "added_by_hand", "left_out_by_hand"])
        found.flags.append([code, period.written, rule, "Said by chance"])


def _from_first(frequency: Frequency) -> Period:
    return latest_ending_by(frequency, FIRST).next


def _figures(found: _Files, chance: Random, code: str, good_is: str, periods: list[Period]) -> list[Period]:
    """Gives the periods that have a value."""
    manner = chance.choice(["worsening", "worsening", "worsening at last", "flat", "far", "by chance", "mostly green"])
    gaps = chance.choice([0, 0, 0, 0.02, 0.15])
    way = 1 if good_is == "smaller" else -1
    with_value = []
    for index, period in enumerate(periods):
        step = Decimal(index) * Decimal("0.3")
        value = {
            "worsening": 75 + way * step,
            "worsening at last": 75 + way * max(step - Decimal(15), Decimal(0)),
            "flat": Decimal(70),
            "far": 75 + way * (30 + index % 3),
            "by chance": Decimal(chance.randint(500, 950)) / 10,
            "mostly green": 75 - way * (3 + chance.randint(0, 1)),
        }[manner]
        if chance.random() < gaps:
            if chance.random() < 0.5:
                status = chance.choice(["awaited", "not_reportable", "suppressed"])
                found.figures.append([code, period.written, "", "", "", status, "By chance", ""])
            continue
        status = chance.choices(["final", "provisional"], weights=(9, 1))[0]
        found.figures.append([code, period.written, f"{value:.1f}", "", "", status, "", ""])
        with_value.append(period)
    return with_value


def _targets(found: _Files, chance: Random, code: str, good_is: str, periods: list[Period]) -> None:
    manner = chance.choice(["none", "each year", "each year", "ended", "each period", "straight line", "began late"])
    in_range = good_is == "range"
    low, high = ("70.0", "80.0") if in_range else ("75.0", "")
    years = sorted({period.financial_year for period in periods})
    annual = periods[0].frequency is Frequency.ANNUAL
    if manner == "ended":
        years = years[: max(len(years) - 3, 1)]
    if manner == "began late":
        years = years[-1:]
    if manner == "each period":
        for index, period in enumerate(periods[: chance.choice([len(periods), len(periods) // 2])]):
            moved = 0 if index < len(periods) // 2 else chance.choice([0, 2])
            upper = "80.0" if in_range else ""
            found.targets.append([code, period.written, f"{Decimal(low) + moved:.1f}", upper, ""])
        return
    if manner == "none":
        return
    for year in years:
        profile = "" if annual else "linear 74.0" if manner == "straight line" and not in_range else "flat"
        found.targets.append([code, year.written, low, high, profile])
