"""A committee paper told in files: its meeting, its texts, who cleared it, and when it was locked and published.

`fixtures/papers/README.md` explains each file. As in the public data format everything that is wrong is reported at
once, with file, row, column, what was found and what would be accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final, NoReturn

from indicators.importing import cells
from indicators.importing.problems import Problem, listed, quoted
from indicators.importing.report_cards import LARGEST_CARD, part_text
from indicators.importing.rows import Row
from indicators.importing.sheet_reader import UTF8_ADVICE, read_sheet
from indicators.importing.sheets import SLUG, Column, Sheet
from indicators.importing.values import ValueProblem
from reports.demonstration.rows import (
    FIRST,
    AcceptanceRow,
    AddedRow,
    CardRow,
    ClearanceRow,
    Cleared,
    DeadlineRow,
    ExemptRow,
    LeftOutRow,
    MeetingRow,
    PaperRow,
    PaperScript,
    PartText,
    VersionRow,
)

PARTS: Final = "parts"
_PARTS_OF: Final = re.compile(r"parts-([1-9][0-9]{0,2}\.[0-9]{1,3})")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{1,3}")


def read_paper_script(folder: Path) -> PaperScript:
    """Reads all of it and reports all that is wrong; never raises for what the folder holds or lacks."""
    parts: dict[str, tuple[Any, ...]] = {}
    problems: list[Problem] = list(_unknown(folder))
    for sheet in _SHEETS:
        path = folder / sheet.file
        if path.exists() or sheet.file in _ONE_ROW:
            read = read_sheet(sheet, path)
            parts[sheet.part] = tuple(read.rows)
            problems += read.problems
    texts: list[PartText] = []
    for path in sorted(folder.glob("parts*/*.md")):
        file = f"{path.parent.name}/{path.name}"
        try:
            version = FIRST if path.parent.name == PARTS else path.parent.name.removeprefix(f"{PARTS}-")
            texts.append(PartText(file, path.stem, _text(path), version))
        except ValueProblem as problem:
            problems.append(Problem(file, None, "", "", str(problem)))
    script = PaperScript(**parts, texts=tuple(texts), problems=tuple(problems))
    return script if problems else replace(script, problems=tuple(_wrong(script)))


def _unknown(folder: Path) -> Iterator[Problem]:
    """Files and folders that tell nothing."""
    known = {sheet.file for sheet in _SHEETS} | {"README.md"}
    accepted = f"accepted: {listed(sorted(known), 'and')}, the folder parts, and parts-1.1 for what 1.1 corrects"
    if not folder.is_dir():
        yield Problem(folder.name, None, "", "", "there is no such folder; accepted: one that tells a paper")
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and (path.name == PARTS or _PARTS_OF.fullmatch(path.name)):
            for inner in sorted(path.iterdir()):
                if inner.suffix != ".md":
                    yield Problem(f"{path.name}/{inner.name}", None, "", "", "is not a text; accepted: KEY.md")
        elif path.is_dir() or path.name not in known:
            yield Problem(path.name, None, "", "", f"{quoted(path.name)} is not a file of a paper; {accepted}")


def _text(path: Path) -> str:
    """The text of one part. Raises `ValueProblem`."""
    data = path.read_bytes()
    if len(data) > LARGEST_CARD:
        raise ValueProblem(f"the text has {len(data):,} bytes; accepted: at most {LARGEST_CARD:,}")
    try:
        return part_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueProblem(f"the byte 0x{data[error.start]:02X} is not UTF-8; {UTF8_ADVICE}") from error


def _wrong(script: PaperScript) -> Iterator[Problem]:
    """What no cell shows: more than one paper, corrections without a reason or a version, half a publication."""
    for rows in (script.meetings, script.papers):
        if len(rows) != 1:
            file = MeetingRow.file if rows is script.meetings else PaperRow.file
            yield Problem(file, None, "", "", f"the file has {len(rows)} rows; accepted: one")
    for place, row in enumerate(script.versions):
        if place == 0 and row.number != FIRST:
            yield _at(row, "number", row.number, f"{quoted(row.number)} comes first; accepted: {FIRST}")
        if place and not row.reason:
            yield _at(row, "reason", "", "a correction needs a reason; accepted: what was wrong")
        if bool(row.published_by) != (row.published_at is not None):
            yield _at(row, "published_at", "", "half a publication; accepted: both who did it and when, or neither")
    numbers = {FIRST, *(row.number for row in script.versions)}
    for text in script.texts:
        if text.version not in numbers:
            accepted = f"accepted: a row of {VersionRow.file} with the number {text.version}"
            yield Problem(text.file, None, "", text.version, f"no version has this number; {accepted}")


def _at(row: Row, column: str, value: str, message: str) -> Problem:
    return Problem(row.file, row.row, column, value, message)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        _refuse(text, "a day", "2017-03-06")


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        _refuse(text, "a time", "10:00")


def _moment(text: str) -> datetime:
    try:
        found = datetime.strptime(text, "%Y-%m-%d %H:%M")  # local: made aware where it is played
    except ValueError:
        _refuse(text, "a day and a time", "2017-02-22 14:00")
    return found


def _number(text: str) -> str:
    if _NUMBER.fullmatch(text) is None:
        _refuse(text, "a version", "1.0 or 1.1")
    return text


def _refuse(text: str, what: str, accepted: str) -> NoReturn:
    raise ValueProblem(f"{quoted(text)} is not {what}; accepted: {accepted}")


_USERNAME: Final = cells.line(150)
_ONE_ROW: Final = (MeetingRow.file, PaperRow.file)
_SHEETS: Final = (
    Sheet(
        "meetings",
        MeetingRow,
        (
            Column("committee", SLUG, required=True),
            Column("day", _day, required=True),
            Column("time", _clock),
            Column("place", cells.line(200)),
        ),
        identity=("committee", "day"),
    ),
    Sheet(
        "papers",
        PaperRow,
        (
            Column("slug", SLUG, required=True),
            Column("title", cells.line(250), required=True),
            Column("month", cells.period, required=True),
            Column("composed_by", _USERNAME, required=True),
            Column("item", cells.line(10)),
            Column("director", cells.line(120)),
        ),
        identity=("slug",),
    ),
    Sheet("cards", CardRow, (Column("code", cells.code, required=True),), identity=("code",)),
    Sheet(
        "added",
        AddedRow,
        (
            Column("part", SLUG, required=True),
            Column("heading", cells.line(250), required=True),
            Column("appendix", cells.yes_no),
            Column("before", SLUG),
        ),
        identity=("part",),
    ),
    Sheet(
        "left_out",
        LeftOutRow,
        (Column("part", SLUG, required=True), Column("reason", cells.long_text, required=True)),
        identity=("part",),
    ),
    Sheet(
        "exempt",
        ExemptRow,
        (
            Column("part", SLUG, required=True),
            Column("paragraph", cells.whole(1), required=True),
            Column("reason", cells.long_text, required=True),
            Column("review", _day),
        ),
        identity=("part",),
    ),
    Sheet(
        "deadlines",
        DeadlineRow,
        (Column("name", cells.line(120), required=True), Column("day", _day, required=True)),
        identity=("name",),
    ),
    Sheet(
        "clearances",
        ClearanceRow,
        (
            Column("kind", cells.one_of(Cleared), required=True),
            Column("comment", cells.long_text, required=True),
            Column("initials", cells.line(10), required=True),
            Column("day", _day, required=True),
        ),
        identity=("kind",),
    ),
    Sheet(
        "acceptances",
        AcceptanceRow,
        (Column("finding", cells.line(100), required=True), Column("reason", cells.long_text, required=True)),
        identity=("finding",),
    ),
    Sheet(
        "versions",
        VersionRow,
        (
            Column("number", _number, required=True),
            Column("locked_by", _USERNAME, required=True),
            Column("locked_at", _moment, required=True),
            Column("reason", cells.long_text),
            Column("supplement", cells.yes_no),
            Column("urgency", cells.long_text),
            Column("published_by", _USERNAME),
            Column("published_at", _moment),
        ),
        identity=("number",),
    ),
)
