"""The app of what a councillor sees."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages, charts, tables and downloads; and the papers made of them, which are its own rows."""

    name = "reports"
    verbose_name = "Reports"
    default_auto_field = "django.db.models.BigAutoField"
