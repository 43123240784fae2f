"""The columns that are read are those that the public data format lists, and the same ones are required."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indicators.importing.report_cards import HEADINGS
from indicators.importing.sheets import SHEETS, Sheet

FORMAT = Path(__file__).resolve().parents[2] / "docs" / "data-format.md"
ROW = re.compile(r"^\| `(?P<file>[\w/.]+)` \| (?P<columns>.*) \|$", re.MULTILINE)
IN_BRACKETS = re.compile(r"\([^)]*\)")


def documented() -> dict[str, str]:
    """What the format's table says of each file."""
    return {found["file"]: found["columns"] for found in ROW.finditer(FORMAT.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.file for sheet in SHEETS])
def test_columns_are_the_documented_ones(sheet: Sheet) -> None:
    cells = IN_BRACKETS.sub("", documented()[sheet.file]).partition(":")[0].split(",")
    columns = [cell.strip() for cell in cells]
    assert [column.strip("*") for column in columns] == [column.name for column in sheet.columns]
    assert {column.strip("*") for column in columns if column.startswith("**")} == set(sheet.required)


def test_headings_are_the_documented_ones() -> None:
    (cards,) = [text for file, text in documented().items() if file.startswith("report_cards")]
    assert [heading for heading in HEADINGS.values() if heading not in cards] == []
