"""What stands beside a report card while it is written: its figures, what may be inserted, how it reads, its doubts."""

from __future__ import annotations

from dataclasses import dataclass

from reports.cards.charts import ChartSpec
from reports.cards.figures import FigureRow, PeriodCard
from reports.cards.findings import TextFinding
from reports.cards.pages import CommitteeCard
from reports.cards.signs import IndicatorCard
from reports.cards.texts import Block


@dataclass(frozen=True, slots=True)
class TokenOffer:
    """A figure that fills itself in: `{{latest}}`, what it is called in words, and what it says now."""

    token: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Why somebody set a doubt aside, and who."""

    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class CheckedFinding:
    """A doubt of the number check; `answer` is None while nobody has set it aside."""

    finding: TextFinding
    answer: Answer | None

    @property
    def is_open(self) -> bool:
        return self.answer is None


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """One part of the text as it reads with its figures filled in, and the doubts about its sentences."""

    name: str
    heading: str
    blocks: tuple[Block, ...]
    findings: tuple[CheckedFinding, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole text as it reads. `agreeing` counts the claims that were found to agree with the stored figures."""

    parts: tuple[CheckedPart, ...]
    agreeing: int

    @property
    def doubts(self) -> tuple[CheckedFinding, ...]:
        return tuple(one for part in self.parts for one in part.findings)

    @property
    def open_doubts(self) -> int:
        return sum(one.is_open for one in self.doubts)


@dataclass(frozen=True, slots=True)
class WritingDesk:
    """An indicator as at the month that a text is written for, and the text as it reads."""

    committee: CommitteeCard
    as_at: PeriodCard
    card: IndicatorCard
    chart: ChartSpec
    rows: tuple[FigureRow, ...]  # newest first
    tokens: tuple[TokenOffer, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class TextDue:
    """One line of what is to be written for a month: the indicator, how its text stands, and what is to be done."""

    card: IndicatorCard
    text_month: PeriodCard | None  # of the approved text that the public reads
    approved_words: str  # "Approved by Jo Bell, 3 January 2017"; empty without one
    state: str  # missing, sent_back, draft, submitted, older, current
    words: str  # what that state is called
    older_words: str  # why the approved text is older than its figure; empty where it is not


@dataclass(frozen=True, slots=True)
class TextsDue:
    """What is to be written for one month of a committee, the least finished first."""

    committee: CommitteeCard
    as_at: PeriodCard
    lines: tuple[TextDue, ...]
    previous: PeriodCard | None
    next: PeriodCard | None
