"""`make bench` still runs, in its small form; and what it prints is judged by the goals. No timing is asserted."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks import papers, rounds, uploads
from tests.benchmarks.load import Round
from tests.benchmarks.measures import Load, Measured, Size
from tests.benchmarks.results import dashboard_lines, history_lines, import_lines, page_lines
from tests.benchmarks.site import PROJECT, Failed, Run, SqliteFiles
from tests.benchmarks.table import Line, printed, summary


def measured(indicators: int, *, cpu_ms: float = 10.0, unchanged: float = 1.0, seen: int = 4) -> Measured:
    """Two rounds of two requests; the unchanged page takes so many times as long as the static file."""

    def load(seconds: float) -> Load:
        return Load([Round.of(seconds, [seconds / 2] * 2) for _ in range(2)], [cpu_ms, cpu_ms])

    page = {"bytes": 90_000, "bytes_gzipped": 9_000, "queries_cold": 6, "queries_warm": 1, "cpu_ms": cpu_ms}
    size = Size(indicators, 13, rounds=2, cold=2, warm=2)
    return Measured(size, {"dashboard": page}, [cpu_ms] * 2, load(1), seen, load(1), load(unchanged), load(1))


def not_met(lines: list[Line]) -> list[str]:
    return [one.label for one in lines if one.met is False]


def test_the_dashboard_is_judged_by_its_goals() -> None:
    assert not_met(dashboard_lines([measured(15), measured(40)])) == []
    assert not_met(dashboard_lines([measured(15, cpu_ms=16), measured(40)])) == []
    missed = not_met(dashboard_lines([measured(40, cpu_ms=16, unchanged=2.6, seen=3)]))
    assert [label.strip() for label in missed] == [
        "after a change: server's CPU, ms",
        "changes seen on the next request",
        "page to static file, a second",
    ]
    more_queries = measured(150)
    more_queries.pages["dashboard"]["queries_cold"] = 8
    assert not_met(dashboard_lines([measured(40), more_queries])) == ["queries"]


def test_a_long_history_is_judged_against_the_short_one() -> None:
    assert not_met(history_lines(measured(40), measured(40, cpu_ms=11.9))) == []
    assert not_met(history_lines(measured(40), measured(40, cpu_ms=12.1))) == ["after a change: server's CPU, ms"]


def test_uploads_are_judged_by_their_goals() -> None:
    step = {"seconds": 1, "cpu_seconds": 1, "statements": 20, "peak_mb": 250}
    looked = {**step, "child_mb": 50, "served_seconds": 2, "page_ms": 9, "page_kb": 9, "worker_before_mb": 60}
    found = uploads.lines([(1000, [{**looked, "worker_mb": 131}, step]), (2000, [{**looked, "worker_mb": 70}, step])])
    assert not_met(found) == ["  peak memory of a web worker, MB"]
    per_thousand = next(line for line in found if line.label == "statements per thousand figures")
    assert per_thousand.cells == ("20.0", "20.0", "10.0", "10.0")
    step["peak_mb"] = 250.1
    assert not_met(uploads.lines([(1000, [step])])) == ["peak memory of the process, MB"]


def test_papers_are_judged_by_their_goals() -> None:
    made = dict.fromkeys(("pages", "json_kb", "composed_seconds", "queries", "locked_seconds", "docx_kb"), 1.0)

    def paper(cards: int, seconds: float, *, mb: float = 100, kinds: int = 1) -> papers.Paper:
        cold = tuple(papers.Ended(seconds, seconds, mb, b"%PDF" + bytes([one % kinds])) for one in range(4))
        return papers.Paper(cards, made, cold, (seconds,), ())

    assert not_met(papers.lines([paper(1, 0.35), paper(15, 0.6, mb=150), paper(40, 1.3, mb=400)])) == []
    assert not_met(papers.lines([paper(1, 0.36)])) == ["worker, cold: s"]
    assert not_met(papers.lines([paper(15, 0.5, mb=151)])) == ["worker, cold: peak memory, MB"]
    assert not_met(papers.lines([paper(7, 9.9, kinds=2)])) == ["same bytes each time"]


def test_a_round_costs_no_more_after_a_long_history() -> None:
    short = {what: {"cpu_ms": 100, "queries": 10} for what in rounds.DONE}
    long = {what: {"cpu_ms": 120, "queries": 11} for what in rounds.DONE}
    assert not_met(rounds.lines([short, long])) == []
    long["saved"]["cpu_ms"] = 121
    assert not_met(rounds.lines([short, long])) == ["saved: CPU, ms"]
    assert not_met(rounds.lines([long])) == []


def test_pages_and_imports_are_judged_by_their_goals() -> None:
    pages = {"dashboard": measured(40).pages["dashboard"], "signed in": {"queries_cold": 9, "queries_warm": 9}}
    assert not_met(page_lines(pages, 99.9)) == ["queries, nothing remembered", "queries, unchanged"]
    assert not_met(page_lines({"dashboard": pages["dashboard"]}, 100.0)) == [
        "peak memory of a worker that served all, MB"
    ]
    run = {"seconds": 1, "cpu_seconds": 1, "statements": 30, "peak_before_mb": 50, "peak_mb": 200}
    first = import_lines(2000, [run])
    assert not_met(first) == []
    assert ("15.0",) in [line.cells for line in first]
    assert not_met(import_lines(2000, [run, run | {"peak_mb": 201}])) == ["peak memory, MB"]


def test_a_table_stands_in_columns_and_the_summary_names_what_was_missed() -> None:
    good = Line("queries", ("6", "1,000"), "at most 8", True)
    assert printed("Pages", ["a", "b"], [good]).splitlines() == [
        "Pages",
        "-----",
        "         a      b  goal",
        "queries  6  1,000  at most 8  met",
    ]
    assert summary([good, Line("kB", ("9",))]) == "1 of 1 goals met."
    assert summary([good, replace(good, met=False)]).endswith("Not met: queries: 6, 1,000 (goal at most 8)")


def test_a_step_that_fails_says_why(tmp_path: Path) -> None:
    run = Run(tmp_path, "x" * 60)
    with pytest.raises(Failed, match="unable to open database file"):
        run.step(f"sqlite:///{tmp_path}/absent/x.sqlite3", "prepare")


def test_a_database_is_a_copy_of_the_migrated_one(tmp_path: Path) -> None:
    files = SqliteFiles(tmp_path)
    Path(files.template.removeprefix("sqlite:///")).write_bytes(b"migrated")
    assert Path(files.copy("one").removeprefix("sqlite:///")).read_bytes() == b"migrated"


def test_the_small_form_runs_and_leaves_nothing_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--quick"]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "changes seen on the next request" in done.stdout
    assert "2 of 2" in done.stdout
    assert "import_folder of 260 figures" in done.stdout
    assert "A round of 6 indicators" in done.stdout
    assert "A paper as PDF" in done.stdout
    assert list(tmp_path.iterdir()) == []
