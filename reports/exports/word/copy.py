"""The whole copy: cover, contents, parts in their order, and what stands on every page."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document as new_file
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from indicators.spreadsheets import fit_for_xml
from reports.cards import Document, Part
from reports.exports.word.blocks import Blocks
from reports.exports.word.inline import Inline
from reports.exports.word.looks import DEEPEST, dress
from reports.exports.word.nodes import Node, bookmark, field, linked, manner, paragraph, run
from reports.exports.word.tables import LANDSCAPE, PORTRAIT

SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
MARGIN: Final = Mm(20)
LISTED_DEPTH: Final = 2
"""The list of contents goes so deep, once Word has renewed it."""
LONGEST_PROPERTY: Final = 255
"""In letters: what a file may say of itself."""
NOT_NEEDED: Final = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""What comes along with an empty file of python-docx: the ends of its relationships' names."""


def written(document: Document, site: str) -> bytes:
    """The bytes of the file."""
    file = new_file()
    dress(file, colour=document.colour, language=document.language)
    _describe(file, document)
    copy = _Copy(file, document, site)
    copy.write()
    content = io.BytesIO()
    file.save(content)
    return _at_one_time(content.getvalue(), document.made_at)


class _Copy:
    """One file on its way: where its body ends, and which way the page lies there."""

    def __init__(self, file: Any, document: Document, site: str) -> None:
        self._file = file
        self._document = document
        self._places = _places(document)
        self._inline = Inline(file, {key: name for key, (_, name) in self._places.items()}, site)
        self._blocks = Blocks(file, self._inline)
        self._end = file.element.body[-1]  # the last section, before which everything stands
        self._lies = document.landscape

    def write(self) -> None:
        """Everything, from the first page to the last."""
        document = self._document
        self._lay(self._file.sections[0])
        self._every_page(self._file.sections[0])
        first_page = bool(document.cover)
        self._put(self._cover() if first_page else self._opening())
        for part in document.parts:
            self._write(part, 1, document.landscape, new_page=first_page)
            first_page = False
        if document.offering and not document.cover:
            self._put([paragraph("Normal", run(document.offering))])

    def _put(self, nodes: Any) -> None:
        for one in nodes:
            self._end.addprevious(one)

    def _cover(self) -> Iterator[Node]:
        document = self._document
        yield from self._opening()
        yield from self._blocks.facts(document.cover)
        if document.offering:
            yield paragraph("Notice", run(document.offering))
        yield paragraph("TOCHeading", run("Contents"), new_page=True)
        yield from self._contents()

    def _opening(self) -> Iterator[Node]:
        document = self._document
        yield paragraph("Subtitle", run(document.council))
        yield paragraph("Subtitle", run(document.committee))
        yield paragraph("Title", run(document.title))
        if document.marking:
            yield paragraph("StrongNotice", run(document.marking))
        yield paragraph("Normal", run(document.standing))
        if document.summary:
            yield paragraph("Normal", run(document.summary, *manner(bold=True)))

    def _contents(self) -> Iterator[Node]:
        """A table of contents that Word can renew with page numbers, and that leads to the parts before it has."""
        begin, instruction, middle, _, end = field(f'TOC \\o "1-{LISTED_DEPTH}" \\h \\z \\u', "")
        entries = [
            paragraph(f"TOC{depth}", linked(run(_named(part)), anchor=self._places[part.key][1]))
            for whole, inner in self._document.contents()
            for part, depth in ((whole, 1), *((one, LISTED_DEPTH) for one in inner))
        ]
        if entries:
            for one in (middle, instruction, begin):
                entries[0].insert(1, one)
            entries[-1].append(end)
        yield from entries

    def _write(self, part: Part, depth: int, lies: bool, *, new_page: bool = False) -> None:
        """A part and the parts within it, on a page that lies on its side where it asks for that."""
        lies = lies or part.landscape
        if lies != self._lies:
            self._turn(lies)
            new_page = False
        else:
            new_page = new_page or part.new_page
        number, name = self._places[part.key]
        heading = run(_named(part))
        style = f"Heading{min(depth, DEEPEST)}"
        self._put([paragraph(style, *bookmark(number, name, heading), new_page=new_page)])
        for block in part.blocks:
            self._put(self._blocks.of(block, LANDSCAPE if lies else PORTRAIT))
        for inner in part.parts:
            self._write(inner, depth + 1, lies)

    def _turn(self, lies: bool) -> None:
        """Ends a section: what comes stands on a new page that lies the other way."""
        self._lay(self._file.add_section(WD_SECTION.NEW_PAGE), lies)
        self._lies = lies
        ended = self._end.getprevious()
        before = ended.getprevious()
        if before is not None and before.tag == ended.tag:
            # The section's end may stand in its last paragraph: an empty one more could be a page more.
            before.get_or_add_pPr().append(ended.pPr[-1])
            ended.getparent().remove(ended)

    def _lay(self, section: Any, lies: bool | None = None) -> None:
        lies = self._lies if lies is None else lies
        section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (LONG_SIDE, SHORT_SIDE) if lies else (SHORT_SIDE, LONG_SIDE)
        section.left_margin = section.right_margin = Mm(15) if lies else MARGIN
        section.top_margin = section.bottom_margin = Mm(27)

    def _every_page(self, section: Any) -> None:
        document = self._document
        top, bottom = section.header._element, section.footer._element
        for element in (top, bottom):
            element.remove(element[0])  # the empty paragraph that each comes with
        if document.marking:
            top.append(paragraph("Header", run(document.marking, *manner(bold=True))))
        top.append(paragraph("Header", run(" · ".join(filter(None, (document.council, document.title))))))
        bottom.append(paragraph("Footer", run(document.standing)))
        page = (run("Page "), *field("PAGE", "1"), run(" of "), *field("NUMPAGES", "1"))
        bottom.append(paragraph("Footer", *page))


def _named(part: Part) -> str:
    return " ".join(filter(None, (part.number, part.heading)))


def _places(document: Document) -> dict[str, tuple[int, str]]:
    """The bookmark of each part: its number and its name, in letters and digits and of 40 at most, as Word asks."""
    keys = dict.fromkeys(part.key for part in document.walk())
    return {key: (number, f"part_{number}_{re.sub('[^0-9A-Za-z]', '_', key)}"[:40]) for number, key in enumerate(keys)}


def _describe(file: Any, document: Document) -> None:
    """What the file says of itself."""
    said = file.core_properties
    said.author = said.last_modified_by = fit_for_xml(document.council)[:LONGEST_PROPERTY]
    said.title = fit_for_xml(document.title)[:LONGEST_PROPERTY]
    said.subject = fit_for_xml(document.subject)[:LONGEST_PROPERTY]
    said.identifier = fit_for_xml(document.source)[:LONGEST_PROPERTY]
    said.language = document.language
    said.comments = fit_for_xml(document.standing)[:LONGEST_PROPERTY]
    made = document.made_at
    said.created = said.modified = (made.astimezone(UTC) if made.tzinfo else made).replace(tzinfo=None)
    package = file.part.package
    for owner in (package, file.part):
        for name, relation in list(owner.rels.items()):
            if relation.reltype.endswith(NOT_NEEDED):
                del owner.rels[name]


def _at_one_time(content: bytes, made_at: datetime) -> bytes:
    """The same archive with every file in it as of that time, not of the clock."""
    made = made_at.timetuple()[:6]
    year = min(max(made[0], 1980), 2107)  # what an archive can say
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, (year, *made[1:])), old.read(entry), zipfile.ZIP_DEFLATED)
    return again.getvalue()
