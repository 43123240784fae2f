"""Worked examples of ratings (`docs/methods.md`, Rating), as data: all five kinds of scheme."""

from __future__ import annotations

from typing import NamedTuple

NOTTINGHAMSHIRE = "percent_of_target 5 10"
"""Fits what Nottinghamshire published in 2024: 1.3% short is green, 6.4% short is amber."""


class Rated(NamedTuple):
    """A value against its target. `target` is `40..60` for a range, `gap` as printed; both empty for none."""

    sentence: str
    good_is: str
    value: str
    target: str
    colour: str
    why: str
    gap: str = ""
    scheme: str = "percent_of_target 0 5"


PUBLISHED = (
    Rated("Norfolk: 87.1% against 90% is 3.2% short, so amber", "bigger", "87.1", "90", "amber", "short", "3.22"),
    Rated("Norfolk: 46.8 against 49.5 is 5.5% short, so red", "bigger", "46.8", "49.5", "red", "far_short", "5.45"),
    Rated("Norfolk: 637 against 590, smaller is better, is red", "smaller", "637", "590", "red", "far_short", "7.97"),
    Rated("Norfolk A02: 16.6 against 18.2 is better than target", "smaller", "16.6", "18.2", "green", "met", "-8.79"),
    Rated("Norfolk A08: 93.0 against 90.0 is better than target", "bigger", "93.0", "90.0", "green", "met", "-3.33"),
    Rated("Norfolk A09: 3.1 against 1.5 is twice the target", "smaller", "3.1", "1.5", "red", "far_short", "106.67"),
    Rated("Norfolk A10: 3.3 against 3.8", "bigger", "3.3", "3.8", "red", "far_short", "13.16"),
    Rated("Norfolk A11: 28.125% is printed half up", "bigger", "2.3", "3.2", "red", "far_short", "28.13"),
    Rated(
        "Nottinghamshire: 1.3% short is green there",
        "bigger",
        "98.7",
        "100",
        "green",
        "within_green",
        "1.30",
        scheme=NOTTINGHAMSHIRE,
    ),
    Rated(
        "Nottinghamshire: 6.4% short is amber there",
        "bigger",
        "93.6",
        "100",
        "amber",
        "short",
        "6.40",
        scheme=NOTTINGHAMSHIRE,
    ),
    Rated("the same 1.3% is amber by the default scheme", "bigger", "98.7", "100", "amber", "short", "1.30"),
    Rated("the same 6.4% is red by the default scheme", "bigger", "93.6", "100", "red", "far_short", "6.40"),
)

BOTH_ENDS = (
    Rated("met exactly: green", "bigger", "100", "100", "green", "met", "0.00"),
    Rated("places do not matter: 100.00 meets 100", "bigger", "100.00", "100", "green", "met", "0.00"),
    Rated("just short is amber", "bigger", "99.99", "100", "amber", "short", "0.01"),
    Rated("a hair short of red is amber, though 5.00% is printed", "bigger", "95.004", "100", "amber", "short", "5.00"),
    Rated("5% exactly is red: this end is inclusive", "bigger", "95", "100", "red", "far_short", "5.00"),
    Rated("smaller is better: 5% exactly is red", "smaller", "105", "100", "red", "far_short", "5.00"),
    Rated("smaller is better: 4.99% is amber", "smaller", "104.99", "100", "amber", "short", "4.99"),
    Rated(
        "a scheme that forgives 2%: 2% exactly is green, this end is inclusive too",
        "bigger",
        "98",
        "100",
        "green",
        "within_green",
        "2.00",
        "percent_of_target 2 10",
    ),
    Rated(
        "a scheme that forgives 2%: a little more is amber",
        "bigger",
        "97.99",
        "100",
        "amber",
        "short",
        "2.01",
        "percent_of_target 2 10",
    ),
    Rated(
        "a third has no end as a decimal, yet 1 short of 3 is exactly 33 and a third per cent: not yet 33.34",
        "bigger",
        "2",
        "3",
        "amber",
        "short",
        "33.33",
        "percent_of_target 0 33.34",
    ),
    Rated(
        "a negative target counts by its size: -12 is 20% worse", "bigger", "-12", "-10", "red", "far_short", "20.00"
    ),
    Rated("a negative target, smaller is better", "smaller", "-9.6", "-10", "amber", "short", "4.00"),
)

ZERO_TARGETS = (
    Rated("none wanted, none happened: met", "smaller", "0", "0", "green", "met", "0.00"),
    Rated("none wanted, one happened: no percentage of nothing", "smaller", "1", "0", "none", "zero_target_missed"),
    Rated("better than a zero target: met, without a size", "smaller", "-1", "0", "green", "met"),
    Rated("bigger is better than nothing", "bigger", "1", "0", "green", "met"),
    Rated("below a zero target", "bigger", "-0.1", "0", "none", "zero_target_missed"),
    Rated("points can rate what per cent cannot", "smaller", "1", "0", "amber", "short", "1.00", "points 0 2"),
)

