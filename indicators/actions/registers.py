"""Committees, sections, schemes, indicators, definitions and report-card texts from a folder, each with its history.

Columns that are absent from a file say nothing: what is stored stays. Rows that are absent are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Model

from indicators.actions.ledger import Count, Origin
from indicators.domain.definitions import address_of
from indicators.domain.periods import Period
from indicators.importing.folder import Folder
from indicators.importing.rows import IndicatorRow, ReportCardRow, Row, code_key
from indicators.importing.values import plain
from indicators.models import Committee, DefinitionVersion, Indicator, ReportCardText, Scheme, Section

CARD_PARTS = {"why": "why", "performance": "explains", "success": "success", "action": "actions"}


class RegisterLoader:
    """Loads the registers of one folder in the order in which they need each other."""

    def __init__(self, folder: Folder, origin: Origin, counts: dict[str, Count]) -> None:
        self._folder, self._origin, self._counts = folder, origin, counts
        self._schemes: dict[str, Scheme] = {}
        self._committees: dict[str, Committee] = {}
        self._sections: dict[tuple[str, str], Section] = {}
        self._indicators: dict[str, Indicator] = {}

    def load(self) -> dict[str, int]:
        """Writes what differs; gives the key of every indicator by its code key."""
        self._load_schemes()
        self._load_committees()
        self._load_sections()
        self._load_indicators()
        self._load_definitions()
        self._load_report_cards()
        return {key: indicator.pk for key, indicator in self._indicators.items()}

    def _load_schemes(self) -> None:
        self._schemes = {scheme.slug: scheme for scheme in Scheme.objects.all()}
        for row in self._folder.schemes:
            given = _given(row, {"kind": row.kind.value, "levels": row.levels, "note": row.note})
            for name, default in (("green_within", Decimal(0)), ("red_from", Decimal(5))):
                typed = getattr(row, name)
                if name in row.given or row.slug not in self._schemes:
                    given[name] = plain(default if typed is None else typed)
            self._schemes[row.slug] = self._put(row, self._schemes.get(row.slug), Scheme, {"slug": row.slug}, given)

    def _load_committees(self) -> None:
        self._committees = {one.slug: one for one in Committee.objects.select_related("default_scheme")}
        for row in self._folder.committees:
            given = _given(
                row,
                {
                    "name": row.name,
                    "council": row.council,
                    "default_scheme": self._schemes.get(row.default_scheme),
                    "public": row.public,
                    "off_target_from": plain(row.off_target_from),
                    "worsening_moves": row.worsening_moves,
                },
            )
            stored = self._committees.get(row.slug)
            self._committees[row.slug] = self._put(row, stored, Committee, {"slug": row.slug}, given)

    def _load_sections(self) -> None:
        self._sections = {(one.committee.slug, one.slug): one for one in Section.objects.select_related("committee")}
        for row in self._folder.sections:
            key = (row.committee, row.slug)
            found_by = {"committee": self._committees[row.committee], "slug": row.slug}
            given = _given(row, {"name": row.name, "order": row.order})
            self._sections[key] = self._put(row, self._sections.get(key), Section, found_by, given)

    def _load_indicators(self) -> None:
        self._indicators = {
            code_key(one.code): one for one in Indicator.objects.select_related("committee", "section", "scheme")
        }
        links = self._links()
        relinked: list[IndicatorRow] = []
        for row in self._folder.indicators:
            stored = self._indicators.get(row.key)
            given = _given(
                row,
                {
                    "committee": self._committees[row.committee],
                    "section": self._sections.get((row.committee, row.section)),
                    "name": row.name,
                    "good_is": row.good_is.value,
                    "unit": row.unit.value,
                    "frequency": row.frequency.value,
                    "basis": row.basis.value,
                    "decimals": row.decimals,
                    "scheme": self._schemes.get(row.scheme),
                    "lead": row.lead,
                    "data_owner": row.data_owner,
                    "due_days": row.due_days,
                    "order": row.order,
                    "suppress_below": row.suppress_below,
                    "retired_from": _written(row.retired_from),
                },
            )
            named = {"code": row.code, "address": address_of(row.code)}
            differ = "related" in row.given and _related_keys(row) != links.get(row.key, set())
            self._indicators[row.key] = self._put(row, stored, Indicator, named, given, links_differ=differ)
            if differ:
                relinked.append(row)
        for row in relinked:  # after all indicators, since they may name each other
            self._indicators[row.key].related.set(self._indicators[key] for key in _related_keys(row))

    def _links(self) -> dict[str, set[str]]:
        """The related indicators of each, all by code key."""
        found: dict[str, set[str]] = {}
        for one, other in Indicator.related.through.objects.values_list("from_indicator__code", "to_indicator__code"):
            found.setdefault(code_key(one), set()).add(code_key(other))
        return found

    def _load_definitions(self) -> None:
        stored = {
            (one.indicator_id, one.from_period): one for one in DefinitionVersion.objects.select_related("indicator")
        }
        for row in self._folder.definitions:
            indicator = self._indicators[row.key]
            found_by = {"indicator": indicator, "from_period": row.from_period.written}
            given = _given(
                row,
                {
                    "definition": row.definition,
                    "why": row.why,
                    "target_rationale": row.target_rationale,
                    "breaks_series": row.breaks_series,
                    "note": row.note,
                },
            )
            self._put(row, stored.get((indicator.pk, row.from_period.written)), DefinitionVersion, found_by, given)

    def _load_report_cards(self) -> None:
        """Texts as approved ones, or where figures come as drafts, as drafts beside the approved ones."""
        as_draft = self._origin.state != "verified"
        stored: dict[tuple[int, str], dict[bool, ReportCardText]] = {}
        for one in ReportCardText.objects.select_related("indicator"):
            stored.setdefault((one.indicator_id, one.period), {})[one.state == "approved"] = one
        by_address = {one.address: one for one in self._indicators.values()}
        for row in self._folder.report_cards:
            indicator = by_address[row.address]
            found_by = {"indicator": indicator, "period": row.period.written}
            given = {ours: getattr(row, theirs) for theirs, ours in CARD_PARTS.items() if theirs in _parts(row)}
            rows = stored.get((indicator.pk, row.period.written), {})
            approved, on_its_way = rows.get(True), rows.get(False)
            standing = on_its_way or approved if as_draft else approved
            if as_draft and standing is approved and approved is not None and _differs(approved, given):
                standing, given = None, {name: getattr(approved, name) for name in CARD_PARTS.values()} | given
            self._put_text(row, standing, found_by, given)

    def _put_text(
        self, row: Row, standing: ReportCardText | None, found_by: Mapping[str, Any], given: dict[str, Any]
    ) -> None:
        """The text, where it differs from what stands, with who wrote it and how it stands."""
        if standing is None or _differs(standing, given):
            by, at = self._origin.by, self._origin.at
            given |= {"written_by": by, "written_at": at, "sent_back": "", "copied_from": ""}
            given |= {"version": 1 if standing is None else standing.version + 1}
            given |= (
                {"state": "approved", "approved_by": by, "approved_at": at}
                if self._origin.state == "verified"
                else {"state": "draft"}
            )
        self._put(row, standing, ReportCardText, found_by, given)

    def _put(
        self,
        row: Row,
        stored: Any,
        model: type[Model],
        found_by: Mapping[str, Any],
        given: Mapping[str, Any],
        *,
        links_differ: bool = False,
    ) -> Any:
        """The row as it is to be: stored anew, changed, or as it was. With `links_differ` only its links may change,
        which whoever calls it writes: that is a change of the row all the same."""
        count = self._counts.setdefault(row.file or "report_cards", Count())
        if stored is not None and all(getattr(stored, name) == value for name, value in {**found_by, **given}.items()):
            if links_differ:
                count.changed += 1
                self._sign(stored)
            else:
                count.unchanged += 1
            return stored
        if stored is None:
            count.new += 1
            stored = model(**found_by, **given)
        else:
            count.changed += 1
            for name, value in {**found_by, **given}.items():
                setattr(stored, name, value)
        self._sign(stored)
        stored.save()
        return stored

    def _sign(self, stored: Any) -> None:
        """Who changes it and why, for its history."""
        stored._history_user = self._origin.by
        stored._change_reason = self._origin.reason[:100] or None


def _given(row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the file has a column for."""
    return {name: value for name, value in values.items() if name in row.given}


def _related_keys(row: IndicatorRow) -> set[str]:
    return {code_key(code) for code in row.related}


def _differs(standing: ReportCardText, given: Mapping[str, Any]) -> bool:
    return any(getattr(standing, name) != text for name, text in given.items())


def _parts(row: ReportCardRow) -> Iterable[str]:
    return row.given


def _written(period: Period | None) -> str | None:
    return None if period is None else period.written
