"""What may have changed between looking at an upload and confirming or undoing it; and codes that are another's.

Whatever it is: it is told in words, and nothing is written that was not shown or is not theirs to write.
"""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from indicators import rights
from indicators.actions import lock_round
from indicators.domain import periods
from indicators.models import Capacity, Committee, CommitteeRole, Handover, Indicator, Responsibility, Upload
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import (
    PRIVATE_WORDS,
    client_for,
    client_of,
    in_charge,
    officer,
    text_of,
    working_store,
)
from tests.indicators.uploading import NEW, START, on_the_way, page_of, step, uploaded

pytestmark = pytest.mark.django_db
TODAY = date(2016, 12, 15)
STANDING = {("A01", "2016-12"): "66.6123", ("A01", "2017-01"): "66.6123"}
"""The drafts that are there before anything is uploaded."""


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    working_store(tmp_path / "store")
    (tmp_path / "locks").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "locks"))
    monkeypatch.setattr(rights, "today", lambda: TODAY)


@pytest.fixture
def ann(_store: None) -> Client:
    return client_of(DATA_OFFICER, "ann", committees=["adults"])


@pytest.fixture
def sam(_store: None) -> Client:
    """A colleague who stands in for ann this week, with A02 and A05."""
    giver = officer(DATA_OFFICER, "giver", committees=["adults"])
    lent = [stores.indicator("A02"), stores.indicator("A05")]
    in_charge(giver, Capacity.DATA, *lent)
    deputy = officer(DATA_OFFICER, "sam", committees=["adults"])
    one = Handover.objects.create(
        committee=Committee.objects.get(slug="adults"),
        giver=giver,
        deputy=deputy,
        from_day=TODAY,
        until_day=TODAY + timedelta(days=6),
        reason="Leave",
    )
    one.indicators.set(lent)
    return client_for(deputy)


# Confirming -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"retired_from": "2017-01"}, "“A02” is not reported from January 2017 on; accepted: figures of months before"),
        ({"retired_from": "2016/17 Q4"}, "“A02” is not reported from Q4 2016/17 on"),
        ({"frequency": "quarterly"}, "“2017-01” is a month"),
    ],
)
def test_what_became_of_an_indicator_meanwhile_is_told(ann: Client, columns: dict[str, str], said: str) -> None:
    upload = uploaded(ann, NEW)
    Indicator.objects.filter(code="A02").update(**columns)
    answer = step(ann, upload, "confirm")
    assert answer.status_code == 409
    assert "not what they were when you were shown them: row 2." in text_of(answer)
    assert said in text_of(answer)
    assert on_the_way() == STANDING
    assert "1 figure was written" in text_of(step(ann, upload, "confirm")), "the other one need not wait"


@pytest.mark.parametrize(
    ("code", "period", "since", "is_taken"),
    [
        ("A02", "2016-12", "2017-01", True),
        ("A02", "2017-01", "2017-01", False),
        ("A02", "2016-10", "2016/17 Q3", False),
        ("A03", "2016/17 Q2", "2016-10", True),
        ("A03", "2016/17 Q3", "2016-12", False),
    ],
)
def test_a_figure_of_a_period_that_no_round_asks_for_is_refused(
    ann: Client, code: str, period: str, since: str, is_taken: bool
) -> None:
    Indicator.objects.filter(code=code).update(retired_from=since)
    shown = text_of(ann.get(page_of(uploaded(ann, f"code,period,value\n{code},{period},15.5\n"))))
    assert ("is not reported from" in shown) is not is_taken


def test_an_indicator_that_went_to_another_committee_is_told_as_one_that_nobody_has(ann: Client) -> None:
    upload = uploaded(ann, NEW)
    Indicator.objects.filter(code="A02").update(committee=Committee.objects.get(slug="cabinet"))
    answer = text_of(step(ann, upload, "confirm"))
    assert "“A02” is not an indicator of the Adult Social Care Committee; accepted: codes of its register." in answer
    assert "Cabinet" not in answer
    assert on_the_way() == STANDING


