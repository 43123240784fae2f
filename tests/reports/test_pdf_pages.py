"""What stands on which page: a report card takes one, the dashboard heads its columns on each."""

from __future__ import annotations

import io
import json
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from indicators.domain.periods import Period, month
from reports import pages
from reports.cards import Block, Document, Part, Run, Words
from reports.pdf import fitting, preparing
from reports.pdf.typeface import FAMILY
from reports.pdf.worker import TEMPLATES
from reports.presenters import documents
from tests.printed import render_once
from tests.reports import sample_documents
from tests.reports.pdf_structure import read
from tests.reports.pdf_text import page_text

JANUARY = month(2017, 1)
MAKING = documents.Making(sample_documents.MADE_AT, "#1d5c63")


def card(address: str) -> Document:
    return documents.report_card_document(pages.report_card(address, JANUARY, reader=pages.ANYBODY), MAKING)


@pytest.mark.usefixtures("demonstrations")
class TestTheDemonstration:
    @pytest.mark.parametrize("address", ["a01", "a03", "a09", "a11"])
    def test_a_report_card_takes_one_page(self, address: str) -> None:
        assert read(render_once(card(address), seconds=60)).pages == 1

    def test_the_lines_are_counted_as_typst_sets_them(self) -> None:
        for address in ("a01", "a03", "a09", "a10", "a11"):
            sheet = preparing.prepared(card(address))["sheets"][0]
            counted = fitting.height_of(sheet["parts"], fitting.PAGE_WIDTH / sheet["size"])
            high = counted * sheet["size"]
            line = (fitting.CAPITAL + fitting.LEADING) * sheet["size"]
            # Letters that Typst sets closer in pairs may save a line that was counted; none may be missing.
            assert high - 1.5 * line < measured(card(address), sheet["size"]) < high + 0.3 * line, address


def measured(document: Document, size: float) -> float:
    """How high Typst sets the parts of a report card, in points."""
    parts = "for of in data.sheets.first().parts { part(of) }"
    return float(asked(document, f"measure(width: 174mm, card({size}, {parts})).height.pt()"))


COLUMNS = """{
  let of = data.sheets.first().parts.first().blocks.find(block => "groups" in block)
  let (first, ..shares) = wide-widths(rows-of(of), of.columns)
  let one = (273mm - first) / shares.map(share => share / 1fr).sum()
  rows-of(of).map(row => row.enumerate().slice(1)).flatten().chunks(2).map(((column, cell)) => (
    cell.text,
    (one * (shares.at(column - 1) / 1fr)).pt(),
    calc.max(..cell.text.split(" ").map(word => measure(text(size: 7.6pt, word)).width.pt())),
  ))
}"""
"""Of each cell of a dashboard: what it says, how wide its column is, how wide its longest word is."""


@pytest.mark.usefixtures("demonstrations")
@pytest.mark.parametrize(
    ("slug", "as_at", "one_of_them"),
    [
        ("norfolk-adult-social-care", JANUARY, "Not comparable"),
        ("demonshire-adult-social-care", month(2026, 9), "-£120,000"),
    ],
)
def test_no_word_of_a_dashboard_stands_in_the_next_column(slug: str, as_at: Period, one_of_them: str) -> None:
    board = documents.dashboard_document(pages.dashboard(slug, as_at, reader=pages.ANYBODY), MAKING)
    cells = asked(board, COLUMNS)
    assert one_of_them in {said for said, _, _ in cells}
    assert [said for said, column, word in cells if word > column - 2] == [], "and a little room between them"


def asked(document: Document, what: str) -> Any:
    """What Typst answers in the midst of the document."""
    import typst

    source = (TEMPLATES / "document.typ").read_text()
    drawing, _, _ = source.partition("#if has-cover { cover }")
    drawing += f'#import "grids.typ": rows-of, wide-widths\n#context [#metadata({what}) <answer>]'
    with tempfile.TemporaryDirectory() as folder:
        for file in TEMPLATES.iterdir():
            (Path(folder) / file.name).write_bytes(file.read_bytes())
        (Path(folder) / "measuring.typ").write_text(drawing)
        given = json.dumps(preparing.prepared(document))
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder()])
        assert FAMILY in fonts.families()
        compiler = typst.Compiler(
            f"{folder}/measuring.typ", root=folder, font_paths=fonts, sys_inputs={"document": given}
        )
        return json.loads(compiler.query("<answer>", field="value"))[0]


