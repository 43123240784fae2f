"""Hypothesis strategies: periods, figures, targets, schemes and definitions, common ones and odd ones.

Figures are drawn from few values, so that ties, runs and levels met exactly are common.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from indicators.domain.assessment import Assessment, assess
from indicators.domain.definitions import Basis, Colour, Definition, Polarity, Unit
from indicators.domain.exception_report import Flag, Rule
from indicators.domain.periods import FIRST_YEAR, LAST_YEAR, Frequency, Period, latest_ending_by, month, quarter, year
from indicators.domain.rating import Band, Override, Scheme, SchemeKind, Thresholds
from indicators.domain.series import Observation, Series, Status
from indicators.domain.targets import Profile, ProfileKind, TargetRow, Targets

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
YEAR_PROFILES = st.sampled_from(
    [
        None,
        Profile(ProfileKind.FLAT),
        Profile(ProfileKind.FLAT),
        Profile(ProfileKind.LINEAR, start=Decimal(95)),
        Profile(ProfileKind.SHARES, shares=(Decimal(25), Decimal(50), Decimal(75), Decimal(100))),
    ]
)


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """Definitions with a break or none in the years before 2017; most have a way that is good."""
    back = draw(st.sampled_from([None, None, 0, 1, 2, 5, 13, 14, 24]))
    return Definition(
        "X1",
        draw(st.sampled_from([*Polarity, Polarity.BIGGER, Polarity.SMALLER, Polarity.RANGE])),
        draw(st.sampled_from([Unit.PERCENT, Unit.COUNT, Unit.PER_100K, Unit.JUDGEMENT])),
        draw(st.sampled_from(Frequency)),
        draw(st.sampled_from([*Basis, Basis.PERIOD, Basis.PERIOD])),
        breaks=() if back is None else (AS_AT.plus(-back),),
    )


@st.composite
def target_sets(draw: st.DrawFn, periods: list[Period]) -> Targets:
    """Targets for some of the periods themselves and for some of their financial years; ranges have both ends."""
    width = draw(st.sampled_from([None, Decimal(0), Decimal(10)]))
    level = draw(st.none() | LEVELS)  # one level all along, as ranges that stay, or a new one each time
    years = sorted({period.financial_year for period in periods})
    chosen: dict[Period, Profile | None] = {one: draw(YEAR_PROFILES) for one in years if draw(st.booleans())}
    if periods and periods[0].frequency is not Frequency.ANNUAL:
        chosen |= dict.fromkeys(draw(st.sets(st.sampled_from(periods), max_size=6)))
    rows = []
    for period, profile in chosen.items():
        value = draw(LEVELS) if level is None else level
        rows.append(TargetRow(period, value, None if width is None else value + width, profile))
    return Targets.of(rows)


@st.composite
def histories(draw: st.DrawFn, *, schemes: st.SearchStrategy[Scheme] | None = None) -> History:
    """Whole histories that end at or shortly before, or run on beyond, the month they are assessed as at."""
    definition = draw(definitions())
    newest = latest_ending_by(definition.frequency, AS_AT).plus(draw(st.integers(-2, 2)))
    length = draw(st.integers(0, LONGEST))
    cells = draw(st.lists(CELLS, min_size=length, max_size=length))
    periods = [newest.plus(-back) for back in range(length)]
    series = Series.of(
        Observation(period, **cell) for period, cell in zip(periods, cells, strict=True) if cell is not None
    )
    overridden = draw(st.lists(st.sampled_from(periods), max_size=2, unique=True)) if periods else []
    overrides = {period: Override(period, draw(COLOURS), "checked by audit") for period in overridden}
    targets = draw(target_sets(periods))
    return History(
        definition, series, targets, draw(any_schemes(LEVELS) if schemes is None else schemes), overrides, AS_AT
    )


@st.composite
def odd_histories(draw: st.DrawFn) -> History:
    """Anything the types allow: other frequencies than the definition's, values without status, huge numbers."""
    frequency = draw(st.sampled_from(Frequency))
    newest = latest_ending_by(frequency, AS_AT)
    periods = [newest.plus(-back) for back in draw(st.sets(st.integers(-3, 40), max_size=12))]
    rows = [
        Observation(
            period,
            draw(st.none() | ODD_NUMBERS),
            draw(st.sampled_from(Status)),
            judged=draw(st.sampled_from([None, None, *Colour])),
        )
        for period in periods
    ]
    aims = draw(
        st.lists(
            st.builds(
                TargetRow,
                PERIODS | st.sampled_from([AS_AT, newest, newest.financial_year]),
                ODD_NUMBERS,
                st.none() | ODD_NUMBERS,
                st.none() | PROFILES,
            ),
            max_size=5,
            unique_by=lambda row: row.period,
        )
    )
    return History(
        Definition(
            draw(st.text(max_size=5)),
            draw(st.sampled_from(Polarity)),
            draw(st.sampled_from(Unit)),
            draw(st.sampled_from(Frequency)),
            draw(st.sampled_from(Basis)),
            breaks=tuple(draw(st.lists(PERIODS, max_size=2))),
        ),
        Series.of(rows, earlier_left_out=draw(st.booleans())),
        Targets.of(aims, earlier_left_out=draw(st.booleans())),
        draw(any_schemes(ODD_NUMBERS)),
        {period: Override(period, draw(COLOURS), "") for period in draw(st.sets(PERIODS, max_size=2))},
        draw(st.sampled_from([AS_AT, newest]) | PERIODS),
    )


def flags_for(periods: list[Period]) -> st.SearchStrategy[list[Flag]]:
    """What officers said of some of the periods."""
    if not periods:
        return st.just([])
    flag = st.builds(Flag, st.sampled_from(periods), st.sampled_from(Rule), st.just("budget line 7"))
    return st.lists(flag, max_size=4)
