"""One card a page: the dashboard, the landing page, a report card, the definitions."""

from __future__ import annotations

from dataclasses import dataclass

from reports.cards.charts import ChartSpec
from reports.cards.figures import Badge, FigureRow, PeriodCard
from reports.cards.signs import IndicatorCard
from reports.cards.texts import DefinitionCard, RelatedIndicator, TextPart


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
class Drafts:
    """The choice of those who may see figures that are not verified yet: is the page drawn with them (`shown`), what is
    to be said of them, and where the other choice leads.

    `query` is what the other choice adds to an address ("?drafts=yes", "?rating=red"). `verified` is the month as at
    which the verified figures stand, the nearest there is to the page's; None without any.
    """

    shown: bool
    words: str
    query: str
    verified: PeriodCard | None
    keeps: str = ""  # what links add to an address so that the choice is kept: "?drafts=yes" where they are shown


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
    drafts: Drafts | None = None  # None for those who may not see any


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
class NoFigures:
    """A committee that has no figures to show yet."""

    committee: CommitteeCard
    drafts: Drafts | None


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
    related: tuple[RelatedIndicator, ...]
    previous: PeriodCard | None
    next: PeriodCard | None
    is_newest: bool
    retired_words: str
    drafts: Drafts | None = None
    text_standing: str = ""  # "This text is a draft: the public does not read it."; empty where it is approved


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
