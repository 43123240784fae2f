"""Preflight: what is to be mended, or accepted with a reason, before a paper is locked; each with the place for it.

Nothing here judges figures: it asks whether people have done their parts, and what the number check says of texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils import timezone

from indicators.domain.periods import parse
from indicators.queries import committees as committee_queries
from indicators.queries import texts as text_queries
from indicators.queries.on_their_way import figures_on_their_way
from indicators.queries.texts import TextState
from reports.cards import IndicatorCard, ReportCard
from reports.cards.findings import TextFinding
from reports.cards.papers import PaperRecord, PartKind, PartRecord
from reports.cards.preflight import PreflightFinding
from reports.markdown import figures_missing, says_something
from reports.pages.paper_exceptions import readers_of
from reports.pages.papers import Composed, composed, lateness
from reports.pages.text_checks import check_card_texts, check_paper_text
from reports.pages.texts_due import older_text
from reports.presenters.papers import Material
from reports.presenters.texts import whole_text
from reports.wording.papers import Late

SMALL: Final = Decimal(5)
"""Counts of people below this can tell who they are; a council hides them unless it decided otherwise."""
CLEARED_BY: Final = {"finance": "Finance", "legal": "Legal"}
States = Mapping[int, TextState]


def preflight(
    paper: PaperRecord, *, at: datetime | None = None, whole: Composed | None = None
) -> tuple[PreflightFinding, ...]:
    """All findings of a paper, those that were accepted too, in the order in which an officer would mend them.

    As many queries for a paper of one report card as for one of forty.
    """
    material = (whole or composed(paper)).material
    states = text_queries.text_states(paper.meeting.committee, paper.month)
    return tuple(
        _answered(paper, one)
        for one in (
            *_texts_of_cards(paper, material, states),
            *_parts(paper, material),
            *_missing_figures(paper, material),
            *_number_checks(paper, states),
            *_figures(paper, material),
            *_formalities(paper, timezone.localtime(at)),
        )
    )


def _answered(paper: PaperRecord, finding: PreflightFinding) -> PreflightFinding:
    return replace(finding, accepted=paper.acceptances.get(finding.key) if finding.acceptable else None)


def _cards(paper: PaperRecord) -> Iterator[PartRecord]:
    return (part for part in paper.included if part.kind is PartKind.CARD)


def _texts_of_cards(paper: PaperRecord, material: Material, states: States) -> Iterator[PreflightFinding]:
    for part in _cards(paper):
        state = states.get(part.indicator or 0)
        href = _writing(part, paper)
        report = material.reports.get(part.indicator or 0)
        if state is None or state.approved is None:
            yield PreflightFinding(
                f"card-missing:{part.code}",
                "Report cards",
                f"{part.code} has no approved report-card text{_way(state)}.{_writer(report)}",
                href,
                part.key,
            )
            continue
        if state.on_its_way:
            yield PreflightFinding(
                f"card-on-its-way:{part.code}:{state.on_its_way}",
                "Report cards",
                f"A newer text of {part.code} is on its way ({state.on_its_way}) and would not be in the paper.",
                href,
                part.key,
                acceptable=True,
            )
        older = "" if report is None else older_text(report.card, state)
        if older:
            yield PreflightFinding(
                f"card-older:{part.code}:{_hash(older)}", "Report cards", older, href, part.key, acceptable=True
            )


def _way(state: TextState | None) -> str:
    return f"; one is on its way ({state.on_its_way})" if state is not None and state.on_its_way else ""


def _writer(report: ReportCard | None) -> str:
    """Who is to write it, for whoever reads the list and may not."""
    return f" Its lead officer is {report.card.lead}." if report is not None and report.card.lead else ""


def _parts(paper: PaperRecord, material: Material) -> Iterator[PreflightFinding]:
    for part in paper.included:
        if part.mandatory and not says_something(material.draw(part.text)):
            yield PreflightFinding(
                f"part-empty:{part.key}", "Parts", f"“{part.heading}” is empty.", _part(paper, part), part.key
            )
    accounted = {part.address for part in paper.parts if part.kind is PartKind.CARD}  # left out: the paper says why
    for card in material.dashboard.exceptions:
        if card.address not in accounted:
            yield PreflightFinding(
                f"exception-without-card:{card.code}",
                "Exceptions",
                f"{card.code} is an exception and has no report card in the paper.",
                f"{reverse('admin:reports_paper_compose', args=[paper.pk])}#adding",
                acceptable=True,
            )
    exceptions = {card.address for card in material.dashboard.exceptions}
    for part in _cards(paper):
        if part.address not in exceptions and not part.text.strip():
            yield PreflightFinding(
                f"card-without-exception:{part.code}",
                "Exceptions",
                f"{part.code} has a report card and is no exception. Say in the part’s own text why it is reported.",
                _part(paper, part),
                part.key,
                acceptable=True,
            )


def _missing_figures(paper: PaperRecord, material: Material) -> Iterator[PreflightFinding]:
    """Figure tokens that say nothing: mistyped, of a figure that is not there, or of a committee that is not public."""
    for part in paper.included:
        report = material.reports.get(part.indicator or 0)
        written = [] if report is None else [block for one in report.parts for block in one.blocks]
        for where, href, read in (
            (part.heading, _part(paper, part), material.draw(part.text)),
            (part.code, _writing(part, paper) if written else "", written),
        ):
            for token in figures_missing(read):
                yield PreflightFinding(
                    f"no-figure:{part.key}:{_hash(where + token)}",
                    "Figures in texts",
                    f"{where}: there is no figure for {{{{{token}}}}}, and “[no figure: {token}]” would be printed.",
                    href,
                    part.key,
                )


def _number_checks(paper: PaperRecord, states: States) -> Iterator[PreflightFinding]:
    reader = readers_of(paper.meeting)
    cards = [part for part in _cards(paper) if part.indicator is not None]
    texts = text_queries.approved_texts([part.indicator for part in cards if part.indicator is not None], paper.month)
    wanted = {part.address: whole_text(text) for part in cards if (text := texts.get(part.indicator or 0)) is not None}
    found = check_card_texts(paper.meeting.committee_slug, wanted, paper.month, reader=reader)
    for part in cards:
        state = states.get(part.indicator or 0)
        set_aside = frozenset() if state is None else state.set_aside
        for one in found.get(part.address, ()):
            if one.is_doubt and one.key not in set_aside:
                yield PreflightFinding(
                    f"number:{part.address}:{one.key}",
                    "Number check",
                    doubt_words(part.code, one),
                    _writing(part, paper),
                    part.key,
                )
    own = {part.key: part.text for part in paper.included if part.text.strip()}
    checked = check_paper_text(paper.meeting.committee_slug, paper.month, own, reader=reader)
    for part in paper.included:
        for one in checked.get(part.key, ()):
            if one.is_doubt:
                yield PreflightFinding(
                    doubt_key(part, one),
                    "Number check",
                    doubt_words(part.heading, one),
                    _part(paper, part),
                    part.key,
                    acceptable=True,
                )


def doubt_key(part: PartRecord, one: TextFinding) -> str:
    """By which a doubt about a part's own text is accepted."""
    return f"number:{part.key}:{one.key}"


