"""The assembler: queries, then `assess`, then presenters, then a card. The only room of reports that reads the store.

Each page makes a fixed number of queries (`tests/reports/test_queries.py` counts them).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from indicators import rights
from indicators.domain.assessment import SHOWN, Assessment, Point, assess, lengthened
from indicators.domain.definitions import address_of
from indicators.domain.exception_report import CommitteeRules, Finding, find, in_order
from indicators.domain.periods import Frequency, Period, window
from indicators.queries import committees as committee_queries
from indicators.queries import texts as text_queries
from indicators.queries.committees import CommitteeRecord, Reader
from indicators.queries.previews import Typed, with_typed
from indicators.queries.vital_signs import (
    StoredSign,
    VitalSign,
    registered,
    stored_signs,
    vital_signs,
    with_rows,
    with_whole_history,
)
from reports import cards
from reports.cards.previews import Preview
from reports.markdown import blocks, fill_tokens, tokens_of
from reports.presenters import committees as presented
from reports.presenters.choosing import WITH_DRAFTS, Selection, drafts, filters, sections
from reports.presenters.committees import count_badges
from reports.presenters.figures import Subject, figure_rows, period_card
from reports.presenters.pictures import chart
from reports.presenters.previews import preview
from reports.presenters.signs import indicator_card
from reports.presenters.texts import definition_cards, definition_entry, retired_words, text_parts
from reports.wording import ratings
from reports.wording.rules import rules_words
from reports.wording.tokens import Speaker
from reports.wording.voice import Voice

store_token = committee_queries.store_token
reader_of = rights.reader_of
ANYBODY, EVERYTHING = committee_queries.ANYBODY, committee_queries.EVERYTHING
CARD_PERIODS = 25
REMEMBERED = 600  # some 15 KB each: three months of the largest dashboard


class Missing(LookupError):
    """There is no such committee, indicator or month."""


class SignInNeeded(Exception):
    """It is there, for people who are signed in."""


class NotYours(Exception):
    """It is there, for people with a role in its committee."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """One indicator with what was concluded of it and the card that says it."""

    sign: VitalSign
    finding: Finding
    card: cards.IndicatorCard


def landing(*, reader: Reader) -> cards.Landing:
    """The committees somebody may see, each as at its own newest month."""
    committees = committee_queries.committees(reader)
    signs = stored_signs(committees)
    today = timezone.localdate()
    groups = [(one, signs[one.pk], one.newest) for one in committees if one.newest is not None]
    entries = {one.pk: cards.LandingEntry(_committee_card(one), None, None, (), "") for one in committees}
    for (committee, _, month), judged in zip(groups, _judge_all(groups), strict=True):
        every = [one.card for one in judged]
        counts, age = presented.counts(every), presented.age(every, month, today)
        card = _committee_card(committee)
        entries[committee.pk] = cards.LandingEntry(card, period_card(month), counts, count_badges(counts), age)
    return cards.Landing(tuple(entries.values()))


def newest_month(slug: str, *, reader: Reader) -> Period | None:
    """The newest month of a committee's dashboard; None while it has no figures. Raises `Missing`, and, as
    every page does, `SignInNeeded` and `NotYours`."""
    return _committee(slug, reader=reader).newest


def dashboard(
    slug: str, period: Period, *, reader: Reader, selection: Selection | None = None, any_month: bool = False
) -> cards.Dashboard:
    """A committee's vital signs as at a month. Raises `Missing`: also, unless `any_month` is wanted, for a
    month before the first figure or beyond the newest."""
    selection = selection or Selection()
    committee = _committee(slug, reader=reader)
    selection = replace(selection, drafts=committee.with_drafts)
    month = period.last_month
    signs = stored_signs([committee])[committee.pk]
    first, newest = _first(signs), committee.newest
    known = first is not None and newest is not None and first <= month <= newest
    if not known and not any_month:
        raise Missing(f"{committee.name} has no dashboard for {month.name}.")
    judged = _judge(committee, signs, month)
    by_finding = {id(one.finding): one.card for one in judged}
    exceptions = in_order(one.finding for one in judged if one.card.is_exception)
    every = tuple(one.card for one in judged)
    counts = presented.counts(every)
    chosen = tuple(card for card in every if selection.lets_through(card))
    return cards.Dashboard(
        committee=_committee_card(committee),
        as_at=period_card(month),
        window=tuple(period_card(one) for one in window(month)),
        counts=counts,
        count_badges=count_badges(counts),
        summary=presented.summary(counts),
        age=presented.age(every, month, timezone.localdate()),
        exceptions=tuple(by_finding[id(finding)] for finding in exceptions),
        nearly=tuple(card for card in every if card.nearly),
        left_out=tuple(card for card in every if card.left_out),
        every=every,
        cards=chosen,
        sections=tuple(sections(chosen)),
        filters=filters(every, selection),
        filtered=selection.filters,
        query=urlencode(selection.query),
        previous=period_card(month.previous) if first is not None and month > first else None,
        next=period_card(month.next) if newest is not None and month < newest else None,
        newest=None if newest is None else period_card(newest),
        rules_words=rules_words(committee.rules),
        drafts=_drafts(committee, month, selection, reader, (one.finding.assessment.points for one in judged)),
    )


def without_figures(slug: str, *, reader: Reader) -> cards.NoFigures:
    """What there is to say of a committee that has no figures to show. Raises `Missing`."""
    committee = _committee(slug, reader=reader)
    choice = drafts((), Selection(drafts=committee.with_drafts), None) if committee.pk in reader.drafts else None
    return cards.NoFigures(_committee_card(committee), choice)


def report_card(address: str, period: Period | None, *, reader: Reader) -> cards.ReportCard:
    """One indicator's page as at a month, its committee's newest where none is given. Raises as `dashboard` does."""
    found = committee_queries.committee_of_indicator(address, reader.drafts_asked_for)
    if found is None:
        raise Missing(f"There is no indicator at {address}.")
    key, committee = found
    _check_may_see(committee, reader=reader)
    newest = committee.newest
    month = newest if period is None else period.last_month
    if month is None or newest is None:
        raise Missing(f"{committee.name} has no figures yet.")
    if month > newest:
        raise Missing(f"{committee.name} has no figures for {month.name} yet.")
    return _report_card(committee, key, address, month, newest, reader=reader)


def definitions(slug: str, *, reader: Reader) -> cards.Definitions:
    """The reference document of a committee's indicators. Raises `Missing`."""
    committee = _committee(slug, reader=reader)
    signs = [stored.read() for stored in registered(committee)]
    versions = text_queries.definitions([sign.pk for sign in signs])
    return cards.Definitions(
        _committee_card(committee),
        tuple(definition_entry(_subject(sign), sign.scheme, sign.retired_from, versions[sign.pk]) for sign in signs),
        rules_words(committee.rules),
    )


