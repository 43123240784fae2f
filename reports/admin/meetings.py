"""Meetings of a committee: their day, time and place, and by when what goes to them must be published."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from indicators.admin.registers import HISTORY, KeptAdmin
from indicators.domain.periods import FIRST_YEAR, KNOWN, LAST_YEAR
from reports.actions import follow_meeting
from reports.models import Meeting, PaperVersion
from reports.wording.numbers import counted
from reports.wording.papers import deadline_words
from reports.working_days import CLEAR_DAYS, publish_by


class MeetingForm(forms.ModelForm):
    change_reason = forms.CharField(
        label="Reason for the change", required=False, max_length=100, help_text="Kept with the change in its history."
    )

    def clean_day(self) -> date:
        """A slip such as 0217 would be a day of which no list could say by when its papers are due."""
        day: date = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"Look at the year: {KNOWN}.")
        return day


@admin.register(Meeting)
class MeetingAdmin(KeptAdmin):
    """The day stands in the lasting address of every paper to the meeting: once one is locked it cannot change."""

    form = MeetingForm
    of_committee = "committee"
    list_display = ("when", "where", "time", "place", "publish", "has_papers")
    list_display_links = ("when",)
    list_filter = ("committee",)
    list_select_related = ("committee",)
    search_fields = ("committee__name", "place")
    settled = ("committee",)
    formfield_overrides: ClassVar = {
        models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
        models.TimeField: {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")},
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        return super().get_queryset(request).annotate(paper_count=Count("papers"))

    def get_fieldsets(self, request: HttpRequest, obj: Meeting | None = None) -> Any:
        when = ("committee", "day", "time", "place")
        return ((None, {"fields": when if obj is None else (*when, "publish")}), HISTORY)

    def get_readonly_fields(self, request: HttpRequest, obj: Meeting | None = None) -> tuple[str, ...]:
        found = super().get_readonly_fields(request, obj)
        if obj is None:
            return found
        locked = PaperVersion.objects.filter(paper__meeting=obj).exists()
        return (*found, "publish", *(("day",) if locked else ()))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "day" in form.changed_data:
            follow_meeting(meeting=obj.pk, was=form.initial["day"], by=request.user)

    @admin.display(description="meeting", ordering="day")
    def when(self, row: Meeting) -> str:
        return f"{row.day.day} {row.day:%B %Y}"

    @admin.display(description="committee", ordering="committee__name")
    def where(self, row: Meeting) -> str:
        return str(row.committee)

    @admin.display(description="papers", ordering="paper_count")
    def has_papers(self, row: Any) -> str:
        return counted(row.paper_count, "paper") if row.paper_count else "none yet"

    @admin.display(description="publish its papers by")
    def publish(self, row: Meeting) -> str:
        return publish_words(row.day, timezone.localdate())


def publish_words(meeting: date, today: date) -> str:
    """By when the papers of a meeting are published in time, and how far away that is."""
    return deadline_words(publish_by(meeting), meeting, today, CLEAR_DAYS)
