"""The view model: frozen, printable, made once by `presenters` and drawn by every renderer.

A card holds words and numbers ready to print, and beside them the plain values that machine-readable siblings need.
No renderer computes, rounds or chooses a colour: what it needs stands here. Pages, CSV, JSON and charts of one address
come from the same card.
"""

from reports.cards.charts import ChartPoint, ChartSpec, Spark
from reports.cards.documents import (
    Document,
    DocumentBlock,
    Fact,
    Facts,
    Grid,
    GridCell,
    GridGroup,
    Notice,
    Part,
    Picture,
    Verdict,
    Words,
)
from reports.cards.figures import Badge, Cell, CellKind, FigureRow, Mark, PeriodCard, SeriesEntry, Shape
from reports.cards.pages import (
    Choice,
    CommitteeCard,
    CountBadge,
    Counts,
    Dashboard,
    DefinitionEntry,
    Definitions,
    Drafts,
    Filter,
    Landing,
    LandingEntry,
    NoFigures,
    ReportCard,
    SectionCards,
)
from reports.cards.signs import Arrow, IndicatorCard, LatestFigure, NewestRow, RatingFacts, RuleOutcome
from reports.cards.texts import Block, DefinitionCard, RelatedIndicator, Run, TextPart

__all__ = [
    "Arrow",
    "Badge",
    "Block",
    "Cell",
    "CellKind",
    "ChartPoint",
    "ChartSpec",
    "Choice",
    "CommitteeCard",
    "CountBadge",
    "Counts",
    "Dashboard",
    "DefinitionCard",
    "DefinitionEntry",
    "Definitions",
    "Document",
    "DocumentBlock",
    "Drafts",
    "Fact",
    "Facts",
    "FigureRow",
    "Filter",
    "Grid",
    "GridCell",
    "GridGroup",
    "IndicatorCard",
    "Landing",
    "LandingEntry",
    "LatestFigure",
    "Mark",
    "NewestRow",
    "NoFigures",
    "Notice",
    "Part",
    "PeriodCard",
    "Picture",
    "RatingFacts",
    "RelatedIndicator",
    "ReportCard",
    "RuleOutcome",
    "Run",
    "SectionCards",
    "SeriesEntry",
    "Shape",
    "Spark",
    "TextPart",
    "Verdict",
    "Words",
]
