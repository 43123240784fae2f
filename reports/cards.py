"""The view model: frozen, printable, made once by `presenters` and drawn by every renderer.

A card holds words and numbers ready to print, and beside them the plain values that machine-readable siblings need.
No renderer computes, rounds or chooses a colour: what it needs stands here. Pages, CSV, JSON and charts of one address
come from the same card.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.domain.definitions import Colour
from indicators.domain.exception_report import Rule
from indicators.domain.travel import Direction


class Shape(StrEnum):
    """A rating is a shape and a word and a colour; these are the shapes Norfolk printed in 2014."""

    TRIANGLE = "triangle"
    CIRCLE = "circle"
    STAR = "star"
    DASH = "dash"


@dataclass(frozen=True, slots=True)
class Badge:
    """A rating to show: `colour` names its class, `shape` its mark, `word` its name ("Red", "Not rated")."""

    colour: Colour
    shape: Shape
    word: str


@dataclass(frozen=True, slots=True)
class PeriodCard:
    """A period in all the ways it is shown: `2016-12`, `Dec 16`, `December 2016`, and in addresses."""

    written: str
    label: str
    name: str
    address: str


class CellKind(StrEnum):
    """What a cell of the dashboard holds."""

    VALUE = "value"
    MISSING = "missing"  # a row that says why there is no value: shown with the same weight as a red
    EMPTY = "empty"  # never due, or not come yet: no row


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one indicator.

    `text` is what is printed ("637", "Awaited", ""), `spoken` the whole sentence for a screen reader ("A03, November
    2016: 637, red, target 590"). `marks` are short printed signs with their meaning ("p", "provisional").
    `sort_key` orders a column of cells: None where there is no value.
    """

    period: PeriodCard
    kind: CellKind
    text: str
    spoken: str
    badge: Badge
    marks: tuple[tuple[str, str], ...] = ()
    sort_key: float | None = None


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """One period of the indicator's own frequency, for machines: decimal strings, None where there is nothing."""

    period: str
    value: str | None
    status: str
    target: str | None
    target_to: str | None
    rating: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """Travel since one earlier period. `word` is short ("Worse"), `since` names the period ("since November 2016").

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
    """The newest figure that is rated."""

    period: PeriodCard
    value: str | None
    status: str
    text: str


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
class ChartPoint:
    """One period of a chart. `value` is None for a gap, `text` then is the reason. Floats are for drawing only."""

    label: str
    name: str
    value: float | None
    text: str
    target: float | None
    target_to: float | None
    target_text: str
    badge: Badge
    provisional: bool = False
    break_before: bool = False


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """What a chart shows, for every way of drawing it. `alternative` says in a sentence or two what it shows.

    `unit` labels the value axis ("per cent"); `prefix` and `suffix` go round printed axis numbers ("£", "%").
    """

    title: str
    unit: str
    prefix: str
    suffix: str
    points: tuple[ChartPoint, ...]
    alternative: str


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
    spark: ChartSpec
    outcomes: tuple[RuleOutcome, ...]
    is_exception: bool
    left_out: bool
    nearly: bool
    nearly_words: str
    notes: tuple[str, ...]  # what must be said: alert moved by the target, target lapsed, a break

    @property
    def fired(self) -> tuple[RuleOutcome, ...]:
        """The rules that make it an exception, or that a person set."""
        return tuple(outcome for outcome in self.outcomes if outcome.fired)


@dataclass(frozen=True, slots=True)
class CommitteeCard:
    """Whose dashboard it is. `council` is printed wherever the committee is named."""

    slug: str
    name: str
    council: str
    public: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many indicators are of each colour, and how many are exceptions."""

    red: int
    amber: int
    green: int
    none: int
    exceptions: int
    total: int


