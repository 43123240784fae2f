"""Rows below the headings -> figures, refused rows and notices. Cells are read by the readers of the data format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from indicators.domain.series import Status
from indicators.importing.problems import Problem, quoted
from indicators.importing.rows import FigureRow
from indicators.importing.uploads.answers import (
    FIGURE_COLUMNS,
    RefusedRow,
    Shape,
    Unreadable,
    UploadedFigure,
    UploadRead,
    cells_of,
)
from indicators.importing.uploads.duplicates import apart
from indicators.importing.uploads.grids import Grid, GridRow
from indicators.importing.uploads.headers import Header, normal
from indicators.importing.uploads.limits import Limits
from indicators.importing.uploads.merged_cells import MergedCells
from indicators.importing.uploads.notices import Noted, notices_of
from indicators.importing.uploads.period_columns import PeriodColumn, is_serial, period_of
from indicators.importing.values import ValueProblem

WORDS: Final[Mapping[str, Status]] = {
    "awaited": Status.AWAITED,
    "tba": Status.AWAITED,
    "tbc": Status.AWAITED,
    "to be confirmed": Status.AWAITED,
    "not reportable": Status.NOT_REPORTABLE,
    "not_reportable": Status.NOT_REPORTABLE,
    "suppressed": Status.SUPPRESSED,
}
"""Words in place of a value that say which status it has. `n/a` and `-` do not: the checks of the data format ask."""
ERRORS: Final = frozenset(
    {
        *("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!"),
        *("#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA"),
    }
)
NO_RATING: Final = frozenset({"none", "not rated", "n a", ""})
_STATUSES: Final = frozenset(status.value for status in Status)
_NAMES_A_FIGURE: Final = frozenset({"code", "period"})
_SAYS_NONE: Final = frozenset({"value", "numerator", "denominator", "judged"})
_GIVES_NUMBERS: Final = frozenset({"value", "numerator", "denominator"})


@dataclass(slots=True)
class Reading:
    """What has been read so far."""

    file: str
    header: Header
    limits: Limits
    epoch: date
    figures: list[UploadedFigure] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    noted: Noted = field(default_factory=Noted)

    def problem(self, row: int, column: str, value: str, message: str) -> Problem:
        return Problem(self.file, row, column, value, message)

    def refuse(self, row: int, column: str, cells: Mapping[str, str], problems: Sequence[Problem]) -> None:
        self.refused.append(RefusedRow(row, column, dict(cells), tuple(problems)))
        if len(self.refused) > self.limits.refused_rows:
            raise Unreadable(
                f"More than {self.limits.refused_rows:,} figures of {quoted(self.file)} cannot be read, so none was "
                f"taken. The first: {self.refused[0].problems[0]}"
            )

    def keep(self, figure: UploadedFigure) -> None:
        self.figures.append(figure)
        if len(self.figures) > self.limits.rows:
            raise Unreadable(
                f"{quoted(self.file)} has more than {self.limits.rows:,} figures; accepted: at most "
                f"{self.limits.rows:,}, so fewer periods at a time"
            )


def read_figures(file: str, grid: Grid, header: Header, notices: Sequence[str], limits: Limits) -> UploadRead:
    """All rows below the headings. Raises `Unreadable` where the file is too large or breaks off."""
    if header.conflict:
        raise Unreadable(f"{quoted(file)}, row {header.row}: {header.conflict}")
    reading = Reading(file, header, limits, grid.epoch)
    read_row = _tidy_row if header.shape is Shape.TIDY else _wide_row
    for row in _below(grid, reading):
        read_row(row, reading)
    _refuse_duplicates(reading)
    return UploadRead(
        file=file,
        sheet=grid.sheet,
        shape=header.shape,
        header_row=header.row,
        headings=header.headings,
        figures=tuple(reading.figures),
        refused=tuple(sorted(reading.refused, key=lambda one: one.row)),
        notices=(*notices, *header.notices, *notices_of(reading.noted, header, grid)),
    )


def _below(grid: Grid, reading: Reading) -> Iterator[GridRow]:
    """The rows below the headings; where these are repeated on a later page, they are passed over."""
    header, noted = reading.header, reading.noted
    width = len(header.cells)
    nameless = [place for place, cell in enumerate(header.cells) if not cell]
    merged = MergedCells(grid.merged, header)
    for row in grid.rows:
        cells = row.cells
        noted.any_row = True
        if len(cells) > width:
            if grid.separated:
                _refuse_long(row, reading)
                continue
            noted.nameless.update(place for place in range(width, len(cells)) if cells[place])
        if nameless:
            noted.nameless.update(place for place in nameless if place < len(cells) and cells[place])
        if tuple(cells) != header.cells:
            yield merged.told(row)


def _refuse_long(row: GridRow, reading: Reading) -> None:
    """A cell too many means that a separator stood inside one, so that which cell is whose cannot be told."""
    header = reading.header
    message = (
        f"the row has {len(row.cells)} cells where the headings have {len(header.cells)}; accepted: one cell for each "
        "column (a text or number with a comma stands in quotation marks)"
    )
    cells = {name: row.cells[place] for name, place in header.columns.items() if row.cells[place]}
    reading.refuse(row.number, "", cells, [reading.problem(row.number, "", "", message)])


def _tidy_row(row: GridRow, reading: Reading) -> None:
    header, cells = reading.header, row.cells
    width = len(cells)
    texts = {name: cells[place] for name, place in header.columns.items() if place < width and cells[place]}
    flaws = {name: row.flaws[at] for name, at in header.columns.items() if at in row.flaws} if row.flaws else {}
    if texts.get("status", "").lower() == "none":  # our own exports mark so a period without a figure
        del texts["status"]
    if (
        "judged" in texts
        and header.judged_is_rating
        and (not texts.keys().isdisjoint(_GIVES_NUMBERS) or normal(texts["judged"]) in NO_RATING)
    ):
        del texts["judged"]
    if texts.keys() | flaws.keys() <= _NAMES_A_FIGURE:
        if texts:
            reading.noted.without_figure.append(row.number)
        return
    values: dict[str, Any] = {}
    problems = _read_cells(row.number, texts, flaws, values, reading)
    if problems:
        reading.refuse(row.number, "", texts, problems)
        return
    if row.longer and header.columns.get("value") in row.longer:
        reading.noted.note_longer(row.number, "", values["value_text"])
    reading.keep(UploadedFigure(_figure(row.number, values)))


def _read_cells(
    row: int, texts: Mapping[str, str], flaws: Mapping[str, str], values: dict[str, Any], reading: Reading
) -> list[Problem]:
    """Fills `values` by field of `FigureRow`; gives all that is wrong with the row."""
    problems: list[Problem] = []
    headings = reading.header.headings
    word = _word(texts)
    for name, column in FIGURE_COLUMNS.items():
        text = texts.get(name, "")
        if name in flaws:
            problems.append(reading.problem(row, headings[name], text, flaws[name]))
        elif not text:
            if column.required:
                message = f"the cell is empty; accepted: {name} in every row"
                problems.append(reading.problem(row, headings[name], "", message))
        elif name == "value" and word is not None:
            values |= {"value": None, "value_text": text, "status": word}
        elif name == "status" and word is not None:
            continue  # the same, said twice
        else:
            try:
                values[name] = _read(name, text, column.read, reading)
            except ValueProblem as problem:
                problems.append(reading.problem(row, headings[name], text, str(problem)))
            if column.typed_field:
                values[column.typed_field] = text
    return problems


def _word(texts: Mapping[str, str]) -> Status | None:
    """The status that the value cell says in a word, unless the status cell says another."""
    word = WORDS.get(texts.get("value", "").lower())
    status = texts.get("status", "")
    return word if not status or _status_text(status) == word else None


def _status_text(text: str) -> str:
    """`Not reportable` as the data format writes it; what is no status stays as it is."""
    plain = normal(text).replace(" ", "_")
    return plain if plain in _STATUSES else text


def _read(name: str, text: str, read: Callable[[str], Any], reading: Reading) -> Any:
    if text in ERRORS:
        raise ValueProblem(
            f"{quoted(text)} is what a formula that failed shows; accepted: the formula mended, or its value"
        )
    if name == "period":
        period = period_of(text, reading.epoch)
        if not reading.noted.serial and is_serial(text):
            reading.noted.serial = f"{quoted(text)} is {period.name}"
        return period
    return read(_status_text(text) if name == "status" else text)


def _figure(row: int, values: dict[str, Any]) -> FigureRow:
    """`given` are the filled columns; a status without a value also says that there is none."""
    given = frozenset(name for name in values if name != "value_text")
    status = values.get("status")
    if status is not None and not status.has_value:
        given |= _SAYS_NONE
    return FigureRow(row=row, given=_shared(given), **values)


_GIVEN: dict[frozenset[str], frozenset[str]] = {}


def _shared(given: frozenset[str]) -> frozenset[str]:
    """The same set once for all rows: there are a hundred thousand rows and a few such sets."""
    return _GIVEN.setdefault(given, given)


def _wide_row(row: GridRow, reading: Reading) -> None:
    header, cells, flaws = reading.header, row.cells, row.flaws
    width = len(cells)
    filled = [
        (column, cells[column.place] if column.place < width else "")
        for column in header.periods
        if (column.place < width and cells[column.place]) or column.place in flaws
    ]
    if not filled:
        return
    place = header.columns["code"]
    code = cells[place] if place < width else ""
    wrong = _code_problem(row, code, reading)
    for column, text in filled:
        _wide_cell(row, column, code, text, wrong, reading)


def _code_problem(row: GridRow, code: str, reading: Reading) -> Problem | None:
    """One for the row, however many figures it holds."""
    header = reading.header
    message = row.flaws.get(header.columns["code"], "")
    if not code and not message:
        message = "the cell is empty; accepted: code in every row"
    if not message:
        try:
            _read("code", code, FIGURE_COLUMNS["code"].read, reading)
        except ValueProblem as problem:
            message = str(problem)
    return reading.problem(row.number, header.headings["code"], code, message) if message else None


def _wide_cell(
    row: GridRow, column: PeriodColumn, code: str, text: str, wrong: Problem | None, reading: Reading
) -> None:
    problems = [wrong] if wrong is not None else []
    values: dict[str, Any] = {"code": code, "period": column.period, "value": None, "value_text": text}
    word = WORDS.get(text.lower())
    message = row.flaws.get(column.place, "")
    if word is not None:
        values["status"] = word
    elif not message:
        try:
            values["value"] = _read("value", text, FIGURE_COLUMNS["value"].read, reading)
        except ValueProblem as problem:
            message = str(problem)
    if message:
        problems.append(reading.problem(row.number, column.heading, text, message))
    if problems:
        typed = {"code": code, "period": column.period.written, "value": text}
        reading.refuse(row.number, column.heading, {name: cell for name, cell in typed.items() if cell}, problems)
        return
    if column.place in row.longer:
        reading.noted.note_longer(row.number, column.heading, text)
    reading.keep(UploadedFigure(_figure(row.number, values), column.heading))


def _refuse_duplicates(reading: Reading) -> None:
    reading.figures, several = apart(reading.figures)
    for one, message in several:
        figure = one.figure
        column = one.column or reading.header.headings["period"]
        problem = reading.problem(figure.row, column, f"{figure.code}, {figure.period.written}", message)
        reading.refuse(figure.row, one.column, cells_of(figure), [problem])
