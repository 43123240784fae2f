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
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from indicators.actions import Entered, Entry, Result, Seen, enter_figures, submit_figures, verify_figures
from indicators.actions.steps import GONE
from indicators.domain import periods
from indicators.models import Figure, Indicator, Revision, Scheme, StoreStamp
from indicators.roles import PERFORMANCE_LEAD
from tests.indicators.actors import client_of, form_data
from tests.stores import figures, indicator, load, officer, on_its_way, registers, seen_of, stamp, typed

ROOT = Path(__file__).resolve().parents[2]
DECEMBER = periods.month(2016, 12)
WRITERS = 10
SAVED_BY_EACH = 6

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


def enter(*entries: Entry, by: str) -> tuple[Entered, ...]:
    return enter_figures(entries, by=officer(by))


def results(found: list[object]) -> list[Result]:
    """What became of the first entry of each; an error that was raised is raised here."""
    for one in found:
        if isinstance(one, Exception):
            raise one
    return [one[0].result for one in found]


NOTHING_SEEN = Seen()


@pytest.fixture
def store(transactional_db: None, tmp_path: Path) -> None:
    registers(tmp_path)
    for number in range(WRITERS):
        officer(f"officer-{number}")


ROUND = tuple(f"B{number:02d}" for number in range(SAVED_BY_EACH * WRITERS))
ROUND_FILE = {
    "indicators.csv": "code,committee,name,good_is,unit,frequency,basis\n"
    + "".join(f"{code},adults,Measure,bigger,count,monthly,period\n" for code in ROUND)
}


@on_a_server
@pytest.mark.usefixtures("store")
def test_of_ten_who_enter_the_same_first_figure_one_does() -> None:
    found = at_once(
        lambda number: enter(typed("A01", DECEMBER, f"8{number}", seen=NOTHING_SEEN), by=f"officer-{number}")
    )
    assert sorted(results(found)) == [Result.CONFLICT] * (WRITERS - 1) + [Result.NEW]
    assert Revision.objects.count() == Figure.objects.count() == 1
    value = Figure.objects.get().value
    assert {one[0].old[0] for one in found if one[0].result is Result.CONFLICT} == {value}, "they are told"
    winner = results(found).index(Result.NEW)
    assert (value, Figure.objects.get().entered_by) == (f"8{winner}", officer(f"officer-{winner}"))


@on_a_server
@pytest.mark.usefixtures("store")
def test_of_ten_who_correct_the_same_figure_the_others_are_told_what_stands(tmp_path: Path) -> None:
    load(tmp_path, figures("A01,2016-12,80"))
    seen = seen_of("A01", DECEMBER)
    found = at_once(
        lambda number: enter(typed("A01", DECEMBER, f"9{number}", seen=seen, why="Recounted"), by=f"officer-{number}")
    )
    assert sorted(results(found)) == [Result.CHANGED] + [Result.CONFLICT] * (WRITERS - 1)
    draft = Figure.objects.get(state="draft")
    assert (draft.value, draft.version) == (f"9{results(found).index(Result.CHANGED)}", 1)
    assert Figure.objects.get(state="verified").value == "80"
    assert {(one[0].old[0], one[0].seen) for one in found if not one[0].is_kept} == {
        (draft.value, seen_of("A01", DECEMBER))
    }
    assert Revision.objects.count() == 2


