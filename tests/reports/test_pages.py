"""The assembler: whole pages of the demonstrations and of long histories against the plain twin of the rules."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from indicators.domain import periods
from indicators.domain.exception_report import Rule
from indicators.domain.periods import parse
from indicators.queries import vital_signs
from reports import cards, pages
from reports.exports.delimited import report_card_csv
from reports.exports.structured import dashboard_json, report_card_json
from reports.pages import Missing, Selection, SignInNeeded
from tests import long_histories
from tests.plain_verdicts import Indicator, end, rows
from tests.stores import REGISTERS, demonstration, figures, indicator, load, registers, write
from tests.test_demonstrations import DEMONSHIRE

pytestmark = pytest.mark.django_db

NORFOLK_SLUG = rows("norfolk_2017", "committees.csv")[0]["slug"]
DEMONSHIRE_SLUG, BOARD_SLUG = (row["slug"] for row in rows("demonshire", "committees.csv"))
JANUARY, SEPTEMBER = periods.month(2017, 1), periods.month(2026, 9)


@pytest.fixture
def norfolk(db: None) -> None:
    demonstration("norfolk_2017")


@pytest.fixture
def demonshire(db: None) -> None:
    demonstration("demonshire")


def codes(group: tuple[cards.IndicatorCard, ...]) -> list[str]:
    return [card.code for card in group]


def card_of(page: cards.Dashboard, code: str) -> cards.IndicatorCard:
    (found,) = (card for card in page.every if card.code == code)
    return found


def texts(value: object) -> list[str]:
    """Every text and number that stands anywhere in a card."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [text for field in dataclasses.fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [text for part in value for text in texts(part)]
    return [] if value is None or isinstance(value, bool) else [str(value)]


# The demonstrations


@pytest.mark.usefixtures("norfolk")
def test_norfolk_as_at_january_2017() -> None:
    page = pages.dashboard(NORFOLK_SLUG, JANUARY, signed_in=False)
    assert page.as_at.written == "2017-01"
    assert [period.written for period in page.window] == [
        *(f"2016-{month:02d}" for month in range(1, 13)),
        "2017-01",
    ]
    assert len(page.every) == 15
    assert sorted(codes(page.exceptions)) == ["A03", "A05", "A09", "A10", "A11"]
    assert codes(page.nearly) == ["A08"]
    assert page.left_out == ()
    assert page.counts == cards.Counts(red=4, amber=0, green=2, none=9, exceptions=5, total=15)
    assert page.summary == "15 vital signs: 4 red, 0 amber, 2 green and 9 not rated. 5 are exceptions."
    assert codes(page.exceptions) == ["A09", "A11", "A10", "A03", "A05"], "the furthest from its target first"
    gaps = {card.code: (card.latest.period.written, card.rating.gap, card.rating.colour) for card in page.every}
    assert {code: gaps[code] for code in ("A02", "A03", "A08", "A09", "A10", "A11")} == {
        "A02": ("2016-11", "-8.79", "green"),
        "A03": ("2016-11", "7.97", "red"),
        "A08": ("2016-11", "-3.33", "green"),
        "A09": ("2016-11", "106.67", "red"),
        "A10": ("2016-12", "13.16", "red"),
        "A11": ("2016-12", "28.13", "red"),
    }


@pytest.mark.usefixtures("demonshire")
def test_demonshire_as_at_september_2026() -> None:
    page = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, signed_in=False)
    expected = "D02 D06 D08 D09 D10 D11 D13 D14 D18 D20 D22 D23 D24"
    assert sorted(codes(page.exceptions)) == expected.split()
    assert codes(page.left_out) == ["D04"]
    assert sorted(codes(page.nearly)) == ["D01", "D15", "D19", "D25"]
    assert "D05" not in codes(page.every), "it was retired in October 2025"
    assert card_of(page, "D21").latest is None
    assert page.counts.total == 26
    assert page.counts.exceptions == 13
    assert [badge.count for badge in page.count_badges] == [
        page.counts.red,
        page.counts.amber,
        page.counts.green,
        page.counts.none,
    ]


