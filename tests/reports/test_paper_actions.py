"""A paper composed: what it begins with, how its parts are changed, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indicators.domain.periods import parse
from reports.actions import (
    Conflict,
    PaperRefused,
    accept_finding,
    add_card,
    add_part,
    begin_paper,
    bring_in_exceptions,
    change_paper,
    leave_out_part,
    move_part,
    record_clearance,
    save_part,
    set_deadlines,
    set_exempt,
    take_in_part,
    withdraw_acceptance,
)
from reports.models import Acceptance, Paper, PaperPart, StandingText
from reports.pages.paper_exceptions import reported_now
from reports.pages.papers import composed
from reports.presenters.papers import part_numbers
from reports.queries.papers import meeting_record
from reports.wording.papers import STANDARD_PARTS
from tests import stores
from tests.reports import papering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    papering.store(tmp_path / "store")


def keys(paper: Paper) -> list[str]:
    return [part.key for part in papering.record(paper).parts]


# Beginning


def test_a_paper_begins_with_the_standard_format_and_a_card_for_each_exception() -> None:
    paper = papering.begun()
    standard = [part.key for part in STANDARD_PARTS]
    place = standard.index("report-cards") + 1
    assert keys(paper) == [*standard[:place], "card-a01", *standard[place:]]
    assert papering.part(paper, "card-a01").heading == "A01 People with a review"
    assert paper.retained_until == date(2023, 3, 6)
    assert paper.history.first().history_type == "+"


def test_a_committees_standing_text_takes_the_place_of_ours() -> None:
    committee = papering.meeting().committee
    StandingText.objects.create(committee=committee, part="contact", text="Write to the committee’s officer.")
    paper = papering.begun()
    assert papering.part(paper, "contact").text == "Write to the committee’s officer."
    assert papering.part(paper, "introduction").text == next(
        part.text for part in STANDARD_PARTS if part.key == "introduction"
    )


def test_a_paper_for_29_february_is_kept_until_28_february() -> None:
    assert papering.begun(day=date(2020, 2, 29)).retained_until == date(2026, 2, 28)


@pytest.mark.parametrize("period", ["2016/17 Q3", "2016/17"])
def test_a_paper_is_as_at_a_month(period: str) -> None:
    with pytest.raises(PaperRefused, match="a paper is as at a month"):
        begin_paper(meeting=papering.meeting().pk, slug="q", title="Q", month=parse(period), by=papering.lead())
    assert not Paper.objects.exists()


def test_two_papers_of_a_meeting_have_different_addresses() -> None:
    papering.begun()
    with pytest.raises(PaperRefused, match="has a paper at “performance” already"):
        papering.begun()
    assert Paper.objects.count() == 1


def test_a_paper_needs_a_meeting_that_is_there() -> None:
    with pytest.raises(PaperRefused, match="not there any more"):
        begin_paper(meeting=0, slug="x", title="X", month=papering.DECEMBER, by=papering.lead())


# Its parts


def test_a_text_is_saved_with_who_and_kept_in_history() -> None:
    paper = papering.begun()
    papering.write(paper, "financial", "  It costs nothing.  ")
    row = PaperPart.objects.get(paper=paper, key="financial")
    assert (row.text, row.version) == ("It costs nothing.", 2)
    assert row.history.first().history_user == papering.lead()


def test_saving_what_stands_already_changes_nothing() -> None:
    paper = papering.begun()
    before = papering.part(paper, "introduction")
    papering.write(paper, "introduction", before.text)
    assert papering.part(paper, "introduction") == before
    assert PaperPart.objects.get(pk=before.pk).history.count() == 1


def test_the_second_of_two_people_is_told_and_loses_nothing() -> None:
    paper = papering.begun()
    papering.write(paper, "financial", "The first.")
    with pytest.raises(Conflict) as told:
        save_part(paper=paper.pk, key="financial", seen=1, heading="Money", text="The second.", by=papering.clerk())
    assert told.value.standing.text == "The first."
    assert papering.part(paper, "financial").text == "The first."


def test_a_part_without_heading_is_refused() -> None:
    paper = papering.begun()
    with pytest.raises(PaperRefused, match="needs a heading"):
        save_part(paper=paper.pk, key="financial", seen=1, heading="  ", text="x", by=papering.lead())


def test_a_part_that_is_gone_is_refused() -> None:
    paper = papering.begun()
    with pytest.raises(PaperRefused, match="not in the paper any more"):
        save_part(paper=paper.pk, key="nothing", seen=1, heading="x", text="x", by=papering.lead())


def test_a_part_is_left_out_only_with_a_reason_and_taken_in_again() -> None:
    paper = papering.begun()
    with pytest.raises(PaperRefused, match="Say why"):
        leave_out_part(paper=paper.pk, key="prompts", seen=1, reason=" ", by=papering.lead())
    leave_out_part(paper=paper.pk, key="prompts", seen=1, reason="Sent before", by=papering.lead())
    assert "prompts" not in [part.key for part in papering.record(paper).included]
    with pytest.raises(Conflict):
        take_in_part(paper=paper.pk, key="prompts", seen=1, by=papering.lead())
    take_in_part(paper=paper.pk, key="prompts", seen=2, by=papering.lead())
    assert "prompts" in [part.key for part in papering.record(paper).included]


@pytest.mark.parametrize(("paragraph", "reason"), [(0, "x"), (8, "x"), (3, "  ")])
def test_an_exempt_part_needs_a_paragraph_that_there_is_and_a_reason(paragraph: int, reason: str) -> None:
    paper = papering.begun()
    with pytest.raises(PaperRefused):
        set_exempt(paper=paper.pk, key="financial", seen=1, paragraph=paragraph, reason=reason, by=papering.clerk())
    assert papering.part(paper, "financial").exempt is None


def test_a_part_becomes_exempt_and_public_again() -> None:
    paper = papering.begun()
    papering.exempt(paper, "financial")
    found = papering.part(paper, "financial").exempt
    assert found is not None
    assert (found.paragraph, found.reason, found.review) == (3, "Names a contract", date(2018, 3, 6))
    set_exempt(paper=paper.pk, key="financial", seen=2, paragraph=None, by=papering.clerk())
    assert papering.part(paper, "financial").exempt is None


def test_a_heading_moves_with_what_stands_under_it() -> None:
    paper = papering.begun()
    before = keys(paper)
    move_part(paper=paper.pk, key="report-cards", up=False, by=papering.lead())
    after = keys(paper)
    at = after.index("report-cards")
    assert after[at - 1 : at + 2] == ["financial", "report-cards", "card-a01"]
    move_part(paper=paper.pk, key="report-cards", up=True, by=papering.lead())
    assert keys(paper) == before


def test_what_stands_under_a_heading_moves_within_it() -> None:
    paper = papering.begun()
    move_part(paper=paper.pk, key="exceptions", up=True, by=papering.lead())
    after = keys(paper)
    assert after.index("overview") + 1 == after.index("exceptions") == after.index("dashboard") - 1
    move_part(paper=paper.pk, key="exceptions", up=True, by=papering.lead())
    assert keys(paper) == after, "it is the first already"
    move_part(paper=paper.pk, key="card-a01", up=False, by=papering.lead())
    assert keys(paper) == after, "the only card stays"


def test_the_first_and_last_stay_at_the_ends() -> None:
    paper = papering.begun()
    before = keys(paper)
    move_part(paper=paper.pk, key=before[0], up=True, by=papering.lead())
    move_part(paper=paper.pk, key=before[-1], up=False, by=papering.lead())
    assert keys(paper) == before
    with pytest.raises(PaperRefused):
        move_part(paper=paper.pk, key="nothing", up=True, by=papering.lead())


def test_a_part_is_added_after_the_numbered_ones_or_as_the_last_appendix() -> None:
    paper = papering.begun()
    add_part(paper=paper.pk, heading="Risks", text="Few.", appendix=False, by=papering.lead())
    add_part(paper=paper.pk, heading="Risks", text="Table", appendix=True, by=papering.lead())
    found = keys(paper)
    assert found[found.index("background") + 1] == "risks"
    assert found[-1] == "part-risks-2"
    assert papering.part(paper, "risks").numbered
    assert papering.part(paper, "part-risks-2").appendix


def test_an_added_part_takes_nothing_from_under_another() -> None:
    paper = papering.begun()
    for _ in keys(paper):
        move_part(paper=paper.pk, key="overview", up=False, by=papering.lead())
    add_part(paper=paper.pk, heading="Risks", text="", appendix=False, by=papering.lead())
    found = keys(paper)
    assert found[found.index("overview") :] == ["overview", "dashboard", "exceptions", "risks"]


@pytest.mark.parametrize(
    "heading",
    [
        *("card-a01", "Exempt 1", "Exception A01", "Exceptions nearly", "Definition A01", "Why a supplement"),
        *("Contents", "Versions", "Main", "Financial", "<script>", "日本", "Ω" * 250),
    ],
)
def test_no_heading_makes_a_key_that_means_something_else(heading: str) -> None:
    paper = papering.begun()
    part = add_part(paper=paper.pk, heading=heading, text="", appendix=False, by=papering.lead())
    assert part.key.startswith("part") or heading == "<script>"
    assert keys(paper).count(part.key) == 1


def test_a_card_of_what_is_no_exception_is_added_once() -> None:
    paper = papering.begun()
    wanted = next(one for one in reported_now(meeting_record(paper.meeting), papering.DECEMBER) if one.code == "A02")
    add_card(paper=paper.pk, indicator=wanted, by=papering.lead())
    found = keys(paper)
    assert found[found.index("card-a01") + 1] == "card-a02"
    with pytest.raises(PaperRefused, match="already"):
        add_card(paper=paper.pk, indicator=wanted, by=papering.lead())


def test_what_has_become_an_exception_is_brought_in(tmp_path: Path) -> None:
    paper = papering.begun()
    assert bring_in_exceptions(paper=paper.pk, by=papering.lead()) == ()
    stores.load(tmp_path / "later", stores.figures("A02,2016-12,40"), reason="Counted anew")
    assert bring_in_exceptions(paper=paper.pk, by=papering.lead()) == ("A02",)
    assert "card-a02" in keys(paper)


# The paper itself


def test_the_papers_facts_are_changed_and_a_second_person_is_told() -> None:
    paper = papering.begun()
    facts = {
        "title": "Performance",
        "item": "9",
        "director": "Director",
        "urgency": "",
        "retained_until": date(2030, 1, 1),
    }
    change_paper(paper=paper.pk, seen=1, by=papering.lead(), **facts)
    with pytest.raises(Conflict):
        change_paper(paper=paper.pk, seen=1, by=papering.clerk(), **{**facts, "title": "Other"})
    assert papering.record(paper).title == "Performance"


def test_clearances_are_recorded_changed_and_taken_back() -> None:
    paper = papering.begun()
    common = {"paper": paper.pk, "kind": "finance", "by": papering.clerk()}
    with pytest.raises(PaperRefused, match="both its initials and its date"):
        record_clearance(comment="", initials="AB", day=None, **common)
    record_clearance(comment="Seen", initials="AB", day=date(2017, 2, 1), **common)
    record_clearance(comment="Seen again", initials="AB", day=date(2017, 2, 2), **common)
    (found,) = papering.record(paper).clearances
    assert (found.name, found.comment, found.day) == ("Finance", "Seen again", date(2017, 2, 2))
    record_clearance(comment="", initials="", day=None, **common)
    record_clearance(comment="", initials="", day=None, **common)
    assert papering.record(paper).clearances == ()


def test_deadlines_are_set_as_a_whole() -> None:
    paper = papering.begun()
    set_deadlines(paper=paper.pk, deadlines={"Draft": date(2017, 2, 1), "Final": date(2017, 2, 9)}, by=papering.lead())
    set_deadlines(paper=paper.pk, deadlines={"Draft": date(2017, 2, 2)}, by=papering.lead())
    assert [(one.name, one.day) for one in papering.record(paper).deadlines] == [("Draft", date(2017, 2, 2))]


def test_the_newest_answer_to_a_finding_holds_and_all_are_kept() -> None:
    paper = papering.begun()
    common = {"paper": paper.pk, "finding": "small:A02", "words": "A02 shows 2", "by": papering.lead()}
    with pytest.raises(PaperRefused, match="reason is needed"):
        accept_finding(reason="", **common)
    accept_finding(reason="Beds, not people", **common)
    assert papering.record(paper).acceptances["small:A02"].reason == "Beds, not people"
    withdraw_acceptance(reason="They are people", **common)
    assert papering.record(paper).acceptances == {}
    assert Acceptance.objects.count() == 2


def test_nothing_of_a_locked_paper_is_changed() -> None:
    paper = papering.begun()
    Paper.objects.filter(pk=paper.pk).update(state="locked")
    before = stores.picture(), papering.record(paper)
    who = {"paper": paper.pk, "by": papering.lead()}
    for attempt in (
        lambda: save_part(key="financial", seen=1, heading="x", text="x", **who),
        lambda: leave_out_part(key="financial", seen=1, reason="x", **who),
        lambda: take_in_part(key="financial", seen=1, **who),
        lambda: set_exempt(key="financial", seen=1, paragraph=1, reason="x", **who),
        lambda: move_part(key="financial", up=True, **who),
        lambda: add_part(heading="x", text="", appendix=True, **who),
        lambda: bring_in_exceptions(**who),
        lambda: set_deadlines(deadlines={"x": date(2017, 1, 1)}, **who),
        lambda: record_clearance(kind="legal", comment="", initials="x", day=date(2017, 1, 1), **who),
        lambda: accept_finding(finding="x", words="x", reason="x", **who),
    ):
        with pytest.raises(PaperRefused, match="is locked"):
            attempt()
    assert (stores.picture(), papering.record(paper)) == before


def test_the_desk_and_the_print_number_parts_alike_beyond_26_appendices() -> None:
    paper = papering.begun()
    for place in range(24):
        add_part(paper=paper.pk, heading=f"Table {place}", text="1", appendix=True, by=papering.lead())
    record = papering.record(paper)
    numbers = part_numbers(record)
    assert list(numbers.values())[-3:] == ["Z", "AA", "AB"]
    printed = {part.key: part.number for part in composed(record).public.parts if part.number}
    assert printed == {key: f"Appendix {number}" if number.isalpha() else number for key, number in numbers.items()}
