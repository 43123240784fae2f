"""Measurements as lines of a table, each with its goal where one is set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.benchmarks.measures import CONNECTIONS, Measured
from tests.benchmarks.table import Line, number

MOST_QUERIES = 8
MOST_KB = 30.0  # of 1000 bytes, gzipped
MOST_CPU_MS = 15.0
LEAST_OF_STATIC = 0.4
MOST_OF_TWO_YEARS = 1.2
MOST_WORKER_MB = 100.0
MOST_IMPORT_MB = 200.0
GOAL_SIZE = 40  # indicators of the page that some goals are set for


def dashboard_lines(found: Sequence[Measured]) -> list[Line]:
    """Of stores of several sizes, one column each."""

    def cells(of: Callable[[Measured], float], places: int = 1) -> tuple[str, ...]:
        return tuple(number(of(one), places) for one in found)

    def goal_at_size(of: Callable[[Measured], float], most: float) -> bool | None:
        judged = [of(one) <= most for one in found if one.size.indicators == GOAL_SIZE]
        return all(judged) if judged else None

    def page(name: str, scale: float = 1.0) -> Callable[[Measured], float]:
        return lambda one: one.pages["dashboard"][name] / scale

    gzipped, remembered_not = page("bytes_gzipped", 1000), page("nothing_remembered_ms")
    queries = {one.pages["dashboard"]["queries_cold"] for one in found}
    ratios = [one.warm.ratio for one in found]
    every = sum(one.cold.asked for one in found)
    seen = sum(one.cold.seen for one in found)
    at_size = f"{GOAL_SIZE} indicators: at most"
    return [
        Line("page, kB", cells(page("bytes", 1000))),
        Line("page, kB gzipped", cells(gzipped), f"{at_size} {MOST_KB:.0f}", goal_at_size(gzipped, MOST_KB)),
        Line("queries", cells(page("queries_cold"), 0), "the same for all", len(queries) == 1),
        Line(
            "nothing remembered: server CPU, ms",
            cells(remembered_not),
            f"{at_size} {MOST_CPU_MS:.0f}",
            goal_at_size(remembered_not, MOST_CPU_MS),
        ),
        Line(
            "after a change: server CPU, ms",
            cells(lambda one: one.cold.load.cpu_ms),
            f"{at_size} {MOST_CPU_MS:.0f}",
            goal_at_size(lambda one: one.cold.load.cpu_ms, MOST_CPU_MS),
        ),
        Line("after a change: answer, ms", cells(lambda one: one.cold.load.median_ms)),
        Line("after a change: p95, ms", cells(lambda one: one.cold.load.p95_ms)),
        Line("after a change: requests a second, one visitor", cells(lambda one: one.cold.load.per_second, 0)),
        Line("  static file: requests a second, one visitor", cells(lambda one: one.warm.static_alone.per_second, 0)),
        Line("  static file: p95, ms", cells(lambda one: one.warm.static_alone.p95_ms)),
        Line(
            "  page to static file, requests a second",
            cells(lambda one: one.cold.load.per_second / one.warm.static_alone.per_second, 2),
        ),
        Line(
            "the saved figure showed on the next request",
            (*[""] * (len(found) - 1), f"{seen} of {every}"),
            "all",
            seen == every,
        ),
        Line("unchanged: server CPU, ms", cells(lambda one: one.warm.page.cpu_ms, 2)),
        Line("unchanged: p95, ms", cells(lambda one: one.warm.page.p95_ms)),
        Line(f"unchanged: requests a second, {CONNECTIONS} visitors", cells(lambda one: one.warm.page.per_second, 0)),
        Line("  static file: server CPU, ms", cells(lambda one: one.warm.static.cpu_ms, 2)),
        Line("  static file: p95, ms", cells(lambda one: one.warm.static.p95_ms)),
        Line(
            f"  static file: requests a second, {CONNECTIONS} visitors",
            cells(lambda one: one.warm.static.per_second, 0),
        ),
        Line(
            "  page to static file, requests a second",
            tuple(number(one, 2) for one in ratios),
            f"at least {LEAST_OF_STATIC}",
            min(ratios) >= LEAST_OF_STATIC,
        ),
    ]


def page_lines(pages: dict[str, dict[str, Any]], peak_mb: float) -> list[Line]:
    """Of every kind of page of one store, one column each."""

    def cells(name: str, scale: float = 1.0, places: int = 0) -> tuple[str, ...]:
        return tuple(number(page[name] / scale, places) if name in page else "" for page in pages.values())

    most = max(page["queries_cold"] for page in pages.values())
    return [
        Line("kB", cells("bytes", 1000, 1)),
        Line("kB gzipped", cells("bytes_gzipped", 1000, 1)),
        Line("queries, nothing remembered", cells("queries_cold"), f"at most {MOST_QUERIES}", most <= MOST_QUERIES),
        Line("queries, unchanged", cells("queries_warm")),
        Line("nothing remembered: server CPU, ms", cells("nothing_remembered_ms", places=1)),
        Line(
            "peak memory of a worker that served all of them, MB",
            (number(peak_mb), *[""] * (len(pages) - 1)),
            f"under {MOST_WORKER_MB:.0f}",
            peak_mb < MOST_WORKER_MB,
        ),
    ]


def history_lines(short: Measured, long: Measured) -> list[Line]:
    """The same indicators with a short and a long history, and how many times the short one's cost the long one is."""

    def line(label: str, of: Callable[[Measured], float], *, judged: bool = False) -> Line:
        ratio = of(long) / of(short)
        goal = f"at most {MOST_OF_TWO_YEARS} times" if judged else ""
        cells = (number(of(short), 2), number(of(long), 2), number(ratio, 2))
        return Line(label, cells, goal, ratio <= MOST_OF_TWO_YEARS if judged else None)

    return [
        line(
            "nothing remembered: server CPU, ms",
            lambda one: one.pages["dashboard"]["nothing_remembered_ms"],
            judged=True,
        ),
        line("after a change: server CPU, ms", lambda one: one.cold.load.cpu_ms, judged=True),
        line("after a change: answer, ms", lambda one: one.cold.load.median_ms, judged=True),
        line("after a change: p95, ms", lambda one: one.cold.load.p95_ms),
        line("after a change: requests a second", lambda one: one.cold.load.per_second),
        line("unchanged: server CPU, ms", lambda one: one.warm.page.cpu_ms),
        line("unchanged: requests a second", lambda one: one.warm.page.per_second),
        line("queries", lambda one: one.pages["dashboard"]["queries_cold"]),
    ]


def import_lines(figures: int, runs: Sequence[dict[str, Any]]) -> list[Line]:
    """The first import of a folder and the second, which changes nothing, one column each."""
    peak = max(run["peak_mb"] for run in runs)
    return [
        Line("seconds", tuple(number(run["seconds"]) for run in runs)),
        Line("seconds of CPU", tuple(number(run["cpu_seconds"]) for run in runs)),
        Line("SQL statements", tuple(number(run["statements"], 0) for run in runs)),
        Line("statements per thousand figures", tuple(number(1000 * run["statements"] / figures) for run in runs)),
        Line("memory before, MB", tuple(number(run["peak_before_mb"]) for run in runs)),
        Line(
            "peak memory, MB",
            tuple(number(run["peak_mb"]) for run in runs),
            f"at most {MOST_IMPORT_MB:.0f}",
            peak <= MOST_IMPORT_MB,
        ),
    ]