def twin_verdicts(page: cards.Dashboard, folder: str, as_at: str) -> list[tuple[dict, dict]]:
    """What each card says beside what the plain twin finds, in the same words."""
    found = []
    for card in page.every:
        one = Indicator(folder, card.code, as_at)
        if one.latest is None:
            assert card.latest is None
            continue
        computed, shown = one.computed(one.latest), one.shown(one.latest)
        gap = one.gap_percent(one.latest)
        said = {
            "latest": card.latest.period.written if "/" not in card.latest.period.written else "",
            "ends": end(card.latest.period.written),
            "computed": card.rating.computed,
            "shown": card.rating.colour,
            "streak": int((card.since_words or "x for 0").split(" for ")[1].split()[0]),
            "fired": [outcome.rule.value for outcome in card.outcomes if outcome.fired],
            "evaluated": [card.outcomes[1].evaluated],
            "verdict": "left out"
            if card.left_out
            else "exception"
            if card.is_exception
            else "nearly"
            if card.nearly
            else "",
            "lapsed": any("earlier period and has none" in note for note in card.notes),
            "travel": [_direction(card.since_previous), _direction(card.since_last_year)],
            "colours": {entry.period: entry.rating for entry in card.series},
        }
        year_to_date = one.basis == "year_to_date" and one.step != 12
        by_judgement = one.row["unit"] == "judgement"
        previous = None if by_judgement else one.worse(one.latest - one.step, one.latest)
        last_year = None if by_judgement else one.worse(one.latest - 12, one.latest)
        verdict = one.verdict
        if verdict == "nearly" and shown != "amber" and int(one.committee["worsening_moves"]) == 1:
            verdict = ""
        plain = {
            "latest": said["latest"],
            "ends": one.latest,
            "computed": computed,
            "shown": shown,
            "streak": 0 if shown == "none" else one.in_colour,
            "fired": [rule.value for rule in Rule if rule.value in one.fired],
            "evaluated": [one.run is not None and not by_judgement and not _no_range(one)],
            "verdict": verdict,
            "lapsed": one.target_ended,
            "travel": [None if year_to_date else previous, last_year],
            "colours": {entry.period: one.shown(end(entry.period)) for entry in card.series},
        }
        if one.scheme["kind"] == "percent_of_target" and computed != "none":
            assert card.rating.gap == f"{_two_places(gap):f}", card.code
        found.append(({"code": card.code, **said}, {"code": card.code, **plain}))
    return found


def _no_range(one: Indicator) -> bool:
    target = one.target(one.latest)
    return one.good_is == "range" and (target is None or target[1] is None)


def _two_places(gap: Decimal) -> Decimal:
    rounded = gap.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def _direction(arrow: cards.Arrow) -> int | None:
    return {"worsening": 1, "steady": 0, "improving": -1, "not_comparable": None}[arrow.direction.value]


@pytest.mark.parametrize(
    ("folder", "slug", "months"),
    [
        ("norfolk_2017", NORFOLK_SLUG, ("2017-01", "2016-11", "2016-06", "2016-01")),
        ("demonshire", DEMONSHIRE_SLUG, ("2026-09", "2026-07", "2026-03", "2025-12", "2025-01", "2024-04")),
        ("demonshire", BOARD_SLUG, ("2026-09", "2026-01")),
    ],
)
def test_a_demonstration_agrees_with_the_plain_twin_month_by_month(
    folder: str, slug: str, months: tuple[str, ...]
) -> None:
    demonstration(folder)
    for as_at in months:
        page = pages.dashboard(slug, parse(as_at), signed_in=True)
        for said, plain in twin_verdicts(page, folder, as_at):
            assert said == plain, as_at


