"""Numbers as printed: half up from the stored decimal, and never on the wrong side of a limit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.definitions import Unit
from reports.wording import numbers
from tests.domain.strategies import ODD_NUMBERS

PRINTED = {  # the stored figure, its unit, the places shown: how it is printed in a table
    ("86.25", Unit.PERCENT, 1): "86.3%",  # half up, not to the even digit
    ("86.35", Unit.PERCENT, 1): "86.4%",
    ("-86.25", Unit.PERCENT, 1): "-86.3%",  # away from nought below it
    ("86.20", Unit.PERCENT, None): "86.20%",  # as given
    ("86.2", Unit.PERCENT, 3): "86.200%",
    ("0.5", Unit.COUNT, 0): "1",
    ("1.5", Unit.COUNT, 0): "2",
    ("2.5", Unit.COUNT, 0): "3",
    ("2207", Unit.COUNT, None): "2,207",
    ("1234567.5", Unit.COUNT, 0): "1,234,568",
    ("999999999999999", Unit.COUNT, 0): "999,999,999,999,999",
    ("-1050", Unit.POUNDS, None): "-£1,050",
    ("1050.5", Unit.POUNDS, 2): "£1,050.50",
    ("-0.4", Unit.POUNDS, 0): "£0",  # never a minus nought
    ("-0.04", Unit.PERCENT, 1): "0.0%",
    ("-0", Unit.COUNT, None): "0",
    ("616.4", Unit.PER_100K, None): "616.4",
    ("0.0000001", Unit.RATIO, None): "0.0000001",  # never an exponent
    ("14", Unit.DAYS, None): "14",
    ("19.4", Unit.SCORE, None): "19.4",
}


@pytest.mark.parametrize(("given", "printed"), PRINTED.items())
def test_figures_are_printed(given: tuple[str, Unit, int | None], printed: str) -> None:
    value, unit, decimals = given
    assert numbers.figure(Decimal(value), unit, decimals) == printed


def test_days_are_named_where_a_figure_stands_alone() -> None:
    said = [numbers.figure_with_unit(Decimal(value), Unit.DAYS) for value in ("1", "14", "1.0", "0")]
    assert said == ["1 day", "14 days", "1.0 days", "0 days"]
    assert numbers.figure_with_unit(Decimal("86.2"), Unit.PERCENT) == "86.2%"


DIFFERENCES = {  # the change, its unit, the places shown: its size in words
    ("-0.3", Unit.PERCENT, None): "0.3 percentage points",
    ("1", Unit.PERCENT, None): "1 percentage point",
    ("1.0", Unit.PERCENT, None): "1.0 percentage points",
    ("-1.404675", Unit.PERCENT, 1): "1.4 percentage points",
    ("0.04", Unit.PERCENT, 1): "0.04 percentage points",  # a change is not printed as none
    ("0.0449", Unit.PERCENT, 1): "0.04 percentage points",
    ("90.6", Unit.PER_100K, None): "90.6 per 100,000",
    ("-1050", Unit.POUNDS, None): "£1,050",
    ("0.4", Unit.POUNDS, 0): "£0.4",
    ("1", Unit.DAYS, None): "1 day",
    ("14", Unit.DAYS, None): "14 days",
    ("7", Unit.COUNT, None): "7",
    ("0.25", Unit.RATIO, 1): "0.3",
    ("3", Unit.SCORE, None): "3",
}


@pytest.mark.parametrize(("given", "words"), DIFFERENCES.items())
def test_the_size_of_a_change_is_in_its_own_unit(given: tuple[str, Unit, int | None], words: str) -> None:
    amount, unit, decimals = given
    assert numbers.difference(Decimal(amount), unit, decimals) == words


PERCENTAGES = {  # the size, the limits it is held to: how it is printed
    ("7.966101", ()): "8.0%",
    ("12.814710", ()): "12.8%",
    ("4.97", ("5",)): "4.97%",
    ("4.97", ()): "5.0%",
    ("4.94", ("5",)): "4.9%",
    ("5", ("5",)): "5.0%",
    ("5.03", ("5",)): "5.03%",  # nor printed as just at the limit when it is beyond
    ("5.06", ("5",)): "5.1%",
    ("4.9999999", ("5",)): "4.9999999%",
    ("5.000000000000000001", ("5",)): "5.000000000000000001%",
    ("2.04", ("2", "10")): "2.04%",
    ("0.04", ("0", "5")): "0.04%",
    ("-4.97", ("5",)): "4.97%",
    ("1234.56", ()): "1,234.6%",
}


@pytest.mark.parametrize(("given", "printed"), PERCENTAGES.items())
def test_a_percentage_never_seems_to_reach_a_limit_it_does_not(
    given: tuple[str, tuple[str, ...]], printed: str
) -> None:
    size, limits = given
    assert numbers.percent(Decimal(size), [Decimal(limit) for limit in limits]) == printed


@given(size=ODD_NUMBERS, limits=st.lists(st.decimals(0, 100, places=1), max_size=3))
def test_printed_percentages_are_on_the_side_of_every_limit_where_they_are(
    size: Decimal, limits: list[Decimal]
) -> None:
    printed = Decimal(numbers.percent(size, limits).removesuffix("%").replace(",", ""))
    for limit in limits:
        assert (printed > limit, printed < limit) == (abs(size) > limit, abs(size) < limit)
    assert abs(printed - abs(size)) <= Decimal("0.05")


@given(value=ODD_NUMBERS, unit=st.sampled_from(Unit), decimals=st.none() | st.integers(0, 15))
def test_what_is_printed_reads_as_the_number_rounded(value: Decimal, unit: Unit, decimals: int | None) -> None:
    printed = numbers.figure(value, unit, decimals)
    read = Decimal(printed.replace(",", "").replace("£", "").removesuffix("%"))
    half = 0 if decimals is None else Decimal(5).scaleb(-decimals - 1)
    assert abs(read - value) <= half
    assert "E" not in printed
    assert not printed.lstrip("-£").startswith("-")
    assert read or "-" not in printed


@given(amount=ODD_NUMBERS, unit=st.sampled_from(Unit), decimals=st.none() | st.integers(0, 6))
def test_a_change_is_never_printed_as_none(amount: Decimal, unit: Unit, decimals: int | None) -> None:
    size = numbers.difference(amount, unit, decimals).split()[0].lstrip("£").replace(",", "")
    assert bool(Decimal(size)) is bool(amount)


def test_small_words() -> None:
    assert [numbers.counted(number, "month") for number in (0, 1, 7)] == ["0 months", "1 month", "7 months"]
    assert numbers.counted(2, "person", "people") == "2 people"
    assert [numbers.times(number) for number in (1, 2, 3, 11)] == ["once", "twice", "three times", "11 times"]
    assert [numbers.listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [numbers.sentence(words) for words in ("", "so it is", "is it?", "ŵy.")] == [
        "",
        "So it is.",
        "Is it?",
        "Ŵy.",
    ]
    assert [numbers.trimmed(Decimal(text)) for text in ("5", "5.0", "2.50", "100", "0", "0.0")] == [
        "5",
        "5",
        "2.5",
        "100",
        "0",
        "0",
    ]
    assert numbers.plain(Decimal("1E+3")) == "1000"
    assert numbers.places_of(Decimal("86.20")) == 2
    assert numbers.places_of(Decimal("1E+3")) == 0


def test_every_unit_has_its_words() -> None:
    assert set(numbers.UNIT_WORDS) == set(Unit)
    assert all(numbers.UNIT_WORDS.values())
