"""`manage.py import_folder FOLDER`: loads a folder of the public data format, all or nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from indicators.actions import Loaded, Refused, load_folder
from indicators.importing.folder import read_folder

LONGEST_SOURCE = 200  # what a revision keeps of a folder's name


class Command(BaseCommand):
    help = "Loads a folder of CSV files in the public data format: all or nothing, every problem at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--dry-run", action="store_true", help="check everything, then change nothing")
        parser.add_argument("--by", metavar="USERNAME", help="who the changes are recorded as made by")
        parser.add_argument("--reason", default="", help="why; needed to change a figure or target that stands")
        parser.add_argument("--draft", action="store_true", help="figures arrive as drafts, not verified")
        parser.add_argument("--strict", action="store_true", help="treat warnings as errors")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            loaded = load_folder(
                read_folder(folder),
                by=self._user(options["by"]),
                reason=options["reason"],
                draft=options["draft"],
                strict=options["strict"],
                dry_run=options["dry_run"],
                source=folder.resolve().name[:LONGEST_SOURCE],
            )
        except Refused as refused:
            for problem in refused.problems:
                kind = "" if problem.is_error or options["strict"] else "warning: "
                self.stderr.write(f"{kind}{problem}")
            wrong = sum(problem.is_error or options["strict"] for problem in refused.problems)
            noun = "problem" if wrong == 1 else "problems"
            raise CommandError(f"Nothing was loaded: {wrong} {noun} above.") from None
        for warning in loaded.warnings:
            self.stderr.write(f"warning: {warning}")
        self._say(loaded, dry_run=options["dry_run"])

    def _user(self, username: str | None) -> Any:
        if username is None:
            return None
        users = get_user_model()
        try:
            return users.objects.get(username=username, is_active=True)
        except users.DoesNotExist:
            raise CommandError(f"There is no active user called “{username}”; --by takes a username.") from None

    def _say(self, loaded: Loaded, *, dry_run: bool) -> None:
        for file, count in loaded.counts.items():
            self.stdout.write(f"{file}: {count.new} new, {count.changed} changed, {count.unchanged} unchanged")
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")
        elif not loaded.changed_anything:
            self.stdout.write("Nothing to change: the store holds all of this already.")
