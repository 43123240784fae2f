"""The page on which a paper is composed: its next step, what stands in the way of it, its parts in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from reports.actions import (
    PaperRefused,
    accept_finding,
    add_card,
    add_part,
    bring_in_exceptions,
    move_part,
    withdraw_acceptance,
)
from reports.admin.desk import PaperDesk, Seat
from reports.admin.meetings import publish_words
from reports.admin.paper_forms import AcceptAlikeForm, AcceptForm, AddCardForm, AddPartForm
from reports.admin.paper_lines import findings_for, next_step, part_lines, standing_words
from reports.cards.papers import PaperRecord
from reports.cards.preflight import PreflightFinding
from reports.pages.paper_exceptions import IndicatorNow, reported_now
from reports.pages.papers import address
from reports.pages.preflight import preflight
from reports.queries.versions import versions_of
from reports.wording.numbers import counted

CHANGED: Final = "This is not found any more, or has changed. Look again."
BACK: Final = "Taken back on the page of the paper"


class ComposePages(PaperDesk):
    def compose_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows how the paper stands, and does what its buttons say."""
        paper, seat = self.paper_and_seat(request, pk)
        if request.method == "POST":
            if not seat.composes:
                raise PermissionDenied
            return self._do(request, paper, seat)
        return self.compose_page(request, paper, seat)

    def compose_page(
        self, request: HttpRequest, paper: PaperRecord, seat: Seat, status: int = 200, **typed: Any
    ) -> HttpResponse:
        """`typed` are the forms that were sent and could not be done, by what they are called in the template."""
        versions = versions_of([paper.pk])[paper.pk]
        found = () if paper.locked else preflight(paper)
        findings = findings_for(paper, seat, found)
        reported = self._without_card(paper) if seat.composes and not paper.locked else ()
        card_form = typed.pop("card_form", None) or _card_form(reported)
        context = {
            "part_lines": part_lines(paper, seat, found),
            "findings": findings,
            "step": next_step(paper, seat, versions, findings.count),
            "standing": standing_words(paper, versions),
            "versions": self.versions_shown(paper, seat)[::-1],
            "publish_by": publish_words(paper.meeting.day, timezone.localdate()),
            "public_address": address(paper) if any(one.published_at for one in versions) else "",
            "changes_parts": seat.composes and not paper.locked,
            "part_form": typed.pop("part_form", None) or AddPartForm(),
            "card_form": card_form if reported else None,
            "accept_form": AcceptForm(),
            **typed,
        }
        return self.paper_page(request, "compose.html", paper.title, paper, seat, status, **context)

    # What its buttons do ---------------------------------------------------------------------------------------------

    def _do(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        steps: Mapping[str, Callable[[HttpRequest, PaperRecord, Seat], HttpResponse]] = {
            "up": self._move,
            "down": self._move,
            "add-part": self._add_part,
            "add-card": self._add_card,
            "bring-in": self._bring_in,
            "accept": self._accept,
            "accept-alike": self._accept_alike,
            "take-back": self._take_back,
        }
        step = steps.get(request.POST.get("do", ""))
        if step is None:
            raise Http404("There is no such button.")
        try:
            return step(request, paper, seat)
        except PaperRefused as refused:
            messages.warning(request, str(refused))
            return self.to("compose", paper.pk)

    def _move(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        part = self.part_or_404(paper, seat, request.POST.get("key", ""))
        move_part(paper=paper.pk, key=part.key, up=request.POST["do"] == "up", by=request.user)
        return self.to("compose", paper.pk, at=f"part-{part.key}")

    def _add_part(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        form = AddPartForm(request.POST)
        if not form.is_valid():
            return self.compose_page(request, paper, seat, part_form=form)
        part = add_part(paper=paper.pk, text="", by=request.user, **form.cleaned_data)
        messages.success(request, f"“{part.heading}” is added. Write its text.")
        return self.to("part", paper.pk, part.key)

    def _add_card(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        reported = self._without_card(paper)
        form = _card_form(reported, request.POST)
        if not form.is_valid():
            return self.compose_page(request, paper, seat, card_form=form)
        chosen = next(one for one in reported if one.address == form.cleaned_data["indicator"])
        part = add_card(paper=paper.pk, indicator=chosen, by=request.user)
        messages.success(request, f"The report card of {chosen.code} is added. Say in its text why it is reported.")
        return self.to("part", paper.pk, part.key)

    def _bring_in(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        codes = bring_in_exceptions(paper=paper.pk, by=request.user)
        if codes:
            messages.success(request, f"Added: the report cards of {', '.join(codes)}.")
        else:
            messages.info(request, "Nothing was added: every exception has its report card.")
        return self.to("compose", paper.pk, at="parts")

    def _accept(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        form = AcceptForm(request.POST)
        if not form.is_valid():
            return self.compose_page(
                request, paper, seat, accept_form=form, accept_key=request.POST.get("finding", ""), status=200
            )
        finding = self._finding(paper, seat, form.cleaned_data["finding"])
        if finding is None or not finding.acceptable:
            raise PaperRefused(CHANGED)
        self._accept_each(request, paper, (finding,), form.cleaned_data["reason"])
        messages.success(request, "Accepted. The reason is kept with the paper’s history.")
        return self.to("compose", paper.pk, at="findings")

    def _accept_alike(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        """All that were listed together when the page was read, for one reason; what came since is asked again."""
        form = AcceptAlikeForm(request.POST)
        about = request.POST.get("about", "")
        if not form.is_valid():
            return self.compose_page(request, paper, seat, accept_form=form, accept_key=about, status=200)
        listed, withheld = set(request.POST.getlist("finding")), seat.withheld(paper)
        found = [one for one in preflight(paper) if one.key in listed and one.part not in withheld]
        alike = tuple(one for one in found if one.about == about and one.alike and one.stands_in_the_way)
        if not alike:
            raise PaperRefused(CHANGED)
        self._accept_each(request, paper, alike, form.cleaned_data["reason"])
        told = f"{counted(len(alike), 'finding')} accepted. The reason is kept with the paper’s history."
        messages.success(request, told)
        return self.to("compose", paper.pk, at="findings")

    def _accept_each(
        self, request: HttpRequest, paper: PaperRecord, findings: tuple[PreflightFinding, ...], reason: str
    ) -> None:
        with transaction.atomic():
            for one in findings:
                accept_finding(paper=paper.pk, finding=one.key, words=one.words, reason=reason, by=request.user)

    def _take_back(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> HttpResponse:
        finding = self._finding(paper, seat, request.POST.get("finding", ""))
        if finding is None or finding.accepted is None:
            raise PaperRefused("This was not accepted any more. Look again.")
        withdraw_acceptance(paper=paper.pk, finding=finding.key, words=finding.words, reason=BACK, by=request.user)
        messages.success(request, "It stands in the way again.")
        return self.to("compose", paper.pk, at="findings")

    def _finding(self, paper: PaperRecord, seat: Seat, key: str) -> PreflightFinding | None:
        """What preflight says under this key now. What a browser sends of it is not believed."""
        withheld = seat.withheld(paper)
        return next((one for one in preflight(paper) if one.key == key and one.part not in withheld), None)

    def _without_card(self, paper: PaperRecord) -> tuple[IndicatorNow, ...]:
        """The indicators of which a report card may be added."""
        have = {part.indicator for part in paper.parts if part.indicator is not None}
        return tuple(one for one in reported_now(paper.meeting, paper.month) if one.key not in have)


def _card_form(reported: tuple[IndicatorNow, ...], data: Any = None) -> AddCardForm:
    form = AddCardForm(data)
    form.fields["indicator"].choices = [
        ("", "---------"),
        *((one.address, f"{one.code} {one.name}") for one in reported),
    ]
    return form
