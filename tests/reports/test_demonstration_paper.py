"""The papers that the demonstration comes with: Norfolk's of 6 March 2017, Demonshire's corrected and composed ones."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pikepdf
import pytest
from django.conf import settings
from django.utils import timezone

from indicators.actions import play_round
from indicators.importing.round_script import read_round_script
from reports.cards import Document, Part
from reports.cards.preflight import PreflightFinding
from reports.demonstration.playing import play_paper
from reports.demonstration.scripts import read_paper_script
from reports.exports.documents import document_from
from reports.exports.word import document_docx
from reports.models import Paper, PaperPart, PaperVersion, Publication, VersionFile
from reports.pages.preflight import preflight
from reports.pdf import render
from reports.queries.papers import paper as paper_record
from tests import stores
from tests.reports.pdf_structure import complaints, read
from tests.reports.pdf_text import said_in
from tests.reports.test_paper_locking import words_of

pytestmark = pytest.mark.django_db

PAPERS = stores.FIXTURES / "papers"
CARDS = ("card-a09", "card-a11", "card-a10", "card-a03", "card-a05")
SECRETS = ("Fairhaven", "£27.40", "What the new home care provider asks for")  # 27.40 alone may be a place on a page


@dataclass(frozen=True, slots=True)
class Locked:
    """One version as it was kept and published."""

    number: str
    document: Document
    files: dict[str, bytes]
    stated: dict[str, str]
    changes: tuple[str, ...]
    lateness: str
    urgency: str


@dataclass(frozen=True, slots=True)
class Played:
    """A paper of the demonstration: its state, what preflight says of it, its parts and its locked versions."""

    state: str
    texts: dict[str, str]
    findings: tuple[PreflightFinding, ...]
    versions: tuple[Locked, ...]

    @property
    def newest(self) -> Locked:
        return self.versions[-1]


@cache
def played(name: str) -> Played:
    """Played once for all tests that look at it; each takes its rows back, what was seen of them stays."""
    stores.demonstration("norfolk_2017" if name.startswith("norfolk") else "demonshire")
    for username in ("data-officer", "performance-lead", "democratic-services"):
        stores.officer(username)
    if name.startswith("demonshire"):
        play_round(read_round_script(stores.FIXTURES / "round_in_progress" / "demonshire"), today=timezone.localdate())
    pk = play_paper(read_paper_script(PAPERS / name))
    record, versions = paper_record(pk), PaperVersion.objects.filter(paper=pk).order_by("major", "minor")
    assert record is not None
    at = versions[0].locked_at if versions else None
    return Played(
        Paper.objects.get(pk=pk).state,
        dict(PaperPart.objects.filter(paper=pk).values_list("key", "text")),
        preflight(record, at=at),
        tuple(map(_locked, versions)),
    )


def _locked(version: PaperVersion) -> Locked:
    publication = Publication.objects.get(version=version)
    files = VersionFile.objects.filter(version=version)
    names = {one.pk: f"{'restricted.' if one.restricted else ''}{one.ending}" for one in files}
    return Locked(
        version.number,
        document_from(bytes(version.content)),
        {names[one.pk]: bytes(one.content) for one in files},
        {names[one.pk]: one.sha256 for one in files},
        tuple(version.changes),
        publication.lateness,
        publication.urgency,
    )


@cache
def words(content: bytes) -> str:
    """Everything a file says: as people read it, in its properties and in its markup."""
    if not content.startswith(b"%PDF"):
        return words_of(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return f"{said_in(pdf)} {words_of(content)}"


def parts(document: Document) -> dict[str, Part]:
    return {part.key: part for head in document.parts for part in head.walk()}


# Norfolk, 6 March 2017


def test_norfolks_paper_is_whole() -> None:
    document = played("norfolk_2017").newest.document
    told = [part.key for part in document.parts]
    assert told == [
        *("strategic-impact", "executive-summary", "recommendations", "one-page", "introduction", "overview"),
        *("report-cards", "financial", "other-implications", "background", "contact"),
        *("prompts", "follow-up", "the-money-in-full", "how-norfolk-compares-201516", "definitions", "clearances"),
    ]
    inside = {part.key: [one.key for one in part.parts] for part in document.parts}
    assert inside["overview"] == ["dashboard", "exceptions"]
    assert inside["report-cards"] == list(CARDS)
    assert [part.number for part in document.parts if part.number.startswith("Appendix")] == [
        f"Appendix {letter}" for letter in "ABCDEF"
    ]
    cover = {fact.term: fact.words for fact in document.cover}
    assert cover["Report to"] == "Adult Social Care Committee, Norfolk County Council"
    assert cover["Meeting"] == "6 March 2017"
    assert cover["Performance as at"] == "January 2017"
    assert all(part.blocks or part.parts for part in parts(document).values())


def test_norfolks_paper_says_that_it_is_a_reconstruction() -> None:
    one = played("norfolk_2017")
    assert "reconstructed" in one.newest.document.title
    assert "This is a reconstruction" in one.texts["executive-summary"]
    for ending in ("pdf", "docx", "json"):
        assert "This is a reconstruction" in words(one.newest.files[ending]), ending


def test_nothing_stood_in_the_way_of_norfolks_paper_and_it_came_in_time() -> None:
    one = played("norfolk_2017")
    assert one.findings == ()
    assert (one.state, one.newest.number, one.newest.lateness) == ("locked", "1.0", "")
    assert one.newest.document.standing == "Version 1.0, locked on 22 February 2017 at 14:00"


def test_the_word_copy_leads_to_the_figures_as_they_are_now() -> None:
    assert f"{settings.SITE_ADDRESS}/indicators/a09/" in words(played("norfolk_2017").newest.files["docx"])


def test_each_report_card_of_norfolks_paper_is_one_page() -> None:
    with pikepdf.open(io.BytesIO(played("norfolk_2017").newest.files["pdf"])) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        with pdf.open_outline() as outline:
            (paper,) = outline.root
            (under,) = [item.children for item in paper.children if item.title.endswith("Report cards")]
            begins = [pages[item.destination[0].objgen] for item in under]
    assert len(begins) == len(CARDS)
    assert begins == list(range(begins[0], begins[0] + len(CARDS)))


ROWS = re.compile(r"^\| (?!---)(.+?) \|$", re.MULTILINE)


def tables(part: str) -> list[list[list[str]]]:
    """The tables of a part's text: of each its rows, the head first."""
    found: list[list[list[str]]] = []
    for block in (PAPERS / "norfolk_2017" / "parts" / f"{part}.md").read_text(encoding="utf-8").split("\n\n"):
        if block.startswith("|"):
            found.append([row.split(" | ") for row in ROWS.findall(block)])
    return found


