"""Text that a spreadsheet would take for a formula: made harmless in every file we write, and read back as it was.

Beneath the two rooms that may not know each other and must agree here: what uploads and lists of the admin write, and
what reports export. What XML cannot hold is told here too, for the same reason.
"""

from __future__ import annotations

import re
from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def defused(words: str) -> str:
    """The words with an apostrophe before a sign that starts a formula in a spreadsheet (OWASP, CSV injection).

    For text only: a number keeps its minus sign and stays a number. Lines end with LF: a lone CR would end a CSV row.
    """
    one_line_end = words.replace("\r\n", "\n").replace("\r", "\n") if "\r" in words else words
    return f"'{one_line_end}" if words.startswith(FORMULA_STARTS) else one_line_end


def cell_text(words: str) -> str:
    """Defused, and without the characters that the cells of a workbook, being XML, cannot hold."""
    return defused(fit_for_xml(words))


def fit_for_xml(words: str) -> str:
    """Without the characters that no XML can hold: workbooks, Word copies and feeds are made of it."""
    return _NOT_IN_XML.sub("", words)


def armed(words: str) -> str:
    """What `defused` was given: the apostrophe stands for "this is text", in files of spreadsheets too."""
    return words[1:] if words.startswith("'") and words[1:2] in FORMULA_STARTS else words
