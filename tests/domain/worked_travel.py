"""Worked examples of direction of travel and of runs of worsening (`docs/methods.md`), as data."""

from __future__ import annotations

from typing import NamedTuple

PRINTED_A03 = "2016-01: 622 617 623 616 622 614 613 613 621 630 637"
"""Norfolk's admissions to care homes, 65 and over, per 100,000: smaller is better."""


class Travelled(NamedTuple):
    """How the latest figure compares with the period before, and with the same period last year."""

    sentence: str
    definition: str
    series: str
    previous: str
    last_year: str = "not_comparable no_earlier_row"
    targets: str = ""
    breaks: str = ""


FLAT_RANGE = "2015/16 40..60 flat; 2016/17 40..60 flat"
A_YEAR_APART = "2015-11: 50 . . . . . . . . . . 70"

TRAVELLED = (
    Travelled(
        "Norfolk A03, November 2016: worse than October; nothing is known of November 2015",
        "smaller",
        PRINTED_A03,
        "worsening worse",
    ),
    Travelled("Norfolk A01, December 2016: better than November", "bigger", "2016-11: 91.0 91.9", "improving better"),
    Travelled(
        "worse than November, better than December 2015",
        "bigger",
        "2015-12: 80 . . . . . . . . . . 90 85",
        "worsening worse",
        "improving better",
    ),
    Travelled(
        "smaller is better: the same figures the other way about",
        "smaller",
        "2015-12: 80 . . . . . . . . . . 90 85",
        "improving better",
        "worsening worse",
    ),
    Travelled("equal as stored is steady, whatever the places", "bigger", "2016-11: 3.3 3.30", "steady equal"),
    Travelled(
        "the latest figure is compared, not the newest row", "bigger", "2016-10: 3.3 3.4 awaited", "improving better"
    ),
    Travelled(
        "a month that was missed: the one before it is no stand-in",
        "bigger",
        "2016-10: 3.3 . 3.4",
        "not_comparable no_earlier_row",
    ),
    Travelled(
        "a month that could not be reported", "bigger", "2016-11: not_reportable 3.4", "not_comparable no_earlier_value"
    ),
    Travelled("the first figure of all", "bigger", "2016-12: 3.4", "not_comparable no_earlier_row"),
    Travelled("no figure at all", "bigger", "2016-12: awaited", "not_comparable no_figure", "not_comparable no_figure"),
    Travelled(
        "provisional figures count", "bigger", "2016-11: 3.3p 3.4p", "improving better", "not_comparable no_earlier_row"
    ),
    Travelled(
        "quarters compare with quarters",
        "bigger quarterly",
        "2015/16 Q3: 50 . . 60 55",
        "worsening worse",
        "improving better",
    ),
    Travelled(
        "years compare with the year before, which is both",
        "smaller annual",
        "2014/15: 50 45",
        "improving better",
        "improving better",
    ),
    Travelled(
        "year to date: the same point last year only",
        "smaller year_to_date",
        "2015-12: 500 . . . . . . . . . . 440 480",
        "not_comparable year_to_date",
        "improving better",
    ),
    Travelled(
        "year to date by quarters: the same quarter last year only",
        "smaller quarterly year_to_date",
        "2015/16 Q3: 500 . . 440 520",
        "not_comparable year_to_date",
        "worsening worse",
    ),
    Travelled(
        "year to date in April: March was a whole year, so still no comparison",
        "smaller year_to_date",
        "2016-03: 748.8 60",
        "not_comparable year_to_date",
    ),
    Travelled(
        "year to date by years: the year before is the same point last year",
        "smaller annual year_to_date",
        "2014/15: 748.8 724",
        "improving better",
        "improving better",
    ),
    Travelled(
        "rolling twelve months compare with both",
        "smaller rolling_12",
        "2015-12: 500 . . . . . . . . . . 440 480",
        "worsening worse",
        "improving better",
    ),
    Travelled(
        "Norfolk 2014: 60.9% to 80.6% purely by definition: nothing is compared across the break",
        "bigger",
        "2013-07: 60.9 80.6",
        "not_comparable break",
        breaks="2013-08",
    ),
    Travelled(
        "a break at the earlier figure is no break between them",
        "bigger",
        "2013-07: 60.9 80.6",
        "improving better",
        breaks="2013-07",
    ),
    Travelled(
        "a break last summer forbids last year, not last month",
        "bigger",
        "2015-12: 80 . . . . . . . . . . 90 85",
        "worsening worse",
        "not_comparable break",
        breaks="2016-07",
    ),
    Travelled(
        "a break that starts within a quarter: the quarter belongs to the new version, as it ends in it",
        "bigger quarterly",
        "2016/17 Q2: 50 60",
        "not_comparable break",
        breaks="2016-12",
    ),
    Travelled(
        "a break still to come forbids nothing", "bigger", "2016-11: 3.3 3.4", "improving better", breaks="2017-01"
    ),
    Travelled(
        "no way is good, so neither direction is",
        "none",
        "2016-11: 3.3 3.4",
        "not_comparable no_good_way",
        "not_comparable no_good_way",
    ),
    Travelled(
        "a judgement has no direction",
        "none judgement",
        "2016-11: red green",
        "not_comparable judgement",
        "not_comparable judgement",
    ),
    Travelled(
        "a judged colour among numbers is not compared",
        "bigger",
        "2016-11: 3.3 green",
        "not_comparable judgement",
        "not_comparable judgement",
    ),
    Travelled(
        "range: 70 is 10 outside, 50 was inside",
        "range",
        A_YEAR_APART,
        "not_comparable no_earlier_row",
        targets=FLAT_RANGE,
    ),
    Travelled(
        "range: from 5 below to 4 above is nearer", "range", "2016-11: 35 64", "improving better", targets=FLAT_RANGE
    ),
    Travelled(
        "range: from 4 above to 5 below is further", "range", "2016-11: 64 35", "worsening worse", targets=FLAT_RANGE
    ),
    Travelled(
        "range: anywhere inside is the same distance", "range", "2016-11: 41 59", "steady equal", targets=FLAT_RANGE
    ),
    Travelled(
        "range: 5 below and 5 above are equally far", "range", "2016-11: 35 65", "steady equal", targets=FLAT_RANGE
    ),
    Travelled(
        "range: it must be one unchanged range",
        "range",
        "2016-11: 35 64",
        "not_comparable range_changed",
        targets="2016-11 40..60; 2016-12 40..61",
    ),
    Travelled(
        "range: none stood a month before",
        "range",
        "2016-11: 35 64",
        "not_comparable no_range",
        targets="2016-12 40..60",
    ),
    Travelled(
        "range: without its upper end it is none",
        "range",
        "2016-11: 35 64",
        "not_comparable no_range",
        targets="2016/17 40 flat",
    ),
    Travelled(
        "range: over two financial years, unchanged, compared with the year before",
        "range",
        "2015-12: 39 . . . . . . . . . . . 38",
        "not_comparable no_earlier_row",
        "worsening worse",
        targets=FLAT_RANGE,
    ),
)


