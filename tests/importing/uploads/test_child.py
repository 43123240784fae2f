"""Reading in a child process: it gives the same answers, and whatever happens to it, the server gets a sentence."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indicators.importing.uploads import Limits, Refused, UploadRead, WhichSheet, child, read_upload
from indicators.importing.uploads.limits import MEGABYTE
from indicators.importing.uploads.wire import NoAnswer, answer_from, lines_of
from tests.importing.uploads.uploaded import TIDY, answer_to, book, packed, raw_workbook, workbook

HEADER, ROW = ("code", "period", "value", "note"), ("A01", "2016-12", 0.862, "£5 “each”\n\u2028=1")
TAKEN = "Nothing was taken from it; accepted: a smaller file, such as the sheet of figures alone, saved as CSV UTF-8"

ANSWERS = [
    (TIDY.encode(), "a tidy file"),
    (b"ref,Nov 2016,Dec 2016\nA01,86.2,x\nA 2,1,awaited\nA03,n/a,\n", "a wide file with refused rows"),
    (b"code,period,judged,reason,numerator,denominator\nP1,2016/17 Q3,red,late,1,3\nP1,2016/17,,a,,\n", "a judgement"),
    (workbook(HEADER, ROW), "a workbook"),
    (book({"One": [HEADER, ROW], "Two": [HEADER, ROW]}), "several sheets"),
    (b"%PDF-1.4", "a refusal"),
]


@pytest.mark.parametrize(("data", "why"), ANSWERS, ids=[why for _, why in ANSWERS])
def test_the_child_answers_as_this_process_would(data: bytes, why: str) -> None:
    answer = read_upload("C:\\folder\\my figures.xlsx", data)
    assert answer == answer_to(data, "my figures.xlsx"), why
    assert answer.file == "my figures.xlsx"


def test_the_sheet_that_was_chosen() -> None:
    made = book({"One": [HEADER, ROW], "Zwei – 2": [HEADER, ("A02", "2016-12", 1, None)]})
    assert read_upload("a.xlsx", made) == WhichSheet("a.xlsx", ("One", "Zwei – 2"))
    answer = read_upload("a.xlsx", made, sheet="Zwei – 2")
    assert isinstance(answer, UploadRead)
    assert answer.figures[0].figure.code == "A02"


def test_a_sheet_that_no_workbook_could_name() -> None:
    answer = read_upload("a.xlsx", workbook(HEADER, ROW), sheet="x" * 1_000_000)
    assert isinstance(answer, Refused)
    assert answer.message.endswith("is no sheet of “a.xlsx” that can be seen; accepted: “Figures”")


def test_the_child_knows_nothing_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret of the server's environment is there to be taken."""
    seen: list[dict[str, str]] = []
    start = subprocess.Popen

    def spy(*arguments: object, **given: object) -> subprocess.Popen[bytes]:
        seen.append(given["env"])  # type: ignore[arg-type]
        return start(*arguments, **given)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(subprocess, "Popen", spy)
    monkeypatch.setenv("SECRET_KEY", "not to be told")
    assert isinstance(read_upload("a.csv", TIDY.encode()), UploadRead)
    assert seen == [{}]


def test_a_file_too_large_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    answer = read_upload("large.csv", bytes(2 * MEGABYTE + 1), limits=Limits(file_megabytes=2))
    assert answer == Refused("large.csv", "“large.csv” has 2.0 MB; accepted: at most 2 MB")


@pytest.fixture(scope="module")
def long_file() -> bytes:
    """Takes seconds to read."""
    rows = "".join(
        f"I{code},{1900 + year}-{month:02d},86.2\n"
        for code in range(80)
        for year in range(99)
        for month in range(1, 13)
    )
    return f"code,period,value\n{rows}".encode()


def test_one_that_takes_too_long_by_the_clock_is_killed(long_file: bytes) -> None:
    others, started = _children(), time.monotonic()
    answer = read_upload("slow.csv", long_file, limits=Limits(seconds=1))
    assert answer == Refused("slow.csv", f"Reading “slow.csv” took longer than 1 seconds. {TAKEN}")
    assert time.monotonic() - started < 30
    assert _children() == others


