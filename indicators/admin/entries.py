"""Lists of figures, targets, overrides and flags, and the pages on which they are recorded and withdrawn.

The rows themselves are never saved from here: `save_model` could not refuse politely, and would leave no revision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NoReturn
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators import rights
from indicators.actions import Conflict, Kind, Refused, withdraw
from indicators.admin.entry_forms import RecordForm, StartForm, WithdrawForm
from indicators.admin.fields import add_problem, sentence
from indicators.admin.limits import LimitedAdmin
from indicators.domain.errors import PeriodError
from indicators.domain.periods import Period, from_address, parse
from indicators.importing.problems import Problem
from indicators.models import Indicator


class ThroughActionsOnly(TypeError):
    """Somebody tried to save or delete such a row from the admin itself."""


def place_or_404(user: Any, address: str, period: str) -> tuple[Indicator, Period]:
    """The indicator and the period that an address names, if its committee is one that somebody may look into."""
    seen = Indicator.objects.filter(rights.within(user, "indicators.view_indicator"))
    try:
        return get_object_or_404(seen, address=address), from_address(period)
    except PeriodError as error:
        raise Http404(str(error)) from error


def life_url(indicator: Indicator, period: Period) -> str:
    """The page of everything recorded for one period of an indicator."""
    return reverse("admin:indicators_revision_life", args=(indicator.address, period.address))


class EntryAdmin(LimitedAdmin):
    """Entries that change only through the actions. Each list has its rows linked to their life."""

    kind: ClassVar[Kind]
    record_form: ClassVar[type[RecordForm]]
    start_form: ClassVar[type[StartForm]] = StartForm
    place: ClassVar[str] = "<slug:address>/<slug:period>"
    """What finds one entry in an address."""

    actions = None
    list_display_links = None
    list_per_page = 50
    show_full_result_count = False
    list_select_related = ("indicator",)
    search_fields = ("indicator__code", "indicator__name")
    search_help_text = "A code, words of the indicator's name, or a period such as 2016-12 or Q3 2016/17."
    ordering = ("-ends", "indicator__code")

    # Addresses -------------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Only these: what ModelAdmin offers beside them would save rows."""
        return [
            self._at("", self.changelist_view, "changelist"),
            self._at("add/", self.add_view, "add"),
            *self.more_urls(),
            self._at(f"{self.place}/", self.record_view, "record"),
            self._at(f"{self.place}/withdraw/", self.withdraw_view, "withdraw"),
        ]

    def more_urls(self) -> list[URLPattern]:
        """Pages of one kind of entry only."""
        return []

    def _at(self, where: str, view: Callable[..., HttpResponse], what: str) -> URLPattern:
        return path(where, self.admin_site.admin_view(view), name=self._name(what))

    def _name(self, what: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{what}"

    def url(self, what: str, **place: str) -> str:
        """The address of one of these pages."""
        return reverse(f"admin:{self._name(what)}", kwargs=place)

    # What Django would save ------------------------------------------------------------------------------------------

    def save_model(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ThroughActionsOnly("These change only through indicators.actions.")

    def delete_model(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ThroughActionsOnly("These are withdrawn through indicators.actions, never deleted.")

    delete_queryset = delete_model

    # The list --------------------------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @admin.display(description="indicator", ordering="indicator__code")
    def what(self, row: Any) -> SafeString:
        url = life_url(row.indicator, parse(row.period))
        return format_html('<a href="{}">{} {}</a>', url, row.indicator.code, row.indicator.name)

    @admin.display(description="period", ordering="ends")
    def when(self, row: Any) -> str:
        return parse(row.period).label

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """A period, in any way people write one, finds its rows."""
        try:
            written = parse(search_term).written
        except PeriodError:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(period=written), False

    # Recording -------------------------------------------------------------------------------------------------------

    def standing(self, indicator: Indicator, period: Period, **place: str) -> Model | None:
        """The entry that stands there, if one does."""
        return self.model._default_manager.filter(indicator=indicator, period=period.written, **place).first()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Asks which indicator and period, and goes on to the form that fits them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = "indicator" in request.GET
        form = self.start_form(request.GET if asked else None, initial=request.GET.dict())
        offered = form.fields["indicator"]
        offered.queryset = offered.queryset.filter(rights.indicators_for(request.user, self.permission("add")))
        if asked and form.is_valid():
            return HttpResponseRedirect(self.url("record", **form.place))
        return self._page(request, "admin/indicators/entry_start.html", f"Add {self._noun}", form=form)

    def opens_on(self, indicator: Indicator, period: Period, **place: str) -> Any:
        """What the form goes on from, None where there is nothing yet."""
        return self.standing(indicator, period, **place)

    def record_view(self, request: HttpRequest, address: str, period: str, **place: str) -> HttpResponse:
        """Records the entry, or changes the one that stands."""
        indicator, of_period = place_or_404(request.user, address, period)
        standing = self.opens_on(indicator, of_period, **place)
        if not rights.may_for(request.user, self.permission("add" if standing is None else "change"), indicator):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else None
        form = self.record_form(data, indicator=indicator, period=of_period, standing=standing, **place)
        status = 200
        if form.is_valid():
            try:
                done = form.record(request.user)
            except Refused as refused:
                form.add_refused(refused)
            except Conflict as conflict:
                status = 409
                form = form.against(conflict, self.opens_on(indicator, of_period, **place))
            else:
                self.tell(request, form, done)
                return HttpResponseRedirect(self._next(request, indicator, of_period))
        verb = "Add" if standing is None else "Change"
        title = f"{verb} {self._noun}: {indicator.code}, {of_period.name}"
        beside = {"indicator": indicator, "back": life_url(indicator, of_period), **self.beside(indicator, of_period)}
        return self._page(request, "admin/indicators/entry_form.html", title, status, form=form, **beside)

    def beside(self, indicator: Indicator, period: Period) -> dict[str, Any]:
        """What else the form's page shows."""
        return {}

    def tell(self, request: HttpRequest, form: RecordForm, done: Any) -> None:
        """Says what became of the entry: `done` is what the form gave."""
        what = f"{form.indicator.code}, {form.period.name}"
        if done.changed_anything:
            messages.success(request, f"The {self._noun} of {what} is recorded.")
        else:
            messages.info(request, f"Nothing was changed: the {self._noun} of {what} stands like that already.")
        self.warn(request, what, done.warnings)

    def warn(self, request: HttpRequest, what: str, warnings: Iterable[Problem]) -> None:
        """Asks about what is odd enough to be asked about."""
        for warning in warnings:
            messages.warning(request, f"Please check {what}: {sentence(warning.message)}")

    def _next(self, request: HttpRequest, indicator: Indicator, period: Period) -> str:
        if "_addanother" in request.POST:
            return f"{self.url('add')}?{urlencode({'period': period.written})}"
        return life_url(indicator, period)

    # Withdrawing -----------------------------------------------------------------------------------------------------

    def withdraw_view(self, request: HttpRequest, address: str, period: str, **place: str) -> HttpResponse:
        """Takes the entry back, with a reason; its revisions stay."""
        indicator, of_period = place_or_404(request.user, address, period)
        if not rights.may_for(request.user, self.permission("delete"), indicator):
            raise PermissionDenied
        standing = self.standing(indicator, of_period, **place)
        if standing is None:
            messages.warning(request, f"There is no {self._noun} of {indicator.code} for {of_period.name} any more.")
            return HttpResponseRedirect(life_url(indicator, of_period))
        version = getattr(standing, "version", None)
        status = 200
        form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"version": version})
        if form.is_valid():
            try:
                withdraw(
                    kind=self.kind,
                    indicator=indicator,
                    period=of_period,
                    by=request.user,
                    reason=form.cleaned_data["why"],
                    expected_version=form.cleaned_data["version"],
                    **place,
                )
            except Refused as refused:
                for problem in refused.problems:
                    add_problem(form, "why" if problem.column == "reason" else problem.column, problem)
            except Conflict as conflict:
                status = 409
                data = request.POST.copy()
                data["version"] = "" if conflict.version is None else str(conflict.version)
                form = WithdrawForm(data)
                form.add_error(None, f"Somebody has changed this {self._noun} since you opened the page. Look again.")
                standing = self.standing(indicator, of_period, **place)
            else:
                messages.success(request, f"The {self._noun} of {indicator.code}, {of_period.name} is withdrawn.")
                return HttpResponseRedirect(life_url(indicator, of_period))
        title = f"Withdraw {self._noun}: {indicator.code}, {of_period.name}"
        beside = {"indicator": indicator, "back": life_url(indicator, of_period)}
        return self._page(
            request, "admin/indicators/entry_withdraw.html", title, status, form=form, standing=standing, **beside
        )

    # ------------------------------------------------------------------------------------------------------------------

    @property
    def _noun(self) -> str:
        return str(self.opts.verbose_name)

    def _page(
        self, request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
    ) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, template, context, status=status)
