"""Documents made by Hypothesis: every field of every block, with whatever text, figure and nesting it thinks of."""

from __future__ import annotations

from datetime import timedelta, timezone

from hypothesis import strategies as st

from reports.cards import (
    Block,
    Document,
    Fact,
    Facts,
    Grid,
    GridCell,
    GridGroup,
    Notice,
    Part,
    Picture,
    Run,
    Verdict,
    Words,
)
from tests.reports.chart_specs import ODD_SPECS
from tests.reports.sample_documents import NASTY
from tests.reports.sample_figures import BADGES

TEXT = st.text(max_size=8) | st.sampled_from(NASTY)
HREFS = st.sampled_from(("", "#a", "/indicators/a09/", "https://example.org/?a=1&b=2", "javascript:alert(1)")) | TEXT
BADGE = st.sampled_from(list(BADGES.values()))
FEW = {"max_size": 2}


def tuples_of(of: st.SearchStrategy, **size: int) -> st.SearchStrategy:
    return st.lists(of, **(FEW | size)).map(tuple)


RUNS = tuples_of(st.builds(Run, TEXT, st.booleans(), st.booleans(), HREFS))
PARAGRAPHS = st.builds(Block, st.just("paragraph"), RUNS)
ITEMS = st.deferred(lambda: st.builds(Block, st.just("item"), RUNS, tuples_of(LISTS | PARAGRAPHS)))
LISTS = st.builds(Block, st.sampled_from(("bullets", "numbers")), blocks=tuples_of(ITEMS))


@st.composite
def written_tables(draw: st.DrawFn) -> Block:
    """As `reports.markdown` makes them: a row of headers, then rows of as many cells."""
    width = draw(st.integers(1, 3))
    kinds = ("header", *["cell"] * draw(st.integers(0, 2)))
    row = [tuple(Block(kind, draw(RUNS)) for _ in range(width)) for kind in kinds]
    return Block("table", blocks=tuple(Block("row", blocks=cells) for cells in row))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width = draw(st.integers(1, 3))
    cell = st.builds(GridCell, TEXT, st.none() | BADGE, tuples_of(TEXT), st.booleans(), HREFS, TEXT)
    row = st.tuples(*[cell] * width)
    return Grid(
        draw(TEXT),
        draw(st.tuples(*[TEXT] * width)),
        draw(tuples_of(st.builds(GridGroup, TEXT, tuples_of(row)))),
        draw(tuples_of(TEXT)),
        draw(tuples_of(TEXT)),
        draw(st.booleans()),
    )


FACTS = tuples_of(st.builds(Fact, TEXT, TEXT, st.none() | BADGE, HREFS))
BLOCKS = st.one_of(
    st.builds(Words, PARAGRAPHS | LISTS | written_tables(), TEXT),
    st.builds(Notice, TEXT, st.booleans()),
    st.builds(Facts, FACTS),
    st.builds(Verdict, BADGE, TEXT, TEXT, FACTS),
    grids(),
    st.builds(Picture, ODD_SPECS, grids()),
)


def parts(depth: int) -> st.SearchStrategy[Part]:
    """Parts within parts, so deep at most."""
    inner = st.just(()) if depth == 1 else tuples_of(parts(depth - 1))
    return st.builds(Part, TEXT, TEXT, TEXT, tuples_of(BLOCKS), inner, st.booleans(), st.booleans())


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
ODD_DOCUMENTS = st.builds(
    Document,
    title=TEXT,
    council=TEXT,
    committee=TEXT,
    standing=TEXT,
    made_at=st.datetimes(timezones=OFFSETS),
    parts=tuples_of(parts(3)),
    cover=FACTS,
    summary=TEXT,
    marking=TEXT,
    landscape=st.booleans(),
    colour=st.sampled_from(("#1d5c63", "#ffffff")),
    source=HREFS,
    subject=TEXT,
    offering=TEXT,
)
