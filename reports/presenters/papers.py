"""A committee's paper as one document: its parts in order, numbered as committee papers are, exempt parts told apart.

Two documents come of one paper: what everybody may read, and the same with its exempt parts. The public one is made
without ever looking at an exempt text, so that nothing of it can stand in a heading, a list of contents or a property.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reports import cards
from reports.cards import Block, DocumentBlock, Fact, Grid, GridCell, GridGroup, Notice, Part, Words
from reports.cards.papers import Exempt, PaperRecord, PartKind, PartRecord, grouped
from reports.presenters.documents import (
    card_key,
    dashboard_part,
    definitions_part,
    exceptions_part,
    indicator_href,
    letter,
    paragraph,
    report_card_part,
)
from reports.wording import papers as words
from reports.wording.standing import day

NO_TEXT = "There is nothing to say here."
CONTACT = "contact"
"""The key of the part that names whom to ask."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a paper is made of. `reports` are report cards by the key of their indicator; `draw` reads a text with
    its figure tokens filled in."""

    paper: PaperRecord
    dashboard: cards.Dashboard
    reports: Mapping[int, cards.ReportCard]
    definitions: cards.Definitions
    draw: Callable[[str], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Edition:
    """As what the document is made: its standing in words, its time (local), the council's colour, where it stands,
    and what is said of a late publication."""

    standing: str
    made_at: datetime
    colour: str
    source: str
    lateness: str = ""


def paper_document(material: Material, edition: Edition, *, restricted: bool) -> cards.Document:
    """The paper as everybody may read it, or with its exempt parts. Total: a part without anything to say, says so."""
    paper = material.paper
    meeting = paper.meeting
    exempt = [why.paragraph for why in _withheld(paper)]
    marking = words.marking_words(tuple(exempt)) if restricted else ""
    return cards.Document(
        title=paper.title,
        council=meeting.council,
        committee=meeting.committee_name,
        standing=edition.standing,
        made_at=edition.made_at,
        parts=tuple(_Builder(material, restricted=restricted).parts()),
        cover=tuple(_cover(paper, edition)),
        marking=marking,
        colour=edition.colour,
        source=edition.source,
        subject=f"Performance as at {paper.month.name}",
        offering=words.offering_words(_contact_heading(paper)),
    )


def supplement(
    whole: cards.Document, keys: frozenset[str], reason: str, withheld: Sequence[Exempt] = ()
) -> cards.Document:
    """Only the report cards of these keys, with the reason why they are printed again; after them, why others are
    withheld, each reason once."""
    why = Part("why-a-supplement", "Why this supplement is printed", blocks=(paragraph(reason),))
    told = (_exempt_part(which, one) for which, one in enumerate(dict.fromkeys(withheld), 1))
    contact = next((part.heading for part in whole.walk() if part.key == CONTACT), "")
    return replace(
        whole,
        title=f"{whole.title}: supplement",
        offering=words.offering_words(contact, where="in the paper"),
        parts=(why, *(part for part in whole.walk() if part.key in keys), *told),
    )


def has_exempt_parts(paper: PaperRecord) -> bool:
    """Is there a second document for those who may read what is not for publication?"""
    return any(_withheld(paper))


def _withheld(paper: PaperRecord) -> Iterator[Exempt]:
    """Why each of the parts is withheld that would be printed."""
    found = paper.withheld
    return (found[part.key] for part in paper.included if part.key in found)


def part_numbers(paper: PaperRecord) -> dict[str, str]:
    """The numbers of the numbered parts (`3`) and the letters of the appendices (`A`), by the keys of the parts."""
    heads = [head for head, _ in grouped(paper.included)]
    numbered = (part.key for part in heads if part.numbered and not part.appendix)
    appendices = (part.key for part in heads if part.appendix)
    found = {key: str(place) for place, key in enumerate(numbered, start=1)}
    return found | {key: letter(place).upper() for place, key in enumerate(appendices, start=1)}


def _cover(paper: PaperRecord, edition: Edition) -> Iterator[Fact]:
    meeting = paper.meeting
    yield Fact("Report to", f"{meeting.committee_name}, {meeting.council}")
    yield Fact("Meeting", words.meeting_words(meeting.day, meeting.time))
    if meeting.place:
        yield Fact("Place", meeting.place)
    if paper.item:
        yield Fact("Item number", paper.item)
    if paper.director:
        yield Fact("Responsible director", paper.director)
    yield Fact("Performance as at", paper.month.name)
    if edition.lateness:
        yield Fact("Late publication", " ".join(filter(None, (edition.lateness, paper.urgency))))


def _contact_heading(paper: PaperRecord) -> str:
    found = [part.heading for part in paper.included if part.key == CONTACT and part.exempt is None]
    return found[0] if found else ""


class _Builder:
    """Makes the parts of one document, numbering as it goes."""

    def __init__(self, material: Material, *, restricted: bool) -> None:
        self.material, self.restricted = material, restricted
        self.numbers = part_numbers(material.paper)
        self.withheld = 0
        self.why_withheld = material.paper.withheld
        self.indoors = frozenset(
            part.address
            for head, under in grouped(material.paper.included)
            if self._is_open(head)
            for part in (head, *under)
            if part.kind is PartKind.CARD and self._is_open(part)
        )

    def parts(self) -> Iterator[Part]:
        for head, nested in grouped(self.material.paper.included):
            number = self._number(head)
            counter = _Counter(number if head.numbered else "")
            whole = self._part(head, number, counter)
            # A withheld part withholds what stands under it, whose very headings may tell something.
            inner = nested if self._is_open(head) else ()
            yield replace(
                whole, parts=(*whole.parts, *(self._part(one, counter.next(), _Counter("")) for one in inner))
            )

    def _is_open(self, part: PartRecord) -> bool:
        return part.key not in self.why_withheld or self.restricted

    def _number(self, part: PartRecord) -> str:
        number = self.numbers.get(part.key, "")
        return f"Appendix {number}" if part.appendix else number

    def _part(self, part: PartRecord, number: str, counter: _Counter) -> Part:
        why = self.why_withheld.get(part.key)
        if why is not None and not self.restricted:
            self.withheld += 1
            return _exempt_part(self.withheld, why, number)
        made = self._made(part, number, counter)
        if why is not None:
            told = words.marking_words((why.paragraph,))
            made = replace(made, blocks=(Notice(f"{told}. {why.reason}", strong=True), *made.blocks))
        return made

    def _made(self, part: PartRecord, number: str, counter: _Counter) -> Part:
        material, text = self.material, tuple(self._text(part, counter))
        dashboard = material.dashboard
        match part.kind:
            case PartKind.DASHBOARD:
                made = dashboard_part(dashboard, indoors=self.indoors)
            case PartKind.EXCEPTIONS:
                made = exceptions_part(dashboard, indoors=self.indoors, lettered=True)
            case PartKind.CARD if part.indicator is not None and part.indicator in material.reports:
                made = report_card_part(material.reports[part.indicator])
            case PartKind.DEFINITIONS:
                made = definitions_part(material.definitions)
            case PartKind.ONE_PAGE:
                made = Part(part.key, part.heading, blocks=tuple(self._one_page()), new_page=True)
            case PartKind.CLEARANCES:
                made = Part(part.key, part.heading, blocks=tuple(self._clearances()))
            case _:
                made = Part(part.key, part.heading, blocks=() if text else (paragraph(NO_TEXT),))
        key = card_key(part.address) if part.kind is PartKind.CARD else part.key
        return replace(made, key=key, heading=part.heading, number=number, blocks=(*text, *made.blocks))

    def _text(self, part: PartRecord, counter: _Counter) -> Iterator[DocumentBlock]:
        for block in self.material.draw(part.text):
            yield Words(block, counter.next() if block.kind == "paragraph" else "")

    def _one_page(self) -> Iterator[DocumentBlock]:
        dashboard = self.material.dashboard
        yield paragraph(dashboard.summary)
        if dashboard.exceptions:
            yield _exceptions_at_a_glance(dashboard, self.indoors)
        asked = next((part for part in self.material.paper.included if part.key == "recommendations"), None)
        if asked is not None and self._is_open(asked):
            yield from map(Words, self.material.draw(asked.text))

    def _clearances(self) -> Iterator[DocumentBlock]:
        paper = self.material.paper
        if paper.deadlines:
            yield _grid(
                "Deadlines of this paper",
                ("What", "By when"),
                ((GridCell(one.name), GridCell(day(one.day))) for one in paper.deadlines),
            )
        if paper.clearances:
            yield _grid(
                "Clearances",
                ("Cleared by", "Comment", "Initials", "Date"),
                (
                    (GridCell(one.name), GridCell(one.comment), GridCell(one.initials), GridCell(day(one.day)))
                    for one in paper.clearances
                ),
            )
        left_out = [part for part in paper.parts if part.left_out and self._is_open(part)]
        if left_out:
            yield _grid(
                "Parts left out",
                ("Part", "Why"),
                ((GridCell(part.heading), GridCell(part.left_out)) for part in left_out),
            )
        if not (paper.deadlines or paper.clearances or left_out):
            yield paragraph("No deadline or clearance is recorded.")


def _exempt_part(which: int, why: Exempt, number: str = "") -> Part:
    """What everybody reads in the place of a part that is withheld."""
    told = words.exempt_words(why.paragraph, why.reason, why.review)
    return Part(f"exempt-{which}", words.EXEMPT_HEADING, number, blocks=(Notice(told, strong=True),))


class _Counter:
    """Numbers what stands in a section: paragraphs and the parts under it, in one row."""

    def __init__(self, section: str) -> None:
        self.section, self.count = section, 0

    def next(self) -> str:
        """`3.2`; nothing where the section has no number."""
        if not self.section:
            return ""
        self.count += 1
        return f"{self.section}.{self.count}"


def _exceptions_at_a_glance(dashboard: cards.Dashboard, indoors: frozenset[str]) -> Grid:
    return _grid(
        "Exceptions at a glance",
        ("Vital sign", "Figure", "Target", "Rating", "Since previous"),
        (
            (
                GridCell(f"{card.code} {card.name}", href=indicator_href(card.address, dashboard.as_at, indoors)),
                GridCell(
                    "No figure yet" if card.latest is None else f"{card.latest.text} ({card.latest.period.label})"
                ),
                GridCell(card.target_text),
                GridCell(card.badge.word, badge=card.badge),
                GridCell(card.since_previous.word),
            )
            for card in dashboard.exceptions
        ),
    )


def _grid(caption: str, columns: tuple[str, ...], rows: Iterator[tuple[GridCell, ...]]) -> Grid:
    return Grid(caption, columns, (GridGroup("", tuple(rows)),))
