"""One vital sign with everything said of it."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.domain.exception_report import Rule
from indicators.domain.travel import Direction
from reports.cards.charts import Spark
from reports.cards.figures import Badge, Cell, PeriodCard, SeriesEntry


@dataclass(frozen=True, slots=True)
class Arrow:
    """Travel since one earlier period. `word` is short ("Worse"), `since` names the period ("since November 2016";
    "with November 2015" where the two cannot be compared).

    `change` is the signed change in words ("down 0.3 percentage points"), empty where not comparable.
    """

    direction: Direction
    word: str
    since: str
    words: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One exception rule, fired or not, with its evidence in words."""

    rule: Rule
    name: str
    evaluated: bool
    fired: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class LatestFigure:
    """The newest figure that is rated. `standing` says how it came to stand there, where that must be said ("Revised on
    12 October 2026.", "Draft, not verified yet."); `revised` is that day for machines."""

    period: PeriodCard
    value: str | None
    status: str
    text: str
    standing: str = ""
    revised: str | None = None


@dataclass(frozen=True, slots=True)
class NewestRow:
    """The newest row of any status; `words` says it when it has no value ("January 2017: awaited, ...")."""

    period: PeriodCard
    status: str
    reason: str | None
    words: str


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """The rating for machines: decimal strings, written periods."""

    colour: str
    computed: str
    overridden: bool
    gap: str | None
    gap_unit: str | None
    scheme: str
    provisional: bool
    since: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """One vital sign as at one month: a row of the dashboard, an entry of the exceptions, the top of its own page."""

    code: str
    address: str
    name: str
    section: str
    section_slug: str
    good_is: str  # for machines: "smaller"
    good_is_words: str  # "Smaller is better"
    unit: str  # for machines: "per_100k"
    unit_words: str  # "per 100,000"
    basis: str
    basis_words: str
    frequency_words: str
    lead: str
    data_owner: str
    latest: LatestFigure | None
    newest: NewestRow | None
    age_words: str  # "2 months older than this dashboard"; empty when it is of its month
    months_old: int | None
    target_text: str  # "590", "40 to 60", "No target"
    target_period: str | None
    target_value: str | None
    target_to: str | None
    badge: Badge
    rating: RatingFacts
    rating_words: str  # "8.0% worse than the target of 590. Red from 5%."
    computed_words: str  # where a person set another colour: "Computed: red. Set to amber by hand: ..."; else empty
    since_words: str  # "Red for 7 months, since May 2016"
    since_previous: Arrow
    since_last_year: Arrow
    travel_words: str  # "worse than October 2016, not comparable with November 2015 (no figure)"
    cells: tuple[Cell, ...]
    series: tuple[SeriesEntry, ...]
    spark: Spark
    outcomes: tuple[RuleOutcome, ...]
    is_exception: bool
    left_out: bool
    nearly: bool
    nearly_words: str
    notes: tuple[str, ...]  # what must be said: alert moved by the target, target lapsed, a break
    keeps: str = ""  # what its links add to an address: "?drafts=yes" on a page with drafts

    @property
    def fired(self) -> tuple[RuleOutcome, ...]:
        """The rules that make it an exception, or that a person set."""
        return tuple(outcome for outcome in self.outcomes if outcome.fired)
