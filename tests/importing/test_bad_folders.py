"""Each folder of `fixtures/bad` is wrong in one way; all that is said of it is compared to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.importing.checks import check, in_order
from indicators.importing.folder import read_folder
from indicators.importing.known import Known
from tests.importing.bad_folders import BAD_FOLDERS, ONLY_WARNED

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "bad"


@pytest.mark.parametrize("name", BAD_FOLDERS)
def test_everything_wrong_with_a_folder_is_said(name: str) -> None:
    folder = read_folder(FIXTURES / name)
    problems = in_order([*folder.problems, *check(folder, Known())])
    assert tuple(str(problem) for problem in problems) == BAD_FOLDERS[name]
    assert {problem.is_error for problem in problems} == {name not in ONLY_WARNED}


def test_every_folder_is_listed() -> None:
    others = {"uploads"}  # single files, for tests/importing/uploads
    assert {path.name for path in FIXTURES.iterdir()} - others == set(BAD_FOLDERS)


def test_no_message_runs_over_a_line() -> None:
    assert not [line for lines in BAD_FOLDERS.values() for line in lines if "\n" in line]


@pytest.mark.parametrize("name", sorted(ONLY_WARNED))
def test_what_is_only_odd_is_kept_as_given(name: str) -> None:
    folder = read_folder(FIXTURES / name)
    rows = (*folder.schemes, *folder.targets, *folder.figures, *folder.report_cards)
    assert rows, "a warning leaves the rows in"
    assert not folder.part_rows
