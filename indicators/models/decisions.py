"""What a person decided about a verdict, always with a reason: a rating set by hand, a rule that applies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from indicators.models.fields import PeriodField, ends_field, is_period
from indicators.models.figures import Judged
from indicators.models.registers import Indicator


class RatingOverride(models.Model):
    """A colour set by a person for the figure of one period; the computed one stays visible beside it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="overrides", db_index=False)
    period = PeriodField()
    ends = ends_field()
    rating = models.CharField(max_length=5, choices=Judged)
    reason = models.TextField()

    class Meta:
        ordering = ("indicator", "ends")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "period"), name="override_once_a_period"),
            models.CheckConstraint(condition=is_period(), name="override_period"),
            models.CheckConstraint(condition=Q(rating__in=Judged.values), name="override_rating_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.period}: {self.rating} by hand"


class FlagRule(models.TextChoices):
    BUDGET = "budget", "Affects the budget"
    CORPORATE_RISK = "corporate_risk", "Affects a corporate risk"
    ADDED_BY_HAND = "added_by_hand", "Added to the report by hand"
    LEFT_OUT_BY_HAND = "left_out_by_hand", "Left out of the report by hand"


class ExceptionFlag(models.Model):
    """That a rule applies to the figure of one period, with the budget line, the risk or the reason."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="flags", db_index=False)
    period = PeriodField()
    ends = ends_field()
    rule = models.CharField(max_length=16, choices=FlagRule)
    reason = models.TextField()

    class Meta:
        ordering = ("indicator", "ends", "rule")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "period", "rule"), name="flag_once_a_period_and_rule"),
            models.CheckConstraint(condition=is_period(), name="flag_period"),
            models.CheckConstraint(condition=Q(rule__in=FlagRule.values), name="flag_rule_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="flag_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.period}: {self.rule}"
