"""The history of a paper: who did what when, with the words that changed, kept from whom it is withheld."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from reports.actions.composing import BEGUN
from reports.actions.parts import MOVED
from reports.admin.desk import PaperDesk, Seat
from reports.admin.text_lives import Piece, changed_words
from reports.cards.papers import PaperRecord
from reports.models.papers import ClearanceKind
from reports.queries.paper_history import Recorded, recorded
from reports.wording.papers import EXEMPT_HEADING
from reports.wording.standing import day

ON_A_PAGE: Final = 30
LABELS: Final = {
    "title": "Title",
    "item": "Item number",
    "director": "Responsible director",
    "urgency": "Reason of urgency",
    "retained_until": "Kept until",
    "heading": "Heading",
    "text": "Text",
    "left_out": "Why it is left out",
    "exempt_paragraph": "Paragraph of Schedule 12A",
    "exempt_reason": "Why it is not for publication",
    "exempt_review": "Looked at again on",
    "comment": "Comment",
    "initials": "Initials",
    "day": "Date",
}
TEXTS: Final = ("text", "urgency", "left_out", "exempt_reason", "comment")
LOCKING: Final = ("composed", "locked")
HIDDEN: Final = "A part that is not for publication, or was, was changed. You do not have the right to read it."


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What became of one field: of a text word by word, of what is short from what to what."""

    label: str
    pieces: tuple[Piece, ...] = ()
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class PaperEvent:
    """One line of the history."""

    at: datetime
    who: str
    what: str
    changes: tuple[FieldChange, ...] = ()
    why: str = ""


class HistoryPages(PaperDesk):
    def paper_history_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Everything that was done with the paper, the newest first."""
        paper, seat = self.paper_and_seat(request, pk)
        rows = [one for one in reversed(recorded(paper.pk)) if not _is_its_beginning(one) and not _says_nothing(one)]
        page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
        context = {
            "events": events_for(paper, seat, page.object_list, rows),
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
        }
        return self.paper_page(request, "paper_history.html", "History", paper, seat, **context)


def events_for(paper: PaperRecord, seat: Seat, rows: Sequence[Recorded], every: Sequence[Recorded]) -> list[PaperEvent]:
    """The rows as this reader may read them. Of a part that is or ever was not for publication nothing is told: what it
    said then may stand in any version. Nor what quotes a text, where there is such a part: it may be its text."""
    secret = frozenset() if seat.reads_all else seat.withheld(paper) | {one.key for one in every if one.was_exempt}
    return [_event(one, secret) for one in rows]


def _event(row: Recorded, secret: frozenset[str]) -> PaperEvent:
    if row.key in secret:
        return PaperEvent(row.at, row.who, EXEMPT_HEADING, (), HIDDEN)
    if row.of == "acceptance" and secret:
        return PaperEvent(row.at, row.who, "A finding was accepted, or taken back", (), HIDDEN)
    what, shows = _what(row)
    return PaperEvent(row.at, row.who, what, tuple(_changes(row.before, row.after)) if shows else (), _why(row))


def _why(row: Recorded) -> str:
    """The reason in full: the history itself keeps no more than its beginning."""
    if row.of == "part" and row.how == "~":
        return str(row.after["left_out"]) if row.after["left_out"] != row.before.get("left_out") else ""
    return "" if row.why == BEGUN else row.why


def _what(row: Recorded) -> tuple[str, bool]:
    """What was done, and whether the fields that changed are shown with it."""
    match row.of:
        case "paper":
            return _of_paper(row)
        case "part":
            return _of_part(row)
        case "clearance":
            who = ClearanceKind(row.name).label
            return (f"{who} has cleared the paper", True) if row.how != "-" else (f"{who} has not cleared it", False)
        case "deadline":
            return (f"Deadline “{row.name}”", True) if row.how != "-" else (f"Deadline “{row.name}” taken away", False)
        case "acceptance":
            return (f"Accepted: {row.name}" if row.how == "+" else f"Taken back: {row.name}"), False
        case "version":
            return f"Locked as version {row.name}", False
    return f"Version {row.name} published", False


def _of_paper(row: Recorded) -> tuple[str, bool]:
    if row.how == "+":
        return "The paper was begun", False
    if row.before.get("state") != row.after["state"]:
        return "Opened again for a correction", False
    return "The cover was changed", True


def _of_part(row: Recorded) -> tuple[str, bool]:
    name = f"“{row.name}”"
    if row.how == "+":
        return f"{name} was added", False
    was, now = row.before, row.after
    if row.why == MOVED:
        return f"{name} was moved", False
    if bool(was.get("left_out")) != bool(now["left_out"]):
        return f"{name} was {'left out' if now['left_out'] else 'taken in again'}", False
    if was.get("exempt_paragraph") is None and now["exempt_paragraph"] is not None:
        return f"{name} is not for publication", True
    if was.get("exempt_paragraph") is not None and now["exempt_paragraph"] is None:
        return f"{name} is public again", False
    return f"{name} was changed", True


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name, label in LABELS.items():
        was, now = _words(before.get(name)), _words(after.get(name))
        if was != now:
            yield FieldChange(label, changed_words(was, now)) if name in TEXTS else FieldChange(label, (), was, now)


def _words(value: Any) -> str:
    if value is None:
        return ""
    return day(value) if isinstance(value, date) else str(value)


def _is_its_beginning(row: Recorded) -> bool:
    """A part that the paper began with: that it was begun is told once."""
    return row.of == "part" and row.how == "+" and row.why == BEGUN


def _says_nothing(row: Recorded) -> bool:
    """That the paper was locked is told by its version."""
    return row.of == "paper" and row.how == "~" and (row.before.get("state"), row.after["state"]) == LOCKING
