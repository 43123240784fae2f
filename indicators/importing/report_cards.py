"""Reads `report_cards/CODE/PERIOD.md`: the texts of an indicator's report card, from the dashboard's month on."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from indicators.domain.definitions import address_of
from indicators.domain.errors import PeriodError
from indicators.domain.periods import Frequency, Period, from_address
from indicators.importing.problems import Problem, Severity, listed, quoted
from indicators.importing.rows import ReportCardRow
from indicators.importing.values import ValueProblem

LARGEST_CARD: Final = 64 * 1024
LARGEST_PART: Final = 16_000  # bytes; four of them and their headings fit in a card
HEADINGS: Final = {
    "why": "Why is this important?",
    "performance": "What explains current performance?",
    "success": "What will success look like?",
    "action": "Action required",
}
ACTION_COLUMNS: Final = ("Action", "Who", "By when", "State")
HEADINGS_ACCEPTED: Final = "; ".join(f"## {heading}" for heading in HEADINGS.values())

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*")
_PARTS: Final = {heading.lower(): part for part, heading in HEADINGS.items()}


def read_report_card(path: Path, address: str, period: Period, file: str) -> tuple[ReportCardRow | None, list[Problem]]:
    """The texts of one file, None where it has an error. Headings that are absent say nothing."""
    problems: list[Problem] = []
    text = _text(path, file, problems)
    if text is None:
        return None, problems
    parts = _parts(text, file, problems)
    if not parts and not problems:
        problems.append(Problem(file, None, "", "", f"the text has no heading; accepted: {HEADINGS_ACCEPTED}"))
    if problems:
        return None, problems
    if "action" in parts:
        problems.extend(_table_problems(*parts["action"], file))
    texts = {part: "\n".join(lines).strip("\n") for part, (_, lines) in parts.items()}
    return ReportCardRow(row=1, given=frozenset(parts), address=address, period=period, **texts), problems


def part_text(text: str) -> str:
    """One part typed by itself, as a file would give it back; raises `ValueProblem` for what no file can hold."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    size = len(text.encode())
    if size > LARGEST_PART:
        raise ValueProblem(f"the text has {size:,} bytes; accepted: at most {LARGEST_PART:,}")
    for line in lines:
        if _control_character(line) is not None:
            raise ValueProblem(f"{quoted(line)} holds a control character; accepted: plain text")
        if _HEADING.fullmatch(line):
            raise ValueProblem(
                f"{quoted(line)} would be a heading, which only the page makes; accepted: text, lists, bold, links and "
                "simple tables"
            )
    return "\n".join(lines).strip("\n")


def _text(path: Path, file: str, problems: list[Problem]) -> str | None:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_CARD else b""
    except OSError as error:
        problems.append(Problem(file, None, "", "", f"the file cannot be read: {error.strerror}"))
        return None
    if size > LARGEST_CARD:
        message = f"the text has {size:,} bytes; accepted: at most {LARGEST_CARD:,}"
        problems.append(Problem(file, None, "", "", message))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the byte 0x{data[error.start]:02X} is not UTF-8; accepted: UTF-8"
        problems.append(Problem(file, line, "", "", message))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parts(text: str, file: str, problems: list[Problem]) -> dict[str, tuple[int, list[str]]]:
    """Each part's first line number and its lines."""
    parts: dict[str, tuple[int, list[str]]] = {}
    lines: list[str] | None = None
    told = False
    for number, line in enumerate(text.split("\n"), 1):
        _check_letters(line, number, file, problems)
        heading = _HEADING.fullmatch(line)
        if heading is None:
            if lines is not None:
                lines.append(line.rstrip())
            elif line.strip() and not told:
                told = True  # the first such line is enough
                message = f"{quoted(line)} stands before any heading; accepted: text below {HEADINGS_ACCEPTED}"
                problems.append(Problem(file, number, "", line, message))
            continue
        part = _PARTS.get(heading[2].strip().lower()) if heading[1] == "##" else None
        lines = []
        if part is None:
            message = f"{quoted(line)} is not a heading of a report card; accepted: {HEADINGS_ACCEPTED}"
            problems.append(Problem(file, number, "", line, message))
        elif part in parts:
            message = f"{quoted(line)} stands in line {parts[part][0]} already; accepted: each heading once"
            problems.append(Problem(file, number, "", line, message))
        else:
            parts[part] = (number, lines)
    return parts


def _check_letters(line: str, number: int, file: str, problems: list[Problem]) -> None:
    found = _control_character(line)
    if found is not None:
        message = f"the line holds the control character U+{ord(found):04X}; accepted: plain text"
        problems.append(Problem(file, number, "", found, message))


def _control_character(line: str) -> str | None:
    if line.isprintable():
        return None
    return next((letter for letter in line if unicodedata.category(letter) == "Cc" and letter != "\t"), None)


def _table_problems(number: int, lines: list[str], file: str) -> list[Problem]:
    """A table of actions has the four columns that the page and the paper print."""
    for line_number, line in enumerate(lines, number + 1):
        if not line.lstrip().startswith("|"):
            continue
        names = [cell.strip().lower() for cell in line.strip().strip("|").split("|")]
        if names != [name.lower() for name in ACTION_COLUMNS]:
            message = f"{quoted(line)} is not the head of the actions; accepted: a table with columns {_columns()}"
            return [Problem(file, line_number, "", line, message, Severity.WARNING)]
        return []
    return []


def _columns() -> str:
    return listed(ACTION_COLUMNS, "and")


def card_place(folder_name: str, file_name: str) -> tuple[str, Period] | str:
    """The code's address and the month that a card's two names stand for, or why they stand for none."""
    if not folder_name or address_of(folder_name) != folder_name:
        return (
            f"{quoted(folder_name)} is not a code in address form; accepted: lower-case letters and digits, with one - "
            "for every run of other characters (A.03 is a-03)"
        )
    try:
        period = from_address(file_name.removesuffix(".md") if file_name.isascii() else "")
    except PeriodError:
        period = None
    if period is None or period.frequency is not Frequency.MONTHLY or not file_name.endswith(".md"):
        return f"{quoted(file_name)} is not the dashboard's month; accepted: a file such as 2017-01.md"
    return folder_name, period
