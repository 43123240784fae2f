"""What would be said of figures before they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indicators import rights
from indicators.domain.assessment import SHOWN, assess
from indicators.domain.exception_report import find
from indicators.domain.periods import Period
from indicators.queries.previews import Typed, with_typed
from reports.cards.previews import Preview
from reports.pages.committees import NotYours, SignInNeeded, committee_seen
from reports.pages.judging import subject_of
from reports.presenters.previews import preview
from reports.presenters.signs import indicator_card


def previews(slug: str, month: Period, typed: Sequence[Typed], *, user: Any) -> list[Preview]:
    """What would be said of figures that somebody is typing for a round of a committee; nothing is stored.

    Only for who may enter figures there. Raises `Missing`, `SignInNeeded` and `NotYours`.
    """
    committee = committee_seen(slug, reader=rights.reader_of(user))
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
            card = indicator_card(subject_of(sign), find(assessment, committee.rules, sign.flags))
        found.append(preview(one.address, one.period, card, one.problem))
    return found
