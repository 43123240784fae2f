"""What loading does to rows: absent columns, reasons, revisions, drafts, large folders."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from indicators.actions import Refused, load_folder
from indicators.importing.folder import read_folder
from indicators.models import (
    Committee,
    DefinitionVersion,
    ExceptionFlag,
    Figure,
    RatingOverride,
    ReportCardText,
    Revision,
    Target,
)
from tests.stores import (
    REGISTERS,
    WITH_EVERYTHING,
    figures,
    indicator,
    load,
    officer,
    picture,
    registers,
    write,
)

pytestmark = pytest.mark.django_db


def of(kind: str, code: str, period: str) -> list[Revision]:
    """The revisions of one entry, oldest first."""
    return list(Revision.objects.filter(of=kind, indicator__code=code, period=period).order_by("id"))


# What is absent


def test_rows_that_are_absent_are_left_alone(tmp_path: Path) -> None:
    load(tmp_path, WITH_EVERYTHING)
    before = picture(without=("Figure", "Revision", "StoreStamp"))
    load(tmp_path, figures("A02,2016-12,14"))
    assert picture(without=("Figure", "Revision", "StoreStamp")) == before
    assert sorted(Figure.objects.values_list("indicator__code", "value")) == [("A01", "86.2"), ("A02", "14")]


def test_an_absent_column_says_nothing_and_an_empty_cell_sets_the_default(tmp_path: Path) -> None:
    full = (
        "slug,name,council,default_scheme,public,off_target_from,worsening_moves\n"
        "adults,Adult Social Care Committee,Example Council,strict,yes,7.5,2\n"
    )
    registers(tmp_path)
    load(tmp_path, {"schemes.csv": "slug,kind\nstrict,points\n", "committees.csv": full})

    def settings() -> tuple:
        one = Committee.objects.select_related("default_scheme").get()
        return one.default_scheme and one.default_scheme.slug, one.public, one.off_target_from, one.worsening_moves

    assert settings() == ("strict", True, "7.5", 2)
    load(tmp_path, {"committees.csv": "slug,name,council\nadults,Renamed,Example Council\n"})
    assert settings() == ("strict", True, "7.5", 2)
    empty = full.replace("strict,yes,7.5,2", ",,,")
    load(tmp_path, {"committees.csv": empty})
    assert settings() == (None, False, "5", 3)


def test_absent_columns_of_figures_and_targets(tmp_path: Path) -> None:
    registers(tmp_path)
    load(
        tmp_path,
        {
            "figures.csv": "code,period,value,numerator,denominator,status,reason,note\n"
            "A01,2016-12,86.2,862,1000,provisional,,First count\n",
            "targets.csv": "code,period,value,profile,note\nA01,2016/17,90,linear 80,Agreed in May\n",
        },
    )
    load(tmp_path, figures("A01,2016-12,86.20"), reason="Two places")
    (figure,) = Figure.objects.all()
    assert (figure.value, figure.numerator, figure.denominator) == ("86.20", "862", "1000")
    assert (figure.status, figure.note) == ("provisional", "First count")
    load(tmp_path, {"targets.csv": "code,period,value\nA01,2016/17,91\n"}, reason="Raised")
    (target,) = Target.objects.all()
    assert (target.value, target.profile, target.note) == ("91", "linear 80", "Agreed in May")
    load(tmp_path, {"figures.csv": "code,period,value,status,note\nA01,2016-12,86.20,,\n"}, reason="Confirmed")
    (figure,) = Figure.objects.all()
    assert (figure.status, figure.note) == ("final", "")
    load(tmp_path, {"targets.csv": "code,period,value,profile,note\nA01,2016/17,91,,\n"}, reason="March only")
    (target,) = Target.objects.all()
    assert (target.profile, target.note) == ("", "")


def test_absent_columns_of_indicators_definitions_and_report_cards(tmp_path: Path) -> None:
    load(tmp_path, WITH_EVERYTHING)
    columns = "code,committee,name,good_is,unit,frequency,basis"
    row = "A01,adults,People with a review,bigger,percent,monthly,period"
    extras = "section,decimals,scheme,lead,data_owner,due_days,order,suppress_below,retired_from"
    names = ("section_id", "decimals", "scheme_id", "lead", "data_owner", "due_days", "order", "suppress_below")
    load(
        tmp_path,
        {"indicators.csv": f"{columns},{extras}\n{row},front-door,1,strict,Head,Team,14,3,5,2030-04\n"},
    )
    stood = [getattr(indicator("A01"), name) for name in (*names, "retired_from")]
    assert None not in stood
    load(tmp_path, {"indicators.csv": f"{columns}\n{row.replace('with a', 'who had a')}\n"})
    assert [getattr(indicator("A01"), name) for name in (*names, "retired_from")] == stood
    assert indicator("A01").name == "People who had a review"
    load(tmp_path, {"indicators.csv": f"{columns},{extras}\n{row},,,,,,,,,\n"})
    emptied = [getattr(indicator("A01"), name) for name in (*names, "retired_from")]
    assert emptied == [None, None, None, "", "", None, 0, None, None]

    definition = "code,from_period,definition,why,breaks_series\nA01,2016-04,Reviews,Because,yes\n"
    load(tmp_path, {"definitions.csv": definition})
    load(tmp_path, {"definitions.csv": "code,from_period,definition\nA01,2016-04,All reviews\n"})
    one = DefinitionVersion.objects.get()
    assert (one.definition, one.why, one.breaks_series) == ("All reviews", "Because", True)

    load(tmp_path, {"report_cards/a01/2016-12.md": "## Why is this important?\n\nIt is.\n"})
    text = ReportCardText.objects.get()
    assert (text.why, text.actions) == ("It is.", "None.")


# Reasons and revisions


def test_a_change_of_a_figure_makes_one_revision_that_says_it_all(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value,note\nA01,2016-11,80,\nA01,2016-12,86.20,Counted by hand\n")
    before = Revision.objects.count()
    when = datetime(2017, 2, 1, 9, 30, tzinfo=UTC)
    loaded = load(
        tmp_path,
        figures("A01,2016-11,80", "A01,2016-12,86.2"),
        by=officer(),
        reason=" Printed wrongly ",
        at=when,
        source="february",
    )
    count = loaded.counts["figures.csv"]
    assert (count.new, count.changed, count.unchanged) == (0, 1, 1)
    assert Revision.objects.count() == before + 1
    first, second = of("figure", "A01", "2016-12")
    assert first.old is None
    assert first.new == {"value": "86.20", "status": "final", "note": "Counted by hand", "state": "verified"}
    assert second.old == {"value": "86.20", "status": "final", "note": "Counted by hand"}
    assert second.new == {"value": "86.2", "status": "final", "note": "Counted by hand", "state": "verified"}
    assert (second.by, second.at, second.reason) == (officer(), when, "Printed wrongly")
    assert (second.source, second.source_row) == ("february", 3)
    assert Figure.objects.get(period="2016-12").version == 2
    assert Figure.objects.get(period="2016-11").version == 1


def test_a_change_of_a_target_makes_one_revision(tmp_path: Path) -> None:
    registers(tmp_path, targets="code,period,value\nA01,2016/17,90\n")
    changed = {"targets.csv": "code,period,value,profile\nA01,2016/17,90,flat\n"}
    with pytest.raises(Refused, match="stands as 90"):
        load(tmp_path, changed)
    load(tmp_path, changed, reason="Spread over the year")
    first, second = of("target", "A01", "2016/17")
    assert (first.old, first.new) == (None, {"value": "90"})
    assert (second.old, second.new) == ({"value": "90"}, {"value": "90", "profile": "flat"})
    assert Target.objects.get().version == 2


def test_overrides_and_flags_have_revisions_and_bring_their_reason_with_them(tmp_path: Path) -> None:
    load(tmp_path, WITH_EVERYTHING, by=officer())
    changed = {
        "rating_overrides.csv": "code,period,rating,reason\nA01,2016-12,amber,Half of it is known\n",
        "exception_flags.csv": "code,period,rule,reason\nA01,2016-12,budget,Line 8\n",
    }
    load(tmp_path, changed, reason="Corrected", by=officer("lead"))
    assert RatingOverride.objects.get().rating == "amber"
    assert ExceptionFlag.objects.get().reason == "Line 8"
    first, second = of("override", "A01", "2016-12")
    assert first.new == {"rating": "green", "reason": "Known to be late"}
    assert (second.old, second.by) == (first.new, officer("lead"))
    assert [one.new for one in of("flag", "A01", "2016-12")] == [
        {"rule": "budget", "reason": "Line 7"},
        {"rule": "budget", "reason": "Line 8"},
    ]


def test_a_changed_override_needs_no_further_reason(tmp_path: Path) -> None:
    """Its row has one, which its revision then gives: `--reason` is for figures and targets (docs/data-format.md)."""
    load(tmp_path, WITH_EVERYTHING)
    load(tmp_path, {"rating_overrides.csv": "code,period,rating,reason\nA01,2016-12,amber,Half of it\n"})
    load(tmp_path, {"exception_flags.csv": "code,period,rule,reason\nA01,2016-12,budget,Line 8\n"})
    assert RatingOverride.objects.get().rating == "amber"
    assert [one.reason for one in of("override", "A01", "2016-12")] == ["Known to be late", "Half of it"]
    assert [one.reason for one in of("flag", "A01", "2016-12")] == ["Line 7", "Line 8"]


def test_an_awaited_figure_that_comes_is_final(tmp_path: Path) -> None:
    awaited = "code,period,value,status,reason\nA01,2016-12,,awaited,Due on 20 January\n"
    registers(tmp_path, figures=awaited)
    with pytest.raises(Refused, match="stands as awaited"):
        load(tmp_path, figures("A01,2016-12,86.2"))
    load(tmp_path, figures("A01,2016-12,86.2"), reason="It came")
    one = Figure.objects.get()
    assert (one.status, one.value, one.reason) == ("final", "86.2", "")
    assert [revision.new["status"] for revision in of("figure", "A01", "2016-12")] == ["awaited", "final"]


def test_an_awaited_judgement_that_comes_is_final(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,status\nA04,2016-12,awaited\n")
    load(
        tmp_path,
        {"figures.csv": "code,period,judged,reason\nA04,2016-12,amber,One supplier is late\n"},
        reason="Board of 5 January",
    )
    one = Figure.objects.get()
    assert (one.status, one.judged, one.reason) == ("final", "amber", "One supplier is late")


# Drafts


def test_a_draft_neither_changes_nor_hides_what_is_verified(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2016-12,86.2\n")
    load(tmp_path, figures("A01,2016-12,99", "A01,2017-01,50"), draft=True, reason="First sight")
    rows = set(Figure.objects.values_list("period", "state", "value"))
    assert rows == {
        ("2016-12", "verified", "86.2"),
        ("2016-12", "draft", "99"),
        ("2017-01", "draft", "50"),
    }
    before = picture()
    assert not load(tmp_path, figures("A01,2016-12,99", "A01,2017-01,50"), draft=True).changed_anything
    assert picture() == before
    load(tmp_path, figures("A01,2016-12,98"), draft=True, reason="Second sight")
    assert Figure.objects.get(period="2016-12", state="verified").value == "86.2"
    assert Figure.objects.get(period="2016-12", state="draft").value == "98"
    assert of("figure", "A01", "2016-12")[-1].new["state"] == "draft"


def test_a_verified_figure_leaves_the_draft_beside_it(tmp_path: Path) -> None:
    registers(tmp_path)
    load(tmp_path, figures("A01,2016-12,50"), draft=True)
    load(tmp_path, figures("A01,2016-12,86.2"))
    assert set(Figure.objects.values_list("state", "value")) == {("draft", "50"), ("verified", "86.2")}


def test_a_draft_beside_a_verified_figure_is_new_unless_it_says_the_same(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2016-12,86.2\n")
    assert not load(tmp_path, figures("A01,2016-12,86.2"), draft=True).changed_anything
    assert Figure.objects.count() == 1


def test_a_code_in_another_case_renames_the_indicator_and_keeps_its_figures(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2016-12,86.2\n")
    key = indicator("A01").pk
    renamed = REGISTERS["indicators.csv"].replace("A01", "a01")
    loaded = load(tmp_path, {"indicators.csv": renamed, **figures("A01,2016-12,86.2", "a01,2017-01,87")})
    assert loaded.counts["indicators.csv"].changed == 1
    assert (indicator("a01").pk, indicator("a01").code) == (key, "a01")
    assert loaded.counts["figures.csv"].unchanged == 1
    assert Figure.objects.filter(indicator_id=key).count() == 2


def test_texts_as_long_and_numbers_as_large_as_are_accepted_fit_the_database(tmp_path: Path) -> None:
    """PostgreSQL refuses what is longer than its column; SQLite would keep it silently."""
    line, long, role = "Ŵ" * 120, "é" * 10_000, "Pennaeth " + "y" * 111
    address = "report_cards/" + "a" * 24 + "/2016-12.md"
    load(
        tmp_path,
        {
            "committees.csv": "slug,name,council,default_scheme,off_target_from,worsening_moves\n"
            f"{'c' * 60},{line},{line},{'s' * 50},0.123456789012345,32767\n",
            "sections.csv": f"committee,slug,name,order\n{'c' * 60},{'h' * 60},{line},-32767\n",
            "schemes.csv": f"slug,kind,green_within,red_from,note\n{'s' * 50},points,0,999999999999999,{long}\n",
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis,section,decimals,lead,data_owner,"
            f"due_days,order,suppress_below,retired_from\n{'A' * 24},{'c' * 60},{'n' * 250},smaller,pounds,monthly,"
            f"year_to_date,{'h' * 60},15,{role},{role},32767,32767,32767,2199/00\n",
            "definitions.csv": f"code,from_period,definition\n{'A' * 24},2016/17 Q1,{long}\n",
            "targets.csv": "code,period,value,profile,note\n"
            f"{'A' * 24},2016/17,-0.123456789012345,shares {' '.join(['0.1234567890'] * 11)} 100,{long}\n",
            "figures.csv": f"code,period,value,note\n{'A' * 24},2016-12,-999999999999999,{long}\n",
            "rating_overrides.csv": f"code,period,rating,reason\n{'A' * 24},2016-12,amber,{long}\n",
            "exception_flags.csv": f"code,period,rule,reason\n{'A' * 24},2016-12,left_out_by_hand,{long}\n",
            address: f"## Action required\n\n{'w' * 15_900}\n",
        },
        reason="r" * 500,
    )
    assert Figure.objects.get().value == "-999999999999999"
    assert Target.objects.get().value == "-0.123456789012345"


def test_each_row_of_a_large_folder_is_written_and_recorded_once(tmp_path: Path) -> None:
    """More rows than one batch of writing holds, and more indicators than are compared at a time."""
    header = "code,committee,name,good_is,unit,frequency,basis\n"
    codes = [f"B{number:03d}" for number in range(45)]
    rows = "".join(f"{code},adults,Measure {code},bigger,count,monthly,period\n" for code in codes)
    months = [f"{2014 + index // 12}-{index % 12 + 1:02d}" for index in range(24)]
    values = [f"{code},{month},{index}" for index, code in enumerate(codes) for month in months]
    files = {"committees.csv": REGISTERS["committees.csv"], "indicators.csv": header + rows, **figures(*values)}
    loaded = load(tmp_path, files)
    assert loaded.counts["figures.csv"].new == len(values) == 1080
    assert Figure.objects.count() == Revision.objects.count() == len(values)
    assert not load(tmp_path, files).changed_anything
    corrected = [line if "2014-01" not in line else line + "0" for line in values]
    loaded = load(tmp_path, {**files, **figures(*corrected)}, reason="One month was counted in tens")
    assert (loaded.counts["figures.csv"].changed, loaded.counts["figures.csv"].unchanged) == (44, 1036)  # 0 and 00


def test_load_folder_says_what_it_did(tmp_path: Path) -> None:
    loaded = load_folder(read_folder(write(tmp_path, WITH_EVERYTHING)))
    assert {file: count.new for file, count in loaded.counts.items()} == {
        "schemes.csv": 1,
        "committees.csv": 1,
        "sections.csv": 1,
        "indicators.csv": 5,
        "definitions.csv": 1,
        "report_cards": 1,
        "figures.csv": 1,
        "targets.csv": 1,
        "rating_overrides.csv": 1,
        "exception_flags.csv": 1,
    }
