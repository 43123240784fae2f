"""The typeface of the PDFs: which files of its package are used, and which characters every one of them has.

It comes from a package (`requirements.txt`), so that every machine sets the same lines. Fonts of the system are never
used: a page would differ from machine to machine.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

FAMILY: Final = "Source Sans Pro"
UPRIGHT: Final = ("SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf")
ITALIC: Final = ("SourceSansPro-It.otf", "SourceSansPro-SemiboldIt.otf")
"""Of each, the plain face and the one for what is strong."""


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where the package keeps its files."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("The typeface of the PDFs is not installed: pip install -r requirements.txt")
    return Path(spec.origin).parent / "files"


@lru_cache(maxsize=1)
def upright() -> frozenset[int]:
    """The code points that both upright faces have a sign for."""
    return _in_all(UPRIGHT)


@lru_cache(maxsize=1)
def italic() -> frozenset[int]:
    """The code points that every face has: Greek and Cyrillic letters are not among them."""
    return _in_all(ITALIC) & upright()


def _in_all(names: tuple[str, ...]) -> frozenset[int]:
    return frozenset.intersection(
        *(frozenset(code for code, _ in _mapped((folder() / name).read_bytes())) for name in names)
    )


def _mapped(font: bytes) -> Iterator[tuple[int, int]]:
    """The code points of a font's `cmap` table with their glyphs (OpenType specification, formats 4 and 12)."""
    start = _tables(font)[b"cmap"]
    (count,) = struct.unpack_from(">H", font, start + 2)
    for at in range(count):
        (offset,) = struct.unpack_from(">I", font, start + 4 + 8 * at + 4)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        if kind == 4:
            yield from _format_4(font, start + offset)
        elif kind == 12:
            yield from _format_12(font, start + offset)


def _tables(font: bytes) -> dict[bytes, int]:
    """Where each table of a font begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    found = (struct.unpack_from(">4sIII", font, 12 + 16 * at) for at in range(count))
    return {tag: offset for tag, _, offset, _ in found}


def _format_4(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Ranges of the first 65,536 code points. A range may hold places that lead to no glyph."""
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    count = doubled // 2
    numbers = f">{count}H"
    ends = struct.unpack_from(numbers, font, start + 14)
    begins = struct.unpack_from(numbers, font, start + 16 + doubled)
    deltas = struct.unpack_from(numbers, font, start + 16 + 2 * doubled)
    places = start + 16 + 3 * doubled
    offsets = struct.unpack_from(numbers, font, places)
    for at, (begin, end, delta, offset) in enumerate(zip(begins, ends, deltas, offsets, strict=True)):
        for code in range(begin, end + 1):
            if offset == 0:
                glyph = (code + delta) % 0x10000
            else:
                (found,) = struct.unpack_from(">H", font, places + 2 * at + offset + 2 * (code - begin))
                glyph = (found + delta) % 0x10000 if found else 0
            if glyph and code != 0xFFFF:
                yield code, glyph


def _format_12(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", font, start + 12)
    for at in range(count):
        begin, end, glyph = struct.unpack_from(">III", font, start + 16 + 12 * at)
        yield from ((code, glyph + code - begin) for code in range(begin, end + 1) if glyph + code - begin)


@lru_cache(maxsize=1)
def widths() -> dict[int, float]:
    """How wide each character of the regular face is, in parts of the letters' size."""
    font = (folder() / UPRIGHT[0]).read_bytes()
    tables = _tables(font)
    (units,) = struct.unpack_from(">H", font, tables[b"head"] + 18)
    (count,) = struct.unpack_from(">H", font, tables[b"hhea"] + 34)
    advances = struct.unpack_from(">" + "Hh" * count, font, tables[b"hmtx"])[::2]
    return {code: advances[min(glyph, count - 1)] / units for code, glyph in _mapped(font)}