@pytest.mark.usefixtures("demonshire")
def test_demonshire_shows_what_its_table_says() -> None:
    shown = {}
    for slug in (DEMONSHIRE_SLUG, BOARD_SLUG):
        for card in pages.dashboard(slug, SEPTEMBER, signed_in=True).every:
            if card.latest is not None:
                fired = " ".join(outcome.rule.value for outcome in card.outcomes if outcome.fired)
                month = parse(card.latest.period.written).last_month.written
                shown[card.code] = (month, card.rating.computed, fired)
    assert shown == {code: (row[0], row[1], row[4]) for code, row in DEMONSHIRE.items()}


# Long histories


@pytest.mark.parametrize("seed", range(4))
def test_long_histories_agree_with_the_plain_twin(tmp_path: Path, seed: int) -> None:
    folder = str(write(tmp_path / "long", long_histories.files(seed)))
    load(tmp_path / "long", long_histories.files(seed))
    for as_at in ("2017-01", "2016-06", "2013-11"):
        page = pages.dashboard(long_histories.COMMITTEE, parse(as_at), signed_in=False)
        for said, plain in twin_verdicts(page, folder, as_at):
            assert said == plain, as_at


@pytest.mark.parametrize("seed", range(4, 10))
def test_reading_the_newest_periods_says_what_reading_everything_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    load(tmp_path, long_histories.files(seed))
    months = [periods.month(2017, 1), periods.month(2016, 3), periods.month(2014, 9)]

    def everything() -> list[cards.Dashboard]:
        found = []
        for month in months:
            found.append(pages.dashboard(long_histories.COMMITTEE, month, signed_in=False))
        return found

    bounded, landing = everything(), pages.landing(signed_in=False)
    monkeypatch.setattr(vital_signs, "PERIODS_READ", 10_000)
    for page, whole in zip(bounded, everything(), strict=True):
        for card, twin in zip(page.every, whole.every, strict=True):
            assert card == twin
        assert page == whole
    assert pages.landing(signed_in=False) == landing


def test_a_report_card_says_what_the_dashboard_says(tmp_path: Path) -> None:
    """One reads everything of one indicator, the other the newest of all."""
    load(tmp_path, long_histories.files(seed=10))
    page = pages.dashboard(long_histories.COMMITTEE, JANUARY, signed_in=False)
    for card in page.every:
        alone = pages.report_card(card.address, JANUARY, signed_in=False).card
        assert dataclasses.replace(alone, spark=card.spark) == card


# Who may see it


@pytest.mark.usefixtures("demonshire")
def test_a_private_committee_is_for_people_who_are_signed_in() -> None:
    refused = (
        lambda: pages.dashboard(BOARD_SLUG, SEPTEMBER, signed_in=False),
        lambda: pages.dashboard(BOARD_SLUG, periods.month(1999, 1), signed_in=False),
        lambda: pages.newest_month(BOARD_SLUG, signed_in=False),
        lambda: pages.definitions(BOARD_SLUG, signed_in=False),
        lambda: pages.report_card("m01", None, signed_in=False),
        lambda: pages.report_card("m01", periods.month(2199, 1), signed_in=False),
    )
    for ask in refused:
        with pytest.raises(SignInNeeded):
            ask()
    assert pages.dashboard(BOARD_SLUG, SEPTEMBER, signed_in=True).committee.public is False
    assert pages.newest_month(BOARD_SLUG, signed_in=True) == SEPTEMBER
    assert pages.report_card("m01", None, signed_in=True).card.code == "M01"
    assert [entry.committee.slug for entry in pages.landing(signed_in=False).committees] == [DEMONSHIRE_SLUG]
    assert {entry.committee.slug for entry in pages.landing(signed_in=True).committees} == {DEMONSHIRE_SLUG, BOARD_SLUG}


