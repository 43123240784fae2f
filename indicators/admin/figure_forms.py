"""The forms of a figure and of a target, each with the fields that the indicator has."""

from __future__ import annotations

from django import forms
from django.contrib.auth.models import AbstractBaseUser

from indicators.actions import FigureEntry, Kind, Loaded, TargetEntry, change_figure, change_target
from indicators.admin.entry_forms import RecordForm, long_text, number
from indicators.admin.fields import ReadField
from indicators.domain.definitions import Basis, Colour, Polarity, Unit
from indicators.domain.periods import Frequency
from indicators.domain.series import Status
from indicators.importing import cells
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
KEPT = "The decimal places are kept as typed."
PROFILE_HELP = (
    "How a year's target runs through the months: flat, or linear 590 (from there to the target in March){shares}. "
    "Empty: it stands for the end of the year only."
)
SHARES_HELP = ", or shares 25 50 75 100 (of the year's total, quarter by quarter)"


class FigureForm(RecordForm):
    """A value, or the reason for none; a judgement has a colour instead of a value."""

    kind = Kind.FIGURE
    value = number(cells.value_or_nothing, required=False)
    numerator = number(parse_value, required=False)
    denominator = number(
        parse_value, required=False, help_text="With numerator and denominator the value may be left empty."
    )
    status = forms.ChoiceField(choices=StatusChoices, initial=StatusChoices.FINAL)
    judged = forms.ChoiceField(choices=[("", "Not judged"), *Judged.choices], required=False)
    reason = long_text(2, required=False)
    note = long_text(2, required=False, help_text="Kept with the figure.")

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

    def record(self, by: AbstractBaseUser) -> Loaded:
        data = self.cleaned_data
        entry = FigureEntry(
            value=data.get("value"),
            value_text=self.typed("value") if "value" in self.fields else "",
            numerator=data.get("numerator"),
            denominator=data.get("denominator"),
            status=Status(data["status"]),
            reason=data["reason"],
            judged=Colour(data["judged"]) if data.get("judged") else None,
            note=data["note"],
        )
        return change_figure(
            indicator=self.indicator,
            period=self.period,
            entry=entry,
            by=by,
            reason=data.get("why", ""),
            expected_version=data["version"],
        )


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
