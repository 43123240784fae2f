"""What may stand in one cell, one row and one figure, beyond the ways of being wrong kept in `fixtures/bad`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.folders import COMMITTEES, INDICATOR_COLUMNS, said, with_registers

A01 = "A01,adults,People with a review,bigger,percent,monthly,period"
FIGURE_COLUMNS = "code,period,value,numerator,denominator,status,reason,judged"
JUDGED = f"{INDICATOR_COLUMNS}\nP01,adults,New case system,none,judgement,quarterly,snapshot\n"

INDICATOR_CELLS = [
    ("code", "2A(1)", ""),
    ("code", "a/b.c-d", ""),
    ("code", "A" * 24, ""),
    ("code", "A" * 25, "is not an indicator's code"),
    ("code", "(-)", "is not an indicator's code"),
    ("code", "Ä1", "is not an indicator's code"),
    ("name", '"two\nlines"', "runs over several lines"),
    ("name", "Gwasanaethau i bobl hŷn", ""),
    ("good_is", "Bigger", ""),
    ("unit", "%", "is not known; accepted: percent, per_100k, count, days, pounds, score, ratio or judgement"),
    ("frequency", "weekly", "is not known; accepted: monthly, quarterly or annual"),
    ("basis", "rolling", "is not known; accepted: period, year_to_date, rolling_12 or snapshot"),
    ("decimals", "15", ""),
    ("decimals", "16", "accepted: a whole number from 0 to 15"),
    ("decimals", "1.0", "accepted: a whole number from 0 to 15"),
    ("order", "-3", ""),
    ("order", "40000", "accepted: a whole number from -32767 to 32767"),
    ("due_days", "-1", "accepted: a whole number from 0 to 32767"),
    ("suppress_below", "\u0665", "accepted: a whole number from 0 to 32767"),
    ("retired_from", "2016/17", ""),
    ("retired_from", "never", "is not a period"),
    ("related", "A02;a02", "names a02 twice"),
    ("related", "A01", "is the indicator itself"),
    ("related", "A02; ", ""),
    ("related", "A02,A03", "is not an indicator's code"),
    ("lead", "x" * 121, "has 121 characters; accepted: at most 120"),
]


@pytest.mark.parametrize(("column", "cell", "said_of_it"), INDICATOR_CELLS)
def test_one_cell_of_an_indicator(tmp_path: Path, column: str, cell: str, said_of_it: str) -> None:
    columns = INDICATOR_COLUMNS.split(",")
    values = dict(zip(columns, A01.split(","), strict=True)) | {column: f'"{cell}"' if "," in cell else cell}
    other = "A02,adults,Admissions,smaller,count,monthly,period" + "," * (len(values) - len(columns))
    lines = [",".join(values), ",".join(values.values()), other]
    problems = said(with_registers(tmp_path, indicators="\n".join(lines)))
    if not said_of_it:
        assert problems == []
        return
    (problem,) = problems
    assert problem.startswith(f"indicators.csv, row 2, column {column}: ")
    assert said_of_it in problem


COMMITTEE_CELLS = [
    ("off_target_from", "2.5%", ""),
    ("off_target_from", "-1", "is below 0"),
    ("worsening_moves", "0", "accepted: a whole number from 1 to 32767"),
    ("public", "YES", ""),
    ("public", "", ""),
]


@pytest.mark.parametrize(("column", "cell", "said_of_it"), COMMITTEE_CELLS)
def test_one_cell_of_a_committee(tmp_path: Path, column: str, cell: str, said_of_it: str) -> None:
    header, row = COMMITTEES.split()[0], COMMITTEES.split("\n")[1]
    problems = said(with_registers(tmp_path, committees=f"{header},{column}\n{row},{cell}\n"))
    assert len(problems) == bool(said_of_it)
    assert said_of_it in "".join(problems)


def test_a_long_text_has_an_end(tmp_path: Path) -> None:
    rows = f"A01,2016-11,1,{'x' * 10_000}\nA01,2016-12,1,{'x' * 10_001}\n"
    problems = said(with_registers(tmp_path, figures=f"code,period,value,note\n{rows}"))
    assert len(problems) == 1
    assert "row 3, column note" in problems[0]
    assert "has 10001 characters; accepted: at most 10000" in problems[0]


TARGETS = [
    ("flat", ""),
    ("LINEAR 85.5", ""),
    ("linear", "is not a profile"),
    ("linear \u0665", "is not a profile"),
    ("linear 1\a", "is not a profile"),
    ("flat" + " " * 300, ""),
    ("shares " + "1 " * 200, "is not a profile"),
]


@pytest.mark.parametrize(("profile", "said_of_it"), TARGETS)
def test_profiles(tmp_path: Path, profile: str, said_of_it: str) -> None:
    problems = said(with_registers(tmp_path, targets=f"code,period,value,profile\nA01,2016/17,90,{profile}\n"))
    assert len(problems) == bool(said_of_it)
    assert said_of_it in "".join(problems)


FIGURES = [
    ("86.2,,,final,,", "", ""),
    ("86.2,,,provisional,a reason does no harm,", "", ""),
    (",,,suppressed,,", "", "suppressed needs no reason"),
    ("n/a,,,not_reportable,The system was changed,", "", ""),
    ("-,,,Awaited,,", "", ""),
    ("0,0,5,,,", "", "nought of five"),
    ("86.2,,500,,,", "numerator", "a denominator alone"),
    ("86.2,n/a,n/a,,,", "numerator denominator", "n/a is no numerator"),
    ("-20,1,-5,,,", "denominator", "below nought"),
    (",431,500,suppressed,,", "numerator", "a numerator tells what was suppressed"),
    (",431,500,awaited,,", "numerator", "beside awaited"),
    (",999999999999999,0.001,,,", "numerator", "a ratio without end"),
    ("5,999999999999999,0.001,,,", "value numerator", "a value against a ratio without end, which is above 100%"),
    (",,,awaited,,red", "judged", "no judgement"),
    ("TBA,,,,,", "value", "no status is final"),
    ("TBA,,,provisional,,", "value", "provisional has a value"),
]


@pytest.mark.parametrize(("cells", "columns", "why"), FIGURES)
def test_one_figure(tmp_path: Path, cells: str, columns: str, why: str) -> None:
    problems = said(with_registers(tmp_path, figures=f"{FIGURE_COLUMNS}\nA01,2016-12,{cells}\n"))
    places = [problem.partition(":")[0] for problem in problems]
    assert places == [f"figures.csv, row 2, column {column}" for column in columns.split()], why


JUDGEMENTS = [
    (",,,final,On plan,green", ""),
    (",,,provisional,On plan,green", ""),
    (",,,awaited,,", ""),
    (",,,awaited,,green", "judged"),
    (",1,2,final,On plan,green", "numerator"),
    (",1,,final,On plan,green", "denominator numerator"),
    (",,,not_reportable,,", "reason"),
    (",,,,On plan,none", "judged"),
]


@pytest.mark.parametrize(("cells", "columns"), JUDGEMENTS)
def test_one_judgement(tmp_path: Path, cells: str, columns: str) -> None:
    figures = f"{FIGURE_COLUMNS}\nP01,2016/17 Q3,{cells}\n"
    problems = said(with_registers(tmp_path, indicators=JUDGED, figures=figures))
    places = [problem.partition(":")[0] for problem in problems]
    assert places == [f"figures.csv, row 2, column {column}" for column in columns.split()]


def test_a_ratio_from_a_judgements_numbers_is_named_once(tmp_path: Path) -> None:
    figures = f"{FIGURE_COLUMNS}\nP01,2016/17 Q3,,1,2,awaited,,\n"
    problems = said(with_registers(tmp_path, indicators=JUDGED, figures=figures))
    assert problems == [
        "figures.csv, row 2, column numerator: “1” stands beside status awaited; accepted: no value, or status final "
        "or provisional"
    ]


def test_decisions_name_periods_of_the_indicators_own_frequency(tmp_path: Path) -> None:
    folder = with_registers(
        tmp_path,
        rating_overrides="code,period,rating,reason\nA01,2016/17 Q3,red,Known\n",
        exception_flags="code,period,rule,reason\nA01,2016/17,budget,Home care\n",
    )
    assert [problem.partition(";")[0] for problem in said(folder)] == [
        "rating_overrides.csv, row 2, column period: “2016/17 Q3” is a quarter, but A01 is monthly",
        "exception_flags.csv, row 2, column period: “2016/17” is a year, but A01 is monthly",
    ]


def test_a_section_of_no_committee(tmp_path: Path) -> None:
    folder = with_registers(tmp_path, sections="committee,slug,name\nhealth,beds,Beds\n")
    assert [problem.partition(":")[0] for problem in said(folder)] == ["sections.csv, row 2, column committee"]


@pytest.mark.parametrize(
    ("kind", "levels", "said_of_it"),
    [
        ("thresholds", "green 20; red 30", ""),
        ("thresholds", "", "“” are not the levels of a thresholds scheme"),
        ("thresholds", "green 20; red \u0663\u0660", "are not the levels of a scheme"),
        ("bands", "green 1-5; amber 6-15; red 16-25", ""),
        ("points", "green 20; red 30", "has no levels"),
    ],
)
def test_levels_are_told_once_for_the_scheme(tmp_path: Path, kind: str, levels: str, said_of_it: str) -> None:
    """The indicator that uses the scheme is right: nothing is said of it."""
    folder = with_registers(
        tmp_path,
        schemes=f"slug,kind,levels,red_from\nlimits,{kind},{levels},{5 if kind == 'points' else ''}\n",
        indicators=f"{INDICATOR_COLUMNS},scheme\n{A01.replace('bigger', 'smaller')},limits\n",
    )
    problems = said(folder)
    assert [problem.partition(":")[0] for problem in problems] == ["schemes.csv, row 2, column levels"] * bool(
        said_of_it
    )
    assert said_of_it in "".join(problems)
