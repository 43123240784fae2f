"""Report-card text: what the lead officer says of an indicator beside its figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from indicators import rights
from indicators.admin.fields import StoredField
from indicators.admin.registers import HISTORY, KeptAdmin
from indicators.domain.periods import Frequency, Period
from indicators.importing import cells
from indicators.importing.problems import quoted
from indicators.importing.report_cards import part_text
from indicators.importing.values import ValueProblem
from indicators.models import ReportCardText

PARTS = ("why", "explains", "success", "actions")


def month(text: str) -> Period:
    """The month of a dashboard, however it is written."""
    found = cells.period(text)
    if found.frequency is not Frequency.MONTHLY:
        raise ValueProblem(f"{quoted(text)} is a {found.frequency.noun}; accepted: a month such as 2017-01 or Jan 2017")
    return found


class ReportCardTextForm(forms.ModelForm):
    change_reason = forms.CharField(
        label="Reason for the change", required=False, max_length=100, help_text="Kept with the change in its history."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("period", *PARTS):
            field = self.fields.get(name)
            if field is not None:
                self.fields[name] = StoredField(
                    read=month if name == "period" else part_text,
                    required=field.required,
                    label=field.label,
                    help_text=field.help_text,
                    widget=field.widget,
                )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not any(self.cleaned_data.get(name) for name in PARTS):
            raise forms.ValidationError("Write something in at least one part: a report card without text shows none.")
        return self.cleaned_data


@admin.register(ReportCardText)
class ReportCardTextAdmin(KeptAdmin):
    form = ReportCardTextForm
    list_display = ("indicator", "month", "parts")
    list_filter = ("indicator__committee",)
    list_select_related = ("indicator",)
    search_fields = ("indicator__code", "indicator__name", *PARTS)
    ordering = ("-period", "indicator__code")
    settled = ("indicator", "period")
    fieldsets = ((None, {"fields": ("indicator", "period")}), ("The text", {"fields": PARTS}), HISTORY)

    def may(self, request: HttpRequest, verb: str, row: ReportCardText) -> bool:
        """A lead officer writes of the indicators that are theirs."""
        return rights.may_for(request.user, self.permission(verb), row.indicator)

    @admin.display(description="dashboard month", ordering="period")
    def month(self, row: ReportCardText) -> str:
        return cells.period(row.period).label

    @admin.display(description="written")
    def parts(self, row: ReportCardText) -> str:
        """Which parts have words."""
        return ", ".join(str(row._meta.get_field(name).verbose_name) for name in PARTS if getattr(row, name))
