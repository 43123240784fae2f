"""One part of a paper while it is written: its text with the figures filled in, its tokens, its doubts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reports.cards.papers import PaperRecord, PartKind, PartRecord
from reports.cards.part_reading import PartDoubt, PartReading
from reports.cards.writing import TokenOffer
from reports.markdown import blocks, fill_tokens
from reports.pages.boards import dashboard
from reports.pages.judging import judge_whole
from reports.pages.paper_exceptions import readers_of
from reports.pages.papers import paper_tokens
from reports.pages.preflight import doubt_key, doubt_words
from reports.pages.report_cards import Resolve, Speakers, others_named
from reports.pages.text_checks import check_paper_text

OF_THE_PAPER: Final = {
    "as at": "The month of the paper",
    "summary": "How many indicators are red, amber and green",
    "exceptions": "Which indicators are reported by exception",
    "meeting": "The day of the meeting",
}
OF_AN_INDICATOR: Final = {"latest": "the latest figure", "target": "its target", "rating": "its rating"}


def part_reading(paper: PaperRecord, part: PartRecord, text: str) -> PartReading:
    """The part with this text in it, as it stands or as it is typed: verified figures only, and none that the paper's
    readers may not see. As many queries for a paper of one report card as for one of forty."""
    reader = readers_of(paper.meeting)
    offers = dict(_offers(paper))
    named = others_named((text, *(f"{{{{{token}}}}}" for token in offers)), (), reader=reader)
    judged = judge_whole(named, paper.month) if named else {}
    board = dashboard(paper.meeting.committee_slug, paper.month, reader=reader, any_month=True)
    resolve = paper_tokens(paper, board, Speakers(one for _, one in judged.values()).of())
    return PartReading(
        blocks=blocks(fill_tokens(text, resolve)),
        tokens=tuple(_said(offers, resolve)),
        doubts=tuple(_doubts(paper, part, text)),
    )


def _offers(paper: PaperRecord) -> Iterator[tuple[str, str]]:
    yield from OF_THE_PAPER.items()
    for card in paper.included:
        if card.kind is PartKind.CARD:
            for name, label in OF_AN_INDICATOR.items():
                yield f"{card.code}:{name}", f"{card.code}, {label}"


def _said(offers: dict[str, str], resolve: Resolve) -> Iterator[TokenOffer]:
    for token, label in offers.items():
        says = resolve(token)
        if says:
            yield TokenOffer(f"{{{{{token}}}}}", label, says)


def _doubts(paper: PaperRecord, part: PartRecord, text: str) -> Iterator[PartDoubt]:
    if not text.strip():
        return
    meeting = paper.meeting
    found = check_paper_text(meeting.committee_slug, paper.month, {part.key: text}, reader=readers_of(meeting))
    for one in found[part.key]:
        if one.is_doubt:
            key = doubt_key(part, one)
            yield PartDoubt(one, key, doubt_words(part.heading, one), paper.acceptances.get(key))
