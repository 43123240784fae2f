"""Text as the typeface can print it: composed, without control characters, with a stand-in where there is no sign.

One letter without a sign would stop the whole export, because a file that says it is accessible may hold none. So what
cannot be printed is replaced here, before, and named, so that the author can be told when the text is saved.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from reports.pdf.typeface import upright

STAND_IN: Final = "?"
ALIKE: Final = {
    "\N{BLACK CIRCLE}": "•",
    "\N{WHITE CIRCLE}": "•",
    "\N{WHITE BULLET}": "•",
    "\N{BLACK STAR}": "*",
    "\N{WHITE STAR}": "*",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{FIGURE DASH}": "–",
    "\N{HORIZONTAL BAR}": "—",
    "\N{HEAVY CHECK MARK}": "✓",
}
"""Signs that stand for others without a change of meaning."""
BREAK: Final = "\N{ZERO WIDTH SPACE}"
LONG: Final = 22
"""A word of more letters may be broken: anywhere after `STRETCH` letters, or after a sign that parts an address."""
STRETCH: Final = 11

_LONG_WORD: Final = re.compile(rf"[^\s{BREAK}]{{{LONG + 1},}}")
_PARTS: Final = re.compile(rf"[^/\-_.,;:@?&=+]{{1,{STRETCH}}}[/\-_.,;:@?&=+]*|[/\-_.,;:@?&=+]{{1,{STRETCH}}}")
_PLAIN: Final = re.compile(r"[\n -~£–’‘“”…•½€]*")


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it is printed, and the characters of it that were replaced because the typeface has no sign for them,
    each once, in the order of reading. Invisible ones that only steer (direction, joining) are dropped unnamed."""
    if _PLAIN.fullmatch(text):
        return text, ()
    composed = unicodedata.normalize("NFC", text)
    replaced: dict[str, None] = {}
    printed = []
    for letter in composed:
        words, said = _printed(letter)
        printed.append(words)
        if said:
            replaced[letter] = None
    return "".join(printed), tuple(replaced)


def breakable(text: str) -> str:
    """The text with invisible break points in words too long for a line or a narrow column."""
    return _LONG_WORD.sub(lambda found: BREAK.join(_pieces(found[0])), text) if len(text) > LONG else text


def _pieces(word: str) -> Iterator[str]:
    return (found[0] for found in _PARTS.finditer(word))


@lru_cache(maxsize=4096)
def _printed(letter: str) -> tuple[str, bool]:
    """What is printed for one character, and whether that must be said."""
    if letter == "\n":
        return letter, False
    kind = unicodedata.category(letter)
    if kind == "Cc" or kind.startswith("Z"):
        return ("\N{NO-BREAK SPACE}" if letter in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}" else " "), False
    if kind == "Cf":
        return "", False
    if ord(letter) in upright():
        return letter, False
    alike = ALIKE.get(letter) or unicodedata.normalize("NFKC", letter)
    if all(ord(sign) in upright() for sign in alike):
        return alike, True
    return STAND_IN, True
