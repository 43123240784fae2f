"""`export_folder`: what it writes can be loaded into an empty database and written again with the same bytes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from indicators.actions import load_folder, submit_figures, verify_figures
from indicators.domain.periods import month
from indicators.importing.folder import read_folder
from indicators.models import DefinitionVersion, Figure, ReportCardText
from indicators.roles import PERFORMANCE_LEAD
from tests.indicators.actors import client_of
from tests.stores import (
    DEMONSTRATIONS,
    FIXTURES,
    REGISTERS,
    Command,
    demonstration,
    figures,
    indicator,
    load,
    officer,
    on_its_way,
    registers,
)

pytestmark = pytest.mark.django_db

NASTY = (
    '"quoted", with a comma',
    "=SUM(A1:A9)",
    "+44 1234",
    "-1 of 3",
    "@here",
    "Gŵyl Tŷ Bach yn Ŵyr ŷ, â ê î ô û",
    "👵🏽 two \U0001f469‍⚕️ carers",
    "<script>alert(1)</script> & ' ` \\ \\n %s {0}",
    "אבג مرحبا 你好",
    "e\u0301 and \u00e9 are not the same",
    "a\ttab and a no-break\u00a0space",
)
NASTY_LINES = "First line\n\n  indented “second”, with a comma\n'third' = 1\nlast; with \"quotes\""

FULL_ROW = "A01,adults,One,smaller,count,quarterly,year_to_date,last,0,flat,Head,Team,14,3,5,2030/31 Q1,A02"


def export(folder: Path) -> dict[str, bytes]:
    """Every file that an export writes, by its name."""
    run = Command("export_folder", folder)
    assert run.error == ""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def empty_the_store() -> None:
    """As an empty database, within the test's transaction: every row of the app goes, checks of links at the end."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for model in apps.get_app_config("indicators").get_models(include_auto_created=True):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