def money(cell: str) -> Decimal:
    return Decimal(cell.replace(",", ""))


def test_every_percentage_of_the_money_is_that_of_its_row() -> None:
    checked = 0
    for table in (*tables("financial"), *tables("finance-tables")):
        for place, name in enumerate(table[0]):
            if name.startswith("Per cent"):
                for row in table[1:]:
                    percent = money(row[3]) / abs(money(row[1])) * 100
                    assert percent.quantize(Decimal("0.01"), ROUND_HALF_UP) == money(row[place]), row
                    checked += 1
    assert checked == 27


def test_the_money_of_the_paper_is_that_of_its_appendix() -> None:
    summary, short = tables("financial")
    full = {row[0]: row for table in tables("finance-tables") for row in table[1:]}
    of = {
        "Services to users, net of their income": "Net Expenditure",
        "Commissioned services": "Commissioning Total",
        "Early help and prevention": "Prevention Total",
    }
    assert [full[of[row[0]]][1:] for row in summary[1:-1]] == [row[1:] for row in summary[1:-1]]
    for column in (1, 2, 3, 5):
        assert sum(money(row[column]) for row in summary[1:-1]) == money(summary[-1][column])
    for column in (1, 2, 3):
        assert sum(money(row[column]) for row in short[1:-1]) == money(short[-1][column])
    savings = {code: row for row in full.values() for code in re.findall(r"\(([A-Z]{3}\d{3})", row[0])}
    for row in short[1:-2]:
        (code,) = re.findall(r"\(([A-Z]{3}\d{3})", row[0])
        assert [money(savings[code][1]), money(savings[code][2])] == [money(row[1]), money(row[2])]
        assert money(row[1]) - money(row[2]) == money(row[3]) == -money(savings[code][3])


