"""Rows that are only ever added to: what an auditor reads must be what was written."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete what is only ever added to."""


class AppendOnlyQuerySet(models.QuerySet):
    """Adds and reads; never changes or deletes."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("These rows are never changed: record a new one.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("These rows are never deleted.")


class AppendOnly(models.Model):
    """A record of something that happened."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("These rows are never changed: record a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("These rows are never deleted.")
