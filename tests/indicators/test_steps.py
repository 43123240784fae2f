"""From draft to verified: who may take which step, what each records, and the lock on a round."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.actions import (
    RoundRefused,
    RowSeen,
    discard_figures,
    lock_round,
    reopen_round,
    send_back,
    submit_figures,
    verify_figures,
)
from indicators.domain import periods
from indicators.models import Committee, Figure, Revision, RoundEvent
from tests.indicators.test_entering import DECEMBER, draft, enter, entry, verified
from tests.stores import figures, load, officer, picture, registers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> None:
    registers(tmp_path)
    load(tmp_path, figures("A01,2016-12,86.2", "A02,2016-11,14"), by=officer("importer"))
    enter(entry("87.2", why="Recounted"), entry("15", code="A02"))


def ways(*rows: Figure) -> list[RowSeen]:
    return [RowSeen(row.pk, row.version) for row in rows]


def problems(found: tuple) -> list[str]:
    return [one.problem for one in found]


def submitted(*codes: str) -> list[RowSeen]:
    """Drafts of these indicators, submitted."""
    submit_figures(ways(*(draft(code) for code in codes)), by=officer())
    return ways(*(draft(code) for code in codes))


def test_the_whole_way_of_a_new_figure() -> None:
    (done,) = submit_figures(ways(draft("A02")), by=officer())
    assert (done.is_done, done.code, done.period) == (True, "A02", DECEMBER)
    assert (draft("A02").state, draft("A02").version) == ("submitted", 2)
    (done,) = verify_figures(ways(draft("A02")), by=officer("performance-lead"))
    assert done.is_done
    row = verified("A02")
    assert (row.value, row.version, row.entered_by, row.revised_on) == ("15", 3, officer(), None)
    newest, before, _ = Revision.objects.filter(indicator__code="A02", period="2016-12")
    assert (before.old["state"], before.new["state"], before.reason) == ("draft", "submitted", "Submitted.")
    assert (newest.old["state"], newest.new["state"], newest.reason) == ("submitted", "verified", "Verified.")
    assert newest.by == officer("performance-lead")


def test_a_correction_takes_the_place_of_the_verified_figure_with_its_reason_and_day() -> None:
    (done,) = verify_figures(submitted("A01"), by=officer("performance-lead"))
    assert done.is_done
    assert Figure.objects.filter(indicator__code="A01", period="2016-12").count() == 1
    row = verified()
    assert (row.value, row.version, row.why) == ("87.2", 2, "Recounted")
    assert row.revised_on == timezone.localdate()
    newest = Revision.objects.filter(indicator__code="A01").first()
    assert (newest.old["value"], newest.old["state"]) == ("86.2", "verified")
    assert (newest.new["value"], newest.new["state"]) == ("87.2", "verified")
    assert newest.reason == "Recounted"


@pytest.mark.parametrize(
    ("old", "new", "revised"),
    [("86.2,final", "86.20,final", False), (",awaited", "86.2,final", False), ("86.2,provisional", "86.3,final", True)],
)
def test_only_another_number_is_a_revision(tmp_path: Path, old: str, new: str, revised: bool) -> None:
    columns = "code,period,value,status"
    for line in (old, new):
        load(tmp_path, figures(f"A05,2016-12,{line}", columns=columns), reason="Recounted")
    assert (verified("A05").revised_on is not None) is revised


def test_nobody_verifies_their_own_figure() -> None:
    found = submitted("A02")
    before = picture()
    assert problems(verify_figures(found, by=officer())) == ["you entered it yourself; somebody else verifies it"]
    assert picture() == before
    lead = officer("performance-lead")
    enter(entry("16", code="A02"), username="performance-lead")
    again = submitted("A02")
    assert not verify_figures(again, by=lead)[0].is_done, "who changed it last has entered it"
    assert verify_figures(again, by=officer())[0].is_done


def test_sent_back_it_is_a_draft_with_what_to_mend() -> None:
    found = submitted("A02")
    with pytest.raises(ValueError, match="reason is needed"):
        send_back(found, by=officer("performance-lead"), reason="  ")
    (done,) = send_back(found, by=officer("performance-lead"), reason="Ward 3 is missing")
    assert done.is_done
    assert (draft("A02").state, draft("A02").sent_back) == ("draft", "Ward 3 is missing")
    assert draft("A02").entered_by == officer(), "it returns to its owner"
    assert Revision.objects.filter(indicator__code="A02").first().reason == "Ward 3 is missing"
    enter(entry("16", code="A02"))
    assert draft("A02").sent_back == ""


def test_what_is_left_as_it_was_may_be_submitted_again() -> None:
    send_back(submitted("A02"), by=officer("performance-lead"), reason="Sure?")
    assert submit_figures(ways(draft("A02")), by=officer())[0].is_done
    assert draft("A02").sent_back == ""


def test_a_draft_discarded_leaves_what_was_verified() -> None:
    (done,) = discard_figures(ways(draft()), by=officer(), reason="Wrong month")
    assert done.is_done
    assert verified().value == "86.2"
    newest = Revision.objects.filter(indicator__code="A01").first()
    assert (newest.new, newest.old["value"], newest.reason) == (None, "87.2", "Wrong month")


def test_steps_out_of_turn_are_told() -> None:
    lead = officer("performance-lead")
    assert "submits it first" in problems(verify_figures(ways(draft()), by=lead))[0]
    assert "submits it first" in problems(send_back(ways(draft()), by=lead, reason="x"))[0]
    found = submitted("A01")
    assert "submitted already" in problems(submit_figures(found, by=officer()))[0]
    assert "send it back first" in problems(discard_figures(found, by=officer()))[0]
    verify_figures(found, by=lead)
    assert "not on its way" in problems(verify_figures(found, by=lead))[0]


def test_who_saw_an_older_version_is_told() -> None:
    found = submitted("A02")
    enter(entry("16", code="A02"), username="colleague")
    submitted("A02")
    assert "look at it again" in problems(verify_figures(found, by=officer("performance-lead")))[0]
    assert draft("A02").state == "submitted"


def test_the_good_ones_go_on_beside_the_others() -> None:
    mixed = [*submitted("A02"), *ways(draft()), RowSeen(987_654, 1)]
    found = verify_figures(mixed, by=officer("performance-lead"))
    assert [one.is_done for one in found] == [True, False, False]
    assert verified("A02").value == "15"


def test_many_cost_the_queries_of_one(tmp_path: Path) -> None:
    def cost(*rows: Figure) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert all(one.is_done for one in submit_figures(ways(*rows), by=officer()))
        return len(queries)

    enter(*(entry(str(value), code="A02", period=DECEMBER.plus(value)) for value in range(1, 30)))
    rows = list(Figure.objects.filter(state="draft", indicator__code="A02", ends__gt=DECEMBER.number))
    assert cost(rows[0]) == cost(*rows[1:])


# Locks


def test_a_locked_round_takes_no_step_until_it_is_opened_again() -> None:
    committee, lead = Committee.objects.get(), officer("performance-lead")
    lock_round(committee=committee, month=DECEMBER, by=lead)
    for found in (
        submit_figures(ways(draft()), by=officer()),
        discard_figures(ways(draft()), by=officer()),
    ):
        assert problems(found) == ["the round of December 2016 is locked; open it again first"]
    with pytest.raises(RoundRefused, match="reason is needed"):
        reopen_round(committee=committee, month=DECEMBER, by=lead, reason="")
    with pytest.raises(RoundRefused, match="locked already"):
        lock_round(committee=committee, month=DECEMBER, by=lead)
    reopen_round(committee=committee, month=DECEMBER, by=lead, reason="A late return")
    assert submit_figures(ways(draft()), by=officer())[0].is_done
    with pytest.raises(RoundRefused, match="is not locked"):
        reopen_round(committee=committee, month=DECEMBER, by=lead, reason="Again")
    steps = RoundEvent.objects.order_by("id").values_list("step", "reason", "by__username", "period")
    assert list(steps) == [
        ("locked", "", "performance-lead", "2016-12"),
        ("reopened", "A late return", "performance-lead", "2016-12"),
    ]


def test_one_committees_lock_is_not_anothers(tmp_path: Path) -> None:
    load(tmp_path, {"committees.csv": "slug,name,council,public\nchildren,Children,Example Council,yes\n"})
    lock_round(committee=Committee.objects.get(slug="children"), month=DECEMBER, by=officer("performance-lead"))
    assert submit_figures(ways(draft()), by=officer())[0].is_done
    assert periods.month(2016, 12) == DECEMBER
