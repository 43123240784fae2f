"""The parts of an .xlsx file: a zip archive of XML (ECMA-376). Opened one by one, within limits, as streams.

They are read with the parser that Python brings rather than with openpyxl, which writes our workbooks: decision 11 says
why, with what was measured. No part of a workbook may hold a document type definition (ECMA-376 part 2), so one that
does is refused at its first byte, before an entity could grow.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, Final, TypeAlias
from xml.parsers import expat

from indicators.importing.problems import quoted
from indicators.importing.uploads.answers import Unreadable
from indicators.importing.uploads.kinds import ACCEPTED
from indicators.importing.uploads.limits import Limits

CHUNK: Final = 64 * 1024
_OUT_OF_MEMORY: Final = 1
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_OTHERS: Final = (
    ("word/", "a Word document"),
    ("ppt/", "a presentation"),
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("content.xml", "an OpenDocument file"),
    ("Index/", "a document of Numbers or Pages"),
)

Start: TypeAlias = Callable[[str, Mapping[str, str]], None]
End: TypeAlias = Callable[[str], None]
Text: TypeAlias = Callable[[str], None]


class Parts:
    """The archive. Every method raises `Unreadable` where it is damaged, encrypted or larger than the limits allow."""

    def __init__(self, file: str, data: BinaryIO, limits: Limits) -> None:
        self.file = file
        self._limits = limits
        self._left = limits.unzipped_bytes
        self._counted: set[str] = set()
        try:
            self._archive = zipfile.ZipFile(data)
            self.names = frozenset(self._archive.namelist())
        except _BROKEN as error:
            raise self._damaged() from error

    def main(self) -> str:
        """The name of the part that is the workbook. Raises `Unreadable` for any other archive, saying what it is."""
        for start, what in _OTHERS:
            if any(name.startswith(start) for name in self.names):
                raise Unreadable(f"{quoted(self.file)} is {what}, whatever its name says; {ACCEPTED}")
        for kind, name in self.related("").values():
            if kind == "officeDocument" and name in self.names:
                return name
        raise Unreadable(f"{quoted(self.file)} is a zip archive without a workbook in it; {ACCEPTED}")

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of a part."""
        info = self._archive.getinfo(name)
        if info.flag_bits & 1:
            raise Unreadable(f"{quoted(self.file)} is protected with a password; {ACCEPTED} without one")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._damaged(name)
        if name not in self._counted:
            self._counted.add(name)
            self._left -= info.file_size  # zipfile unpacks no more of a part than its directory says
        if self._left < 0:
            most = self._limits.unzipped_megabytes
            raise Unreadable(
                f"{quoted(self.file)} unpacks to more than {most:,} MB; accepted: at most {most:,} MB, so the sheet of "
                "figures alone"
            )
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(CHUNK):
                    yield chunk
        except _BROKEN as error:
            raise self._damaged(name) from error

    def parse(self, name: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
        """Calls back for each element of the part, by its name without prefix, and for text."""
        for _ in self.parsing(name, start, end, text):
            pass

    def parsing(self, name: str, start: Start, end: End | None = None, text: Text | None = None) -> Iterator[None]:
        """The same, a piece of the part at a time."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_definitions
        parser.CharacterDataHandler = text

        def root(tag: str, given: Mapping[str, str]) -> None:
            """The elements that count bear the root's prefix, mostly none; others belong to extensions."""
            prefix = tag.rpartition(":")[0] and tag.rpartition(":")[0] + ":"
            if prefix:
                parser.StartElementHandler = lambda tag, given: start(tag.removeprefix(prefix), given)
                parser.EndElementHandler = end and (lambda tag: end(tag.removeprefix(prefix)))
            else:
                parser.StartElementHandler, parser.EndElementHandler = start, end

        parser.StartElementHandler = root
        try:
            for chunk in self.chunks(name):
                parser.Parse(chunk, False)
                yield
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            if error.code == _OUT_OF_MEMORY:
                raise MemoryError from error
            raise self._damaged(name) from error
        yield

    def related(self, name: str) -> Mapping[str, tuple[str, str]]:
        """What a part refers to: by identifier, the kind (the last word of its type) and the other part's name."""
        folder, own = posixpath.split(name)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, given: Mapping[str, str]) -> None:
            if tag == "Relationship" and given.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, given.get("Target", ""))).lstrip("/")
                found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], target)

        relations = posixpath.join(folder, "_rels", f"{own}.rels")
        if relations in self.names:
            self.parse(relations, start)
        return found

    def damaged(self, name: str) -> Unreadable:
        """To be raised where a part says what cannot be."""
        return self._damaged(name)

    def _damaged(self, name: str = "") -> Unreadable:
        where = f" (in its part {quoted(name)})" if name else ""
        return Unreadable(
            f"{quoted(self.file)} is a damaged workbook{where}; accepted: the workbook opened and saved anew, or CSV"
        )

    def _refuse_definitions(self, *_: object) -> None:
        raise Unreadable(
            f"{quoted(self.file)} holds XML that defines entities, which no spreadsheet program writes; {ACCEPTED}"
        )
