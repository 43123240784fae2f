"""Figures and targets: read-only lists, and the forms through which they change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.actions import Entered, Kind, Result
from indicators.admin.copying import CopyForward
from indicators.admin.entries import EntryAdmin
from indicators.admin.entry_forms import TargetStartForm
from indicators.admin.figure_forms import FigureForm, TargetForm
from indicators.admin.figure_rows import FigureRows, figure_rows, shown
from indicators.domain.periods import Period, parse
from indicators.models import Figure, Indicator, Target

RECENT = 6
KEPT_AS_DRAFT = (
    "The figure of {what} is kept as a draft; the public sees it once somebody else has verified it. Until then it "
    "sees {public}. Submit it when it is ready."
)


@admin.register(Figure)
class FigureAdmin(EntryAdmin):
    kind = Kind.FIGURE
    record_form = FigureForm
    list_display = ("what", "when", "shown", "unit", "status", "stands")
    list_filter = ("indicator__committee", "status", "state")

    def standing(self, indicator: Indicator, period: Period, **place: str) -> Model | None:
        return super().standing(indicator, period, state="verified")

    def opens_on(self, indicator: Indicator, period: Period, **place: str) -> FigureRows | None:
        rows = figure_rows(indicator, period)
        return None if rows.newest is None else rows

    def beside(self, indicator: Indicator, period: Period) -> dict[str, Any]:
        """The newest figures, to type the next in the same way."""
        rows = Figure.objects.filter(indicator=indicator, state="verified").order_by("-ends")[:RECENT]
        return {"recent": [(parse(row.period).label, shown(row), row.get_status_display()) for row in rows]}

    def tell(self, request: HttpRequest, form: FigureForm, done: Entered) -> None:
        """What became of the figure, and what happens next."""
        what = f"{form.indicator.code}, {form.period.name}"
        if done.result is Result.UNCHANGED:
            messages.info(request, f"Nothing was changed: the figure of {what} stands like that already.")
        elif done.result is Result.TAKEN_BACK:
            messages.success(request, f"The figure of {what} is as it was verified again, so its draft is gone.")
        else:
            messages.success(request, KEPT_AS_DRAFT.format(what=what, public=(form.standing or FigureRows()).public))
        self.warn(request, what, done.problems)

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
