"""Hypothesis strategies: periods, figures, targets, schemes and definitions, common ones and odd ones.

Figures are drawn from few values, so that ties, runs and levels met exactly are common.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from indicators.domain.assessment import Assessment, assess
from indicators.domain.definitions import Basis, Colour, Definition, Polarity, Unit
from indicators.domain.exception_report import Flag, Rule
from indicators.domain.periods import FIRST_YEAR, LAST_YEAR, Frequency, Period, latest_ending_by, month, quarter, year
from indicators.domain.rating import Band, Override, Scheme, SchemeKind, Thresholds
from indicators.domain.series import Observation, Series, Status
from indicators.domain.targets import Profile, ProfileKind, TargetRow, Targets

FEWER = settings(max_examples=40)
"""For examples that are dear to make: whole histories, schemes with their targets."""

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
PERIODS = st.one_of(
    st.builds(month, YEARS, st.integers(1, 12)),
    st.builds(quarter, YEARS, st.integers(1, 4)),
    st.builds(year, YEARS),
)
COLOURS = st.sampled_from([Colour.RED, Colour.AMBER, Colour.GREEN])

NUMBERS = st.decimals(-2000, 2000, places=2)
"""Figures and targets as they are usually given."""
ODD_NUMBERS = st.one_of(
    NUMBERS,
    st.decimals(-(10**15) + 1, 10**15 - 1, places=0),
    st.decimals(-1, 1, places=15),
    st.sampled_from([Decimal("-0"), Decimal("0.00"), Decimal("999999999999999.999999999999999")]),
)
GAP_KINDS = (SchemeKind.PERCENT_OF_TARGET, SchemeKind.POINTS)


@st.composite
def gap_schemes(draw: st.DrawFn, kinds: tuple[SchemeKind, ...] = GAP_KINDS) -> Scheme:
    """Schemes that measure a gap; green always lies within red, as the store holds them."""
    green_within = draw(st.decimals(0, 10, places=1))
    wider = draw(st.decimals(Decimal("0.1"), 20, places=1))
    return Scheme("gap", draw(st.sampled_from(kinds)), green_within, green_within + wider)


@st.composite
def level_schemes(draw: st.DrawFn, good_is: Polarity) -> Scheme:
    """Thresholds that fit the way that is good."""
    low, high = sorted(draw(st.lists(NUMBERS, min_size=2, max_size=2, unique=True)))
    levels = Thresholds(green=high, red=low) if good_is is Polarity.BIGGER else Thresholds(green=low, red=high)
    return Scheme("levels", SchemeKind.THRESHOLDS, thresholds=levels)


def any_schemes(numbers: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Scheme]:
    """Schemes of every kind, those that contradict themselves included."""
    return st.builds(
        Scheme,
        slug=st.just("any"),
        kind=st.sampled_from(SchemeKind),
        green_within=st.sampled_from([Decimal(0), Decimal(2), Decimal("5.5")]),
        red_from=st.sampled_from([Decimal(5), Decimal(0), Decimal(10)]),
        thresholds=st.none() | st.builds(Thresholds, numbers, numbers),
        bands=st.lists(st.builds(Band, COLOURS, numbers, numbers), max_size=3).map(tuple),
    )


SHARES = st.sampled_from([4, 12]).flatmap(
    lambda count: st.lists(st.decimals(0, 100, places=2), min_size=count - 1, max_size=count - 1)
)
PROFILES = st.one_of(
    st.just(Profile(ProfileKind.FLAT)),
    st.builds(Profile, st.just(ProfileKind.LINEAR), start=NUMBERS),
    SHARES.map(lambda shares: Profile(ProfileKind.SHARES, shares=(*sorted(shares), Decimal(100)))),
)


@dataclass(frozen=True, slots=True)
class History:
    """All that `assess` takes."""

    definition: Definition
    series: Series
    targets: Targets
    scheme: Scheme
    overrides: dict[Period, Override]
    as_at: Period

    def assess(self) -> Assessment:
        return assess(self.definition, self.series, self.targets, self.scheme, self.overrides, self.as_at)


AS_AT = month(2017, 1)
LONGEST = 30
_LEVELS = ("90", "94.9", "95", "95.0", "100", "100", "100", "105", "110", "-5", "0")
LEVELS = st.sampled_from([Decimal(text) for text in _LEVELS])
"""Few enough that ties, runs and levels met exactly are common."""
CELLS = st.sampled_from(
    [
        *(dict[str, Any](value=Decimal(text)) for text in _LEVELS * 2),
        {"value": Decimal(95), "status": Status.PROVISIONAL},
        {"value": Decimal(105), "status": Status.PROVISIONAL},
        {"status": Status.AWAITED},
        {"status": Status.NOT_REPORTABLE},
        {"judged": Colour.RED},
        {"judged": Colour.GREEN},
        None,
        None,
    ]
)
YEAR_TARGETS = st.sampled_from(
    [
        (),
        (None,),
        (Profile(ProfileKind.FLAT),),
        (Profile(ProfileKind.FLAT),),
        (Profile(ProfileKind.LINEAR, start=Decimal(95)),),
        (Profile(ProfileKind.SHARES, shares=(Decimal(25), Decimal(50), Decimal(75), Decimal(100))),),
    ]
)
"""No target for the year, one without a profile, or one with."""


# Strategies that do not depend on what was drawn are made once: making them is what costs time.
DEFINITIONS = st.builds(
    lambda good_is, unit, frequency, basis, back: Definition(
        "X1", good_is, unit, frequency, basis, breaks=() if back is None else (AS_AT.plus(-back),)
    ),
    st.sampled_from([*Polarity, Polarity.BIGGER, Polarity.SMALLER, Polarity.RANGE]),
    st.sampled_from([Unit.PERCENT, Unit.COUNT, Unit.PER_100K, Unit.JUDGEMENT]),
    st.sampled_from(Frequency),
    st.sampled_from([*Basis, Basis.PERIOD, Basis.PERIOD]),
    st.sampled_from([None, None, 0, 1, 2, 5, 13, 14, 24]),
)
"""Most have a way that is good; some have a break in the years before 2017."""
_CELLS_BY_LENGTH = [st.lists(CELLS, min_size=length, max_size=length) for length in range(LONGEST + 1)]
HISTORY_CELLS = st.integers(0, LONGEST).flatmap(_CELLS_BY_LENGTH.__getitem__)
SOME_PLACES = st.sets(st.integers(0, LONGEST - 1), max_size=6)
AIMS = st.tuples(
    st.sampled_from([None, Decimal(0), Decimal(10)]),  # how wide a range is
    st.none() | LEVELS,  # one level all along, or a new one each time
    st.lists(LEVELS, min_size=3, max_size=3),
    st.lists(YEAR_TARGETS, min_size=3, max_size=3),
    SOME_PLACES,
)
ANY_SCHEMES = any_schemes(LEVELS)
MOSTLY_NONE = st.dictionaries(st.integers(0, LONGEST - 1), COLOURS, max_size=2)
AROUND = st.integers(-2, 2)


def targets_from(periods: list[Period], aims: Any) -> Targets:
    """Targets for some of the periods themselves and for some of their financial years; ranges have both ends."""
    width, level, levels, year_targets, places = aims
    years = zip(sorted({one.financial_year for one in periods}), cycle(year_targets), strict=False)
    chosen: dict[Period, Profile | None] = {one: profile for one, found in years for profile in found}
    if periods and periods[0].frequency is not Frequency.ANNUAL:
        chosen |= {periods[place]: None for place in places if place < len(periods)}
    rows = []
    for (period, profile), own in zip(chosen.items(), cycle(levels), strict=False):
        value = own if level is None else level
        rows.append(TargetRow(period, value, None if width is None else value + width, profile))
    return Targets.of(rows)


@st.composite
def histories(draw: st.DrawFn, *, schemes: st.SearchStrategy[Scheme] = ANY_SCHEMES) -> History:
    """Whole histories that end at or shortly before, or run on beyond, the month they are assessed as at."""
    definition = draw(DEFINITIONS)
    newest = latest_ending_by(definition.frequency, AS_AT).plus(draw(AROUND))
    cells = draw(HISTORY_CELLS)
    periods = [newest.plus(-back) for back in range(len(cells))]
    series = Series.of(
        Observation(period, **cell) for period, cell in zip(periods, cells, strict=True) if cell is not None
    )
    overrides = {
        periods[place]: Override(periods[place], colour, "checked by audit")
        for place, colour in draw(MOSTLY_NONE).items()
        if place < len(periods)
    }
    return History(definition, series, targets_from(periods, draw(AIMS)), draw(schemes), overrides, AS_AT)


ODD_ROWS = st.dictionaries(
    st.integers(-3, 40),
    st.tuples(st.none() | ODD_NUMBERS, st.sampled_from(Status), st.sampled_from([None, None, *Colour])),
    max_size=12,
)
ODD_TARGETS = st.lists(
    st.builds(
        TargetRow,
        PERIODS | st.sampled_from([AS_AT, AS_AT.plus(-1), quarter(2016, 3), year(2015), year(2016)]),
        ODD_NUMBERS,
        st.none() | ODD_NUMBERS,
        st.none() | PROFILES,
    ),
    max_size=5,
    unique_by=lambda row: row.period,
)
ODD_DEFINITIONS = st.builds(
    Definition,
    st.text(max_size=5),
    st.sampled_from(Polarity),
    st.sampled_from(Unit),
    st.sampled_from(Frequency),
    st.sampled_from(Basis),
    breaks=st.lists(PERIODS, max_size=2).map(tuple),
)
ODD_SCHEMES = any_schemes(ODD_NUMBERS)
ODD_OVERRIDES = st.dictionaries(PERIODS, COLOURS, max_size=2)
BOTH = st.tuples(st.booleans(), st.booleans())
FREQUENCIES = st.sampled_from(Frequency)
ODD_AS_AT = st.just(AS_AT) | PERIODS


@st.composite
def odd_histories(draw: st.DrawFn) -> History:
    """Anything the types allow: other frequencies than the definition's, values without status, huge numbers."""
    newest = latest_ending_by(draw(FREQUENCIES), AS_AT)
    rows = [
        Observation(newest.plus(-back), value, status, judged=judged)
        for back, (value, status, judged) in draw(ODD_ROWS).items()
    ]
    series_cut, targets_cut = draw(BOTH)
    return History(
        draw(ODD_DEFINITIONS),
        Series.of(rows, earlier_left_out=series_cut),
        Targets.of(draw(ODD_TARGETS), earlier_left_out=targets_cut),
        draw(ODD_SCHEMES),
        {period: Override(period, colour, "") for period, colour in draw(ODD_OVERRIDES).items()},
        draw(ODD_AS_AT),
    )


def flags_for(periods: list[Period]) -> st.SearchStrategy[list[Flag]]:
    """What officers said of some of the periods."""
    if not periods:
        return st.just([])
    flag = st.builds(Flag, st.sampled_from(periods), st.sampled_from(Rule), st.just("budget line 7"))
    return st.lists(flag, max_size=4)
