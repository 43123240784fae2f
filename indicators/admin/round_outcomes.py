"""The buttons of a round, and what became of what was sent with one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.http import QueryDict

from indicators.admin.fields import sentence
from indicators.admin.round_forms import Line
from indicators.importing import cells
from indicators.importing.values import ValueProblem
from indicators.queries.rounds import Round

REASON: Final = "reason"
LOCK_REASON: Final = "lock_reason"
NOT_YOURS: Final = "You may not enter figures of this indicator."


class Do(StrEnum):
    """The buttons."""

    SAVE = "save"
    SAVE_AND_SUBMIT = "save_and_submit"
    AWAITED = "awaited"
    NOT_REPORTABLE = "not_reportable"
    SUBMIT = "submit"
    DISCARD = "discard"
    VERIFY = "verify"
    SEND_BACK = "send_back"
    LOCK = "lock"
    REOPEN = "reopen"

    @property
    def is_leads(self) -> bool:
        """Is it for who verifies the figures of the committee?"""
        return self in (Do.VERIFY, Do.SEND_BACK, Do.LOCK, Do.REOPEN)

    @property
    def is_of_round(self) -> bool:
        """Is it done to the round as a whole?"""
        return self in (Do.LOCK, Do.REOPEN)


@dataclass(frozen=True, slots=True)
class Sent:
    """A round's form as it was sent: by whom, and with what. `may_lead`: they verify figures and lock rounds."""

    user: AbstractBaseUser
    may_lead: bool
    data: QueryDict

    @property
    def ticked(self) -> frozenset[str]:
        return frozenset(self.data.getlist("ticked"))

    def has(self, key: str) -> bool:
        """Was the line on the page that was sent?"""
        return f"{key}-mark" in self.data or key in self.ticked

    @property
    def typed_reasons(self) -> Mapping[str, str]:
        """The reasons of the button row and of the lock, as they stand in their fields."""
        return {name: self.data.get(name, "") for name in (REASON, LOCK_REASON)}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something to mend: the id of what it links to ("" for nothing), what it is about and what is wrong."""

    place: str
    about: str
    message: str


@dataclass(slots=True)
class Outcome:
    """What became of a round's form. `done` and `warnings` are sentences to tell; `troubles` stand beside those of the
    lines. `round` is how it stands now, where it was read again."""

    lines: list[Line] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    has_clash: bool = False
    round: Round | None = None

    @property
    def bad(self) -> list[Line]:
        return [line for line in self.lines if line.is_bad]

    @property
    def is_clean(self) -> bool:
        return not self.troubles and not self.bad

    def add(self, about: str, message: str, place: str = "") -> None:
        self.troubles.append(Trouble(place, about, message))

    def add_to(self, line: Line, message: str) -> None:
        """A trouble with a line that is not one of its fields'."""
        self.add(line.code, message, f"line-{line.key}")

    def reason(self, sent: Sent, name: str) -> str | None:
        """What was given as the reason, "" for nothing; None, and told, where nobody could read it."""
        try:
            return str(cells.long_text(sent.data.get(name, "").strip()))
        except ValueProblem as problem:
            self.add("Reason", sentence(str(problem)), f"id_{name}")
            return None


def figures(count: int) -> str:
    """`1 figure is`, `3 figures are`."""
    return "1 figure is" if count == 1 else f"{count} figures are"
