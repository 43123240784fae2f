"""Report-card text: what is kept of Markdown, what is not, and that nothing in it can act."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.cards import Block, Run
from reports.markdown import LINKED_SCHEMES, blocks, fill_tokens, tokens_of

KINDS = {"paragraph", "bullets", "numbers", "item", "table", "row", "header", "cell"}


def paragraph(*runs: Run) -> Block:
    return Block("paragraph", runs)


def item(words: str, *within: Block) -> Block:
    return Block("item", (Run(words),), within)


def cell(kind: str, words: str) -> Block:
    return Block(kind, (Run(words),) if words else ())


WORKED = {
    "words and manners": (
        "Stay *at **home*** now",
        (paragraph(Run("Stay "), Run("at ", emphasis=True), Run("home", True, True), Run(" now")),),
    ),
    "two paragraphs, a line break is a space": ("a\nb\n\nc", (paragraph(Run("a b")), paragraph(Run("c")))),
    "a list in a list": (
        "- a\n- b\n  1. c\n  2. d\n",
        (Block("bullets", (), (item("a"), item("b", Block("numbers", (), (item("c"), item("d")))))),),
    ),
    "a list with empty lines keeps its paragraphs": (
        "* a\n\n* b\n\n  c\n",
        (
            Block(
                "bullets",
                (),
                (
                    Block("item", (), (paragraph(Run("a")),)),
                    Block("item", (), (paragraph(Run("b")), paragraph(Run("c")))),
                ),
            ),
        ),
    ),
    "a table, one cell empty": (
        "| Action | Who |\n| --- | --- |\n| Recruit | |\n",
        (
            Block(
                "table",
                (),
                (
                    Block("row", (), (cell("header", "Action"), cell("header", "Who"))),
                    Block("row", (), (cell("cell", "Recruit"), cell("cell", ""))),
                ),
            ),
        ),
    ),
    "a heading is a strong paragraph": (
        "### Why *now*\n\ntext",
        (paragraph(Run("Why ", strong=True), Run("now", True, True)), paragraph(Run("text"))),
    ),
    "a link": (
        "see [the *plan*](https://example.org/a?b=1&c=2 'title').",
        (
            paragraph(
                Run("see "),
                Run("the ", href="https://example.org/a?b=1&c=2"),
                Run("plan", emphasis=True, href="https://example.org/a?b=1&c=2"),
                Run("."),
            ),
        ),
    ),
    "an address in angle brackets": (
        "<mailto:a@example.org>",
        (paragraph(Run("mailto:a@example.org", href="mailto:a@example.org")),),
    ),
    "HTML is words": ("<b onclick=x>hi</b>", (paragraph(Run("<b onclick=x>hi</b>")),)),
    "a picture is its alternative words": ("![A *bed*](https://example.org/x.png)", (paragraph(Run("A *bed*")),)),
    "what is escaped stays": (r"1\. \*a\* &amp; &lt;", (paragraph(Run("1. *a* & <")),)),
    "code is words": ("`a` <!-- b -->", (paragraph(Run("`a` <!-- b -->")),)),
    "a line across the page is nothing": ("a\n\n***\n\nb", (paragraph(Run("a")), paragraph(Run("b")))),
    "nothing": (" \n\t\n", ()),
}


@pytest.mark.parametrize("name", WORKED)
def test_worked_examples(name: str) -> None:
    text, expected = WORKED[name]
    assert blocks(text) == expected


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java%73cript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//evil.example/",
        "/relative/",
        "https:evil",
        "\x01javascript:alert(1)",
    ],
)
def test_other_addresses_are_no_links(address: str) -> None:
    for text in (f"[x]({address})", f"[x](<{address}>)", f"<{address}>"):
        found = blocks(text)
        assert all(run.href == "" for run in runs_of(found))
        assert words_of(found).startswith(("[x](", "<"))  # as typed, where its author sees it


def runs_of(found: tuple[Block, ...]) -> Iterator[Run]:
    for block in found:
        yield from block.runs
        yield from runs_of(block.blocks)


def words_of(found: tuple[Block, ...]) -> str:
    return "".join(run.text for run in runs_of(found))


def check(found: tuple[Block, ...]) -> None:
    """Every kind is known, every run says something, and every address is of a scheme that only leads elsewhere."""
    for block in found:
        assert block.kind in KINDS
        check(block.blocks)
        for run in block.runs:
            assert run.text
            assert run.href == "" or run.href.lower().startswith(LINKED_SCHEMES)


MARKUP = st.sampled_from(
    [
        *"*_[]()<>|#-+.\n \\`!&;:~{}0a",
        "**",
        "\n- ",
        "\n1. ",
        "\n| a | b |\n|---|---|\n",
        "](http://a)",
        "javascript:",
        "  ",
    ]
)


@given(st.lists(MARKUP | st.text(max_size=3), max_size=40).map("".join))
@example("[x](javascript:alert(1))")
@example("![[](http://a)](javascript:b)")
def test_no_input_raises_and_nothing_in_it_acts(text: str) -> None:
    check(blocks(text))


@pytest.mark.parametrize(
    "text", ["*a" * 3000 + "b*" * 3000, "**a _b " * 3000, "[" * 5000, "- " * 2000 + "a", "> " * 2000]
)
def test_thousands_of_signs_within_each_other(text: str) -> None:
    check(blocks(text))


@given(st.lists(st.text("abcdefg ,.'£é0123456789%", min_size=1, max_size=20), min_size=1, max_size=6))
def test_every_word_comes_out(words: list[str]) -> None:
    # A word stands in front: a line that begins with "1." is the start of a list, and its number a mark of that.
    said = words_of(blocks("\n\n".join(f"- Line {line}" for line in words)))
    for word in " ".join(words).split():
        assert word.strip(".") in said


FIGURES = {"latest": "3.1", "change 2016-08 latest": "up 0.3", "A09:latest": "£1,050 (*)"}


def test_tokens_are_found_with_single_spaces() -> None:
    text = "{{latest}} and {{ change  2016-08\nlatest }}, {{A09:latest}} but not {x} or {{a{b}}"
    assert tokens_of(text) == ("latest", "change 2016-08 latest", "A09:latest")


def test_tokens_are_filled_within_markup() -> None:
    text = "**{{latest}}**, {{ change 2016-08  latest }} and {{A09:latest}}; {{nonsense}}."
    assert blocks(fill_tokens(text, FIGURES.get)) == (
        paragraph(
            Run("3.1", strong=True),
            Run(", up 0.3 and £1,050 (*); [no figure: nonsense]."),
        ),
    )


def test_a_filled_token_starts_no_list_and_cuts_no_cell() -> None:
    assert blocks(fill_tokens("{{x}} y", lambda _: "- a\n# b\n1.")) == (paragraph(Run("- a # b 1. y")),)
    table = blocks(fill_tokens("| a | b |\n|---|---|\n|{{x}}|{{x}}|", lambda _: r"1 | 2 \ "))
    assert table[0].blocks[1] == Block("row", (), (cell("cell", "1 | 2 \\"), cell("cell", "1 | 2 \\")))


@given(st.text(max_size=30) | st.lists(MARKUP, max_size=12).map("".join))
def test_what_a_figure_says_is_only_words(words: str) -> None:
    filled = blocks(fill_tokens("see {{x}} there", lambda _: words))
    printed = " ".join(words.replace("\0", "�").split()) or "[no figure: x]"
    assert filled == (paragraph(Run(f"see {printed} there")),)


def test_no_address_can_be_filled_in_that_is_not_allowed() -> None:
    assert all(run.href == "" for run in runs_of(blocks(fill_tokens("[a]({{x}})", lambda _: "javascript:alert(1)"))))


# Columns of numbers


def columns_of_numbers(text: str) -> list[bool]:
    (table,) = blocks(text)
    found = [[cell.numeric for cell in row.blocks] for row in table.blocks]
    assert all(row == found[0] for row in found), "a header goes with its column"
    return found[0]


@pytest.mark.parametrize(
    ("cells", "numeric"),
    [
        (("103.677", "-0.894", "1,210"), True),
        (("£1,050", "(£3.2)", "–£4"), True),
        (("8.32%", "n/a", ""), True),
        (("£2.5m", "12k", "-"), True),
        (("June 2017", "December 2016"), False),
        (("2016/17", "2017/18"), False),
        (("65+", "18 to 64"), False),
        (("1", "none"), False),
        (("", "n/a"), False),
        (("one", "two"), False),
    ],
)
def test_a_column_of_numbers_is_told_from_words_and_dates(cells: tuple[str, ...], numeric: bool) -> None:
    rows = "\n".join(f"| Area | {cell} |" for cell in cells)
    assert columns_of_numbers(f"| What | Budget |\n| --- | --- |\n{rows}\n") == [False, numeric]


def test_a_table_of_a_header_alone_has_no_column_of_numbers() -> None:
    assert columns_of_numbers("| What | Budget |\n| --- | --- |\n") == [False, False]
