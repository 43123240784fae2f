"""The filters and sections of a dashboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports import cards, pages
from reports.pages import Selection
from tests.reports.pages_seen import (
    DEMONSHIRE_SLUG,
    JANUARY,
    SEPTEMBER,
    codes,
)
from tests.stores import REGISTERS, demonstration, figures, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonshire(db: None) -> None:
    demonstration("demonshire")


# Filters


@pytest.mark.usefixtures("demonshire")
def test_filters_let_through_what_was_chosen_and_count_everything() -> None:
    everything = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, reader=pages.ANYBODY)
    assert (everything.filtered, everything.query, everything.cards) == (False, "", everything.every)

    def chosen(**selection: object) -> cards.Dashboard:
        page = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, reader=pages.ANYBODY, selection=Selection(**selection))
        assert page.filtered
        assert (page.counts, page.exceptions, page.every) == (
            everything.counts,
            everything.exceptions,
            everything.every,
        )
        assert [card for section in page.sections for card in section.cards] == list(page.cards)
        return page

    for colour in ("red", "amber", "green", "none"):
        page = chosen(rating=colour)
        assert len(page.cards) == getattr(page.counts, colour)
        assert {card.badge.colour.value for card in page.cards} == {colour}
        assert page.query == f"rating={colour}"
    assert codes(chosen(section="hospital").cards) == ["D11", "D12"]
    assert set(codes(chosen(exceptions=True).cards)) == set(codes(everything.exceptions))
    both = chosen(section="care", rating="red", exceptions=True)
    assert set(codes(both.cards)) == {"D08", "D09", "D10"}
    assert both.query == "section=care&rating=red&exceptions=yes"
    assert chosen(section="no-such").cards == ()
    assert chosen(rating="purple").cards == ()


@pytest.mark.usefixtures("demonshire")
def test_each_filter_is_a_plain_link_that_keeps_the_others() -> None:
    page = pages.dashboard(
        DEMONSHIRE_SLUG, SEPTEMBER, reader=pages.ANYBODY, selection=Selection(section="care", rating="red")
    )
    by_name = {one.name: one.choices for one in page.filters}
    assert {name: [one.label for one in choices if one.current] for name, choices in by_name.items()} == {
        "Rating": ["Red"],
        "Show": ["All vital signs"],
        "Section": ["Care at home and in care homes"],
    }
    assert {one.label: one.href for one in by_name["Rating"]} == {
        "All": "?section=care",
        "Red": "?section=care&rating=red",
        "Amber": "?section=care&rating=amber",
        "Green": "?section=care&rating=green",
        "Not rated": "?section=care&rating=none",
    }
    plain = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, reader=pages.ANYBODY)
    assert {one.choices[0].href for one in plain.filters} == {"."}


def test_indicators_without_a_section_stand_last_and_can_be_chosen(tmp_path: Path) -> None:
    load(
        tmp_path,
        {
            **REGISTERS,
            "sections.csv": "committee,slug,name,order\nadults,late,Late,2\nadults,early,Early,1\n",
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis,section,order\n"
            "B1,adults,None,bigger,count,monthly,period,,-5\nB2,adults,Late,bigger,count,monthly,period,late,1\n"
            "B3,adults,Early second,bigger,count,monthly,period,early,2\n"
            "B4,adults,Early first,bigger,count,monthly,period,early,1\n",
            **figures("B1,2017-01,1"),
        },
    )
    page = pages.dashboard("adults", JANUARY, reader=pages.ANYBODY)
    assert [(section.name, codes(section.cards)) for section in page.sections] == [
        ("Early", ["B4", "B3"]),
        ("Late", ["B2"]),
        ("Other indicators", ["B1"]),
    ]
    only = pages.dashboard("adults", JANUARY, reader=pages.ANYBODY, selection=Selection(section="-"))
    assert codes(only.cards) == ["B1"]
