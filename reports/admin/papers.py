"""Papers in the admin: their list, how one is begun, and the addresses of the pages on which one is composed."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators import rights
from indicators.domain.periods import parse
from reports import pages
from reports.actions import PaperRefused, begin_paper
from reports.admin.about_pages import AboutPages
from reports.admin.composing import ComposePages
from reports.admin.desk import paper_url
from reports.admin.lock_pages import LockPages
from reports.admin.paper_forms import BeginForm
from reports.admin.paper_life import HistoryPages
from reports.admin.part_pages import PartPages
from reports.admin.version_pages import VersionPages
from reports.models import Meeting, Paper, PaperVersion
from reports.pages.paper_exceptions import readers_of
from reports.queries.papers import meeting_record
from reports.working_days import publish_by

NEWEST: Final = {"major": "major", "minor": "minor", "locked_at": "locked_at", "publication": "publication__at"}


@admin.register(Paper)
class PaperAdmin(ComposePages, PartPages, AboutPages, LockPages, VersionPages, HistoryPages):
    """The list leads to the page on which a paper is composed; Django's own form would save past the actions."""

    actions = None
    list_display = ("name", "meeting_day", "stands", "newest", "due")
    list_display_links = None
    list_filter = ("state", "meeting__committee")
    list_per_page = 50
    list_select_related = ("meeting__committee",)
    search_fields = ("title", "item", "slug", "director", "meeting__committee__name")
    search_help_text = "Words of the title, the item number or the committee."
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Paper]:
        """With what the list says of the newest version, in the same query."""
        versions = PaperVersion.objects.filter(paper=OuterRef("pk")).order_by("-major", "-minor")
        of_newest = {f"newest_{name}": Subquery(versions.values(column)[:1]) for name, column in NEWEST.items()}
        return super().get_queryset(request).annotate(**of_newest)

    def get_urls(self) -> list[URLPattern]:
        one, version = "<int:pk>/", "<int:pk>/version/<int:version>/"
        restricted = {"restricted": True}
        return [
            self._at("", self.changelist_view, "changelist"),
            self._at("add/", self.add_view, "add"),
            self._at(one, self.compose_view, "compose"),
            self._at(f"{one}change/", self.change_view, "change"),
            self._at(f"{one}about/", self.about_view, "about"),
            self._at(f"{one}part/<slug:key>/", self.part_view, "part"),
            self._at(f"{one}preview/", self.preview_view, "preview"),
            self._at(f"{one}preview.pdf", self.preview_pdf_view, "preview_pdf"),
            self._at(f"{one}lock/", self.lock_view, "lock"),
            self._at(f"{one}reopen/", self.reopen_view, "reopen"),
            self._at(f"{one}history/", self.paper_history_view, "history"),
            self._at(version, self.version_view, "version"),
            self._at(f"{version}publish/", self.publish_view, "publish"),
            self._at(f"{version}paper.<slug:ending>", self.file_view, "file"),
            self._at(f"{version}paper-restricted.<slug:ending>", self.file_view, "restricted_file", restricted),
        ]

    def _at(self, where: str, view: Any, what: str, fixed: dict[str, Any] | None = None) -> URLPattern:
        return path(where, self.admin_site.admin_view(view), fixed, name=f"reports_paper_{what}")

    # The list --------------------------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Papers", **(extra_context or {})})

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """With what an empty list says is to be done next: its template gets nothing else of the page."""
        found = super().get_changelist_instance(request)
        found.may_begin = self.has_add_permission(request)
        found.has_meeting = Meeting.objects.filter(rights.within(request.user, *self.to_view)).exists()
        found.makes_meetings = rights.may_somewhere(request.user, "reports.add_meeting")
        return found

    @admin.display(description="paper", ordering="title")
    def name(self, row: Paper) -> SafeString:
        item = f" (item {row.item})" if row.item else ""
        return format_html(
            '<a href="{}">{}</a>{}<br><span class="paper-quiet">as at {}</span>',
            paper_url("compose", row.pk),
            row.title,
            item,
            parse(row.month).name,
        )

    @admin.display(description="meeting", ordering="meeting__day")
    def meeting_day(self, row: Paper) -> str:
        return str(row.meeting)

    @admin.display(description="state", ordering="state")
    def stands(self, row: Any) -> str:
        if row.state == "composed":
            return "Being composed" if row.newest_major is None else "Being corrected"
        return "Locked" if row.newest_publication is None else "Published"

    @admin.display(description="newest version", ordering="newest_locked_at")
    def newest(self, row: Any) -> str:
        if row.newest_major is None:
            return "none yet"
        published = row.newest_publication
        number = f"{row.newest_major}.{row.newest_minor}"
        if published is None:
            return f"{number}, not published"
        when = timezone.localdate(published)
        return f"{number}, published {when.day} {when:%B %Y}"

    @admin.display(description="publish by", ordering="meeting__day")
    def due(self, row: Any) -> str | SafeString:
        by, today = publish_by(row.meeting.day), timezone.localdate()
        words = f"{by.day} {by:%B %Y}"
        if row.newest_publication is None and by < today:
            return format_html('{}<br><strong class="paper-late">late</strong>', words)
        return words

    def change_view(self, request: HttpRequest, pk: int, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Django's links lead to where the paper is composed."""
        paper, _ = self.paper_and_seat(request, pk)
        return self.to("compose", paper.pk)

    # A new one -------------------------------------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Asks to which meeting and as at which month, and composes the paper as far as it composes itself."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        initial = {"meeting": request.GET.get("meeting", "")}
        form = BeginForm(request.POST or None, initial=initial)
        mine = Meeting.objects.filter(rights.within(request.user, "reports.add_paper")).select_related("committee")
        form.fields["meeting"].queryset = mine.order_by("-day")
        if form.is_valid():
            paper = self._begin(request, form)
            if paper is not None:
                messages.success(request, "The paper is begun. These parts and report cards stand in it.")
                return self.to("compose", paper.pk)
        context = {
            "form": form,
            "has_meeting": mine.exists(),
            "makes_meetings": rights.may_somewhere(request.user, "reports.add_meeting"),
        }
        return self.page(request, "begin.html", "Begin a paper", **context)

    def _begin(self, request: HttpRequest, form: BeginForm) -> Paper | None:
        """The new paper; None where it was refused, with the reason in the form."""
        data = dict(form.cleaned_data)
        meeting = data.pop("meeting")
        of = meeting_record(meeting)
        newest = pages.newest_month(of.committee_slug, reader=readers_of(of))
        month = data.pop("month") or newest
        if month is None:
            form.add_error("month", "The committee has no verified figures yet: there is nothing to report.")
            return None
        if newest is None or month > newest:
            known = "" if newest is None else f" The newest is {newest.name}."
            form.add_error("month", f"There are no verified figures for {month.name} yet.{known}")
            return None
        try:
            return begin_paper(meeting=meeting.pk, month=month, by=request.user, **data)
        except PaperRefused as refused:
            form.add_error("slug", str(refused))
            return None

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        raise Http404("Papers have pages of their own.")
