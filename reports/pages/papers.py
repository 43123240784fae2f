"""A paper from live figures, as it would be locked now: queries, then judgements, then its document in two editions.

Only verified figures, approved texts and the figures of committees that the paper's readers may see stand in it: a
public committee's paper never speaks of the indicators of one that is not public.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from indicators.queries import texts as text_queries
from indicators.queries.committees import Reader
from reports import cards
from reports.cards import Block, Document
from reports.cards.papers import PaperRecord, PartKind, paper_address
from reports.markdown import blocks, fill_tokens
from reports.pages.boards import dashboard
from reports.pages.committees import committee_seen
from reports.pages.judging import judge_whole
from reports.pages.paper_exceptions import readers_of
from reports.pages.report_cards import Resolve, Speakers, card_of, definitions, others_named, text_parts_of
from reports.presenters import committees as presented
from reports.presenters.papers import Edition, Material, has_exempt_parts, paper_document
from reports.wording import papers as words
from reports.working_days import CLEAR_DAYS, clear_days_between, publish_by


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper as it stands: its document for everybody, the one with exempt parts (None where there are none), and
    what both are made of."""

    public: Document
    restricted: Document | None
    material: Material


def composed(paper: PaperRecord, *, standing: str = "", made_at: datetime | None = None) -> Composed:
    """The paper from live figures. `standing` says what it is; without one, that it is no published paper."""
    reader = readers_of(paper.meeting)
    made_at = timezone.localtime(made_at)
    material = _material(paper, reader)
    edition = Edition(
        standing=standing or words.draft_words(paper.month.name, made_at),
        made_at=made_at,
        colour=settings.BRAND_COLOUR,
        source=address(paper),
        lateness=lateness(paper, made_at, words.Late.LOCKED if standing else words.Late.WOULD_BE),
    )
    restricted = paper_document(material, edition, restricted=True) if has_exempt_parts(paper) else None
    return Composed(paper_document(material, edition, restricted=False), restricted, material)


def address(paper: PaperRecord) -> str:
    """Where the paper stands once it is published."""
    return paper_address(paper.meeting.committee_slug, paper.meeting.day, paper.slug)


def lateness(paper: PaperRecord, at: datetime, late: words.Late) -> str:
    """What is to be said of a paper that is locked or published at that (local) time; empty where it is in time."""
    day, meeting = at.date(), paper.meeting.day
    return words.lateness_words(late, day, meeting, clear_days_between(day, meeting), CLEAR_DAYS, publish_by(meeting))


def _material(paper: PaperRecord, reader: Reader) -> Material:
    committee = committee_seen(paper.meeting.committee_slug, reader=reader)
    board = dashboard(committee.slug, paper.month, reader=reader, any_month=True)
    shown = [part.indicator for part in paper.included if part.kind is PartKind.CARD and part.indicator is not None]
    texts = text_queries.approved_texts(shown, paper.month)
    written = [part.text for part in paper.included] + [part for one in texts.values() for part in text_parts_of(one)]
    own = dict.fromkeys(shown, committee)
    judged = judge_whole({**others_named(written, (), reader=reader), **own}, paper.month) if written or own else {}
    speakers = Speakers(one for _, one in judged.values())
    versions = text_queries.definitions(shown)
    reports = {
        key: card_of(
            committee,
            paper.month,
            judged[key][1],
            texts.get(key),
            versions[key],
            resolve=speakers.of(judged[key][1].sign.address),
        )
        for key in shown
        if key in judged
    }
    with_age = replace(board, age=presented.age(board.every, paper.month, paper.meeting.day))
    return Material(
        paper=paper,
        dashboard=with_age,
        reports=reports,
        definitions=definitions(committee.slug, reader=reader),
        draw=_drawn(paper, with_age, speakers.of()),
    )


def _drawn(paper: PaperRecord, board: cards.Dashboard, others: Resolve) -> Callable[[str], tuple[Block, ...]]:
    """Reads a part's text. Beside the figures of named indicators it may speak of the paper as a whole."""
    resolve = paper_tokens(paper, board, others)
    return lambda text: blocks(fill_tokens(text, resolve))


def paper_tokens(paper: PaperRecord, board: cards.Dashboard, others: Resolve) -> Resolve:
    """What a token stands for in the text of a paper: `{{as at}}`, `{{summary}}`, `{{exceptions}}`, `{{meeting}}`, and
    with a code in front whatever that indicator's own text may say."""
    own = {
        "as at": paper.month.name,
        "summary": board.summary,
        "exceptions": words.exceptions_words(tuple(card.code for card in board.exceptions)),
        "meeting": words.meeting_words(paper.meeting.day, paper.meeting.time),
    }
    return lambda token: own.get(token.lower()) or others(token)
