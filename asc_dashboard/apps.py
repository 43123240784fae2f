"""Tells Django which admin site this project has."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class DashboardAdminConfig(AdminConfig):
    """Django's admin with our own front page and sign-in."""

    default_site = "asc_dashboard.admin_site.DashboardAdminSite"
