"""The process that sets one document: prepared JSON on standard input, the PDF on standard output.

    .venv/bin/python -m reports.pdf.worker < prepared.json > paper.pdf

It knows nothing of the site, imports neither Django nor pandas, and holds itself to its memory and processor time.
Where a document cannot be set, it finds the sentence that is the cause by setting its parts apart.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

from reports.pdf.typeface import ITALIC, UPRIGHT, folder

try:
    import resource
except ImportError:  # Windows: the clock alone
    resource = None  # type: ignore[assignment]

Json = dict[str, Any]

TEMPLATES: Final = Path(__file__).parent / "templates"
STANDARDS: Final = ("ua-1", "a-2a")
MEGABYTE: Final = 1024 * 1024

_SENTENCES: Final = re.compile(r"(?<=[.!?:;])\s+")


class Ending(IntEnum):
    """How the worker ends where nothing ends it: its exit code."""

    SET = 0
    FAILED = 1
    OUT_OF_MEMORY = 3
    NOT_SET = 4


def main() -> int:
    given = json.load(sys.stdin)
    _limit(given["megabytes"], given["seconds"])
    try:
        with tempfile.TemporaryDirectory() as fonts:
            # A folder of just these faces: the package has each twice, and which is found first is the disk's affair.
            for name in (*UPRIGHT, *ITALIC):
                shutil.copy(folder() / name, fonts)
            ending, answer = _answer(given["document"], given["made_at"], fonts)
    except MemoryError:
        return Ending.OUT_OF_MEMORY
    sys.stdout.buffer.write(answer)
    return ending


def _answer(document: Json, made_at: int, fonts: str) -> tuple[Ending, bytes]:
    from typst import TypstError

    # The other library is read while Typst sets: together they take no longer than Typst alone.
    reading = threading.Thread(target=__import__, args=("reports.pdf.row_headings",))
    reading.start()
    compiler = Compiler(made_at, fonts)
    try:
        pdf = compiler.pdf(document)
    except TypstError as error:
        return Ending.NOT_SET, json.dumps(culprit(compiler, document, error.message)).encode()
    finally:
        reading.join()
    from reports.pdf.row_headings import with_row_headings

    return Ending.SET, with_row_headings(pdf)


class Compiler:
    """Typst with our templates and typeface. `made_at` is the time that its files carry, in seconds since 1970."""

    def __init__(self, made_at: int, fonts: str) -> None:
        import typst

        found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
        self._typst = typst.Compiler(TEMPLATES / "document.typ", root=TEMPLATES, font_paths=found)
        self._made_at = made_at

    def pdf(self, document: Json) -> bytes:
        """Raises `TypstError`."""
        made = self._typst.compile(
            format="pdf",
            pdf_standards=list(STANDARDS),
            timestamp=self._made_at,
            sys_inputs={"document": json.dumps(document)},
        )
        assert isinstance(made, bytes)  # without a file to write into
        return made

    def sets(self, document: Json) -> bool:
        from typst import TypstError

        try:
            self.pdf(document)
        except TypstError:
            return False
        return True


def culprit(compiler: Compiler, document: Json, message: str) -> Json:
    """Which part cannot be set, and which sentence of it; empty where it is none alone."""
    for sheet in document["sheets"]:
        for part in sheet["parts"]:
            if compiler.sets(_only(document, part)):
                continue
            sentence = next((one for one in _sentences(part) if not compiler.sets(_saying(document, one))), "")
            what = f"“{sentence}” in" if sentence else "Something in"
            return {
                "words": f"{what} “{part['heading']}” cannot be printed ({message}).",
                "part_key": part["key"],
                "sentence": sentence,
            }
    around = _sentences({name: of for name, of in document.items() if name != "sheets"})
    sentence = next((one for one in around if not compiler.sets(_saying(document, one))), "")
    what = f"“{sentence}”" if sentence else "This document"
    return {"words": f"{what} cannot be printed ({message}).", "part_key": "", "sentence": sentence}


def _only(document: Json, part: Json) -> Json:
    """A document of that part alone, with nothing around it, and without its links: where they lead is not there."""
    sheet = {"landscape": False, "size": None, "parts": [_unlinked(part) | {"level": 2}]}
    nothing = dict.fromkeys(("short_title", "council", "committee", "standing", "marking", "summary", "offering"), "")
    return document | nothing | {"cover": [], "title": "Part", "subject": "Part", "sheets": [sheet]}


def _saying(document: Json, sentence: str) -> Json:
    said = {"text": sentence, "strong": False, "emphasis": False, "href": None}
    block = {"kind": "words", "number": "", "block": {"kind": "paragraph", "runs": [said], "blocks": []}}
    return _only(document, {"label": "part-0", "key": "", "number": "", "heading": "Part", "blocks": [block]})


def _unlinked(of: Any) -> Any:
    if isinstance(of, dict):
        return {name: None if name == "href" else _unlinked(inner) for name, inner in of.items()}
    return [_unlinked(inner) for inner in of] if isinstance(of, list) else of


def _sentences(of: Any) -> Iterator[str]:
    """Every sentence of a part, wherever it stands in it."""
    if isinstance(of, str):
        yield from filter(None, _SENTENCES.split(of))
    else:
        for inner in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
            yield from _sentences(inner)


def _limit(megabytes: int, seconds: int) -> None:
    """Holds this process to its limits, as far as the system knows them."""
    if resource is None:
        return
    for kind, most in (
        (resource.RLIMIT_AS, megabytes * MEGABYTE),
        (resource.RLIMIT_CPU, 2 * seconds),  # two processors may be at it
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most + 1 if kind == resource.RLIMIT_CPU else most))
        except (ValueError, OSError):  # already held to less, or (macOS, memory) not held to any
            continue


if __name__ == "__main__":
    sys.exit(main())
