"""PDFs made at once from live figures: what they say of themselves, what they hold, and what happens when one cannot be
made. Who may have them stands in `tests/test_access.py`, what may be in them in `tests/test_leaks.py`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client, override_settings

from indicators.domain.periods import month
from reports import pages, views
from reports.cards import Document
from reports.pdf import PdfError, PdfTimeout
from reports.presenters import documents
from tests.reports.pdf_structure import complaints, read
from tests.reports.sample_documents import MADE_AT

NORFOLK = "/committees/norfolk-adult-social-care"
ADDRESSES = (
    f"{NORFOLK}/2017-01.pdf",
    f"{NORFOLK}/2017-01/exceptions.pdf",
    "/indicators/a03.pdf",
    "/indicators/a09/2017-01.pdf",
    "/definitions/norfolk-adult-social-care.pdf",
)
MAKING = documents.Making(MADE_AT, "#1d5c63")


def norfolk() -> Any:
    return pages.dashboard("norfolk-adult-social-care", month(2017, 1), reader=pages.ANYBODY)


@pytest.mark.usefixtures("demonstrations")
class TestTheFiles:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_each_says_that_it_is_no_published_paper_on_every_page(self, client: Client, address: str) -> None:
        answer = client.get(address)
        assert answer.headers["Content-Disposition"].startswith("inline; filename=")
        of = read(answer.content)
        assert complaints(of) == []
        assert all("not a published paper" in artifact for artifact in of.artifacts)
        if "definitions" not in address:
            assert all("As at January 2017, made on" in artifact for artifact in of.artifacts)

    def test_they_are_the_same_all_day(self, client: Client) -> None:
        with override_settings(SITE_ADDRESS="https://performance.example.gov.uk"):
            first = client.get("/indicators/a09.pdf").content
            assert client.get("/indicators/a09.pdf?again").content == first

    @override_settings(SITE_ADDRESS="https://performance.example.gov.uk")
    def test_names_of_indicators_lead_to_their_pages(self, client: Client) -> None:
        links = read(client.get(f"{NORFOLK}/2017-01.pdf").content).links
        assert "https://performance.example.gov.uk/indicators/a09/2017-01/" in links
        assert len(set(links)) == 15

    @override_settings(BRAND_COLOUR="#7a1f5c")
    def test_they_have_the_councils_colour(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[Document] = []
        monkeypatch.setattr(views, "render_pdf", lambda of, **_: seen.append(of) or b"%PDF-")
        client.get("/indicators/a09.pdf")
        assert [of.colour for of in seen] == ["#7a1f5c"]

    def test_pages_lead_to_them(self, client: Client) -> None:
        for page, file in (
            (f"{NORFOLK}/2017-01/", ADDRESSES[0]),
            (f"{NORFOLK}/2017-01/exceptions/", ADDRESSES[1]),
            ("/indicators/a09/2017-01/", ADDRESSES[3]),
            ("/definitions/norfolk-adult-social-care/", ADDRESSES[4]),
        ):
            assert client.get(page).content.decode().count(f'href="{file}"') >= 2, page

    @pytest.mark.parametrize(
        ("refused", "status"),
        [(PdfTimeout("Try again in a minute."), 503), (PdfError("“☃” cannot be printed."), 500)],
    )
    def test_what_cannot_be_made_is_said_in_plain_text(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, refused: PdfError, status: int
    ) -> None:
        def fail(document: Document, **limits: Any) -> bytes:
            raise refused

        monkeypatch.setattr(views, "render_pdf", fail)
        answer = client.get(ADDRESSES[0])
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, views.TEXT)
        assert answer.content.decode() == f"{refused}\n"

    def test_four_at_once_are_fine(self) -> None:
        board = norfolk()
        making = (documents.dashboard_document(board, MAKING), documents.exceptions_document(board, MAKING)) * 2
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(views._pdf, making))
        assert made[:2] == made[2:]
        assert all(complaints(read(pdf)) == [] for pdf in made[:2])


@pytest.mark.usefixtures("demonstrations")
class TestWhatTheyHold:
    def test_the_dashboard_has_every_vital_sign_with_thirteen_months(self, client: Client) -> None:
        of = read(client.get(ADDRESSES[0]).content)
        (table,) = of.root.all("Table")
        rows = [row for row in table.all("TR") if len(row.inner) == 18]
        assert len(rows) == 16
        assert rows[0].words.startswith("Vital signRatingJan 16")
        a09 = next(row for row in rows if row.words.startswith("A09"))
        assert [cell.words for cell in a09.inner][1:] == [
            *("Red", "1.5", "1.5", "1.5", "2.9", "2.6", "2.4", "2.6", "3.0", "3.1", "3.1", "3.1", "Awaited", "Awaited"),
            *("1.5", "Unchanged", "Not comparable"),
        ]
        assert [figure.alternative for figure in a09.all("Figure")] == [*["Not rated"] * 10, "Red"]

    def test_the_exceptions_have_their_rules_and_evidence(self, client: Client) -> None:
        of = read(client.get(ADDRESSES[1]).content)
        board = norfolk()
        headings = [words for _, words in of.headings]
        assert [f"{card.code} {card.name}" for card in board.exceptions] == [
            words for words in headings if words.startswith("A") and words[1:3].isdigit()
        ]
        for card in board.exceptions:
            assert all(outcome.evidence in of.words for outcome in card.outcomes)
        assert all(words in of.words for words in board.rules_words)
        assert board.nearly[0].nearly_words in of.words

    def test_the_rules_of_an_exception_stay_together(self, client: Client) -> None:
        of = read(client.get("/committees/demonshire-adult-social-care/2026-09/exceptions.pdf").content)
        assert of.pages > 3
        assert of.words.count("Applies") == 13
        assert not [artifact for artifact in of.artifacts if "Applies" in artifact], "no head comes again on a new page"

    def test_travel_is_told_in_one_sentence(self, client: Client) -> None:
        of = read(client.get("/indicators/a09/2017-01.pdf").content)
        assert "Unchanged since October 2016; not comparable with November 2015." in of.words

    def test_a_report_card_has_its_texts_its_chart_and_its_figures(self, client: Client) -> None:
        of = read(client.get("/indicators/a09/2017-01.pdf").content)
        report = pages.report_card("a09", month(2017, 1), reader=pages.ANYBODY)
        assert [words for _, words in of.headings][1:] == [
            *("How it stands", "Why is this important?", "The figures", "What explains current performance?"),
            *("What will success look like?", "Action required", "Who answers for it"),
        ]
        assert report.chart.alternative in {figure.alternative for figure in of.root.all("Figure")}
        for row in report.rows:
            assert f"{row.period.label}{row.text}" in of.words

    def test_the_definitions_have_every_indicator(self, client: Client) -> None:
        of = read(client.get(ADDRESSES[4]).content)
        shown = pages.definitions("norfolk-adult-social-care", reader=pages.ANYBODY)
        for entry in shown.entries:
            assert (3, f"{entry.code} {entry.name}") in of.headings
            assert all(version.definition in of.words for version in entry.versions)

    def test_names_lead_to_cards_that_stand_in_the_same_document(self) -> None:
        grid = documents.vital_signs_grid(norfolk(), indoors=["a09"])
        hrefs = {row[0].text[:3]: row[0].href for group in grid.groups for row in group.rows}
        assert hrefs["A09"] == f"#{documents.card_key('a09')}"
        assert hrefs["A03"] == "/indicators/a03/2017-01/"

    def test_why_figures_are_missing_is_said_once_for_all_their_months(self) -> None:
        report = pages.report_card("a09", month(2017, 1), reader=pages.ANYBODY)
        (note,) = documents.figures_grid(report).notes
        assert note.startswith("December 2016 and January 2017: awaited: ")
