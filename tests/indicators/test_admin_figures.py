"""Figures in the admin are entered as drafts and withdrawn with who, when and why; nothing typed is ever lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from indicators.actions import lock_round, submit_figures
from indicators.domain import periods
from indicators.models import Committee, Figure, Revision
from indicators.roles import DATA_OFFICER, DEMOCRATIC_SERVICES, LEAD_OFFICER, PERFORMANCE_LEAD
from tests.indicators.actors import (
    DRAFT_VALUE,
    client_of,
    figure,
    form_data,
    newest_revision,
    person,
    save,
    text_of,
    working_store,
)
from tests.stores import figures as lines
from tests.stores import load, on_its_way

pytestmark = pytest.mark.django_db

LIST = "/admin/indicators/figure/"
DECEMBER = f"{LIST}a01/2016-12/"
NOVEMBER = f"{LIST}a01/2016-11/"
OCTOBER = f"{LIST}a01/2016-10/"
JUDGED = f"{LIST}a04/2016-12/"
LIFE = "/admin/indicators/revision/a01/2016-12/"
"""December has a verified 86.2 with a draft on its way, November a verified 85.0, October nothing."""


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    working_store(tmp_path / "store")


@pytest.fixture
def officer() -> Client:
    return client_of(DATA_OFFICER)


@pytest.fixture
def history(tmp_path: Path) -> None:
    """Two calm years, so that something may look like a slip."""
    december = periods.month(2016, 12)
    months = [f"A02,{december.plus(-back).written},{14 + back % 3}.{back % 10}" for back in range(1, 24)]
    load(tmp_path / "history", lines(*months), reason="History")


def draft(code: str = "A01", period: str = "2016-12") -> Figure:
    return Figure.objects.exclude(state="verified").get(indicator__code=code, period=period)


def errors(answer: HttpResponse, field: str) -> str:
    return " ".join(answer.context["form"].errors.get(field, []))


def told(answer: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


# Entering


def test_what_is_typed_is_kept_as_a_draft_with_who_when_and_why(officer: Client) -> None:
    answer = save(officer, NOVEMBER, value="87.1%", why="Counted again")
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/indicators/revision/a01/2016-11/"
    assert (figure("A01", "2016-11").value, figure("A01", "2016-11").version) == ("85.0", 1)
    row = draft(period="2016-11")
    assert (row.value, row.state, row.why, row.entered_by.username) == (
        "87.1",
        "draft",
        "Counted again",
        "data-officer",
    )
    revision = newest_revision()
    assert (revision.by.username, revision.reason, revision.source) == ("data-officer", "Counted again", "")
    assert (revision.old, revision.new) == (None, {"value": "87.1", "status": "final", "state": "draft"})
    assert timezone.now() - revision.at < timedelta(minutes=1)
    (words,) = told(answer)
    assert "A01, November 2016 is kept as a draft; the public sees it once somebody else has verified it" in words
    assert "Until then it sees 85.0" in words


def test_without_a_reason_nothing_changes_and_what_was_typed_stays(officer: Client) -> None:
    answer = save(officer, NOVEMBER, value="87.1", note="Two late returns")
    assert answer.status_code == 200
    assert "needs a reason" in errors(answer, "why")
    assert not Figure.objects.filter(period="2016-11").exclude(state="verified").exists()
    assert 'value="87.1"' in text_of(answer)
    assert "Two late returns" in text_of(answer)
    assert text_of(answer).count("Nothing was saved") == 1


def test_saving_what_stands_already_changes_nothing_and_says_so(officer: Client) -> None:
    before = Revision.objects.count()
    for address in (NOVEMBER, DECEMBER):
        answer = save(officer, address)
        assert answer.status_code == 302
        assert "Nothing was changed" in told(answer)[0]
    assert Revision.objects.count() == before


# The draft on its way


def test_the_form_opens_on_the_draft_and_says_what_the_public_sees(officer: Client) -> None:
    answer = officer.get(DECEMBER)
    form = answer.context["form"]
    assert form["value"].value() == DRAFT_VALUE
    assert "Draft: a command, nobody named entered it. The form opens on it." in form.meanwhile
    assert "The public sees 86.2. What you save here is kept as a draft" in form.meanwhile[-1]
    assert form["why"].value() == ""
    assert "The public sees no figure for this period." in officer.get(OCTOBER).context["form"].meanwhile[0]


def test_a_draft_is_changed_and_what_was_verified_stays(officer: Client) -> None:
    assert save(officer, DECEMBER, value="87.1", why="Counted again").status_code == 302
    assert (draft().value, draft().version, figure("A01", "2016-12").value) == ("87.1", 2, "86.2")
    assert officer.get(DECEMBER).context["form"]["why"].value() == "Counted again"
    assert save(officer, DECEMBER, value="87.2", why="").status_code == 302
    assert (draft().value, draft().why) == ("87.2", "Counted again"), "the reason given before still holds"


def test_as_verified_again_the_draft_is_gone(officer: Client) -> None:
    answer = save(officer, DECEMBER, value="86.2")
    assert told(answer) == ["The figure of A01, December 2016 is as it was verified again, so its draft is gone."]
    assert not Figure.objects.filter(period="2016-12", indicator__code="A01").exclude(state="verified").exists()


def test_a_submitted_figure_that_was_sent_back_or_is_changed_is_told_of(officer: Client) -> None:
    clerk = person(DATA_OFFICER)
    save(officer, OCTOBER, value="84.0")
    submit_figures([on_its_way("A01", periods.month(2016, 10))], by=clerk)
    said = officer.get(OCTOBER).context["form"].meanwhile
    assert said[:2] == (
        "Submitted: data-officer entered it. The form opens on it.",
        "It is submitted; with a change it is a draft again.",
    )
    Figure.objects.filter(period="2016-10").update(state="draft", sent_back="Ward 3 is missing")
    assert "It was sent back: Ward 3 is missing" in text_of(officer.get(OCTOBER))


# What is typed


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("86.20", "86.20"), ("86.2%", "86.2"), (" 90 ", "90"), ("(1.2)", "-1.2"), ("\u22123.30", "-3.30")],
)
def test_values_as_people_type_them(officer: Client, typed: str, stored: str) -> None:
    assert save(officer, OCTOBER, value=typed).status_code == 302
    assert draft(period="2016-10").value == stored


@pytest.mark.parametrize(
    ("typed", "at", "says"),
    [
        ({"value": "soon"}, {"value"}, "“soon” is not a number; accepted: a number such as 86.2"),
        ({"value": "1e5"}, {"value"}, "“1e5” is not a number"),
        ({"value": "86,2"}, {"value"}, "has a comma that does not part thousands"),
        ({"value": "1234567890123456"}, {"value"}, "16 significant digits; accepted: at most 15"),
        ({"value": ""}, {"value"}, "but the status is final; accepted: a value"),
        ({"numerator": "5"}, {"denominator"}, "beside numerator 5; accepted: both or neither"),
        ({"numerator": "5", "denominator": "10"}, {"value"}, "“85.0” is not 5 / 10, which gives 50"),
        ({"numerator": "5", "denominator": "0"}, {"denominator"}, "“0” cannot divide"),
        ({"value": "", "status": "not_reportable"}, {"reason"}, "accepted: why the figure is not_reportable"),
        ({"status": "awaited"}, {"value"}, "“85.0” stands beside status awaited"),
        ({"status": "nonsense"}, {"status"}, "Select a valid choice"),
        ({"note": "a\x07bell"}, {"note"}, "holds the control character"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(officer: Client, typed: dict[str, str], at: set[str], says: str) -> None:
    before = Revision.objects.count()
    answer = save(officer, NOVEMBER, why="Correction", **typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == at
    assert says in errors(answer, at.pop())
    assert Revision.objects.count() == before
    for words in typed.values():
        assert words in form_data(answer).values(), "what was typed stays"


def test_a_period_that_does_not_fit_is_refused_above_the_form(officer: Client) -> None:
    answer = save(officer, f"{LIST}a01/fy2016-17/", value="5")
    assert "is a year, but A01 is monthly" in errors(answer, "__all__")


def test_a_value_is_worked_out_from_numerator_and_denominator(officer: Client) -> None:
    save(officer, OCTOBER, numerator="431", denominator="500")
    assert (draft(period="2016-10").value, draft(period="2016-10").numerator) == ("86.2", "431")


def test_a_figure_that_cannot_be_reported_says_why(officer: Client) -> None:
    save(officer, OCTOBER, status="not_reportable", reason="The register was closed")
    assert draft(period="2016-10").reason == "The register was closed"
    assert draft(period="2016-10").value is None


def test_a_judgement_has_a_colour_and_a_reason_instead_of_a_value(officer: Client) -> None:
    assert "value" not in officer.get(JUDGED).context["form"].fields
    assert "in words" in errors(save(officer, JUDGED, judged="amber"), "reason")
    assert save(officer, JUDGED, judged="amber", reason="Two milestones missed").status_code == 302
    assert draft("A04").judged == "amber"


# What looks like a slip


TRUE = "/admin/indicators/figure/a02/2016-12/"
"""Verified as 14."""


@pytest.mark.usefixtures("history")
def test_a_likely_slip_is_asked_about_before_it_is_kept(officer: Client) -> None:
    answer = save(officer, TRUE, value="145", why="Counted again", note="Ward 3")
    form = answer.context["form"]
    assert answer.status_code == 200
    assert "145 looks like 14.5" in errors(answer, "sure")
    assert list(form.fields)[:5] == ["value", "numerator", "denominator", "sure", "checked"]
    assert "I have checked this" in text_of(answer)
    assert form_data(answer)["note"] == "Ward 3"
    assert not Figure.objects.exclude(state="verified").filter(indicator__code="A02").exists()

    without_reason = officer.post(TRUE, form_data(answer, sure="on"))
    assert "Say what you checked" in errors(without_reason, "checked")
    assert form_data(without_reason)["sure"] == "True", "the tick stays"
    assert "145 looks like 14.5" in text_of(without_reason), "and so does the doubt"
    without_tick = officer.post(TRUE, form_data(answer, checked="Asked the ward"))
    assert "145 looks like 14.5" in errors(without_tick, "sure")
    assert form_data(without_tick)["checked"] == "Asked the ward"

    kept = officer.post(TRUE, form_data(without_tick, sure="on"))
    assert kept.status_code == 302
    assert (draft("A02").value, draft("A02").checked) == ("145", "Asked the ward")
    assert newest_revision().new["checked"] == "Asked the ward"


@pytest.mark.usefixtures("history")
def test_a_tick_counts_for_the_number_it_was_asked_about(officer: Client) -> None:
    answer = save(officer, TRUE, value="145", why="Counted again")
    other = officer.post(TRUE, form_data(answer, value="1400", sure="on", checked="Asked the ward"))
    assert "1,400 looks like 14" in errors(other, "sure")
    assert (form_data(other)["sure"], form_data(other)["checked"]) == ("False", "Asked the ward")
    mended = officer.post(TRUE, form_data(other, value="14.5"))
    assert mended.status_code == 302
    assert (draft("A02").value, draft("A02").checked) == ("14.5", ""), "nothing is in doubt any more"


@pytest.mark.usefixtures("history")
def test_a_doubtful_change_without_its_reason_is_asked_for_both_at_once(officer: Client) -> None:
    answer = save(officer, TRUE, value="145")
    assert answer.context["form"].errors.keys() == {"sure", "why"}
    both = form_data(answer, sure="on", checked="Asked the ward", why="Counted again")
    assert officer.post(TRUE, both).status_code == 302


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("forged", ["145 None None", "'; DROP TABLE", "\x00", "9" * 5000])
def test_a_tick_nobody_was_asked_for_does_not_skip_the_question(officer: Client, forged: str) -> None:
    typed = {"value": "1400", "why": "Counted again", "doubted": forged, "sure": "on", "checked": "x"}
    answer = officer.post(TRUE, form_data(officer.get(TRUE), **typed))
    assert answer.status_code == 200
    assert not Figure.objects.exclude(state="verified").filter(indicator__code="A02").exists()


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
    mine, theirs = officer.get(NOVEMBER), colleague.get(NOVEMBER)
    assert colleague.post(NOVEMBER, form_data(theirs, value="88.0", why="Late returns")).status_code == 302
    answer = officer.post(NOVEMBER, form_data(mine, value="87.1", why="Counted again", note="Ward 3"))
    assert answer.status_code == 409
    assert draft(period="2016-11").value == "88.0"
    assert ("Value", "88.0", "87.1") in list(answer.context["form"].side_by_side())
    page = text_of(answer)
    assert "Counted again" in page
    assert "Ward 3" in page
    assert "Draft: performance-lead entered it" in page
    # Having seen both, the second person may insist.
    assert officer.post(NOVEMBER, form_data(answer)).status_code == 302
    assert (draft(period="2016-11").value, draft(period="2016-11").version) == ("87.1", 2)
    assert newest_revision().old["value"] == "88.0"


def test_two_people_add_the_same_figure(officer: Client) -> None:
    colleague = client_of(PERFORMANCE_LEAD)
    mine, theirs = officer.get(OCTOBER), colleague.get(OCTOBER)
    colleague.post(OCTOBER, form_data(theirs, value="84.0"))
    answer = officer.post(OCTOBER, form_data(mine, value="84.5"))
    assert answer.status_code == 409
    assert officer.post(OCTOBER, form_data(answer)).status_code == 302
    assert draft(period="2016-10").value == "84.5"


def test_a_figure_verified_meanwhile_is_a_conflict_and_then_needs_a_reason(officer: Client, tmp_path: Path) -> None:
    mine = officer.get(OCTOBER)
    load(tmp_path / "more", lines("A01,2016-10,84.0"))
    answer = officer.post(OCTOBER, form_data(mine, value="84.5"))
    assert answer.status_code == 409
    again = officer.post(OCTOBER, form_data(answer))
    assert "needs a reason" in errors(again, "why")
    assert officer.post(OCTOBER, form_data(again, why="Mine is newer")).status_code == 302
    assert draft(period="2016-10").value == "84.5"


def test_another_draft_in_the_place_of_the_one_seen_is_a_conflict(officer: Client) -> None:
    """Both are the first version of a draft over the same verified figure, yet nobody has seen the second."""
    colleague = client_of(PERFORMANCE_LEAD)
    save(colleague, NOVEMBER, value="87.0", why="Late returns")
    mine = officer.get(NOVEMBER)
    save(colleague, NOVEMBER, value="85.0")
    save(colleague, NOVEMBER, value="88.0", why="Later returns")
    assert draft(period="2016-11").version == 1
    answer = officer.post(NOVEMBER, form_data(mine, value="87.1"))
    assert answer.status_code == 409
    assert draft(period="2016-11").value == "88.0"
    assert officer.post(NOVEMBER, form_data(answer)).status_code == 302
    assert draft(period="2016-11").value == "87.1"


def test_a_figure_withdrawn_meanwhile_can_be_recorded_anew(officer: Client) -> None:
    lead = client_of(PERFORMANCE_LEAD)
    mine = officer.get(NOVEMBER)
    assert save(lead, f"{NOVEMBER}withdraw/", why="Wrong indicator").status_code == 302
    answer = officer.post(NOVEMBER, form_data(mine, value="87.1", why="Counted again"))
    assert answer.status_code == 409
    assert "This was withdrawn while you had the page open" in text_of(answer)
    assert officer.post(NOVEMBER, form_data(answer)).status_code == 302
    assert draft(period="2016-11").value == "87.1"


@pytest.mark.parametrize("forged", ["", "1", "x/y", "1:1/2:2/3:3", "9" * 5000, "\u0663:1/", "'; --"])
def test_who_cannot_say_what_they_saw_overwrites_nothing(officer: Client, forged: str) -> None:
    data = form_data(officer.get(NOVEMBER), value="87.1", why="Counted again", version=forged)
    assert officer.post(NOVEMBER, data).status_code == 409
    assert not Figure.objects.filter(period="2016-11").exclude(state="verified").exists()


# Locked rounds


def test_nothing_is_entered_into_or_withdrawn_from_a_locked_round(officer: Client) -> None:
    lead = client_of(PERFORMANCE_LEAD)
    adults, november = Committee.objects.get(slug="adults"), periods.month(2016, 11)
    lock_round(committee=adults, month=november, by=person(PERFORMANCE_LEAD))
    before = Revision.objects.count()
    answer = save(officer, NOVEMBER, value="87.1", why="Counted again")
    assert "The round of November 2016 was locked by performance-lead" in errors(answer, "__all__")
    assert form_data(answer)["value"] == "87.1"
    answer = save(lead, f"{NOVEMBER}withdraw/", why="Wrong indicator")
    assert "The round of November 2016 was locked by performance-lead" in errors(answer, "__all__")
    assert form_data(answer)["why"] == "Wrong indicator"
    assert Revision.objects.count() == before


# Withdrawing


def test_withdrawing_takes_a_reason_and_keeps_the_record() -> None:
    lead = client_of(PERFORMANCE_LEAD)
    assert errors(save(lead, f"{DECEMBER}withdraw/"), "why")
    assert save(lead, f"{DECEMBER}withdraw/", why="Wrong indicator").status_code == 302
    assert not Figure.objects.filter(indicator__code="A01", period="2016-12", state="verified").exists()
    revision = newest_revision()
    assert (revision.new, revision.old["value"], revision.reason) == (None, "86.2", "Wrong indicator")
    assert draft().value == DRAFT_VALUE, "what is on its way stays"
    assert "Wrong indicator" in text_of(lead.get(LIFE))
    assert lead.get(f"{DECEMBER}withdraw/")["Location"] == LIFE


def test_withdrawing_what_somebody_has_just_changed_is_asked_again(tmp_path: Path) -> None:
    lead = client_of(PERFORMANCE_LEAD)
    page = lead.get(f"{DECEMBER}withdraw/")
    load(tmp_path / "more", lines("A01,2016-12,87.1"), reason="Counted again")
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
    assert (figure("A01", "2016-12").value, draft().value) == ("86.2", DRAFT_VALUE)
    assert not Figure.objects.filter(period="2016-10").exists()
