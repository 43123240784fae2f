"""Hypothesis strategies: periods, figures, targets, schemes and definitions, common ones and odd ones.

Figures are drawn from few values, so that ties, runs and levels met exactly are common.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

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
FEW = st.sampled_from([Decimal(text) for text in ("90", "94.9", "95", "95.0", "100", "100", "105", "110", "-5", "0")])
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


@st.composite
def definitions(draw: st.DrawFn, *, frequency: Frequency | None = None) -> Definition:
    """Definitions with a break or two in the years before 2017."""
    around = st.integers(0, 40).map(lambda back: AS_AT.plus(-back))
    return Definition(
        "X1",
        draw(st.sampled_from(Polarity)),
        draw(st.sampled_from([Unit.PERCENT, Unit.COUNT, Unit.PER_100K, Unit.JUDGEMENT])),
        frequency or draw(st.sampled_from(Frequency)),
        draw(st.sampled_from(Basis)),
        breaks=tuple(draw(st.lists(around, max_size=1))),
    )


def rows_of(period: Period, numbers: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Observation | None]:
    """A row of the period or none; more often than not with a value."""
    value = st.builds(
        Observation, st.just(period), numbers, st.sampled_from([Status.FINAL, Status.FINAL, Status.PROVISIONAL])
    )
    judged = st.builds(Observation, st.just(period), judged=COLOURS)
    missing = st.builds(Observation, st.just(period), status=st.sampled_from([Status.AWAITED, Status.SUPPRESSED]))
    return st.integers(0, 13).flatmap(lambda kind: {0: st.none(), 1: missing, 2: judged}.get(kind, value))


@st.composite
def target_sets(draw: st.DrawFn, periods: list[Period], numbers: st.SearchStrategy[Decimal]) -> Targets:
    """Targets for some of the periods themselves and for some of their financial years; ranges have both ends."""
    width = draw(st.sampled_from([None, Decimal(0), Decimal(10)]))
    same = draw(st.booleans())  # one level all along, as profiles that are flat and ranges that stay
    level = draw(numbers)
    years = sorted({period.financial_year for period in periods})
    chosen = {
        period: None for period in periods if period.frequency is not Frequency.ANNUAL and draw(st.integers(0, 3)) == 0
    } | {one: draw(st.none() | PROFILES) for one in years if draw(st.integers(0, 3))}
    rows = []
    for period, profile in chosen.items():
        value = level if same else draw(numbers)
        rows.append(TargetRow(period, value, None if width is None else value + width, profile))
    return Targets.of(rows)


@st.composite
def histories(
    draw: st.DrawFn,
    *,
    numbers: st.SearchStrategy[Decimal] = FEW,
    schemes: st.SearchStrategy[Scheme] | None = None,
    longest: int = LONGEST,
) -> History:
    """Whole histories that end at or shortly before, or run on beyond, the month they are assessed as at."""
    definition = draw(definitions())
    newest = latest_ending_by(definition.frequency, AS_AT)
    after = draw(st.integers(-2, 2))
    length = draw(st.integers(0, longest))
    periods = [newest.plus(after - back) for back in range(length)]
    series = Series.of(row for row in (draw(rows_of(period, numbers)) for period in periods) if row is not None)
    targets = draw(target_sets(periods, numbers))
    overridden = draw(st.lists(st.sampled_from(periods), max_size=2, unique=True)) if periods else []
    overrides = {period: Override(period, draw(COLOURS), "checked by audit") for period in overridden}
    return History(definition, series, targets, draw(schemes or any_schemes(numbers)), overrides, AS_AT)


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
