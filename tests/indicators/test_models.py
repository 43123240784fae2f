"""What the database itself refuses, whoever writes, and the month in which it says a period ends.

Rows are written with `bulk_create`, past every form, action and signal: only the constraint can refuse them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, models, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from indicators.domain import periods
from indicators.domain.definitions import Basis, Colour, Polarity, Unit
from indicators.domain.exception_report import Rule
from indicators.domain.periods import FIRST_YEAR, LAST_YEAR, Frequency, Period
from indicators.domain.rating import SchemeKind
from indicators.domain.series import Status
from indicators.importing.rows import FLAG_RULES
from indicators.models import (
    Committee,
    CommitteeRole,
    DefinitionVersion,
    ExceptionFlag,
    Figure,
    FindingEvent,
    Handover,
    Indicator,
    RatingOverride,
    Reminder,
    ReportCardText,
    Responsibility,
    Revision,
    RoundEvent,
    Scheme,
    Section,
    StoreStamp,
    Target,
    Upload,
)
from indicators.models import decisions as decision_rows
from indicators.models import figures as figure_rows
from indicators.models import registers as register_rows
from tests.stores import indicator, officer

Values = dict[str, Any]


@pytest.fixture
def store(db: None) -> None:
    """One committee with one indicator, written as plainly as the rows that are tried."""
    Committee.objects.bulk_create([Committee(slug="adults", name="Adults", council="Example")])
    committee = Committee.objects.get()
    words = {"good_is": "bigger", "unit": "percent", "frequency": "monthly", "basis": "period"}
    Indicator.objects.bulk_create([Indicator(code="A01", address="a01", name="Reviews", committee=committee, **words)])


def right(model: type[models.Model]) -> Values:
    """A row that the database takes."""
    of_a01: Values = {"indicator_id": indicator("A01").pk, "period": "2016-12"}
    return {
        Scheme: {"slug": "strict", "kind": "points"},
        Committee: {"slug": "children", "name": "Children", "council": "Example"},
        Section: {"slug": "front", "name": "Front", "committee_id": Committee.objects.get(slug="adults").pk},
        Indicator: {
            "code": "B01",
            "address": "b01",
            "name": "New",
            "good_is": "bigger",
            "unit": "count",
            "frequency": "monthly",
            "basis": "period",
            "committee_id": Committee.objects.get(slug="adults").pk,
        },
        DefinitionVersion: {"indicator_id": of_a01["indicator_id"], "from_period": "2016-12", "definition": "Reviews"},
        Figure: {**of_a01, "value": "86.2", "state": "verified"},
        Target: {**of_a01, "value": "90"},
        RatingOverride: {**of_a01, "rating": "amber", "reason": "Known"},
        ExceptionFlag: {**of_a01, "rule": "budget", "reason": "Line 7"},
        ReportCardText: of_a01,
        FindingEvent: {
            **of_a01,
            "key": "k1",
            "verdict": "not_found",
            "step": "set_aside",
            "reason": "Counted by hand",
            "by_id": officer().pk,
            "at": timezone.now(),
        },
        Revision: {**of_a01, "of": "figure", "new": {"value": "86.2"}, "at": timezone.now()},
        StoreStamp: {"id": 1, "token": "x"},
        RoundEvent: {
            "committee_id": Committee.objects.get(slug="adults").pk,
            "period": "2016-12",
            "step": "locked",
            "by_id": officer().pk,
            "at": timezone.now(),
        },
        Reminder: {**of_a01, "user_id": officer().pk, "day": date(2017, 1, 20)},
        Upload: {
            "committee_id": Committee.objects.get(slug="adults").pk,
            "period": "2016-12",
            "file_name": "december.csv",
            "sha256": "0" * 64,
            "size": 12,
            "by_id": officer().pk,
            "at": timezone.now(),
        },
        CommitteeRole: {
            "user_id": officer().pk,
            "role": "Data officer",
            "committee_id": Committee.objects.get(slug="adults").pk,
        },
        Responsibility: {"indicator_id": of_a01["indicator_id"], "user_id": officer().pk, "capacity": "data"},
        Handover: {
            "committee_id": Committee.objects.get(slug="adults").pk,
            "giver_id": officer().pk,
            "deputy_id": officer("deputy").pk,
            "from_day": date(2016, 12, 1),
            "until_day": date(2016, 12, 1),
            "reason": "Leave",
        },
    }[model]


def insert(model: type[models.Model], *rows: Values) -> None:
    with transaction.atomic():
        model._base_manager.bulk_create(model(**row) for row in rows)


DECIMALS = ("", " ", "5.", ".5", "1e3", "1E3", "NaN", "Infinity", "1,000", "+5", "5 ", "5\n", "--5", "\u0665", "1" * 16)
NO_PERIODS = (
    "",
    "2016",
    "2016-13",
    "2016-00",
    "2016-1",
    "16-12",
    "2016-12-01",
    "2016/17 Q5",
    "2016/17 Q0",
    "2016/17Q1",
)
MORE_NO_PERIODS = ("2016/2017", "2016-12 ", "2016-12\n", "2016/17 q1", "Dec 2016", "\u0662016-12")

REFUSED: dict[str, tuple[type[models.Model], Values]] = {
    "scheme_kind_known": (Scheme, {"kind": "guesswork"}),
    "committee_worsening_moves_positive": (Committee, {"worsening_moves": 0}),
    "indicator_good_is_known": (Indicator, {"good_is": "up"}),
    "indicator_unit_known": (Indicator, {"unit": "miles"}),
    "indicator_frequency_known": (Indicator, {"frequency": "weekly"}),
    "indicator_basis_known": (Indicator, {"basis": "ever"}),
    "figure_status_known": (Figure, {"status": "late"}),
    "figure_state_known": (Figure, {"state": "published"}),
    "figure_judged_known": (Figure, {"value": None, "judged": "none", "reason": "So"}),
    "figure_value_or_reason: final without a value": (Figure, {"value": None}),
    "figure_value_or_reason: provisional without a value": (Figure, {"value": None, "status": "provisional"}),
    "figure_value_or_reason: awaited with a value": (Figure, {"status": "awaited"}),
    "figure_value_or_reason: suppressed with a value": (Figure, {"status": "suppressed"}),
    "figure_value_or_reason: awaited and judged": (
        Figure,
        {"value": None, "judged": "red", "reason": "So", "status": "awaited"},
    ),
    "figure_value_or_reason: both": (Figure, {"judged": "red", "reason": "So"}),
    "figure_numerator_with_denominator: numerator alone": (Figure, {"numerator": "1"}),
    "figure_numerator_with_denominator: denominator alone": (Figure, {"denominator": "1"}),
    "figure_numerator_with_denominator: without a value": (
        Figure,
        {"value": None, "status": "awaited", "numerator": "1", "denominator": "2"},
    ),
    "figure_not_reportable_has_reason": (Figure, {"value": None, "status": "not_reportable"}),
    "figure_judged_has_reason": (Figure, {"value": None, "judged": "red"}),
    "figure_sent_back_is_draft": (Figure, {"sent_back": "Count again"}),
    "figure_revised_is_verified": (Figure, {"state": "draft", "revised_on": date(2017, 1, 5)}),
    "upload_state_known": (Upload, {"state": "lost"}),
    "upload_undone_by_somebody": (Upload, {"state": "undone"}),
    "round_step_known": (RoundEvent, {"step": "closed", "reason": "So"}),
    "round_reopened_with_reason": (RoundEvent, {"step": "reopened"}),
    "role_known": (CommitteeRole, {"role": "Emperor"}),
    "responsibility_capacity_known": (Responsibility, {"capacity": "all"}),
    "handover_ends_after_it_begins": (Handover, {"until_day": date(2016, 11, 30)}),
    "handover_to_another: to oneself": (Handover, {"deputy_id": 1, "giver_id": 1}),
    "handover_has_reason": (Handover, {"reason": ""}),
    "target_range_rises": (Target, {"value": "95", "value_to": "88"}),
    "target_range_rises: as numbers and not as texts": (Target, {"value": "95", "value_to": "9.9"}),
    "target_range_rises: below nought": (Target, {"value": "-1", "value_to": "-2"}),
    "target_range_rises: in the last place": (
        Target,
        {"value": "0.000000000000002", "value_to": "0.000000000000001"},
    ),
    "override_rating_known": (RatingOverride, {"rating": "none"}),
    "override_has_reason": (RatingOverride, {"reason": ""}),
    "flag_rule_known": (ExceptionFlag, {"rule": "off_target"}),
    "flag_has_reason": (ExceptionFlag, {"reason": ""}),
    "revision_of_known": (Revision, {"of": "figures"}),
    "revision_says_something": (Revision, {"new": None}),
    "revision_change_has_reason: changed": (Revision, {"old": {"value": "1"}}),
    "revision_change_has_reason: withdrawn": (Revision, {"old": {"value": "1"}, "new": None}),
    "stamp_is_one_row": (StoreStamp, {"id": 2}),
    **{
        f"{name}: {text!r}": (model, {column: text})
        for name, model, column in (
            ("scheme_green_within_decimal", Scheme, "green_within"),
            ("scheme_red_from_decimal", Scheme, "red_from"),
            ("committee_off_target_decimal", Committee, "off_target_from"),
            ("figure_value_decimal", Figure, "value"),
            ("target_value_decimal", Target, "value"),
        )
        for text in DECIMALS
    },
    **{
        f"figure_{column}_decimal: {text!r}": (Figure, {"numerator": "1", "denominator": "2", column: text})
        for column in ("numerator", "denominator")
        for text in ("", "1e3", "1,000")
    },
    "target_value_to_decimal": (Target, {"value_to": "1e3"}),
    **{
        f"{name}: {text!r}": (model, {column: text})
        for name, model, column in (
            ("figure_period", Figure, "period"),
            ("target_period", Target, "period"),
            ("override_period", RatingOverride, "period"),
            ("flag_period", ExceptionFlag, "period"),
            ("revision_period", Revision, "period"),
            ("reminder_period", Reminder, "period"),
            ("definition_from_period", DefinitionVersion, "from_period"),
            ("indicator_retired_period", Indicator, "retired_from"),
            ("text_period_is_a_month", ReportCardText, "period"),
            ("text_copied_from_a_month", ReportCardText, "copied_from"),
            ("finding_period_is_a_month", FindingEvent, "period"),
            ("round_period_is_a_month", RoundEvent, "period"),
            ("upload_period_is_a_month", Upload, "period"),
        )
        for text in (*NO_PERIODS, *MORE_NO_PERIODS)
        if len(text) <= 10 and not (text == "" and column == "copied_from")
    },
    "text_period_is_a_month: a quarter": (ReportCardText, {"period": "2016/17 Q1"}),
    "text_period_is_a_month: a year": (ReportCardText, {"period": "2016/17"}),
    "text_state_known": (ReportCardText, {"state": "verified"}),
    "text_sent_back_is_draft": (ReportCardText, {"state": "submitted", "sent_back": "More"}),
    "text_approval_is_of_approved": (ReportCardText, {"approved_at": timezone.now()}),
    "finding_step_known": (FindingEvent, {"step": "forgotten"}),
    "finding_has_key": (FindingEvent, {"key": ""}),
    "finding_set_aside_with_reason": (FindingEvent, {"reason": ""}),
    "round_period_is_a_month: a quarter": (RoundEvent, {"period": "2016/17 Q1"}),
}


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses_it(name: str) -> None:
    model, wrong = REFUSED[name]
    if model is StoreStamp:
        StoreStamp.objects.all().delete()
    before = model._base_manager.count()
    with pytest.raises((IntegrityError, DataError)) as refused:
        insert(model, {**right(model), **wrong})
    if isinstance(refused.value, DataError):
        assert "period" in name, "PostgreSQL stumbles over the month in which an odd period ends before it is refused"
    else:
        assert name.partition(":")[0] in str(refused.value)
    assert model._base_manager.count() == before
    insert(model, right(model))
    assert model._base_manager.count() == before + 1, "but for that it would have been taken"


TWICE: dict[str, tuple[type[models.Model], Values, Values]] = {
    "figure_verified_once": (Figure, {}, {"value": "87"}),
    "figure_on_its_way_once": (Figure, {"state": "draft"}, {"state": "submitted"}),
    "target_once_a_period": (Target, {}, {"value": "91"}),
    "reminder_once_a_day": (Reminder, {}, {"sent_at": timezone.now()}),
    "override_once_a_period": (RatingOverride, {}, {"rating": "green"}),
    "flag_once_a_period_and_rule": (ExceptionFlag, {}, {"reason": "Line 8"}),
    "definition_once_a_period": (DefinitionVersion, {}, {"definition": "Others"}),
    "role_once_a_committee": (CommitteeRole, {}, {}),
    "role_once_everywhere": (CommitteeRole, {"committee_id": None}, {}),
    "responsibility_once": (Responsibility, {}, {}),
    "text_approved_once": (ReportCardText, {"state": "approved"}, {"why": "Because"}),
    "text_on_its_way_once": (ReportCardText, {"state": "draft"}, {"state": "submitted"}),
    "section_slug_once_a_committee": (Section, {}, {"name": "Other"}),
    "indicator_code_once_whatever_case": (Indicator, {}, {"code": "b01", "address": "b02"}),
    "the address of an indicator": (Indicator, {}, {"code": "(B01)"}),
    "the slug of a scheme": (Scheme, {}, {"kind": "bands"}),
    "the slug of a committee": (Committee, {}, {"name": "Other"}),
    "stamp_is_one_row": (StoreStamp, {}, {"token": "y"}),
}


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("name", TWICE)
def test_there_is_only_one(name: str) -> None:
    model, first, second = TWICE[name]
    if model is StoreStamp:
        StoreStamp.objects.all().delete()
    insert(model, {**right(model), **first})
    with pytest.raises(IntegrityError):
        insert(model, {**right(model), **first, **second})


def test_every_constraint_is_tried() -> None:
    """A new constraint needs its row above."""
    own = [model for model in apps.get_app_config("indicators").get_models() if "Historical" not in model.__name__]
    names = {one.name for model in own for one in model._meta.constraints}
    assert names == {name for name in (key.partition(":")[0] for key in (*REFUSED, *TWICE)) if " " not in name}


TAKEN: dict[str, Callable[[], tuple[type[models.Model], list[Values]]]] = {
    "a verified figure, and one on its way": lambda: (Figure, [{}, {"state": "draft", "value": "1"}]),
    "an approved text, and one on its way": lambda: (ReportCardText, [{"state": "approved"}, {"state": "draft"}]),
    "a value below nought, with places": lambda: (Figure, [{"value": "-0.10"}]),
    "as many digits as may be": lambda: (Figure, [{"value": "9" * 15 + "." + "9" * 15}]),
    "a judged colour with its reason": lambda: (Figure, [{"value": None, "judged": "red", "reason": "So"}]),
    "awaited": lambda: (Figure, [{"value": None, "status": "awaited"}]),
    "a range of one point": lambda: (Target, [{"value": "95", "value_to": "95.0"}]),
    "a range whose texts fall": lambda: (Target, [{"value": "9.5", "value_to": "10"}]),
    "every rule of one period": lambda: (ExceptionFlag, [{"rule": rule} for rule in FLAG_RULES]),
    "the same code address elsewhere": lambda: (Indicator, [{"code": "(B-1)", "address": "b-1"}]),
}


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("name", TAKEN)
def test_the_database_takes_it(name: str) -> None:
    model, rows = TAKEN[name]()
    insert(model, *({**right(model), **row} for row in rows))
    assert model._base_manager.count() >= len(rows)


def test_the_words_of_rows_are_those_of_the_core() -> None:
    """Migrations hold the choices as texts; the core has them as enums."""
    pairs = (
        (register_rows.SchemeKind, SchemeKind),
        (register_rows.GoodIs, Polarity),
        (register_rows.Unit, Unit),
        (register_rows.Frequency, Frequency),
        (register_rows.Basis, Basis),
        (figure_rows.Status, Status),
    )
    for stored, core in pairs:
        assert stored.values == [one.value for one in core]
    assert set(figure_rows.Judged.values) == {one.value for one in Colour} - {"none"}
    assert (
        set(decision_rows.FlagRule.values)
        == set(FLAG_RULES)
        == {one.value for one in Rule}
        - {
            "off_target",
            "deteriorating",
        }
    )
    assert set(figure_rows.WITH_VALUE) == {one.value for one in Status if one.has_value}


# The month in which a period ends, worked out by the database


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("model", [Figure, Target, RatingOverride, ExceptionFlag])
def test_the_database_and_the_core_agree_when_periods_end(model: type[models.Model]) -> None:
    """Every period of some years round the turn of a century, and the first and last there are."""
    years = (FIRST_YEAR, 1999, 2000, 2016, 2099, 2100, LAST_YEAR)
    every = [
        *(periods.month(year, month) for year in years for month in range(1, 13)),
        *(periods.quarter(year, quarter) for year in years for quarter in range(1, 5)),
        *(periods.year(year) for year in years),
    ]
    insert(model, *({**right(model), "period": period.written} for period in every))
    assert dict(model._base_manager.values_list("period", "ends")) == {
        period.written: period.last_month_number for period in every
    }


def any_period() -> st.SearchStrategy[Period]:
    years = st.integers(FIRST_YEAR, LAST_YEAR)
    return st.one_of(
        st.builds(periods.month, years, st.integers(1, 12)),
        st.builds(periods.quarter, years, st.integers(1, 4)),
        st.builds(periods.year, years),
    )


class EndsOfDefinitions(TestCase):
    """The column of definitions is worked out from `from_period`, not from `period`."""

    @given(st.lists(any_period(), unique=True, min_size=1, max_size=20))
    def test_agree_with_the_core(self, some: list[Period]) -> None:
        committee = Committee.objects.create(slug="c", name="C", council="C")
        one = Indicator.objects.create(
            committee=committee,
            code="A1",
            address="a1",
            name="A",
            good_is="none",
            unit="count",
            frequency="annual",
            basis="period",
        )
        insert(DefinitionVersion, *({"indicator": one, "from_period": each.written} for each in some))
        assert dict(DefinitionVersion.objects.values_list("from_period", "ends")) == {
            each.written: each.last_month_number for each in some
        }


@pytest.mark.usefixtures("store")
def test_the_ends_follow_a_changed_period() -> None:
    insert(Target, right(Target))
    Target.objects.update(period="2016/17 Q3")
    assert Target.objects.get().ends == periods.quarter(2016, 3).last_month_number