def doubt_words(where: str, one: TextFinding) -> str:
    """What is said of a doubt of the number check, wherever in a paper it stands."""
    end = "" if one.sentence.endswith((".", "!", "?")) else "."
    return f"{where}: “{one.said}” in “{one.sentence}”{end} {one.why}"


def _figures(paper: PaperRecord, material: Material) -> Iterator[PreflightFinding]:
    for one in figures_on_their_way(paper.meeting.committee, paper.month):
        yield PreflightFinding(
            f"not-verified:{one.code}:{one.period.written}:{one.state}",
            "Figures",
            f"{one.code} {one.period.name} is entered and not verified ({one.state}): it would not be in the paper.",
            reverse("admin:indicators_revision_life", args=[one.address, one.period.address]),
            acceptable=True,
            alike=True,
        )
    shown = [(card, small) for card in material.dashboard.every if (small := _small(card, material))]
    keys = committee_queries.committees_of_codes([card.address for card, _ in shown])
    for card, small in shown:
        yield PreflightFinding(
            f"small:{card.code}:{_hash(small)}",
            "Small numbers",
            f"{card.code} shows {small} and hides nothing below {SMALL}.",
            f"{reverse('admin:indicators_indicator_change', args=[keys[card.address][0]])}#id_suppress_below",
            acceptable=True,
        )


def _small(card: IndicatorCard, material: Material) -> str:
    """The smallest number of people that is shown of an indicator, where it is below five: `2 in October 2026`."""
    shown: list[tuple[Decimal, str]] = []
    if card.unit == "count":
        shown += [(Decimal(one.value), parse(one.period).name) for one in card.series if one.value is not None]
    for report in material.reports.values():
        if report.card.code == card.code:
            shown += [
                (Decimal(row.numerator.replace(",", "")), row.period.name) for row in report.rows if row.numerator
            ]
    below = [one for one in shown if 0 < one[0] < SMALL]
    return f"{min(below)[0]} in {min(below)[1]}" if below else ""


def _formalities(paper: PaperRecord, now: datetime) -> Iterator[PreflightFinding]:
    about = reverse("admin:reports_paper_about", args=[paper.pk])
    late = lateness(paper, now, Late.WOULD_BE)
    if late and not paper.urgency:
        words = f"{late} It needs its reason of urgency."
        yield PreflightFinding("late", "Publication", words, f"{about}#id_urgency")
    cleared = {one.kind for one in paper.clearances}
    for kind, name in CLEARED_BY.items():
        if kind not in cleared:
            words, href = f"{name} has not cleared the paper.", f"{about}#clearance-{kind}"
            yield PreflightFinding(f"clearance:{kind}", "Clearances", words, href)
    if not paper.director:
        yield PreflightFinding("director", "Cover", "No responsible director is named.", f"{about}#id_director")


def _part(paper: PaperRecord, part: PartRecord) -> str:
    return f"{reverse('admin:reports_paper_part', args=[paper.pk, part.key])}#id_text"


def _writing(part: PartRecord, paper: PaperRecord) -> str:
    return reverse("admin:indicators_reportcardtext_write", args=[part.address, paper.month.address])


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]
