"""Actions as rows and as the Markdown table in which they are stored: nothing is lost either way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.admin.action_rows import ActionRow, rows_of, table_of
from reports.markdown import blocks

TABLE = (
    "| Action | Who | By when | State |\n| --- | --- | --- | --- |\n"
    "| Train staff | Head of care | March 2017 | Under way |\n| Hire | Director |  |  |"
)
WORDS = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30).map(
    lambda text: " ".join(text.split())
)


def test_a_table_is_rows() -> None:
    assert rows_of(TABLE) == (
        ActionRow("Train staff", "Head of care", "March 2017", "Under way"),
        ActionRow("Hire", "Director", "", ""),
    )
    assert table_of(rows_of(TABLE) or ()) == TABLE
    assert rows_of(TABLE.replace("| --- |", "|:---:|").replace("Action |", "ACTION |")) == rows_of(TABLE)


def test_no_text_is_no_rows_and_empty_rows_are_no_text() -> None:
    assert rows_of("") == rows_of(" \n ") == ()
    assert table_of([ActionRow(), ActionRow()]) == ""
    assert table_of([ActionRow(), ActionRow("Hire")]).count("\n") == 2


@pytest.mark.parametrize(
    "text",
    [
        "* Train staff\n* Hire",
        "Nothing is to be done.",
        TABLE + "\n\nAnd more.",
        "Before:\n\n" + TABLE,
        TABLE.replace("By when", "When"),
        TABLE.replace("| Hire | Director |  |  |", "| Hire | Director |"),
        TABLE.replace("| Hire | Director |  |  |", "Hire | Director | | "),
        TABLE.splitlines()[0],
        TABLE.replace("| --- | --- | --- | --- |", "| Train | us | now | too |"),
        "|",
        TABLE.replace("Under way |", "Under way \\|"),
    ],
)
def test_anything_else_stays_the_text_it_is(text: str) -> None:
    assert rows_of(text) is None


@given(st.lists(st.builds(ActionRow, WORDS, WORDS, WORDS, WORDS), max_size=5))
def test_rows_come_back_from_their_table(rows: list[ActionRow]) -> None:
    written = [row for row in rows if not row.is_empty]
    assert rows_of(table_of(rows)) == tuple(written)


@given(st.lists(st.builds(ActionRow, *[st.text("ab|\\ ", max_size=8).map(str.strip)] * 4), min_size=1, max_size=3))
def test_every_row_is_drawn_as_four_cells(rows: list[ActionRow]) -> None:
    """Signs that mean something in a table stay in their cell."""
    text = table_of(rows)
    if text:
        (table,) = blocks(text)
        assert {len(row.blocks) for row in table.blocks} == {4}


@given(st.text("|-: \n\\aActionWhoBywhenState", max_size=200))
def test_no_text_raises(text: str) -> None:
    rows = rows_of(text)
    assert rows is None or rows_of(table_of(rows)) is not None
