"""`manage.py send_reminders`: mails everybody the figures of theirs that are late or soon due, once a day."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from indicators.actions import Reminded, send_reminders
from indicators.domain.errors import PeriodError

PRINTED = "EMAIL_URL is not set, so the mails were printed here and sent to nobody."


class Command(BaseCommand):
    help = "Mails each person one list of the figures of theirs that are late or soon due; the same never twice a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show the mails; send and record nothing")
        parser.add_argument("--as-at", metavar="DATE", help="look at the rounds as at this day, such as 2026-11-20")

    def handle(self, *args: Any, **options: Any) -> None:
        dry_run = options["dry_run"]
        as_at = self._day(options["as_at"])
        try:
            found = send_reminders(as_at=as_at, dry_run=dry_run)
        except PeriodError as error:
            raise CommandError(f"--as-at is {as_at}, for which there is no round: {error}") from error
        if dry_run:
            for letter in found.sent:
                self.stdout.write(f"To: {letter.person.email}\nSubject: {letter.subject}\n\n{letter.body}")
        self._say(found, dry_run=dry_run)
        if not found.all_went:
            raise CommandError("Not all reminders went; those above did not. Run the command again to try them anew.")

    def _day(self, text: str | None) -> date:
        if text is None:
            return timezone.localdate()
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise CommandError(f"--as-at is “{text}”; accepted: a day such as 2026-11-20.") from None

    def _say(self, found: Reminded, *, dry_run: bool) -> None:
        """Who was told and who was not, and why."""
        self.stdout.write(f"{'Would mail' if dry_run else 'Mailed'} {_people(len(found.sent))}.")
        if found.told:
            self.stdout.write(f"Told already today: {_people(found.told)}.")
        if found.sent and not dry_run and settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
            self.stdout.write(PRINTED)
        if found.unreachable:
            self.stdout.write("Not mailed:")
        for person, why in found.unreachable:
            self.stdout.write(f"  {person.username}: {why}")
        if found.nobodys:
            self.stdout.write("Late or soon due, and nobody is in charge who could enter it:")
        for one in found.nobodys:
            self.stdout.write(f"  {one.indicator.code}, {one.figure.period.name}")
        for person, why in found.failed:
            self.stderr.write(f"{person.username}: the mail could not be sent ({why}).")
        for person in found.unfinished:
            self.stderr.write(
                f"{person.username}: another run is telling them, or broke off as it did; some of it may not have gone."
            )


def _people(count: int) -> str:
    return f"{count} {'person' if count == 1 else 'people'}"
