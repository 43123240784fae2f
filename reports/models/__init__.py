"""Rows of meetings, papers and their locked versions. They know nothing of how they are used."""

from reports.models.meetings import Meeting, StandingText
from reports.models.papers import Acceptance, Clearance, Deadline, Paper, PaperPart
from reports.models.versions import PaperVersion, Publication, VersionFile

__all__ = [
    "Acceptance",
    "Clearance",
    "Deadline",
    "Meeting",
    "Paper",
    "PaperPart",
    "PaperVersion",
    "Publication",
    "StandingText",
    "VersionFile",
]
