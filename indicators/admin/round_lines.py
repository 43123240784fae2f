"""A line of a round in words and fields, ready for the template: it chooses nothing and asks nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.template.defaultfilters import date as date_words
from django.urls import reverse
from django.utils import timezone

from indicators.admin.round_forms import CHOICE, Line, has_fraction
from indicators.admin.round_marks import COLUMNS, digest
from indicators.admin.round_words import HOW_WORDS, about, figure_words, late_words, target_words
from indicators.domain.definitions import Unit
from indicators.domain.rounds import Standing as How
from indicators.models.figures import Judged
from indicators.models.figures import Status as StatusWords
from indicators.queries.entries import Standing, StandingFigure
from indicators.queries.rounds import Registered, RoundRow, SignedFigure

LABELS: Final = {
    "value": "value",
    "numerator": "numerator",
    "denominator": "denominator",
    "judged": "judged",
    "status": "status",
    "reason": "reason",
    "note": "note",
    "why": "why it changes",
    "checked": "what you checked",
}
LONG: Final = ("reason", "note", "why", "checked")
DATE: Final = "j M Y"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a line. `kind` is number, text or choice; `errors` are what is wrong with it; `choices` those of a
    list. `hides_label`: on a wide screen the head of its column says what it is."""

    name: str
    label: str
    kind: str
    value: str
    errors: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    hides_label: bool = False

    @property
    def id(self) -> str:
        return f"id_{self.name}"


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier figure: its period, what is printed, and whether it is not verified yet."""

    label: str
    name: str
    text: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    """What is printed of a line; `line` holds what was typed in it."""

    line: Line
    about: str
    due_words: str
    late_words: str
    past: tuple[Past, ...]
    target: str
    main: tuple[Field, ...]
    more: tuple[Field, ...]
    checked: Field
    figure: str
    how: str
    how_words: str
    notes: tuple[tuple[str, str], ...]
    signed: str
    life: str
    is_open: bool

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def name(self) -> str:
        return self.line.row.indicator.name

    @property
    def period(self) -> str:
        return self.line.row.due.period.label

    @property
    def asked(self) -> str:
        """What the doubts are about, so that the tick counts for this very figure; empty where nothing was asked."""
        if self.line.doubts:
            return digest(self.line.typed)
        return self.line.asked if self.line.is_bad else ""

    @property
    def choice_errors(self) -> list[str]:
        return self.line.errors.get(CHOICE, [])

    @property
    def line_errors(self) -> list[str]:
        return self.line.errors.get("", [])

    @property
    def worked_out(self) -> str:
        """The value that follows from the numerator and denominator, which are all that stands in the fields."""
        newest = self.line.row.standing.newest
        return self.figure if newest is not None and has_fraction(newest) else ""

    @property
    def has_fields(self) -> bool:
        """Fields are shown where they may be typed in; and where something was that must not be lost."""
        return self.is_open or self.line.is_bad

    @property
    def opens_more(self) -> bool:
        """Is something wrong among the fields that are folded away?"""
        return any(field.errors for field in self.more)

    @property
    def more_words(self) -> str:
        """What they are: `Reason, note`, with dots where there are numbers too."""
        texts = [field.label for field in self.more if field.kind == "text"]
        return ", ".join(texts).capitalize() + ("…" if len(texts) < len(self.more) else "")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading."""

    heading: str
    lines: tuple[ShownLine, ...]


def groups(lines: Iterable[Line], *, is_locked: bool) -> list[Group]:
    """Somebody's own first, then section by section; section by section too where all are their own."""
    lines = list(lines)
    apart = not all(line.mine for line in lines)
    found: dict[str, list[ShownLine]] = {"Yours": []}
    for line in lines:
        heading = "Yours" if line.mine and apart else line.row.indicator.section or "Other indicators"
        found.setdefault(heading, []).append(shown(line, is_locked=is_locked))
    return [Group(heading, tuple(those)) for heading, those in found.items() if those]


