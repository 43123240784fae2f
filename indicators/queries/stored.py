"""What the store holds, for checking what comes in and for writing out the public data format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Exists, OuterRef

from indicators.domain.definitions import Basis, Colour, Polarity, Unit
from indicators.domain.periods import Frequency, Period, parse
from indicators.domain.rating import SchemeKind
from indicators.domain.series import Status
from indicators.importing.known import FigureFacts, Known, KnownIndicator, KnownScheme, TargetFacts
from indicators.importing.rows import code_key
from indicators.models import Committee, ExceptionFlag, Figure, Indicator, Scheme, Section, Target

FIGURE_FACTS = ("status", "value", "numerator", "denominator", "judged", "reason", "note")
TARGET_FACTS = ("value", "value_to", "profile", "note")


def known_store(*, draft: bool = False) -> Known:
    """What a folder is checked against. With `draft` a stored draft stands before the verified figure it may replace.

    Figures and targets are read when asked for, some indicators at a time.
    """
    keys = {code_key(code): pk for pk, code in Indicator.objects.values_list("pk", "code")}

    def figures(codes: Sequence[str]) -> Mapping[tuple[str, Period], FigureFacts]:
        return known_figures([keys[code] for code in codes if code in keys], draft=draft)

    def targets(codes: Sequence[str]) -> Mapping[tuple[str, Period], TargetFacts]:
        return known_targets([keys[code] for code in codes if code in keys])

    flags = ExceptionFlag.objects.filter(rule__in=("added_by_hand", "left_out_by_hand"))
    return Known(
        committees={
            slug: scheme or "" for slug, scheme in Committee.objects.values_list("slug", "default_scheme__slug")
        },
        sections=frozenset(Section.objects.values_list("committee__slug", "slug")),
        schemes={
            slug: KnownScheme(SchemeKind(kind), Decimal(green), Decimal(red), levels)
            for slug, kind, green, red, levels in Scheme.objects.values_list(
                "slug", "kind", "green_within", "red_from", "levels"
            )
        },
        indicators=_known_indicators(),
        figures=figures,
        targets=targets,
        hand_flags=frozenset(
            (code_key(code), parse(period), rule)
            for code, period, rule in flags.values_list("indicator__code", "period", "rule")
        ),
    )


def _known_indicators() -> dict[str, KnownIndicator]:
    columns = ("code", "committee__slug", "good_is", "unit", "frequency", "basis", "section__slug", "scheme__slug")
    rows = Indicator.objects.annotate(
        has_figures=Exists(Figure.objects.filter(indicator=OuterRef("pk"))),
        has_targets=Exists(Target.objects.filter(indicator=OuterRef("pk"))),
    ).values_list(*columns, "has_figures", "has_targets")
    return {
        code_key(code): KnownIndicator(
            code,
            committee,
            Polarity(good_is),
            Unit(unit),
            Frequency(frequency),
            Basis(basis),
            section or "",
            scheme or "",
            has_figures,
            has_targets,
        )
        for code, committee, good_is, unit, frequency, basis, section, scheme, has_figures, has_targets in rows
    }


def known_figures(indicator_pks: Sequence[int], *, draft: bool) -> dict[tuple[str, Period], FigureFacts]:
    """Every verified figure of some indicators, by code key and period; with `draft` a stored draft instead."""
    rows = Figure.objects.filter(indicator_id__in=list(indicator_pks))
    # Verified comes first in this order, so that a draft of the same period replaces it in the mapping.
    rows = rows.order_by("-state") if draft else rows.filter(state="verified").order_by()
    return {
        (code_key(code), parse(period)): figure_facts(*facts)
        for code, period, *facts in rows.values_list("indicator__code", "period", *FIGURE_FACTS)
    }


def known_targets(indicator_pks: Sequence[int]) -> dict[tuple[str, Period], TargetFacts]:
    """Every stored target of some indicators, by code key and period."""
    rows = Target.objects.filter(indicator_id__in=list(indicator_pks)).order_by()
    return {
        (code_key(code), parse(period)): target_facts(*facts)
        for code, period, *facts in rows.values_list("indicator__code", "period", *TARGET_FACTS)
    }


def figure_facts(
    status: str,
    value: str | None,
    numerator: str | None,
    denominator: str | None,
    judged: str | None,
    reason: str,
    note: str,
) -> FigureFacts:
    """A stored figure as facts, from its columns in the order of `FIGURE_FACTS`."""
    return FigureFacts(
        Status(status),
        _decimal(value),
        _decimal(numerator),
        _decimal(denominator),
        None if judged is None else Colour(judged),
        reason,
        note,
    )


def target_facts(value: str, value_to: str | None, profile: str, note: str) -> TargetFacts:
    """A stored target as facts, from its columns in the order of `TARGET_FACTS`."""
    return TargetFacts(Decimal(value), _decimal(value_to), profile, note)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
