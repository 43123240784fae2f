"""What people were reminded of by mail, so that nobody is told the same thing twice on one day."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from indicators.models.fields import PeriodField, is_period
from indicators.models.registers import Indicator


class Reminder(models.Model):
    """That a person is told on a day of one figure that is late or soon due.

    The row is made before the mail is sent, so that of two runs at once only one sends it, and goes again where sending
    fails. `sent_at` stays empty until the mail has gone: a row that keeps it empty is one whose run broke off.
    """

    on_no_page = True
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    day = models.DateField(help_text="The day of sending, whatever day the figures were looked at for.")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="reminders")
    period = PeriodField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-day", "user", "indicator", "period")
        constraints = (
            models.UniqueConstraint(fields=("day", "user", "indicator", "period"), name="reminder_once_a_day"),
            models.CheckConstraint(condition=is_period(), name="reminder_period"),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.day:%d %B %Y}: {self.indicator.code} {self.period}"
