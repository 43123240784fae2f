"""Figures, targets and the append-only record of every change to them. Only `actions` writes these rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.lookups import GreaterThanOrEqual

from indicators.models.append_only import AppendOnly
from indicators.models.fields import DecimalTextField, PeriodField, ends_field, is_decimal, is_period, number
from indicators.models.registers import Indicator


class Status(models.TextChoices):
    FINAL = "final", "Final"
    PROVISIONAL = "provisional", "Provisional"
    AWAITED = "awaited", "Awaited"
    NOT_REPORTABLE = "not_reportable", "Cannot be reported"
    SUPPRESSED = "suppressed", "Suppressed"


WITH_VALUE = (Status.FINAL.value, Status.PROVISIONAL.value)


class State(models.TextChoices):
    """How far a figure has come. Only verified ones are shown or exported."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    VERIFIED = "verified", "Verified"


class Judged(models.TextChoices):
    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"


class Figure(models.Model):
    """What is known of one indicator for one period: a value, or the reason for none.

    There is at most one verified row and one row on its way there for a period, so a draft never hides or replaces
    what the public sees.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures", db_index=False)
    period = PeriodField()
    ends = ends_field()
    value = DecimalTextField(null=True)
    numerator = DecimalTextField(null=True)
    denominator = DecimalTextField(null=True)
    status = models.CharField(max_length=14, choices=Status, default="final")
    reason = models.TextField(blank=True)
    judged = models.CharField(max_length=5, choices=Judged, null=True)  # noqa: DJ001 - no colour is not an empty colour
    note = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=State, default="draft")
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True, help_text="Why the verified figure of the period is to change.")
    checked = models.TextField(blank=True, help_text="What was said where the figure looked like a slip.")
    sent_back = models.TextField(blank=True, help_text="Why it was sent back to whoever entered it.")
    revised_on = models.DateField(null=True, help_text="When it last took the place of another figure.")

    class Meta:
        ordering = ("indicator", "ends")
        permissions = (("verify_figure", "Can verify figures that others entered, and send them back"),)
        indexes = (models.Index(fields=("indicator", "ends"), name="figure_indicator_ends"),)
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "period"), condition=Q(state="verified"), name="figure_verified_once"
            ),
            models.UniqueConstraint(
                fields=("indicator", "period"), condition=~Q(state="verified"), name="figure_on_its_way_once"
            ),
            models.CheckConstraint(condition=is_period(), name="figure_period"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="figure_status_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="figure_state_known"),
            models.CheckConstraint(
                condition=Q(judged__isnull=True) | Q(judged__in=Judged.values), name="figure_judged_known"
            ),
            models.CheckConstraint(condition=is_decimal("value"), name="figure_value_decimal"),
            models.CheckConstraint(condition=is_decimal("numerator"), name="figure_numerator_decimal"),
            models.CheckConstraint(condition=is_decimal("denominator"), name="figure_denominator_decimal"),
            models.CheckConstraint(
                condition=Q(status__in=WITH_VALUE, value__isnull=False, judged__isnull=True)
                | Q(status__in=WITH_VALUE, value__isnull=True, judged__isnull=False)
                | (~Q(status__in=WITH_VALUE) & Q(value__isnull=True, judged__isnull=True)),
                name="figure_value_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False, value__isnull=False),
                name="figure_numerator_with_denominator",
            ),
            models.CheckConstraint(
                condition=~Q(status="not_reportable", reason=""), name="figure_not_reportable_has_reason"
            ),
            models.CheckConstraint(condition=Q(judged__isnull=True) | ~Q(reason=""), name="figure_judged_has_reason"),
            models.CheckConstraint(condition=Q(sent_back="") | Q(state="draft"), name="figure_sent_back_is_draft"),
            models.CheckConstraint(
                condition=Q(revised_on__isnull=True) | Q(state="verified"), name="figure_revised_is_verified"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.period}: {self.value or self.judged or self.get_status_display()}"


class Target(models.Model):
    """What is aimed at: for a period of the indicator's own frequency, or for a financial year with a profile."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets", db_index=False)
    period = PeriodField()
    ends = ends_field()
    value = DecimalTextField()
    value_to = DecimalTextField(null=True)
    profile = models.CharField(max_length=250, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("indicator", "ends", "period")
        indexes = (models.Index(fields=("indicator", "ends"), name="target_indicator_ends"),)
        constraints = (
            models.UniqueConstraint(fields=("indicator", "period"), name="target_once_a_period"),
            models.CheckConstraint(condition=is_period(), name="target_period"),
            models.CheckConstraint(condition=is_decimal("value"), name="target_value_decimal"),
            models.CheckConstraint(condition=is_decimal("value_to"), name="target_value_to_decimal"),
            models.CheckConstraint(
                condition=Q(value_to__isnull=True) | GreaterThanOrEqual(number("value_to"), number("value")),
                name="target_range_rises",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.period}: target {self.value}"


class RevisionOf(models.TextChoices):
    FIGURE = "figure", "Figure"
    TARGET = "target", "Target"
    OVERRIDE = "override", "Rating override"
    FLAG = "flag", "Exception flag"


class Revision(AppendOnly):
    """One change to a figure, target, override or flag: who, when, why, what it was and what it became.

    `old` is null for something new, `new` is null for something withdrawn. Numbers in both are decimal strings.
    """

    of = models.CharField(max_length=8, choices=RevisionOf)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="revisions", db_index=False)
    period = PeriodField()
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="The file it came from, if it came from one.")
    source_row = models.PositiveIntegerField(null=True)
    upload = models.ForeignKey("indicators.Upload", null=True, on_delete=models.PROTECT, related_name="revisions")

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("indicator", "period"), name="revision_indicator_period"),
            models.Index(fields=("indicator", "id"), name="revision_indicator_newest"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(of__in=RevisionOf.values), name="revision_of_known"),
            models.CheckConstraint(condition=is_period(), name="revision_period"),
            models.CheckConstraint(
                condition=Q(old__isnull=False) | Q(new__isnull=False), name="revision_says_something"
            ),
            # A change of what stood there needs its reason; the first figure of a period does not.
            models.CheckConstraint(condition=Q(old__isnull=True) | ~Q(reason=""), name="revision_change_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.get_of_display()} {self.indicator.code} {self.period}, {self.at:%d %B %Y}"
