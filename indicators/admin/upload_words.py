"""Lines of a preview as people read them: the figure as it stands beside the one in the file, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from indicators.actions import Group, Kind, Line
from indicators.admin.entry_forms import COLUMNS
from indicators.admin.fields import sentence
from indicators.domain.errors import PeriodError
from indicators.domain.periods import parse
from indicators.domain.series import Status
from indicators.importing.rows import code_key
from indicators.models import Committee, Indicator
from indicators.models.figures import Judged
from indicators.models.figures import Status as StatusWords

LONGEST_CELL: Final = 200
NOTHING: Final = "nothing"

HEADINGS: Final[Mapping[Group, tuple[str, str]]] = {
    Group.REFUSED: (
        "Refused",
        "These cannot be taken. Mend them and upload them by themselves; the others need not wait.",
    ),
    Group.DOUBTED: (
        "Look odd",
        "They may be right. They are left out unless you say below that you have checked them.",
    ),
    Group.CORRECTED: (
        "Change a verified figure",
        "They need a reason. The public sees the verified figure until somebody else has verified the new one.",
    ),
    Group.WARNED: ("Please look again", "They are written as they are."),
    Group.CHANGED: ("Changed", "Drafts that stand otherwise now, or figures that have come."),
    Group.NEW: ("New", "Nothing stands for these yet."),
    Group.TAKEN_BACK: ("Taken back", "The file has the verified figure again, so the draft beside it goes."),
    Group.UNCHANGED: ("Unchanged", "They stand like that already, so nothing is written."),
}
"""What each group is called, and what becomes of it."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line: `old` is what stands, `new` what the file says; of a refused one `new` is what was typed."""

    place: str
    code: str
    name: str
    period: str
    old: str
    new: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many lines a group has, for the summary on top."""

    group: Group
    heading: str
    count: int


def counted(counts: Mapping[str, int]) -> list[Count]:
    """Every group, those without a line too: that nothing was refused is worth knowing."""
    return [Count(group, HEADINGS[group][0], counts.get(group, 0)) for group in Group]


def shown_lines(lines: Iterable[Line], names: Mapping[str, str]) -> list[ShownLine]:
    """`names` gives the indicators' names by the keys of their codes."""
    return [_shown(line, names) for line in lines]


def names_in(committee: Committee) -> dict[str, str]:
    """The names of its indicators by the keys of their codes. One query."""
    rows = Indicator.objects.filter(committee=committee).order_by().values_list("code", "name")
    return {code_key(code): name for code, name in rows}


def _shown(line: Line, names: Mapping[str, str]) -> ShownLine:
    figure, cells = line.figure, line.cells
    code = figure.code if figure is not None else cells.get("code", "")
    refused = line.group is Group.REFUSED
    return ShownLine(
        place=line.place,
        code=_cut(code),
        name=names.get(code_key(code), ""),
        period=figure.period.label if figure is not None else _period(cells.get("period", "")),
        old=figure_words(line.old),
        new="; ".join(_typed(cells)) if refused else figure_words(line.new),
        says=tuple(sentence(text) for text in (*line.doubts, *line.says)) if line.group is not Group.CORRECTED else (),
    )


def _period(typed: str) -> str:
    """As everywhere, or as it was typed where it is none."""
    try:
        return parse(typed).label
    except PeriodError:
        return _cut(typed)


def _typed(cells: Mapping[str, str]) -> Iterator[str]:
    """The cells of a refused row, but its code and period, which have columns of their own."""
    for name, text in cells.items():
        if name not in ("code", "period"):
            yield _cut(text) if name == "value" else f"{COLUMNS[name].lower()} {_cut(text)}"


def figure_words(columns: tuple[str | None, ...] | None) -> str:
    """`86.2 (862 of 1000), provisional; note: Counted twice`."""
    if columns is None:
        return NOTHING
    named = dict(zip(Kind.FIGURE.columns, columns, strict=True))
    value, judged, status = named["value"], named["judged"], Status(named["status"])
    said = value or (Judged(judged).label if judged else StatusWords(status).label)
    if named["numerator"] is not None:
        said += f" ({named['numerator']} of {named['denominator']})"
    if (value or judged) and status is not Status.FINAL:
        said += f", {StatusWords(status).label.lower()}"
    notes = [f"{name}: {_cut(text)}" for name in ("reason", "note") if (text := named[name])]
    return "; ".join([said, *notes])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"
