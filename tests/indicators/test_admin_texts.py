"""The list of report-card texts, its history, and its ways to the page on which one is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.admin import site
from django.test import Client

from indicators.actions.texts import save_text, send_back_text, submit_text
from indicators.admin.entries import ThroughActionsOnly
from indicators.domain.periods import month
from indicators.importing.folder import read_folder
from indicators.models import ReportCardText
from indicators.roles import ADMINISTRATOR, LEAD_OFFICER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import client_of, text_of, working_store

pytestmark = pytest.mark.django_db

TEXTS = "/admin/indicators/reportcardtext"
JANUARY = month(2017, 1)


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    working_store(tmp_path / "store")
    stores.load(tmp_path / "more", {"report_cards/a01/2016-12.md": "## Action required\n\nNone.\n"})


@pytest.fixture
def writer() -> Client:
    return client_of(LEAD_OFFICER)


def draft(why: str = "It matters.") -> None:
    parts = {"why": why, "explains": "", "success": "", "actions": ""}
    save_text(indicator=stores.indicator("A01").pk, month=JANUARY, parts=parts, version=None, by=stores.officer("jo"))


def test_the_list_marks_what_is_on_no_page(writer: Client) -> None:
    draft()
    page = text_of(writer.get(f"{TEXTS}/"))
    assert '<strong class="entry-mark">Draft: not on any page</strong>' in page
    assert "Approved" in page
    submit_text(indicator=stores.indicator("A01").pk, month=JANUARY, version=1, by=stores.officer("jo"))
    send_back_text(
        indicator=stores.indicator("A01").pk, month=JANUARY, version=2, reason="More", by=stores.officer("lead")
    )
    assert "Sent back: not on any page" in text_of(writer.get(f"{TEXTS}/"))
    assert f"{TEXTS}/due/" in page
    assert writer.get(f"{TEXTS}/", {"state__exact": "approved"}).context["cl"].result_count == 1
    assert writer.get(f"{TEXTS}/", {"q": "it matters"}).context["cl"].result_count == 1


@pytest.mark.parametrize("period", ["Jan 2017", "2017-01", "01/01/2017"])
def test_to_add_one_leads_to_where_it_is_written(writer: Client, period: str) -> None:
    answer = writer.get(f"{TEXTS}/add/", {"indicator": "A01", "period": period})
    assert answer.headers["Location"] == f"{TEXTS}/write/a01/2017-01/"


@pytest.mark.parametrize("period", ["2016/17", "Q3 2016/17", "soon", ""])
def test_what_is_no_month_is_asked_again(writer: Client, period: str) -> None:
    answer = writer.get(f"{TEXTS}/add/", {"indicator": "A01", "period": period})
    assert answer.status_code == 200
    assert answer.context["form"].errors["period"]


def test_a_row_leads_to_where_it_is_written(writer: Client) -> None:
    key = ReportCardText.objects.get().pk
    answer = writer.get(f"{TEXTS}/{key}/change/")
    assert answer.headers["Location"] == f"{TEXTS}/write/a01/2016-12/"
    theirs = client_of(PERFORMANCE_LEAD, "theirs", committees=["cabinet"])
    assert theirs.get(f"{TEXTS}/{key}/change/").status_code == 404


def test_no_row_is_saved_from_the_list() -> None:
    with pytest.raises(ThroughActionsOnly):
        site.get_model_admin(ReportCardText).save_model(None, ReportCardText(), None, True)
    before = stores.picture()
    lead = client_of(PERFORMANCE_LEAD)
    seen = stores.picture()
    key = ReportCardText.objects.get().pk
    for address in (f"{TEXTS}/{key}/change/", f"{TEXTS}/add/"):
        lead.post(address, {"why": "Slipped in", "state": "approved", "indicator": "1", "period": "2017-01"})
    assert stores.picture() == seen != before


def test_the_history_names_each_step(writer: Client) -> None:
    draft()
    key = ReportCardText.objects.get(state="draft").pk
    page = text_of(writer.get(f"{TEXTS}/{key}/history/"))
    assert "Written" in page
    assert "jo" in page
    assert "revert" not in page.lower()


def test_an_administrator_alone_deletes() -> None:
    key = ReportCardText.objects.get().pk
    assert client_of(PERFORMANCE_LEAD).post(f"{TEXTS}/{key}/delete/", {"post": "yes"}).status_code == 403
    assert client_of(ADMINISTRATOR).post(f"{TEXTS}/{key}/delete/", {"post": "yes"}).status_code == 302
    assert not ReportCardText.objects.exists()


def test_what_is_written_comes_through_export_and_import_unchanged(tmp_path: Path) -> None:
    lead = client_of(PERFORMANCE_LEAD)
    typed = {"why": "First line  \r\n\r\n* one\r\n* two   ", "action-0": "Train | hire", "who-0": "Head of care"}
    lead.post(f"{TEXTS}/write/a02/2017-01/", {"do": "submit", "version": "", **typed})
    chief = client_of(ADMINISTRATOR)
    chief.post(f"{TEXTS}/write/a02/2017-01/", {"do": "approve", "version": "2"})
    text = ReportCardText.objects.get(indicator__code="A02", state="approved")
    assert text.why == "First line\n\n* one\n* two"
    assert text.actions.splitlines()[-1] == "| Train \\| hire | Head of care |  |  |"
    first = tmp_path / "first"
    assert stores.Command("export_folder", first).error == ""
    assert read_folder(first).problems == ()
    again = stores.Command("import_folder", first).printed[-1]
    assert again == "Nothing to change: the store holds all of this already."
