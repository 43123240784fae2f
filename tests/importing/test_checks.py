"""A folder against what is stored already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.domain import periods
from indicators.domain.definitions import Basis, Polarity, Unit
from indicators.domain.periods import Frequency, Period
from indicators.domain.rating import SchemeKind
from indicators.domain.series import Status
from indicators.importing import checks
from indicators.importing.known import FigureFacts, Known, KnownIndicator, KnownScheme, TargetFacts
from tests.importing.folders import COMMITTEES, INDICATOR_COLUMNS, INDICATORS, said, written

REVIEWS = KnownIndicator(
    "A01", "adults", Polarity.BIGGER, Unit.PERCENT, Frequency.MONTHLY, Basis.PERIOD, has_figures=True
)
BEDS = KnownIndicator(
    "A03", "adults", Polarity.RANGE, Unit.PERCENT, Frequency.MONTHLY, Basis.SNAPSHOT, has_targets=True
)
STORED = {
    ("a01", periods.month(2016, 11)): FigureFacts(Status.FINAL, Decimal("86.2"), Decimal(431), Decimal(500)),
    ("a01", periods.month(2016, 12)): FigureFacts(Status.AWAITED),
}
TARGETS = {("a03", periods.month(2016, 12)): TargetFacts(Decimal(85), Decimal(95))}


def store(indicators: Sequence[KnownIndicator] = (REVIEWS, BEDS), **more: object) -> Known:
    """A store with one committee, one section of it and these indicators."""

    def figures(keys: Sequence[str]) -> Mapping[tuple[str, Period], FigureFacts]:
        return {place: facts for place, facts in STORED.items() if place[0] in keys}

    def targets(keys: Sequence[str]) -> Mapping[tuple[str, Period], TargetFacts]:
        return {place: facts for place, facts in TARGETS.items() if place[0] in keys}

    settings: dict[str, object] = {
        "committees": {"adults": "", "health": ""},
        "sections": frozenset({("adults", "reviews"), ("health", "beds")}),
        "schemes": {},
        "indicators": {indicator.code.lower(): indicator for indicator in indicators},
        "figures": figures,
        "targets": targets,
    }
    return Known(**{**settings, **more})  # type: ignore[arg-type]


def places(folder: Path, known: Known, **files: str) -> list[str]:
    """Where problems are found: file, row and column."""
    read = written(folder, {f"{name}.csv": content for name, content in files.items()})
    return [line.partition(":")[0] for line in said(read, known)]


def test_stored_things_may_be_named(tmp_path: Path) -> None:
    assert not places(
        tmp_path,
        store(),
        figures="code,period,value\na01,2017-01,86.2\n",
        targets="code,period,value\nA01,2016/17,90\n",
        definitions="code,from_period,definition\nA01,2016/17,People reviewed\n",
        rating_overrides="code,period,rating,reason\nA01,2016-12,red,Known\n",
        exception_flags="code,period,rule,reason\nA01,2017-01,budget,Home care\n",
        sections="committee,slug,name\nadults,beds,Beds\n",
    )


def test_a_section_stored_for_another_committee(tmp_path: Path) -> None:
    indicators = f"{INDICATOR_COLUMNS},section\nA01,adults,Reviews,bigger,percent,monthly,period,beds\n"
    assert places(tmp_path, store(), indicators=indicators) == ["indicators.csv, row 2, column section"]


def test_moving_an_indicator_leaves_its_section_behind(tmp_path: Path) -> None:
    """Without a section column the stored section stays, and it belongs to the old committee."""
    sectioned = KnownIndicator(
        "A01", "adults", Polarity.BIGGER, Unit.PERCENT, Frequency.MONTHLY, Basis.PERIOD, section="reviews"
    )
    moved = INDICATORS.replace("adults", "health")
    assert places(tmp_path, store([sectioned]), indicators=moved) == ["indicators.csv, row 2, column section"]


CHANGES = [
    ("percent", "count", "unit"),
    ("monthly", "quarterly", "frequency"),
    (",period\n", ",rolling_12\n", "basis"),
]


@pytest.mark.parametrize(("old", "new", "column"), CHANGES)
def test_what_an_indicator_is_cannot_change_under_its_figures(tmp_path: Path, old: str, new: str, column: str) -> None:
    changed = INDICATORS.replace(old, new)
    assert places(tmp_path, store(), indicators=changed) == [f"indicators.csv, row 2, column {column}"]
    without = KnownIndicator("A01", "adults", Polarity.BIGGER, Unit.PERCENT, Frequency.MONTHLY, Basis.PERIOD)
    assert places(tmp_path, store([without]), indicators=changed) == []


def test_a_range_cannot_come_or_go_under_its_targets(tmp_path: Path) -> None:
    row = "A03,adults,Beds,{},percent,monthly,snapshot\n"
    for good_is, expected in (("bigger", ["indicators.csv, row 2, column good_is"]), ("range", [])):
        indicators = f"{INDICATOR_COLUMNS}\n{row.format(good_is)}"
        assert places(tmp_path, store(), indicators=indicators) == expected


def test_an_address_taken_in_the_store(tmp_path: Path) -> None:
    indicators = f"{INDICATOR_COLUMNS}\n(A01),adults,Other,bigger,percent,monthly,period\n"
    assert places(tmp_path, store(), indicators=indicators) == ["indicators.csv, row 2, column code"]


def test_a_code_may_change_its_case(tmp_path: Path) -> None:
    assert places(tmp_path, store(), indicators=INDICATORS.replace("A01", "a01")) == []


def test_a_value_against_the_stored_numerator(tmp_path: Path) -> None:
    read = written(tmp_path, {"figures.csv": "code,period,value\nA01,2016-11,86.3\n"})
    assert said(read, store()) == [
        "figures.csv, row 2, column value: “86.3” is not 431 / 500 as stored, which gives 86.2 (percent); accepted: a "
        "value that agrees within its rounding, or an empty cell"
    ]


def test_a_value_for_an_awaited_figure_says_that_it_has_come(tmp_path: Path) -> None:
    known = store()
    assert places(tmp_path, known, figures="code,period,value\nA01,2016-12,86.2\n") == []
    assert places(tmp_path, known, figures="code,period,value,status\nA01,2016-12,86.2,\n") == []


def test_a_stored_range_keeps_its_upper_end(tmp_path: Path) -> None:
    known = store()
    assert places(tmp_path, known, targets="code,period,value\nA03,2016-12,90\n") == []
    assert places(tmp_path, known, targets="code,period,value\nA03,2016-12,96\n") == [
        "targets.csv, row 2, column value_to"
    ]
    assert places(tmp_path, known, targets="code,period,value\nA03,2017-01,90\n") == [
        "targets.csv, row 2, column value_to"
    ]


def test_a_fraction_among_stored_percentages(tmp_path: Path) -> None:
    read = written(tmp_path, {"figures.csv": "code,period,value\nA01,2017-01,0.862\n"})
    (line,) = said(read, store())
    assert line.startswith(
        "figures.csv, row 2, column value: “0.862” is a fraction, but the other figures of A01 are 86.2"
    )


def test_a_target_that_is_a_fraction(tmp_path: Path) -> None:
    assert places(tmp_path, store(), targets="code,period,value\nA01,2016/17,0.9\n") == [
        "targets.csv, row 2, column value"
    ]


def test_correcting_a_fraction_is_not_odd(tmp_path: Path) -> None:
    """The stored figure that the row replaces does not count among the others."""
    known = store(figures=lambda keys: {("a01", periods.month(2016, 11)): FigureFacts(Status.FINAL, Decimal("0.862"))})
    assert places(tmp_path, known, figures="code,period,value\nA01,2016-11,86.2\n") == []


def test_flags_stored_by_hand_contradict_too(tmp_path: Path) -> None:
    known = store(hand_flags=frozenset({("a01", periods.month(2016, 12), "left_out_by_hand")}))
    flags = "code,period,rule,reason\nA01,2016-12,{},Members asked\n"
    assert places(tmp_path, known, exception_flags=flags.format("added_by_hand")) == [
        "exception_flags.csv, row 2, column rule"
    ]
    assert places(tmp_path, known, exception_flags=flags.format("left_out_by_hand")) == []


LEVELS = KnownScheme(SchemeKind.THRESHOLDS, levels="green 90; red 80")


def test_a_scheme_that_turns_against_a_stored_indicator(tmp_path: Path) -> None:
    by_levels = KnownIndicator(
        "A01", "adults", Polarity.BIGGER, Unit.PERCENT, Frequency.MONTHLY, Basis.PERIOD, scheme="limits"
    )
    known = store([by_levels], schemes={"limits": LEVELS})
    schemes = "slug,kind,levels\nlimits,thresholds,green 80; red 90\n"
    assert places(tmp_path, known, schemes=schemes) == ["schemes.csv, row 2, column kind"]
    (tmp_path / "schemes.csv").unlink()
    assert places(tmp_path, known, figures="code,period,value\nA01,2016-11,86.2\n") == []


def test_a_default_scheme_that_turns_against_a_stored_indicator(tmp_path: Path) -> None:
    known = store([REVIEWS], schemes={"projects": KnownScheme(SchemeKind.JUDGEMENT)})
    committees = COMMITTEES.replace("council\n", "council,default_scheme\n", 1).replace(
        "Council\n", "Council,projects\n"
    )
    assert places(tmp_path, known, committees=committees) == ["committees.csv, row 2, column default_scheme"]


def test_a_judgement_needs_no_scheme_of_its_own(tmp_path: Path) -> None:
    known = store([], committees={"adults": "limits"}, schemes={"limits": LEVELS})
    indicators = f"{INDICATOR_COLUMNS}\nP01,adults,New case system,none,judgement,quarterly,snapshot\n"
    assert places(tmp_path, known, indicators=indicators) == []


def test_the_settings_of_a_stored_scheme_stay_where_columns_are_absent(tmp_path: Path) -> None:
    known = store(schemes={"strict": KnownScheme(SchemeKind.POINTS, Decimal(3), Decimal(4)), "limits": LEVELS})
    schemes = "slug,kind,green_within\nstrict,points,{}\nlimits,thresholds,\n"
    assert places(tmp_path, known, schemes=schemes.format("3.9")) == []
    assert places(tmp_path, known, schemes=schemes.format("4")) == ["schemes.csv, row 2, column green_within"]


def test_a_range_by_thresholds_has_no_good_side(tmp_path: Path) -> None:
    indicators = f"{INDICATOR_COLUMNS},scheme\nA03,adults,Beds,range,percent,monthly,snapshot,limits\n"
    assert places(tmp_path, store(schemes={"limits": LEVELS}), indicators=indicators) == [
        "indicators.csv, row 2, column scheme"
    ]


def test_the_store_is_asked_for_a_few_indicators_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "INDICATORS_AT_A_TIME", 1)
    asked: list[list[str]] = []

    def figures(keys: Sequence[str]) -> Mapping[tuple[str, Period], FigureFacts]:
        asked.append(list(keys))
        return {}

    rows = "code,period,value\nA03,2016-11,50\nA01,2016-11,50\nA03,2016-12,50\nA99,2016-11,50\n"
    assert places(tmp_path, store(figures=figures), figures=rows) == ["figures.csv, row 5, column code"]
    assert asked == [["a03"], ["a01"]]


def test_problems_come_in_the_order_of_files_and_rows(tmp_path: Path) -> None:
    found = places(
        tmp_path,
        store(),
        zebra="x",
        figures="code,period,value\nA99,2016-11,1\nA01,2016-11,x\n",
        committees="slug,name,council,default_scheme\nadults,,Example Council,strict\n",
    )
    assert found == [
        "committees.csv, row 2, column name",
        "committees.csv, row 2, column default_scheme",
        "figures.csv, row 2, column code",
        "figures.csv, row 3, column value",
        "zebra.csv",
    ]
