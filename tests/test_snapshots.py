"""A store that is put back is the store that was made, and goes on like it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from indicators.domain.periods import month
from indicators.models import Figure, Revision
from tests import stores
from tests.indicators import actors
from tests.snapshots import made_once

pytestmark = pytest.mark.django_db

JANUARY = month(2017, 1)


@made_once
def small_store(folder: Path, *values: str) -> str:
    """One figure, and values of it in later months."""
    stores.load(folder, {**stores.REGISTERS, **stores.figures("A01,2016-12,86.2")})
    for number, value in enumerate(values, 1):
        stores.load(folder, stores.figures(f"A01,2017-0{number},{value}"))
    return " ".join(values)


@pytest.mark.parametrize(
    "make",
    [actors.working_store, stores.registers, lambda folder: stores.demonstration("demonshire")],
    ids=["working store", "registers", "demonshire"],
)
def test_what_is_put_back_is_what_was_made(tmp_path: Path, make: Callable[[Path], object]) -> None:
    pictures, stamps, answers = [], [], []
    for name in ("first", "second", "third"):
        with transaction.atomic():
            answers.append(make(tmp_path / name))
            pictures.append(stores.picture(without=("StoreStamp",)))
            stamps.append(stores.stamp())
            transaction.set_rollback(True)
    assert pictures[0]["Indicator"]
    assert pictures[0] == pictures[1] == pictures[2]
    assert answers[0] == answers[1] == answers[2]
    assert len(set(stamps)) == 3


@pytest.mark.parametrize("time", ["made", "put back"])
def test_it_goes_on_from_there(tmp_path: Path, time: str) -> None:
    small_store(tmp_path)
    newest = Revision.objects.latest("id").pk
    assert stores.verified_figure("A01", JANUARY, "85").pk > Figure.objects.get(period="2016-12").pk
    assert Revision.objects.latest("id").pk > newest


def test_other_arguments_make_another_store(tmp_path: Path) -> None:
    assert small_store(tmp_path, "80", "81") == "80 81"
    assert Figure.objects.count() == 3


def test_arguments_of_another_test_are_not_taken_for_these(tmp_path: Path) -> None:
    assert small_store(tmp_path, "80") == "80"
    assert Figure.objects.count() == 2


@pytest.mark.parametrize("time", ["made", "put back"])
def test_a_store_with_anything_in_it_is_added_to(tmp_path: Path, time: str) -> None:
    stores.load(tmp_path, {"committees.csv": "slug,name,council,public\nother,Other,Other Council,no\n"})
    assert small_store(tmp_path, "79") == "79"
    found = stores.picture()
    assert len(found["Committee"]) == 2
    assert len(found["Figure"]) == 2
