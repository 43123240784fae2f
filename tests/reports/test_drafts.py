"""Figures that are not verified yet: for whom pages show them, how they are marked, and where they never appear."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from indicators import rights
from indicators.actions import RowSeen, discard_figures, submit_figures
from indicators.domain import periods
from indicators.domain.series import Observation, State
from indicators.models import Committee, Figure, ReportCardText
from indicators.roles import (
    MEMBER,
    PERFORMANCE_LEAD,
    ROLES,
)
from reports.presenters.choosing import Selection, drafts
from reports.wording.standing import standing_words, with_drafts_words
from tests.indicators.actors import client_of, person
from tests.reports.drafted import BANNER, CARD, DASHBOARD, EXCEPTIONS, OFFER, PAGES, drafted, fill, lead, text
from tests.reports.on_their_way import AWAITED, draft, sent_back
from tests.stores import indicator, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    fill(tmp_path)


# Who is offered them


@pytest.mark.parametrize("address", PAGES)
def test_they_are_off_until_somebody_who_may_asks(address: str) -> None:
    page = text(lead("adults").get(address))
    assert f'<a href="?drafts=yes">{OFFER}</a>' in page
    assert BANNER not in page
    assert "71.5" not in page
    asked = text(lead("adults").get(drafted(address)))
    assert BANNER in asked
    assert OFFER not in asked
    assert "<title>With drafts: " in asked


def others() -> dict[str, Client]:
    return {
        "nobody": Client(),
        "a member": client_of(MEMBER, committees=["adults"]),
        "without a role": client_of(None),
        "of another committee": lead("children"),
    }


@pytest.mark.parametrize("address", [*PAGES, "/committees/adults/", "/committees/empty/"])
def test_whoever_may_not_is_offered_nothing_and_typing_it_changes_nothing(address: str) -> None:
    for who, client in others().items():
        page, typed = client.get(address, follow=True), client.get(drafted(address), follow=True)
        assert OFFER not in text(page), who
        same = text(typed).replace("?drafts=yes", "").replace("%3Fdrafts%3Dyes", "")
        assert without_tokens(same) == without_tokens(text(page)), who


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize("address", ["/committees/adults/2017-01/", "/indicators/a01/2017-01/"])
def test_a_month_with_drafts_only_is_not_there_for_others(address: str) -> None:
    for who, client in others().items():
        assert client.get(drafted(address)).status_code == 404, who
    assert lead("adults").get(address).status_code == 404, "they have to ask for it"
    assert text(lead("adults").get(drafted(address))).count(BANNER) == 1


def test_a_page_with_drafts_of_a_committee_that_is_not_public_stays_closed() -> None:
    address = drafted("/committees/children/2016-12/")
    assert lead("adults").get(address).status_code == 403
    assert Client().get(address).status_code == 302
    assert "41" in text(lead("children").get(address))


@pytest.mark.parametrize("value", ["no", "Yes", "1", "", "yes&drafts=no"])
def test_any_other_word_asks_for_none(value: str) -> None:
    assert BANNER not in text(lead("adults").get(f"{DASHBOARD}?drafts={value}"))


def test_who_may_look_at_figures_in_the_admin_may_see_them_here() -> None:
    """Where the reader says so is where `rights` says so, for every role, in some committees, in all, beyond roles."""
    committees = list(Committee.objects.values_list("pk", flat=True))
    group = Group.objects.create(name="Auditors")
    group.permissions.add(Permission.objects.get(codename="view_figure"))
    people = [
        person(role, f"{role}-{where}", committees=where)
        for role in (None, *ROLES)
        for where in (None, ["adults"], ["adults", "children"])
    ]
    auditor = person(MEMBER, "auditor", committees=["adults"])
    auditor.groups.add(group)
    auditor.is_staff = True
    auditor.save()
    gone = person(PERFORMANCE_LEAD, "gone")
    gone.is_active = False
    gone.save()
    root = person(None, "root", superuser=True)
    allowed = 0
    for somebody in (*people, person(MEMBER, "auditor"), gone, root):
        found = rights.reader_of(somebody).drafts
        for key in committees:
            may = rights.may(somebody, "indicators.view_figure", key)
            assert (key in found) == may, (somebody, key)
            allowed += may
    assert allowed > len(committees) * 3
    assert set(committees) <= {key for key in committees if key in rights.reader_of(person(MEMBER, "auditor")).drafts}
    assert not any(key in rights.reader_of(gone).drafts for key in committees)


# What they see


def test_the_dashboard_is_drawn_and_judged_with_them() -> None:
    client = lead("adults")
    page = text(client.get(drafted(DASHBOARD)))
    said = '<sup><span aria-hidden="true">d</span><i class="hidden">, draft, not verified yet</i></sup>'
    assert f"71.5%{said}" in page
    assert "92.3" not in page
    assert "<li><sup>d</sup> draft, not verified yet</li>" in page
    assert "This page counts 2 drafts, marked where shown." in page
    public, asked = (client.get(one).context["dashboard"] for one in (DASHBOARD, drafted(DASHBOARD)))
    assert (public.counts.green, public.counts.red, public.counts.exceptions) == (1, 0, 0)
    assert (asked.counts.green, asked.counts.red, asked.counts.exceptions) == (0, 1, 1)
    before, after = public.every[0], asked.every[0]
    assert (before.since_previous.direction, after.since_previous.direction) == ("improving", "worsening")
    assert after.latest.standing == "Draft, not verified yet."


def test_the_exceptions_are_found_with_them() -> None:
    client = lead("adults")
    assert "No vital sign meets" in text(client.get(EXCEPTIONS))
    page = text(client.get(drafted(EXCEPTIONS)))
    assert "20.6% worse than the target of 90%" in page
    assert "Draft, not verified yet.</p>" in page


def test_the_indicators_page_marks_them_in_words_table_and_chart() -> None:
    page = text(lead("adults").get(drafted("/indicators/a01/2017-01/")))
    assert 'in January 2017</p>\n<p class="small">Submitted, not verified yet.</p>' in page
    assert '<td class="note">Submitted, not verified yet.</td>' in page
    assert '<td class="note">Draft, not verified yet.</td>' in page
    assert "<title>January 2017: 72.5%, red, target 90%, submitted, not verified yet</title>" in page
    assert "draft, not verified yet: Dec 16; submitted, not verified yet: Jan 17.</desc>" in page
    assert "This page counts 1 draft and 1 submitted figure" in page
    assert "interactive-chart" not in page, "its data is a file, and files hold verified figures only"


def test_a_reason_for_none_on_its_way_is_marked_too() -> None:
    sent_back("A02", "2016-12", why="It was lost", reason="Ask the team again", **AWAITED)
    page = text(lead("adults").get(drafted(DASHBOARD)))
    assert '<td class="m">Awaited<sup><span aria-hidden="true">d</span>' in page
    assert "Draft, not verified yet" in text(lead("adults").get(drafted("/indicators/a02/")))
    assert "Ask the team again" not in page


def test_a_page_without_any_says_so() -> None:
    for row in Figure.objects.exclude(state="verified"):
        if row.state == "draft":
            discard_figures([RowSeen(row.pk, row.version)], by=officer(), reason="Not needed")
    page = text(lead("adults").get(drafted(DASHBOARD)))
    assert "No figure here is waiting to be verified." in page
    assert "92.3%" in page


def test_what_becomes_of_one_shows_at_once() -> None:
    client = lead("adults")
    assert ">d</span>" in text(client.get(drafted(DASHBOARD)))
    draft("A01", "2016-12", "71.6")
    assert "71.6%" in text(client.get(drafted(DASHBOARD)))
    row = Figure.objects.get(value="71.6")
    submit_figures([RowSeen(row.pk, row.version)], by=officer())
    assert '71.6%<sup><span aria-hidden="true">s</span>' in text(client.get(drafted(DASHBOARD)))
    assert "92.3%" in text(client.get(DASHBOARD))


def test_tokens_in_a_text_speak_of_them_only_where_they_may_be_seen() -> None:
    words = "{{latest}} {{change 2016-11 latest}} {{C01:latest}}"
    ReportCardText.objects.create(indicator=indicator("A01"), period="2016-12", why=words, state="approved")
    assert "92.3% up 1.1 percentage points" in text(Client().get(CARD))
    only_here = text(lead("adults").get(drafted(CARD)))
    assert "71.5% down 19.7 percentage points [no figure: C01:latest]" in only_here
    assert "71.5% down 19.7 percentage points 41" in text(lead("adults", "children").get(drafted(CARD)))
    both = client_of(PERFORMANCE_LEAD, "of-adults", committees=["adults"])
    person(None, "of-adults").committee_roles.create(role=MEMBER, committee=Committee.objects.get(slug="children"))
    assert "71.5% down 19.7 percentage points 40" in text(both.get(drafted(CARD))), "a member there sees verified ones"


# Words


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ("", "No figure here is waiting to be verified."),
        ("vv", "No figure here is waiting to be verified."),
        ("d", "This page counts 1 draft, marked where shown."),
        ("ddvs", "This page counts 2 drafts and 1 submitted figure, marked where shown."),
        ("ss", "This page counts 2 submitted figures, marked where shown."),
    ],
)
def test_how_many_there_are(states: str, words: str) -> None:
    of = {"d": State.DRAFT, "s": State.SUBMITTED, "v": State.VERIFIED}
    month = periods.month(2016, 12)
    assert with_drafts_words([None, *(Observation(month, state=of[one]) for one in states)]) == words


def test_every_state_but_verified_has_its_words() -> None:
    month = periods.month(2016, 12)
    assert [standing_words(Observation(month, state=state)) for state in State] == [
        *("draft, not verified yet", "submitted, not verified yet", ""),
    ]


@pytest.mark.parametrize("selection", [Selection(), Selection("front door", "red", True), Selection(rating="&=?#")])
def test_the_choice_turns_itself_round(selection: Selection) -> None:
    off = drafts((), selection, None)
    assert (off.shown, off.words, off.keeps) == (False, "", "")
    assert off.query.endswith("drafts=yes")
    on = drafts((), Selection(selection.section, selection.rating, selection.exceptions, drafts=True), None)
    assert (on.shown, on.query, on.keeps) == (True, selection.address, "?drafts=yes")
    assert on.query == "" or on.query.startswith("?")
