"""Worked examples of what is said over time: since when a colour, a lapsed target, a target that moved; as data."""

from __future__ import annotations

from typing import NamedTuple


class Streak(NamedTuple):
    """Since when the latest figure's colour has held without a break, and for how many periods."""

    sentence: str
    definition: str
    series: str
    targets: str
    colour: str
    since: str
    periods: int
    breaks: str = ""
    overrides: str = ""


FLAT_100 = "2014/15 100 flat; 2015/16 100 flat; 2016/17 100 flat"

STREAKS = (
    Streak("red for 3 months", "bigger", "2016-09: 100 90 90 91", FLAT_100, "red", "2016-10", 3),
    Streak("another colour ends it", "bigger", "2016-09: 90 90 96 91", FLAT_100, "red", "2016-12", 1),
    Streak("a missing row ends it", "bigger", "2016-09: 90 . 90 91", FLAT_100, "red", "2016-11", 2),
    Streak("a figure that is awaited ends it", "bigger", "2016-09: 90 awaited 90 91", FLAT_100, "red", "2016-11", 2),
    Streak(
        "a month without a target ends it",
        "bigger",
        "2016-09: 90 90 90 91",
        "2016-11 100; 2016-12 100",
        "red",
        "2016-11",
        2,
    ),
    Streak("a break ends it", "bigger", "2016-09: 90 90 90 91", FLAT_100, "red", "2016-11", 2, breaks="2016-11"),
    Streak("it starts with the first figure", "bigger", "2016-09: 90 90 90 91", FLAT_100, "red", "2016-09", 4),
    Streak(
        "it ends at the latest figure, not the newest row",
        "bigger",
        "2016-09: 90 90 awaited",
        FLAT_100,
        "red",
        "2016-09",
        2,
    ),
    Streak("it reaches beyond the window", "bigger", "2015-01:" + " 90" * 24, FLAT_100, "red", "2015-01", 24),
    Streak("quarters", "bigger quarterly", "2015/16 Q4: 100 90 90 91", FLAT_100, "red", "2016/17 Q1", 3),
    Streak("years", "bigger annual", "2013/14: 90 91 92", FLAT_100, "red", "2014/15", 2),
    Streak(
        "a shown colour counts", "bigger", "2016-10: 90 100 91", FLAT_100, "red", "2016-10", 3, overrides="2016-11 red"
    ),
    Streak(
        "a shown colour ends it",
        "bigger",
        "2016-10: 90 90 91",
        FLAT_100,
        "red",
        "2016-12",
        1,
        overrides="2016-11 green",
    ),
    Streak(
        "an override of a month without a figure says nothing",
        "bigger",
        "2016-10: 90 awaited 91",
        FLAT_100,
        "red",
        "2016-12",
        1,
        overrides="2016-11 red",
    ),
    Streak("not rated: since never", "bigger", "2016-10: 90 90 91", "", "none", "", 0),
    Streak("no figure: since never", "bigger", "2016-10: awaited", FLAT_100, "none", "", 0),
    Streak("judgements", "none judgement", "2016-10: green red red", "", "red", "2016-11", 2),
)


class Lapsed(NamedTuple):
    """Had the indicator a target in an earlier period, and has it none for its latest figure?"""

    sentence: str
    series: str
    targets: str
    lapsed: bool


LAPSED = (
    Lapsed("it had one in November, and none was set for December", "2016-11: 90 91", "2016-11 100", True),
    Lapsed("last year's target was flat, and none is set for this year", "2016-03: 90 91", "2015/16 100 flat", True),
    Lapsed("it has one", "2016-11: 90 91", "2016-11 100; 2016-12 100", False),
    Lapsed("it never had one", "2016-11: 90 91", "", False),
    Lapsed("it gets its first one later", "2016-11: 90 91", "2017-01 100", False),
    Lapsed("this year's stands for March only: none before", "2016-11: 90 91", "2016/17 100", False),
    Lapsed("no figure yet", "2016-11: awaited", "2016-10 100", False),
    Lapsed("the latest figure counts, not the newest row", "2016-11: 90 awaited", "2016-11 100", False),
)


class Moved(NamedTuple):
    """In which of the 13 months shown did the colour change only because the target moved?"""

    sentence: str
    definition: str
    series: str
    targets: str
    moved_in: str
    breaks: str = ""
    overrides: str = ""
    scheme: str = "percent_of_target 0 5"


