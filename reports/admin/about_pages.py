"""What a paper says of itself: its cover, by when things are due, and who has cleared it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from reports.actions import Conflict, PaperRefused, change_paper, record_clearance, set_deadlines
from reports.actions.refusals import LOCKED
from reports.admin.desk import PaperDesk, Seat
from reports.admin.paper_forms import AboutForm, ClearanceForm
from reports.admin.typed_words import day_field
from reports.cards.papers import PaperRecord
from reports.models.papers import ClearanceKind

SPARE_ROWS: Final = 2
FIELDS: Final = ("title", "item", "director", "urgency", "retained_until")


class DeadlineForm(forms.Form):
    """One thing that is due; an emptied row is left out."""

    name = forms.CharField(max_length=120, required=False, label="What is due")
    day = day_field(required=False, label="By when")

    def clean(self) -> dict[str, Any]:
        super().clean()
        name, day = self.cleaned_data.get("name"), self.cleaned_data.get("day")
        if name and "day" in self.cleaned_data and not day:
            self.add_error("day", f"Write by when “{name}” is due, or empty the row.")
        if day and not name:
            self.add_error("name", "Write what is due on that day, or empty the row.")
        return self.cleaned_data


DeadlineRows = forms.formset_factory(DeadlineForm, extra=SPARE_ROWS, max_num=30, absolute_max=30)


class AboutPages(PaperDesk):
    def about_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows the cover, the deadlines and the clearances, and saves the one whose button was pressed."""
        paper, seat = self.paper_and_seat(request, pk)
        if request.method == "POST":
            if not seat.composes:
                raise PermissionDenied
            if paper.locked:
                messages.warning(request, f"Nothing was saved. {LOCKED}")
                return self.to("about", paper.pk)
            return self._save_about(request, paper, seat)
        return self._about_page(request, paper, seat)

    def _about_page(
        self, request: HttpRequest, paper: PaperRecord, seat: Seat, status: int = 200, **typed: Any
    ) -> HttpResponse:
        """`typed` are the forms that were sent and could not be saved, by what they are called in the template."""
        clearances = {one.kind: one for one in paper.clearances}
        sent: ClearanceForm | None = typed.pop("clearance_form", None)
        forms_of = []
        for kind in ClearanceKind:
            is_sent = sent is not None and sent.data.get("kind") == kind.value
            forms_of.append((kind.label, sent if is_sent else _clearance_form(kind, clearances.get(kind.value))))
        context = {
            "changes": seat.composes and not paper.locked,
            "about_form": AboutForm(initial={name: getattr(paper, name) for name in (*FIELDS, "version")}),
            "deadline_rows": DeadlineRows(
                initial=[{"name": one.name, "day": one.day} for one in paper.deadlines], prefix="deadline"
            ),
            "clearance_forms": forms_of,
            **typed,
        }
        title = "Cover, deadlines and clearances"
        return self.paper_page(request, "about.html", title, paper, seat, status, **context)

    def _save_about(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        steps: Mapping[str, Callable[[HttpRequest, PaperRecord, Seat], HttpResponse]] = {
            "about": self._save_cover,
            "deadlines": self._save_deadlines,
            "clearance": self._save_clearance,
        }
        step = steps.get(request.POST.get("do", ""))
        if step is None:
            raise Http404("There is no such button.")
        return step(request, paper, seat)

    def _save_cover(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        form = AboutForm(request.POST)
        if not form.is_valid():
            return self._about_page(request, paper, seat, about_form=form)
        data = dict(form.cleaned_data)
        seen = data.pop("version")
        try:
            change_paper(paper=paper.pk, seen=seen, by=request.user, **data)
        except Conflict:
            fresh = self.paper_and_seat(request, paper.pk)[0]
            over = request.POST.copy()
            over["version"] = str(fresh.version)
            form = AboutForm(over)
            return self._about_page(request, fresh, seat, status=409, about_form=form, clash=_clash(fresh, form))
        except PaperRefused as refused:
            form.add_error(None, str(refused))
            return self._about_page(request, paper, seat, about_form=form)
        messages.success(request, "The cover is saved.")
        return self.to("about", paper.pk)

    def _save_deadlines(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        rows = DeadlineRows(request.POST, prefix="deadline")
        if rows.is_valid():
            given = [row.cleaned_data for row in rows if row.cleaned_data.get("name")]
            deadlines: dict[str, date] = {one["name"]: one["day"] for one in given}
            if len(deadlines) < len(given):
                rows.forms[0].add_error(None, "Two rows have the same name. Tell them apart, or empty one.")
            else:
                try:
                    set_deadlines(paper=paper.pk, deadlines=deadlines, by=request.user)
                except PaperRefused as refused:
                    rows.forms[0].add_error(None, str(refused))
                else:
                    messages.success(request, "The deadlines are saved.")
                    return self.to("about", paper.pk, at="deadlines")
        return self._about_page(request, paper, seat, deadline_rows=rows)

    def _save_clearance(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        kind = request.POST.get("kind", "")
        form = ClearanceForm(request.POST, auto_id=f"id_{kind}_%s")
        if kind not in ClearanceKind.values:
            raise Http404("There is no such clearance.")
        if not form.is_valid():
            return self._about_page(request, paper, seat, clearance_form=form)
        try:
            record_clearance(paper=paper.pk, by=request.user, **form.cleaned_data)
        except PaperRefused as refused:
            form.add_error(None, str(refused))
            return self._about_page(request, paper, seat, clearance_form=form)
        label = ClearanceKind(kind).label
        told = f"{label} has cleared the paper." if form.cleaned_data["day"] else f"{label} has not cleared the paper."
        messages.success(request, told)
        return self.to("about", paper.pk, at=f"clearance-{kind}")


def _clearance_form(kind: ClearanceKind, stored: Any) -> ClearanceForm:
    initial = {"kind": kind.value}
    if stored is not None:
        initial |= {"comment": stored.comment, "initials": stored.initials, "day": stored.day}
    return ClearanceForm(initial=initial, auto_id=f"id_{kind.value}_%s")


def _clash(paper: PaperRecord, form: AboutForm) -> list[tuple[str, str, str]]:
    """What stands now beside what was typed, where they differ."""
    found = []
    for name in FIELDS:
        now, typed = str(getattr(paper, name)), str(form[name].value() or "")
        if now != typed:
            found.append((form[name].label, now, typed))
    return found