def exported_again(tmp_path: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the store writes, and what it writes after loading that into an empty one."""
    first = export(tmp_path / "first")
    empty_the_store()
    assert not Figure.objects.exists()
    load_folder(read_folder(tmp_path / "first"))
    return first, export(tmp_path / "second")


def as_csv(*lines: tuple[str, ...]) -> str:
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    return "\n".join(quoted) + "\n"


@pytest.mark.parametrize("name", DEMONSTRATIONS)
def test_a_demonstration_comes_back_with_the_same_bytes(tmp_path: Path, name: str) -> None:
    demonstration(name)
    first, second = exported_again(tmp_path)
    assert second == first
    assert {"committees.csv", "indicators.csv", "figures.csv", "targets.csv"} < set(first)
    assert any(file.startswith("report_cards/") for file in first)


@pytest.mark.parametrize("name", DEMONSTRATIONS)
def test_every_figure_of_a_demonstration_is_exported_as_it_stands_in_its_file(tmp_path: Path, name: str) -> None:
    demonstration(name)
    export(tmp_path)
    given = [{column: cell for column, cell in row.items() if cell} for row in rows(FIXTURES / name, "figures.csv")]
    written = [{column: cell for column, cell in row.items() if cell} for row in rows(tmp_path, "figures.csv")]
    for row in given:
        row.setdefault("status", "final")
        if "value" not in row and "numerator" in row:
            (twin,) = (one for one in written if (one["code"], one["period"]) == (row["code"], row["period"]))
            row["value"] = twin["value"]  # the ratio is stored: test_values.py says how it is worked out
    assert sorted(written, key=str) == sorted(given, key=str)


def test_both_demonstrations_together(tmp_path: Path) -> None:
    for name in DEMONSTRATIONS:
        demonstration(name)
    first, second = exported_again(tmp_path)
    assert second == first


def test_nasty_texts_come_back_with_the_same_bytes(tmp_path: Path) -> None:
    registers(tmp_path / "a")
    names = [f"N{number:02d}" for number in range(len(NASTY))]
    load(
        tmp_path / "a",
        {
            "committees.csv": as_csv(("slug", "name", "council"), ("odd", NASTY[0], NASTY[5])),
            "schemes.csv": as_csv(
                ("slug", "kind", "green_within", "red_from", "note"), ("odd", "points", "0", "5.0", NASTY_LINES)
            ),
            "sections.csv": as_csv(("committee", "slug", "name"), ("odd", "odd", NASTY[6])),
            "indicators.csv": as_csv(
                ("code", "committee", "name", "good_is", "unit", "frequency", "basis", "lead", "data_owner", "section"),
                *(
                    (code, "odd", text, "bigger", "score", "monthly", "period", text, text, "odd")
                    for code, text in zip(names, NASTY, strict=True)
                ),
            ),
            "definitions.csv": as_csv(
                ("code", "from_period", "definition", "why", "target_rationale", "note"),
                *((code, "2016-04", text, NASTY_LINES, text, text) for code, text in zip(names, NASTY, strict=True)),
            ),
            "targets.csv": as_csv(
                ("code", "period", "value", "note"),
                *((code, "2016/17", "90.0", text) for code, text in zip(names, NASTY, strict=True)),
            ),
            "figures.csv": as_csv(
                ("code", "period", "status", "reason", "note"),
                *(
                    (code, "2016-12", "not_reportable", text, NASTY_LINES)
                    for code, text in zip(names, NASTY, strict=True)
                ),
            ),
            "rating_overrides.csv": as_csv(
                ("code", "period", "rating", "reason"),
                *((code, "2016-12", "amber", text) for code, text in zip(names, NASTY, strict=True)),
            ),
            "exception_flags.csv": as_csv(
                ("code", "period", "rule", "reason"),
                *((code, "2016-12", "budget", text) for code, text in zip(names, NASTY, strict=True)),
            ),
            **{
                f"report_cards/{code.lower()}/2016-12.md": f"## Action required\n\n- {text}\n"
                for code, text in zip(names, NASTY, strict=True)
            },
        },
    )
    first, second = exported_again(tmp_path)
    assert second == first
    texts = {row["code"]: row for row in rows(tmp_path / "second", "definitions.csv")}
    assert [texts[code]["definition"] for code in names] == list(NASTY)
    assert {row["why"] for row in texts.values()} == {NASTY_LINES}
    assert [row["reason"] for row in rows(tmp_path / "second", "exception_flags.csv")] == list(NASTY)


def test_places_are_kept_and_no_number_becomes_an_exponent(tmp_path: Path) -> None:
    values = ("86.20", "86.2", "0.0000001", "-0.10", "999999999999999", "0.000000000000001", "0", "0.00", "1000000")
    lines = [f"A02,{2010 + number}-01,{value}" for number, value in enumerate(values)]
    registers(tmp_path / "a")
    load(tmp_path / "a", {**figures(*lines), "targets.csv": "code,period,value\nA02,2016/17,14.50\n"})
    first, second = exported_again(tmp_path)
    assert second == first
    assert [row["value"] for row in rows(tmp_path / "first", "figures.csv")] == list(values)
    assert [row["value"] for row in rows(tmp_path / "first", "targets.csv")] == ["14.50"]


def test_a_value_worked_out_from_its_parts_comes_back(tmp_path: Path) -> None:
    registers(tmp_path / "a")
    load(tmp_path / "a", figures("A01,2016-11,2,3", "A01,2016-12,1,8", columns="code,period,numerator,denominator"))
    first, second = exported_again(tmp_path)
    assert second == first
    assert [row["value"] for row in rows(tmp_path / "first", "figures.csv")] == ["66.666667", "12.5"]


def test_drafts_are_never_exported(tmp_path: Path) -> None:
    registers(tmp_path / "a", figures="code,period,value\nA01,2016-12,86.2\n")
    load(tmp_path / "a", figures("A01,2016-12,11.1", "A01,2017-01,22.2"), draft=True, reason="First sight")
    for period, state, value in (("2016-01", "submitted", "33.3"), ("2016-02", "draft", "44.4")):
        Figure.objects.create(indicator=indicator("A02"), period=period, state=state, value=value)
    written = export(tmp_path / "out")
    assert [row["value"] for row in rows(tmp_path / "out", "figures.csv")] == ["86.2"]
    everything = b"".join(written.values())
    assert not [value for value in (b"11.1", b"22.2", b"33.3", b"44.4") if value in everything]


def test_what_was_typed_in_a_form_comes_back(tmp_path: Path) -> None:
    """Browsers end lines with a carriage return and a newline; a file comes back with newlines only."""
    registers(tmp_path / "a")
    data = {"value": "86.20", "status": "final", "note": "First\r\nsecond\r\n", "reason": " "}
    address = "/admin/indicators/figure/a01/2016-12/"
    assert client_of(PERFORMANCE_LEAD).post(address, data).status_code == 302
    lead, colleague = officer("performance-lead"), officer("colleague")
    submit_figures([on_its_way("A01", month(2016, 12))], by=lead)
    verify_figures([on_its_way("A01", month(2016, 12))], by=colleague)
    DefinitionVersion.objects.create(
        indicator=indicator("A01"), from_period="2016-04", definition="One\r\nTwo", why="Old\rMac"
    )
    ReportCardText.objects.create(
        indicator=indicator("A01"), period="2016-12", why="One\r\n\r\nTwo\r\n", state="approved"
    )
    first, second = exported_again(tmp_path)
    assert second == first
    assert b"\r" not in b"".join(first.values())


def test_a_report_card_whose_parts_are_all_empty_comes_back(tmp_path: Path) -> None:
    """It hides an older text on purpose, so it must not get lost."""
    registers(tmp_path / "a")
    load(tmp_path / "a", {"report_cards/a01/2016-12.md": "## Why is this important?\n\n## Action required\n"})
    first, second = exported_again(tmp_path)
    assert second == first
    assert ReportCardText.objects.count() == 1


def test_the_order_does_not_hang_on_the_order_of_loading(tmp_path: Path) -> None:
    registers(tmp_path / "a", figures="code,period,value\nA02,2016-12,3\nA01,2016-12,2\nA01,2016-01,1\n")
    load(
        tmp_path / "a",
        {
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis,related\n"
            "a1,adults,One,bigger,count,monthly,period,Z9;A1.2;(b)\nZ9,adults,Nine,bigger,count,monthly,period,\n"
            "(b),adults,Bracket,bigger,count,monthly,period,\nA1.2,adults,Dot,bigger,count,monthly,period,\n"
        },
    )
    first, second = exported_again(tmp_path)
    assert second == first
    codes = [row["code"] for row in rows(tmp_path / "first", "indicators.csv")]
    assert codes == sorted(codes, key=str.lower)
    assert [row["related"] for row in rows(tmp_path / "first", "indicators.csv") if row["code"] == "a1"] == [
        "(b);A1.2;Z9"
    ]
    found = [(row["code"], row["period"]) for row in rows(tmp_path / "first", "figures.csv")]
    assert found == [("A01", "2016-01"), ("A01", "2016-12"), ("A02", "2016-12")]


def test_settings_of_every_register_come_back(tmp_path: Path) -> None:
    registers(tmp_path / "a")
    load(
        tmp_path / "a",
        {
            "schemes.csv": "slug,kind,green_within,red_from,levels\nnear,percent_of_target,2.50,10,\n"
            "flat,points,0,3,\nfixed,thresholds,,,green 20; red 30\nrisk,bands,,,green 1-5; amber 6-15; red 16-25\n"
            "people,judgement,,,\n",
            "committees.csv": "slug,name,council,default_scheme,public,off_target_from,worsening_moves\n"
            "adults,Adults,Example,near,no,7.50,2\n",
            "sections.csv": "committee,slug,name,order\nadults,last,Last,9\nadults,first,First,-1\n",
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis,section,decimals,scheme,lead,"
            f"data_owner,due_days,order,suppress_below,retired_from,related\n{FULL_ROW}\n",
        },
    )
    first, second = exported_again(tmp_path)
    assert second == first
    (row,) = (one for one in rows(tmp_path / "second", "indicators.csv") if one["code"] == "A01")
    assert ",".join(row.values()) == FULL_ROW
    assert b"near,percent_of_target,2.50,10,,\n" in second["schemes.csv"]
    assert b"adults,Adults,Example,near,no,7.50,2\n" in second["committees.csv"]


def test_an_empty_store_writes_nothing(tmp_path: Path) -> None:
    assert export(tmp_path / "out") == {}


@pytest.mark.parametrize("stranger", ["minutes.docx", "notes.csv", ".hidden", "more/figures.csv"])
def test_a_folder_with_strangers_in_it_is_refused(tmp_path: Path, stranger: str) -> None:
    registers(tmp_path / "a")
    folder = tmp_path / "out"
    (folder / stranger).parent.mkdir(parents=True)
    (folder / stranger).write_text("mine")
    run = Command("export_folder", folder)
    assert stranger.split("/")[0] in run.error
    assert "empty folder" in run.error
    assert [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()] == [stranger]
    assert (folder / stranger).read_text() == "mine"


@pytest.mark.parametrize(
    "stranger", ["a01/notes.txt", "a01/notes.md", "A01/2016-12.md", "2016-12.md", "a01/b/2016-12.md"]
)
def test_strangers_among_the_report_cards_are_refused(tmp_path: Path, stranger: str) -> None:
    """Otherwise somebody's notes would be deleted, or the folder could not be loaded again."""
    registers(tmp_path / "a")
    folder = tmp_path / "out"
    path = folder / "report_cards" / stranger
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    run = Command("export_folder", folder)
    assert f"report_cards/{stranger}" in run.error
    assert path.read_text() == "mine"
    assert not (folder / "committees.csv").exists()


def test_an_export_over_an_older_one_leaves_nothing_of_it(tmp_path: Path) -> None:
    registers(tmp_path / "a")
    load(
        tmp_path / "a", {"report_cards/a01/2016-12.md": "## Action required\n\nNone.\n", **figures("A01,2016-12,86.2")}
    )
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "README.md").write_text("About these figures")
    first = export(folder)
    assert "figures.csv" in first
    empty_the_store()
    registers(tmp_path / "a")
    load(tmp_path / "a", {"report_cards/a02/2017-01.md": "## Action required\n\nSome.\n"})
    second = export(folder)
    assert set(second) == {"README.md", "committees.csv", "indicators.csv", "report_cards/a02/2017-01.md"}
    assert second["README.md"] == b"About these figures"


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    registers(tmp_path / "a")
    (tmp_path / "file").write_text("")
    assert str(tmp_path / "file") in Command("export_folder", tmp_path / "file").error


def test_what_was_exported_changes_nothing_when_loaded_again(tmp_path: Path) -> None:
    for name in DEMONSTRATIONS:
        demonstration(name)
    export(tmp_path / "out")
    loaded = load_folder(read_folder(tmp_path / "out"))
    assert not loaded.changed_anything
    assert set(REGISTERS) < set(loaded.counts)
