"""Norfolk County Council's vital signs as published for its Adult Social Care Committee of 6 March 2017, as data.

As at January 2017: thirteen months from January 2016. What the paper left blank was not available yet: it is awaited.
The one target printed for a row is taken to belong to its latest figure.
"""

from __future__ import annotations

from typing import NamedTuple

PUBLISHED_EXCEPTIONS = {"A03", "A09", "A10", "A11"}
"""What the paper reported, each because it was off target."""


class VitalSign(NamedTuple):
    """An indicator as printed, and what the rules find in it.

    `colour` and `gap` are of the latest figure; `worse_in_a_row` counts strict worsening moves that end at it.
    """

    code: str
    good_is: str
    figures: str
    target: str
    colour: str
    gap: str
    worse_in_a_row: int
    fired: tuple[str, ...] = ()


OFF_TARGET = ("off_target",)
BOTH = ("off_target", "deteriorating")

VITAL_SIGNS = (
    VitalSign(
        "A01", "bigger", "86.2 86.5 86.3 87.2 91.8 89.9 89.1 89.4 91.6 92.9 91.0 91.9 awaited", "", "none", "", 0
    ),
    VitalSign(
        *("A02", "smaller", "22.5 22.5 21.7 21.1 19.7 18.7 17.7 18.3 17.0 16.6 16.6 awaited awaited"),
        *("2016-11 18.2", "green", "-8.79", 0),
    ),
    VitalSign(
        *("A03", "smaller", "622 617 623 616 622 614 613 613 621 630 637 awaited awaited"),
        *("2016-11 590", "red", "7.97", 3, BOTH),
    ),
    VitalSign("A04", "smaller", "567 564 565 567 568 562 558 558 555 558 563 562 awaited", "", "none", "", 0),
    VitalSign(
        *("A05", "bigger", "66.5 66.7 66.8 66.7 66.7 66.9 67.1 67.1 67.2 67.1 66.7 66.4 awaited"),
        *("", "none", "", 3, ("deteriorating",)),
    ),
    VitalSign("A06", "smaller", "928 929 936 935 937 940 939 937 938 941 937 935 awaited", "", "none", "", 0),
    VitalSign(
        "A07", "smaller", "3495 3505 3523 3516 3531 3497 3496 3494 3479 3486 3479 3433 awaited", "", "none", "", 0
    ),
    VitalSign(
        *("A08", "bigger", "91.4 91.7 90.7 92.2 91.9 93.3 94.3 93.2 94.5 94.1 93.0 awaited awaited"),
        *("2016-11 90.0", "green", "-3.33", 2),
    ),
    VitalSign(
        *("A09", "smaller", "1.5 1.5 1.5 2.9 2.6 2.4 2.6 3.0 3.1 3.1 3.1 awaited awaited"),
        *("2016-11 1.5", "red", "106.67", 0, OFF_TARGET),
    ),
    VitalSign(
        *("A10", "bigger", "3.6 3.6 3.7 3.3 3.3 3.2 3.2 3.3 3.3 3.3 3.3 3.3 awaited"),
        *("2016-12 3.8", "red", "13.16", 0, OFF_TARGET),
    ),
    VitalSign(
        *("A11", "bigger", "1.9 1.8 2.1 1.9 2.1 2.3 2.3 2.3 2.3 2.3 2.3 2.3 awaited"),
        *("2016-12 3.2", "red", "28.13", 0, OFF_TARGET),
    ),
    VitalSign(
        "A12", "bigger", "37.2 39.6 42.3 34.0 36.2 35.5 37.4 33.3 37.2 37.1 37.3 36.5 awaited", "", "none", "", 1
    ),
    VitalSign("A13", "bigger", "658 662 647 604 602 607 598 598 589 586 591 588 awaited", "", "none", "", 1),
    VitalSign(
        "A14", "bigger", "56.9 56.7 56.9 60.6 61.2 62.9 65.0 68.0 69.2 69.7 awaited awaited awaited", "", "none", "", 0
    ),
    VitalSign(
        "A15", "bigger", "10.9 13.4 11.1 13.0 9.0 14.2 9.7 14.2 9.2 awaited awaited awaited awaited", "", "none", "", 1
    ),
)
