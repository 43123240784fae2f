"""When a paper must be published: five clear days before its meeting (Local Government Act 1972, section 100B).

Clear days are working days: neither the day of publication nor the day of the meeting counts, nor Saturdays, Sundays
and the bank holidays of England.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

CLEAR_DAYS: Final = 5
ONE_DAY: Final = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday of England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def clear_days_between(published: date, meeting: date) -> int:
    """How many whole working days lie between the two, neither of them counted; 0 where it is not earlier."""
    days = range(1, (meeting - published).days)
    return sum(is_working_day(published + timedelta(days=one)) for one in days)


def publish_by(meeting: date) -> date:
    """The last day on which a paper for the meeting is published in time; itself a working day."""
    day, clear = meeting, 0
    while clear < CLEAR_DAYS:
        day -= ONE_DAY
        clear += is_working_day(day)
    day -= ONE_DAY
    while not is_working_day(day):
        day -= ONE_DAY
    return day


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
