"""What applying an uploaded file would do, line by line: kept with the upload (`upload_packing`), so that what is
confirmed is what was shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.actions.entries import Entered, Entry, Result, Seen
from indicators.importing.problems import Problem
from indicators.importing.rows import FigureRow
from indicators.importing.uploads.answers import RefusedRow, UploadedFigure, cells_of, place_of

Columns = tuple[str | None, ...]
WRITES = (Result.NEW, Result.CHANGED, Result.TAKEN_BACK)


class Group(StrEnum):
    """What confirming would do with a line: the heading it is shown under. Those that ask for something come first."""

    REFUSED = "refused"
    DOUBTED = "doubted"  # looks like a slip: left out unless somebody says that it was checked
    CORRECTED = "corrected"  # changes a verified figure: needs a reason
    WARNED = "warned"  # written, though the checks say something about it
    CHANGED = "changed"
    NEW = "new"
    TAKEN_BACK = "taken_back"  # as verified again, so the draft goes
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of an uploaded file and what would become of it.

    `row` and `column` (the heading, of a wide sheet alone) say where it stands in the file, `cells` how it was typed
    there, by the data format's columns. `says` holds why it was refused or warned about; `doubts` what looks like a
    slip, in words. `figure` is None where the row could not be read. `old` and `new` are the figure's columns, before
    and after.
    """

    row: int
    column: str
    result: Result
    cells: dict[str, str]
    says: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    why_needed: bool = False
    figure: FigureRow | None = None
    old: Columns | None = None
    new: Columns | None = None
    seen: Seen = Seen()  # noqa: RUF009 - a tuple, which nobody can change

    @property
    def place(self) -> str:
        """`row 5`, or `row 5, column Mar 16`."""
        return place_of(self.row, self.column)

    @property
    def group(self) -> Group:
        """Its heading. What was doubted and is kept was checked before, so it is not asked about again."""
        if self.result is Result.DOUBTED or (self.why_needed and self.doubts):
            return Group.DOUBTED
        if self.why_needed:
            return Group.CORRECTED
        if self.result in (Result.REFUSED, Result.CONFLICT):
            return Group.REFUSED
        if self.says and self.result in (Result.NEW, Result.CHANGED):
            return Group.WARNED
        return Group(self.result.value)

    @property
    def is_offered(self) -> bool:
        """Would confirming write it, given the reasons it asks for?"""
        return self.figure is not None and self.group not in (Group.REFUSED, Group.UNCHANGED)

    def entry(self, *, why: str, checked: str) -> Entry:
        """As it is entered once it is confirmed: over what was shown, and nothing else."""
        if self.figure is None:
            raise ValueError(f"{self.place} could not be read")
        return Entry(row=self.figure, seen=self.seen, why=why, checked=checked, ask=bool(self.doubts))


@dataclass(frozen=True, slots=True)
class Preview:
    """All lines of a file, in its order, and what the reader noticed on the way. `moved` names the places whose figures
    were others when they were shown before."""

    lines: tuple[Line, ...]
    notices: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Lines by their heading."""
        found = Counter(line.group for line in self.lines)
        return {group.value: found[group] for group in Group}


def line_of(
    one: UploadedFigure, entered: Entered, doubts: Sequence[str], problems: Sequence[Problem] | None = None
) -> Line:
    """The line of a row that could be read. `problems` are those of `entered`, under the file's own headings."""
    found = entered.problems if problems is None else problems
    if doubts and entered.result is not Result.REFUSED:
        found = ()  # warnings, which say of the same number that it is written as it is
    return Line(
        row=one.figure.row,
        column=one.column,
        result=entered.result,
        cells=cells_of(one.figure),
        says=tuple(message_of(problem, one.column) for problem in found),
        doubts=tuple(doubts),
        why_needed=entered.why_needed,
        figure=one.figure,
        old=entered.old,
        new=entered.new,
        seen=entered.seen,
    )


def refused_line(row: RefusedRow) -> Line:
    """The line of a row that could not be read, or may not be entered."""
    says = tuple(message_of(problem, row.column) for problem in row.problems)
    return Line(row=row.row, column=row.column, result=Result.REFUSED, cells=dict(row.cells), says=says)


def message_of(problem: Problem, column: str = "") -> str:
    """What is wrong, with the column it stands in unless that is the line's own."""
    return f"{problem.column}: {problem.message}" if problem.column not in ("", column) else problem.message
