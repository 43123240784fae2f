"""The store's stamp: it changes in the same transaction as anything that could change a page.

A page computed from the store may be kept as long as the stamp it was computed under stands. Registers change it by
signal, whoever saves them; bulk writes, which send no signals, call `touch` themselves.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

_touched: ContextVar[bool] = ContextVar("touched", default=False)


def new_token() -> str:
    return uuid.uuid4().hex


class StoreStamp(models.Model):
    """The one row that says which state of the store this is."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField(max_length=32)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="stamp_is_one_row"),)

    def __str__(self) -> str:
        return self.token

    @classmethod
    @contextmanager
    def touched_once(cls) -> Iterator[None]:
        """Touches it now; whatever is saved within needs no touch of its own. For one transaction's many writes."""
        cls.touch()
        before = _touched.set(True)
        try:
            yield
        finally:
            _touched.reset(before)

    @classmethod
    def touch(cls) -> None:
        """Says that the store changed. Its row lock also puts writers in one order, so call it before other writes."""
        if _touched.get():
            return
        # One statement: two first writers at once must not both find no row and then both make it.
        row = cls(id=1, token=new_token())
        cls.objects.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=["token"])

    @classmethod
    def hold(cls, token: str) -> bool:
        """Takes the row's lock: is the store still in the state of the token? Then it stays so until this transaction
        ends. For what was made of the store before the transaction began."""
        return list(cls.objects.select_for_update().values_list("token", flat=True)) == [token]


@receiver((pre_save, pre_delete))
def _row_changes(sender: type[models.Model], **kwargs: Any) -> None:
    """Within a transaction the stamp's lock comes before the row's, as in the actions: one who held the row and wanted
    the stamp and one who held the stamp and wanted the row would wait for each other."""
    if transaction.get_connection().in_atomic_block and _is_of_the_store(sender):
        StoreStamp.touch()


@receiver((post_save, post_delete))
def _row_changed(sender: type[models.Model], **kwargs: Any) -> None:
    if _is_of_the_store(sender):
        StoreStamp.touch()


@receiver(m2m_changed)
def _links_changed(sender: type[models.Model], action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and _is_of_the_store(sender):
        StoreStamp.touch()


def _is_of_the_store(sender: type[models.Model]) -> bool:
    """History and revisions show on no public page, and always come with the row they are about; others say so."""
    return (
        sender._meta.app_label == StoreStamp._meta.app_label
        and sender is not StoreStamp
        and not sender.__name__.startswith("Historical")
        and not getattr(sender, "on_no_page", False)
    )
