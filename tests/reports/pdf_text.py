"""What a PDF says: the words of its pages by the marks they stand under, read through its fonts' own tables of letters.

A file for people who have it read out must say all its words so: what cannot be read here cannot be read out either.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

ARTIFACT = "artifact"
UNMARKED = "unmarked"
Mark = int | str
"""The number under which words stand for the structure, or what else they are."""


@dataclass
class PageText:
    """The words of one page in the order of drawing, by their mark."""

    words: dict[Mark, str] = field(default_factory=lambda: defaultdict(str))
    unreadable_fonts: set[str] = field(default_factory=set)


def page_text(page: Object) -> PageText:
    """Everything written on a page, pictures in it too."""
    found = PageText()
    _read(page, page.get(Name.Resources, Dictionary()), found, [])
    return found


def _read(content: Object, resources: Object, found: PageText, outer: list[Mark]) -> None:
    marks: list[Mark | None] = list(outer)
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(content):
        name = str(operator)
        if name in ("BDC", "BMC"):
            marks.append(_mark(operands))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            font = resources.Font[operands[0]]
            letters = letters_of(font)
            if not letters:
                found.unreadable_fonts.add(str(font.get(Name.BaseFont)))
        elif name in ("Tj", "TJ", "'", '"'):
            inner = next((mark for mark in reversed(marks) if mark is not None), UNMARKED)
            found.words[inner] += "".join(_shown(operands[-1], letters))
        elif name == "Do":
            drawn = resources.XObject[operands[0]]
            if drawn.get(Name.Subtype) == Name.Form:
                _read(drawn, drawn.get(Name.Resources, resources), found, [mark for mark in marks if mark is not None])


def _mark(operands: list[Object]) -> Mark | None:
    """The number of marked content, or that it is an artifact; None for a mark that says neither."""
    if operands[0] == Name.Artifact:
        return ARTIFACT
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, Dictionary) and Name.MCID in properties:
        return int(properties[Name.MCID])
    return None


def _shown(of: Object, letters: dict[int, str]) -> Iterator[str]:
    pieces = list(of) if isinstance(of, Array) else [of]
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            pairs = (codes[at] << 8 | codes[at + 1] for at in range(0, len(codes) - 1, 2))
            yield from (letters.get(pair, "") for pair in pairs)


_known: dict[bytes, dict[int, str]] = {}


def letters_of(font: Object) -> dict[int, str]:
    """Which letters a font's codes stand for, by its ToUnicode table; none without one."""
    table = font.get(Name.ToUnicode)
    if not isinstance(table, Stream):
        return {}
    text = table.read_bytes()
    if text not in _known:
        _known[text] = dict(_letters(text.decode("latin-1")))
    return _known[text]


def _letters(table: str) -> Iterator[tuple[int, str]]:
    for section in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", section):
            yield int(code, 16), _utf_16(letters)
    for section in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", section):
            start = _utf_16(letters)
            for step in range(int(last, 16) - int(first, 16) + 1):
                yield int(first, 16) + step, start[:-1] + chr(ord(start[-1]) + step)


def _utf_16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")


def said_in(file: pikepdf.Pdf) -> str:
    """Everything a file says anywhere: its pages, its structure, its bookmarks, its links, its properties."""
    pages = [text for page in file.pages for text in page_text(page.obj).words.values()]
    strings = [str(of) for of in _strings(file)]
    metadata = file.Root.Metadata.read_bytes().decode() if Name.Metadata in file.Root else ""
    return "\n".join((*pages, *strings, metadata))


def _strings(file: pikepdf.Pdf) -> Iterator[Object]:
    for of in file.objects:
        waiting = [of]
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.String):
                yield one
            elif isinstance(one, Array):
                waiting += [inner for inner in one if not getattr(inner, "is_indirect", False)]
            elif isinstance(one, Dictionary | Stream):
                waiting += [inner for _, inner in one.items() if not getattr(inner, "is_indirect", False)]
