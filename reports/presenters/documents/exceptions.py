"""What a committee should look at, with the rules and the evidence, and what nearly came to that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.cards import Dashboard, Document, DocumentBlock, IndicatorCard, Part
from reports.presenters.documents.blocks import Indoors, bullets, paragraph
from reports.presenters.documents.grids import exceptions_grid, outcomes_grid
from reports.presenters.documents.live import Making, live_document
from reports.presenters.documents.report_cards import verdict

NONE_NOW = "No vital sign meets this committee’s rules this month."
EACH_AT_ITS_OWN = (
    "A vital sign is an exception when one of these rules says so, or when a person added it with a reason. Each is "
    "judged at its own latest figure."
)


def exceptions_part(
    dashboard: Dashboard,
    *,
    key: str = "exceptions",
    number: str = "",
    heading: str = "Exceptions",
    indoors: Indoors = (),
    lettered: bool = False,
) -> Part:
    """All exceptions in one table, the most serious first, then those that nearly are and those left out by hand.
    `lettered` ones are told apart as a, b and c, as a committee speaks of them."""
    as_at = dashboard.as_at
    return Part(
        key=key,
        heading=heading,
        number=number,
        blocks=(
            (exceptions_grid(dashboard.exceptions, as_at, indoors, lettered=lettered),)
            if dashboard.exceptions
            else (_none(),)
        ),
        parts=tuple(_others(dashboard, key)),
    )


def exception_part(card: IndicatorCard, *, number: str = "") -> Part:
    """One exception: how it stands, and every rule with its evidence."""
    return Part(
        key=f"exception-{card.address}",
        heading=f"{card.code} {card.name}",
        number=number,
        blocks=(verdict(card), outcomes_grid(card)),
    )


def rules_part(rules: Iterable[str], *, key: str = "rules", number: str = "") -> Part:
    """How a committee finds its exceptions, a sentence a rule."""
    return Part(
        key=key,
        heading="How an exception is found",
        number=number,
        blocks=(paragraph(EACH_AT_ITS_OWN), bullets(rules)),
    )


def exceptions_document(dashboard: Dashboard, making: Making) -> Document:
    """The exception report alone, from live figures."""
    committee, as_at = dashboard.committee, dashboard.as_at
    whole = Part(
        key="exceptions",
        heading="What the committee should look at",
        blocks=(paragraph(f"{dashboard.summary} {dashboard.age}"), *(() if dashboard.exceptions else (_none(),))),
        parts=tuple(exception_part(card) for card in dashboard.exceptions),
    )
    return live_document(
        f"{committee.name}: exceptions",
        committee,
        as_at,
        (whole, *_others(dashboard, "exceptions"), rules_part(dashboard.rules_words)),
        making,
        source=f"/committees/{committee.slug}/{as_at.address}/exceptions/",
        subject=f"Exceptions as at {as_at.name}",
    )


def _none() -> DocumentBlock:
    return paragraph(NONE_NOW)


def _others(dashboard: Dashboard, key: str) -> Iterator[Part]:
    if dashboard.nearly:
        yield Part(f"{key}-nearly", "Nearly exceptions", blocks=(bullets(map(_nearly, dashboard.nearly)),))
    if dashboard.left_out:
        yield Part(f"{key}-left-out", "Left out by hand", blocks=(bullets(map(_left_out, dashboard.left_out)),))


def _nearly(card: IndicatorCard) -> str:
    return f"{card.code} {card.name} ({card.badge.word.lower()}): {card.nearly_words}"


def _left_out(card: IndicatorCard) -> str:
    why = " ".join(outcome.evidence for outcome in card.fired if outcome.rule == "left_out_by_hand")
    return f"{card.code} {card.name} ({card.badge.word.lower()}): {why}"
