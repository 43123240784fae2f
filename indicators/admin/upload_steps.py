"""The steps of an upload, from its page: choose a sheet, read again, confirm, let go, undo. Who may take which.

Whoever uploaded a file confirms it. Those who verify the committee's figures, and administrators, see every upload of
it, and may let go or undo what somebody else has left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from indicators import rights
from indicators.actions import ChangedMeanwhile, UploadRefused, discard_upload, preview_of, release_upload
from indicators.actions.uploads import LONGEST_SHEET
from indicators.admin.entries import ThroughActionsOnly
from indicators.admin.figure_rows import name_of
from indicators.admin.limits import LimitedAdmin
from indicators.admin.rounds import round_url
from indicators.admin.upload_forms import ConfirmForm, SheetForm, UndoForm
from indicators.admin.upload_locks import AtWork
from indicators.admin.upload_pages import earlier_of, preview_or_none, progress_of, shown_groups, summary_of
from indicators.admin.upload_work import ENTER, OVERSEE, start_applying, start_reading, start_undoing
from indicators.domain.periods import parse
from indicators.importing.problems import quoted
from indicators.models import Upload
from indicators.models.uploads import UploadState

TYPED: Final = "upload_typed"
"""What was typed to confirm an upload, in the session: it is offered again where nothing could be written."""
BUSY: Final = "This upload is being worked on already. Wait until that is done."
UNDOING: Final = "undoing"


def uploads_seen_by(user: Any) -> QuerySet[Upload]:
    """Their own in committees in which they enter figures, and all of those that they oversee."""
    overseen = rights.committees_of(user, *OVERSEE)
    if overseen.every:
        return Upload.objects.all()
    own = Q(by=user.pk) & rights.within(user, ENTER)
    return Upload.objects.filter(own | Q(committee__in=overseen.keys))


class UploadSteps(LimitedAdmin):
    of_committee = "committee"

    # Who may ---------------------------------------------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return rights.may_somewhere(request.user, ENTER, *OVERSEE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return rights.may_somewhere(request.user, ENTER)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ThroughActionsOnly("Uploads change only through indicators.actions.")

    delete_model = delete_queryset = save_model

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        """Without the files and the previews, which may be large."""
        return uploads_seen_by(request.user).select_related("committee", "by").defer("content", "preview")

    def upload_or_404(self, request: HttpRequest, key: int) -> Upload:
        """The upload, if it is one that somebody may look into."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_queryset(request).filter(pk=key).first()
        if found is None:
            raise Http404(f"There is no upload {key}.")
        return found

    # Steps -----------------------------------------------------------------------------------------------------------

    def take_step(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        """Takes the step whose button was pressed, and shows the upload again."""
        steps: Mapping[str, tuple[Callable[[HttpRequest, Upload], HttpResponse | None], bool]] = {
            "sheet": (self._choose_sheet, True),
            "read": (self._read_again, True),
            "confirm": (self._confirm, True),
            "back": (self._give_back, False),
            "discard": (self._discard, False),
            "undo": (self._undo, False),
        }
        step, only_own = steps.get(request.POST.get("step", ""), (None, False))
        if step is None:
            raise Http404("There is no such button.")
        if not (self._is_own(request, upload) or (self._oversees(request, upload) and not only_own)):
            raise PermissionDenied
        try:
            answer = step(request, upload)
        except AtWork:
            messages.warning(request, BUSY)
        except UploadRefused as refused:
            messages.warning(request, str(refused))
        else:
            if answer is not None:
                return answer
        return HttpResponseRedirect(request.path)

    def _is_own(self, request: HttpRequest, upload: Upload) -> bool:
        return upload.by_id == request.user.pk and rights.may(request.user, ENTER, upload.committee)

    def _oversees(self, request: HttpRequest, upload: Upload) -> bool:
        return any(rights.may(request.user, permission, upload.committee) for permission in OVERSEE)

    def _choose_sheet(self, request: HttpRequest, upload: Upload) -> HttpResponse | None:
        form = SheetForm(request.POST, sheets=upload.sheets)
        if not form.is_valid():
            return self.upload_page(request, upload, sheet=form)
        sheet = upload.sheets[form.cleaned_data["sheet"]][:LONGEST_SHEET]
        if Upload.objects.filter(pk=upload.pk, state=UploadState.WHICH_SHEET).update(state="received", sheet=sheet):
            upload.state, upload.sheet = UploadState.RECEIVED, sheet
            start_reading(upload)
        return None

    def _read_again(self, request: HttpRequest, upload: Upload) -> HttpResponse | None:
        if upload.state == UploadState.RECEIVED:
            start_reading(upload)
        return None

    def _confirm(self, request: HttpRequest, upload: Upload) -> HttpResponse | None:
        if upload.state != UploadState.PREVIEWED:
            raise UploadRefused("This upload was confirmed or let go already.")
        form = ConfirmForm(request.POST, preview=preview_of(upload))
        if not form.is_valid():
            return self.upload_page(request, upload, status=409 if form.is_stale else 200, confirm=form)
        why, checked = form.cleaned_data.get("why", ""), form.cleaned_data.get("checked", "")
        request.session[TYPED] = {"upload": upload.pk, "why": why, "checked": checked, "tick": bool(checked)}
        try:
            start_applying(upload, form.figures, by=request.user, why=why, checked=checked)
        except ChangedMeanwhile:
            return self.upload_page(request, upload, status=409)
        return None

    def _give_back(self, request: HttpRequest, upload: Upload) -> HttpResponse | None:
        """To its preview, after the process that wrote it died."""
        if progress_of(upload) is None:
            release_upload(upload)
        return None

    def _discard(self, request: HttpRequest, upload: Upload) -> HttpResponse | None:
        discard_upload(upload)
        messages.success(request, f"{quoted(upload.file_name)} is let go. Nothing of it was written.")
        return None

    def _undo(self, request: HttpRequest, upload: Upload) -> HttpResponse | None:
        form = UndoForm(request.POST)
        if not form.is_valid():
            return self.upload_page(request, upload, undo=form)
        written = upload.counts.get("written", 0)
        start_undoing(upload, written, by=request.user, why=form.cleaned_data["why"])
        return HttpResponseRedirect(f"{request.path}?{UNDOING}")

    # The page --------------------------------------------------------------------------------------------------------

    def upload_page(self, request: HttpRequest, upload: Upload, *, status: int = 200, **forms: Any) -> HttpResponse:
        """How far the upload has come, and what can be done next. `forms` are those with something to mend."""
        progress = progress_of(upload)
        # Only now: whoever works on it writes the row before letting go of the lock.
        upload.refresh_from_db(fields=STANDING)
        is_own, oversees = self._is_own(request, upload), self._oversees(request, upload)
        earlier = earlier_of(upload, request.user)
        place = {"committee": upload.committee.slug, "month": upload.period}
        context: dict[str, Any] = {
            "upload": upload,
            "month": parse(upload.period),
            "round": round_url(upload.committee, parse(upload.period)),
            "another": f"{reverse('admin:indicators_upload_add')}?{urlencode(place)}",
            "who": "you" if upload.by_id == request.user.pk else name_of(upload.by),
            "progress": progress,
            "is_own": is_own,
            "may_end": is_own or oversees,
            "earlier": earlier,
            "earlier_is_seen": earlier is not None and (oversees or earlier.upload.by_id == request.user.pk),
            "stopped_undoing": UNDOING in request.GET and upload.state == UploadState.APPLIED and progress is None,
            **forms,
        }
        preview = None if progress is not None else preview_or_none(upload)
        if preview is not None:
            context |= summary_of(upload, preview)
            if upload.state == UploadState.PREVIEWED:
                context["groups"] = shown_groups(upload, preview)
                context.setdefault("confirm", self._confirm_form(request, upload))
        if upload.state == UploadState.WHICH_SHEET:
            context.setdefault("sheet", SheetForm(sheets=upload.sheets))
        if upload.state == UploadState.APPLIED:
            context.setdefault("undo", UndoForm())
        if upload.state == UploadState.UNDONE:
            context["left"] = upload.message.splitlines()
            context["undone_by"] = name_of(upload.undone_by)
        context["form"] = next(iter(forms.values()), None)  # an error in it is told in the title
        return self._page(request, "admin/indicators/upload.html", upload.file_name, status, **context)

    def _confirm_form(self, request: HttpRequest, upload: Upload) -> ConfirmForm:
        """With what was typed before, where that could not be written."""
        preview = preview_of(upload)
        typed = request.session.get(TYPED, {})
        form = ConfirmForm(preview=preview)
        if typed.get("upload") == upload.pk:
            form.initial |= {name: typed[name] for name in ("why", "tick", "checked")}
        return form

    def _page(
        self, request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
    ) -> TemplateResponse:
        whole = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,  # old and new side by side need the whole width
            "opts": self.opts,
            "title": title,
            **context,
        }
        return TemplateResponse(request, template, whole, status=status)


STANDING: Final = (
    *("state", "message", "sheet", "sheets", "done", "rows", "counts", "applied_at"),
    *("undone_by", "undone_at", "undone_because"),
)
