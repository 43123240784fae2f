"""Definitions, series, targets and schemes from short texts, so that a worked example fits on a few lines.

A series is written `2016-01: 1.5 2.9p . awaited red`: its first period, then one word for each period from there on: a
number (with `p` when provisional), `.` for no row, a status, or a judged colour. Targets are written
`2016-11 590; 2016/17 40..60 flat`, and schemes `points 0 2` or `bands green 1-5; red 6-25`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from indicators.domain.definitions import Basis, Colour, Definition, Polarity, Unit
from indicators.domain.periods import Frequency, Period, parse
from indicators.domain.rating import Override, Scheme, SchemeKind, parse_levels
from indicators.domain.series import Observation, Series, Status
from indicators.domain.targets import Target, TargetRow, Targets, parse_profile

_TARGET = re.compile(
    r"(?P<period>\d{4}(?:-\d{2}|/\d{2})(?: Q\d)?) (?P<value>[-\d.]+?)(?:\.\.(?P<to>[-\d.]+))?( (?P<how>.+))?"
)
_COLOURS = {colour.value for colour in Colour}
_STATUSES = {status.value for status in Status}


def definition_of(text: str = "bigger", *, breaks: str = "", code: str = "X1") -> Definition:
    """From words in any order, such as `smaller quarterly year_to_date`; else bigger, percent, monthly, period."""
    words = {*text.split()}
    chosen = [
        next((one for one in kinds if one.value in words), standard)
        for kinds, standard in (
            (Polarity, Polarity.BIGGER),
            (Unit, Unit.PERCENT),
            (Frequency, Frequency.MONTHLY),
            (Basis, Basis.PERIOD),
        )
    ]
    unknown = words - {one.value for one in chosen}
    assert not unknown, f"no such words of a definition: {unknown}"
    return Definition(code, *chosen, breaks=tuple(parse(one) for one in breaks.split(",") if one.strip()))


def observation_of(period: Period, word: str) -> Observation | None:
    """One figure from its word; None for `.`."""
    if word == ".":
        return None
    if word in _STATUSES:
        return Observation(period, status=Status(word), reason="not received")
    if word in _COLOURS:
        return Observation(period, judged=Colour(word), reason="in the view of the project board")
    status = Status.PROVISIONAL if word.endswith("p") else Status.FINAL
    return Observation(period, Decimal(word.removesuffix("p")), status)


def series_of(text: str, *, earlier_left_out: bool = False) -> Series:
    start, _, words = text.partition(":")
    if not words:
        return Series.of((), earlier_left_out=earlier_left_out)
    first = parse(start)
    found = [observation_of(first.plus(step), word) for step, word in enumerate(words.split())]
    return Series.of((one for one in found if one is not None), earlier_left_out=earlier_left_out)


def targets_of(text: str = "", *, earlier_left_out: bool = False) -> Targets:
    rows = []
    for part in (part.strip() for part in text.split(";")):
        if not part:
            continue
        found = _TARGET.fullmatch(part)
        assert found, f"no target: {part}"
        upper = Decimal(found["to"]) if found["to"] else None
        rows.append(
            TargetRow(parse(found["period"]), Decimal(found["value"]), upper, parse_profile(found["how"] or ""))
        )
    return Targets.of(rows, earlier_left_out=earlier_left_out)


def target_of(text: str, period: Period) -> Target | None:
    """The target of one period, from `590`, `40..60` or an empty text for none."""
    return targets_of(f"{period} {text}").at(period) if text else None


def scheme_of(text: str = "percent_of_target 0 5") -> Scheme:
    kind_word, _, rest = text.partition(" ")
    kind = SchemeKind(kind_word)
    if kind in (SchemeKind.PERCENT_OF_TARGET, SchemeKind.POINTS):
        green_within, red_from = rest.split()
        return Scheme("own", kind, Decimal(green_within), Decimal(red_from))
    thresholds, bands = parse_levels(kind, rest) if rest else (None, ())
    return Scheme("own", kind, thresholds=thresholds, bands=bands)


def overrides_of(text: str = "") -> dict[Period, Override]:
    """From `2016-11 green; 2016-12 red`."""
    pairs = (part.strip().rsplit(" ", 1) for part in text.split(";") if part.strip())
    return {
        parse(period): Override(parse(period), Colour(colour), "the audit found the figure wrong")
        for period, colour in pairs
    }
