"""Files for other programs: the public columns and keys to the letter, numbers as numbers, text that does nothing."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain import periods
from indicators.domain.exception_report import Rule
from indicators.spreadsheets import FORMULA_STARTS
from reports.cards import Block, Dashboard, Run, SeriesEntry, TextPart
from reports.exports import (
    dashboard_csv,
    dashboard_json,
    definitions_csv,
    exceptions_csv,
    report_card_csv,
    report_card_json,
)
from tests.reports import sample_cards
from tests.reports.sample_cards import NASTY, indicator_card, outcomes

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def board() -> Dashboard:
    return sample_cards.dashboard()


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def with_card(board: Dashboard, **changed: Any) -> Dashboard:
    """The dashboard of one indicator whose fields are as given."""
    card = indicator_card("A03", **changed)
    return replace(board, every=(card,), cards=(), exceptions=(card,), nearly=(), left_out=())


class TestCsv:
    HEADER = (
        b"code,name,period,value,status,target,rating,travel_since_previous,travel_since_last_year,exception_rules\n"
    )

    def test_header_and_line_ends(self, board: Dashboard) -> None:
        content = dashboard_csv(board)
        assert content.startswith(self.HEADER)
        assert b"\r" not in dashboard_csv(replace(board, every=board.every[:2]))
        assert not content.startswith("\N{BOM}".encode())

    def test_one_row_per_entry_of_the_series(self, board: Dashboard) -> None:
        rows = read(dashboard_csv(board))
        assert len(rows) == sum(len(card.series) for card in board.every)
        assert [row["period"] for row in rows if row["code"] == "C01"] == [
            "2015/16 Q4",
            "2016/17 Q1",
            "2016/17 Q2",
            "2016/17 Q3",
        ]

    def test_verdicts_stand_on_the_latest_figures_row_only(self, board: Dashboard) -> None:
        rows = [row for row in read(dashboard_csv(board)) if row["code"] == "A03"]
        said = {row["period"]: row for row in rows if row["travel_since_previous"]}
        assert list(said) == ["2016-11"]
        assert list(said["2016-11"].values())[2:] == [
            *("2016-11", "637", "final", "590", "red"),
            *("worsening", "not_comparable", "off_target;deteriorating"),
        ]
        assert all(row["exception_rules"] == "" for row in rows if row["period"] != "2016-11")

    def test_missing_figures_are_empty_and_not_nought(self, board: Dashboard) -> None:
        awaited = [row for row in read(dashboard_csv(board)) if row["status"] == "awaited"]
        assert {row["value"] for row in awaited} == {""}

    def test_all_indicators_are_in_it_whatever_is_filtered(self, board: Dashboard) -> None:
        filtered = replace(board, cards=board.cards[:1], filtered=True, query="rating=red")
        assert dashboard_csv(filtered) == dashboard_csv(board)
        assert dashboard_json(filtered) == dashboard_json(board)

    def test_pandas_reads_figures_as_numbers(self, board: Dashboard) -> None:
        import pandas as pd

        table = pd.read_csv(io.BytesIO(dashboard_csv(board)))
        assert table["value"].dtype == float
        assert table["value"].min() == -2207.0

    def test_text_is_defused_and_negative_numbers_are_not(self, board: Dashboard) -> None:
        rows = [row for row in read(dashboard_csv(board)) if row["code"] == "'=1+1"]
        assert len(rows) == 13
        assert rows[0]["name"] == f"'{NASTY}"
        assert rows[-1]["value"] == "-2207.00"

    @given(st.text(max_size=20) | st.tuples(st.sampled_from(FORMULA_STARTS), st.text(max_size=9)).map("".join))
    def test_any_name_comes_back_and_starts_no_formula(self, name: str) -> None:
        content = dashboard_csv(with_card(sample_cards.dashboard(), name=name))
        typed = name.replace("\r\n", "\n").replace("\r", "\n")
        for row in read(content):
            assert row["name"] in (typed, f"'{typed}")
            assert not row["name"].startswith(DANGEROUS)

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**11), max_value=10**11))
    def test_figures_come_back_as_stored(self, number: Decimal) -> None:
        entry = SeriesEntry("2017-01", f"{number:f}", "final", None, None, "none")
        rows = read(dashboard_csv(with_card(sample_cards.dashboard(), series=(entry,))))
        assert rows[0]["value"] == f"{number:f}"


class TestOtherCsv:
    def test_exceptions_one_row_per_rule_then_nearly_then_left_out(self, board: Dashboard) -> None:
        left_out = indicator_card("C01", outcomes=outcomes(Rule.LEFT_OUT_BY_HAND, evidence="Reported elsewhere"))
        rows = read(exceptions_csv(replace(board, left_out=(left_out,))))
        assert [(row["code"], row["standing"], row["rule"]) for row in rows] == [
            ("A03", "exception", "off_target"),
            ("A03", "exception", "deteriorating"),
            ("A09", "exception", "off_target"),
            ("A09", "exception", "deteriorating"),
            ("P(1)/x", "exception", "corporate_risk"),
            ("'=1+1", "exception", "added_by_hand"),
            ("C01", "nearly", ""),
            ("C01", "left_out", "left_out_by_hand"),
        ]
        assert rows[0]["evidence"].startswith("8.0% worse")
        assert rows[6]["evidence"] == "one move short of three"
        assert rows[5]["value"] == "-2207.00"

    def test_report_card_oldest_first_with_counts_as_numbers(self) -> None:
        rows = read(report_card_csv(sample_cards.report_card("C01")))
        assert [row["period"] for row in rows] == ["2015/16 Q4", "2016/17 Q1", "2016/17 Q2", "2016/17 Q3"]
        assert (rows[0]["numerator"], rows[0]["denominator"]) == ("1234", "2000")
        assert (rows[0]["target"], rows[0]["target_to"]) == ("40", "60")
        assert (rows[2]["value"], rows[2]["status"], rows[2]["reason"]) == ("", "suppressed", "Fewer than five people")

    def test_report_card_defuses_reasons(self) -> None:
        reasons = [row["reason"] for row in read(report_card_csv(sample_cards.report_card("=1+1")))]
        assert "'@SUM(A1:A9)" in reasons

    def test_definitions_one_row_per_version_and_one_for_none(self) -> None:
        rows = read(definitions_csv(sample_cards.definitions()))
        assert [row["code"] for row in rows].count("A03") == 2
        assert [row["code"] for row in rows].count("Z99") == 1
        assert rows[0]["how_rated"].startswith("Green on target or better. Red")
        assert not any(cell.startswith(DANGEROUS) for row in rows for cell in row.values())


class TestJson:
    INDICATOR = (
        *("code", "name", "section", "good_is", "unit", "basis", "latest", "newest_period", "target", "rating"),
        *("travel", "exceptions", "is_exception", "nearly", "series"),
    )
    RATING = (
        *("colour", "computed", "overridden", "gap", "gap_unit"),
        *("scheme", "provisional", "since", "reason"),
    )

    def test_keys_in_the_order_of_the_public_format(self, board: Dashboard) -> None:
        content = json.loads(dashboard_json(board))
        assert tuple(content) == ("committee", "as_at", "window", "indicators")
        assert tuple(content["committee"]) == ("slug", "name", "council")
        for indicator in content["indicators"]:
            assert tuple(indicator) == self.INDICATOR
            assert tuple(indicator["rating"]) == self.RATING
            assert tuple(indicator["travel"]) == ("since_previous", "since_last_year", "words")
            for outcome in indicator["exceptions"]:
                assert tuple(outcome) == ("rule", "evaluated", "fired", "evidence")
            for entry in indicator["series"]:
                assert tuple(entry) == ("period", "value", "status", "target", "rating", "revised")
            if indicator["latest"]:
                assert tuple(indicator["latest"]) == ("period", "value", "status", "text", "revised")
            if indicator["newest_period"]:
                assert tuple(indicator["newest_period"]) == ("period", "status", "reason")
            if indicator["target"]:
                assert tuple(indicator["target"]) == ("period", "value", "value_to")

    def test_an_exception_in_full(self, board: Dashboard) -> None:
        content = json.loads(dashboard_json(board))
        assert content["as_at"] == "2017-01"
        assert content["window"] == [month.written for month in periods.window(periods.month(2017, 1))]
        found = content["indicators"][0]
        assert found["latest"] == {
            **{"period": "2016-11", "value": "637", "status": "final", "text": "637", "revised": None}
        }
        assert found["newest_period"] == {"period": "2017-01", "status": "awaited", "reason": "Due on 20 March 2017"}
        assert found["target"] == {"period": "2016-11", "value": "590", "value_to": None}
        assert found["rating"] == {
            "colour": "red",
            "computed": "red",
            "overridden": False,
            "gap": "7.97",
            "gap_unit": "percent",
            "scheme": "percent_of_target",
            "provisional": False,
            "since": "2016-11",
            "reason": "8.0% worse than 590.",
        }
        assert found["travel"]["since_previous"] == "worsening"
        assert [one["rule"] for one in found["exceptions"]] == [
            *("off_target", "deteriorating", "budget", "corporate_risk")
        ]
        assert found["series"][10] == {
            **{"period": "2016-11", "value": "637", "status": "final", "target": "590", "rating": "red"},
            "revised": None,
        }
        assert found["series"][12] == {
            **{"period": "2017-01", "value": None, "status": "awaited", "target": None, "rating": "none"},
            "revised": None,
        }

    def test_decisions_by_hand_come_after_the_four_rules(self, board: Dashboard) -> None:
        rules = [one["rule"] for one in json.loads(dashboard_json(board))["indicators"][3]["exceptions"]]
        assert rules == ["off_target", "deteriorating", "budget", "corporate_risk", "added_by_hand"]

    def test_a_range_an_override_and_a_judgement(self, board: Dashboard) -> None:
        _, overridden, ranged, _, judged, bare = json.loads(dashboard_json(board))["indicators"]
        assert ranged["target"] == {"period": "2016/17 Q3", "value": "40", "value_to": "60"}
        assert (overridden["rating"]["colour"], overridden["rating"]["computed"]) == ("amber", "red")
        assert overridden["rating"]["overridden"] is True
        assert judged["latest"] == {
            "period": "2015/16",
            "value": None,
            "status": "final",
            "text": "Amber",
            "revised": None,
        }
        assert judged["rating"]["gap"] is None
        assert bare["latest"] is bare["newest_period"] is bare["target"] is None
        assert {entry["status"] for entry in bare["series"]} == {"none"}

    def test_numbers_are_strings(self, board: Dashboard) -> None:
        def leaves(value: Any) -> list[Any]:
            if isinstance(value, dict):
                return [leaf for inner in value.values() for leaf in leaves(inner)]
            return [leaf for inner in value for leaf in leaves(inner)] if isinstance(value, list) else [value]

        for content in (
            dashboard_json(board),
            *(report_card_json(sample_cards.report_card(c)) for c in ("A03", "C01")),
        ):
            assert {type(leaf) for leaf in leaves(json.loads(content))} <= {str, bool, type(None)}

    def test_text_is_as_it_was_typed(self, board: Dashboard) -> None:
        assert json.loads(dashboard_json(board))["indicators"][3]["name"] == NASTY

    def test_the_csv_tells_the_same_figures(self, board: Dashboard) -> None:
        series = [
            {"code": indicator["code"], **entry}
            for indicator in json.loads(dashboard_json(board))["indicators"]
            for entry in indicator["series"]
        ]
        rows = read(dashboard_csv(board))
        for row, entry in zip(rows, series, strict=True):
            assert row["code"].removeprefix("'") == entry["code"]
            same = ("period", "value", "status", "target", "rating")
            assert [row[key] for key in same] == [entry[key] or "" for key in same]

    def test_report_card(self) -> None:
        content = json.loads(report_card_json(sample_cards.report_card("C01")))
        assert content["indicator"]["code"] == "C01"
        assert tuple(content["indicator"]) == self.INDICATOR
        assert [figure["period"] for figure in content["figures"]][:2] == ["2015/16 Q4", "2016/17 Q1"]
        assert content["figures"][0]["numerator"] == "1234"
        assert content["figures"][2]["reason"] == "Fewer than five people"
        assert content["text"][1]["text"] == "- More beds\n- Fewer staff\n- More beds\n- Fewer staff"
        assert content["text"][2]["text"] == "Action | Who\nRecruit | Head of Care"
        assert content["text"][3] == {"heading": "Action required", "text": None}
        assert content["definitions"][1]["why"] is None

    def test_lists_in_lists_and_loose_items_as_plain_text(self) -> None:
        inner = Block("numbers", (), (Block("item", (Run("b"),)),))
        loose = Block("item", (), (Block("paragraph", (Run("c"),)), Block("paragraph", (Run("d"),)), inner))
        blocks = (Block("bullets", (), (Block("item", (Run("a"),), (inner,)), loose, Block("item"))),)
        report = replace(sample_cards.report_card(), parts=(TextPart("Why", blocks),))
        assert json.loads(report_card_json(report))["text"][0]["text"] == "- a\n  - b\n- c\n  d\n  - b\n- "
