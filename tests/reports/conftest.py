"""Stores for the tests of pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from reports.kept import shelf
from tests.stores import DEMONSTRATIONS, demonstration


@pytest.fixture(scope="class")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Both demonstrations, loaded once for a class of tests: it takes a second. Taken back after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        for name in DEMONSTRATIONS:
            demonstration(name)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstrations(loaded: None, db: None) -> None:
    """Both demonstrations in the store. What a test changes is taken back after it."""


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Each test is answered afresh: an answer kept for another would have no context to look at."""
    shelf.clear()
