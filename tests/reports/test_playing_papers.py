"""A paper played from its files: through the actions, by the people it names, all of it or nothing."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports.demonstration.playing import NotPlayed, play_paper
from reports.demonstration.scripts import read_paper_script
from reports.models import Meeting, Paper, PaperPart, PaperVersion, Publication
from tests import stores
from tests.reports import papering
from tests.reports.test_paper_scripts import FILES as TOLD

pytestmark = pytest.mark.django_db

FILES = {
    **TOLD,
    "paper.csv": TOLD["paper.csv"],
    "parts/other-implications.md": "Nothing to add.\n",
    "parts/contact.md": "The performance manager.\n",
    "parts/money.md": "The bid is for £27.40.\n",
    "parts/card-a02.md": "Members asked for it.\n",
    "clearances.csv": TOLD["clearances.csv"] + "legal,Seen,CD,2017-02-20\n",
}
WITHOUT_CARDS = {name: text for name, text in FILES.items() if name not in ("cards.csv", "parts/card-a02.md")}
DRAFT = {
    name: text
    for name, text in WITHOUT_CARDS.items()
    if name not in ("versions.csv", "acceptances.csv", "parts-1.1/financial.md")
}
ACCEPTED = "finding,reason\ncard-without-exception:A02,Members know why\n"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> None:
    papering.store(tmp_path / "store")
    for name in ("ann", "zoë"):
        stores.officer(name)


def play(folder: Path, files: dict[str, str]) -> Paper:
    return Paper.objects.get(pk=play_paper(read_paper_script(stores.write(folder / "paper", files))))


def refused(folder: Path, files: dict[str, str]) -> str:
    with pytest.raises(NotPlayed) as told:
        play(folder, files)
    assert not Paper.objects.exists()
    return str(told.value)


def test_a_paper_is_composed_as_if_somebody_had_done_it(tmp_path: Path) -> None:
    paper = play(tmp_path, {**DRAFT, "cards.csv": FILES["cards.csv"], "parts/card-a02.md": FILES["parts/card-a02.md"]})
    assert (paper.state, paper.title, paper.item, paper.director) == ("composed", "Performance", "8", "Director")
    assert (paper.meeting.day, paper.meeting.place) == (date(2017, 3, 6), "County Hall")
    assert paper.made_by.username == "ann"
    parts = {one.key: one for one in PaperPart.objects.filter(paper=paper).order_by("place")}
    assert parts["financial"].text.startswith("Nothing to add.")
    assert parts["card-a02"].text == "Members asked for it."
    assert parts["background"].left_out == "There are none"
    (money,) = [one for one in parts.values() if one.heading == "The money in full"]
    assert (money.appendix, money.exempt_paragraph, money.text) == (True, 3, "The bid is for £27.40.")
    keys = list(parts)
    assert keys.index(money.key) == keys.index("definitions") - 1
    assert {one.history_user.username for one in PaperPart.history.filter(text__startswith="Nothing")} == {"ann"}
    assert [(one.kind, one.initials) for one in paper.clearances.all()] == [("finance", "AB"), ("legal", "CD")]
    assert [one.name for one in paper.deadlines.all()] == ["Paper locked"]


def test_a_second_paper_comes_to_the_same_meeting(tmp_path: Path) -> None:
    papering.meeting()
    play(tmp_path, DRAFT)
    play(tmp_path, {**DRAFT, "paper.csv": DRAFT["paper.csv"].replace("performance,", "another,")})
    assert Meeting.objects.count() == 1
    assert Paper.objects.count() == 2


def test_versions_carry_the_times_they_are_told(tmp_path: Path) -> None:
    files = {name: text for name, text in WITHOUT_CARDS.items() if name != "acceptances.csv"}
    paper = play(
        tmp_path, {**files, "versions.csv": files["versions.csv"].replace(",,,A sum", ",zoë,2017-03-01 10:00,A sum")}
    )
    first, second = PaperVersion.objects.filter(paper=paper).order_by("minor")
    assert [one.number for one in (first, second)] == ["1.0", "1.1"]
    assert timezone.localtime(first.locked_at).strftime("%d %B %Y %H:%M") == "22 February 2017 14:00"
    assert second.reason == "A sum was wrong"
    assert any("Financial implications" in change for change in second.changes)
    told = {one.version.number: one for one in Publication.objects.all()}
    assert (told["1.0"].lateness, told["1.0"].urgency, told["1.0"].by.username) == ("", "", "zoë")
    assert told["1.1"].lateness.startswith("Published late: on 1 March 2017")
    assert told["1.1"].urgency == "Members need it"
    paper.refresh_from_db()
    assert paper.state == "locked"


FAULTS = {
    "an account that is not there": (
        {"paper.csv": FILES["paper.csv"].replace("ann", "nobody")},
        "paper.csv, row 2, column composed_by: there is no account “nobody”; accepted: one that is there",
    ),
    "a committee that is not there": (
        {"meeting.csv": "committee,day\nchildren,2017-03-06\n"},
        "meeting.csv, row 2, column committee: there is no committee “children”; accepted: one that is there",
    ),
    "a quarter": (
        {"paper.csv": FILES["paper.csv"].replace("2016-12", "2016/17 Q3")},
        "paper.csv, row 2: Q3 2016/17 is a quarter; a paper is as at a month such as January 2017.",
    ),
    "a part that is not there": (
        {"parts/finance.md": "Nothing\n"},
        "parts/finance.md: the paper has no part “finance”; accepted: ",
    ),
    "an indicator of another committee": (
        {"cards.csv": "code\nZ99\n"},
        "cards.csv, row 2, column code: Z99 is not on the dashboard of the paper; accepted: a01, a02",
    ),
    "a report card that is there already": (
        {"cards.csv": "code\nA01\n"},
        "cards.csv, row 2: A01 has a report card in this paper already.",
    ),
    "a paragraph that the Act does not have": (
        {"exempt.csv": "part,paragraph,reason\nmoney,9,It names a price\n"},
        "exempt.csv, row 2: Schedule 12A has the paragraphs 1 to 7.",
    ),
    "a part before itself": (
        {"added_parts.csv": "part,heading,appendix,before\nmoney,Money,no,money\n"},
        "added_parts.csv, row 2, column before: money cannot stand before “money”; accepted: another part",
    ),
    "a finding that is not there": (
        {"acceptances.csv": "finding,reason\nsmall:A01:1,Agreed\n"},
        "acceptances.csv, row 2, column finding: preflight has no such finding that can be accepted; accepted: none",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_done_is_told_with_its_place_and_leaves_nothing(fault: str, tmp_path: Path) -> None:
    changed, told = FAULTS[fault]
    assert refused(tmp_path, {**DRAFT, **changed}).startswith(told)
    assert not Meeting.objects.exists()


def test_an_open_finding_keeps_a_paper_from_being_locked(tmp_path: Path) -> None:
    files = {name: text for name, text in WITHOUT_CARDS.items() if name not in ("acceptances.csv", "parts/contact.md")}
    told = refused(tmp_path, files)
    assert told == "versions.csv, row 2: 1 thing stands in the way of locking. “Officer contact” is empty."


def test_a_finding_is_accepted_with_its_reason(tmp_path: Path) -> None:
    paper = play(tmp_path, {**DRAFT, "cards.csv": FILES["cards.csv"], "acceptances.csv": ACCEPTED})
    (one,) = paper.acceptances.all()
    assert (one.finding, one.reason, one.by.username) == (
        "card-without-exception:A02",
        "Members know why",
        "ann",
    )
    assert one.words.startswith("A02 has a report card and is no exception.")


def test_the_command_plays_every_folder_or_none(tmp_path: Path) -> None:
    good, bad = stores.write(tmp_path / "good", DRAFT), stores.write(tmp_path / "bad", {**DRAFT, "cards.csv": "code\n"})
    with pytest.raises(
        CommandError,
        match=r"Nothing was written: the paper in bad cannot be played\.\npaper\.csv, row 2: The meeting has a paper",
    ):
        call_command("play_papers", good, bad, stdout=io.StringIO())
    assert not Paper.objects.exists()
    printed = io.StringIO()
    call_command("play_papers", good, stdout=printed)
    assert printed.getvalue() == "Playing the paper in good\n"
    assert Paper.objects.count() == 1
