"""Figures in the admin are recorded, changed and withdrawn with who, when and why; nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from indicators.models import Figure, Revision
from indicators.roles import DATA_OFFICER, DEMOCRATIC_SERVICES, LEAD_OFFICER, PERFORMANCE_LEAD
from tests.indicators.actors import (
    client_of,
    figure,
    form_data,
    newest_revision,
    save,
    text_of,
    working_store,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/indicators/figure/"
DECEMBER = f"{LIST}a01/2016-12/"
OCTOBER = f"{LIST}a01/2016-10/"
JUDGED = f"{LIST}a04/2016-12/"
LIFE = "/admin/indicators/revision/a01/2016-12/"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    working_store(tmp_path / "store")


@pytest.fixture
def officer() -> Client:
    return client_of(DATA_OFFICER)


def errors(answer: HttpResponse, field: str) -> str:
    return " ".join(answer.context["form"].errors.get(field, []))


def told(answer: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


# Changing


def test_a_change_is_recorded_with_who_when_and_why(officer: Client) -> None:
    answer = save(officer, DECEMBER, value="87.1%", why="Counted again")
    assert answer.status_code == 302
    assert answer["Location"] == LIFE
    assert (figure("A01", "2016-12").value, figure("A01", "2016-12").version) == ("87.1", 2)
    revision = newest_revision()
    assert (revision.by.username, revision.reason, revision.source) == ("data-officer", "Counted again", "")
    assert revision.old == {"value": "86.2", "status": "final"}
    assert revision.new == {"value": "87.1", "status": "final", "state": "verified"}
    assert timezone.now() - revision.at < timedelta(minutes=1)


def test_without_a_reason_nothing_changes_and_what_was_typed_stays(officer: Client) -> None:
    answer = save(officer, DECEMBER, value="87.1", note="Two late returns")
    assert answer.status_code == 200
    assert "needs a reason" in errors(answer, "why")
    assert figure("A01", "2016-12").value == "86.2"
    assert 'value="87.1"' in text_of(answer)
    assert "Two late returns" in text_of(answer)
    assert text_of(answer).count("Nothing was saved") == 1


def test_saving_what_stands_already_changes_nothing_and_says_so(officer: Client) -> None:
    before = Revision.objects.count()
    answer = save(officer, DECEMBER)
    assert answer.status_code == 302
    assert "Nothing was changed" in told(answer)[0]
    assert Revision.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("86.20", "86.20"), ("86.2%", "86.2"), (" 90 ", "90"), ("(1.2)", "-1.2"), ("\u22123.30", "-3.30")],
)
def test_values_as_people_type_them(officer: Client, typed: str, stored: str) -> None:
    assert save(officer, OCTOBER, value=typed).status_code == 302
    assert figure("A01", "2016-10").value == stored


@pytest.mark.parametrize(
    ("typed", "at", "says"),
    [
        ({"value": "soon"}, {"value"}, "“soon” is not a number; accepted: a number such as 86.2"),
        ({"value": "1e5"}, {"value"}, "“1e5” is not a number"),
        ({"value": "86,2"}, {"value"}, "has a comma that does not part thousands"),
        ({"value": "1234567890123456"}, {"value"}, "16 significant digits; accepted: at most 15"),
        ({"value": ""}, {"value"}, "but the status is final; accepted: a value"),
        ({"numerator": "5"}, {"denominator"}, "beside numerator 5; accepted: both or neither"),
        ({"numerator": "5", "denominator": "10"}, {"value"}, "“86.2” is not 5 / 10, which gives 50"),
        ({"value": "", "status": "not_reportable"}, {"reason"}, "accepted: why the figure is not_reportable"),
        ({"status": "awaited"}, {"value"}, "“86.2” stands beside status awaited"),
        ({"status": "nonsense"}, {"status"}, "Select a valid choice"),
        ({"note": "a\x07bell"}, {"note"}, "holds the control character"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(officer: Client, typed: dict[str, str], at: set[str], says: str) -> None:
    answer = save(officer, DECEMBER, why="Correction", **typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == at
    assert says in errors(answer, at.pop())
    assert figure("A01", "2016-12").value == "86.2"


def test_a_period_that_does_not_fit_is_refused_above_the_form(officer: Client) -> None:
    answer = save(officer, f"{LIST}a01/fy2016-17/", value="5")
    assert "is a year, but A01 is monthly" in errors(answer, "__all__")


def test_an_odd_value_is_recorded_and_asked_about(officer: Client) -> None:
    answer = save(officer, OCTOBER, value="0.862")
    assert figure("A01", "2016-10").value == "0.862"
    assert any("Please check A01, October 2016" in message for message in told(answer))


def test_a_value_is_worked_out_from_numerator_and_denominator(officer: Client) -> None:
    save(officer, OCTOBER, numerator="431", denominator="500")
    assert (figure("A01", "2016-10").value, figure("A01", "2016-10").numerator) == ("86.2", "431")


def test_a_figure_that_cannot_be_reported_says_why(officer: Client) -> None:
    save(officer, OCTOBER, status="not_reportable", reason="The register was closed")
    assert figure("A01", "2016-10").reason == "The register was closed"
    assert figure("A01", "2016-10").value is None


def test_a_judgement_has_a_colour_and_a_reason_instead_of_a_value(officer: Client) -> None:
    assert "value" not in officer.get(JUDGED).context["form"].fields
    assert "in words" in errors(save(officer, JUDGED, judged="amber"), "reason")
    assert save(officer, JUDGED, judged="amber", reason="Two milestones missed").status_code == 302
    assert figure("A04", "2016-12").judged == "amber"


# Adding


def test_adding_starts_with_the_indicator_and_the_period(officer: Client) -> None:
    answer = officer.get(f"{LIST}add/", {"indicator": "A01", "period": "Oct 2016"})
    assert answer["Location"] == OCTOBER
    wrong = officer.get(f"{LIST}add/", {"indicator": "A03", "period": "2016-10"})
    assert "A03 is quarterly" in errors(wrong, "period")
    assert 'value="2016-10"' in text_of(wrong)


def test_a_first_figure_needs_no_reason_and_the_next_can_follow_at_once(officer: Client) -> None:
    answer = save(officer, OCTOBER, value="84.0", _addanother="Save and add another")
    assert answer["Location"] == f"{LIST}add/?period=2016-10"
    assert 'value="2016-10"' in text_of(officer.get(answer["Location"]))
    assert newest_revision().old is None


# Two people at once


def test_two_people_at_once(officer: Client) -> None:
    colleague = client_of(PERFORMANCE_LEAD)
    mine, theirs = officer.get(DECEMBER), colleague.get(DECEMBER)
    assert colleague.post(DECEMBER, form_data(theirs, value="88.0", why="Late returns")).status_code == 302
    answer = officer.post(DECEMBER, form_data(mine, value="87.1", why="Counted again", note="Ward 3"))
    assert answer.status_code == 409
    assert figure("A01", "2016-12").value == "88.0"
    assert ("Value", "88.0", "87.1") in list(answer.context["form"].side_by_side())
    page = text_of(answer)
    assert "Counted again" in page
    assert "Ward 3" in page
    # Having seen both, the second person may insist.
    assert officer.post(DECEMBER, form_data(answer)).status_code == 302
    assert (figure("A01", "2016-12").value, figure("A01", "2016-12").version) == ("87.1", 3)
    assert newest_revision().old["value"] == "88.0"


def test_two_people_add_the_same_figure(officer: Client) -> None:
    colleague = client_of(PERFORMANCE_LEAD)
    mine, theirs = officer.get(OCTOBER), colleague.get(OCTOBER)
    colleague.post(OCTOBER, form_data(theirs, value="84.0"))
    answer = officer.post(OCTOBER, form_data(mine, value="84.5"))
    assert answer.status_code == 409
    again = officer.post(OCTOBER, form_data(answer))
    assert "needs a reason" in errors(again, "why")
    assert officer.post(OCTOBER, form_data(again, why="Mine is newer")).status_code == 302
    assert figure("A01", "2016-10").value == "84.5"


def test_a_figure_withdrawn_meanwhile_can_be_recorded_anew(officer: Client) -> None:
    lead = client_of(PERFORMANCE_LEAD)
    mine = officer.get(DECEMBER)
    assert save(lead, f"{DECEMBER}withdraw/", why="Wrong indicator").status_code == 302
    answer = officer.post(DECEMBER, form_data(mine, value="87.1", why="Counted again"))
    assert answer.status_code == 409
    assert "This was withdrawn while you had the page open" in text_of(answer)
    assert officer.post(DECEMBER, form_data(answer)).status_code == 302
    assert figure("A01", "2016-12").value == "87.1"


# Withdrawing


def test_withdrawing_takes_a_reason_and_keeps_the_record() -> None:
    lead = client_of(PERFORMANCE_LEAD)
    assert errors(save(lead, f"{DECEMBER}withdraw/"), "why")
    assert save(lead, f"{DECEMBER}withdraw/", why="Wrong indicator").status_code == 302
    assert not Figure.objects.filter(indicator__code="A01", period="2016-12", state="verified").exists()
    revision = newest_revision()
    assert (revision.new, revision.old["value"], revision.reason) == (None, "86.2", "Wrong indicator")
    assert "Wrong indicator" in text_of(lead.get(LIFE))
    assert lead.get(f"{DECEMBER}withdraw/")["Location"] == LIFE


def test_withdrawing_what_somebody_has_just_changed_is_asked_again(officer: Client) -> None:
    lead = client_of(PERFORMANCE_LEAD)
    page = lead.get(f"{DECEMBER}withdraw/")
    save(officer, DECEMBER, value="87.1", why="Counted again")
    answer = lead.post(f"{DECEMBER}withdraw/", form_data(page, why="Wrong indicator"))
    assert answer.status_code == 409
    assert "A01 2016-12: 87.1" in text_of(answer)
    assert lead.post(f"{DECEMBER}withdraw/", form_data(answer)).status_code == 302


def test_a_figure_that_a_decision_leans_on_stays() -> None:
    lead = client_of(PERFORMANCE_LEAD)
    save(lead, "/admin/indicators/exceptionflag/a01/2016-12/budget/", reason="Line 7")
    answer = save(lead, f"{DECEMBER}withdraw/", why="Wrong")
    assert "withdraw that first" in errors(answer, "__all__")


@pytest.mark.parametrize("role", [DATA_OFFICER, LEAD_OFFICER, DEMOCRATIC_SERVICES])
def test_others_may_not_withdraw(role: str) -> None:
    assert client_of(role).post(f"{DECEMBER}withdraw/", {"why": "x", "version": "1"}).status_code == 403
    assert figure("A01", "2016-12")


@pytest.mark.parametrize("role", [LEAD_OFFICER, DEMOCRATIC_SERVICES])
def test_others_may_not_record(role: str) -> None:
    client = client_of(role)
    for address in (DECEMBER, OCTOBER):
        assert client.post(address, {"value": "1", "status": "final", "why": "x", "version": "1"}).status_code == 403
    assert figure("A01", "2016-12").value == "86.2"
