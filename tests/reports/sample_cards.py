"""A small dashboard, report card, definitions and landing page made by hand, for tests of what draws cards.

No database, no presenters: only the shape of `reports.cards` with every odd case in it once.

| code    | what is odd                                                                                   |
| ------- | --------------------------------------------------------------------------------------------- |
| A03     | red, an exception; awaited for the last two months; a target for its latest figure only        |
| A09     | provisional; computed red, shown amber by hand; three worsening moves; one month not reportable |
| C01     | quarterly, with a range for a target; green                                                    |
| =1+1    | nasty text in every field; negative amounts of money; a break in the definition; not judged    |
| P(1)/x  | a project rated by a person: a colour without a number; annual; flagged as a corporate risk    |
| Z99     | no figure at all; long name                                                                    |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.domain import periods
from indicators.domain.definitions import Colour
from indicators.domain.exception_report import Rule
from indicators.domain.periods import Frequency, Period
from indicators.domain.travel import Direction
from reports.cards import (
    Arrow,
    Badge,
    Block,
    Cell,
    CellKind,
    ChartPoint,
    ChartSpec,
    Choice,
    CommitteeCard,
    CountBadge,
    Counts,
    Dashboard,
    DefinitionCard,
    DefinitionEntry,
    Definitions,
    FigureRow,
    Filter,
    IndicatorCard,
    Landing,
    LandingEntry,
    LatestFigure,
    Link,
    NewestRow,
    PeriodCard,
    RatingFacts,
    ReportCard,
    RuleOutcome,
    Run,
    SectionCards,
    SeriesEntry,
    Shape,
    TextPart,
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
COMMITTEE = CommitteeCard("adult-social-care", "Adult Social Care Committee", "Norfolk County Council", public=True)


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
        ends = (periods.ending_in(self.frequency, month) for month in WINDOW)
        return tuple(end for end in ends if end is not None)

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
        period = periods.ending_in(self.frequency, month)
        figure = NO_ROW if period is None else self.at(period)
        card = period_card(period or month)
        badge = BADGES[figure.rating]
        if figure.status == "none":
            return Cell(card, CellKind.EMPTY, "", f"{self.code}, {card.name}: no figure", badge)
        has_value = figure.value is not None or figure.rating != "none"
        marks = (("p", "provisional"),) if figure.status == "provisional" else ()
        spoken = f"{self.code}, {card.name}: {self.text(figure)}, {badge.word.lower()}"
        kind = CellKind.VALUE if has_value else CellKind.MISSING
        key = None if figure.value is None else float(figure.value)
        return Cell(card, kind, self.text(figure), spoken, badge, marks, key)

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
            marks=(("p", "provisional"),) if figure.status == "provisional" else (),
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

UNKNOWN = Arrow(Direction.NOT_COMPARABLE, "Not comparable", "", "not comparable (no figure)")
NOT_RATED = RatingFacts("none", "none", False, None, None, "percent_of_target", False, None, "No target is set.")


def outcomes(*fired: Rule, evidence: str = "") -> tuple[RuleOutcome, ...]:
    """The four rules in their order, those named fired; decisions by hand only where named."""
    names = {
        Rule.OFF_TARGET: "Off target",
        Rule.DETERIORATING: "Deteriorating",
        Rule.BUDGET: "Affects the budget",
        Rule.CORPORATE_RISK: "Affects a corporate risk",
        Rule.ADDED_BY_HAND: "Added by hand",
        Rule.LEFT_OUT_BY_HAND: "Left out by hand",
    }
    by_hand = (Rule.ADDED_BY_HAND, Rule.LEFT_OUT_BY_HAND)
    return tuple(
        RuleOutcome(rule, name, True, rule in fired, evidence if rule in fired else "Nothing was said of it.")
        for rule, name in names.items()
        if rule in fired or rule not in by_hand
    )


def indicator_card(code: str, **changed: object) -> IndicatorCard:
    """The card of one of `DRAWN`, with the fields named in `changed` as given."""
    drawn = DRAWN[code]
    rated = [period for period in drawn.periods if drawn.at(period).value or drawn.at(period).rating != "none"]
    last = rated[-1] if rated else None
    figure = NO_ROW if last is None else drawn.at(last)
    target = figure.target
    badge = BADGES[figure.rating]
    fields = {
        "code": code,
        "address": {"=1+1": "1-1", "P(1)/x": "p-1-x"}.get(code, code.lower()),
        "name": drawn.name,
        "section": "Admissions",
        "section_slug": "admissions",
        "good_is": "smaller",
        "good_is_words": "Smaller is better",
        "unit": "per_100k",
        "unit_words": drawn.unit,
        "basis": "rolling_12",
        "basis_words": "Rolling 12 months",
        "frequency_words": drawn.frequency.value.capitalize(),
        "lead": "Head of Integrated Commissioning",
        "data_owner": "Business Intelligence Manager",
        "latest": last and LatestFigure(period_card(last), figure.value, figure.status, drawn.text(figure)),
        "newest": last and NewestRow(period_card(last), figure.status, figure.reason or None, ""),
        "age_words": "",
        "months_old": None if last is None else AS_AT.since(last.last_month),
        "target_text": drawn.target_text(figure) or "No target",
        "target_period": last.written if last and target else None,
        "target_value": target,
        "target_to": figure.target_to,
        "badge": badge,
        "rating": NOT_RATED,
        "rating_words": "Not rated: no target is set.",
        "computed_words": "",
        "since_words": "",
        "since_previous": UNKNOWN,
        "since_last_year": UNKNOWN,
        "travel_words": "not comparable (no earlier figure)",
        "cells": tuple(drawn.cell(month) for month in WINDOW),
        "series": tuple(drawn.entry(period) for period in drawn.periods),
        "spark": drawn.chart,
        "outcomes": outcomes(),
        "is_exception": False,
        "left_out": False,
        "nearly": False,
        "nearly_words": "",
        "notes": (),
    }
    return IndicatorCard(**(fields | changed))


def a03() -> IndicatorCard:
    evidence = "8.0% worse than the target of 590; from 5% it is an exception."
    newest = NewestRow(period_card(AS_AT), "awaited", "Due on 20 March 2017", "January 2017: awaited, due on 20 March")
    return indicator_card(
        "A03",
        newest=newest,
        age_words="2 months older than this dashboard",
        rating=RatingFacts(
            "red", "red", False, "7.97", "percent", "percent_of_target", False, "2016-11", "8.0% worse than 590."
        ),
        rating_words="8.0% worse than the target of 590. Red from 5%.",
        since_words="Red in November 2016 for the first time",
        since_previous=Arrow(Direction.WORSENING, "Worse", "since October 2016", "worse than October 2016", "up 7"),
        travel_words="worse than October 2016, not comparable with November 2015 (no figure)",
        outcomes=outcomes(Rule.OFF_TARGET, Rule.DETERIORATING, evidence=evidence),
        is_exception=True,
    )


def a09() -> IndicatorCard:
    set_by_hand = "Computed: red. Set to amber by hand: the hospital trust recounts."
    worse = Arrow(Direction.WORSENING, "Worse", "since December 2016", "worse than December 2016", "up 0.1")
    better = Arrow(Direction.WORSENING, "Worse", "since January 2016", "worse than January 2016", "up 1.9")
    return indicator_card(
        "A09",
        section="Delays",
        section_slug="delays",
        rating=RatingFacts(
            "amber", "red", True, "120.00", "percent", "percent_of_target", True, "2017-01", set_by_hand
        ),
        rating_words="120.0% worse than the target of 1.5. Red from 5%.",
        computed_words=set_by_hand,
        since_words="Amber in January 2017 for the first time",
        since_previous=worse,
        since_last_year=better,
        travel_words="worse than December 2016, worse than January 2016",
        outcomes=outcomes(Rule.OFF_TARGET, Rule.DETERIORATING, evidence="worse in Nov, Dec and Jan"),
        is_exception=True,
        notes=("The figure is provisional.",),
    )


def c01() -> IndicatorCard:
    return indicator_card(
        "C01",
        section="Delays",
        section_slug="delays",
        good_is="range",
        good_is_words="Within a range is better",
        unit="percent",
        rating=RatingFacts(
            "green", "green", False, "0.00", "percent", "percent_of_target", False, "2016/17 Q3", "Within 40% to 60%."
        ),
        since_previous=UNKNOWN,
        nearly=True,
        nearly_words="one move short of three",
    )


def nasty() -> IndicatorCard:
    return indicator_card(
        "=1+1",
        section=NASTY,
        section_slug="nasty",
        lead="@lead",
        data_owner="-owner",
        good_is="none",
        good_is_words="No judgement",
        unit="pounds",
        notes=(NASTY, "A new definition from August 2016: earlier figures are not comparable."),
        outcomes=outcomes(Rule.ADDED_BY_HAND, evidence=NASTY),
        is_exception=True,
    )


def project() -> IndicatorCard:
    return indicator_card(
        "P(1)/x",
        unit="judgement",
        rating=RatingFacts(
            "amber", "amber", False, None, None, "judgement", False, "2015/16", "Judged: the date slipped."
        ),
        outcomes=outcomes(Rule.CORPORATE_RISK, evidence="RM14023: loss of core infrastructure"),
        is_exception=True,
        age_words="10 months older than this dashboard",
    )


def without_figures() -> IndicatorCard:
    return indicator_card("Z99", rating_words="Not rated: there is no figure yet.")


def dashboard() -> Dashboard:
    """As at January 2017, nothing filtered away."""
    cards = (a03(), a09(), c01(), nasty(), project(), without_figures())
    names = {card.section_slug: card.section for card in cards}
    sections = tuple(
        SectionCards(name, slug, tuple(card for card in cards if card.section_slug == slug))
        for slug, name in names.items()
    )
    colours = [card.badge.colour.value for card in cards]
    count = {colour: colours.count(colour) for colour in BADGES}
    return Dashboard(
        committee=COMMITTEE,
        as_at=period_card(AS_AT),
        window=tuple(period_card(month) for month in WINDOW),
        counts=Counts(**count, exceptions=4, total=len(cards)),
        count_badges=tuple(CountBadge(badge, count[colour]) for colour, badge in BADGES.items()),
        summary="6 vital signs: 1 red, 2 amber, 1 green and 2 not rated. 4 are exceptions.",
        age="The oldest latest figure is 10 months old: P(1)/x, 2015/16.",
        exceptions=(a03(), a09(), project(), nasty()),
        nearly=(c01(),),
        left_out=(),
        every=cards,
        cards=cards,
        sections=sections,
        filters=(Filter("Rating", (Choice("All", "?", True), Choice("Red", "?rating=red", False))),),
        filtered=False,
        query="",
        previous=period_card(AS_AT.previous),
        next=None,
        newest=period_card(AS_AT),
        rules_words=("Off target: red, or 5% or more worse than target.", "Deteriorating: worse three times in a row."),
    )


def definition_versions() -> tuple[DefinitionCard, ...]:
    return (
        DefinitionCard(
            "From April 2016",
            "Permanent admissions of people of 65 and over, per 100,000.",
            "A home of one's own is what people ask for.",
            "The family group's average.",
            "Figures from April 2016 on are not comparable with earlier ones.",
            "",
        ),
        DefinitionCard("From April 2014", "As before, short stays included.", "", "", "", NASTY),
    )


def text_parts() -> tuple[TextPart, ...]:
    """The four parts, the last one not written yet."""
    bold = Run("Action", strong=True)
    why = (
        Block("paragraph", (Run("People "), Run("want", emphasis=True), Run(" to stay at home; see "))),
        Block("paragraph", (Run("the strategy", href="https://example.org/strategy?a=1&b=2"), Run(NASTY))),
    )
    items = tuple(Block("item", (Run(text),)) for text in ("More beds", "Fewer staff"))
    table = Block(
        "table",
        blocks=(
            Block("row", blocks=(Block("header", (bold,)), Block("header", (Run("Who"),)))),
            Block("row", blocks=(Block("cell", (Run("Recruit"),)), Block("cell", (Run("Head of Care"),)))),
        ),
    )
    return (
        TextPart("Why is this important?", why),
        TextPart(
            "What explains current performance?", (Block("bullets", blocks=items), Block("numbers", blocks=items))
        ),
        TextPart("What will success look like?", (table,)),
        TextPart("Action required", ()),
    )


def report_card(code: str = "A03") -> ReportCard:
    """The page of one of the dashboard's indicators."""
    card = next(card for card in dashboard().cards if card.code == code)
    drawn = DRAWN[code]
    return ReportCard(
        committee=COMMITTEE,
        as_at=period_card(AS_AT),
        card=card,
        chart=drawn.chart,
        rows=tuple(drawn.row(period) for period in reversed(drawn.periods)),
        text_for="Written for the dashboard of January 2017",
        parts=text_parts(),
        definitions=definition_versions(),
        how_rated=("Green on target or better.", "Red from 5% worse than target.", "Amber between."),
        related=(Link("A09 Delayed transfers of care", "/indicators/a09/"),),
        previous=period_card(AS_AT.previous),
        next=None,
        is_newest=True,
        retired_words="",
    )


def definitions() -> Definitions:
    """The reference document of the same indicators."""
    entries = tuple(
        DefinitionEntry(
            code=card.code,
            address=card.address,
            name=card.name,
            section=card.section,
            good_is_words=card.good_is_words,
            unit_words=card.unit_words,
            frequency_words=card.frequency_words,
            basis_words=card.basis_words,
            lead=card.lead,
            data_owner=card.data_owner,
            how_rated=("Green on target or better.", "Red from 5% worse than target.", "Amber between."),
            versions=() if card.code == "Z99" else definition_versions(),
            retired_words="Retired from April 2017" if card.code == "C01" else "",
        )
        for card in dashboard().cards
    )
    return Definitions(COMMITTEE, entries, dashboard().rules_words)


def landing() -> Landing:
    """Two committees, one of them without figures and for signed-in people only."""
    board = dashboard()
    empty = CommitteeCard("new", "Well-being <Committee>", "Demonshire (invented)", public=False)
    return Landing(
        (
            LandingEntry(COMMITTEE, board.as_at, board.counts, board.count_badges, board.age),
            LandingEntry(empty, None, None, (), ""),
        )
    )
