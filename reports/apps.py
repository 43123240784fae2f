"""The app of what a councillor sees."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages, charts, tables and downloads; it keeps no rows of its own."""

    name = "reports"
    verbose_name = "Reports"
    default_auto_field = "django.db.models.BigAutoField"
