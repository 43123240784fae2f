"""From rows to the verdict on each indicator and the card that says it; what was concluded is remembered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indicators.domain.assessment import SHOWN, Assessment, assess, lengthened
from indicators.domain.exception_report import CommitteeRules, Finding, find
from indicators.domain.periods import Period
from indicators.queries.committees import CommitteeRecord
from indicators.queries.sign_records import StoredSign, VitalSign
from indicators.queries.vital_signs import vital_signs, with_rows, with_whole_history
from reports import cards
from reports.presenters.choosing import WITH_DRAFTS
from reports.presenters.figures import Subject
from reports.presenters.signs import indicator_card
from reports.wording.voice import Voice

CARD_PERIODS = 25
REMEMBERED = 600  # some 15 KB each: three months of the largest dashboard


@dataclass(frozen=True, slots=True)
class Judged:
    """One indicator with what was concluded of it and the card that says it."""

    sign: VitalSign
    finding: Finding
    card: cards.IndicatorCard


def judge(committee: CommitteeRecord, signs: Collection[StoredSign], month: Period) -> list[Judged]:
    """Assesses a committee's indicators that are reported in the month."""
    return judge_all([(committee, signs, month)])[0]


def judge_all(groups: Sequence[tuple[CommitteeRecord, Collection[StoredSign], Period]]) -> list[list[Judged]]:
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


def judge_whole(of: Mapping[int, CommitteeRecord], month: Period) -> dict[int, tuple[StoredSign, Judged]]:
    """Some indicators with their whole history, each by the rules of its committee, retired ones too."""
    committees = list({committee.pk: committee for committee in of.values()}.values())
    groups = vital_signs(committees, month, only=list(of), whole=True)
    return {
        stored.pk: (stored, _conclude(stored, *_assess(stored, month, CARD_PERIODS), committee.rules))
        for committee in committees
        for stored in groups[committee.pk]
    }


_Terms = tuple[StoredSign, CommitteeRules, Period]


def _judge_anew(wanted: Sequence[_Terms]) -> list[Judged]:
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
def _place(stored: StoredSign, rules: CommitteeRules, month: Period) -> list[Judged]:
    """Where the conclusion for an indicator that stands so is put, once it is drawn."""
    return []


def _assess(stored: StoredSign, month: Period, recent: int) -> tuple[VitalSign, Assessment]:
    """What follows from one indicator's rows."""
    sign = stored.read()
    return sign, assess(sign.definition, sign.series, sign.targets, sign.scheme, sign.overrides, month, recent)


def _conclude(stored: StoredSign, sign: VitalSign, assessment: Assessment, rules: CommitteeRules) -> Judged:
    """What its committee's rules make of it, and the card that says so."""
    finding = find(assessment, rules, sign.flags)
    keeps = WITH_DRAFTS if stored.with_drafts else ""
    return Judged(sign, finding, indicator_card(subject_of(sign), finding, keeps))


def subject_of(sign: VitalSign) -> Subject:
    """What the register says of it, as presenters take it."""
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
