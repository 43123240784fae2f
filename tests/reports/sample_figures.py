"""Figures of a few made-up indicators, and the pieces of a card that each is drawn from.

What is odd about which stands in `sample_cards`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.domain import periods
from indicators.domain.definitions import Colour
from indicators.domain.periods import Frequency, Period
from reports.cards import (
    Badge,
    Cell,
    CellKind,
    ChartPoint,
    ChartSpec,
    FigureRow,
    Mark,
    PeriodCard,
    SeriesEntry,
    Shape,
    Spark,
)

AS_AT = periods.month(2017, 1)
WINDOW = periods.window(AS_AT)

BADGES = {
    "red": Badge(Colour.RED, Shape.TRIANGLE, "Red"),
    "amber": Badge(Colour.AMBER, Shape.CIRCLE, "Amber"),
    "green": Badge(Colour.GREEN, Shape.STAR, "Green"),
    "none": Badge(Colour.NONE, Shape.DASH, "Not rated"),
}
STATUS_WORDS = {
    "final": "",
    "provisional": "Provisional",
    "awaited": "Awaited",
    "not_reportable": "Cannot be reported",
    "suppressed": "Suppressed",
    "none": "",
}
NASTY = '=HYPERLINK("https://evil.example/?a=1&b=2")\t<script>alert(1)</script> ]]> \\ “Ŵylfa” ​end'


@dataclass(frozen=True)
class Figure:
    """One row of the store, as short as it can be said."""

    value: str | None
    status: str = "final"
    rating: str = "none"
    target: str | None = None
    target_to: str | None = None
    reason: str = ""
    breaks: bool = False


NO_ROW = Figure(None, status="none")


def period_card(period: Period) -> PeriodCard:
    return PeriodCard(period.written, period.label, period.name, period.address)


def printed(value: str, prefix: str = "", suffix: str = "") -> str:
    """As a page prints it: thousands commas, the unit's signs."""
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, _, places = digits.partition(".")
    return f"{sign}{prefix}{int(whole):,}{'.' if places else ''}{places}{suffix}"


@dataclass(frozen=True)
class Drawn:
    """What the pieces of one indicator are made from."""

    code: str
    name: str
    figures: Mapping[str, Figure]
    frequency: Frequency = Frequency.MONTHLY
    prefix: str = ""
    suffix: str = ""
    unit: str = "per 100,000"

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of its own frequency that end in the window."""
        return periods.ending_within(self.frequency, WINDOW[-1])

    def at(self, period: Period) -> Figure:
        return self.figures.get(period.written, NO_ROW)

    def text(self, figure: Figure) -> str:
        if figure.value is not None:
            return printed(figure.value, self.prefix, self.suffix)
        judged = figure.status == "final"
        return BADGES[figure.rating].word if judged else STATUS_WORDS[figure.status]

    def target_text(self, figure: Figure) -> str:
        ends = [printed(end, self.prefix, self.suffix) for end in (figure.target, figure.target_to) if end]
        return " to ".join(ends)

    def cell(self, month: Period) -> Cell:
        period = next(iter(periods.ending_within(self.frequency, month, 1)), None)
        figure = NO_ROW if period is None else self.at(period)
        card = period_card(period or month)
        badge = BADGES[figure.rating]
        if figure.status == "none":
            return Cell(card, CellKind.EMPTY, "", badge)
        has_value = figure.value is not None or figure.rating != "none"
        marks = (Mark("p", "provisional"),) if figure.status == "provisional" else ()
        kind = CellKind.VALUE if has_value else CellKind.MISSING
        key = None if figure.value is None else float(figure.value)
        return Cell(card, kind, self.text(figure), badge, marks, key)

    def entry(self, period: Period) -> SeriesEntry:
        figure = self.at(period)
        return SeriesEntry(period.written, figure.value, figure.status, figure.target, figure.target_to, figure.rating)

    def point(self, period: Period) -> ChartPoint:
        figure = self.at(period)
        return ChartPoint(
            label=period.label,
            name=period.name,
            value=None if figure.value is None else float(figure.value),
            text=self.text(figure),
            target=None if figure.target is None else float(figure.target),
            target_to=None if figure.target_to is None else float(figure.target_to),
            target_text=self.target_text(figure),
            badge=BADGES[figure.rating],
            provisional=figure.status == "provisional",
            break_before=figure.breaks,
        )

    def row(self, period: Period) -> FigureRow:
        figure = self.at(period)
        counted = figure.value is not None and self.suffix == "%"
        return FigureRow(
            period=period_card(period),
            text=self.text(figure),
            numerator="1,234" if counted else "",
            denominator="2,000" if counted else "",
            target_text=self.target_text(figure),
            badge=BADGES[figure.rating],
            status_words=STATUS_WORDS[figure.status],
            reason=figure.reason,
            marks=(Mark("p", "provisional"),) if figure.status == "provisional" else (),
            entry=self.entry(period),
        )

    @property
    def chart(self) -> ChartSpec:
        points = tuple(self.point(period) for period in self.periods)
        known = [point for point in points if point.value is not None]
        said = (
            f"from {known[0].text} in {known[0].name} to {known[-1].text} in {known[-1].name}" if known else "unknown"
        )
        return ChartSpec(
            f"{self.code} {self.name}", self.unit, self.prefix, self.suffix, points, f"{self.name}: {said}."
        )


def spark_of(chart: ChartSpec) -> Spark:
    """The small trend line of the same figures."""
    known = [point.badge.colour for point in chart.points if point.value is not None]
    breaks = tuple(index for index, point in enumerate(chart.points) if point.break_before)
    return Spark(tuple(point.value for point in chart.points), known[-1] if known else Colour.NONE, breaks)


def monthly(values: str, status: str = "final") -> dict[str, Figure]:
    """Figures for the window's months from a line of values; `-` leaves a month out."""
    pairs = zip(WINDOW, values.split(), strict=False)
    return {month.written: Figure(value, status) for month, value in pairs if value != "-"}


