"""Why a change of a paper was not made, and the paper as it is held while it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from indicators.models.stamp import StoreStamp
from reports.models import Paper, PaperPart


class PaperRefused(Exception):
    """Nothing was written; the words say why and what to do."""


class Conflict(Exception):
    """Somebody else saved it meanwhile. Nothing was written; `standing` is the row as it is now."""

    def __init__(self, standing: Paper | PaperPart) -> None:
        super().__init__("Somebody else saved this meanwhile. Both versions are shown; save again to keep yours.")
        self.standing = standing


LOCKED = "This paper is locked. Open it again for a correction, with the reason, to change it."
GONE = "This paper is not there any more."


@contextmanager
def held(paper: int) -> Iterator[Paper]:
    """The paper while it is changed, within a transaction. Raises `PaperRefused` where it is locked or not there.

    The stamp's row lock comes first, as in every action: writers stand in one order, and what was made of the store
    before is known to be old.
    """
    with transaction.atomic():
        StoreStamp.touch()
        row = Paper.objects.select_related("meeting__committee").filter(pk=paper).first()
        if row is None:
            raise PaperRefused(GONE)
        if row.state == "locked":
            raise PaperRefused(LOCKED)
        yield row


@contextmanager
def held_part(paper: int, key: str) -> Iterator[PaperPart]:
    """One part of a paper while it is changed. Raises `PaperRefused`."""
    with held(paper):
        row = PaperPart.objects.filter(paper=paper, key=key).first()
        if row is None:
            raise PaperRefused("This part is not in the paper any more.")
        yield row


def check_seen(row: Paper | PaperPart, seen: int) -> None:
    """Raises `Conflict` where the row is another than was seen; otherwise it becomes the next version."""
    if row.version != seen:
        raise Conflict(row)
    row.version += 1
