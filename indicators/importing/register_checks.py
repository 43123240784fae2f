"""Checks of the registers: committees, sections, schemes, indicators, definitions and report cards.

Each against the others in the folder and against what is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from indicators.domain.definitions import Polarity, Unit, address_of
from indicators.domain.errors import SchemeError
from indicators.domain.rating import SchemeKind, Thresholds, levels_fit, parse_levels
from indicators.importing.folder import Folder
from indicators.importing.known import Known, KnownIndicator, KnownScheme
from indicators.importing.problems import Problem, Severity, quoted
from indicators.importing.registers import Registers
from indicators.importing.rows import (
    CodedRow,
    CommitteeRow,
    IndicatorRow,
    ReportCardRow,
    Row,
    SchemeRow,
    SectionRow,
    code_key,
)
from indicators.importing.values import plain

GREEN_WITHIN: Final = Decimal(0)
RED_FROM: Final = Decimal(5)
GAP_KINDS: Final = (SchemeKind.PERCENT_OF_TARGET, SchemeKind.POINTS)


def problem_in(row: Row, column: str, value: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
    """A problem of one cell of a row."""
    return Problem(row.file, row.row, column, value, message, severity)


def unknown(name: str, wanted: type[Row]) -> str:
    """What to say of a slug or code that is neither in the folder nor in the store."""
    if wanted is IndicatorRow:
        return f"{quoted(name)} is the code of no indicator; accepted: a code of {wanted.file} or one stored already"
    noun = "committee" if wanted is CommitteeRow else "scheme"
    return f"{quoted(name)} is no {noun}; accepted: a slug of {wanted.file} or one stored already"


def unknown_code(row: CodedRow, registers: Registers) -> Problem | None:
    """The problem of a row whose indicator is nowhere; None where it is known, or its own row has a problem."""
    if not registers.lacks_code(row.code):
        return None
    return problem_in(row, "code", row.code, unknown(row.code, IndicatorRow))


def register_problems(folder: Folder, known: Known, registers: Registers) -> Iterator[Problem]:
    """All problems of the registers' files and of the texts that hang on them."""
    for committee in folder.committees:
        if committee.default_scheme and registers.lacks(SchemeRow, committee.default_scheme):
            yield problem_in(
                committee, "default_scheme", committee.default_scheme, unknown(committee.default_scheme, SchemeRow)
            )
    for section in folder.sections:
        if registers.lacks(CommitteeRow, section.committee):
            yield problem_in(section, "committee", section.committee, unknown(section.committee, CommitteeRow))
    for scheme in folder.schemes:
        yield from _scheme_problems(scheme, registers.schemes[scheme.slug])
    codes_at = _codes_by_address(registers)
    for indicator in folder.indicators:
        yield from _indicator_problems(indicator, registers)
        yield from _address_problems(indicator, codes_at, registers)
        yield from _change_problems(indicator, known.indicators.get(indicator.key))
    for key in registers.indicators:
        yield from _misfit_problems(key, registers)
    for definition in folder.definitions:
        if problem := unknown_code(definition, registers):
            yield problem
    for card in folder.report_cards:
        yield from _card_problems(card, codes_at, registers)


def _scheme_problems(row: SchemeRow, scheme: KnownScheme) -> Iterator[Problem]:
    kind = scheme.kind
    try:
        parse_levels(kind, scheme.levels)
    except SchemeError as error:
        yield problem_in(row, "levels", scheme.levels, str(error).removesuffix("."))
    if kind in GAP_KINDS:
        green = GREEN_WITHIN if scheme.green_within is None else scheme.green_within
        red = RED_FROM if scheme.red_from is None else scheme.red_from
        if green >= red:
            message = (
                f"{quoted(plain(green))} is not below red_from, which is {plain(red)}; accepted: less than red_from"
            )
            yield problem_in(row, "green_within", plain(green), message)
        if kind is SchemeKind.POINTS and scheme.red_from is None:
            message = (
                "the cell is empty, so red starts 5 points from the target; accepted: points of the indicator's unit"
            )
            yield problem_in(row, "red_from", "", message, Severity.WARNING)
        return
    for column, level in (("green_within", row.green_within), ("red_from", row.red_from)):
        if level is not None:
            message = f"{quoted(plain(level))} has no meaning for a scheme of kind {kind}; accepted: an empty cell"
            yield problem_in(row, column, plain(level), message, Severity.WARNING)


def _indicator_problems(row: IndicatorRow, registers: Registers) -> Iterator[Problem]:
    if registers.lacks(CommitteeRow, row.committee):
        yield problem_in(row, "committee", row.committee, unknown(row.committee, CommitteeRow))
    section = registers.indicators[row.key].section
    if section and registers.lacks(SectionRow, row.committee, section):
        owners = sorted(owner for owner, slugs in registers.sections.items() if section in slugs)
        elsewhere = f" (it is one of {', '.join(owners)})" if owners else ""
        message = (
            f"{quoted(section)} is no section of committee {row.committee}{elsewhere}; accepted: a slug of "
            "sections.csv with that committee, or one stored already"
        )
        yield problem_in(row, "section", section, message)
    if row.scheme and registers.lacks(SchemeRow, row.scheme):
        yield problem_in(row, "scheme", row.scheme, unknown(row.scheme, SchemeRow))
    for code in row.related:
        if code_key(code) == row.key:
            message = f"{quoted(code)} is the indicator itself; accepted: codes of other indicators, separated by ;"
            yield problem_in(row, "related", code, message)
        elif registers.lacks_code(code):
            yield problem_in(row, "related", code, unknown(code, IndicatorRow))


