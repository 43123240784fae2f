"""The council's name and colour for every page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


def branding(request: HttpRequest) -> dict[str, str]:
    """What templates know of the site: `name_of_site`, and `brand_colour` without its # (for the address of brand.css).

    Not `site_name`: Django's sign-in view puts the host's name there.
    """
    return {"name_of_site": settings.SITE_NAME, "brand_colour": settings.BRAND_COLOUR.removeprefix("#")}


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def brand_stylesheet(request: HttpRequest) -> HttpResponse:
    """The colour as a stylesheet: the Content-Security-Policy allows no style inside a page."""
    return HttpResponse(f":root {{ --brand: {settings.BRAND_COLOUR}; }}\n", content_type="text/css; charset=utf-8")
