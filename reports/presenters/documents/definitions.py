"""What each vital sign means: the reference document that members asked for."""

from __future__ import annotations

from collections.abc import Iterator

from reports.cards import DefinitionCard, DefinitionEntry, Definitions, Document, Fact, Facts, Notice, Part
from reports.cards.documents import DocumentBlock
from reports.presenters.documents.blocks import paragraph
from reports.presenters.documents.exceptions import rules_part
from reports.presenters.documents.live import Making, live_document
from reports.presenters.documents.report_cards import NOBODY_YET

NONE_YET = "This committee has no indicators yet."


def definitions_part(
    definitions: Definitions, *, key: str = "definitions", number: str = "", heading: str = "Definitions"
) -> Part:
    """Every indicator's definition, which way is good, how it is rated, how often it comes and who answers for it."""
    return Part(
        key=key,
        heading=heading,
        number=number,
        blocks=() if definitions.entries else (paragraph(NONE_YET),),
        parts=tuple(entry_part(entry) for entry in definitions.entries),
        new_page=True,
    )


def entry_part(entry: DefinitionEntry) -> Part:
    """One indicator in the reference document: its newest definition first."""
    return Part(f"definition-{entry.address}", f"{entry.code} {entry.name}", blocks=tuple(_blocks(entry)))


def definitions_document(definitions: Definitions, making: Making) -> Document:
    """The reference document alone, as it stands today."""
    committee = definitions.committee
    whole = Part(
        key="definitions",
        heading="Vital signs",
        blocks=() if definitions.entries else (paragraph(NONE_YET),),
        parts=tuple(entry_part(entry) for entry in definitions.entries),
    )
    return live_document(
        f"{committee.name}: what each vital sign means",
        committee,
        None,
        (whole, rules_part(definitions.rules_words)),
        making,
        source=f"/definitions/{committee.slug}/",
        subject="Definitions of the vital signs",
    )


def _blocks(entry: DefinitionEntry) -> Iterator[DocumentBlock]:
    if entry.retired_words:
        yield Notice(entry.retired_words)
    if not entry.versions:
        yield paragraph("Its definition is not written yet.")
    said = (
        *(fact for version in entry.versions[:1] for fact in _version(version)),
        ("Good is", entry.good_is_words),
        ("Unit", entry.unit_words),
        ("How often", f"{entry.frequency_words}, {entry.basis_words}"),
        ("How it is rated", " ".join(entry.how_rated)),
        ("Section", entry.section),
        ("Lead officer", entry.lead or NOBODY_YET),
        ("Data owner", entry.data_owner or NOBODY_YET),
    )
    yield Facts(tuple(Fact(term, words) for term, words in said if words))
    for version in entry.versions[1:]:
        yield paragraph(f"{version.from_words}, an earlier version:")
        yield Facts(tuple(Fact(term, words) for term, words in _version(version) if words))


def _version(version: DefinitionCard) -> Iterator[tuple[str, str]]:
    yield "Definition", f"{version.definition} ({version.from_words})"
    yield "Why it matters", version.why
    yield "Why this target", version.target_rationale
    yield "Break", version.breaks_words
    yield "Note", version.note
