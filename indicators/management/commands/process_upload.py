"""`manage.py process_upload KEY`: reads, writes or undoes a large upload for a page that waits for it."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.actions import UploadRefused
from indicators.admin.upload_locks import AtWork
from indicators.admin.upload_work import TASKS, work_on

KINDER = 5  # so much nicer than the pages is a process with many figures (`man 2 nice`)


class Command(BaseCommand):
    help = (
        "Reads an uploaded file whose reading stopped. The pages start it for large files; by hand it is needed only "
        "where the site was stopped meanwhile, and pressing “Read it again” does the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", type=int, metavar="KEY", help="the number of the upload in its address")
        parser.add_argument(
            "task", nargs="?", choices=tuple(TASKS), default="read", help="who and why come as JSON on standard input"
        )
        parser.add_argument("--lock", type=int, help="the open file that says somebody is working on it")

    def handle(self, *args: Any, **options: Any) -> None:
        lock = options["lock"]
        given = {}
        if lock is not None:
            os.nice(KINDER)
            given = json.load(sys.stdin)
        elif options["task"] != "read":
            raise CommandError("Only reading can be done by hand: who confirms and why is asked on the page.")
        try:
            upload = work_on(options["key"], options["task"], given, lock)
        except AtWork:
            raise CommandError("Somebody is working on this upload.") from None
        except (LookupError, UploadRefused) as error:
            raise CommandError(str(error)) from error
        if lock is None:
            self.stdout.write(f"Upload {upload.pk}: {upload.get_state_display().lower()}.")