def test_the_one_reserve_that_does_not_add_up_is_named() -> None:
    reserves = next(table for table in tables("finance-tables") if table[0][-1] == "Worked out again")
    wrong = []
    for row in reserves[1:]:
        assert money(row[1]) + money(row[2]) == money(row[4]), row
        if abs(money(row[3]) - money(row[4])) > Decimal("0.001"):
            wrong.append(row[0])
    assert wrong == ["Adult Social Care Workforce Grant"]


# Demonshire


def test_demonshires_paper_is_corrected_once_and_says_so() -> None:
    one = played("demonshire_2026_09")
    first, second = one.versions
    assert (one.state, first.number, second.number) == ("locked", "1.0", "1.1")
    assert (first.lateness, first.urgency) == ("", "")
    assert second.lateness.startswith("Published late: on 4 November 2026")
    assert second.urgency
    assert "Financial implications: the text was changed." in second.changes
    assert "£600k" in words(first.files["json"])
    assert "£400k" in words(second.files["json"])
    assert [finding.key for finding in one.findings if finding.stands_in_the_way] == []
    assert all(finding.accepted is not None for finding in one.findings)


def test_what_is_exempt_is_in_the_restricted_file_alone() -> None:
    for version in played("demonshire_2026_09").versions:
        assert sorted(version.files) == ["csv", "docx", "json", "pdf", "restricted.pdf"]
        for name, content in version.files.items():
            found = [word for word in SECRETS if word in words(content)]
            assert found == [] or name.startswith("restricted."), (version.number, name, found)
        assert all(word in words(version.files["restricted.pdf"]) for word in SECRETS)
        exempt = parts(version.document)["exempt-1"]
        assert exempt.heading == "Exempt information"


def test_the_paper_being_composed_leaves_something_of_each_kind_to_do() -> None:
    one = played("demonshire_2026_10")
    assert (one.state, one.versions) == ("composed", ())
    waiting = [finding for finding in one.findings if finding.stands_in_the_way]
    assert {finding.about for finding in waiting} >= {
        *("Report cards", "Parts", "Number check", "Figures", "Small numbers", "Clearances")
    }
    (doubt,) = [finding for finding in waiting if finding.about == "Number check"]
    assert doubt.key.startswith("number:overview:")
    assert "64" in doubt.words


# All of them


@pytest.mark.parametrize("name", ["norfolk_2017", "demonshire_2026_09"])
def test_every_file_is_as_it_was_when_its_sha_256_was_taken(name: str) -> None:
    for version in played(name).versions:
        assert {name: hashlib.sha256(content).hexdigest() for name, content in version.files.items()} == version.stated


@pytest.mark.parametrize("name", ["norfolk_2017", "demonshire_2026_09"])
def test_every_figure_that_a_text_speaks_of_is_there(name: str) -> None:
    one = played(name)
    assert any("{{" in text for text in one.texts.values())
    for version in one.versions:
        for file in ("json", "docx", "pdf"):
            said = words(version.files[file])
            assert "[no figure" not in said
            assert re.search(r"\{\{[\w: -]+\}\}", said) is None


@pytest.mark.parametrize("name", ["norfolk_2017", "demonshire_2026_09"])
def test_every_pdf_can_be_read_by_everybody(name: str) -> None:
    for version in played(name).versions:
        for file, content in version.files.items():
            if file.endswith("pdf"):
                assert complaints(read(content)) == [], (version.number, file)


def test_drawn_again_from_what_was_kept_the_files_are_the_same() -> None:
    newest = played("norfolk_2017").newest
    limits = {"seconds": settings.PDF_SECONDS, "megabytes": settings.PDF_MEMORY_MB}
    assert render(newest.document, site=settings.SITE_ADDRESS, **limits) == newest.files["pdf"]
    assert document_docx(newest.document, site=settings.SITE_ADDRESS) == newest.files["docx"]
