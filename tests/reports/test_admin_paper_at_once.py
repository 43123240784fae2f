"""Locking takes seconds, in which the button is pressed again: the paper is locked once, and each press told where."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRESSED = 3


@pytest.mark.whatever_database
def test_a_paper_is_locked_and_published_once_however_often_the_button_is_pressed(tmp_path: Path) -> None:
    """On a file with the site's own settings: threads of one web server, each with a connection of its own."""
    database = f"sqlite:///{tmp_path / 'site.sqlite3'}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.reports.lockers_at_once", str(PRESSED)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"locked: {[True] * PRESSED}",
        "versions: 1 files: 4",
        "published: 1 True",
    ]
