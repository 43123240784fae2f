"""A program of its own for `test_served_savers.py`: ten browsers and the real web server, its processes and threads, on
the database that DATABASE_URL names. It prints what became of everything as JSON.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

import django

BROWSERS = 10
WORKERS = 4  # of four threads each: all ten are served at the same time
PASSWORD = "correct horse battery staple"
LINES = [f"b{number:02d}" for number in range(30)]
SHARE = len(LINES) // BROWSERS


class Answer(NamedTuple):
    status: int
    page: str


class _StaysHere(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Browser:
    """One person's browser: it keeps cookies and sends what the forms of a page hold, with what is typed in them."""

    def __init__(self, site: str, username: str) -> None:
        self._site = site
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _StaysHere())
        page = self.ask("/accounts/sign-in/").page
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        answer = self.ask(
            "/accounts/sign-in/",
            {"csrfmiddlewaretoken": token[1], "username": username, "password": PASSWORD, "next": "/admin/"},
        )
        assert answer.status == 302, answer.page

    def ask(self, address: str, data: Mapping[str, object] | None = None) -> Answer:
        sent = None if data is None else urlencode(data, doseq=True).encode()
        try:
            with self._opener.open(self._site + address, sent, timeout=90) as answer:
                return Answer(answer.status, answer.read().decode())
        except HTTPError as other:
            with other:
                return Answer(other.code, other.read().decode())


def fields(page: str, **typed: str) -> dict[str, list[str]]:
    """What the form of a round or of a figure sends once somebody has typed in it."""
    from tests.indicators.round_pages import FormReader

    reader = FormReader()
    reader.feed(page)
    assert typed.keys() <= reader.names, typed.keys() - reader.names
    return reader.fields | {name: [text] for name, text in typed.items()}


def at_once(work: Callable[[int], Answer]) -> list[Answer]:
    """What each browser was answered; all send at the same moment."""
    start = threading.Barrier(BROWSERS)

    def one(number: int) -> Answer:
        start.wait(timeout=30)
        return work(number)

    with ThreadPoolExecutor(BROWSERS) as pool:
        return list(pool.map(one, range(BROWSERS)))


@contextmanager
def served(log: Path) -> Iterator[str]:
    """The address of the site while `gunicorn` serves it, as `make run` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "python:asc_dashboard.gunicorn", "asc_dashboard.wsgi"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out, env=os.environ) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            build_opener().open(address, timeout=5).close()
            return
        except URLError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)


def fill(folder: Path) -> None:
    """A committee with thirty indicators and ten people who may enter all of them."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from indicators.roles import PERFORMANCE_LEAD
    from tests.indicators.actors import officer
    from tests.stores import load, registers

    call_command("migrate", verbosity=0)
    registers(folder)
    head = "code,committee,name,good_is,unit,frequency,basis\n"
    rows = "".join(f"{code.upper()},adults,Measure,bigger,count,monthly,period\n" for code in LINES)
    load(folder, {"indicators.csv": head + rows})
    for number in range(BROWSERS):
        user: User = officer(PERFORMANCE_LEAD, f"lead-{number}")
        user.set_password(PASSWORD)
        user.save()


def both_values(page: str, stands: Mapping[str, str], typed: str) -> int:
    """In how many lines of the page both values are shown."""
    return sum(f'<td dir="auto">{value}</td><td dir="auto">{typed}</td>' in page for value in stands.values())


def main() -> dict[str, object]:
    """Saves the same things at the same time, four times over, and tells what became of them."""
    from django.db import connection

    from indicators.models import Figure, Revision

    def drafts(month: str) -> dict[str, str]:
        rows = Figure.objects.filter(period=month).values_list("indicator__code", "value")
        found = {code.lower(): value for code, value in rows}
        connection.close()
        return found

    told: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder / "store")
        connection.close()
        log = folder / "server.log"
        with served(log) as site:
            browsers = [Browser(site, f"lead-{number}") for number in range(BROWSERS)]

            # Everybody has typed in lines of their own.
            address = "/admin/indicators/roundevent/adults/2016-11/"
            forms = []
            for number, one in enumerate(browsers):
                own = LINES[number * SHARE : (number + 1) * SHARE]
                forms.append(fields(one.ask(address).page, **{f"{code}-value": f"5{code[1:]}" for code in own}))
            found = at_once(lambda number: browsers[number].ask(address, forms[number]))
            told["own lines"] = sorted(one.status for one in found)
            told["own lines kept"] = drafts("2016-11") == {code: f"5{code[1:]}" for code in LINES}

            # Everybody has typed in every line of the same page, a value of their own.
            address = "/admin/indicators/roundevent/adults/2016-12/"
            forms = [
                fields(one.ask(address).page, **{f"{code}-value": f"10{number}" for code in LINES})
                for number, one in enumerate(browsers)
            ]
            found = at_once(lambda number: browsers[number].ask(address, forms[number]))
            stands = drafts("2016-12")
            told["same page"] = sorted(one.status for one in found)
            told["same page is of"] = len(set(stands.values()))
            losers = [number for number, one in enumerate(found) if one.status == 409]
            told["lines with both values"] = [both_values(found[one].page, stands, f"10{one}") for one in losers]

            # The others have chosen: all want theirs in its place, so that eight are asked again.
            mine = {
                number: fields(found[number].page, **{f"{code}-choice": "mine" for code in LINES}) for number in losers
            }
            with ThreadPoolExecutor(len(losers)) as pool:
                again = list(pool.map(lambda number: browsers[number].ask(address, mine[number]), losers))
            stands = drafts("2016-12")
            winner = losers[[one.status for one in again].index(302)] if 302 in {one.status for one in again} else None
            told["chosen"] = sorted(one.status for one in again)
            told["chosen is the winner's"] = set(stands.values()) == {f"10{winner}"}

            # The same figure, on the page of its own.
            address = "/admin/indicators/figure/b00/2016-10/"
            forms = [fields(one.ask(address).page, value=f"20{number}") for number, one in enumerate(browsers)]
            found = at_once(lambda number: browsers[number].ask(address, forms[number]))
            value = drafts("2016-10")["b00"]
            told["same figure"] = sorted(one.status for one in found)
            told["figure pages with both values"] = sum(
                f"<td>{value}</td><td>20{number}</td>" in one.page for number, one in enumerate(found)
            )
        told["revisions"] = Revision.objects.count()
        connection.close()
        said = log.read_text()
        told["server complains"] = [
            line for line in said.splitlines() if re.search("locked|Traceback|ERROR|Error|500", line)
        ]
    return told


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main()))
