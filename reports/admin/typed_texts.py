"""A report card's text as it stands in the fields of its page: opened, typed, or compared with another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict

from indicators.actions.texts import PARTS, TextRefused, read_parts
from reports.admin.action_rows import NAMES, ActionRow, rows_of, table_of
from reports.presenters.texts import CARD_HEADINGS

SPARE_ROWS: Final = 2
MOST_ROWS: Final = 100
SMALL_TABLE: Final = "| Measure | Last year | This year |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |"
"""What a table begins with that somebody puts into a text: three columns, a head and two rows."""
HEADINGS: Final[Mapping[str, str]] = dict(CARD_HEADINGS)

_VERSION: Final = re.compile(r"[0-9]{1,9}")
_FIELD_OF_ROW: Final = re.compile(rf"(?:{'|'.join(NAMES)})-([0-9]{{1,3}})")


@dataclass(slots=True)
class TypedText:
    """The fields of the page. `rows` are the actions one by one; None where they are one text, which stands in `parts`
    with the others. `version` is the one of the text on its way that was seen, None for none. `errors` by field."""

    parts: dict[str, str]
    rows: list[ActionRow] | None
    version: int | None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def opened(cls, parts: Mapping[str, str], version: int | None) -> TypedText:
        """As the page opens on a stored text."""
        rows = rows_of(parts["actions"])
        return cls(dict(parts), None if rows is None else list(rows), version)

    @classmethod
    def sent(cls, data: QueryDict) -> TypedText:
        """As a browser sent it: whatever is missing is empty."""
        parts = {name: data.get(name, "").replace("\r\n", "\n") for name in PARTS}
        rows = None
        if "actions" not in data:
            rows = [ActionRow(*(data.get(f"{name}-{number}", "").strip() for name in NAMES)) for number in _rows(data)]
            while rows and rows[-1].is_empty:
                rows.pop()
            parts["actions"] = table_of(rows)
        written = data.get("version", "")
        return cls(parts, rows, int(written) if _VERSION.fullmatch(written) else None)

    def check(self) -> bool:
        """Can it be stored? Puts what speaks against it into `errors`."""
        try:
            read_parts(self.parts)
        except TextRefused as refused:
            self.errors |= refused.of_parts
        for number, row in enumerate(self.rows or ()):
            if not row.is_empty and not row.action:
                self.errors[f"action-{number}"] = "say what is to be done, or empty the row"
        return not self.errors

    @property
    def stored(self) -> dict[str, str]:
        """Each part as it would be stored, or as typed where it cannot be."""
        try:
            return read_parts(self.parts)
        except TextRefused:
            return self.parts

    def with_table(self) -> None:
        """A small table put under what explains the performance."""
        self.parts["explains"] = "\n\n".join(filter(None, (self.parts["explains"].rstrip(), SMALL_TABLE)))

    # What the template asks -------------------------------------------------------------------------------------------

    def fields(self) -> Iterator[tuple[str, str, str, str]]:
        """The parts that are one text each: name, heading, what stands there, and what is wrong with it."""
        for name, heading in CARD_HEADINGS:
            if name != "actions" or self.rows is None:
                yield name, heading, self.parts[name], _sentence(self.errors.get(name, ""))

    def action_rows(self) -> list[tuple[int, ActionRow, str]]:
        """Every row with its number and what is wrong with it, and some spare ones."""
        rows = [*(self.rows or ()), *[ActionRow()] * SPARE_ROWS]
        return [(number, row, _sentence(self.errors.get(f"action-{number}", ""))) for number, row in enumerate(rows)]

    def troubles(self) -> Iterator[tuple[str, str, str]]:
        """For the summary on top: the field's id, what it is called, what is wrong."""
        for name, message in self.errors.items():
            called = HEADINGS.get(name) or f"Action {int(name.rpartition('-')[2]) + 1}"
            yield f"id_{name}", called, _sentence(message)


def _rows(data: QueryDict) -> range:
    """The numbers of the rows that were sent."""
    sent = [int(found[1]) for name in data if (found := _FIELD_OF_ROW.fullmatch(name))]
    return range(min(max(sent, default=-1) + 1, MOST_ROWS))


def _sentence(message: str) -> str:
    return message and message[:1].upper() + message[1:].removesuffix(".") + "."
