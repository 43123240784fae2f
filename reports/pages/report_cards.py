"""The page of one indicator, and the reference document of a committee's indicators."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from indicators.domain.definitions import address_of
from indicators.domain.periods import Period
from indicators.queries import committees as committee_queries
from indicators.queries import texts as text_queries
from indicators.queries.committees import CommitteeRecord, Reader
from indicators.queries.texts import CardText, DefinitionText
from indicators.queries.vital_signs import registered
from reports import cards
from reports.markdown import blocks, fill_tokens, tokens_of
from reports.pages.committees import Missing, check_may_see, choice_of_drafts, committee_card, committee_seen
from reports.pages.judging import Judged, judge_whole, subject_of
from reports.presenters.choosing import Selection
from reports.presenters.figures import figure_rows, period_card
from reports.presenters.pictures import chart
from reports.presenters.texts import (
    definition_cards,
    definition_entry,
    retired_words,
    text_for,
    text_parts,
    text_standing,
)
from reports.wording import ratings
from reports.wording.rules import rules_words
from reports.wording.tokens import Speaker


def report_card(address: str, period: Period | None, *, reader: Reader) -> cards.ReportCard:
    """One indicator's page as at a month, its committee's newest where none is given. Raises as `dashboard` does."""
    found = committee_queries.committee_of_indicator(address, reader.drafts_asked_for)
    if found is None:
        raise Missing(f"There is no indicator at {address}.")
    key, committee = found
    check_may_see(committee, reader=reader)
    newest = committee.newest
    month = newest if period is None else period.last_month
    if month is None or newest is None:
        raise Missing(f"{committee.name} has no figures yet.")
    if month > newest:
        raise Missing(f"{committee.name} has no figures for {month.name} yet.")
    return _report_card(committee, key, address, month, newest, reader=reader)


def definitions(slug: str, *, reader: Reader) -> cards.Definitions:
    """The reference document of a committee's indicators. Raises `Missing`."""
    committee = committee_seen(slug, reader=reader)
    signs = [stored.read() for stored in registered(committee)]
    versions = text_queries.definitions([sign.pk for sign in signs])
    return cards.Definitions(
        committee_card(committee),
        tuple(definition_entry(subject_of(sign), sign.scheme, sign.retired_from, versions[sign.pk]) for sign in signs),
        rules_words(committee.rules),
    )


def _report_card(
    committee: CommitteeRecord, key: int, address: str, month: Period, newest: Period, *, reader: Reader
) -> cards.ReportCard:
    text, related = text_queries.words_beside(key, month, reader, with_drafts=committee.with_drafts)
    others = others_named(() if text is None else text_parts_of(text), {address}, reader=reader)
    everything = judge_whole({key: committee, **others}, month)
    stored, judged = everything[key]
    begun = stored.first_ends is not None and stored.first_ends < month.number
    recent = judged.finding.assessment.recent
    return replace(
        card_of(
            committee,
            month,
            judged,
            text,
            text_queries.definitions([key])[key],
            related=tuple(cards.RelatedIndicator(f"{one.code} {one.name}", one.address) for one in related),
            resolve=Speakers(one for _, one in everything.values()).of(judged.sign.address),
        ),
        previous=period_card(month.previous) if begun else None,
        next=period_card(month.next) if month < newest else None,
        is_newest=month == newest,
        drafts=choice_of_drafts(committee, month, Selection(drafts=committee.with_drafts), reader, (recent,)),
    )


def card_of(
    committee: CommitteeRecord,
    month: Period,
    judged: Judged,
    text: CardText | None,
    versions: Sequence[DefinitionText],
    *,
    related: tuple[cards.RelatedIndicator, ...] = (),
    resolve: Resolve,
) -> cards.ReportCard:
    """The report card of an indicator that was judged with its whole history; without ways to other months."""
    sign, subject, recent = judged.sign, subject_of(judged.sign), judged.finding.assessment.recent
    return cards.ReportCard(
        committee=committee_card(committee),
        as_at=period_card(month),
        card=judged.card,
        chart=chart(subject, recent),
        rows=figure_rows(subject, recent),
        text_for=text_for(text),
        parts=text_parts(text, lambda words: blocks(fill_tokens(words, resolve))),
        definitions=definition_cards(versions),
        how_rated=ratings.how_rated(subject.voice, sign.scheme),
        related=related,
        previous=None,
        next=None,
        is_newest=False,
        retired_words=retired_words(sign.retired_from),
        text_standing=text_standing(text),
    )


Resolve = Callable[[str], str | None]


class Speakers:
    """Some indicators' figures, ready to be spoken where a text names them: `{{latest}}` of its own indicator,
    `{{A09:latest}}` of another."""

    def __init__(self, judged: Iterable[Judged]) -> None:
        self._by_address = {one.sign.address: _speaker(one) for one in judged}

    def of(self, own: str = "") -> Resolve:
        """How the tokens are resolved of a text that belongs to the indicator at the address, or (empty) to none."""

        def resolve(token: str) -> str | None:
            code, _, name = token.rpartition(":")
            speaker = self._by_address.get(address_of(code) if code else own)
            return None if speaker is None else speaker.say(name.strip())

        return resolve


def text_parts_of(text: CardText) -> tuple[str, ...]:
    return text.why, text.explains, text.success, text.actions


def others_named(texts: Iterable[str], own: Collection[str], *, reader: Reader) -> dict[int, CommitteeRecord]:
    """The indicators that texts name beside those at the addresses `own`, as far as the reader may see them: their
    committees by their keys. One query, none for none."""
    tokens = tokens_of("\n".join(texts))
    wanted = {address_of(token.rpartition(":")[0]) for token in tokens if ":" in token} - {"", *own}
    found = committee_queries.committees_of_codes(wanted, reader.drafts_asked_for)
    return {key: committee for key, committee in found.values() if reader.sees(committee)}


def _speaker(judged: Judged) -> Speaker:
    sign = judged.sign
    return Speaker(subject_of(sign).voice, judged.finding.assessment, sign.series, sign.targets)
