"""Report-card texts: their list, and the way to the page on which one is written.

That page shows the indicator's figures in words, so `reports` makes it; here it is only an address. Rows are never
saved from this list: `save_model` could not refuse politely, and everybody could approve their own text.
"""

from __future__ import annotations

from typing import Any, Final, NoReturn

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators import rights
from indicators.admin.entries import ThroughActionsOnly
from indicators.admin.entry_forms import IndicatorChoice
from indicators.admin.fields import ReadField
from indicators.admin.registers import KeptAdmin
from indicators.domain.periods import Frequency, Period
from indicators.importing import cells
from indicators.importing.problems import quoted
from indicators.importing.values import ValueProblem
from indicators.models import Indicator, ReportCardText
from indicators.queries.texts import PARTS

WRITING_PAGE: Final = "admin:indicators_reportcardtext_write"
"""The name of the address at which the text of an indicator and a month is written."""


def month(text: str) -> Period:
    """The month of a dashboard, however it is written."""
    found = cells.period(text)
    if found.frequency is not Frequency.MONTHLY:
        raise ValueProblem(f"{quoted(text)} is a {found.frequency.noun}; accepted: a month such as 2017-01 or Jan 2017")
    return found


def writing_url(indicator: Indicator, period: Period) -> str:
    return reverse(WRITING_PAGE, args=(indicator.address, period.address))


class TextStartForm(forms.Form):
    """Of which indicator, for which month: the page that follows shows its figures as at that month."""

    indicator = IndicatorChoice()
    period = ReadField(
        read=month,
        label="Dashboard month",
        help_text="The month of the dashboard it is written for, such as 2017-01 or Jan 2017.",
    )


@admin.register(ReportCardText)
class ReportCardTextAdmin(KeptAdmin):
    list_display = ("indicator", "month", "parts", "stands")
    list_display_links = ("indicator",)
    list_filter = ("indicator__committee", "state")
    list_select_related = ("indicator",)
    search_fields = ("indicator__code", "indicator__name", *PARTS)
    ordering = ("-period", "indicator__code")

    def may(self, request: HttpRequest, verb: str, row: ReportCardText) -> bool:
        """A lead officer writes of the indicators that are theirs."""
        return rights.may_for(request.user, self.permission(verb), row.indicator)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Asks which indicator and month, and goes on to where the text is written."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = "indicator" in request.GET
        form = TextStartForm(request.GET if asked else None, initial=request.GET.dict())
        offered = form.fields["indicator"]
        offered.queryset = offered.queryset.filter(rights.indicators_for(request.user, self.permission("add")))
        if asked and form.is_valid():
            return HttpResponseRedirect(writing_url(**form.cleaned_data))
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": "Write a report card"}
        return TemplateResponse(request, "admin/indicators/entry_start.html", {**context, "form": form})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Leads to where the text is written, for whoever may look at it. Nothing is sent here."""
        row = self.get_object(request, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET"])
        return HttpResponseRedirect(writing_url(row.indicator, cells.period(row.period)))

    def save_model(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ThroughActionsOnly("These change only through indicators.actions.texts.")

    @admin.display(description="dashboard month", ordering="period")
    def month(self, row: ReportCardText) -> str:
        return cells.period(row.period).label

    @admin.display(description="written")
    def parts(self, row: ReportCardText) -> str:
        """Which parts have words."""
        return ", ".join(str(row._meta.get_field(name).verbose_name) for name in PARTS if getattr(row, name))

    @admin.display(description="state", ordering="state")
    def stands(self, row: ReportCardText) -> str | SafeString:
        """Approved ones are on the pages; the others are marked, since nobody else sees them."""
        if row.state == "approved":
            return row.get_state_display()
        word = "Sent back" if row.sent_back else row.get_state_display()
        return format_html('<strong class="entry-mark">{}: not on any page</strong>', word)
