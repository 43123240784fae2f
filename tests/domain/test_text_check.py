"""The number check: worked examples, what holds for every text and history, and that long texts take no longer."""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.definitions import Unit
from indicators.domain.periods import parse
from indicators.domain.series import Observation, Series
from indicators.domain.text_check.check import check_text
from indicators.domain.text_check.findings import Finding, Subject, Verdict
from indicators.domain.text_check.numbers import Exactness, Number, Said, rounds_to
from indicators.domain.text_check.sentences import LONGEST, sentences
from indicators.domain.text_check.words import given as marked
from indicators.domain.text_check.words import unmarked
from tests.domain.from_text import targets_of
from tests.domain.strategies import History, odd_histories
from tests.domain.worked_text_checks import CHECKED, SUBJECTS, Checked

OTHERS = ("A03", "A08", "D10", "D13")


def found_in(case: Checked) -> tuple[Finding, ...]:
    others = [SUBJECTS[code] for code in OTHERS if code != case.code]
    return check_text(case.text, SUBJECTS[case.code], others)


@pytest.mark.parametrize("case", CHECKED, ids=lambda case: f"{case.code}: {case.text[:60]}")
def test_worked_examples(case: Checked) -> None:
    assert "; ".join(f"{one.said} {one.verdict}" for one in found_in(case)) == case.found


def test_a_doubt_comes_with_what_is_stored() -> None:
    for case in CHECKED:
        for one in found_in(case):
            assert bool(one.stored) or not one.verdict.is_doubt
            assert one.said in one.sentence
            assert one.sentence in unmarked(" ".join(case.text.split())) or "*" in case.text


def test_a_text_of_no_indicator_is_judged_where_it_names_one() -> None:
    text = "- Admissions (A03) rose. They stood at 630 in November.\n- At 99% nothing is named."
    found = check_text(text, None, [SUBJECTS["A03"], SUBJECTS["A08"]])
    assert [(one.said, one.verdict.value, one.code) for one in found] == [
        ("rose", "agrees", "A03"),
        ("630", "other_period", "A03"),
        ("99%", "cannot_judge", ""),
    ]


def test_each_number_belongs_to_the_indicator_named_before_it() -> None:
    found = check_text("A03 was 637, and A08 was 93.9%.", None, [SUBJECTS["A03"], SUBJECTS["A08"]])
    assert [(one.said, one.verdict.value, one.code) for one in found] == [
        ("637", "agrees", "A03"),
        ("93.9%", "not_found", "A08"),
    ]


def test_what_a_token_of_another_said_is_no_claim() -> None:
    text = f"Waiting for home care: {marked('D10', '71')}. The rate was 637."
    found = check_text(text, SUBJECTS["A03"], [SUBJECTS["D10"]])
    assert [(one.sentence, one.said) for one in found] == [("The rate was 637.", "637")]
    assert unmarked(text) == "Waiting for home care: 71. The rate was 637."


def test_numerators_and_denominators_agree() -> None:
    rows = [Observation(parse("2026-06"), Decimal("85.673352"), numerator=Decimal(299), denominator=Decimal(349))]
    one = replace(SUBJECTS["A08"], series=Series.of(rows), as_at=parse("2026-06"))
    found = check_text("In June 2026, 299 of the 349 people were at home; in May 2026, 299.", one)
    assert [(one.said, one.verdict.value) for one in found] == [
        ("299", "agrees"),
        ("349", "agrees"),
        ("299", "cannot_judge"),
    ]


def test_nothing_to_speak_of() -> None:
    assert [one.verdict for one in check_text("It is 5%.", None)] == [Verdict.CANNOT_JUDGE]
    assert check_text("", None) == ()


def test_a_target_of_a_quarter_is_none_of_a_month() -> None:
    one = replace(SUBJECTS["A08"], targets=targets_of("2016/17 Q3 90"))
    assert [found.verdict for found in check_text("The target is 92%.", one)] == [Verdict.CANNOT_JUDGE]


def test_unchanged_is_as_printed_or_as_stored() -> None:
    rows = [Observation(parse("2026-05"), Decimal("85.67")), Observation(parse("2026-06"), Decimal("85.71"))]
    one = replace(SUBJECTS["A08"], series=Series.of(rows), as_at=parse("2026-06"))
    text = "The share is unchanged since May 2026."
    assert [found.verdict for found in check_text(text, one)] == [Verdict.AGREES]
    assert [found.verdict for found in check_text(text, replace(one, decimals=None))] == [Verdict.WRONG_DIRECTION]


