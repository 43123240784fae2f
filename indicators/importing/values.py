"""Numbers as people type them, as they are stored, and the arithmetic of numerator over denominator.

The rules are those of `docs/data-format.md`, Values: the decimal places given are kept, and nothing is guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from indicators.domain.definitions import EXACT
from indicators.importing.problems import quoted

MOST_DIGITS: Final = 15
MOST_PLACES: Final = 15
RATIO_PLACES: Final = 6
LONGEST_TYPED: Final = 60
ACCEPTED: Final = "accepted: a number such as 86.2, 86.2%, 2,207, £1,050, -3.3 or (1.2) for minus 1.2"

_NOT_VALUES: Final = frozenset({"", "n/a", "-", "\u2013", "tba"})
# Blanks, and what takes no room at all: it comes along when a figure is copied from a web page or a mail.
_SPACES: Final = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff]+")
_TYPED: Final = re.compile(
    r"(?P<open>\( ?)?(?P<sign>[+-] ?)?(?P<pound>£ ?)?(?P<later_sign>[+-])?"
    r"(?P<number>(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?P<percent> ?%)?(?P<close> ?\))?(?P<later_percent> ?%)?"
)
_DIGITS_AND_COMMAS: Final = re.compile(r"[-+(£ ]*[0-9.]*,[0-9.,]*[)% ]*")


class ValueProblem(ValueError):
    """A text is no value, or a value cannot be worked out; the message says what would be accepted."""


def is_no_value(text: str) -> bool:
    """Is it one of the ways people leave a value open: empty, `n/a`, `-`, `TBA`?"""
    return _SPACES.sub(" ", text).strip().lower() in _NOT_VALUES


def parse_value(text: str) -> Decimal:
    """The number a person typed, with the decimal places given: 86.20 stays 86.20.

    Takes `86.2%` (as 86.2), `2,207`, ` 3.3 `, `£1,050`, `(1.2)` for minus 1.2, and the printed minus sign. Raises
    `ValueProblem` for anything else: exponents, NaN, digits of other scripts, misplaced commas, more than 15
    significant digits or 15 decimal places.
    """
    if is_no_value(text):
        what = quoted(text) if _SPACES.sub("", text) else "an empty cell"
        raise ValueProblem(f"{what} is not a value; {ACCEPTED}")
    typed = _SPACES.sub(" ", text.replace("\u2212", "-")).strip() if len(text) <= LONGEST_TYPED else ""
    found = _TYPED.fullmatch(typed)
    if found is None or not _marks_agree(found):
        if _DIGITS_AND_COMMAS.fullmatch(typed):
            raise ValueProblem(f"{quoted(text)} has a comma that does not part thousands; {ACCEPTED}")
        raise ValueProblem(f"{quoted(text)} is not a number; {ACCEPTED}")
    number = found["number"]
    if number.startswith("0") and "," in number:
        raise ValueProblem(f"{quoted(text)} has a comma that does not part thousands; {ACCEPTED}")
    value = Decimal(number.replace(",", ""))
    _check_size(value, text)
    negative = bool(found["open"]) or "-" in (found["sign"] or "") or found["later_sign"] == "-"
    return -value if negative and value else value


def _marks_agree(found: re.Match[str]) -> bool:
    """Brackets come in pairs, and no value has two signs, a sign in brackets, or is both pounds and per cent."""
    brackets = bool(found["open"])
    signs = bool(found["sign"]) + bool(found["later_sign"])
    percents = bool(found["percent"]) + bool(found["later_percent"])
    return brackets == bool(found["close"]) and signs + brackets <= 1 and percents + bool(found["pound"]) <= 1


def _check_size(value: Decimal, text: str) -> None:
    _, digits, exponent = value.as_tuple()
    places = -exponent if isinstance(exponent, int) else 0
    if value and len(digits) > MOST_DIGITS:
        raise ValueProblem(f"{quoted(text)} has {len(digits)} significant digits; accepted: at most {MOST_DIGITS}")
    if places > MOST_PLACES:
        raise ValueProblem(f"{quoted(text)} has {places} decimal places; accepted: at most {MOST_PLACES}")


def plain(value: Decimal) -> str:
    """The value in digits, with all its decimal places and never an exponent: how it is stored and exported."""
    return f"{value:f}"


def ratio(numerator: Decimal, denominator: Decimal, scale: int) -> Decimal:
    """Numerator over denominator times the unit's scale, to six places half up, trailing noughts dropped.

    Where that would have more than 15 significant digits there are fewer places, so that a stored value can always be
    read again. Raises `ValueProblem` for a denominator of zero and for a result of more than 15 digits before the
    point.
    """
    if not denominator:
        raise ValueProblem("a denominator of 0 gives no value; accepted: a denominator above 0")
    exact = EXACT.divide(EXACT.multiply(numerator, Decimal(scale)), denominator)
    whole_digits = max(exact.adjusted() + 1, 0) if exact else 0
    places = max(min(RATIO_PLACES, MOST_DIGITS - whole_digits), 0)
    rounded = exact.quantize(Decimal(1).scaleb(-places), context=EXACT).normalize(EXACT)
    if not rounded:
        return Decimal(0)
    if rounded.adjusted() >= MOST_DIGITS:
        raise ValueProblem(
            f"numerator over denominator has more than {MOST_DIGITS} digits before the point; accepted: a smaller ratio"
        )
    exponent = rounded.as_tuple().exponent
    return rounded.quantize(Decimal(1), context=EXACT) if isinstance(exponent, int) and exponent > 0 else rounded


def agrees(value: Decimal, numerator: Decimal, denominator: Decimal, scale: int) -> bool:
    """Is the value what numerator over denominator gives, but for its rounding?

    Half a unit of its last decimal place is allowed either way, both ends inclusive. Raises `ValueProblem` for a
    denominator of zero.
    """
    if not denominator:
        raise ValueProblem("a denominator of 0 gives no value; accepted: a denominator above 0")
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    exact = Fraction(numerator) * scale / Fraction(denominator)
    return abs(Fraction(value) - exact) <= Fraction(1, 2 * 10**places)
