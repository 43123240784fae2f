"""A round played from its files: through the actions, by the people it names, all of it or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indicators.actions import Refused, play_round
from indicators.importing.round_script import read_round_script
from indicators.models import Figure, Handover, Revision
from tests import stores
from tests.importing.test_round_script import FILES
from tests.indicators.test_entering import CALM

pytestmark = pytest.mark.django_db
TODAY = date(2028, 2, 27)
STEPS = FILES["steps.csv"]
HANDOVERS = FILES["handovers.csv"].replace("A01; A/2(b)", "a01;A02")


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> None:
    stores.registers(tmp_path / "store", figures="\n".join(("code,period,value", *CALM, "A02,2016-12,15")) + "\n")
    for name in ("ann", "zoë"):
        stores.officer(name)


def play(folder: Path, **changed: str) -> None:
    files = {**FILES, "handovers.csv": HANDOVERS, **{f"{name}.csv": text for name, text in changed.items()}}
    play_round(read_round_script(stores.write(folder / "script", files)), today=TODAY)


CORRECTED = STEPS.replace("A02,Dec 2016,enter,ann,,", "A02,Dec 2016,enter,ann,Counted twice,")


def test_everything_happens_as_if_people_had_done_it(tmp_path: Path) -> None:
    play(tmp_path, steps=CORRECTED + "A02,2016-12,submit,ann,,\nA02,2016-12,verify,zoë,,\n")
    sent_back = Figure.objects.get(indicator__code="A01", period="2016-12")
    assert (sent_back.state, sent_back.value, sent_back.sent_back) == ("draft", "86.2", "Look again")
    corrected = Figure.objects.get(indicator__code="A02", period="2016-12")
    assert (corrected.state, corrected.value, corrected.why) == ("verified", "14", "Counted twice")
    assert corrected.revised_on is not None
    made = Revision.objects.filter(period="2016-12", indicator__code="A01").order_by("id")
    assert [(one.by.username, one.new["state"]) for one in made] == [
        ("ann", "draft"),
        ("ann", "submitted"),
        ("zoë", "draft"),
    ]
    one = Handover.objects.get()
    assert (one.giver.username, one.deputy.username, one.reason) == ("ann", "zoë", "Leave")
    assert (one.from_day, one.until_day) == (date(2028, 2, 24), date(2028, 3, 9)), "over a leap day"
    assert {each.code for each in one.indicators.all()} == {"A01", "A02"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"steps": CORRECTED.replace("zoë", "nobody")}, "steps.csv, row 5, column by: there is no account “nobody”"),
        (
            {"handovers": HANDOVERS.replace("zoë", "Ann")},
            "handovers.csv, row 2, column deputy: there is no account “Ann”",
        ),
        ({"steps": STEPS}, "A02 2016-12: refused (the verified figure is 15"),
        ({"steps": CORRECTED + "A02,2016-12,verify,zoë,,\n"}, "it is a draft; who enters it submits it first"),
        (
            {"steps": CORRECTED + "A02,2016-12,submit,ann,,\nA02,2016-12,verify,ann,,\n"},
            "column step: A02 2016-12: you entered it yourself",
        ),
        ({"steps": CORRECTED + "A04,2016-12,submit,ann,,\n"}, "A04 2016-12: it is not on its way any more"),
        (
            {"figures": FILES["figures.csv"].replace("86.2", "8.62"), "steps": CORRECTED.replace("Counted again", "")},
            "A01 2016-12: doubted (",
        ),
        ({"handovers": HANDOVERS.replace("adults", "board")}, "the committee “board” has none; accepted"),
        ({"handovers": HANDOVERS.replace("A02", "Z9")}, "of “a01;Z9” the committee “adults” has A01; accepted"),
        ({"figures": "nothing\n"}, "figures.csv"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_left_behind(
    tmp_path: Path, changed: dict[str, str], told: str
) -> None:
    before = stores.picture()
    with pytest.raises(Refused) as refused:
        play(tmp_path, **{"steps": CORRECTED, **changed})
    assert told in "\n".join(map(str, refused.value.problems))
    assert stores.picture() == before
