"""Report-card texts: parts by heading, and what the names of folder and file mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.domain import periods
from indicators.importing import report_cards
from indicators.importing.report_cards import card_place
from tests.importing.folders import COMMITTEES, INDICATORS, said, written

FULL = """## Why is this important?

People keep **control** of their lives.

Second paragraph, with a [link](https://example.org).

## what explains CURRENT performance? ##
- reviews were late
  - two teams were short

## What will success look like?
## Action required

| Action | Who | By when | State |
| ------ | --- | ------- | ----- |
| Clear the backlog | Head of reviews | March 2017 | begun |
"""


def card(folder: Path, text: str | bytes, place: str = "a01/2016-12.md") -> list[str]:
    return said(
        written(folder, {"committees.csv": COMMITTEES, "indicators.csv": INDICATORS, f"report_cards/{place}": text})
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_parts_by_heading(tmp_path: Path, end: str) -> None:
    text = ("\ufeff" + FULL).replace("\n", end)
    folder = written(
        tmp_path,
        {"committees.csv": COMMITTEES, "indicators.csv": INDICATORS, "report_cards/a01/2016-12.md": text},
    )
    assert said(folder) == []
    (row,) = folder.report_cards
    assert (row.address, row.period, row.row) == ("a01", periods.month(2016, 12), 1)
    assert row.given == {"why", "performance", "success", "action"}
    assert row.why == (
        "People keep **control** of their lives.\n\nSecond paragraph, with a [link](https://example.org)."
    )
    assert row.performance == "- reviews were late\n  - two teams were short"
    assert row.success == ""
    assert row.action.startswith("| Action | Who")


def test_a_heading_that_is_absent_says_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path, {"report_cards/a01/2016-12.md": "## Action required\n\nNone.\n"})
    assert folder.report_cards[0].given == {"action"}
    assert folder.report_cards[0].why == ""


@pytest.mark.parametrize("line", ["# Why is this important?", "### A detail", "## Why is this important", "##  "])
def test_other_headings_are_refused(tmp_path: Path, line: str) -> None:
    lines = card(tmp_path, f"## Action required\n\nx\n\n{line}\n")
    assert len(lines) == 1
    assert lines[0].startswith("report_cards/a01/2016-12.md, line 5: ")


@pytest.mark.parametrize("line", ["##Why is this important?", "#1 priority", "a ## b", "    ## indented far"])
def test_what_is_no_heading_stays_text(tmp_path: Path, line: str) -> None:
    assert card(tmp_path, f"## Action required\n\n{line}\n") == []


def test_control_characters_are_refused_by_line(tmp_path: Path) -> None:
    assert card(tmp_path, "## Action required\n\nClear\x00 it\twith care\n") == [
        "report_cards/a01/2016-12.md, line 3: the line holds the control character U+0000; accepted: plain text"
    ]


def test_a_text_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_cards, "LARGEST_CARD", 20)
    assert card(tmp_path, "## Action required\n\nx\n") == [
        "report_cards/a01/2016-12.md: the text has 22 bytes; accepted: at most 20"
    ]


@pytest.mark.parametrize(
    ("folder", "file", "accepted"),
    [
        ("a01", "2017-01.md", True),
        ("2a-1", "2017-01.md", True),
        ("A01", "2017-01.md", False),
        ("a--1", "2017-01.md", False),
        ("-a", "2017-01.md", False),
        ("..", "2017-01.md", False),
        ("a01", "2017-01", False),
        ("a01", "2017-1.md", False),
        ("a01", "fy2016-17.md", False),
        ("a01", "2016-17-q3.md", False),
        ("a01", "2016-13.md", False),
        ("a01", "\u0662\u0660\u0661\u0667-01.md", False),
        ("a01", ".md", False),
    ],
)
def test_what_the_two_names_mean(folder: str, file: str, accepted: bool) -> None:
    found = card_place(folder, file)
    assert isinstance(found, tuple) is accepted
    if not accepted:
        assert "accepted: " in str(found)
