"""How texts stand, as it is read: for those who write them, for papers, and for the public."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.actions.texts import approve_text, begin_text, save_text, submit_text
from indicators.domain.periods import Period, month
from indicators.queries.committees import ANYBODY
from indicators.queries.texts import CardText, TextState, approved_texts, text_states, words_beside
from indicators.queries.written_texts import written_texts
from tests.stores import indicator, load, officer, registers

pytestmark = pytest.mark.django_db

NOVEMBER, DECEMBER, JANUARY = month(2016, 11), month(2016, 12), month(2017, 1)


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> None:
    registers(tmp_path)
    load(tmp_path, {"report_cards/a01/2016-11.md": "## Action required\n\n* Train staff\n"}, by=officer())


def draft(code: str, of: Period, why: str) -> None:
    parts = {"why": why, "explains": "", "success": "", "actions": ""}
    save_text(indicator=indicator(code).pk, month=of, parts=parts, version=None, by=officer("writer"))


def states(of: Period) -> dict[str, TextState]:
    found = text_states(indicator("A01").committee_id, of)
    return {code: found[indicator(code).pk] for code in ("A01", "A02", "A03")}


def test_the_states_of_a_committees_texts() -> None:
    draft("A01", DECEMBER, "New")
    draft("A02", DECEMBER, "New")
    submit_text(indicator=indicator("A02").pk, month=DECEMBER, version=1, by=officer("writer"))
    found = states(DECEMBER)
    assert (found["A01"].approved, found["A01"].on_its_way, found["A01"].approved_by) == (
        NOVEMBER,
        "draft",
        "data-officer",
    )
    assert found["A01"].approved_at is not None
    assert (found["A02"].approved, found["A02"].on_its_way) == (None, "submitted")
    assert found["A03"] == TextState()
    assert states(JANUARY)["A01"].on_its_way == "", "that is December's text, and not approved"
    assert states(month(2016, 10))["A01"] == TextState()


def test_the_newest_approved_text_is_read_and_none_on_its_way() -> None:
    draft("A01", DECEMBER, "New")
    key = indicator("A01").pk
    wanted = CardText(NOVEMBER, "", "", "", "* Train staff")
    assert approved_texts([key, indicator("A02").pk], JANUARY) == {key: wanted}
    assert words_beside(key, JANUARY, ANYBODY)[0] == wanted
    assert words_beside(key, JANUARY, ANYBODY, with_drafts=True)[0] == CardText(DECEMBER, "New", "", "", "", "draft")
    begin_text(indicator=key, month=NOVEMBER, by=officer())
    assert words_beside(key, NOVEMBER, ANYBODY, with_drafts=True)[0].state == "draft", "and not the approved one"
    assert words_beside(key, NOVEMBER, ANYBODY)[0] == wanted
    submit_text(indicator=key, month=DECEMBER, version=1, by=officer("writer"))
    approve_text(indicator=key, month=DECEMBER, version=2, by=officer("lead"))
    assert approved_texts([key], JANUARY)[key].why == "New"
    assert approved_texts([key], NOVEMBER)[key] == wanted


def test_each_is_one_query_or_two() -> None:
    draft("A01", DECEMBER, "New")
    key, committee = indicator("A01").pk, indicator("A01").committee_id
    for most, ask in (
        (2, lambda: text_states(committee, DECEMBER)),
        (1, lambda: approved_texts([key], DECEMBER)),
        (1, lambda: written_texts(key, DECEMBER)),
        (1, lambda: words_beside(key, DECEMBER, ANYBODY, with_drafts=True)),
    ):
        with CaptureQueriesContext(
            connection,
        ) as made:
            ask()
        assert len(made) == most
