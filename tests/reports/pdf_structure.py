"""What a tagged PDF promises to those who have it read out, read back from its structure tree, and what breaks it.

Validators look at the same tree, but pass a table without headings of rows; `complaints` does not. Sources: PDF/UA-1
(ISO 14289-1) clauses 7.1 to 7.21, PDF/A-2 (ISO 19005-2), and the Matterhorn Protocol for what a machine can tell.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from tests.reports.pdf_text import ARTIFACT, UNMARKED, PageText, page_text, said_in

HEADING = re.compile(r"/H([1-6])")


@dataclass(frozen=True)
class Element:
    """One element of the structure: what it is ("TH"), its words, with its attributes and the elements within."""

    kind: str
    words: str
    alternative: str
    scope: str
    columns: int
    inner: tuple[Element, ...]

    def walk(self) -> Iterator[Element]:
        yield self
        for one in self.inner:
            yield from one.walk()

    def all(self, *kinds: str) -> list[Element]:
        return [one for one in self.walk() if one.kind in kinds]


@dataclass(frozen=True)
class Reading:
    """A file as it is read out."""

    language: str
    title: str
    shows_title: bool
    tagged: bool
    metadata: str
    root: Element
    bookmarks: tuple[tuple[int, str], ...]
    links: tuple[str, ...]
    """What is said of each link."""
    loose_fonts: tuple[str, ...]
    """Fonts that are not in the file, or whose letters nobody can tell."""
    artifacts: tuple[str, ...]
    """What is on each page beside its content."""
    unmarked: str
    pages: int
    said: str

    @property
    def headings(self) -> list[tuple[int, str]]:
        found = [(HEADING.fullmatch(f"/{one.kind}"), one.words) for one in self.root.walk()]
        return [(int(match[1]), words) for match, words in found if match]

    @property
    def words(self) -> str:
        return self.root.words


def read(pdf: bytes) -> Reading:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        texts = [page_text(page.obj) for page in file.pages]
        by_page = {page.obj.objgen: text for page, text in zip(file.pages, texts, strict=True)}
        root = file.Root
        with file.open_outline() as outline:
            bookmarks = tuple(_bookmarks(outline.root, 1))
        return Reading(
            language=str(root.get(Name.Lang, "")),
            title=str(file.docinfo.get(Name.Title, "")),
            shows_title=bool(root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle, False)),
            tagged=bool(root.get(Name.MarkInfo, Dictionary()).get(Name.Marked, False)),
            metadata=root.Metadata.read_bytes().decode() if Name.Metadata in root else "",
            root=_element(root.StructTreeRoot, by_page, None),
            bookmarks=bookmarks,
            links=tuple(
                str(note.get(Name.Contents, ""))
                for page in file.pages
                for note in page.obj.get(Name.Annots, Array())
                if note.get(Name.Subtype) == Name.Link
            ),
            loose_fonts=tuple(_loose_fonts(file, texts)),
            artifacts=tuple(text.words.get(ARTIFACT, "") for text in texts),
            unmarked="".join(text.words.get(UNMARKED, "") for text in texts),
            pages=len(texts),
            said=said_in(file),
        )


def _element(of: Object, texts: dict[tuple[int, int], PageText], page: Object | None) -> Element:
    page = of.get(Name.Pg, page)
    words, inner = [], []
    kids = of.get(Name.K, Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            words.append(texts[page.objgen].words.get(kid, ""))
        elif Name.MCID in kid:
            words.append(texts[kid.get(Name.Pg, page).objgen].words.get(int(kid.MCID), ""))
        elif Name.S in kid:
            inner.append(_element(kid, texts, page))
            words.append(inner[-1].words)
    table = next((one for one in _attributes(of) if one.get(Name.O) == Name.Table), Dictionary())
    return Element(
        kind=str(of.get(Name.S, "/Root")).removeprefix("/"),
        words="".join(words),
        alternative=str(of.get(Name.Alt, "")),
        scope=str(table.get(Name.Scope, "")).removeprefix("/"),
        columns=int(table.get(Name.ColSpan, 1)),
        inner=tuple(inner),
    )


def _attributes(of: Object) -> list[Object]:
    found = of.get(Name.A, Array())
    return list(found) if isinstance(found, Array) else [found]


def _bookmarks(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, item.title
        yield from _bookmarks(item.children, level + 1)


def _loose_fonts(file: pikepdf.Pdf, texts: list[PageText]) -> Iterator[str]:
    for text in texts:
        yield from text.unreadable_fonts
    for of in file.objects:
        describes = isinstance(of, Dictionary) and of.get(Name.Type) == Name.FontDescriptor
        if describes and not any(name in of for name in (Name.FontFile, Name.FontFile2, Name.FontFile3)):
            yield str(of.get(Name.FontName))


def complaints(of: Reading) -> list[str]:
    """Everything about the file that somebody who has it read out would miss or stumble over."""
    return [
        *_about_the_file(of),
        *_about_headings(of),
        *(f"a picture says nothing: {one.words!r}" for one in of.root.all("Figure") if not one.alternative.strip()),
        *(complaint for table in of.root.all("Table") for complaint in _about_a_table(table)),
        *("a link says nothing" for said in of.links if not said.strip()),
    ]


def _about_the_file(of: Reading) -> Iterator[str]:
    if not of.language:
        yield "no language"
    if not of.title or not of.shows_title:
        yield "its title is not shown"
    if not of.tagged:
        yield "not tagged"
    for name, value in (("pdfuaid:part", "1"), ("pdfaid:part", "2"), ("pdfaid:conformance", "A")):
        if not re.search(rf'<{name}>{value}</{name}>|{name}="{value}"', of.metadata):
            yield f"{name} is not {value}"
    for font in of.loose_fonts:
        yield f"letters of {font} cannot be told"
    if of.unmarked.strip():
        yield f"neither content nor artifact: {of.unmarked!r}"


def _about_headings(of: Reading) -> Iterator[str]:
    last = 0
    for level, words in of.headings:
        if level > last + 1:
            yield f"heading {words!r} of level {level} comes after one of level {last}"
        if not words.strip():
            yield "a heading says nothing"
        last = level
    if last == 0:
        yield "no heading"


def _about_a_table(table: Element) -> Iterator[str]:
    rows = table.all("TR")
    head = [row for group in table.inner if group.kind == "THead" for row in group.all("TR")] or rows[:1]
    if not head or any((cell.kind, cell.scope) != ("TH", "Column") for cell in head[0].inner):
        yield f"columns without headings: {table.words[:60]!r}"
        return
    width = len(head[0].inner)
    for row in rows:
        if sum(cell.columns for cell in row.inner) != width:
            yield f"a row of another width: {row.words[:60]!r}"
        first = row.inner[0]
        heads_columns = all((cell.kind, cell.scope) == ("TH", "Column") for cell in row.inner)
        if not heads_columns and (first.kind, first.scope) != ("TH", "Row"):
            yield f"a row without a heading: {row.words[:60]!r}"