@on_a_server
@pytest.mark.usefixtures("store")
def test_ten_who_save_one_round_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each has typed in lines of their own and sends the figures of those; all are of one committee and month."""
    load(tmp_path, ROUND_FILE)
    before = stamp()
    found = at_once(lambda number: enter(*own_lines(number), by=f"officer-{number}"))
    assert set(results(found)) == {Result.NEW}
    assert all(one.result is Result.NEW for entered in found for one in entered)
    assert dict(Figure.objects.values_list("indicator__code", "value")) == whole_round()
    assert set(Revision.objects.values_list("indicator__code", "by__username")) == {
        (code, f"officer-{place // SAVED_BY_EACH}") for place, code in enumerate(ROUND)
    }
    assert StoreStamp.objects.count() == 1
    assert stamp() != before


def own_lines(number: int) -> list[Entry]:
    """The lines of the round that this officer has typed in."""
    codes = ROUND[number * SAVED_BY_EACH : (number + 1) * SAVED_BY_EACH]
    return [typed(code, DECEMBER, whole_round()[code], seen=NOTHING_SEEN) for code in codes]


def whole_round() -> dict[str, str]:
    return {code: str(100 + place) for place, code in enumerate(ROUND)}


@on_a_server
@pytest.mark.usefixtures("store")
def test_of_ten_who_save_the_same_round_one_does_and_the_others_see_both_values(tmp_path: Path) -> None:
    load(tmp_path, ROUND_FILE)
    found = at_once(
        lambda number: enter(
            *(typed(code, DECEMBER, f"1{number}", seen=NOTHING_SEEN) for code in ROUND), by=f"officer-{number}"
        )
    )
    winner = results(found).index(Result.NEW)
    values = set(Figure.objects.values_list("value", flat=True))
    assert values == {f"1{winner}"}, "no round is half of one and half of another"
    for number, entered in enumerate(found):
        if number != winner:
            told = {(one.result, one.old[0], one.new[0]) for one in entered}
            assert told == {(Result.CONFLICT, f"1{winner}", f"1{number}")}
    assert Revision.objects.count() == Figure.objects.count() == len(ROUND)


@on_a_server
@pytest.mark.usefixtures("store")
def test_of_ten_who_verify_the_same_figure_one_does() -> None:
    enter(typed("A01", DECEMBER, "80"), by="data-officer")
    submit_figures([on_its_way("A01", DECEMBER)], by=officer())
    way = on_its_way("A01", DECEMBER)
    found = at_once(lambda number: verify_figures([way], by=officer(f"officer-{number}"))[0])
    done = [number for number, one in enumerate(found) if one.is_done]
    assert len(done) == 1, found
    assert {one.problem for number, one in enumerate(found) if number not in done} == {GONE}
    assert Figure.objects.get().state == "verified"
    assert Revision.objects.count() == 3
    assert Revision.objects.first().by == officer(f"officer-{done[0]}")


@on_a_server
@pytest.mark.usefixtures("store")
def test_nobody_verifies_a_figure_that_is_changed_at_the_same_moment(tmp_path: Path) -> None:
    """Ten figures, each verified by one while another changes it: what is verified is what was looked at."""
    load(tmp_path, ROUND_FILE)
    codes = ROUND[: WRITERS // 2]
    enter(*(typed(code, DECEMBER, "80") for code in codes), by="data-officer")
    submit_figures([on_its_way(code, DECEMBER) for code in codes], by=officer())
    ways = {code: on_its_way(code, DECEMBER) for code in codes}

    def work(number: int) -> object:
        code = codes[number // 2]
        if number % 2:
            return verify_figures([ways[code]], by=officer(f"officer-{number}"))[0].is_done
        seen = Seen(ways[code])
        return enter(typed(code, DECEMBER, "81", seen=seen), by=f"officer-{number}")[0].is_kept

    found = at_once(work, writers=2 * len(codes))
    for place, code in enumerate(codes):
        changed, verified = found[2 * place : 2 * place + 2]
        assert {changed, verified} == {True, False}, "the first of them, and not the second"
        row = Figure.objects.get(indicator__code=code)
        assert (row.state, row.value) == (("verified", "80") if verified else ("draft", "81"))


def posts_at_once(writers: int = WRITERS) -> tuple[list[int], list[str]]:
    """Ten browsers have the same form open and send it at once, each with a value of its own: the status of each answer
    and its page. Every request goes through the whole site, with its session and its messages."""
    address = "/admin/indicators/figure/a05/2016-12/"
    leads = [client_of(PERFORMANCE_LEAD, f"lead-{number}") for number in range(writers)]
    opened = [form_data(lead.get(address), value=f"3{number}.5") for number, lead in enumerate(leads)]
    found = at_once(lambda number: leads[number].post(address, opened[number]), writers)
    for one in found:
        if isinstance(one, Exception):
            raise one
    return [answer.status_code for answer in found], [answer.content.decode() for answer in found]


@on_a_server
@pytest.mark.usefixtures("store")
def test_of_ten_browsers_that_send_the_same_figure_nine_show_both_values() -> None:
    statuses, pages = posts_at_once()
    assert sorted(statuses) == [302] + [409] * (WRITERS - 1)
    value = Figure.objects.get().value
    for number, (status, page) in enumerate(zip(statuses, pages, strict=True)):
        if status == 409:
            assert f"<td>{value}</td><td>3{number}.5</td>" in page


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


@pytest.mark.whatever_database
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
    said = [line for line in done.stdout.splitlines() if "WARNING django.request: Conflict" not in line]
    assert said == [
        "errors: []",
        f"one round: {SAVED_BY_EACH * WRITERS} figures kept of {SAVED_BY_EACH * WRITERS}",
        f"same figure: 1 kept, {WRITERS - 1} told what stands",
        f"verified: 1 kept, {WRITERS - 1} told why not",
        f"browsers: 1 kept, {WRITERS - 1} asked",
        f"revisions: {SAVED_BY_EACH * WRITERS + 4}",
        f"renamed: {list(range(WRITERS))}",
    ]
