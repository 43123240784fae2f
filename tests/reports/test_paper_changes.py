"""What a correction says of itself: the differences of two documents, in words."""

from __future__ import annotations

from dataclasses import replace

from indicators.domain.definitions import Colour
from reports.cards import (
    Badge,
    Block,
    Document,
    DocumentBlock,
    Fact,
    Facts,
    Grid,
    GridCell,
    GridGroup,
    Notice,
    Part,
    Run,
    Shape,
    Verdict,
    Words,
)
from reports.presenters.paper_changes import MOST, changed_cards, changes
from tests.reports.papering import IN_TIME

RED, GREEN = Badge(Colour.RED, Shape.TRIANGLE, "Red"), Badge(Colour.GREEN, Shape.STAR, "Green")


def said(text: str, number: str = "") -> Words:
    return Words(Block("paragraph", (Run(text),)), number)


def grid(*rows: tuple[str, ...], badge: Badge = RED) -> Grid:
    made = tuple(tuple(GridCell(text, badge=badge if at else None) for at, text in enumerate(row)) for row in rows)
    return Grid("Vital signs", ("Vital sign", "Nov 16", "Dec 16"), (GridGroup("", made),))


def document(*parts: Part, title: str = "Performance", cover: tuple[Fact, ...] = ()) -> Document:
    return Document(title, "Example Council", "Adults", "Version 1.0", IN_TIME, parts, cover=cover)


def part(key: str, *blocks: DocumentBlock, heading: str = "", number: str = "") -> Part:
    return Part(key, heading or key.capitalize(), number, blocks=blocks)


def test_the_same_document_has_no_changes() -> None:
    one = document(part("intro", said("Hello")), part("board", grid(("A01", "1", "2"))))
    assert changes(one, one) == ()
    assert changes(one, replace(one, standing="Version 1.1", made_at=IN_TIME.replace(year=2018))) == ()


def test_parts_come_go_move_and_are_renamed() -> None:
    old = document(part("a"), part("b"), part("c"))
    new = document(part("c"), part("a", heading="Aleph"), part("d"))
    assert changes(old, new) == (
        "“B” is no longer in the paper.",
        "“A” is now called “Aleph”.",
        "“D” is new.",
        "The parts stand in another order.",
    )


def test_a_new_number_alone_is_no_change() -> None:
    old = document(part("a", said("x", "1.1"), number="1"))
    new = document(part("a", said("x", "2.1"), number="2"))
    assert changes(old, new) == ()


def test_a_text_is_said_to_be_changed_once() -> None:
    old, new = document(part("a", said("x"), Notice("n"))), document(part("a", said("y"), Notice("m"), said("z")))
    assert changes(old, new) == ("A: the text was changed.",)


def card(code: str, text: str) -> Part:
    return Part(f"card-{code}", code, parts=(part(f"{code}-why", said(text), heading="Why?"),))


def test_a_heading_that_every_card_has_is_told_with_its_card() -> None:
    old = document(Part("cards", "Cards", parts=(card("A01", "x"), card("A02", "x"))))
    new = document(Part("cards", "Cards", parts=(card("A01", "x"), card("A02", "y"))))
    assert changes(old, new) == ("A02, Why?: the text was changed.",)


def test_a_heading_that_stands_once_is_told_alone() -> None:
    old, new = document(card("A01", "x")), document(card("A01", "y"))
    assert changes(old, new) == ("Why?: the text was changed.",)


def test_what_stands_under_a_part_comes_and_goes_with_it() -> None:
    old = document(Part("cards", "Cards", parts=(card("A01", "x"), card("A02", "x"))))
    new = document(Part("cards", "Cards", parts=(card("A02", "x"), card("A03", "x"))))
    assert changes(old, new) == ("“A01” is no longer in the paper.", "“A03” is new.")
    without_why = Part("card-A02", "A02")
    left = document(Part("cards", "Cards", parts=(without_why, card("A03", "x"), card("A04", "x"))))
    assert changes(left, new) == ("“A04” is no longer in the paper.", "“A02, Why?” is new.")


def test_figures_are_told_cell_by_cell() -> None:
    old = document(part("board", grid(("A01", "1", "2"), ("A02", "3", ""), ("A03", "5", "5"))))
    new = document(part("board", grid(("A01", "1", "4"), ("A02", "3", "9"), ("A04", "6", "6"))))
    assert set(changes(old, new)) == {
        "Board, A01, Dec 16: was 2 (red), now 4 (red).",
        "Board, A02, Dec 16: was nothing (red), now 9 (red).",
        "Board: the row “A03” is gone.",
        "Board: the row “A04” is new.",
    }


def test_a_colour_alone_is_a_change() -> None:
    old = document(part("board", grid(("A01", "1", "2"))))
    new = document(part("board", grid(("A01", "1", "2"), badge=GREEN)))
    assert changes(old, new) == (
        "Board, A01, Nov 16: was 1 (red), now 1 (green).",
        "Board, A01, Dec 16: was 2 (red), now 2 (green).",
    )


def test_tables_come_and_go() -> None:
    old = document(part("board", grid(("A01", "1", "2"))))
    new = document(part("board", replace(grid(("A01", "1", "2")), caption="Other")))
    assert set(changes(old, new)) == {
        "Board: the table “Other” is new.",
        "Board: the table “Vital signs” is gone.",
    }


def test_verdicts_facts_title_and_cover() -> None:
    old = document(
        part(
            "a", Verdict(RED, "3.1", "in November 2016", (Fact("Target", "1.5"),)), Facts((Fact("Lead", "Director"),))
        ),
        cover=(Fact("Item number", "8"),),
    )
    new = document(
        part("a", Verdict(GREEN, "1.1", "in November 2016", (Fact("Target", "1.6"),)), Facts((Fact("Lead", ""),))),
        cover=(Fact("Item number", "9"),),
        title="Performance monitoring",
    )
    assert changes(old, new) == (
        "The title was “Performance”.",
        "Cover, item number: was “8”, now “9”.",
        "A: was 3.1 in November 2016, red; now 1.1 in November 2016, green.",
        "A, target: was “1.5”, now “1.6”.",
        "A, lead: “Director” is gone.",
    )


def test_what_the_cover_says_for_the_first_time_is_new() -> None:
    late = Fact("Late publication", "Published late.")
    assert changes(document(), document(cover=(late,))) == ("Cover, late publication: “Published late.” is new.",)


def test_beyond_so_many_they_are_counted() -> None:
    old = document(part("board", grid(*((f"A{number}", "1", "1") for number in range(100)))))
    new = document(part("board", grid(*((f"A{number}", "1", "2") for number in range(100)))))
    found = changes(old, new)
    assert len(found) == MOST + 1
    assert found[-1] == f"And {100 - MOST} more changes."


def test_a_card_changes_with_what_it_says_and_not_with_its_number() -> None:
    inner = part("card-a01-why", said("x"))
    old = document(Part("card-a01", "A01", "3.1", parts=(inner,)), part("card-a02"), part("other", said("x")))
    new = document(Part("card-a01", "A01", "3.2", parts=(inner,)), part("card-a03"), part("other", said("y")))
    keys = frozenset({"card-a01", "card-a02", "card-a03"})
    assert changed_cards(old, new, keys) == {"card-a03"}
    other = document(Part("card-a01", "A01", "3.1", parts=(part("card-a01-why", said("y")),)))
    assert changed_cards(old, other, keys) == {"card-a01"}
