"""Worked examples of a committee's exception rules (`docs/methods.md`, Exceptions), as data."""

from __future__ import annotations

from typing import NamedTuple


class Reported(NamedTuple):
    """One indicator as at January 2017 and what is found: the rules that fired, and those that had no meaning.

    `flags` are written `2016-12 budget; 2016-12 added_by_hand`; `rules` are the committee's two settings.
    """

    sentence: str
    series: str
    targets: str = ""
    fired: str = ""
    is_exception: bool = False
    nearly: bool = False
    not_evaluated: str = ""
    definition: str = "bigger"
    scheme: str = "percent_of_target 0 5"
    overrides: str = ""
    flags: str = ""
    rules: tuple[str, int] = ("5", 3)


UNRATED = "off_target"
NO_RUN = "deteriorating"

RULE_1 = (
    Reported(
        "small numbers: a tenth above 0.9 is 11%, though the scheme forgives a whole point",
        "2016-12: 1.0",
        "2016-12 0.9",
        "off_target",
        True,
        definition="smaller",
        scheme="points 1 2",
    ),
    Reported(
        "what is met is not off target, even for a committee that asks for 0%",
        "2016-12: 100",
        "2016-12 100",
        rules=("0", 3),
    ),
    Reported("red", "2016-12: 90", "2016-12 100", "off_target", True),
    Reported("5% exactly", "2016-12: 95", "2016-12 100", "off_target", True),
    Reported("amber is nearly", "2016-12: 96", "2016-12 100", nearly=True),
    Reported("green is not", "2016-12: 100", "2016-12 100"),
    Reported("no target, so there is nothing to be off", "2016-12: 90", not_evaluated=UNRATED),
    Reported("no figure", "2016-12: awaited", "2016-12 100", not_evaluated=f"{UNRATED} {NO_RUN}"),
    Reported("nothing known", "", not_evaluated=f"{UNRATED} {NO_RUN}"),
    Reported(
        "computed red stays, though a person shows green",
        "2016-12: 90",
        "2016-12 100",
        "off_target",
        True,
        overrides="2016-12 green",
    ),
    Reported(
        "shown red counts, though computed green",
        "2016-12: 100",
        "2016-12 100",
        "off_target",
        True,
        overrides="2016-12 red",
    ),
    Reported("shown red counts without a target", "2016-12: 100", "", "off_target", True, overrides="2016-12 red"),
    Reported("shown amber is nearly", "2016-12: 100", "2016-12 100", nearly=True, overrides="2016-12 amber"),
    Reported(
        "5% worse whatever the scheme: amber by a kinder one, reported all the same",
        "2016-12: 94",
        "2016-12 100",
        "off_target",
        True,
        scheme="percent_of_target 5 10",
    ),
    Reported(
        "5% worse whatever the scheme: green by fixed levels",
        "2016-12: 90",
        "2016-12 100",
        "off_target",
        True,
        scheme="thresholds green 85; red 50",
    ),
    Reported(
        "5% worse whatever the scheme: green by its band",
        "2016-12: 90",
        "2016-12 100",
        "off_target",
        True,
        scheme="bands green 85-100; red 0-84",
    ),
    Reported(
        "5% worse whatever the scheme: nobody judged it yet",
        "2016-12: 90",
        "2016-12 100",
        "off_target",
        True,
        scheme="judgement",
    ),
    Reported("points that are red below 5%", "2016-12: 97", "2016-12 100", "off_target", True, scheme="points 0 3"),
    Reported(
        "fixed levels need no target", "2016-12: 40", "", "off_target", True, scheme="thresholds green 85; red 50"
    ),
    Reported(
        "a committee that waits for 10%", "2016-12: 94", "2016-12 100", scheme="percent_of_target 8 20", rules=("10", 3)
    ),
    Reported("a committee that does not: 2%", "2016-12: 98", "2016-12 100", "off_target", True, rules=("2", 3)),
    Reported(
        "a zero target that was missed has no per cent and no colour",
        "2016-12: 1",
        "2016-12 0",
        definition="smaller",
        not_evaluated=UNRATED,
    ),
    Reported(
        "a zero target by fixed levels is judged by colour alone",
        "2016-12: 9",
        "2016-12 0",
        "off_target",
        True,
        definition="smaller",
        scheme="thresholds green 0; red 5",
    ),
    Reported("a range: 2 below 40 is 5%", "2016-12: 38", "2016-12 40..60", "off_target", True, definition="range"),
    Reported(
        "a project judged red",
        "2016-12: red",
        "",
        "off_target",
        True,
        not_evaluated=NO_RUN,
        definition="none judgement",
    ),
    Reported("a provisional figure counts", "2016-12: 90p", "2016-12 100", "off_target", True),
    Reported("an old figure is judged all the same", "2014-12: 90", "2014-12 100", "off_target", True),
)

