"""Report-card text: a Markdown subset, read into the block tree of `reports.cards` that a page and a paper both draw.

Kept: paragraphs, bulleted and numbered lists (nested too), tables, emphasis, strong, links to http, https and mailto
addresses. A heading becomes a strong paragraph, an image its alternative words. Everything else, HTML above all, comes
out as the words that were typed. No input raises. Only a `Run.href` can be an address, and only of those schemes.

Figures stand in a text as tokens (`{{latest}}`, `{{change 2016-08 latest}}`, `{{A09:latest}}`): `fill_tokens` puts them
in before the text is read. What a figure says is escaped on the way, so that it can never act as markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, repeat, zip_longest
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reports.cards import Block, Run

LINKED_SCHEMES: Final = ("http://", "https://", "mailto:")
READ_RULES: Final = (
    *("heading", "lheading", "list", "table", "hr"),
    *("emphasis", "link", "autolink", "image", "escape", "entity", "newline"),
)
KINDS: Final = {
    "paragraph": "paragraph",
    "heading": "paragraph",
    "bullet_list": "bullets",
    "ordered_list": "numbers",
    "list_item": "item",
    "table": "table",
    "tr": "row",
    "th": "header",
    "td": "cell",
}
"""What markdown-it calls a piece of text, and what a card calls it."""

NO_NUMBER: Final = frozenset({"", "-", "–", "n/a", "Not stated"})
"""What may stand in a column of numbers where there is none."""
_NUMBER: Final = re.compile(r"[(+−–-]?£?[(+−–-]?\d[\d,]*(\.\d+)? ?[%mk]?\)?")
_TOKEN: Final = re.compile(r"\{\{([^{}]*)\}\}")
_NO_FIGURE: Final = "[no figure: {}]"
_MISSING: Final = re.compile(r"\[no figure: ([^\[\]]*)\]")
_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~]")


def tokens_of(text: str) -> tuple[str, ...]:
    """The figure tokens of a text in their order, without braces and with single spaces: `change 2016-08 latest`."""
    return tuple(_token(found) for found in _TOKEN.finditer(text))


def fill_tokens(text: str, resolve: Callable[[str], str | None]) -> str:
    """The Markdown text with each figure token replaced by what `resolve` says of it.

    `resolve` gets a token as `tokens_of` gives it, and answers None for one it does not know; that one stays visible as
    "[no figure: ...]", so that a mistyped token is seen and never silently empty.
    """

    def words(found: re.Match[str]) -> str:
        token = _token(found)
        return _inert((resolve(token) or "").strip() or _NO_FIGURE.format(token))

    return _TOKEN.sub(words, text)


def figures_missing(of: Iterable[Block]) -> tuple[str, ...]:
    """The tokens of which nothing was known when the text was read, each once: `A99:latest`."""
    return tuple(dict.fromkeys(token for words in _words(of) for token in _MISSING.findall(words)))


def says_something(of: Iterable[Block]) -> bool:
    """Is there a letter or digit to be read? Spaces of all kinds, empty links and empty tables say nothing."""
    return any(sign.isalnum() for words in _words(of) for sign in words)


def _words(of: Iterable[Block]) -> Iterator[str]:
    """What each block says, and each within it, in the order of reading."""
    waiting = list(of)[::-1]
    while waiting:
        block = waiting.pop()
        yield block.text
        waiting += block.blocks[::-1]


def blocks(text: str) -> tuple[Block, ...]:
    """The block tree of a Markdown text. Total: odd input comes out as the words typed."""
    # A stack and not recursion, as in `_runs`: thousands of signs, one within the other, must not exhaust Python's.
    stack: list[_Open] = [_Open("", False)]
    for token in _READER.parse(text):
        if token.type == "inline":
            stack[-1].runs = _runs(token.children or [], strong=stack[-1].heading)
        elif token.type.removesuffix("_open") not in KINDS and token.type.removesuffix("_close") not in KINDS:
            continue  # the head and body of a table, a line across the page: they hold no words of their own
        elif token.nesting > 0:
            name = token.type.removesuffix("_open")
            stack.append(_Open(KINDS[name], token.hidden, heading=name == "heading"))
        else:
            done = stack.pop()
            done.put_into(stack[-1])
    return tuple(stack[0].blocks)


@dataclass
class _Open:
    """A block whose end has not come yet. `tight` is a paragraph of a list without empty lines."""

    kind: str
    tight: bool
    heading: bool = False
    runs: tuple[Run, ...] = ()
    blocks: list[Block] = field(default_factory=list)

    def put_into(self, parent: _Open) -> None:
        """Ends it. The words of a tight item are the item's own; an empty paragraph is nothing."""
        if self.tight and parent.kind == "item" and not parent.runs and not parent.blocks:
            parent.runs = self.runs
        elif self.runs or self.kind != "paragraph":
            done = Block(self.kind, self.runs, tuple(self.blocks))
            parent.blocks.append(_with_columns_of_numbers(done) if self.kind == "table" else done)


def _with_columns_of_numbers(table: Block) -> Block:
    """The table with the cells marked of each column that holds numbers below its header, or signs for none."""
    body = [row.blocks for row in table.blocks[1:]]
    columns = zip_longest(*([cell.text.strip() for cell in row] for row in body), fillvalue="")
    numeric = [
        all(one in NO_NUMBER or _NUMBER.fullmatch(one) for one in column) and any(map(_NUMBER.fullmatch, column))
        for column in columns
    ]
    if not any(numeric):
        return table
    rows = (replace(row, blocks=tuple(map(_marked, row.blocks, chain(numeric, repeat(False))))) for row in table.blocks)
    return replace(table, blocks=tuple(rows))


def _marked(cell: Block, numeric: bool) -> Block:
    return replace(cell, numeric=True) if numeric else cell


def _token(found: re.Match[str]) -> str:
    return " ".join(found[1].split())


def _inert(words: str) -> str:
    """Words that mean only themselves in Markdown.

    Character references and not backslashes: the cells of a table are cut at `|` before backslashes are read.
    """
    return _PUNCTUATION.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(words.split()))


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero").enable(list(READ_RULES))
    # A link elsewhere (javascript:, data:, a relative address) stays as typed, where its author can see it.
    reader.validateLink = lambda address: address.lower().startswith(LINKED_SCHEMES)  # type: ignore[method-assign]
    return reader


def _runs(tokens: list[Token], *, strong: bool) -> tuple[Run, ...]:
    """The words of a paragraph, heading or cell, each in the manner of all that encloses it; like neighbours joined."""
    runs = groupby(_pieces(tokens, int(strong)), key=lambda piece: piece[1:])
    return tuple(Run("".join(piece[0] for piece in same), *manner) for manner, same in runs)


def _pieces(tokens: list[Token], strong: int) -> Iterator[tuple[str, bool, bool, str]]:
    emphasis = 0
    href = ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            emphasis += token.nesting
        elif token.type in ("link_open", "link_close"):  # a link holds no link
            href = str(token.attrs.get("href", ""))
        elif words := " " if token.type in ("softbreak", "hardbreak") else token.content:
            yield words, strong > 0, emphasis > 0, href


_READER: Final = _reader()
