"""Worked examples of periods (`docs/methods.md`, Periods), as data."""

from __future__ import annotations

from typing import NamedTuple


class Reading(NamedTuple):
    """What a person wrote, and the written form of the period it means."""

    text: str
    written: str
    sentence: str


READINGS = (
    Reading("2016-12", "2016-12", "the written form of a month"),
    Reading("2011-12", "2011-12", "always a month, never the year 2011/12"),
    Reading(" 2016-12 ", "2016-12", "spaces around are of no meaning"),
    Reading("Dec 16", "2016-12", "the label of a month"),
    Reading("Dec 2016", "2016-12", "a short name with the whole year"),
    Reading("Dec-16", "2016-12", "as spreadsheets show a month"),
    Reading("dec. 2016", "2016-12", "an abbreviation with its full stop, in small letters"),
    Reading("DECEMBER 2016", "2016-12", "capitals"),
    Reading("December 2016", "2016-12", "the whole name"),
    Reading("Dec16", "2016-12", "nothing between name and year"),
    Reading("Sept 2016", "2016-09", "September has two short names"),
    Reading("May 16", "2016-05", "a name that is its own short form"),
    Reading("Jan 99", "2099-01", "a year of two digits lies in 2000 to 2099"),
    Reading("01/12/2016", "2016-12", "a day, day first: 1 December, not 12 January"),
    Reading("1/2/2017", "2017-02", "a day without leading noughts"),
    Reading("31/12/2016", "2016-12", "the last day stands for its month"),
    Reading("29/02/2016", "2016-02", "a leap day"),
    Reading("2016-12-01", "2016-12", "a day as computers write it"),
    Reading("2016-12-01 00:00:00", "2016-12", "a day as spreadsheets hand it over"),
    Reading("2016-12-01T00:00", "2016-12", "a day with an empty time"),
    Reading("2016/17 Q3", "2016/17 Q3", "the written form of a quarter"),
    Reading("2016/17 q3", "2016/17 Q3", "a small q"),
    Reading("2016/17Q3", "2016/17 Q3", "no space before the quarter"),
    Reading("2016/17 - Q3", "2016/17 Q3", "a dash before the quarter"),
    Reading("Q3 2016/17", "2016/17 Q3", "the label of a quarter"),
    Reading("q3 2016/2017", "2016/17 Q3", "both years in full"),
    Reading("2016/2017 Q3", "2016/17 Q3", "both years in full, quarter last"),
    Reading("2016/17", "2016/17", "the written form of a financial year"),
    Reading("2016/2017", "2016/17", "a financial year in full"),
    Reading("1999/00", "1999/00", "a financial year over the turn of the century"),
    Reading("1999/2000 Q4", "1999/00 Q4", "its last quarter, in full"),
    Reading("1900-01", "1900-01", "the first month known"),
    Reading("1900/01 Q1", "1900/01 Q1", "the first quarter known"),
    Reading("1900/01", "1900/01", "the first financial year known"),
    Reading("2199-12", "2199-12", "the last month known"),
    Reading("2199/00 Q4", "2199/00 Q4", "the last quarter known"),
    Reading("2199/00", "2199/00", "the last financial year known"),
)


class Refusal(NamedTuple):
    """What is no period, with a part of the message that says why and what would be accepted."""

    text: str
    says: str


ACCEPTED = "a month such as 2016-12 or Dec 2016, a quarter such as 2016/17 Q3 or a year such as 2016/17"
REFUSALS = (
    Refusal("", f"“” is not a period: write {ACCEPTED}"),
    Refusal("soon", "“soon” is not a period"),
    Refusal("2016", "“2016” is not a period"),
    Refusal("Decembruary 2016", "“Decembruary 2016” is not a period"),
    Refusal("Q3", "“Q3” is not a period"),
    Refusal("2016/17 Q5", "“2016/17 Q5” is not a period"),
    Refusal("12/2016", "“12/2016” is not a period"),
    Refusal("x" * 100, f"“{'x' * 40}” is not a period"),
    Refusal("2016-12-01 09:30", "“2016-12-01 09:30” is not a period"),
    Refusal("\u0662\u0660\u0661\u0666-12", "is not a period"),
    Refusal("2016-13", "There is no month 13 of 2016"),
    Refusal("2016-17", f"There is no month 17 of 2016 (years 1900 to 2199 are known); write {ACCEPTED}"),
    Refusal("2016-00", "There is no month 0 of 2016"),
    Refusal("1899-12", "There is no month 12 of 1899 (years 1900 to 2199 are known)"),
    Refusal("Dec 2200", "There is no month 12 of 2200"),
    Refusal("1899/00 Q4", "There is no quarter 4 of 1899 (years 1900 to 2199 are known)"),
    Refusal("2200/01", "There is no financial year from 2200 (years 1900 to 2199 are known)"),
    Refusal("30/02/2016", "“30/02/2016” is not a day in the calendar"),
    Refusal("12/31/2016", "“12/31/2016” is not a day in the calendar"),
    Refusal("2017-02-29", "“2017-02-29” is not a day in the calendar"),
    Refusal("2016/18", "“2016/18” is not a financial year: the year after 2016 is 2017, so write 2016/17"),
    Refusal("2016/2018", "the year after 2016 is 2017, so write 2016/17"),
    Refusal("2016/16 Q3", "the year after 2016 is 2017, so write 2016/17"),
    Refusal("Q3 2016/19", "the year after 2016 is 2017, so write 2016/17"),
)