@pytest.mark.parametrize("shift", ["0", "0.04", "-0.05"])
def test_one_that_rounds_to_the_other_agrees(shift: str) -> None:
    number = Number(0, 0, Decimal(637) + Decimal(shift), Decimal("0.01"), Said.BARE)
    assert rounds_to(Decimal(637), number)
    assert not rounds_to(Decimal(638), number)
    assert rounds_to(Decimal(640), replace(number, exactness=Exactness.ABOUT))


@given(st.decimals(0, 10**6, places=4), st.integers(0, 3))
def test_a_figure_printed_to_any_places_agrees(value: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    printed = (value / step).to_integral_value("ROUND_HALF_UP") * step
    assert rounds_to(value, Number(0, 0, printed, step, Said.BARE))


MANY_WORDS = (
    "The rate share target rose fell improved by to from in since than August September 2016 Q3 2016/17 last "
    "month a year ago 637 613 24 3.9% 2 percentage points per 100,000 £5m below above highest record on "
    "doubled not will A03 A08 England . , ; ( ) and between it was is now - % 65+ people of the for three "
    "months running every "
)
WORDS = st.sampled_from(MANY_WORDS.split())


@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)), odd_histories())
def test_any_text_and_any_history_give_findings(text: str, history: History) -> None:
    subject = Subject("A03", "People at home", history.definition, history.series, history.targets, history.as_at, 1)
    for one in check_text(text, subject, [SUBJECTS["A08"]]):
        assert one.said in one.sentence
        assert isinstance(one.verdict, Verdict)
    assert all(one.code != "A03" for one in check_text(text, None, [SUBJECTS["A08"]]))


@given(st.sampled_from(CHECKED))
def test_without_figures_nothing_is_doubted(case: Checked) -> None:
    empty = replace(SUBJECTS[case.code], series=Series.of(()), targets=SUBJECTS["EMPTY"].targets)
    for one in check_text(case.text, empty):
        assert not one.verdict.is_doubt


@given(st.sampled_from([unit for unit in Unit if unit is not Unit.PERCENT]))
def test_per_cent_is_no_level_of_another_unit(unit: Unit) -> None:
    one = SUBJECTS["A03"]
    other = replace(one, definition=replace(one.definition, unit=unit))
    assert [found.verdict for found in check_text("The rate was 63.7% in October.", other)] == [Verdict.CANNOT_JUDGE]


LARGEST = 64 * 1024
NASTY = (
    "[](",
    "August ",
    "\ue000",
    "a",
    "1",
    "_*",
    "| ",
    "- \n",
    "the target of the target was not ",
    "http://",
    "&#",
    "Q1 2016/",
    "the same month of ",
    "(" * 50 + "A03 ",
)


@pytest.mark.parametrize("text", NASTY, ids=lambda text: text[:12])
def test_nasty_texts_of_the_largest_size_come_to_an_end(text: str) -> None:
    check_text((text * LARGEST)[:LARGEST], SUBJECTS["A03"], [SUBJECTS["A08"]])


CROWDED = (
    "5% ",
    "1,",
    "rose from 613 to ",
    "up 5% on last month; ",
    "the lowest since August 2016, A03 ",
    "and 7 (8) ",
)


@pytest.mark.parametrize("text", CROWDED, ids=lambda text: text[:12])
def test_twice_the_text_makes_twice_the_work(text: str) -> None:
    """By the calls it takes, which are the same at every run."""

    def calls(size: int) -> int:
        counted = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal counted
            counted += event == "call"

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            check_text((text * size)[:size], SUBJECTS["A03"], [SUBJECTS["A08"]])
        finally:
            sys.setprofile(before)
        return counted

    assert calls(2 * 4 * LONGEST) < 2.3 * calls(4 * LONGEST)


def test_a_figure_that_is_not_there_may_begin_a_sentence() -> None:
    told = [one.text for one in sentences("It was 630. [no figure: A01 in May 2010] were seen.")]
    assert told == ["It was 630.", "[no figure: A01 in May 2010] were seen."]


def test_a_sentence_without_end_is_read_in_pieces() -> None:
    pieces = list(sentences("word " * 1_000 + "a" * 3 * LONGEST))
    assert max(len(one.text) for one in pieces) <= LONGEST
    assert "".join(one.text for one in pieces).replace(" ", "") == "word" * 1_000 + "a" * 3 * LONGEST
