"""Texts with which the parts of a committee's new papers begin, in the place of ours."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import Truncator

from indicators.admin.registers import HISTORY, KeptAdmin
from reports.admin.typed_words import words_field
from reports.models import StandingText
from reports.wording.papers import STANDARD_PARTS

HEADINGS: Final = {part.key: part.heading for part in STANDARD_PARTS}
OURS: Final = {part.key: part.text for part in STANDARD_PARTS}
SHOWN: Final = 100


class StandingTextForm(forms.ModelForm):
    text = words_field(label="Text")
    change_reason = forms.CharField(
        label="Reason for the change", required=False, max_length=100, help_text="Kept with the change in its history."
    )


@admin.register(StandingText)
class StandingTextAdmin(KeptAdmin):
    """Papers that are begun already keep what they began with."""

    form = StandingTextForm
    of_committee = "committee"
    list_display = ("heading", "where", "in_short")
    list_display_links = ("heading",)
    list_filter = ("committee",)
    list_select_related = ("committee",)
    search_fields = ("part", "text", "committee__name")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The part is one of the standard format."""
        if db_field.name == "part":
            choices = [("", "---------"), *HEADINGS.items()]
            return forms.ChoiceField(choices=choices, label="Part", help_text=db_field.help_text)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: StandingText | None = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("committee", "part", "text")}), HISTORY)
        return ((None, {"fields": ("committee", "heading", "text", "ours")}), HISTORY)

    def get_readonly_fields(self, request: HttpRequest, obj: StandingText | None = None) -> tuple[str, ...]:
        found = super().get_readonly_fields(request, obj)
        return found if obj is None else (*found, "committee", "heading", "ours")

    @admin.display(description="part", ordering="part")
    def heading(self, row: StandingText) -> str:
        return HEADINGS.get(row.part, row.part)

    @admin.display(description="committee", ordering="committee__name")
    def where(self, row: StandingText) -> str:
        return str(row.committee)

    @admin.display(description="text")
    def in_short(self, row: StandingText) -> str:
        return Truncator(row.text).chars(SHOWN) or "Empty: the part begins without a text."

    @admin.display(description="without it the part begins with")
    def ours(self, row: StandingText) -> str:
        return OURS.get(row.part, "") or "No text."
