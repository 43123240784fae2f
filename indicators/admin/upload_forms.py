"""Forms of an upload: which round, which file, which sheet; what confirming and undoing ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q

from indicators.actions import Group, PackedPreview
from indicators.admin.entry_forms import long_text
from indicators.admin.fields import ReadField
from indicators.admin.limits import AllowedChoice
from indicators.admin.texts import month
from indicators.importing.problems import quoted
from indicators.models import Committee

ACCEPTED = "CSV or XLSX (in Excel: Save As, then “CSV UTF-8” or “Excel Workbook”)"


class RoundForm(forms.Form):
    """Which round the figures are for: asked first, unless the address says it."""

    committee = AllowedChoice(queryset=Committee.objects.order_by("council", "name"), to_field_name="slug")
    month = ReadField(
        read=month,
        label="Month of the round",
        help_text="Such as December 2016. The file may hold figures of other months too.",
    )

    def __init__(self, *args: Any, offered: Q, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees = self.fields["committee"].queryset.filter(offered)
        self.fields["committee"].queryset = committees
        only = list(committees[:2])
        if len(only) == 1:
            self.initial.setdefault("committee", only[0].slug)


class FileForm(forms.Form):
    """The file. `too_large` is the name of one that was too large to be kept."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,  # told in the reader's words
        label="File of figures",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xlsm,.txt,.tsv,text/csv"}),
    )

    def __init__(self, *args: Any, too_large: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.fields["file"].help_text = f"{ACCEPTED}, at most {settings.UPLOAD_FILE_MB} MB."

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if self.too_large:
            most = settings.UPLOAD_FILE_MB
            raise forms.ValidationError(
                f"{quoted(self.too_large)} is larger than {most} MB. Accepted: at most {most} MB, such as the sheet of "
                "figures alone, saved as CSV."
            )
        if file is None:
            raise forms.ValidationError(f"No file was chosen. Accepted: {ACCEPTED}.")
        return file


class SheetForm(forms.Form):
    """Several sheets could be meant."""

    sheet = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, label="Which sheet holds the figures?")

    def __init__(self, *args: Any, sheets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = list(enumerate(sheets))
        self.fields["sheet"].error_messages["required"] = "Choose one of the sheets."


class ConfirmForm(forms.Form):
    """What the preview leaves open: a reason where verified figures change, a tick and what was checked where figures
    look odd. `shown` is the mark of the preview that they saw."""

    why = long_text(
        2,
        label="Why do verified figures change?",
        required=False,
        help_text="Kept with each of these figures, for auditors.",
    )
    tick = forms.BooleanField(label="I have checked the figures that look odd", required=False)
    checked = long_text(
        2, label="What did you check?", required=False, help_text="Kept with each of these figures, for auditors."
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, preview: PackedPreview) -> None:
        super().__init__(data, initial={"shown": preview.mark})
        self.preview = preview
        self.is_stale = False
        if not (preview.needs_why or preview.doubted_need_why):
            del self.fields["why"]
        if not preview.counts[Group.DOUBTED]:
            del self.fields["tick"], self.fields["checked"]

    @property
    def figures(self) -> int:
        """How many would be written, as the form was filled in."""
        counts = self.preview.counts
        offered = sum(counts[group] for group in Group if group not in (Group.REFUSED, Group.UNCHANGED, Group.DOUBTED))
        return offered + (counts[Group.DOUBTED] if self.cleaned_data.get("tick") else 0)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("shown") != self.preview.mark:
            self.is_stale = True
            self.add_error(None, "The figures below are not those you were shown. Look at them again, then confirm.")
        if "checked" in data and data["checked"] and not data.get("tick"):
            self.add_error("tick", "Tick this as well, or take out what you checked.")
        if "checked" in data and data.get("tick") and not data["checked"]:
            self.add_error("checked", "Say in a few words what you checked; it is kept with the figures.")
        if "tick" in self.fields and not self.errors and not self.figures:
            self.add_error("tick", "Tick this and say what you checked, or let this file go: nothing else is new.")
        needed = self.preview.needs_why or (self.preview.doubted_need_why and data.get("tick"))
        if "why" in data and needed and not data["why"]:
            self.add_error("why", "Say why these verified figures change; the reason is kept for auditors.")
        return data


class UndoForm(forms.Form):
    why = long_text(
        2, label="Why is this upload undone?", help_text="Kept with every figure that becomes what it was before."
    )
