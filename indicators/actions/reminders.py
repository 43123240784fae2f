"""Reminds people by mail of figures that are late or soon due: one digest each, the same thing never twice a day.

What somebody is to be told is written down before the mail is sent, under the lock of their account: of two runs at
once one sends it and the other finds it told. No mail is sent while a lock is held. Where sending fails the rows go
again, and the next run tries anew; where a run breaks off they stay, because the mail may have gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from indicators import rights
from indicators.actions.digests import Digest, Told, digest
from indicators.models import Capacity, Reminder
from indicators.queries.chasing import ChasedRound, InCharge, Pending, Person, rounds_to_remind_of

HEADERS = {"Auto-Submitted": "auto-generated"}  # RFC 3834: absence notes do not answer it


@dataclass(slots=True)
class Reminded:
    """What became of a run. `sent` are the mails that went, or in a dry run would go; `told` counts people who knew
    everything already today. `unfinished`: another run tells them, or broke off as it did. `unreachable` and `failed`
    say why; `nobodys` are figures that nobody is in charge of who could enter them."""

    sent: list[Digest] = field(default_factory=list)
    told: int = 0
    unfinished: list[Person] = field(default_factory=list)
    failed: list[tuple[Person, str]] = field(default_factory=list)
    unreachable: list[tuple[Person, str]] = field(default_factory=list)
    nobodys: list[Pending] = field(default_factory=list)

    @property
    def all_went(self) -> bool:
        return not self.failed and not self.unfinished


def send_reminders(*, as_at: date, dry_run: bool = False, now: datetime | None = None) -> Reminded:
    """Tells everybody who is in charge of figures that are late or soon due as at a day; a dry run changes nothing.

    One mail that fails stops no other. Raises `PeriodError` for a day of which no month is known.
    """
    found = Reminded()
    rounds = rounds_to_remind_of(as_at, rights.NEEDED[Capacity.DATA])
    found.nobodys = [one for of_round in rounds for one in of_round.pending if one.urgency and one.is_nobodys]
    reachable: dict[Person, list[Told]] = {}
    for person, in_charge in _by_person(rounds).items():
        obstacle = _obstacle(person, [one for one, _ in in_charge])
        if obstacle:
            found.unreachable.append((person, obstacle))
        else:
            reachable[person] = [told for one, told in in_charge if one.is_able]
    today = timezone.localdate(now)
    for person, told in reachable.items():
        _remind(person, told, as_at, today, dry_run, found)
    return found


def _by_person(rounds: Iterable[ChasedRound]) -> dict[Person, list[tuple[InCharge, Told]]]:
    """What each person is to be told, by their names."""
    found: dict[Person, list[tuple[InCharge, Told]]] = {}
    for of_round in rounds:
        for pending in of_round.pending:
            for one in pending.in_charge if pending.urgency else ():
                told = Told(of_round, pending, one.stands_in_for)
                found.setdefault(one.person, []).append((one, told))
    return dict(sorted(found.items(), key=lambda item: (item[0].name.lower(), item[0].pk)))


def _obstacle(person: Person, in_charge: Sequence[InCharge]) -> str:
    """Why somebody gets no mail; empty where they do."""
    if not person.is_in_use:
        return "the account is switched off"
    if not any(one.is_able for one in in_charge):
        return "no role that goes with entering these figures"
    if not person.email:
        return "the account has no address"
    try:
        validate_email(person.email)
    except ValidationError:
        return "the account's address is not one that mail can be sent to"
    return ""


def _remind(person: Person, told: Sequence[Told], as_at: date, today: date, dry_run: bool, found: Reminded) -> None:
    with transaction.atomic():
        # Of two runs the second waits here, and then sees what the first has written down.
        User.objects.select_for_update().get(pk=person.pk)
        mine = Reminder.objects.filter(day=today, user=person.pk)
        known = {
            (indicator, period): sent for indicator, period, sent in mine.values_list("indicator", "period", "sent_at")
        }
        fresh = [one for one in told if one.thing not in known]
        rows = [
            Reminder(user_id=person.pk, day=today, indicator_id=indicator, period=period)
            for indicator, period in (one.thing for one in fresh)
        ]
        if not dry_run:
            Reminder.objects.bulk_create(rows)
    if any(known.get(one.thing, today) is None for one in told):
        found.unfinished.append(person)
    elif not fresh:
        found.told += 1
    if not fresh:
        return
    letter = digest(person, fresh, as_at)
    if dry_run:
        found.sent.append(letter)
        return
    written = Reminder.objects.filter(pk__in=[row.pk for row in rows])
    problem = _send(letter)
    if problem:
        written.delete()
        found.failed.append((person, problem))
    else:
        written.update(sent_at=timezone.now())
        found.sent.append(letter)


def _send(letter: Digest) -> str:
    """Why it could not be sent; empty where it went. The words of a mail server may name the address, so only the kind
    of trouble is told."""
    message = EmailMessage(letter.subject, letter.body, to=[letter.person.email], headers=HEADERS)
    try:
        return "" if message.send() else "no mail server took it"
    # A server that refuses or is away is an OSError; what can be put in no header or envelope is a ValueError.
    except (OSError, ValueError) as error:
        return type(error).__name__
