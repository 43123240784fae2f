"""An upload taken back as one: its figures are what they were again, as new revisions, but for those touched since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from indicators.actions.ledger import Change, Kind, Origin, write
from indicators.actions.uploads import UploadRefused
from indicators.domain.periods import parse
from indicators.importing.rows import code_key
from indicators.models import Figure, Revision, StoreStamp, Upload
from indicators.queries.entries import locked_rounds

COLUMNS: Final = Kind.FIGURE.columns
UNDONE: Final = "Upload undone: {reason}"


@dataclass(frozen=True, slots=True)
class Undone:
    """How many figures are as they were before the upload, and which were left, each with the reason."""

    count: int
    left: tuple[str, ...]


def undo_upload(
    upload: Upload, *, by: AbstractBaseUser, reason: str, changeable: Collection[str] | None = None
) -> Undone:
    """Its figures are again what they were before, as new revisions, unless somebody has changed, submitted or verified
    them since, or `by` may not change them.

    `changeable` holds the code keys that they may change (None: all of them). Raises `UploadRefused`.
    """
    if not reason.strip():
        raise UploadRefused("A reason is needed to undo an upload; it is kept with every figure.")
    with transaction.atomic():
        StoreStamp.touch()
        if not Upload.objects.filter(pk=upload.pk, state="applied").update(
            state="undone", undone_by=by, undone_at=timezone.now(), undone_because=reason.strip()
        ):
            raise UploadRefused("Only an upload that was written can be undone, and once.")
        codes = dict(upload.revisions.order_by().values_list("indicator_id", "indicator__code").distinct())
        changes, left = _taken_back(upload, codes, changeable)
        origin = Origin(by, timezone.now(), UNDONE.format(reason=reason.strip()), state="draft", upload=upload.pk)
        write(changes, origin, {code_key(code): pk for pk, code in codes.items()})
        counts = upload.counts | {"undone": len(changes), "left": len(left)}
        Upload.objects.filter(pk=upload.pk).update(counts=counts, message="\n".join(left))
    upload.refresh_from_db()
    return Undone(len(changes), tuple(left))


def _taken_back(
    upload: Upload, codes: Mapping[int, str], changeable: Collection[str] | None
) -> tuple[list[Change], list[str]]:
    """The changes that undo the upload, and what stays, each with why."""
    mine = upload.revisions.filter(of="figure").order_by("id")
    revisions = list(mine.values_list("pk", "indicator_id", "period", "old", "new"))
    ids = {indicator for _, indicator, *_ in revisions}
    newest: Mapping[tuple[int, str], int] = {
        (indicator, period): last
        for indicator, period, last in Revision.objects.filter(of="figure", indicator_id__in=ids)
        .order_by()
        .values_list("indicator_id", "period")
        .annotate(last=Max("id"))
    }
    on_their_way = Figure.objects.filter(indicator_id__in=ids).exclude(state="verified").order_by()
    standing = {
        (indicator, period): tuple(columns)
        for indicator, period, *columns in on_their_way.values_list("indicator_id", "period", *COLUMNS)
    }
    locked = locked_rounds()
    changes, left = [], []
    for pk, indicator, written, old, new in revisions:
        stands, period = standing.get((indicator, written)), parse(written)
        name = f"{codes[indicator]} {period.name}"
        if changeable is not None and code_key(codes[indicator]) not in changeable:
            left.append(f"{name}: it is not yours to enter any more")
        elif newest[indicator, written] != pk or (new is None) is not (stands is None):
            left.append(f"{name}: somebody has changed, submitted or verified it since")
        elif (upload.committee.slug, period.last_month_number) in locked:
            left.append(f"{name}: its round is locked")
        else:
            changes.append(Change(Kind.FIGURE, code_key(codes[indicator]), written, stands, _columns(old)))
    return changes, left


def _columns(named: Mapping[str, str] | None) -> tuple[str | None, ...] | None:
    """Columns as they are stored, from a revision that keeps only those that are not empty."""
    if named is None:
        return None
    return tuple(named.get(column, "" if column in ("reason", "note") else None) for column in COLUMNS)
