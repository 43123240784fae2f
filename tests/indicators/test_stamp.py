"""The store's stamp changes with anything that could change a page, in the same transaction, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone

from indicators.actions import (
    Conflict,
    Kind,
    Refused,
    Result,
    RowSeen,
    Seen,
    Stepped,
    TargetEntry,
    change_target,
    copy_targets_forward,
    discard_figures,
    enter_figures,
    send_back,
    set_flag,
    set_override,
    submit_figures,
    verify_figures,
    withdraw,
)
from indicators.domain import periods
from indicators.domain.definitions import Colour
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
from tests.stores import figures, indicator, load, officer, on_its_way, registers, stamp, typed

DECEMBER = periods.month(2016, 12)


@pytest.fixture
def store(db: None, tmp_path: Path) -> None:
    registers(tmp_path)
    load(
        tmp_path,
        {
            **figures("A01,2016-12,86.2", "A02,2016-12,14"),
            "targets.csv": "code,period,value\nA01,2016/17,90\n",
            "rating_overrides.csv": "code,period,rating,reason\nA02,2016-12,green,Known\n",
            "exception_flags.csv": "code,period,rule,reason\nA02,2016-12,budget,Line 7\n",
        },
    )


def new_rows() -> dict[type[models.Model], models.Model]:
    """One unsaved row of every model that a page could hang on."""
    committee, one = Committee.objects.get(), indicator("A03")
    quarter = {"indicator": one, "period": "2016/17 Q3"}
    return {
        Scheme: Scheme(slug="strict", kind="points"),
        Committee: Committee(slug="children", name="Children", council="Example"),
        Section: Section(slug="front", name="Front", committee=committee),
        Indicator: Indicator(
            code="B01",
            address="b01",
            name="New",
            good_is="bigger",
            unit="count",
            frequency="monthly",
            basis="period",
            committee=committee,
        ),
        DefinitionVersion: DefinitionVersion(indicator=one, from_period="2016-12", definition="Beds"),
        Figure: Figure(**quarter, value="90"),
        Target: Target(**quarter, value="88", value_to="95"),
        RatingOverride: RatingOverride(**quarter, rating="amber", reason="Known"),
        ExceptionFlag: ExceptionFlag(**quarter, rule="budget", reason="Line 7"),
        ReportCardText: ReportCardText(indicator=one, period="2016-12", why="It is"),
    }


@pytest.mark.usefixtures("store")
def test_every_model_changes_it_when_saved_changed_and_deleted() -> None:
    rows = new_rows()
    known = {model for model in apps.get_app_config("indicators").get_models() if "Historical" not in model.__name__}
    assert set(rows) == {model for model in known if not getattr(model, "on_no_page", False)} - {Revision, StoreStamp}
    for row in rows.values():
        seen = [stamp()]
        row.save()
        seen.append(stamp())
        row.save()
        seen.append(stamp())
        row.delete()
        seen.append(stamp())
        assert len(set(seen)) == 4, type(row).__name__


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "change",
    [
        lambda one, other: one.related.add(other),
        lambda one, other: other.related_from.add(one),
        lambda one, other: one.related.set([other]),
    ],
)
def test_links_between_indicators_change_it(change: Callable[[Indicator, Indicator], None]) -> None:
    one, other = indicator("A01"), indicator("A02")
    before = stamp()
    change(one, other)
    linked = stamp()
    assert linked != before
    one.related.remove(other)
    removed = stamp()
    assert removed != linked
    change(one, other)
    one.related.clear()
    assert stamp() != removed


def figure(value: str, *, seen: Seen | None = None, reason: str = "Recounted", code: str = "A01") -> Result:
    return enter_figures([typed(code, DECEMBER, value, seen=seen, why=reason)], by=officer())[0].result


def step(take: Callable[..., tuple[Stepped, ...]], *, by: str = "performance-lead", **options: str) -> str:
    """Takes it with the one figure on its way; gives what speaks against it."""
    (done,) = take([on_its_way("A01", DECEMBER)], by=officer(by), **options)
    return done.problem


@pytest.fixture
def draft(store: None) -> None:
    figure("86.3")


@pytest.fixture
def submitted(draft: None) -> None:
    step(submit_figures)


def target(value: str, *, reason: str = "Raised") -> None:
    change_target(
        indicator=indicator("A01"),
        period=periods.year(2016),
        entry=TargetEntry(value=Decimal(value)),
        by=officer(),
        reason=reason,
        expected_version=1,
    )


def override(colour: Colour = Colour.AMBER, reason: str = "Half of it") -> None:
    set_override(indicator=indicator("A02"), period=DECEMBER, colour=colour, reason=reason, by=officer())


def flag(rule: str, reason: str) -> None:
    set_flag(indicator=indicator("A02"), period=DECEMBER, rule=rule, reason=reason, by=officer())


def take_back(kind: Kind, reason: str = "Made in error", **how: object) -> None:
    code = "A02" if kind in (Kind.OVERRIDE, Kind.FLAG) else "A01"
    period = periods.year(2016) if kind is Kind.TARGET else DECEMBER
    withdraw(kind=kind, indicator=indicator(code), period=period, by=officer(), reason=reason, **how)


def copy(year: int, *, dry_run: bool = False) -> None:
    copy_targets_forward(committee=Committee.objects.get(), year=periods.year(year), by=officer(), dry_run=dry_run)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a figure": lambda _: figure("86.3"),
    "a first figure": lambda _: figure("3", code="A05"),
    "a target": lambda _: target("91"),
    "an override": lambda _: override(),
    "a flag": lambda _: flag("corporate_risk", "Risk 3"),
    "a withdrawn figure": lambda _: take_back(Kind.FIGURE, expected_version=1),
    "a withdrawn target": lambda _: take_back(Kind.TARGET, expected_version=1),
    "a withdrawn override": lambda _: take_back(Kind.OVERRIDE),
    "a withdrawn flag": lambda _: take_back(Kind.FLAG, rule="budget"),
    "copied targets": lambda _: copy(2016),
    "a loaded figure": lambda folder: load(folder, figures("A01,2017-01,87")),
    "a loaded register": lambda folder: load(folder, {"committees.csv": "slug,name,council\nadults,Adults,Example\n"}),
    "a loaded text": lambda folder: load(folder, {"report_cards/a01/2016-12.md": "## Action required\n\nNone.\n"}),
}


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("name", CHANGES)
def test_every_action_changes_it(tmp_path: Path, name: str) -> None:
    before = stamp()
    CHANGES[name](tmp_path)
    assert stamp() != before


STEPS = {"verify": (verify_figures, {}), "send back": (send_back, {"reason": "Sure?"})}


@pytest.mark.usefixtures("submitted")
@pytest.mark.parametrize("name", STEPS)
def test_every_step_of_a_submitted_figure_changes_it(name: str) -> None:
    take, options = STEPS[name]
    before = stamp()
    assert not step(take, **options)
    assert stamp() != before


@pytest.mark.usefixtures("submitted")
def test_a_step_that_is_refused_leaves_it() -> None:
    before = stamp()
    assert step(verify_figures, by="data-officer").startswith("you entered it yourself")
    assert stamp() == before


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("take", [submit_figures, discard_figures])
def test_every_step_of_a_draft_changes_it(take: Callable[..., object]) -> None:
    before = stamp()
    assert not step(take)
    assert stamp() != before


NOTHING: dict[str, Callable[[Path], object]] = {
    "the same figure": lambda _: figure("86.2"),
    "a figure without its reason": lambda _: figure("86.3", reason=""),
    "a figure somebody else changed": lambda _: figure("86.3", seen=Seen(None, RowSeen(7, 1))),
    "a step with nothing on its way": lambda _: verify_figures([RowSeen(1, 1)], by=officer()),
    "the same target": lambda _: target("90"),
    "the same override": lambda _: override(Colour.GREEN, "Known"),
    "the same flag": lambda _: flag("budget", "Line 7"),
    "copying a year without targets": lambda _: copy(2010),
    "copying as a trial": lambda _: copy(2016, dry_run=True),
    "the same folder": lambda folder: load(folder, figures("A01,2016-12,86.2")),
    "a trial": lambda folder: load(folder, figures("A01,2017-01,87"), dry_run=True),
    "a reader": lambda _: list(Figure.objects.all()),
    "an account": lambda _: get_user_model().objects.create_user("somebody"),
}


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("name", NOTHING)
def test_what_changes_nothing_leaves_it(tmp_path: Path, name: str) -> None:
    before = stamp()
    NOTHING[name](tmp_path)
    assert stamp() == before


REFUSED: dict[str, Callable[[Path], object]] = {
    "a target without its reason": lambda _: target("91", reason=""),
    "a flag without its reason": lambda _: flag("corporate_risk", " "),
    "a figure that others lean on": lambda _: take_back(Kind.FIGURE, reason=""),
    "a bad folder": lambda folder: load(folder, figures("A01,2017-01,87", "A99,2017-01,1")),
}


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_it(tmp_path: Path, name: str) -> None:
    before = stamp()
    with pytest.raises((Refused, Conflict)):
        REFUSED[name](tmp_path)
    assert stamp() == before


@pytest.mark.usefixtures("store")
def test_it_goes_back_with_the_transaction() -> None:
    before = stamp()
    with transaction.atomic():
        indicator("A01").save()
        assert stamp() != before
        transaction.set_rollback(True)
    assert stamp() == before


@pytest.mark.usefixtures("store")
def test_a_revision_and_the_history_alone_leave_it() -> None:
    """They come with the row they are about, whose change is told already."""
    before = stamp()
    history = Committee.history.get()
    history.history_change_reason = "Noted afterwards"
    history.save()
    Revision.objects.bulk_create(
        [Revision(of="figure", indicator=indicator("A01"), period="2016-12", new={"value": "1"}, at=timezone.now())]
    )
    assert stamp() == before


@pytest.mark.django_db
def test_an_empty_store_has_none_and_the_first_change_makes_it() -> None:
    assert not StoreStamp.objects.exists()
    assert stamp() == ""
    Scheme.objects.create(slug="strict", kind="points")
    assert stamp()
    StoreStamp.touch()
    assert StoreStamp.objects.count() == 1
