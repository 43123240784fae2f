"""The page of one indicator: its text with figures in it, definitions, and what must be said beside a verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.domain import periods
from indicators.domain.periods import parse
from reports import cards, pages
from tests.plain_verdicts import rows
from tests.reports.pages_seen import (
    DEMONSHIRE_SLUG,
    JANUARY,
    SEPTEMBER,
    card_of,
    texts,
)
from tests.stores import demonstration, figures, indicator, load, registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def norfolk(db: None) -> None:
    demonstration("norfolk_2017")


@pytest.fixture
def demonshire(db: None) -> None:
    demonstration("demonshire")


# Figure tokens


@pytest.mark.usefixtures("norfolk")
def test_tokens_speak_the_figures_of_the_store() -> None:
    load_text(
        "{{latest}} | {{target}} | {{rating}} | {{2016-08}} | {{change 2016-10 latest}} | {{A09:latest}} | "
        "{{a09:2016-09}} | {{ A03:rating }} | {{A99:latest}} | {{wrong}} | {{2031-01}} | {{change latest}}"
    )
    (part,) = (one for one in pages.report_card("a03", JANUARY, reader=pages.ANYBODY).parts if one.blocks)
    said = "".join(run.text for block in part.blocks for run in block.runs).split(" | ")
    card = pages.report_card("a03", JANUARY, reader=pages.ANYBODY).card
    rows_of = {(row["code"], row["period"]): row["value"] for row in rows("norfolk_2017", "figures.csv")}
    assert said[:4] == [card.latest.text, "590", "red", rows_of["A03", "2016-08"]]
    assert said[4].startswith(("up ", "down ", "no change"))
    assert "per cent of the earlier figure" in said[4]
    assert said[5:8] == [
        pages.report_card("a09", JANUARY, reader=pages.ANYBODY).card.latest.text,
        rows_of["A09", "2016-09"],
        "red",
    ]
    assert said[8:] == [
        "[no figure: A99:latest]",
        "[no figure: wrong]",
        "[no figure: 2031-01]",
        "[no figure: change latest]",
    ]


def load_text(text: str) -> None:
    one = indicator("A03")
    one.texts.all().delete()
    one.texts.create(period="2017-01", explains=text, state="approved")


@pytest.mark.usefixtures("norfolk")
def test_tokens_say_nothing_later_than_the_page() -> None:
    load_text("x")
    one = indicator("A03").texts.get()
    one.period, one.explains = "2016-01", "{{2016-11}} | {{A09:2016-11}}"
    one.save()
    (part,) = (
        found for found in pages.report_card("a03", parse("2016-08"), reader=pages.ANYBODY).parts if found.blocks
    )
    said = "".join(run.text for block in part.blocks for run in block.runs)
    assert said == "[no figure: 2016-11] | [no figure: A09:2016-11]"


@pytest.mark.usefixtures("demonshire")
def test_tokens_of_private_indicators_are_silent_to_the_public() -> None:
    one = indicator("D22")
    one.texts.all().delete()
    one.texts.create(period="2026-09", explains="{{M01:latest}}", state="approved")

    def said(reader: pages.Reader) -> str:
        (part,) = (found for found in pages.report_card("d22", None, reader=reader).parts if found.blocks)
        return part.blocks[0].runs[0].text

    assert said(pages.ANYBODY) == "[no figure: M01:latest]"
    assert said(pages.EVERYTHING).startswith("£")


@pytest.mark.parametrize("name", ["norfolk_2017", "demonshire"])
def test_no_token_of_a_demonstration_is_left_open(name: str) -> None:
    demonstration(name)
    cards_with_text = 0
    for row in rows(name, "indicators.csv"):
        for month in (None, parse("2026-06") if name == "demonshire" else parse("2016-11")):
            found = pages.report_card(indicator(row["code"]).address, month, reader=pages.EVERYTHING)
            words = " ".join(texts(found.parts))
            assert "[no figure" not in words, row["code"]
            assert "{{" not in words
            cards_with_text += bool(found.text_for)
    assert cards_with_text >= 4


# The report card


@pytest.mark.usefixtures("demonshire")
def test_a_report_card_of_a_month() -> None:
    card = pages.report_card("d10", periods.month(2026, 7), reader=pages.ANYBODY)
    assert card.text_for == "Written for the dashboard of June 2026"
    assert (card.previous.written, card.next.written, card.is_newest) == ("2026-06", "2026-08", False)
    assert [row.period.written for row in card.rows][:2] == ["2026-07", "2026-06"]
    assert len(card.rows) == len(card.chart.points) == 25
    newest = pages.report_card("d10", None, reader=pages.ANYBODY)
    assert (newest.as_at.written, newest.next, newest.is_newest) == ("2026-09", None, True)
    assert newest.text_for == "Written for the dashboard of September 2026"
    oldest = pages.report_card("d10", parse("2024-04"), reader=pages.ANYBODY)
    assert (oldest.text_for, oldest.previous) == ("", None)
    assert [part.heading for part in oldest.parts] == [
        "Why is this important?",
        "What explains current performance?",
        "What will success look like?",
        "Action required",
    ]
    assert not any(part.blocks for part in oldest.parts)


@pytest.mark.usefixtures("demonshire")
def test_definitions_stand_newest_first_and_say_what_they_break() -> None:
    card = pages.report_card("d25", None, reader=pages.ANYBODY)
    assert [one.from_words for one in card.definitions] == ["From July 2026", "From April 2024"]
    assert [bool(one.breaks_words) for one in card.definitions] == [True, False]
    assert any(point.break_before and point.name == "July 2026" for point in card.chart.points)
    entries = pages.definitions(DEMONSHIRE_SLUG, reader=pages.ANYBODY).entries
    (entry,) = (one for one in entries if one.code == "D25")
    assert entry.versions == card.definitions
    assert entry.how_rated == card.how_rated
    assert len(entries) == 27, "retired ones too"


@pytest.mark.usefixtures("demonshire")
def test_an_override_shows_both_colours_and_says_why() -> None:
    card = pages.report_card("d14", None, reader=pages.ANYBODY).card
    assert (card.rating.colour, card.rating.computed, card.rating.overridden) == ("amber", "red", True)
    assert card.computed_words.startswith("Computed: red. Set to amber by hand: Two homes were inspected again")
    assert card.is_exception
    assert cards.Mark("h", "the colour was set by hand") in card.cells[-1].marks


@pytest.mark.usefixtures("demonshire")
def test_what_must_be_said_beside_a_verdict_is_said() -> None:
    page = pages.dashboard(DEMONSHIRE_SLUG, SEPTEMBER, reader=pages.ANYBODY)
    assert [card.code for card in page.every if any("target moved" in note for note in card.notes)] == ["D18"]
    assert [card.code for card in page.every if any("has none for its latest" in note for note in card.notes)] == [
        "D07"
    ]
    provisional = {card.code for card in page.every if card.rating.provisional}
    said = {card.code for card in page.every if any("provisional" in note for note in card.notes)}
    assert provisional == said != set()
    for card in page.every:
        for cell in card.cells:
            assert cell.kind is not cards.CellKind.MISSING or cell.text
            assert cell.badge.word
    awaited = card_of(page, "D11").newest
    assert awaited.words.startswith("September 2026: awaited.")
    assert awaited.reason


def test_a_figure_saved_now_shows_on_the_next_page(tmp_path: Path) -> None:
    """What was concluded from other rows is not remembered for these."""
    registers(tmp_path, figures="code,period,value\nA01,2016-12,86.2\n")
    december = periods.month(2016, 12)
    assert card_of(pages.dashboard("adults", december, reader=pages.ANYBODY), "A01").latest.text == "86.2%"
    token = pages.store_token()
    load(tmp_path, figures("A01,2016-12,86.20"), reason="Two places")
    assert card_of(pages.dashboard("adults", december, reader=pages.ANYBODY), "A01").latest.text == "86.20%"
    load(tmp_path, {"targets.csv": "code,period,value\nA01,2016-12,95\n"})
    assert card_of(pages.dashboard("adults", december, reader=pages.ANYBODY), "A01").badge.word == "Red"
    load(
        tmp_path,
        {
            "committees.csv": "slug,name,council,default_scheme\nadults,Adults,Example,easy\n",
            "schemes.csv": "slug,kind,green_within,red_from\neasy,points,10,20\n",
        },
    )
    assert card_of(pages.dashboard("adults", december, reader=pages.ANYBODY), "A01").badge.word == "Green"
    assert pages.store_token() != token
