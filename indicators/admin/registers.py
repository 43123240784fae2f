"""Committees, sections, rating schemes, indicators and definitions. Every change is kept with who and when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Prefetch, Q, QuerySet, prefetch_related_objects
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import DeletedObject
from simple_history.template_utils import HistoricalRecordContextHelper

from indicators import rights
from indicators.admin.fields import sentence
from indicators.admin.limits import COMMITTEE_AT, LimitedAdmin
from indicators.admin.register_forms import CommitteeForm, DefinitionForm, IndicatorForm, SchemeForm, SectionForm
from indicators.domain.periods import parse
from indicators.models import Committee, DefinitionVersion, Indicator, Scheme, Section, StoreStamp
from indicators.queries.committees import Committees

HISTORY = ("History", {"fields": ("change_reason",)})
LONGEST_SHOWN = 2000


class SeenChanges(HistoricalRecordContextHelper):
    """The changes of a register's row, without the names of what stands in committees that the reader may not see."""

    seen: Committees

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        found = super().prepare_delta_change_value(change, value)
        return [self._told(one) for one in found] if isinstance(found, list) else self._told(found)

    def _told(self, value: Any) -> Any:
        if isinstance(value, DeletedObject) and value.pk is None:
            return "nothing"
        where = COMMITTEE_AT.get(type(value))
        if where is None or (value.pk if where == "pk" else value.committee_id) in self.seen:
            return value
        return f"{value._meta.verbose_name} of another committee" if where != "pk" else "another committee"


class KeptAdmin(LimitedAdmin, SimpleHistoryAdmin):
    """A register or text whose history is shown and never undone from here.

    simple_history's page of one version saves what is posted to it, to anybody who may look; it is left out.
    """

    object_history_list_template = "admin/history_list.html"
    list_per_page = 50
    settled: ClassVar[tuple[str, ...]] = ()
    """Fields that cannot change once the row is there: others were made for what it was."""

    def get_urls(self) -> list[URLPattern]:
        return [url for url in super().get_urls() if url.name and not url.name.endswith("_simple_history")]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            self.opts.pk.to_python(unquote(object_id))
        except ValidationError as error:
            raise Http404(f"There is no {self.opts.verbose_name} {object_id!r}.") from error
        return super().history_view(request, object_id, extra_context)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *(self.settled if obj else ()))

    def revert_disabled(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """What stands in the way comes before what somebody may not: nobody deletes what a revision names."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set() if protected else lacking, protected

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            if request.method == "POST":
                StoreStamp.touch()  # its row lock: what the form checks stands until this is committed
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        self.check_may_save(request, obj, change=change)
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_model(request, obj, form, change)
        for warning in getattr(form, "warnings", ()):
            messages.warning(request, sentence(warning.message))

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> HistoricalRecordContextHelper:
        helper = SeenChanges(self.model, historical_record, max_displayed_delta_change_chars=LONGEST_SHOWN)
        helper.seen = rights.committees_of(request.user, *self.to_view)
        return helper


@admin.register(Committee)
class CommitteeAdmin(KeptAdmin):
    form = CommitteeForm
    of_committee = "pk"
    list_display = ("name", "council", "public", "slug")
    list_filter = ("public", "council")
    search_fields = ("name", "council", "slug")
    settled = ("slug",)  # it stands in the addresses of published papers, which last
    fieldsets = (
        ("What it is", {"fields": ("name", "council", "slug")}),
        ("Who sees its pages", {"fields": ("public",)}),
        ("How its indicators are rated", {"fields": ("default_scheme",)}),
        ("What it calls an exception", {"fields": ("off_target_from", "worsening_moves")}),
        HISTORY,
    )


@admin.register(Section)
class SectionAdmin(KeptAdmin):
    form = SectionForm
    of_committee = "committee"
    list_display = ("name", "committee", "order", "slug")
    list_filter = ("committee",)
    list_select_related = ("committee",)
    search_fields = ("name", "slug", "committee__name")
    settled = ("committee",)
    fieldsets = ((None, {"fields": ("committee", "name", "slug", "order")}), HISTORY)


@admin.register(Scheme)
class SchemeAdmin(KeptAdmin):
    form = SchemeForm
    of_committee = None
    list_display = ("slug", "kind", "green_within", "red_from", "levels")
    list_filter = ("kind",)
    search_fields = ("slug", "note")
    fieldsets = (
        (None, {"fields": ("slug", "kind", "note")}),
        ("For per cent of the target, and for points", {"fields": ("green_within", "red_from")}),
        ("For two fixed levels, and for bands", {"fields": ("levels",)}),
        HISTORY,
    )


@admin.register(Indicator)
class IndicatorAdmin(KeptAdmin):
    form = IndicatorForm
    of_committee = "committee"
    list_display = ("code", "name", "committee", "section", "good_is", "unit", "frequency", "lead", "retired_from")
    list_filter = ("committee", "section", "frequency", "unit", "good_is", "basis")
    list_select_related = ("committee", "section")
    search_fields = ("code", "name", "lead", "data_owner")
    fieldsets = (
        ("What it is", {"fields": ("code", "name", "committee", "section", "order")}),
        ("How it is measured", {"fields": ("unit", "frequency", "basis", "decimals")}),
        ("How it is judged", {"fields": ("good_is", "scheme")}),
        ("Who answers for it, and when", {"fields": ("lead", "data_owner", "due_days")}),
        ("How it is shown", {"fields": ("suppress_below", "retired_from", "related")}),
        HISTORY,
    )

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Indicator:
        """With only those related indicators that somebody may look at: the page and its form show what is there."""
        found = super().get_object(request, object_id, from_field)
        prefetch_related_objects([found], Prefetch("related", Indicator.objects.filter(self._seen(request))))
        return found

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[ModelForm]:
        form = super().get_form(request, *args, **kwargs)
        form.seen = self._seen(request)
        return form

    def _seen(self, request: HttpRequest) -> Q:
        return rights.within(request.user, *self.to_view)


@admin.register(DefinitionVersion)
class DefinitionAdmin(KeptAdmin):
    form = DefinitionForm
    list_display = ("indicator", "holds_from", "breaks_series", "in_short")
    list_filter = ("indicator__committee", "breaks_series")
    list_select_related = ("indicator",)
    search_fields = ("indicator__code", "indicator__name", "definition")
    ordering = ("indicator__code", "-ends")
    settled = ("indicator",)
    fieldsets = (
        (None, {"fields": ("indicator", "from_period", "breaks_series")}),
        ("In words", {"fields": ("definition", "why", "target_rationale", "note")}),
        HISTORY,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[DefinitionVersion]:
        return super().get_queryset(request).select_related("indicator")

    @admin.display(description="from", ordering="ends")
    def holds_from(self, row: DefinitionVersion) -> str:
        return parse(row.from_period).label

    @admin.display(description="definition")
    def in_short(self, row: DefinitionVersion) -> str:
        return row.definition if len(row.definition) <= 100 else f"{row.definition[:99]}…"
