"""Words written by people: report-card text and definitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from indicators.domain.periods import Period, parse
from indicators.domain.rating import Scheme
from reports import cards
from reports.presenters.figures import Subject
from reports.wording import numbers, ratings
from reports.wording.voice import BASIS_WORDS, FREQUENCY_WORDS, GOOD_IS_WORDS

CARD_HEADINGS = (
    ("why", "Why is this important?"),
    ("explains", "What explains current performance?"),
    ("success", "What will success look like?"),
    ("actions", "Action required"),
)

TEXT_STANDING = {
    "draft": "This text is a draft: the public does not read it.",
    "submitted": "This text waits to be approved: the public does not read it yet.",
}


class CardText(Protocol):
    """Report-card text in Markdown, part by part."""

    why: str
    explains: str
    success: str
    actions: str


class DatedText(CardText, Protocol):
    """Report-card text with the month it was written for and how far it has come."""

    period: Period
    state: str


class DefinitionText(Protocol):
    """One version of what an indicator means."""

    from_period: Period
    definition: str
    why: str
    target_rationale: str
    breaks_series: bool
    note: str


def text_parts(text: CardText | None, draw: Callable[[str], tuple[cards.Block, ...]]) -> tuple[cards.TextPart, ...]:
    """The four parts of a report card on the standard format, whether written yet or not."""
    return tuple(
        cards.TextPart(heading, draw(getattr(text, name)) if text is not None and getattr(text, name) else ())
        for name, heading in CARD_HEADINGS
    )


def whole_text(text: CardText) -> str:
    """The four parts as one Markdown text, each under its heading: what the number check reads."""
    return "\n\n".join(f"## {heading}\n\n{words}" for name, heading in CARD_HEADINGS if (words := getattr(text, name)))


def text_for(text: DatedText | None) -> str:
    return "" if text is None else f"Written for the dashboard of {text.period.name}"


def text_standing(text: DatedText | None) -> str:
    """What is said on top of a text that is not approved yet; nothing of one that is, or where there is none."""
    return "" if text is None else TEXT_STANDING.get(text.state, "")


def older_words(card: cards.IndicatorCard, approved: Period, approved_on: date | None) -> str:
    """Why a text approved for a month is older than the figure it explains; empty where it is not."""
    latest = card.latest
    if latest is None:
        return ""
    if parse(latest.period.written).last_month_number > approved.last_month_number:
        return (
            f"The text of {card.code} was written for {approved.name}, before the figure of {latest.period.name} that "
            "it is printed beside."
        )
    if latest.revised and approved_on and latest.revised > approved_on.isoformat():
        return f"The figure of {card.code} for {latest.period.name} was revised after its text was approved."
    return ""


def definition_cards(versions: Sequence[DefinitionText]) -> tuple[cards.DefinitionCard, ...]:
    """Every version of a definition, newest first."""
    return tuple(
        cards.DefinitionCard(
            from_words=f"From {version.from_period.name}",
            definition=version.definition,
            why=version.why,
            target_rationale=version.target_rationale,
            breaks_words=(
                f"Figures from {version.from_period.name} on are not comparable with earlier ones."
                if version.breaks_series
                else ""
            ),
            note=version.note,
        )
        for version in reversed(versions)
    )


def definition_entry(
    subject: Subject, scheme: Scheme, retired_from: Period | None, versions: Sequence[DefinitionText]
) -> cards.DefinitionEntry:
    """One indicator in the reference document."""
    definition = subject.voice.definition
    return cards.DefinitionEntry(
        code=subject.code,
        address=subject.address,
        name=subject.name,
        section=subject.section,
        good_is_words=GOOD_IS_WORDS[definition.good_is],
        unit_words=numbers.UNIT_WORDS[definition.unit],
        frequency_words=FREQUENCY_WORDS[definition.frequency],
        basis_words=BASIS_WORDS[definition.basis],
        lead=subject.lead,
        data_owner=subject.data_owner,
        how_rated=ratings.how_rated(subject.voice, scheme),
        versions=definition_cards(versions),
        retired_words=retired_words(retired_from),
    )


def retired_words(retired_from: Period | None) -> str:
    return "" if retired_from is None else f"No longer reported from {retired_from.name} on."
