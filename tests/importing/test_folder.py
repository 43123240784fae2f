"""Reading a folder: rows by type, columns that are absent or empty, row numbers, and what must never be followed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from indicators.domain import periods
from indicators.domain.definitions import Basis, Colour, Polarity, Unit
from indicators.domain.periods import Frequency
from indicators.domain.rating import SchemeKind
from indicators.domain.series import Status
from indicators.importing import sheet_reader
from indicators.importing.folder import read_folder
from indicators.importing.sheets import SHEETS
from tests.importing.folders import COMMITTEES, INDICATOR_COLUMNS, INDICATORS, said, with_registers, written

EVERYTHING = {
    "README.md": "Passed over.",
    "committees.csv": "slug,name,council,default_scheme,public,off_target_from,worsening_moves\n"
    "adults,Adult Social Care Committee,Example Council,strict,yes,7.5,4\n",
    "sections.csv": "committee,slug,name,order\nadults,reviews,Reviews,-2\n",
    "schemes.csv": "slug,kind,green_within,red_from,levels,note\n"
    "strict,percent_of_target,0,2.5,,agreed in 2016\nrisk,bands,,,green 1-5; amber 6-15; red 16-25,\n",
    "indicators.csv": f"{INDICATOR_COLUMNS},section,decimals,scheme,lead,data_owner,due_days,order,suppress_below,"
    "retired_from,related\n"
    "A.01,adults,People with a review,bigger,percent,monthly,year_to_date,reviews,1,strict,Head of reviews,"
    "Analyst,20,3,5,2017-04,b02\n"
    "B02,adults,Risk,smaller,score,quarterly,snapshot,,,risk,,,,,,,\n"
    "P03,adults,New case system,none,judgement,quarterly,snapshot,,,,,,,,,,A.01; B02\n",
    "definitions.csv": "code,from_period,definition,why,target_rationale,breaks_series,note\n"
    'a.01,2016/17,"People reviewed,\r\nout of all with a plan",It matters,Others do 90,yes,From April\n',
    "targets.csv": "code,period,value,value_to,profile,note\nA.01,2016/17,90%,,Shares 25  50 75 100,from the plan\n",
    "figures.csv": "code,period,value,numerator,denominator,status,reason,judged,note\n"
    "A.01,Dec 2016,86.20,431,500,provisional,,,counted twice\n"
    "A.01,2017-01,TBA,,,awaited,,,\n"
    "P03,Q3 2016/17,,,,final,Testing is late,amber,\n",
    "rating_overrides.csv": "code,period,rating,reason\nA.01,2016-12,Amber,Two late forms\n",
    "exception_flags.csv": "code,period,rule,reason\nA.01,2016-12,budget,Home care line\n",
    "report_cards/a-01/2017-01.md": "## Why is this important?\n\nReviews keep plans right.\n",
}


def test_a_whole_folder(tmp_path: Path) -> None:
    folder = written(tmp_path, EVERYTHING)
    assert said(folder) == []
    committee, section, scheme = folder.committees[0], folder.sections[0], folder.schemes[1]
    assert (committee.public, committee.off_target_from, committee.worsening_moves) == (True, Decimal("7.5"), 4)
    assert (section.committee, section.slug, section.order) == ("adults", "reviews", -2)
    assert (scheme.kind, scheme.red_from, scheme.levels) == (
        SchemeKind.BANDS,
        None,
        "green 1-5; amber 6-15; red 16-25",
    )
    indicator = folder.indicators[0]
    assert (indicator.code, indicator.key, indicator.address, indicator.row) == ("A.01", "a.01", "a-01", 2)
    assert (indicator.good_is, indicator.unit, indicator.frequency, indicator.basis) == (
        Polarity.BIGGER,
        Unit.PERCENT,
        Frequency.MONTHLY,
        Basis.YEAR_TO_DATE,
    )
    assert (indicator.decimals, indicator.due_days, indicator.order, indicator.suppress_below) == (1, 20, 3, 5)
    assert (indicator.retired_from, indicator.related) == (periods.month(2017, 4), ("b02",))
    assert folder.indicators[1].decimals is None
    assert folder.indicators[2].related == ("A.01", "B02")
    definition = folder.definitions[0]
    assert definition.definition == "People reviewed,\nout of all with a plan"
    assert (definition.key, definition.from_period, definition.breaks_series) == ("a.01", periods.year(2016), True)
    target = folder.targets[0]
    assert (str(target.value), target.value_text, target.value_to, target.profile) == (
        "90",
        "90%",
        None,
        "shares 25 50 75 100",
    )
    final, awaited, judged = folder.figures
    assert (final.period, str(final.value), final.status) == (periods.month(2016, 12), "86.20", Status.PROVISIONAL)
    assert (final.numerator, final.denominator, final.note) == (Decimal(431), Decimal(500), "counted twice")
    assert (awaited.value, awaited.value_text, awaited.status) == (None, "TBA", Status.AWAITED)
    assert (judged.period, judged.judged, judged.reason) == (
        periods.quarter(2016, 3),
        Colour.AMBER,
        "Testing is late",
    )
    assert (folder.overrides[0].rating, folder.flags[0].rule) == (Colour.AMBER, "budget")
    assert folder.report_cards[0].path == "report_cards/a-01/2017-01.md"


def test_absent_columns_are_told_from_empty_cells(tmp_path: Path) -> None:
    folder = with_registers(tmp_path, figures="period,status,code,value\n2016-12,,A01,86.2\n")
    (figure,) = folder.figures
    assert figure.given == {"period", "status", "code", "value"}
    assert figure.status is Status.FINAL
    assert folder.figures[0].given is figure.given


def test_all_rows_share_one_set_of_columns(tmp_path: Path) -> None:
    folder = with_registers(tmp_path, figures="code,period,value\nA01,2016-11,1\nA01,2016-12,2\n")
    assert folder.figures[0].given is folder.figures[1].given


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    figures = 'code,period,value,note\nA01,2016-10,1,"two\nlines"\n\n,,,\nA01,2016-12,x,\n'
    folder = with_registers(tmp_path, figures=figures)
    assert [row.row for row in folder.figures] == [2]
    assert [(one.row, one.value) for one in folder.problems] == [(5, "x")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte-order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["unix", "windows", "old mac"])
def test_marks_and_line_ends_of_other_programs(tmp_path: Path, mark: bytes, end: bytes) -> None:
    figures = mark + b"code,period,value" + end + "A01,2016-12,£5".encode() + end
    folder = with_registers(tmp_path, figures=figures)
    assert folder.problems == ()
    assert folder.figures[0].value == 5


def test_a_missing_folder_and_a_file_in_its_place(tmp_path: Path) -> None:
    missing, file = tmp_path / "nowhere", tmp_path / "a file"
    file.write_text("x")
    assert (
        said(read_folder(missing))
        == [f".: the folder “{missing}” does not exist; accepted: a folder with files such as figures.csv"]
        or len(str(missing)) > 60
    )
    assert "is a file, not a folder" in said(read_folder(file))[0]


def test_links_are_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("code,period,value\nA01,2016-12,1\n")
    cards = tmp_path / "cards"
    (cards / "a01").mkdir(parents=True)
    (cards / "a01" / "2016-12.md").write_text("## Action required\n\nx\n")
    folder = tmp_path / "folder"
    written(folder, {"committees.csv": COMMITTEES, "indicators.csv": INDICATORS})
    (folder / "figures.csv").symlink_to(secret)
    (folder / "report_cards").symlink_to(cards, target_is_directory=True)
    read = read_folder(folder)
    assert said(read) == [
        "figures.csv: is a link; accepted: plain files and folders",
        "report_cards: is a link; accepted: plain files and folders",
    ]
    assert (read.figures, read.report_cards) == ((), ())


def test_links_among_the_report_cards(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    card = {"report_cards/a01/2016-12.md": "## Action required\n\nx\n"}
    written(folder, {"committees.csv": COMMITTEES, "indicators.csv": INDICATORS, **card})
    (folder / "report_cards" / "a02").symlink_to(folder / "report_cards" / "a01", target_is_directory=True)
    (folder / "report_cards" / "a01" / "2017-01.md").symlink_to(folder / "report_cards" / "a01" / "2016-12.md")
    (folder / "report_cards" / "a01" / "2017-02.md").mkdir()
    assert said(read_folder(folder)) == [
        "report_cards/a01/2017-01.md: “2017-01.md” is not a plain file",
        "report_cards/a01/2017-02.md: “2017-02.md” is not a plain file",
        "report_cards/a02: “a02” is not a folder; accepted: report_cards/CODE/PERIOD.md",
    ]


def test_files_and_folders_in_each_others_place(tmp_path: Path) -> None:
    folder = written(tmp_path, {"committees.csv": COMMITTEES, "figures.csv/x": "x", "report_cards": "x"})
    assert said(folder) == ["figures.csv: is not a plain file", "report_cards: is not a folder"]


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reader, "LARGEST_FILE", 100)
    folder = with_registers(tmp_path, committees="slug,name,council\n", indicators="", figures="x" * 101)
    assert str(folder.problems[-1]) == "figures.csv: the file has 101 bytes; accepted: at most 100"


def test_a_row_left_out_is_not_blamed_twice(tmp_path: Path) -> None:
    """The indicator's row has a slip of its own: the figures that name it are right."""
    folder = with_registers(
        tmp_path,
        indicators=INDICATORS.replace("bigger", "up"),
        figures="code,period,value\nA01,2016-12,86.2\n",
        rating_overrides="code,period,rating,reason\nA01,2016-12,red,Known\n",
    )
    assert [one.partition(":")[0] for one in said(folder)] == ["indicators.csv, row 2, column good_is"]


