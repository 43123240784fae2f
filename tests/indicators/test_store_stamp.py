"""The stamp changes with every row that a page could show, whoever writes it and however."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction

from indicators.actions import (
    FigureEntry,
    Kind,
    TargetEntry,
    change_figure,
    change_target,
    copy_targets_forward,
    set_flag,
    set_override,
    withdraw,
)
from indicators.domain.definitions import Colour
from indicators.domain.periods import Period, parse
from indicators.importing.values import parse_value
from indicators.models import (
    Committee,
    DefinitionVersion,
    ExceptionFlag,
    Figure,
    Indicator,
    RatingOverride,
    ReportCardText,
    Revision,
    Scheme,
    Section,
    StoreStamp,
    Target,
)
from indicators.models.figures import AppendOnlyError
from tests import stores
from tests.indicators.actors import newest_revision, person, working_store

pytestmark = pytest.mark.django_db

DECEMBER = parse("2016-12")
SHOWN_ON_NO_PAGE = {StoreStamp, Revision}  # a revision always comes with the row it is about


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    working_store(tmp_path / "store")


def new_register_row(model: type) -> object:
    """A row of a register or text that was not there."""
    committee, indicator = Committee.objects.first(), stores.indicator("A01")
    made = {
        Scheme: lambda: Scheme(slug="new", kind="points"),
        Committee: lambda: Committee(slug="new", name="New", council="Example Council"),
        Section: lambda: Section(committee=committee, slug="new", name="New"),
        Indicator: lambda: Indicator(
            code="N1", address="n1", committee=committee, name="New", good_is="bigger", unit="count",
            frequency="monthly", basis="period",
        ),
        DefinitionVersion: lambda: DefinitionVersion(indicator=indicator, from_period="2017-04", definition="New"),
        ReportCardText: lambda: ReportCardText(indicator=indicator, period="2017-01", why="New"),
    }  # fmt: skip
    return made[model]()


REGISTERS = (Scheme, Committee, Section, Indicator, DefinitionVersion, ReportCardText)


@pytest.mark.parametrize("model", REGISTERS)
def test_registers_saved_changed_and_deleted(model: type) -> None:
    stamps = [stores.stamp()]
    row = new_register_row(model)
    for write in (row.save, row.save, row.delete):
        write()
        stamps.append(stores.stamp())
    assert len(set(stamps)) == len(stamps)


def test_links_between_indicators() -> None:
    one, other = stores.indicator("A01"), stores.indicator("A02")
    stamps = [stores.stamp()]
    for write in (lambda: one.related.add(other), lambda: one.related.remove(other)):
        write()
        stamps.append(stores.stamp())
    assert len(set(stamps)) == len(stamps)


def figure(value: str, version: int | None) -> None:
    entry = FigureEntry(value=parse_value(value), value_text=value)
    given = {"indicator": stores.indicator("A01"), "period": DECEMBER, "by": person(None)}
    change_figure(**given, entry=entry, reason="Why", expected_version=version)


def target(value: str, period: Period, version: int | None) -> None:
    entry = TargetEntry(value=parse_value(value), value_text=value)
    given = {"indicator": stores.indicator("A01"), "period": period, "by": person(None)}
    change_target(**given, entry=entry, reason="Why", expected_version=version)


def take_back(kind: Kind, rule: str | None = None, version: int | None = None) -> None:
    given = {"indicator": stores.indicator("A01"), "period": DECEMBER, "by": person(None), "reason": "Why"}
    withdraw(kind=kind, rule=rule, expected_version=version, **given)


def decide_and_take_back(kind: Kind) -> None:
    given = {"indicator": stores.indicator("A01"), "period": DECEMBER, "by": person(None), "reason": "Why"}
    if kind is Kind.OVERRIDE:
        set_override(colour=Colour.GREEN, **given)
    else:
        set_flag(rule="budget", **given)


ACTIONS: dict[str, tuple[type, Callable[[], object]]] = {
    "a figure changed": (Figure, lambda: figure("87", 1)),
    "a figure withdrawn": (Figure, lambda: take_back(Kind.FIGURE, version=1)),
    "a target changed": (Target, lambda: target("89", DECEMBER, 1)),
    "a target added": (Target, lambda: target("89", parse("2016-10"), None)),
    "a target withdrawn": (Target, lambda: take_back(Kind.TARGET, version=1)),
    "targets copied": (
        Target,
        lambda: copy_targets_forward(
            committee=Committee.objects.get(slug="adults"), year=parse("2016/17"), by=person(None)
        ),
    ),
    "a rating set": (RatingOverride, lambda: decide_and_take_back(Kind.OVERRIDE)),
    "a flag set": (ExceptionFlag, lambda: decide_and_take_back(Kind.FLAG)),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_entries_through_the_actions(name: str) -> None:
    before = stores.stamp()
    ACTIONS[name][1]()
    assert stores.stamp() != before


@pytest.mark.parametrize("kind", [Kind.OVERRIDE, Kind.FLAG])
def test_decisions_taken_back(kind: Kind) -> None:
    decide_and_take_back(kind)
    before = stores.stamp()
    take_back(kind, rule="budget" if kind is Kind.FLAG else None)
    assert stores.stamp() != before


def test_every_model_is_tried_here() -> None:
    models = {one for one in apps.get_app_config("indicators").get_models() if "Historical" not in one.__name__}
    tried = {*REGISTERS, *(model for model, _ in ACTIONS.values())}
    assert models - SHOWN_ON_NO_PAGE == tried


def test_looking_at_what_would_be_copied_changes_nothing() -> None:
    before = stores.stamp()
    committee = Committee.objects.get(slug="adults")
    copy_targets_forward(committee=committee, year=parse("2016/17"), by=person(None), dry_run=True)
    assert stores.stamp() == before


# What was recorded stays recorded


def test_a_revision_is_never_changed_or_deleted() -> None:
    revision = newest_revision()
    revision.reason = "Something else"
    everything = Revision.objects.all()
    for attempt in (
        revision.save,
        revision.delete,
        everything.delete,
        lambda: everything.update(reason="x"),
        lambda: Revision.objects.bulk_update([revision], ["reason"]),
    ):
        with pytest.raises(AppendOnlyError), transaction.atomic():
            attempt()
    assert newest_revision().reason != "Something else"


def test_whom_a_revision_names_is_not_deleted() -> None:
    figure("87", 1)
    with pytest.raises(Exception, match="protected foreign keys"), transaction.atomic():
        person(None).delete()
