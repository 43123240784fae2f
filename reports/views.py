"""Parse the request, ask `pages` for the card, pick a renderer. Nothing is computed or chosen here.

`page` and `data` are the two doors every address goes through: what may be read, what is not there, and what was
answered already (`kept`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from indicators.domain.periods import Frequency, Period
from reports import charts, exports, pages
from reports.cards import Dashboard, Document, ReportCard
from reports.kept import kept
from reports.pdf import PdfError, PdfTimeout
from reports.pdf import render as render_pdf
from reports.presenters import documents
from reports.tables import VitalSignsTable

View = Callable[..., HttpResponse]

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "text/plain; charset=utf-8"

PDF = "application/pdf"


def _pdf(document: Document) -> bytes:
    return render_pdf(
        document, seconds=settings.PDF_SECONDS, site=settings.SITE_ADDRESS, megabytes=settings.PDF_MEMORY_MB
    )


def _making() -> documents.Making:
    """Live figures are as of a day: the file made of the same figures on the same day is the same."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return documents.Making(today, settings.BRAND_COLOUR)


def _dashboard_pdf(shown: Dashboard) -> bytes:
    return _pdf(documents.dashboard_document(shown, _making()))


def _report_card_pdf(shown: ReportCard) -> bytes:
    return _pdf(documents.report_card_document(shown, _making()))


DASHBOARD_DATA = {
    "csv": (CSV, exports.dashboard_csv),
    "json": (JSON, exports.dashboard_json),
    "xlsx": (XLSX, exports.dashboard_xlsx),
    "pdf": (PDF, _dashboard_pdf),
}
INDICATOR_DATA = {
    "csv": (CSV, exports.report_card_csv),
    "json": (JSON, exports.report_card_json),
    "pdf": (PDF, _report_card_pdf),
}

# The two style elements that plotly.js puts into the page: an empty one, and one for maps, drawn or not. The second
# changes with plotly's version: tests/reports/test_views.py computes it anew from the installed package.
PLOTLY_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='",
)


def page(view: View) -> View:
    """A page for people: a missing thing is a 404; a private one asks to sign in and comes back here, and is refused to
    people who are signed in without a role in its committee."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **names: Any) -> HttpResponse:
        try:
            return kept(request, lambda: view(request, **names))
        except pages.Missing as missing:
            raise Http404(str(missing)) from missing
        except pages.SignInNeeded:
            return redirect_to_login(request.get_full_path())
        except pages.NotYours as refused:
            raise PermissionDenied from refused

    return answer


def data(view: View) -> View:
    """A sibling for machines: the same refusals, in plain text."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **names: Any) -> HttpResponse:
        try:
            return kept(request, lambda: view(request, **names))
        except pages.Missing as missing:
            return HttpResponse(f"{missing}\n", status=404, content_type=TEXT)
        except pages.SignInNeeded:
            return HttpResponse("This is for people who are signed in.\n", status=403, content_type=TEXT)
        except pages.NotYours:
            return HttpResponse("This is for people with a role in its committee.\n", status=403, content_type=TEXT)
        except PdfError as refused:
            status = 503 if isinstance(refused, PdfTimeout) else 500
            return HttpResponse(f"{refused}\n", status=status, content_type=TEXT)

    return answer


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for /favicon.ico on pages that name no icon, such as the admin's."""
    return redirect(static("icon.svg"))


@page
def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/landing.html", {"landing": pages.landing(reader=_reader(request))})


@page
def newest_dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    reader = _reader(request, with_drafts=True)
    newest = pages.newest_month(slug, reader=reader)
    if newest is not None:
        return _to_month(request, "dashboard", slug=slug, period=newest)
    return render(request, "reports/no_figures.html", {"page": pages.without_figures(slug, reader=reader)})


