"""The record of every change to figures, targets, overrides and flags: a list, and the life of one period's entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators import rights
from indicators.actions import Kind
from indicators.admin.entries import life_url, place_or_404
from indicators.admin.figure_rows import FigureRows, figure_rows, name_of, shown
from indicators.admin.figure_steps import StepForm, offered, step_or_404
from indicators.admin.limits import LimitedAdmin
from indicators.admin.lives import Event, differences, event, life_csv, outcome
from indicators.admin.upload_steps import uploads_seen_by
from indicators.domain.periods import Frequency, Period, parse
from indicators.models import ExceptionFlag, Figure, Indicator, RatingOverride, Revision, Target, Upload
from indicators.models.decisions import FlagRule


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing that stands for the period, or could, with what this person may do about it: (words, address)."""

    what: str
    text: str
    note: str
    links: tuple[tuple[str, str], ...]


@admin.register(Revision)
class RevisionAdmin(LimitedAdmin):
    """Read only, for everybody."""

    actions = None
    list_display = ("at", "what", "when", "of", "outcome", "summary", "who", "reason", "source_place")
    list_display_links = None
    list_filter = ("of", "indicator__committee", "at", ("by", admin.RelatedOnlyFieldListFilter))
    list_per_page = 50
    list_select_related = ("indicator", "by")
    search_fields = ("indicator__code", "indicator__name", "reason", "source", "by__username")
    search_help_text = "A code, words of the indicator's name or of the reason, a file, or a username."
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="indicators_revision_changelist"),
            path("<slug:address>/<slug:period>/", view(self.life_view), name="indicators_revision_life"),
            path("<slug:address>/<slug:period>.csv", view(self.life_csv_view), name="indicators_revision_life_csv"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Revisions", **(extra_context or {})})

    @admin.display(description="indicator", ordering="indicator__code")
    def what(self, row: Revision) -> SafeString:
        url = life_url(row.indicator, parse(row.period))
        return format_html('<a href="{}">{} {}</a>', url, row.indicator.code, row.indicator.name)

    @admin.display(description="period")
    def when(self, row: Revision) -> str:
        return parse(row.period).label

    @admin.display(description="what happened")
    def outcome(self, row: Revision) -> str:
        return outcome(row)

    @admin.display(description="change")
    def summary(self, row: Revision) -> str:
        """The column that says most: the value, the rating, or the first that changed."""
        first = next(differences(row), None)
        if first is None:
            return ""
        new = first.new_words
        return f"{first.column}: {new}" if row.old is None else f"{first.column}: {first.old_words} → {new}"

    @admin.display(description="who", ordering="by__username")
    def who(self, row: Revision) -> str:
        return name_of(row.by)

    @admin.display(description="from")
    def source_place(self, row: Revision) -> str:
        return f"{row.source}, row {row.source_row}" if row.source else ""

    # One period's life -----------------------------------------------------------------------------------------------

    def life_view(self, request: HttpRequest, address: str, period: str) -> HttpResponse:
        """What stands for one period of an indicator, and every change that led there, the newest first.

        A POST takes a step with the figure that is on its way.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        indicator, of_period = place_or_404(request.user, address, period)
        tried, refused = None, ""
        if request.method == "POST":
            rows = figure_rows(indicator, of_period)
            step = step_or_404(request.user, indicator, request.POST.get("step", ""))
            tried = StepForm(step, rows.on_its_way, request.POST)
            if tried.is_valid():
                refused = tried.take(request.user)
                if not refused:
                    what = f"{indicator.code}, {of_period.name}"
                    messages.success(request, step.done.format(what=what, public=rows.public))
                    return HttpResponseRedirect(request.path)
        rows = figure_rows(indicator, of_period)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{indicator.code}, {of_period.name}",
            "subtitle": indicator.name,
            "indicator": indicator,
            "rows": rows,
            "draft": list(_on_its_way(rows)),
            "draft_links": _links(request.user, Kind.FIGURE, indicator, of_period, rows.on_its_way)[:1],
            "offered": offered(request.user, indicator, of_period, rows, tried),
            "refused": refused,
            "tried": tried,
            "standing": list(_standing(request.user, indicator, of_period, rows)),
            "events": self._events(request.user, indicator, of_period),
            "csv": reverse("admin:indicators_revision_life_csv", args=(indicator.address, of_period.address)),
        }
        return TemplateResponse(request, "admin/indicators/life.html", context, status=409 if refused else 200)

    def life_csv_view(self, request: HttpRequest, address: str, period: str) -> HttpResponse:
        """The same record as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        indicator, of_period = place_or_404(request.user, address, period)
        name = f"{indicator.address}-{of_period.address}-life.csv"
        return HttpResponse(
            life_csv(indicator, of_period, self._events(request.user, indicator, of_period)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _events(self, user: Any, indicator: Indicator, period: Period) -> list[Event]:
        """Everything recorded, the newest first. Of uploads only the names: their files may be large."""
        uploads = Prefetch("upload", Upload.objects.only("file_name", "sha256"))
        revisions = Revision.objects.filter(indicator=indicator, period=period.written)
        seen = set(uploads_seen_by(user).filter(revisions__in=revisions).order_by().values_list("pk", flat=True))
        return [event(one, seen) for one in revisions.select_related("by").prefetch_related(uploads)]


def _on_its_way(rows: FigureRows) -> Iterator[tuple[str, str]]:
    """What is to be known of the figure on its way: what it is called, and what it says."""
    row = rows.on_its_way
    if row is None:
        return
    yield "Figure", _figure_words(row)
    yield "Reason or note", "\n".join(part for part in (row.reason, row.note) if part)
    yield "Entered by", name_of(row.entered_by)
    yield "Entered", "" if row.entered_at is None else date_format(timezone.localtime(row.entered_at), "j F Y, H:i")
    yield "Why the verified figure is to change", row.why
    yield "What was checked", row.checked
    yield "Sent back because", row.sent_back
    yield "The public sees", rows.public


def _figure_words(row: Figure) -> str:
    """`86.2 (final), 431 of 500`."""
    parts = "" if row.numerator is None else f", {row.numerator} of {row.denominator}"
    return f"{shown(row)} ({row.get_status_display().lower()}){parts}"


def _standing(user: Any, indicator: Indicator, period: Period, rows: FigureRows) -> Iterator[Standing]:
    own = period.frequency is Frequency(indicator.frequency)
    entries: Any = {"indicator": indicator, "period": period.written}
    if own:
        figure = rows.verified
        text, note = ("None", "") if figure is None else (_figure_words(figure), figure.reason or figure.note)
        if figure is not None and figure.revised_on is not None:
            text += f", revised {date_format(figure.revised_on, 'j F Y')}"
        yield Standing("Verified figure", text, note, _links(user, Kind.FIGURE, indicator, period, figure))
    target = Target.objects.filter(**entries).first()
    yield Standing("Target", *_target_words(target), _links(user, Kind.TARGET, indicator, period, target))
    if own:
        override = RatingOverride.objects.filter(**entries).first()
        text, reason = ("None", "") if override is None else (override.get_rating_display(), override.reason)
        yield Standing("Rating by hand", text, reason, _links(user, Kind.OVERRIDE, indicator, period, override))
        flags = {flag.rule: flag for flag in ExceptionFlag.objects.filter(**entries)}
        for rule, label in FlagRule.choices:
            flag = flags.get(rule)
            reason = "" if flag is None else flag.reason
            links = _links(user, Kind.FLAG, indicator, period, flag, rule=rule)
            yield Standing(label, "No" if flag is None else "Yes", reason, links)


def _target_words(target: Target | None) -> tuple[str, str]:
    if target is None:
        return "None", ""
    text = target.value if target.value_to is None else f"{target.value} to {target.value_to}"
    return text, ", ".join(part for part in (target.profile, target.note) if part)


def _links(
    user: Any, kind: Kind, indicator: Indicator, period: Period, row: Model | None, **place: str
) -> tuple[tuple[str, str], ...]:
    """What this person may do about one entry."""
    offers: Sequence[tuple[str, str, str]]
    if row is None:
        offers = (("add", "Add", "record"),)
    else:
        offers = (("change", "Change", "record"), ("delete", "Withdraw", "withdraw"))
    meta = kind.model._meta
    place = {"address": indicator.address, "period": period.address, **place}
    return tuple(
        (words, reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", kwargs=place))
        for verb, words, page in offers
        if rights.may_for(user, f"{meta.app_label}.{verb}_{meta.model_name}", indicator)
    )