class Ran(NamedTuple):
    """The run of worsening moves that ends at the latest figure: the periods in which it got worse, oldest first.

    `worse_in` None: not evaluated.
    """

    sentence: str
    definition: str
    series: str
    worse_in: str | None
    ended_by: str
    targets: str = ""
    breaks: str = ""


RAN = (
    Ran(
        "Norfolk A03: worse in September, October and November 2016; July and August tie",
        "smaller",
        PRINTED_A03,
        "2016-09 2016-10 2016-11",
        "tie",
    ),
    Ran("an improvement ends it", "bigger", "2016-08: 50 51 50 49 48", "2016-10 2016-11 2016-12", "better"),
    Ran("a tie ends it", "bigger", "2016-08: 51 50 50 49 48", "2016-11 2016-12", "tie"),
    Ran("a tie at the end leaves nothing", "bigger", "2016-09: 52 51 50 50", "", "tie"),
    Ran("a missing row ends it", "bigger", "2016-08: 53 52 . 49 48", "2016-12", "gap"),
    Ran("a figure that could not be reported ends it", "bigger", "2016-08: 53 52 suppressed 49 48", "2016-12", "gap"),
    Ran("no figures before: it started with the series", "bigger", "2016-10: 50 49 48", "2016-11 2016-12", "start"),
    Ran("one figure makes no move", "bigger", "2016-12: 48", "", "start"),
    Ran("it ends at the latest figure", "bigger", "2016-08: 50 49 48 awaited", "2016-09 2016-10", "start"),
    Ran("provisional figures count", "bigger", "2016-10: 50 49p 48p", "2016-11 2016-12", "start"),
    Ran("a break ends it", "bigger", "2016-09: 51 50 49 48", "2016-11 2016-12", "break", breaks="2016-10"),
    Ran("a break at the latest figure leaves nothing", "bigger", "2016-10: 50 49 48", "", "break", breaks="2016-12"),
    Ran("quarters", "bigger quarterly", "2016/17 Q1: 50 49 48", "2016/17 Q2 2016/17 Q3", "start"),
    Ran("years", "smaller annual", "2012/13: 48 49 50 51", "2013/14 2014/15 2015/16", "start"),
    Ran("it may reach beyond the window", "bigger annual", "2009/10: 9 8 7 6", "2010/11 2011/12 2012/13", "start"),
    Ran("no target is needed", "smaller", "2016-10: 48 49 50", "2016-11 2016-12", "start"),
    Ran("running totals always move", "smaller year_to_date", "2016-04: 9 10 11 12", None, "year_to_date"),
    Ran("running totals by years too", "smaller annual year_to_date", "2013/14: 9 10 11", None, "year_to_date"),
    Ran("no way is good", "none", "2016-09: 9 10 11 12", None, "no_good_way"),
    Ran("a judgement", "none judgement", "2016-11: green red", None, "judgement"),
    Ran("a judged colour among numbers", "bigger", "2016-10: 50 49 red", None, "judgement"),
    Ran("no figure", "bigger", "2016-12: awaited", None, "no_figure"),
    Ran("no row", "bigger", "", None, "no_figure"),
    Ran(
        "range: further out each time", "range", "2016-09: 40 39 62 65", "2016-10 2016-11 2016-12", "start", FLAT_RANGE
    ),
    Ran("range: without one", "range", "2016-09: 40 39 62 65", None, "no_range"),
    Ran("range: without its upper end", "range", "2016-09: 40 39 62 65", None, "no_range", "2016/17 40 flat"),
    Ran(
        "range: it is set since October only",
        "range",
        "2016-09: 40 39 62 65",
        "2016-11 2016-12",
        "no_range",
        targets="2016-10 40..60; 2016-11 40..60; 2016-12 40..60",
    ),
    Ran(
        "range: a changed range is a break",
        "range",
        "2016-09: 40 39 62 65",
        "2016-12",
        "break",
        targets="2016-10 30..60; 2016-11 40..60; 2016-12 40..60",
    ),
)