POINTS = (
    Rated("points: 2 short of 50, red from 2", "bigger", "48", "50", "red", "far_short", "2.00", "points 0 2"),
    Rated("points: 1.99 short is amber", "bigger", "48.01", "50", "amber", "short", "1.99", "points 0 2"),
    Rated("points: half a point forgiven", "bigger", "49.5", "50", "green", "within_green", "0.50", "points 0.5 2"),
    Rated("points: better than target", "smaller", "40", "50", "green", "met", "-10.00", "points 0 2"),
)

RANGES = (
    Rated("inside the range", "range", "50", "40..60", "green", "met", "0.00"),
    Rated("its lower end belongs to it", "range", "40", "40..60", "green", "met", "0.00"),
    Rated("its upper end belongs to it", "range", "60", "40..60", "green", "met", "0.00"),
    Rated("1 below 40 is 2.5% of 40", "range", "39", "40..60", "amber", "short", "2.50"),
    Rated("2 below 40 is 5%", "range", "38", "40..60", "red", "far_short", "5.00"),
    Rated(
        "2 above 60 is 3.33%: per cent of the bound that was crossed", "range", "62", "40..60", "amber", "short", "3.33"
    ),
    Rated("3 above 60 is 5%", "range", "63", "40..60", "red", "far_short", "5.00"),
    Rated("a range of one value", "range", "50", "50..50", "green", "met", "0.00"),
    Rated("a range in points", "range", "39", "40..60", "amber", "short", "1.00", "points 0 2"),
    Rated("inside a range that starts at zero", "range", "3", "0..10", "green", "met", "0.00"),
    Rated("below a range that starts at zero", "range", "-1", "0..10", "none", "zero_target_missed"),
    Rated("above a range that starts at zero", "range", "11", "0..10", "red", "far_short", "10.00"),
    Rated("a range without its upper end", "range", "50", "40", "none", "no_range"),
)

LEVELS = (
    Rated(
        "20 is green: at or better", "smaller", "20", "", "green", "at_green_level", "", "thresholds green 20; red 30"
    ),
    Rated("30 is red: at or worse", "smaller", "30", "", "red", "at_red_level", "", "thresholds green 20; red 30"),
    Rated("between is amber", "smaller", "29.9", "", "amber", "between_levels", "", "thresholds green 20; red 30"),
    Rated("bigger: 30 is green", "bigger", "30", "", "green", "at_green_level", "", "thresholds green 30; red 20"),
    Rated("bigger: 20 is red", "bigger", "20", "", "red", "at_red_level", "", "thresholds green 30; red 20"),
    Rated("bigger: 20.1 is amber", "bigger", "20.1", "", "amber", "between_levels", "", "thresholds green 30; red 20"),
    Rated(
        "a target rates nothing here",
        "bigger",
        "30",
        "99",
        "green",
        "at_green_level",
        "",
        "thresholds green 30; red 20",
    ),
    Rated("levels the wrong way round", "bigger", "25", "", "none", "no_levels", "", "thresholds green 20; red 30"),
    Rated(
        "levels the wrong way round, smaller",
        "smaller",
        "25",
        "",
        "none",
        "no_levels",
        "",
        "thresholds green 30; red 20",
    ),
    Rated("no levels at all", "bigger", "25", "", "none", "no_levels", "", "thresholds"),
    Rated(
        "levels say nothing of a range",
        "range",
        "25",
        "20..30",
        "none",
        "no_good_way",
        "",
        "thresholds green 20; red 30",
    ),
    Rated("levels need a way that is good", "none", "25", "", "none", "no_good_way", "", "thresholds green 20; red 30"),
)

RISK_BANDS = "bands green 1-5; amber 6-15; red 16-25"
BANDS = (
    Rated("the lowest risk score", "smaller", "1", "", "green", "in_band", "", RISK_BANDS),
    Rated("impact 1 x likelihood 5", "smaller", "5", "", "green", "in_band", "", RISK_BANDS),
    Rated("impact 2 x likelihood 3", "smaller", "6", "", "amber", "in_band", "", RISK_BANDS),
    Rated("impact 3 x likelihood 5", "smaller", "15", "", "amber", "in_band", "", RISK_BANDS),
    Rated("impact 4 x likelihood 4", "smaller", "16", "", "red", "in_band", "", RISK_BANDS),
    Rated("the highest risk score", "smaller", "25", "", "red", "in_band", "", RISK_BANDS),
    Rated("no band holds it", "smaller", "26", "", "none", "outside_bands", "", RISK_BANDS),
    Rated("it falls between two bands", "smaller", "5.5", "", "none", "outside_bands", "", RISK_BANDS),
    Rated("bands need no way that is good", "none", "12", "", "amber", "in_band", "", RISK_BANDS),
    Rated("no bands at all", "smaller", "12", "", "none", "outside_bands", "", "bands"),
)

