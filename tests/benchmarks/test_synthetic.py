"""The invented stores are right, the same each time, and what the benchmarks need them to be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indicators.domain.assessment import Assessment, assess
from indicators.domain.definitions import Definition
from indicators.domain.rating import Scheme
from indicators.domain.series import Observation, Series, Status
from indicators.domain.targets import TargetRow, Targets, parse_profile
from indicators.importing.checks import check
from indicators.importing.folder import Folder, read_folder
from indicators.importing.known import Known
from tests.benchmarks.synthetic import NEWEST, Indicator, write_store

INDICATORS, MONTHS = 60, 60


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = tmp_path_factory.mktemp("store")
    write_store(folder, INDICATORS, MONTHS)
    return read_folder(folder)


def assessments(store: Folder) -> Iterator[tuple[Indicator, Assessment]]:
    for row in store.indicators:
        figures = (
            Observation(one.period, one.value, one.status or Status.FINAL)
            for one in store.figures
            if one.key == row.key
        )
        targets = (
            TargetRow(one.period, one.value, one.value_to, parse_profile(one.profile or ""))
            for one in store.targets
            if one.key == row.key
        )
        definition = Definition(row.code, row.good_is, row.unit, row.frequency, row.basis)
        known = Series.of(figures), Targets.of(targets)
        yield Indicator(int(row.code[1:])), assess(definition, *known, Scheme(), {}, NEWEST)


def test_nothing_is_wrong_or_odd_in_it(store: Folder) -> None:
    assert [str(one) for one in (*store.problems, *check(store, Known()))] == []
    assert len(store.figures) == INDICATORS * MONTHS


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    rows = {write_store(tmp_path / name, 12, 13) for name in ("one", "other")}
    assert rows == {sum(len(file.read_bytes().splitlines()) - 1 for file in tmp_path.glob("one/*.csv"))}
    write_store(tmp_path / "another", 12, 13, seed=7)
    one, other, another = ((tmp_path / name / "figures.csv").read_bytes() for name in ("one", "other", "another"))
    assert one == other != another


def test_a_third_keeps_its_colour_for_the_whole_history_and_the_others_change(store: Folder) -> None:
    kept: dict[str, int] = {"red": 0, "green": 0, "": 0}
    for indicator, found in assessments(store):
        kept[indicator.keeps_its_colour] += 1
        if indicator.keeps_its_colour and indicator.measure.good_is != "none":
            assert found.colour == indicator.keeps_its_colour, indicator
            assert found.periods_in_colour == MONTHS - indicator.awaited_months, indicator
        elif indicator.measure.good_is != "none":
            assert found.periods_in_colour < MONTHS / 2, indicator
    assert kept == {"red": 10, "green": 10, "": 40}


def test_what_a_page_must_cope_with_is_there(store: Folder) -> None:
    assert {row.good_is for row in store.indicators} == {"bigger", "smaller", "range", "none"}
    assert {row.status or "final" for row in store.figures} == {"final", "provisional", "awaited", "not_reportable"}
    assert {(row.profile or "month").split()[0] for row in store.targets} == {"flat", "linear", "shares", "month"}
    assert {row.rule for row in store.flags} == {"budget", "corporate_risk"}
    assert store.overrides
    assert any(row.numerator for row in store.figures)
