"""Loading a folder: all or nothing, everything said at once, and twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db.models.signals import post_save

from indicators.actions import Refused
from indicators.models import (
    Committee,
    ReportCardText,
    Section,
)
from tests.importing.bad_folders import BAD_FOLDERS, ONLY_WARNED
from tests.stores import (
    DEMONSTRATIONS,
    FIXTURES,
    REGISTERS,
    WITH_EVERYTHING,
    Command,
    demonstration,
    figures,
    indicator,
    load,
    officer,
    picture,
    registers,
    stamp,
)

pytestmark = pytest.mark.django_db


def said(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [str(problem) for problem in refused.value.problems]


# All or nothing


@pytest.mark.parametrize(
    ("file", "bad_row"),
    [
        ("committees.csv", "children,,Example Council,yes"),
        ("sections.csv", "no-such,front,Front"),
        ("schemes.csv", "odd,guesswork,0,2"),
        ("indicators.csv", "A09,adults,Up,up,percent,monthly,period"),
        ("definitions.csv", "A99,2016-04,Unknown"),
        ("targets.csv", "A01,2016/17 Q3,80"),
        ("figures.csv", "A02,2016-12,soon"),
        ("rating_overrides.csv", "A01,2017-01,green,No figure there"),
        ("exception_flags.csv", "A01,2016-12,off_target,Not a flag"),
        ("report_cards/a01/2017-01.md", "Words before any heading"),
    ],
)
def test_one_bad_row_in_any_file_leaves_nothing_behind(tmp_path: Path, file: str, bad_row: str) -> None:
    registers(tmp_path)
    before = picture()
    files = {**WITH_EVERYTHING, file: WITH_EVERYTHING.get(file, "") + bad_row + "\n"}
    with pytest.raises(Refused) as refused:
        load(tmp_path, files)
    assert {problem.file for problem in refused.value.problems} == {file}
    assert picture() == before
    load(tmp_path, WITH_EVERYTHING)
    assert picture() != before, "without the bad row it is loaded"


def test_a_failure_half_way_through_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    """Report cards are the last of the registers: by then all the others are written."""
    registers(tmp_path)
    before = picture()

    def fail(**_: object) -> None:
        assert Section.objects.exists()
        raise RuntimeError("the disk is full")

    post_save.connect(fail, sender=ReportCardText)
    try:
        with pytest.raises(RuntimeError):
            load(tmp_path, WITH_EVERYTHING)
    finally:
        post_save.disconnect(fail, sender=ReportCardText)
    assert picture() == before


@pytest.mark.parametrize("name", BAD_FOLDERS)
def test_every_bad_folder_through_the_command(name: str) -> None:
    before = picture()
    run = Command("import_folder", FIXTURES / "bad" / name)
    if name in ONLY_WARNED:
        assert run.complained == [f"warning: {line}" for line in BAD_FOLDERS[name]]
        assert run.error == ""
        assert picture() != before, "a warning keeps nothing out"
    else:
        assert run.complained == list(BAD_FOLDERS[name])
        count = len(BAD_FOLDERS[name])
        assert run.error == f"Nothing was loaded: {count} problem{'s' if count > 1 else ''} above."
        assert picture() == before
        assert run.printed == []


@pytest.mark.parametrize("name", sorted(ONLY_WARNED))
def test_strict_makes_warnings_errors(name: str) -> None:
    before = picture()
    run = Command("import_folder", FIXTURES / "bad" / name, "--strict")
    assert run.complained == list(BAD_FOLDERS[name])
    assert run.error.startswith(f"Nothing was loaded: {len(BAD_FOLDERS[name])} problem")
    assert picture() == before


# Everything at once


def test_what_needs_a_reason_is_told_together_with_what_is_wrong(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2016-11,80\nA01,2016-12,86.2\n")
    before = picture()
    with pytest.raises(Refused) as refused:
        load(
            tmp_path,
            {
                "indicators.csv": REGISTERS["indicators.csv"].replace("range", "up"),
                "targets.csv": "code,period,value\nA99,2016-12,90\n",
                **figures("A01,2016-12,86.3", "A01,2016-11,80", "A02,2016-12,never"),
            },
        )
    assert said(refused) == [
        "indicators.csv, row 4, column good_is: “up” is not known; accepted: bigger, smaller, range or none",
        "targets.csv, row 2, column code: “A99” is the code of no indicator; accepted: a code of indicators.csv or one "
        "stored already",
        "figures.csv, row 2, column value: this figure stands as 86.2; changing it needs a reason. Accepted: a reason "
        "given with --reason (or in the form)",
        "figures.csv, row 4, column value: “never” is not a number; accepted: a number such as 86.2, 86.2%, 2,207, "
        "£1,050, -3.3 or (1.2) for minus 1.2",
    ]
    assert [problem.row for problem in refused.value.reason_needed] == [2]
    assert picture() == before


def test_a_reason_mends_only_what_needed_one(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2016-12,86.2\n")
    with pytest.raises(Refused) as refused:
        load(tmp_path, figures("A01,2016-12,86.3", "A02,2016-12,never"), reason="Recounted")
    assert len(refused.value.problems) == 1
    assert refused.value.reason_needed == ()


def test_warnings_are_told_with_the_errors_and_after_them(tmp_path: Path) -> None:
    registers(tmp_path)
    with pytest.raises(Refused) as refused:
        load(tmp_path, figures("A02,2016-11,3%", "A02,2016-12,never"))
    assert [(problem.row, problem.is_error) for problem in refused.value.problems] == [(3, True), (2, False)]


def test_a_blank_reason_is_none(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2016-12,86.2\n")
    with pytest.raises(Refused):
        load(tmp_path, figures("A01,2016-12,86.3"), reason="  \n")


# Twice changes nothing


@pytest.mark.parametrize("name", DEMONSTRATIONS)
def test_loading_a_demonstration_twice_changes_nothing(name: str) -> None:
    first = demonstration(name)
    assert first.changed_anything
    before = picture()
    run = Command("import_folder", FIXTURES / name)
    assert run.error == ""
    assert run.printed[-1] == "Nothing to change: the store holds all of this already."
    assert all(" 0 new, 0 changed, " in line for line in run.printed[:-1])
    assert picture() == before, "no row, revision, history or stamp is new"


def test_a_change_of_one_cell_writes_one_row(tmp_path: Path) -> None:
    load(tmp_path, WITH_EVERYTHING)
    others = ("Committee", "HistoricalCommittee", "StoreStamp")
    before, stood = picture(without=others), stamp()
    changed = REGISTERS["committees.csv"].replace("Example Council", "Example Borough Council")
    loaded = load(tmp_path, {**WITH_EVERYTHING, "committees.csv": changed})
    assert {file: (one.new, one.changed) for file, one in loaded.counts.items() if one.new or one.changed} == {
        "committees.csv": (0, 1)
    }
    assert picture(without=others) == before
    assert Committee.objects.get().council == "Example Borough Council"
    assert Committee.history.count() == 2
    assert stamp() != stood


def test_only_the_related_indicators_change(tmp_path: Path) -> None:
    registers(tmp_path)
    stood = stamp()
    header, first, _ = REGISTERS["indicators.csv"].split("\n", 2)
    related = {"indicators.csv": f"{header},related\n{first},A02;a03\n"}
    loaded = load(tmp_path, related, by=officer())
    assert (loaded.counts["indicators.csv"].changed, loaded.changed_anything) == (1, True)
    assert [one.code for one in indicator("A01").related.order_by("code")] == ["A02", "A03"]
    assert stamp() != stood
    assert indicator("A01").history.latest().history_user == officer()
    before = picture()
    assert not load(tmp_path, related).changed_anything
    assert picture() == before
    assert not load(tmp_path, {"indicators.csv": f"{header}\n{first}\n"}).changed_anything, "no column: nothing is said"
    load(tmp_path, {"indicators.csv": f"{header},related\n{first},\n"})
    assert not indicator("A01").related.exists(), "an empty cell takes the links away"