def previews(slug: str, month: Period, typed: Sequence[Typed], *, user: Any) -> list[Preview]:
    """What would be said of figures that somebody is typing for a round of a committee; nothing is stored.

    Only for who may enter figures there. Raises `Missing`, `SignInNeeded` and `NotYours`.
    """
    committee = _committee(slug, reader=rights.reader_of(user))
    if not rights.may(user, "indicators.change_figure", committee.pk):
        raise NotYours(slug) if user.is_authenticated else SignInNeeded(slug)
    found = []
    for one in with_typed(committee, month.last_month, typed):
        card = None
        if one.sign is not None:
            sign = one.sign
            assessment = assess(
                sign.definition, sign.series, sign.targets, sign.scheme, sign.overrides, month.last_month, SHOWN
            )
            card = indicator_card(_subject(sign), find(assessment, committee.rules, sign.flags))
        found.append(preview(one.address, one.period, card, one.problem))
    return found


def _report_card(
    committee: CommitteeRecord, key: int, address: str, month: Period, newest: Period, *, reader: Reader
) -> cards.ReportCard:
    text, related = text_queries.words_beside(key, month, reader)
    tokens = set() if text is None else tokens_of("\n".join((text.why, text.explains, text.success, text.actions)))
    others = _others(tokens, address, reader=reader)
    everything = _judge_whole({key: committee, **others}, month)
    stored, judged = everything[key]
    sign, subject, recent = judged.sign, _subject(judged.sign), judged.finding.assessment.recent
    speakers = {one.sign.address: _speaker(one) for _, one in everything.values()}

    def resolve(token: str) -> str | None:
        code, _, name = token.rpartition(":")
        speaker = speakers.get(address_of(code) if code else sign.address)
        return None if speaker is None else speaker.say(name.strip())

    begun = stored.first_ends is not None and stored.first_ends < month.number
    return cards.ReportCard(
        committee=_committee_card(committee),
        as_at=period_card(month),
        card=judged.card,
        chart=chart(subject, recent),
        rows=figure_rows(subject, recent),
        text_for="" if text is None else f"Written for the dashboard of {text.period.name}",
        parts=text_parts(text, lambda words: blocks(fill_tokens(words, resolve))),
        definitions=definition_cards(text_queries.definitions([key])[key]),
        how_rated=ratings.how_rated(subject.voice, sign.scheme),
        related=tuple(cards.RelatedIndicator(f"{one.code} {one.name}", one.address) for one in related),
        previous=period_card(month.previous) if begun else None,
        next=period_card(month.next) if month < newest else None,
        is_newest=month == newest,
        retired_words=retired_words(sign.retired_from),
        drafts=_drafts(committee, month, Selection(drafts=committee.with_drafts), reader, (recent,)),
    )


