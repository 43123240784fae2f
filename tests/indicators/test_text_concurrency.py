"""Several people write one text at once: one of them does, the others are told, and nothing is overwritten unseen.

As in `test_concurrency.py`: threads with connections of their own; on SQLite in a process of their own, on a file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.actions.texts import (
    GONE,
    OWN,
    Conflict,
    TextRefused,
    approve_text,
    begin_text,
    save_text,
    submit_text,
)
from indicators.domain.periods import month
from indicators.models import ReportCardText
from indicators.roles import PERFORMANCE_LEAD
from tests.indicators.actors import client_of
from tests.indicators.test_concurrency import ROOT, WRITERS, at_once, on_a_server
from tests.stores import indicator, officer, registers

DECEMBER = month(2016, 12)
BEGUN, CHANGED_MEANWHILE = "somebody has begun it already", "Somebody else has changed this meanwhile."
PARTS = {"why": "", "explains": "", "success": "", "actions": ""}


def begin(number: int) -> str:
    """What this officer is told who begins December's text of A01; empty where they did."""
    try:
        begin_text(indicator=indicator("A01").pk, month=DECEMBER, by=officer(f"officer-{number}"))
    except TextRefused as refused:
        return str(refused)
    return ""


def save(number: int) -> str:
    """The same of one who saves over the first version."""
    parts = {**PARTS, "why": f"Words of officer {number}"}
    key, by = indicator("A01").pk, officer(f"officer-{number}")
    try:
        save_text(indicator=key, month=DECEMBER, parts=parts, version=1, by=by)
    except Conflict as clash:
        stands = ReportCardText.objects.get().why
        return str(clash) if clash.standing and clash.standing["why"] == stands else "shown what does not stand"
    return ""


def submit_newest() -> int:
    """Submits the text; its version."""
    row = ReportCardText.objects.get()
    submitted = submit_text(indicator=row.indicator_id, month=DECEMBER, version=row.version, by=officer("officer-0"))
    assert submitted.version is not None
    return submitted.version


def approve(number: int, version: int) -> str:
    try:
        approve_text(indicator=indicator("A01").pk, month=DECEMBER, version=version, by=officer(f"officer-{number}"))
    except TextRefused as refused:
        return str(refused)
    return ""


def posts_at_once(writers: int = WRITERS) -> list[int]:
    """Ten browsers have the page of a new text open and send it at once: the status of each answer."""
    address = "/admin/indicators/reportcardtext/write/a02/2016-12/"
    leads = [client_of(PERFORMANCE_LEAD, f"lead-{number}") for number in range(writers)]
    found = at_once(
        lambda number: leads[number].post(
            address, {"do": "save", "version": "", **PARTS, "why": f"Words of lead {number}"}
        ),
        writers,
    )
    for one in found:
        if isinstance(one, Exception):
            raise one
    return [answer.status_code for answer in found]


@pytest.fixture
def store(transactional_db: None, tmp_path: Path) -> None:
    registers(tmp_path)
    for number in range(WRITERS):
        officer(f"officer-{number}")


@on_a_server
@pytest.mark.usefixtures("store")
def test_of_ten_at_once_one_does_and_the_others_are_told() -> None:
    assert sorted(at_once(begin)) == ["", *[BEGUN] * (WRITERS - 1)]
    assert sorted(at_once(save)) == ["", *[CHANGED_MEANWHILE] * (WRITERS - 1)]
    version = submit_newest()
    found = at_once(lambda number: approve(number, version))
    assert found.count("") == 1
    assert {*found} <= {"", GONE, OWN}
    assert ReportCardText.objects.get().state == "approved"
    assert sorted(posts_at_once()) == [302] + [409] * (WRITERS - 1)


@pytest.mark.whatever_database
def test_on_sqlite_ten_writers_wait_for_each_other(tmp_path: Path) -> None:
    database = tmp_path / "site.sqlite3"
    done = subprocess.run(
        [sys.executable, "-m", "tests.indicators.simultaneous_writers", str(WRITERS)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stdout.splitlines() if "WARNING django.request: Conflict" not in line]
    begun, saved, approved, browsers, rows = said
    assert begun == f"begun: 1 kept, {WRITERS - 1} told: ['{BEGUN}']"
    assert saved == f"saved: 1 kept, {WRITERS - 1} told: ['{CHANGED_MEANWHILE}']"
    assert approved.startswith(f"approved: 1 kept, {WRITERS - 1} told: ['{GONE}'")
    assert browsers == f"browsers: {[302] + [409] * (WRITERS - 1)}"
    assert rows == "rows: ['approved', 'draft'] records: 5"
