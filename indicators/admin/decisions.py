"""What a person decides about a verdict: a rating set by hand, a rule said to apply. Always with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404

from indicators.actions import Kind, Loaded, set_flag, set_override
from indicators.admin.entries import EntryAdmin
from indicators.admin.entry_forms import FlagStartForm, RecordForm, long_text
from indicators.domain.definitions import Colour
from indicators.models import ExceptionFlag, RatingOverride
from indicators.models.decisions import FlagRule
from indicators.models.figures import Judged


class DecisionForm(RecordForm):
    """A decision's reason is shown with it, and is kept as the reason of the change too."""

    why = None
    version = None


class OverrideForm(DecisionForm):
    kind = Kind.OVERRIDE
    rating = forms.ChoiceField(choices=Judged)
    reason = long_text(3, help_text="Shown beside the rating, with the colour that was computed.")

    def record(self, by: AbstractBaseUser) -> Loaded:
        data = self.cleaned_data
        return set_override(
            indicator=self.indicator, period=self.period, colour=Colour(data["rating"]), reason=data["reason"], by=by
        )


class FlagForm(DecisionForm):
    kind = Kind.FLAG
    reason = long_text(3, help_text="The budget line, the corporate risk or the reason; shown with the exception.")

    def record(self, by: AbstractBaseUser) -> Loaded:
        return set_flag(
            indicator=self.indicator,
            period=self.period,
            rule=self.place["rule"],
            reason=self.cleaned_data["reason"],
            by=by,
        )


@admin.register(RatingOverride)
class OverrideAdmin(EntryAdmin):
    kind = Kind.OVERRIDE
    record_form = OverrideForm
    list_display = ("what", "when", "rating", "reason")
    list_filter = ("indicator__committee", "rating")


@admin.register(ExceptionFlag)
class FlagAdmin(EntryAdmin):
    kind = Kind.FLAG
    record_form = FlagForm
    start_form = FlagStartForm
    place = f"{EntryAdmin.place}/<slug:rule>"
    list_display = ("what", "when", "rule", "reason")
    list_filter = ("indicator__committee", "rule")

    def standing(self, indicator: Any, period: Any, **place: str) -> Any:
        if place.get("rule") not in FlagRule.values:
            raise Http404(f"There is no rule {place.get('rule')!r}.")
        return super().standing(indicator, period, **place)
