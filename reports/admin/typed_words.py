"""Fields for what somebody writes in a paper: read as the parts of report cards are."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from indicators.admin.fields import StoredField
from indicators.importing.report_cards import part_text

ACCEPTED: Final = "Plain text with lists, **bold**, links and simple tables. An empty line begins a new paragraph."

LONGEST_REASON: Final = 2000


def words_field(rows: int = 12, **kwargs: Any) -> StoredField:
    """A text in Markdown, as it is stored."""
    widget = forms.Textarea(attrs={"rows": rows, "cols": 80})
    return StoredField(read=part_text, widget=widget, required=False, help_text=ACCEPTED, **kwargs)


def sentence_field(
    rows: int = 2, *, required: bool = False, max_length: int = LONGEST_REASON, **kwargs: Any
) -> forms.CharField:
    """A reason or comment: some sentences, without marks of any kind."""
    widget = forms.Textarea(attrs={"rows": rows, "cols": 60})
    return forms.CharField(widget=widget, required=required, max_length=max_length, **kwargs)


def day_field(**kwargs: Any) -> forms.DateField:
    """A day, in the browser's own way of choosing one; typed, it may be written as in Britain too."""
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"),
        error_messages={"invalid": "Write a day such as 24/02/2017 or 24 February 2017."},
        **kwargs,
    )
