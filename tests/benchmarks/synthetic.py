"""Invented stores of any size in the public data format, the same for the same seed.

They are made to cost what a real council's store costs: values wander about their targets, so colours change; a third
of the indicators keep one colour through the whole history, half of those red, so that "red since" must look far back;
targets are monthly or annual with a profile; some of the newest figures are awaited, provisional or cannot be reported.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from indicators.domain.periods import Period, month

COMMITTEE = "example-adult-social-care"
NEWEST = month(2026, 9)
SECTIONS = ("Front door", "Reablement", "Care at home", "Care homes", "Leaving hospital", "Quality and money")
SUBJECTS = (
    "People who need no lasting care after reablement",
    "Admissions to residential and nursing homes",
    "People who wait for home care to start",
    "Days from a request to the start of the assessment",
    "Cost of a week in a care home",
    "Carers who were asked about their own needs",
    "Safeguarding enquiries where the person's wishes were met",
    "Visits that home care providers missed",
    "Occupied beds in short-term care",
    "New requests for support",
)
GROUPS = ("18 to 64", "65 and over", "north", "south", "west", "east", "coast", "city", "rural", "market towns")
REGISTER_COLUMNS = "code,committee,name,good_is,unit,frequency,basis,section,decimals,lead,data_owner,order"
TEXT = (
    "It shows whether the help that people were given lasts. When it does, fewer of them come back in a crisis, and "
    "there is room in home care for somebody else."
)
CARD = """## Why is this important?

{text}

## What explains current performance?

- The figure is {{{{latest}}}} against a target of {{{{target}}}}: {{{{rating}}}}.
- Two providers stopped taking new work over the winter, and one has come back.

## What will success look like?

- The target is met for six months without a break.

## Action required

| Action | Who | By when | State |
| --- | --- | --- | --- |
| Review every case older than six weeks | Head of Long-term Care | October 2026 | Started |
| Agree new rates with the three largest providers | Head of Commissioning | January 2027 | Planned |
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """What indicators of one kind are like: `level` is about where the target stands, `places` its decimal places."""

    good_is: str
    unit: str
    basis: str
    level: Decimal
    places: int


MEASURES = (
    Measure("bigger", "percent", "period", Decimal("68.0"), 1),
    Measure("smaller", "per_100k", "rolling_12", Decimal("590"), 0),
    Measure("smaller", "count", "snapshot", Decimal("1250"), 0),
    Measure("smaller", "days", "period", Decimal("28.0"), 1),
    Measure("smaller", "pounds", "period", Decimal("1050"), 0),
    Measure("bigger", "percent", "snapshot", Decimal("55.0"), 1),
    Measure("bigger", "score", "rolling_12", Decimal("18.50"), 2),
    Measure("smaller", "per_100k", "year_to_date", Decimal("240.0"), 1),
    Measure("range", "percent", "period", Decimal("60.0"), 1),
    Measure("none", "count", "period", Decimal("3400"), 0),
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One invented indicator; its `number` decides what is said of it."""

    number: int

    @property
    def code(self) -> str:
        return f"S{self.number:03d}"

    @property
    def measure(self) -> Measure:
        return MEASURES[self.number % len(MEASURES)]

    @property
    def keeps_its_colour(self) -> str:
        """The colour it has had for its whole history; empty when its colour changes."""
        return {0: "green", 3: "red"}.get(self.number % 6, "")

    @property
    def name(self) -> str:
        subject, group = SUBJECTS[self.number % len(SUBJECTS)], GROUPS[self.number // 10 % len(GROUPS)]
        return f"{subject} ({group})" if self.number < 100 else f"{subject} ({group}, {self.number})"

    @property
    def monthly_targets(self) -> bool:
        return self.number % 4 == 1

    @property
    def awaited_months(self) -> int:
        """How many of the newest months have no figure yet."""
        return {0: 2, 5: 1}.get(self.number % 10, 0)

    def target_of_year(self, start_year: int) -> Decimal:
        """The year's target: 1% harder every year, for 20 years and then again."""
        measure = self.measure
        harder = Decimal(start_year % 20) / 100
        factor = 1 - harder if measure.good_is == "smaller" else 1 + harder
        return _rounded(measure.level * factor, measure.places)

    def target(self, period: Period) -> Decimal:
        """What is aimed at in a month, as its targets give it."""
        start_year = int(period.financial_year.written[:4])
        annual, part = self.target_of_year(start_year), Decimal(period.month_of_financial_year) / 12
        if self.measure.basis == "year_to_date":
            return annual * part
        if self.monthly_targets or self.measure.good_is == "range":
            return annual
        before = self.target_of_year(start_year - 1)
        return before + (annual - before) * part


def write_store(folder: Path, indicators: int, months: int, *, newest: Period = NEWEST, seed: int = 2017) -> int:
    """Writes so many indicators with so many monthly figures each, the last of them for the month `newest`.

    Gives the number of rows in all its files.
    """
    chance = random.Random(seed)
    every = [Indicator(number) for number in range(1, indicators + 1)]
    periods = [newest.plus(step) for step in range(1 - months, 1)]
    folder.mkdir(parents=True, exist_ok=True)
    committee = (COMMITTEE, "Adult Social Care Committee", "Example Council (invented)", "yes", "5", "3")
    sections = [(COMMITTEE, _slug(name), name, str(order)) for order, name in enumerate(SECTIONS)]
    figures = (row for one in every for row in _figures(one, periods, chance))
    files: dict[str, Iterable[tuple[str, ...]]] = {
        "committees: slug,name,council,public,off_target_from,worsening_moves": [committee],
        "sections: committee,slug,name,order": sections,
        f"indicators: {REGISTER_COLUMNS}": map(_register, every),
        "definitions: code,from_period,definition,why,target_rationale": _definitions(every, periods[0]),
        "targets: code,period,value,value_to,profile": _targets(every, periods),
        "figures: code,period,value,numerator,denominator,status,reason": figures,
        "exception_flags: code,period,rule,reason": _flags(every, newest),
        "rating_overrides: code,period,rating,reason": _overrides(every, newest),
    }
    for one in every[::3]:
        card = folder / "report_cards" / one.code.lower() / f"{newest.address}.md"
        card.parent.mkdir(parents=True)
        card.write_text(CARD.format(text=TEXT), encoding="utf-8")
    return sum(_write(folder, *name.split(": "), rows) for name, rows in files.items())


def _write(folder: Path, name: str, columns: str, rows: Iterable[tuple[str, ...]]) -> int:
    """Writes one file and gives the number of its rows."""
    count = 0
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split(","))
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the last count is what is given
            writer.writerow(row)
    return count


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _register(one: Indicator) -> tuple[str, ...]:
    kind = one.measure
    section = _slug(SECTIONS[one.number % len(SECTIONS)])
    said = (one.code, COMMITTEE, one.name, kind.good_is, kind.unit, "monthly", kind.basis, section, str(kind.places))
    return (*said, "Head of Long-term Care", "Performance and Insight Team", str(one.number))