@pytest.mark.skipif(child.resource is None, reason="this system does not limit a process's time")
def test_one_that_takes_too_long_of_the_processor(long_file: bytes) -> None:
    answer = read_upload("slow.csv", long_file, limits=Limits(processor_seconds=1))
    assert answer == Refused("slow.csv", f"Reading “slow.csv” took more than 1 seconds of the processor. {TAKEN}")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits a process's memory")
@pytest.mark.parametrize("as_workbook", [False, True])
def test_one_that_needs_too_much_memory(long_file: bytes, as_workbook: bool) -> None:
    data = long_file
    if as_workbook:  # texts that alone are larger than the memory
        strings = "<si><t>" + "x" * (70 * MEGABYTE) + "</t></si>"
        data = raw_workbook("<sheetData/>", strings=strings)
    answer = read_upload("heavy", data, limits=Limits(memory_megabytes=60, unzipped_megabytes=500))
    assert answer == Refused("heavy", f"Reading “heavy” needs more than 60 MB of memory. {TAKEN}")


def test_texts_that_come_to_too_much_together() -> None:
    """A workbook names a text by number, so that a small one can hold the same long text in every row."""
    strings = f"<si><t>{'x' * 9_000}</t></si>"
    cell = '<c t="str"><v>{}</v></c>'.format
    rows = f"<row>{cell('code')}{cell('period')}{cell('value')}{cell('note')}</row>" + "".join(
        f'<row>{cell(f"I{number}")}{cell("2016-12")}{cell("1")}<c t="s"><v>0</v></c></row>' for number in range(8_000)
    )
    data = raw_workbook(f"<sheetData>{rows}</sheetData>", strings=strings)
    assert len(data) < MEGABYTE
    answer = read_upload("texts.xlsx", data)
    assert answer == Refused("texts.xlsx", f"The texts of “texts.xlsx” come to more than 64 MB. {TAKEN}")


FAILURES = [
    ("import sys; sys.exit(1)", "an error of ours"),
    ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "a crash"),
    ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "killed by the system"),
    ("", "nothing said"),
    ("print('[\"figure\"]')", "half a figure"),
    ('print(\'["figure","",2,"code","A01","2016-12","",null,null,null,"final","",null,""]\')', "no end"),
    ("print('{\"a\": 1}')", "something else"),
    ("print('[' * 100000)", "brackets"),
    ("import pickle, sys; sys.stdout.buffer.write(pickle.dumps(print))", "pickle"),
    ('print(\'["read","f","","tidy",1,{},[],5,0]\')', "fewer figures than it says"),
]


@pytest.mark.parametrize(("code", "why"), FAILURES, ids=[why for _, why in FAILURES])
def test_a_child_that_fails(
    code: str, why: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **given: start([command[0], "-c", code], **given))
    assert read_upload("private.csv", b"secret") == Refused(
        "private.csv",
        "Reading “private.csv” stopped unexpectedly. Nothing was taken from it; accepted: the same sheet saved anew as "
        "CSV UTF-8. If it happens again, show the file to whoever runs this site.",
    ), why
    (record,) = caplog.records
    assert "the reader of uploads" in record.getMessage()
    assert "private" not in record.getMessage()
    assert "secret" not in record.getMessage()


def test_a_child_that_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", fail)
    assert read_upload("a.csv", TIDY.encode()) == Refused(
        "a.csv", "“a.csv” was not read: the server could not start reading. Try again later."
    )


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")
def test_what_a_child_started_is_killed_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "pid"
    code = (
        "import subprocess, sys, pathlib\n"
        "one = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(told)!r}).write_text(str(one.pid))\n"
        "one.wait()"
    )
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **given: start([command[0], "-c", code], **given))
    answer = read_upload("a.csv", TIDY.encode(), limits=Limits(seconds=5))
    assert "took longer than 5 seconds" in answer.message  # type: ignore[union-attr]
    grandchild = int(told.read_text())
    for _ in range(100):
        if not _alive(grandchild):
            return
        time.sleep(0.1)
    pytest.fail("it lives on")