def _others(tokens: Collection[str], own: str, *, reader: Reader) -> dict[int, CommitteeRecord]:
    """The other indicators that a text names, as far as the reader may see them: their committees by their keys."""
    wanted = {address_of(token.rpartition(":")[0]) for token in tokens if ":" in token} - {"", own}
    found = committee_queries.committees_of_codes(wanted, reader.drafts_asked_for)
    return {key: committee for key, committee in found.values() if reader.sees(committee)}


def _judge_whole(of: Mapping[int, CommitteeRecord], month: Period) -> dict[int, tuple[StoredSign, _Judged]]:
    """Some indicators with their whole history, each by the rules of its committee, retired ones too."""
    committees = list({committee.pk: committee for committee in of.values()}.values())
    groups = vital_signs(committees, month, only=list(of), whole=True)
    return {
        stored.pk: (stored, _conclude(stored, *_assess(stored, month, CARD_PERIODS), committee.rules))
        for committee in committees
        for stored in groups[committee.pk]
    }


def _speaker(judged: _Judged) -> Speaker:
    sign = judged.sign
    return Speaker(_subject(sign).voice, judged.finding.assessment, sign.series, sign.targets)


_Terms = tuple[StoredSign, CommitteeRules, Period]


def _judge(committee: CommitteeRecord, signs: Collection[StoredSign], month: Period) -> list[_Judged]:
    """Assesses a committee's indicators that are reported in the month."""
    return _judge_all([(committee, signs, month)])[0]


def _judge_all(groups: Sequence[tuple[CommitteeRecord, Collection[StoredSign], Period]]) -> list[list[_Judged]]:
    """Assesses the indicators of each committee in its month.

    What was concluded while an indicator stood as it does (its register, what was said of it, its newest revision) is
    remembered: one saved figure reads and makes one indicator anew, not forty.
    """
    wanted = [
        [(stored, committee.rules, month) for stored in signs if not stored.retired_at(month)]
        for committee, signs, month in groups
    ]
    places = [[_place(*terms) for terms in group] for group in wanted]
    new = [
        (terms, place)
        for group, found in zip(wanted, places, strict=True)
        for terms, place in zip(group, found, strict=True)
        if not place
    ]
    for (_, place), judged in zip(new, _judge_anew([terms for terms, _ in new]), strict=True):
        place[:] = [judged]
    return [[judged for place in group for judged in place] for group in places]