A03_FIGURES = monthly("622 617 623 616 622 614 613 613 621 630") | {
    "2016-11": Figure("637", rating="red", target="590"),
    "2016-12": Figure(None, "awaited", reason="Due on 20 February 2017"),
    "2017-01": Figure(None, "awaited", reason="Due on 20 March 2017"),
}
A09_FIGURES = {
    month: Figure(figure.value, rating=rating, target="1.5")
    for (month, figure), rating in zip(
        monthly("1.4 1.5 1.5 1.6 1.9 2.2 2.4 - 3.1 2.9 3.0").items(),
        ["green", "green", "green", "red", "red", "red", "red", "red", "red", "red"],
        strict=True,
    )
} | {
    "2016-08": Figure(None, "not_reportable", reason="The national return was withdrawn"),
    "2016-12": Figure("3.2", "provisional", "red", "1.5"),
    "2017-01": Figure("3.3", "provisional", "amber", "1.5"),
}
C01_FIGURES = {
    "2015/16 Q4": Figure("38.5", rating="amber", target="40", target_to="60"),
    "2016/17 Q1": Figure("47.0", rating="green", target="40", target_to="60"),
    "2016/17 Q2": Figure(None, "suppressed", reason="Fewer than five people"),
    "2016/17 Q3": Figure("52.5", rating="green", target="40", target_to="60"),
}
NASTY_FIGURES = monthly("-1200 -350.50 0 1050 980 -20 15 33 41 -7.25 12 18 -2207.00") | {
    "2016-08": Figure("33", breaks=True),
    "2016-04": Figure(None, "not_reportable", reason="@SUM(A1:A9)"),
}
P1_FIGURES = {"2015/16": Figure(None, "final", "amber")}

DRAWN = {
    "A03": Drawn("A03", "Rate of admissions to residential and nursing care, 65 and over", A03_FIGURES),
    "A09": Drawn("A09", "Delayed transfers of care", A09_FIGURES, unit="per 100,000"),
    "C01": Drawn("C01", "Reviews done in the year", C01_FIGURES, Frequency.QUARTERLY, suffix="%", unit="per cent"),
    "=1+1": Drawn("=1+1", NASTY, NASTY_FIGURES, prefix="£", unit="pounds"),
    "P(1)/x": Drawn("P(1)/x", "Kitchen project", P1_FIGURES, Frequency.ANNUAL, unit="judged"),
    "Z99": Drawn(
        "Z99", "Carers who say, in a survey held every second year, that " + "very " * 30 + "much changed", {}
    ),
}
