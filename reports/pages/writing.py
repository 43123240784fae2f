"""What a report card is written against: the indicator as at the month, and the text as it reads, with its doubts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from indicators.domain.assessment import Point
from indicators.domain.periods import Period
from indicators.domain.text_check.sentences import sentences
from indicators.queries import committees as committee_queries
from indicators.queries.committees import Reader
from indicators.queries.texts import CardText
from indicators.queries.written_texts import SetAside, set_aside
from reports.cards.findings import TextFinding
from reports.cards.writing import Answer, CheckedFinding, CheckedPart, Reading, TokenOffer, WritingDesk
from reports.markdown import blocks, fill_tokens
from reports.pages.committees import Missing, check_may_see, committee_card
from reports.pages.judging import judge_whole, subject_of
from reports.pages.report_cards import Resolve, Speakers, others_named
from reports.pages.text_checks import check_card_text
from reports.presenters.figures import figure_rows, period_card
from reports.presenters.pictures import chart
from reports.presenters.texts import CARD_HEADINGS, whole_text
from reports.wording import writing as words
from reports.wording.tokens import NOT_COMPARABLE

SHOWN_ROWS = 13
AGREES = "agrees"


def writing_desk(address: str, month: Period, parts: Mapping[str, str], *, reader: Reader) -> WritingDesk:
    """The desk of one indicator's text for a month; `parts` is the text as it stands, or as it is typed. Whether the
    reader may write is asked by whoever asks for it. Raises `Missing`, `SignInNeeded` and `NotYours`."""
    found = committee_queries.committee_of_indicator(address, reader.drafts_asked_for)
    if found is None:
        raise Missing(f"There is no indicator at {address}.")
    key, committee = found
    check_may_see(committee, reader=reader)
    text = CardText(month, **parts)
    others = others_named(parts.values(), {address}, reader=reader)
    everything = judge_whole({key: committee, **others}, month)
    _, judged = everything[key]
    subject, recent = subject_of(judged.sign), judged.finding.assessment.recent
    resolve = Speakers(one for _, one in everything.values()).of(address)
    return WritingDesk(
        committee=committee_card(committee),
        as_at=period_card(month),
        card=judged.card,
        chart=chart(subject, recent),
        rows=figure_rows(subject, recent)[:SHOWN_ROWS],
        tokens=_tokens(recent, resolve),
        reading=_reading(
            text, resolve, check_card_text(address, month, whole_text(text), reader=reader), set_aside(key, month)
        ),
    )


def _tokens(recent: Sequence[Point], resolve: Resolve) -> tuple[TokenOffer, ...]:
    """What may be inserted, each with what it says now: those that say nothing are not offered."""
    known = [point.period for point in recent if point.observation is not None and point.observation.has_figure]
    offers = dict(words.TOKENS)
    for before in (known[-2], known[-1].year_earlier) if len(known) > 1 else ():
        offers[f"change {before.written} latest"] = words.change_label(before)
    offers |= {period.written: words.period_label(period) for period in reversed(known)}
    said = ((token, label, resolve(token)) for token, label in offers.items())
    return tuple(
        TokenOffer(f"{{{{{token}}}}}", label, says) for token, label, says in said if says not in (None, NOT_COMPARABLE)
    )


def _reading(
    parts: CardText, resolve: Resolve, found: Sequence[TextFinding], answers: Mapping[str, SetAside]
) -> Reading:
    """The text as it reads, each part with the doubts about its own sentences."""
    left = [
        CheckedFinding(one, None if answer is None else Answer(answer.reason, answer.by))
        for one in found
        if one.is_doubt
        for answer in (answers.get(one.key),)
    ]
    checked = []
    for name, heading in CARD_HEADINGS:
        filled = fill_tokens(getattr(parts, name), resolve)
        said = {sentence.text for sentence in sentences(filled)}
        mine = [one for one in left if one.finding.sentence in said]
        left = [one for one in left if one not in mine]
        checked.append(CheckedPart(name, heading, blocks(filled), tuple(mine)))
    if left:  # a sentence that runs over two parts: told with the last
        checked[-1] = replace(checked[-1], findings=(*checked[-1].findings, *left))
    return Reading(tuple(checked), sum(one.verdict == AGREES for one in found))