@pytest.mark.usefixtures("demonshire")
def test_a_public_page_names_no_private_indicator() -> None:
    """D22 is related to nothing private, M01 is related to D22: the link shows in one direction only."""
    public = [*pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, signed_in=False).every]
    assert not [text for card in public for text in texts(card) if "nursing home" in text and "price" in text.lower()]
    link = indicator("D22")
    link.related.add(indicator("M01"))
    assert "M01" not in " ".join(texts(pages.report_card("d22", None, signed_in=False)))
    assert "M01 Price of a week in a nursing home" in texts(pages.report_card("d22", None, signed_in=True))


# Months and addresses that are not there


@pytest.mark.usefixtures("norfolk")
def test_what_is_not_there_is_missing() -> None:
    for ask in (
        lambda: pages.dashboard("no-such", JANUARY, signed_in=True),
        lambda: pages.dashboard(NORFOLK_SLUG, periods.month(2015, 12), signed_in=True),
        lambda: pages.dashboard(NORFOLK_SLUG, periods.month(2017, 2), signed_in=True),
        lambda: pages.newest_month("no-such", signed_in=True),
        lambda: pages.definitions("no-such", signed_in=True),
        lambda: pages.report_card("no-such", None, signed_in=True),
        lambda: pages.report_card("a01", periods.month(2017, 2), signed_in=True),
    ):
        with pytest.raises(Missing):
            ask()


@pytest.mark.usefixtures("norfolk")
def test_any_month_may_be_asked_for_by_the_command() -> None:
    page = pages.dashboard(NORFOLK_SLUG, periods.month(2015, 12), signed_in=True, any_month=True)
    assert {card.latest for card in page.every} == {None}
    assert page.counts == cards.Counts(red=0, amber=0, green=0, none=15, exceptions=0, total=15)
    assert (page.previous, page.next.written) == (None, "2016-01")
    later = pages.dashboard(NORFOLK_SLUG, periods.month(2018, 1), signed_in=True, any_month=True)
    assert (later.previous.written, later.next) == ("2017-12", None)
    assert card_of(later, "A03").age_words == "14 months older than this dashboard"


@pytest.mark.usefixtures("norfolk")
def test_the_months_before_and_after() -> None:
    first = pages.dashboard(NORFOLK_SLUG, periods.month(2016, 1), signed_in=False)
    assert (first.previous, first.next.written, first.newest.written) == (None, "2016-02", "2017-01")
    last = pages.dashboard(NORFOLK_SLUG, JANUARY, signed_in=False)
    assert (last.previous.written, last.next) == ("2016-12", None)
    quarter = pages.dashboard(NORFOLK_SLUG, periods.quarter(2016, 3), signed_in=False)
    assert quarter.as_at.written == "2016-12"
    assert pages.newest_month(NORFOLK_SLUG, signed_in=False) == JANUARY


def test_a_committee_without_figures(tmp_path: Path) -> None:
    registers(tmp_path)
    assert pages.newest_month("adults", signed_in=False) is None
    with pytest.raises(Missing):
        pages.dashboard("adults", JANUARY, signed_in=False)
    with pytest.raises(Missing):
        pages.report_card("a01", None, signed_in=False)
    (entry,) = pages.landing(signed_in=False).committees
    assert (entry.as_at, entry.counts, entry.age) == (None, None, "")
    assert len(pages.definitions("adults", signed_in=False).entries) == 5


def test_an_empty_store() -> None:
    assert pages.landing(signed_in=False) == cards.Landing(())


@pytest.mark.usefixtures("demonshire")
def test_an_older_month_knows_nothing_later() -> None:
    """At the end of July 2026 the run of D12 stood at three, and the override of D14 was not made."""
    july = periods.month(2026, 7)
    page = pages.dashboard(DEMONSHIRE_SLUG, july, signed_in=False)
    assert card_of(page, "D12").is_exception
    assert not card_of(page, "D14").rating.overridden
    assert not [card for card in page.every for entry in card.series if end(entry.period) > july.number]
    assert not [card for card in page.every if card.newest and end(card.newest.period.written) > july.number]
    assert "special meeting" not in " ".join(texts(page))


