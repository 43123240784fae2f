"""The process that makes PDFs: the same bytes each time, its limits, and what it says of a document it cannot set."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from asc_dashboard.settings import BASE_DIR
from reports.cards import Block, Document, Part, Run, Words
from reports.pdf import PdfError, PdfTimeout, preparing, render, rendering
from reports.pdf.worker import Ending
from tests.reports import sample_documents


def given(document: Document, **limits: int) -> bytes:
    """What the worker gets for a document."""
    whole = {"document": preparing.prepared(document), "made_at": 1_487_599_530, "megabytes": 512, "seconds": 60}
    return json.dumps(whole | limits).encode()


def worker(prepared: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, *options, "-m", "reports.pdf.worker"]
    return subprocess.run(command, input=prepared, capture_output=True, cwd=BASE_DIR, timeout=120, check=False)


def with_words(*texts: str) -> Document:
    parts = tuple(
        Part(f"part-{at}", f"Heading {at}", blocks=(Words(Block("paragraph", (Run(text),))),))
        for at, text in enumerate(texts)
    )
    return replace(sample_documents.live_card(), parts=parts)


def test_the_same_document_gives_the_same_bytes_in_every_process() -> None:
    made = {hashlib.sha256(worker(given(sample_documents.paper())).stdout).hexdigest() for _ in range(2)}
    assert len(made) == 1
    assert hashlib.sha256(render(sample_documents.live_card(), seconds=60)).digest() == (
        hashlib.sha256(render(sample_documents.live_card(), seconds=60)).digest()
    )


def test_the_time_a_file_carries_is_the_documents() -> None:
    made = render(sample_documents.live_card(), seconds=60)
    other = replace(sample_documents.live_card(), made_at=sample_documents.MADE_AT.replace(year=2018))
    assert render(other, seconds=60) != made


def test_it_reads_neither_django_nor_data_frames() -> None:
    done = worker(given(sample_documents.live_card()), "-X", "importtime")
    assert done.returncode == Ending.SET
    read = {line.rpartition(b"|")[2].strip().decode().partition(".")[0] for line in done.stderr.splitlines()}
    assert {"typst", "pikepdf", "reports"} <= read
    assert read & {"django", "pandas", "numpy", "plotly", "indicators"} == set()


def test_four_at_once_are_as_they_are_alone() -> None:
    documents = [sample_documents.live_card(), sample_documents.short()] * 2
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda of: render(of, seconds=60), documents))
    assert made == [render(of, seconds=60) for of in documents]
    assert all(pdf.startswith(b"%PDF-") for pdf in made)


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_run", _after_its_time)
    with pytest.raises(PdfTimeout, match="longer than 5 seconds"):
        render(sample_documents.live_card(), seconds=5)


def _after_its_time(prepared: bytes, seconds: int) -> tuple[int | None, bytes]:
    return None, b""


def test_the_clock_ends_a_worker_that_goes_on() -> None:
    endless = given(with_words("Words. " * 1_000_000), megabytes=8192)
    with pytest.raises(PdfTimeout, match="longer than 1 seconds"):
        rendering.rendered(endless, seconds=1)


def test_who_waits_longer_than_the_time_is_told_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def acquire(self, timeout: float) -> bool:
            return False

    monkeypatch.setattr(rendering, "_places", Full())
    with pytest.raises(PdfTimeout, match="Try again in a minute"):
        render(sample_documents.live_card(), seconds=1)


def test_what_needs_too_much_memory_is_refused() -> None:
    with pytest.raises(PdfTimeout, match="more memory than it may have"):
        render(with_words("Words. " * 1_000_000), seconds=60, megabytes=256)


@pytest.fixture
def uncleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words go to the worker as typed, as if the cleaner had overlooked a letter."""
    monkeypatch.setattr(preparing, "cleaned", lambda text: (text, ()))


@pytest.mark.usefixtures("uncleaned")
def test_an_author_is_told_which_sentence_of_which_part_cannot_be_printed() -> None:
    document = with_words("All is well.", "The first is fine. The second has a \N{SNOWMAN} in it. So is the third.")
    with pytest.raises(PdfError) as refused:
        render(document, seconds=60)
    assert refused.value.part_key == "part-1"
    assert refused.value.sentence == "The second has a \N{SNOWMAN} in it."
    assert "“The second has a \N{SNOWMAN} in it.” in “Heading 1” cannot be printed" in refused.value.words


@pytest.mark.usefixtures("uncleaned")
def test_it_is_found_in_a_table_behind_links_too() -> None:
    with pytest.raises(PdfError) as refused:
        render(_with_a_snowman_in_the_exceptions(), seconds=60)
    assert refused.value.part_key == "exceptions"
    assert refused.value.sentence == "Met \N{SNOWMAN}"


def _with_a_snowman_in_the_exceptions() -> Document:
    part = sample_documents.exceptions()
    grid = next(block for block in part.blocks if hasattr(block, "columns"))
    changed: Any = replace(grid, key=("Met \N{SNOWMAN}",))
    blocks = tuple(changed if block is grid else block for block in part.blocks)
    card = sample_documents.report_card()
    return replace(sample_documents.live_card(), parts=(replace(part, blocks=blocks), card))


@pytest.mark.usefixtures("uncleaned")
def test_what_is_wrong_outside_the_parts_is_said_of_the_document() -> None:
    with pytest.raises(PdfError) as refused:
        render(replace(sample_documents.live_card(), standing="Made by a \N{SNOWMAN}"), seconds=60)
    assert (refused.value.part_key, refused.value.sentence) == ("", "Made by a \N{SNOWMAN}")
    assert "cannot be printed" in refused.value.words
