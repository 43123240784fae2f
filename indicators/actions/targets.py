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
class CopiedTarget:
    """One target of the new year: the period it is for, and the period it was copied from."""

    code: str
    name: str
    period: Period
    copied_from: Period
    value: str
    value_to: str | None
    profile: str


@dataclass(frozen=True, slots=True)
class Copied:
    """The targets that were (or would be) copied, and how many stood in the new year already and were left."""

    targets: tuple[CopiedTarget, ...]
    left: int


def copy_targets_forward(
    *, committee: Committee, year: Period, by: AbstractBaseUser, reason: str = "", dry_run: bool = False
) -> Copied:
    """Copies every target of a financial year, its months' and quarters' too, to the year after.

    Profiles go with them; a straight line starts where it started. What is set in the new year already stays, and
    indicators retired by then are passed over. `dry_run` tells what would be copied and writes nothing.
    """
    with transaction.atomic():
        StoreStamp.touch()
        following = year.next
        last = year.last_month_number
        of_committee = Target.objects.filter(indicator__committee=committee)
        rows = list(
            of_committee.filter(ends__gt=last - 12, ends__lte=last)
            .select_related("indicator")
            .order_by("indicator__code", "ends", "period")
        )
        set_already = set(of_committee.filter(ends__gt=last, ends__lte=last + 12).values_list("indicator_id", "period"))
        copied: list[CopiedTarget] = []
        left = 0
        for row in rows:
            old = parse(row.period)
            period = _a_year_later(old)
            if _retired(row.indicator.retired_from, following):
                continue
            if (row.indicator_id, period.written) in set_already:
                left += 1
                continue
            copied.append(
                CopiedTarget(row.indicator.code, row.indicator.name, period, old, row.value, row.value_to, row.profile)
            )
        if copied and not dry_run:
            note = NOTE.format(year=year.label)
            keys = {code_key(row.indicator.code): row.indicator_id for row in rows}
            write([_change(one, note) for one in copied], Origin(by, timezone.now(), reason.strip()), keys)
        else:
            transaction.set_rollback(True)
    return Copied(tuple(copied), left)


def _change(one: CopiedTarget, note: str) -> Change:
    new = (one.value, one.value_to, one.profile, note)
    return Change(Kind.TARGET, code_key(one.code), one.period.written, None, new)


def _a_year_later(period: Period) -> Period:
    return period.plus(12 // period.frequency.months)


def _retired(retired_from: str | None, year: Period) -> bool:
    if retired_from is None:
        return False
    return parse(retired_from).first_month.number <= year.first_month.number
