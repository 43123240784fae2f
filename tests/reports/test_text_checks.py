"""The number check through the store: tokens filled, hidden figures unknown, texts of cards and papers, measured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.domain.periods import parse
from indicators.queries.committees import Committees, Reader
from reports import pages
from reports.cards.findings import TextFinding
from reports.pages.text_checks import check_card_text, check_card_texts, check_paper_text
from tests.reports.measured_findings import (
    HELD_OUT,
    INDEPENDENT,
    SECOND_INDEPENDENT,
    SENTENCES,
    THIRD_INDEPENDENT,
    labelled,
    measured,
)
from tests.stores import FIXTURES, figures, indicator, load, registers, stamp

NORFOLK = "norfolk-adult-social-care"
DEMONSHIRE = "demonshire-adult-social-care"
JANUARY, SEPTEMBER = parse("2017-01"), parse("2026-09")
METHODS = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")


def verdicts(findings: tuple[TextFinding, ...]) -> list[tuple[str, str]]:
    return [(one.said, one.verdict) for one in findings]


@pytest.mark.usefixtures("demonstrations")
class TestWithTheDemonstrations:
    def test_a_card(self) -> None:
        text = "In October the rate was 637, after {{2016-09}} in September. Delays were {{A09:latest}} per 100,000."
        found = check_card_text("a03", JANUARY, text, reader=pages.ANYBODY)
        assert verdicts(found) == [("637", "other_period"), ("621", "agrees")]
        assert found[0].is_doubt
        assert not found[1].is_doubt
        assert found[0].stored == "630 in October 2016 and 637 in November 2016"
        assert found[0].why == "637 is the figure of November 2016; there was 630 in October 2016."
        assert found[0].sentence == "In October the rate was 637, after 621 in September."
        doubts = check_card_text("a03", JANUARY, text, reader=pages.ANYBODY, whole=False)
        assert doubts == found[:1]

    def test_a_move_between_two_numbers_is_told_with_the_figures_that_they_are(self) -> None:
        """3.1 stands for three months in a row: the newest of them, and not two of them, is what 1.5 was up to."""
        text = "Delays were 3.1, up from 1.5. They were down from 3.3 in March 2016."
        found = {one.said: one for one in check_card_text("a09", JANUARY, text, reader=pages.ANYBODY)}
        assert found["up"].stored == "1.5 in March 2016 and 3.1 in November 2016"
        assert found["up"].why == "There was 1.5 in March 2016 and 3.1 in November 2016: up 1.6 per 100,000."
        assert found["down"].stored == "3.1 in November 2016"

    def test_a_token_beside_the_wrong_period_is_doubted(self) -> None:
        found = check_card_text("a03", JANUARY, "In October it was {{latest}}.", reader=pages.ANYBODY)
        assert verdicts(found) == [("637", "other_period")]

    def test_nothing_later_than_the_month_is_known(self) -> None:
        found = check_card_text("a03", parse("2016-08"), "The rate is 613. It was 637.", reader=pages.ANYBODY)
        assert verdicts(found) == [("613", "agrees"), ("637", "not_found")]

    def test_a_paper(self) -> None:
        texts = {
            "summary": "- Admissions (A03) rose to 637.\n- Delays (A09) fell to 3.1 since April.\n- It is 99%.",
            "overview": "{{A03:latest}} were admitted, and A03 was 630 in November.",
        }
        found = check_paper_text(NORFOLK, JANUARY, texts, reader=pages.ANYBODY)
        assert [one.verdict for one in found["summary"]] == [
            *("agrees", "agrees", "wrong_direction", "agrees", "cannot_judge")
        ]
        assert verdicts(found["overview"]) == [("630", "other_period")]

    def test_several_cards_at_once_are_checked_as_each_alone(self) -> None:
        texts = {"a03": "In October it was 637. A09 fell to 3.1.", "a09": "{{A03:latest}}; the rate was 2.6 in August."}
        together = check_card_texts(NORFOLK, texts, JANUARY, reader=pages.ANYBODY)
        assert together == {
            address: check_card_text(address, JANUARY, text, reader=pages.ANYBODY) for address, text in texts.items()
        }
        assert all(any(one.is_doubt for one in found) for found in together.values())

    def test_keys_are_stable_and_tell_claims_apart(self) -> None:
        text = "It fell. It fell. In October it was 637."
        found = check_card_text("a03", JANUARY, text, reader=pages.ANYBODY)
        assert found == check_card_text("a03", JANUARY, text, reader=pages.ANYBODY)
        assert len({one.key for one in found}) == len(found) == 3
        later = check_card_text("a03", JANUARY, "More. In October it was 637.", reader=pages.ANYBODY)
        assert later[-1].key == found[-1].key

    def test_the_cards_of_the_demonstrations_are_not_doubted(self) -> None:
        for card in sorted(FIXTURES.glob("*/report_cards/*/*.md")):
            if card.parents[2].name not in ("norfolk_2017", "demonshire"):
                continue
            text = card.read_text(encoding="utf-8")
            found = check_card_text(card.parent.name, parse(card.stem), text, reader=pages.EVERYTHING)
            assert [one for one in found if one.is_doubt] == [], card
            assert any(one.verdict == "agrees" for one in found), card

    def test_a_hidden_figure_is_not_stored_for_the_check(self) -> None:
        text = "3 adults were supported in 2025/26, and 8 in 2024/25."
        found = check_card_text("d17", SEPTEMBER, text, reader=pages.ANYBODY)
        assert verdicts(found) == [("3", "cannot_judge"), ("8", "agrees")]
        assert all("3" not in one.stored for one in found)

    @pytest.mark.parametrize("address", ["m01", "m-99"])
    def test_who_may_not_see_the_figures_has_no_findings(self, address: str) -> None:
        with pytest.raises((pages.SignInNeeded, pages.Missing)):
            check_card_text(address, SEPTEMBER, "It is £1.", reader=pages.ANYBODY)

    def test_figures_of_committees_unseen_are_not_told(self) -> None:
        text = "A week in a nursing home costs {{M01:latest}}, and M01 was £1,000 in September."
        assert not any("1,102" in str(one) for one in check_card_text("d22", SEPTEMBER, text, reader=pages.ANYBODY))

    def test_queries_do_not_grow_with_what_is_named(self) -> None:
        def queries(check: Callable[[], object]) -> int:
            with CaptureQueriesContext(connection) as captured:
                check()
            return len(captured)

        def card(text: str) -> int:
            return queries(lambda: check_card_text("d10", SEPTEMBER, text, reader=pages.ANYBODY))

        one = card("It is 71. {{D09:latest}}")
        assert card("It is 71. D11 and D12 and {{D14:latest}}, {{D09:latest}}. " * 20) == one <= 7
        parts = {str(number): f"D{number} is 5." for number in range(10, 20)}
        assert queries(lambda: check_paper_text(DEMONSHIRE, SEPTEMBER, parts, reader=pages.ANYBODY)) <= 7

    @pytest.mark.parametrize(
        ("path", "column", "precise", "complete"),
        [
            (SENTENCES, 2, 90, 90),
            (HELD_OUT, 3, 90, 90),
            (INDEPENDENT, 4, 90, 85),
            (SECOND_INDEPENDENT, 5, 90, 85),
            (THIRD_INDEPENDENT, 6, 90, 75),
        ],
    )
    def test_what_the_document_says_is_measured(self, path: Path, column: int, precise: int, complete: int) -> None:
        found = measured(path)
        expected = {
            "sentences": str(len(found.labelled)),
            "with a fault": str(found.faults),
            "faults that are doubted (recall)": f"{found.recall}%",
            "doubts that are right (precision)": f"{found.precision}%",
            "claims with the very verdict": f"{found.exact}%",
        }
        assert {name: _cell(name, column) for name in expected} == expected
        assert found.precision >= precise
        assert found.recall >= complete


def test_labels_are_of_the_sentence_and_no_set_repeats_another() -> None:
    sets = (SENTENCES, HELD_OUT, INDEPENDENT, SECOND_INDEPENDENT, THIRD_INDEPENDENT)
    every = [row for path in sets for row in labelled(path)]
    assert len({(row.sentence, row.said) for row in every}) == len(every)
    faults = {row.expected for row in every}
    assert faults == {
        *("agrees", "other_period", "not_found", "wrong_direction", "wrong_base", "points_as_percent", "cannot_judge")
    }


@pytest.mark.django_db
def test_drafts_count_only_where_they_are_asked_for(tmp_path: Path) -> None:
    registers(tmp_path)
    load(tmp_path / "old", figures("A01,2016-11,86.2"))
    load(tmp_path / "new", figures("A01,2016-12,90.1"), draft=True)
    text = "The share was 90.1% in December 2016."
    assert verdicts(check_card_text("a01", None, text, reader=pages.ANYBODY)) == [("90.1%", "cannot_judge")]
    key = indicator("A01").committee_id
    drafts = Committees(frozenset({key}))
    asking = Reader(signed_in=True, private=drafts, drafts=drafts, asks_for_drafts=True)
    assert verdicts(check_card_text("a01", parse("2016-12"), text, reader=asking)) == [("90.1%", "agrees")]


@pytest.mark.django_db
def test_without_any_figure_there_is_no_newest_month(tmp_path: Path) -> None:
    registers(tmp_path)
    before = stamp()
    with pytest.raises(pages.Missing, match="has no figures yet"):
        check_card_text("a01", None, "It is 5%.", reader=pages.ANYBODY)
    assert verdicts(check_card_text("a01", parse("2016-12"), "It is 5%.", reader=pages.ANYBODY)) == [
        ("5%", "cannot_judge")
    ]
    assert stamp() == before


def _cell(name: str, column: int) -> str:
    rows = [[cell.strip() for cell in line.split("|")] for line in METHODS.splitlines() if line.startswith("|")]
    (row,) = [row for row in rows if row[1] == name]
    return row[column]
