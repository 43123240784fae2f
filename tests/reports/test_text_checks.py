"""The number check through the store: tokens filled, hidden figures unknown, texts of cards and of papers."""

from __future__ import annotations

import pytest

from indicators.domain.periods import parse
from reports import pages
from reports.cards.findings import TextFinding
from reports.pages.text_checks import check_card_text, check_paper_text

NORFOLK = "norfolk-adult-social-care"
JANUARY = parse("2017-01")


def verdicts(findings: tuple[TextFinding, ...]) -> list[tuple[str, str]]:
    return [(one.said, one.verdict) for one in findings]


@pytest.mark.usefixtures("demonstrations")
class TestWithTheDemonstrations:
    def test_a_card(self) -> None:
        text = "In October the rate was 637, after {{2016-09}} in September. Delays were {{A09:latest}} per 100,000."
        found = check_card_text("a03", JANUARY, text, reader=pages.ANYBODY)
        assert verdicts(found) == [("637", "other_period"), ("621", "agrees")]
        assert found[0].is_doubt
        assert found[0].stored == "630 in October 2016 and 637 in November 2016"
        assert found[0].why == "637 is the figure of November 2016; there was 630 in October 2016."

    def test_a_paper(self) -> None:
        texts = {"summary": "- Admissions (A03) rose to 637.\n- Delays (A09) fell to 3.1 since April.\n- It is 99%."}
        found = check_paper_text(NORFOLK, JANUARY, texts, reader=pages.ANYBODY)
        assert [one.verdict for one in found["summary"]] == [
            *("agrees", "agrees", "wrong_direction", "agrees", "cannot_judge")
        ]