def _codes_by_address(registers: Registers) -> dict[str, list[str]]:
    codes_at: dict[str, list[str]] = {}
    for indicator in registers.indicators.values():
        codes_at.setdefault(address_of(indicator.code), []).append(indicator.code)
    return codes_at


def _address_problems(row: IndicatorRow, codes_at: dict[str, list[str]], registers: Registers) -> Iterator[Problem]:
    """Two codes with one address; told once, for the later of two rows of the folder."""
    for other in codes_at[row.address]:
        other_row = registers.indicator_rows.get(code_key(other))
        if code_key(other) == row.key or (other_row is not None and other_row.row > row.row):
            continue
        message = (
            f"{quoted(row.code)} has the same address form, {row.address}, as {other}; accepted: a code that "
            "differs in letters or digits"
        )
        yield problem_in(row, "code", row.code, message)


def _change_problems(row: IndicatorRow, stored: KnownIndicator | None) -> Iterator[Problem]:
    """What an indicator is cannot change under figures and targets that were given for what it was."""
    if stored is None or not (stored.has_figures or stored.has_targets):
        return
    what = "figures" if stored.has_figures else "targets"
    for column, old, new in (
        ("unit", stored.unit, row.unit),
        ("frequency", stored.frequency, row.frequency),
        ("basis", stored.basis, row.basis),
    ):
        if old != new:
            message = (
                f"{quoted(new)} cannot replace {old}: {row.code} has {what} already; accepted: {old}, or a new code"
            )
            yield problem_in(row, column, new, message)
    if stored.has_targets and (stored.good_is is Polarity.RANGE) != (row.good_is is Polarity.RANGE):
        message = (
            f"{quoted(row.good_is)} cannot replace {stored.good_is}: {row.code} has targets already, and only a range "
            f"has two ends; accepted: {stored.good_is}, or a new code"
        )
        yield problem_in(row, "good_is", row.good_is, message)


def _misfit_problems(key: str, registers: Registers) -> Iterator[Problem]:
    """An indicator and the scheme it is rated by contradict each other. Told for the row of the folder that says so."""
    indicator = registers.indicators[key]
    slug = registers.scheme_slug(indicator)
    scheme = registers.schemes.get(slug)
    if scheme is None or (message := _misfit(indicator, slug, scheme)) is None:
        return
    if (row := registers.indicator_rows.get(key)) is not None:
        yield problem_in(row, "scheme", slug, message)
    elif (scheme_row := registers.scheme_rows.get(slug)) is not None:
        yield problem_in(scheme_row, "kind", scheme.kind, message)
    elif not indicator.scheme and (committee := registers.committee_rows.get(indicator.committee)) is not None:
        yield problem_in(committee, "default_scheme", slug, message)


def _misfit(indicator: KnownIndicator, slug: str, scheme: KnownScheme) -> str | None:
    whose = "" if indicator.scheme else " (its committee's default)"
    judged = indicator.unit is Unit.JUDGEMENT
    if judged and scheme.kind is not SchemeKind.JUDGEMENT:
        if not indicator.scheme:
            return None  # a judgement is its own rating; the committee's default is for the measured ones
        return (
            f"{quoted(slug)} is of kind {scheme.kind}, but {indicator.code} is a judgement; accepted: a scheme of kind "
            "judgement, or an empty cell"
        )
    if not judged and scheme.kind is SchemeKind.JUDGEMENT:
        return (
            f"{quoted(slug)}{whose} is of kind judgement, but the unit of {indicator.code} is {indicator.unit}; "
            "accepted: a scheme of another kind"
        )
    if scheme.kind is not SchemeKind.THRESHOLDS or indicator.good_is is Polarity.NONE:
        return None
    levels = _thresholds(scheme)
    if levels is None or levels_fit(indicator.good_is, levels):
        return None
    accepted = (
        "good_is bigger or smaller" if indicator.good_is is Polarity.RANGE else "the green level on the good side"
    )
    return (
        f"{quoted(slug)}{whose} has green {plain(levels.green)} and red {plain(levels.red)}, but good_is of "
        f"{indicator.code} is {indicator.good_is}; accepted: {accepted}"
    )


def _thresholds(scheme: KnownScheme) -> Thresholds | None:
    try:
        return parse_levels(scheme.kind, scheme.levels)[0]
    except SchemeError:
        return None  # told for the scheme's own row


def _card_problems(card: ReportCardRow, codes_at: dict[str, list[str]], registers: Registers) -> Iterator[Problem]:
    spoilt = {address_of(identity[0]) for identity in registers.left_out.get(IndicatorRow.file, ())}
    if card.address in codes_at or card.address in spoilt or IndicatorRow.file in registers.incomplete:
        return
    message = f"{quoted(card.address)} is the address of no indicator; accepted: an indicator's code in address form"
    yield Problem(card.path, None, "", card.address, message)
