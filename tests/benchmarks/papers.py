"""What a paper costs: the export worker from prepared JSON, cold and warm, beside the same content printed by Chromium.

`python -m tests.benchmarks.papers STEP ...` does one step in a process of its own and prints what it found as one line
of JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests import chromium
from tests.benchmarks.inside import OFFICER
from tests.benchmarks.site import PROJECT, Databases, Failed, Run
from tests.benchmarks.synthetic import CARD, COMMITTEE, NEWEST, TEXT, Indicator, write_store
from tests.benchmarks.table import Line, number

WORKER: Final = (sys.executable, "-X", "utf8", "-m", "reports.pdf.worker")
CHROMIUM: Final = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run", "--no-pdf-header-footer"),
    "--generate-pdf-document-outline",
)
LOCKED_AT: Final = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)
MOST_SECONDS: Final = {1: 0.35, 15: 0.6, 40: 1.3}
"""The goals for a paper of so many cards, process start included."""
MOST_MB: Final = {15: 150}
Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """One whole process: seconds by the clock, of the processors (its children's too), the most memory of any one."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: bytes


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper and all that was measured of it. `made` is what making it took in a process of the site."""

    cards: int
    made: Found
    cold: tuple[Ended, ...]
    warm_seconds: tuple[float, ...]
    printed: tuple[Ended, ...]


# From outside ---------------------------------------------------------------------------------------------------------


def measure(run: Run, made: Databases, cards: int, times: int) -> Paper:
    """A paper of so many cards. Worker and browser take turns, so that a busy moment falls on both."""
    name = f"paper_{cards}"
    folder = run.folder / name
    rows = max(cards, 2)
    write_store(folder, rows, 13)
    for card in range(1, rows + 1):  # every indicator has a text for the month, so that every card is a full page
        text = folder / "report_cards" / Indicator(card).code.lower() / f"{NEWEST.address}.md"
        text.parent.mkdir(parents=True, exist_ok=True)
        # Not every indicator has a target, and a paper is not locked with a figure that is not there.
        text.write_text(CARD.format(text=TEXT).replace(" against a target of {{target}}", ""), encoding="utf-8")
    database = made.copy(name)
    run.step(database, "load", folder)
    found = run.step(database, "compose", str(cards), str(folder), module=__name__)
    prepared, page = folder / "prepared.json", folder / "page.html"
    browser = chromium.find_installed()
    cold, printed = [], []
    _worker(prepared)  # the disk has been read once
    for _ in range(times):
        cold.append(_worker(prepared))
        if browser is not None:
            printed.append(_browser(browser, page))
    warm = run.step(database, "warm", str(prepared), str(times), module=__name__)["seconds"]
    return Paper(cards, found, tuple(cold), tuple(warm), tuple(printed))


def lines(papers: Sequence[Paper]) -> list[Line]:
    """One column a paper."""

    def line(
        label: str, of: Callable[[Paper], Sequence[float]], places: int = 2, most: Mapping[int, float] | None = None
    ) -> Line:
        values = [of(one) for one in papers]
        cells = tuple(number(median(found), places) if found else "–" for found in values)
        judged = {
            one.cards: median(found) for one, found in zip(papers, values, strict=True) if one.cards in (most or {})
        }
        goal = ", ".join(f"{cards} cards: at most {(most or {})[cards]}" for cards in judged)
        met = all(found <= (most or {})[cards] for cards, found in judged.items()) if judged else None
        return Line(label, cells, goal, met)

    return [
        line("pages", lambda one: [one.made["pages"]], 0),
        line("prepared JSON, kB", lambda one: [one.made["json_kb"]], 0),
        line("composed from the store: s", lambda one: [one.made["composed_seconds"]]),
        line("composed from the store: queries", lambda one: [one.made["queries"]], 0),
        line("worker, cold: s", lambda one: [ended.seconds for ended in one.cold], 2, MOST_SECONDS),
        line("worker, cold: CPU, s", lambda one: [ended.cpu_seconds for ended in one.cold]),
        line("worker, cold: peak memory, MB", lambda one: [ended.peak_mb for ended in one.cold], 0, MOST_MB),
        line("the same again in one process: s", lambda one: one.warm_seconds),
        line("file, kB", lambda one: [len(one.cold[0].output) / 1000], 0),
        _same_bytes(papers),
        line("  printed by Chromium: s", lambda one: [ended.seconds for ended in one.printed]),
        line("  printed by Chromium: CPU, s", lambda one: [ended.cpu_seconds for ended in one.printed]),
        line("  its largest process: peak memory, MB", lambda one: [ended.peak_mb for ended in one.printed], 0),
        line("  its file, kB", lambda one: [len(one.printed[0].output) / 1000] if one.printed else [], 0),
        line("  worker to Chromium, s", _beside),
        line("locked, with every file: s", lambda one: [one.made["locked_seconds"]]),
        line("Word copy, kB", lambda one: [one.made["docx_kb"]], 0),
    ]


def _beside(paper: Paper) -> list[float]:
    return [ours.seconds / theirs.seconds for ours, theirs in zip(paper.cold, paper.printed, strict=False)]


def _same_bytes(papers: Sequence[Paper]) -> Line:
    digests = [{sha256(ended.output).hexdigest() for ended in one.cold} for one in papers]
    cells = tuple(f"{len(one.cold)} of {len(one.cold)}" if len(found) == 1 else f"{len(found)} kinds"
                  for one, found in zip(papers, digests, strict=True))  # fmt: skip
    return Line("same bytes each time", cells, "all", all(len(found) == 1 for found in digests))


def _worker(prepared: Path) -> Ended:
    with prepared.open("rb") as given:
        ended = _ended(WORKER, given.fileno(), {})
    if not ended.output.startswith(b"%PDF"):
        raise Failed("The export worker made no PDF.")
    return ended


def _browser(path: str, page: Path) -> Ended:
    with tempfile.TemporaryDirectory() as profile:
        file = Path(profile) / "page.pdf"
        command = (path, *CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={file}", page.as_uri())
        ended = _ended(command, subprocess.DEVNULL, {"HOME": profile})
        if not file.exists():
            raise Failed("Chromium printed nothing.")
        return Ended(ended.seconds, ended.cpu_seconds, ended.peak_mb, file.read_bytes())


def _ended(command: Sequence[str], given: int, variables: Mapping[str, str]) -> Ended:
    """Runs a command to its end and asks the system what it took."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as output:
        environment = {"PATH": os.environ.get("PATH", ""), **variables}
        process = subprocess.Popen(
            command, stdin=given, stdout=output, stderr=subprocess.DEVNULL, cwd=PROJECT, env=environment
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        return Ended(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output.read())


# In a process of its own ----------------------------------------------------------------------------------------------


def compose(cards: str, folder: str) -> Found:
    """A paper with so many report cards: composed, put into the worker's JSON and a page, and locked with its files."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from indicators.models import Committee
    from reports.actions import lock_paper
    from reports.models import Meeting, VersionFile
    from reports.pages.papers import composed
    from reports.queries.papers import paper as paper_record

    officer = get_user_model().objects.get(username=OFFICER)
    meeting = Meeting.objects.create(committee=Committee.objects.get(slug=COMMITTEE), day=date(2026, 10, 19))
    paper = _paper_of(int(cards), meeting.pk, officer)
    record = paper_record(paper)
    assert record is not None
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        document = composed(record, made_at=LOCKED_AT).public
    seconds = time.perf_counter() - begun
    json_kb, pages = _written(document, Path(folder))
    begun = time.perf_counter()
    version = lock_paper(paper=paper, by=officer, at=LOCKED_AT)
    locked = time.perf_counter() - begun
    word = VersionFile.objects.get(version=version, ending="docx")
    return {
        "composed_seconds": seconds,
        "queries": len(queries),
        "json_kb": json_kb,
        "pages": pages,
        "locked_seconds": locked,
        "docx_kb": word.size / 1000,
    }


def _paper_of(cards: int, meeting: int, officer: Any) -> int:
    """Begun and filled in, with report cards of the first so many indicators and of no others."""
    from reports.actions import accept_finding, add_card, begin_paper, leave_out_part, record_clearance, save_part
    from reports.pages.paper_exceptions import reported_now
    from reports.pages.preflight import preflight
    from reports.queries.papers import meeting_record
    from reports.queries.papers import paper as paper_record

    paper = begin_paper(
        meeting=meeting,
        slug="performance",
        title="Performance monitoring",
        month=NEWEST,
        by=officer,
        director="Director",
    )
    wanted = reported_now(meeting_record(paper.meeting), NEWEST)[:cards]
    record = paper_record(paper.pk)
    assert record is not None
    have = {part.indicator for part in record.parts}
    for one in wanted:
        if one.key not in have:
            add_card(paper=paper.pk, indicator=one, by=officer)
    for part in record.parts:
        if part.kind == "card" and part.indicator not in {one.key for one in wanted}:
            leave_out_part(paper=paper.pk, key=part.key, seen=part.version, reason="Not measured", by=officer)
        elif part.mandatory and not part.text:
            save_part(
                paper=paper.pk,
                key=part.key,
                seen=part.version,
                heading=part.heading,
                text="Nothing to add.",
                by=officer,
            )
    for kind in ("finance", "legal"):
        record_clearance(paper=paper.pk, kind=kind, comment="", initials="AB", day=date(2026, 10, 1), by=officer)
    record = paper_record(paper.pk)
    assert record is not None
    for finding in preflight(record, at=LOCKED_AT):
        if finding.stands_in_the_way and finding.acceptable:
            accept_finding(
                paper=paper.pk, finding=finding.key, words=finding.words, reason="Not measured here", by=officer
            )
    return paper.pk


def _written(document: Any, folder: Path) -> tuple[float, int]:
    """The JSON that the worker reads, and a page with the same content that needs no other file."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import find
    from django.template.loader import render_to_string

    from reports.pdf.rendering import given_to_worker, rendered

    given = given_to_worker(document, seconds=60, site=settings.SITE_ADDRESS, megabytes=1024)
    (folder / "prepared.json").write_bytes(given)
    styles = "\n".join(
        Path(str(find(f"css/{name}.css"))).read_text(encoding="utf-8")
        for name in ("tokens", "base", "components", "charts", "papers", "print")
    )
    body = render_to_string("components/document/document.html", {"document": document})
    shapes = render_to_string("components/shapes.html")
    head = f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{document.title}</title>'
    page = f"{head}<style>{styles}</style><body>{shapes}<h1>{document.title}</h1>{body}"
    (folder / "page.html").write_text(page, encoding="utf-8")
    import pikepdf

    file = folder / "once.pdf"
    file.write_bytes(rendered(given, seconds=60))
    with pikepdf.open(file) as pdf:
        return len(given) / 1000, len(pdf.pages)


def warm(prepared: str, times: str) -> Found:
    """The same paper set again and again by one process that has everything in memory."""
    from reports.pdf.row_headings import with_row_headings
    from reports.pdf.typeface import ITALIC, UPRIGHT
    from reports.pdf.typeface import folder as typeface
    from reports.pdf.worker import Compiler

    given = json.loads(Path(prepared).read_bytes())
    seconds = []
    with tempfile.TemporaryDirectory() as fonts:
        for name in (*UPRIGHT, *ITALIC):
            shutil.copy(typeface() / name, fonts)
        compiler = Compiler(given["made_at"], fonts)
        with_row_headings(compiler.pdf(given["document"]))
        for _ in range(int(times)):
            begun = time.perf_counter()
            with_row_headings(compiler.pdf(given["document"]))
            seconds.append(time.perf_counter() - begun)
    return {"seconds": seconds}


STEPS: Final[Mapping[str, Callable[..., Found]]] = {"compose": compose, "warm": warm}

if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))
