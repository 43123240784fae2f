"""What of a text is printed, and what an author is told of the rest."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.pdf import cleaned
from reports.pdf.cleaning import BREAK, LONG, breakable
from reports.pdf.typeface import italic, upright, widths
from tests.reports.sample_documents import LONG_WORD, MARKUP

CASES = (
    # typed, printed, told
    ("Plain words, 3.1% – and “quotes”.", "Plain words, 3.1% – and “quotes”.", ()),
    ("Ŵylfa ŷ", "Ŵylfa ŷ", ()),
    ("w\N{COMBINING CIRCUMFLEX ACCENT}r", "ŵr", ()),  # composed
    ("a\x07b\tc\x00", "a b c ", ()),  # control characters part words
    ("one\ntwo", "one\ntwo", ()),
    ("1\N{NARROW NO-BREAK SPACE}000", "1\N{NO-BREAK SPACE}000", ()),
    ("a\N{ZERO WIDTH SPACE}b\N{SOFT HYPHEN}c\N{RIGHT-TO-LEFT MARK}d", "abcd", ()),  # they only steer
    ("● ★ one\N{NON-BREAKING HYPHEN}two", "• * one-two", ("●", "★", "\N{NON-BREAKING HYPHEN}")),
    ("5 \N{SQUARE KG}", "5 kg", ("\N{SQUARE KG}",)),
    ("5 \N{OLD PERSONAL COMPUTER} and שלל", "5 ? and ???", ("\N{OLD PERSONAL COMPUTER}", "ש", "ל")),
    ("\ud800", "?", ("\ud800",)),  # half a letter, as broken files have it
    (MARKUP, MARKUP, ()),
)


@pytest.mark.parametrize(("typed", "printed", "told"), CASES)
def test_what_is_printed_and_what_is_told(typed: str, printed: str, told: tuple[str, ...]) -> None:
    assert cleaned(typed) == (printed, told)


@given(st.text())
def test_whatever_is_typed_has_a_sign_and_is_clean_ever_after(text: str) -> None:
    printed, told = cleaned(text)
    assert all(ord(letter) in upright() or letter == "\n" for letter in printed)
    assert cleaned(printed) == (printed, ())
    assert len(set(told)) == len(told)
    assert set(told) <= set(unicodedata.normalize("NFC", text))


def test_the_faces_have_what_papers_need() -> None:
    for letters in ("ŴŵŶŷẀẁỲỳÂâÊêÎîÔôÛû", "▲–—…‘’“”£€½×≤−→", "abcXYZ0123456789", " \N{NO-BREAK SPACE}"):
        assert {ord(letter) for letter in letters} <= upright() & italic()
    assert ord("Ω") in upright() - italic(), "or there would be no letter that stands upright among italic ones"
    assert ord("★") not in upright()
    assert set(widths()) >= upright()
    assert widths()[ord("i")] < widths()[ord("m")]


def test_long_words_may_be_broken_and_others_not() -> None:
    assert breakable("everyday words and 1,234,567 figures") == "everyday words and 1,234,567 figures"
    parts = breakable(LONG_WORD).split(BREAK)
    assert "".join(parts) == LONG_WORD
    assert max(map(len, parts)) <= LONG
    address = "https://performance.example.gov.uk/indicators/a09/2017-01/"
    assert "indicators/" in breakable(address).split(BREAK)


@given(st.text(alphabet="ab/.-_ \n", max_size=200))
def test_breaking_adds_nothing_else(text: str) -> None:
    broken = breakable(text)
    assert broken.replace(BREAK, "") == text
    assert all(len(part) <= LONG for part in broken.replace("\n", " ").replace(BREAK, " ").split(" "))