def shown(line: Line, *, is_locked: bool = False) -> ShownLine:
    """The line as it is printed."""
    row, indicator = line.row, line.row.indicator
    main, more = _fields(line)
    newest = row.standing.newest
    return ShownLine(
        line=line,
        about=about(indicator),
        due_words="" if row.due.due_on is None else f"due {_day(row.due.due_on)}",
        late_words=late_words(row.due.days_late),
        past=tuple(_past(indicator, period.label, period.name, standing) for period, standing in row.before),
        target=target_words(indicator, row.target),
        main=main,
        more=more,
        checked=_field(line, "checked"),
        figure="" if newest is None else figure_words(indicator, newest.facts),
        how=row.due.standing.value,
        how_words=_how_words(row),
        notes=tuple(_notes(line)),
        signed=_signed(newest),
        life=reverse("admin:indicators_revision_life", args=(indicator.address, row.due.period.address)),
        is_open=line.may_enter and not is_locked,
    )


def _how_words(row: RoundRow) -> str:
    draft = row.standing.on_its_way
    is_submitted = row.due.standing is How.AWAITED and draft is not None and draft.state == "submitted"
    return f"{HOW_WORDS[row.due.standing]}, submitted" if is_submitted else HOW_WORDS[row.due.standing]


def _day(day: date) -> str:
    return str(date_words(day, DATE))


def _past(indicator: Registered, label: str, name: str, standing: Standing) -> Past:
    newest = standing.newest
    text = "" if newest is None else figure_words(indicator, newest.facts)
    return Past(label, name, text, newest is not None and newest.state != "verified")


# Fields ---------------------------------------------------------------------------------------------------------------


def _fields(line: Line) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """The fields that stand in the line, and those that are folded away under it."""
    value, numerator, denominator, reason, note = (
        _field(line, name) for name in ("value", "numerator", "denominator", "reason", "note")
    )
    status = _field(line, "status", tuple(StatusWords.choices), hides_label=True)
    texts = (*_why(line), reason, note)
    if line.row.indicator.unit is Unit.JUDGEMENT:
        colours = (("", "Not judged"), *Judged.choices)
        judged = _field(line, "judged", colours, hides_label=True)
        return (judged, status, reason), (*_why(line), note)
    if _is_fraction(line):
        return (numerator, denominator, status), (*texts, value)
    return (_field(line, "value", hides_label=True), status), (*texts, numerator, denominator)


def _is_fraction(line: Line) -> bool:
    """Is it given as a numerator and a denominator, now or the last time?"""
    given = (line.row.standing, *(standing for _, standing in reversed(line.row.before)))
    newest = next((one.newest for one in given if one.newest is not None and one.newest.has_figure), None)
    return newest is not None and has_fraction(newest)


def _field(line: Line, column: str, choices: tuple[tuple[str, str], ...] = (), *, hides_label: bool = False) -> Field:
    value = line.typed[column] if column in COLUMNS else getattr(line, column)
    if choices and value not in dict(choices):
        choices = (*choices, (value, value))  # somebody sent what the page does not offer; it is told and not lost
    kind = "choice" if choices else "text" if column in LONG else "number"
    errors = tuple(line.errors.get(column, ()))
    return Field(f"{line.key}-{column}", LABELS[column], kind, value, errors, choices, hides_label)


def _why(line: Line) -> tuple[Field, ...]:
    """Asked for only where a verified figure stands that could change."""
    verified = line.row.standing.verified
    asked = (verified is not None and verified.has_figure) or line.why or line.errors.get("why")
    return (_field(line, "why"),) if asked else ()


# How it stands --------------------------------------------------------------------------------------------------------


def _notes(line: Line) -> Iterator[tuple[str, str]]:
    """What was said of it, each under its word."""
    standing = line.row.standing
    draft, verified, newest = standing.on_its_way, standing.verified, standing.newest
    if newest is not None and newest.facts.reason:
        yield "Reason", newest.facts.reason
    if newest is not None and newest.facts.note:
        yield "Note", newest.facts.note
    if draft is not None:
        if draft.sent_back:
            yield "Sent back", draft.sent_back
        if verified is not None:
            yield "Verified until now", figure_words(line.row.indicator, verified.facts)
        if draft.why:
            yield "Why it changes", draft.why
        if draft.checked:
            yield "Checked", draft.checked


def _signed(figure: StandingFigure | None) -> str:
    """`Jane Doe, 3 Jan 2017`."""
    if not isinstance(figure, SignedFigure):
        return ""
    parts = [figure.entered_by_name, "" if figure.entered_at is None else _on(figure.entered_at)]
    return ", ".join(part for part in parts if part)


def _on(moment: datetime) -> str:
    return str(date_words(timezone.localtime(moment), DATE))
