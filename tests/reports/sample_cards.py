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

from indicators.domain.exception_report import Rule
from indicators.domain.travel import Direction
from reports.cards import (
    Arrow,
    Block,
    Choice,
    CommitteeCard,
    CountBadge,
    Counts,
    Dashboard,
    DefinitionCard,
    DefinitionEntry,
    Definitions,
    Filter,
    IndicatorCard,
    Landing,
    LandingEntry,
    LatestFigure,
    NewestRow,
    RatingFacts,
    RelatedIndicator,
    ReportCard,
    RuleOutcome,
    Run,
    SectionCards,
    TextPart,
)
from tests.reports.sample_figures import AS_AT, BADGES, DRAWN, NASTY, NO_ROW, WINDOW, period_card, spark_of

COMMITTEE = CommitteeCard("adult-social-care", "Adult Social Care Committee", "Norfolk County Council", public=True)

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
        "spark": spark_of(drawn.chart),
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
        related=(RelatedIndicator("A09 Delayed transfers of care", "a09"),),
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
