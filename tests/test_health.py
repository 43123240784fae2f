"""`/healthz` tells a monitor what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from asc_dashboard import settings

ASK = """
import django
django.setup()
from django.test import Client
answer = Client(headers={"host": "localhost"}).get("/healthz")
print(answer.status_code, answer.json()["problem"])
"""


@pytest.mark.django_db
def test_a_site_that_can_work(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(2):
        answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("app", ["indicators", "auth"])
def test_a_migration_that_is_not_applied(client: Client, app: str) -> None:
    recorder = MigrationRecorder(connection)
    newest = max(name for of_app, name in recorder.applied_migrations() if of_app == app)
    recorder.record_unapplied(app, newest)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["problem"] == "migrations are not applied"


@pytest.mark.parametrize("url", ["postgres://nobody@127.0.0.1:1/none", "sqlite:////nowhere/db.sqlite3"])
def test_a_database_that_cannot_be_reached(url: str) -> None:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "asc_dashboard.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", ASK], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert "503 the database cannot be reached" in asked.stdout


@pytest.mark.django_db
def test_it_is_only_read(client: Client) -> None:
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz").status_code == 405
