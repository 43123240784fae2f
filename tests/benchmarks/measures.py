"""What is measured of one store that is served: the dashboard cold and warm beside a static file of the same bytes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.load import Answer, Clients, Round, ask_once
from tests.benchmarks.site import Databases, Officer, Run, Server, server
from tests.benchmarks.synthetic import COMMITTEE, NEWEST, Indicator, write_store

DASHBOARD = f"/committees/{COMMITTEE}/{NEWEST.address}/"
CONNECTIONS = 4
IN_PROCESS = 5  # times the dashboard is computed with nothing remembered, in each round
TIMES_SERVED = 3  # of every page, before memory is read: each worker has then served most of them
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


@dataclass(slots=True)
class Load:
    """Rounds of requests, and for each round the milliseconds of the workers' CPU for one request."""

    rounds: list[Round] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> list[float]:
        return [one.per_second for one in self.rounds]

    @property
    def median_ms(self) -> list[float]:
        return [1000 * one.median for one in self.rounds]

    @property
    def p95_ms(self) -> list[float]:
        return [1000 * one.p95 for one in self.rounds]


@dataclass(slots=True)
class Measured:
    """All that was measured of one store, round by round.

    `pages` is what `inside.pages` found, by page. Of the dashboard: `first_ms` is the CPU it takes with nothing
    remembered; `changed` holds requests that each follow a saved figure, one visitor at a time, `seen` of which showed
    the change; `unchanged` many requests at once while nothing changes. `static` and `static_alone` are the static
    file of the same bytes, asked for in the same ways.
    """

    size: Size
    pages: dict[str, Any]
    first_ms: list[float] = field(default_factory=list)
    changed: Load = field(default_factory=Load)
    seen: int = 0
    static_alone: Load = field(default_factory=Load)
    unchanged: Load = field(default_factory=Load)
    static: Load = field(default_factory=Load)


@dataclass(slots=True)
class Served:
    """A store that is being served, with an officer who changes it; and the dashboard as it was last seen."""

    measured: Measured
    server: Server
    officer: Officer
    shown: bytes = b""

    @property
    def size(self) -> Size:
        return self.measured.size

    @property
    def static_file(self) -> str:
        return f"/static/{_static_name(self.size)}"


def _static_name(size: Size) -> str:
    return f"benchmark/{size.name}.html"


def page_addresses(size: Size) -> dict[str, str]:
    """Every kind of page for people, the dashboard first."""
    return {
        "dashboard": DASHBOARD,
        "exceptions": f"{DASHBOARD}exceptions/",
        "indicator": _card_address(min(4, size.indicators)),
        "landing": "/",
        "definitions": f"/definitions/{COMMITTEE}/",
    }


def _card_address(number: int) -> str:
    return f"/indicators/{Indicator(number).code.lower()}/"


@contextmanager
def served(run: Run, databases: Databases, size: Size) -> Iterator[Served]:
    """Fills a database of its own, looks at its pages in a process of their own, and then serves it."""
    folder: Path = run.folder / f"store-{size.name}"
    write_store(folder, size.indicators, size.months)
    database = databases.copy(f"served_{size.name}")
    run.step(database, "load", folder)
    # The server knows only static files that stand there when it starts.
    body = run.static_root / _static_name(size)
    pages = run.step(database, "pages", json.dumps(page_addresses(size)), str(size.rounds), body)
    with Officer(run, database, DASHBOARD) as officer, server(run, database) as running:
        yield Served(Measured(size, pages), running, officer)


def measure(stores: Sequence[Served]) -> list[Measured]:
    """The dashboards of stores that are served at the same time. They take turns, round by round, so that a busy
    moment of the machine falls on all of them."""
    for one in stores:
        _warm_up(one)
    for _ in range(stores[0].size.rounds):
        for one in stores:
            one.measured.first_ms += [one.officer.compute() for _ in range(IN_PROCESS)]
        for one in stores:
            _after_changes(one)
            _one_by_one(one, one.static_file, one.measured.static_alone)
        for one in stores:
            _at_once(one, DASHBOARD, one.measured.unchanged)
            _at_once(one, one.static_file, one.measured.static)
    return [one.measured for one in stores]


def _warm_up(store: Served) -> None:
    """Until both workers have read the templates."""
    with Clients(store.server.port, DASHBOARD, connections=CONNECTIONS) as clients:
        clients.round(WARM_UP)
    store.shown = _body(ask_once(store.server.port, DASHBOARD))


def _after_changes(store: Served) -> None:
    before, times = store.server.cpu_seconds(), []
    for _ in range(store.size.cold):
        store.officer.save()
        answer = ask_once(store.server.port, DASHBOARD)
        times.append(answer.seconds)
        body = _body(answer)
        store.measured.seen += body != store.shown
        store.shown = body
    _add(store.measured.changed, Round.of(sum(times), times), store.server.cpu_seconds() - before)


def _one_by_one(store: Served, path: str, load: Load) -> None:
    before = store.server.cpu_seconds()
    times = [ask_once(store.server.port, path).seconds for _ in range(store.size.cold)]
    _add(load, Round.of(sum(times), times), store.server.cpu_seconds() - before)


def _at_once(store: Served, path: str, load: Load) -> None:
    with Clients(store.server.port, path, connections=CONNECTIONS) as clients:
        clients.round(WARM_UP)
        before = store.server.cpu_seconds()
        done = clients.round(store.size.warm)
        _add(load, done, store.server.cpu_seconds() - before)


def _add(load: Load, done: Round, cpu_seconds: float) -> None:
    load.rounds.append(done)
    load.cpu_ms.append(1000 * cpu_seconds / len(done.each))


def _body(answer: Answer) -> bytes:
    return gzip.decompress(answer.body) if answer.gzipped else answer.body


def peak_memory_mb(store: Served) -> float:
    """Of a worker that has served every page for people, the page of every indicator included, several times."""
    cards = [_card_address(number) for number in range(1, store.size.indicators + 1)]
    for _ in range(TIMES_SERVED):
        for path in (*page_addresses(store.size).values(), *cards):
            ask_once(store.server.port, path)
    return store.server.peak_memory_mb()