@pytest.mark.usefixtures("demonshire")
def test_a_retired_indicator_stands_until_it_is_retired() -> None:
    before = pages.dashboard(DEMONSHIRE_SLUG, periods.month(2025, 9), signed_in=False)
    after = pages.dashboard(DEMONSHIRE_SLUG, periods.month(2025, 10), signed_in=False)
    assert "D05" in codes(before.every)
    assert "D05" not in codes(after.every)
    card = pages.report_card("d05", None, signed_in=False)
    assert card.retired_words == "No longer reported from October 2025 on."
    entry = next(one for one in pages.definitions(DEMONSHIRE_SLUG, signed_in=False).entries if one.code == "D05")
    assert entry.retired_words == card.retired_words


# The landing page


def test_each_committee_stands_at_its_own_newest_month() -> None:
    demonstration("demonshire")
    demonstration("norfolk_2017")
    entries = {entry.committee.slug: entry for entry in pages.landing(signed_in=False).committees}
    for slug, month in ((NORFOLK_SLUG, JANUARY), (DEMONSHIRE_SLUG, SEPTEMBER)):
        page = pages.dashboard(slug, month, signed_in=False)
        entry = entries[slug]
        assert (entry.as_at, entry.counts, entry.count_badges) == (page.as_at, page.counts, page.count_badges)
        assert entry.age == page.age


# Ages


@pytest.mark.usefixtures("norfolk")
def test_ages_are_counted_to_today(monkeypatch: pytest.MonkeyPatch) -> None:
    def age_on(year: int, month: int, day: int) -> str:
        now = datetime(year, month, day, 12, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        return pages.dashboard(NORFOLK_SLUG, JANUARY, signed_in=False).age

    oldest = min(
        (card for card in pages.dashboard(NORFOLK_SLUG, JANUARY, signed_in=False).every if card.latest),
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
    page = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, signed_in=False)
    assert page.age.endswith("D21 has no figure yet.")
    assert "The oldest latest figure is 6 months older than this dashboard: D17, 2025/26." in page.age
    assert card_of(page, "D01").age_words == "3 months older than this dashboard"
    assert card_of(page, "D02").age_words == ""
    assert page.committee.council == "Demonshire County Council (invented)"


# Filters


@pytest.mark.usefixtures("demonshire")
def test_filters_let_through_what_was_chosen_and_count_everything() -> None:
    everything = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, signed_in=False)
    assert (everything.filtered, everything.query, everything.cards) == (False, "", everything.every)

    def chosen(**selection: object) -> cards.Dashboard:
        page = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, signed_in=False, selection=Selection(**selection))
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
        DEMONSHIRE_SLUG, SEPTEMBER, signed_in=False, selection=Selection(section="care", rating="red")
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
    plain = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, signed_in=False)
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
    page = pages.dashboard("adults", JANUARY, signed_in=False)
    assert [(section.name, codes(section.cards)) for section in page.sections] == [
        ("Early", ["B4", "B3"]),
        ("Late", ["B2"]),
        ("Other indicators", ["B1"]),
    ]
    only = pages.dashboard("adults", JANUARY, signed_in=False, selection=Selection(section="-"))
    assert codes(only.cards) == ["B1"]


# Figures too small to be shown


