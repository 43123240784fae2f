"""The record of every change to figures, targets, overrides and flags: a list, and the life of one period's entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators import rights
from indicators.actions import Kind
from indicators.admin.entries import life_url, place_or_404
from indicators.admin.entry_forms import COLUMNS
from indicators.admin.figures import shown
from indicators.admin.limits import LimitedAdmin
from indicators.domain.periods import Frequency, Period, parse
from indicators.models import ExceptionFlag, Figure, Indicator, RatingOverride, Revision, Target
from indicators.models.decisions import FlagRule
from indicators.models.figures import Judged, State, Status

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "status": dict(Status.choices),
    "judged": dict(Judged.choices),
    "rating": dict(Judged.choices),
    "rule": dict(FlagRule.choices),
    "state": dict(State.choices),
}
NOTHING: Final = "nothing"


def word(column: str, value: str | None) -> str:
    """A column's value as people read it."""
    return WORDS.get(column, {}).get(value or "", value or "") or NOTHING


def name_of(person: AbstractBaseUser | None) -> str:
    """Who did it; a command that nobody signed has no name to give."""
    return "a command, nobody named" if person is None else person.get_full_name() or person.get_username()


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of an entry that a revision changed, in words."""

    column: str
    old: str
    new: str


def differences(revision: Revision) -> Iterator[Difference]:
    """What the revision changed, column by column; the state is told apart."""
    old, new = revision.old or {}, revision.new or {}
    for column, label in COLUMNS.items():
        if column != "state" and old.get(column) != new.get(column):
            yield Difference(label, word(column, old.get(column)), word(column, new.get(column)))


def outcome(revision: Revision) -> str:
    """What became of the entry: recorded, changed or withdrawn; drafts are called so."""
    verb = "Withdrawn" if revision.new is None else "Recorded" if revision.old is None else "Changed"
    state = (revision.new or {}).get("state", "verified")
    return verb if state == "verified" else f"{verb} as {word('state', state).lower()}"


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
        return f"{first.column}: {first.new}" if row.old is None else f"{first.column}: {first.old} → {first.new}"

    @admin.display(description="who", ordering="by__username")
    def who(self, row: Revision) -> str:
        return name_of(row.by)

    @admin.display(description="from")
    def source_place(self, row: Revision) -> str:
        return f"{row.source}, row {row.source_row}" if row.source else ""

    # One period's life -----------------------------------------------------------------------------------------------

    def life_view(self, request: HttpRequest, address: str, period: str) -> HttpResponse:
        """What stands for one period of an indicator, and every change that led there, the newest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        indicator, of_period = place_or_404(request.user, address, period)
        revisions = Revision.objects.filter(indicator=indicator, period=of_period.written).select_related("by")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{indicator.code}, {of_period.name}",
            "subtitle": indicator.name,
            "indicator": indicator,
            "standing": list(_standing(request.user, indicator, of_period)),
            "revisions": [(one, outcome(one), name_of(one.by), list(differences(one))) for one in revisions],
        }
        return TemplateResponse(request, "admin/indicators/life.html", context)


def _standing(user: Any, indicator: Indicator, period: Period) -> Iterator[Standing]:
    own = period.frequency is Frequency(indicator.frequency)
    entries: Any = {"indicator": indicator, "period": period.written}
    if own:
        rows = {row.state == "verified": row for row in Figure.objects.filter(**entries)}
        figure, draft = rows.get(True), rows.get(False)
        text = "None" if figure is None else f"{shown(figure)} ({figure.get_status_display().lower()})"
        note = "" if figure is None else figure.reason or figure.note
        yield Standing("Figure", text, note, _links(user, Kind.FIGURE, indicator, period, figure))
        if draft is not None:
            yield Standing(draft.get_state_display(), shown(draft), "Not on any page until it is verified.", ())
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
