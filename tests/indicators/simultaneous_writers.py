"""A program of its own for `test_text_concurrency.py`: threads that write one text at once on a database in a file."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import django


def main(writers: int) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    from indicators.models import ReportCardText
    from tests.indicators.test_concurrency import at_once
    from tests.indicators.test_text_concurrency import approve, begin, posts_at_once, save, submit_newest
    from tests.stores import officer, registers

    setup_test_environment()
    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        registers(Path(folder))
    for number in range(writers):
        officer(f"officer-{number}")
    connection.close()
    told = {
        "begun": at_once(begin, writers),
        "saved": at_once(save, writers),
    }
    version = submit_newest()
    told["approved"] = at_once(lambda number: approve(number, version), writers)
    for name, found in told.items():
        print(f"{name}: {found.count('')} kept, {len(found) - found.count('')} told: {sorted({*found} - {''})}")
    print("browsers:", sorted(posts_at_once(writers)))
    rows = ReportCardText.objects.order_by("pk").values_list("state", flat=True)
    print("rows:", list(rows), "records:", ReportCardText.history.count())


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
