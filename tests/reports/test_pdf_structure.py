"""Every kind of PDF as it is read out, and a checker that must find what is wrong with one."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pikepdf import Array, Name, Object

from reports.cards import Block, Document, Grid, GridCell, GridGroup, Part, Run, Words
from reports.pdf import cleaned, render
from reports.pdf.cleaning import BREAK
from reports.pdf.preparing import UNTITLED
from tests.printed import render_once
from tests.reports import sample_documents
from tests.reports.odd_documents import ODD_DOCUMENTS
from tests.reports.pdf_structure import Reading, complaints, read

SITE = "https://performance.example.gov.uk"
SAMPLES = {
    "a paper": sample_documents.paper(),
    "a paper that is not for publication": sample_documents.restricted(),
    "a report card": sample_documents.live_card(),
    "nothing at all": replace(sample_documents.live_card(), title="", parts=()),
}


def reading(document: Document) -> Reading:
    return read(render_once(document, seconds=60, site=SITE))


def plain(text: str) -> str:
    """Without invisible break points, runs of spaces as one."""
    return " ".join(text.replace(BREAK, "").split())


def one_part(*blocks: Words | Grid, heading: str = "Part") -> Document:
    return replace(sample_documents.live_card(), parts=(Part("part", heading, blocks=blocks),))


def paragraph(text: str) -> Words:
    return Words(Block("paragraph", (Run(text),)))


@pytest.mark.parametrize("document", SAMPLES.values(), ids=SAMPLES)
def test_nobody_who_has_it_read_out_stumbles(document: Document) -> None:
    of = reading(document)
    assert complaints(of) == []
    assert of.language == "en-GB"
    assert of.title == plain(document.title or UNTITLED)


@pytest.mark.parametrize("document", SAMPLES.values(), ids=SAMPLES)
def test_bookmarks_and_headings_are_the_parts_of_the_document(document: Document) -> None:
    def levels(parts: tuple[Part, ...], level: int) -> list[tuple[int, str]]:
        found = []
        for part in parts:
            heading = cleaned(f"{part.number} {part.heading}")[0]
            found += [(min(level, 6), plain(heading)), *levels(part.parts, level + 1)]
        return found

    expected = [(1, plain(document.title or UNTITLED)), *levels(document.parts, 2)]
    of = reading(document)
    assert [(level, plain(title)) for level, title in of.bookmarks] == expected
    headings = [(level, plain(words)) for level, words in of.headings]
    if document.cover:
        assert headings.pop(1) == (2, "Contents")
    assert headings == expected


def test_every_word_of_a_paper_is_read_out_in_its_order() -> None:
    of = reading(sample_documents.paper())
    words = plain(of.words)
    places = [
        words.index(said)
        for said in (
            "Norfolk County Council",
            "Performance management report",
            "Date of meeting",
            "If you need this report",
            "Contents",
            "The committee asked for this report in",
            "Recruit ten more reablement workers",
            "This paper is late",
            "Note the overall position.",
            "Vital signs, January 2016 to January 2017",
            "Two vital signs need",
            "120.0% worse than the target of 1.5.",
            "Staying in hospital longer",
        )
    ]
    assert places == sorted(places)


def test_what_stands_on_every_page_is_read_out_with_none() -> None:
    paper = sample_documents.restricted()
    of = reading(paper)
    for number, artifact in enumerate(of.artifacts, 1):
        assert paper.standing in plain(artifact)
        assert plain(artifact).count(paper.marking) == 2, "above and below"
        assert f"Page {number} of {of.pages}" in plain(artifact)
        assert paper.council in plain(artifact)
    assert "Page 1 of" not in of.words


def test_pictures_tables_and_links_say_what_they_are() -> None:
    of = reading(sample_documents.paper())
    said = {figure.alternative for figure in of.root.all("Figure")}
    assert {"Red", "Amber", "Green", "Not rated"} <= said
    assert any(len(words) > 60 for words in said), "the chart in a sentence or two"
    wide = max(of.root.all("Table"), key=lambda table: len(table.all("TR")))
    rows = [row for row in wide.all("TR") if len(row.inner) == 14]
    assert len(rows) == 41
    assert {(cell.kind, cell.scope) for cell in rows[0].inner} == {("TH", "Column")}
    assert {(row.inner[0].kind, row.inner[0].scope) for row in rows[1:]} == {("TH", "Row")}
    assert {cell.kind for row in rows[1:] for cell in row.inner[1:]} == {"TD"}
    assert "https://example.org/strategy?a=1&b=2" in of.links
    assert f"{SITE}/indicators/a09/" in of.links
    assert any(link.startswith("Section, page") for link in of.links), "from one part to another"
    assert not any("javascript" in link for link in of.links)


def test_without_the_sites_address_its_pages_are_words_alone() -> None:
    of = read(render(sample_documents.live_card(), seconds=60))
    assert "Delayed transfers of care" in of.words
    assert of.links == ()


SIGNS = ("]", "*", "$", "\\", "#", "@a", "<a>", "= b", "~", "`", "//")


@pytest.mark.parametrize("text", [*sample_documents.NASTY, *SIGNS])
def test_what_is_markup_elsewhere_comes_out_as_typed(text: str) -> None:
    document = one_part(paragraph(f"Before {text} after"), heading=f"A {text}")
    words = plain(reading(document).words)
    printed = plain(cleaned(text)[0])
    assert plain(f"Before {printed} after") in words
    assert plain(f"A {printed}") in words


def test_a_group_of_no_rows_has_no_name_in_its_table() -> None:
    cell = GridCell("7")
    grid = Grid("Figures", ("June", "July"), (GridGroup("Nothing", ()), GridGroup("Delays", ((cell, cell),))))
    words = reading(one_part(grid)).words
    assert "Delays" in words
    assert "Nothing" not in words


# Each takes a fifth of a second: to make a failing one small would take minutes.
@pytest.mark.whatever_database
@settings(
    max_examples=20, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck)
)
@given(ODD_DOCUMENTS)
def test_any_document_can_be_printed(document: Document) -> None:
    of = read(render(document, seconds=60, site=SITE))
    assert [one for one in complaints(of) if "says nothing" not in one] == []


def test_lists_deeper_than_any_page_is_wide_still_say_all_their_words() -> None:
    block = Block("item", (Run("the deepest"),))
    for depth in range(300):
        block = Block("item", (Run(f"level {depth}"),), (Block("bullets", blocks=(block,)),))
    words = read(render(one_part(Words(Block("bullets", blocks=(block,)))), seconds=60)).words
    assert "the deepest" in words
    assert all(f"level {depth}" in words for depth in range(300))


def test_sixty_four_kilobytes_of_text_flow_over_many_pages() -> None:
    text = "Every word of a long report is printed and none is lost. " * 1150
    of = reading(one_part(paragraph(text)))
    assert of.pages > 10
    assert plain(of.words).count("none is lost") == 1150
    assert complaints(of) == []


# The checker itself


def broken(change: Callable[[pikepdf.Pdf], None]) -> list[str]:
    """What is found wrong with a sound paper after the change."""
    with pikepdf.open(io.BytesIO(render_once(sample_documents.live_card(), seconds=60, site=SITE))) as file:
        change(file)
        out = io.BytesIO()
        file.save(out)
    return complaints(read(out.getvalue()))


def elements(file: pikepdf.Pdf, kind: Name) -> list[Object]:
    return [of for of in file.objects if isinstance(of, pikepdf.Dictionary) and of.get(Name.S) == kind]


def without_any_heading_cell(file: pikepdf.Pdf) -> None:
    for cell in elements(file, Name.TH):
        cell[Name.S] = Name.TD


def without_headings_of_rows(file: pikepdf.Pdf) -> None:
    for cell in elements(file, Name.TH):
        if any(one.get(Name.Scope) == Name.Row for one in cell.get(Name.A, Array())):
            cell[Name.S] = Name.TD


def without_scope(file: pikepdf.Pdf) -> None:
    for cell in elements(file, Name.TH):
        for one in cell.get(Name.A, Array()):
            if Name.Scope in one:
                del one[Name.Scope]


def with_a_skipped_heading(file: pikepdf.Pdf) -> None:
    elements(file, Name.H2)[0][Name.S] = Name.H4


def without_alternatives(file: pikepdf.Pdf) -> None:
    for figure in elements(file, Name.Figure):
        del figure[Name.Alt]


def without_letters(file: pikepdf.Pdf) -> None:
    for of in file.objects:
        if isinstance(of, pikepdf.Dictionary) and Name.ToUnicode in of:
            del of[Name.ToUnicode]


def with_loose_words(file: pikepdf.Pdf) -> None:
    page = file.pages[0]
    font = next(iter(page.obj.Resources.Font.keys()))
    page.contents_add(f"BT {font} 9 Tf <00100011> Tj ET".encode())


def without_a_language(file: pikepdf.Pdf) -> None:
    del file.Root[Name.Lang]


def without_its_title(file: pikepdf.Pdf) -> None:
    file.Root.ViewerPreferences.DisplayDocTitle = False


def without_words_for_links(file: pikepdf.Pdf) -> None:
    for note in file.pages[0].obj.Annots:
        del note[Name.Contents]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (without_any_heading_cell, "columns without headings"),
        (without_headings_of_rows, "a row without a heading"),
        (without_scope, "columns without headings"),
        (with_a_skipped_heading, "comes after one of level 1"),
        (without_alternatives, "a picture says nothing"),
        (without_letters, "cannot be told"),
        (with_loose_words, "neither content nor artifact"),
        (without_a_language, "no language"),
        (without_its_title, "its title is not shown"),
        (without_words_for_links, "a link says nothing"),
    ],
)
def test_the_checker_finds_what_is_wrong(change: Callable[[pikepdf.Pdf], None], complaint: str) -> None:
    assert any(complaint in found for found in broken(change))
