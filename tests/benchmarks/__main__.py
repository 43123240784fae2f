"""`make bench`: speed and memory of the site, measured in one run. Only for Linux: it reads /proc.

It makes invented stores in a folder of its own, serves them on free ports of this machine as `make run` would, and
leaves nothing behind.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks import papers, rounds, uploads
from tests.benchmarks.measures import DASHBOARD, Measured, Size, measure, peak_memory_mb, served
from tests.benchmarks.results import GOAL_SIZE, dashboard_lines, history_lines, import_lines, page_lines
from tests.benchmarks.site import Databases, Failed, Run, databases
from tests.benchmarks.synthetic import write_store
from tests.benchmarks.table import Line, number, printed, summary


@dataclass(frozen=True, slots=True)
class Programme:
    """What is measured: stores of several sizes, the same store with a short and a long history (two
    years and twenty), an import of so many indicators with so many months, uploads of as many each, monthly rounds
    after so many months, and papers of so many report cards, each made so many times."""

    sizes: tuple[Size, ...]
    histories: tuple[Size, Size] | None
    imported: tuple[int, int]
    uploaded: tuple[tuple[int, int], ...]
    rounds: tuple[Size, ...]
    papers: tuple[int, ...]
    papers_made: int


THOROUGH = Programme(
    sizes=(
        Size(15, 13, rounds=5, cold=20, warm=150),
        Size(40, 13, rounds=5, cold=20, warm=150),
        Size(150, 13, rounds=5, cold=20, warm=100),
    ),
    histories=(Size(40, 24, rounds=9, cold=15, warm=100), Size(40, 240, rounds=9, cold=15, warm=100)),
    imported=(400, 125),
    uploaded=((80, 125), (400, 125)),
    rounds=(Size(60, 24, rounds=9, cold=0, warm=0), Size(60, 240, rounds=9, cold=0, warm=0)),
    papers=(1, 15, 40),
    papers_made=9,
)
QUICK = Programme(
    sizes=(Size(6, 13, rounds=1, cold=2, warm=2),),
    histories=None,
    imported=(10, 26),
    uploaded=((10, 26),),
    rounds=(Size(6, 13, rounds=2, cold=0, warm=0),),
    papers=(2,),
    papers_made=2,
)
Table = tuple[str, list[str], list[Line]]


def main() -> None:
    """Measures everything and prints each table as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small numbers: does everything still run?")
    parser.add_argument("--database-url", metavar="URL", help="a PostgreSQL server to make the databases on")
    parser.add_argument("--profile", action="store_true", help="only say where the time of a first dashboard goes")
    parser.add_argument("--papers", action="store_true", help="only measure papers")
    chosen = parser.parse_args()
    if not Path("/proc/self/stat").exists():
        parser.error("it reads /proc, which only Linux has")
    programme: Programme = QUICK if chosen.quick else THOROUGH
    lines: list[Line] = []
    begun, busy = time.monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        os.environ["TMPDIR"] = name  # whatever the site leaves for its next request goes with it
        run = Run(Path(name), secrets.token_urlsafe(50))
        with databases(run.folder, chosen.database_url) as made:
            run.step(made.template, "prepare")
            machine = [reference_ms()]
            if chosen.profile:
                print(profile(run, made, indicators=GOAL_SIZE, months=13))
                return
            wanted = (
                [committee_papers(run, made, programme.papers, programme.papers_made)]
                if chosen.papers
                else tables(run, made, programme)
            )
            for title, columns, table in wanted:
                lines += table
                machine.append(reference_ms())
                shown = [replace(one, met=None) for one in table] if chosen.quick else table
                print(printed(title, columns, shown), flush=True)
    print("Too few requests to judge by." if chosen.quick else summary(lines))
    print(
        f"Measured in {number(time.monotonic() - begun, 0)} seconds on {os.cpu_count()} processors, which "
        f"{busy:.1f} other processes wanted before the run (load average).\n"
        f"A fixed piece of Python took {min(machine):.0f} to {max(machine):.0f} ms between the tables. On a machine "
        "that others use at the same time every figure is worse; the ratios hold better."
    )


def reference_ms() -> float:
    """The CPU that a fixed piece of work takes at this moment: neighbours on the machine make it dearer too."""
    begun = time.process_time()
    total = 0
    for one in range(1_000_000):
        total += one * one % 7
    return 1000 * (time.process_time() - begun)


