"""A paper's parts, findings and next step as the desk shows them, for one reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from reports.admin.desk import Seat, paper_url
from reports.cards.papers import PaperRecord, PartKind, PartRecord, grouped
from reports.cards.preflight import PreflightFinding
from reports.presenters.papers import part_numbers
from reports.queries.versions import VersionRecord
from reports.wording.papers import EXEMPT_HEADING, in_the_way_words
from reports.wording.standing import day

KINDS: Final = {
    PartKind.TEXT: "",
    PartKind.ONE_PAGE: "Made from the figures: the summary on one page",
    PartKind.DASHBOARD: "Made from the figures: the dashboard",
    PartKind.EXCEPTIONS: "Made from the figures: the exceptions with their reasons",
    PartKind.CARDS: "The report cards stand under it",
    PartKind.CARD: "Report card",
    PartKind.DEFINITIONS: "Made from the registers: the definitions",
    PartKind.CLEARANCES: "Made from the deadlines and clearances",
}
"""What a part is made of beside its own text."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part in the list. A withheld one has no key, and says only what the public paper says of it."""

    key: str
    number: str
    heading: str
    kind: str
    marks: tuple[tuple[str, str], ...]  # the class and the word of each
    reason: str = ""
    findings: int = 0
    is_first: bool = False
    is_last: bool = False
    under: tuple[PartLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done next, in one sentence, and the button that does it, where this reader may."""

    heading: str
    words: str
    button: str = ""
    href: str = ""


def part_lines(paper: PaperRecord, seat: Seat, findings: Iterable[PreflightFinding] = ()) -> list[PartLine]:
    """The parts in their order, grouped as they are printed and numbered as they are printed."""
    withheld = seat.withheld(paper)
    about: dict[str, int] = {}
    for one in findings:
        if one.stands_in_the_way:
            about[one.part] = about.get(one.part, 0) + 1
    numbers = part_numbers(paper)

    def line(part: PartRecord, place: int, of: int, under: tuple[PartLine, ...] = ()) -> PartLine:
        ends = {"is_first": place == 0, "is_last": place == of - 1}
        number = numbers.get(part.key, "")
        if part.key in withheld:
            told = part.exempt.reason if part.exempt is not None else ""
            return PartLine("", number, EXEMPT_HEADING, "", (("exempt", "Not for publication"),), told, **ends)
        return PartLine(
            key=part.key,
            number=number,
            heading=part.heading,
            kind=KINDS[part.kind],
            marks=tuple(_marks(part)),
            reason=part.left_out or (part.exempt.reason if part.exempt is not None else ""),
            findings=about.get(part.key, 0),
            under=under,
            **ends,
        )

    groups = [(head, under) for head, under in grouped(paper.parts)]
    lines = []
    for place, (head, under) in enumerate(groups):
        shown = () if head.key in withheld else under
        inner = tuple(line(part, at, len(shown)) for at, part in enumerate(shown))
        lines.append(line(head, place, len(groups), inner))
    return lines


def _marks(part: PartRecord) -> Iterable[tuple[str, str]]:
    if part.left_out:
        yield "left-out", "Left out"
    elif part.mandatory and not part.text.strip():
        yield "empty", "Empty"
    elif part.kind is PartKind.TEXT and not part.text.strip():
        yield "quiet", "No text"
    if part.exempt is not None:
        yield "exempt", "Not for publication"
    if part.appendix:
        yield "quiet", "Appendix"


@dataclass(frozen=True, slots=True)
class Findings:
    """What preflight found, by what it is about; what was accepted; how much is about parts that this reader may not
    read."""

    open: tuple[tuple[str, tuple[PreflightFinding, ...]], ...]
    accepted: tuple[PreflightFinding, ...]
    count: int
    withheld: int


def findings_for(paper: PaperRecord, seat: Seat, found: Sequence[PreflightFinding]) -> Findings:
    """The findings that this reader may read, and how many there are in all that stand in the way."""
    withheld = seat.withheld(paper)
    seen = [one for one in found if one.part not in withheld]
    standing = [one for one in seen if one.stands_in_the_way]
    count = sum(one.stands_in_the_way for one in found)
    return Findings(
        open=tuple((about, tuple(of)) for about, of in groupby(standing, key=lambda one: one.about)),
        accepted=tuple(one for one in seen if not one.stands_in_the_way),
        count=count,
        withheld=count - len(standing),
    )


def next_step(paper: PaperRecord, seat: Seat, versions: Sequence[VersionRecord], count: int) -> Step:
    """What is to be done next. `count` is how many things stand in the way of locking."""
    newest = versions[-1] if versions else None
    if not paper.locked:
        return _towards_locking(paper, seat, newest, count)
    if newest is None or newest.published_at is None:
        number = "" if newest is None else newest.number
        words = "It is locked: nothing in the store changes it any more. Nobody but officers sees it yet."
        if seat.locks and newest is not None:
            href = paper_url("publish", paper.pk, newest.pk)
            return Step(f"Publish version {number}", words, f"Publish version {number}", href)
        return Step(f"Version {number} is not published yet", f"{words} Democratic services publish it.")
    words = f"Version {newest.number} was published on {day(newest.published_at.date())}."
    if seat.locks:
        href = paper_url("reopen", paper.pk)
        return Step("Published", f"{words} If something in it is wrong, correct it.", "Correct this paper", href)
    return Step("Published", f"{words} If something in it is wrong, tell democratic services: they correct it.")


def _towards_locking(paper: PaperRecord, seat: Seat, newest: VersionRecord | None, count: int) -> Step:
    what = "this paper" if newest is None else "the correction"
    if count:
        return Step(in_the_way_words(count), "Each is listed below with the place where it is mended.")
    words = "Nothing stands in the way. Locking keeps the paper as it reads now and makes its files."
    if newest is not None:
        words = f"Change what is wrong in the parts below, then lock it. {words}"
    if seat.locks:
        return Step(f"Lock {what}", words, f"Lock {what}", paper_url("lock", paper.pk))
    return Step("Ready to be locked", f"{words} Democratic services lock it.")


def standing_words(paper: PaperRecord, versions: Sequence[VersionRecord]) -> str:
    """How far a paper has come: `Being composed`, `Published, version 1.1`."""
    newest = versions[-1] if versions else None
    if newest is None:
        return "Being composed"
    if not paper.locked:
        return f"Being corrected after version {newest.number}"
    if newest.published_at is None:
        return f"Locked as version {newest.number}, not published"
    return f"Published, version {newest.number}"
