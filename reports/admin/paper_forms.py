"""Forms with which a paper is begun, changed, locked and corrected. What may stand is decided by the actions."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.text import slugify

from indicators.admin.fields import ReadField
from indicators.admin.limits import AllowedChoice
from indicators.domain.errors import PeriodError
from indicators.domain.periods import Frequency, Period, parse
from reports.admin.typed_words import day_field, sentence_field, words_field
from reports.models import Meeting, Paper, PaperPart
from reports.models.papers import ClearanceKind
from reports.wording.papers import EXEMPT

LONGEST_ADDRESS: Final = 60
KEPT_WITH_HISTORY: Final = 100
"""A history keeps so many letters of a reason."""
TITLE: Final = "Performance monitoring report"


def month(text: str) -> Period:
    """The month of a dashboard, however it is written."""
    try:
        found = parse(text)
    except PeriodError as error:
        raise forms.ValidationError(f"{error}") from error
    if found.frequency is not Frequency.MONTHLY:
        raise forms.ValidationError(f"{found.name} is a {found.frequency.noun}. Write a month such as January 2017.")
    return found


def _length(model: Any, name: str) -> int:
    return int(model._meta.get_field(name).max_length)


def short_text(model: Any, name: str, **kwargs: Any) -> forms.CharField:
    """A text on one line, as long as it may be stored."""
    return forms.CharField(max_length=_length(model, name), **kwargs)


class BeginForm(forms.Form):
    """To which meeting, as at which month, and what the cover says."""

    meeting = AllowedChoice(queryset=Meeting.objects.none())
    month = ReadField(
        read=month,
        required=False,
        label="Dashboard month",
        help_text="Such as January 2017 or 2017-01. Leave it empty for the newest month with verified figures.",
    )
    title = short_text(Paper, "title", initial=TITLE)
    slug = forms.SlugField(
        required=False,
        max_length=LONGEST_ADDRESS,
        label="Name in its address",
        help_text=(
            "Small letters, digits and hyphens. The paper’s address is lasting, so this never changes. Leave it empty "
            "to take the title."
        ),
    )
    item = short_text(Paper, "item", required=False, label="Item number", help_text="On the agenda, if it is known.")
    director = short_text(
        Paper,
        "director",
        required=False,
        label="Responsible director",
        help_text="The role, such as Director of Adult Social Services.",
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if "slug" in data and not data["slug"]:
            data["slug"] = slugify(data.get("title", ""))[:LONGEST_ADDRESS].strip("-")
            if not data["slug"] and "title" in data:
                self.add_error("slug", "The title has no letter that an address may have. Write a name here.")
        return data


class AboutForm(forms.Form):
    """What the paper says of itself. `version` is the one that was on the screen."""

    title = short_text(Paper, "title")
    item = short_text(Paper, "item", required=False, label="Item number")
    director = short_text(
        Paper,
        "director",
        required=False,
        label="Responsible director",
        help_text="The role, such as Director of Adult Social Services. It stands on the cover.",
    )
    urgency = sentence_field(
        label="Reason of urgency",
        help_text="Only for a paper that is published late. It is printed on the cover of the paper.",
    )
    retained_until = day_field(
        label="Kept until", help_text="Six years after the meeting unless you decide otherwise. Nothing is deleted."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PartForm(forms.Form):
    """The heading and the text of a part. `version` is the one that was on the screen."""

    heading = short_text(PaperPart, "heading")
    text = words_field(label="Text")
    version = forms.IntegerField(widget=forms.HiddenInput)


class LeaveOutForm(forms.Form):
    reason = sentence_field(
        label="Why it is left out", help_text="Printed at the end of the paper, under “Parts left out”.", required=True
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ExemptForm(forms.Form):
    """By which paragraph of Schedule 12A a part is withheld, and what everybody is told of it."""

    paragraph = forms.TypedChoiceField(
        coerce=int,
        label="Paragraph of Schedule 12A",
        choices=[("", "---------"), *((number, f"{number}: {words}") for number, words in EXEMPT.items())],
    )
    reason = sentence_field(
        required=True,
        label="Reason that everybody reads",
        help_text="Printed in the public paper in the place of the part. Say nothing here that is not for publication.",
    )
    review = day_field(required=False, label="Looked at again on", help_text="When it is asked whether it may be open.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class AddPartForm(forms.Form):
    """A part of the paper's own."""

    heading = short_text(PaperPart, "heading")
    appendix = forms.BooleanField(required=False, label="As an appendix")


class AddCardForm(forms.Form):
    """A report card of an indicator that no rule reports."""

    indicator = forms.ChoiceField()


class AcceptAlikeForm(forms.Form):
    """Why several findings of one kind stand, for the one reason they share."""

    reason = sentence_field(1, required=True)


class AcceptForm(AcceptAlikeForm):
    """Why something stands although preflight found it."""

    finding = forms.CharField(max_length=100, widget=forms.HiddenInput)


class ClearanceForm(forms.Form):
    """That finance or legal has seen the paper; emptied, that it has not."""

    kind = forms.ChoiceField(choices=ClearanceKind, widget=forms.HiddenInput)
    comment = sentence_field(label="Comment", help_text="Printed with the clearance, in the public paper too.")
    initials = forms.CharField(max_length=10, required=False)
    day = day_field(required=False, label="Date")


class CorrectionForm(forms.Form):
    """Which version a correction makes, and why."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=(
            ("minor", "A minor correction: a slip that changes nothing that was decided"),
            ("major", "A major correction: something that members may have relied on"),
            ("supplement", "A supplement: only the report cards that changed"),
        ),
        widget=forms.RadioSelect,
        initial="minor",
    )
    reason = sentence_field(required=True, label="Reason", help_text="Printed with the new version.")


class PublishForm(forms.Form):
    """Why a version is published late."""

    urgency = sentence_field(
        label="Reason of urgency", help_text="Published with the paper, because it is published late."
    )


class ReopenForm(forms.Form):
    reason = sentence_field(
        required=True,
        max_length=KEPT_WITH_HISTORY,
        label="Why it is opened again",
        help_text="Kept with the paper’s history. What was locked stays as it is.",
    )
