"""`manage.py export_folder FOLDER`: writes the whole store in the public data format, verified figures only."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.importing.writing import FolderInUse, write_folder
from indicators.queries.export import card_files, tables


class Command(BaseCommand):
    help = "Writes everything in the public data format: import it elsewhere, export again, and the bytes are the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = write_folder(options["folder"], tables(), card_files())
        except (FolderInUse, OSError) as error:
            raise CommandError(str(error)) from error
        for file, count in written.items():
            self.stdout.write(f"{file}: {count}")
