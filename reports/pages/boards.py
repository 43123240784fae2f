"""The dashboards of the committees, and the landing page above them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from django.utils import timezone

from indicators.domain.exception_report import in_order
from indicators.domain.periods import Frequency, Period, window
from indicators.queries import committees as committee_queries
from indicators.queries.committees import Reader
from indicators.queries.sign_records import StoredSign
from indicators.queries.vital_signs import stored_signs
from reports import cards
from reports.pages.committees import Missing, choice_of_drafts, committee_card, committee_seen
from reports.pages.judging import judge, judge_all
from reports.presenters import committees as presented
from reports.presenters.choosing import Selection, drafts, filters, sections
from reports.presenters.committees import count_badges
from reports.presenters.figures import period_card
from reports.wording.rules import rules_words


def landing(*, reader: Reader) -> cards.Landing:
    """The committees somebody may see, each as at its own newest month."""
    committees = committee_queries.committees(reader)
    signs = stored_signs(committees)
    today = timezone.localdate()
    groups = [(one, signs[one.pk], one.newest) for one in committees if one.newest is not None]
    entries = {one.pk: cards.LandingEntry(committee_card(one), None, None, (), "") for one in committees}
    for (committee, _, month), judged in zip(groups, judge_all(groups), strict=True):
        every = [one.card for one in judged]
        counts, age = presented.counts(every), presented.age(every, month, today)
        card = committee_card(committee)
        entries[committee.pk] = cards.LandingEntry(card, period_card(month), counts, count_badges(counts), age)
    return cards.Landing(tuple(entries.values()))


def newest_month(slug: str, *, reader: Reader) -> Period | None:
    """The newest month of a committee's dashboard; None while it has no figures. Raises `Missing`, and, as
    every page does, `SignInNeeded` and `NotYours`."""
    return committee_seen(slug, reader=reader).newest


def dashboard(
    slug: str, period: Period, *, reader: Reader, selection: Selection | None = None, any_month: bool = False
) -> cards.Dashboard:
    """A committee's vital signs as at a month. Raises `Missing`: also, unless `any_month` is wanted, for a
    month before the first figure or beyond the newest."""
    selection = selection or Selection()
    committee = committee_seen(slug, reader=reader)
    selection = replace(selection, drafts=committee.with_drafts)
    month = period.last_month
    signs = stored_signs([committee])[committee.pk]
    first, newest = _first(signs), committee.newest
    known = first is not None and newest is not None and first <= month <= newest
    if not known and not any_month:
        raise Missing(f"{committee.name} has no dashboard for {month.name}.")
    judged = judge(committee, signs, month)
    by_finding = {id(one.finding): one.card for one in judged}
    exceptions = in_order(one.finding for one in judged if one.card.is_exception)
    every = tuple(one.card for one in judged)
    counts = presented.counts(every)
    chosen = tuple(card for card in every if selection.lets_through(card))
    return cards.Dashboard(
        committee=committee_card(committee),
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
        drafts=choice_of_drafts(committee, month, selection, reader, (one.finding.assessment.points for one in judged)),
    )


def without_figures(slug: str, *, reader: Reader) -> cards.NoFigures:
    """What there is to say of a committee that has no figures to show. Raises `Missing`."""
    committee = committee_seen(slug, reader=reader)
    choice = drafts((), Selection(drafts=committee.with_drafts), None) if committee.pk in reader.drafts else None
    return cards.NoFigures(committee_card(committee), choice)


def _first(signs: Iterable[StoredSign]) -> Period | None:
    first = min((sign.first_ends for sign in signs if sign.first_ends is not None), default=None)
    return None if first is None else Period(Frequency.MONTHLY, first)
