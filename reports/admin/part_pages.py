"""The page of one part of a paper: its text with what the number check says of it, left out, not for publication."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from reports.actions import (
    Conflict,
    PaperRefused,
    accept_finding,
    leave_out_part,
    save_part,
    set_exempt,
    take_in_part,
    withdraw_acceptance,
)
from reports.admin.composing import BACK
from reports.admin.desk import PaperDesk, Seat, paper_url
from reports.admin.paper_forms import AcceptForm, ExemptForm, LeaveOutForm, PartForm
from reports.admin.paper_lines import KINDS
from reports.cards.papers import PaperRecord, PartKind, PartRecord
from reports.pages.paper_parts import PartReading, part_reading
from reports.pdf.cleaning import cleaned
from reports.queries.versions import versions_of
from reports.wording.numbers import listed
from reports.wording.papers import EXEMPT

NO_LETTER: Final = "No sign in the typeface of the PDF stands for {}: it prints a question mark instead."


class PartPages(PaperDesk):
    def part_view(self, request: HttpRequest, pk: int, key: str) -> HttpResponse:
        """Shows a part, and does what its buttons say."""
        paper, seat = self.paper_and_seat(request, pk)
        part = self.part_or_404(paper, seat, key)
        if request.method == "POST":
            if not seat.composes:
                raise PermissionDenied
            return self._do_to_part(request, paper, seat, part)
        return self._part_page(request, paper, seat, part)

    def _part_page(
        self,
        request: HttpRequest,
        paper: PaperRecord,
        seat: Seat,
        part: PartRecord,
        status: int = 200,
        **typed: Any,
    ) -> HttpResponse:
        """`typed` are the forms that were sent and could not be done, by what they are called in the template."""
        text_form = typed.get("text_form")
        # What was typed is checked, not what is stored: that is what would be mended.
        text = part.text if text_form is None else str(text_form["text"].value() or "")
        reading: PartReading = part_reading(paper, part, text)
        version = {"version": part.version}
        exempt = part.exempt
        as_exempt = {} if exempt is None else {"paragraph": exempt.paragraph, "reason": exempt.reason}
        changes = seat.composes and not paper.locked
        context = {
            "part": part,
            "kind": KINDS[part.kind],
            "is_card": part.kind is PartKind.CARD,
            "reading": reading,
            "changes": changes,
            "text_form": PartForm(initial={"heading": part.heading, "text": part.text, **version}),
            "leave_out_form": LeaveOutForm(initial=version),
            "exempt_form": ExemptForm(
                initial={**as_exempt, "review": exempt.review if exempt is not None else None, **version}
            ),
            "accept_form": AcceptForm(),
            "exempt_words": "" if exempt is None else f"Paragraph {exempt.paragraph}: {EXEMPT[exempt.paragraph]}",
            "back": paper_url("compose", paper.pk) + f"#part-{part.key}",
            **typed,
        }
        return self.paper_page(request, "part.html", part.heading, paper, seat, status, **context)

    def _do_to_part(self, request: HttpRequest, paper: PaperRecord, seat: Seat, part: PartRecord) -> HttpResponse:
        steps: Mapping[str, Callable[[HttpRequest, PaperRecord, Seat, PartRecord], HttpResponse]] = {
            "save": self._save,
            "save-and-back": self._save,
            "check": self._check,
            "leave-out": self._leave_out,
            "take-in": self._take_in,
            "exempt": self._exempt,
            "open": self._open,
            "accept": self._accept_here,
            "take-back": self._take_back_here,
        }
        step = steps.get(request.POST.get("do", ""))
        if step is None:
            raise Http404("There is no such button.")
        return step(request, paper, seat, part)

    # The text --------------------------------------------------------------------------------------------------------

    def _save(self, request: HttpRequest, paper: PaperRecord, seat: Seat, part: PartRecord) -> HttpResponse:
        form = PartForm(request.POST)
        if not form.is_valid():
            return self._part_page(request, paper, seat, part, text_form=form)
        data = form.cleaned_data
        try:
            save_part(
                paper=paper.pk,
                key=part.key,
                seen=data["version"],
                heading=data["heading"],
                text=data["text"],
                by=request.user,
            )
        except Conflict as conflict:
            fresh = self.paper_and_seat(request, paper.pk)[0]
            self.part_or_404(fresh, seat, part.key)  # withheld meanwhile, it is not there for everybody any more
            over = request.POST.copy()
            over["version"] = str(conflict.standing.version)
            return self._part_page(
                request, paper, seat, part, status=409, text_form=PartForm(over), conflict=conflict.standing
            )
        except PaperRefused as refused:
            form.add_error(None, str(refused))
            return self._part_page(request, paper, seat, part, text_form=form)
        self._warn_of_letters(request, data["heading"], data["text"])
        messages.success(request, f"“{data['heading']}” is saved.")
        if request.POST["do"] == "save-and-back":
            return self.to("compose", paper.pk, at=f"part-{part.key}")
        return self.to("part", paper.pk, part.key)

    def _check(self, request: HttpRequest, paper: PaperRecord, seat: Seat, part: PartRecord) -> HttpResponse:
        """Reads what is typed without saving it: how it reads, and what the number check says."""
        form = PartForm(request.POST)
        form.is_valid()
        return self._part_page(request, paper, seat, part, text_form=form, is_unsaved=True)

    def _warn_of_letters(self, request: HttpRequest, *texts: str) -> None:
        """An author is told of what the PDF cannot print when it is saved, not when it is printed."""
        missing = [letter for text in texts for letter in cleaned(text)[1]]
        if missing:
            messages.warning(request, NO_LETTER.format(", ".join(f"“{letter}”" for letter in dict.fromkeys(missing))))

    # Left out, and not for publication -------------------------------------------------------------------------------

    def _leave_out(self, request: HttpRequest, paper: PaperRecord, seat: Seat, part: PartRecord) -> HttpResponse:
        form = LeaveOutForm(request.POST)

        def do() -> None:
            data = form.cleaned_data
            leave_out_part(paper=paper.pk, key=part.key, seen=data["version"], reason=data["reason"], by=request.user)

        return self._done(request, paper, seat, part, form, "leave_out_form", do, "is left out, with its reason.")

    def _take_in(self, request: HttpRequest, paper: PaperRecord, seat: Seat, part: PartRecord) -> HttpResponse:
        form = LeaveOutForm({"version": request.POST.get("version", ""), "reason": "taken in"})

        def do() -> None:
            take_in_part(paper=paper.pk, key=part.key, seen=form.cleaned_data["version"], by=request.user)

        return self._done(request, paper, seat, part, form, "leave_out_form", do, "is in the paper again.")

    def _exempt(self, request: HttpRequest, paper: PaperRecord, seat: Seat, part: PartRecord) -> HttpResponse:
        form = ExemptForm(request.POST)

        def do() -> None:
            data = form.cleaned_data
            set_exempt(
                paper=paper.pk,
                key=part.key,
                seen=data["version"],
                paragraph=data["paragraph"],
                reason=data["reason"],
                review=data["review"],
                by=request.user,
            )

        return self._done(request, paper, seat, part, form, "exempt_form", do, self._withheld_words(paper))

    def _withheld_words(self, paper: PaperRecord) -> str:
        """What was published stays so: whoever withholds a part afterwards must know."""
        published = [one.number for one in versions_of([paper.pk])[paper.pk] if one.published_at]
        if not published:
            return "is not for publication."
        return f"is not for publication from now on. What it says in version {listed(published)} stays published."

    def _open(self, request: HttpRequest, paper: PaperRecord, seat: Seat, part: PartRecord) -> HttpResponse:
        form = LeaveOutForm({"version": request.POST.get("version", ""), "reason": "opened"})

        def do() -> None:
            set_exempt(paper=paper.pk, key=part.key, seen=form.cleaned_data["version"], paragraph=None, by=request.user)

        return self._done(request, paper, seat, part, form, "exempt_form", do, "is public again.")

    def _done(
        self,
        request: HttpRequest,
        paper: PaperRecord,
        seat: Seat,
        part: PartRecord,
        form: Any,
        name: str,
        do: Callable[[], None],
        words: str,
    ) -> HttpResponse:
        """Does a step whose form was sent; where it cannot be done, the page again with what was typed."""
        if form.is_valid():
            try:
                do()
            except Conflict as conflict:
                self._say_changed(request)
                fresh = self.paper_and_seat(request, paper.pk)[0]
                over = request.POST.copy()
                over["version"] = str(conflict.standing.version)
                typed = {name: type(form)(over)} if "reason" in request.POST else {}
                now = self.part_or_404(fresh, seat, part.key)
                return self._part_page(request, fresh, seat, now, status=409, **typed)
            except PaperRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"“{part.heading}” {words}")
                return self.to("part", paper.pk, part.key)
        return self._part_page(request, paper, seat, part, **{name: form})

    def _say_changed(self, request: HttpRequest) -> None:
        messages.warning(request, "Somebody changed this part since you opened the page. Nothing was done; look again.")

    # Findings of its own ---------------------------------------------------------------------------------------------

    def _accept_here(self, request: HttpRequest, paper: PaperRecord, seat: Seat, part: PartRecord) -> HttpResponse:
        form = AcceptForm(request.POST)
        if not form.is_valid():
            key = request.POST.get("finding", "")
            return self._part_page(request, paper, seat, part, accept_form=form, accept_key=key)
        found = part_reading(paper, part, part.text).by_key(form.cleaned_data["finding"])
        if found is None:
            messages.warning(request, "This is not found any more, or has changed. Look again.")
            return self.to("part", paper.pk, part.key)
        try:
            accept_finding(
                paper=paper.pk,
                finding=found.key,
                words=found.words,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except PaperRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, "Accepted. The reason is kept with the paper’s history.")
        return self.to("part", paper.pk, part.key)

    def _take_back_here(self, request: HttpRequest, paper: PaperRecord, seat: Seat, part: PartRecord) -> HttpResponse:
        found = part_reading(paper, part, part.text).by_key(request.POST.get("finding", ""))
        if found is not None and found.accepted is not None:
            try:
                withdraw_acceptance(paper=paper.pk, finding=found.key, words=found.words, reason=BACK, by=request.user)
            except PaperRefused as refused:
                messages.warning(request, str(refused))
        return self.to("part", paper.pk, part.key)
