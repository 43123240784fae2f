"""Figures and targets: read-only lists, and the forms through which they change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.actions import Kind
from indicators.admin.copying import CopyForward
from indicators.admin.entries import EntryAdmin
from indicators.admin.entry_forms import TargetStartForm
from indicators.admin.figure_forms import FigureForm, TargetForm
from indicators.domain.periods import Period, parse
from indicators.models import Figure, Indicator, Target

RECENT = 6


def shown(row: Figure) -> str:
    """The value as stored, the colour it was judged, or why there is neither."""
    return row.value or (row.get_judged_display() if row.judged else row.get_status_display())


@admin.register(Figure)
class FigureAdmin(EntryAdmin):
    kind = Kind.FIGURE
    record_form = FigureForm
    list_display = ("what", "when", "shown", "unit", "status", "stands")
    list_filter = ("indicator__committee", "status", "state")

    def standing(self, indicator: Indicator, period: Period, **place: str) -> Model | None:
        return super().standing(indicator, period, state="verified")

    def beside(self, indicator: Indicator, period: Period) -> dict[str, Any]:
        """The draft that waits for this period, and the newest figures, to type the next in the same way."""
        rows = Figure.objects.filter(indicator=indicator)
        return {
            "draft": rows.filter(period=period.written).exclude(state="verified").first(),
            "recent": [
                (parse(row.period).label, shown(row), row.get_status_display())
                for row in rows.filter(state="verified").order_by("-ends")[:RECENT]
            ],
        }

    @admin.display(description="figure")
    def shown(self, row: Figure) -> str:
        return shown(row)

    @admin.display(description="unit", ordering="indicator__unit")
    def unit(self, row: Figure) -> str:
        return row.indicator.get_unit_display()

    @admin.display(description="state", ordering="state")
    def stands(self, row: Figure) -> str | SafeString:
        """Verified ones are on the pages; the others are marked, since nobody else sees them."""
        if row.state == "verified":
            return row.get_state_display()
        return format_html('<strong class="entry-mark">{}: not on any page</strong>', row.get_state_display())


@admin.register(Target)
class TargetAdmin(CopyForward):
    kind = Kind.TARGET
    record_form = TargetForm
    start_form = TargetStartForm
    list_display = ("what", "when", "shown", "profile", "unit")
    list_filter = ("indicator__committee", "indicator__frequency")

    @admin.display(description="target")
    def shown(self, row: Target) -> str:
        return row.value if row.value_to is None else f"{row.value} to {row.value_to}"

    @admin.display(description="unit", ordering="indicator__unit")
    def unit(self, row: Target) -> str:
        return row.indicator.get_unit_display()