@pytest.mark.usefixtures("demonshire")
def test_suppressed_figures_stand_nowhere() -> None:
    """D17 counts people: 2 in 2020/21 and 3 in 2025/26, and is not shown below 5."""
    card = pages.report_card("d17", None, signed_in=True)
    page = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, signed_in=True)
    dashboard_card = card_of(page, "D17")
    for shown in (card.card, dashboard_card):
        assert (shown.latest.value, shown.latest.status, shown.latest.text) == (None, "suppressed", "Suppressed")
    by_period = {row.period.written: row for row in card.rows}
    for hidden in ("2020/21", "2025/26"):
        row = by_period[hidden]
        assert (row.text, row.numerator, row.denominator) == ("Suppressed", "", "")
        assert (row.entry.value, row.entry.status) == (None, "suppressed")
    assert {period: row.text for period, row in by_period.items() if row.text != "Suppressed"} == {
        "2019/20": "6",
        "2021/22": "7",
        "2022/23": "9",
        "2023/24": "11",
        "2024/25": "8",
    }
    for name, points in (("chart", card.chart.points), ("spark", dashboard_card.spark.points)):
        assert [point.value for point in points] == [6.0, None, 7.0, 9.0, 11.0, 8.0, None], name
    lonely = {"2", "3", "2.0", "3.0"}
    figure_texts = texts(card.chart) + texts(card.rows) + texts(dashboard_card) + texts(card.card)
    assert not [text for text in figure_texts if lonely & set(text.replace(",", " ").rstrip(".").split())]
    (written,) = (one for one in json.loads(dashboard_json(page))["indicators"] if one["code"] == "D17")
    assert written["latest"] == {
        "period": "2025/26",
        "value": None,
        "status": "suppressed",
        "text": "Suppressed",
    }
    assert {one["value"] for one in written["series"]} == {None}
    assert b"2025/26,,suppressed" in report_card_csv(card).replace(b'"', b"")


NUMERATORS = (
    "code,period,value,numerator,denominator\n"
    "S1,2016-11,,4,250\nS1,2016-12,,3,200\nS1,2017-01,,9,300\n"
    "S2,2016-12,8,,\nS2,2017-01,1,,\n"
)


def test_small_numerators_hide_their_percentage_from_every_word(tmp_path: Path) -> None:
    load(
        tmp_path,
        {
            **REGISTERS,
            "schemes.csv": "slug,kind,green_within,red_from\nin-points,points,0,2\n",
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis,scheme,suppress_below,decimals\n"
            "S1,adults,Small share,smaller,percent,monthly,period,in-points,5,1\n"
            "S2,adults,Small count,smaller,count,monthly,period,in-points,5,\n",
            "figures.csv": NUMERATORS,
            "targets.csv": "code,period,value,profile\nS1,2016/17,0.7,flat\nS2,2016/17,9,flat\n",
            "report_cards/s1/2016-11.md": "## What explains current performance?\n\n"
            "{{latest}} {{2016-11}} {{2016-12}} {{change 2016-11 2016-12}} {{change 2016-12 2017-01}} {{S2:latest}} "
            "{{S2:change 2016-12 2017-01}}\n",
        },
    )
    december, january = (pages.dashboard("adults", month, signed_in=True) for month in (JANUARY.previous, JANUARY))
    words = texts(december) + texts(january)
    for month in (JANUARY.previous, JANUARY):
        for address in ("s1", "s2"):
            words += texts(pages.report_card(address, month, signed_in=True))
    for month in (JANUARY.previous, JANUARY):
        words += [dashboard_json(pages.dashboard("adults", month, signed_in=True)).decode()]
        for address in ("s1", "s2"):
            report = pages.report_card(address, month, signed_in=True)
            words += [report_card_json(report).decode(), report_card_csv(report).decode()]
    for hidden in ("1.6", "1.5", "0.1", "0.8", "0.9"):
        assert not [text for text in words if hidden in text], f"{hidden} can be read or worked out"
    one, two = card_of(december, "S1"), card_of(january, "S2")
    assert one.latest.text == two.latest.text == "Suppressed"
    assert (one.rating.gap, one.rating.gap_unit, two.rating.gap) == (None, None, None)
    assert one.rating_words == "Rated on the true figure; the figure is too small to be shown, to protect people."
    assert (one.cells[-1].kind, one.cells[-1].sort_key) == (cards.CellKind.MISSING, None)
    assert card_of(january, "S1").latest.text == "3.0%"
    assert card_of(january, "S1").since_previous.change == ""
    (said,) = (text for text in words if text.startswith("3.0% "))
    assert said == (
        "3.0% a figure too small to be shown a figure too small to be shown not comparable not comparable "
        "a figure too small to be shown not comparable"
    )


