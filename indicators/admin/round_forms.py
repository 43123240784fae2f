"""The lines of a round as they stand in the browser: what is stored, what was typed, what is wrong with it.

Not Django's forms: sixty lines of ten fields would be six hundred of them, and what a line may hold is decided by the
readers of files and by the actions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from indicators.actions import Entry
from indicators.admin.entry_forms import COLUMNS as COLUMN_WORDS
from indicators.admin.round_marks import COLUMNS, Mark, digest, plain_text
from indicators.domain.series import Status
from indicators.importing.values import plain
from indicators.models.figures import Judged
from indicators.models.figures import Status as StatusWords
from indicators.queries.entries import StandingFigure
from indicators.queries.rounds import RoundRow

WORDS: Final = {"status": dict(StatusWords.choices), "judged": dict(Judged.choices)}
CHOICE: Final = "choice"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody was faster: who ("You" in another window), and what stands now beside what was typed, where they
    differ."""

    who: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class Line:
    """One line. `typed` is what stands in its fields, exactly as typed; `errors` are by field, "" for the whole line.

    `doubts` ask for the tick; `asked` is the digest of what they were asked about, so that a tick counts for that very
    figure. `mine`: it is this person's own, or they stand in for whose it is.
    """

    row: RoundRow
    typed: dict[str, str]
    mark: Mark
    may_enter: bool = False
    mine: bool = False
    was_sent: bool = False
    is_ticked: bool = False
    why: str = ""
    checked: str = ""
    has_tick: bool = False
    asked: str = ""
    choice: str = ""
    had_clash: bool = False
    clash: Clash | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    entry: Entry | None = None

    @property
    def key(self) -> str:
        """What the names of its fields start with."""
        return self.row.indicator.address

    @property
    def code(self) -> str:
        return self.row.indicator.code

    @property
    def is_bad(self) -> bool:
        """Is something to be mended, answered or chosen before it can be saved?"""
        return bool(self.errors or self.doubts or (self.had_clash and self.was_sent and self.choice == ""))

    @property
    def to_choose(self) -> bool:
        """Is it still open which of two figures is to stand?"""
        return self.clash is not None and self.choice != MINE

    @property
    def is_touched(self) -> bool:
        """Did this person type anything in it that would change the figure?"""
        if not self.was_sent or self.choice == THEIRS:
            return False
        return self.had_clash or digest(self.typed) != self.mark.digest

    def against(self, row: RoundRow, typist: int) -> None:
        """Sets what was typed by that person beside what stands now, which they have then seen."""
        self.row, self.mark, self.clash = row, Mark.of(row, self.mark.digest), _clash(row, self.typed, typist)

    def add_error(self, column: str, message: str) -> None:
        known = column if column in (*COLUMNS, "why", "checked", CHOICE) else ""
        self.errors.setdefault(known, []).append(message)


def _clash(row: RoundRow, typed: Mapping[str, str], typist: int) -> Clash:
    newest, standing = row.standing.newest, typed_of(row, whole=True)
    differing = (
        (COLUMN_WORDS[column], _word(column, standing[column]), _word(column, typed[column]))
        for column in COLUMNS
        if plain_text(standing[column]) != plain_text(typed[column])
    )
    who = "You" if newest is not None and newest.entered_by == typist else getattr(newest, "entered_by_name", "")
    return Clash(who, tuple(differing))


def _word(column: str, text: str) -> str:
    return WORDS.get(column, {}).get(text, text) or "nothing"


def line_of(row: RoundRow, *, may_enter: bool = False, mine: bool = False) -> Line:
    """The line as it stands."""
    typed = typed_of(row)
    newest = row.standing.newest
    return Line(
        row,
        typed,
        Mark.of(row, digest(typed)),
        may_enter=may_enter,
        mine=mine,
        why=row.standing.on_its_way.why if row.standing.on_its_way else "",
        checked=newest.checked if newest is not None and newest.state != "verified" else "",
    )


def typed_of(row: RoundRow, *, whole: bool = False) -> dict[str, str]:
    """What stands in the fields of a line before anybody types. The value of a fraction is worked out anew, so it is
    left open unless all is wanted `whole`."""
    newest = row.standing.newest
    if newest is None:
        return dict.fromkeys(COLUMNS, "") | {"status": "" if whole else Status.FINAL.value}
    facts = newest.facts
    return {
        "value": "" if has_fraction(newest) and not whole else _text(facts.value),
        "numerator": _text(facts.numerator),
        "denominator": _text(facts.denominator),
        "status": facts.status.value,
        "reason": facts.reason,
        "judged": "" if facts.judged is None else facts.judged.value,
        "note": facts.note,
    }


def has_fraction(figure: StandingFigure) -> bool:
    return figure.facts.numerator is not None and figure.facts.denominator is not None


def _text(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
