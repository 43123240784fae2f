"""What stands within a line: words in their manner, links and where they lead, ratings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE

from reports.cards import Badge, Run, Shape
from reports.charts.colours import INK
from reports.exports.word.nodes import Node, address, linked, manner, run

SIGNS: Final = {Shape.TRIANGLE: "▲", Shape.CIRCLE: "●", Shape.STAR: "★", Shape.DASH: "–"}
OUTSIDE: Final = ("https://", "http://", "mailto:")  # never javascript: or data:


class Inline:
    """Makes the insides of paragraphs. `places` has the bookmark of each part's key; `site` goes before addresses of
    the site's own pages, which without it are no links in a file that is passed on."""

    def __init__(self, file: Any, places: Mapping[str, str], site: str) -> None:
        self._part = file.part
        self._places = places
        self._site = site.rstrip("/")

    def words(self, text: str, href: str = "", **looks: Any) -> list[Node]:
        """Words, which lead somewhere where `href` is an address that may be followed from here."""
        place = self._places.get(href[1:], "") if href.startswith("#") else ""
        outside = self._site + href if self._site and href.startswith("/") else href
        if not text or not (place or outside.startswith(OUTSIDE)):
            return [run(text, *manner(**looks))] if text else []
        inside = run(text, *manner(style="Hyperlink", **looks))
        if place:
            return [linked(inside, anchor=place)]
        related = self._part.relate_to(address(outside), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return [linked(inside, relation=related)]

    def runs(self, of: Iterable[Run]) -> Iterator[Node]:
        """What a person wrote, in the manner it was written in."""
        for one in of:
            yield from self.words(one.text, one.href, bold=one.strong, italic=one.emphasis)


def rating(badge: Badge, **looks: Any) -> Node:
    """A rating as sign, word and colour: "▲ Red"."""
    words = f"{SIGNS[badge.shape]} {badge.word}"
    return run(words, *manner(bold=True, colour=INK[badge.colour], **looks))
