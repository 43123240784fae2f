"""Numbers as people type them, and the arithmetic of numerator over denominator."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.importing.values import ValueProblem, agrees, is_no_value, parse_value, plain, ratio

TYPED = [
    ("86.2", "86.2", "a plain number"),
    ("86.2%", "86.2", "a percentage is held as 86.2"),
    ("86.2 %", "86.2", "a space before the sign"),
    ("2,207", "2207", "commas part thousands"),
    ("1,234,567.89", "1234567.89", "several commas"),
    (" 3.3 ", "3.3", "spaces around"),
    ("\u00a03.3\u00a0", "3.3", "spaces that do not break, from a web page"),
    ("\u200b86.2\ufeff", "86.2", "what takes no room, copied along"),
    ("\u200e\u00a31,050\u202c", "1050", "marks of direction around it"),
    ("86\u200b.2", None, "what takes no room inside a number"),
    ("\u202e6.28", None, "a mark that turns its look round: 82.6 to the eye"),
    ("£1,050", "1050", "pounds"),
    ("£ 1,050.50", "1050.50", "pounds with pence"),
    ("-£5", "-5", "a sign before the pound sign"),
    ("£-5", "-5", "a sign after it"),
    ("(1.2)", "-1.2", "an accountant's minus"),
    ("(£1,050)", "-1050", "an accountant's minus pounds"),
    ("(1.2%)", "-1.2", "per cent inside brackets"),
    ("(1.2)%", "-1.2", "per cent outside brackets"),
    ("\u22121.2", "-1.2", "the printed minus sign"),
    ("- 1.2", "-1.2", "a space after the sign"),
    ("+1.2", "1.2", "a plus sign"),
    ("86.20", "86.20", "places are kept"),
    ("86.", None, "a point needs a digit after it"),
    (".5", "0.5", "nothing before the point"),
    ("0", "0", "nought is a value"),
    ("-0.0", "0.0", "there is one nought"),
    ("0.000000000000001", "0.000000000000001", "fifteen places"),
    ("123456789012345", "123456789012345", "fifteen digits"),
    ("1234567890123456", None, "sixteen digits"),
    ("0.0000000000000010", None, "sixteen places"),
    ("000000000000000000.5", "0.5", "leading noughts are not significant"),
    ("1,23", None, "a comma that parts no thousands"),
    ("86,2", None, "a decimal comma"),
    ("0,862", None, "a decimal comma that looks like thousands"),
    ("1234,567", None, "the first comma left out"),
    ("1,2345", None, "four digits after a comma"),
    ("1 050", None, "a space between thousands"),
    ("1e5", None, "an exponent"),
    ("8.62E+1", None, "a spreadsheet's exponent"),
    ("NaN", None, "not a number"),
    ("inf", None, "infinity"),
    ("٣.٣", None, "digits of another script"),
    ("\uff18\uff16", None, "wide digits"),
    ("²", None, "a raised digit"),
    ("1_000", None, "a programmer's thousands"),
    ("--1", None, "two signs"),
    ("-(1)", None, "a sign and brackets"),
    ("(-1)", None, "a sign in brackets"),
    ("(1", None, "one bracket"),
    ("1)", None, "the other bracket"),
    ("£5%", None, "pounds and per cent"),
    ("5%%", None, "per cent twice"),
    ("$5", None, "another currency"),
    ("5.1.2", None, "two points"),
    ("3.3p", None, "letters after it"),
    ("#N/A", None, "a spreadsheet's error"),
    ("", None, "nothing"),
    ("n/a", None, "no value"),
    ("-", None, "no value"),
    ("TBA", None, "no value"),
    ("1" * 100_000, None, "far too long"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TYPED, ids=[why for *_, why in TYPED])
def test_what_people_type(text: str, expected: str | None, why: str) -> None:
    if expected is None:
        with pytest.raises(ValueProblem, match="accepted: "):
            parse_value(text)
    else:
        assert plain(parse_value(text)) == expected


def test_a_refusal_quotes_what_was_found_and_says_what_is_accepted() -> None:
    with pytest.raises(ValueProblem) as refusal:
        parse_value("abc")
    assert str(refusal.value) == (
        "“abc” is not a number; accepted: a number such as 86.2, 86.2%, 2,207, £1,050, -3.3 or (1.2) for minus 1.2"
    )


@pytest.mark.parametrize("text", ["", "  ", "n/a", "N/A", "-", "\u2013", "TBA", " tba ", "\u200b", "\ufeffn/a"])
def test_the_ways_to_leave_a_value_open(text: str) -> None:
    assert is_no_value(text)


@pytest.mark.parametrize("text", ["0", "none", "x", "--"])
def test_what_does_not_leave_a_value_open(text: str) -> None:
    assert not is_no_value(text)


stored = st.builds(
    lambda sign, digits, places: Decimal((sign, (digits,) if digits < 10 else tuple(map(int, str(digits))), -places)),
    st.integers(0, 1),
    st.integers(0, 10**15 - 1),
    st.integers(0, 15),
).filter(lambda value: not (value.is_signed() and not value))


@given(stored)
def test_printing_then_parsing_returns_the_value_with_its_places(value: Decimal) -> None:
    assert parse_value(plain(value)).as_tuple() == value.as_tuple()
    assert "E" not in plain(value)


@given(stored, st.sampled_from(["%", " %", ""]), st.sampled_from(["", " ", "\u00a0"]))
def test_signs_and_spaces_change_nothing(value: Decimal, sign: str, space: str) -> None:
    assume(value >= 0)
    text = f"{space}{plain(value)}{sign}{space}"
    assert parse_value(text).as_tuple() == value.as_tuple()
    assert parse_value(f"({plain(value)})") == -value


@given(st.one_of(st.text(), st.text(alphabet="0123456789.,()%£+- eE\u2212\u00a0")))
def test_any_text_is_a_value_or_a_value_problem(text: str) -> None:
    try:
        value = parse_value(text)
    except ValueProblem:
        return
    assert value.is_finite()
    assert parse_value(plain(value)).as_tuple() == value.as_tuple()


RATIOS = [
    ("250", "290", 100, "86.206897", "per cent, six places"),
    ("1", "2", 100, "50", "trailing noughts are dropped"),
    ("1", "8", 1, "0.125", "only the noughts"),
    ("0", "5", 100, "0", "nought"),
    ("1", "3", 1, "0.333333", "rounded down"),
    ("2", "3", 1, "0.666667", "rounded up"),
    ("1", "2000000", 1, "0.000001", "half a unit of the sixth place goes up"),
    ("-1", "2000000", 1, "-0.000001", "half up is away from nought below it too"),
    ("1", "2000001", 1, "0", "less than half goes down to nought"),
    ("616", "100000", 100_000, "616", "a rate per 100,000"),
    ("999999999999999", "1", 1, "999999999999999", "fifteen digits before the point"),
    ("999999999999999", "7", 1, "142857142857143", "no places where the digits are used up"),
    ("99999999999999", "8", 1, "12499999999999.9", "one place where one digit is left"),
    ("1999999999999.99", "2", 1, "999999999999.995", "three places where three digits are left"),
    ("9999999999.9999996", "1.0", 1, "10000000000", "rounding up into another digit"),
]


@pytest.mark.parametrize(("numerator", "denominator", "scale", "expected", "why"), RATIOS)
def test_ratio(numerator: str, denominator: str, scale: int, expected: str, why: str) -> None:
    assert plain(ratio(Decimal(numerator), Decimal(denominator), scale)) == expected, why


def test_ratio_refuses_what_has_no_value_or_no_room() -> None:
    with pytest.raises(ValueProblem, match="denominator of 0"):
        ratio(Decimal(1), Decimal(0), 100)
    with pytest.raises(ValueProblem, match="more than 15 digits"):
        ratio(Decimal("999999999999999"), Decimal("0.001"), 100)


@given(stored, stored, st.sampled_from([1, 100, 100_000]))
def test_a_ratio_can_be_stored_and_agrees_with_itself(numerator: Decimal, denominator: Decimal, scale: int) -> None:
    assume(denominator)
    try:
        value = ratio(numerator, denominator, scale)
    except ValueProblem:
        assert abs(numerator * scale / denominator) >= Decimal("999999999999999.5")
        return
    assert parse_value(plain(value)).as_tuple() == value.as_tuple()
    assert agrees(value, numerator, denominator, scale)
    if abs(value) < 10**8:  # room for all six places
        assert abs(Fraction(value) - Fraction(numerator) * scale / Fraction(denominator)) <= Fraction(1, 2_000_000)


AGREEMENTS = [
    ("86.2", "250", "290", 100, True, "86.2069 rounds to 86.2"),
    ("86.21", "250", "290", 100, True, "and to 86.21"),
    ("86.20", "250", "290", 100, False, "but not to 86.20"),
    ("86", "250", "290", 100, True, "no places: to the nearest whole"),
    ("87", "250", "290", 100, False, "not to 87"),
    ("12.5", "1", "8", 100, True, "exact"),
    ("13", "1", "8", 100, True, "half a unit above is within"),
    ("12", "1", "8", 100, True, "half a unit below is within, whichever way a person rounds halves"),
    ("0.862", "250", "290", 100, False, "a fraction is not the percentage"),
    ("616.4", "6164", "1000000", 100_000, True, "a rate"),
]


@pytest.mark.parametrize(("value", "numerator", "denominator", "scale", "expected", "why"), AGREEMENTS)
def test_agrees(value: str, numerator: str, denominator: str, scale: int, expected: bool, why: str) -> None:
    assert agrees(Decimal(value), Decimal(numerator), Decimal(denominator), scale) is expected, why


def test_nothing_agrees_with_a_denominator_of_nought() -> None:
    with pytest.raises(ValueProblem, match="denominator of 0"):
        agrees(Decimal(1), Decimal(1), Decimal(0), 1)
