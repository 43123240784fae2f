"""Writes the public data format: a folder of UTF-8 CSV files and Markdown texts, the same bytes for the same store."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indicators.domain.periods import Period
from indicators.importing.report_cards import HEADINGS, card_place


class FolderInUse(ValueError):
    """The folder holds files that an export would leave lying beside its own; the message names one."""


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file: its name, its columns and its rows as text."""

    file: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CardFile:
    """One report-card text, in Markdown, part by part."""

    address: str
    period: Period
    why: str
    performance: str
    success: str
    action: str

    @property
    def path(self) -> Path:
        return Path("report_cards", self.address, f"{self.period.address}.md")

    @property
    def text(self) -> str:
        """The file's text; a part without words has no heading, unless none has any: no heading, no text."""
        parts = [
            f"## {heading}\n\n{words}\n"
            for name, heading in HEADINGS.items()
            if (words := getattr(self, name).replace("\r\n", "\n").strip())
        ]
        return "\n".join(parts) or "".join(f"## {heading}\n" for heading in HEADINGS.values())


def write_folder(folder: Path, tables: Iterable[Table], cards: Iterable[CardFile]) -> dict[str, int]:
    """Writes the files that have rows; gives the number of rows by file. Raises `FolderInUse`, before writing, where
    the folder holds anything that a folder of this format does not."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = list(tables)
    _refuse_strangers(folder, {table.file for table in tables})
    written: dict[str, int] = {}
    for table in tables:
        count = _write_table(folder / table.file, table)
        if count:
            written[table.file] = count
    keep: set[Path] = set()
    for card in cards:
        path = folder / card.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(card.text, encoding="utf-8", newline="\n")
        keep.add(path)
    for stale in set((folder / "report_cards").rglob("*.md")) - keep:
        stale.unlink()
    if keep:
        written["report_cards"] = len(keep)
    return written


def _write_table(path: Path, table: Table) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        for row in table.rows:
            writer.writerow(row)
            count += 1
    if not count:
        path.unlink()  # an absent file says nothing, as does one without rows
    return count


def _refuse_strangers(folder: Path, known: set[str]) -> None:
    for path in sorted(folder.iterdir()):
        if path.name not in {*known, "report_cards", "README.md"}:
            raise _in_use(folder, path)
    cards = folder / "report_cards"
    for path in sorted(cards.rglob("*")):
        # What lies two deep and has the names of a card is an older export's; anything else is somebody's own.
        if path.is_file() and (path.parent.parent != cards or isinstance(card_place(path.parent.name, path.name), str)):
            raise _in_use(folder, path)


def _in_use(folder: Path, path: Path) -> FolderInUse:
    return FolderInUse(
        f"{folder} holds {path.relative_to(folder).as_posix()}, which is no part of an export: give an empty folder."
    )
