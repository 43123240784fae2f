"""Papers told in files: what is read, and everything that is wrong with a folder, all at once and with its place."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from reports.demonstration.scripts import Cleared, read_paper_script
from tests import stores

FILES = {
    "README.md": "What is to be seen here",
    "meeting.csv": "committee,day,time,place\nadults,2017-03-06,10:00,County Hall\n",
    "paper.csv": "slug,title,month,composed_by,item,director\nperformance,Performance,2016-12,ann,8,Director\n",
    "parts/financial.md": "Nothing to add.\n\n| £m | Budget |\n| --- | --- |\n| Care | 1.200 |\n",
    "parts-1.1/financial.md": "One thing to add.\n",
    "added_parts.csv": "part,heading,appendix,before\nmoney,The money in full,yes,definitions\n",
    "cards.csv": "code\nA02\n",
    "left_out.csv": "part,reason\nbackground,There are none\n",
    "exempt.csv": "part,paragraph,reason,review\nmoney,3,It names a price,2018-03-06\n",
    "deadlines.csv": "name,day\nPaper locked,2017-02-22\n",
    "clearances.csv": "kind,comment,initials,day\nfinance,Seen,AB,2017-02-20\n",
    "acceptances.csv": "finding,reason\nexception-without-card:A01,Left out with its reason\n",
    "versions.csv": (
        "number,locked_by,locked_at,published_by,published_at,reason,supplement,urgency\n"
        "1.0,zoë,2017-02-22 14:00,zoë,2017-02-23 10:00,,,\n"
        "1.1,zoë,2017-03-01 09:30,,,A sum was wrong,no,Members need it\n"
    ),
}


def said(folder: Path, files: dict[str, str]) -> list[str]:
    return [str(one) for one in read_paper_script(stores.write(folder / "paper", files)).problems]


def test_everything_that_is_told_is_read(tmp_path: Path) -> None:
    script = read_paper_script(stores.write(tmp_path / "paper", FILES))
    assert script.problems == ()
    (meeting,), (paper,), (card,), (added,) = script.meetings, script.papers, script.cards, script.added
    assert (meeting.committee, meeting.day, meeting.time) == ("adults", date(2017, 3, 6), time(10))
    assert (paper.slug, paper.month.written, paper.composed_by, paper.item) == ("performance", "2016-12", "ann", "8")
    assert (card.code, added.part, added.appendix, added.before) == ("A02", "money", True, "definitions")
    (out,), (exempt,), (cleared,) = script.left_out, script.exempt, script.clearances
    assert (out.part, exempt.paragraph, exempt.review) == ("background", 3, date(2018, 3, 6))
    assert (cleared.kind, cleared.initials) == (Cleared.FINANCE, "AB")
    first, second = script.versions
    assert (first.locked_at, first.published_at) == (datetime(2017, 2, 22, 14), datetime(2017, 2, 23, 10))
    assert (second.number, second.reason, second.supplement, second.urgency, second.published_at) == (
        "1.1",
        "A sum was wrong",
        False,
        "Members need it",
        None,
    )
    assert [(one.version, one.part, one.text.partition("\n")[0]) for one in script.texts] == [
        ("1.0", "financial", "Nothing to add."),
        ("1.1", "financial", "One thing to add."),
    ]
    assert [one.file for one in script.texts_of("1.1")] == ["parts-1.1/financial.md"]


def test_only_the_meeting_and_the_paper_must_be_told(tmp_path: Path) -> None:
    assert said(tmp_path, {name: FILES[name] for name in ("meeting.csv", "paper.csv")}) == []
    (one, other) = said(tmp_path, {"cards.csv": "code\nA02\n"})
    assert one.startswith("meeting.csv: the file cannot be read")
    assert other.startswith("paper.csv: the file cannot be read")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    first = read_paper_script(tmp_path / "nowhere").problems[0]
    assert str(first) == "nowhere: there is no such folder; accepted: one that tells a paper"


FAULTS = {
    "a day": (
        {"meeting.csv": "committee,day\nadults,6 March\n"},
        "meeting.csv, row 2, column day: “6 March” is not a day; accepted: 2017-03-06",
    ),
    "a time": (
        {"meeting.csv": "committee,day,time\nadults,2017-03-06,ten\n"},
        "meeting.csv, row 2, column time: “ten” is not a time; accepted: 10:00",
    ),
    "a moment": (
        {"versions.csv": "number,locked_by,locked_at\n1.0,zoë,2017-02-22\n", "parts-1.1/financial.md": None},
        "versions.csv, row 2, column locked_at: “2017-02-22” is not a day and a time; accepted: 2017-02-22 14:00",
    ),
    "a version": (
        {"versions.csv": "number,locked_by,locked_at\nfirst,zoë,2017-02-22 14:00\n"},
        "versions.csv, row 2, column number: “first” is not a version; accepted: 1.0 or 1.1",
    ),
    "two papers": (
        {"paper.csv": FILES["paper.csv"] + "another,Another,2016-12,ann,9,Director\n"},
        "paper.csv: the file has 2 rows; accepted: one",
    ),
    "a first version that is none": (
        {"versions.csv": FILES["versions.csv"].replace("1.0,", "2.0,")},
        "versions.csv, row 2, column number: “2.0” comes first; accepted: 1.0",
    ),
    "a correction without a reason": (
        {"versions.csv": FILES["versions.csv"].replace("A sum was wrong", "")},
        "versions.csv, row 3, column reason: a correction needs a reason; accepted: what was wrong",
    ),
    "half a publication": (
        {"versions.csv": FILES["versions.csv"].replace("zoë,2017-02-23 10:00", "zoë,")},
        "versions.csv, row 2, column published_at: half a publication; accepted: both who did it and when, or neither",
    ),
    "texts of no version": (
        {"parts-2.0/financial.md": "Words\n"},
        "parts-2.0/financial.md: no version has this number; accepted: a row of versions.csv with the number 2.0",
    ),
    "a heading in a text": (
        {"parts/financial.md": "## Money\n"},
        "parts/financial.md: “## Money” would be a heading, which only the page makes; accepted: text, lists, bold, "
        "links and simple tables",
    ),
    "a file in a folder of texts": (
        {"parts/financial.txt": "Words\n"},
        "parts/financial.txt: is not a text; accepted: KEY.md",
    ),
    "a text that is too long": (
        {"parts/financial.md": "x" * 70_000},
        "parts/financial.md: the text has 70,000 bytes; accepted: at most 65,536",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_with_its_place(fault: str, tmp_path: Path) -> None:
    changed, told = FAULTS[fault]
    files = {name: text for name, text in {**FILES, **changed}.items() if text is not None}
    assert said(tmp_path, files) == [told]


@pytest.mark.parametrize("name", ["figures.csv", "notes/2017.md", "parts-one/financial.md"])
def test_a_file_that_tells_nothing_is_named(name: str, tmp_path: Path) -> None:
    told = said(tmp_path, {**FILES, name: "Words\n"})
    assert [line.partition(":")[0] for line in told][:1] == [name.partition("/")[0]]
    assert "is not a file of a paper; accepted: README.md, acceptances.csv" in told[0]


def test_a_text_that_is_not_utf_8(tmp_path: Path) -> None:
    folder = stores.write(tmp_path / "paper", FILES)
    (folder / "parts" / "financial.md").write_bytes(b"Caf\xe9")
    (one,) = read_paper_script(folder).problems
    assert str(one).startswith("parts/financial.md: the byte 0xE9 is not UTF-8; accepted: UTF-8")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    changed = {"meeting.csv": "committee,day\nadults,today\n", "left_out.csv": "part,reason\nbackground,\n"}
    assert [line.partition(":")[0] for line in said(tmp_path, {**FILES, **changed})] == [
        "meeting.csv, row 2, column day",
        "left_out.csv, row 2, column reason",
    ]
