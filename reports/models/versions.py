"""What a paper said: locked versions, their files, and when they were published. Only ever added to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models.append_only import AppendOnly
from reports.models.papers import Paper


class VersionKind(models.TextChoices):
    FULL = "full", "The whole paper"
    SUPPLEMENT = "supplement", "A supplement: only the cards that changed"


class PaperVersion(AppendOnly):
    """A paper as it was locked: the document as shown, with its SHA-256, by whom, when and why.

    `content` is what everybody may read, `restricted` the same with its exempt parts (empty where there are none);
    both are documents in JSON (`reports.exports.documents`); figures for machines are files. `changes` says
    in words what is different from the version before.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=VersionKind, default="full")
    title = models.CharField(max_length=250)
    item = models.CharField("item number", max_length=10, blank=True)
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    content = models.BinaryField()
    restricted = models.BinaryField(default=b"")
    content_sha256 = models.CharField(max_length=64)
    restricted_sha256 = models.CharField(max_length=64, blank=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    locked_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("paper", "major", "minor")
        constraints = (
            models.UniqueConstraint(fields=("paper", "major", "minor"), name="version_once_a_number"),
            models.CheckConstraint(condition=Q(kind__in=VersionKind.values), name="version_kind_known"),
            models.CheckConstraint(condition=Q(major__gte=1), name="version_starts_at_one"),
            models.CheckConstraint(condition=Q(major=1, minor=0) | ~Q(reason=""), name="version_correction_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def number(self) -> str:
        """`1.0`."""
        return f"{self.major}.{self.minor}"


class VersionFile(AppendOnly):
    """One file of a locked version, byte for byte."""

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="files")
    ending = models.CharField(max_length=8)
    restricted = models.BooleanField(default=False)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("version", "restricted", "ending")
        constraints = (models.UniqueConstraint(fields=("version", "ending", "restricted"), name="file_once_a_version"),)

    def __str__(self) -> str:
        return f"{self.version_id}: .{self.ending}{' (restricted)' if self.restricted else ''}"


class Publication(AppendOnly):
    """That a version was published: from then on it has its lasting address. `lateness` says in words how late that
    was, `urgency` why it was published all the same."""

    version = models.OneToOneField(PaperVersion, on_delete=models.PROTECT, related_name="publication")
    lateness = models.TextField(blank=True)
    urgency = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(condition=Q(lateness="") | ~Q(urgency=""), name="publication_late_has_urgency"),
        )

    def __str__(self) -> str:
        return f"{self.version_id} published {self.at}"
