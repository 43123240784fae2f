"""The admin as a whole: its name, its front page in the order of the work, and one place to sign in."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

ROOMS: Final = (
    (
        "Figures and targets",
        ("RoundEvent", "Upload", "Figure", "Target", "RatingOverride", "ExceptionFlag", "ReportCardText", "Revision"),
    ),
    ("Papers", ("Paper", "Meeting", "StandingText")),
    ("Registers", ("Committee", "Section", "Scheme", "Indicator", "DefinitionVersion")),
    ("People", ("Responsibility", "Handover", "User", "Group")),
)
"""The headings of the front page, each with its models: daily work first."""


class DashboardAdminSite(AdminSite):
    """Django's admin under the site's own name."""

    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = "Administration"
    empty_value_display = "–"

    def get_urls(self) -> list[Any]:
        """With the pages on which report cards are written: they show figures in words, which no list knows of."""
        from reports.admin.texts import TextPages  # its models exist only once the apps are there

        return [*TextPages(self).urls(), *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """What somebody may see, under our headings instead of one for each app."""
        apps = self._build_app_dict(request, app_label).values()
        models = {model["object_name"]: (app, model) for app in apps for model in app["models"]}
        rooms = []
        for name, nouns in ROOMS:
            mine = [models[noun] for noun in nouns if noun in models]
            if mine:
                app = mine[0][0]
                rooms.append({**app, "name": name, "models": [model for _, model in mine]})
        return rooms

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """The front page of one app, whose rooms have names of their own."""
        return super().app_index(request, app_label, {"title": self.index_title, **(extra_context or {})})

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sends on to the site's one sign-in page; who is signed in without a role here is refused, not asked again."""
        if self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index", current_app=self.name))
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index", current_app=self.name))
