"""A year's targets copied forward: choose, look at what would be copied, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern

from indicators.actions import copy_targets_forward
from indicators.admin.entries import EntryAdmin
from indicators.admin.entry_forms import long_text
from indicators.admin.fields import ReadField
from indicators.admin.limits import AllowedChoice
from indicators.domain.periods import Frequency, Period
from indicators.importing import cells
from indicators.importing.problems import quoted
from indicators.importing.values import ValueProblem
from indicators.models import Committee


def financial_year(text: str) -> Period:
    """A financial year, however it is written."""
    found = cells.period(text)
    if found.frequency is not Frequency.ANNUAL:
        raise ValueProblem(f"{quoted(text)} is a {found.frequency.noun}; accepted: a financial year such as 2016/17")
    return found


class CopyForm(forms.Form):
    committee = AllowedChoice(queryset=Committee.objects.order_by("council", "name"))
    year = ReadField(
        read=financial_year,
        label="Financial year to copy from",
        help_text="Such as 2016/17: its targets are copied to 2017/18.",
    )

    def __init__(self, *args: Any, offered: Q, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = self.fields["committee"].queryset.filter(offered)


class ConfirmForm(CopyForm):
    """The same, seen already: only the reason is still open."""

    committee = AllowedChoice(queryset=Committee.objects.all(), widget=forms.HiddenInput)
    year = ReadField(read=financial_year, widget=forms.HiddenInput)
    why = long_text(2, label="Reason", required=False, help_text="Kept with every target that is copied.")


class CopyForward(EntryAdmin):
    """The page, for the admin of targets."""

    def more_urls(self) -> list[URLPattern]:
        return [*super().more_urls(), self._at("copy-forward/", self.copy_view, "copy")]

    def copy_view(self, request: HttpRequest) -> HttpResponse:
        """Asks, shows and, on a POST, copies."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        template, title = "admin/indicators/copy_forward.html", "Copy a year's targets forward"
        offered = self.choosable(request, Committee)
        if request.method == "POST":
            confirmed = ConfirmForm(request.POST, offered=offered)
            if confirmed.is_valid():
                return self._copy(request, confirmed)
            return self._page(request, template, title, form=CopyForm(request.POST, offered=offered))
        form = CopyForm(request.GET if "committee" in request.GET else None, offered=offered)
        context: dict[str, Any] = {"form": form}
        if form.is_valid():
            committee, year = form.cleaned_data["committee"], form.cleaned_data["year"]
            context["year"], context["following"] = year.label, year.next.label
            context["plan"] = copy_targets_forward(committee=committee, year=year, by=request.user, dry_run=True)
            context["confirm"] = ConfirmForm(
                initial={"committee": committee, "year": year.written}, auto_id="confirm_%s", offered=offered
            )
        return self._page(request, template, title, **context)

    def _copy(self, request: HttpRequest, form: ConfirmForm) -> HttpResponse:
        committee, year = form.cleaned_data["committee"], form.cleaned_data["year"]
        done = copy_targets_forward(committee=committee, year=year, by=request.user, reason=form.cleaned_data["why"])
        count = len(done.targets)
        noun = "target" if count == 1 else "targets"
        messages.success(request, f"{count} {noun} of {committee} copied from {year.label} to {year.next.label}.")
        return HttpResponseRedirect(f"{self.url('changelist')}?indicator__committee__id__exact={committee.pk}")
