"""Tells a monitor whether the site can work."""

from __future__ import annotations

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@cache
def _newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each app, as (app, name). Read once: the files do not change while a process runs."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and every migration is applied; otherwise 503 and which of the two is wrong."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except Error:
        return JsonResponse({"status": "unavailable", "problem": "the database cannot be reached"}, status=503)
    if not _newest_migrations() <= applied.keys():
        return JsonResponse({"status": "unavailable", "problem": "migrations are not applied"}, status=503)
    return JsonResponse({"status": "ok"})
