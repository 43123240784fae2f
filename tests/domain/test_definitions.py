"""Definitions: where a series breaks, what ratios are scaled by, and the address of a code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.definitions import Unit, address_of
from indicators.domain.periods import Frequency, parse
from tests.domain.from_text import definition_of


@pytest.mark.parametrize(
    ("breaks", "earlier", "later", "found"),
    [
        ("2016-08", "2016-07", "2016-08", "2016-08"),
        ("2016-08", "2016-08", "2016-09", None),
        ("2016-08", "2016-06", "2016-07", None),
        ("2016-08, 2016-10", "2015-10", "2016-10", "2016-10"),
        ("2016-10, 2016-08", "2015-10", "2016-09", "2016-08"),
        ("2016/17", "2016-03", "2016-04", "2016/17"),
        ("2016/17", "2015/16", "2016/17", "2016/17"),
        ("2016/17 Q3", "2016-09", "2016-10", "2016/17 Q3"),
        ("2016-12", "2016/17 Q2", "2016/17 Q3", "2016-12"),
        ("2016-12", "2016/17 Q3", "2016/17 Q4", None),
        ("2016/17, 2016-10", "2016-03", "2017-03", "2016-10"),
        ("", "2016-03", "2017-03", None),
    ],
)
def test_the_newest_break_between_two_figures(breaks: str, earlier: str, later: str, found: str | None) -> None:
    broke = definition_of(breaks=breaks).break_between(parse(earlier), parse(later))
    assert (broke and broke.written) == found


@pytest.mark.parametrize(
    ("unit", "scale"), [("percent", 100), ("per_100k", 100_000), ("count", 1), ("ratio", 1), ("pounds", 1)]
)
def test_a_ratio_is_scaled_to_its_unit(unit: str, scale: int) -> None:
    assert Unit(unit).scale == scale


def test_a_frequency_says_how_long_its_periods_are() -> None:
    assert [(one.months, one.noun) for one in Frequency] == [(1, "month"), (3, "quarter"), (12, "year")]


@pytest.mark.parametrize(
    ("code", "address"),
    [("A03", "a03"), ("1C(2A)", "1c-2a"), ("ASC/2.1", "asc-2-1"), ("a--b", "a-b"), ("(x)", "x"), ("()", "")],
)
def test_the_address_of_a_code(code: str, address: str) -> None:
    assert address_of(code) == address


@given(st.text(max_size=24))
def test_an_address_is_its_own_address(code: str) -> None:
    address = address_of(code)
    assert address_of(address) == address
    assert set(address) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
