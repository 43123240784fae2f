"""`manage.py export_dashboard`: the whole way from the store to the public files, and what it says when it cannot."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

NORFOLK = "norfolk-adult-social-care"
PRIVATE = "demonshire-care-market-board"


def export(*arguments: str) -> str:
    printed = io.StringIO()
    call_command("export_dashboard", *arguments, stdout=printed)
    return printed.getvalue()


@pytest.mark.usefixtures("demonstrations")
class TestWithTheDemonstrations:
    def test_json_of_the_published_dashboard(self) -> None:
        content = json.loads(export(NORFOLK, "2017-01", "--format", "json"))
        assert content["committee"]["slug"] == NORFOLK
        assert content["as_at"] == "2017-01"
        assert len(content["window"]) == 13
        found = {indicator["code"]: indicator for indicator in content["indicators"]}
        assert sorted(found) == [f"A{number:02d}" for number in range(1, 16)]
        colours = {code: found[code]["rating"]["colour"] for code in ("A02", "A03", "A08", "A09", "A10", "A11")}
        assert colours == {"A02": "green", "A03": "red", "A08": "green", "A09": "red", "A10": "red", "A11": "red"}
        assert {"A03", "A09", "A10", "A11"} <= {code for code, one in found.items() if one["is_exception"]}
        admissions = found["A03"]
        assert admissions["latest"] == {
            **{"period": "2016-11", "value": "637", "status": "final", "text": "637", "revised": None}
        }
        assert admissions["newest_period"]["status"] == "awaited"
        assert (admissions["rating"]["gap"], admissions["rating"]["gap_unit"]) == ("7.97", "percent")
        assert [entry["period"] for entry in admissions["series"]] == content["window"]

    def test_csv_has_the_figures_as_they_were_loaded(self) -> None:
        rows = list(csv.DictReader(io.StringIO(export(NORFOLK, "2017-01", "--format", "csv"), newline="")))
        assert len(rows) == 15 * 13
        found = {(row["code"], row["period"]): row for row in rows}
        loaded = Path(__file__).parents[2] / "fixtures" / "norfolk_2017" / "figures.csv"
        with loaded.open(encoding="utf-8", newline="") as figures:
            for figure in csv.DictReader(figures):
                row = found[figure["code"], figure["period"]]
                assert row["value"].rstrip("0").rstrip(".") == figure["value"].rstrip("0").rstrip(".")

    @pytest.mark.parametrize("period", ["2017-01", "Jan 2017", "January 2017", "31/01/2017", "2017-01-31"])
    def test_any_written_form_of_a_month(self, period: str) -> None:
        assert json.loads(export(NORFOLK, period))["as_at"] == "2017-01"

    def test_a_quarter_stands_for_its_last_month(self) -> None:
        assert json.loads(export(NORFOLK, "2016/17 Q3"))["as_at"] == "2016-12"

    @pytest.mark.parametrize("ending", ["json", "csv"])
    def test_the_address_gives_the_same(self, client: Client, ending: str) -> None:
        answer = client.get(f"/committees/{NORFOLK}/2017-01.{ending}?rating=red")
        assert answer.content.decode() == export(NORFOLK, "2017-01", "--format", ending)

    def test_a_committee_for_signed_in_people_can_be_exported(self) -> None:
        assert json.loads(export(PRIVATE, "2026-06"))["committee"]["slug"] == PRIVATE

    def test_to_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "dashboard.json"
        assert export(NORFOLK, "2017-01", "--output", str(file)) == ""
        assert file.read_text(encoding="utf-8") == export(NORFOLK, "2017-01")

    def test_a_file_that_cannot_be_written(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"cannot be written: Is a directory"):
            export(NORFOLK, "2017-01", "--output", str(tmp_path))

    def test_an_unknown_committee_lists_the_known_ones(self) -> None:
        with pytest.raises(CommandError) as refused:
            export("norfolk", "2017-01")
        assert "There is no committee called norfolk" in str(refused.value)
        assert NORFOLK in str(refused.value)
        assert PRIVATE in str(refused.value)

    def test_a_month_without_a_dashboard_lists_no_committees(self) -> None:
        with pytest.raises(CommandError) as refused:
            export(NORFOLK, "1999-01")
        assert "January 1999" in str(refused.value)
        assert "Known" not in str(refused.value)

    def test_a_period_that_is_none(self) -> None:
        with pytest.raises(CommandError, match="“soon” is not a period: write a month such as 2016-12"):
            export(NORFOLK, "soon")


@pytest.mark.django_db
def test_an_empty_store_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="There is no committee yet: load one with import_folder"):
        export("any", "2017-01")


def test_an_unknown_format() -> None:
    with pytest.raises(CommandError, match="invalid choice: 'pdf'"):
        export(NORFOLK, "2017-01", "--format", "pdf")
