"""Meetings of a committee, and the texts that stand in each of its papers."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords


class Meeting(models.Model):
    """One meeting of a committee. When its agenda must be published is worked out from its day."""

    committee = models.ForeignKey("indicators.Committee", on_delete=models.PROTECT, related_name="meetings")
    day = models.DateField("date", help_text="The day of the meeting.")
    time = models.TimeField(null=True, blank=True, help_text="When it begins, such as 10:00.")
    place = models.CharField(max_length=200, blank=True, help_text="Where it is held, as the agenda prints it.")
    history = HistoricalRecords()

    class Meta:
        ordering = ("-day", "committee")
        constraints = (models.UniqueConstraint(fields=("committee", "day"), name="meeting_once_a_day_and_committee"),)

    def __str__(self) -> str:
        return f"{self.committee.name}, {self.day.day} {self.day:%B %Y}"


class StandingText(models.Model):
    """A text with which a part of each new paper of a committee begins. Without one, the part begins with ours."""

    committee = models.ForeignKey("indicators.Committee", on_delete=models.PROTECT, related_name="standing_texts")
    part = models.SlugField(max_length=40, help_text="The part of a paper that begins with it.")
    text = models.TextField(blank=True, help_text="Plain text with lists, **bold**, links and simple tables.")
    history = HistoricalRecords()

    class Meta:
        ordering = ("committee", "part")
        constraints = (models.UniqueConstraint(fields=("committee", "part"), name="standing_text_once_a_part"),)

    def __str__(self) -> str:
        return f"{self.committee.slug}: {self.part}"
