"""The numbers in docs/methods.md are the code's."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from indicators.domain.assessment import SHOWN
from indicators.domain.chasing import NEARLY, ROUNDS_CHASED
from indicators.domain.exception_report import CommitteeRules
from indicators.domain.periods import month, window
from indicators.domain.plausibility import FEWEST_FOR_A_SLIP, JUDGED_BY, TIES_IN, DoubtKind
from indicators.domain.rating import Scheme
from indicators.domain.targets import SIX_PLACES
from indicators.domain.usual import BY_MEAN_DEVIATION, CUTOFF, FEWEST, MEDIAN_DEVIATION, RECENT
from tests.domain.measured_doubts import SLIPS, SWAPPED_FIRST, measured

METHODS = (Path(__file__).parents[1] / "docs" / "methods.md").read_text(encoding="utf-8")

SAID = {
    "unlikely": DoubtKind.UNLIKELY,
    "a slip of unit": DoubtKind.SLIP_OF_UNIT,
    "the same again": DoubtKind.SAME_AGAIN,
    "a numerator above its denominator": DoubtKind.NUMERATOR_ABOVE,
}


def _said(pattern: str) -> str:
    found = re.search(pattern, " ".join(METHODS.split()))
    assert found, f"docs/methods.md no longer says {pattern}"
    return found[1]


@pytest.mark.parametrize(
    ("pattern", "in_code"),
    [
        (r"shows the \*\*(\d+)\*\* months", len(window(month(2017, 1)))),
        (r"shows the \*\*(\d+)\*\* months", SHOWN),
        (r"kept to \*\*(\d+)\*\* decimal places", -int(SIX_PLACES.as_tuple().exponent)),
        (r"green from a gap of \*\*(\d+)\*\*%", Scheme().green_within),
        (r"red from \*\*(\d+)\*\*% up", Scheme().red_from),
        (r"\*\*(\d+)\*\*% or more worse than its target", CommitteeRules().off_target_from),
        (r"worse \*\*(\d+)\*\* times in a row", CommitteeRules().worsening_moves),
        (r"of the \*\*(\d+)\*\* periods before count", JUDGED_BY),
        (r"above \*\*([\d.]+)\*\* is odd", CUTOFF),
        (r"among the last \*\*(\d+)\*\* figures", RECENT),
        (r"not at all with fewer than \*\*(\d+)\*\*", FEWEST),
        (r"At least \*\*(\d+)\*\* figures must be known", FEWEST_FOR_A_SLIP),
        (r"one in \*\*(\d+)\*\* of the last figures", TIES_IN),
        (r"for those due within \*\*(\d+)\*\* days", NEARLY.days),
        (r"of the last \*\*(\d+)\*\* months", ROUNDS_CHASED),
    ],
)
def test_a_number_of_the_document_is_the_codes(pattern: str, in_code: Decimal | int) -> None:
    assert Decimal(_said(pattern)) == in_code


def test_every_number_in_bold_is_held_by_this_test() -> None:
    assert len(re.findall(r"\*\*[\d.]+\*\*", METHODS)) == 14


def test_other_numbers_of_the_rules_for_slips_are_the_codes() -> None:
    assert Decimal(_said(r"modified z-score\*.*?: ([\d.]+) times the distance from the median")) == MEDIAN_DEVIATION
    assert Decimal(_said(r"([\d.]+) times their mean distance")) == BY_MEAN_DEVIATION


@pytest.mark.parametrize(("column", "folder"), [(2, "norfolk_2017"), (3, "demonshire")])
def test_how_often_is_asked_and_found_is_what_the_demonstrations_measure(column: int, folder: str) -> None:
    found = measured(folder)
    expected = {
        "figures": str(found.figures),
        "with six or more before them": str(found.judged),
        **{f"asked about: {said}": str(found.by_kind[kind]) for said, kind in SAID.items()},
        "asked about in all": f"{_half_up(100 * Decimal(found.asked) / found.figures, '0.1')}%",
        **{f"found: {kind}": f"{_half_up(found.share_caught(kind), '1')}%" for kind in SLIPS},
    }
    assert {name: _cell(name, column) for name in expected} == expected
    assert found.asked * 25 < found.figures  # officers who are asked at every turn learn to tick blindly
    assert found.share_caught(SWAPPED_FIRST) > 80


def _cell(name: str, column: int) -> str:
    rows = [[cell.strip() for cell in line.split("|")] for line in METHODS.splitlines() if line.startswith("|")]
    (row,) = [row for row in rows if row[1] == name]
    return row[column]


def _half_up(number: Decimal, to: str) -> Decimal:
    return number.quantize(Decimal(to), ROUND_HALF_UP)
