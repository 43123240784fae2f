"""`manage.py export_dashboard COMMITTEE PERIOD --format json|csv`: what a dashboard shows, for other programs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.domain.errors import PeriodError
from indicators.domain.periods import parse
from reports import exports, pages

WRITERS = {"json": exports.dashboard_json, "csv": exports.dashboard_csv}


class Command(BaseCommand):
    help = "Writes what a committee's dashboard shows, of all its indicators, public or not, as JSON or CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("committee", metavar="COMMITTEE", help="its slug, as in the address of its dashboard")
        parser.add_argument("period", metavar="PERIOD", help="a month, or a quarter or year for its last month")
        parser.add_argument("--format", choices=list(WRITERS), default="json", help="json without it")
        parser.add_argument("--output", type=Path, metavar="FILE", help="written to standard output without it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            period = parse(options["period"])
            shown = pages.dashboard(options["committee"], period, reader=pages.EVERYTHING)
        except PeriodError as error:
            raise CommandError(str(error)) from error
        except pages.Missing as missing:
            raise CommandError(f"{missing} {_known(options['committee'])}".strip()) from missing
        content = WRITERS[options["format"]](shown)
        if options["output"] is None:
            self.stdout.write(content.decode(), ending="")
            return
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}.") from error


def _known(slug: str) -> str:
    """What could have been asked for: the committees, or nothing where this one is known."""
    slugs = [entry.committee.slug for entry in pages.landing(reader=pages.EVERYTHING).committees]
    if slug in slugs:
        return ""
    if not slugs:
        return "There is no committee yet: load one with import_folder."
    return f"Known committees: {', '.join(slugs)}."