def _judge_anew(wanted: Sequence[_Terms]) -> list[_Judged]:
    """Assesses indicators by their newest periods, and with their whole history those that need it."""
    read = with_rows([(stored, month) for stored, _, month in wanted])
    assessed = [_assess(stored, month, SHOWN) for stored, (_, _, month) in zip(read, wanted, strict=True)]
    unsure = [
        stored for stored, (_, found) in zip(read, assessed, strict=True) if found.history_needed or found.streak_open
    ]
    whole = {stored.pk: stored for stored in with_whole_history(unsure)}
    judged = []
    for (stored, rules, month), (sign, found) in zip(wanted, assessed, strict=True):
        if found.history_needed:
            sign, found = _assess(whole[stored.pk], month, SHOWN)
        elif found.streak_open:
            everything = whole[stored.pk]
            found = lengthened(found, everything.older_figures(), everything.read_targets(), sign.overrides)
        judged.append(_conclude(stored, sign, found, rules))
    return judged


@lru_cache(maxsize=REMEMBERED)
def _place(stored: StoredSign, rules: CommitteeRules, month: Period) -> list[_Judged]:
    """Where the conclusion for an indicator that stands so is put, once it is drawn."""
    return []


def _assess(stored: StoredSign, month: Period, recent: int) -> tuple[VitalSign, Assessment]:
    """What follows from one indicator's rows."""
    sign = stored.read()
    return sign, assess(sign.definition, sign.series, sign.targets, sign.scheme, sign.overrides, month, recent)


def _conclude(stored: StoredSign, sign: VitalSign, assessment: Assessment, rules: CommitteeRules) -> _Judged:
    """What its committee's rules make of it, and the card that says so."""
    finding = find(assessment, rules, sign.flags)
    keeps = WITH_DRAFTS if stored.with_drafts else ""
    return _Judged(sign, finding, indicator_card(_subject(sign), finding, keeps))


def _drafts(
    committee: CommitteeRecord,
    month: Period,
    selection: Selection,
    reader: Reader,
    shown: Iterable[Iterable[Point]],
) -> cards.Drafts | None:
    """The choice between verified figures and those on their way, for those who have it."""
    if committee.pk not in reader.drafts:
        return None
    # Without drafts there may be nothing to see in this month: the other choice leads to the nearest that has figures.
    span = committee.verified
    verified = None if span is None else min(max(month, span[0]), span[1])
    return drafts((point.observation for points in shown for point in points), selection, verified)


def _committee(slug: str, *, reader: Reader) -> CommitteeRecord:
    found = committee_queries.committee(slug, reader.drafts_asked_for)
    if found is None:
        raise Missing(f"There is no committee called {slug}.")
    _check_may_see(found, reader=reader)
    return found


def _check_may_see(committee: CommitteeRecord, *, reader: Reader) -> None:
    if not reader.sees(committee):
        raise NotYours(committee.slug) if reader.signed_in else SignInNeeded(committee.slug)


def _first(signs: Iterable[StoredSign]) -> Period | None:
    first = min((sign.first_ends for sign in signs if sign.first_ends is not None), default=None)
    return None if first is None else Period(Frequency.MONTHLY, first)


def _committee_card(committee: CommitteeRecord) -> cards.CommitteeCard:
    return cards.CommitteeCard(committee.slug, committee.name, committee.council, committee.public)


def _subject(sign: VitalSign) -> Subject:
    return Subject(
        code=sign.code,
        address=sign.address,
        name=sign.name,
        section=sign.section,
        section_slug=sign.section_slug,
        lead=sign.lead,
        data_owner=sign.data_owner,
        voice=Voice(sign.definition, sign.decimals, sign.suppress_below),
    )
