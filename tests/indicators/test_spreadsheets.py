"""Text in files for spreadsheets: it starts no formula, breaks no row, fits a workbook, and is read back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.spreadsheets import FORMULA_STARTS, armed, cell_text, defused


@pytest.mark.parametrize("words", [f"{sign}x" for sign in FORMULA_STARTS])
def test_defused(words: str) -> None:
    assert defused(words) == f"'{words}".replace("\r", "\n")
    assert defused(f"x{words}") == f"x{words}".replace("\r", "\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_starts_a_formula(start: str) -> None:
    assert cell_text(f"{start}1+1").startswith("'")
    assert not cell_text(f"a{start}1").startswith("'")


def test_line_ends_are_one() -> None:
    assert defused("a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("", ""),
        ("\x00\x07\x1f\ufffe", ""),
        ("\x07=1+1", "'=1+1"),  # what a workbook drops may not hide what starts a formula
        ("bell\x07 and £ and 🐘", "bell and £ and 🐘"),
        ("\x0bx\r\ny", "x\ny"),
    ],
)
def test_characters_that_no_workbook_can_hold(words: str, written: str) -> None:
    assert cell_text(words) == written


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_what_was_defused_is_read_as_it_was(words: str) -> None:
    """But for an apostrophe that stood there already, which says of itself that what follows is text."""
    written = defused(words)
    assert armed(written) == words or words.startswith("'")
    assert armed(cell_text(words)) == words.translate({0xFFFE: None, 0xFFFF: None}) or words.startswith("'")
