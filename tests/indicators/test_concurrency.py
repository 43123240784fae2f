"""Several people save at once: nobody's change is lost, nobody overwrites unseen, and a writer waits for its turn.

Real threads with connections of their own, on whichever database the suite runs on. An SQLite database in memory knows
no second connection, so there the writers work on a file, in a process of their own (`simultaneous_savers.py`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from indicators.actions import Conflict, FigureEntry, change_figure
from indicators.domain import periods
from indicators.models import Figure, Indicator, Revision, Scheme, StoreStamp
from tests.stores import figures, indicator, load, officer, registers, stamp

ROOT = Path(__file__).resolve().parents[2]
DECEMBER = periods.month(2016, 12)
WRITERS = 10

on_a_server = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="threads share one connection to a database in memory; the test with a file tells it of SQLite",
)


def at_once(work: Callable[[int], object], writers: int = WRITERS) -> list[object]:
    """What each of so many threads gave, or the error it raised; all start together."""
    start = threading.Barrier(writers)

    def one(number: int) -> object:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(writers) as pool:
        futures = [pool.submit(one, number) for number in range(writers)]
        return [future.exception() or future.result() for future in futures]


def save(code: str, value: str, *, seen: int | None, by: str, reason: str = "Recounted") -> object:
    return change_figure(
        indicator=indicator(code),
        period=DECEMBER,
        entry=FigureEntry(value=Decimal(value), value_text=value),
        by=officer(by),
        reason=reason,
        expected_version=seen,
    )


@pytest.fixture
def store(transactional_db: None, tmp_path: Path) -> None:
    registers(tmp_path)
    for number in range(WRITERS):
        officer(f"officer-{number}")


@on_a_server
@pytest.mark.usefixtures("store")
def test_of_two_who_change_the_same_figure_the_second_is_told_what_stands(tmp_path: Path) -> None:
    load(tmp_path, figures("A01,2016-12,80"))
    before = Revision.objects.count()
    values = ("81", "82")
    results = at_once(lambda number: save("A01", values[number], seen=1, by=f"officer-{number}"), writers=2)
    (conflict,) = (result for result in results if isinstance(result, Conflict))
    winner = next(number for number, result in enumerate(results) if result is not conflict)
    assert not isinstance(results[winner], Exception)
    one = Figure.objects.get()
    assert (one.value, one.version) == (values[winner], 2)
    assert (conflict.standing["value"], conflict.version) == (values[winner], 2)
    assert Revision.objects.count() == before + 1
    assert Revision.objects.first().by == officer(f"officer-{winner}")


@on_a_server
@pytest.mark.usefixtures("store")
def test_of_ten_who_record_the_same_first_figure_one_does() -> None:
    results = at_once(lambda number: save("A01", f"8{number}", seen=None, by=f"officer-{number}"))
    conflicts = [result for result in results if isinstance(result, Conflict)]
    assert len(conflicts) == WRITERS - 1, results
    assert Revision.objects.count() == Figure.objects.count() == 1
    assert {conflict.standing["value"] for conflict in conflicts} == {Figure.objects.get().value}


@on_a_server
@pytest.mark.usefixtures("store")
def test_ten_who_save_different_figures_lose_nothing(tmp_path: Path) -> None:
    header = "code,committee,name,good_is,unit,frequency,basis\n"
    rows = "".join(f"B{number},adults,Measure,bigger,count,monthly,period\n" for number in range(WRITERS))
    load(tmp_path, {"indicators.csv": header + rows})
    before = stamp()
    results = at_once(lambda number: save(f"B{number}", str(number), seen=None, by=f"officer-{number}"))
    assert not [result for result in results if isinstance(result, Exception)]
    assert dict(Figure.objects.values_list("indicator__code", "value")) == {
        f"B{number}": str(number) for number in range(WRITERS)
    }
    assert dict(Revision.objects.values_list("indicator__code", "by__username")) == {
        f"B{number}": f"officer-{number}" for number in range(WRITERS)
    }
    assert StoreStamp.objects.count() == 1
    assert stamp() != before


@on_a_server
@pytest.mark.usefixtures("store")
def test_ten_who_load_folders_at_once_see_each_others_rows(tmp_path: Path) -> None:
    """Each holds its own figure and one that all of them hold: the first to come records that one."""

    def one(number: int) -> object:
        lines = (f"A01,20{10 + number}-01,{number}", "A02,2016-12,14")
        return load(tmp_path / str(number), figures(*lines), by=officer(f"officer-{number}")).counts["figures.csv"]

    results = at_once(one)
    assert not [result for result in results if isinstance(result, Exception)]
    assert sorted((count.new, count.unchanged) for count in results) == [(1, 1)] * (WRITERS - 1) + [(2, 0)]
    assert Figure.objects.count() == Revision.objects.count() == WRITERS + 1


@on_a_server
@pytest.mark.usefixtures("store")
def test_a_register_saved_while_a_folder_is_loaded_waits_its_turn() -> None:
    """One held the row and wanted the stamp, the other the stamp and wanted the row: PostgreSQL ended one of them."""
    loading = threading.Event()

    def work(number: int) -> None:
        with transaction.atomic():
            if number:
                StoreStamp.touch()
                loading.set()
                time.sleep(0.5)  # by now the other waits
                Indicator.objects.filter(code="A01").update(name="From the folder")
            else:
                loading.wait(timeout=10)
                one = indicator("A01")
                one.lead = "From the form"
                one.save(update_fields=["lead"])

    assert at_once(work, writers=2) == [None, None]
    one = indicator("A01")
    assert (one.name, one.lead) == ("From the folder", "From the form")


@on_a_server
@pytest.mark.usefixtures("transactional_db")
def test_the_first_writers_of_all_make_one_stamp() -> None:
    results = at_once(lambda number: Scheme.objects.create(slug=f"scheme-{number}", kind="points"))
    assert not [result for result in results if isinstance(result, Exception)]
    assert (StoreStamp.objects.count(), Scheme.objects.count()) == (1, WRITERS)


def test_on_sqlite_ten_savers_wait_for_each_other(tmp_path: Path) -> None:
    """The site's own settings on a file: without queueing from the first statement, nine of ten would be locked out."""
    database = tmp_path / "site.sqlite3"
    done = subprocess.run(
        [sys.executable, "-m", "tests.indicators.simultaneous_savers", str(WRITERS)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "errors: []",
        f"figures: {WRITERS + 1}",
        f"revisions: {WRITERS + 1}",
        f"renamed: {list(range(WRITERS))}",
        f"same figure: 1 saved, {WRITERS - 1} in conflict",
    ]
