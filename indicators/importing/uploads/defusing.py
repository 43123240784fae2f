"""Text that a spreadsheet would take for a formula: made harmless where we write it, and read back as it was."""

from __future__ import annotations

import re
from typing import Final

from indicators.importing.values import ValueProblem, parse_value

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def defused(words: str) -> str:
    """The words with an apostrophe before a sign that starts a formula in a spreadsheet (OWASP, CSV injection), with
    plain line ends, and without the characters that a workbook, being XML, cannot hold."""
    plain_ends = _NOT_IN_XML.sub("", words).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{plain_ends}" if plain_ends.startswith(FORMULA_STARTS) else plain_ends


def defused_number(words: str) -> str:
    """What stands in a column of numbers: a number keeps its sign, anything else is text."""
    try:
        parse_value(words)
    except ValueProblem:
        return defused(words)
    return words


def armed(words: str) -> str:
    """What `defused` was given: the apostrophe stands for "this is text", in files of spreadsheets too."""
    return words[1:] if words.startswith("'") and words[1:2] in FORMULA_STARTS else words
