"""Worked examples of targets and of profiles that spread a year's target (`docs/methods.md`, Targets), as data."""

from __future__ import annotations

from typing import NamedTuple


class Stands(NamedTuple):
    """The targets set, and what stands for one period: exactly as printed, `40..60` for a range, empty for none."""

    sentence: str
    targets: str
    period: str
    stands: str


QUARTER_SHARES = "2014/15 28.5 shares 25 50 75 100"
MONTH_SHARES = "2014/15 748.8 shares 8 16 24 33 41 50 58 66 75 83 91 100"
TO_590 = "2016/17 590 linear 622"
BOTH = "2016/17 590 linear 622; 2016-12 600; 2017-03 585.0"

STANDING = (
    Stands("Norfolk 2014 printed 7.13: 25% of 28.5 at Q1", QUARTER_SHARES, "2014/15 Q1", "7.125"),
    Stands("half of it at Q2", QUARTER_SHARES, "2014/15 Q2", "14.25"),
    Stands("three quarters at Q3", QUARTER_SHARES, "2014/15 Q3", "21.375"),
    Stands("all of it at Q4", QUARTER_SHARES, "2014/15 Q4", "28.5"),
    Stands("June stands where Q1 does", QUARTER_SHARES, "2014-06", "7.125"),
    Stands("April is a third of the way to June", QUARTER_SHARES, "2014-04", "2.375"),
    Stands("May is two thirds of the way", QUARTER_SHARES, "2014-05", "4.75"),
    Stands("October runs straight on from September", QUARTER_SHARES, "2014-10", "16.625"),
    Stands("March is the year's target", QUARTER_SHARES, "2015-03", "28.5"),
    Stands("the year itself", QUARTER_SHARES, "2014/15", "28.5"),
    Stands("Norfolk 2014 printed 179.7: 24% of 748.8 at June", MONTH_SHARES, "2014-06", "179.712"),
    Stands("twelve shares give a quarter its last month", MONTH_SHARES, "2014/15 Q1", "179.712"),
    Stands("the first of twelve shares", MONTH_SHARES, "2014-04", "59.904"),
    Stands("the twelfth of twelve shares", MONTH_SHARES, "2015-03", "748.8"),
    Stands("shares that wait: nothing is due at Q1", "2014/15 12 shares 0 0 50 100", "2014/15 Q1", "0"),
    Stands("... and half of the half is due in November", "2014/15 12 shares 0 0 50 100", "2014-11", "4"),
    Stands("no profile reaches into the next year", QUARTER_SHARES, "2015-04", ""),
    Stands("nor into the year before", QUARTER_SHARES, "2014-03", ""),
    Stands("a straight line, one twelfth down at the end of April", TO_590, "2016-04", "619.333333"),
    Stands("half way at the end of September", TO_590, "2016-09", "606"),
    Stands("Q3 stands where December does", TO_590, "2016/17 Q3", "598"),
    Stands("there in March", TO_590, "2017-03", "590"),
    Stands("a line that rises, rounded half up at the sixth place", "2016/17 1 linear 0", "2016-08", "0.416667"),
    Stands("a line below zero", "2016/17 -1 linear 0", "2016-08", "-0.416667"),
    Stands("exactly a half of the sixth place goes up", "2016/17 0.00003 shares 25 50 75 100", "2016-04", "0.000003"),
    Stands("flat: the same every month", "2016/17 90.0 flat", "2016-04", "90.0"),
    Stands("flat: the same every quarter", "2016/17 90.0 flat", "2016/17 Q2", "90.0"),
    Stands("flat: a range stays a range", "2016/17 40..60 flat", "2016-04", "40..60"),
    Stands("without a profile: March", "2016/17 90", "2017-03", "90"),
    Stands("without a profile: Q4", "2016/17 90", "2016/17 Q4", "90"),
    Stands("without a profile: the year", "2016/17 90", "2016/17", "90"),
    Stands("without a profile: a range in March", "2016/17 40..60", "2017-03", "40..60"),
    Stands("without a profile: no other month", "2016/17 90", "2017-02", ""),
    Stands("without a profile: no other quarter", "2016/17 90", "2016/17 Q3", ""),
    Stands("without a profile: no other year", "2016/17 90", "2017/18", ""),
    Stands("a month's own target beats the profile", BOTH, "2016-12", "600"),
    Stands("the profile stands for the month before", BOTH, "2016-11", "600.666667"),
    Stands("a month's own target beats the year's in March, with its places", BOTH, "2017-03", "585.0"),
    Stands("a quarter's own target beats the profile", "2016/17 90 flat; 2016/17 Q2 88", "2016/17 Q2", "88"),
    Stands("a quarter's target says nothing of a month in it", "2016/17 Q2 88", "2016-09", ""),
    Stands("a target is never carried forward", "2016-11 590", "2016-12", ""),
    Stands("a target is never carried back", "2016-11 590", "2016-10", ""),
    Stands("no targets at all", "", "2016-12", ""),
)


class ProfileText(NamedTuple):
    """What is written, and the profile's kind, start and shares."""

    text: str
    kind: str
    start: str = ""
    shares: str = ""


PROFILES = (
    ProfileText("flat", "flat"),
    ProfileText(" Flat ", "flat"),
    ProfileText("linear 622", "linear", "622"),
    ProfileText("LINEAR -1.50", "linear", "-1.50"),
    ProfileText("shares 25 50 75 100", "shares", "", "25 50 75 100"),
    ProfileText("shares  0 0 50.5 100.0", "shares", "", "0 0 50.5 100.0"),
    ProfileText("shares 8 16 24 33 41 50 58 66 75 83 91 100", "shares", "", "8 16 24 33 41 50 58 66 75 83 91 100"),
)


class WrongProfile(NamedTuple):
    """What is no profile, and a part of the message."""

    text: str
    says: str


ACCEPTED = "Accepted: flat; linear 590 (a start); shares 25 50 75 100 (four or twelve, cumulative, ending at 100)."
WRONG_PROFILES = (
    WrongProfile("steep", f"“steep” is not a profile. {ACCEPTED}"),
    WrongProfile("x" * 100, f"“{'x' * 60}” is not a profile."),
    WrongProfile("flat " + "x" * 100, f"“flat {'x' * 55}” is not a profile: its numbers"),
    WrongProfile("shares" + " 9" * 4 + " " * 90, f"“shares 9 9 9 9{' ' * 46}”: the shares"),
    WrongProfile("flat 3", "“flat 3” is not a profile."),
    WrongProfile("linear", "“linear” is not a profile."),
    WrongProfile("linear 1 2", "“linear 1 2” is not a profile."),
    WrongProfile("25 50 75 100", "“25 50 75 100” is not a profile."),
    WrongProfile("shares 50 100", "“shares 50 100” is not a profile."),
    WrongProfile("linear 6e2", f"its numbers are written like 590 or 12.5. {ACCEPTED}"),
    WrongProfile("linear \u0665\u0669\u0660", "its numbers are written like 590 or 12.5"),
    WrongProfile("linear 1,000", "its numbers are written like 590 or 12.5"),
    WrongProfile("shares 25% 50% 75% 100%", "its numbers are written like 590 or 12.5"),
    WrongProfile("shares 25 50 75 99", "the shares of a profile are cumulative"),
    WrongProfile("shares 25 20 75 100", "none is below the one before it and the last is 100"),
    WrongProfile("shares -5 50 75 100", "the shares of a profile are cumulative"),
    WrongProfile("shares 25 50 110 100", "the shares of a profile are cumulative"),
)
