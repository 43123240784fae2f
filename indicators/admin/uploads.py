"""Uploading figures: choose the round and the file, look at what would change, confirm it, undo it.

An upload has one page, which shows how far it has come; what is sent to it takes the next step (`upload_steps`). What
takes long is done by another process (`upload_work`), whose progress the page shows.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from indicators import rights
from indicators.actions import Group, receive_upload
from indicators.admin.figure_rows import name_of
from indicators.admin.upload_forms import FileForm, RoundForm
from indicators.admin.upload_pages import IN_WORK, mending_csv, preview_or_none, progress_of
from indicators.admin.upload_sizes import too_large
from indicators.admin.upload_steps import UploadSteps
from indicators.admin.upload_words import HEADINGS, names_in, shown_lines
from indicators.admin.upload_work import ENTER, enterable_by, start_reading
from indicators.domain.errors import PeriodError
from indicators.domain.periods import Frequency, Period, from_address, parse
from indicators.domain.rounds import period_due
from indicators.importing.problems import quoted
from indicators.importing.rows import code_key
from indicators.importing.uploads import TemplateRow, template_csv, template_xlsx
from indicators.models import Committee, Upload
from indicators.models.uploads import UploadState
from indicators.queries.rounds import registered

TEMPLATES: Final = {
    "csv": (template_csv, "text/csv; charset=utf-8"),
    "xlsx": (template_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@admin.register(Upload)
class UploadAdmin(UploadSteps):
    """Somebody's own uploads; all of a committee for those who verify its figures and for administrators."""

    actions = None
    list_display = ("file", "state", "written", "month", "who", "uploaded")
    list_display_links = None
    list_filter = ("state", "committee")
    list_per_page = 50
    list_select_related = ("committee", "by")
    search_fields = ("file_name",)
    search_help_text = "Words of the file's name."
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        return [
            self._at("", self.changelist_view, "changelist"),
            self._at("add/", self.add_view, "add"),
            self._at("template/<slug:slug>/<slug:period>.<slug:ending>", self.template_view, "template"),
            self._at("<int:key>/", self.upload_view, "upload"),
            self._at("<int:key>/lines/<slug:group>/", self.lines_view, "lines"),
            self._at("<int:key>/progress.json", self.progress_view, "progress"),
            self._at("<int:key>/to-mend.csv", self.mend_view, "mend"),
        ]

    def _at(self, where: str, view: Any, what: str) -> URLPattern:
        return path(where, self.admin_site.admin_view(view), name=f"indicators_upload_{what}")

    # The list --------------------------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Uploads", **(extra_context or {})})

    @admin.display(description="file", ordering="file_name")
    def file(self, row: Upload) -> SafeString:
        return format_html('<a class="upload-name" href="{}">{}</a>', upload_url(row), row.file_name)

    @admin.display(description="round", ordering="period")
    def month(self, row: Upload) -> str:
        return f"{parse(row.period).name}, {row.committee.name}"

    @admin.display(description="who", ordering="by__username")
    def who(self, row: Upload) -> str:
        return name_of(row.by)

    @admin.display(description="uploaded", ordering="at")
    def uploaded(self, row: Upload) -> str:
        return date_format(timezone.localtime(row.at), "j F Y, H:i")

    @admin.display(description="figures written")
    def written(self, row: Upload) -> str:
        return f"{row.counts['written']:,}" if "written" in row.counts else ""

    # A new one -------------------------------------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Asks for which round, unless the address says it, and then for the file."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        offered = rights.within(request.user, ENTER, path="pk")
        asked = {"committee", "month"} <= request.GET.keys()
        place = RoundForm(request.GET if asked else None, initial=request.GET.dict(), offered=offered)
        if not (asked and place.is_valid()):
            return self._page(request, "admin/indicators/upload_start.html", "Upload figures", form=place)
        committee, month = place.cleaned_data["committee"], place.cleaned_data["month"]
        form = FileForm()
        if request.method == "POST":
            form = FileForm(request.POST, request.FILES, too_large=too_large(request))
            if form.is_valid() and self._none_is_read(request, form):
                upload = self._receive(request, committee, month, form)
                if form.is_valid():
                    return HttpResponseRedirect(upload_url(upload))
        context = {
            "form": form,
            "committee": committee,
            "month": month,
            "due": self._due(request, committee, month),
            "elsewhere": f"{request.path}?{urlencode({'committee': committee.slug})}",
        }
        return self._page(request, "admin/indicators/upload_form.html", "Upload figures", **context)

    def _none_is_read(self, request: HttpRequest, form: FileForm) -> bool:
        """One file of a person is worked on at a time: however many they send, the server has one to read."""
        waiting = Upload.objects.filter(by=request.user.pk, state__in=IN_WORK).defer("content", "preview")
        for one in waiting:
            if progress_of(one) is not None:
                said = 'Your file <a href="{}">{}</a> is still being worked on. Try again when that is done.'
                form.add_error(None, format_html(said, upload_url(one), one.file_name))
                return False
        return True

    def _receive(self, request: HttpRequest, committee: Committee, month: Period, form: FileForm) -> Upload:
        """Keeps the file and has it read. A file that cannot be read becomes an error of the form."""
        file = form.cleaned_data["file"]
        by = request.user
        upload = receive_upload(committee=committee, month=month, name=file.name, data=file.read(), by=by)
        start_reading(upload)
        if upload.state == UploadState.UNREADABLE:
            form.add_error("file", upload.message)
        return upload

    def template_view(self, request: HttpRequest, slug: str, period: str, ending: str) -> HttpResponse:
        """The blank sheet of a round: a row for each figure that is due and theirs to enter."""
        committee = get_object_or_404(Committee, slug=slug)
        if not rights.may(request.user, ENTER, committee):
            raise PermissionDenied
        try:
            month = from_address(period)
        except PeriodError as error:
            raise Http404(str(error)) from error
        if month.frequency is not Frequency.MONTHLY or ending not in TEMPLATES:
            raise Http404(f"There is no {ending} of {period}; there is one of each month, as csv and xlsx.")
        write, kind = TEMPLATES[ending]
        name = f"{committee.slug}-{month.address}.{ending}"
        return _download(write(self._due(request, committee, month)), kind, name)

    def _due(self, request: HttpRequest, committee: Committee, month: Period) -> list[TemplateRow]:
        """The figures of a round that somebody may enter, in the order of the dashboard."""
        mine = enterable_by(request.user, committee)
        return [
            TemplateRow(one.code, one.name, one.unit, period)
            for one in registered([committee.pk])
            if code_key(one.code) in mine and (period := period_due(one.reporting, month)) is not None
        ]

    # One of them -----------------------------------------------------------------------------------------------------

    def upload_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Shows how far it has come; a POST takes the next step."""
        upload = self.upload_or_404(request, key)
        if request.method == "POST":
            return self.take_step(request, upload)
        return self.upload_page(request, upload)

    def lines_view(self, request: HttpRequest, key: int, group: str) -> HttpResponse:
        """The lines of one group, a hundred a page."""
        upload = self.upload_or_404(request, key)
        preview = preview_or_none(upload)
        if preview is None or group not in set(Group):
            raise Http404(f"There are no lines under {quoted(group)}.")
        chosen = Group(group)
        heading, about = HEADINGS[chosen]
        pages = max(1, preview.pages(chosen))
        number = _page_number(request.GET.get("page", ""), pages)
        lines = preview.page(chosen, number) if preview.pages(chosen) else ()
        context = {
            "upload": upload,
            "group": chosen,
            "about": about,
            "count": preview.counts[chosen],
            "lines": shown_lines(lines, names_in(upload.committee)),
            "number": number,
            "pages": pages,
            "back": upload_url(upload),
        }
        return self._page(request, "admin/indicators/upload_lines.html", f"{heading}: {upload.file_name}", **context)

    def progress_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """For a page that waits: what is being done, or that nobody works on it any more."""
        progress = progress_of(self.upload_or_404(request, key))
        if progress is None:
            return JsonResponse({"works": False})
        return JsonResponse({"works": True, "said": progress.said, "done": progress.done, "of": progress.of})

    def mend_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """The refused rows as a file, with what is wrong with each."""
        upload = self.upload_or_404(request, key)
        if preview_or_none(upload) is None:
            raise Http404("This upload has no preview.")
        stem = upload.file_name.rpartition(".")[0] or upload.file_name
        return _download(mending_csv(upload), "text/csv; charset=utf-8", f"{stem} to mend.csv")


def upload_url(upload: Upload) -> str:
    """The address of its page."""
    return reverse("admin:indicators_upload_upload", args=(upload.pk,))


def _page_number(text: str, pages: int) -> int:
    """The page asked for; the first or the last where there is no such page."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
    return min(max(number, 1), pages)


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name)
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": disposition})
