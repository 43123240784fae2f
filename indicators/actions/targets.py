"""A year's targets copied forward: the same values for the year after, never over what is set already."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.ledger import Change, Kind, Origin, write
from indicators.domain.periods import Period, parse
from indicators.importing.rows import code_key
from indicators.models import Committee, StoreStamp, Target

NOTE = "Copied from {year}."


@dataclass(frozen=True, slots=True)
class Copied:
    """How many targets were copied, and how many stood in the new year already and were left."""

    copied: int
    left: int


def copy_targets_forward(*, committee: Committee, year: Period, by: AbstractBaseUser, reason: str = "") -> Copied:
    """Copies every target of a financial year, its months' and quarters' too, to the year after.

    Profiles go with them; a straight line starts where it started. What is set in the new year already stays, and
    indicators retired by then are passed over.
    """
    with transaction.atomic():
        StoreStamp.touch()
        following = year.next
        last = year.last_month_number
        rows = Target.objects.filter(
            indicator__committee=committee, ends__gt=last - 12, ends__lte=last
        ).select_related("indicator")
        set_already = set(
            Target.objects.filter(indicator__committee=committee, ends__gt=last, ends__lte=last + 12).values_list(
                "indicator_id", "period"
            )
        )
        changes: list[Change] = []
        left = 0
        for row in rows:
            period = _a_year_later(parse(row.period))
            if _retired(row.indicator.retired_from, following):
                continue
            if (row.indicator_id, period.written) in set_already:
                left += 1
                continue
            new = (row.value, row.value_to, row.profile, NOTE.format(year=year.label))
            changes.append(Change(Kind.TARGET, code_key(row.indicator.code), period.written, None, new))
        keys = {code_key(row.indicator.code): row.indicator_id for row in rows}
        write(changes, Origin(by, timezone.now(), reason.strip()), keys)
        if not changes:
            transaction.set_rollback(True)
    return Copied(len(changes), left)


def _a_year_later(period: Period) -> Period:
    return period.plus(12 // period.frequency.months)


def _retired(retired_from: str | None, year: Period) -> bool:
    if retired_from is None:
        return False
    return parse(retired_from).first_month.number <= year.first_month.number


