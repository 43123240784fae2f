"""A paper begun and composed in the admin: its list, its parts, what stands in the way of it, how it reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from indicators.actions import enter_figures
from indicators.models import Committee
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, DEMOCRATIC_SERVICES, LEAD_OFFICER, MEMBER, PERFORMANCE_LEAD
from reports.models import Acceptance, Meeting, Paper, PaperPart
from reports.pages.preflight import preflight
from tests import stores
from tests.indicators.actors import PRIVATE, client_of, text_of
from tests.reports import desk, papering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    papering.store(tmp_path / "store")


@pytest.fixture
def composer() -> Client:
    return desk.composer()


@pytest.fixture
def paper() -> Paper:
    return papering.begun()


def keys(paper: Paper) -> list[str]:
    return [part.key for part in papering.record(paper).parts]


# The list


def test_an_empty_list_says_what_to_do_next(composer: Client) -> None:
    assert "ask democratic services to add it" in text_of(composer.get(desk.PAPERS))
    assert 'href="/admin/reports/meeting/add/"' in text_of(desk.clerk().get(desk.PAPERS))
    papering.meeting()
    assert "Begin one</a>: it composes itself" in text_of(composer.get(desk.PAPERS))
    onlooker = client_of(DATA_OFFICER, "onlooker", committees=desk.HERE)
    assert "Performance leads and democratic services begin them." in text_of(onlooker.get(desk.PAPERS))
    assert "No paper fits." in text_of(composer.get(desk.PAPERS, {"q": "nothing"}))


def test_the_list_says_how_far_each_paper_has_come(composer: Client, paper: Paper) -> None:
    page = text_of(composer.get(desk.PAPERS))
    assert f'href="{desk.url(paper)}">Performance monitoring</a> (item 8)' in page
    assert "as at December 2016" in page
    assert "Being composed" in page
    assert "24 February 2017<br><strong" in page
    papering.published(papering.filled(slug="second"))
    page = text_of(composer.get(desk.PAPERS))
    assert "1.0, published 20 February 2017" in page
    assert page.count('<strong class="paper-late">late</strong>') == 1, "what is published is not late any more"


def test_the_list_costs_the_same_for_one_paper_and_for_six(
    composer: Client, paper: Paper, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(30) as one:
        composer.get(desk.PAPERS)
    for number in range(5):
        papering.begun(slug=f"paper-{number}")
    with django_assert_max_num_queries(len(one)):
        composer.get(desk.PAPERS)


def test_djangos_own_pages_lead_to_ours_or_are_not_there(composer: Client, paper: Paper) -> None:
    assert composer.get(desk.url(paper, "change/"))["Location"] == desk.url(paper)
    assert composer.get(desk.url(paper, "delete/")).status_code == 404
    assert client_of(ADMINISTRATOR).post(desk.url(paper, "delete/"), {"post": "yes"}).status_code == 404


# Beginning


def test_a_paper_is_begun_for_the_newest_month_under_its_title(composer: Client) -> None:
    meeting = papering.meeting()
    typed = {"meeting": meeting.pk, "title": "Performance to December", "month": "", "slug": ""}
    answer = composer.post(f"{desk.PAPERS}add/", typed)
    paper = Paper.objects.get()
    assert answer["Location"] == desk.url(paper)
    assert (paper.slug, paper.month) == ("performance-to-december", "2016-12")
    assert "card-a01" in keys(paper)
    assert paper.history.get().history_user.username == "composer"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"month": "2016/17 Q3"}, "Write a month such as January 2017."),
        ({"month": "soon"}, "soon"),
        ({"month": "January 2017"}, "There are no verified figures for January 2017 yet. The newest is December 2016."),
        ({"title": ""}, "This field is required."),
        ({"title": "???"}, "The title has no letter that an address may have."),
        ({"meeting": ""}, "This field is required."),
        ({"slug": "performance"}, "The meeting has a paper at “performance” already."),
    ],
)
def test_what_a_paper_cannot_be_begun_with_is_told_and_what_was_typed_stays(
    composer: Client, paper: Paper, typed: dict[str, str], told: str
) -> None:
    whole = {"meeting": papering.meeting().pk, "title": "Another", "slug": "", "director": "Director of Care", **typed}
    answer = composer.post(f"{desk.PAPERS}add/", whole)
    assert answer.status_code == 200
    page = text_of(answer)
    assert told in page
    assert 'value="Director of Care"' in page
    assert Paper.objects.count() == 1


def test_a_paper_is_begun_only_for_meetings_of_ones_own_committees(composer: Client, tmp_path: Path) -> None:
    stores.load(tmp_path / "private", PRIVATE)
    theirs = Meeting.objects.create(committee=Committee.objects.get(slug="cabinet"), day=date(2017, 3, 6))
    papering.meeting()
    offered = composer.get(f"{desk.PAPERS}add/").context["form"].fields["meeting"].queryset
    assert [one.committee.slug for one in offered] == ["adults"]
    typed = {"meeting": theirs.pk, "title": "Another"}
    assert composer.post(f"{desk.PAPERS}add/", typed).status_code == 403
    assert (
        client_of(PERFORMANCE_LEAD, "theirs", committees=["cabinet"]).get(desk.url(papering.begun())).status_code == 404
    )


def test_a_paper_of_a_committee_that_is_not_public_is_composed_by_its_own_people(tmp_path: Path) -> None:
    stores.load(tmp_path / "private", PRIVATE)
    cabinet = Committee.objects.get(slug="cabinet")
    meeting = Meeting.objects.create(committee=cabinet, day=date(2017, 3, 6))
    theirs = client_of(PERFORMANCE_LEAD, "theirs", committees=["cabinet"])
    theirs.post(f"{desk.PAPERS}add/", {"meeting": meeting.pk, "title": "In confidence"})
    paper = Paper.objects.get()
    assert "P01 Unpublished measure" in desk.read(theirs, paper, "preview/")
    for place in ("", "about/", "preview/", "preview.pdf", "history/", "part/contact/"):
        assert desk.composer().get(desk.url(paper, place)).status_code == 404


# Who may press what

COMPOSE_BUTTONS = (
    ("up", "", {"key": "recommendations"}),
    ("down", "", {"key": "recommendations"}),
    ("add-part", "", {"heading": "More"}),
    ("add-card", "", {"indicator": "a02"}),
    ("bring-in", "", {}),
    ("accept", "", {"finding": "late", "reason": "Because"}),
    ("take-back", "", {"finding": "late"}),
    ("save", "part/contact/", {"heading": "Contact", "text": "Write", "version": 1}),
    ("save-and-back", "part/contact/", {"heading": "Contact", "text": "Write", "version": 1}),
    ("check", "part/contact/", {"heading": "Contact", "text": "Write", "version": 1}),
    ("leave-out", "part/contact/", {"reason": "No", "version": 1}),
    ("take-in", "part/contact/", {"version": 1}),
    ("exempt", "part/contact/", {"paragraph": 3, "reason": "No", "version": 1}),
    ("open", "part/contact/", {"version": 1}),
    ("accept", "part/contact/", {"finding": "x", "reason": "Because"}),
    ("take-back", "part/contact/", {"finding": "x"}),
    ("about", "about/", {"title": "Other", "retained_until": "2030-01-01", "version": 1}),
    ("deadlines", "about/", {"deadline-TOTAL_FORMS": 0, "deadline-INITIAL_FORMS": 0}),
    ("clearance", "about/", {"kind": "finance", "initials": "AB", "day": "2017-01-01"}),
)


@pytest.mark.parametrize("role", [DATA_OFFICER, LEAD_OFFICER, MEMBER])
@pytest.mark.parametrize(("do", "place", "typed"), COMPOSE_BUTTONS)
def test_who_does_not_compose_presses_no_button(
    paper: Paper, role: str, do: str, place: str, typed: dict[str, object]
) -> None:
    client = client_of(role, "onlooker", committees=desk.HERE)
    before = stores.picture(without=("StoreStamp",))
    assert desk.press(client, paper, do, place, follow=True, **typed).status_code == 403
    assert stores.picture(without=("StoreStamp",)) == before


@pytest.mark.parametrize("role", [PERFORMANCE_LEAD, DEMOCRATIC_SERVICES, ADMINISTRATOR])
@pytest.mark.parametrize(("do", "place", "typed"), COMPOSE_BUTTONS)
def test_who_composes_presses_every_button(
    paper: Paper, role: str, do: str, place: str, typed: dict[str, object]
) -> None:
    answer = desk.press(client_of(role, "officer", committees=desk.HERE), paper, do, place, follow=True, **typed)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"].startswith(desk.PAPERS), "and not to sign in"


def test_onlookers_see_the_paper_and_no_buttons(paper: Paper) -> None:
    onlooker = client_of(LEAD_OFFICER, "onlooker", committees=desk.HERE)
    for page in ("", "about/", "part/contact/"):
        body = desk.read(onlooker, paper, page)
        assert 'name="do"' not in body
    assert "Recommendations" in desk.read(onlooker, paper)


@pytest.mark.parametrize("place", ["", "part/contact/", "about/"])
def test_an_unknown_button_is_not_there(composer: Client, paper: Paper, place: str) -> None:
    assert desk.press(composer, paper, "destroy", place).status_code == 404


# The parts


def test_the_parts_stand_as_they_are_printed(composer: Client, paper: Paper) -> None:
    lines = composer.get(desk.url(paper)).context["part_lines"]
    assert [(one.number, one.key) for one in lines][:6] == [
        ("", "strategic-impact"),
        ("", "executive-summary"),
        ("", "recommendations"),
        ("", "one-page"),
        ("1", "introduction"),
        ("2", "overview"),
    ]
    by_key = {one.key: one for one in lines}
    assert [one.key for one in by_key["overview"].under] == ["dashboard", "exceptions"]
    assert [one.key for one in by_key["report-cards"].under] == ["card-a01"]
    assert by_key["prompts"].number == "A"
    assert by_key["financial"].marks == (("empty", "Empty"),)
    assert by_key["financial"].findings == 1


def test_a_part_moves_up_and_down_and_leads_back_to_its_place(composer: Client, paper: Paper) -> None:
    answer = desk.press(composer, paper, "up", key="recommendations")
    assert answer["Location"] == f"{desk.url(paper)}#part-recommendations"
    assert keys(paper)[:3] == ["strategic-impact", "recommendations", "executive-summary"]
    desk.press(composer, paper, "down", key="recommendations")
    assert keys(paper)[:3] == ["strategic-impact", "executive-summary", "recommendations"]
    first = composer.get(desk.url(paper)).content.decode()
    assert first.count('value="up"') == first.count('value="down"'), "neither the first goes up nor the last down"


def test_a_part_of_ones_own_is_added_and_then_written(composer: Client, paper: Paper) -> None:
    answer = desk.press(composer, paper, "add-part", heading="Winter pressures")
    assert answer["Location"] == desk.url(paper, "part/winter-pressures/")
    assert papering.part(paper, "winter-pressures").numbered
    assert "Please correct" in text_of(desk.press(composer, paper, "add-part", heading=" "))


def test_a_report_card_of_another_indicator_is_added_once(composer: Client, paper: Paper) -> None:
    assert desk.press(composer, paper, "add-card", indicator="a02").status_code == 302
    assert "card-a02" in keys(paper)
    again = desk.press(composer, paper, "add-card", indicator="a02")
    assert "Select a valid choice" in text_of(again)
    assert "Please correct" in text_of(desk.press(composer, paper, "add-card", indicator=""))


def test_missing_exceptions_are_brought_in(composer: Client, paper: Paper) -> None:
    PaperPart.objects.filter(paper=paper, key="card-a01").delete()
    page = composer.post(desk.url(paper), {"do": "bring-in"}, follow=True)
    assert "Added: the report cards of A01." in text_of(page)
    assert "card-a01" in keys(paper)
    page = composer.post(desk.url(paper), {"do": "bring-in"}, follow=True)
    assert "Nothing was added" in text_of(page)


# What stands in the way


def test_what_stands_in_the_way_is_listed_with_where_it_is_mended(composer: Client, paper: Paper) -> None:
    page = desk.read(composer, paper)
    assert "things stand in the way of locking" in page
    assert f'href="{desk.url(paper, "part/financial/")}#id_text" class="paper-mend"' in page
    assert "Finance has not cleared the paper." in page


def test_a_finding_is_accepted_with_a_reason_and_taken_back(composer: Client, paper: Paper) -> None:
    PaperPart.objects.filter(paper=paper, key="card-a01").delete()
    key = "exception-without-card:A01"
    refused = desk.press(composer, paper, "accept", finding=key, reason=" ")
    assert "A reason is needed" in text_of(refused)
    assert not Acceptance.objects.exists()
    desk.press(composer, paper, "accept", finding=key, reason="Reported in detail last month")
    kept = Acceptance.objects.get()
    assert (kept.words, kept.by.username) == (
        "A01 is an exception and has no report card in the paper.",
        "composer",
    )
    assert "Accepted by composer" in desk.read(composer, paper)
    desk.press(composer, paper, "take-back", finding=key)
    assert not papering.record(paper).acceptances


def test_figures_that_are_not_verified_are_accepted_together_for_one_reason(composer: Client, paper: Paper) -> None:
    enter_figures(
        [stores.typed(code, papering.DECEMBER, "15", why="x") for code in ("A01", "A02")], by=stores.officer()
    )
    keys = [one.key for one in preflight(papering.record(paper)) if one.alike]
    assert [key.split(":")[1] for key in keys] == ["A01", "A02"]
    assert "Accept all 2 with one reason" in desk.read(composer, paper)
    refused = text_of(desk.press(composer, paper, "accept-alike", about="Figures", finding=keys, reason=" "))
    assert "A reason is needed: it is kept with each finding." in refused
    assert not Acceptance.objects.exists()
    enter_figures([stores.typed("A05", papering.DECEMBER, "15", why="x")], by=stores.officer())
    sent = {"finding": [*keys, "clearance:legal", "made-up"], "reason": "The round is not closed"}
    told = desk.press(composer, paper, "accept-alike", about="Figures", follow=True, **sent)
    assert "2 findings accepted." in text_of(told)
    accepted = Acceptance.objects.order_by("pk").values_list("finding", "reason")
    assert list(accepted) == [(key, "The round is not closed") for key in keys], "what came since is asked again"
    again = desk.press(composer, paper, "accept-alike", about="Figures", follow=True, **sent)
    assert "This is not found any more" in text_of(again)


def test_only_what_is_found_and_may_be_accepted_is(composer: Client, paper: Paper) -> None:
    for key in ("part-empty:financial", "made-up", "number:contact:abc"):
        desk.press(composer, paper, "accept", finding=key, reason="Because")
        desk.press(composer, paper, "take-back", finding=key)
    assert not Acceptance.objects.exists()


# How it reads


def test_the_preview_is_the_document_under_a_banner_that_says_what_it_is(composer: Client, paper: Paper) -> None:
    page = desk.read(composer, paper, "preview/")
    assert page.count("<h1") == 1
    assert "As everybody would read it if it were locked now." in page
    assert "Not a published paper." in page
    assert 'id="card-a01"' in page
    assert "restricted=yes" not in page, "there is nothing to keep from anybody"
    papering.exempt(paper, "background")
    assert 'href="?restricted=yes"' in desk.read(composer, paper, "preview/")
    restricted = desk.read(composer, paper, "preview/?restricted=yes")
    assert "With the parts that are not for publication." in restricted
    assert f'href="{desk.url(paper, "preview.pdf?restricted=yes")}"' in restricted


def test_a_pdf_is_made_of_what_is_not_published_yet(composer: Client, paper: Paper) -> None:
    answer = composer.get(desk.url(paper, "preview.pdf"))
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="performance-not-published.pdf"'
    assert "no-store" in answer["Cache-Control"]
