"""How the Word copy looks: its styles and its kinds of lists, on those that come with python-docx.

Styles have Word's own names wherever it has one, so that a corporate template takes them over. Our own are `Fact`,
`Notice`, `Strong Notice`, `Numbered Paragraph`, `Cell` and `Small Cell`, and for tables `Paper Table`.
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from reports.charts.colours import LINE, QUIET, TEXT
from reports.exports.word.nodes import Node, node

TYPEFACE: Final = "Arial"
BULLETS: Final = 1
NUMBERS: Final = 2
"""The kinds of lists. Each numbered list counts from one, so each is a list of its own after these two."""
DEEPEST: Final = 9
"""So many levels of headings, and of lists in lists, has Word."""
LINK: Final = "17569b"
UNUSED: Final = ("Accent", "Shading", "Light", "Medium", "Dark", "Colorful", "List Bullet ", "List Number ", "Intense")
"""Of the styles that come along: what nobody who pastes the copy wants to find in a template."""
SIZES: Final = {"Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12, "TOC Heading": 18}
"""In points; deeper headings are as large as text."""
TEXT_SIZE: Final = 11

_OWN: Final = (Path(__file__).parent / "styles.xml").read_text()


def dress(file: Any, *, colour: str, language: str) -> None:
    """Gives the file its styles and the beginnings of its lists."""
    colour = colour.removeprefix("#")
    styles = file.styles
    for style in [one for one in styles if one.name.startswith(UNUSED) or "Accent" in one.name]:
        style.delete()
    for said in (*styles.element.iter(qn("w:lang")), *file.settings.element.iter(qn("w:themeFontLang"))):
        said.set(qn("w:val"), language)
    _letters(styles["Normal"], TEXT_SIZE, TEXT)
    styles["Normal"].paragraph_format.space_after = Pt(8)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    for name in ("Title", "TOC Heading", *(f"Heading {depth}" for depth in range(1, DEEPEST + 1))):
        _heading(styles[name], SIZES.get(name, TEXT_SIZE), colour)
    _letters(styles["Subtitle"], 13, QUIET)
    _letters(styles["Caption"], 10, TEXT)
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Caption"].paragraph_format.space_before = Pt(10)
    for name in ("Header", "Footer"):
        _letters(styles[name], 9, QUIET)
        styles[name].paragraph_format.space_after = Pt(2)
    colours = {"colour": colour, "text": TEXT[1:], "line": LINE[1:], "link": LINK}
    styles.element.extend(list(parse_xml(Template(_OWN).substitute(colours))))
    _lists(file)


def new_list(file: Any, depth: int) -> int:
    """The id of another numbered list, which counts from one at that depth."""
    lists = file.part.numbering_part.element
    id_of = len(lists.findall(qn("w:num"))) + 1
    restart = node("lvlOverride", node("startOverride", val=1), ilvl=depth)
    lists.append(node("num", node("abstractNumId", val=NUMBERS), restart, numId=id_of))
    return id_of


def _letters(style: Any, size: int, colour: str) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]  # a theme's font goes before one that is named
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), TYPEFACE)
    style.font.size, style.font.italic = Pt(size), False
    style.font.color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())


def _heading(style: Any, size: int, colour: str) -> None:
    _letters(style, size, colour)
    style.font.bold = True
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(size / 2)
    for line in style.element.findall(f".//{qn('w:pBdr')}"):  # beneath a title
        line.getparent().remove(line)


def _lists(file: Any) -> None:
    """Bullets and numbers, as deep as Word goes, instead of the lists that come along."""
    lists = file.part.numbering_part.element
    lists.clear()
    for kind, form, sign in ((BULLETS, "bullet", "\N{BULLET}"), (NUMBERS, "decimal", "")):
        levels = [_level(depth, form, sign or f"%{depth + 1}.") for depth in range(DEEPEST)]
        lists.append(node("abstractNum", node("multiLevelType", val="multilevel"), *levels, abstractNumId=kind))
    for kind, name in ((BULLETS, "List Bullet"), (NUMBERS, "List Number")):
        lists.append(node("num", node("abstractNumId", val=kind), numId=kind))
        style = file.styles[name]
        style.paragraph_format.space_after = Pt(4)
        for numbering in style.element.iter(qn("w:numId")):
            numbering.set(qn("w:val"), str(kind))


def _level(depth: int, form: str, sign: str) -> Node:
    place = node("pPr", node("ind", left=397 * (depth + 1), hanging=397))
    return node(
        "lvl",
        *(node("start", val=1), node("numFmt", val=form), node("lvlText", val=sign), node("lvlJc", val="left"), place),
        ilvl=depth,
    )