def _alive(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    if Path("/proc/self").exists():
        return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _children() -> list[int]:
    tasks = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return [int(one) for one in tasks.read_text().split() if _alive(int(one))] if tasks.exists() else []


def test_a_system_without_limits_has_the_clock(monkeypatch: pytest.MonkeyPatch, long_file: bytes) -> None:
    monkeypatch.setattr(child, "resource", None)
    child.hold_to(Limits())  # nothing to hold to, and nothing to fail
    code = (
        "import runpy, sys\n"
        "sys.modules['resource'] = None\n"
        "runpy.run_module('indicators.importing.uploads', run_name='__main__')"
    )
    start = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda command, **given: start([command[0], "-c", code, *command[5:]], **given)
    )
    assert isinstance(read_upload("a.csv", TIDY.encode()), UploadRead)
    assert "took longer than 1 seconds" in read_upload("slow.csv", long_file, limits=Limits(seconds=1)).message  # type: ignore[union-attr]


@pytest.fixture
def _busy() -> Iterator[None]:
    for _ in range(child.AT_ONCE):
        child._places.acquire()
    yield
    for _ in range(child.AT_ONCE):
        child._places.release()


@pytest.mark.usefixtures("_busy")
def test_a_server_that_reads_others_says_so() -> None:
    assert read_upload("a.csv", TIDY.encode(), limits=Limits(seconds=1)) == Refused(
        "a.csv", "“a.csv” was not read, because other files are being read. Try again in a minute."
    )


def test_several_at_once_wait_for_each_other() -> None:
    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(read_upload("a.csv", TIDY.encode()))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert all(isinstance(answer, UploadRead) for answer in answers)


def test_only_a_place_is_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    code = "import sys; sys.stderr.write('KeyError at figures.py:12'); sys.exit(1)"
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **given: start([command[0], "-c", code], **given))
    read_upload("a.csv", b"secret")
    assert [record.getMessage() for record in caplog.records] == [
        "the reader of uploads ended with 1: KeyError at figures.py:12"
    ]


def test_an_error_of_ours_is_told_by_its_place_alone() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, indicators.importing.uploads.__main__ as m\n"
            "def fail(*_): raise KeyError('private')\nm.read_file = fail\nsys.exit(m.main(sys.argv[1]))",
            '["a", null, {}]',
        ],
        cwd=child.ROOT,
        capture_output=True,
        text=True,
        input="secret",
    )
    assert done.returncode == child.Ending.FAILED
    assert done.stderr == "KeyError at <string>:2"


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"null", b"\xff", b'["row",1]', b'["sheets"]', b'["refused",1,2,3]', b"[1,2]"]
)
def test_lines_that_are_no_answer(line: bytes) -> None:
    with pytest.raises(NoAnswer):
        answer_from([line])


def test_rows_share_their_problem_again() -> None:
    answer = answer_to(b"ref,Nov 2016,Dec 2016\nA 1,1,2\n")
    again = answer_from(io.BytesIO("\n".join(lines_of(answer)).encode()))
    assert isinstance(again, UploadRead)
    assert again.refused[0].problems[0] is again.refused[1].problems[0]


def test_a_billion_laughs_and_a_zip_bomb_hurt_nobody() -> None:
    bomb = packed({"xl/worksheets/sheet1.xml": b" " * (300 * MEGABYTE)}, like=workbook(HEADER, ROW))
    started = time.monotonic()
    answer = read_upload("bomb.xlsx", bomb)
    assert answer == Refused(
        "bomb.xlsx", "“bomb.xlsx” unpacks to more than 200 MB; accepted: at most 200 MB, so the sheet of figures alone"
    )
    assert time.monotonic() - started < 20
