"""Which pages are there, for whom, at which months, and how old they say they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indicators.domain import periods
from indicators.models import Committee
from indicators.queries.committees import Committees, Reader
from reports import cards, pages
from reports.pages import Missing, NotYours, SignInNeeded
from tests.plain_verdicts import end
from tests.reports.pages_seen import (
    BOARD_SLUG,
    DEMONSHIRE_SLUG,
    JANUARY,
    NORFOLK_SLUG,
    SEPTEMBER,
    card_of,
    codes,
    texts,
)
from tests.stores import demonstration, indicator, registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def norfolk(db: None) -> None:
    demonstration("norfolk_2017")


@pytest.fixture
def demonshire(db: None) -> None:
    demonstration("demonshire")


# Who may see it


@pytest.mark.usefixtures("demonshire")
def test_a_private_committee_is_for_people_with_a_role_in_it() -> None:
    elsewhere, own = (
        Reader(signed_in=True, private=Committees(frozenset({Committee.objects.get(slug=slug).pk})))
        for slug in (DEMONSHIRE_SLUG, BOARD_SLUG)
    )
    there: tuple[Callable[[Reader], object], ...] = (
        lambda reader: pages.dashboard(BOARD_SLUG, SEPTEMBER, reader=reader),
        lambda reader: pages.newest_month(BOARD_SLUG, reader=reader),
        lambda reader: pages.definitions(BOARD_SLUG, reader=reader),
        lambda reader: pages.report_card("m01", None, reader=reader),
    )
    absent: tuple[Callable[[Reader], object], ...] = (
        lambda reader: pages.dashboard(BOARD_SLUG, periods.month(1999, 1), reader=reader),
        lambda reader: pages.report_card("m01", periods.month(2199, 1), reader=reader),
    )
    for reader, refusal in ((pages.ANYBODY, SignInNeeded), (elsewhere, NotYours)):
        for ask in (*there, *absent):
            with pytest.raises(refusal):
                ask(reader)
        assert [entry.committee.slug for entry in pages.landing(reader=reader).committees] == [DEMONSHIRE_SLUG]
    for reader in (own, pages.EVERYTHING):
        assert all(ask(reader) for ask in there)
        for ask in absent:
            with pytest.raises(Missing):
                ask(reader)
        seen = {entry.committee.slug for entry in pages.landing(reader=reader).committees}
        assert seen == {DEMONSHIRE_SLUG, BOARD_SLUG}


@pytest.mark.usefixtures("demonshire")
def test_a_public_page_names_no_private_indicator() -> None:
    """D22 is related to nothing private, M01 is related to D22: the link shows in one direction only."""
    public = [*pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, reader=pages.ANYBODY).every]
    assert not [text for card in public for text in texts(card) if "nursing home" in text and "price" in text.lower()]
    link = indicator("D22")
    link.related.add(indicator("M01"))
    assert "M01" not in " ".join(texts(pages.report_card("d22", None, reader=pages.ANYBODY)))
    assert "M01 Price of a week in a nursing home" in texts(pages.report_card("d22", None, reader=pages.EVERYTHING))


# Months and addresses that are not there


@pytest.mark.usefixtures("norfolk")
def test_what_is_not_there_is_missing() -> None:
    for ask in (
        lambda: pages.dashboard("no-such", JANUARY, reader=pages.EVERYTHING),
        lambda: pages.dashboard(NORFOLK_SLUG, periods.month(2015, 12), reader=pages.EVERYTHING),
        lambda: pages.dashboard(NORFOLK_SLUG, periods.month(2017, 2), reader=pages.EVERYTHING),
        lambda: pages.newest_month("no-such", reader=pages.EVERYTHING),
        lambda: pages.definitions("no-such", reader=pages.EVERYTHING),
        lambda: pages.report_card("no-such", None, reader=pages.EVERYTHING),
        lambda: pages.report_card("a01", periods.month(2017, 2), reader=pages.EVERYTHING),
    ):
        with pytest.raises(Missing):
            ask()


@pytest.mark.usefixtures("norfolk")
def test_any_month_may_be_asked_for_by_the_command() -> None:
    page = pages.dashboard(NORFOLK_SLUG, periods.month(2015, 12), reader=pages.EVERYTHING, any_month=True)
    assert {card.latest for card in page.every} == {None}
    assert page.counts == cards.Counts(red=0, amber=0, green=0, none=15, exceptions=0, total=15)
    assert (page.previous, page.next.written) == (None, "2016-01")
    later = pages.dashboard(NORFOLK_SLUG, periods.month(2018, 1), reader=pages.EVERYTHING, any_month=True)
    assert (later.previous.written, later.next) == ("2017-12", None)
    assert card_of(later, "A03").age_words == "14 months older than this dashboard"


@pytest.mark.usefixtures("norfolk")
def test_the_months_before_and_after() -> None:
    first = pages.dashboard(NORFOLK_SLUG, periods.month(2016, 1), reader=pages.ANYBODY)
    assert (first.previous, first.next.written, first.newest.written) == (None, "2016-02", "2017-01")
    last = pages.dashboard(NORFOLK_SLUG, JANUARY, reader=pages.ANYBODY)
    assert (last.previous.written, last.next) == ("2016-12", None)
    quarter = pages.dashboard(NORFOLK_SLUG, periods.quarter(2016, 3), reader=pages.ANYBODY)
    assert quarter.as_at.written == "2016-12"
    assert pages.newest_month(NORFOLK_SLUG, reader=pages.ANYBODY) == JANUARY


def test_a_committee_without_figures(tmp_path: Path) -> None:
    registers(tmp_path)
    assert pages.newest_month("adults", reader=pages.ANYBODY) is None
    with pytest.raises(Missing):
        pages.dashboard("adults", JANUARY, reader=pages.ANYBODY)
    with pytest.raises(Missing):
        pages.report_card("a01", None, reader=pages.ANYBODY)
    (entry,) = pages.landing(reader=pages.ANYBODY).committees
    assert (entry.as_at, entry.counts, entry.age) == (None, None, "")
    assert len(pages.definitions("adults", reader=pages.ANYBODY).entries) == 5


def test_an_empty_store() -> None:
    assert pages.landing(reader=pages.ANYBODY) == cards.Landing(())


@pytest.mark.usefixtures("demonshire")
def test_an_older_month_knows_nothing_later() -> None:
    """At the end of July 2026 the run of D12 stood at three, and the override of D14 was not made."""
    july = periods.month(2026, 7)
    page = pages.dashboard(DEMONSHIRE_SLUG, july, reader=pages.ANYBODY)
    assert card_of(page, "D12").is_exception
    assert not card_of(page, "D14").rating.overridden
    assert not [card for card in page.every for entry in card.series if end(entry.period) > july.number]
    assert not [card for card in page.every if card.newest and end(card.newest.period.written) > july.number]
    assert "special meeting" not in " ".join(texts(page))


@pytest.mark.usefixtures("demonshire")
def test_a_retired_indicator_stands_until_it_is_retired() -> None:
    before = pages.dashboard(DEMONSHIRE_SLUG, periods.month(2025, 9), reader=pages.ANYBODY)
    after = pages.dashboard(DEMONSHIRE_SLUG, periods.month(2025, 10), reader=pages.ANYBODY)
    assert "D05" in codes(before.every)
    assert "D05" not in codes(after.every)
    card = pages.report_card("d05", None, reader=pages.ANYBODY)
    assert card.retired_words == "No longer reported from October 2025 on."
    entry = next(one for one in pages.definitions(DEMONSHIRE_SLUG, reader=pages.ANYBODY).entries if one.code == "D05")
    assert entry.retired_words == card.retired_words


# The landing page


def test_each_committee_stands_at_its_own_newest_month() -> None:
    demonstration("demonshire")
    demonstration("norfolk_2017")
    entries = {entry.committee.slug: entry for entry in pages.landing(reader=pages.ANYBODY).committees}
    for slug, month in ((NORFOLK_SLUG, JANUARY), (DEMONSHIRE_SLUG, SEPTEMBER)):
        page = pages.dashboard(slug, month, reader=pages.ANYBODY)
        entry = entries[slug]
        assert (entry.as_at, entry.counts, entry.count_badges) == (page.as_at, page.counts, page.count_badges)
        assert entry.age == page.age


# Ages


@pytest.mark.usefixtures("norfolk")
def test_ages_are_counted_to_today(monkeypatch: pytest.MonkeyPatch) -> None:
    def age_on(year: int, month: int, day: int) -> str:
        now = datetime(year, month, day, 12, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        return pages.dashboard(NORFOLK_SLUG, JANUARY, reader=pages.ANYBODY).age

    oldest = min(
        (card for card in pages.dashboard(NORFOLK_SLUG, JANUARY, reader=pages.ANYBODY).every if card.latest),
        key=lambda card: end(card.latest.period.written),
    )
    months = JANUARY.number - end(oldest.latest.period.written)
    rest = f"The oldest latest figure is {months} months older than this dashboard: {oldest.code}, "
    assert age_on(2017, 1, 31).startswith(rest), "nothing of an age on its own last day"
    for day, words in (
        ((2017, 2, 1), "January 2017 ended 1 day ago. "),
        ((2017, 3, 6), "January 2017 ended 34 days ago. "),
        ((2017, 5, 3), "January 2017 ended 92 days ago. "),
        ((2017, 5, 4), "January 2017 ended 3 months ago. "),
        ((2018, 1, 30), "January 2017 ended 11 months ago. "),
        ((2018, 1, 31), "January 2017 ended 1 year ago. "),
        ((2018, 2, 28), "January 2017 ended 1 year and 1 month ago. "),
        ((2026, 11, 22), "January 2017 ended 9 years and 9 months ago. "),
    ):
        assert age_on(*day).startswith(words + rest), day


@pytest.mark.usefixtures("demonshire")
def test_who_has_no_figure_yet_is_named() -> None:
    page = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, reader=pages.ANYBODY)
    assert page.age.endswith("D21 has no figure yet.")
    assert "The oldest latest figure is 6 months older than this dashboard: D17, 2025/26." in page.age
    assert card_of(page, "D01").age_words == "3 months older than this dashboard"
    assert card_of(page, "D02").age_words == ""
    assert page.committee.council == "Demonshire County Council (invented)"
