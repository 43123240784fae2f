"""The tables of printed documents: figures beside a chart, a committee's vital signs month by month, its exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reports.cards import (
    Arrow,
    Cell,
    CellKind,
    Dashboard,
    FigureRow,
    Grid,
    GridCell,
    GridGroup,
    IndicatorCard,
    Mark,
    PeriodCard,
    ReportCard,
    RuleOutcome,
    SectionCards,
    Shape,
)
from reports.presenters.documents.blocks import Indoors, indicator_href, letter
from reports.wording.numbers import listed, sentence

SHAPE_NAMES = {Shape.TRIANGLE: "triangle", Shape.CIRCLE: "circle", Shape.STAR: "star", Shape.DASH: "dash"}
WAYS = "Better and worse say which way is good, whichever way the number went"


def figures_grid(report: ReportCard) -> Grid:
    """What the chart of a report card shows, newest first: what stands beside it. Reasons come as notes below."""
    rows = tuple(
        (
            GridCell(row.period.label, spoken=row.period.name),
            GridCell(row.text, marks=_signs(row.marks), quiet=row.entry.value is None),
            GridCell(row.target_text),
            GridCell(row.badge.word, badge=row.badge),
        )
        for row in report.rows
    )
    return Grid(
        caption=f"{report.card.code}: the figures of the chart",
        columns=("Period", "Figure", "Target", "Rating"),
        groups=(GridGroup("", rows),),
        key=_key_of_marks(mark for row in report.rows for mark in row.marks),
        notes=tuple(_notes(report.rows)),
    )


def _notes(rows: Iterable[FigureRow]) -> Iterator[str]:
    """Why figures are missing or odd, each reason once with its periods, oldest first."""
    said: dict[str, list[str]] = {}
    for row in rows:
        unlike = row.entry.status not in ("final", "none")
        why = [row.status_words if unlike and row.reason else "", row.reason]
        words = " ".join(filter(None, (sentence(": ".join(filter(None, why))), row.standing)))
        if words:
            said.setdefault(words, []).insert(0, row.period.name)
    for words, periods in said.items():
        yield f"{listed(periods)}: {words[:1].lower()}{words[1:]}"


def vital_signs_grid(dashboard: Dashboard, indoors: Indoors = ()) -> Grid:
    """Every vital sign by section, a column a month, as the dashboard's page has them."""
    months = tuple(month.label for month in dashboard.window)
    every = dashboard.every
    return Grid(
        caption=f"Vital signs as at {dashboard.as_at.name}",
        columns=("Vital sign", "Rating", *months, "Target", "Since previous", "Since last year"),
        groups=tuple(_section(section, dashboard.window, indoors) for section in _sections(dashboard)),
        key=(
            *(f"{one.badge.word}: {SHAPE_NAMES[one.badge.shape]}" for one in dashboard.count_badges),
            *_key_of_marks(mark for card in every for cell in card.cells for mark in cell.marks),
            WAYS,
        ),
        notes=(
            "A quarterly or annual figure stands in the month in which its period ends.",
            "Many targets are profiled: they move through the year, so an alert can change colour although the result "
            "did not.",
            "Figures are rounded for print. They are rated as they are stored.",
        ),
        wide=True,
    )


def _sections(dashboard: Dashboard) -> Iterator[SectionCards]:
    """All of a section's indicators, whatever the page's filters let through."""
    groups: dict[str, list[IndicatorCard]] = {}
    for card in dashboard.every:
        groups.setdefault(card.section_slug, []).append(card)
    for slug, group in groups.items():
        yield SectionCards(group[0].section or ("Other vital signs" if len(groups) > 1 else ""), slug, tuple(group))


def _section(section: SectionCards, window: Sequence[PeriodCard], indoors: Indoors) -> GridGroup:
    return GridGroup(section.name, tuple(_sign_row(card, window, indoors) for card in section.cards))


def _sign_row(card: IndicatorCard, window: Sequence[PeriodCard], indoors: Indoors) -> tuple[GridCell, ...]:
    cells = (_month_cell(cell, month) for cell, month in zip(card.cells, window, strict=True))
    return (
        GridCell(f"{card.code} {card.name}", href=indicator_href(card.address, window[-1], indoors)),
        GridCell(card.badge.word, badge=card.badge),
        *cells,
        GridCell(card.target_text),
        _travel(card.since_previous),
        _travel(card.since_last_year),
    )


def _month_cell(cell: Cell, month: PeriodCard) -> GridCell:
    """A quarter or a year stands in the month in which it ends, and says which it is."""
    if cell.kind is CellKind.EMPTY:
        return GridCell("")
    label = "" if cell.period.written == month.written else f" {cell.period.label}"
    text = f"{cell.text}{label}"
    missing = cell.kind is CellKind.MISSING
    return GridCell(text, badge=None if missing else cell.badge, marks=_signs(cell.marks), quiet=missing)


def _travel(arrow: Arrow) -> GridCell:
    return GridCell(arrow.word, spoken=sentence(arrow.words))


def exceptions_grid(
    cards: Iterable[IndicatorCard], as_at: PeriodCard, indoors: Indoors = (), *, lettered: bool = False
) -> Grid:
    """One row an exception: its figure, target and rating, and which rules made it one, with their evidence."""
    rows = tuple(
        (
            GridCell(
                f"{letter(at)}) {card.code} {card.name}" if lettered else f"{card.code} {card.name}",
                href=indicator_href(card.address, as_at, indoors),
            ),
            GridCell("No figure yet" if card.latest is None else f"{card.latest.text} ({card.latest.period.label})"),
            GridCell(card.target_text),
            GridCell(card.badge.word, badge=card.badge),
            GridCell(" ".join(_evidence(outcome) for outcome in card.fired)),
        )
        for at, card in enumerate(cards, start=1)
    )
    return Grid(
        caption=f"Exceptions as at {as_at.name}",
        columns=("Vital sign", "Figure", "Target", "Rating", "Why it is an exception"),
        groups=(GridGroup("", rows),),
    )


def _evidence(outcome: RuleOutcome) -> str:
    return f"{outcome.name}: {sentence(outcome.evidence)}"


def outcomes_grid(card: IndicatorCard) -> Grid:
    """Every exception rule of one indicator, fired or not, with its evidence."""
    rows = tuple(
        (
            GridCell(outcome.name),
            GridCell("Yes" if outcome.fired else "No" if outcome.evaluated else "Cannot be applied"),
            GridCell(outcome.evidence),
        )
        for outcome in card.outcomes
    )
    return Grid(
        caption=f"{card.code}: every rule and its evidence",
        columns=("Rule", "Applies", "Evidence"),
        groups=(GridGroup("", rows),),
    )


def _signs(marks: Iterable[Mark]) -> tuple[str, ...]:
    return tuple(mark.sign for mark in marks)


def _key_of_marks(marks: Iterable[Mark]) -> tuple[str, ...]:
    """The signs that stand in a grid, each with its meaning: `p: provisional`."""
    return tuple(f"{sign}: {meaning}" for sign, meaning in sorted({(mark.sign, mark.meaning) for mark in marks}))
