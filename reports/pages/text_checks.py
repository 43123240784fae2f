"""What texts say of indicators, held against the stored figures: of one report card, or of the parts of a paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from indicators.domain.definitions import address_of
from indicators.domain.periods import Period
from indicators.domain.series import Series, Status
from indicators.domain.text_check.check import check_text
from indicators.domain.text_check.findings import Subject
from indicators.domain.text_check.words import finder, given
from indicators.queries import committees as committee_queries
from indicators.queries.committees import CommitteeRecord, Reader
from indicators.queries.vital_signs import registered
from reports.cards.findings import TextFinding
from reports.markdown import fill_tokens, tokens_of
from reports.pages.committees import Missing, check_may_see, committee_seen
from reports.pages.judging import Judged, judge_whole, subject_of
from reports.pages.report_cards import Resolve, Speakers, others_named
from reports.presenters.text_findings import text_findings


def check_card_text(
    address: str, month: Period | None, text: str, *, reader: Reader, whole: bool = True
) -> tuple[TextFinding, ...]:
    """The findings of a text about the indicator at the address, as at the month (its committee's newest if None):
    of all claims, or not `whole`: of the doubted ones alone. Figure tokens are filled in first. A month that has no
    figures yet is no error: its text may be written before they come. Raises `Missing`, `SignInNeeded`, `NotYours`."""
    found = committee_queries.committee_of_indicator(address, reader.drafts_asked_for)
    if found is None:
        raise Missing(f"There is no indicator at {address}.")
    key, committee = found
    check_may_see(committee, reader=reader)
    month = committee.newest if month is None else month.last_month
    if month is None:
        raise Missing(f"{committee.name} has no figures yet.")
    judged = _spoken_of([text], {key: committee}, committee, month, reader)
    own = judged[key].sign.address
    findings = _check({"": text}, judged, own, committee)[""]
    return findings if whole else tuple(one for one in findings if one.is_doubt)


def check_card_texts(
    slug: str, texts: Mapping[str, str], month: Period, *, reader: Reader
) -> dict[str, tuple[TextFinding, ...]]:
    """The findings of the texts of several report cards of a committee, by the addresses of their indicators: the same
    as of each alone, and as many queries as for one. Raises `Missing`, `SignInNeeded` and `NotYours`."""
    committee = committee_seen(slug, reader=reader)
    own = {sign.pk: committee for stored in registered(committee) if (sign := stored.read()).address in texts}
    judged = _spoken_of(texts.values(), own, committee, month, reader)
    mentions = finder({name: one.sign.address for one in judged.values() for name in (one.sign.name, one.sign.code)})
    found: dict[str, tuple[TextFinding, ...]] = {}
    for address, text in texts.items():
        # Each text is read beside the indicators that it names, not beside those of all the other texts.
        named = {address, *(of for _, _, of in mentions(text)), *map(_address_in, tokens_of(text))}
        concerned = {key: one for key, one in judged.items() if one.sign.address in named}
        found |= _check({address: text}, concerned, address, committee)
    return found


def _address_in(token: str) -> str:
    """The address of the indicator that a figure token names, empty for the text's own."""
    return address_of(token.rpartition(":")[0])


def check_paper_text(
    slug: str, month: Period, texts: Mapping[str, str], *, reader: Reader
) -> dict[str, tuple[TextFinding, ...]]:
    """The findings of texts that belong to no single indicator, by the same keys: claims are judged where a sentence or
    list item names one of the committee's indicators by its code or name. Raises `Missing`, `SignInNeeded`, `NotYours`.
    """
    committee = committee_seen(slug, reader=reader)
    return _check(texts, _spoken_of(texts.values(), {}, committee, month, reader), "", committee)


def _spoken_of(
    texts: Iterable[str], own: Mapping[int, CommitteeRecord], committee: CommitteeRecord, month: Period, reader: Reader
) -> dict[int, Judged]:
    """The indicators that texts are about and those that they name, by their keys: with a token, or (of the same
    committee) by code or name."""
    listed = list(texts)
    signs = {one.address: one for one in (stored.read() for stored in registered(committee))}
    mentions = finder({name: sign.code for sign in signs.values() for name in (sign.name, sign.code)})
    named = {code for text in listed for _, _, code in mentions(text)}
    of = {sign.pk: committee for sign in signs.values() if sign.code in named}
    others = others_named(listed, {one.address for one in signs.values() if one.pk in own}, reader=reader)
    return {key: judged for key, (_, judged) in judge_whole({**others, **of, **own}, month).items()}


def _check(
    texts: Mapping[str, str], judged: Mapping[int, Judged], own: str, committee: CommitteeRecord
) -> dict[str, tuple[TextFinding, ...]]:
    """`own` is the address of the indicator that the texts belong to, empty for none."""
    by_address = {one.sign.address: one for one in judged.values()}
    subjects = {address: _subject(one, committee.council) for address, one in by_address.items()}
    others = [subject for address, subject in subjects.items() if address != own]
    voices = {one.sign.code: subject_of(one.sign).voice for one in by_address.values()}
    resolve = _marking(Speakers(by_address.values()).of(own), own, {one.code: one.code for one in others})
    return {
        key: text_findings(check_text(fill_tokens(text, resolve), subjects.get(own), others), voices)
        for key, text in texts.items()
    }


def _marking(resolve: Resolve, own: str, codes: Mapping[str, str]) -> Resolve:
    """What tokens of other indicators say is marked as given: it came from the store and is no claim of the text."""
    by_address = {address_of(code): code for code in codes}

    def marked(token: str) -> str | None:
        words, address = resolve(token), _address_in(token)
        if words is None or address in ("", own):
            return words
        return given(by_address.get(address, address), words)

    return marked


def _subject(judged: Judged, council: str) -> Subject:
    """As the check takes it. What is hidden from readers is not stored for it: the text must not tell it either."""
    sign, voice = judged.sign, subject_of(judged.sign).voice
    shown = [
        replace(row, value=None, numerator=None, denominator=None, status=Status.SUPPRESSED)
        if voice.hides(row)
        else row
        for row in sign.series
    ]
    series = Series.of(shown, earlier_left_out=sign.series.earlier_left_out)
    as_at = judged.finding.assessment.as_at
    return Subject(sign.code, sign.name, sign.definition, series, sign.targets, as_at, sign.decimals, council)
