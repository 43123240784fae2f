"""Rows: what is stored, and what the database itself refuses. They know nothing of how they are used."""

from indicators.models.decisions import ExceptionFlag, RatingOverride
from indicators.models.figures import Figure, Revision, Target
from indicators.models.registers import Committee, DefinitionVersion, Indicator, Scheme, Section
from indicators.models.reminders import Reminder
from indicators.models.rights import Capacity, CommitteeRole, Handover, Responsibility
from indicators.models.rounds import RoundEvent
from indicators.models.stamp import StoreStamp
from indicators.models.texts import FindingEvent, ReportCardText
from indicators.models.uploads import Upload

__all__ = [
    "Capacity",
    "Committee",
    "CommitteeRole",
    "DefinitionVersion",
    "ExceptionFlag",
    "Figure",
    "FindingEvent",
    "Handover",
    "Indicator",
    "RatingOverride",
    "Reminder",
    "ReportCardText",
    "Responsibility",
    "Revision",
    "RoundEvent",
    "Scheme",
    "Section",
    "StoreStamp",
    "Target",
    "Upload",
]
