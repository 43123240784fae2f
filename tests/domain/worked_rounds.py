"""Worked examples of the monthly round (`docs/methods.md`, The monthly round), as data."""

from __future__ import annotations

from typing import NamedTuple


class DueIn(NamedTuple):
    """Which period of an indicator is due in a month's round; empty for none."""

    sentence: str
    frequency: str
    month: str
    period: str
    first: str = ""
    retired_from: str = ""


DUE_IN = (
    DueIn("monthly: every month", "monthly", "2026-09", "2026-09"),
    DueIn("quarterly: in the month in which the quarter ends", "quarterly", "2026-09", "2026/27 Q2"),
    DueIn("quarterly: not in the month before", "quarterly", "2026-08", ""),
    DueIn("quarterly: not in the month after", "quarterly", "2026-10", ""),
    DueIn("annual: in March", "annual", "2026-03", "2025/26"),
    DueIn("annual: not in April", "annual", "2026-04", ""),
    DueIn("annual: not in December", "annual", "2025-12", ""),
    DueIn("the fourth quarter: in March", "quarterly", "2026-03", "2025/26 Q4"),
    DueIn("a quarter names the round of its last month", "monthly", "2026/27 Q2", "2026-09"),
    DueIn("a year names the round of March", "quarterly", "2025/26", "2025/26 Q4"),
    DueIn("the first month it is reported for", "monthly", "2026-09", "2026-09", first="2026-09"),
    DueIn("not in the month before", "monthly", "2026-08", "", first="2026-09"),
    DueIn("defined from a year on: its months begin in April", "monthly", "2026-04", "2026-04", first="2026/27"),
    DueIn("... and not in March", "monthly", "2026-03", "", first="2026/27"),
    DueIn("defined from a year on: the year itself is due at its end", "annual", "2027-03", "2026/27", first="2026/27"),
    DueIn("... and the year before is not", "annual", "2026-03", "", first="2026/27"),
    DueIn("defined within a quarter: it ends under the definition", "quarterly", "2026-09", "2026/27 Q2", "2026-08"),
    DueIn("the last month before it was retired", "monthly", "2025-09", "2025-09", retired_from="2025-10"),
    DueIn("the month from which it is retired", "monthly", "2025-10", "", retired_from="2025-10"),
    DueIn("retired long ago", "monthly", "2026-09", "", retired_from="2025-10"),
    DueIn("retired within a quarter: it ends without it", "quarterly", "2025-12", "", retired_from="2025-11"),
    DueIn("retired from the next quarter on", "quarterly", "2025-12", "2025/26 Q3", retired_from="2025/26 Q4"),
    DueIn("retired within a year", "annual", "2026-03", "", retired_from="2025-10"),
    DueIn("retired before it began: never", "monthly", "2026-01", "", first="2026-01", retired_from="2025-10"),
)


class Late(NamedTuple):
    """The day a figure is due, and how many days late it is as at a day."""

    sentence: str
    period: str
    due_days: int | None
    due_on: str
    as_at: str
    days_late: int


LATE = (
    Late("due a fortnight after September", "2026-09", 14, "2026-10-14", "2026-10-15", 1),
    Late("not late on the day itself", "2026-09", 14, "2026-10-14", "2026-10-14", 0),
    Late("nor before it", "2026-09", 14, "2026-10-14", "2026-10-01", 0),
    Late("nor while the period runs", "2026-09", 14, "2026-10-14", "2026-09-03", 0),
    Late("no day is set, so it is never late", "2026-09", None, "", "2030-01-01", 0),
    Late("due at once: the last day of the month", "2026-09", 0, "2026-09-30", "2026-10-01", 1),
    Late("March to April: over the financial year", "2026-03", 14, "2026-04-14", "2026-04-20", 6),
    Late("a quarter ends in March too", "2025/26 Q4", 28, "2026-04-28", "2026-05-01", 3),
    Late("a year, five months after it", "2025/26", 150, "2026-08-28", "2026-09-30", 33),
    Late("February of a leap year has 29 days", "2028-02", 14, "2028-03-14", "2028-03-15", 1),
    Late("February of another has 28", "2027-02", 14, "2027-03-14", "2027-03-15", 1),
    Late("due on a leap day", "2028-01", 29, "2028-02-29", "2028-03-01", 1),
    Late("... which other years do not have", "2027-01", 29, "2027-03-01", "2027-03-01", 0),
    Late("over the turn of the year", "2026-12", 10, "2027-01-10", "2027-01-31", 21),
    Late("a century without a leap day", "2100-02", 1, "2100-03-01", "2100-03-02", 1),
    Late("a year late", "2026-09", 14, "2026-10-14", "2027-10-14", 365),
)


class Stands(NamedTuple):
    """How a figure stands. `verified` is the status of the verified row; `on_its_way` says `draft awaited` and the
    like, with `back` when it was sent back. `late`: does lateness count?"""

    sentence: str
    verified: str
    on_its_way: str
    standing: str
    late: bool


STANDS = (
    Stands("nothing entered", "", "", "missing", True),
    Stands("a draft", "", "draft final", "draft", True),
    Stands("a provisional draft", "", "draft provisional", "draft", True),
    Stands("a draft that says why there is none", "", "draft not_reportable", "draft", True),
    Stands("a draft that says it is awaited", "", "draft awaited", "awaited", True),
    Stands("submitted as awaited is still awaited", "", "submitted awaited", "awaited", True),
    Stands("verified as awaited is still awaited", "awaited", "", "awaited", True),
    Stands("sent back", "", "draft final back", "sent_back", True),
    Stands("sent back, though it says it is awaited", "", "draft awaited back", "sent_back", True),
    Stands("submitted: its owner has done their part", "", "submitted final", "submitted", False),
    Stands("submitted again after it was sent back", "", "submitted final back", "submitted", False),
    Stands("submitted that there is none", "", "submitted not_reportable", "submitted", False),
    Stands("verified", "final", "", "verified", False),
    Stands("verified as provisional", "provisional", "", "verified", False),
    Stands("verified that there is none", "not_reportable", "", "not_reportable", False),
    Stands("suppressed", "suppressed", "", "suppressed", False),
    Stands("the awaited figure has come and is a draft", "awaited", "draft final", "draft", True),
    Stands("... and is submitted", "awaited", "submitted final", "submitted", False),
    Stands("a correction of a verified figure", "final", "draft final", "draft", False),
    Stands("a correction that was sent back", "final", "draft final back", "sent_back", False),
    Stands("a correction that is submitted", "provisional", "submitted final", "submitted", False),
    Stands("a figure found wrong and awaited again", "final", "draft awaited", "awaited", False),
    Stands("there was none, and now there is", "not_reportable", "draft final", "draft", False),
)
