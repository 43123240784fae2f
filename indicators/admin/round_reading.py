"""A round's form as it came back: each line is read, and what somebody typed in becomes an entry for the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from indicators.actions import Entry
from indicators.admin.fields import sentence
from indicators.admin.round_forms import CHOICE, MINE, Line
from indicators.admin.round_marks import COLUMNS, Mark, digest
from indicators.domain.series import Status
from indicators.importing import cells
from indicators.importing.known import FigureFacts
from indicators.importing.rows import FigureRow
from indicators.importing.sheets import SHEETS
from indicators.importing.values import ValueProblem

READ: Final = {column.name: column.read for sheet in SHEETS if sheet.file == FigureRow.file for column in sheet.columns}
STALE: Final = "The page was sent without what it knew of this line, so nothing of it was saved. Save it again."

OTHER_PERIOD: Final = (
    "What is due is {now}, and the page showed {then}, so nothing of it was saved. If it is the figure of {now}, save "
    "it again."
)


def sent_texts(key: str, data: Mapping[str, Any]) -> dict[str, str]:
    """What was sent for the fields of a line, exactly as typed."""
    return {column: data.get(f"{key}-{column}", "") for column in COLUMNS}


def sent_line(line: Line, data: Mapping[str, Any]) -> Line:
    """The line with what was sent for it; as it stands where nothing was."""
    key = line.key
    if f"{key}-mark" not in data:
        return line
    line.was_sent = True
    line.typed = sent_texts(key, data)
    line.why, line.checked = data.get(f"{key}-why", ""), data.get(f"{key}-checked", "")
    line.has_tick, line.asked = f"{key}-tick" in data, data.get(f"{key}-asked", "")
    line.had_clash, line.choice = f"{key}-clash" in data, data.get(f"{key}-{CHOICE}", "")
    mark = Mark.read(data[f"{key}-mark"])
    if mark is None:
        line.add_error("", STALE)
    elif mark.period != line.mark.period and digest(line.typed) != mark.digest:
        # The indicator was monthly when the page was made, and is quarterly now.
        line.add_error("", OTHER_PERIOD.format(now=line.mark.period.name, then=mark.period.name))
        line.mark = replace(mark, period=line.mark.period)
    else:
        line.mark = mark
    return line


def read_line(line: Line, number: int) -> None:
    """Makes the entry of a line that somebody typed in, or says at its fields what cannot be read."""
    if line.had_clash and line.choice != MINE:
        line.add_error(CHOICE, "Choose which of the two is to stand.")
    values = {column: _read(line, column, line.typed[column]) for column in COLUMNS if line.typed[column].strip()}
    why, checked = (_read(line, column, getattr(line, column)) or "" for column in ("why", "checked"))
    unread = bool(line.errors)
    if line.asked:
        checked = _answer(line, checked)
    if unread:
        return
    given, values = _meant(line, values)
    line.entry = Entry(
        row=FigureRow(
            row=number,
            given=given,
            code=line.code,
            period=line.row.due.period,
            value_text=line.typed["value"].strip(),
            **values,
        ),
        seen=line.mark.seen,
        why=why,
        checked=checked,
    )


def _read(line: Line, column: str, text: str) -> Any:
    read = READ.get(column, cells.long_text)
    try:
        return read(text.strip()) if text.strip() else None
    except ValueProblem as problem:
        line.add_error(column, sentence(str(problem)))
        return None


def _answer(line: Line, checked: str) -> str:
    """What was said to the doubts; nothing where half of it is missing, or another figure was typed since they were
    asked: if it is still in doubt then, it is asked again."""
    if line.asked != digest(line.typed):
        line.has_tick = False
    elif line.has_tick and not checked:
        line.add_error("checked", "Say in a few words what you checked; it is kept with the figure.")
    elif checked and not line.has_tick:
        line.add_error("checked", "Tick “I have checked this” as well, or correct the figure.")
    return checked if line.has_tick else ""


def _meant(line: Line, values: dict[str, Any]) -> tuple[frozenset[str], dict[str, Any]]:
    """The columns that were given, and their values.

    Beside a numerator and a denominator an empty value is one not given: it follows from them. A figure typed where it
    was awaited has come, so the status and the reason that stood there are spent.
    """
    given = set(COLUMNS)
    values = {column: value for column, value in values.items() if value is not None}
    if "value" not in values and {"numerator", "denominator"} <= values.keys():
        given.discard("value")
    newest = line.row.standing.newest
    stood: FigureFacts | None = None if newest is None else newest.facts
    has_come = "value" in values or "judged" in values or "value" not in given
    if stood is not None and not stood.status.has_value and has_come:
        if values.get("status") is stood.status:
            values.pop("status")
        if values.get("status", Status.FINAL).has_value and values.get("reason") == stood.reason:
            values.pop("reason", None)
    line.typed |= {"status": values.get("status", Status.FINAL).value}
    return frozenset(given), values
