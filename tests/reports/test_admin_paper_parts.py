"""One part of a paper in the admin: written, checked, left out, kept from publication, by two people at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from reports.actions import begin_paper, reopen_paper
from reports.models import Acceptance, Paper, PaperPart
from tests.indicators.actors import text_of
from tests.reports import desk, papering

pytestmark = pytest.mark.django_db

TOKEN = "A01 is {{A01:latest}}."
DOUBTED = "People with a review (A01) stood at 97.3% in December 2016."


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    papering.store(tmp_path / "store")


@pytest.fixture
def composer() -> Client:
    return desk.composer()


@pytest.fixture
def paper() -> Paper:
    return papering.begun()


# The text


def test_a_text_is_saved_and_reads_with_its_figures_filled_in(composer: Client, paper: Paper) -> None:
    answer = desk.save(composer, paper, "overview", "A01 stood at {{A01:latest}}.\r\n\r\n- as at {{as at}}\r\n")
    assert answer["Location"] == desk.url(paper, "part/overview/")
    assert papering.part(paper, "overview").text == "A01 stood at {{A01:latest}}.\n\n- as at {{as at}}"
    page = desk.read(composer, paper, "part/overview/")
    assert "<p>A01 stood at 80.5%.</p>" in page
    assert "<li>as at December 2016</li>" in page
    assert desk.save(composer, paper, "overview", "Short.", do="save-and-back")["Location"].endswith("#part-overview")


def test_what_may_be_inserted_is_told_with_what_it_says_now(composer: Client, paper: Paper) -> None:
    offered = {one.token: one.says for one in composer.get(desk.url(paper, "part/overview/")).context["reading"].tokens}
    assert offered["{{as at}}"] == "December 2016"
    assert offered["{{meeting}}"] == "6 March 2017 at 10:00"
    assert (offered["{{A01:latest}}"], offered["{{A01:target}}"], offered["{{A01:rating}}"]) == (
        "80.5%",
        "90%",
        "red",
    )
    assert "{{A02:latest}}" not in offered, "only what the paper has a report card of"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"heading": " "}, "This field is required."),
        ({"text": "# Our own heading"}, "would be a heading, which only the page makes"),
        ({"text": "a" * 16_001}, "accepted: at most 16,000"),
        ({"text": "bell \x07"}, "control character"),
        ({"version": "x"}, "Enter a whole number"),
    ],
)
def test_what_cannot_be_saved_is_told_and_what_was_typed_stays(
    composer: Client, paper: Paper, typed: dict[str, str], told: str
) -> None:
    before = papering.part(paper, "overview")
    answer = desk.save(composer, paper, "overview", **{"text": "Kept as typed.", **typed})
    assert told in text_of(answer)
    assert typed.get("text", "Kept as typed.")[:40].strip("\x07 ") in text_of(answer)
    assert papering.part(paper, "overview") == before


def test_letters_that_the_pdf_cannot_print_are_told_when_they_are_saved(composer: Client, paper: Paper) -> None:
    standing = papering.part(paper, "overview")
    sent = {"heading": standing.heading, "text": "Nothing like it: 🦔", "version": standing.version}
    page = text_of(desk.press(composer, paper, "save", "part/overview/", follow=True, **sent))
    assert "No sign in the typeface of the PDF stands for “🦔”" in page


def test_two_people_writing_at_once_see_both_texts_and_lose_none(composer: Client, paper: Paper) -> None:
    desk.save(desk.clerk(), paper, "overview", "Theirs.")
    answer = desk.save(composer, paper, "overview", "Mine.", version=1)
    assert answer.status_code == 409
    assert "Theirs." in text_of(answer)
    form = answer.context["text_form"]
    assert form["text"].value() == "Mine."
    assert papering.part(paper, "overview").text == "Theirs."
    again = {name: form[name].value() for name in form.fields}
    assert desk.press(composer, paper, "save", "part/overview/", **again).status_code == 302
    assert papering.part(paper, "overview").text == "Mine."


def test_a_text_is_read_and_checked_without_being_saved(composer: Client, paper: Paper) -> None:
    before = papering.part(paper, "overview")
    sent = {"heading": before.heading, "text": DOUBTED, "version": before.version}
    answer = desk.press(composer, paper, "check", "part/overview/", **sent)
    page = text_of(answer)
    assert "As it is typed; not saved yet." in page
    assert answer.context["reading"].open_doubts == 1
    assert "97.3%" in page
    assert papering.part(paper, "overview") == before


# What the number check doubts


def test_a_doubt_stands_beside_its_sentence_and_in_the_way_until_it_is_answered(composer: Client, paper: Paper) -> None:
    desk.save(composer, paper, "overview", DOUBTED)
    (doubt,) = composer.get(desk.url(paper, "part/overview/")).context["reading"].doubts
    assert doubt.words in desk.read(composer, paper)
    empty = desk.press(composer, paper, "accept", "part/overview/", finding=doubt.key, reason="")
    assert "Write the reason" in text_of(empty)
    answered = {"finding": doubt.key, "reason": "As counted for the county"}
    assert desk.press(composer, paper, "accept", "part/overview/", **answered).status_code == 302
    assert "Accepted by composer: As counted for the county" in desk.read(composer, paper, "part/overview/")
    open_now = composer.get(desk.url(paper)).context["findings"]
    assert doubt.key in [one.key for one in open_now.accepted]
    desk.press(composer, paper, "take-back", "part/overview/", finding=doubt.key)
    assert not papering.record(paper).acceptances
    desk.press(composer, paper, "accept", "part/overview/", **answered)
    desk.save(composer, paper, "overview", "People with a review (A01) stood at 96.3% in December 2016.")
    (other,) = composer.get(desk.url(paper, "part/overview/")).context["reading"].doubts
    assert other.accepted is None, "another sentence is another finding"


def test_only_a_doubt_that_is_there_is_accepted(composer: Client, paper: Paper) -> None:
    desk.press(composer, paper, "accept", "part/overview/", finding="number:overview:x", reason="Because")
    desk.press(composer, paper, "take-back", "part/overview/", finding="number:overview:x")
    assert not Acceptance.objects.exists()


# Left out, not for publication


def test_a_part_is_left_out_with_a_reason_and_taken_in_again(composer: Client, paper: Paper) -> None:
    refused = desk.press(composer, paper, "leave-out", "part/background/", reason=" ", version=1)
    assert "This field is required." in text_of(refused)
    desk.press(composer, paper, "leave-out", "part/background/", reason="There are none", version=1)
    assert papering.part(paper, "background").left_out == "There are none"
    assert "Left out of the paper.</strong> There are none" in desk.read(composer, paper, "part/background/")
    desk.press(composer, paper, "take-in", "part/background/", version=2)
    assert not papering.part(paper, "background").left_out


def test_a_part_is_kept_from_publication_and_made_public_again(composer: Client, paper: Paper) -> None:
    typed = {"paragraph": 3, "reason": "A contract is being let", "review": "2018-03-06", "version": 1}
    for wrong in ({"paragraph": 8}, {"paragraph": ""}, {"reason": ""}, {"review": "soon"}):
        assert desk.press(composer, paper, "exempt", "part/background/", **{**typed, **wrong}).status_code == 200
    assert papering.part(paper, "background").exempt is None
    desk.press(composer, paper, "exempt", "part/background/", **typed)
    exempt = papering.part(paper, "background").exempt
    assert exempt is not None
    assert (exempt.paragraph, exempt.reason, exempt.review) == (3, "A contract is being let", date(2018, 3, 6))
    assert "somebody’s financial or business affairs" in desk.read(composer, paper, "part/background/")
    desk.press(composer, paper, "open", "part/background/", version=2)
    assert papering.part(paper, "background").exempt is None


def test_who_withholds_a_part_is_told_where_it_is_published_already(composer: Client) -> None:
    paper = papering.filled()
    typed = {"paragraph": 3, "reason": "A contract is being let"}
    told = text_of(desk.press(composer, paper, "exempt", "part/background/", version=1, follow=True, **typed))
    assert "“Background papers” is not for publication." in told
    desk.press(composer, paper, "open", "part/background/", version=2)
    papering.published(paper)
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="x")
    told = text_of(desk.press(composer, paper, "exempt", "part/background/", version=3, follow=True, **typed))
    assert "from now on. What it says in version 1.0 stays published." in told


@pytest.mark.parametrize(
    ("do", "typed"),
    [
        ("leave-out", {"reason": "Typed reason"}),
        ("exempt", {"paragraph": 3, "reason": "Typed reason"}),
        ("take-in", {}),
        ("open", {}),
    ],
)
def test_a_step_over_what_somebody_changed_meanwhile_is_not_taken(
    composer: Client, paper: Paper, do: str, typed: dict[str, object]
) -> None:
    desk.save(desk.clerk(), paper, "background", "Theirs.")
    before = papering.part(paper, "background")
    answer = desk.press(composer, paper, do, "part/background/", version=1, **typed)
    assert answer.status_code == 409
    assert "Somebody changed this part" in text_of(answer)
    assert ("Typed reason" in text_of(answer)) == bool(typed)
    assert papering.part(paper, "background") == before


def test_of_a_locked_paper_nothing_is_changed_here(composer: Client) -> None:
    paper = papering.filled()
    papering.locked(paper)
    assert 'name="do"' not in desk.read(composer, paper, "part/overview/")
    answer = desk.save(composer, paper, "overview", "Typed while it was locked.")
    assert "This paper is locked." in text_of(answer)
    assert "Typed while it was locked." in text_of(answer), "it is not lost"
    typed = {"reason": "No", "version": papering.part(paper, "overview").version}
    assert "This paper is locked." in text_of(desk.press(composer, paper, "leave-out", "part/overview/", **typed))
    page = desk.press(composer, paper, "add-part", heading="More", follow=True)
    assert "This paper is locked." in text_of(page)


# What it costs


def test_a_paper_of_forty_parts_costs_as_many_queries_as_one_of_few(
    composer: Client, paper: Paper, django_assert_max_num_queries: object
) -> None:
    pages = ("", "part/overview/", "about/", "preview/", "lock/")
    client = desk.clerk()
    papering.write(paper, "overview", TOKEN)
    first = {}
    for place in pages:
        client.get(desk.url(paper, place))
        with django_assert_max_num_queries(80) as counted:
            assert client.get(desk.url(paper, place)).status_code == 200
        first[place] = len(counted)
    for number in range(40):
        PaperPart.objects.create(
            paper=paper,
            key=f"more-{number}",
            heading=f"More {number}",
            text="A01 is {{A01:latest}}.",
            place=90 + number,
        )
    desk.press(client, paper, "add-card", indicator="a02")
    for place in pages:
        with django_assert_max_num_queries(first[place]):
            client.get(desk.url(paper, place))


def test_parts_of_two_papers_are_not_mixed_up(composer: Client, paper: Paper) -> None:
    other = begin_paper(
        meeting=paper.meeting.pk, slug="other", title="Other", month=papering.DECEMBER, by=papering.lead()
    )
    desk.save(composer, paper, "overview", "Of the first.")
    assert "Of the first." not in desk.read(composer, other, "part/overview/")
