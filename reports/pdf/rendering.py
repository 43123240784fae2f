"""A document into PDF bytes, by a worker held to its limits: a compile cannot be interrupted from inside."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final

from reports.cards import Document
from reports.pdf.errors import PdfError, PdfTimeout
from reports.pdf.preparing import prepared
from reports.pdf.worker import Ending

ROOT: Final = Path(__file__).resolve().parents[2]
AT_ONCE: Final = 2
"""So many workers of one server process at a time: each may take its whole memory, and a processor."""

_places: Final = threading.BoundedSemaphore(AT_ONCE)
_log: Final = logging.getLogger(__name__)


def render(document: Document, *, seconds: int, site: str = "", megabytes: int) -> bytes:
    """The document as PDF: see `reports.pdf.render`."""
    return rendered(given_to_worker(document, seconds=seconds, site=site, megabytes=megabytes), seconds=seconds)


def given_to_worker(document: Document, *, seconds: int, site: str = "", megabytes: int) -> bytes:
    """The JSON that the worker reads: the document prepared for print, and its limits."""
    given = {
        "document": prepared(document, site=site),
        "made_at": int(document.made_at.timestamp()),
        "megabytes": megabytes,
        "seconds": seconds,
    }
    return json.dumps(given).encode()


def rendered(given: bytes, *, seconds: int) -> bytes:
    """What the worker makes of the prepared JSON. Raises as `render` does."""
    if not _places.acquire(timeout=seconds):
        raise PdfTimeout("Other PDFs are being made. Try again in a minute.")
    try:
        code, answer = _run(given, seconds)
    finally:
        _places.release()
    if code == Ending.SET:
        return answer
    if code == Ending.NOT_SET:
        told: dict[str, Any] = json.loads(answer)
        raise PdfError(told["words"], told["part_key"], told["sentence"])
    if code in (Ending.OUT_OF_MEMORY, -signal.SIGABRT):  # Typst gives up where it gets no more
        raise PdfTimeout("This PDF needs more memory than it may have. Make it of fewer parts.")
    if code in (None, -getattr(signal, "SIGXCPU", 0)):
        raise PdfTimeout(f"This PDF takes longer than {seconds} seconds. Make it of fewer parts, or try again later.")
    _log.error("the maker of PDFs ended with %s", code)
    raise PdfError("This PDF could not be made.")


def _run(given: bytes, seconds: int) -> tuple[int | None, bytes]:
    """How the worker ended, None where the clock ended it, and what it answered. Its complaints are dropped: they hold
    words of the document, which no log may."""
    command = [sys.executable, "-X", "utf8", "-m", "reports.pdf.worker"]
    system_root = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}  # Windows needs it
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=system_root,
        start_new_session=True,
    )
    try:
        answer, _ = process.communicate(given, timeout=seconds)
        return process.returncode, answer
    except subprocess.TimeoutExpired:
        return None, b""
    finally:
        if process.returncode is None:
            process.kill()
            process.communicate()
