"""A round told in files: read whole, or with everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.domain.periods import month
from indicators.importing.round_script import RoundScript, Step, read_round_script

FILES = {
    "figures.csv": "code,period,value\nA01,2016-12,86.2\na02,2016-12,14\n",
    "steps.csv": (
        "code,period,step,by,reason,checked\n"
        "A01,2016-12,enter,ann,,Counted again\n"
        "A02,Dec 2016,enter,ann,,\n"
        "A01,2016-12,submit,ann,,\n"
        "A01,2016-12,send_back,zoë,Look again,\n"
    ),
    "handovers.csv": (
        "committee,giver,deputy,codes,from_days,until_days,reason\nadults,ann,zoë,A01; A/2(b),-3,11,Leave\n"
    ),
}


def read(folder: Path, **changed: str | None) -> RoundScript:
    for name, text in {**FILES, **{f"{name}.csv": text for name, text in changed.items()}}.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return read_round_script(folder)


def test_what_the_files_say_is_read_in_their_order(tmp_path: Path) -> None:
    script = read(tmp_path)
    assert script.problems == ()
    assert [(row.key, row.step, row.by, row.reason, row.checked) for row in script.steps] == [
        ("a01", Step.ENTER, "ann", "", "Counted again"),
        ("a02", Step.ENTER, "ann", "", ""),
        ("a01", Step.SUBMIT, "ann", "", ""),
        ("a01", Step.SEND_BACK, "zoë", "Look again", ""),
    ]
    assert script.figure("a02", month(2016, 12)).value_text == "14"
    (handover,) = script.handovers
    assert (handover.codes, handover.from_days, handover.until_days) == (("A01", "A/2(b)"), -3, 11)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"steps": None}, "steps.csv: the file cannot be read"),
        ({"figures": ""}, "figures.csv: the file is empty"),
        ({"figures": "code,period,value\nA01,2016-12,86.2\n"}, "A02 2016-12 has no figure to enter"),
        ({"figures": FILES["figures.csv"] + "A03,2016-12,5\n"}, "A03 2016-12 is entered by nobody"),
        (
            {"steps": FILES["steps.csv"] + "A01,2016-12,publish,ann,,\n"},
            "“publish” is not known; accepted: enter, submit",
        ),
        ({"steps": FILES["steps.csv"] + "A01,2016-12,submit,ann,,\n"}, "row 6"),
        ({"steps": FILES["steps.csv"] + "A02,2016-12,send_back,ann,,\n"}, "A02 2016-12 is sent back without a reason"),
        ({"steps": FILES["steps.csv"] + "A02,2016-13,submit,ann,,\n"}, "2016-13"),
        ({"steps": FILES["steps.csv"] + "A02,2016-12,submit,,,\n"}, "column by"),
        ({"steps": FILES["steps.csv"] + f"A02,2016-12,submit,{'x' * 151},,\n"}, "at most 150"),
        ({"handovers": FILES["handovers.csv"].replace("-3", "soon")}, "“soon” does not fit"),
        ({"handovers": FILES["handovers.csv"].replace("Leave", "")}, "column reason"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, changed: dict[str, str | None], told: str) -> None:
    problems = "\n".join(map(str, read(tmp_path, **changed).problems))
    assert told in problems


def test_a_folder_that_is_not_there_is_three_problems(tmp_path: Path) -> None:
    problems = read_round_script(tmp_path / "nowhere").problems
    assert [one.file for one in problems] == ["figures.csv", "steps.csv", "handovers.csv"]