def _folder() -> str:
    from reports.pdf.typeface import folder

    return str(folder())


def test_a_longer_card_flows() -> None:
    part = sample_documents.report_card()
    text = Words(Block("paragraph", (Run("Word after word. " * 700),)))
    longer = replace(part, parts=(*part.parts, Part("more", "More", blocks=(text,))))
    document = replace(sample_documents.live_card(), parts=(longer,))
    assert preparing.prepared(document)["sheets"][0]["size"] == fitting.FLOWING
    assert read(render_once(document, seconds=60)).pages > 1


def test_a_card_is_as_large_as_its_page_allows() -> None:
    def size(words: int) -> float:
        part = sample_documents.report_card()
        text = Words(Block("paragraph", (Run("Word after word. " * words),)))
        longer = replace(part, parts=(*part.parts, Part("more", "More", blocks=(text,))))
        sheet = preparing.prepared(replace(sample_documents.live_card(), parts=(longer,)))["sheets"][0]
        return sheet["size"]

    sizes = [size(words) for words in range(50, 500, 50)]
    fitted = sizes[: sizes.index(fitting.FLOWING, 1)] if sizes[-1] == fitting.FLOWING else sizes
    assert sizes[0] == fitting.SIZES[0]
    assert sizes[-1] == fitting.FLOWING
    assert all(one >= other for one, other in pairwise(fitted))


def test_what_follows_a_card_begins_a_page_in_letters_of_its_own() -> None:
    card_part = replace(sample_documents.report_card(), new_page=True)
    after = Part("after", "After the card", blocks=(documents.paragraph("Plain."),))
    sheets = preparing.prepared(replace(sample_documents.paper(), parts=(card_part, after)))["sheets"]
    assert [sheet["size"] is None for sheet in sheets] == [False, True]
    assert [sheet["parts"][0]["key"] for sheet in sheets] == [card_part.key, "after"]


@pytest.mark.parametrize("many", [42, 44, 47, 54])
def test_a_list_of_contents_a_little_longer_than_its_page_is_set_closer(many: int) -> None:
    parts = tuple(
        Part(f"part-{one}", f"Part number {one}", blocks=(documents.paragraph("Plain."),)) for one in range(many)
    )
    with pikepdf.open(io.BytesIO(render_once(replace(sample_documents.paper(), parts=parts), seconds=60))) as pdf:
        third = "".join(page_text(pdf.pages[2].obj).words.values())
    assert "Part number 0Plain." in third, "the text begins after the cover and one page of contents"


def test_a_heading_above_cards_stands_on_the_page_of_the_first() -> None:
    card_part = replace(sample_documents.report_card(), new_page=True)
    before = Part("before", "Before", blocks=(documents.paragraph("Plain."),))
    cards = Part("cards", "Report cards", parts=(card_part, replace(card_part, key="other")))
    sheets = preparing.prepared(replace(sample_documents.paper(), parts=(before, cards)))["sheets"]
    assert [sheet["parts"][0]["key"] for sheet in sheets] == ["before", "cards", "other"]
    assert [sheet["size"] is None for sheet in sheets] == [True, False, False]


def test_the_head_of_a_long_table_stands_on_each_of_its_pages() -> None:
    grid = sample_documents.wide_grid(120)
    part = replace(sample_documents.dashboard(), blocks=(grid,))
    of = read(render_once(replace(sample_documents.live_card(), parts=(part,), landscape=True), seconds=60))
    assert of.pages >= 3
    repeated = [artifact for artifact in of.artifacts if "Jan 16" in artifact and "Vital sign" in artifact]
    assert len(repeated) == of.pages - 1, "read out once, shown on every page"
    assert of.words.count("Jan 16") == 1
