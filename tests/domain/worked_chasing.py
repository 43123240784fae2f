"""Worked examples of what owners are asked for (`docs/methods.md`, The monthly round), as data."""

from __future__ import annotations

from typing import NamedTuple


class AskedFor(NamedTuple):
    """How urgent the figure of September 2026, due on 14 October, is as at a day: empty where nobody is asked.

    `verified` and `on_its_way` say what stands: a status, and `draft awaited` and the like, with `back` when sent back.
    """

    sentence: str
    as_at: str
    urgency: str = ""
    verified: str = ""
    on_its_way: str = ""


ASKED_FOR = (
    AskedFor("nothing entered, and a day late", "2026-10-15", "late"),
    AskedFor("on the day itself", "2026-10-14", "nearly_due"),
    AskedFor("the day before", "2026-10-13", "nearly_due"),
    AskedFor("three days before", "2026-10-11", "nearly_due"),
    AskedFor("four days before", "2026-10-10"),
    AskedFor("while the month runs", "2026-09-20"),
    AskedFor("a year late is late", "2027-10-14", "late"),
    AskedFor("a draft is not in", "2026-10-15", "late", on_its_way="draft final"),
    AskedFor("a draft soon due", "2026-10-12", "nearly_due", on_its_way="draft provisional"),
    AskedFor("sent back is not in", "2026-10-15", "late", on_its_way="draft final back"),
    AskedFor("said to be awaited is not in", "2026-10-15", "late", on_its_way="draft awaited"),
    AskedFor("... nor when somebody has verified that it is awaited", "2026-10-15", "late", verified="awaited"),
    AskedFor("submitted: somebody else is to verify it", "2026-10-15", on_its_way="submitted final"),
    AskedFor("submitted, soon due", "2026-10-14", on_its_way="submitted final"),
    AskedFor("verified", "2026-10-15", verified="final"),
    AskedFor("verified that it cannot be reported", "2026-10-15", verified="not_reportable"),
    AskedFor("suppressed", "2026-10-15", verified="suppressed"),
    AskedFor("verified, and its correction a draft", "2026-10-15", verified="final", on_its_way="draft final"),
    AskedFor(
        "verified, and its correction sent back", "2026-10-14", verified="provisional", on_its_way="draft final back"
    ),
    AskedFor("awaited for good, and now a draft", "2026-10-15", "late", verified="awaited", on_its_way="draft final"),
)


class NearlyDue(NamedTuple):
    """Whether a figure is nearly due, where the calendar has its turns; `first` is the first day on which it is."""

    sentence: str
    period: str
    due_days: int
    first: str


NEARLY_DUE = (
    NearlyDue("due on a leap day", "2028-01", 29, "2028-02-26"),
    NearlyDue("due the day after a leap day", "2028-01", 30, "2028-02-27"),
    NearlyDue("... which other years do not have", "2027-01", 29, "2027-02-26"),
    NearlyDue("February of a leap year", "2028-02", 4, "2028-03-01"),
    NearlyDue("due in the new year", "2026-12", 3, "2027-01-01"),
    NearlyDue("due before three days have passed: not before its month has ended", "2026-09", 1, "2026-10-01"),
    NearlyDue("a quarter", "2025/26 Q4", 28, "2026-04-25"),
    NearlyDue("a year, five months after it", "2025/26", 150, "2026-08-25"),
)


class Chased(NamedTuple):
    """Is the round of a month chased as at a day?"""

    sentence: str
    month: str
    as_at: str
    is_chased: bool


CHASED = (
    Chased("the month that ended yesterday", "2026-09", "2026-10-01", True),
    Chased("a month on its last day", "2026-09", "2026-09-30", False),
    Chased("a month that has not begun", "2026-12", "2026-10-01", False),
    Chased("thirteen months back, the oldest that a dashboard shows", "2025-09", "2026-10-31", True),
    Chased("fourteen months back", "2025-08", "2026-10-01", False),
    Chased("December, as at January", "2026-12", "2027-01-31", True),
    Chased("February of a leap year, as at the leap day", "2028-02", "2028-02-29", False),
    Chased("... and the day after", "2028-02", "2028-03-01", True),
)
