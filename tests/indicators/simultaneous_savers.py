"""A program of its own for `test_concurrency.py`: threads that save at once on the database that DATABASE_URL names."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import django


def main(writers: int) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction

    from indicators.actions import Conflict
    from indicators.models import Committee, Figure, Revision
    from tests.indicators.test_concurrency import at_once, save
    from tests.stores import load, officer, registers

    call_command("migrate", verbosity=0)
    header = "code,committee,name,good_is,unit,frequency,basis\n"
    rows = "".join(f"B{number},adults,Measure,bigger,count,monthly,period\n" for number in range(writers))
    with tempfile.TemporaryDirectory() as folder:
        registers(Path(folder))
        load(Path(folder), {"indicators.csv": header + rows})
    for number in range(writers):
        officer(f"officer-{number}")
    connection.close()

    def rename(number: int) -> None:
        """As a register's form does: read, think, write, in one transaction."""
        with transaction.atomic():
            committee = Committee.objects.get()
            committee.name += f" {number}"
            committee.save()

    saved = at_once(lambda number: save(f"B{number}", str(number), seen=None, by=f"officer-{number}"), writers)
    same = at_once(lambda number: save("A01", str(number), seen=None, by=f"officer-{number}"), writers)
    renamed = at_once(rename, writers)
    conflicts = [result for result in same if isinstance(result, Conflict)]
    others = [result for result in same if isinstance(result, Exception) and result not in conflicts]
    print("errors:", [repr(result) for result in (*saved, *others, *renamed) if isinstance(result, Exception)])
    print("figures:", Figure.objects.count())
    print("revisions:", Revision.objects.count())
    print("renamed:", sorted(map(int, Committee.objects.get().name.split()[-writers:])))
    print(f"same figure: {len(same) - len(conflicts) - len(others)} saved, {len(conflicts)} in conflict")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