RULE_2 = (
    Reported(
        "a committee that asks for two: one is nearly",
        "2016-11: 98 97",
        nearly=True,
        not_evaluated=UNRATED,
        rules=("5", 2),
    ),
    Reported("three in a row", "2016-09: 99 98 97 96", "", "deteriorating", True, not_evaluated=UNRATED),
    Reported("two in a row are one short", "2016-10: 99 98 97", "", nearly=True, not_evaluated=UNRATED),
    Reported("one is not", "2016-11: 98 97", "", not_evaluated=UNRATED),
    Reported("a tie in between", "2016-08: 99 98 98 97 96", "", nearly=True, not_evaluated=UNRATED),
    Reported("a gap in between", "2016-08: 99 98 . 97 96", "", not_evaluated=UNRATED),
    Reported("more than three", "2016-08: 99 98 97 96 95", "", "deteriorating", True, not_evaluated=UNRATED),
    Reported(
        "a committee that asks for two",
        "2016-10: 99 98 97",
        "",
        "deteriorating",
        True,
        not_evaluated=UNRATED,
        rules=("5", 2),
    ),
    Reported(
        "a committee that asks for one: nothing is nearly a run",
        "2016-12: 97",
        "",
        not_evaluated=UNRATED,
        rules=("5", 1),
    ),
    Reported("worse three times, yet better than target", "2016-09: 99 98 97 96", "2016-12 90", "deteriorating", True),
    Reported(
        "three quarters",
        "2015/16 Q4: 99 98 97 96",
        "",
        "deteriorating",
        True,
        not_evaluated=UNRATED,
        definition="bigger quarterly",
    ),
    Reported(
        "running totals always move",
        "2016-04: 9 8 7 6 5",
        "",
        not_evaluated=f"{UNRATED} {NO_RUN}",
        definition="bigger year_to_date",
    ),
    Reported(
        "no way is good", "2016-09: 99 98 97 96", "2016-12 90", not_evaluated=f"{UNRATED} {NO_RUN}", definition="none"
    ),
    Reported("both rules", "2016-09: 99 98 97 90", "2016-12 100", "off_target deteriorating", True),
)

BY_OFFICERS = (
    Reported("it affects the budget", "2016-12: 99", "2016-12 90", "budget", True, flags="2016-12 budget"),
    Reported(
        "it affects a corporate risk",
        "2016-12: 99",
        "2016-12 90",
        "corporate_risk",
        True,
        flags="2016-12 corporate_risk",
    ),
    Reported("said of an older figure: it lapsed", "2016-11: 98 99", "2016-12 90", flags="2016-11 budget"),
    Reported(
        "said of a later row that has no figure",
        "2016-11: 99 awaited",
        "2016-11 90",
        "budget",
        True,
        flags="2016-12 budget",
    ),
    Reported("said of a month still to come", "2016-12: 99", "2016-12 90", flags="2017-02 budget"),
    Reported(
        "said before there is any figure",
        "2016-12: awaited",
        "",
        "budget",
        True,
        not_evaluated=f"{UNRATED} {NO_RUN}",
        flags="2016-12 budget",
    ),
    Reported("added by hand", "2016-12: 99", "2016-12 90", "added_by_hand", True, flags="2016-12 added_by_hand"),
    Reported(
        "left out by hand", "2016-12: 80", "2016-12 90", "off_target left_out_by_hand", flags="2016-12 left_out_by_hand"
    ),
    Reported(
        "left out by hand is not nearly either",
        "2016-12: 89",
        "2016-12 90",
        "left_out_by_hand",
        flags="2016-12 left_out_by_hand",
    ),
    Reported(
        "one short of a run, left out by hand",
        "2016-10: 99 98 97",
        "2016-12 90",
        "left_out_by_hand",
        flags="2016-12 left_out_by_hand",
    ),
    Reported(
        "both by hand: in doubt the committee sees it",
        "2016-12: 80",
        "2016-12 90",
        "off_target added_by_hand left_out_by_hand",
        True,
        flags="2016-12 left_out_by_hand; 2016-12 added_by_hand",
    ),
    Reported(
        "an exception already is not nearly", "2016-10: 99 98 97", "2016-12 98", "budget", True, flags="2016-12 budget"
    ),
    Reported("amber and one short of a run", "2016-10: 99 98 97", "2016-12 98", nearly=True),
)

REPORTED = (*RULE_1, *RULE_2, *BY_OFFICERS)