def test_nothing_is_concluded_from_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    folder = with_registers(
        tmp_path,
        committees=COMMITTEES.encode("utf-16"),
        indicators="",
        figures="code,period,value\nA01,2016-12,86.2\n",
        **{"report_cards/x": ""},
    )
    assert {problem.file for problem in folder.problems} >= {"committees.csv", "indicators.csv"}
    assert not [one for one in said(folder) if one.startswith("figures.csv")]


def test_half_a_row_still_says_what_it_can(tmp_path: Path) -> None:
    folder = with_registers(
        tmp_path,
        figures="code,period,value\nA99,2016-12,x\nA01,2016/17 Q3,x\n",
        targets="code,period,value\nA01,2016,x\n",
    )
    assert [one.partition(":")[0] for one in said(folder)] == [
        "targets.csv, row 2, column period",
        "targets.csv, row 2, column value",
        "figures.csv, row 2, column value",
        "figures.csv, row 2, column code",
        "figures.csv, row 3, column value",
        "figures.csv, row 3, column period",
    ]


def test_digits_of_other_scripts_make_no_period(tmp_path: Path) -> None:
    folder = with_registers(tmp_path, figures="code,period,value\nA01,٢٠١٦-١٢,1\n")
    assert [problem.column for problem in folder.problems] == ["period"]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
