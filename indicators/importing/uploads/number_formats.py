"""A number of a workbook as the officer who typed it saw it: 0.862 shown as 86.2% is `86.2%`, 42705 shown as a date is
`2016-12-01`.

A workbook stores binary fractions and, beside each, how it is shown. Read is the number to the 15 digits that
spreadsheets count with, and where it has more than six decimal places, to six: as a ratio is stored
(`docs/data-format.md`, Values). It is never rounded to what is shown, since that would lose what was calculated, and
never has fewer places than shown: 86.20 stays 86.20. Number formats: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from indicators.domain.definitions import EXACT
from indicators.importing.values import MOST_DIGITS, RATIO_PLACES

GENERAL: Final = "General"
BUILT_IN: Final = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **{37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 43: "#,##0.00"},
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm"),
}
"""Formats that a workbook names by number alone, as far as they change what is read."""
LARGEST_DAY: Final = 2_958_465  # 31 December 9999
LARGEST_EXPONENT: Final = 30

_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][-+]?[0-9]{1,3})?", re.ASCII)
_SHORT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{0,5}[1-9])?", re.ASCII)
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|[_*].')
_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_POUNDS: Final = re.compile(r'"£"|\\£|£|\[\$£')
_PLACES: Final = re.compile(r"([0#?, ]*)(?:\.([0#?]+))?")
_SIX_PLACES: Final = Decimal(1).scaleb(-RATIO_PLACES)


@dataclass(frozen=True, slots=True)
class Format:
    """How a number is shown. `places` are always shown, `most_places` where they are not nought; None: as many as
    there are. `digits` are the least before the point. `scaled` numbers are shown in thousands or millions."""

    is_date: bool = False
    is_time: bool = False
    percent: bool = False
    pounds: bool = False
    digits: int = 1
    places: int = 0
    most_places: int | None = None
    scaled: bool = False


GENERAL_FORMAT: Final = Format()


@lru_cache(maxsize=1024)
def format_of(code: str) -> Format:
    """What a number format means for a number above nought; signs it adds in quotation marks count for nothing."""
    positive = _first_section(code)
    plain = _BRACKETS.sub("", _QUOTED.sub("", positive))
    if plain.strip().lower() in ("", "general", "@", "standard"):
        return Format(pounds=True) if _POUNDS.search(positive) else GENERAL_FORMAT
    letters = plain.lower()
    if any(mark in letters for mark in "dy") or ("m" in letters and "h" not in letters and "s" not in letters):
        return Format(is_date=True)
    if any(mark in letters for mark in "hs") or re.search(r"\[[hms]+\]", positive, re.IGNORECASE):
        return Format(is_time=True)
    if "e+" in letters or "e-" in letters or "/" in plain:
        return GENERAL_FORMAT
    found = max(_PLACES.finditer(plain), key=lambda one: len(one[0].strip(", ")))
    before, after = found[1].replace(",", "").strip(), found[2] or ""
    return Format(
        percent="%" in plain,
        pounds=bool(_POUNDS.search(positive)),
        digits=max(before.count("0"), 1),
        places=after.count("0"),
        most_places=len(after),
        scaled=re.search(r"[0#?],+(?![0#?,])", plain) is not None,
    )


def _first_section(code: str) -> str:
    """What stands before the first semicolon outside quotation marks: the format of numbers above nought."""
    inside = False
    for at, letter in enumerate(code):
        if letter == '"':
            inside = not inside
        elif letter == ";" and not inside and code[at - 1 : at] != "\\":
            return code[:at]
    return code


def shown(stored: str, style: Format, epoch: date) -> tuple[str, bool]:
    """The number as text, and whether it holds more than it shows.

    `stored` is the text in the file; where it is no number it is given back, for the reader of values to refuse.
    """
    if style is GENERAL_FORMAT and _SHORT.fullmatch(stored):
        return stored, False  # most cells of most workbooks
    if _NUMBER.fullmatch(stored) is None:
        return stored, False
    value = Decimal(f"{float(stored):.{MOST_DIGITS}g}")
    if not value.is_finite() or (value and abs(value.adjusted()) > LARGEST_EXPONENT):
        return stored, False
    if (style.is_date or style.is_time) and 0 <= value <= LARGEST_DAY:
        return _moment(value, style, epoch), False
    if style.percent:
        value = value.scaleb(2)
    held = _places(value)
    longer = held > RATIO_PLACES
    if longer:
        value = value.quantize(_SIX_PLACES, rounding=ROUND_HALF_UP, context=EXACT).normalize(EXACT)
    if style.scaled or (style.most_places is not None and held > style.most_places):
        longer = True
    if _places(value) < style.places <= MOST_DIGITS - max(value.adjusted() + 1, 1):
        value = value.quantize(Decimal(1).scaleb(-style.places), context=EXACT)
    return _text(value, style), longer


def _places(value: Decimal) -> int:
    """The decimal places without noughts at the end."""
    exponent = value.normalize(EXACT).as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _text(value: Decimal, style: Format) -> str:
    plain = f"{abs(value):f}"
    if "." in plain and not style.places:
        plain = plain.rstrip("0").rstrip(".")
    whole, point, rest = plain.partition(".")
    sign = "-" if value < 0 else ""
    return f"{sign}{'£' if style.pounds else ''}{whole.zfill(style.digits)}{point}{rest}{'%' if style.percent else ''}"


def _moment(value: Decimal, style: Format, epoch: date) -> str:
    day, part = divmod(value, 1)
    if style.is_time and not day:
        minutes = int(part * 24 * 60 + Decimal("0.5"))
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    try:
        return (epoch + timedelta(days=int(day))).isoformat()
    except OverflowError:
        return f"{value:f}"
