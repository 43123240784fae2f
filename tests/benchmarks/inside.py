"""What is done and measured inside a process that has Django set up: `python -m tests.benchmarks.inside STEP ...`.

Each step prints what it found as one line of JSON.
"""

from __future__ import annotations

import cProfile
import functools
import gc
import gzip
import io
import json
import pstats
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from http.cookies import SimpleCookie
from itertools import cycle
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import django

OWN_PACKAGES = ("asc_dashboard", "indicators", "reports")
OFFICER, VERIFIER = "benchmark-officer", "benchmark-verifier"
ASK_AGAIN = 5  # times a page is asked for when nothing has changed


def prepare() -> dict[str, Any]:
    """An empty, migrated database with two accounts, and the collected static files."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    get_user_model().objects.create_user(OFFICER)
    get_user_model().objects.create_user(VERIFIER)
    return {}


def load(folder: str) -> dict[str, Any]:
    """Imports a folder as `import_folder` does: seconds, statements and the most memory the process held."""
    from django.core.management import call_command

    from tests.benchmarks.site import peak_memory_mb

    before, printed = peak_memory_mb(), io.StringIO()
    with counted_statements() as statements:
        begun, begun_cpu = time.perf_counter(), time.process_time()
        call_command("import_folder", folder, stdout=printed, stderr=printed)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    return {
        "seconds": seconds,
        "cpu_seconds": cpu,
        "peak_mb": peak_memory_mb(),
        "peak_before_mb": before,
        "statements": len(statements),
        "printed": printed.getvalue(),
    }


def stay(path: str) -> None:
    """Does what each line it is sent asks for, and then answers: `save` a figure, or `compute` the page at `path` with
    nothing remembered (answers with the milliseconds of CPU that took)."""
    from indicators.models import Indicator

    site, indicators = Site(), cycle(Indicator.objects.order_by("pk"))
    site.get(path)
    print("ready", flush=True)
    for line in sys.stdin:
        if line == "save\n":
            _save_one(indicators)
            print("saved", flush=True)
        else:
            print(1000 * site.cold(path).cpu_seconds, flush=True)


def _save_one(indicators: Iterator[Any]) -> None:
    """Changes the latest figure of the next indicator that has one: it is entered, submitted and verified."""
    from django.contrib.auth import get_user_model

    from indicators.actions import Entry, Kind, RowSeen, enter_figures, submit_figures, verify_figures
    from indicators.domain.periods import parse
    from indicators.importing.rows import FigureRow
    from indicators.models import Figure

    plain = {"state": "verified", "value__isnull": False, "numerator__isnull": True}
    figure = None
    while figure is None:
        indicator = next(indicators)
        figure = Figure.objects.filter(indicator=indicator, **plain).order_by("-ends").first()
    old = Decimal(figure.value)
    # The last digit printed goes up and comes down again, so that the figure stays what it is like.
    step = Decimal(1).scaleb(old.as_tuple().exponent) * (1 if figure.version % 2 else -1)
    row = FigureRow(
        row=1,
        given=frozenset(Kind.FIGURE.columns),
        code=indicator.code,
        period=parse(figure.period),
        value=old + step,
    )
    people = get_user_model().objects
    officer, verifier = people.get(username=OFFICER), people.get(username=VERIFIER)
    enter_figures([Entry(row=row, why="Benchmark", checked="Benchmark")], by=officer)
    for take, by in ((submit_figures, officer), (verify_figures, verifier)):
        draft = Figure.objects.exclude(state="verified").get(indicator=indicator, period=figure.period)
        (done,) = take([RowSeen(draft.pk, draft.version)], by=by)
        if not done.is_done:
            raise ValueError(f"{take.__name__} of {draft}: {done.problem}")


def pages(addresses: str, repeats: str, body_file: str) -> dict[str, Any]:
    """Of each page (a JSON object of names and addresses; the dashboard first): queries, bytes and processor time.

    The dashboard's bytes are written to `body_file`, with a gzipped file beside it as WhiteNoise would make it.
    """
    from whitenoise.compress import Compressor

    site, found = Site(), {}
    for name, path in json.loads(addresses).items():
        site.get(path)  # templates are read and compiled once
        cold = [site.cold(path) for _ in range(int(repeats))]
        warm = [site.get(path) for _ in range(ASK_AGAIN)]
        found[name] = {
            "bytes": len(gzip.decompress(warm[-1].body)),
            "bytes_gzipped": len(warm[-1].body),
            "queries_cold": max(one.queries for one in cold),
            "queries_warm": max(one.queries for one in warm),
            "cpu_ms": 1000 * statistics.median(one.cpu_seconds for one in cold),
        }
    name, path = next(iter(json.loads(addresses).items()))
    body = gzip.decompress(site.get(path).body)
    Path(body_file).parent.mkdir(exist_ok=True)
    Path(body_file).write_bytes(body)
    Path(f"{body_file}.gz").write_bytes(Compressor.compress_gzip(body))
    site.sign_in()
    found[f"{name}, signed in"] = {
        "queries_cold": site.cold(path).queries,
        "queries_warm": max(site.get(path).queries for _ in range(ASK_AGAIN)),
    }
    return found


def profile(path: str, repeats: str) -> dict[str, Any]:
    """Where the time goes when a page is computed with nothing remembered: the costliest functions, as a text."""
    site, profiler = Site(), cProfile.Profile()
    site.get(path)
    for _ in range(int(repeats)):
        forget_everything()
        profiler.enable()
        site.get(path)
        profiler.disable()
    printed = io.StringIO()
    statistics_ = pstats.Stats(profiler, stream=printed).strip_dirs()
    statistics_.sort_stats("tottime").print_stats(35)
    statistics_.sort_stats("cumulative").print_stats(60)
    return {"profile": printed.getvalue()}


class Got:
    """One answer, made in this process: its body as sent, its queries and what it took of the processor."""

    def __init__(self, body: bytes, queries: int, cpu_seconds: float) -> None:
        self.body, self.queries, self.cpu_seconds = body, queries, cpu_seconds


class Site:
    """The whole site as the web server calls it, without the web server."""

    def __init__(self) -> None:
        from asc_dashboard.wsgi import application

        self._application = application
        self._cookie = ""

    def sign_in(self) -> None:
        """From now on as the officer."""
        from django.contrib.auth import get_user_model
        from django.test import Client

        client = Client()
        client.force_login(get_user_model().objects.get(username=OFFICER), "django.contrib.auth.backends.ModelBackend")
        self._cookie = SimpleCookie({name: one.value for name, one in client.cookies.items()}).output(
            header="", sep=";"
        )

    def get(self, path: str) -> Got:
        """Asks once. Raises `ValueError` when the answer is not 200."""
        environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_ACCEPT_ENCODING": "gzip", "HTTP_COOKIE": self._cookie}
        setup_testing_defaults(environ)
        answered: list[str] = []

        def start_response(status: str, headers: list[tuple[str, str]]) -> None:
            answered.append(status)

        with counted_statements() as statements:
            begun = time.process_time()
            answer = self._application(environ, start_response)
            body = b"".join(answer)
            answer.close()
            spent = time.process_time() - begun
        if not answered[0].startswith("200"):
            raise ValueError(f"{path} answered {answered[0]}")
        return Got(body, len(statements), spent)

    def cold(self, path: str) -> Got:
        """Asks once with nothing remembered."""
        forget_everything()
        return self.get(path)


def forget_everything() -> None:
    """As if this were the first page since the start: no function of ours remembers, and no kept page stands."""
    from django.core.cache import caches

    from indicators.models import StoreStamp

    for one in gc.get_objects():
        if type(one) is functools._lru_cache_wrapper and one.__module__.startswith(OWN_PACKAGES):
            one.cache_clear()
    for cache in caches.all(initialized_only=True):
        cache.clear()
    StoreStamp.touch()
    gc.collect()


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The SQL statements that were run meanwhile."""
    from django.db import connection

    statements: list[str] = []

    def count(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Mapping[str, Any]) -> Any:
        statements.append(sql)
        return execute(sql, values, many, context)

    with connection.execute_wrapper(count):
        yield statements


STEPS: dict[str, Callable[..., dict[str, Any] | None]] = {
    step.__name__: step for step in (prepare, load, stay, pages, profile)
}

if __name__ == "__main__":
    django.setup()
    found = STEPS[sys.argv[1]](*sys.argv[2:])
    if found is not None:
        print(json.dumps(found))