@dataclass(frozen=True, slots=True)
class CountBadge:
    """A count with the badge of its colour, for the summary line."""

    badge: Badge
    count: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One plain link of a filter or of the months: where it goes ("?rating=red"), and whether it is the one shown."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the dashboard: its name ("Rating") and its choices, "All" first."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SectionCards:
    """One section of the dashboard with its indicators in order."""

    name: str
    slug: str
    cards: tuple[IndicatorCard, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A committee's vital signs as at the end of one month.

    `exceptions` come the most serious first. `every` is all indicators in order, `cards` those the filters let
    through, `sections` the same grouped; counts, exceptions and machine-readable siblings are always of all. `query` is
    the filters' part of the address, for links that keep them.
    """

    committee: CommitteeCard
    as_at: PeriodCard
    window: tuple[PeriodCard, ...]
    counts: Counts
    count_badges: tuple[CountBadge, ...]  # red, amber, green, not rated
    summary: str  # "15 vital signs: 4 red, 0 amber, 2 green and 9 not rated. 5 are exceptions."
    age: str  # "The oldest latest figure is 4 months old: A15, September 2016."
    exceptions: tuple[IndicatorCard, ...]
    nearly: tuple[IndicatorCard, ...]
    left_out: tuple[IndicatorCard, ...]
    every: tuple[IndicatorCard, ...]
    cards: tuple[IndicatorCard, ...]
    sections: tuple[SectionCards, ...]
    filters: tuple[Filter, ...]
    filtered: bool
    query: str
    previous: PeriodCard | None
    next: PeriodCard | None
    newest: PeriodCard | None
    rules_words: tuple[str, ...]  # how this committee decides what is an exception, a sentence a rule


@dataclass(frozen=True, slots=True)
class Landing:
    """All committees somebody may see. Each dashboard is as at its committee's newest month."""

    committees: tuple[LandingEntry, ...]


@dataclass(frozen=True, slots=True)
class LandingEntry:
    """`as_at` is None while a committee has no figures."""

    committee: CommitteeCard
    as_at: PeriodCard | None
    counts: Counts | None
    count_badges: tuple[CountBadge, ...]
    age: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of report-card text, safe to print: what it is, its inline runs, and the blocks within.

    `kind` is one of paragraph, bullets, numbers, item, table, row, header, cell. Inline runs stand in `runs`.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one manner: plain, strong, emphasis; `href` makes them a link."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part of a report card: its heading and its blocks; without blocks nobody has written it yet."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of the indicator's data table, for its own frequency."""

    period: PeriodCard
    text: str
    numerator: str
    denominator: str
    target_text: str
    badge: Badge
    status_words: str
    reason: str
    marks: tuple[tuple[str, str], ...]
    entry: SeriesEntry


@dataclass(frozen=True, slots=True)
class DefinitionCard:
    """One version of a definition."""

    from_words: str  # "From April 2015"
    definition: str
    why: str
    target_rationale: str
    breaks_words: str  # "Figures from April 2016 on are not comparable with earlier ones."; else empty
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ReportCard:
    """One indicator's page."""

    committee: CommitteeCard
    as_at: PeriodCard
    card: IndicatorCard
    chart: ChartSpec
    rows: tuple[FigureRow, ...]  # newest first
    text_for: str  # "Written for the dashboard of January 2017"; empty where there is no text
    parts: tuple[TextPart, ...]
    definitions: tuple[DefinitionCard, ...]  # newest first
    how_rated: tuple[str, ...]
    related: tuple[Link, ...]
    previous: PeriodCard | None
    next: PeriodCard | None
    is_newest: bool
    retired_words: str


@dataclass(frozen=True, slots=True)
class DefinitionEntry:
    """One indicator in the reference document."""

    code: str
    address: str
    name: str
    section: str
    good_is_words: str
    unit_words: str
    frequency_words: str
    basis_words: str
    lead: str
    data_owner: str
    how_rated: tuple[str, ...]
    versions: tuple[DefinitionCard, ...]
    retired_words: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """The reference document members asked for."""

    committee: CommitteeCard
    entries: tuple[DefinitionEntry, ...]
    rules_words: tuple[str, ...]
