"""What an upload costs: looked at, confirmed and undone, in the process that does it, in its child and in a web worker.

`python -m tests.benchmarks.uploads STEP ...` does one step in a process that has Django set up and prints what it found
as one line of JSON.
"""

from __future__ import annotations

import http.client
import json
import re
import resource
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import django

from tests.benchmarks.inside import OFFICER, counted_statements
from tests.benchmarks.load import HOST
from tests.benchmarks.site import Databases, Failed, Run, peak_memory_mb, server
from tests.benchmarks.synthetic import COMMITTEE, NEWEST, write_store
from tests.benchmarks.table import Line, number

REGISTERS: Final = ("committees.csv", "sections.csv", "indicators.csv", "definitions.csv")
STEPS_OF_ONE: Final = ("looked at", "confirmed", "undone")
MOST_PROCESS_MB: Final = 250
MOST_WORKER_MB: Final = 130
WITHIN: Final = 900  # seconds
ADD: Final = f"/admin/indicators/upload/add/?committee={COMMITTEE}&month={NEWEST.written}"
Found = Mapping[str, Any]


# From outside ---------------------------------------------------------------------------------------------------------


def measure(run: Run, made: Databases, indicators: int, months: int) -> list[Found]:
    """An upload of so many new figures: looked at, confirmed, undone; and sent to a web server, to see its worker."""
    name = f"uploaded_{indicators}x{months}"
    folder, registers = run.folder / name, run.folder / f"{name}_registers"
    write_store(folder, indicators, months)
    registers.mkdir()
    for file in REGISTERS:
        shutil.copyfile(folder / file, registers / file)
    databases = [made.copy(one) for one in (name, f"{name}_served")]
    for database in databases:
        run.step(database, "load", registers)
    figures = folder / "figures.csv"
    looked, *others = (_step(run, databases[0], *step) for step in (("look", str(figures)), ("confirm",), ("undo",)))
    return [{**looked, **_sent(run, databases[1], figures.read_bytes())}, *others]


def _step(run: Run, database: str, *arguments: str) -> Found:
    return run.step(database, *arguments, module="tests.benchmarks.uploads")


def _sent(run: Run, database: str, data: bytes) -> Found:
    """The file sent by a browser, until its preview is there: seconds, and the most memory that a web worker held."""
    cookie = _step(run, database, "sign_in")["cookie"]
    with server(run, database) as running:
        form = _ask(running.port, "GET", ADD, cookie)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.read().decode())
        if token is None:
            raise Failed("The form of an upload has no token.")
        cookie += f"; {(form.getheader('Set-Cookie') or '').partition(';')[0]}"
        before, begun = running.peak_memory_mb(), time.monotonic()
        body, kind = _multipart(token[1], data)
        page = _ask(running.port, "POST", ADD, cookie, body, kind).getheader("Location")
        if page is None:
            raise Failed("The upload was not taken.")
        while json.loads(_ask(running.port, "GET", f"{page}progress.json", cookie).read())["works"]:
            if time.monotonic() - begun > WITHIN:
                raise Failed("The upload was not read.")
            time.sleep(0.05)
        seconds, begun = time.monotonic() - begun, time.monotonic()
        shown = _ask(running.port, "GET", page, cookie).read()
        if b"figures in this file" not in shown:
            raise Failed("The upload has no preview.")
        return {
            "served_seconds": seconds,
            "page_ms": 1000 * (time.monotonic() - begun),
            "page_kb": len(shown) / 1000,
            "worker_before_mb": before,
            "worker_mb": running.peak_memory_mb(),
        }


