"""The forms of a figure and of a target, each with the fields that the indicator has."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser

from indicators.actions import (
    Conflict,
    Entered,
    Entry,
    Kind,
    Loaded,
    Refused,
    Result,
    Seen,
    TargetEntry,
    change_target,
    enter_figures,
)
from indicators.admin.doubt_words import doubt_words
from indicators.admin.entry_forms import RecordForm, long_text, number
from indicators.admin.fields import ReadField
from indicators.admin.figure_rows import FigureRows, name_of
from indicators.domain.definitions import Basis, Colour, Polarity, Unit
from indicators.domain.periods import Frequency
from indicators.domain.plausibility import Doubt
from indicators.domain.series import Status
from indicators.importing import cells
from indicators.importing.problems import Problem
from indicators.importing.rows import FigureRow
from indicators.importing.values import parse_value
from indicators.models.figures import Judged
from indicators.models.figures import Status as StatusChoices

UNIT_HELP = {
    Unit.PERCENT: "In per cent: 86.2 or 86.2%.",
    Unit.PER_100K: "Per 100,000 people: 616.4.",
    Unit.COUNT: "How many: 2207 or 2,207.",
    Unit.DAYS: "In days: 3.3.",
    Unit.POUNDS: "In pounds: 1050 or £1,050.",
    Unit.SCORE: "The score: 19.4.",
    Unit.RATIO: "The ratio: 0.86.",
    Unit.JUDGEMENT: "",
}
ROW = 1
TICK = ("sure", "checked", "doubted")
KEPT = "The decimal places are kept as typed."
PROFILE_HELP = (
    "How a year's target runs through the months: flat, or linear 590 (from there to the target in March){shares}. "
    "Empty: it stands for the end of the year only."
)
SHARES_HELP = ", or shares 25 50 75 100 (of the year's total, quarter by quarter)"
SURE = "I have checked this: the figure is right"
SAY_WHAT = "Say what you checked. It is kept with the figure, for whoever verifies it."


class FigureForm(RecordForm):
    """A value, or the reason for none; a judgement has a colour instead of a value. It becomes a draft.

    It opens on the draft where one is on its way; `version` is the mark of what it showed. Where a figure looks like a
    slip it asks for a tick and a reason, which count for the numbers in doubt (`doubted`) and no others.
    """

    kind = Kind.FIGURE
    standing: FigureRows | None
    value = number(cells.value_or_nothing, required=False)
    numerator = number(parse_value, required=False)
    denominator = number(
        parse_value, required=False, help_text="With numerator and denominator the value may be left empty."
    )
    sure = forms.BooleanField(label=SURE, label_suffix="", required=False)
    checked = long_text(2, label="What you checked", required=False, help_text="Kept with the figure.")
    doubted = forms.CharField(required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(choices=StatusChoices, initial=StatusChoices.FINAL)
    judged = forms.ChoiceField(choices=[("", "Not judged"), *Judged.choices], required=False)
    reason = long_text(2, required=False)
    note = long_text(2, required=False, help_text="Kept with the figure.")
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("value", "numerator", "denominator", "sure", "checked", "status", "judged", "reason", "note", "why")

    def initial_of(self, standing: FigureRows) -> dict[str, Any]:
        row = standing.newest
        return {**{name: getattr(row, name) for name in (*self.kind.columns, "why")}, "version": str(standing.seen)}

    def fit(self) -> None:
        unit = Unit(self.indicator.unit)
        if unit is Unit.JUDGEMENT:
            for name in ("value", "numerator", "denominator"):
                del self.fields[name]
            self.fields["reason"].label = "Why it is judged so, or why it is not"
        else:
            del self.fields["judged"]
            self.fields["value"].help_text = f"{UNIT_HELP[unit]} {KEPT}"
            self.fields["reason"].label = "Reason for no value"
            self.fields["reason"].help_text = "In words, where the figure cannot be reported."
        if not self.data.get("doubted"):
            for name in TICK:
                del self.fields[name]

    @property
    def corrects(self) -> bool:
        return self.standing is not None and self.standing.corrects

    @property
    def meanwhile(self) -> tuple[str, ...]:
        """What is on its way already, what the public sees meanwhile, and what becomes of what is typed here."""
        rows = self.standing or FigureRows()
        draft, said = rows.on_its_way, []
        if draft is not None:
            opens = "" if self.is_bound else " The form opens on it."
            said.append(f"{draft.get_state_display()}: {name_of(draft.entered_by)} entered it.{opens}")
            if draft.sent_back:
                said.append(f"It was sent back: {draft.sent_back}")
            if draft.state == "submitted":
                said.append("It is submitted; with a change it is a draft again.")
        said.append(
            f"The public sees {rows.public}. What you save here is kept as a draft; the public sees it once somebody "
            "else has verified it."
        )
        return tuple(said)

    def record(self, by: AbstractBaseUser) -> Entered:
        data = self.cleaned_data
        row = FigureRow(
            row=ROW,
            given=frozenset(self.kind.columns),
            code=self.indicator.code,
            period=self.period,
            value=data.get("value"),
            value_text=self.typed("value") if "value" in self.fields else "",
            numerator=data.get("numerator"),
            denominator=data.get("denominator"),
            status=Status(data["status"]),
            reason=data["reason"],
            judged=Colour(data["judged"]) if data.get("judged") else None,
            note=data["note"],
        )
        checked = data["checked"] if self._ticked else ""
        seen = Seen.read(data["version"]) or Seen()
        entry = Entry(row=row, seen=seen, why=data.get("why", ""), checked=checked)
        (entered,) = enter_figures([entry], by=by)
        if entered.result is Result.CONFLICT:
            raise Conflict(entered.old and dict(zip(self.kind.columns, entered.old, strict=True)), entered.seen)
        if not entered.is_kept:
            asked = self._ask(entered.doubts) if entered.doubts and not checked else ()
            raise Refused((*asked, *entered.problems), entered.problems if entered.why_needed else ())
        return entered

    def version_over(self, conflict: Conflict, standing: FigureRows | None) -> str:
        rows = standing or FigureRows()
        return str(rows.seen) if rows.seen == conflict.version else ""

    @property
    def _numbers(self) -> str:
        """The numbers typed, as they were read."""
        return " ".join(str(self.cleaned_data.get(name)) for name in ("value", "numerator", "denominator"))

    @property
    def _ticked(self) -> bool:
        """Did they tick that these numbers are right?"""
        return bool(self.cleaned_data.get("sure")) and self.cleaned_data["doubted"] == self._numbers

    def _ask(self, doubts: Sequence[Doubt]) -> tuple[Problem, ...]:
        """Puts the tick on the form, for the numbers that are in doubt now. Gives what is still to be said or done."""
        unit, decimals = Unit(self.indicator.unit), self.indicator.decimals
        words = [doubt_words(one, unit, decimals) for one in doubts]
        if self._ticked:
            self["checked"].help_text = " ".join(words)
            return (self._problem("checked", SAY_WHAT),)
        for name in TICK:
            self.fields.setdefault(name, deepcopy(self.base_fields[name]))
        self.order_fields(self.field_order)
        self.data = self.data.copy()
        self.data["doubted"] = self._numbers
        self.data.pop("sure", None)
        return tuple(self._problem("sure", one) for one in words)

    def _problem(self, field: str, message: str) -> Problem:
        return Problem(self.kind.file, ROW, field, "", message)


class TargetForm(RecordForm):
    """What is aimed at for one period, or for a year and on the way there."""

    kind = Kind.TARGET
    value = number(parse_value)
    value_to = number(parse_value, label="Upper end of the range")
    profile = ReadField(read=cells.profile, label="Through the year", required=False)
    note = long_text(2, required=False, help_text="Where the target comes from.")

    def fit(self) -> None:
        unit, good_is = Unit(self.indicator.unit), Polarity(self.indicator.good_is)
        self.fields["value"].help_text = f"{UNIT_HELP[unit]} {KEPT}"
        if good_is is Polarity.RANGE:
            self.fields["value"].label = "Lower end of the range"
        else:
            del self.fields["value_to"]
        is_of_a_year = self.period.frequency is Frequency.ANNUAL
        if not is_of_a_year or Frequency(self.indicator.frequency) is Frequency.ANNUAL:
            del self.fields["profile"]
        else:
            running = Basis(self.indicator.basis) is Basis.YEAR_TO_DATE
            self.fields["profile"].help_text = PROFILE_HELP.format(shares=SHARES_HELP if running else "")

    def record(self, by: AbstractBaseUser) -> Loaded:
        data = self.cleaned_data
        entry = TargetEntry(
            value=data["value"],
            value_text=self.typed("value"),
            value_to=data.get("value_to"),
            profile=data.get("profile", ""),
            note=data["note"],
        )
        return change_target(
            indicator=self.indicator,
            period=self.period,
            entry=entry,
            by=by,
            reason=data.get("why", ""),
            expected_version=data["version"],
        )