@page
def dashboard(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    if period.frequency is not Frequency.MONTHLY:
        return _to_month(request, "dashboard", slug=slug, period=period.last_month)
    selection = pages.Selection(
        section=request.GET.get("section", ""),
        rating=request.GET.get("rating", ""),
        exceptions=request.GET.get("exceptions") == "yes",
    )
    shown = pages.dashboard(slug, period, reader=_reader(request, with_drafts=True), selection=selection)
    table = VitalSignsTable(shown)
    RequestConfig(request, paginate=False).configure(table)
    return render(request, "reports/dashboard.html", {"dashboard": shown, "table": table})


@data
def dashboard_data(request: HttpRequest, slug: str, period: Period, ending: str) -> HttpResponse:
    if ending not in DASHBOARD_DATA:
        raise pages.Missing(f"There is no .{ending} here. There is {_listed(DASHBOARD_DATA)}.")
    if period.frequency is not Frequency.MONTHLY:
        return redirect("dashboard-data", slug=slug, period=period.last_month, ending=ending)
    shown = pages.dashboard(slug, period, reader=_reader(request))
    content_type, write = DASHBOARD_DATA[ending]
    return _file(write(shown), content_type, f"{slug}-{period.address}.{ending}")


@page
def exceptions(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    if period.frequency is not Frequency.MONTHLY:
        return _to_month(request, "exceptions", slug=slug, period=period.last_month)
    shown = pages.dashboard(slug, period, reader=_reader(request, with_drafts=True))
    return render(request, "reports/exceptions.html", {"dashboard": shown})


@data
def exceptions_data(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    if period.frequency is not Frequency.MONTHLY:
        return redirect("exceptions-data", slug=slug, period=period.last_month)
    shown = pages.dashboard(slug, period, reader=_reader(request))
    return _file(exports.exceptions_csv(shown), CSV, f"{slug}-{period.address}-exceptions.csv")


@data
def exceptions_pdf(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    if period.frequency is not Frequency.MONTHLY:
        return redirect("exceptions-pdf", slug=slug, period=period.last_month)
    shown = pages.dashboard(slug, period, reader=_reader(request))
    made = _pdf(documents.exceptions_document(shown, _making()))
    return _file(made, PDF, f"{slug}-{period.address}-exceptions.pdf")


@csp_update({"style-src": list(PLOTLY_STYLES)})
@page
def indicator(request: HttpRequest, address: str, period: Period | None = None) -> HttpResponse:
    if period is not None and period.frequency is not Frequency.MONTHLY:
        return _to_month(request, "indicator-month", address=address, period=period.last_month)
    shown = pages.report_card(address, period, reader=_reader(request, with_drafts=True))
    return render(request, "reports/indicator.html", {"report": shown, "card": shown.card})


@data
def indicator_data(request: HttpRequest, address: str, ending: str, period: Period | None = None) -> HttpResponse:
    if ending not in INDICATOR_DATA:
        raise pages.Missing(f"There is no .{ending} here. There is {_listed(INDICATOR_DATA)}.")
    if period is not None and period.frequency is not Frequency.MONTHLY:
        return redirect("indicator-month-data", address=address, period=period.last_month, ending=ending)
    shown = pages.report_card(address, period, reader=_reader(request))
    content_type, write = INDICATOR_DATA[ending]
    return _file(write(shown), content_type, f"{address}-{shown.as_at.address}.{ending}")


@data
def indicator_chart(request: HttpRequest, address: str, period: Period) -> HttpResponse:
    """What plotly.js draws on the indicator's page, when somebody asks for it."""
    shown = pages.report_card(address, period, reader=_reader(request))
    return JsonResponse(charts.plotly_figure(shown.chart))


@page
def definitions(request: HttpRequest, slug: str) -> HttpResponse:
    shown = pages.definitions(slug, reader=_reader(request))
    return render(request, "reports/definitions.html", {"definitions": shown})


@data
def definitions_data(request: HttpRequest, slug: str) -> HttpResponse:
    shown = pages.definitions(slug, reader=_reader(request))
    return _file(exports.definitions_csv(shown), CSV, f"{slug}-definitions.csv")


@data
def definitions_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    shown = pages.definitions(slug, reader=_reader(request))
    return _file(_pdf(documents.definitions_document(shown, _making())), PDF, f"{slug}-definitions.pdf")


def preview(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    """What would be said of the figures that somebody is typing into a round. Takes POST: nothing of it is kept, and
    what is typed stands in no address."""
    try:
        shown = pages.previews(slug, period, _typed(request), user=request.user)
    except pages.Missing as missing:
        return HttpResponse(f"{missing}\n", status=404, content_type=TEXT)
    except (pages.SignInNeeded, pages.NotYours):
        return HttpResponse("This is for people who enter figures of its committee.\n", status=403, content_type=TEXT)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return JsonResponse({"lines": [asdict(one) for one in shown]})


def _typed(request: HttpRequest) -> list[pages.Typed]:
    """The lines that were sent as JSON; none where they are not what our own page sends."""
    try:
        lines = json.loads(request.body or "{}")["lines"]
        return [
            pages.Typed(str(line["indicator"]), {str(name): str(text) for name, text in line["fields"].items()})
            for line in lines
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def _reader(request: HttpRequest, *, with_drafts: bool = False) -> pages.Reader:
    """Who asks. Only pages for people are drawn `with_drafts`, where somebody asks for them who may see them: a file is
    passed on, and nobody would know any more what it holds."""
    return pages.reader_of(request.user, asks_for_drafts=with_drafts and _asks_for_drafts(request))


def _asks_for_drafts(request: HttpRequest) -> bool:
    return request.GET.get("drafts") == "yes"


def _to_month(request: HttpRequest, name: str, **names: Any) -> HttpResponse:
    """To the page of a month, with drafts where they were asked for."""
    return redirect(f"{reverse(name, kwargs=names)}{pages.WITH_DRAFTS if _asks_for_drafts(request) else ''}")


def _listed(endings: dict[str, Any]) -> str:
    return ", ".join(f".{ending}" for ending in endings)


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Something to keep: JSON and PDF are shown where they are, the rest is saved under its name."""
    manner = "inline" if content_type in (JSON, PDF) else "attachment"
    headers = {"Content-Disposition": f'{manner}; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
