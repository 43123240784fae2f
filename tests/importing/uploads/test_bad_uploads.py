"""Each file of `fixtures/bad/uploads` is odd in one way; all that is said of it is compared to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.importing.uploads import Refused, UploadRead
from tests.importing.uploads.bad_uploads import BAD_UPLOADS
from tests.importing.uploads.uploaded import answer_to

FILES = Path(__file__).resolve().parents[3] / "fixtures" / "bad" / "uploads"


@pytest.mark.parametrize("name", BAD_UPLOADS)
def test_everything_about_a_file_is_said(name: str) -> None:
    answer = answer_to((FILES / name).read_bytes(), name)
    if isinstance(answer, Refused):
        assert (answer.message,) == BAD_UPLOADS[name]
    else:
        assert isinstance(answer, UploadRead)
        assert (*map(str, answer.problems), *answer.notices) == BAD_UPLOADS[name]
        assert answer.figures or answer.refused


def test_every_file_is_listed() -> None:
    assert {path.name for path in FILES.iterdir()} == set(BAD_UPLOADS)


def test_no_message_runs_over_a_line() -> None:
    assert not [line for lines in BAD_UPLOADS.values() for line in lines if "\n" in line]
