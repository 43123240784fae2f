"""Pieces of WordprocessingML, the language inside a .docx, that python-docx has no words for."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from indicators.spreadsheets import fit_for_xml

Node = Any  # an lxml element of python-docx, whose classes carry no types

_IN_ADDRESSES: Final = ":/?#[]@!$&'()*+,;=%~"


def node(tag: str, *inside: Node, **attributes: object) -> Node:
    """An element of the `w` name space: `node("pStyle", val="Caption")`. Nothing stands for an element left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), fit_for_xml(str(value)))
    made.extend([one for one in inside if one is not None])
    return made


def run(text: str, *properties: Node) -> Node:
    """Words of one manner. Tabs and line ends become Word's own."""
    made = node("r", node("rPr", *properties)) if properties else node("r")
    made.text = fit_for_xml(text)
    return made


def manner(
    *, bold: bool = False, italic: bool = False, colour: str = "", half_points: int = 0, style: str = ""
) -> list[Node]:
    """How words look, in the order that the format asks for."""
    return [
        *([node("rStyle", val=style)] if style else []),
        *([node("b")] if bold else []),
        *([node("i")] if italic else []),
        *([node("color", val=colour.removeprefix("#"))] if colour else []),
        *([node("sz", val=half_points), node("szCs", val=half_points)] if half_points else []),
    ]


def raised(text: str) -> Node:
    """A small sign beside a figure."""
    return run(text, node("vertAlign", val="superscript"))


def paragraph(
    style: str,
    *inside: Node,
    numbering: tuple[int, int] | None = None,
    new_page: bool = False,
    keep: bool = False,
    right: bool = False,
) -> Node:
    """A paragraph of a style, by the style's id. `numbering` is the list it is an item of and how deep it stands in it;
    one to `keep` stays on the page of what follows; `right` sets it to the right, as numbers are."""
    listed = None
    if numbering is not None:
        listed = node("numPr", node("ilvl", val=numbering[1]), node("numId", val=numbering[0]))
    properties = node(
        "pPr",
        node("pStyle", val=style),
        node("keepNext") if keep else None,
        node("pageBreakBefore") if new_page else None,
        listed,
        node("jc", val="end") if right else None,
    )
    return node("p", properties, *inside)


def field(instruction: str, shown: str) -> list[Node]:
    """What Word works out itself, such as a page number; `shown` stands there until it does."""
    return [
        node("r", node("fldChar", fldCharType="begin")),
        node("r", _instruction(instruction)),
        node("r", node("fldChar", fldCharType="separate")),
        run(shown),
        node("r", node("fldChar", fldCharType="end")),
    ]


def _instruction(words: str) -> Node:
    made = node("instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f" {words} "
    return made


def bookmark(number: int, name: str, *inside: Node) -> list[Node]:
    """A place that links of the same file lead to."""
    return [node("bookmarkStart", id=number, name=name), *inside, node("bookmarkEnd", id=number)]


def address(href: str) -> str:
    """An address as a relationship of the file may hold it."""
    return quote(fit_for_xml(href), safe=_IN_ADDRESSES)


def linked(*inside: Node, anchor: str = "", relation: str = "") -> Node:
    """A link to a bookmark, or to what a relationship of the file names."""
    made = node("hyperlink", *inside)
    if anchor:
        made.set(qn("w:anchor"), anchor)
    else:
        made.set(qn("r:id"), relation)
    made.set(qn("w:history"), "1")
    return made
