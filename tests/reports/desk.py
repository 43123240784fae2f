"""The desk of papers as a browser works on it: people with their roles, the pages, and what is sent from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from indicators.roles import DEMOCRATIC_SERVICES, PERFORMANCE_LEAD
from reports.models import Paper, PaperVersion
from tests.indicators.actors import client_of, text_of
from tests.reports import papering

PAPERS = "/admin/reports/paper/"
HERE = ["adults"]


def composer() -> Client:
    return client_of(PERFORMANCE_LEAD, "composer", committees=HERE)


def clerk() -> Client:
    return client_of(DEMOCRATIC_SERVICES, "clerk", committees=HERE)


def ready(**options: Any) -> Paper:
    """A paper that nothing stands in the way of, for a meeting that is still far away: locked today it is in time."""
    return papering.filled(day=timezone.localdate() + timedelta(days=60), **options)


def url(paper: Paper, page: str = "") -> str:
    return f"{PAPERS}{paper.pk}/{page}"


def read(client: Client, paper: Paper, page: str = "") -> str:
    """A page as text; it must be there."""
    answer = client.get(url(paper, page))
    assert answer.status_code == 200, answer.status_code
    return text_of(answer)


def press(
    client: Client, paper: Paper, do: str, place: str = "", *, follow: bool = False, **typed: Any
) -> HttpResponse:
    """Sends the form of a page with a button pressed."""
    return client.post(url(paper, place), {"do": do, **typed}, follow=follow)


def part_page(key: str) -> str:
    return f"part/{key}/"


def save(client: Client, paper: Paper, key: str, text: str, *, do: str = "save", **typed: Any) -> HttpResponse:
    """Types a text into a part that somebody has just opened."""
    standing = papering.part(paper, key)
    sent = {"heading": standing.heading, "version": standing.version, "text": text} | typed
    return press(client, paper, do, part_page(key), **sent)


def newest(paper: Paper) -> PaperVersion:
    return PaperVersion.objects.filter(paper=paper).order_by("-major", "-minor")[0]
