"""A paper while it is composed: its parts, its clearances, and what somebody accepted with a reason.

What a paper said once it was locked stands in its versions (`versions`), which nothing here can change.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indicators.models.append_only import AppendOnly
from reports.models.meetings import Meeting

MONTH_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])\Z"
PARAGRAPHS = 7
"""Part 1 of Schedule 12A to the Local Government Act 1972, as it stands for England, has so many paragraphs."""


class PaperState(models.TextChoices):
    """A paper is composed or locked; a correction opens it again."""

    COMPOSED = "composed", "Being composed"
    LOCKED = "locked", "Locked"


class Paper(models.Model):
    """One report to a meeting, as at one month of its committee's dashboard.

    `version` counts the changes of the paper itself (not of its parts), for two people changing it at once.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    slug = models.SlugField(max_length=60, help_text="Stands in the paper's lasting address; it is never changed.")
    month = models.CharField("dashboard month", max_length=7)
    title = models.CharField(max_length=250)
    item = models.CharField("item number", max_length=10, blank=True)
    director = models.CharField("responsible director", max_length=120, blank=True)
    urgency = models.TextField("reason of urgency", blank=True)
    retained_until = models.DateField()
    state = models.CharField(max_length=8, choices=PaperState, default="composed")
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ("-meeting__day", "item", "slug")
        permissions = (
            ("lock_paper", "Can lock a paper, publish it and open it again for a correction"),
            ("view_restricted_paper", "Can read the parts of papers that are not for publication"),
        )
        constraints = (
            models.UniqueConstraint(fields=("meeting", "slug"), name="paper_slug_once_a_meeting"),
            models.CheckConstraint(condition=Q(month__regex=MONTH_PATTERN), name="paper_month_is_a_month"),
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="paper_state_known"),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.meeting}"


class PartKind(models.TextChoices):
    """What a part is made of, beside its own text."""

    TEXT = "text", "Text"
    ONE_PAGE = "one_page", "The paper on one page"
    DASHBOARD = "dashboard", "The dashboard"
    EXCEPTIONS = "exceptions", "The exceptions"
    CARDS = "cards", "The report cards"
    CARD = "card", "A report card"
    DEFINITIONS = "definitions", "The definitions"
    CLEARANCES = "clearances", "Deadlines and clearances"


class PaperPart(models.Model):
    """One part of a paper: its own text, and what its kind adds from the figures."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="parts")
    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=11, choices=PartKind, default="text")
    indicator = models.ForeignKey(
        "indicators.Indicator", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    heading = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    numbered = models.BooleanField(default=False)
    appendix = models.BooleanField(default=False)
    mandatory = models.BooleanField(default=False)
    left_out = models.TextField("why it is left out", blank=True)
    exempt_paragraph = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(PARAGRAPHS)]
    )
    exempt_reason = models.TextField(blank=True)
    exempt_review = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ("paper", "place", "pk")
        constraints = (
            models.UniqueConstraint(fields=("paper", "key"), name="part_key_once_a_paper"),
            models.CheckConstraint(condition=Q(kind__in=PartKind.values), name="part_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="card", indicator__isnull=False) | (~Q(kind="card") & Q(indicator__isnull=True)),
                name="part_card_has_indicator",
            ),
            models.CheckConstraint(
                condition=Q(exempt_paragraph__isnull=True)
                | (Q(exempt_paragraph__gte=1, exempt_paragraph__lte=PARAGRAPHS) & ~Q(exempt_reason="")),
                name="part_exempt_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.heading}"


class ClearanceKind(models.TextChoices):
    FINANCE = "finance", "Finance"
    LEGAL = "legal", "Legal"


class Clearance(models.Model):
    """That finance or legal has seen the paper: their comment, initials and the day."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="clearances")
    kind = models.CharField(max_length=8, choices=ClearanceKind)
    comment = models.TextField(blank=True)
    initials = models.CharField(max_length=10)
    day = models.DateField("date")
    history = HistoricalRecords()

    class Meta:
        ordering = ("paper", "kind")
        constraints = (
            models.UniqueConstraint(fields=("paper", "kind"), name="clearance_once_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=ClearanceKind.values), name="clearance_kind_known"),
        )

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.kind} by {self.initials}"


class Deadline(models.Model):
    """A day by which something of the paper must be done, as councils print them with it."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="deadlines")
    name = models.CharField(max_length=120)
    day = models.DateField("date")
    history = HistoricalRecords()

    class Meta:
        ordering = ("paper", "day", "name")
        constraints = (models.UniqueConstraint(fields=("paper", "name"), name="deadline_once_a_name"),)

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.name} {self.day}"


class Acceptance(AppendOnly):
    """A finding of the number check or of preflight that somebody accepted, with the reason; or took that back.

    `finding` is the finding's own key, so another sentence is another finding. The newest row of a key holds.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="acceptances")
    finding = models.CharField(max_length=100)
    words = models.TextField()
    reason = models.TextField()
    accepted = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("paper", "pk")
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="acceptance_has_reason"),)

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.words} accepted: {self.reason}"