def _definitions(every: Iterable[Indicator], first: Period) -> Iterator[tuple[str, ...]]:
    for one in every:
        yield one.code, first.written, f"{one.name}, in the month.", TEXT, "The level of similar councils."


def _targets(every: Iterable[Indicator], periods: list[Period]) -> Iterator[tuple[str, ...]]:
    years = sorted({period.financial_year for period in periods}, key=lambda year: year.number)
    for one in every:
        kind = one.measure
        if kind.good_is == "none":
            continue
        if one.monthly_targets and kind.good_is != "range" and kind.basis != "year_to_date":
            for period in periods:
                yield one.code, period.written, str(_rounded(one.target(period), kind.places)), "", ""
            continue
        for year in years:
            start_year = int(year.written[:4])
            annual = one.target_of_year(start_year)
            if kind.good_is == "range":
                yield one.code, year.written, str(annual), str(_rounded(annual * Decimal("1.1"), kind.places)), "flat"
            elif kind.basis == "year_to_date":
                yield one.code, year.written, str(annual), "", "shares 25 50 75 100"
            else:
                yield one.code, year.written, str(annual), "", f"linear {one.target_of_year(start_year - 1)}"


def _figures(one: Indicator, periods: list[Period], chance: random.Random) -> Iterator[tuple[str, ...]]:
    kind, gap = one.measure, 0.0
    known = len(periods) - one.awaited_months
    for place, period in enumerate(periods):
        if place >= known:
            yield one.code, period.written, "", "", "", "awaited", ""
            continue
        if not one.keeps_its_colour and one.number % 8 == 7 and place % 11 == 5:
            reason = "The case system was being replaced"
            yield one.code, period.written, "", "", "", "not_reportable", reason
            continue
        gap = _next_gap(one.keeps_its_colour, gap, chance)
        value = _value(one, one.target(period), Decimal(f"{gap:.4f}"))
        numerator = denominator = ""
        if kind.unit == "percent" and one.number % 20 == 15:
            numerator, denominator = str(int(value * 10)), "1000"
        status = "provisional" if place == known - 1 and one.number % 3 == 1 else "final"
        yield one.code, period.written, str(value), numerator, denominator, status, ""


def _next_gap(colour: str, gap: float, chance: random.Random) -> float:
    """How much worse than the target, as a part of it; without a lasting colour it wanders about nought."""
    if colour:
        low, high = (0.07, 0.16) if colour == "red" else (-0.10, -0.02)
        return chance.uniform(low, high)
    return 0.8 * gap + chance.uniform(-0.04, 0.04)


def _value(one: Indicator, target: Decimal, gap: Decimal) -> Decimal:
    kind = one.measure
    if kind.good_is == "bigger":
        return _rounded(target * (1 - gap), kind.places)
    if kind.good_is == "range":
        # Inside the range for a negative gap, above its upper end for a positive one.
        return _rounded(target * (Decimal("1.05") + gap / 4 if gap <= 0 else Decimal("1.1") * (1 + gap)), kind.places)
    return _rounded(target * (1 + gap), kind.places)


def _flags(every: Iterable[Indicator], newest: Period) -> Iterator[tuple[str, ...]]:
    for one in every:
        period = newest.plus(-one.awaited_months).written
        if one.number % 10 == 4:
            yield one.code, period, "budget", "Care purchasing budget: fees rose by more than was planned for"
        if one.number % 15 == 8:
            yield one.code, period, "corporate_risk", "Corporate risk 7, failure of a major supplier"


def _overrides(every: Iterable[Indicator], newest: Period) -> Iterator[tuple[str, ...]]:
    for one in every:
        if one.number % 20 == 6:
            period = newest.plus(-one.awaited_months).written
            yield one.code, period, "amber", "Two reports are known to be good and not published yet"
