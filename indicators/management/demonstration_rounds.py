"""The rounds in progress that the demonstration comes with: told in files, played by the demonstration accounts."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper

from indicators import rights
from indicators.actions import Refused, play_round
from indicators.importing.round_script import read_round_script

FOLDER = "round_in_progress"


def play_rounds(fixtures: Path, out: OutputWrapper) -> None:
    """Plays every round that stands below the fixtures. Raises `CommandError` with all that is wrong."""
    for folder in sorted(path for path in (fixtures / FOLDER).glob("*") if path.is_dir()):
        out.write(f"Playing {folder.relative_to(fixtures.parent)}")
        try:
            play_round(read_round_script(folder), today=rights.today())
        except Refused as refused:
            problems = [f"Nothing was loaded: the round in {folder.name} cannot be played."]
            raise CommandError("\n".join([*problems, *map(str, refused.problems)])) from None
