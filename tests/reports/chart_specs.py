"""Charts for tests: short to write by hand, and odd ones made by Hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat

from hypothesis import strategies as st

from indicators.domain import periods
from reports.cards import ChartPoint, ChartSpec
from tests.reports.sample_cards import BADGES

LAST = periods.month(2017, 1)


def spec(
    values: Sequence[float | str | None],
    *,
    targets: Sequence[float | None] = (),
    tops: Sequence[float | None] = (),
    colours: Sequence[str] = (),
    provisional: Sequence[int] = (),
    breaks: Sequence[int] = (),
    prefix: str = "",
    suffix: str = "",
    unit: str = "per cent",
) -> ChartSpec:
    """Months up to January 2017. A word in place of a value is the reason for none; None is a month never due."""
    first = LAST.plus(1 - len(values))
    points = []
    for index, (value, target, top, colour) in enumerate(
        zip(
            values,
            chain(targets, repeat(None)),
            chain(tops, repeat(None)),
            chain(colours, repeat("none")),
            strict=False,
        )
    ):
        month = first.plus(index)
        bounds = [f"{prefix}{bound:,}{suffix}" for bound in (target, top) if bound is not None]
        said = value if isinstance(value, str) else "" if value is None else f"{prefix}{value:,}{suffix}"
        points.append(
            ChartPoint(
                label=month.label,
                name=month.name,
                value=None if isinstance(value, str) or value is None else float(value),
                text=said,
                target=target,
                target_to=top,
                target_text=" to ".join(bounds),
                badge=BADGES[colour],
                provisional=index in provisional,
                break_before=index in breaks,
            )
        )
    return ChartSpec("Delayed transfers", unit, prefix, suffix, tuple(points), "Rose from 1 to 2.")


# What can be stored: at most 15 digits, so much before or behind the point.
NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15).map(float),
    st.decimals(-1000, 1000, places=2).map(float),
    st.integers(-(10**15), 10**15).map(lambda digits: digits / 10**15),
    st.sampled_from([0.0, 100.0, 1.5, -0.0]),
)
WORDS = st.text(max_size=12) | st.sampled_from(["<b>&", "]]>", "Awaited", "\"'", "\x00\x1b", "%{y}<br>"])


@st.composite
def points(draw: st.DrawFn) -> ChartPoint:
    low, high = draw(st.none() | NUMBERS), draw(st.none() | NUMBERS)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    return ChartPoint(
        label=draw(WORDS),
        name=draw(WORDS),
        value=draw(st.none() | NUMBERS),
        text=draw(WORDS),
        target=low,
        target_to=high if low is not None else None,
        target_text=draw(WORDS),
        badge=draw(st.sampled_from(list(BADGES.values()))),
        provisional=draw(st.booleans()),
        break_before=draw(st.booleans()),
    )


ODD_SPECS = st.builds(
    ChartSpec,
    title=WORDS,
    unit=WORDS,
    prefix=st.sampled_from(["", "£"]),
    suffix=st.sampled_from(["", "%"]),
    points=st.lists(points(), max_size=14).map(tuple),
    alternative=WORDS,
)
