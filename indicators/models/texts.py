"""Report-card text: what is said of an indicator beside its figures, and what was said to the number check's doubts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indicators.models.append_only import AppendOnly
from indicators.models.fields import MONTH_PATTERN, PeriodField
from indicators.models.registers import Indicator

MARKDOWN_HELP = "Plain text with lists, **bold**, [links](https://...) and simple tables. {{latest}} shows the figure."


class TextStage(models.TextChoices):
    """How far a text has come. Only approved ones are shown or exported."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"


class ReportCardText(models.Model):
    """The lead officer's text for one indicator and one month of the dashboard; the newest up to a month is shown.

    There is at most one approved row and one row on its way there for a month, so that what the public reads stays
    while a new text is written. One that was sent back is a draft with its reason.
    """

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
    state = models.CharField(max_length=9, choices=TextStage, default="draft")
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    written_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True)
    sent_back = models.TextField(blank=True, help_text="Why it was sent back to whoever wrote it.")
    copied_from = PeriodField(
        blank=True, help_text="The month whose text it still is, word for word; empty once somebody has changed it."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("indicator", "period")
        verbose_name = "report-card text"
        permissions = (("approve_reportcardtext", "Can approve texts that others wrote, and send them back"),)
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "period"), condition=Q(state="approved"), name="text_approved_once"
            ),
            models.UniqueConstraint(
                fields=("indicator", "period"), condition=~Q(state="approved"), name="text_on_its_way_once"
            ),
            models.CheckConstraint(condition=Q(period__regex=MONTH_PATTERN), name="text_period_is_a_month"),
            models.CheckConstraint(condition=Q(state__in=TextStage.values), name="text_state_known"),
            models.CheckConstraint(
                condition=Q(copied_from="") | Q(copied_from__regex=MONTH_PATTERN), name="text_copied_from_a_month"
            ),
            models.CheckConstraint(condition=Q(sent_back="") | Q(state="draft"), name="text_sent_back_is_draft"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True) | Q(state="approved"),
                name="text_approval_is_of_approved",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} report card {self.period}"


class FindingStep(models.TextChoices):
    SET_ASIDE = "set_aside", "Set aside"
    WITHDRAWN = "withdrawn", "Taken up again"


class FindingEvent(AppendOnly):
    """A doubt of the number check that somebody set aside with a reason, or took up again. The newest says how it is.

    `key` is made of the sentence, what it says and the verdict, so an answer stands as long as its sentence stands.
    """

    on_no_page = True
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="finding_events", db_index=False)
    period = PeriodField("dashboard month")
    key = models.CharField(max_length=64)
    sentence = models.TextField()
    said = models.TextField()
    verdict = models.CharField(max_length=20)
    step = models.CharField(max_length=9, choices=FindingStep)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("-id",)
        verbose_name = "answer to the number check"
        indexes = (models.Index(fields=("indicator", "key", "id"), name="finding_event_newest"),)
        constraints = (
            models.CheckConstraint(condition=Q(period__regex=MONTH_PATTERN), name="finding_period_is_a_month"),
            models.CheckConstraint(condition=Q(step__in=FindingStep.values), name="finding_step_known"),
            models.CheckConstraint(condition=~Q(key=""), name="finding_has_key"),
            models.CheckConstraint(condition=Q(step="withdrawn") | ~Q(reason=""), name="finding_set_aside_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.period}: {self.get_step_display().lower()}"
