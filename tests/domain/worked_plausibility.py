"""Worked examples of doubts about a figure (`docs/methods.md`, Figures that look like a slip), as data."""

from __future__ import annotations

from typing import NamedTuple

A01 = "2016-01: 86.2 86.5 86.3 87.2 91.8 89.9 89.1 89.4 91.6 92.9 91.0 91.9"
"""Norfolk, people who need no service after reablement: the twelve months of 2016."""
A03 = "2016-01: 622 617 623 616 622 614 613 613 621 630"
"""Norfolk, admissions to care homes, 65 and over, per 100,000, before 637 in November 2016."""
A14 = "2016-01: 56.9 56.7 56.9 60.6 61.2 62.9 65.0 68.0 69.2"
"""Norfolk, care rated good or above, before 69.7 in October 2016: it rose all year."""
WAITING = "2025-07: 66 64 81 88 92 86 79 83 77 74"
"""Demonshire, people waiting for home care: no calm series."""
SIX = "2016-01: 86.2 86.5 86.3 87.2 85.9 86.8"
NEVER_MOVED = "2016-01: 3.3 3.3 3.3 3.3 3.3 3.3 3.3 3.3"
NO_INCIDENTS = "2016-01: 0 0 0 0 0 0 0 0 0 0 0 0"
PEAK = "2016-01: 20.1 19.8 20.4 20.0 19.9 20.3 35.0"
ASSESSED = (
    "2024-04: 104 221 339 462 598 733 861 998 1140 1301 1462 1655 110 229 348 485 631 771 905 1049 1197 1368 1532 1712"
)
"""Demonshire, carers' assessments since April: two whole years, before 118 in April 2026."""
EVERY_SEPTEMBER = (
    "2014-04: 50 100 151 199 250 451 501 550 601 651 700 750 51 100 150 201 250 450 500 551 600 650 701 751 "
    "50 101 150 200 251"
)
"""A total to which September adds 200 and every other month 50."""
REVIEWED = "2022/23 Q1: 18.9 38.2 57.9 77.1 20.3 40.6 60.2 79.4 19.7 38.0 58.5 78.0"
OVERSPENT = "2025-04: 90000 60000 -30000 -70000 -110000 -120000 -60000 30000 140000 310000"
YEARS = "2011/12: 64.1 64.9 65.3 65.0 64.4 64.7"


class Doubted(NamedTuple):
    """A value typed for the period after the series (`30/29` when given as numerator and denominator beside it), and
    the kinds of doubt that are told, in order."""

    sentence: str
    definition: str
    series: str
    typed: str
    kinds: str = ""
    breaks: str = ""