# Figure tokens


@pytest.mark.usefixtures("norfolk")
def test_tokens_speak_the_figures_of_the_store() -> None:
    load_text(
        "{{latest}} | {{target}} | {{rating}} | {{2016-08}} | {{change 2016-10 latest}} | {{A09:latest}} | "
        "{{a09:2016-09}} | {{ A03:rating }} | {{A99:latest}} | {{wrong}} | {{2031-01}} | {{change latest}}"
    )
    (part,) = (one for one in pages.report_card("a03", JANUARY, signed_in=False).parts if one.blocks)
    said = "".join(run.text for block in part.blocks for run in block.runs).split(" | ")
    card = pages.report_card("a03", JANUARY, signed_in=False).card
    rows_of = {(row["code"], row["period"]): row["value"] for row in rows("norfolk_2017", "figures.csv")}
    assert said[:4] == [card.latest.text, "590", "red", rows_of["A03", "2016-08"]]
    assert said[4].startswith(("up ", "down ", "no change"))
    assert "per cent of the earlier figure" in said[4]
    assert said[5:8] == [
        pages.report_card("a09", JANUARY, signed_in=False).card.latest.text,
        rows_of["A09", "2016-09"],
        "red",
    ]
    assert said[8:] == [
        "[no figure: A99:latest]",
        "[no figure: wrong]",
        "[no figure: 2031-01]",
        "[no figure: change latest]",
    ]


def load_text(text: str) -> None:
    one = indicator("A03")
    one.texts.all().delete()
    one.texts.create(period="2017-01", explains=text)


@pytest.mark.usefixtures("norfolk")
def test_tokens_say_nothing_later_than_the_page() -> None:
    load_text("x")
    one = indicator("A03").texts.get()
    one.period, one.explains = "2016-01", "{{2016-11}} | {{A09:2016-11}}"
    one.save()
    (part,) = (found for found in pages.report_card("a03", parse("2016-08"), signed_in=False).parts if found.blocks)
    said = "".join(run.text for block in part.blocks for run in block.runs)
    assert said == "[no figure: 2016-11] | [no figure: A09:2016-11]"


@pytest.mark.usefixtures("demonshire")
def test_tokens_of_private_indicators_are_silent_to_the_public() -> None:
    one = indicator("D22")
    one.texts.all().delete()
    one.texts.create(period="2026-09", explains="{{M01:latest}}")

    def said(*, signed_in: bool) -> str:
        (part,) = (found for found in pages.report_card("d22", None, signed_in=signed_in).parts if found.blocks)
        return part.blocks[0].runs[0].text

    assert said(signed_in=False) == "[no figure: M01:latest]"
    assert said(signed_in=True).startswith("£")


@pytest.mark.parametrize("name", ["norfolk_2017", "demonshire"])
def test_no_token_of_a_demonstration_is_left_open(name: str) -> None:
    demonstration(name)
    cards_with_text = 0
    for row in rows(name, "indicators.csv"):
        for month in (None, parse("2026-06") if name == "demonshire" else parse("2016-11")):
            found = pages.report_card(indicator(row["code"]).address, month, signed_in=True)
            words = " ".join(texts(found.parts))
            assert "[no figure" not in words, row["code"]
            assert "{{" not in words
            cards_with_text += bool(found.text_for)
    assert cards_with_text >= 4


# The report card


