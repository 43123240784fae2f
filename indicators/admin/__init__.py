"""Data entry and registers: the part of the site where officers work."""

from indicators.admin import (
    accounts,
    copying,
    decisions,
    figures,
    handovers,
    registers,
    responsibilities,
    revisions,
    rounds,
    texts,
    uploads,
)

__all__ = [
    "accounts",
    "copying",
    "decisions",
    "figures",
    "handovers",
    "registers",
    "responsibilities",
    "revisions",
    "rounds",
    "texts",
    "uploads",
]
