"""Published papers: their list, their feed, one version and its files. Drawn from what was locked."""

from __future__ import annotations

from datetime import date
from unicodedata import category

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed

from reports import pages
from reports.exports.papers import MEDIA_TYPES
from reports.views import data, page

ATOM = "application/atom+xml; charset=utf-8"
SHOWN_IN_PLACE = ("pdf", "json")
NOT_IN_XML = "\ufffe\uffff"
"""Beside the control characters."""


@page
def paper_list(request: HttpRequest, committee: str | None = None) -> HttpResponse:
    shown = pages.paper_list(committee, reader=pages.reader_of(request.user))
    return render(request, "reports/papers.html", {"papers": shown})


@data
def paper_feed(request: HttpRequest, committee: str | None = None) -> HttpResponse:
    """The newest published version of each paper, for feed readers. Only what everybody may see: a feed reader has no
    account."""
    shown = pages.paper_list(committee, reader=pages.ANYBODY)
    whose = "" if shown.committee is None else f": {shown.committee.name}, {shown.committee.council}"
    here = settings.SITE_ADDRESS
    feed = Atom1Feed(
        title=_in_a_feed(f"{settings.SITE_NAME}: papers{whose}"),
        link=f"{here}/papers/{'' if committee is None else f'{committee}/'}",
        description="Published committee papers",
        language="en-gb",
        feed_url=f"{here}{request.path}",
    )
    for listed in shown.entries:
        entry = (listed, *listed.supplements)[-1]
        address = f"{here}{entry.address}v{entry.number}/"
        feed.add_item(
            title=_in_a_feed(f"{entry.title} ({entry.committee.name}, {entry.meeting})"),
            link=address,
            unique_id=address,
            description=_in_a_feed(entry.summary),
            pubdate=entry.published_at,
            updateddate=entry.published_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=ATOM)


def _in_a_feed(words: str) -> str:
    """On one line, a space for each sign that no XML can hold: one pasted into a reason would end the whole feed."""
    return " ".join("".join(" " if category(sign) == "Cc" or sign in NOT_IN_XML else sign for sign in words).split())


@page
def paper(request: HttpRequest, committee: str, day: date, slug: str, number: str | None = None) -> HttpResponse:
    shown = pages.published_paper(committee, day, slug, number, user=request.user)
    return render(request, "reports/paper.html", {"paper": shown})


@data
def paper_file(
    request: HttpRequest,
    committee: str,
    day: date,
    slug: str,
    ending: str,
    number: str | None = None,
    restricted: bool = False,
) -> HttpResponse:
    if ending not in MEDIA_TYPES:
        raise pages.Missing(f"There is no .{ending} here. There is {', '.join(f'.{one}' for one in MEDIA_TYPES)}.")
    found = pages.paper_file(committee, day, slug, number, ending, restricted=restricted, user=request.user)
    manner = "inline" if ending in SHOWN_IN_PLACE else "attachment"
    return HttpResponse(
        found.content,
        content_type=MEDIA_TYPES[ending],
        headers={"Content-Disposition": f'{manner}; filename="{found.name}"'},
    )
