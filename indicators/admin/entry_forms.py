"""Forms through which figures, targets, overrides and flags are recorded, changed and withdrawn.

They read what people type; whether it may stand is decided by the actions, whose problems become errors at the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import QueryDict

from indicators.actions import Conflict, Kind, Refused
from indicators.admin.fields import ReadField, add_problem
from indicators.admin.limits import AllowedChoice
from indicators.domain.definitions import Basis, Polarity, Unit
from indicators.domain.periods import ACCEPTED, Frequency, Period
from indicators.importing import cells
from indicators.importing.known import KnownIndicator
from indicators.importing.target_checks import wrong_period
from indicators.models import Indicator
from indicators.models.decisions import FlagRule

COLUMNS = {
    "value": "Value",
    "value_to": "Upper end of the range",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "status": "Status",
    "reason": "Reason",
    "judged": "Judged",
    "note": "Note",
    "profile": "Through the year",
    "rating": "Rating",
    "rule": "Rule",
    "state": "State",
    "checked": "Said to the doubt",
}
"""What the columns of figures, targets, overrides and flags are called wherever two versions stand side by side."""


def long_text(rows: int = 3, **kwargs: Any) -> ReadField:
    """A field for a text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows, "cols": 60})
    return ReadField(read=cells.long_text, widget=widget, **kwargs)


def number(read: Callable[[str], Any], **kwargs: Any) -> ReadField:
    """A field for one number, empty for none."""
    return ReadField(read=read, empty_value=None, **kwargs)


class IndicatorChoice(AllowedChoice):
    """An indicator by its code; the list names it too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Indicator.objects.order_by("code"), to_field_name="code", **kwargs)


class StartForm(forms.Form):
    """Which indicator, which period: asked first, so that the form that follows fits."""

    years_too: ClassVar[bool] = False
    indicator = IndicatorChoice()
    period = ReadField(read=cells.period, help_text=f"{ACCEPTED[:1].upper()}{ACCEPTED[1:]}.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        indicator, period = self.cleaned_data.get("indicator"), self.cleaned_data.get("period")
        if indicator and period and (message := wrong_period(period, facts_of(indicator), self.years_too)):
            self.add_error("period", message)
        return self.cleaned_data

    @property
    def place(self) -> dict[str, str]:
        """What the address of the next page is made of."""
        return {"address": self.cleaned_data["indicator"].address, "period": self.cleaned_data["period"].address}


class TargetStartForm(StartForm):
    years_too = True


class FlagStartForm(StartForm):
    rule = forms.ChoiceField(choices=FlagRule)

    @property
    def place(self) -> dict[str, str]:
        return {**super().place, "rule": self.cleaned_data["rule"]}


def facts_of(indicator: Indicator) -> KnownIndicator:
    """What the checks need to know of an indicator."""
    return KnownIndicator(
        indicator.code,
        "",
        Polarity(indicator.good_is),
        Unit(indicator.unit),
        Frequency(indicator.frequency),
        Basis(indicator.basis),
    )


class RecordForm(forms.Form):
    """One entry as somebody wants it to stand, and why where one stands already.

    `version` is the one they saw. A `Conflict` gives the same form again `against` what stands now, with everything
    they typed. `meanwhile` says in words what stands while they type.
    """

    kind: ClassVar[Kind]
    why = long_text(2, label="Reason for the change", required=False, help_text="Kept with the change, for auditors.")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order: ClassVar[tuple[str, ...]] = (*COLUMNS, "why", "version")
    meanwhile: tuple[str, ...] = ()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        indicator: Indicator,
        period: Period,
        standing: Any,
        **place: Any,
    ) -> None:
        super().__init__(data, initial={} if standing is None else self.initial_of(standing))
        self.indicator, self.period, self.standing, self.place = indicator, period, standing, place
        self.conflict: Conflict | None = None
        self.fit()
        if "why" in self.fields and not self.corrects and not (data or {}).get("why"):
            del self.fields["why"]  # the first entry of a period needs none

    def initial_of(self, standing: Any) -> dict[str, Any]:
        """What the form opens with, where an entry stands already."""
        return {name: getattr(standing, name) for name in (*self.kind.columns, "version") if hasattr(standing, name)}

    @property
    def corrects(self) -> bool:
        """Does it change what only a reason changes?"""
        return self.standing is not None

    def fit(self) -> None:
        """Leaves only the fields that this indicator has."""

    def record(self, by: AbstractBaseUser) -> Any:
        """Does what was typed and gives what became of it. Raises `Refused` and `Conflict`."""
        raise NotImplementedError

    def add_refused(self, refused: Refused) -> None:
        """Shows what the action found at the fields."""
        for problem in refused.problems:
            if problem.is_error:
                field = "why" if problem in refused.reason_needed else problem.column
                add_problem(self, field, problem)

    def against(self, conflict: Conflict, standing: Any) -> RecordForm:
        """The form again, now over the version that stands: what was typed stays typed."""
        data = self.data.copy()
        data["version"] = self.version_over(conflict, standing)
        form = type(self)(data, indicator=self.indicator, period=self.period, standing=standing, **self.place)
        form.conflict = conflict
        return form

    def version_over(self, conflict: Conflict, standing: Any) -> str:
        """What whoever looks at the form now has seen."""
        return "" if conflict.version is None else str(conflict.version)

    def side_by_side(self) -> Iterator[tuple[str, str, str]]:
        """For each field: what it is called, what stands now, what was typed."""
        standing = (self.conflict.standing if self.conflict else None) or {}
        for name in self.kind.columns:
            if name in self.fields:
                choices = dict(getattr(self.fields[name], "choices", ()))
                now, typed = standing.get(name) or "", str(self[name].value() or "")
                yield COLUMNS[name], str(choices.get(now, now)), str(choices.get(typed, typed))

    def typed(self, name: str) -> str:
        """A field as it was typed, not as it was read."""
        return str(self[name].value() or "").strip()


class WithdrawForm(forms.Form):
    """Why an entry is taken back; nothing else is asked."""

    why = long_text(2, label="Reason for withdrawing it", help_text="Kept with the change, for auditors.")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
