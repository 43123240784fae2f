"""Rows: what is stored, and what the database itself refuses. They know nothing of how they are used."""

from indicators.models.decisions import ExceptionFlag, RatingOverride
from indicators.models.figures import Figure, Revision, Target
from indicators.models.registers import Committee, DefinitionVersion, Indicator, Scheme, Section
from indicators.models.rounds import RoundEvent
from indicators.models.stamp import StoreStamp
from indicators.models.texts import ReportCardText

__all__ = [
    "Committee",
    "DefinitionVersion",
    "ExceptionFlag",
    "Figure",
    "Indicator",
    "RatingOverride",
    "ReportCardText",
    "Revision",
    "RoundEvent",
    "Scheme",
    "Section",
    "StoreStamp",
    "Target",
]
