"""Report-card text: what is said of an indicator beside its figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indicators.models.fields import MONTH_PATTERN, PeriodField
from indicators.models.registers import Indicator

MARKDOWN_HELP = "Plain text with lists, **bold**, [links](https://...) and simple tables. {{latest}} shows the figure."


class ReportCardText(models.Model):
    """The lead officer's text for one indicator and one month of the dashboard; the newest up to a month is shown."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="texts", db_index=False)
    period = PeriodField("dashboard month", help_text="The month of the dashboard it is written for, such as 2017-01.")
    why = models.TextField("Why is this important?", blank=True, help_text=MARKDOWN_HELP)
    explains = models.TextField("What explains current performance?", blank=True, help_text=MARKDOWN_HELP)
    success = models.TextField("What will success look like?", blank=True, help_text=MARKDOWN_HELP)
    actions = models.TextField(
        "Action required",
        blank=True,
        help_text="A list, or a table with the columns Action, Who, By when, State.",
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("indicator", "period")
        verbose_name = "report-card text"
        constraints = (
            models.UniqueConstraint(fields=("indicator", "period"), name="text_once_a_month"),
            models.CheckConstraint(condition=Q(period__regex=MONTH_PATTERN), name="text_period_is_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} report card {self.period}"