DOUBTED = (
    # Unlikely
    Doubted("Norfolk A01: two digits swapped, 90.1 typed as 19.0", "bigger", A01, "19.0", "unlikely"),
    Doubted("86.2 typed as 68.2 in a calm series", "bigger", A01, "68.2", "unlikely"),
    Doubted("the true figure of a calm series is not asked about", "bigger", A01, "90.4"),
    Doubted("higher than ever, by a usual move", "bigger", A01, "94.0"),
    Doubted("Norfolk A03: the true 637, the highest of the year", "smaller per_100k", A03, "637"),
    Doubted("Norfolk A03: 673 for 637", "smaller per_100k", A03, "673", "unlikely"),
    Doubted("where figures jump about, 67 for 76 passes", "smaller count", WAITING, "67"),
    Doubted("... and so does the largest of them swapped", "smaller count", WAITING, "94"),
    Doubted("a rise of a year: 69.7 is far from its first months, and a usual move", "bigger", A14, "69.7"),
    Doubted("... 76.9 for 69.7 is neither", "bigger", A14 + " 69.7 70.1 70.6", "67.0"),
    Doubted("back from a peak: a large move, and near all the others", "smaller", PEAK, "20.2"),
    Doubted("the peak itself", "smaller", PEAK.removesuffix(" 35.0"), "35.0", "unlikely"),
    Doubted("between a high last figure and the others: like neither", "smaller", PEAK, "28.0", "unlikely"),
    Doubted("six figures are enough", "bigger", SIX, "68.2", "unlikely"),
    Doubted("five are not", "bigger", "2016-01: 86.2 86.5 86.3 87.2 85.9", "68.2"),
    Doubted("a row without a value is no figure", "bigger", "2016-01: 86.2 86.5 86.3 awaited 87.2 85.9", "68.2"),
    Doubted("provisional ones count", "bigger", "2016-01: 86.2 86.5p 86.3p 87.2 85.9p 86.8p", "68.2", "unlikely"),
    Doubted("a missing month does not end the history", "bigger", SIX + " . . awaited", "68.2", "unlikely"),
    Doubted("six of the last 24 periods", "bigger", SIX + " ." * 18, "68.2", "unlikely"),
    Doubted("what is older than 24 periods is no history", "bigger", SIX + " ." * 19, "68.2"),
    Doubted("nothing before it", "bigger", "2016-01: .", "68.2"),
    Doubted("figures before a break are not compared", "bigger", SIX, "68.2", breaks="2016-04"),
    Doubted("a break with this very figure", "bigger", SIX, "68.2", breaks="2016-07"),
    Doubted("a break long ago", "bigger", SIX, "68.2", "unlikely", breaks="2016-01"),
    Doubted(
        "only the last twelve figures count", "bigger", "2015-01: 20 21 20 22 21 20 21 " + A01[9:], "21", "unlikely"
    ),
    Doubted("a series that never moved may move by three in its last place", "bigger", NEVER_MOVED, "3.6"),
    Doubted("... not by four", "bigger", NEVER_MOVED, "3.7", "unlikely"),
    Doubted("none for a year, and then three", "smaller count", NO_INCIDENTS, "3"),
    Doubted("none for a year, and then four", "smaller count", NO_INCIDENTS, "4", "unlikely"),
    Doubted("most were none: the few there were tell how it varies", "smaller count", NO_INCIDENTS + " 0 3 0 4", "3"),
    Doubted("a count below nought", "smaller count", "2016-01: 2 0 5 1 0 3 4", "-1", "unlikely"),
    Doubted("100 per cent again and again, then 99", "bigger", "2016-01: 100 100 100 100 100 100 100", "99"),
    Doubted("100 per cent and once 96.7, then 96.7", "bigger", "2016-01: 100 100 96.7 100 100 100 100", "96.7"),
    Doubted("just above 100 per cent", "bigger", "2016-01: 99.1 98.4 99.9 99.0 98.8 99.6", "100.1", "unlikely"),
    Doubted("above 100 per cent as before", "bigger", "2016-01: 99.1 98.4 101.9 99.0 98.8 99.6", "100.1"),
    Doubted("a rate above 100 is no percentage", "smaller per_100k", "2016-01: 99.1 98.4 99.9 99.0 98.8 99.6", "100.1"),
    Doubted("a forecast may fall below the budget", "smaller pounds", "2016-01: 9 7 8 6 4 3 1", "-1"),
    Doubted("a minus sign slipped in", "bigger", A01, "-91.0", "unlikely"),
    Doubted("a forecast in its usual swing", "smaller pounds", OVERSPENT, "280000"),
    Doubted("a forecast with a digit twice", "smaller pounds", OVERSPENT, "2880000", "unlikely"),
    Doubted("quarters", "bigger quarterly", "2015/16 Q1: 73.2 73.9 74.4 74.1 74.8 75.3", "57.0", "unlikely"),
    Doubted("years", "bigger annual", YEARS, "46.7", "unlikely"),
    Doubted("a judgement has no value to doubt", "none judgement", "2016-11: red green", ""),
    Doubted("a value typed for a judgement is refused elsewhere", "none judgement", SIX, "1"),
    Doubted("no value: the figure is awaited", "bigger", A01, ""),
    # Running totals
    Doubted("a total falls back in April", "bigger count year_to_date", ASSESSED, "118"),
    Doubted("... but not to 281", "bigger count year_to_date", ASSESSED, "281", "unlikely"),
    Doubted("a total rises", "bigger count year_to_date", ASSESSED + " 118 243 366 512 668", "802"),
    Doubted("April was odd, and May adds a usual part", "count year_to_date", ASSESSED + " 218", "340"),
    Doubted("a month that adds more every year", "count year_to_date", EVERY_SEPTEMBER, "450"),
    Doubted("... and this year as much as any other", "count year_to_date", EVERY_SEPTEMBER, "301"),
    Doubted("... and this year something between", "count year_to_date", EVERY_SEPTEMBER, "380", "unlikely"),
    Doubted("a total that swapped its digits", "bigger count year_to_date", ASSESSED + " 118 243", "636", "unlikely"),
    Doubted(
        "a total below that of the month before", "bigger count year_to_date", ASSESSED + " 118 243", "203", "unlikely"
    ),
    Doubted(
        "the month before is not known: the part of this one cannot be", *("count year_to_date", ASSESSED + " ."), "900"
    ),
    Doubted("the first year of a total", "count year_to_date", "2016-04: 104 221 339 462 598 733 861", "9"),
    Doubted("the same month last year was none", "count year_to_date", "2014-04: " + "0 " * 24, "9"),
    Doubted("quarters of a total", "bigger quarterly year_to_date", REVIEWED, "20.1"),
    Doubted("quarters of a total: 12.0 for 21.0", "bigger quarterly year_to_date", REVIEWED, "12.0", "unlikely"),
    Doubted(
        "a total of the whole year is compared with other years",
        "bigger annual year_to_date",
        YEARS,
        "46.7",
        "unlikely",
    ),
    # Slips of unit
    Doubted("a fraction for a percentage", "bigger", A01, "0.862", "slip_of_unit"),
    Doubted("the point left out", "smaller per_100k", "2016-01: 22.5 22.5 21.7", "2207", "slip_of_unit"),
    Doubted("three figures are enough", "bigger", "2016-01: 86.2 86.5 86.3", "0.862", "slip_of_unit"),
    Doubted("two are not", "bigger", "2016-01: 86.2 86.5", "0.862"),
    Doubted("one place to the left", "bigger", A01, "8.93", "slip_of_unit"),
    Doubted("one place to the right", "bigger", A01, "893", "slip_of_unit"),
    Doubted("thousands", "smaller pounds", "2016-01: 690000 720000 650000", "690", "slip_of_unit"),
    Doubted("thousands the other way", "smaller pounds", "2016-01: 690 720 650", "690000", "slip_of_unit"),
    Doubted(
        "below the budget, and in thousands",
        "smaller pounds",
        "2016-01: -690000 -720000 -650000",
        "-690",
        "slip_of_unit",
    ),
    Doubted("ten thousand times is no slip known", "smaller pounds", "2016-01: 690000 720000 650000", "69"),
    Doubted("a quarter beyond the largest is still among them", "bigger", "2016-01: 40 41 40", "0.5", "slip_of_unit"),
    Doubted("more than a quarter is not", "bigger", "2016-01: 40 41 40", "0.52"),
    Doubted("a quarter below the smallest", "bigger", "2016-01: 40 41 40", "0.32", "slip_of_unit"),
    Doubted("more than a quarter below it", "bigger", "2016-01: 40 41 40", "0.31"),
    Doubted("not far: a third of the smallest", "smaller count", "2016-01: 3 12 6", "1"),
    Doubted("not far: three times the largest", "smaller count", "2016-01: 1 4 2", "12"),
    Doubted("a count is whole: 31 is not 3.1", "smaller count", "2016-01: 3 3 3", "31"),
    Doubted("... 30 may be 3", "smaller count", "2016-01: 3 3 3", "30", "slip_of_unit"),
    Doubted("a nought among them: small figures are right", "smaller", "2016-01: 40 0 41", "0.4"),
    Doubted("on both sides of nought", "smaller pounds", OVERSPENT, "900"),
    Doubted("the other sign is no slip of the point", "bigger", "2016-01: 86.2 86.5 86.3", "-0.862"),
    Doubted("nought has no point to slip", "bigger", "2016-01: 86.2 86.5 86.3", "0"),
    Doubted("a total: far from the month before is no slip", "count year_to_date", ASSESSED, "115"),
    Doubted("a total ten times what it was a year before", "count year_to_date", ASSESSED, "1180", "slip_of_unit"),
    Doubted("a total whose year before is not known", "count year_to_date", "2016-04: 104 221 339 462", "5980"),
    # The same again
    Doubted("three times running", "bigger", "2016-01: 86.2 86.5 86.5", "86.5", "same_again"),
    Doubted("three times from the start", "bigger", "2016-01: 86.5 86.5", "86.5", "same_again"),
    Doubted("equal as stored, whatever the places", "bigger", "2016-01: 86.5 86.50", "86.500", "same_again"),
    Doubted("twice is no wonder", "bigger", "2016-01: 86.2 86.5", "86.5"),
    Doubted("the first figure of all", "bigger", "2016-01: .", "86.5"),
    Doubted("not in a row: a month was missed", "bigger", "2016-01: 86.5 . 86.5", "86.5"),
    Doubted("not in a row: the last month is not known", "bigger", "2016-01: 86.5 86.5 awaited", "86.5"),
    Doubted("the third of four", "bigger", "2016-01: 86.2 86.9 86.5 86.4", "86.5"),
    Doubted("across a break it was another figure", "bigger", "2016-01: 86.5 86.5", "86.5", breaks="2016-02"),
    Doubted("nought stays nought", "smaller count", NO_INCIDENTS, "0"),
    Doubted("100 per cent stays", "bigger", "2016-01: 100 100", "100"),
    Doubted("100 people are another matter", "bigger count", "2016-01: 100 100", "100", "same_again"),
    Doubted("a score stays where it is", "smaller quarterly score", "2015/16 Q1: 12 12", "12"),
    Doubted(
        "Norfolk A11 in August 2016: 2.3 again",
        *("bigger", "2016-01: 1.9 1.8 2.1 1.9 2.1 2.3 2.3", "2.3", "same_again"),
    ),
    Doubted("... in September it has been asked", "bigger", "2016-01: 1.9 1.8 2.1 1.9 2.1 2.3 2.3 2.3", "2.3"),
    Doubted("Norfolk A10: its figures often repeat", "bigger", "2016-01: 3.6 3.6 3.7 3.3 3.3 3.2 3.2 3.3 3.3", "3.3"),
    Doubted("counted anew: the same share of other people", "bigger", "2016-01: 75 75", "75 30/40", "same_again"),
    # A numerator above its denominator
    Doubted("more than there are", "bigger", "2016-01: 80", "103.448276 30/29", "numerator_above"),
    Doubted("all there are", "bigger", "2016-01: 80", "100 29/29"),
    Doubted("a rate may have more cases than people", "smaller per_100k", "2016-01: 80", "103448.275862 30/29"),
    Doubted("a ratio too", "range ratio", "2016-01: 1", "1.034483 30/29"),
    Doubted("a denominator of nought is refused elsewhere", "bigger", "2016-01: 80", "80 30/0"),
    Doubted("... and one below nought", "bigger", "2016-01: 80", "80 30/-1"),
    Doubted(
        "both: ten times too many, and more than there are",
        *("bigger", A01, "893 893/100", "slip_of_unit numerator_above"),
    ),
)
