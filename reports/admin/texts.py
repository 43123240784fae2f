"""The pages of report-card texts in the admin: where one is written, how it came about, and what is to be written.

The list of texts is Django's own (`indicators.admin.texts`); these pages show figures in words, so they stand here. The
admin site takes their addresses in (`asc_dashboard.admin_site`).
"""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from indicators import rights
from indicators.domain.errors import PeriodError
from indicators.domain.periods import from_address
from indicators.queries.committees import committees
from indicators.queries.written_texts import text_events
from reports import pages
from reports.admin.text_doing import VIEW
from reports.admin.text_lives import life_of
from reports.admin.text_pages import LIFE_NAME, PREVIEW_NAME, WRITE_NAME, TextPage, preview, text_place, url
from reports.pages.texts_due import texts_due
from reports.wording.writing import STATE_WORDS

START = "indicators/reportcardtext/"
PLACE = "<slug:address>/<slug:period>/"
DUE_NAME, MONTH_NAME = "indicators_reportcardtext_due", "indicators_reportcardtext_due_month"


class TextPages:
    """The addresses of one admin site."""

    def __init__(self, site: AdminSite) -> None:
        self._site = site

    def urls(self) -> list[URLPattern]:
        closed = self._site.admin_view
        return [
            path(f"{START}write/{PLACE}", closed(self.write), name=WRITE_NAME),
            path(f"{START}preview/{PLACE}", closed(preview), name=PREVIEW_NAME),
            path(f"{START}life/{PLACE}", closed(self.life), name=LIFE_NAME),
            path(f"{START}due/", closed(self.due), name=DUE_NAME),
            path(f"{START}due/<slug:slug>/<slug:period>/", closed(self.due_in), name=MONTH_NAME),
        ]

    def write(self, request: HttpRequest, address: str, period: str) -> HttpResponse:
        """Where the text of an indicator and month is written, submitted and approved."""
        place = text_place(request.user, address, period)
        if place.month.address != period:  # a quarter stands for its last month
            return HttpResponseRedirect(url(WRITE_NAME, address, place.month))
        return TextPage(self._site, request, place).answer()

    def life(self, request: HttpRequest, address: str, period: str) -> HttpResponse:
        """Every version of a text with what each changed."""
        place = text_place(request.user, address, period)
        return self._page(
            request,
            "admin/reports/card_text_life.html",
            f"Life of a text: {address.upper()}, {place.month.name}",
            events=life_of(text_events(place.indicator, place.month)),
            write=url(WRITE_NAME, address, place.month),
        )

    def due(self, request: HttpRequest) -> HttpResponse:
        """The committees whose texts somebody may look at, each with its newest month; straight there if it is one."""
        seen = rights.committees_of(request.user, *VIEW)
        found = [
            (one, reverse(f"admin:{MONTH_NAME}", args=(one.slug, one.newest.address)))
            for one in committees(pages.reader_of(request.user))
            if one.pk in seen and one.newest is not None
        ]
        if len(found) == 1:
            return HttpResponseRedirect(found[0][1])
        return self._page(request, "admin/reports/card_texts_start.html", "Texts to write", committees=found)

    def due_in(self, request: HttpRequest, slug: str, period: str) -> HttpResponse:
        """What is to be written for one month of a committee."""
        try:
            month = from_address(period).last_month
            due = texts_due(
                slug, month, reader=pages.reader_of(request.user), seen=rights.committees_of(request.user, *VIEW)
            )
        except (PeriodError, pages.Missing, pages.NotYours, pages.SignInNeeded) as error:
            raise Http404(str(error)) from error
        shown = request.GET.get("show", "")
        counts = [(state, words, sum(one.state == state for one in due.lines)) for state, words in STATE_WORDS.items()]
        return self._page(
            request,
            "admin/reports/card_texts_due.html",
            f"Texts to write: {due.as_at.name}",
            due=due,
            lines=[one for one in due.lines if shown in ("", one.state)],
            counts=counts,
            shown=shown,
        )

    def _page(self, request: HttpRequest, template: str, title: str, **context: object) -> TemplateResponse:
        return TemplateResponse(request, template, {**self._site.each_context(request), "title": title, **context})
