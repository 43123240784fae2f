"""The site under measurement: databases of its own, and the project's own web server on a free port of this machine.

Nothing is written into the project's folder, and no setting of the person who runs it is used.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import dj_database_url
import psycopg
from psycopg import sql

from tests.benchmarks.load import HOST, BadAnswer, ask_once

PROJECT = Path(__file__).resolve().parents[2]
GUNICORN = ("-m", "gunicorn", "--config", "python:asc_dashboard.gunicorn", "asc_dashboard.wsgi")
INSIDE = "tests.benchmarks.inside"
WORKERS = 2
KEPT_VARIABLES = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
START_WITHIN = 30  # seconds


class Failed(Exception):
    """A process of the benchmark ended with an error; the message is what it printed."""


class Databases(Protocol):
    """Makes databases: `template` for the first, which others are copied from once it is migrated."""

    template: str

    def copy(self, name: str) -> str: ...


@dataclass(frozen=True, slots=True)
class SqliteFiles:
    """Files in the folder of the run."""

    folder: Path

    @property
    def template(self) -> str:
        return f"sqlite:///{self.folder / 'template.sqlite3'}"

    def copy(self, name: str) -> str:
        """The address of a new copy of the migrated database."""
        file = self.folder / f"{name}.sqlite3"
        shutil.copyfile(self.folder / "template.sqlite3", file)
        return f"sqlite:///{file}"


@dataclass(frozen=True, slots=True)
class PostgresDatabases:
    """Databases made beside the one that `address` names, and dropped again."""

    address: str
    prefix: str
    made: list[str]

    @property
    def template(self) -> str:
        return self._address_of(f"{self.prefix}_template")

    def copy(self, name: str) -> str:
        """The address of a new copy of the migrated database."""
        return self._create(f"{self.prefix}_{name}", f"{self.prefix}_template")

    def create_template(self) -> None:
        """Makes the empty database that the first process migrates."""
        self._create(f"{self.prefix}_template", "template1")

    def drop_all(self) -> None:
        """Drops what this run made, and nothing else."""
        for name in reversed(self.made):
            self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _create(self, name: str, like: str) -> str:
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like)))
        self.made.append(name)
        return self._address_of(name)

    def _execute(self, statement: sql.Composed) -> None:
        with closing(psycopg.connect(self.address, autocommit=True)) as connection:
            connection.execute(statement)

    def _address_of(self, name: str) -> str:
        before, question, options = self.address.partition("?")
        return f"{before.rpartition('/')[0]}/{name}{question}{options}"


@contextmanager
def databases(folder: Path, address: str | None) -> Iterator[Databases]:
    """SQLite files, or databases on the PostgreSQL server of `address`."""
    if address is None:
        yield SqliteFiles(folder)
        return
    if not dj_database_url.parse(address)["ENGINE"].endswith("postgresql"):
        raise SystemExit("--database-url takes the address of a PostgreSQL database; without it SQLite files are made.")
    on_server = PostgresDatabases(address, f"benchmark_{secrets.token_hex(4)}", [])
    try:
        on_server.create_template()
        yield on_server
    finally:
        on_server.drop_all()


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the benchmark: the folder that it fills and leaves empty behind it, and its secret."""

    folder: Path
    secret: str

    @property
    def static_root(self) -> Path:
        return self.folder / "static"

    def environment(self, database: str, port: int = 8000) -> dict[str, str]:
        """What a process sees: the defaults of a site that is served, and nothing of this machine's own site."""
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
            "BENCHMARK_STATIC_ROOT": str(self.static_root),
            "ENV_FILE": "",
            "SECRET_KEY": self.secret,
            "DATABASE_URL": database,
            "PORT": str(port),
            "WEB_CONCURRENCY": str(WORKERS),
            "LOG_LEVEL": "WARNING",
        }

    def step(self, database: str, *arguments: str | Path, module: str = INSIDE) -> dict[str, Any]:
        """Runs a step of a module in a process of its own and gives what it found. Raises `Failed`."""
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=PROJECT,
            env=self.environment(database),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(f"{module} {arguments[0]}: {done.stderr[-3000:]}")
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


class Officer:
    """A process beside the server that has Django set up: it saves figures, as an officer would in the admin, and
    computes a page with nothing remembered."""

    def __init__(self, run: Run, database: str, path: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", INSIDE, "stay", path],
            cwd=PROJECT,
            env=run.environment(database),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._hear()

    def __enter__(self) -> Officer:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate()  # the end of its input is the end of its work

    def save(self) -> None:
        """Returns when another figure is changed and committed. Raises `Failed`."""
        self._ask("save")

    def compute(self) -> float:
        """The milliseconds of CPU that the page takes with nothing remembered. Raises `Failed`."""
        return float(self._ask("compute"))

    def _ask(self, what: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise Failed("The process that saves figures stopped; what it said stands above.")
        return line


@dataclass(frozen=True, slots=True)
class Server:
    """The running web server."""

    port: int
    workers: tuple[int, ...]

    def cpu_seconds(self) -> float:
        """What its workers have used of the processors so far, in the program and in the system."""
        return sum(map(_cpu_seconds, self.workers))

    def peak_memory_mb(self) -> float:
        """The most that any worker has held in memory (what it shares with others counts in full)."""
        return max(peak_memory_mb(pid) for pid in self.workers)


def _cpu_seconds(pid: int) -> float:
    threads = [folder / "schedstat" for folder in Path(f"/proc/{pid}/task").iterdir()]
    nanoseconds = sum(int(file.read_text().split()[0]) for file in threads if file.exists())
    # Nanoseconds where the kernel keeps them; otherwise ticks, mostly of 10 ms.
    return nanoseconds / 1e9 or sum(map(int, _stat(pid)[11:13])) / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str]:
    """The fields after the name: state, parent, ... utime (11) and stime (12); see proc_pid_stat(5)."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def peak_memory_mb(pid: int | str = "self") -> float:
    """The most a process has held in memory since its program was started or it parted from its parent."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def _children(pid: int) -> tuple[int, ...]:
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            parent = int(_stat(int(folder.name))[1])
        except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            continue
        if parent == pid:
            found.append(int(folder.name))
    return tuple(found)


@contextmanager
def server(run: Run, database: str) -> Iterator[Server]:
    """gunicorn as `make run` starts it: two workers of four threads, DEBUG off."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    log = run.folder / f"server-{port}.log"
    command: Sequence[str] = (sys.executable, *GUNICORN)
    with log.open("w") as output, _process(command, run.environment(database, port), output) as process:
        try:
            yield Server(port, _wait(process, port))
        except (BadAnswer, OSError) as error:
            raise Failed(f"{error}\nThe server printed:\n{log.read_text()[-3000:]}") from error


@contextmanager
def _process(command: Sequence[str], environment: dict[str, str], output: Any) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=output) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[bytes], port: int) -> tuple[int, ...]:
    """Until the server answers; gives its workers."""
    until = time.monotonic() + START_WITHIN
    while True:
        try:
            ask_once(port, "/healthz")
            workers = _children(process.pid)
            if len(workers) == WORKERS:
                return workers
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise
        time.sleep(0.05)