class Form(NamedTuple):
    """One period in all its forms."""

    written: str
    address: str
    label: str
    name: str


FORMS = (
    Form("2016-12", "2016-12", "Dec 16", "December 2016"),
    Form("2009-05", "2009-05", "May 09", "May 2009"),
    Form("2016/17 Q3", "2016-17-q3", "Q3 2016/17", "Q3 2016/17"),
    Form("1999/00 Q1", "1999-00-q1", "Q1 1999/00", "Q1 1999/00"),
    Form("2016/17", "fy2016-17", "2016/17", "2016/17"),
    Form("1999/00", "fy1999-00", "1999/00", "1999/00"),
)

WRONG_ADDRESSES = (
    Refusal("", "“” is not the address of a period: 2016-12, 2016-17-q3 or fy2016-17 would be"),
    Refusal("2016-12 ", "is not the address of a period"),
    Refusal("2016-12\n", "is not the address of a period"),
    Refusal("Dec 2016", "is not the address of a period"),
    Refusal("2016/17", "is not the address of a period"),
    Refusal("fy2016-17-q3", "is not the address of a period"),
    Refusal("2016-17-Q3", "is not the address of a period"),
    Refusal("2016-17-q5", "is not the address of a period"),
    Refusal("2016-17", "There is no month 17 of 2016"),
    Refusal("2016-18-q3", "the year after 2016 is 2017"),
    Refusal("fy2016-16", "the year after 2016 is 2017"),
    Refusal("\uff12016-12", "is not the address of a period"),
)


class Stretch(NamedTuple):
    """What a period covers, and where it stands in the financial year."""

    written: str
    first_month: str
    last_month: str
    last_day: str
    financial_year: str
    month_of_year: int
    quarter_of_year: int


STRETCHES = (
    Stretch("2016-04", "2016-04", "2016-04", "2016-04-30", "2016/17", 1, 1),
    Stretch("2016-06", "2016-06", "2016-06", "2016-06-30", "2016/17", 3, 1),
    Stretch("2016-12", "2016-12", "2016-12", "2016-12-31", "2016/17", 9, 3),
    Stretch("2017-01", "2017-01", "2017-01", "2017-01-31", "2016/17", 10, 4),
    Stretch("2016-02", "2016-02", "2016-02", "2016-02-29", "2015/16", 11, 4),
    Stretch("2017-03", "2017-03", "2017-03", "2017-03-31", "2016/17", 12, 4),
    Stretch("2016/17 Q1", "2016-04", "2016-06", "2016-06-30", "2016/17", 3, 1),
    Stretch("2016/17 Q2", "2016-07", "2016-09", "2016-09-30", "2016/17", 6, 2),
    Stretch("2016/17 Q3", "2016-10", "2016-12", "2016-12-31", "2016/17", 9, 3),
    Stretch("2016/17 Q4", "2017-01", "2017-03", "2017-03-31", "2016/17", 12, 4),
    Stretch("2016/17", "2016-04", "2017-03", "2017-03-31", "2016/17", 12, 4),
)


class Step(NamedTuple):
    """A period with its neighbours."""

    written: str
    previous: str
    following: str
    year_earlier: str


STEPS = (
    Step("2017-01", "2016-12", "2017-02", "2016-01"),
    Step("2016-12", "2016-11", "2017-01", "2015-12"),
    Step("2016/17 Q1", "2015/16 Q4", "2016/17 Q2", "2015/16 Q1"),
    Step("2016/17 Q4", "2016/17 Q3", "2017/18 Q1", "2015/16 Q4"),
    Step("1999/00", "1998/99", "2000/01", "1998/99"),
)
