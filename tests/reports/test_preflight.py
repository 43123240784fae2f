"""Preflight: each thing that stands in the way of locking a paper, where it is mended, and what may be accepted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.actions import enter_figures, load_folder
from indicators.domain.periods import month
from indicators.importing.folder import read_folder
from indicators.models import Indicator, ReportCardText, StoreStamp
from reports.actions import PaperRefused, accept_finding, add_card, leave_out_part, save_part
from reports.cards.preflight import PreflightFinding
from reports.models import Clearance, Paper, PaperPart
from reports.pages.paper_exceptions import reported_now
from reports.pages.papers import composed
from reports.pages.preflight import preflight
from reports.queries.papers import meeting_record
from tests import stores
from tests.indicators.actors import PRIVATE
from tests.reports import papering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    papering.store(tmp_path / "store")


def found(paper: Paper, *, at: datetime = papering.IN_TIME) -> dict[str, PreflightFinding]:
    return {one.key: one for one in preflight(papering.record(paper), at=at)}


def starting(paper: Paper, start: str) -> PreflightFinding:
    return next(one for key, one in found(paper).items() if key.startswith(start))


def test_a_paper_in_order_has_nothing_in_its_way() -> None:
    assert found(papering.filled()) == {}


def test_a_paper_just_begun_says_all_that_is_missing() -> None:
    keys = set(found(papering.begun()))
    assert keys == {*(f"part-empty:{one}" for one in papering.MANDATORY), "clearance:finance", "clearance:legal"}


@pytest.mark.parametrize("text", ["&nbsp;", "\u200b", "[]()", "**  **", "- \n- ", "| |\n| --- |\n| |"])
def test_a_mandatory_part_in_which_nothing_can_be_read_is_empty(text: str) -> None:
    paper = papering.filled()
    papering.write(paper, "financial", text)
    assert set(found(paper)) == {"part-empty:financial"}
    papering.write(paper, "financial", f"{text}\n\nNone.")
    assert found(paper) == {}


def test_a_mandatory_part_may_be_left_out_with_a_reason() -> None:
    paper = papering.begun()
    leave_out_part(paper=paper.pk, key="financial", seen=1, reason="In another paper", by=papering.lead())
    assert "part-empty:financial" not in found(paper)


def test_a_report_card_without_approved_text() -> None:
    paper = papering.filled()
    ReportCardText.objects.all().delete()
    one = starting(paper, "card-missing:A01")
    assert one.words == "A01 has no approved report-card text."  # the register names no lead officer
    assert "a01" in one.href
    assert not one.acceptable


def test_a_text_on_its_way_would_not_be_in_the_paper(tmp_path: Path) -> None:
    paper = papering.filled()
    load_folder(
        read_folder(stores.write(tmp_path / "d", {"report_cards/a01/2016-12.md": papering.CARD + "\nMore.\n"})),
        draft=True,
    )
    one = starting(paper, "card-on-its-way:A01")
    assert "draft" in one.words
    assert one.acceptable


def test_a_text_older_than_the_figure_it_explains(tmp_path: Path) -> None:
    paper = papering.filled()
    ReportCardText.objects.update(period="2016-11")
    one = starting(paper, "card-older:A01")
    assert one.words == (
        "The text of A01 was written for November 2016, before the figure of December 2016 that it is printed beside."
    )
    assert one.acceptable


def test_a_figure_revised_after_its_text_was_approved(tmp_path: Path) -> None:
    paper = papering.filled()
    ReportCardText.objects.update(approved_at=papering.IN_TIME)
    stores.load(tmp_path / "r", stores.figures("A01,2016-12,80.9"), reason="Counted anew")
    assert starting(paper, "card-older:A01").words == (
        "The figure of A01 for December 2016 was revised after its text was approved."
    )


def test_an_exception_without_a_card_and_a_card_without_an_exception(tmp_path: Path) -> None:
    paper = papering.filled()
    wanted = {one.code: one for one in reported_now(meeting_record(paper.meeting), papering.DECEMBER)}
    add_card(paper=paper.pk, indicator=wanted["A05"], by=papering.lead())
    assert "A05 has a report card and is no exception" in found(paper)["card-without-exception:A05"].words
    papering.write(paper, "card-a05", "Members asked for it.")
    assert "card-without-exception:A05" not in found(paper)
    stores.load(tmp_path / "r", stores.figures("A02,2016-12,40"), reason="Counted anew")
    assert "A02 is an exception and has no report card" in found(paper)["exception-without-card:A02"].words


def test_an_exception_whose_card_is_left_out_with_its_reason_is_not_asked_for_again() -> None:
    paper = papering.filled()
    seen = papering.part(paper, "card-a01").version
    leave_out_part(paper=paper.pk, key="card-a01", seen=seen, reason="Reported in January", by=papering.lead())
    assert found(paper) == {}
    assert "Reported in January" in str(composed(papering.record(paper)).public), "the paper says why"


def test_a_card_without_a_text_names_who_is_to_write_it() -> None:
    paper = papering.filled()
    ReportCardText.objects.all().delete()
    Indicator.objects.filter(code="A01").update(lead="Head of Reviews")
    StoreStamp.touch()
    assert starting(paper, "card-missing:A01").words == (
        "A01 has no approved report-card text. Its lead officer is Head of Reviews."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("In December 2016, A01 was 91.5%.", "91.5"),
        ("A01 rose from 84.0% to 80.5%.", "rose"),
    ],
)
def test_a_number_that_the_figures_do_not_have(text: str, said: str) -> None:
    paper = papering.filled()
    papering.write(paper, "overview", text)
    one = starting(paper, "number:overview:")
    assert said in one.words
    assert one.href.endswith("/part/overview/#id_text")
    assert "“. " not in one.words
    assert ".”." not in one.words
    accept_finding(paper=paper.pk, finding=one.key, words=one.words, reason="From another source", by=papering.lead())
    again = found(paper)[one.key]
    assert again.accepted is not None
    assert again.accepted.reason == "From another source"
    assert not again.stands_in_the_way
    papering.write(paper, "overview", f"Indeed: {text}")
    assert starting(paper, "number:overview:").stands_in_the_way, "another sentence is another finding"


def test_a_number_in_a_report_card_is_mended_or_set_aside_where_the_card_is_written(tmp_path: Path) -> None:
    paper = papering.filled()
    wrong = papering.CARD.replace("{{latest}}", "91.5%")
    stores.load(tmp_path / "w", {"report_cards/a01/2016-12.md": wrong})
    one = starting(paper, "number:a01:")
    assert "91.5" in one.words
    assert not one.acceptable
    with pytest.raises(PaperRefused, match=r"91\.5"):
        papering.locked(paper)


@pytest.mark.parametrize("token", ["lateest", "A99:latest", "A01:2031-05", "P01:latest"])
def test_a_figure_that_is_not_there_is_not_printed_as_missing(token: str, tmp_path: Path) -> None:
    stores.load(tmp_path / "private", PRIVATE)
    paper = papering.filled()
    papering.write(paper, "financial", f"- It was {{{{as at}}}} and\n\n  **{{{{ {token} }}}}** too.")
    (one,) = found(paper).values()
    assert one.words == (
        f"Financial implications: there is no figure for {{{{{token}}}}}, and “[no figure: {token}]” would be printed."
    )
    assert (one.part, one.acceptable) == ("financial", False)
    assert one.href.endswith(f"/paper/{paper.pk}/part/financial/#id_text")
    with pytest.raises(PaperRefused, match="no figure for"):
        papering.locked(paper)


def test_a_figure_that_is_not_there_in_a_report_card_is_mended_where_the_card_is_written(tmp_path: Path) -> None:
    stores.load(
        tmp_path / "card",
        {"report_cards/a01/2016-12.md": "## What explains current performance?\n\nIt was {{2031-05}}.\n"},
        reason="x",
    )
    one = starting(papering.filled(), "no-figure:card-a01:")
    assert one.words.startswith("A01: there is no figure for {{2031-05}}")
    assert "/reportcardtext/" in one.href


def test_figures_that_are_not_verified_would_not_be_in_the_paper() -> None:
    paper = papering.filled()
    enter_figures([stores.typed("A02", papering.DECEMBER, "15", why="Late")], by=stores.officer())
    enter_figures([stores.typed("A02", month(2017, 1), "15")], by=stores.officer())
    (one,) = [one for key, one in found(paper).items() if key.startswith("not-verified")]
    assert one.words.startswith("A02 December 2016 is entered and not verified (draft)")
    assert one.acceptable


def test_small_counts_that_nobody_hides(tmp_path: Path) -> None:
    paper = papering.filled()
    stores.load(
        tmp_path / "s",
        {
            "indicators.csv": (
                "code,committee,name,good_is,unit,frequency,basis\nA09,adults,Deaths,smaller,count,monthly,period\n"
            ),
            **stores.figures("A09,2016-12,3", "A09,2016-11,0"),
        },
    )
    one = starting(paper, "small:A09")
    assert "A09 shows 3 in December 2016" in one.words
    assert one.acceptable


def test_small_numerators_of_a_card_that_nobody_hides(tmp_path: Path) -> None:
    paper = papering.filled()
    stores.load(
        tmp_path / "s",
        stores.figures("A01,2016-12,80,4,5", columns="code,period,value,numerator,denominator"),
        reason="Counted anew",
    )
    assert "A01 shows 4 in December 2016" in starting(paper, "small:A01").words


def test_the_director_is_named() -> None:
    paper = papering.filled()
    Paper.objects.filter(pk=paper.pk).update(director="")
    assert "No responsible director" in found(paper)["director"].words
    Clearance.objects.filter(kind="legal").delete()
    assert "Legal has not cleared" in found(paper)["clearance:legal"].words


def test_every_finding_leads_to_the_very_field(tmp_path: Path) -> None:
    paper = papering.begun()
    ReportCardText.objects.all().delete()
    papering.write(paper, "overview", "In December 2016, A01 was 91.5% and {{lateest}}.")
    Paper.objects.filter(pk=paper.pk).update(director="")
    enter_figures([stores.typed("A02", papering.DECEMBER, "15", why="Late")], by=stores.officer())
    stores.load(
        tmp_path / "s",
        stores.figures("A01,2016-12,80,4,5", columns="code,period,value,numerator,denominator"),
        reason="Counted anew",
    )
    PaperPart.objects.filter(paper=paper, key="card-a01").delete()
    wanted = {one.code: one for one in reported_now(meeting_record(paper.meeting), papering.DECEMBER)}
    add_card(paper=paper.pk, indicator=wanted["A05"], by=papering.lead())
    stores.load(
        tmp_path / "p",
        {
            "indicators.csv": (
                "code,committee,name,good_is,unit,frequency,basis\nA09,adults,Deaths,smaller,count,monthly,period\n"
            ),
            **stores.figures("A09,2016-12,3"),
        },
    )
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    findings = found(paper, at=papering.LATE)
    starts = {key.partition(":")[0] for key in findings}
    assert starts == {
        *("card-missing", "part-empty", "exception-without-card", "card-without-exception", "no-figure", "number"),
        *("not-verified", "small", "late", "clearance", "director"),
    }
    for key, one in findings.items():
        place, _, field = one.href.partition("#")
        answer = client.get(place)
        assert answer.status_code == 200, one.href
        assert bool(field) == (not key.startswith(("card-missing", "not-verified"))), key
        assert not field or f'id="{field}"' in answer.content.decode(), one.href


def test_as_many_queries_for_one_card_as_for_many(tmp_path: Path) -> None:
    paper = papering.filled()
    few = queries(paper)
    lines = [f"Z{number:02},adults,Sign {number},bigger,percent,monthly,period" for number in range(20)]
    stores.load(
        tmp_path / "many",
        {
            "indicators.csv": "\n".join(("code,committee,name,good_is,unit,frequency,basis", *lines)) + "\n",
            **stores.figures(*(f"Z{number:02},2016-12,50.5" for number in range(20))),
            "targets.csv": "code,period,value\n" + "".join(f"Z{number:02},2016-12,90\n" for number in range(20)),
            **{
                f"report_cards/z{number:02}/2016-12.md": papering.CARD.replace("{{target}}", "{{A01:latest}}")
                for number in range(20)
            },
        },
    )
    for one in reported_now(meeting_record(paper.meeting), papering.DECEMBER):
        if one.code.startswith("Z"):
            add_card(paper=paper.pk, indicator=one, by=papering.lead())
    save_part(
        paper=paper.pk, key="overview", seen=papering.part(paper, "overview").version, heading="Overview",
        text="Z01 is {{Z01:latest}} and A01 was 80.5%.", by=papering.lead(),
    )  # fmt: skip
    assert len([part for part in papering.record(paper).included if part.kind == "card"]) == 21
    assert queries(paper) <= few + 4, "none a card; four where texts name other indicators"


def queries(paper: Paper) -> int:
    record = papering.record(paper)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        preflight(record, at=papering.IN_TIME)
    return len(seen)
