"""The Word copy, read back: what a template restyles is real, what is passed on says what it is, nothing is lost."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import example, given, settings

from asc_dashboard.settings import BASE_DIR
from indicators.spreadsheets import fit_for_xml
from reports.cards import Document, Fact, Facts, GridCell, Part, Words
from reports.exports import document_docx
from reports.exports.word.inline import SIGNS
from tests.reports import sample_documents
from tests.reports.odd_documents import ODD_DOCUMENTS
from tests.reports.printed_words import printed_words
from tests.reports.sample_documents import LONG_WORD, MARKUP, NASTY, RIGHT_TO_LEFT, items, paragraph
from tests.reports.sample_figures import BADGES

SITE = "https://performance.example.gov.uk"


@pytest.fixture(scope="module")
def content() -> bytes:
    return document_docx(sample_documents.paper(), site=SITE)


@pytest.fixture
def copy(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def opened(document: Document, **given: str) -> Any:
    return docx.Document(io.BytesIO(document_docx(document, **given)))


def one_part(*blocks: Any, **changed: Any) -> Document:
    """A document of one part with these blocks."""
    return replace(sample_documents.live_card(), parts=(Part("part", "Part", blocks=blocks),), **changed)


def of_style(copy: Any, *names: str) -> list[str]:
    return [one.text for one in copy.paragraphs if one.style.name in names]


def text_of(node: Any) -> str:
    return "".join(text.text for text in node.iter(qn("w:t")))


def links(copy: Any) -> dict[str, str]:
    """Where the words of each link lead: an address, or the name of a bookmark."""
    found = {}
    for link in copy.element.body.iter(qn("w:hyperlink")):
        related = link.get(qn("r:id"))
        found[text_of(link)] = copy.part.rels[related].target_ref if related else link.get(qn("w:anchor"))
    return found


def table(copy: Any, caption: str) -> Any:
    named = copy.element.body.xpath(f'.//w:tbl[w:tblPr/w:tblCaption[@w:val="{caption}"]]')
    return next(one for one in copy.tables if one._tbl is named[0])


def headings(document: Document) -> list[tuple[int, str]]:
    def deep(parts: tuple[Part, ...], depth: int) -> list[tuple[int, str]]:
        return [
            pair
            for part in parts
            for pair in [(depth, f"{part.number} {part.heading}".strip()), *deep(part.parts, depth + 1)]
        ]

    return deep(document.parts, 1)


class TestStructure:
    def test_every_part_has_a_real_heading_of_its_level(self, copy: Any) -> None:
        found = [
            (int(one.style.name[-1]), one.text) for one in copy.paragraphs if one.style.name.startswith("Heading ")
        ]
        assert found == headings(sample_documents.paper())
        assert of_style(copy, "Title") == ["Performance management report"]

    def test_paragraph_numbers_are_those_of_the_paper(self, copy: Any) -> None:
        numbered = [text.split("\t")[0] for text in of_style(copy, "Numbered Paragraph")]
        assert numbered[:4] == ["1.1", "1.2", "1.3", "2.1.1"]
        assert "4.1\tTwo vital signs need the committee’s attention." in of_style(copy, "Numbered Paragraph")

    def test_lists_are_lists_and_each_numbered_one_counts_from_one(self, copy: Any) -> None:
        bullets = [one for one in copy.paragraphs if one.style.name == "List Bullet"]
        assert bullets[0].text == "More people leave hospital on time"
        numbers = [one for one in copy.paragraphs if one.style.name == "List Number"]
        places = {}
        for one in numbers:
            properties = one._p.pPr.numPr
            places.setdefault(properties.numId.val, []).append((properties.ilvl.val, one.text))
        assert list(places.values()) == [
            [(1, "at weekends"), (1, "at night")],
            [(0, "First look at the dashboard."), (0, "Then read the report cards.")],
        ]
        lists = copy.part.numbering_part.element
        for listed, (depth, _) in zip(places, [(1, ""), (0, "")], strict=True):
            restart = lists.xpath(f'w:num[@w:numId="{listed}"]/w:lvlOverride[@w:ilvl="{depth}"]/w:startOverride')
            assert [one.get(qn("w:val")) for one in restart] == ["1"]

    def test_an_item_may_hold_paragraphs(self) -> None:
        inner = paragraph("First words"), paragraph("and more")
        copy = opened(
            one_part(Words(replace(items("bullets", "x"), blocks=(replace(paragraph(), kind="item", blocks=inner),))))
        )
        assert of_style(copy, "List Bullet", "List Continue") == ["First words", "and more"]

    def test_emphasis_is_kept(self, copy: Any) -> None:
        first = next(one for one in copy.paragraphs if one.text.startswith("1.1"))
        assert [run.text for run in first.runs if run.italic] == ["September 2016"]
        strong = opened(one_part(Words(paragraph("a", sample_documents.Run("b", strong=True)))))
        assert [run.text for one in strong.paragraphs for run in one.runs if run.bold] == ["b"]

    @pytest.mark.parametrize("depth", [9, 12])
    def test_parts_deeper_than_word_has_headings_keep_the_last(self, depth: int) -> None:
        part = Part("p", "Deepest")
        for _ in range(depth - 1):
            part = Part("p", "Above", parts=(part,))
        assert of_style(opened(replace(sample_documents.live_card(), parts=(part,))), "Heading 9")[-1] == "Deepest"


class TestTables:
    def test_the_first_row_is_repeated_and_the_first_column_heads_the_rows(self, copy: Any) -> None:
        assert len(copy.tables) == 8
        for one in copy.tables:
            assert one.style.name == "Paper Table"
            look = one._tbl.tblPr.find(qn("w:tblLook"))
            assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
            repeated = [
                row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None for row in one._tbl.tr_lst
            ]
            assert repeated == [True, *[False] * (len(repeated) - 1)]
            assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in one._tbl.tr_lst)

    def test_the_wide_one_has_every_row_group_and_month(self, copy: Any) -> None:
        wide = table(copy, "Vital signs, January 2016 to January 2017")
        assert [cell.text for cell in wide.rows[0].cells][:3] == ["Vital sign", "Jan 16", "Feb 16"]
        assert len(wide.columns) == 14
        assert len(wide.rows) == 1 + 40 + 2  # two of the three groups have a name
        assert {cell.text for cell in wide.rows[1].cells} == {"Delays"}
        assert [cell.text for cell in wide.rows[2].cells][1:4] == ["3.1\n▲ Red", "1.6\n● Amber", "1.4\n★ Green"]
        assert "Vital signs, January 2016 to January 2017" in of_style(copy, "Caption")
        assert "▲ Red: 5% or more worse than its target" in of_style(copy, "Small Cell")
        assert "p: provisional" in of_style(copy, "Small Cell")

    def test_a_rating_is_never_colour_alone(self, copy: Any) -> None:
        for badge in BADGES.values():
            shown = opened(one_part(Facts((Fact("Rated", "", badge),))))
            assert of_style(shown, "Fact") == [f"Rated\t{SIGNS[badge.shape]} {badge.word}"]
        said = [row.cells[1].text for row in table(copy, "A09 Delayed transfers of care: figures").rows]
        assert said[1] == "1.4  ★ Green"
        assert said[-1] == "3.3p  ● Amber"
        assert said[8] == "Cannot be reported"

    def test_a_cell_that_is_its_rating_says_it_once(self) -> None:
        grid = replace(sample_documents.wide_grid(1), columns=("a", "b"))
        rows = (((GridCell("A09"), GridCell("Amber", BADGES["amber"])),),)
        groups = (replace(grid.groups[0], name="", rows=rows[0]),)
        copy = opened(one_part(replace(grid, groups=groups)))
        assert copy.tables[0].rows[1].cells[1].text == "● Amber"

    def test_columns_have_room_for_what_stands_in_them(self, copy: Any) -> None:
        names, latest, target, why = (one.width.mm for one in table(copy, "The exceptions and their reasons").columns)
        assert why > names > latest
        assert target >= 15
        wide = [one.width.mm for one in table(copy, "Vital signs, January 2016 to January 2017").columns]
        assert len(set(wide[1:])) == 1
        for one in copy.tables:
            assert sum(column.width.mm for column in one.columns) <= 267.1

    def test_what_a_person_wrote_as_a_table_is_one(self, copy: Any) -> None:
        written = copy.tables[0]
        assert [cell.text for cell in written.rows[0].cells] == ["Action", "Who", "By when", "State"]
        assert [cell.text for cell in written.rows[2].cells][3] == "Not begun"


class TestPictures:
    def test_each_has_its_alternative_text(self, copy: Any) -> None:
        said = [(one.get("title"), one.get("descr")) for one in copy.element.body.iter(qn("wp:docPr"))]
        assert said[0] == (
            "A09 Delayed transfers of care",
            "Delayed transfers of care: from 1.4 in January 2016 to 3.3 in January 2017.",
        )
        assert len(said) == 3
        assert all(descr for _, descr in said)

    def test_they_stay_within_the_margins_and_stand_before_their_figures(self, copy: Any) -> None:
        assert {shape.width.mm for shape in copy.inline_shapes} == {130}
        drawn = next(one for one in copy.paragraphs if one._p.find(f".//{qn('w:drawing')}") is not None)
        assert drawn.paragraph_format.keep_with_next
        assert text_of(drawn._p.getnext()) == "A09 Delayed transfers of care: figures"


class TestLinks:
    def test_links_lead_outside_to_the_site_and_within(self, copy: Any) -> None:
        found = links(copy)
        assert found["on the council’s site"] == "https://example.org/strategy?a=1&b=2"
        assert found["a page"] == f"{SITE}/indicators/a09/"
        assert found["part 4"].endswith("_exceptions")
        assert found["A09 Delayed transfers of care"].endswith("_card_a09")

    def test_every_place_that_is_led_to_is_there_once(self, copy: Any) -> None:
        marks = [one.get(qn("w:name")) for one in copy.element.body.iter(qn("w:bookmarkStart"))]
        assert len(marks) == len(set(marks)) == len(list(sample_documents.paper().walk()))
        assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in marks)
        led_to = {one.get(qn("w:anchor")) for one in copy.element.body.iter(qn("w:hyperlink"))} - {None}
        assert led_to <= set(marks)

    @pytest.mark.parametrize(
        "href", ["javascript:alert(1)", "data:text/html,x", "#nowhere", "file:///etc/passwd", "//x"]
    )
    def test_what_may_not_be_followed_is_only_words(self, href: str) -> None:
        copy = opened(one_part(Facts((Fact("See", "these words", href=href),))))
        assert of_style(copy, "Fact") == ["See\tthese words"]
        assert links(copy) == {}

    def test_pages_of_the_site_are_only_words_where_its_address_is_not_known(self) -> None:
        copy = opened(sample_documents.paper())
        assert not any("indicators" in target for target in links(copy).values())
        assert "a page" in next(text for text in of_style(copy, "Numbered Paragraph") if text.startswith("1.1"))

    def test_the_list_of_contents_leads_to_the_parts_before_word_renews_it(self, copy: Any) -> None:
        entries = of_style(copy, "toc 1", "toc 2")
        unlisted = "C01 Reviews done in the year"  # neither a number nor a page of its own
        shallow = [named for depth, named in headings(sample_documents.paper()) if depth <= 2]
        assert entries == [named for named in shallow if named != unlisted]
        instruction = "".join(one.text for one in copy.element.body.iter(qn("w:instrText")))
        assert instruction.split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z", "\\u"]
        kinds = [one.get(qn("w:fldCharType")) for one in copy.element.body.iter(qn("w:fldChar"))]
        assert kinds == ["begin", "separate", "end"]
        assert of_style(copy, "TOC Heading") == ["Contents"]

    def test_without_a_cover_there_is_none(self) -> None:
        copy = opened(sample_documents.live_card())
        assert of_style(copy, "TOC Heading", "toc 1") == []
        assert of_style(copy, "Title") == ["Delayed transfers of care"]


class TestPages:
    def test_the_dashboard_lies_on_its_side_and_what_follows_stands(self, copy: Any) -> None:
        assert [section.orientation for section in copy.sections] == [0, 1, 0]
        for section in copy.sections:
            sides = sorted((round(section.page_width.mm), round(section.page_height.mm)))
            assert sides == [210, 297]
            assert (section.page_width > section.page_height) == bool(section.orientation)
        body = copy.element.body
        ends = [place for place, one in enumerate(body) if one.find(f".//{qn('w:sectPr')}") is not None]
        within = [one for one in body[ends[0] + 1 : ends[1] + 1] if one.tag == qn("w:p")]
        assert text_of(within[0]) == "3 Performance dashboard"

    def test_a_document_on_its_side_has_one_section(self) -> None:
        copy = opened(replace(sample_documents.paper(), landscape=True))
        assert [section.orientation for section in copy.sections] == [1]

    def test_parts_that_ask_for_it_start_a_page(self, copy: Any) -> None:
        starts = [one.text for one in copy.paragraphs if one.paragraph_format.page_break_before]
        # What follows a page on its side starts one anyway.
        assert starts == [
            "Contents",
            "1 Introduction",
            "A09 Delayed transfers of care",
            "7 Market position of two providers",
        ]

    def test_every_page_says_what_it_is_and_which_it_is(self, copy: Any) -> None:
        section = copy.sections[0]
        assert [one.text for one in section.header.paragraphs] == [
            "Norfolk County Council · Performance management report"
        ]
        assert [one.text for one in section.footer.paragraphs] == [
            "Published paper, version 1.0, locked on 20 February 2017 at 14:05",
            "Page 1 of 1",
        ]
        fields = [one.text.strip() for one in section.footer._element.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert all(other.header.is_linked_to_previous for other in list(copy.sections)[1:])

    def test_what_is_not_for_publication_says_so_on_every_page(self) -> None:
        copy = opened(sample_documents.restricted())
        marking = sample_documents.restricted().marking
        assert copy.sections[0].header.paragraphs[0].text == marking
        assert copy.sections[0].header.paragraphs[0].runs[0].bold
        assert marking in of_style(copy, "Strong Notice")
        assert marking not in "".join(one.text for one in opened(sample_documents.paper()).paragraphs)


class TestWhatTheFileSaysOfItself:
    def test_properties(self, copy: Any) -> None:
        said = copy.core_properties
        assert (said.title, said.author) == ("Performance management report", "Norfolk County Council")
        assert said.last_modified_by == "Norfolk County Council"
        assert said.subject == "Adult social care performance as at January 2017"
        assert said.identifier == "/papers/adult-social-care/2017-03-06/performance/"
        assert said.comments == "Published paper, version 1.0, locked on 20 February 2017 at 14:05"
        assert said.created == said.modified == datetime(2017, 2, 20, 14, 5, 30, tzinfo=UTC)

    def test_times_are_those_of_the_world(self) -> None:
        made = datetime(2017, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
        said = opened(one_part(made_at=made)).core_properties
        assert said.created.replace(tzinfo=UTC) == datetime(2017, 6, 30, 23, 30, tzinfo=UTC)

    def test_it_is_read_and_checked_as_english(self, copy: Any) -> None:
        assert {one.get(qn("w:val")) for one in copy.styles.element.iter(qn("w:lang"))} == {"en-GB"}
        assert copy.core_properties.language == "en-GB"

    def test_no_trace_of_where_the_empty_file_came_from(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            words = archive.read("docProps/core.xml") + archive.read("docProps/app.xml")
        assert not any(word in name for name in names for word in ("thumbnail", "customXml", "WithEffects"))
        assert b"python-docx" not in words

    def test_the_same_document_is_the_same_bytes_whenever_and_wherever(self, content: bytes) -> None:
        program = (
            "import sys; from reports.exports import document_docx; from tests.reports.sample_documents import paper;"
            f"sys.stdout.buffer.write(document_docx(paper(), site='{SITE}'))"
        )
        done = subprocess.run([sys.executable, "-c", program], cwd=BASE_DIR, capture_output=True, check=True)
        assert done.stdout == content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(2017, 2, 20, 14, 5, 30)}

    def test_pages_start_without_what_writes_it(self) -> None:
        heavy = {"docx", "lxml", "typst", "cattrs"}
        program = f"import sys, reports.exports, reports.charts; print({heavy!r} & sys.modules.keys())"
        done = subprocess.run([sys.executable, "-c", program], cwd=BASE_DIR, capture_output=True, check=True, text=True)
        assert done.stdout == "set()\n"

    def test_another_document_is_other_bytes(self, content: bytes) -> None:
        paper = sample_documents.paper()
        assert document_docx(replace(paper, made_at=paper.made_at + timedelta(days=1)), site=SITE) != content


class TestNastyWords:
    def test_they_come_out_as_typed(self, copy: Any) -> None:
        words = [one.text for one in copy.paragraphs]
        for n, text in enumerate(NASTY, 1):
            shown = text.replace("\x07", "").replace("\x1b", "")  # no XML can hold those
            assert f"6.{n}\t{shown}{shown}" in words
            assert shown in of_style(copy, "List Bullet")
        assert f"6 Nasty words {MARKUP}" in of_style(copy, "Heading 1")
        assert [cell.text for cell in copy.tables[6].rows[1].cells][:1] == [RIGHT_TO_LEFT]
        assert LONG_WORD in text_of(copy.element.body)

    def test_nothing_is_left_out(self) -> None:
        for document in (sample_documents.restricted(), sample_documents.live_card()):
            copy = opened(document)
            shown = "\n".join(one.text for one in (*copy.paragraphs, *copy.sections[0].footer.paragraphs))
            shown += "\n".join(cell.text for table in copy.tables for row in table.rows for cell in row.cells)
            shown += "\n".join(one.get("title") + one.get("descr") for one in copy.element.body.iter(qn("wp:docPr")))
            words = {fit_for_xml(said) for said in printed_words(document)}
            assert {said for said in words if said not in shown} == set()

    @settings(max_examples=40)
    @given(ODD_DOCUMENTS)
    @example(replace(sample_documents.live_card(), title="t" * 999, parts=()))
    def test_whatever_is_in_it_it_is_written_and_read(self, document: Document) -> None:
        copy = opened(document, site=SITE)
        assert len(of_style(copy, "Title")) == 1
        assert sum(one.style.name.startswith("Heading ") for one in copy.paragraphs) == len(list(document.walk()))
