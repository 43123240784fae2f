"""The addresses a councillor visits, each with its siblings for machines: the same without the last slash."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from indicators.domain.errors import PeriodError
from indicators.domain.periods import Period, from_address
from reports import paper_views, views


class PeriodConverter:
    """A period as it stands in addresses: 2016-12, 2016-17-q3, fy2016-17. Any other way of writing it is not found."""

    regex = r"(?:fy)?\d{4}-\d{2}(?:-q[1-4])?"

    def to_python(self, text: str) -> Period:
        try:
            return from_address(text)
        except PeriodError as error:
            raise ValueError(str(error)) from error  # Django's way to say: not this address

    def to_url(self, period: Period | str) -> str:
        return period if isinstance(period, str) else period.address


class DayConverter:
    """A day as it stands in the addresses of papers: 2017-03-06."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, text: str) -> date:
        return date.fromisoformat(text)  # raises ValueError for 2017-02-30: not this address

    def to_url(self, day: date | str) -> str:
        return day if isinstance(day, str) else day.isoformat()


class NumberConverter:
    """The number of a paper's version: 1.0."""

    regex = r"\d{1,4}\.\d{1,4}"

    def to_python(self, text: str) -> str:
        return text

    def to_url(self, number: str) -> str:
        return number


register_converter(PeriodConverter, "period")
register_converter(DayConverter, "day")
register_converter(NumberConverter, "number")

PAPER = "papers/<slug:committee>/<day:day>/<slug:slug>"

urlpatterns = [
    path("favicon.ico", views.icon),
    path("", views.landing, name="landing"),
    path("committees/<slug:slug>/", views.newest_dashboard, name="committee"),
    path("committees/<slug:slug>/<period:period>/", views.dashboard, name="dashboard"),
    path("committees/<slug:slug>/<period:period>.<slug:ending>", views.dashboard_data, name="dashboard-data"),
    path("committees/<slug:slug>/<period:period>/exceptions/", views.exceptions, name="exceptions"),
    path("committees/<slug:slug>/<period:period>/exceptions.csv", views.exceptions_data, name="exceptions-data"),
    path("committees/<slug:slug>/<period:period>/exceptions.pdf", views.exceptions_pdf, name="exceptions-pdf"),
    path("committees/<slug:slug>/<period:period>/preview", views.preview, name="preview"),
    path("indicators/<slug:address>/", views.indicator, name="indicator"),
    path("indicators/<slug:address>.<slug:ending>", views.indicator_data, name="indicator-data"),
    path("indicators/<slug:address>/<period:period>/", views.indicator, name="indicator-month"),
    path("indicators/<slug:address>/<period:period>.<slug:ending>", views.indicator_data, name="indicator-month-data"),
    path("indicators/<slug:address>/<period:period>/chart.json", views.indicator_chart, name="indicator-chart"),
    path("definitions/<slug:slug>/", views.definitions, name="definitions"),
    path("definitions/<slug:slug>.csv", views.definitions_data, name="definitions-data"),
    path("definitions/<slug:slug>.pdf", views.definitions_pdf, name="definitions-pdf"),
    path("papers/", paper_views.paper_list, name="papers"),
    path("papers/feed.xml", paper_views.paper_feed, name="papers-feed"),
    path("papers/<slug:committee>/", paper_views.paper_list, name="committee-papers"),
    path("papers/<slug:committee>/feed.xml", paper_views.paper_feed, name="committee-papers-feed"),
    path(f"{PAPER}/", paper_views.paper, name="paper"),
    path(f"{PAPER}.<slug:ending>", paper_views.paper_file, name="paper-file"),
    path(f"{PAPER}/v<number:number>/", paper_views.paper, name="paper-version"),
    path(f"{PAPER}/v<number:number>.<slug:ending>", paper_views.paper_file, name="paper-version-file"),
    path(
        f"{PAPER}/v<number:number>-restricted.<slug:ending>",
        paper_views.paper_file,
        {"restricted": True},
        name="paper-restricted-file",
    ),
]
