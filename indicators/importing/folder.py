"""A folder in the public data format: its typed rows and everything wrong with them, file by file.

Only plain files below the folder are read; links are refused, so that a folder from elsewhere cannot point at files of
this machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from indicators.importing.problems import Problem, quoted
from indicators.importing.report_cards import card_place, read_report_card
from indicators.importing.rows import (
    CommitteeRow,
    DefinitionRow,
    FigureRow,
    FlagRow,
    IndicatorRow,
    OverrideRow,
    PartRow,
    ReportCardRow,
    SchemeRow,
    SectionRow,
    TargetRow,
)
from indicators.importing.sheet_reader import read_sheet
from indicators.importing.sheets import SHEETS

CARDS: Final = "report_cards"
PASSED_OVER: Final = "README.md"
FILES: Final = tuple(sheet.file for sheet in SHEETS)
FILES_ACCEPTED: Final = f"{', '.join(FILES)}, {CARDS}/ and {PASSED_OVER}"


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: only rows that could be read whole, in the order of their files.

    `problems` are those of each file by itself; `checks.check` gives the ones between files and against the store.
    `part_rows` are the rows that could not be read whole. `left_out` holds, by file, what identifies them, and
    `incomplete` the files of which not even that is known: a row that names one of them is not blamed for it.
    """

    path: Path
    committees: tuple[CommitteeRow, ...] = ()
    sections: tuple[SectionRow, ...] = ()
    schemes: tuple[SchemeRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    definitions: tuple[DefinitionRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    overrides: tuple[OverrideRow, ...] = ()
    flags: tuple[FlagRow, ...] = ()
    report_cards: tuple[ReportCardRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    part_rows: tuple[PartRow, ...] = ()
    left_out: Mapping[str, frozenset[tuple[Any, ...]]] = field(default_factory=dict)
    incomplete: frozenset[str] = frozenset()


def read_folder(path: Path | str) -> Folder:
    """Reads all of it and reports all that is wrong; never raises for what the folder holds or lacks."""
    root = Path(path)
    if not root.is_dir():
        what = "is a file, not a folder" if root.exists() else "does not exist"
        message = f"the folder {quoted(str(root))} {what}; accepted: a folder with files such as figures.csv"
        return Folder(root, problems=(Problem(".", None, "", str(root), message),))
    try:
        entries = sorted(root.iterdir())
    except OSError as error:
        return Folder(root, problems=(Problem(".", None, "", str(root), f"cannot be read: {error.strerror}"),))
    problems = [problem for entry in entries if (problem := _entry_problem(entry)) is not None]
    refused = {problem.file for problem in problems}
    present = {entry.name for entry in entries if entry.name not in refused}
    if not present - {PASSED_OVER} and not problems:
        problems.append(Problem(".", None, "", "", f"the folder holds no data; accepted: {FILES_ACCEPTED}"))
    parts: dict[str, Any] = {"part_rows": ()}
    left_out: dict[str, frozenset[tuple[Any, ...]]] = {}
    incomplete = {file for file in FILES if file in refused}
    for sheet in SHEETS:
        if sheet.file not in present:
            continue
        read = read_sheet(sheet, root / sheet.file)
        parts[sheet.part] = tuple(read.rows)
        problems.extend(read.problems)
        parts["part_rows"] += tuple(read.part_rows)
        left_out[sheet.file] = frozenset(read.left_out)
        if read.incomplete:
            incomplete.add(sheet.file)
    if CARDS in present:
        parts["report_cards"] = tuple(_cards(root / CARDS, problems))
    return Folder(root, **parts, problems=tuple(problems), left_out=left_out, incomplete=frozenset(incomplete))


def _entry_problem(entry: Path) -> Problem | None:
    """What is wrong with one entry of the folder itself, before it is opened."""
    name = entry.name
    if name in FILES or name in (PASSED_OVER, CARDS):
        wanted_folder = name == CARDS
        if entry.is_symlink():
            return Problem(name, None, "", name, "is a link; accepted: plain files and folders")
        if entry.is_dir() != wanted_folder or not (entry.is_file() or entry.is_dir()):
            return Problem(name, None, "", name, f"is not a {'folder' if wanted_folder else 'plain file'}")
        return None
    near = get_close_matches(name.lower(), FILES, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    message = f"{quoted(name)} is not a file of the data format; {hint}accepted: {FILES_ACCEPTED}"
    return Problem(name, None, "", name, message)


def _cards(root: Path, problems: list[Problem]) -> list[ReportCardRow]:
    cards: list[ReportCardRow] = []
    for folder in _listing(root, CARDS, problems):
        place = f"{CARDS}/{folder.name}"
        if folder.is_symlink() or not folder.is_dir():
            message = f"{quoted(folder.name)} is not a folder; accepted: {CARDS}/CODE/PERIOD.md"
            problems.append(Problem(place, None, "", folder.name, message))
            continue
        for file in _listing(folder, place, problems):
            card = _card(file, f"{place}/{file.name}", problems)
            if card is not None:
                cards.append(card)
    return cards


def _listing(folder: Path, place: str, problems: list[Problem]) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        problems.append(Problem(place, None, "", "", f"the folder cannot be read: {error.strerror}"))
        return []


def _card(file: Path, place: str, problems: list[Problem]) -> ReportCardRow | None:
    if file.is_symlink() or not file.is_file():
        problems.append(Problem(place, None, "", file.name, f"{quoted(file.name)} is not a plain file"))
        return None
    found = card_place(file.parent.name, file.name)
    if isinstance(found, str):
        problems.append(Problem(place, None, "", file.name, found))
        return None
    card, wrong = read_report_card(file, *found, place)
    problems.extend(wrong)
    return card
