"""Targets, overrides and flags changed one at a time, entries withdrawn: reasons, versions, conflicts, revisions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from indicators.actions import (
    Conflict,
    Kind,
    Refused,
    TargetEntry,
    change_target,
    copy_targets_forward,
    lock_round,
    reopen_round,
    set_flag,
    set_override,
    withdraw,
)
from indicators.domain import periods
from indicators.domain.definitions import Colour
from indicators.domain.periods import Period
from indicators.models import Committee, ExceptionFlag, Figure, RatingOverride, Revision, Target
from indicators.models.append_only import AppendOnlyError
from tests.stores import figures, indicator, load, officer, picture, registers, stamp

pytestmark = pytest.mark.django_db
DECEMBER = periods.month(2016, 12)
YEAR = periods.year(2016)


def aim(
    value: str, *, seen: int | None, reason: str = "", code: str = "A01", period: Period = YEAR, **entry: object
) -> None:
    change_target(
        indicator=indicator(code),
        period=period,
        entry=TargetEntry(value=Decimal(value), value_text=value, **entry),
        by=officer(),
        reason=reason,
        expected_version=seen,
    )


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> None:
    registers(tmp_path)


# Targets


def test_the_same_again_changes_nothing_not_even_the_stamp() -> None:
    aim("90", seen=None)
    before = picture()
    aim("90", seen=1)
    assert picture() == before


def test_more_places_are_a_change() -> None:
    aim("90", seen=None)
    with pytest.raises(Refused) as refused:
        aim("90.0", seen=1)
    assert refused.value.reason_needed == refused.value.problems


def test_who_did_not_see_what_stands_is_told_and_overwrites_nothing() -> None:
    aim("90", seen=None)
    aim("91", seen=1, reason="Raised", note="By the committee")
    before = picture()
    for seen in (None, 1, 3):
        with pytest.raises(Conflict) as conflict:
            aim("92", seen=seen, reason="Also raised")
        assert conflict.value.version == 2
        assert conflict.value.standing == {"value": "91", "value_to": None, "profile": "", "note": "By the committee"}
    assert picture() == before


def test_who_changes_what_was_withdrawn_is_told() -> None:
    aim("90", seen=None)
    take_back(Kind.TARGET, seen=1)
    with pytest.raises(Conflict) as conflict:
        aim("91", seen=1, reason="Raised")
    assert (conflict.value.standing, conflict.value.version) == (None, None)


def test_targets_have_versions_reasons_and_conflicts_too() -> None:
    aim("90", seen=None, profile="linear 80", note="Agreed in May")
    with pytest.raises(Refused):
        aim("91", seen=1)
    aim("91", seen=1, reason="Raised by the committee", profile="linear 80")
    one = Target.objects.get()
    assert (one.value, one.profile, one.note, one.version) == ("91", "linear 80", "", 2)
    with pytest.raises(Conflict) as conflict:
        aim("92", seen=1, reason="Raised again")
    assert (conflict.value.standing["value"], conflict.value.version) == ("91", 2)
    newest = Revision.objects.first()
    assert newest.old == {"value": "90", "profile": "linear 80", "note": "Agreed in May"}
    assert newest.new == {"value": "91", "profile": "linear 80"}


IMPOSSIBLE: dict[str, Callable[[], None]] = {
    "a range without its upper end": lambda: aim("88", seen=None, code="A03"),
    "a range upside down": lambda: aim("95", seen=None, code="A03", value_to=Decimal(88)),
    "an upper end of no range": lambda: aim("90", seen=None, value_to=Decimal(95)),
    "a profile of a month": lambda: aim("90", seen=None, period=DECEMBER, profile="flat"),
    "a profile nobody can read": lambda: aim("90", seen=None, profile="wavy"),
    "shares of no running total": lambda: aim("90", seen=None, profile="shares 25 50 75 100"),
    "a quarter's target of a monthly indicator": lambda: aim("90", seen=None, period=periods.quarter(2016, 3)),
    "an override without a figure": lambda: override("A01"),
    "a flag without a figure": lambda: flag("A01", "budget"),
    "a flag nobody knows": lambda: flag("A02", "off_target"),
    "a control character": lambda: aim("90", seen=None, note="a\0b"),
    "a control character in a reason": lambda: flag("A02", "budget", "a\x1bb"),
    "an override to no colour": lambda: override("A02", colour=Colour.NONE),
}


def override(code: str, *, colour: Colour = Colour.AMBER, reason: str = "Half of it is known") -> None:
    set_override(indicator=indicator(code), period=DECEMBER, colour=colour, reason=reason, by=officer())


def flag(code: str, rule: str, reason: str = "Line 7") -> None:
    set_flag(indicator=indicator(code), period=DECEMBER, rule=rule, reason=reason, by=officer())


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_no_action_makes_an_impossible_state(tmp_path: Path, name: str) -> None:
    load(tmp_path, figures("A02,2016-12,14"))
    before = picture()
    with pytest.raises(Refused) as refused:
        IMPOSSIBLE[name]()
    assert all(problem.message for problem in refused.value.problems)
    assert picture() == before


def test_texts_are_kept_as_a_file_would_give_them() -> None:
    aim("90", seen=None, profile="  LINEAR   80 ", note=" First\r\nsecond\r\n")
    assert (Target.objects.get().profile, Target.objects.get().note) == ("linear 80", "First\nsecond")


# Overrides and flags


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_overrides_and_flags_need_a_reason(tmp_path: Path, reason: str) -> None:
    load(tmp_path, figures("A01,2016-12,86.2"))
    before = picture()
    with pytest.raises(Refused):
        override("A01", reason=reason)
    with pytest.raises(Refused):
        flag("A01", "budget", reason)
    assert picture() == before


def test_an_override_is_set_changed_and_recorded(tmp_path: Path) -> None:
    load(tmp_path, figures("A01,2016-12,86.2"))
    override("A01")
    override("A01", colour=Colour.GREEN, reason="All of it is known")
    assert [(one.rating, one.reason) for one in RatingOverride.objects.all()] == [("green", "All of it is known")]
    newest, first = Revision.objects.filter(of="override")
    assert (first.old, first.new) == (None, {"rating": "amber", "reason": "Half of it is known"})
    assert (newest.old, newest.new) == (first.new, {"rating": "green", "reason": "All of it is known"})
    assert (newest.by, newest.reason) == (officer(), "All of it is known")


def test_each_rule_has_its_own_flag(tmp_path: Path) -> None:
    load(tmp_path, figures("A01,2016-12,86.2"))
    flag("A01", "budget", "Line 7")
    flag("A01", "corporate_risk", "Risk 3")
    flag("A01", "budget", "Line 8")
    assert set(ExceptionFlag.objects.values_list("rule", "reason")) == {
        ("budget", "Line 8"),
        ("corporate_risk", "Risk 3"),
    }
    assert Revision.objects.filter(of="flag").count() == 3


def test_nothing_is_both_added_and_left_out(tmp_path: Path) -> None:
    load(tmp_path, figures("A01,2016-12,86.2"))
    flag("A01", "added_by_hand", "Members asked")
    with pytest.raises(Refused, match="contradicts added_by_hand"):
        flag("A01", "left_out_by_hand", "Members asked")


def test_an_awaited_figure_may_be_flagged(tmp_path: Path) -> None:
    load(tmp_path, {"figures.csv": "code,period,status\nA01,2016-12,awaited\n"})
    flag("A01", "corporate_risk", "Risk 3")
    assert ExceptionFlag.objects.count() == 1


# Withdrawing


def take_back(kind: Kind, *, seen: int | None = None, reason: str = "Made in error", rule: str | None = None) -> None:
    period = YEAR if kind is Kind.TARGET else DECEMBER
    withdraw(
        kind=kind,
        indicator=indicator("A01"),
        period=period,
        by=officer(),
        reason=reason,
        rule=rule,
        expected_version=seen,
    )


@pytest.fixture
def full(tmp_path: Path) -> None:
    load(
        tmp_path,
        {
            **figures("A01,2016-12,86.2", "A01,2016-11,80"),
            "targets.csv": "code,period,value\nA01,2016/17,90\nA01,2016-12,89\n",
            "rating_overrides.csv": "code,period,rating,reason\nA01,2016-12,green,Known\n",
            "exception_flags.csv": "code,period,rule,reason\n"
            "A01,2016-12,budget,Line 7\nA01,2016-12,corporate_risk,Risk 3\n",
        },
    )


WITHDRAWN = {
    Kind.TARGET: ({"seen": 1}, {"value": "90"}),
    Kind.OVERRIDE: ({}, {"rating": "green", "reason": "Known"}),
    Kind.FLAG: ({"rule": "budget"}, {"rule": "budget", "reason": "Line 7"}),
}


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("kind", WITHDRAWN)
def test_what_is_withdrawn_goes_and_its_history_stays(kind: Kind) -> None:
    how, old = WITHDRAWN[kind]
    before, revisions, stood = kind.model.objects.count(), Revision.objects.count(), stamp()
    take_back(kind, **how)
    assert kind.model.objects.count() == before - 1
    assert Revision.objects.count() == revisions + 1
    newest = Revision.objects.first()
    assert (newest.of, newest.old, newest.new) == (kind.noun, old, None)
    assert (newest.by, newest.reason, newest.source) == (officer(), "Made in error", "")
    assert stamp() != stood
    with pytest.raises(Conflict):
        take_back(kind, **how)


@pytest.mark.usefixtures("full")
def test_a_figure_is_withdrawn_after_what_leans_on_it(tmp_path: Path) -> None:
    load(tmp_path, figures("A01,2016-12,50"), draft=True, reason="First sight")
    for kind, how in ((Kind.OVERRIDE, {}), (Kind.FLAG, {"rule": "budget"}), (Kind.FLAG, {"rule": "corporate_risk"})):
        before = picture()
        with pytest.raises(Refused, match="withdraw that first"):
            take_back(Kind.FIGURE, seen=1)
        assert picture() == before
        take_back(kind, **how)
    take_back(Kind.FIGURE, seen=1)
    assert set(Figure.objects.values_list("period", "state")) == {("2016-11", "verified"), ("2016-12", "draft")}
    assert Revision.objects.first().old == {"value": "86.2", "status": "final"}


@pytest.mark.usefixtures("full")
def test_no_figure_is_withdrawn_from_a_locked_round(tmp_path: Path) -> None:
    load(tmp_path, figures("A03,2016/17 Q3,90"))
    committee = Committee.objects.get()
    lock_round(committee=committee, month=DECEMBER, by=officer("performance-lead"))
    before = picture()
    for code, period in (("A01", DECEMBER), ("A03", periods.quarter(2016, 3))):
        with pytest.raises(Refused, match="the round of December 2016 was locked by performance-lead on"):
            withdraw(
                kind=Kind.FIGURE,
                indicator=indicator(code),
                period=period,
                by=officer(),
                reason="Made in error",
                expected_version=1,
            )
    assert picture() == before
    take_back(Kind.TARGET, seen=1)
    reopen_round(committee=committee, month=DECEMBER, by=officer("performance-lead"), reason="A late return")
    take_back(Kind.OVERRIDE)
    for rule in ("budget", "corporate_risk"):
        take_back(Kind.FLAG, rule=rule)
    take_back(Kind.FIGURE, seen=1)
    assert not Figure.objects.filter(indicator__code="A01", period="2016-12").exists()


@pytest.mark.usefixtures("full")
def test_withdrawing_needs_a_reason_and_the_version_seen() -> None:
    before = picture()
    for kind in Kind:
        with pytest.raises(Refused):
            take_back(kind, reason=" ", seen=1, rule="budget")
    for kind in (Kind.FIGURE, Kind.TARGET):
        with pytest.raises(Conflict) as conflict:
            take_back(kind, seen=2)
        assert conflict.value.version == 1
    assert picture() == before


@pytest.mark.usefixtures("full")
def test_what_was_withdrawn_may_be_recorded_anew() -> None:
    take_back(Kind.TARGET, seen=1)
    aim("91", seen=None)
    assert Target.objects.get(period="2016/17").version == 1
    assert [one.new for one in Revision.objects.filter(of="target", period="2016/17")] == [
        {"value": "91"},
        None,
        {"value": "90"},
    ]


# Revisions


def test_a_revision_is_never_changed_or_deleted() -> None:
    aim("90", seen=None)
    one = Revision.objects.get()
    one.reason = "Something else"
    attempts: list[Callable[[], object]] = [
        one.save,
        lambda: one.save(update_fields=["reason"]),
        one.delete,
        lambda: Revision.objects.update(reason="x"),
        lambda: Revision.objects.filter(pk=one.pk).update(reason="x"),
        lambda: Revision.objects.all().delete(),
        lambda: Revision.objects.filter(pk=one.pk).delete(),
        lambda: indicator("A01").revisions.all().delete(),
        lambda: indicator("A01").revisions.update(reason="x"),
        lambda: Revision.objects.bulk_update([one], ["reason"]),
        lambda: Revision.objects.update_or_create(pk=one.pk, defaults={"reason": "x"}),
    ]
    for attempt in attempts:
        with pytest.raises(AppendOnlyError), transaction.atomic():
            attempt()
    assert Revision.objects.get().reason == ""


def test_whom_a_revision_names_is_not_deleted() -> None:
    aim("90", seen=None)
    by = Revision.objects.get().by
    assert by is not None
    with pytest.raises(ProtectedError):
        by.delete()


def test_an_indicator_with_figures_or_revisions_is_not_deleted(tmp_path: Path) -> None:
    load(tmp_path, figures("A01,2016-12,86.2"))
    with pytest.raises(DatabaseError):
        indicator("A01").delete()
    take_back(Kind.FIGURE, seen=1)
    with pytest.raises(DatabaseError):
        indicator("A01").delete()
    assert indicator("A01")


# Copying targets forward


def copy(**options: object) -> tuple[dict[tuple[str, str], str], int]:
    copied = copy_targets_forward(committee=Committee.objects.get(), year=YEAR, by=officer(), **options)
    return {(one.code, one.period.written): one.value for one in copied.targets}, copied.left


@pytest.fixture
def year(tmp_path: Path) -> None:
    load(
        tmp_path,
        {
            "targets.csv": "code,period,value,value_to,profile,note\n"
            "A01,2016/17,90.0,,linear 85,From May\nA01,2017-03,95,,,\nA01,2016-03,1,,,\nA01,2017-04,2,,,\n"
            "A02,2016-04,14,,,\nA02,2017-02,13,,,\n"
            "A03,2016/17 Q1,88,95,,\nA03,2016/17 Q4,89,95,,\nA05,2015/16,3,,,\n",
        },
    )


@pytest.mark.usefixtures("year")
def test_a_years_targets_are_copied_to_the_year_after() -> None:
    expected = {
        ("A01", "2017/18"): "90.0",
        ("A01", "2018-03"): "95",
        ("A02", "2017-04"): "14",
        ("A02", "2018-02"): "13",
        ("A03", "2017/18 Q1"): "88",
        ("A03", "2017/18 Q4"): "89",
    }
    before = picture()
    assert copy(dry_run=True) == (expected, 0)
    assert picture() == before
    assert copy(reason="A new year") == (expected, 0)
    one = Target.objects.get(period="2017/18")
    assert (one.value, one.profile, one.note) == ("90.0", "linear 85", "Copied from 2016/17.")
    assert Target.objects.get(period="2017/18 Q1").value_to == "95"
    revisions = Revision.objects.all()[:6]
    assert {(one.indicator.code, one.period) for one in revisions} == set(expected)
    assert {(one.old, one.by, one.reason) for one in revisions} == {(None, officer(), "A new year")}


@pytest.mark.usefixtures("year")
def test_what_is_set_in_the_new_year_stays(tmp_path: Path) -> None:
    load(tmp_path, {"targets.csv": "code,period,value\nA01,2017/18,99\nA02,2017-04,7\n"})
    copied, left = copy()
    assert (set(copied), left) == (
        {("A01", "2018-03"), ("A02", "2018-02"), ("A03", "2017/18 Q1"), ("A03", "2017/18 Q4")},
        2,
    )
    assert Target.objects.get(period="2017/18").value == "99"


@pytest.mark.usefixtures("year")
def test_copying_twice_changes_nothing() -> None:
    copy()
    before = picture()
    assert copy() == ({}, 6)
    assert picture() == before


@pytest.mark.usefixtures("year")
def test_retired_indicators_and_other_committees_are_passed_over(tmp_path: Path) -> None:
    load(
        tmp_path,
        {
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis,retired_from\n"
            "A01,adults,People with a review,bigger,percent,monthly,period,2017-04\n"
            "A02,adults,Days waited,smaller,days,monthly,period,2017-05\n",
        },
    )
    copied, left = copy()
    assert ({code for code, _ in copied}, left) == ({"A02", "A03"}, 0)
    load(tmp_path, {"committees.csv": "slug,name,council\nchildren,Children,Example\n"})
    children = Committee.objects.get(slug="children")
    assert copy_targets_forward(committee=children, year=YEAR, by=officer()).targets == ()
