"""The monthly round of a committee: when it was locked and opened again. What is due follows from the registers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models.append_only import AppendOnly
from indicators.models.fields import MONTH_PATTERN, PeriodField
from indicators.models.registers import Committee


class RoundStep(models.TextChoices):
    LOCKED = "locked", "Locked"
    REOPENED = "reopened", "Opened again"


class RoundEvent(AppendOnly):
    """A round locked or opened again: who, when, why. The newest says how it stands; without any it is open."""

    on_no_page = True
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="round_events", db_index=False)
    period = PeriodField("month")
    step = models.CharField(max_length=8, choices=RoundStep)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("-id",)
        verbose_name = "round"
        indexes = (models.Index(fields=("committee", "period", "id"), name="round_event_newest"),)
        constraints = (
            models.CheckConstraint(condition=Q(period__regex=MONTH_PATTERN), name="round_period_is_a_month"),
            models.CheckConstraint(condition=Q(step__in=RoundStep.values), name="round_step_known"),
            models.CheckConstraint(condition=Q(step="locked") | ~Q(reason=""), name="round_reopened_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.committee.slug} {self.period}: {self.get_step_display().lower()}"
