"""Large uploads: the page waits while another process works, and notices when that process is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from indicators.admin import upload_work
from indicators.admin.upload_locks import AtWork, held, inherited, is_held
from indicators.admin.upload_work import is_short
from indicators.domain import periods
from indicators.models import Revision, Upload
from indicators.roles import DATA_OFFICER
from tests import stores
from tests.importing.uploads.uploaded import book, packed, workbook
from tests.indicators.actors import client_of, text_of, working_store
from tests.indicators.test_entering import enter, entry
from tests.indicators.uploading import NEW, Later, on_the_way, page_of, send, step, uploaded

pytestmark = pytest.mark.django_db
DECEMBER = periods.month(2016, 12)


@pytest.fixture(autouse=True)
def _locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locks").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "locks"))


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Later:
    """A store; every file, and every figure, is too much for a request."""
    working_store(tmp_path / "store")
    found = Later()
    monkeypatch.setattr(upload_work, "_start", found.start)
    monkeypatch.setattr(upload_work, "FIGURES_AT_ONCE", 0)
    settings.UPLOAD_AT_ONCE_KB = 0
    return found


@pytest.fixture
def ann(later: Later) -> Client:
    return client_of(DATA_OFFICER, "ann", committees=["adults"])


# Locks ----------------------------------------------------------------------------------------------------------------


def test_one_at_a_time() -> None:
    assert not is_held(1)
    with held(1), held(2):
        assert is_held(1)
        with pytest.raises(AtWork), held(1):
            pass
    assert not is_held(1)
    with held(1):
        assert is_held(1)


def test_many_at_once_never_hold_the_same_lock_and_lookers_keep_nobody_out() -> None:
    """Some hold it, others only look, and each that held it removes what was there."""
    holding: list[int] = []
    most: list[int] = []
    busy: list[int] = []

    def work(number: int) -> None:
        for _ in range(100):
            is_held(1)
            try:
                with held(1):
                    holding.append(number)
                    most.append(len(holding))
                    holding.remove(number)
            except AtWork:
                busy.append(number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert set(most) == {1}
    assert len(most) + len(busy) == 400
    assert not is_held(1)


def test_a_lock_handed_on_falls_open_when_the_process_is_killed() -> None:
    command = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"]
    with held(1) as lock:
        process = subprocess.Popen(command, pass_fds=(lock.file,), stdout=subprocess.PIPE)
        lock.is_handed_on = True
    assert process.stdout is not None
    process.stdout.readline()
    assert is_held(1)
    with pytest.raises(AtWork), held(1):
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not is_held(1)
    with held(1):
        pass


def test_a_lock_whose_file_was_removed_meanwhile_is_taken_anew(tmp_path: Path) -> None:
    with held(1) as lock:
        first = os.dup(lock.file)
        lock.is_handed_on = True
    with inherited(1, first):
        assert is_held(1)
    assert list((tmp_path / "locks").rglob("1")) == []
    with held(1):
        assert is_held(1)


def test_a_folder_that_somebody_else_put_there_is_refused(tmp_path: Path) -> None:
    with held(1):
        (folder,) = (tmp_path / "locks").iterdir()
    assert list(folder.iterdir()) == [], "no lock is left behind"
    folder.rmdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(PermissionError, match="not this site's own"), held(1):
        pass


# What is short --------------------------------------------------------------------------------------------------------


def test_what_is_short_is_told_by_all_that_it_may_cost(settings: Settings) -> None:
    settings.UPLOAD_AT_ONCE_KB = 100
    assert is_short(b"code,period,value\n" + b"A01,2016-12,86.2\n" * 3000)
    assert not is_short(b"x" * 100 * 1024 + b"x")
    assert not is_short(b"1;" * 30_000), "a wide sheet of thirty thousand figures in 60 kB"
    assert is_short(workbook(("code", "period", "value"), ("A01", "2016-12", 86.2)))
    assert not is_short(packed({"xl/worksheets/sheet1.xml": b"<row/>" * 500_000})), "three megabytes in a few kB"
    assert is_short(b"PK\x03\x04 and no archive")
    settings.UPLOAD_AT_ONCE_KB = 0
    assert not is_short(b"x")


# Reading --------------------------------------------------------------------------------------------------------------


def test_a_large_file_is_read_by_another_process_while_the_page_waits(ann: Client, later: Later) -> None:
    upload = uploaded(ann, NEW)
    waiting = ann.get(page_of(upload))
    assert "The file is being read." in text_of(waiting)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text_of(waiting)
    Upload.objects.filter(pk=upload.pk).update(rows=50_000, done=1200)
    assert "1,200 of 50,000 figures have been compared" in text_of(ann.get(page_of(upload)))
    progress = ann.get(f"{page_of(upload)}progress.json")
    assert (progress.json()["works"], progress.json()["done"], progress.json()["of"]) == (True, 1200, 50_000)
    assert "is being worked on already" in text_of(ann.post(page_of(upload), {"step": "read"}, follow=True))

    assert later.work() == "previewed"
    assert ann.get(f"{page_of(upload)}progress.json").json() == {"works": False}
    shown = text_of(ann.get(page_of(upload)))
    assert "2 figures in this file" in shown
    assert "http-equiv" not in shown


def test_a_second_file_waits_for_the_first(ann: Client, later: Later) -> None:
    upload = uploaded(ann, NEW)
    answer = text_of(send(ann, NEW, "second.csv"))
    assert f'Your file <a href="{page_of(upload)}">december.csv</a> is still being worked on.' in answer
    assert Upload.objects.count() == 1
    later.work()
    uploaded(ann, NEW, "second.csv")
    bea = client_of(DATA_OFFICER, "bea", committees=["adults"])
    uploaded(bea, NEW)
    assert len(later.told) == 2, "a colleague's file is not kept waiting"


def test_a_process_that_died_is_noticed_and_the_file_read_again(ann: Client, later: Later) -> None:
    upload = uploaded(ann, NEW)
    later.die()
    shown = text_of(ann.get(page_of(upload)))
    assert "Reading stopped before its end" in shown
    assert "Read it again" in shown
    assert "Please wait" in text_of(step(ann, upload, "read"))
    assert later.work() == "previewed"
    assert "2 figures were written" not in text_of(step(ann, upload, "read")), "there is nothing to read again"
    assert later.told == []


def test_a_file_let_go_while_it_is_read_stays_let_go(ann: Client, later: Later) -> None:
    upload = uploaded(ann, NEW)
    assert "is let go" in text_of(step(ann, upload, "discard"))
    assert later.work() == "discarded"
    upload.refresh_from_db()
    assert (upload.preview, upload.content) == (None, None)


def test_the_sheet_chosen_is_read_by_the_other_process_too(ann: Client, later: Later) -> None:
    rows = [("code", "period", "value"), ("A02", "2017-01", 15)]
    upload = uploaded(ann, book({"a": rows, "b": [*rows, ("A05", "2016-12", 3)]}), "two.xlsx")
    assert later.work() == "which_sheet"
    assert "Please wait" in text_of(step(ann, upload, "sheet", sheet="1"))
    later.die()
    step(ann, upload, "read")
    assert later.work() == "previewed"
    upload.refresh_from_db()
    assert (upload.sheet, upload.counts["new"]) == ("b", 2)


# Writing and undoing --------------------------------------------------------------------------------------------------


def ready(client: Client, later: Later, data: str = NEW) -> Upload:
    upload = uploaded(client, data)
    later.work()
    upload.refresh_from_db()
    return upload


def test_many_figures_are_written_and_undone_by_another_process(ann: Client, later: Later) -> None:
    upload = ready(ann, later)
    before = on_the_way()
    waiting = text_of(step(ann, upload, "confirm"))
    assert (upload.state, on_the_way()) == ("applying", before)
    assert "The figures are being written, all of them or none." in waiting
    for name in ("confirm", "discard"):
        answer = text_of(step(ann, upload, name))
        assert "confirmed or let go already" in answer or "was written already" in answer
    assert "is being worked on" not in text_of(step(ann, upload, "back"))
    assert upload.state == "applying", "it is given back only once nobody works on it"
    assert later.work() == "applied"
    assert "2 figures were written" in text_of(ann.get(page_of(upload)))
    assert {one.by.username for one in Revision.objects.filter(upload=upload)} == {"ann"}

    assert "being undone, all of it or nothing" in text_of(step(ann, upload, "undo", why="Wrong file"))
    assert later.work() == "undone"
    assert on_the_way() == before
    assert "2 figures are what they were before" in text_of(ann.get(f"{page_of(upload)}?undoing"))


def test_a_writer_that_died_has_written_nothing_and_it_can_be_tried_again(ann: Client, later: Later) -> None:
    upload = ready(ann, later, "code,period,value\nA01,2016-11,85.5\n")
    step(ann, upload, "confirm", why="Recounted")
    later.die()
    assert "Writing stopped before its end" in text_of(ann.get(page_of(upload)))
    shown = text_of(step(ann, upload, "back"))
    assert (upload.state, "Recounted</textarea>" in shown) == ("previewed", True)
    step(ann, upload, "confirm", why="Recounted")
    assert later.work() == "applied"


def test_undoing_that_stopped_is_told(ann: Client, later: Later) -> None:
    upload = ready(ann, later)
    step(ann, upload, "confirm")
    later.work()
    step(ann, upload, "undo", why="Wrong file")
    later.die()
    assert "Undoing stopped before its end" in text_of(ann.get(f"{page_of(upload)}?undoing"))
    assert "Undoing stopped" not in text_of(ann.get(page_of(upload)))


def test_what_changed_in_between_is_told_by_the_new_preview(ann: Client, later: Later) -> None:
    upload = ready(ann, later)
    step(ann, upload, "confirm")
    enter(entry("16", code="A02", period=DECEMBER.next), username="colleague")
    assert later.work() == "previewed"
    assert "when you were shown them: row 2." in text_of(ann.get(page_of(upload)))
    assert on_the_way()["A02", "2017-01"] == "16"


def test_an_upload_the_other_process_may_not_write_is_given_back(ann: Client, later: Later) -> None:
    upload = ready(ann, later, "code,period,value\nA01,2016-11,85.5\n")
    step(ann, upload, "confirm", why="Recounted")
    key, task, given, file = later.told.pop()
    later.told.append((key, task, {**given, "why": ""}, file))
    with pytest.raises(ValueError, match="say why"):
        later.work()
    upload.refresh_from_db()
    assert upload.state == "previewed"


# The command ----------------------------------------------------------------------------------------------------------


def test_the_command_reads_an_upload_whose_reading_stopped(ann: Client, later: Later) -> None:
    upload = uploaded(ann, NEW)
    assert "working on this upload" in stores.Command("process_upload", upload.pk).error
    later.die()
    ended = stores.Command("process_upload", upload.pk)
    assert (ended.error, ended.printed) == ("", [f"Upload {upload.pk}: to be confirmed."])
    assert "There is no upload 999." in stores.Command("process_upload", 999).error
    assert "Only reading can be done by hand" in stores.Command("process_upload", upload.pk, "apply").error


def test_a_process_that_cannot_be_started_leaves_nothing_claimed(
    ann: Client, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = ready(ann, later)

    def fail(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(upload_work, "_start", fail)
    ann.raise_request_exception = False
    mark = ann.get(page_of(upload)).context["preview"].mark
    assert ann.post(page_of(upload), {"step": "confirm", "shown": mark}).status_code == 500
    upload.refresh_from_db()
    assert upload.state == "previewed"
    assert not is_held(upload.pk)


def test_the_real_process_is_told_what_to_do_and_its_end_is_noted(
    later: Later, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings
) -> None:
    """`_start` itself, with a program in the place of `manage.py` that writes down what it was told."""
    monkeypatch.undo()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "locks"))
    settings.BASE_DIR = tmp_path
    (tmp_path / "manage.py").write_text(
        "import os, sys, pathlib\n"
        "told = ' '.join(sys.argv[1:4]) + ' ' + sys.stdin.read()\n"
        "os.fstat(int(sys.argv[5]))\n"
        "pathlib.Path('told').write_text(told)\n"
    )
    upload = Upload(pk=7)
    with held(7) as lock:
        upload_work._start(lock, upload, "undo", {"why": "Ünïcode"})
    until = time.monotonic() + 20
    while is_held(7) and time.monotonic() < until:
        time.sleep(0.02)
    assert (tmp_path / "told").read_text() == 'process_upload 7 undo {"why": "\\u00dcn\\u00efcode"}'
