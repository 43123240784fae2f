"""What a reader chooses to see of a dashboard: the filters, and what they let through by section."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from indicators.domain.definitions import Colour
from reports import cards
from reports.wording.voice import COLOUR_WORDS


@dataclass(frozen=True, slots=True)
class Selection:
    """What the dashboard's filters let through: a section's slug, a colour, exceptions only. Empty lets all through.

    A value that is none of the choices lets nothing through, rather than everything by mistake.
    """

    section: str = ""
    rating: str = ""
    exceptions: bool = False

    @property
    def query(self) -> dict[str, str]:
        """As it stands in an address."""
        chosen = {"section": self.section, "rating": self.rating, "exceptions": "yes" if self.exceptions else ""}
        return {name: value for name, value in chosen.items() if value}

    def lets_through(self, card: cards.IndicatorCard) -> bool:
        return (
            self.section in ("", card.section_slug or "-")
            and self.rating in ("", card.badge.colour.value)
            and (card.is_exception or not self.exceptions)
        )


def sections(chosen: Iterable[cards.IndicatorCard]) -> Iterator[cards.SectionCards]:
    """In the order of the indicators; those without a section come last, where the query put them."""
    groups: dict[str, list[cards.IndicatorCard]] = {}
    for card in chosen:
        groups.setdefault(card.section_slug, []).append(card)
    for slug, group in groups.items():
        yield cards.SectionCards(group[0].section or "Other indicators", slug, tuple(group))


def filters(shown: Collection[cards.IndicatorCard], selection: Selection) -> tuple[cards.Filter, ...]:
    """The filters as plain links, each keeping what the others chose."""

    def choice(label: str, changed: Selection) -> cards.Choice:
        query = urlencode(changed.query)
        return cards.Choice(label, f"?{query}" if query else ".", changed == selection)

    names = {card.section_slug or "-": card.section or "Other indicators" for card in shown}
    colours = (Colour.RED, Colour.AMBER, Colour.GREEN, Colour.NONE)
    return (
        cards.Filter(
            "Rating",
            (
                choice("All", replace(selection, rating="")),
                *(choice(COLOUR_WORDS[one], replace(selection, rating=one.value)) for one in colours),
            ),
        ),
        cards.Filter(
            "Show",
            (
                choice("All vital signs", replace(selection, exceptions=False)),
                choice("Exceptions only", replace(selection, exceptions=True)),
            ),
        ),
        cards.Filter(
            "Section",
            (
                choice("All", replace(selection, section="")),
                *(choice(name, replace(selection, section=slug)) for slug, name in names.items()),
            ),
        ),
    )
