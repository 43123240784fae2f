"""What is measured of one store that is served: the dashboard cold and warm beside a static file of the same bytes."""

from __future__ import annotations

import gzip
import json
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.load import Answer, Clients, Round, ask_once
from tests.benchmarks.site import Databases, Run, Saver, Server, server
from tests.benchmarks.synthetic import COMMITTEE, NEWEST, write_store

DASHBOARD = f"/committees/{COMMITTEE}/{NEWEST.address}/"
CONNECTIONS = 4
IN_PROCESS = 3  # times a page is computed in process, for each round
WARM_UP = 10  # requests a connection makes before the clock starts: both workers have then made the page


@dataclass(frozen=True, slots=True)
class Size:
    """A store, and how thoroughly it is measured: `cold` requests after a change in each of `rounds` rounds, and
    `warm` ones on each connection."""

    indicators: int
    months: int
    rounds: int
    cold: int
    warm: int

    @property
    def name(self) -> str:
        return f"{self.indicators}x{self.months}"


@dataclass(frozen=True, slots=True)
class Load:
    """Rounds of requests: each median is over the rounds. `cpu_ms` is the workers' processor time for one request."""

    rounds: tuple[Round, ...]
    cpu_ms: float

    @property
    def per_second(self) -> float:
        return statistics.median(one.per_second for one in self.rounds)

    @property
    def median_ms(self) -> float:
        return 1000 * statistics.median(one.median for one in self.rounds)

    @property
    def p95_ms(self) -> float:
        return 1000 * statistics.median(one.p95 for one in self.rounds)


@dataclass(frozen=True, slots=True)
class Cold:
    """Requests that each follow a saved figure, one visitor at a time. `seen` of them showed the change."""

    load: Load
    asked: int
    seen: int


@dataclass(frozen=True, slots=True)
class Served:
    """A store that is being served. `pages` is what `inside.pages` found of it, by page."""

    size: Size
    server: Server
    saver: Saver
    pages: dict[str, Any]

    @property
    def static_file(self) -> str:
        return f"/static/{_static_name(self.size)}"


def _static_name(size: Size) -> str:
    return f"benchmark/{size.name}.html"


def page_addresses(size: Size) -> dict[str, str]:
    """Every kind of page for people, the dashboard first."""
    code = f"s{min(4, size.indicators):03d}"
    return {
        "dashboard": DASHBOARD,
        "exceptions": f"{DASHBOARD}exceptions/",
        "indicator": f"/indicators/{code}/",
        "landing": "/",
        "definitions": f"/definitions/{COMMITTEE}/",
    }


@contextmanager
def served(run: Run, databases: Databases, size: Size) -> Iterator[Served]:
    """Fills a database of its own, measures the pages in a process of their own, and then serves it."""
    folder: Path = run.folder / f"store-{size.name}"
    write_store(folder, size.indicators, size.months)
    database = databases.copy(f"served_{size.name}")
    run.step(database, "load", folder)
    # The server knows only static files that stand there when it starts.
    body = run.static_root / _static_name(size)
    pages = run.step(database, "pages", json.dumps(page_addresses(size)), str(IN_PROCESS * size.rounds), body)
    saver = Saver(run, database)
    try:
        with server(run, database) as running:
            yield Served(size, running, saver, pages)
    finally:
        saver.stop()


def cold(stores: Sequence[Served]) -> list[Cold]:
    """The dashboard after a change, each time after another saved figure. Several stores take turns, round by round,
    so that a busy moment of the machine falls on all of them."""
    rounds: list[list[Round]] = [[] for _ in stores]
    spent: list[list[float]] = [[] for _ in stores]
    seen = [0 for _ in stores]
    last = [_warmed_up(one) for one in stores]
    for _ in range(stores[0].size.rounds):
        for place, one in enumerate(stores):
            before, times = one.server.cpu_seconds(), []
            for _ in range(one.size.cold):
                one.saver.save()
                answer = ask_once(one.server.port, DASHBOARD)
                times.append(answer.seconds)
                body = _body(answer)
                seen[place] += body != last[place]
                last[place] = body
            spent[place].append((one.server.cpu_seconds() - before) / len(times))
            rounds[place].append(Round.of(sum(times), times))
    return [
        Cold(Load(tuple(rounds[place]), 1000 * statistics.median(spent[place])), _asked(one.size), seen[place])
        for place, one in enumerate(stores)
    ]


def _warmed_up(store: Served) -> bytes:
    """The dashboard, once both workers have read its templates."""
    with Clients(store.server.port, DASHBOARD, connections=CONNECTIONS) as clients:
        clients.round(WARM_UP)
    return _body(ask_once(store.server.port, DASHBOARD))


def _asked(size: Size) -> int:
    return size.rounds * size.cold


def _body(answer: Answer) -> bytes:
    return gzip.decompress(answer.body) if answer.gzipped else answer.body


@dataclass(frozen=True, slots=True)
class Warm:
    """The unchanged page and the static file in turns, over kept connections; `ratio` is page to file, per second."""

    page: Load
    static: Load
    ratio: float
    static_alone: Load  # one visitor at a time, each with a new connection, as the cold requests come


def warm(store: Served) -> Warm:
    """The dashboard while nothing changes, beside a static file of the same bytes."""
    port, size = store.server.port, store.size
    rounds: dict[str, list[Round]] = {DASHBOARD: [], store.static_file: []}
    spent: dict[str, list[float]] = {DASHBOARD: [], store.static_file: []}
    for _ in range(size.rounds):
        for path, found in rounds.items():
            with Clients(port, path, connections=CONNECTIONS) as clients:
                clients.round(WARM_UP)
                before = store.server.cpu_seconds()
                found.append(clients.round(size.warm))
                spent[path].append((store.server.cpu_seconds() - before) / (size.warm * CONNECTIONS))
    page, static = (Load(tuple(rounds[path]), 1000 * statistics.median(spent[path])) for path in rounds)
    pairs = zip(page.rounds, static.rounds, strict=True)
    ratio = statistics.median(of_page.per_second / of_file.per_second for of_page, of_file in pairs)
    return Warm(page, static, ratio, _alone(store, store.static_file))


def _alone(store: Served, path: str) -> Load:
    found, before = [], store.server.cpu_seconds()
    for _ in range(store.size.rounds):
        times = [ask_once(store.server.port, path).seconds for _ in range(store.size.cold)]
        found.append(Round.of(sum(times), times))
    return Load(tuple(found), 1000 * (store.server.cpu_seconds() - before) / _asked(store.size))


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured of one store's dashboard, and of its pages in process."""

    size: Size
    pages: dict[str, Any]
    cold: Cold
    warm: Warm


def measure(stores: Sequence[Served]) -> list[Measured]:
    """The dashboards of stores that are served at the same time, in turns."""
    changed = cold(stores)
    return [Measured(one.size, one.pages, after, warm(one)) for one, after in zip(stores, changed, strict=True)]


def peak_memory_mb(store: Served) -> float:
    """Of a worker that has served every page for people, the page of every indicator included, several times."""
    cards = [f"/indicators/s{number:03d}/" for number in range(1, store.size.indicators + 1)]
    for _ in range(store.size.rounds):
        for path in (*page_addresses(store.size).values(), *cards):
            ask_once(store.server.port, path)
    return store.server.peak_memory_mb()
