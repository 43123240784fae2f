"""Plays committee papers that are told in files, such as those of the demonstration."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reports.demonstration.playing import NotPlayed, play_paper
from reports.demonstration.scripts import read_paper_script


class Command(BaseCommand):
    """`manage.py play_papers FOLDER...`: all of them, or none."""

    help = "Compose, lock and publish papers that are told in files (fixtures/papers/README.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")

    def handle(self, *_arguments: object, folders: list[Path], **_options: object) -> None:
        with transaction.atomic():
            for folder in folders:
                self.stdout.write(f"Playing the paper in {folder.name}")
                try:
                    play_paper(read_paper_script(folder))
                except NotPlayed as refused:
                    problems = [f"Nothing was written: the paper in {folder.name} cannot be played."]
                    raise CommandError("\n".join([*problems, *map(str, refused.problems)])) from None
