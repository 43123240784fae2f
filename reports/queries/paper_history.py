"""Everything that was ever done with a paper, as plain records: rows of its histories, acceptances, versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from reports.models import Acceptance, Clearance, Deadline, Paper, PaperPart, PaperVersion, Publication

PAPER: Final = ("title", "item", "director", "urgency", "retained_until", "state")
PART: Final = ("heading", "text", "left_out", "exempt_paragraph", "exempt_reason", "exempt_review", "place")
CLEARANCE: Final = ("comment", "initials", "day")
DEADLINE: Final = ("day",)
BY: Final = ("first_name", "last_name", "username")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row: when, who, of what (`paper`, `part`, `clearance`, `deadline`, `acceptance`, `version`, `publication`),
    its name ("Recommendations"), `+` for new, `~` for changed, `-` for taken away; what it was before and became, by
    field. `key` names a part, `was_exempt` says that it was not for publication before or after."""

    at: datetime
    who: str
    of: str
    name: str
    how: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    why: str = ""
    key: str = ""
    was_exempt: bool = False


def recorded(paper: int) -> list[Recorded]:
    """The whole record of a paper, oldest first. Seven queries."""
    found = [
        *_history(Paper.history.filter(id=paper), "paper", "title", PAPER),
        *_history(PaperPart.history.filter(paper=paper), "part", "heading", PART, key="key"),
        *_history(Clearance.history.filter(paper=paper), "clearance", "kind", CLEARANCE),
        *_history(Deadline.history.filter(paper=paper), "deadline", "name", DEADLINE),
        *_acceptances(paper),
        *_versions(paper),
        *_publications(paper),
    ]
    return sorted(found, key=lambda one: one.at)


def _history(rows: Any, of: str, name: str, fields: tuple[str, ...], *, key: str = "") -> Iterator[Recorded]:
    columns = ("id", "history_date", "history_type", "history_change_reason", *_by("history_user"))
    before: dict[int, dict[str, Any]] = {}
    wanted = dict.fromkeys((*columns, name, *fields, *((key,) if key else ())))
    for row in rows.order_by("history_date", "history_id").values(*wanted):
        after = {field: row[field] for field in fields}
        was = before.get(row["id"], {})
        yield Recorded(
            at=row["history_date"],
            who=_who(row, "history_user"),
            of=of,
            name=str(row[name]),
            how=row["history_type"],
            before=was,
            after=after,
            why=row["history_change_reason"] or "",
            key=row[key] if key else "",
            was_exempt=any(state.get("exempt_paragraph") is not None for state in (was, after)),
        )
        before[row["id"]] = after


def _acceptances(paper: int) -> Iterator[Recorded]:
    rows = Acceptance.objects.filter(paper=paper).order_by("pk")
    for row in rows.values("at", "words", "reason", "accepted", *_by("by")):
        how = "+" if row["accepted"] else "-"
        yield Recorded(row["at"], _who(row, "by"), "acceptance", row["words"], how, {}, {}, row["reason"])


def _versions(paper: int) -> Iterator[Recorded]:
    rows = PaperVersion.objects.filter(paper=paper).order_by("pk")
    for row in rows.values("locked_at", "major", "minor", "reason", *_by("locked_by")):
        number = f"{row['major']}.{row['minor']}"
        yield Recorded(row["locked_at"], _who(row, "locked_by"), "version", number, "+", {}, {}, row["reason"])


def _publications(paper: int) -> Iterator[Recorded]:
    rows = Publication.objects.filter(version__paper=paper).order_by("pk")
    for row in rows.values("at", "version__major", "version__minor", "lateness", "urgency", *_by("by")):
        number = f"{row['version__major']}.{row['version__minor']}"
        why = " ".join(filter(None, (row["lateness"], row["urgency"])))
        yield Recorded(row["at"], _who(row, "by"), "publication", number, "+", {}, {}, why)


def _by(path: str) -> Iterable[str]:
    return tuple(f"{path}__{column}" for column in BY)


def _who(row: Mapping[str, Any], path: str) -> str:
    first, last, username = (row[name] or "" for name in _by(path))
    return f"{first} {last}".strip() or username
