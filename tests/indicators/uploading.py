"""An officer who uploads files: what tests of the pages and of the processes behind them share."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from indicators.admin.upload_locks import Lock
from indicators.admin.upload_work import work_on
from indicators.models import Figure, Upload

START = "/admin/indicators/upload/"
ADD = f"{START}add/?committee=adults&month=2016-12"
NEW = "code,period,value\nA02,2017-01,15\nA05,2016-12,3.1\n"
"""Two new figures."""
MIXED = """\
code,period,value,note
A01,2016-11,85.5,
A02,2016-12,14,
A02,2017-01,15,Late
A05,2016-12,many,
P01,2016-12,5,
"""
"""A change of a verified figure, one that stands, a new one, one that cannot be read, one of another committee."""


def send(client: Client, data: str | bytes, name: str = "december.csv", **options: Any) -> HttpResponse:
    """Sends the form with a file."""
    content = data.encode() if isinstance(data, str) else data
    return client.post(ADD, {"file": SimpleUploadedFile(name, content)}, **options)


def uploaded(client: Client, data: str | bytes = MIXED, name: str = "december.csv") -> Upload:
    """A file sent, and the row that was made of it."""
    answer = send(client, data, name)
    assert answer.status_code == 302, answer.content.decode()
    return Upload.objects.latest("pk")


def page_of(upload: Upload) -> str:
    return f"{START}{upload.pk}/"


def step(client: Client, upload: Upload, name: str, **typed: str) -> HttpResponse:
    """Presses a button on the upload's page, as it is shown now, and follows where it leads."""
    shown = client.get(page_of(upload)).context
    mark = {"shown": shown["preview"].mark} if shown and "preview" in shown else {}
    answer = client.post(page_of(upload), {"step": name, **mark, **typed}, follow=True)
    upload.refresh_from_db()
    return answer


def on_the_way() -> Mapping[tuple[str, str], str | None]:
    rows = Figure.objects.exclude(state="verified").values_list("indicator__code", "period", "value")
    return {(code, period): value for code, period, value in rows}


class Later:
    """Stands in for the other process: what it was told to do is done when the test says so. Until then it holds the
    upload's lock, as the process would."""

    def __init__(self) -> None:
        self.told: list[tuple[int, str, Mapping[str, Any], int]] = []

    def start(self, lock: Lock, upload: Upload, task: str, given: Mapping[str, Any]) -> None:
        """In the place of `upload_work._start`."""
        lock.is_handed_on = True
        self.told.append((upload.pk, task, json.loads(json.dumps(given)), os.dup(lock.file)))

    def work(self) -> str:
        """Does what was told first, as `process_upload` would; gives the state that the upload came to."""
        key, task, given, file = self.told.pop(0)
        return work_on(key, task, given, file).state

    def die(self) -> None:
        """The process ends before it has done anything."""
        *_, file = self.told.pop(0)
        os.close(file)