@pytest.mark.usefixtures("demonshire")
def test_a_report_card_of_a_month() -> None:
    card = pages.report_card("d10", periods.month(2026, 7), signed_in=False)
    assert card.text_for == "Written for the dashboard of June 2026"
    assert (card.previous.written, card.next.written, card.is_newest) == ("2026-06", "2026-08", False)
    assert [row.period.written for row in card.rows][:2] == ["2026-07", "2026-06"]
    assert len(card.rows) == len(card.chart.points) == 25
    newest = pages.report_card("d10", None, signed_in=False)
    assert (newest.as_at.written, newest.next, newest.is_newest) == ("2026-09", None, True)
    assert newest.text_for == "Written for the dashboard of September 2026"
    oldest = pages.report_card("d10", parse("2024-04"), signed_in=False)
    assert (oldest.text_for, oldest.previous) == ("", None)
    assert [part.heading for part in oldest.parts] == [
        "Why is this important?",
        "What explains current performance?",
        "What will success look like?",
        "Action required",
    ]
    assert not any(part.blocks for part in oldest.parts)


@pytest.mark.usefixtures("demonshire")
def test_definitions_stand_newest_first_and_say_what_they_break() -> None:
    card = pages.report_card("d25", None, signed_in=False)
    assert [one.from_words for one in card.definitions] == ["From July 2026", "From April 2024"]
    assert [bool(one.breaks_words) for one in card.definitions] == [True, False]
    assert any(point.break_before and point.name == "July 2026" for point in card.chart.points)
    entries = pages.definitions(DEMONSHIRE_SLUG, signed_in=False).entries
    (entry,) = (one for one in entries if one.code == "D25")
    assert entry.versions == card.definitions
    assert entry.how_rated == card.how_rated
    assert len(entries) == 27, "retired ones too"


@pytest.mark.usefixtures("demonshire")
def test_an_override_shows_both_colours_and_says_why() -> None:
    card = pages.report_card("d14", None, signed_in=False).card
    assert (card.rating.colour, card.rating.computed, card.rating.overridden) == ("amber", "red", True)
    assert card.computed_words.startswith("Computed: red. Set to amber by hand: Two homes were inspected again")
    assert card.is_exception
    assert ("h", "the colour was set by hand") in card.cells[-1].marks


@pytest.mark.usefixtures("demonshire")
def test_what_must_be_said_beside_a_verdict_is_said() -> None:
    page = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, signed_in=False)
    assert [card.code for card in page.every if any("target moved" in note for note in card.notes)] == ["D18"]
    assert [card.code for card in page.every if any("has none for its latest" in note for note in card.notes)] == [
        "D07"
    ]
    provisional = {card.code for card in page.every if card.rating.provisional}
    said = {card.code for card in page.every if any("provisional" in note for note in card.notes)}
    assert provisional == said != set()
    for card in page.every:
        for cell in card.cells:
            assert cell.kind is not cards.CellKind.MISSING or cell.text
            assert cell.spoken
    awaited = card_of(page, "D11").newest
    assert awaited.words.startswith("September 2026: awaited.")
    assert awaited.reason


def test_a_figure_saved_now_shows_on_the_next_page(tmp_path: Path) -> None:
    """What was concluded from other rows is not remembered for these."""
    registers(tmp_path, figures="code,period,value\nA01,2016-12,86.2\n")
    december = periods.month(2016, 12)
    assert card_of(pages.dashboard("adults", december, signed_in=False), "A01").latest.text == "86.2%"
    token = pages.store_token()
    load(tmp_path, figures("A01,2016-12,86.20"), reason="Two places")
    assert card_of(pages.dashboard("adults", december, signed_in=False), "A01").latest.text == "86.20%"
    load(tmp_path, {"targets.csv": "code,period,value\nA01,2016-12,95\n"})
    assert card_of(pages.dashboard("adults", december, signed_in=False), "A01").badge.word == "Red"
    load(
        tmp_path,
        {
            "committees.csv": "slug,name,council,default_scheme\nadults,Adults,Example,easy\n",
            "schemes.csv": "slug,kind,green_within,red_from\neasy,points,10,20\n",
        },
    )
    assert card_of(pages.dashboard("adults", december, signed_in=False), "A01").badge.word == "Green"
    assert pages.store_token() != token
