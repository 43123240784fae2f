"""Five clear working days before a meeting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.working_days import CLEAR_DAYS, clear_days_between, is_working_day, publish_by

WORKED = [
    # meeting, publish by, why
    (date(2017, 3, 6), date(2017, 2, 24), "a Monday: five days of the week before, and the Friday before those"),
    (date(2017, 3, 10), date(2017, 3, 2), "a Friday: one weekend lies between"),
    (date(2017, 4, 21), date(2017, 4, 11), "Good Friday and Easter Monday count for nothing"),
    (date(2018, 1, 3), date(2017, 12, 21), "Christmas, Boxing Day and New Year's Day lie between"),
    (date(2022, 1, 5), date(2021, 12, 23), "Christmas on a Saturday: Monday and Tuesday are bank holidays instead"),
    (date(2022, 6, 8), date(2022, 5, 27), "the platinum jubilee's two days"),
    (date(2024, 3, 1), date(2024, 2, 22), "over a leap day"),
]


@pytest.mark.parametrize(("meeting", "by", "why"), WORKED, ids=[why for *_, why in WORKED])
def test_worked_examples(meeting: date, by: date, why: str) -> None:
    assert publish_by(meeting) == by


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_published_by_then_is_in_time_and_a_working_day_later_is_not(meeting: date) -> None:
    by = publish_by(meeting)
    assert is_working_day(by)
    assert clear_days_between(by, meeting) >= CLEAR_DAYS
    later = by + timedelta(days=1)
    while not is_working_day(later):
        later += timedelta(days=1)
    assert clear_days_between(later, meeting) < CLEAR_DAYS


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 400))
def test_nothing_is_clear_that_is_not_earlier(meeting: date, days: int) -> None:
    assert clear_days_between(meeting + timedelta(days=days), meeting) == 0


def test_neither_end_counts() -> None:
    monday, friday = date(2017, 3, 6), date(2017, 3, 10)
    assert clear_days_between(monday, friday) == 3
    assert clear_days_between(monday, monday + timedelta(days=1)) == 0
