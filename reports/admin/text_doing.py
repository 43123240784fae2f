"""What a button of a text's page does, who may press it, and what is said afterwards.

Whatever button of the writing form is pressed, what was typed is saved first: nobody loses words by answering a doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.http import QueryDict

from indicators import rights
from indicators.actions.texts import (
    TextRefused,
    Written,
    approve_text,
    begin_text,
    discard_text,
    save_text,
    send_back_text,
    set_aside_finding,
    submit_text,
    withdraw_set_aside,
)
from indicators.domain.periods import Period
from reports.admin.typed_texts import TypedText
from reports.cards.writing import Reading

VIEW: Final = ("indicators.view_reportcardtext", "indicators.change_reportcardtext")
WRITE: Final = "indicators.change_reportcardtext"
APPROVE: Final = "indicators.approve_reportcardtext"


class Do(StrEnum):
    """The buttons. Those on doubts are followed by the doubt's key."""

    BEGIN = "begin"
    SAVE = "save"
    TABLE = "table"
    SUBMIT = "submit"
    SET_ASIDE = "set-aside"
    TAKE_UP = "take-up"
    DISCARD = "discard"
    APPROVE = "approve"
    SEND_BACK = "send-back"

    @property
    def is_of_doubts(self) -> bool:
        return self in (Do.SET_ASIDE, Do.TAKE_UP)


DONE: Final = {
    Do.BEGIN: "The text is begun as a draft. The public goes on reading what it read.",
    Do.SAVE: "The draft is saved. The public does not read it before it is approved.",
    Do.SUBMIT: "The text is submitted; the public reads it once somebody else has approved it.",
    Do.SET_ASIDE: "The doubt is set aside, with your reason.",
    Do.TAKE_UP: "The doubt stands again.",
    Do.DISCARD: "The draft is discarded; what was approved stands as it stood.",
    Do.APPROVE: "The text is approved; the public reads it from now on.",
    Do.SEND_BACK: "The text is sent back: it is a draft again, with your reason.",
}
UNCHANGED: Final = "Nothing was changed: the text stands like that already."


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Which text: its indicator and committee by their keys, and the month."""

    address: str
    indicator: int
    committee: int
    month: Period


@dataclass(frozen=True, slots=True)
class May:
    """What somebody may do with the text."""

    write: bool
    approve: bool

    @classmethod
    def of(cls, user: Any, place: TextPlace) -> May:
        keys = (place.indicator, place.committee)
        return cls(rights.may_for_keys(user, WRITE, *keys), rights.may_for_keys(user, APPROVE, *keys))

    def press(self, do: Do) -> bool:
        if do.is_of_doubts:
            return self.write or self.approve
        return self.approve if do in (Do.APPROVE, Do.SEND_BACK) else self.write


@dataclass(frozen=True, slots=True)
class Pressed:
    """One button as it was pressed, and the key of the doubt that it stands at."""

    do: Do
    key: str = ""

    @classmethod
    def read(cls, data: QueryDict) -> Pressed | None:
        name, _, key = data.get("do", "").partition(" ")
        return cls(Do(name), key) if name in set(Do) else None


class Doing:
    """Does what a button says, over the version that was seen. Raises `TextRefused` and `Conflict`."""

    def __init__(self, place: TextPlace, user: Any, data: QueryDict) -> None:
        self._keys: dict[str, Any] = {"indicator": place.indicator, "month": place.month, "by": user}
        self._data = data

    def save(self, typed: TypedText) -> Written:
        """What was typed, saved; the next step goes over the version that this made."""
        written = save_text(parts=typed.parts, version=typed.version, **self._keys)
        typed.version = written.version
        return written

    def step(self, do: Do, version: int | None) -> None:
        """One step of the text on its way."""
        if do is Do.BEGIN:
            begin_text(**self._keys)
            return
        seen = {"version": version or 0, **self._keys}
        if do is Do.SEND_BACK:
            send_back_text(reason=self._data.get("reason", ""), **seen)
        else:
            {Do.SUBMIT: submit_text, Do.APPROVE: approve_text, Do.DISCARD: discard_text}[do](**seen)

    def answer(self, pressed: Pressed, reading: Reading) -> None:
        """Sets a doubt of the text aside, or takes it up again."""
        if pressed.do is Do.TAKE_UP:
            withdraw_set_aside(key=pressed.key, **self._keys)
            return
        found = next((one.finding for one in reading.doubts if one.finding.key == pressed.key), None)
        if found is None:
            raise TextRefused("the sentence does not stand there any more, so there is nothing to set aside")
        set_aside_finding(
            sentence=found.sentence,
            said=found.said,
            verdict=found.verdict,
            key=found.key,
            reason=self._data.get(f"reason {found.key}", ""),
            **self._keys,
        )
