"""What the core refuses. Odd figures never raise: they get a verdict of none with its reason (`assessment.py`)."""

from __future__ import annotations


class DomainError(ValueError):
    """Something was asked of the core that has no meaning; the message says what would."""


class PeriodError(DomainError):
    """A text is no period, or two periods of different kinds were compared."""


class SchemeError(DomainError):
    """A rating scheme, its levels or a target's profile cannot be read or contradicts itself."""
