"""What a reader chooses to see: the filters of a dashboard, what they let through by section, and drafts or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from indicators.domain.definitions import Colour
from indicators.domain.periods import Period
from indicators.domain.series import Observation
from reports import cards
from reports.presenters.figures import period_card
from reports.wording.standing import with_drafts_words
from reports.wording.voice import COLOUR_WORDS

YES = "yes"


@dataclass(frozen=True, slots=True)
class Selection:
    """What the dashboard's filters let through: a section's slug, a colour, exceptions only. Empty lets all through.

    A value that is none of the choices lets nothing through, rather than everything by mistake. `drafts` filters
    nothing: figures on their way stand in the place of verified ones.
    """

    section: str = ""
    rating: str = ""
    exceptions: bool = False
    drafts: bool = False

    @property
    def filters(self) -> bool:
        """Is anything chosen that leaves indicators out?"""
        return bool(replace(self, drafts=False).query)

    @property
    def query(self) -> dict[str, str]:
        """As it stands in an address."""
        chosen = {
            "section": self.section,
            "rating": self.rating,
            "exceptions": YES if self.exceptions else "",
            "drafts": YES if self.drafts else "",
        }
        return {name: value for name, value in chosen.items() if value}

    @property
    def address(self) -> str:
        """What it adds to an address: `?rating=red`, or nothing."""
        query = urlencode(self.query)
        return f"?{query}" if query else ""

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
        return cards.Choice(label, changed.address or ".", changed == selection)

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


WITH_DRAFTS = Selection(drafts=True).address


def drafts(shown: Iterable[Observation | None], selection: Selection, verified: Period | None) -> cards.Drafts:
    """The choice between verified figures and those on their way, for a page whose choices are `selection` and whose
    figures are `shown`. `verified` is the month as at which there are verified figures."""
    return cards.Drafts(
        shown=selection.drafts,
        words=with_drafts_words(shown) if selection.drafts else "",
        query=replace(selection, drafts=not selection.drafts).address,
        verified=None if verified is None else period_card(verified),
        keeps=WITH_DRAFTS if selection.drafts else "",
    )
