"""Every address of the site: accounts, admin and health here, the pages in `reports.urls`."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from asc_dashboard.branding import brand_stylesheet
from asc_dashboard.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("brand.css", brand_stylesheet, name="brand-stylesheet"),
    path("accounts/sign-in/", LoginView.as_view(), name="sign-in"),
    path("accounts/sign-out/", LogoutView.as_view(), name="sign-out"),
    path("admin/", admin.site.urls),
    path("", include("reports.urls")),
]
