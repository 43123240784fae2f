"""The registers as they will be once the folder is loaded: committees, sections, schemes and indicators.

A folder's rows lie over what is stored; a column that is absent leaves the stored setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.importing.folder import Folder
from indicators.importing.known import Known, KnownIndicator, KnownScheme
from indicators.importing.rows import CommitteeRow, IndicatorRow, Row, SchemeRow, SectionRow, code_key


@dataclass(frozen=True, slots=True)
class Registers:
    """`committees` gives each slug its default scheme; `indicators` are found by `code_key`, `codes_at` by address.

    The `..._rows` are the folder's own rows, by the same keys. What could not be read whole in the folder is in none of
    them, and `lacks` does not blame those who name it.
    """

    committees: Mapping[str, str]
    sections: Mapping[str, frozenset[str]]
    schemes: Mapping[str, KnownScheme]
    indicators: Mapping[str, KnownIndicator]
    committee_rows: Mapping[str, CommitteeRow]
    scheme_rows: Mapping[str, SchemeRow]
    indicator_rows: Mapping[str, IndicatorRow]
    left_out: Mapping[str, frozenset[tuple[Any, ...]]]
    incomplete: frozenset[str]

    def lacks(self, row_type: type[Row], *identity: str) -> bool:
        """Is there certainly no such thing, neither in the folder nor in the store?"""
        file = row_type.file
        if file in self.incomplete or identity in self.left_out.get(file, ()):
            return False
        if row_type is CommitteeRow:
            return identity[0] not in self.committees
        if row_type is SectionRow:
            return identity[1] not in self.sections.get(identity[0], ())
        if row_type is SchemeRow:
            return identity[0] not in self.schemes
        return identity[0] not in self.indicators

    def lacks_code(self, code: str) -> bool:
        return self.lacks(IndicatorRow, code_key(code))

    def scheme_slug(self, indicator: KnownIndicator) -> str:
        """The slug of the scheme it is rated by: its own or its committee's; empty for the built-in default."""
        return indicator.scheme or self.committees.get(indicator.committee, "")


def registers_after(folder: Folder, known: Known) -> Registers:
    """What the registers will be once the folder is loaded over the store."""
    committees = dict(known.committees)
    for committee in folder.committees:
        if "default_scheme" in committee.given or committee.slug not in committees:
            committees[committee.slug] = committee.default_scheme
    sections: dict[str, set[str]] = {}
    for owner, slug in (*known.sections, *((row.committee, row.slug) for row in folder.sections)):
        sections.setdefault(owner, set()).add(slug)
    schemes = dict(known.schemes)
    for scheme in folder.schemes:
        schemes[scheme.slug] = _scheme_over(scheme, schemes.get(scheme.slug))
    indicators = dict(known.indicators)
    for indicator in folder.indicators:
        indicators[indicator.key] = _indicator_over(indicator, indicators.get(indicator.key))
    for file, held in ((CommitteeRow.file, committees), (SchemeRow.file, schemes), (IndicatorRow.file, indicators)):
        for identity in folder.left_out.get(file, ()):
            held.pop(identity[0], None)
    return Registers(
        committees=committees,
        sections={owner: frozenset(slugs) for owner, slugs in sections.items()},
        schemes=schemes,
        indicators=indicators,
        committee_rows={row.slug: row for row in folder.committees},
        scheme_rows={row.slug: row for row in folder.schemes},
        indicator_rows={row.key: row for row in folder.indicators},
        left_out=folder.left_out,
        incomplete=folder.incomplete,
    )


def _scheme_over(row: SchemeRow, stored: KnownScheme | None) -> KnownScheme:
    if stored is None:
        return KnownScheme(row.kind, row.green_within, row.red_from, row.levels)
    return KnownScheme(
        row.kind,
        row.green_within if "green_within" in row.given else stored.green_within,
        row.red_from if "red_from" in row.given else stored.red_from,
        row.levels if "levels" in row.given else stored.levels,
    )


def _indicator_over(row: IndicatorRow, stored: KnownIndicator | None) -> KnownIndicator:
    return KnownIndicator(
        code=row.code,
        committee=row.committee,
        good_is=row.good_is,
        unit=row.unit,
        frequency=row.frequency,
        basis=row.basis,
        section=row.section if stored is None or "section" in row.given else stored.section,
        scheme=row.scheme if stored is None or "scheme" in row.given else stored.scheme,
        has_figures=stored is not None and stored.has_figures,
        has_targets=stored is not None and stored.has_targets,
    )