@example(b'code,period,value\n"A01')
@example(b"\xff\xfe")
@example(b'code,period,value\n"' + b"x" * 140_000 + b'",2016-12,1\n')
@example(b"\xef\xbb\xbf")
def test_any_bytes_can_be_read(tmp_path: Path, data: bytes) -> None:
    folder = with_registers(tmp_path, figures=data)
    assert folder.problems or data.strip() == b"code,period"
    said(folder)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.text(alphabet='aA01-/ Q3%£,;"\n.x()٣', max_size=8), min_size=3, max_size=3).map(
            lambda cells: ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
        ),
        max_size=4,
    )
)
def test_any_cells_can_be_checked(tmp_path: Path, lines: list[str]) -> None:
    folder = with_registers(tmp_path, figures="\n".join(["code,period,value", *lines]))
    for line in said(folder):
        assert "\n" not in line


def test_every_column_has_its_field() -> None:
    for sheet in SHEETS:
        fields = set(sheet.row_type.__dataclass_fields__)
        assert {column.name for column in sheet.columns} | {"row", "given"} <= fields | {"code"}
        assert set(sheet.identity) <= set(sheet.required)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may run as an administrator, to whom no file is closed: so the refusal is acted."""

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    card = {"report_cards/a01/2016-12.md": "## Action required\n\nx\n"}
    assert said(written(tmp_path, {"figures.csv": "code,period,value\n", **card})) == [
        "figures.csv: the file cannot be read: Permission denied",
        "report_cards/a01/2016-12.md: the file cannot be read: Permission denied",
    ]


def test_a_byte_that_is_not_text_after_a_quotation_mark_left_open(tmp_path: Path) -> None:
    figures = b'code,period,value,note\nA01,2016-11,1,"' + b"x" * 140_000 + b"\xa3\n"
    lines = said(with_registers(tmp_path, figures=figures))
    assert [line.partition(":")[0] for line in lines] == ["figures.csv, row 2", "figures.csv, row 2"]


def test_rows_beside_a_byte_that_is_not_text_are_still_checked(tmp_path: Path) -> None:
    figures = "code,period,value,note\nA01,2016-11,1,£\nA01,2016-12,x,\n".encode("cp1252")
    lines = said(with_registers(tmp_path, figures=figures))
    assert [line.partition(":")[0] for line in lines] == ["figures.csv, row 2", "figures.csv, row 3, column value"]
