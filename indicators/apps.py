"""The app of what we measure, what we know and what we conclude."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IndicatorsConfig(AppConfig):
    """Committees, indicators, figures and targets."""

    name = "indicators"
    verbose_name = "Performance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Groups follow every migration, and every flush of a test database."""
        from indicators.roles import sync_roles  # its permissions are models, which exist only now

        post_migrate.connect(sync_roles, sender=self, dispatch_uid="indicators.roles")