MOVED = (
    Moved(
        "Norfolk 2017: the alert changed without the result",
        "bigger",
        "2016-11: 96 96",
        "2016-11 96; 2016-12 97",
        "2016-12",
    ),
    Moved(
        "admissions: a line that falls to 590 turns an unchanged 612 from green to amber",
        "smaller rolling_12",
        "2016-06: 612 612 612",
        "2016/17 590 linear 622",
        "2016-07",
    ),
    Moved(
        "the figure moved a little too: by the earlier target it would have kept its colour",
        "bigger",
        "2016-11: 96 95.9",
        "2016-11 95; 2016-12 97",
        "2016-12",
    ),
    Moved("the figure alone changed it", "bigger", "2016-11: 96 94", "2016-11 95; 2016-12 95", ""),
    Moved("both moved, the figure enough", "bigger", "2016-11: 96 90", "2016-11 95; 2016-12 97", ""),
    Moved("the target moved, the colour did not", "bigger", "2016-11: 99 99", "2016-11 95; 2016-12 97", ""),
    Moved("each time anew", "bigger", "2016-10: 96 96 96", "2016-10 96; 2016-11 97; 2016-12 96", "2016-11 2016-12"),
    Moved("no figure the month before", "bigger", "2016-12: 96", "2016-11 96; 2016-12 97", ""),
    Moved("no target the month before", "bigger", "2016-11: 96 96", "2016-12 97", ""),
    Moved("no target now", "bigger", "2016-11: 96 96", "2016-11 97", ""),
    Moved("a target of zero that is missed gives no colour", "smaller", "2016-11: 1 1", "2016-11 1; 2016-12 0", ""),
    Moved(
        "a person set this colour", "bigger", "2016-11: 96 96", "2016-11 96; 2016-12 97", "", overrides="2016-12 red"
    ),
    Moved(
        "a person set the colour before",
        "bigger",
        "2016-11: 96 96",
        "2016-11 96; 2016-12 97",
        "",
        overrides="2016-11 red",
    ),
    Moved(
        "another definition: not compared", "bigger", "2016-11: 96 96", "2016-11 96; 2016-12 97", "", breaks="2016-12"
    ),
    Moved(
        "year to date: a target for three months says nothing of six",
        "bigger quarterly year_to_date",
        "2016/17 Q1: 8 13",
        "2016/17 28.5 shares 25 50 75 100",
        "",
    ),
    Moved(
        "year to date by years: both are whole years",
        "bigger annual year_to_date",
        "2014/15: 96 96",
        "2014/15 96; 2015/16 97",
        "2015/16",
    ),
    Moved("a range that narrowed", "range", "2016-11: 59 59", "2016-11 40..60; 2016-12 40..58", "2016-12"),
    Moved(
        "fixed levels rate the figure, not the target",
        "bigger",
        "2016-11: 96 90",
        "2016-11 96; 2016-12 97",
        "",
        scheme="thresholds green 95; red 80",
    ),
)


class PartRead(NamedTuple):
    """The newest part of a longer history: could what was not read change a verdict as at January 2017?"""

    sentence: str
    series: str
    targets: str
    needed: str  # "", "history" or "streak"


THREE_YEARS = "2014/15 95 flat; 2015/16 95 flat; 2016/17 95 flat"
FALLING = "".join(f" {99 - step}" for step in range(13))

PARTS_READ = (
    PartRead(
        "a year and the month before the window are enough",
        "2015-12: 80" + " 99 90" * 6,
        THREE_YEARS,
        "",
    ),
    PartRead("no row was read", "", THREE_YEARS, "history"),
    PartRead("no value was read", "2015-12: awaited", THREE_YEARS, "history"),
    PartRead("a figure a year before the latest could be unread", "2015-12:" + " 99 90" * 6, THREE_YEARS, "history"),
    PartRead("a month before the window could be unread", "2016-01:" + " 99 90" * 6 + " 99", THREE_YEARS, "history"),
    PartRead("targets of the months shown could be unread", "2015-12: 80" + " 99 90" * 6, "2016/17 95 flat", "history"),
    PartRead("the run of worsening reaches the edge", "2015-12:" + FALLING, "2015-12 90", "history"),
    PartRead("the run of worsening ends before it", "2015-11: 98" + FALLING, "2015-12 90", ""),
    PartRead("the colour reaches the edge of the figures", "2015-12:" + " 90" * 13, THREE_YEARS, "streak"),
    PartRead("the colour reaches the edge of the targets", "2014-01: 99" + " 90" * 35, THREE_YEARS, "streak"),
    PartRead("the colour ends before it", "2015-12: 80 99" + " 90" * 11, THREE_YEARS, ""),
    PartRead("an older target could tell of a lapse", "2015-12: 80" + " 99 90" * 6, "2017-02 95", "history"),
)
