"""A number of a workbook as it is seen: worked examples, each the stored text, the format, and what is read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.importing.uploads.grids import EPOCH_1900, EPOCH_1904
from indicators.importing.uploads.number_formats import BUILT_IN, format_of, shown
from indicators.importing.values import parse_value

CASES = [
    ("86.2", "General", "86.2", False, "as typed"),
    ("86.200000000000003", "General", "86.2", False, "a binary fraction of 17 digits"),
    ("0.30000000000000004", "General", "0.3", False, "a sum of binary fractions"),
    ("86.2", "0.00", "86.20", False, "as many places as shown"),
    ("86", "0.0", "86.0", False, "a nought that is shown"),
    ("2207", "#,##0", "2207", False, "commas are not stored"),
    ("1050", '"£"#,##0', "£1050", False, "pounds keep their sign"),
    ("1050.5", "[$£-809]#,##0.00", "£1050.50", False, "pounds by currency"),
    ("-3.3", "0.0;[Red]-0.0", "-3.3", False, "minus"),
    ("-1050", '"£"#,##0;("£"#,##0)', "-£1050", False, "an accountant's minus"),
    ("0.862", "0.0%", "86.2%", False, "0.862 shown as 86.2% is 86.2"),
    ("0.862", "0%", "86.2%", True, "more than is shown, so it is said"),
    ("0.86199999999999999", "0.00%", "86.20%", False, "a percentage as calculated"),
    ("0.86206896551724133", "0.0%", "86.206897%", True, "a quotient to six places"),
    ("1", "0%", "100%", False, "all of them"),
    ("0", "0.0%", "0.0%", False, "none of them"),
    ("86.2", '0.0"%"', "86.2", False, "a sign in quotation marks is no percentage: 86.2 is held"),
    ("86.2", "0.0\\%", "86.2", False, "nor is one behind a stroke"),
    ("86.2068965517241", "0.0", "86.206897", True, "calculated, shown to one place"),
    ("86.2068965517241", "General", "86.206897", True, "calculated, shown to as many as fit"),
    ("0.0000001", "General", "0", True, "less than is stored"),
    ("1E-3", "General", "0.001", False, "an exponent is written out"),
    ("1.5E3", "0.00E+00", "1500", False, "and in a scientific format too"),
    ("1E+300", "General", "1E+300", False, "too large for any figure: left for the reader to refuse"),
    ("123456789012345678", "0", "123456789012346000", False, "a spreadsheet counts with 15 digits"),
    ("123456789012345", "0.00", "123456789012345", False, "more places would be more digits than are accepted"),
    ("1234567", "#,##0,", "1234567", True, "shown in thousands"),
    ("7", "000", "007", False, "a code with its noughts"),
    ("3.3", "# ?/?", "3.3", False, "a fraction"),
    ("3.3", "_-* #,##0.0_-;-* #,##0.0_-", "3.3", False, "an accounting format"),
    ("3.3", "[<5]0.0;[>=5]0", "3.3", False, "a condition"),
    ("5", '0" days"', "5", False, "a unit in quotation marks with letters of dates"),
    ("42705", "General", "42705", False, "a number is a number until its column says more"),
    ("42705", "mmm-yy", "2016-12-01", False, "a month"),
    ("42705", "dd/mm/yyyy;@", "2016-12-01", False, "a day"),
    ("42705.75", "dd/mm/yyyy hh:mm", "2016-12-01", False, "a day with an hour"),
    ("42705", "[$-809]d mmmm yyyy", "2016-12-01", False, "a British day"),
    ("0.5", "hh:mm", "12:00", False, "an hour"),
    ("1.5", "[h]:mm", "1899-12-31", False, "a stretch of hours is no figure either"),
    ("2958466", "dd/mm/yyyy", "2958466", False, "past the last day"),
    ("-1", "dd/mm/yyyy", "-1", False, "before the first day"),
    ("nan", "General", "nan", False, "no number"),
    ("1_000", "General", "1_000", False, "a programmer's number"),
    ("", "0.0", "", False, "nothing"),
]


@pytest.mark.parametrize(("stored", "code", "text", "longer", "why"), CASES, ids=[why for *_, why in CASES])
def test_worked_examples(stored: str, code: str, text: str, longer: bool, why: str) -> None:
    assert shown(stored, format_of(code), EPOCH_1900) == (text, longer), why


def test_the_calendar_that_starts_in_1904() -> None:
    assert shown("41243", format_of("mmm-yy"), EPOCH_1904) == ("2016-12-01", False)
    assert shown("2958465", format_of("mmm-yy"), EPOCH_1904) == ("2958465", False), "past the last day of any calendar"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "86"), (2, "86.00"), (9, "8600%"), (10, "8600.00%"), (17, "1900-03-26"), (4, "86.00")]
)
def test_formats_known_by_number(number: int, text: str) -> None:
    assert shown("86", format_of(BUILT_IN[number]), EPOCH_1900)[0] == text


@given(
    st.floats(allow_nan=False, allow_infinity=False, width=64), st.sampled_from(["General", "0.0", "#,##0.00", "0.0%"])
)
def test_what_is_read_is_the_number_that_is_held(number: float, code: str) -> None:
    text, _ = shown(repr(number), format_of(code), EPOCH_1900)
    if 1e-5 < abs(number) < 1e8 or number == 0:
        value = parse_value(text) / (100 if "%" in code else 1)
        assert abs(value - Decimal(number)) <= Decimal("0.00000051") + abs(Decimal(number)) * Decimal("1e-14")


@given(st.text(max_size=30), st.text(max_size=12))
def test_any_format_and_any_stored_text_give_a_text(code: str, stored: str) -> None:
    text, longer = shown(stored, format_of(code), EPOCH_1900)
    assert isinstance(text, str)
    assert isinstance(longer, bool)


@given(st.text(alphabet='0#?.,%dmyhs[]"\\;£E+-_* ', max_size=30), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_likely_format_gives_a_text(code: str, stored: Decimal) -> None:
    assert isinstance(shown(str(stored), format_of(code), EPOCH_1900)[0], str)