def _ask(
    port: int, method: str, path: str, cookie: str, body: bytes | None = None, kind: str = ""
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(HOST, port, timeout=WITHIN)
    connection.request(method, path, body, {"Cookie": cookie} | ({"Content-Type": kind} if kind else {}))
    return connection.getresponse()


def _multipart(token: str, data: bytes) -> tuple[bytes, str]:
    """The form as a browser sends it."""
    line = b"--boundary-of-the-benchmark"
    parts = (
        line,
        b'Content-Disposition: form-data; name="csrfmiddlewaretoken"',
        b"",
        token.encode(),
        line,
        b'Content-Disposition: form-data; name="file"; filename="figures.csv"',
        b"Content-Type: text/csv",
        b"",
        data,
        line + b"--",
        b"",
    )
    return b"\r\n".join(parts), "multipart/form-data; boundary=boundary-of-the-benchmark"


def lines(sizes: Sequence[tuple[int, list[Found]]]) -> list[Line]:
    """Of uploads of so many figures: a column each for looking, confirming and undoing."""
    cells = [(figures, one) for figures, found in sizes for one in found]

    def line(label: str, name: str, places: int = 1, most: float | None = None) -> Line:
        shown = tuple(number(one[name], places) if name in one else "" for _, one in cells)
        met = None if most is None else all(one[name] <= most for _, one in cells if name in one)
        return Line(label, shown, "" if most is None else f"at most {most}", met)

    per_thousand = tuple(number(1000 * one["statements"] / figures) for figures, one in cells)
    return [
        line("seconds", "seconds"),
        line("seconds of CPU, the child's too", "cpu_seconds"),
        line("SQL statements", "statements", 0),
        Line("statements per thousand figures", per_thousand),
        line("peak memory of the process, MB", "peak_mb", 0, MOST_PROCESS_MB),
        line("peak memory of the child that reads, MB", "child_mb", 0),
        line("sent by a browser: seconds to the preview", "served_seconds"),
        line("  the preview's page: answer, ms", "page_ms", 0),
        line("  the preview's page, kB gzipped or not", "page_kb", 0),
        line("  memory of a web worker before, MB", "worker_before_mb", 0),
        line("  peak memory of a web worker, MB", "worker_mb", 0, MOST_WORKER_MB),
    ]


# In a process of its own ----------------------------------------------------------------------------------------------


def look(file: str) -> Found:
    """Reads a file and compares it with what stands, as `process_upload` does."""
    from indicators.actions import receive_upload
    from indicators.models import Committee

    upload = receive_upload(
        committee=Committee.objects.get(slug=COMMITTEE),
        month=NEWEST,
        name="figures.csv",
        data=Path(file).read_bytes(),
        by=_officer(),
    )
    return _done(upload.pk, "read", "previewed")


def confirm() -> Found:
    """Writes its figures, those that look odd too."""
    from indicators.actions import claim_upload
    from indicators.models import Upload

    upload = Upload.objects.get()
    claim_upload(upload)
    return _done(upload.pk, "apply", "applied")


def undo() -> Found:
    from indicators.models import Upload

    return _done(Upload.objects.get().pk, "undo", "undone")


def sign_in() -> Found:
    """The cookie of somebody who may enter every figure."""
    from django.test import Client

    client = Client()
    client.force_login(_officer(), "django.contrib.auth.backends.ModelBackend")
    return {"cookie": "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())}


def _officer() -> Any:
    from django.contrib.auth import get_user_model

    people = get_user_model().objects.filter(username=OFFICER)
    people.update(is_superuser=True, is_staff=True)
    return people.get()


def _done(key: int, task: str, state: str) -> Found:
    from indicators.admin.upload_work import work_on

    given = {"by": _officer().pk, "why": "Benchmark", "checked": "Benchmark"}
    with counted_statements() as statements, _children_watched() as children_mb:
        begun, begun_cpu = time.perf_counter(), time.process_time()
        upload = work_on(key, task, given, None)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    if upload.state != state:
        raise ValueError(f"the upload is {upload.state}: {upload.message}")
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = {
        "figures": upload.rows,
        "seconds": seconds,
        "cpu_seconds": cpu + child.ru_utime + child.ru_stime,
        "statements": len(statements),
        "peak_mb": peak_memory_mb(),
    }
    return found | ({"child_mb": max(children_mb)} if children_mb else {})


@contextmanager
def _children_watched() -> Iterator[list[float]]:
    """What the children of this thread hold in memory, looked at again and again. (What the system says of ended
    children counts what their parent held when it started them.)"""
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    found: list[float] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.01):
            for child in children.read_text().split():
                with suppress(OSError, StopIteration):  # it has ended meanwhile
                    found.append(peak_memory_mb(child))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        over.set()
        watcher.join()


STEPS: Final[Mapping[str, Callable[..., Found]]] = {step.__name__: step for step in (look, confirm, undo, sign_in)}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))
