"""A program of its own for `test_concurrency.py`: threads that save at once on the database that DATABASE_URL names."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import django


def main(writers: int) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test.utils import setup_test_environment

    from indicators.actions import Result, Seen, submit_figures, verify_figures
    from indicators.actions.steps import GONE, OWN
    from indicators.models import Committee, Figure, Revision
    from tests.indicators.test_concurrency import (
        DECEMBER,
        ROUND_FILE,
        at_once,
        enter,
        own_lines,
        posts_at_once,
        whole_round,
    )
    from tests.stores import load, officer, on_its_way, registers, typed

    setup_test_environment()
    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        registers(Path(folder))
        load(Path(folder), ROUND_FILE)
    for number in range(writers):
        officer(f"officer-{number}")
    officer()
    connection.close()

    def rename(number: int) -> None:
        """As a register's form does: read, think, write, in one transaction."""
        with transaction.atomic():
            committee = Committee.objects.get()
            committee.name += f" {number}"
            committee.save()

    saved = at_once(lambda number: enter(*own_lines(number), by=f"officer-{number}"), writers)
    same = at_once(
        lambda number: enter(typed("A01", DECEMBER, f"8{number}", seen=Seen()), by=f"officer-{number}"), writers
    )
    renamed = at_once(rename, writers)
    submit_figures([on_its_way("A01", DECEMBER)], by=officer())
    way = on_its_way("A01", DECEMBER)
    # Whoever entered it may not verify it, so that one of ten is told that.
    verified = at_once(lambda number: verify_figures([way], by=officer(f"officer-{number}")), writers)

    statuses, _ = posts_at_once(writers)

    errors = [repr(one) for one in (*saved, *same, *renamed, *verified) if isinstance(one, Exception)]
    print("errors:", errors)
    if errors:
        return
    kept = dict(Figure.objects.filter(indicator__code__startswith="B").values_list("indicator__code", "value"))
    print(f"one round: {len(kept.items() & whole_round().items())} figures kept of {len(whole_round())}")
    told = [one[0].result for one in same]
    print(f"same figure: {told.count(Result.NEW)} kept, {told.count(Result.CONFLICT)} told what stands")
    problems = [one[0].problem for one in verified]
    print(f"verified: {problems.count('')} kept, {problems.count(GONE) + problems.count(OWN)} told why not")
    print(f"browsers: {statuses.count(302)} kept, {statuses.count(409)} asked")
    print("revisions:", Revision.objects.count())
    print("renamed:", sorted(map(int, Committee.objects.get().name.split()[-writers:])))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
