"""Measurements as lines of a table, each with its goal where one is set. Every figure is a median of its rounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from tests.benchmarks.measures import CONNECTIONS, Measured
from tests.benchmarks.table import Line, number

MOST_QUERIES = 8
MOST_KB = 30  # of 1000 bytes, gzipped
MOST_CPU_MS = 15
LEAST_OF_STATIC = 0.4
MOST_OF_SHORT_HISTORY = 1.2
MOST_WORKER_MB = 100
MOST_IMPORT_MB = 200
GOAL_SIZE = 40  # indicators of the page that some goals are set for

Rounds = Callable[[Measured], Sequence[float]]


def ratio(upper: Sequence[float], lower: Sequence[float]) -> float:
    """Round by round, so that a busy moment of the machine falls on both; the median of them."""
    return median(above / below for above, below in zip(upper, lower, strict=True))


def dashboard_lines(found: Sequence[Measured]) -> list[Line]:
    """Of stores of several sizes, one column each."""

    def line(label: str, of: Rounds, places: int = 1, most: float | None = None) -> Line:
        cells = tuple(number(median(of(one)), places) for one in found)
        judged = [median(of(one)) <= most for one in found if one.size.indicators == GOAL_SIZE and most is not None]
        goal = f"{GOAL_SIZE} indicators: at most {most}" if judged else ""
        return Line(label, cells, goal, all(judged) if judged else None)

    def of_static(label: str, page: Rounds, static: Rounds, least: float | None = None) -> Line:
        ratios = [ratio(page(one), static(one)) for one in found]
        cells = tuple(number(one, 3) for one in ratios)
        return Line(label, cells, f"at least {least}" if least else "", min(ratios) >= least if least else None)

    visitors = f"{CONNECTIONS} visitors"
    return [
        line("page, kB", lambda one: [_dashboard(one, "bytes") / 1000]),
        line("page, kB gzipped", lambda one: [_dashboard(one, "bytes_gzipped") / 1000], most=MOST_KB),
        _queries(found),
        line("nothing remembered: CPU, ms", lambda one: one.first_ms),
        line("after a change: server's CPU, ms", lambda one: one.changed.cpu_ms, most=MOST_CPU_MS),
        line("after a change: answer, ms", lambda one: one.changed.median_ms),
        line("after a change: p95, ms", lambda one: one.changed.p95_ms),
        line("after a change: a second, one visitor", lambda one: one.changed.per_second, 0),
        line("  static file: p95, ms", lambda one: one.static_alone.p95_ms),
        line("  static file: a second, one visitor", lambda one: one.static_alone.per_second, 0),
        of_static(
            "  page to static file, a second",
            lambda one: one.changed.per_second,
            lambda one: one.static_alone.per_second,
        ),
        _seen(found),
        line("unchanged: server's CPU, ms", lambda one: one.unchanged.cpu_ms, 2),
        line("unchanged: p95, ms", lambda one: one.unchanged.p95_ms),
        line(f"unchanged: a second, {visitors}", lambda one: one.unchanged.per_second, 0),
        line("  static file: server's CPU, ms", lambda one: one.static.cpu_ms, 2),
        line("  static file: p95, ms", lambda one: one.static.p95_ms),
        line(f"  static file: a second, {visitors}", lambda one: one.static.per_second, 0),
        of_static(
            "  page to static file, a second",
            lambda one: one.unchanged.per_second,
            lambda one: one.static.per_second,
            LEAST_OF_STATIC,
        ),
    ]


def _dashboard(one: Measured, name: str) -> float:
    return float(one.pages["dashboard"][name])


def _queries(found: Sequence[Measured]) -> Line:
    counts = [_dashboard(one, "queries_cold") for one in found]
    return Line("queries", tuple(number(one, 0) for one in counts), "the same for all", len(set(counts)) == 1)


def _seen(found: Sequence[Measured]) -> Line:
    asked = [one.size.rounds * one.size.cold for one in found]
    cells = tuple(f"{one.seen} of {all_of_it}" for one, all_of_it in zip(found, asked, strict=True))
    return Line("changes seen on the next request", cells, "all", [one.seen for one in found] == asked)


def page_lines(pages: dict[str, dict[str, Any]], peak_mb: float) -> list[Line]:
    """Of every kind of page of one store, one column each."""

    def line(label: str, name: str, scale: float = 1, places: int = 0, most: float | None = None) -> Line:
        cells = tuple(number(page[name] / scale, places) if name in page else "" for page in pages.values())
        met = None if most is None else max(page[name] for page in pages.values() if name in page) <= most
        return Line(label, cells, "" if most is None else f"at most {most}", met)

    memory = (number(peak_mb), *[""] * (len(pages) - 1))
    return [
        line("kB", "bytes", 1000, 1),
        line("kB gzipped", "bytes_gzipped", 1000, 1),
        line("queries, nothing remembered", "queries_cold", most=MOST_QUERIES),
        line("queries, unchanged", "queries_warm", most=MOST_QUERIES),
        line("nothing remembered: CPU, ms", "cpu_ms", places=1),
        Line(
            "peak memory of a worker that served all, MB", memory, f"under {MOST_WORKER_MB}", peak_mb < MOST_WORKER_MB
        ),
    ]


def history_lines(short: Measured, long: Measured) -> list[Line]:
    """The same indicators with a short and a long history, and how many times the one's cost the other is."""

    def line(label: str, of: Rounds, *, judged: bool = False) -> Line:
        times = ratio(of(long), of(short))
        cells = (number(median(of(short)), 2), number(median(of(long)), 2), number(times, 2))
        met = times <= MOST_OF_SHORT_HISTORY if judged else None
        return Line(label, cells, f"at most {MOST_OF_SHORT_HISTORY} times" if judged else "", met)

    return [
        line("nothing remembered: CPU, ms", lambda one: one.first_ms),
        line("after a change: server's CPU, ms", lambda one: one.changed.cpu_ms, judged=True),
        line("after a change: answer, ms", lambda one: one.changed.median_ms, judged=True),
        line("after a change: p95, ms", lambda one: one.changed.p95_ms),
        line("after a change: a second, one visitor", lambda one: one.changed.per_second),
        line("unchanged: server's CPU, ms", lambda one: one.unchanged.cpu_ms),
        line(f"unchanged: a second, {CONNECTIONS} visitors", lambda one: one.unchanged.per_second),
        line("queries", lambda one: [_dashboard(one, "queries_cold")]),
    ]


def import_lines(rows: int, runs: Sequence[dict[str, Any]]) -> list[Line]:
    """The first import of a folder of so many rows and the second, which changes nothing, one column each."""
    peak = max(run["peak_mb"] for run in runs)
    return [
        Line("seconds", tuple(number(run["seconds"]) for run in runs)),
        Line("seconds of CPU", tuple(number(run["cpu_seconds"]) for run in runs)),
        Line("SQL statements", tuple(number(run["statements"], 0) for run in runs)),
        Line("statements per thousand rows", tuple(number(1000 * run["statements"] / rows) for run in runs)),
        Line("memory before, MB", tuple(number(run["peak_before_mb"]) for run in runs)),
        Line(
            "peak memory, MB",
            tuple(number(run["peak_mb"]) for run in runs),
            f"at most {MOST_IMPORT_MB}",
            peak <= MOST_IMPORT_MB,
        ),
    ]
