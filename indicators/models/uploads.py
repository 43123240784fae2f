"""A file of figures that somebody uploaded: what it held, what was shown of it, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models.fields import MONTH_PATTERN, PeriodField
from indicators.models.registers import Committee


class UploadState(models.TextChoices):
    """How far it has come."""

    RECEIVED = "received", "Being read"
    WHICH_SHEET = "which_sheet", "Sheet to be chosen"
    UNREADABLE = "unreadable", "Cannot be read"
    PREVIEWED = "previewed", "To be confirmed"
    APPLYING = "applying", "Being written"
    APPLIED = "applied", "Written"
    UNDONE = "undone", "Undone"
    DISCARDED = "discarded", "Let go"


class Upload(models.Model):
    """One uploaded file.

    `content` holds its bytes until it is applied or let go; name, size and SHA-256 stay. `preview` is compressed JSON:
    what the reader made of each row, and what applying it would do to each figure (`actions.upload_preview`).
    """

    on_no_page = True
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="uploads")
    period = PeriodField("month of the round")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="In bytes.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=UploadState, default="received")
    message = models.TextField(blank=True, help_text="Why it cannot be read, or which figures could not be undone.")
    sheet = models.CharField(max_length=100, blank=True)
    sheets = models.JSONField(default=list, help_text="The sheets to choose from.")
    done = models.PositiveIntegerField(default=0, help_text="Rows worked through so far.")
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="Figures by what would become, or became, of them.")
    content = models.BinaryField(null=True)
    preview = models.BinaryField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(period__regex=MONTH_PATTERN), name="upload_period_is_a_month"),
            models.CheckConstraint(condition=Q(state__in=UploadState.values), name="upload_state_known"),
            models.CheckConstraint(
                condition=~Q(state="undone") | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="upload_undone_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name}, {self.at:%d %B %Y}"
