"""Stores that many tests begin with: made once in a process through the project's own actions, then put back as rows.

Loading a store takes a tenth of a second, putting its rows back a few thousandths; thousands of tests begin with one.
Isolation is as before: every test writes into its own transaction, which is taken back after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from indicators.models.stamp import StoreStamp
from reports.pages import judging

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All rows of the app, by table, and what the one who made them was told."""

    answer: Any
    rows: tuple[tuple[type[models.Model], Sequence[tuple[Any, ...]]], ...]

    @classmethod
    def of(cls, answer: Any) -> Snapshot:
        with connection.cursor() as cursor:
            found = []
            for model in _tables():
                cursor.execute(f"SELECT {_columns(model)} FROM {_name(model)}")
                if rows := cursor.fetchall():
                    found.append((model, rows))
        return cls(answer, tuple(found))

    def put_back(self) -> None:
        """Into an empty store; its stamp is a new one, and what was concluded of the rows before is forgotten."""
        with transaction.atomic(), connection.cursor() as cursor:
            for model, rows in self.rows:
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {_name(model)} ({_columns(model)}) VALUES ({places})", rows)
            for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in self.rows]):
                cursor.execute(statement)
            StoreStamp.touch()
        judging._place.cache_clear()


def made_once(make: Callable[P, R]) -> Callable[P, R]:
    """A function that fills a store. In an empty one, what it made there before from the same arguments is put back;
    folders do not count among them, and files are written the first time only."""
    known: dict[Any, Snapshot] = {}

    @wraps(make)
    def put(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _is_empty():
            return make(*args, **kwargs)
        terms = (tuple(one for one in args if not isinstance(one, Path)), tuple(sorted(kwargs.items())))
        if terms in known:
            known[terms].put_back()
            return known[terms].answer
        answer = make(*args, **kwargs)
        known[terms] = Snapshot.of(answer)
        return answer

    return put


@cache
def _tables() -> tuple[type[models.Model], ...]:
    """All tables of the app but the stamp, which is renewed."""
    every = apps.get_app_config("indicators").get_models(include_auto_created=True)
    return tuple(model for model in every if model is not StoreStamp)


def _name(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(model: type[models.Model]) -> str:
    """Those that are written: the database makes the generated ones itself."""
    written = (field.column for field in model._meta.local_concrete_fields if not field.generated)
    return ", ".join(map(connection.ops.quote_name, written))


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' OR '.join(f'EXISTS (SELECT 1 FROM {_name(model)})' for model in _tables())}")
        return not cursor.fetchone()[0]
