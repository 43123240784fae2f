"""The monthly round: the list of all rounds, one round to fill in, submit and verify, and its print-out."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NoReturn

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from indicators import rights
from indicators.admin.chasing import chasing_view
from indicators.admin.entries import ThroughActionsOnly
from indicators.admin.round_filters import NAME, Show, choices
from indicators.admin.round_forms import Line, line_of
from indicators.admin.round_lines import groups
from indicators.admin.round_outcomes import Do, Outcome, Sent
from indicators.admin.round_saving import Saving
from indicators.admin.round_words import HOW_WORDS
from indicators.domain.errors import PeriodError
from indicators.domain.periods import FIRST_YEAR, Frequency, Period, from_address
from indicators.domain.rounds import Completeness, Standing
from indicators.models import Committee, Indicator, RoundEvent
from indicators.queries.round_lists import months_of_rounds, summaries
from indicators.queries.rounds import BEFORE, Round, registered, round_of

VIEW: Final = "indicators.view_figure"
ENTER: Final = "indicators.change_figure"
LEAD: Final = "indicators.verify_figure"
"""Who verifies the figures of a committee locks its rounds too."""
ON_A_PAGE: Final = 24
COLUMNS: Final = (
    ("Settled", "verified", (Standing.VERIFIED, Standing.NOT_REPORTABLE, Standing.SUPPRESSED)),
    ("Submitted", "submitted", (Standing.SUBMITTED,)),
    ("Drafts", "draft", (Standing.DRAFT,)),
    ("Sent back", "sent_back", (Standing.SENT_BACK,)),
    ("Awaited", "awaited", (Standing.AWAITED,)),
    ("Missing", "missing", (Standing.MISSING,)),
)
"""The numbers of the list: the head, the class and the standings each counts."""


@admin.register(RoundEvent)
class RoundAdmin(admin.ModelAdmin):
    """A round has no row of its own: it is a committee and a month. Its rows tell when it was locked and opened."""

    # What Django asks ------------------------------------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return rights.may_somewhere(request.user, VIEW)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ThroughActionsOnly("Rounds are locked and opened again through indicators.actions.")

    delete_model = delete_queryset = save_model

    def get_urls(self) -> list[URLPattern]:
        view, chasing = self.admin_site.admin_view, chasing_view(self._place, self._page)
        return [
            path("", view(self.changelist_view), name="indicators_roundevent_changelist"),
            path("<slug:slug>/<slug:period>/", view(self.round_view), name="indicators_roundevent_round"),
            path("<slug:slug>/<slug:period>/print/", view(self.print_view), name="indicators_roundevent_print"),
            path("<slug:slug>/<slug:period>/chasing/", view(chasing), name="indicators_roundevent_chasing"),
        ]

    # The list --------------------------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """All rounds of the committees somebody may look into, newest first, each with how far it has come."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        committees = {one.pk: one for one in Committee.objects.filter(rights.within(request.user, VIEW, path="pk"))}
        chosen = [one for one in committees.values() if one.slug == request.GET.get("committee")]
        shown = chosen or list(committees.values())
        today = timezone.localdate()
        indicators = registered([one.pk for one in shown])
        places = sorted(
            (
                (one.pk, month)
                for one in shown
                for month in months_of_rounds((i for i in indicators if i.committee == one.pk), _month_of(today))
            ),
            key=lambda place: (-place[1].number, committees[place[0]].name),
        )
        page = Paginator(places, ON_A_PAGE).get_page(request.GET.get("page"))
        found = summaries(page.object_list, indicators, {pk: one.slug for pk, one in committees.items()}, today)
        context = {
            "committees": list(committees.values()),
            "chosen": chosen[0] if chosen else None,
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "columns": ("Due", *(word for word, _, _ in COLUMNS), "Late"),
            "rounds": [(committees[one.committee], one, _numbers(one.completeness)) for one in found],
        }
        return self._page(request, "admin/indicators/round_list.html", "Rounds", **context)

    # One round -------------------------------------------------------------------------------------------------------

    def round_view(self, request: HttpRequest, slug: str, period: str) -> HttpResponse:
        """Shows a round, or the lines of it that were chosen, and does what its buttons say."""
        committee, month = self._place(request, slug, period)
        sent = Sent(request.user, rights.may(request.user, LEAD, committee), request.POST)
        show = Show.read(request.GET.get(NAME, ""))

        def read() -> Round:
            return round_of(committee.pk, month, timezone.localdate())

        found = read()
        due = self._lines(request, committee, found)
        # A line that was sent stays, whatever has become of it since: what was typed in it is saved, or told.
        lines = [line for line in due if show.has(line.row, mine=line.mine) or sent.has(line.key)]
        outcome = Outcome(lines=lines)
        if request.method == "POST":
            outcome = Saving(lines, sent, read).save(_button(sent), committee, month)
            if outcome.is_clean:
                self._tell(request, outcome)
                return HttpResponseRedirect(request.get_full_path())
            found = outcome.round or found
        mine = {line.key for line in due if line.mine}
        context = {
            "shows": list(choices(found.rows, mine, show)),
            "hides": len(outcome.lines) < len(due),
            "enters": found.lock is None and any(line.may_enter for line in due),
        }
        return self._round_page(request, committee, found, sent, outcome, context)

    def print_view(self, request: HttpRequest, slug: str, period: str) -> HttpResponse:
        """The round on paper, to be signed."""
        committee, month = self._place(request, slug, period)
        found = round_of(committee.pk, month, timezone.localdate())
        lines = [line_of(row) for row in found.rows]
        context = {
            "committee": committee,
            "round": found,
            "groups": groups(lines, is_locked=True),
            "counts": counts_of(found.completeness),
            "signatures": ("Entered by", "Checked by", "Signed off by"),
            "printed_at": timezone.now(),
        }
        title = f"{committee.name}: round of {month.name}"
        return self._page(request, "admin/indicators/round_print.html", title, **context)

    def _place(self, request: HttpRequest, slug: str, period: str) -> tuple[Committee, Period]:
        """The committee and the month that an address names, if somebody may look into it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        seen = Committee.objects.filter(rights.within(request.user, VIEW, path="pk"))
        committee = get_object_or_404(seen, slug=slug)
        try:
            month = from_address(period)
        except PeriodError as error:
            raise Http404(str(error)) from error
        if month.frequency is not Frequency.MONTHLY or month > _month_of(timezone.localdate()):
            raise Http404(f"There is no round of {month.name}: a round is that of a month that has begun.")
        return committee, month

    def _lines(self, request: HttpRequest, committee: Committee, found: Round) -> list[Line]:
        enters = Indicator.objects.filter(rights.indicators_for(request.user, ENTER), committee=committee)
        may_enter = set(enters.values_list("pk", flat=True))
        charge = rights.indicators_of(request.user, committee)
        own = charge.own | charge.deputising
        return [
            line_of(row, may_enter=row.indicator.pk in may_enter, mine=row.indicator.pk in own) for row in found.rows
        ]

    def _tell(self, request: HttpRequest, outcome: Outcome) -> None:
        for sentence in outcome.done:
            messages.success(request, sentence)
        if not outcome.done:
            messages.info(request, "Nothing was changed.")
        for warning in outcome.warnings:
            messages.warning(request, warning)

    def _round_page(
        self,
        request: HttpRequest,
        committee: Committee,
        found: Round,
        sent: Sent,
        outcome: Outcome,
        context: dict[str, Any],
    ) -> HttpResponse:
        month, this_month = found.month, _month_of(timezone.localdate())
        is_open = found.lock is None
        context = {
            **context,
            "committee": committee,
            "round": found,
            "month": month,
            "groups": groups(outcome.lines, is_locked=not is_open),
            "counts": counts_of(found.completeness),
            "months_before": [month.plus(-step).label for step in range(BEFORE, 0, -1)],
            "outcome": outcome,
            "leads": sent.may_lead,
            "ticks": context["enters"] or (is_open and sent.may_lead),
            **sent.typed_reasons,
            "previous": month.previous if month.number > FIRST_YEAR * 12 else None,
            "next": month.next if month < this_month else None,
        }
        title = f"Round of {month.name}"
        status = 409 if outcome.has_clash else 200
        return self._page(request, "admin/indicators/round.html", title, status, **context)

    def _page(
        self, request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,  # the round needs the whole width
            "opts": self.opts,
            "title": title,
            **context,
        }
        return TemplateResponse(request, template, context, status=status)


def _button(sent: Sent) -> Do:
    """Which one was pressed. Enter in a field presses the first, which saves."""
    try:
        do = Do(sent.data.get("do", Do.SAVE))
    except ValueError as error:
        raise Http404("There is no such button.") from error
    if do.is_leads and not sent.may_lead:
        raise PermissionDenied
    return do


def _month_of(day: date) -> Period:
    return Period(Frequency.MONTHLY, day.year * 12 + day.month - 1)


def counts_of(found: Completeness) -> list[tuple[Standing, str, int]]:
    """How many figures stand how: the standing, its word and the number, those that occur."""
    return [
        (one, f"{HOW_WORDS[one]}{'s' if one is Standing.DRAFT and count > 1 else ''}", count)
        for one, count in found.counts.items()
        if count
    ]


def _numbers(found: Completeness) -> list[tuple[str, int]]:
    """The numbers of a round in the list, each with the class it is shown in."""
    counted = [(how, sum(found.counts[one] for one in those)) for _, how, those in COLUMNS]
    return [("", found.due), *counted, ("late", found.late)]


def round_url(committee: Committee, month: Period) -> str:
    """The address of a round."""
    return reverse("admin:indicators_roundevent_round", args=(committee.slug, month.address))
