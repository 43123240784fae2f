"""Ten people press Save at the same moment, in browsers of their own, on the web server as a council runs it: nothing
is overwritten unseen, nobody gets an error, and who was slower sees both values and chooses.

On an SQLite file, or on a database of its own where the suite runs on PostgreSQL.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.indicators.served_savers import BROWSERS, LINES

ROOT = Path(__file__).resolve().parents[2]
SLOWER = BROWSERS - 1


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{tmp_path}/site.sqlite3"
        return
    import psycopg

    server, name = os.environ["DATABASE_URL"], f"served_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_ten_browsers_that_save_at_once_overwrite_nothing_unseen(database: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.indicators.served_savers"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "own lines": [302] * BROWSERS,
        "own lines kept": True,
        "same page": [302] + [409] * SLOWER,
        "same page is of": 1,  # and not of several, half and half
        "lines with both values": [len(LINES)] * SLOWER,
        "chosen": [302] + [409] * (SLOWER - 1),
        "chosen is the winner's": True,
        "same figure": [302] + [409] * SLOWER,
        "figure pages with both values": SLOWER,
        "revisions": 3 * len(LINES) + 1,
        "server complains": [],
    }
