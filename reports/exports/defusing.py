"""Text that a spreadsheet would take for a formula, made harmless."""

from __future__ import annotations

from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(words: str) -> str:
    """The words with an apostrophe before a sign that starts a formula in a spreadsheet (OWASP, CSV injection).

    For text only: a number keeps its minus sign and stays a number. Lines end with LF: a lone CR would end a CSV row.
    """
    one_line_end = words.replace("\r\n", "\n").replace("\r", "\n") if "\r" in words else words
    return f"'{one_line_end}" if words.startswith(FORMULA_STARTS) else one_line_end