JUDGEMENTS = (
    Rated("a project rated by a person", "none judgement", "amber", "", "amber", "judged", "", "judgement"),
    Rated("whatever the scheme's kind", "none judgement", "red", "", "red", "judged"),
    Rated("nobody judged it", "none judgement", "none", "", "none", "not_judged", "", "judgement"),
    Rated("a number is no judgement", "none judgement", "4", "", "none", "not_judged", "", "judgement"),
    Rated("a number under a judgement scheme", "bigger", "80", "90", "none", "not_judged", "", "judgement"),
    Rated("a judged colour where a number is rated", "bigger", "green", "90", "none", "no_figure"),
)

NOT_RATED = (
    Rated("no target", "bigger", "80", "", "none", "no_target"),
    Rated("no way is good", "none", "80", "90", "none", "no_good_way"),
    Rated("no row", "bigger", ".", "90", "none", "no_figure"),
    Rated("awaited", "bigger", "awaited", "90", "none", "no_figure"),
    Rated("cannot be reported", "bigger", "not_reportable", "90", "none", "no_figure"),
    Rated("suppressed", "bigger", "suppressed", "90", "none", "no_figure"),
    Rated("awaited, thresholds", "bigger", "awaited", "", "none", "no_figure", "", "thresholds green 30; red 20"),
    Rated("awaited, a judgement", "none judgement", "awaited", "", "none", "no_figure", "", "judgement"),
    Rated("provisional figures are rated", "bigger", "80p", "90", "red", "far_short", "11.11"),
)

RATED = (*PUBLISHED, *BOTH_ENDS, *ZERO_TARGETS, *POINTS, *RANGES, *LEVELS, *BANDS, *JUDGEMENTS, *NOT_RATED)


class Levels(NamedTuple):
    """The text of a scheme's levels, and the scheme it gives (thresholds as `green 20 red 30`)."""

    kind: str
    text: str
    gives: str


LEVEL_TEXTS = (
    Levels("thresholds", "green 20; red 30", "green 20, red 30"),
    Levels("thresholds", " RED -1.5 ; Green 2 ;", "green 2, red -1.5"),
    Levels("bands", "green 1-5; amber 6-15; red 16-25", "green 1 to 5, amber 6 to 15, red 16 to 25"),
    Levels("bands", "red -5 to -1; green 0", "red -5 to -1, green 0 to 0"),
    Levels("bands", "green 0.5-1.5; red 2 - 3; green 4-5", "green 0.5 to 1.5, red 2 to 3, green 4 to 5"),
    Levels("percent_of_target", " ; ", ""),
    Levels("points", "", ""),
    Levels("judgement", "", ""),
)
WRONG_LEVELS = (
    Levels("thresholds", "", "Accepted: green 20; red 30."),
    Levels(
        "thresholds", "green 20", "“green 20” are not the levels of a thresholds scheme. Accepted: green 20; red 30."
    ),
    Levels("thresholds", "green 20; amber 30", "are not the levels of a thresholds scheme"),
    Levels("thresholds", "green 20; red 20", "are not the levels of a thresholds scheme"),
    Levels("thresholds", "green 20; red 30; red 40", "are not the levels of a thresholds scheme"),
    Levels("thresholds", "green 20-25; red 30", "are not the levels of a thresholds scheme"),
    Levels("thresholds", "green 20; red thirty", "are not the levels of a thresholds scheme"),
    Levels("thresholds", "green 20, red 30", "are not the levels of a thresholds scheme"),
    Levels("bands", "", "are not the levels of a bands scheme. Accepted: green 1-5; amber 6-15; red 16-25."),
    Levels("bands", "blue 1-5", "are not the levels of a bands scheme"),
    Levels("bands", "none 1-5", "are not the levels of a bands scheme"),
    Levels("bands", "green \u0661-\u0665", "are not the levels of a bands scheme"),
    Levels("bands", "x" * 100, f"“{'x' * 60}” are not the levels of a bands scheme"),
    Levels("bands", "green 5-1; " + " " * 90, f"“{'green 5-1; ' + ' ' * 49}”: a band goes from its lower"),
    Levels("bands", "red 3-9; red 3" + " " * 90, f"“{'red 3-9; red 3' + ' ' * 46}”: two bands overlap"),
    Levels("bands", "green 5-1", "a band goes from its lower to its higher end"),
    Levels("bands", "green 1-5; red 5-9", "two bands overlap, so a value would have two colours"),
    Levels("bands", "red 3-9; green 1-5", "two bands overlap"),
    Levels(
        "percent_of_target", "green 20; red 30", "A scheme of kind percent_of_target has no levels: leave them empty."
    ),
    Levels("judgement", "green", "A scheme of kind judgement has no levels"),
)
