"""Who is calling, as far as the lock-out needs to know it: the two settings AXES_CLIENT_..._CALLABLE."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str | None:
    """The caller's network address.

    With BEHIND_TLS a proxy of ours stands in front and adds the address it saw to the end of X-Forwarded-For; whatever
    stands before that the caller may have made up. Without it the header is not believed at all.
    """
    if settings.BEHIND_TLS:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if last:
            return last
    return request.META.get("REMOTE_ADDR")


def nameless(*_details: object) -> str:
    """What the log calls a caller: neither username nor address."""
    return "a caller"
