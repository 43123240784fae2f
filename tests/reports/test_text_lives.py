"""Two texts word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.admin.text_lives import Piece, changed_words

TEXTS = st.text("ab |\n.é", max_size=60)


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("It rose.", "It rose.", [("same", "It rose.")]),
        ("It rose", "It fell", [("same", "It "), ("out", "rose"), ("in", "fell")]),
        ("", "New", [("in", "New")]),
        ("Old", "", [("out", "Old")]),
        ("| a | b |", "| a | c |", [("same", "| a | "), ("out", "b"), ("in", "c"), ("same", " |")]),
        ("", "", []),
    ],
)
def test_words_that_stayed_went_and_came(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert changed_words(old, new) == tuple(Piece(*one) for one in pieces)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    pieces = changed_words(old, new)
    assert "".join(one.text for one in pieces if one.kind != "in") == old
    assert "".join(one.text for one in pieces if one.kind != "out") == new
