"""The cover of a paper in the admin, by when things are due, and who has cleared it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from reports.actions import set_deadlines
from reports.models import Clearance, Deadline, Paper
from tests.indicators.actors import text_of
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


COVER = {"title": "Performance", "item": "9", "director": "Director", "urgency": "", "retained_until": "01/02/2030"}


def test_the_cover_is_saved_and_a_day_may_be_written_as_in_britain(composer: Client, paper: Paper) -> None:
    assert desk.press(composer, paper, "about", "about/", version=1, **COVER).status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.item, paper.retained_until, paper.version) == ("Performance", "9", date(2030, 2, 1), 2)
    wrong = desk.press(composer, paper, "about", "about/", version=2, **{**COVER, "retained_until": "31/02/2030"})
    assert "Write a day such as 24/02/2017" in text_of(wrong)


def test_two_people_changing_the_cover_see_both_versions(composer: Client, paper: Paper) -> None:
    desk.press(desk.clerk(), paper, "about", "about/", version=1, **{**COVER, "title": "Theirs"})
    answer = desk.press(composer, paper, "about", "about/", version=1, **{**COVER, "title": "Mine"})
    assert answer.status_code == 409
    assert ("Title", "Theirs", "Mine") in answer.context["clash"]
    typed = answer.context["about_form"]
    assert typed["title"].value() == "Mine"
    again = {name: typed[name].value() for name in typed.fields}
    assert desk.press(composer, paper, "about", "about/", **again).status_code == 302
    paper.refresh_from_db()
    assert paper.title == "Mine"


@pytest.mark.parametrize(("do", "typed"), [("about", COVER), ("clearance", {"kind": "finance", "initials": "A"})])
def test_the_cover_of_a_locked_paper_stays(composer: Client, paper: Paper, do: str, typed: dict[str, object]) -> None:
    Paper.objects.filter(pk=paper.pk).update(state="locked")
    page = desk.press(composer, paper, do, "about/", follow=True, version=1, **typed)
    assert "Nothing was saved. This paper is locked." in text_of(page)
    paper.refresh_from_db()
    assert paper.title == "Performance monitoring"


def deadlines(*rows: tuple[str, str]) -> dict[str, object]:
    typed: dict[str, object] = {"deadline-TOTAL_FORMS": len(rows), "deadline-INITIAL_FORMS": 0}
    for number, (name, day) in enumerate(rows):
        typed |= {f"deadline-{number}-name": name, f"deadline-{number}-day": day}
    return typed


def test_deadlines_are_saved_together_and_an_emptied_row_goes(composer: Client, paper: Paper) -> None:
    set_deadlines(paper=paper.pk, deadlines={"Figures": date(2017, 2, 1)}, by=papering.clerk())
    rows = deadlines(("Texts", "2017-02-10"), ("", ""), ("Figures", "2017-02-03"))
    assert desk.press(composer, paper, "deadlines", "about/", **rows).status_code == 302
    stored = dict(Deadline.objects.filter(paper=paper).values_list("name", "day"))
    assert stored == {"Texts": date(2017, 2, 10), "Figures": date(2017, 2, 3)}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((("Texts", ""),), "Write by when “Texts” is due"),
        ((("", "2017-02-10"),), "Write what is due on that day"),
        ((("Texts", "2017-02-10"), ("Texts", "2017-02-11")), "Two rows have the same name"),
    ],
)
def test_wrong_deadlines_are_told_at_their_row(
    composer: Client, paper: Paper, rows: tuple[tuple[str, str], ...], told: str
) -> None:
    assert told in text_of(desk.press(composer, paper, "deadlines", "about/", **deadlines(*rows)))
    assert not Deadline.objects.exists()


def test_a_clearance_is_recorded_refused_by_half_and_taken_away(composer: Client, paper: Paper) -> None:
    typed = {"kind": "finance", "comment": "Within budget", "initials": "FS", "day": "2017-02-17"}
    assert desk.press(composer, paper, "clearance", "about/", **typed).status_code == 302
    assert Clearance.objects.get().initials == "FS"
    half = text_of(desk.press(composer, paper, "clearance", "about/", **{**typed, "day": ""}))
    assert "A clearance needs both its initials and its date." in half
    assert half.count("A clearance needs both") == 1, "told at its own form alone"
    assert desk.press(composer, paper, "clearance", "about/", kind="finance").status_code == 302
    assert not Clearance.objects.exists()
    assert desk.press(composer, paper, "clearance", "about/", kind="cleaning").status_code == 404
