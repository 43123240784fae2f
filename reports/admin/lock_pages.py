"""A paper locked, published and opened again: each asked first, and said what comes of it."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from reports.actions import PaperRefused, lock_paper, publish_version, reopen_paper
from reports.actions.locking import Correction
from reports.admin.desk import PaperDesk, paper_url
from reports.admin.meetings import publish_words
from reports.admin.paper_forms import CorrectionForm, PublishForm, ReopenForm
from reports.admin.paper_lines import findings_for
from reports.cards.papers import PaperRecord
from reports.pages.papers import address, lateness
from reports.pages.preflight import preflight
from reports.presenters.papers import has_exempt_parts
from reports.queries.papers import paper as paper_record
from reports.queries.versions import versions_of
from reports.wording.papers import Late

FIRST: Final = Correction()


class LockPages(PaperDesk):
    def lock_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows what is locked, and locks it. Pressed twice, it locks once."""
        paper, seat = self.paper_and_seat(request, pk)
        if not seat.locks:
            raise PermissionDenied
        versions = versions_of([paper.pk])[paper.pk]
        if paper.locked:
            return self._locked_already(request, paper)
        form = CorrectionForm(request.POST or None) if versions else None
        refused = ""
        if request.method == "POST" and (form is None or form.is_valid()):
            try:
                version = lock_paper(
                    paper=paper.pk, by=request.user, correction=FIRST if form is None else _correction(form)
                )
            except PaperRefused as why:
                now = paper_record(paper.pk)
                if now is not None and now.locked:  # the other press of the same button was faster
                    return self._locked_already(request, now)
                refused = str(why)
            else:
                messages.success(request, f"Version {version.number} is locked. Publish it when it is to be read.")
                return self.to("version", paper.pk, version.pk)
        findings = findings_for(paper, seat, preflight(paper))
        context = {
            "form": form,
            "refused": refused,
            "findings": findings,
            "newest": versions[-1] if versions else None,
            "publish_by": publish_words(paper.meeting.day, timezone.localdate()),
            "paper_has_exempt": has_exempt_parts(paper),
        }
        title = "Lock the correction" if versions else "Lock this paper"
        return self.paper_page(request, "lock.html", title, paper, seat, **context)

    def _locked_already(self, request: HttpRequest, paper: PaperRecord) -> HttpResponse:
        newest = versions_of([paper.pk])[paper.pk][-1]
        messages.info(request, f"This paper is locked, as version {newest.number}.")
        return self.to("version", paper.pk, newest.pk)

    def publish_view(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        """Asks, where it is late for the reason of urgency too, and gives the version its lasting address."""
        paper, seat = self.paper_and_seat(request, pk)
        if not seat.locks:
            raise PermissionDenied
        found = self.version_or_404(paper, seat, version)
        if found.published_at is not None:
            messages.info(request, f"Version {found.number} is published already.")
            return self.to("version", paper.pk, found.pk)
        late = lateness(paper, timezone.localtime(), Late.WOULD_BE)
        form = PublishForm(request.POST or None, initial={"urgency": paper.urgency}) if late else None
        refused = ""
        if request.method == "POST" and (form is None or form.is_valid()):
            urgency = "" if form is None else form.cleaned_data["urgency"]
            try:
                publish_version(version=found.pk, by=request.user, urgency=urgency)
            except PaperRefused as why:
                refused = str(why)
            else:
                messages.success(request, f"Version {found.number} is published.")
                return self.to("version", paper.pk, found.pk)
        context = {
            "version": found,
            "form": form,
            "late": late,
            "refused": refused,
            "public_address": address(paper),
            "readers": "everybody" if paper.meeting.committee_public else "those who may read the committee’s pages",
            "back": paper_url("version", paper.pk, found.pk),
        }
        title = f"Publish version {found.number}"
        return self.paper_page(request, "publish.html", title, paper, seat, **context)

    def reopen_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks why, and opens the paper for a correction."""
        paper, seat = self.paper_and_seat(request, pk)
        if not seat.locks:
            raise PermissionDenied
        if not paper.locked:
            messages.info(request, "This paper is open: it can be changed.")
            return self.to("compose", paper.pk)
        form = ReopenForm(request.POST or None)
        if form.is_valid():
            try:
                reopen_paper(paper=paper.pk, by=request.user, reason=form.cleaned_data["reason"])
            except PaperRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "The paper is open for a correction. What was locked stays as it was.")
                return self.to("compose", paper.pk)
        newest = versions_of([paper.pk])[paper.pk][-1]
        context = {"form": form, "newest": newest, "back": paper_url("compose", paper.pk)}
        return self.paper_page(request, "reopen.html", "Correct this paper", paper, seat, **context)


def _correction(form: CorrectionForm) -> Correction:
    kind = form.cleaned_data["kind"]
    return Correction(reason=form.cleaned_data["reason"], major=kind == "major", supplement=kind == "supplement")
