"""A program of its own for `test_admin_paper_at_once.py`: the same buttons pressed at once, on the database that
DATABASE_URL names."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import django


def main(pressed: int) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    from reports.models import PaperVersion, Publication, VersionFile
    from tests.indicators.test_concurrency import at_once
    from tests.reports import desk, papering

    setup_test_environment()
    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        papering.store(Path(folder))
    paper = desk.ready()
    clients = [desk.clerk() for _ in range(pressed)]
    connection.close()

    def sent_to(client: Client, place: str) -> str:
        return client.post(desk.url(paper, place)).headers.get("Location", "nowhere")

    places = at_once(lambda number: sent_to(clients[number], "lock/"), pressed)
    version = desk.newest(paper)
    page = desk.url(paper, f"version/{version.pk}/")
    print("locked:", [place == page for place in places])
    print("versions:", PaperVersion.objects.count(), "files:", VersionFile.objects.count())
    places = at_once(lambda number: sent_to(clients[number], f"version/{version.pk}/publish/"), pressed)
    print("published:", Publication.objects.count(), page in places)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