def tables(run: Run, made: Databases, programme: Programme) -> Iterator[Table]:
    """Everything, in the order in which it is printed."""
    yield from dashboards(run, made, programme.sizes)
    if programme.histories:
        yield history(run, made, programme.histories)
    yield folder_import(run, made, *programme.imported)
    yield file_uploads(run, made, programme.uploaded)
    yield monthly_rounds(run, made, programme.rounds)
    yield committee_papers(run, made, programme.papers, programme.papers_made)


def dashboards(run: Run, made: Databases, sizes: tuple[Size, ...]) -> Iterator[Table]:
    """One store after the other, so that none competes with another for the processors."""
    found: list[Measured] = []
    peaks: dict[Size, float] = {}
    for size in sizes:
        with served(run, made, size) as store:
            found += measure([store])
            peaks[size] = peak_memory_mb(store)
    columns = [f"{size.indicators} x {size.months}" for size in sizes]
    yield "The dashboard, indicators x months (medians)", columns, dashboard_lines(found)
    shown = next((one for one in found if one.size.indicators == GOAL_SIZE), found[0])
    title = f"Pages for people, {shown.size.indicators} indicators x {shown.size.months} months (medians)"
    yield title, list(shown.pages), page_lines(shown.pages, peaks[shown.size])


def history(run: Run, made: Databases, sizes: tuple[Size, Size]) -> Table:
    """Both are served at the same time and take turns."""
    with ExitStack() as open_stores:
        short, long = measure([open_stores.enter_context(served(run, made, size)) for size in sizes])
    columns = [*(f"{size.months} months" for size in sizes), "ratio"]
    return f"History stored, {sizes[0].indicators} indicators (medians)", columns, history_lines(short, long)


def folder_import(run: Run, made: Databases, indicators: int, months: int) -> Table:
    """`import_folder` into an empty store, and the same folder once more."""
    folder, database = run.folder / "imported", made.copy("imported")
    rows = write_store(folder, indicators, months)
    runs = [run.step(database, "load", folder) for _ in range(2)]
    title = f"import_folder of {number(indicators * months, 0)} figures ({indicators} indicators x {months} months), "
    return f"{title}{number(rows, 0)} rows in all", ["first", "again"], import_lines(rows, runs)


def file_uploads(run: Run, made: Databases, sizes: tuple[tuple[int, int], ...]) -> Table:
    """Files of new figures, each looked at, confirmed and undone."""
    found = [(indicators * months, uploads.measure(run, made, indicators, months)) for indicators, months in sizes]
    columns = [f"{number(figures, 0)} {step}" for figures, _ in found for step in uploads.STEPS_OF_ONE]
    return "Uploads of new figures", columns, uploads.lines(found)


def monthly_rounds(run: Run, made: Databases, sizes: tuple[Size, ...]) -> Table:
    """A round of each size, its page, its preview and saving every line."""
    found = [rounds.measure(run, made, size.indicators, size.months, size.rounds) for size in sizes]
    columns = [f"after {size.months} months" for size in sizes] + ["ratio"] * (len(sizes) == 2)
    return f"A round of {sizes[0].indicators} indicators, every line typed in (medians)", columns, rounds.lines(found)


def committee_papers(run: Run, made: Databases, sizes: tuple[int, ...], times: int) -> Table:
    """A paper of each size as PDF, beside the same content printed by a browser."""
    found = [papers.measure(run, made, cards, times) for cards in sizes]
    columns = [f"{cards} card{'s' if cards > 1 else ''}" for cards in sizes]
    return f"A paper as PDF, whole processes, {times} times (medians)", columns, papers.lines(found)


def profile(run: Run, made: Databases, *, indicators: int, months: int) -> str:
    """The costliest functions of a dashboard that is computed with nothing remembered."""
    folder, database = run.folder / "profiled", made.copy("profiled")
    write_store(folder, indicators, months)
    run.step(database, "load", folder)
    text: str = run.step(database, "profile", DASHBOARD, "20")["profile"]
    return text


if __name__ == "__main__":
    try:
        main()
    except Failed as failed:
        sys.exit(f"The benchmark failed. {failed}")