def test_a_deputy_whose_time_is_over_writes_nothing(sam: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = uploaded(sam, NEW)
    assert "2 figures" in text_of(sam.get(page_of(upload)))
    monkeypatch.setattr(rights, "today", lambda: TODAY + timedelta(days=7))
    answer = step(sam, upload, "confirm")
    assert answer.status_code == 409
    assert text_of(answer).count("is not yours to enter; accepted: indicators you are responsible for") == 2
    assert on_the_way() == STANDING


@pytest.mark.parametrize("how", ["role", "account"])
def test_who_lost_their_role_or_account_writes_nothing(ann: Client, how: str) -> None:
    upload = uploaded(ann, NEW)
    mark = ann.get(page_of(upload)).context["preview"].mark
    if how == "role":
        CommitteeRole.objects.filter(user__username="ann").delete()
    else:
        User.objects.filter(username="ann").update(is_active=False)
    before = stores.picture(without=("Session",))
    for name in ("confirm", "read", "sheet", "discard", "undo", "back"):
        assert ann.post(page_of(upload), {"step": name, "shown": mark, "why": "x"}).status_code in (302, 403)
    assert stores.picture(without=("Session",)) == before


# Undoing --------------------------------------------------------------------------------------------------------------


def test_undoing_leaves_what_is_not_theirs_any_more(ann: Client) -> None:
    upload = uploaded(ann, NEW)
    step(ann, upload, "confirm")
    Responsibility.objects.filter(user__username="ann", indicator__code="A02").delete()
    answer = text_of(step(ann, upload, "undo", why="Wrong file"))
    assert "1 figure is what it was before" in answer
    assert "A02 January 2017: it is not yours to enter any more" in answer
    assert on_the_way() == STANDING | {("A02", "2017-01"): "15"}


def test_undoing_leaves_a_round_that_was_locked_meanwhile(ann: Client) -> None:
    upload = uploaded(ann, NEW)
    step(ann, upload, "confirm")
    lead = officer(PERFORMANCE_LEAD, "lead")
    lock_round(committee=upload.committee, month=periods.month(2017, 1), by=lead, reason="Signed off")
    answer = text_of(step(ann, upload, "undo", why="Wrong file"))
    assert "1 figure is what it was before" in answer
    assert "A02 January 2017: its round is locked" in answer
    assert on_the_way() == STANDING | {("A02", "2017-01"): "15"}
    assert "can be undone, and once" in text_of(step(ann, upload, "undo", why="Again"))


def test_a_deputy_whose_time_is_over_undoes_nothing(sam: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = uploaded(sam, NEW)
    step(sam, upload, "confirm")
    written = on_the_way()
    assert written.keys() - STANDING.keys() == {("A02", "2017-01"), ("A05", "2016-12")}
    monkeypatch.setattr(rights, "today", lambda: TODAY + timedelta(days=7))
    assert "2 could not be undone" in text_of(step(sam, upload, "undo", why="Wrong file"))
    assert on_the_way() == written


@pytest.mark.parametrize("role", [PERFORMANCE_LEAD, ADMINISTRATOR])
def test_who_oversees_undoes_all_of_it(ann: Client, role: str) -> None:
    upload = uploaded(ann, NEW)
    step(ann, upload, "confirm")
    Responsibility.objects.all().delete()
    other = client_of(role, "overseer", committees=None if role == ADMINISTRATOR else ["adults"])
    assert "2 figures are what they were before" in text_of(step(other, upload, "undo", why="Wrong file"))
    assert on_the_way() == STANDING


def test_what_went_to_another_committee_is_not_undone_from_here(ann: Client) -> None:
    upload = uploaded(ann, NEW)
    step(ann, upload, "confirm")
    Indicator.objects.filter(code="A02").update(committee=Committee.objects.get(slug="cabinet"))
    lead = client_of(PERFORMANCE_LEAD, "lead", committees=["adults"])
    assert "1 could not be undone" in text_of(step(lead, upload, "undo", why="Wrong file"))
    assert on_the_way() == STANDING | {("A02", "2017-01"): "15"}


# Codes of other committees --------------------------------------------------------------------------------------------

ROWS = ("{},2016-12,43219876", "{},2016-12,5", "{},2016/17,5", "{},2016-12,", "{},2016-12,many", "{},2031-01,-0.5%")


@pytest.mark.parametrize("code", ["P01", "p01", " P01 "])
def test_a_code_of_another_committee_is_told_as_one_that_nobody_has(ann: Client, code: str) -> None:
    """P01 is the cabinet's, with a figure of December 2016; P09 is nobody's."""
    for pattern in ("code,period,value\n" + "{}\n", "code,2016-11,2016-12\n{}\n"):
        for row in ROWS if pattern.startswith("code,period") else ("{},5,43219876", "{},,many"):
            texts = []
            for asked in (code, code.replace("01", "09")):
                upload = uploaded(ann, pattern.format(row.format(asked)))
                found = [*upload_lines(ann, upload), ann.get(f"{page_of(upload)}to-mend.csv").content.decode()]
                texts.append([text.replace("09", "01") for text in found])
                assert not [word for word in PRIVATE_WORDS[:2] if word in "".join(found)]
            assert texts[0] == texts[1], row


def upload_lines(client: Client, upload: Upload) -> list[str]:
    """What the page of the upload says of its rows."""
    context = client.get(page_of(upload)).context
    counts = {one.group.value: one.count for one in context["counts"]}
    return [str(counts), *(str(line) for group in context["groups"] for line in group.lines)]


def test_the_same_file_in_another_committee_is_not_told(ann: Client) -> None:
    bob = client_of(DATA_OFFICER, "bob", committees=["cabinet"])
    place = f"{START}add/?committee=cabinet&month=2016-12"
    assert bob.post(place, {"file": SimpleUploadedFile("ours.csv", NEW.encode())}).status_code == 302
    shown = text_of(ann.get(page_of(uploaded(ann, NEW))))
    assert "uploaded this file" not in shown
    assert "bob" not in shown
