"""The numbers in docs/methods.md are the code's."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.domain.assessment import SHOWN
from indicators.domain.exception_report import CommitteeRules
from indicators.domain.periods import month, window
from indicators.domain.rating import Scheme
from indicators.domain.targets import SIX_PLACES

METHODS = (Path(__file__).parents[1] / "docs" / "methods.md").read_text(encoding="utf-8")


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
    ],
)
def test_a_number_of_the_document_is_the_codes(pattern: str, in_code: Decimal | int) -> None:
    assert Decimal(_said(pattern)) == in_code


def test_every_number_in_bold_is_held_by_this_test() -> None:
    assert len(re.findall(r"\*\*\d+\*\*", METHODS)) == 6
