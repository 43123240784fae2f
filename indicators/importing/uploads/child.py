"""Reading in a child process, so that no file can hurt the server: held to its limits and killed where it overstays.

The child holds itself to memory and processor time (`resource`, where the system has it); its parent holds it to the
clock everywhere. It is started with an empty environment, gets the file on standard input, and answers into a file that
cannot grow beyond what an answer may have.
"""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO, Final

from indicators.importing.problems import quoted
from indicators.importing.uploads.answers import Answer, Refused
from indicators.importing.uploads.kinds import shown_name
from indicators.importing.uploads.limits import MEGABYTE, Limits
from indicators.importing.uploads.wire import NoAnswer, answer_from

try:
    import resource
except ImportError:  # Windows: the clock alone
    resource = None  # type: ignore[assignment]

ROOT: Final = Path(__file__).resolve().parents[3]
ANSWER_BYTES: Final = 64 * MEGABYTE
AT_ONCE: Final = 2
"""So many children of one server process at a time: each may take its whole memory."""
LONGEST_SHEET: Final = 255
NOTHING_TAKEN: Final = "Nothing was taken from it"
SMALLER: Final = "accepted: a smaller file, such as the sheet of figures alone, saved as CSV UTF-8"

_PLACE: Final = re.compile(r"\w+ at [\w.<>]+:[0-9]+", re.ASCII)
_places: Final = threading.BoundedSemaphore(AT_ONCE)
_log: Final = logging.getLogger(__name__)


class Ending(IntEnum):
    """How the child ends where nothing ends it: its exit code."""

    ANSWERED = 0
    FAILED = 1
    OUT_OF_MEMORY = 3
    TOO_LONG = 4


def read_upload(name: str, data: bytes, *, sheet: str | None = None, limits: Limits | None = None) -> Answer:
    """What the file says, the question which sheet is meant, or why it cannot be read. Never raises for a file.

    `name` is the file's name as uploaded, used in messages alone: what it is, is told by its bytes. Waits at most twice
    `limits.seconds`: for a place among the children of this process, and for the child.
    """
    limits = limits or Limits()
    file = shown_name(name)
    if len(data) > limits.file_bytes:
        size = f"{len(data) / MEGABYTE:,.1f}"
        most = f"{limits.file_megabytes:,}"
        return Refused(file, f"{quoted(file)} has {size} MB; accepted: at most {most} MB")
    if not _places.acquire(timeout=limits.seconds):
        return Refused(file, f"{quoted(file)} was not read, because other files are being read. Try again in a minute.")
    try:
        return _ask_child(file, data, sheet, limits)
    finally:
        _places.release()


def _ask_child(file: str, data: bytes, sheet: str | None, limits: Limits) -> Answer:
    asked = sheet if sheet is None else sheet[:LONGEST_SHEET]  # an argument has its limit too
    argument = json.dumps([file, asked, asdict(limits)])
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as errors:
        given.write(data)
        given.seek(0)
        try:
            code = _run(argument, given, answer, errors, limits)
        except OSError as error:
            _log.error("the reader of uploads did not start: %s", error.strerror)
            return Refused(file, f"{quoted(file)} was not read: the server could not start reading. Try again later.")
        if code == Ending.ANSWERED:
            answer.seek(0)
            try:
                return answer_from(answer)
            except NoAnswer as problem:
                _log.error("the reader of uploads gave no answer: %s", problem)
                return Refused(file, _failed(file))
        errors.seek(0)
        detail = errors.read(200).decode(errors="replace")
        return Refused(file, _why(file, code, detail, limits))


def _run(argument: str, given: BinaryIO, answer: BinaryIO, errors: BinaryIO, limits: Limits) -> int | None:
    """The child's exit code; None where the clock ended it."""
    command = [sys.executable, "-X", "utf8", "-m", "indicators.importing.uploads", argument]
    system_root = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}  # Windows needs it
    process = subprocess.Popen(
        command, stdin=given, stdout=answer, stderr=errors, cwd=ROOT, env=system_root, start_new_session=True
    )
    try:
        return process.wait(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.returncode is None:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The child and whatever it may have started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _why(file: str, code: int | None, detail: str, limits: Limits) -> str:
    reading = f"Reading {quoted(file)}"
    if code is None:
        return f"{reading} took longer than {limits.seconds} seconds. {NOTHING_TAKEN}; {SMALLER}"
    if code == -getattr(signal, "SIGXCPU", 0):
        seconds = limits.processor_seconds
        return f"{reading} took more than {seconds} seconds of the processor. {NOTHING_TAKEN}; {SMALLER}"
    if code == Ending.OUT_OF_MEMORY:
        return f"{reading} needs more than {limits.memory_megabytes:,} MB of memory. {NOTHING_TAKEN}; {SMALLER}"
    if code == Ending.TOO_LONG:
        most = ANSWER_BYTES // MEGABYTE
        return f"The texts of {quoted(file)} come to more than {most} MB. {NOTHING_TAKEN}; {SMALLER}"
    # What was not written by `__main__` could hold words of the file, which no log may.
    _log.error("the reader of uploads ended with %s: %s", code, detail if _PLACE.fullmatch(detail) else "no detail")
    return _failed(file)


def _failed(file: str) -> str:
    return (
        f"Reading {quoted(file)} stopped unexpectedly. {NOTHING_TAKEN}; accepted: the same sheet saved anew as CSV "
        "UTF-8. If it happens again, show the file to whoever runs this site."
    )


def hold_to(limits: Limits) -> None:
    """Puts the limits on this process, as far as the system knows them."""
    if resource is None:
        return
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.processor_seconds),
        (resource.RLIMIT_FSIZE, ANSWER_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most + 1 if kind == resource.RLIMIT_CPU else most))
        except (ValueError, OSError):  # already held to less, or (macOS, memory) not held to any
            continue
