"""`manage.py check_text CODE FILE [--as-at PERIOD]`: what a text says of an indicator, held against its figures."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.domain.definitions import address_of
from indicators.domain.errors import PeriodError
from indicators.domain.periods import parse
from reports import pages
from reports.pages.text_checks import check_card_text

LARGEST = 1024 * 1024  # a report card holds 64 KB; a paper some of them
STANDARD_INPUT = "-"


class Command(BaseCommand):
    help = "Prints what is claimed in a text about an indicator, one JSON object a line, with the stored figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="the indicator that the text is about, such as A09")
        parser.add_argument("file", metavar="FILE", help="the text in Markdown, UTF-8; - for standard input")
        parser.add_argument("--as-at", metavar="PERIOD", help="a month, or a quarter or year for its last month")

    def handle(self, *args: Any, **options: Any) -> None:
        text = _text(options["file"])
        try:
            month = None if options["as_at"] is None else parse(options["as_at"]).last_month
            findings = check_card_text(address_of(options["code"]), month, text, reader=pages.EVERYTHING)
        except PeriodError as error:
            raise CommandError(f"--as-at: {error}") from error
        except pages.Missing as missing:
            accepted = "Accepted: the code of an indicator of a committee that has figures."
            raise CommandError(f"{options['code']}: {missing} {accepted}") from missing
        for one in findings:
            said = {"sentence": one.sentence, "said": one.said, "verdict": one.verdict}
            line = json.dumps({**said, "stored": one.stored or None, "why": one.why}, ensure_ascii=False)
            self.stdout.write(line)


def _text(name: str) -> str:
    """The text of a file or of standard input. Raises `CommandError` with the file and what is accepted."""
    shown = "standard input" if name == STANDARD_INPUT else name
    try:
        if name == STANDARD_INPUT:
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{shown} cannot be read: {error.strerror}. Accepted: a text file, or -.") from error
    if len(data) > LARGEST:
        raise CommandError(f"{shown} is too long. Accepted: at most {LARGEST:,} bytes.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"{shown}, line {line}: the byte 0x{data[error.start]:02X} is not UTF-8. Accepted: UTF-8."
        raise CommandError(problem) from error
