"""The assembler: whole pages of the demonstrations and of long histories against the plain twin of the rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from indicators.actions import Kind, set_override, withdraw
from indicators.domain import periods
from indicators.domain.definitions import Colour
from indicators.domain.exception_report import Rule
from indicators.domain.periods import parse
from indicators.queries import vital_signs
from reports import cards, pages
from reports.pages import judging
from tests import long_histories
from tests.plain_verdicts import Indicator, end
from tests.reports.pages_seen import (
    BOARD_SLUG,
    DEMONSHIRE_SLUG,
    JANUARY,
    NORFOLK_SLUG,
    SEPTEMBER,
    card_of,
    codes,
)
from tests.stores import demonstration, figures, indicator, load, officer, registers, write
from tests.test_demonstrations import DEMONSHIRE

pytestmark = pytest.mark.django_db


@pytest.fixture
def norfolk(db: None) -> None:
    demonstration("norfolk_2017")


@pytest.fixture
def demonshire(db: None) -> None:
    demonstration("demonshire")


# The demonstrations


@pytest.mark.usefixtures("norfolk")
def test_norfolk_as_at_january_2017() -> None:
    page = pages.dashboard(NORFOLK_SLUG, JANUARY, reader=pages.ANYBODY)
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
    page = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, reader=pages.ANYBODY)
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
        ("norfolk_2017", NORFOLK_SLUG, ("2017-01", "2016-11", "2016-06")),
        ("demonshire", DEMONSHIRE_SLUG, ("2026-09", "2026-03", "2025-12", "2024-04")),
        ("demonshire", BOARD_SLUG, ("2026-09", "2026-01")),
    ],
)
def test_a_demonstration_agrees_with_the_plain_twin_month_by_month(
    folder: str, slug: str, months: tuple[str, ...]
) -> None:
    demonstration(folder)
    for as_at in months:
        page = pages.dashboard(slug, parse(as_at), reader=pages.EVERYTHING)
        for said, plain in twin_verdicts(page, folder, as_at):
            assert said == plain, as_at


@pytest.mark.usefixtures("demonshire")
def test_demonshire_shows_what_its_table_says() -> None:
    shown = {}
    for slug in (DEMONSHIRE_SLUG, BOARD_SLUG):
        for card in pages.dashboard(slug, SEPTEMBER, reader=pages.EVERYTHING).every:
            if card.latest is not None:
                fired = " ".join(outcome.rule.value for outcome in card.outcomes if outcome.fired)
                month = parse(card.latest.period.written).last_month.written
                shown[card.code] = (month, card.rating.computed, fired)
    assert shown == {code: (row[0], row[1], row[4]) for code, row in DEMONSHIRE.items()}


# Long histories


@pytest.mark.parametrize("seed", range(3))
def test_long_histories_agree_with_the_plain_twin(tmp_path: Path, seed: int) -> None:
    folder = str(write(tmp_path / "long", long_histories.files(seed)))
    load(tmp_path / "long", long_histories.files(seed))
    for as_at in ("2017-01", "2016-06", "2013-11"):
        page = pages.dashboard(long_histories.COMMITTEE, parse(as_at), reader=pages.ANYBODY)
        for said, plain in twin_verdicts(page, folder, as_at):
            assert said == plain, as_at


@pytest.mark.parametrize("seed", range(4, 8))
def test_reading_the_newest_periods_says_what_reading_everything_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    load(tmp_path, long_histories.files(seed))
    months = [periods.month(2017, 1), periods.month(2016, 3), periods.month(2014, 9)]

    def everything() -> list[cards.Dashboard]:
        found = []
        for month in months:
            found.append(pages.dashboard(long_histories.COMMITTEE, month, reader=pages.ANYBODY))
        return found

    bounded, landing = everything(), pages.landing(reader=pages.ANYBODY)
    monkeypatch.setattr(vital_signs, "PERIODS_READ", 10_000)
    judging._place.cache_clear()
    for page, whole in zip(bounded, everything(), strict=True):
        for card, twin in zip(page.every, whole.every, strict=True):
            assert card == twin
        assert page == whole
    assert pages.landing(reader=pages.ANYBODY) == landing


def test_a_report_card_says_what_the_dashboard_says(tmp_path: Path) -> None:
    """One reads everything of one indicator, the other the newest of all."""
    load(tmp_path, long_histories.files(seed=10))
    page = pages.dashboard(long_histories.COMMITTEE, JANUARY, reader=pages.ANYBODY)
    for card in page.every:
        alone = pages.report_card(card.address, JANUARY, reader=pages.ANYBODY).card
        assert dataclasses.replace(alone, spark=card.spark) == card


# What is remembered of unchanged rows


def long_red(folder: Path) -> None:
    """Six years, red all along and worse month by month: the verdict hangs on figures and targets long past."""
    first = periods.month(2011, 2)
    lines = [f"A02,{first.plus(step).written},{20 + step}" for step in range(72)]
    registers(folder, targets="".join(["code,period,value,profile\n", *(f"A02,{year},10,flat\n" for year in YEARS)]))
    load(folder, figures(*lines))


YEARS = [periods.year(year).written for year in range(2010, 2017)]
LONG_AGO = periods.month(2012, 2)
PAST: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a figure of long ago": (
        lambda folder: load(folder, figures(f"A02,{LONG_AGO.written},5"), reason="Recounted"),
        "Red for 59 months, since March 2012",
        "Worse 59 times in a row",
    ),
    "a figure of long ago, withdrawn": (
        lambda _: withdraw(
            kind=Kind.FIGURE,
            indicator=indicator("A02"),
            period=LONG_AGO,
            by=officer(),
            reason="Never counted",
            expected_version=1,
        ),
        "Red for 59 months, since March 2012",
        "Worse 58 times in a row",
    ),
    "a target of long ago": (
        lambda folder: load(folder, {"targets.csv": f"code,period,value\nA02,{LONG_AGO.written},500\n"}),
        "Red for 59 months, since March 2012",
        "Worse 71 times in a row",
    ),
    "an override of long ago": (
        lambda _: set_override(
            indicator=indicator("A02"), period=LONG_AGO, colour=Colour.AMBER, reason="Audit", by=officer()
        ),
        "Red for 59 months, since March 2012",
        "Worse 71 times in a row",
    ),
    "a break of long ago": (
        lambda folder: load(
            folder, {"definitions.csv": "code,from_period,definition,breaks_series\nA02,2012-03,New,yes\n"}
        ),
        "Red for 59 months, since March 2012",
        "Worse 58 times in a row",
    ),
}


@pytest.mark.parametrize("name", PAST)
def test_a_change_in_the_unread_past_shows_on_the_next_page(tmp_path: Path, name: str) -> None:
    change, since, run = PAST[name]
    long_red(tmp_path)

    def seen() -> tuple[str, str]:
        card = card_of(pages.dashboard("adults", JANUARY, reader=pages.ANYBODY), "A02")
        return card.since_words, card.outcomes[1].evidence.split(",")[0]

    assert seen() == ("Red for 72 months, since February 2011", "Worse 71 times in a row")
    change(tmp_path)
    assert seen() == (since, run)


def test_what_is_remembered_of_one_month_is_not_said_of_another(tmp_path: Path) -> None:
    long_red(tmp_path)
    months = [JANUARY, JANUARY.previous, JANUARY.plus(-12), JANUARY]
    said = [card_of(pages.dashboard("adults", month, reader=pages.ANYBODY), "A02").since_words for month in months]
    assert [words.split(",")[0] for words in said] == [
        "Red for 72 months",
        "Red for 71 months",
        "Red for 60 months",
        "Red for 72 months",
    ]
