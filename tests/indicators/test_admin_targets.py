"""Targets, ratings set by hand and flags in the admin, and a year's targets copied forward."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from indicators.models import Committee, ExceptionFlag, RatingOverride, Revision, Target
from indicators.roles import DATA_OFFICER, DEMOCRATIC_SERVICES, LEAD_OFFICER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import client_of, form_data, newest_revision, save, target, text_of, working_store

pytestmark = pytest.mark.django_db

LIST = "/admin/indicators/target/"
DECEMBER = f"{LIST}a01/2016-12/"
YEAR = f"{LIST}a01/fy2016-17/"
RANGE = f"{LIST}a03/2016-17-q4/"
COPY = f"{LIST}copy-forward/"
OVERRIDE = "/admin/indicators/ratingoverride/a01/2016-12/"
FLAG = "/admin/indicators/exceptionflag/a01/2016-12/corporate_risk/"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    working_store(tmp_path / "store")


def errors(answer: HttpResponse, field: str) -> str:
    return " ".join(answer.context["form"].errors.get(field, []))


# Targets


def test_a_target_changes_only_with_a_reason(lead: Client) -> None:
    assert "needs a reason" in errors(save(lead, DECEMBER, value="89%"), "why")
    assert save(lead, DECEMBER, value="89%", why="Agreed by the board").status_code == 302
    assert target("A01", "2016-12").value == "89"
    revision = newest_revision()
    assert (revision.of, revision.old["value"], revision.new["value"]) == ("target", "88", "89")
    assert (revision.by.username, revision.reason) == ("performance-lead", "Agreed by the board")


def test_two_people_at_once(lead: Client) -> None:
    mine = lead.get(DECEMBER)
    save(client_of(PERFORMANCE_LEAD, "colleague"), DECEMBER, value="89", why="First")
    answer = lead.post(DECEMBER, form_data(mine, value="91", why="Second"))
    assert answer.status_code == 409
    assert ("Value", "89", "91") in list(answer.context["form"].side_by_side())
    assert lead.post(DECEMBER, form_data(answer)).status_code == 302
    assert target("A01", "2016-12").value == "91"


def test_the_form_has_the_fields_that_the_indicator_has(lead: Client) -> None:
    fields = {address: set(lead.get(address).context["form"].fields) for address in (DECEMBER, YEAR, RANGE)}
    assert "profile" not in fields[DECEMBER]
    assert "profile" in fields[YEAR]
    assert "value_to" in fields[RANGE]
    assert "value_to" not in fields[DECEMBER]


def test_a_range_has_two_ends(lead: Client) -> None:
    assert errors(save(lead, RANGE, value="80"), "value_to")
    assert "not below it" in errors(save(lead, RANGE, value="80", value_to="70"), "value_to")
    save(lead, RANGE, value="80", value_to="90")
    assert (target("A03", "2016/17 Q4").value, target("A03", "2016/17 Q4").value_to) == ("80", "90")


@pytest.mark.parametrize(
    ("profile", "says"),
    [
        ("zigzag", "is not a profile"),
        ("shares 25 50 75 100", "only for year_to_date"),
        ("linear", "is not a profile"),
    ],
)
def test_a_profile_that_does_not_fit(lead: Client, profile: str, says: str) -> None:
    assert says in errors(save(lead, YEAR, profile=profile, why="Try"), "profile")
    assert target("A01", "2016/17").profile == "linear 80"


def test_adding_takes_a_period_of_the_indicator_or_a_year(lead: Client) -> None:
    assert lead.get(f"{LIST}add/", {"indicator": "A01", "period": "2017/18"})["Location"] == f"{LIST}a01/fy2017-18/"
    assert "is monthly" in errors(lead.get(f"{LIST}add/", {"indicator": "A01", "period": "2017/18 Q1"}), "period")


def test_withdrawing(lead: Client) -> None:
    assert save(lead, f"{DECEMBER}withdraw/", why="Set for the wrong month").status_code == 302
    assert not Target.objects.filter(indicator__code="A01", period="2016-12").exists()
    assert newest_revision().reason == "Set for the wrong month"


@pytest.mark.parametrize("role", [DATA_OFFICER, LEAD_OFFICER, DEMOCRATIC_SERVICES])
def test_only_a_performance_lead_sets_targets_and_decides(role: str) -> None:
    client = client_of(role)
    for address in (DECEMBER, f"{DECEMBER}withdraw/", COPY, OVERRIDE, FLAG):
        assert client.post(address, {"value": "1", "why": "x", "reason": "x", "rating": "green"}).status_code == 403
    assert target("A01", "2016-12").value == "88"
    assert not RatingOverride.objects.exists()
    assert not ExceptionFlag.objects.exists()


# Copying forward


def test_a_year_is_looked_at_and_then_copied(lead: Client) -> None:
    committee = str(Committee.objects.get(slug="adults").pk)
    asked = {"committee": committee, "year": "2016/17"}
    before = Target.objects.count()
    seen = lead.get(COPY, asked)
    assert [(one.code, one.period.written) for one in seen.context["plan"].targets] == [
        ("A01", "2017-12"),
        ("A01", "2017/18"),
        ("A03", "2017/18 Q3"),
    ]
    assert "3 targets would be copied" in text_of(seen)
    assert Target.objects.count() == before, "looking copies nothing"
    answer = lead.post(COPY, {**asked, "why": "Budget round"})
    assert answer.status_code == 302
    assert Target.objects.count() == before + 3
    assert (target("A01", "2017/18").profile, target("A03", "2017/18 Q3").value_to) == ("linear 80", "90")
    assert {one.reason for one in Revision.objects.filter(new__note="Copied from 2016/17.")} == {"Budget round"}
    assert "3 targets of Adult Social Care Committee" in text_of(lead.get(answer["Location"]))


def test_what_is_set_already_stays(lead: Client, tmp_path: Path) -> None:
    stores.load(tmp_path / "more", {"targets.csv": "code,period,value\nA01,2017-12,95\n"})
    asked = {"committee": str(Committee.objects.get(slug="adults").pk), "year": "2016/17"}
    assert "1 target is set in 2017/18 already and will stay" in text_of(lead.get(COPY, asked))
    lead.post(COPY, asked)
    assert target("A01", "2017-12").value == "95"


def test_a_year_without_targets_says_what_to_do(lead: Client) -> None:
    committee = str(Committee.objects.get(slug="adults").pk)
    assert "There is nothing to copy" in text_of(lead.get(COPY, {"committee": committee, "year": "2010/11"}))
    wrong = lead.get(COPY, {"committee": committee, "year": "2016-12"})
    assert "accepted: a financial year such as 2016/17" in errors(wrong, "year")
    assert lead.post(COPY, {"committee": "", "year": ""}).status_code == 200


# Decisions


def test_a_rating_by_hand_is_set_changed_and_withdrawn(lead: Client) -> None:
    assert errors(save(lead, OVERRIDE, rating="green"), "reason")
    save(lead, OVERRIDE, rating="green", reason="Late returns")
    save(lead, OVERRIDE, rating="amber", reason="Half of them came")
    assert RatingOverride.objects.get().rating == "amber"
    assert newest_revision().old == {"rating": "green", "reason": "Late returns"}
    assert save(lead, f"{OVERRIDE}withdraw/", why="All came").status_code == 302
    assert not RatingOverride.objects.exists()
    assert newest_revision().reason == "All came"


def test_a_flag_is_set_and_withdrawn(lead: Client) -> None:
    start = lead.get(
        "/admin/indicators/exceptionflag/add/", {"indicator": "A01", "period": "2016-12", "rule": "corporate_risk"}
    )
    assert start["Location"] == FLAG
    save(lead, FLAG, reason="Risk RM014")
    assert ExceptionFlag.objects.get().rule == "corporate_risk"
    assert "Risk RM014" in text_of(lead.get("/admin/indicators/revision/a01/2016-12/"))
    save(lead, f"{FLAG}withdraw/", why="Risk closed")
    assert not ExceptionFlag.objects.exists()
    assert lead.get(FLAG.replace("corporate_risk", "off_target")).status_code == 404


def test_flags_that_contradict_each_other(lead: Client) -> None:
    by_hand = "/admin/indicators/exceptionflag/a01/2016-12/{}_by_hand/"
    save(lead, by_hand.format("added"), reason="Members asked")
    answer = save(lead, by_hand.format("left_out"), reason="Members asked")
    assert "contradicts added_by_hand" in errors(answer, "__all__")


@pytest.mark.parametrize("address", [OVERRIDE, FLAG])
def test_a_decision_needs_a_figure_to_concern(lead: Client, address: str) -> None:
    answer = save(lead, address.replace("2016-12", "2015-12"), rating="green", reason="Why not")
    assert "a period without a figure" in errors(answer, "__all__")
